package dev.udsecho.testing;

import org.junit.jupiter.api.function.Executable;

/** Checks what an upgrade of a library may move, and says in the failure what to do then. */
public final class Moved {
    private Moved() {}

    /**
     * Runs a check.
     *
     * @param what the class, method, text or behaviour of a library that the code rests on
     * @param remedy what to do when the check fails
     * @param check fails in any way, also with a class or method that is no longer there
     */
    public static void unless(String what, String remedy, Executable check) {
        try {
            check.execute();
        } catch (Throwable e) {
            throw new AssertionError("this moved: " + what + "; do: " + remedy + " (" + e + ")", e);
        }
    }
}
