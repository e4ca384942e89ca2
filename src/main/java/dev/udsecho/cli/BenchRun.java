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

/** Runs {@code bench} for a person: shows a progress line, and prints the report when the run ends, also on Ctrl-C. */
final class BenchRun {
    /** The time limit after an interrupt for the operations under way and for the report. */
    private static final Duration INTERRUPT_GRACE = Duration.ofSeconds(5);

    private final Load load;
    private final boolean json;
    private final Optional<ReportFile> file;
    private final ProgressLine progress = ProgressLine.onStandardError();
    private final Bench bench;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int status = ExitStatus.SOFTWARE.number();

    BenchRun(Load load, List<Endpoint> endpoints, boolean json, Optional<ReportFile> file) {
        this.load = load;
        this.json = json;
        this.file = file;
        this.bench = new Bench(load, endpoints, progress::show);
    }

    /** Runs the load test and returns the exit status. Blocks until the report is written. */
    int run() throws IOException, InterruptedException {
        Thread hook = new Thread(this::onInterrupt);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            status = ExitStatus.IO.number();
            status = report(Measurement.of(load, bench.run()));
            return status;
        } catch (ReportFileException e) {
            status = ExitStatus.CANNOT_CREATE.number();
            throw e;
        } finally {
            progress.clear();
            finished.countDown();
            removeHook(hook);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            return;
        }
    }

    private void onInterrupt() {
        bench.interrupt();
        try {
            finished.await(INTERRUPT_GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(status);
    }

    private int report(Measurement measurement) throws IOException {
        progress.clear();
        if (json) {
            Output.printLine(Json.withSchema(measurement.fields()));
        } else if (!measurement.isEmpty()) {
            Output.printLine(new TextReport(measurement).text());
        }
        if (file.isPresent() && !measurement.isEmpty()) {
            file.get().write(new HtmlReport(measurement).text());
        }
        if (measurement.isEmpty() && bench.isInterrupted()) {
            Output.printError("bench", "interrupted before anything was measured");
        }
        measurement.notes().forEach(note -> Output.printError("bench", note));
        measurement.failed().ifPresent(this::printFailure);
        return measurement.status();
    }

    private void printFailure(EndpointStats stats) {
        long failures = stats.failures().total();
        String first =
                new EchoException(stats.endpoint(), stats.failures().first().orElseThrow()).getMessage();
        Output.printError("bench", first + (failures > 1 ? " (the first of " + failures + " failures)" : ""));
    }
}
