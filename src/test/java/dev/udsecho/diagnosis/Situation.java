package dev.udsecho.diagnosis;

import java.util.List;

/**
 * A row of the tables: an obstacle to a round trip, and the expected message.
 *
 * @param cause the id
 * @param condition the condition, which distinguishes rows of the same id
 * @param construction creates the situation
 * @param words further text that the answer must contain; ./ at the start stands for the scene's directory
 */
record Situation(String cause, String condition, Construction construction, List<String> words) {
    /** Creates a situation. */
    @FunctionalInterface
    interface Construction {
        /** Creates all files and servers. */
        void build(Scene scene) throws Exception;
    }

    static Situation of(String cause, String condition, Construction construction, String... words) {
        return new Situation(cause, condition, construction, List.of(words));
    }

    /** The exit status of each id, written down again, as existing scripts use it. */
    int status() {
        return switch (cause) {
            case "ok" -> 0;
            case "path-too-long" -> 64;
            case "is-directory", "not-a-socket", "wrong-type" -> 65;
            case "no-directory", "no-file", "symlink-dangling", "symlink-loop" -> 66;
            case "stale", "mounted-file", "foreign-kernel" -> 69;
            case "no-descriptors" -> 71;
            case "closed", "not-echo", "altered", "truncated" -> 74;
            case "backlog-full", "mute" -> 75;
            case "denied-directory", "denied-file", "unmapped-owner", "denied-policy" -> 77;
            default -> throw new IllegalArgumentException(cause);
        };
    }

    boolean isOk() {
        return cause.equals("ok");
    }

    @Override
    public String toString() {
        return cause + ", " + condition;
    }
}
