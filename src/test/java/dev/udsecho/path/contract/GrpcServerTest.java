package dev.udsecho.path.contract;

import dev.udsecho.path.owner.BoundListener;
import dev.udsecho.path.owner.ListenerFactory;
import io.grpc.Attributes;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerTransportFilter;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

@Tag("long")
class GrpcServerTest implements OwnedServerContract {
    private static final EpollEventLoopGroup LOOPS = new EpollEventLoopGroup(2);
    private static final int LIMIT_SECONDS = 30;

    @AfterAll
    static void endLoops() {
        LOOPS.shutdownGracefully();
    }

    @Override
    public ListenerFactory factory() {
        return name -> {
            OpenTransports open = new OpenTransports();
            Server server = NettyServerBuilder.forAddress(new DomainSocketAddress(name.toString()))
                    .channelType(EpollServerDomainSocketChannel.class)
                    .bossEventLoopGroup(LOOPS)
                    .workerEventLoopGroup(LOOPS)
                    .withChildOption(ChannelOption.SO_KEEPALIVE, null)
                    .addTransportFilter(open)
                    .addService(new HealthStatusManager().getHealthService())
                    .build()
                    .start();
            return new GrpcListener(server, open.number);
        };
    }

    @Override
    public boolean isAnswered(Path socket) throws IOException {
        ManagedChannel channel = NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.toString()))
                .channelType(EpollDomainSocketChannel.class)
                .eventLoopGroup(LOOPS)
                .withOption(ChannelOption.SO_KEEPALIVE, null)
                .usePlaintext()
                .build();
        try {
            return HealthGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS)
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus()
                    == ServingStatus.SERVING;
        } catch (StatusRuntimeException e) {
            throw new IOException(e);
        } finally {
            channel.shutdownNow();
        }
    }

    /** Counts the HTTP/2 connections. A connection that closes earlier is reported as terminated too. */
    private static final class OpenTransports extends ServerTransportFilter {
        private static final Attributes.Key<Boolean> READY = Attributes.Key.create("ready");
        private final AtomicInteger number = new AtomicInteger();

        @Override
        public Attributes transportReady(Attributes attributes) {
            number.incrementAndGet();
            return attributes.toBuilder().set(READY, true).build();
        }

        @Override
        public void transportTerminated(Attributes attributes) {
            if (attributes != null && attributes.get(READY) != null) {
                number.decrementAndGet();
            }
        }
    }

    private record GrpcListener(Server server, AtomicInteger open) implements BoundListener {
        @Override
        public boolean isIdle() {
            return open.get() == 0;
        }

        @Override
        public void finish() {
            server.shutdown();
        }

        @Override
        public void close() {
            server.shutdownNow();
            try {
                server.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
