package dev.udsecho.cli;

import dev.udsecho.cli.option.Options;
import dev.udsecho.cli.option.SocketOption;
import dev.udsecho.cli.output.StandardOutput;
import dev.udsecho.client.ByteSource;
import dev.udsecho.client.EchoClient;
import dev.udsecho.client.Exchange;
import dev.udsecho.client.StreamSource;
import dev.udsecho.os.Arguments;
import dev.udsecho.os.StandardInput;
import dev.udsecho.text.ExitStatus;
import dev.udsecho.time.Deadline;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Sends a text or standard input once, and prints what came back ({@code udsecho send}). */
final class SendCommand extends ClientCommand {
    private static final String STANDARD_INPUT = "-";

    private final SocketOption target = new SocketOption(spec());
    private final OptionSpec timeout = Options.duration(
            "1m",
            "Time for the whole exchange: 250ms, 5s, 2m; 0s is no limit. Default: ${DEFAULT-VALUE}.",
            "--timeout");
    private final OptionSpec noVerify = Options.flag("Only print what comes back, and compare nothing.", "--no-verify");
    private final PositionalParamSpec text = PositionalParamSpec.builder()
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("0..*")
            .paramLabel("TEXT")
            .initialValue(List.of(STANDARD_INPUT))
            .description(
                    "What to send: the words joined by single spaces, without a line break; - or nothing is standard input.")
            .build();

    SendCommand() {
        super("send", "Send a text or standard input, and print what comes back.");
        add(timeout, noVerify, text);
        description("%nSends, shuts down the writing side, and prints exactly what comes back until the server ends the"
                + " connection. What comes is compared with what was sent while it streams; at most 16 MiB may be"
                + " under way, so a server that answers only after the last byte gets no more than that.%n");
        exitStatus(
                "0:all came back",
                "64:wrong arguments or options",
                "65:what is at the path is no stream socket",
                "66:nothing is at the path",
                "69:no process listens there",
                "71:out of file descriptors",
                "74:the answer differs (its offset is named) or ended early; or reading or writing failed",
                "75:timed out",
                "77:permission denied");
        examples(
                "%nExamples:%n",
                "  udsecho send foo%n",
                "  udsecho send --socket /run/echo/echo.sock --timeout 5m - < image.iso | sha256sum");
    }

    @Override
    public Integer call() throws IOException {
        Deadline deadline = Deadline.in(timeout.getValue());
        ByteSource source = source();
        try (EchoClient client = EchoClient.connect(target.path(), deadline)) {
            client.send(
                    source,
                    new StandardOutput(),
                    noVerify.<Boolean>getValue() ? Exchange.Check.NOTHING : Exchange.Check.EVERY_BYTE,
                    deadline);
        }
        return ExitStatus.OK.number();
    }

    private ByteSource source() throws IOException {
        List<String> words = text.getValue();
        if (words.equals(List.of(STANDARD_INPUT))) {
            return new StreamSource(StandardInput.open());
        }
        return ByteSource.of(Arguments.bytes(String.join(" ", words)));
    }
}
