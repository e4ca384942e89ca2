package dev.udsecho.path;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.text.Printable;
import java.util.List;
import java.util.stream.Stream;

/**
 * The path cannot be owned. The message is one sentence: what was tried, on what, why it failed, and what to do. A
 * program that has configuration keys for its settings appends their names.
 */
public final class SocketPathException extends Exception {
    private final Finding finding;
    private final List<Setting> settings;

    /** A setting of an owner that may help when it is changed. */
    public enum Setting {
        /** The path itself. */
        PATH,
        /** The group of the socket. */
        GROUP,
        /** The standby time. */
        STANDBY
    }

    /** Creates an exception from a finding, with the settings that may help. */
    public SocketPathException(SocketPath path, Finding finding, Setting... settings) {
        super(Printable.text("cannot serve on " + path + " (" + finding.cause().id() + "): " + finding.sentence()));
        this.finding = finding;
        this.settings = List.of(settings);
    }

    /** Returns an exception that also advises to choose another path. */
    static SocketPathException orElsewhere(SocketPath path, Finding finding, Setting... others) {
        Setting[] settings =
                Stream.concat(Stream.of(Setting.PATH), Stream.of(others)).toArray(Setting[]::new);
        return new SocketPathException(path, finding.advisingAlso("choose another path"), settings);
    }

    /** Returns the cause. */
    public Cause reason() {
        return finding.cause();
    }

    /** Returns the finding: the reason in words, the evidence, and the advice. */
    public Finding finding() {
        return finding;
    }

    /** Returns the settings that may help when changed, in the order of the message's advice. */
    public List<Setting> settings() {
        return settings;
    }
}
