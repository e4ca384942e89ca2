package dev.udsecho.path.owner;

import static dev.udsecho.testing.Conditions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.path.PathState;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.owner.PathEvent.Kind;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import dev.udsecho.time.Ticker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests a standby as an application uses it. */
class StandbyOwnerTest extends ApplicationTest {
    @Test
    void testStandby_takesOver_whenTheOwnerCloses() throws Exception {
        PathOwner owner = start(PathOwner.of(new SocketPath(socket)));
        PathOwner standby = start(of(socket).ticker(Ticker.SYSTEM).standby(Duration.ofMinutes(1)));
        assertEquals(Role.STANDBY, standby.role());
        assertEquals(PathState.WITHDRAWN, standby.state());
        owner.close();
        await().until(() -> events.kinds().contains(Kind.PUBLISHED));
        assertEquals(
                List.of("EVENT Standing by for " + socket + ", for at most 1m", "EVENT Serving on " + socket),
                events.take());
        assertEquals(Role.OWNER, standby.role());
        assertEquals(PathState.OURS, standby.state());
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testStandby_takesOver_fromAServerWithoutALock() throws Exception {
        JdkEchoServer foreign = new JdkEchoServer(socket);
        PathOwner standby = start(of(socket).ticker(Ticker.SYSTEM).standby(Duration.ofMinutes(1)));
        assertEquals(Role.STANDBY, standby.role());
        foreign.close();
        await().until(() -> events.kinds().contains(Kind.PUBLISHED));
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testStandby_whoseTimeIsOver_reportsItsFailure() throws Exception {
        start(PathOwner.of(new SocketPath(socket)));
        start(of(socket).standby(Duration.ofSeconds(1)));
        await().until(() -> events.kinds().contains(Kind.STANDBY_FAILED));
        assertTrue(events.last().failure().orElseThrow().getMessage().contains(" after 1s of waiting;"));
        assertEquals(List.of(), ticker.tasks());
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testClose_ofAStandby_stopsIt_andTheOwnerKeepsServing() throws Exception {
        start(PathOwner.of(new SocketPath(socket)));
        PathOwner standby = start(of(socket).ticker(Ticker.SYSTEM).standby(Duration.ofMinutes(1)));
        standby.close();
        assertEquals(List.of(Kind.STANDBY, Kind.STANDBY_ENDED), events.kinds());
        assertEquals(ALONE, Listing.of(directory));
        assertTrue(Client.isServed(socket));
    }
}
