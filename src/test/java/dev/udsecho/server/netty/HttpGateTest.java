package dev.udsecho.server.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.logging.RateLimitedLog;
import dev.udsecho.testing.FakeTicker;
import dev.udsecho.testing.LogCapture;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpGateTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private final FakeTicker ticker = new FakeTicker();
    private final RateLimitedLog log =
            new RateLimitedLog(Logger.getLogger(HttpGateTest.class), Logger.Level.DEBUG, 1, ticker);
    private final LogCapture logged = new LogCapture(HttpGateTest.class, Level.FINE);
    private final EmbeddedChannel channel = new EmbeddedChannel(new HttpServerCodec());

    @BeforeEach
    void addGate() {
        addGate(new HttpConnectionLimit(2));
    }

    private void addGate(HttpConnectionLimit port) {
        channel.pipeline().addLast(new HttpGate(channel, port, log, ticker));
    }

    /** Replaces the gate by one of a port that is full with this connection. */
    private HttpConnectionLimit fullPort() {
        HttpConnectionLimit one = new HttpConnectionLimit(1);
        channel.pipeline().removeLast();
        addGate(one);
        return one;
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
        logged.close();
    }

    private void receive(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.US_ASCII));
    }

    private void answer(HttpResponseStatus status) {
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
    }

    /** Takes the inbound messages, and returns the number of requests in them. */
    private int requests() {
        int requests = 0;
        for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
            requests += part instanceof HttpRequest ? 1 : 0;
        }
        return requests;
    }

    @Test
    void testPipeline_passesOneByOne_andReadingResumesAfterTheLastAnswer() {
        receive(GET.repeat(3));
        for (int i = 0; i < 3; i++) {
            assertEquals(1, requests());
            assertEquals(i == 2, channel.config().isAutoRead());
            answer(HttpResponseStatus.OK);
        }
        assertEquals(0, requests());
    }

    @Test
    void testInterimAnswer_passesNothing() {
        receive(GET.repeat(2));
        assertEquals(1, requests());
        answer(HttpResponseStatus.CONTINUE);
        assertEquals(0, requests());
    }

    @Test
    void testVertxResumes_nothingMoreIsRead() {
        receive(GET.repeat(2));
        channel.config().setAutoRead(true);
        channel.runPendingTasks();
        assertFalse(channel.config().isAutoRead());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b [\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void testMalformed_isAnswered400_andEndsTheConnection(String request) {
        receive(request.repeat(20));
        assertNull(channel.readInbound());
        String answer = channel.<ByteBuf>readOutbound().toString(StandardCharsets.US_ASCII);
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertFalse(channel.isOpen());
        assertEquals(List.of("DEBUG Refused a malformed HTTP request"), logged.take());
    }

    @Test
    void testVersion10_needsNoHost() {
        receive("GET / HTTP/1.0\r\n\r\n");
        assertEquals(1, requests());
        assertEquals(List.of(), logged.take());
    }

    @Test
    void testNoExchangeInTime_closes_andAnExchangeRestartsTheTime() {
        pass(HttpConnection.TIMEOUT.toMillis() - 1);
        receive(GET);
        answer(HttpResponseStatus.OK);
        pass(HttpConnection.TIMEOUT.toMillis() - 1);
        assertTrue(channel.isOpen());
        pass(1);
        assertFalse(channel.isOpen());
        assertEquals(List.of("DEBUG Closed an HTTP connection: no exchange ended within 10 s"), logged.take());
    }

    private void pass(long millis) {
        ticker.advance(Duration.ofMillis(millis));
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
        channel.runScheduledPendingTasks();
    }

    @Test
    void testPortIsFull_endsAfterTheAnswer() {
        fullPort();
        receive(GET.repeat(2));
        assertTrue(channel.isOpen());
        answer(HttpResponseStatus.OK);
        assertEquals(1, requests());
        assertFalse(channel.isOpen());
    }

    @Test
    void testPortIsFull_aConnectionThatIsAnswered_mayStayLonger() {
        HttpConnectionLimit port = fullPort();
        receive(GET);
        ticker.advance(HttpConnectionLimit.ANSWER_TIME.minusNanos(1));
        assertEquals(0, port.evictable().size());
        ticker.advance(Duration.ofNanos(1));
        assertEquals(1, port.evictable().size());
    }

    @Test
    void testPortIsFull_aSilentConnectionMayNot() {
        HttpConnectionLimit port = fullPort();
        ticker.advance(HttpConnectionLimit.REQUEST_TIME);
        assertEquals(1, port.evictable().size());
    }

    @Test
    void testClosed_isCountedNoMore() {
        HttpConnectionLimit port = fullPort();
        assertTrue(port.isFull());
        channel.close();
        assertFalse(port.isFull());
    }

    @Test
    void testRemoved_releasesWhatItHeld_andItsTimeoutEnds() {
        ByteBuf body = Unpooled.copiedBuffer("body", StandardCharsets.US_ASCII);
        receive(GET);
        channel.writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.PUT, "/", body));
        assertEquals(1, body.refCnt());
        channel.pipeline().removeLast();
        assertEquals(0, body.refCnt());
        pass(HttpConnection.TIMEOUT.toMillis());
        assertTrue(channel.isOpen());
    }
}
