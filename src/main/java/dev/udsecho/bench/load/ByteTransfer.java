package dev.udsecho.bench.load;

import dev.udsecho.diagnosis.Finding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.Optional;

/**
 * Moves the bytes of all connections of a loop, through one buffer of {@value Pattern#CHUNK} bytes to read into, and the
 * pattern to write from. Nothing is allocated unless a connection fails.
 */
final class ByteTransfer {
    /** Pieces that one connection may write before it is another one's turn. */
    private static final int PIECES = 16;

    private static final int NEITHER = -1;

    private final boolean verify;
    private final Workload traffic;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BytePattern.CHUNK);
    private final BytePattern pattern = new BytePattern();

    ByteTransfer(boolean verify, Workload traffic) {
        this.verify = verify;
        this.traffic = traffic;
    }

    /** Writes until the kernel takes no more, or nothing more is to be written. */
    void write(LoadConnection connection) {
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

    private boolean writePiece(LoadConnection connection) throws IOException {
        int length = (int) Math.min(connection.unsent(), BytePattern.CHUNK);
        int taken = connection.channel().write(pattern.piece(connection.nextToSend(), length));
        connection.sent(taken);
        return taken == length;
    }

    /** Reads once, and tells what is wrong with what came, if anything is. */
    Optional<Finding> read(LoadConnection connection) {
        int came = readInto(buffer.clear(), connection);
        if (came < 0) {
            return Optional.of(ConnectionFault.ended(connection));
        }
        long now = System.nanoTime();
        long before = connection.received();
        int wrong = wrong(connection, came);
        if (wrong != NEITHER) {
            return Optional.of(
                    ConnectionFault.differs(connection, buffer.limit(came).position(0), wrong));
        }
        if (came > 0) {
            connection.received(came, now);
            traffic.received(connection, before, now);
        }
        return Optional.empty();
    }

    private static int readInto(ByteBuffer space, LoadConnection connection) {
        try {
            return connection.channel().read(space);
        } catch (IOException serverIsGone) {
            return -1;
        }
    }

    /** The first byte that is not the one that was sent, as far as they are compared, or that nobody sent. */
    private int wrong(LoadConnection connection, int came) {
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
