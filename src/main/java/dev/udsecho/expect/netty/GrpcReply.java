package dev.udsecho.expect.netty;

import java.util.List;

/**
 * The reply of a server to a unary gRPC call.
 *
 * @param status the gRPC status code, 0 to 16, or another number that the server sent
 * @param reason the server's message beside the status, percent-encoded as it came; may be empty
 * @param message the reply's protobuf message; empty where the call failed
 */
public record GrpcReply(int status, String reason, byte[] message) {
    /** The status of a call that worked. */
    public static final int OK = 0;

    /** The status for what the health service does not know. */
    public static final int NOT_FOUND = 5;

    /** The status for a method or a service that the server does not have. */
    public static final int UNIMPLEMENTED = 12;

    /** The names of the codes from 0 on (https://grpc.io/docs/guides/status-codes/). */
    private static final List<String> NAMES = List.of(
            "OK",
            "CANCELLED",
            "UNKNOWN",
            "INVALID_ARGUMENT",
            "DEADLINE_EXCEEDED",
            "NOT_FOUND",
            "ALREADY_EXISTS",
            "PERMISSION_DENIED",
            "RESOURCE_EXHAUSTED",
            "FAILED_PRECONDITION",
            "ABORTED",
            "OUT_OF_RANGE",
            "UNIMPLEMENTED",
            "INTERNAL",
            "UNAVAILABLE",
            "DATA_LOSS",
            "UNAUTHENTICATED");

    /** Returns whether the call worked. */
    public boolean isOk() {
        return status == OK;
    }

    /** Returns the status with its name, and the server's message where it has one. */
    public String words() {
        String name = status >= 0 && status < NAMES.size() ? NAMES.get(status) : String.valueOf(status);
        return "gRPC status " + name + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
