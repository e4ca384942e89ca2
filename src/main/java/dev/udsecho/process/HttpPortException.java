package dev.udsecho.process;

import java.io.IOException;

/** Thrown if the HTTP port is not free, or if its host is not an address of this machine. */
public final class HttpPortException extends Exception {
    HttpPortException(String message, IOException cause) {
        super(message, cause);
    }
}
