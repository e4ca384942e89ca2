package dev.udsecho.fault;

import dev.udsecho.testing.Command;
import dev.udsecho.testing.ServeProcess;
import java.io.File;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Sets the descriptor limit of a running process, with {@code prlimit}. */
final class FewDescriptors {
    private static final int MANY = 10_000;

    private FewDescriptors() {}

    /** Leaves the process the given number of free descriptors: the limit is the first number that it may not use. */
    static void leave(ServeProcess server, int free) throws Exception {
        Set<Integer> used = Arrays.stream(new File("/proc/" + server.pid() + "/fd").list())
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
        int limit = 0;
        for (int left = free; left > 0 || used.contains(limit); limit++) {
            left -= used.contains(limit) ? 0 : 1;
        }
        limit(server, limit);
    }

    /** Lets the process have descriptors again. */
    static void leaveMany(ServeProcess server) throws Exception {
        limit(server, MANY);
    }

    private static void limit(ServeProcess server, int descriptors) throws Exception {
        Command.succeed("prlimit", "--pid=" + server.pid(), "--nofile=" + descriptors + ":");
    }
}
