package example;

import dev.udsecho.path.FileMode;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.owner.PathEvent;
import dev.udsecho.path.owner.PathOwner;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Serves on the path that is the first argument, until a signal. */
public final class Main {
    private Main() {}

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
                    .start(LineServer::bind);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(owner)));
            failed.await();
        } catch (SocketPathException e) {
            System.err.println(e.getMessage());
        }
        System.exit(1);
    }

    private static void shutDown(PathOwner owner) {
        owner.withdraw();
        owner.drain(Duration.ofSeconds(5));
        owner.close();
    }
}
