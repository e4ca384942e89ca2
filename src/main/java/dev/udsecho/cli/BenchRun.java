package dev.udsecho.cli;

import dev.udsecho.bench.Bench;
import dev.udsecho.bench.EndpointStats;
import dev.udsecho.bench.Measurement;
import dev.udsecho.bench.load.Endpoint;
import dev.udsecho.bench.load.Load;
import dev.udsecho.bench.report.HtmlReport;
import dev.udsecho.bench.report.TextReport;
import dev.udsecho.cli.output.Json;
import dev.udsecho.cli.output.Output;
import dev.udsecho.cli.output.ProgressLine;
import dev.udsecho.cli.output.ReportFile;
import dev.udsecho.cli.output.ReportFileException;
import dev.udsecho.client.EchoException;
import dev.udsecho.text.ExitStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A run of {@code bench} for a person: with a line that shows how far it is, and a report at its end, also on Ctrl-C. */
final class BenchRun {
    /** For the operations that are under way when somebody interrupts it, and for the report. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Load load;
    private final boolean json;
    private final Optional<ReportFile> file;
    private final ProgressLine progress = ProgressLine.onErrors();
    private final Bench bench;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile int status = ExitStatus.SOFTWARE.number();

    BenchRun(Load load, List<Endpoint> endpoints, boolean json, Optional<ReportFile> file) {
        this.load = load;
        this.json = json;
        this.file = file;
        this.bench = new Bench(load, endpoints, progress::show);
    }

    /** Runs it, and returns the exit status. */
    int run() throws IOException, InterruptedException {
        Thread interrupted = new Thread(this::endEarly);
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            status = ExitStatus.IO.number();
            status = report(Measurement.of(load, bench.run()));
            return status;
        } catch (ReportFileException e) {
            status = ExitStatus.CANNOT_CREATE.number();
            throw e;
        } finally {
            progress.clear();
            over.countDown();
            forget(interrupted);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException runsAlready) {
            return;
        }
    }

    private void endEarly() {
        bench.interrupt();
        try {
            over.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(status);
    }

    private int report(Measurement measurement) throws IOException {
        progress.clear();
        if (json) {
            Output.result(Json.report(measurement.fields()));
        } else if (!measurement.isEmpty()) {
            Output.result(new TextReport(measurement).text());
        }
        if (file.isPresent() && !measurement.isEmpty()) {
            file.get().write(new HtmlReport(measurement).text());
        }
        if (measurement.isEmpty() && bench.isInterrupted()) {
            Output.problem("bench", "interrupted before anything was measured");
        }
        measurement.notes().forEach(note -> Output.problem("bench", note));
        measurement.failed().ifPresent(this::complain);
        return measurement.status();
    }

    private void complain(EndpointStats side) {
        long failures = side.failures().total();
        String first =
                new EchoException(side.endpoint(), side.failures().first().orElseThrow()).getMessage();
        Output.problem("bench", first + (failures > 1 ? " (the first of " + failures + " failures)" : ""));
    }
}
