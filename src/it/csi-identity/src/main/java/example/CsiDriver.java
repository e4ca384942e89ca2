package example;

import dev.udsecho.path.FileMode;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.owner.PathEvent;
import dev.udsecho.path.owner.PathOwner;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Serves {@code csi.v1.Identity} on the path that is the first argument, such as unix:///csi/csi.sock, until a signal. */
public final class CsiDriver {
    private CsiDriver() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        CountDownLatch failed = new CountDownLatch(1);
        try {
            PathOwner owner = PathOwner.of(SocketPath.of(arguments[0]))
                    .permissions(FileMode.of("0660"))
                    .standby(Duration.ofMinutes(1))
                    .onEvent(event -> {
                        System.err.println(event);
                        if (event.kind() == PathEvent.Kind.STANDBY_FAILED) {
                            failed.countDown();
                        }
                    })
                    .start(name -> GrpcListener.bind(name, new IdentityService()));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(owner)));
            failed.await();
        } catch (SocketPathException e) {
            System.err.println(e.getMessage());
        }
        System.exit(1);
    }

    /** The clients of gRPC keep their connections: they are asked to go after a second. */
    private static void shutDown(PathOwner owner) {
        owner.withdraw();
        owner.drain(Duration.ofSeconds(1));
        owner.close();
    }
}
