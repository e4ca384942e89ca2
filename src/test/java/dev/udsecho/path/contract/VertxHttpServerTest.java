package dev.udsecho.path.contract;

import dev.udsecho.path.owner.ListenerFactory;
import dev.udsecho.server.TestService;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;

@Tag("long")
class VertxHttpServerTest implements OwnedServerContract {
    @Override
    public ListenerFactory factory() {
        return name -> {
            AtomicInteger open = new AtomicInteger();
            HttpServer server = TestService.vertx()
                    .createHttpServer()
                    .requestHandler(request -> request.response().end("answer"))
                    .connectionHandler(client -> {
                        open.incrementAndGet();
                        client.closeHandler(closed -> open.decrementAndGet());
                    });
            VertxListener.await(server.listen(SocketAddress.domainSocketAddress(name.toString())));
            return new VertxListener(open, server::close);
        };
    }

    @Override
    public boolean isAnswered(Path socket) throws IOException {
        return EchoClients.isOverHttp(socket);
    }
}
