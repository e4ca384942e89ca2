package dev.udsecho.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrnoTest {
    /** Tests exceptions as the JDK throws them, with the texts of glibc and of musl. */
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(Errno.ECONNREFUSED, new ConnectException("Connection refused")),
                Arguments.of(Errno.EACCES, new BindException("Permission denied")),
                Arguments.of(Errno.EACCES, new AccessDeniedException("/x")),
                Arguments.of(Errno.EPERM, new SocketException("Operation not permitted")),
                Arguments.of(Errno.EINVAL, new FileSystemException("/x", null, "Invalid argument")),
                Arguments.of(Errno.EAGAIN, new SocketException("Resource temporarily unavailable")),
                Arguments.of(Errno.EPROTOTYPE, new SocketException("Protocol wrong type for socket")),
                Arguments.of(Errno.EMFILE, new SocketException("Too many open files")),
                Arguments.of(Errno.EMFILE, new SocketException("No file descriptors available")),
                Arguments.of(Errno.ENFILE, new SocketException("Too many open files in system")),
                Arguments.of(Errno.ENXIO, new SocketException("No such device or address")),
                Arguments.of(Errno.EOPNOTSUPP, new SocketException("Operation not supported")),
                Arguments.of(Errno.EOPNOTSUPP, new SocketException("Not supported")),
                Arguments.of(Errno.EROFS, new FileSystemException("/x", null, "Read-only file system")),
                Arguments.of(Errno.EBUSY, new FileSystemException("/x", "/y", "Device or resource busy")),
                Arguments.of(Errno.OTHER, new IOException("Input/output error")),
                Arguments.of(Errno.OTHER, new IOException()));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void testOf_failureOfTheJdk(Errno expected, IOException failure) {
        assertEquals(expected, Errno.of(failure));
    }

    @Test
    void testDescribe_hasWordsAndName() {
        assertEquals("Connection refused (ECONNREFUSED)", Errno.describe(new ConnectException("Connection refused")));
        assertEquals("Input/output error", Errno.describe(new IOException("Input/output error")));
    }
}
