package dev.udsecho.client;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.text.Printable;
import java.io.IOException;
import java.util.Set;

/** An exchange did not work. It carries why as a value, and its message is a whole sentence for a person, on one line. */
public final class EchoException extends IOException {
    /** What is there is no stream socket, or nothing: perhaps another one is meant. */
    private static final Set<Integer> OF_THE_NAME = Set.of(65, 66);

    private final Finding finding;

    public EchoException(Object path, Finding finding) {
        this(orElsewhere(finding), path);
    }

    private EchoException(Finding told, Object path) {
        super(Printable.text(path + " (" + told.cause().id() + "): " + told.sentence()));
        this.finding = told;
    }

    /** Unless there is better advice than the cause's own. */
    private static Finding orElsewhere(Finding finding) {
        Cause cause = finding.cause();
        return OF_THE_NAME.contains(cause.status()) && finding.advice().equals(cause.advice())
                ? finding.advisingAlso("name another socket with --socket")
                : finding;
    }

    /** Why. */
    public Cause reason() {
        return finding.cause();
    }

    /** Why, with what it rests on. */
    public Finding finding() {
        return finding;
    }
}
