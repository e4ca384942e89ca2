package dev.udsecho.path;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.text.Printable;
import java.util.List;
import java.util.stream.Stream;

/**
 * The path cannot be owned. The message is one sentence: what was tried, on what, why it failed, and what to do. A program that
 * has keys for its settings adds their names to it.
 */
public final class SocketPathException extends Exception {
    private final Finding finding;
    private final List<Setting> settings;

    /** What a program sets for an owner, where another value may help. */
    public enum Setting {
        /** The path itself. */
        PATH,
        /** The group of the socket. */
        GROUP,
        /** How long to stand by. */
        STANDBY
    }

    /** What could not be done on a path, and the settings that may help. */
    public SocketPathException(SocketPath path, Finding finding, Setting... settings) {
        super(Printable.text("cannot serve on " + path + " (" + finding.cause().id() + "): " + finding.sentence()));
        this.finding = finding;
        this.settings = List.of(settings);
    }

    /** Where another path would do as well. */
    static SocketPathException orElsewhere(SocketPath path, Finding finding, Setting... others) {
        Setting[] settings =
                Stream.concat(Stream.of(Setting.PATH), Stream.of(others)).toArray(Setting[]::new);
        return new SocketPathException(path, finding.advisingAlso("choose another path"), settings);
    }

    /** Returns why, as a value. */
    public Cause reason() {
        return finding.cause();
    }

    /** Returns why in words, the evidence, and what to do. */
    public Finding finding() {
        return finding;
    }

    /** Returns the settings of which another value may help, in the order of the message's advice. */
    public List<Setting> settings() {
        return settings;
    }
}
