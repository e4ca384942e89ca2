package dev.udsecho.diagnosis;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.PlainServer.ConnectionHandler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Behaviours of servers on a connection. */
final class Answers {
    private Answers() {}

    /** Echoes the bytes. */
    static ConnectionHandler echo() {
        return change(bytes -> bytes);
    }

    /** Echoes the bytes, all at once after the client has sent them all. */
    static ConnectionHandler echoAtTheEnd() {
        return accepted -> accepted.write(ByteBuffer.wrap(Client.readToEnd(accepted)));
    }

    /** Echoes the bytes with one wrong byte. */
    static ConnectionHandler flip(int offset) {
        return change(bytes -> {
            bytes[offset] ^= 1;
            return bytes;
        });
    }

    /** Echoes the text in upper case. */
    static ConnectionHandler upperCase() {
        return change(bytes -> bytes(text(bytes).toUpperCase(Locale.ROOT)));
    }

    /** Sends the same text for every input. */
    static ConnectionHandler send(String answer) {
        return change(bytes -> bytes(answer));
    }

    /** Sends these bytes, given in hexadecimal, for every input. */
    static ConnectionHandler sendBytes(String answer) {
        return change(bytes -> parse(answer));
    }

    /** Answers the first read, and waits for the client to disconnect. */
    private static ConnectionHandler change(UnaryOperator<byte[]> change) {
        return accepted -> {
            accepted.write(ByteBuffer.wrap(change.apply(Client.readOnce(accepted))));
            Client.readToEnd(accepted);
        };
    }

    /** Sends a text first, and waits for the client to disconnect. */
    static ConnectionHandler greet(String greeting) {
        return greet(bytes(greeting));
    }

    /** Sends bytes first, and waits for the client to disconnect. */
    static ConnectionHandler greetBytes(String greeting) {
        return greet(parse(greeting));
    }

    private static ConnectionHandler greet(byte[] greeting) {
        return accepted -> {
            accepted.write(ByteBuffer.wrap(greeting));
            Client.readToEnd(accepted);
        };
    }

    /** Sends some of the bytes back, and keeps the connection open or closes it. */
    static ConnectionHandler startOfEcho(int length, boolean stays) {
        return accepted -> {
            accepted.write(ByteBuffer.wrap(Client.readOnce(accepted), 0, length));
            if (stays) {
                stay();
            }
        };
    }

    /** Keeps the connection open without an answer. */
    static ConnectionHandler mute() {
        return accepted -> stay();
    }

    private static void stay() throws InterruptedException {
        Thread.currentThread().join();
    }

    /** Closes with most of the input unread, so the client gets a reset. */
    static ConnectionHandler reset() {
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
