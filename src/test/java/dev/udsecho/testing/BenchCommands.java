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

    /** The words for a socket, and options. */
    public static String[] words(Path socket, String... options) {
        List<String> words = new ArrayList<>(List.of("bench", "--socket", socket.toString(), "--warmup", "0s"));
        words.addAll(List.of(options));
        return words.toArray(String[]::new);
    }

    /** Runs one to its end. */
    public static ClientRun run(Path socket, String... options) throws Exception {
        return ClientRun.of(words(socket, options));
    }

    /** What it printed with {@code --json}. */
    public static JsonNode json(ClientRun run) throws IOException {
        return JSON.readTree(run.output());
    }
}
