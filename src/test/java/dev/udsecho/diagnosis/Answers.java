package dev.udsecho.diagnosis;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.PlainServer.Treatment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What servers do with a connection. */
final class Answers {
    private Answers() {}

    /** The same bytes. */
    static Treatment echo() {
        return change(bytes -> bytes);
    }

    /** The same bytes, all at once when the client has sent them all. */
    static Treatment echoAtTheEnd() {
        return accepted -> accepted.write(ByteBuffer.wrap(Client.readToEnd(accepted)));
    }

    /** The same bytes with a wrong one among them. */
    static Treatment flip(int offset) {
        return change(bytes -> {
            bytes[offset] ^= 1;
            return bytes;
        });
    }

    /** The same text in capital letters. */
    static Treatment shout() {
        return change(bytes -> bytes(text(bytes).toUpperCase(Locale.ROOT)));
    }

    /** Says the same to everything. */
    static Treatment say(String answer) {
        return change(bytes -> bytes(answer));
    }

    /** Says these bytes, in hexadecimal, to everything. */
    static Treatment sayBytes(String answer) {
        return change(bytes -> parse(answer));
    }

    /** Answers what it reads first, and waits for the client to go. */
    private static Treatment change(UnaryOperator<byte[]> change) {
        return accepted -> {
            accepted.write(ByteBuffer.wrap(change.apply(Client.readOnce(accepted))));
            Client.readToEnd(accepted);
        };
    }

    /** Speaks first, and then waits for the client to go. */
    static Treatment greet(String greeting) {
        return greet(bytes(greeting));
    }

    /** Speaks first, in bytes, and then waits for the client to go. */
    static Treatment greetBytes(String greeting) {
        return greet(parse(greeting));
    }

    private static Treatment greet(byte[] greeting) {
        return accepted -> {
            accepted.write(ByteBuffer.wrap(greeting));
            Client.readToEnd(accepted);
        };
    }

    /** Sends some of the bytes back, and keeps the connection open or ends it. */
    static Treatment startOfEcho(int length, boolean stays) {
        return accepted -> {
            accepted.write(ByteBuffer.wrap(Client.readOnce(accepted), 0, length));
            if (stays) {
                stay();
            }
        };
    }

    /** Keeps the connection, and says nothing. */
    static Treatment mute() {
        return accepted -> stay();
    }

    private static void stay() throws InterruptedException {
        Thread.currentThread().join();
    }

    /** Leaves most of what came unread when it closes: the client is told of a reset. */
    static Treatment reset() {
        return accepted -> accepted.read(ByteBuffer.allocate(1));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] parse(String bytes) {
        return HexFormat.ofDelimiter(" ").parseHex(bytes);
    }
}
