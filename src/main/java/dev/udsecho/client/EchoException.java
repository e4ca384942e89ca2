package dev.udsecho.client;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.text.Printable;
import java.io.IOException;
import java.util.Set;

/** A failed exchange. It carries the cause as a value. Its message is one sentence for a person, on one line. */
public final class EchoException extends IOException {
    /**
     * The exit statuses that mean no stream socket is at the path, or nothing is: the user may have meant another path.
     */
    private static final Set<Integer> WRONG_PATH_STATUSES = Set.of(65, 66);

    private final Finding finding;

    public EchoException(Object path, Finding finding) {
        this(advisingOtherSocket(finding), path);
    }

    private EchoException(Finding finding, Object path) {
        super(Printable.text(path + " (" + finding.cause().id() + "): " + finding.sentence()));
        this.finding = finding;
    }

    /** Adds the advice to name another socket, unless the finding has better advice than the cause's own. */
    private static Finding advisingOtherSocket(Finding finding) {
        Cause cause = finding.cause();
        return WRONG_PATH_STATUSES.contains(cause.status()) && finding.advice().equals(cause.advice())
                ? finding.advisingAlso("name another socket with --socket")
                : finding;
    }

    /** Returns the cause. */
    public Cause reason() {
        return finding.cause();
    }

    /** Returns the cause with its evidence and advice. */
    public Finding finding() {
        return finding;
    }
}
