package dev.udsecho.path.contract;

import dev.udsecho.path.owner.JdkEchoServer;
import dev.udsecho.path.owner.ListenerFactory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("long")
class JdkServerTest implements OwnedServerContract {
    @Override
    public ListenerFactory factory() {
        return JdkEchoServer::new;
    }

    @Override
    public boolean isAnswered(Path socket) throws IOException {
        return EchoClients.isEchoed(socket);
    }
}
