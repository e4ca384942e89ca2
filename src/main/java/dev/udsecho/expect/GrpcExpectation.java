package dev.udsecho.expect;

import dev.udsecho.client.Answer;
import dev.udsecho.client.Conversation;
import dev.udsecho.client.EchoClient;
import dev.udsecho.client.EchoException;
import dev.udsecho.client.Expectation;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Evidence;
import dev.udsecho.expect.netty.GrpcReply;
import dev.udsecho.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Expects a server of gRPC, and that its health service reports SERVING where a service was named (<a
 * href="https://github.com/grpc/grpc/blob/master/doc/health-checking.md">health checking</a>).
 *
 * @param service the name of the service whose health counts; an empty name is the server as a whole
 */
record GrpcExpectation(Optional<String> service) implements Expectation {
    private static final String METHOD = "/grpc.health.v1.Health/Check";
    private static final long STATUS = 1;
    private static final String SERVING = "SERVING";

    /** The values of {@code ServingStatus}, from 0 on. */
    private static final List<String> HEALTH = List.of("UNKNOWN", SERVING, "NOT_SERVING", "SERVICE_UNKNOWN");

    @Override
    public String exchange() {
        return "gRPC health check";
    }

    @Override
    public Answer meet(EchoClient connection, Deadline deadline) throws IOException {
        return GrpcCalls.on(connection, deadline, (grpc, conversation) -> {
            GrpcReply reply = grpc.call(METHOD, Protobuf.ofText(service.orElse("")));
            Duration time = connection.age();
            String health = reply.isOk() ? health(reply) : reply.words();
            if (service.isPresent()) {
                require(reply, health, conversation);
            }
            return new Answer(
                    service.isPresent() ? health : "an answer of gRPC", time, List.of(new Evidence("health", health)));
        });
    }

    private static String health(GrpcReply reply) {
        long status = Protobuf.parse(reply.message()).number(STATUS);
        return status >= 0 && status < HEALTH.size() ? HEALTH.get((int) status) : String.valueOf(status);
    }

    private void require(GrpcReply reply, String health, Conversation conversation) throws EchoException {
        if (reply.status() == GrpcReply.UNIMPLEMENTED) {
            throw conversation.failure(Cause.NOT_EXPECTED
                    .saying("gRPC answers there, without a health service: " + health)
                    .advising(
                            "pass --expect grpc, which needs no health service",
                            "have its server register grpc.health.v1.Health"));
        }
        if (reply.status() == GrpcReply.NOT_FOUND) {
            throw conversation.failure(Cause.NOT_SERVING
                    .found("its health service does not know " + service.orElseThrow() + ": " + health)
                    .advising("name a service that it knows", "pass --expect grpc: for the server as a whole"));
        }
        if (!health.equals(SERVING)) {
            throw conversation.failure(
                    Cause.NOT_SERVING.found("its health is " + health).with("health", health));
        }
    }
}
