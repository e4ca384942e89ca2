package dev.udsecho.os;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.util.List;

/**
 * An error number of the kernel, of those in <a href="https://man7.org/linux/man-pages/man3/errno.3.html">errno(3)</a>
 * that matter here. The JDK reports some by the class of the exception, and the others only by the text of strerror(3).
 */
public enum Errno {
    EACCES("Permission denied"),
    EPERM("Operation not permitted"),
    EINVAL("Invalid argument"),
    ECONNREFUSED("Connection refused"),
    ENOENT("No such file or directory"),
    ENOTCONN("Transport endpoint is not connected", "Socket not connected"),
    EAGAIN("Resource temporarily unavailable"),
    EPROTOTYPE("Protocol wrong type for socket"),
    ENFILE("Too many open files in system"),
    EMFILE("Too many open files", "No file descriptors available"),
    EPIPE("Broken pipe"),
    ENXIO("No such device or address"),
    ENOSYS("Function not implemented"),
    EOPNOTSUPP("Operation not supported", "Not supported"),
    ENOSPC("No space left on device"),
    EDQUOT("Disk quota exceeded", "Quota exceeded"),
    EROFS("Read-only file system"),
    EBUSY("Device or resource busy", "Resource busy"),
    /** Any other error number. */
    OTHER();

    /** The text of glibc, then that of musl if it differs. */
    private final List<String> messages;

    Errno(String... messages) {
        this.messages = List.of(messages);
    }

    /** Returns the error number of a failure. */
    public static Errno of(IOException failure) {
        if (failure instanceof ConnectException) {
            return ECONNREFUSED;
        }
        if (failure instanceof BindException || failure instanceof AccessDeniedException) {
            return EACCES;
        }
        String message = IoMessages.of(failure);
        for (Errno errno : values()) {
            if (errno.messages.stream().anyMatch(message::contains)) {
                return errno;
            }
        }
        return OTHER;
    }

    /** Returns the text of a failure, with the name of its error number if it has one here. */
    public static String describe(IOException failure) {
        Errno errno = of(failure);
        return errno == OTHER ? IoMessages.of(failure) : errno.messages.get(0) + " (" + errno + ")";
    }
}
