package dev.udsecho.os;

import dev.udsecho.os.DirectoryEntry.Inode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the process that has locked the first byte of a file, in <a
 * href="https://man7.org/linux/man-pages/man5/proc_locks.5.html">proc_locks(5)</a>. The kernel shows a holder in
 * another PID namespace without its process id, or not at all.
 */
public final class LockHolder {
    private static final Path LOCKS = Path.of("/proc/locks");
    private static final int PID = 4;
    private static final int INODE = 5;
    private static final int START = 6;

    private LockHolder() {}

    /** Returns the holder in words: "process 4242", or "another process" if the kernel does not report its id. */
    public static String of(Inode file) {
        return in(LOCKS, file);
    }

    /** Returns the command line of the holder, or empty if the kernel does not report it. */
    public static Optional<String> command(Inode file) {
        return id(LOCKS, file).flatMap(ProcessHandle::of).flatMap(holder -> holder.info()
                .commandLine());
    }

    static String in(Path locks, Inode file) {
        return id(locks, file).map(id -> "process " + id).orElse("another process");
    }

    private static Optional<Long> id(Path locks, Inode file) {
        try {
            return Files.readAllLines(locks).stream()
                    .map(line -> List.of(line.trim().split("\\s+")))
                    .filter(fields ->
                            isOfFirstByte(fields, file) && fields.get(PID).matches("[1-9][0-9]*"))
                    .findFirst()
                    .map(fields -> Long.valueOf(fields.get(PID)));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Returns whether a line is about a lock on the file's first byte. The device is not compared: some file systems
     * show another device here than stat(2) does.
     */
    private static boolean isOfFirstByte(List<String> fields, Inode file) {
        return fields.size() > START
                && fields.contains("POSIX")
                && fields.get(INODE).endsWith(":" + file.number())
                && fields.get(START).equals("0");
    }
}
