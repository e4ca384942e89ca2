import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;

/**
 * Servers that bind to a path as their library does, for {@code src/bench/paths}. They accept and answer nothing. Each closes its
 * listener at SIGTERM, as an application should.
 */
public final class PathServers {
    public static void main(String[] words) throws Exception {
        AutoCloseable listener =
                switch (words[0]) {
                    case "jdk" -> jdk(words[1]);
                    case "netty" -> netty(words[1]);
                    case "vertx" -> vertx(words[1]);
                    default -> throw new IllegalArgumentException(words[0]);
                };
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                listener.close();
            } catch (Exception e) {
                System.err.println(e);
            }
        }));
        Thread.currentThread().join();
    }

    private static AutoCloseable jdk(String path) throws Exception {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(Path.of(path)));
        return listener;
    }

    private static AutoCloseable netty(String path) {
        var channel = new ServerBootstrap()
                .group(new EpollEventLoopGroup(1))
                .channel(EpollServerDomainSocketChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public boolean isSharable() {
                        return true;
                    }
                })
                .bind(new DomainSocketAddress(path))
                .syncUninterruptibly()
                .channel();
        return () -> channel.close().syncUninterruptibly();
    }

    private static AutoCloseable vertx(String path) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        vertx.createNetServer()
                .connectHandler(client -> {})
                .listen(SocketAddress.domainSocketAddress(path))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return () -> vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
