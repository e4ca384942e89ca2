package dev.udsecho.diagnosis;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.PlainServer.Treatment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Behaviours of servers on a connection. */
final class Answers {
    private Answers() {}

    /** Echoes the bytes. */
    static Treatment echo() {
        return change(bytes -> bytes);
    }

    /** Echoes the bytes, all at once after the client has sent them all. */
    static Treatment echoAtTheEnd() {
        return accepted -> accepted.write(ByteBuffer.wrap(Client.readToEnd(accepted)));
    }

    /** Echoes the bytes with one wrong byte. */
    static Treatment flip(int offset) {
        return change(bytes -> {
            bytes[offset] ^= 1;
            return bytes;
        });
    }

    /** Echoes the text in upper case. */
    static Treatment shout() {
        return change(bytes -> bytes(text(bytes).toUpperCase(Locale.ROOT)));
    }

    /** Sends the same text for every input. */
    static Treatment say(String answer) {
        return change(bytes -> bytes(answer));
    }

    /** Sends these bytes, given in hexadecimal, for every input. */
    static Treatment sayBytes(String answer) {
        return change(bytes -> parse(answer));
    }

    /** Answers the first read, and waits for the client to disconnect. */
    private static Treatment change(UnaryOperator<byte[]> change) {
        return accepted -> {
            accepted.write(ByteBuffer.wrap(change.apply(Client.readOnce(accepted))));
            Client.readToEnd(accepted);
        };
    }

    /** Sends a text first, and waits for the client to disconnect. */
    static Treatment greet(String greeting) {
        return greet(bytes(greeting));
    }

    /** Sends bytes first, and waits for the client to disconnect. */
    static Treatment greetBytes(String greeting) {
        return greet(parse(greeting));
    }

    private static Treatment greet(byte[] greeting) {
        return accepted -> {
            accepted.write(ByteBuffer.wrap(greeting));
            Client.readToEnd(accepted);
        };
    }

    /** Sends some of the bytes back, and keeps the connection open or closes it. */
    static Treatment startOfEcho(int length, boolean stays) {
        return accepted -> {
            accepted.write(ByteBuffer.wrap(Client.readOnce(accepted), 0, length));
            if (stays) {
                stay();
            }
        };
    }

    /** Keeps the connection open without an answer. */
    static Treatment mute() {
        return accepted -> stay();
    }

    private static void stay() throws InterruptedException {
        Thread.currentThread().join();
    }

    /** Closes with most of the input unread, so the client gets a reset. */
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
