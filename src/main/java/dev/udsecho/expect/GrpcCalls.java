package dev.udsecho.expect;

import dev.udsecho.client.Answer;
import dev.udsecho.client.Conversation;
import dev.udsecho.client.EchoClient;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.expect.netty.GrpcConnection;
import dev.udsecho.time.Deadline;
import java.io.IOException;

/** Calls over gRPC on a fresh connection. */
@FunctionalInterface
interface GrpcCalls {
    /**
     * Makes the calls.
     *
     * @throws IllegalArgumentException if a reply is no protobuf message
     */
    Answer make(GrpcConnection grpc, Conversation conversation) throws IOException;

    /** Makes the calls on a connection of the client. */
    static Answer on(EchoClient connection, Deadline deadline, GrpcCalls calls) throws IOException {
        Conversation conversation = connection.converse(deadline);
        try (GrpcConnection grpc = new GrpcConnection(conversation)) {
            return calls.make(grpc, conversation);
        } catch (IllegalArgumentException noMessage) {
            throw conversation.failure(Cause.NOT_EXPECTED.saying(
                    "gRPC answers there, with a reply of another form: " + noMessage.getMessage()));
        }
    }
}
