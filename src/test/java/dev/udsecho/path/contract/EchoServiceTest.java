package dev.udsecho.path.contract;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.echo.VerbatimEcho;
import dev.udsecho.path.owner.ListenerFactory;
import dev.udsecho.server.EchoListeners;
import dev.udsecho.server.TestService;
import dev.udsecho.server.connection.Connections;
import dev.udsecho.testing.TestConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("long")
class EchoServiceTest implements OwnedServerContract {
    @Override
    public ListenerFactory factory() {
        EchoConfig config = TestConfig.of(Map.of("echo.event-loops", "1"));
        return new EchoListeners(TestService.vertx(), config, new Connections(config, new VerbatimEcho()));
    }

    @Override
    public boolean isAnswered(Path socket) throws IOException {
        return EchoClients.isEchoed(socket);
    }
}
