package dev.udsecho.server.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;

/** Checks requests by <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>, where Netty and Vert.x accept more. */
final class HttpSyntax {
    private HttpSyntax() {}

    /**
     * Returns whether a request is malformed by RFC 9112, sections 2.3 and 3.2: it has another major version, or not
     * exactly one valid Host in HTTP/1.1.
     */
    static boolean isMalformed(Object part) {
        if (part instanceof HttpObject object && object.decoderResult().isFailure()) {
            return true;
        }
        return part instanceof HttpRequest request
                && (request.protocolVersion().majorVersion() != 1
                        || request.protocolVersion().minorVersion() > 0
                                && !isHost(request.headers().getAll(HttpHeaderNames.HOST)));
    }

    private static boolean isHost(List<String> values) {
        return values.size() == 1 && (values.get(0).isEmpty() || HostAndPort.parseAuthority(values.get(0), -1) != null);
    }
}
