package dev.udsecho.text;

/** The version that the program was built with. */
public final class ProgramVersion {
    private ProgramVersion() {}

    /** Returns the name of the program and its version. */
    public static String text() {
        return "udsecho " + number();
    }

    /** Returns the version alone. */
    public static String number() {
        return Resources.text(ProgramVersion.class, "version").strip();
    }
}
