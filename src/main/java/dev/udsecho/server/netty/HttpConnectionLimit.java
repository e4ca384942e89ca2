package dev.udsecho.server.netty;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The open connections of the HTTP port, {@link #MOST} at most. Where it is full, those without a complete request make room, the
 * oldest first, and after them those whose answer takes too long; new ones wait in the backlog meanwhile. For any thread.
 */
final class HttpConnectionLimit {
    /** The maximum; half of {@code quarkus.http.limits.max-connections}, which would refuse the new ones. */
    static final int MOST = 128;

    /** Time to send a request in, counted from the accept or the last answer: a client that waited has sent it already. */
    static final Duration SILENT = Duration.ofMillis(200);

    /** Time for an answer; a health check takes a second at most. */
    static final Duration ANSWERING = Duration.ofSeconds(2);

    /** Connections that make room at a time. */
    private static final int BATCH = 16;

    private static final Comparator<Occupant> FIRST_TO_GO = Comparator.comparing(Occupant::answering)
            .thenComparing(Comparator.comparingLong(Occupant::age).reversed());

    private final int most;
    private final Set<Member> open = new HashSet<>();

    HttpConnectionLimit(int most) {
        this.most = most;
    }

    synchronized void add(Member member) {
        open.add(member);
    }

    synchronized void remove(Member member) {
        open.remove(member);
    }

    synchronized boolean isFull() {
        return open.size() >= most;
    }

    /** Returns the connections to close for new ones; none where there is room, or where all are too young. */
    synchronized List<Member> firstToGo() {
        if (!isFull()) {
            return List.of();
        }
        return open.stream()
                .map(member -> new Occupant(member, member.isAnswering(), member.age()))
                .filter(Occupant::isLate)
                .sorted(FIRST_TO_GO)
                .limit(BATCH)
                .map(Occupant::member)
                .toList();
    }

    /** A connection as it was at one moment: a sort needs values that stand still. */
    private record Occupant(Member member, boolean answering, long age) {
        boolean isLate() {
            return age >= (answering ? ANSWERING : SILENT).toNanos();
        }
    }

    /** A connection as the limit sees it, from any thread. */
    interface Member {
        /** Returns whether a request is complete and its answer not yet taken. */
        boolean isAnswering();

        /** Returns the time since the accept or since the last answer was taken, in nanoseconds. */
        long age();

        /** Closes it, and drops what the peer has not taken. */
        void abort();
    }
}
