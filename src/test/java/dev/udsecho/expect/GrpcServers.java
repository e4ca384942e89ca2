package dev.udsecho.expect;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Servers of gRPC-Java on a Unix socket, with services of a test. */
final class GrpcServers implements AutoCloseable {
    /** Kept, as loggers are held weakly. It logs a stack trace for each client of another protocol. */
    private static final Logger CONNECTIONS = Logger.getLogger("io.grpc.netty.NettyServerTransport.connections");

    static {
        CONNECTIONS.setLevel(Level.OFF);
    }

    private final EpollEventLoopGroup loops = new EpollEventLoopGroup(1);
    private final Server server;

    GrpcServers(Path socket, Object... services) throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new DomainSocketAddress(socket.toString()))
                .channelType(EpollServerDomainSocketChannel.class)
                .bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops)
                .withChildOption(ChannelOption.SO_KEEPALIVE, null);
        for (Object service : services) {
            if (service instanceof BindableService bindable) {
                builder.addService(bindable);
            } else {
                builder.addService((ServerServiceDefinition) service);
            }
        }
        server = builder.build().start();
    }

    /** Returns a CSI driver's identity: the message of its Probe, or the status with which it fails. */
    static ServerServiceDefinition identity(byte[] probe, Status failure, byte[] pluginInfo) {
        return ServerServiceDefinition.builder("csi.v1.Identity")
                .addMethod(method("csi.v1.Identity/Probe"), ServerCalls.asyncUnaryCall((request, observer) -> {
                    if (!failure.isOk()) {
                        observer.onError(failure.asException());
                        return;
                    }
                    observer.onNext(probe);
                    observer.onCompleted();
                }))
                .addMethod(method("csi.v1.Identity/GetPluginInfo"), ServerCalls.asyncUnaryCall((request, observer) -> {
                    observer.onNext(pluginInfo);
                    observer.onCompleted();
                }))
                .build();
    }

    /** Returns a service whose only method answers with these bytes. */
    static ServerServiceDefinition answering(String service, String method, byte[] answer) {
        return ServerServiceDefinition.builder(service)
                .addMethod(method(service + "/" + method), ServerCalls.asyncUnaryCall((request, observer) -> {
                    observer.onNext(answer);
                    observer.onCompleted();
                }))
                .build();
    }

    private static MethodDescriptor<byte[], byte[]> method(String name) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(name)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
    }

    /** Messages as bytes. */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
        loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
