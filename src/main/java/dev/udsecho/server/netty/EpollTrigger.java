package dev.udsecho.server.netty;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollMode;

/**
 * The mode in which epoll reports a descriptor (<a href="https://man7.org/linux/man-pages/man7/epoll.7.html">epoll(7)</a>).
 * Listeners are level-triggered here. Connections are edge-triggered, which is Netty's default. No other class depends
 * on the mode. {@code EpollTriggerTest} fails when an upgrade changes it.
 */
final class EpollTrigger {
    private EpollTrigger() {}

    /**
     * Makes a listener level-triggered, before its registration with an event loop. Otherwise each event ends with an
     * accept(2) that finds no connection, for which the kernel creates a socket anyway (do_accept() in net/socket.c).
     */
    static void setLevelTriggered(Channel listener) {
        listener.config().setOption(EpollChannelOption.EPOLL_MODE, EpollMode.LEVEL_TRIGGERED);
    }

    /**
     * Makes the kernel report again that a connection is readable. recv(2) ends before an urgent byte (MSG_OOB in
     * <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>), and edge-triggered epoll reports the
     * bytes behind it only when more bytes arrive, or when the interest is set again. This costs two calls of
     * epoll_ctl(2). A further read after each short read, or level-triggered epoll, would cost a tenth to a quarter
     * more processor time for each message.
     */
    static void reportAgain(Channel connection) {
        connection.config().setAutoRead(false);
        connection.config().setAutoRead(true);
    }
}
