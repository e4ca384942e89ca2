package dev.udsecho.cli;

import dev.udsecho.cli.option.ExpectOption;
import dev.udsecho.cli.option.ListenAddress;
import dev.udsecho.cli.option.Options;
import dev.udsecho.cli.option.SocketArgument;
import dev.udsecho.cli.output.Output;
import dev.udsecho.probe.SharedProbe;
import dev.udsecho.probe.netty.ProbeListener;
import dev.udsecho.text.ExitStatus;
import dev.udsecho.time.DaemonThreads;
import dev.udsecho.time.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import picocli.CommandLine.Model.OptionSpec;

/** Answers HTTP probes with the state of a socket ({@code udsecho probe}). */
final class ProbeCommand extends ClientCommand {
    private final SocketArgument target = new SocketArgument(spec());
    private final ExpectOption expect = new ExpectOption(spec());
    private final OptionSpec listen = OptionSpec.builder("--listen")
            .type(InetSocketAddress.class)
            .converters(new ListenAddress())
            .required(true)
            .paramLabel("[HOST]:PORT")
            .description("The address to listen on; without a host, every address of this machine or pod.")
            .build();
    private final OptionSpec timeout = Options.duration(
            "1s", "Time limit of a check: 250ms, 1s, 5s; 0s is no limit. Default: ${DEFAULT-VALUE}.", "--timeout");

    ProbeCommand() {
        super("probe", "Answer HTTP probes with the state of a socket.");
        add(listen, timeout);
        description(
                "%nGET / is answered with 200 if the server is as expected, and with 503 otherwise; the body is what"
                        + " check --json prints. The socket is checked once a second at most, and only on a request. It runs"
                        + " until SIGTERM or Ctrl-C.%n");
        exitStatus(
                "0:ended by SIGTERM or SIGINT",
                "64:path-too-long; or wrong arguments or options",
                "69:the address cannot be listened on");
        examples(
                "%nExamples:%n",
                "  udsecho probe --listen :8080 --socket /run/my.sock --expect grpc:%n",
                "  As a sidecar in Kubernetes:%n    args: [\"probe\", \"--listen\", \":8080\", \"--socket\","
                        + " \"/csi/csi.sock\", \"--expect\", \"csi\"]");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        InetSocketAddress address = listen.getValue();
        RepeatedCheck check = new RepeatedCheck(target.path(), expect.expectation(), timeout.getValue());
        Executor thread = Executors.newSingleThreadExecutor(DaemonThreads.named("probe"));
        SharedProbe probe = new SharedProbe(check, thread, Ticker.SYSTEM);
        try (ProbeListener listener = ProbeListener.start(address, probe)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(listener)));
            Output.printError("probe", "listening on " + text(listener.address()));
            // The first check loads classes, which takes longer than a kubelet may wait.
            probe.answer();
            new CountDownLatch(1).await();
            return ExitStatus.OK.number();
        } catch (IOException e) {
            Output.printError("probe", "cannot listen on " + text(address) + ": " + e.getMessage());
            return ExitStatus.UNAVAILABLE.number();
        }
    }

    private static String text(InetSocketAddress address) {
        return (address.getAddress().isAnyLocalAddress() ? "" : address.getHostString()) + ":" + address.getPort();
    }

    /** Ends with 0, where the JVM would end with the signal's number plus 128. */
    private static void end(ProbeListener listener) {
        listener.close();
        Runtime.getRuntime().halt(ExitStatus.OK.number());
    }
}
