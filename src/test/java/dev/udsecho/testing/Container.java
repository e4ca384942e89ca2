package dev.udsecho.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

/** A container that runs until it ends by itself or the test is over; then it is removed. */
public final class Container implements AutoCloseable {
    /** What a careful operator adds: nothing writable but /tmp and the volume, no capability, no way to get one. */
    public static final List<String> HARDENED =
            List.of("--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges", "--tmpfs=/tmp");

    private final String id;

    private Container(String id) {
        this.id = id;
    }

    /** Starts a container of an image with these options of the engine and these words for the program in it. */
    public static Container start(String image, List<String> options, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("run", "--detach", "--no-healthcheck", "--stop-timeout=0"));
        command.addAll(options);
        command.add(image);
        command.addAll(List.of(words));
        return new Container(Engine.ask(command.toArray(String[]::new)));
    }

    /** One that something else made, such as a pod. */
    public static Container named(String name) {
        return new Container(name);
    }

    /** Starts the service on a volume or a directory of the host, and waits until it serves. */
    public static Container serve(String volume, String... options) throws Exception {
        List<String> all = new ArrayList<>(HARDENED);
        all.add("--volume=" + volume + ":/run/echo");
        all.addAll(List.of(options));
        return start(Engine.IMAGE, all).awaitServing();
    }

    /** Starts a container of the image under test that does nothing, for commands to be run in it. */
    public static Container idle(String... options) throws Exception {
        List<String> all = new ArrayList<>(HARDENED);
        all.add("--entrypoint=sleep");
        all.addAll(List.of(options));
        return start(Engine.IMAGE, all, "600");
    }

    /** Runs a command inside, to its end. */
    public ClientRun exec(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("exec", id));
        command.addAll(List.of(words));
        return Engine.run(command);
    }

    /** Waits until its own client gets a round trip. */
    public Container awaitServing() throws Exception {
        ClientRun wait = exec("udsecho", "wait", "--timeout", "30s");
        assertEquals(0, wait.status(), () -> wait + logs());
        return this;
    }

    /** Asks it to end, as the engine does, with three seconds until it is killed. */
    public int stop() throws Exception {
        Engine.ask("stop", "--time=3", id);
        return awaitExit();
    }

    /** Starts it again after it ended, or for the first time where it only was made. */
    public Container startAgain() throws Exception {
        Engine.ask("start", id);
        return this;
    }

    /** Sends a signal to its first process. */
    public void signal(String name) throws Exception {
        Engine.ask("kill", "--signal=" + name, id);
    }

    /** Waits for its end. */
    public int awaitExit() throws Exception {
        return Integer.parseInt(Engine.ask("wait", id));
    }

    /** A fact about it, by the engine's template. */
    public String inspect(String template) throws Exception {
        return Engine.ask("inspect", "--format", template, id);
    }

    /** What it has printed so far, on both streams. */
    public String logs() {
        ClientRun logs = Engine.runUnchecked("logs", id);
        return logs.output() + logs.problems();
    }

    @Override
    public void close() {
        Engine.runUnchecked("rm", "--force", "--volumes", id);
    }
}
