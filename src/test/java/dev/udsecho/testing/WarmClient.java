package dev.udsecho.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A JVM that runs commands of the packaged program's client one after the other: each takes milliseconds, where a JVM of
 * its own takes a third of a second of processor time. For tests of the exit status and the output, not of the process:
 * a command that reads standard input, or starts the service, needs {@link ClientRun}.
 */
public final class WarmClient implements AutoCloseable {
    private final Process process;

    /** A line that no command prints. */
    private final String mark = UUID.randomUUID() + "\n";

    private WarmClient(Process process) {
        this.process = process;
    }

    /** Starts the JVM. */
    public static WarmClient start() throws IOException {
        return start(List.of());
    }

    /** Starts the JVM behind another command, such as one that changes the user. */
    public static WarmClient start(List<String> before) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(PlainJava.commandLoop());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("ECHO_"));
        return new WarmClient(Processes.start(builder));
    }

    /** Runs a command until it ends, for {@value ClientRun#MINUTES} minutes at most. */
    public synchronized ClientRun run(String... words) throws IOException, InterruptedException {
        FutureTask<ClientRun> result = begin(words);
        try {
            return result.get(ClientRun.MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            Processes.end(process);
            String problems = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            throw new AssertionError("no result of " + List.of(words) + ": " + problems, e);
        }
    }

    private FutureTask<ClientRun> begin(String... words) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream command = new DataOutputStream(message);
        command.write(words.length);
        for (String word : words) {
            command.writeUTF(word);
        }
        command.writeUTF(mark);
        process.getOutputStream().write(message.toByteArray());
        process.getOutputStream().flush();
        FutureTask<ClientRun> result = new FutureTask<>(this::result);
        Thread reader = new Thread(result);
        reader.setDaemon(true);
        reader.start();
        return result;
    }

    /** The errors of a command are a few lines, which a pipe holds until the output has been read. */
    private ClientRun result() throws IOException {
        String output = readToMark(process.getInputStream());
        String problems = readToMark(process.getErrorStream());
        return new ClientRun(process.getErrorStream().read(), output, problems);
    }

    private String readToMark(InputStream stream) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = stream.read(); next >= 0; next = stream.read()) {
            bytes.write(next);
            String text = next == '\n' ? bytes.toString(StandardCharsets.UTF_8) : "";
            if (text.endsWith(mark)) {
                return text.substring(0, text.length() - mark.length());
            }
        }
        throw new IOException("ended after: " + bytes.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        Processes.end(process);
    }
}
