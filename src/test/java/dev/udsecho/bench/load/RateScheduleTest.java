package dev.udsecho.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RateScheduleTest {
    private static final long MILLISECOND = 1_000_000;

    @Test
    void testTake_atARate_returnsDueTime() {
        RateSchedule pace = new RateSchedule(Optional.of(1000L), 0, 1);
        pace.begin(0);
        assertEquals(0, pace.take(5 * MILLISECOND));
        assertEquals(MILLISECOND, pace.take(5 * MILLISECOND));
        assertEquals(OptionalLong.of(2 * MILLISECOND), pace.next());
        assertTrue(pace.isDue(2 * MILLISECOND));
        assertFalse(pace.isDue(2 * MILLISECOND - 1));
    }

    @Test
    void testTake_severalThreads_takeTurns() {
        RateSchedule first = new RateSchedule(Optional.of(1000L), 0, 2);
        RateSchedule second = new RateSchedule(Optional.of(1000L), 1, 2);
        first.begin(0);
        second.begin(0);
        assertEquals(0, first.take(0));
        assertEquals(MILLISECOND, second.take(0));
        assertEquals(2 * MILLISECOND, first.take(0));
        assertEquals(3 * MILLISECOND, second.take(0));
    }

    @Test
    void testOverdue_countsEarlierDueTimes() {
        RateSchedule pace = new RateSchedule(Optional.of(1000L), 0, 1);
        pace.begin(0);
        assertEquals(0, pace.overdue(0));
        assertEquals(1, pace.overdue(1));
        assertEquals(10, pace.overdue(10 * MILLISECOND - 1));
        assertEquals(10, pace.overdue(10 * MILLISECOND));
        pace.take(0);
        assertEquals(9, pace.overdue(10 * MILLISECOND - 1));
    }

    @Test
    void testTake_withoutRate_returnsNow() {
        RateSchedule pace = new RateSchedule(Optional.empty(), 0, 1);
        pace.begin(0);
        assertTrue(pace.isDue(0));
        assertEquals(7, pace.take(7));
        assertEquals(0, pace.overdue(1000));
    }
}
