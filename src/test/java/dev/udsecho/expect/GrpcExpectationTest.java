package dev.udsecho.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Evidence;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests {@code grpc} and {@code csi} with servers of gRPC-Java. */
class GrpcExpectationTest {
    private static final byte[] NOTHING = {};
    private static final byte[] READY = {10, 2, 8, 1};
    private static final byte[] NOT_READY = {10, 2, 8, 0};
    private static final byte[] INFO = "\n\17csi.example.org\22\0031.2".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("grpc.sock");
    }

    private Attempt attempt(String word) {
        return new Attempt(socket, word);
    }

    @Test
    void testGrpc_servingServer_isTheAnswer() throws Exception {
        HealthStatusManager health = new HealthStatusManager();
        health.setStatus("my.Service", ServingStatus.SERVING);
        GrpcServers server = new GrpcServers(socket, health.getHealthService());
        try (server) {
            assertEquals("SERVING", attempt("grpc:").answer().words());
            assertEquals("SERVING", attempt("grpc:my.Service").answer().words());
            assertEquals("an answer of gRPC", attempt("grpc").answer().words());
            assertEquals(
                    List.of(new Evidence("health", "SERVING")),
                    attempt("grpc").answer().facts());
            attempt("grpc:other")
                    .assertFails(
                            Cause.NOT_SERVING,
                            "its health service does not know other: gRPC status NOT_FOUND (unknown service other)");
            attempt("csi").assertFails(Cause.NOT_EXPECTED, "gRPC answers there, and no CSI driver");
            attempt("http").assertFails(Cause.NOT_EXPECTED, "HTTP/2 (perhaps gRPC) answers there, not HTTP/1");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_SERVING", "UNKNOWN", "SERVICE_UNKNOWN"})
    void testGrpc_otherHealth_isNotServing(ServingStatus status) throws Exception {
        HealthStatusManager health = new HealthStatusManager();
        health.setStatus("", status);
        GrpcServers server = new GrpcServers(socket, health.getHealthService());
        try (server) {
            attempt("grpc:").assertFails(Cause.NOT_SERVING, "its health is " + status + "; wait until it is ready");
            assertEquals(
                    List.of(new Evidence("health", status.name())),
                    attempt("grpc").answer().facts());
        }
    }

    @Test
    void testGrpc_withoutHealthService_isNotExpectedIfAServiceIsNamed() throws Exception {
        GrpcServers server = new GrpcServers(socket);
        try (server) {
            assertEquals("an answer of gRPC", attempt("grpc").answer().words());
            attempt("grpc:")
                    .assertFails(
                            Cause.NOT_EXPECTED,
                            "gRPC answers there, without a health service: gRPC status UNIMPLEMENTED (Method not found:"
                                    + " grpc.health.v1.Health/Check); pass --expect grpc, which needs no health service");
        }
    }

    @Test
    void testGrpc_replyThatIsNoMessage_isNotExpected() throws Exception {
        Object odd = GrpcServers.answering("grpc.health.v1.Health", "Check", new byte[] {8});
        GrpcServers server = new GrpcServers(socket, odd);
        try (server) {
            attempt("grpc:")
                    .assertFails(
                            Cause.NOT_EXPECTED,
                            "gRPC answers there, with a reply of another form: a message that is cut off");
        }
    }

    /** The reply has a field that is not known, before the status. */
    @Test
    void testGrpc_replyOfManyFrames_isRead() throws Exception {
        byte[] reply = new byte[50_006];
        System.arraycopy(new byte[] {26, (byte) 0xd0, (byte) 0x86, 0x03}, 0, reply, 0, 4);
        reply[50_004] = 8;
        reply[50_005] = 1;
        Object large = GrpcServers.answering("grpc.health.v1.Health", "Check", reply);
        GrpcServers server = new GrpcServers(socket, large);
        try (server) {
            assertEquals("SERVING", attempt("grpc:").answer().words());
        }
    }

    @Test
    void testCsi_readyDriver_isTheAnswerWithItsNameAndVersion() throws Exception {
        for (byte[] ready : List.of(READY, NOTHING)) {
            GrpcServers server = new GrpcServers(socket, GrpcServers.identity(ready, Status.OK, INFO));
            try (server) {
                assertEquals("ready", attempt("csi").answer().words());
                assertEquals(
                        List.of(new Evidence("driver", "csi.example.org 1.2")),
                        attempt("csi").answer().facts());
                assertEquals("an answer of gRPC", attempt("grpc").answer().words());
            }
        }
    }

    @Test
    void testCsi_driverThatIsNotReady_isNotServing() throws Exception {
        GrpcServers server = new GrpcServers(socket, GrpcServers.identity(NOT_READY, Status.OK, INFO));
        try (server) {
            attempt("csi").assertFails(Cause.NOT_SERVING, "the driver is not ready: ready is false");
        }
    }

    @Test
    void testCsi_probeThatFails_isNotServing() throws Exception {
        Status failed = Status.FAILED_PRECONDITION.withDescription("no license\u001b[2J");
        GrpcServers server = new GrpcServers(socket, GrpcServers.identity(READY, failed, INFO));
        try (server) {
            attempt("csi")
                    .assertFails(
                            Cause.NOT_SERVING,
                            "the driver is not ready: gRPC status FAILED_PRECONDITION (no license%1B[2J)");
        }
    }
}
