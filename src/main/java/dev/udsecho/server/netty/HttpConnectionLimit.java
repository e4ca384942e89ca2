package dev.udsecho.server.netty;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The open connections of the HTTP port, {@link #MAX} at most. If the port is full, connections without a complete
 * request are closed, the oldest first; then those whose answer takes too long. New connections wait in the backlog
 * meanwhile. For any thread.
 */
final class HttpConnectionLimit {
    /**
     * The maximum number of connections; half of {@code quarkus.http.limits.max-connections}, which would refuse new
     * connections.
     */
    static final int MAX = 128;

    /**
     * The time to send a request, from the accept or the last answer. A client that waited in the backlog has already
     * sent it.
     */
    static final Duration REQUEST_TIME = Duration.ofMillis(200);

    /** The time for an answer; a health check takes a second at most. */
    static final Duration ANSWER_TIME = Duration.ofSeconds(2);

    /** The maximum number of connections that are closed at a time. */
    private static final int BATCH = 16;

    private static final Comparator<Candidate> EVICTION_ORDER = Comparator.comparing(Candidate::answering)
            .thenComparing(Comparator.comparingLong(Candidate::age).reversed());

    private final int max;
    private final Set<Member> open = new HashSet<>();

    HttpConnectionLimit(int max) {
        this.max = max;
    }

    synchronized void add(Member member) {
        open.add(member);
    }

    synchronized void remove(Member member) {
        open.remove(member);
    }

    synchronized boolean isFull() {
        return open.size() >= max;
    }

    /**
     * Returns the connections to close for new ones; none if the port is not full, or if no connection has exceeded its
     * time.
     */
    synchronized List<Member> evictable() {
        if (!isFull()) {
            return List.of();
        }
        return open.stream()
                .map(member -> new Candidate(member, member.isAnswering(), member.age()))
                .filter(Candidate::isLate)
                .sorted(EVICTION_ORDER)
                .limit(BATCH)
                .map(Candidate::member)
                .toList();
    }

    /** A snapshot of a connection: a sort needs constant values. */
    private record Candidate(Member member, boolean answering, long age) {
        boolean isLate() {
            return age >= (answering ? ANSWER_TIME : REQUEST_TIME).toNanos();
        }
    }

    /** A connection that the limit counts. For any thread. */
    interface Member {
        /** Returns whether a request is complete and its answer not yet taken. */
        boolean isAnswering();

        /** Returns the time since the accept or since the last answer was taken, in nanoseconds. */
        long age();

        /** Closes the connection, and drops the bytes that the peer has not taken. */
        void abort();
    }
}
