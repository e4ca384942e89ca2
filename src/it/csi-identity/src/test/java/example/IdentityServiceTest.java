package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import csi.v1.GetPluginCapabilitiesRequest;
import csi.v1.GetPluginInfoRequest;
import csi.v1.IdentityGrpc;
import csi.v1.IdentityGrpc.IdentityBlockingStub;
import csi.v1.ProbeRequest;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.owner.PathEvent;
import dev.udsecho.path.owner.PathOwner;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityServiceTest {
    private static final String PROGRAM = "../../quarkus-app/quarkus-run.jar";

    @TempDir
    Path directory;

    private final EpollEventLoopGroup threads = new EpollEventLoopGroup(1);

    @AfterEach
    void stopThreads() {
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void testIdentity_answersEachSidecar_alsoAfterItsNameWasDeleted() throws Exception {
        Path socket = directory.resolve("csi.sock");
        CountDownLatch healed = new CountDownLatch(1);
        try (PathOwner owner = PathOwner.of(SocketPath.of("unix://" + socket))
                .onEvent(event -> {
                    if (event.kind() == PathEvent.Kind.HEALED) {
                        healed.countDown();
                    }
                })
                .start(name -> GrpcListener.bind(name, new IdentityService()))) {
            ManagedChannel before = dial(socket);
            askAgainAndAgain(before);

            Files.delete(socket);

            assertTrue(healed.await(30, TimeUnit.SECONDS), owner::obstacle);
            askAgainAndAgain(before);
            ManagedChannel after = dial(socket);
            askAgainAndAgain(after);
            before.shutdownNow();
            after.shutdownNow();
        }
        assertFalse(Files.exists(socket));
    }

    @Test
    void testListener_isNotIdle_whileOneClientIsConnected_thoughAnotherSaidNothingAndLeft() throws IOException {
        Path socket = directory.resolve("csi.sock");
        try (GrpcListener listener = GrpcListener.bind(socket, new IdentityService())) {
            assertTrue(listener.isIdle());

            ManagedChannel client = dial(socket);
            askAgainAndAgain(client);
            SocketChannel.open(UnixDomainSocketAddress.of(socket)).close();
            askAgainAndAgain(client);

            assertFalse(listener.isIdle());
            client.shutdownNow();
        }
    }

    /** The program of the project that this one is copied into, as a sidecar would run it. */
    @Test
    void testIdentity_isReadyForTheCheckOfUdsecho() throws Exception {
        Path socket = directory.resolve("csi.sock");
        try (PathOwner owner = PathOwner.of(SocketPath.of("unix://" + socket))
                .start(name -> GrpcListener.bind(name, new IdentityService()))) {
            Process check = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-jar",
                            PROGRAM,
                            "check",
                            "--expect",
                            "csi",
                            "--timeout",
                            "2m",
                            "--json",
                            socket.toString())
                    .redirectErrorStream(true)
                    .start();
            try {
                String report = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertEquals(0, check.waitFor(), report);
                assertTrue(report.contains("\"cause\": \"ok\""), report);
                assertTrue(
                        report.contains("{\"what\": \"driver\", \"found\": \"" + IdentityService.NAME + " 1\"}"),
                        report);
            } finally {
                check.destroyForcibly();
            }
        }
    }

    private ManagedChannel dial(Path socket) {
        return NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
                .channelType(EpollDomainSocketChannel.class)
                .eventLoopGroup(threads)
                .withOption(ChannelOption.SO_KEEPALIVE, null)
                .usePlaintext()
                .build();
    }

    /** As livenessprobe and node-driver-registrar do. */
    private static void askAgainAndAgain(ManagedChannel channel) {
        for (int call = 0; call < 100; call++) {
            IdentityBlockingStub identity =
                    IdentityGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
            assertTrue(
                    identity.probe(ProbeRequest.getDefaultInstance()).getReady().getValue());
            assertEquals(
                    IdentityService.NAME,
                    identity.getPluginInfo(GetPluginInfoRequest.getDefaultInstance())
                            .getName());
            assertEquals(
                    0,
                    identity.getPluginCapabilities(GetPluginCapabilitiesRequest.getDefaultInstance())
                            .getCapabilitiesCount());
        }
    }
}
