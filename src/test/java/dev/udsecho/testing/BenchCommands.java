package dev.udsecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of {@code bench} with no warm-up, and what they print. */
public final class BenchCommands {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BenchCommands() {}

    /** Returns the command line for a socket, with options. */
    public static String[] words(Path socket, String... options) {
        List<String> words = new ArrayList<>(List.of("bench", "--socket", socket.toString(), "--warmup", "0s"));
        words.addAll(List.of(options));
        return words.toArray(String[]::new);
    }

    /** Runs a command until it exits. */
    public static ClientRun run(Path socket, String... options) throws Exception {
        return ClientRun.of(words(socket, options));
    }

    /** Returns its output with {@code --json}. */
    public static JsonNode json(ClientRun run) throws IOException {
        return JSON.readTree(run.output());
    }
}
