package dev.udsecho.path;

import dev.udsecho.os.Errno;
import java.nio.file.FileSystemException;

/** The kernel refused to change a file's group (chown(2)) or its mode (chmod(2)). The message is the kernel's text. */
final class PermissionChangeException extends FileSystemException {
    private final Step step;

    /** The change that was refused. */
    enum Step {
        GROUP,
        MODE
    }

    PermissionChangeException(FileSystemException failure, Step step) {
        super(failure.getFile(), null, Errno.describe(failure));
        this.step = step;
        initCause(failure);
    }

    Step step() {
        return step;
    }
}
