package dev.udsecho.client;

import dev.udsecho.diagnosis.AllowedPeers;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Evidence;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.diagnosis.PathStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The result of a path check.
 *
 * @param path the path that was checked
 * @param steps the components of the path that were checked, in order
 * @param server the credentials of the process that created the listener, if a connect succeeded
 * @param exchange what was tried on the connection, such as {@code round trip}
 * @param roundTrip the duration of the exchange, if it succeeded
 * @param finding the cause that was found
 * @param unseen the facts that could not be read
 */
public record CheckResult(
        String path,
        List<PathStep> steps,
        Optional<PeerCredentials> server,
        String exchange,
        Optional<Duration> roundTrip,
        Finding finding,
        List<Evidence> unseen) {
    /** Returns the result of a check that ended before any step. */
    public static CheckResult of(String path, Finding finding) {
        return new CheckResult(path, List.of(), Optional.empty(), "", Optional.empty(), finding, List.of());
    }

    /** Returns whether the cause is {@link Cause#OK}. */
    public boolean isOk() {
        return finding.cause() == Cause.OK;
    }

    /** Returns whether every step along the path passed, so that a connect can add to the result. */
    public boolean reachedConnect() {
        return !steps.isEmpty() && steps.stream().allMatch(PathStep::passed);
    }

    /** Returns the duration of the exchange in whole microseconds, if it succeeded. */
    public Optional<Long> roundTripMicros() {
        return roundTrip.map(time -> TimeUnit.NANOSECONDS.toMicros(time.toNanos()));
    }

    /** Returns the path, the cause and its explanation in one sentence. */
    public String summary() {
        return path + " (" + finding.cause().id() + "): " + finding.words();
    }

    /** Returns all evidence, from the root of the path to the last byte. */
    public List<Evidence> evidence() {
        List<Evidence> all =
                new ArrayList<>(steps.stream().map(PathStep::evidence).toList());
        server.ifPresent(credentials -> all.add(new Evidence("server", credentials.toString())));
        roundTripMicros().ifPresent(micros -> all.add(new Evidence(exchange, micros + " µs")));
        all.addAll(finding.evidence());
        all.addAll(contextEvidence());
        return all;
    }

    /** Returns the kernel's error for a connect that failed. */
    public Optional<String> connectError() {
        return finding.evidence().stream()
                .filter(fact -> fact.what().equals(Evidence.CONNECT))
                .map(Evidence::found)
                .findFirst();
    }

    /** Returns the evidence that neither the path steps, the connect, nor the finding's own words show. */
    public List<Evidence> remainingEvidence() {
        List<Evidence> all = new ArrayList<>(finding.evidence());
        all.removeIf(
                fact -> fact.what().equals(Evidence.CONNECT) || finding.words().contains(fact.found()));
        all.addAll(contextEvidence());
        return all;
    }

    private List<Evidence> contextEvidence() {
        List<Evidence> all = new ArrayList<>();
        if (isOk() && reachedConnect()) {
            all.add(new Evidence("access", "by mode and owner: " + AllowedPeers.of(steps)));
        }
        all.addAll(unseen);
        return all;
    }
}
