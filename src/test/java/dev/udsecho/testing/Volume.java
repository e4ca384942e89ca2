package dev.udsecho.testing;

/**
 * A named volume of the engine, removed at the end.
 *
 * @param name its name
 */
public record Volume(String name) implements AutoCloseable {
    /** An empty one. */
    public static Volume create() throws Exception {
        return new Volume(Engine.ask("volume", "create"));
    }

    @Override
    public void close() {
        Engine.runUnchecked("volume", "rm", "--force", name);
    }
}
