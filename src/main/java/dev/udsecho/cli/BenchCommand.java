package dev.udsecho.cli;

import dev.udsecho.bench.UnixEndpoint;
import dev.udsecho.bench.load.Load;
import dev.udsecho.bench.tcp.TcpBenchListener;
import dev.udsecho.cli.option.LoadOptions;
import dev.udsecho.cli.option.Options;
import dev.udsecho.cli.option.SocketArgument;
import dev.udsecho.cli.output.ReportFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** Measures throughput and latency under load ({@code udsecho bench}). */
final class BenchCommand extends ClientCommand {
    private final SocketArgument target = new SocketArgument(spec());
    private final LoadOptions options = new LoadOptions(spec());
    private final OptionSpec tcp = Options.flag(
            "Measure a TCP listener on loopback too, in turn: a service of this program with the image's"
                    + " settings, which ends with the run. What serves the Unix socket is compared with that, so it should"
                    + " be the same.",
            "--tcp");
    private final OptionSpec json = Options.flag(
            "Print one object in place of the table: schema (1), path, ok, cause, status, version, server, mode, connections, size,"
                    + " threads, rate, duration_s, warmup_s, operations, operations_per_second, bytes_per_second, errors,"
                    + " errors_by_cause, min_us, mean_us, p50_us, p75_us, p90_us, p99_us, p99_9_us, p99_99_us, max_us,"
                    + " unanswered, generator_busy, generator_bottleneck, generator_delayed, processors_idle, verified; with --tcp also tcp"
                    + " and ratio. What was not measured is null.",
            "--json");
    private final OptionSpec html = OptionSpec.builder("--html")
            .type(Path.class)
            .paramLabel("FILE")
            .description("Write a report with plots to a file, which needs no network and no script.")
            .build();

    BenchCommand() {
        super("bench", "Measure throughput and latency under load, and a Unix socket against TCP.");
        add(tcp, json, html);
        description(
                "%nOpens its connections, warms up, measures, and prints a table: operations a second, MB a second one way,"
                        + " how long operations took, and what failed. Ctrl-C ends it early, with what was measured so far.",
                "%nA connection that fails is counted by its cause, and opened again 100 ms later; where nothing works at all,"
                        + " or nothing has for --timeout, it ends.",
                "%nA line on standard error reports it when the load itself was the bottleneck.%n");
        exitStatus(
                "0:nothing failed",
                "64:wrong arguments or options",
                "73:the report's file cannot be created",
                "65-77:something failed; the status is that of the first failure, as udsecho --help lists them");
        examples(
                "%nExamples:%n",
                "  A hundred clients, every byte compared, and a report for a browser:%n"
                        + "    udsecho bench --connections 100 --verify --html report.html%n",
                "  How long a request takes at a load that is far from the limit:%n"
                        + "    udsecho bench --connections 10 --rate 2000 --json%n",
                "  What a Unix socket saves:%n    udsecho bench --tcp --size 16k --connections 10");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Load load = options.load();
        UnixEndpoint unix = UnixEndpoint.at(target.path());
        Path page = html.getValue();
        Optional<ReportFile> file = page == null ? Optional.empty() : Optional.of(ReportFile.at(page));
        if (!tcp.<Boolean>getValue()) {
            return new BenchRun(load, List.of(unix), json.getValue(), file).run();
        }
        try (TcpBenchListener listener = TcpBenchListener.start()) {
            return new BenchRun(load, List.of(unix, listener.endpoint()), json.getValue(), file).run();
        }
    }
}
