package dev.udsecho.process;

import dev.udsecho.client.EchoClient;
import dev.udsecho.client.EchoException;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.os.Identity;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.time.Deadline;
import dev.udsecho.time.Ticker;
import java.io.IOException;
import java.time.Duration;

/**
 * Checks whether the owner of a path serves this process. A standby is ready while a round trip through the path works.
 * A standby that the owner's access list leaves out would never be ready, and a rolling update that waits for it would
 * never finish.
 */
public final class StandbyCheck {
    private static final int ATTEMPTS = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final byte[] BYTE = {'\n'};

    private StandbyCheck() {}

    /**
     * Makes up to {@value #ATTEMPTS} round trips of one byte, and blocks for less than four seconds. The check passes
     * when one works, or fails in another way than by a close with no answer: a standby can wait for an owner that is
     * busy, stopped or about to leave.
     *
     * @throws SocketPathException if the owner closed each of them with no answer
     */
    public static void requireService(SocketPath path, Ticker ticker) throws SocketPathException {
        for (int attempt = 1; closesWithoutAnswer(path); attempt++) {
            if (attempt == ATTEMPTS) {
                throw notServed(path);
            }
            ticker.pause(PAUSE);
        }
    }

    private static SocketPathException notServed(SocketPath path) {
        Identity caller = Identity.current();
        return new SocketPathException(
                path,
                Cause.CLOSED
                        .saying("the owner of " + path + " accepts the connections of this process (uid " + caller.uid()
                                + ", gid " + caller.gid()
                                + ") and closes them with no answer, so this process would stand"
                                + " by and never be ready")
                        .advising(
                                "list its uid in echo.access.uids or its gid in echo.access.gids of the owner",
                                "start again if the owner has reached its limit of connections"));
    }

    private static boolean closesWithoutAnswer(SocketPath path) {
        try {
            EchoClient.roundTrip(path, BYTE, Deadline.in(TIMEOUT));
            return false;
        } catch (EchoException e) {
            return e.reason() == Cause.CLOSED;
        } catch (IOException e) {
            return false;
        }
    }
}
