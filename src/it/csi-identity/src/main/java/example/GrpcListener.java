package example;

import dev.udsecho.path.owner.BoundListener;
import io.grpc.Attributes;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A gRPC server on a Unix socket, for an owner of a path. */
final class GrpcListener implements BoundListener {
    private final EpollEventLoopGroup threads = new EpollEventLoopGroup(1);
    private final AtomicInteger connections = new AtomicInteger();
    private final Server server;

    private GrpcListener(Path name, BindableService service) {
        this.server = NettyServerBuilder.forAddress(new DomainSocketAddress(name.toFile()))
                .channelType(EpollServerDomainSocketChannel.class)
                .bossEventLoopGroup(threads)
                .workerEventLoopGroup(threads)
                .withChildOption(ChannelOption.SO_KEEPALIVE, null) // TCP's; gRPC sets it, and Netty warns of it
                .addTransportFilter(new Counter())
                .addService(service)
                .build();
    }

    static GrpcListener bind(Path name, BindableService service) throws IOException {
        GrpcListener listener = new GrpcListener(name, service);
        try {
            listener.server.start();
            return listener;
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    @Override
    public boolean isIdle() {
        return connections.get() == 0;
    }

    /** Takes no more calls: clients get GOAWAY, and connect again through the name. */
    @Override
    public void finish() {
        server.shutdown();
    }

    @Override
    public void close() {
        server.shutdownNow();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private final class Counter extends ServerTransportFilter {
        @Override
        public Attributes transportReady(Attributes attributes) {
            connections.incrementAndGet();
            return attributes;
        }

        /** The attributes are null of a connection that was never ready, such as a check that connects and closes. */
        @Override
        public void transportTerminated(Attributes attributes) {
            if (attributes != null) {
                connections.decrementAndGet();
            }
        }
    }
}
