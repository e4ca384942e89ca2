package dev.udsecho.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

/** A container that runs until it exits or the test is over, and is then removed. */
public final class Container implements AutoCloseable {
    /**
     * Options that a careful operator sets: only /tmp and the volume are writable, no capability, no way to get one.
     */
    public static final List<String> HARDENED =
            List.of("--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges", "--tmpfs=/tmp");

    private final String id;

    private Container(String id) {
        this.id = id;
    }

    /** Starts a container of an image with these options of the engine and these arguments. */
    public static Container start(String image, List<String> options, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("run", "--detach", "--no-healthcheck", "--stop-timeout=0"));
        command.addAll(options);
        command.add(image);
        command.addAll(List.of(words));
        return new Container(Engine.ask(command.toArray(String[]::new)));
    }

    /** Returns a container that was created elsewhere, such as by a pod. */
    public static Container named(String name) {
        return new Container(name);
    }

    /** Starts the service on a volume or a directory of the host, and waits until it is ready. */
    public static Container serve(String volume, String... options) throws Exception {
        List<String> all = new ArrayList<>(HARDENED);
        all.add("--volume=" + volume + ":/run/echo");
        all.addAll(List.of(options));
        return start(Engine.IMAGE, all).awaitServing();
    }

    /** Starts an idle container of the image under test, to run commands in it. */
    public static Container idle(String... options) throws Exception {
        List<String> all = new ArrayList<>(HARDENED);
        all.add("--entrypoint=sleep");
        all.addAll(List.of(options));
        return start(Engine.IMAGE, all, "600");
    }

    /** Runs a command in the container until it exits. */
    public ClientRun exec(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("exec", id));
        command.addAll(List.of(words));
        return Engine.run(command);
    }

    /** Waits until the client in the container gets a round trip. */
    public Container awaitServing() throws Exception {
        ClientRun wait = exec("udsecho", "wait", "--timeout", "30s");
        assertEquals(0, wait.status(), () -> wait + logs());
        return this;
    }

    /** Stops the container as the engine does, and kills it after three seconds. */
    public int stop() throws Exception {
        Engine.ask("stop", "--time=3", id);
        return awaitExit();
    }

    /** Starts the container again after its exit, or for the first time if it was only created. */
    public Container startAgain() throws Exception {
        Engine.ask("start", id);
        return this;
    }

    /** Sends a signal to its first process. */
    public void signal(String name) throws Exception {
        Engine.ask("kill", "--signal=" + name, id);
    }

    /** Waits until the container exits. */
    public int awaitExit() throws Exception {
        return Integer.parseInt(Engine.ask("wait", id));
    }

    /** Returns a fact about the container, by the engine's template. */
    public String inspect(String template) throws Exception {
        return Engine.ask("inspect", "--format", template, id);
    }

    /** Returns the output so far, on both streams. */
    public String logs() {
        ClientRun logs = Engine.runUnchecked("logs", id);
        return logs.output() + logs.problems();
    }

    @Override
    public void close() {
        Engine.runUnchecked("rm", "--force", "--volumes", id);
    }
}
