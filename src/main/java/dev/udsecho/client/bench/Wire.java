package dev.udsecho.client.bench;

import dev.udsecho.diagnosis.Finding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.Optional;

/**
 * Moves the bytes of all connections of a loop, through one buffer of {@value Pattern#CHUNK} bytes to read into, and the
 * pattern to write from. Nothing is allocated unless a connection fails.
 */
final class Wire {
    /** Pieces that one connection may write before it is another one's turn. */
    private static final int PIECES = 16;

    private static final int NEITHER = -1;

    private final boolean verify;
    private final Traffic traffic;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(Pattern.CHUNK);
    private final Pattern pattern = new Pattern();

    Wire(boolean verify, Traffic traffic) {
        this.verify = verify;
        this.traffic = traffic;
    }

    /** Writes until the kernel takes no more, or nothing more is to be written. */
    void write(Connection connection) {
        int interest = SelectionKey.OP_READ;
        try {
            for (int pieces = 0; connection.unsent() > 0 || traffic.goesOn(connection); pieces++) {
                if (pieces == PIECES || !writePiece(connection)) {
                    interest |= SelectionKey.OP_WRITE;
                    break;
                }
            }
        } catch (IOException serverTakesNoMore) {
            // It has its reason in what it still answers: reading goes on, to the end that comes then.
        }
        connection.await(interest);
    }

    private boolean writePiece(Connection connection) throws IOException {
        int length = (int) Math.min(connection.unsent(), Pattern.CHUNK);
        int taken = connection.channel().write(pattern.piece(connection.nextToSend(), length));
        connection.sent(taken);
        return taken == length;
    }

    /** Reads once, and tells what is wrong with what came, if anything is. */
    Optional<Finding> read(Connection connection) {
        int came = readInto(buffer.clear(), connection);
        if (came < 0) {
            return Optional.of(Fault.ended(connection));
        }
        long now = System.nanoTime();
        long before = connection.received();
        int wrong = wrong(connection, came);
        if (wrong != NEITHER) {
            return Optional.of(Fault.differs(connection, buffer.limit(came).position(0), wrong));
        }
        if (came > 0) {
            connection.received(came, now);
            traffic.received(connection, before, now);
        }
        return Optional.empty();
    }

    private static int readInto(ByteBuffer space, Connection connection) {
        try {
            return connection.channel().read(space);
        } catch (IOException serverIsGone) {
            return -1;
        }
    }

    /** The first byte that is not the one that was sent, as far as they are compared, or that nobody sent. */
    private int wrong(Connection connection, int came) {
        int expected = (int) Math.min(came, connection.sent() - connection.received());
        if (verify) {
            int different = pattern.mismatch(
                    connection.nextToReceive(), buffer.limit(expected).position(0));
            if (different >= 0) {
                return different;
            }
        }
        return came > expected ? expected : NEITHER;
    }
}
