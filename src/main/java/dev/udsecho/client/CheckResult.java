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
 * What an examination came to.
 *
 * @param path what was examined
 * @param steps the way along the path, as far as it went
 * @param server who made the listener, if a connect worked
 * @param roundTrip how long a round trip took, if one worked
 * @param finding the verdict
 * @param unseen what could not be looked at
 */
public record CheckResult(
        String path,
        List<PathStep> steps,
        Optional<PeerCredentials> server,
        Optional<Duration> roundTrip,
        Finding finding,
        List<Evidence> unseen) {
    /** One that ended before any step. */
    public static CheckResult of(String path, Finding finding) {
        return new CheckResult(path, List.of(), Optional.empty(), Optional.empty(), finding, List.of());
    }

    public boolean isOk() {
        return finding.cause() == Cause.OK;
    }

    /** Whether every step along the path was passed, so that a connect could say more. */
    public boolean cameToConnect() {
        return !steps.isEmpty() && steps.stream().allMatch(PathStep::passed);
    }

    public Optional<Long> roundTripMicros() {
        return roundTrip.map(time -> TimeUnit.NANOSECONDS.toMicros(time.toNanos()));
    }

    /** The verdict in one sentence. */
    public String summary() {
        return path + " (" + finding.cause().id() + "): " + finding.words();
    }

    /** Everything that it rests on, from the root of the path to the last byte. */
    public List<Evidence> evidence() {
        List<Evidence> all =
                new ArrayList<>(steps.stream().map(PathStep::evidence).toList());
        server.ifPresent(credentials -> all.add(new Evidence("server", credentials.toString())));
        roundTripMicros().ifPresent(micros -> all.add(new Evidence("round trip", micros + " µs")));
        all.addAll(finding.evidence());
        all.addAll(surroundings());
        return all;
    }

    /** What the kernel said to a connect that failed. */
    public Optional<String> connectSaid() {
        return finding.evidence().stream()
                .filter(fact -> fact.what().equals(Evidence.CONNECT))
                .map(Evidence::found)
                .findFirst();
    }

    /** What is shown neither by the way and the connect nor in the verdict's words. */
    public List<Evidence> evidenceBeside() {
        List<Evidence> all = new ArrayList<>(finding.evidence());
        all.removeIf(
                fact -> fact.what().equals(Evidence.CONNECT) || finding.words().contains(fact.found()));
        all.addAll(surroundings());
        return all;
    }

    private List<Evidence> surroundings() {
        List<Evidence> all = new ArrayList<>();
        if (isOk() && cameToConnect()) {
            all.add(new Evidence("access", "by mode and owner: " + AllowedPeers.of(steps)));
        }
        all.addAll(unseen);
        return all;
    }
}
