package dev.udsecho.cli;

import dev.udsecho.bench.UnixEndpoint;
import dev.udsecho.bench.load.Load;
import dev.udsecho.bench.tcp.TcpBenchListener;
import dev.udsecho.cli.option.LoadOptions;
import dev.udsecho.cli.option.SocketArgument;
import dev.udsecho.cli.output.ReportFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Measures throughput and latency under load ({@code udsecho bench}). */
@Command(
        name = "bench",
        header = "Measure throughput and latency under load, and a Unix socket against TCP.",
        description = {
            "%nOpens its connections, warms up, measures, and prints a table: operations a second, MB a second one way,"
                    + " how long operations took, and what failed. Ctrl-C ends it early, with what was measured so far.",
            "%nA connection that fails is counted by its cause, and opened again 100 ms later; where nothing works at all,"
                    + " or nothing has for --timeout, it ends.",
            "%nA line on standard error reports it when the load itself was the bottleneck.%n"
        },
        exitCodeList = {
            "0:nothing failed",
            "64:wrong arguments or options",
            "73:the report's file cannot be created",
            "65-77:something failed; the status is that of the first failure, as udsecho --help lists them"
        },
        footer = {
            "%nExamples:%n",
            "  A hundred clients, every byte compared, and a report for a browser:%n"
                    + "    udsecho bench --connections 100 --verify --html report.html%n",
            "  How long a request takes at a load that is far from the limit:%n"
                    + "    udsecho bench --connections 10 --rate 2000 --json%n",
            "  What a Unix socket saves:%n    udsecho bench --tcp --size 16k --connections 10"
        })
final class BenchCommand implements Callable<Integer> {
    private SocketArgument target;

    @Mixin
    private LoadOptions options;

    @Option(
            names = "--tcp",
            description = "Measure a TCP listener on loopback too, in turn: a service of this program with the image's"
                    + " settings, which ends with the run. What serves the Unix socket is compared with that, so it should"
                    + " be the same.")
    private boolean tcp;

    @Option(
            names = "--json",
            description =
                    "Print one object in place of the table: schema (1), path, ok, cause, status, version, server, mode, connections, size,"
                            + " threads, rate, duration_s, warmup_s, operations, operations_per_second, bytes_per_second, errors,"
                            + " errors_by_cause, min_us, mean_us, p50_us, p75_us, p90_us, p99_us, p99_9_us, p99_99_us, max_us,"
                            + " unanswered, generator_busy, generator_bottleneck, generator_delayed, processors_idle, verified; with --tcp also tcp"
                            + " and ratio. What was not measured is null.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a report with plots to a file, which needs no network and no script.")
    private Path html;

    /** Returns the model of the command, with the argument that other commands have too. */
    static CommandSpec spec() {
        BenchCommand command = new BenchCommand();
        CommandSpec spec = CommandSpec.forAnnotatedObject(command);
        command.target = new SocketArgument(spec);
        return spec;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Load load = options.load();
        UnixEndpoint unix = UnixEndpoint.at(target.path());
        Optional<ReportFile> file = Optional.empty();
        if (html != null) {
            file = Optional.of(ReportFile.at(html));
        }
        if (!tcp) {
            return new BenchRun(load, List.of(unix), json, file).run();
        }
        try (TcpBenchListener listener = TcpBenchListener.start()) {
            return new BenchRun(load, List.of(unix, listener.endpoint()), json, file).run();
        }
    }
}
