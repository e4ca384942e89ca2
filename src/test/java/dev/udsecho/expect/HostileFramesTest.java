package dev.udsecho.expect;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.PlainServer.ConnectionHandler;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests servers that send HTTP/2 frames without end, slowly, or against the rules. */
class HostileFramesTest {
    /** Netty's first stream has the number 3, as 1 would be that of an upgrade. */
    private static final String OK_HEADERS = "000001 01 04 00000003 88";

    private static final String SETTINGS = "000000 04 00 00000000";

    @TempDir
    Path directory;

    private static byte[] hex(String frames) {
        return HexFormat.of().parseHex(frames.replace(" ", ""));
    }

    /** Sends frames, and keeps the connection open. */
    private static ConnectionHandler frames(String... frames) {
        return accepted -> {
            HostileServersTest.write(accepted, hex(SETTINGS + String.join("", frames)));
            Client.readToEnd(accepted);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc", "csi"})
    void testFrameByteAfterByte_endsWithTheDeadline(String word) throws Exception {
        Attempt.on(
                directory,
                HostileServersTest.slowly(hex(SETTINGS + OK_HEADERS)),
                word,
                attempt -> attempt.assertIsMute(" within 300ms; "));
    }

    @Test
    void testGrpc_serverThatOnlySendsSettings_isMute() throws Exception {
        Attempt.on(directory, frames(), "grpc", attempt -> attempt.assertIsMute(" within 300ms; "));
    }

    @ParameterizedTest
    @CsvSource({
        "000008 07 00 00000000 00000000 00000000, NOT_SERVING, 'refused the request: GOAWAY, NO_ERROR'",
        "000008 07 00 00000000 00000000 0000000b, NOT_SERVING, 'refused the request: GOAWAY, ENHANCE_YOUR_CALM'",
        "000004 03 00 00000003 00000007, NOT_SERVING, 'refused the request: RST_STREAM, REFUSED_STREAM'",
        "000004 03 00 00000003 000000ff, NOT_SERVING, 'refused the request: RST_STREAM, 255'",
        "000001 01 05 00000003 88, NOT_EXPECTED, 'HTTP/2 without gRPC answers there: status 200, content-type none'",
        "000001 01 05 00000003 8d, NOT_EXPECTED, 'HTTP/2 without gRPC answers there: status 404'",
        "000001 00 01 00000003 00, NOT_EXPECTED, 'HTTP/2 answers there, and breaks its rules'",
        "ffffff 00 00 00000003, NOT_EXPECTED, 'HTTP/2 answers there, and breaks its rules'",
        "000003 01 05 00000003 ffffff, NOT_EXPECTED, 'HTTP/2 answers there, and breaks its rules'"
    })
    void testGrpc_otherFrames(String frame, Cause cause, String words) throws Exception {
        Attempt.on(directory, frames(frame), "grpc", attempt -> attempt.assertFails(cause, words));
    }

    /** PING, SETTINGS, WINDOW_UPDATE, PRIORITY, and frames of an unknown type. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "000008 06 00 00000000 0000000000000000",
                "000000 04 00 00000000",
                "000004 08 00 00000000 00000001",
                "000000 ee 00 00000000"
            })
    void testGrpc_framesWithoutEnd_areReadUpToABound(String frame) throws Exception {
        Attempt.on(
                directory,
                accepted -> {
                    Thread reader = new Thread(() -> readAll(accepted));
                    reader.setDaemon(true);
                    reader.start();
                    HostileServersTest.endless(
                                    hex(SETTINGS), hex(frame.repeat(100).replace(" ", "")))
                            .handle(accepted);
                },
                "grpc",
                attempt -> attempt.assertFails(Cause.NOT_EXPECTED, ""));
    }

    private static void readAll(SocketChannel accepted) {
        try {
            Client.readToEnd(accepted);
        } catch (IOException clientIsGone) {
            return;
        }
    }

    @Test
    void testGrpc_headersWithoutEnd_areReadUpToABound() throws Exception {
        Attempt.on(
                directory,
                HostileServersTest.endless(hex(SETTINGS + "000001 01 00 00000003 88"), hex("000001 09 00 00000003 88")),
                "grpc",
                attempt -> attempt.assertFails(Cause.NOT_EXPECTED, ""));
    }

    @Test
    void testGrpc_connectionThatIsClosed_isTruncated() throws Exception {
        Attempt.on(
                directory,
                accepted -> HostileServersTest.write(accepted, hex(SETTINGS)),
                "grpc",
                attempt -> attempt.assertFails(Cause.TRUNCATED, "the answer ended after 9 bytes, incomplete"));
        Attempt.on(directory, accepted -> {}, "grpc", attempt -> attempt.assertFails(Cause.CLOSED, "no answer"));
    }
}
