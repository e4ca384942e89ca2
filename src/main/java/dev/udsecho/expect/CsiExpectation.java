package dev.udsecho.expect;

import dev.udsecho.client.Answer;
import dev.udsecho.client.Conversation;
import dev.udsecho.client.EchoClient;
import dev.udsecho.client.EchoException;
import dev.udsecho.client.Expectation;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Evidence;
import dev.udsecho.expect.netty.GrpcReply;
import dev.udsecho.text.Printable;
import dev.udsecho.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Expects a driver of the Container Storage Interface that reports itself as ready (<a
 * href="https://github.com/container-storage-interface/spec/blob/master/spec.md#probe">Probe</a>). Its name and version
 * are facts of the answer.
 */
final class CsiExpectation implements Expectation {
    private static final String PROBE = "/csi.v1.Identity/Probe";
    private static final String PLUGIN_INFO = "/csi.v1.Identity/GetPluginInfo";
    private static final long READY = 1;
    private static final long VALUE = 1;
    private static final long NAME = 1;
    private static final long VERSION = 2;

    @Override
    public String exchange() {
        return "CSI probe";
    }

    @Override
    public Answer meet(EchoClient connection, Deadline deadline) throws IOException {
        return GrpcCalls.on(connection, deadline, (grpc, conversation) -> {
            GrpcReply probe = grpc.call(PROBE, new byte[0]);
            Duration time = connection.age();
            List<Evidence> driver = driver(grpc.call(PLUGIN_INFO, new byte[0]));
            require(probe, driver, conversation);
            return new Answer("ready", time, driver);
        });
    }

    /** Returns name and version, which the specification bounds to 63 bytes, and to no length. */
    private static List<Evidence> driver(GrpcReply reply) {
        if (!reply.isOk()) {
            return List.of(new Evidence("driver", reply.words()));
        }
        Protobuf info = Protobuf.parse(reply.message());
        return List.of(new Evidence("driver", Printable.beginning(info.text(NAME) + " " + info.text(VERSION))));
    }

    private static void require(GrpcReply probe, List<Evidence> driver, Conversation conversation)
            throws EchoException {
        if (probe.status() == GrpcReply.UNIMPLEMENTED) {
            throw conversation.failure(Cause.NOT_EXPECTED
                    .saying("gRPC answers there, and no CSI driver: " + probe.words())
                    .advisingAlso("pass --expect grpc, if that server is meant"));
        }
        if (!probe.isOk() || !isReady(probe)) {
            throw conversation.failure(Cause.NOT_SERVING
                    .found("the driver is not ready: " + (probe.isOk() ? "ready is false" : probe.words()))
                    .with("driver", driver.get(0).found()));
        }
    }

    /** A driver that does not say whether it is ready is ready, by the specification. */
    private static boolean isReady(GrpcReply probe) {
        return Protobuf.parse(probe.message())
                .message(READY)
                .map(ready -> ready.number(VALUE) != 0)
                .orElse(true);
    }
}
