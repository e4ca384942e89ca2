package dev.udsecho.diagnosis;

import java.util.List;

/**
 * A row of the tables: something that is in the way of a round trip, and what a person is to learn of it.
 *
 * @param cause the id
 * @param condition what is the case, to tell it from others with the same id
 * @param construction how to bring it about
 * @param words what must stand in the answer besides; ./ at the start stands for the scene's directory
 */
record Situation(String cause, String condition, Construction construction, List<String> words) {
    /** Brings a situation about. */
    @FunctionalInterface
    interface Construction {
        /** Puts everything in place. */
        void build(Scene scene) throws Exception;
    }

    static Situation of(String cause, String condition, Construction construction, String... words) {
        return new Situation(cause, condition, construction, List.of(words));
    }

    /** The exit status of each id: written down once more, as scripts out there have it. */
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
