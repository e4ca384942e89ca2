package dev.udsecho.testing;

/**
 * A named volume of the engine, removed after the test.
 *
 * @param name the volume's name
 */
public record Volume(String name) implements AutoCloseable {
    /** Creates an empty volume. */
    public static Volume create() throws Exception {
        return new Volume(Engine.ask("volume", "create"));
    }

    @Override
    public void close() {
        Engine.runUnchecked("volume", "rm", "--force", name);
    }
}
