package dev.udsecho.cli.output;

import java.io.IOException;
import java.nio.file.Path;

/** A report file that cannot be created. The message is one sentence for a person. */
public final class ReportFileException extends IOException {
    ReportFileException(Path file, String reason) {
        super("cannot write " + file + " (" + reason + "); name a file in a directory that this process may write to");
    }
}
