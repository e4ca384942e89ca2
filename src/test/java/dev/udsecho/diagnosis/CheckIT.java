package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.Mounts;
import dev.udsecho.testing.Processes;
import dev.udsecho.testing.WarmClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the packaged program with every obstacle to a round trip: the correct id, the evidence, and the advice. */
class CheckIT {
    private static final int TEMPORARY_FAILURE = 75;
    private static final int ENOUGH_DESCRIPTORS = 64;
    private static final Set<String> WAITED_FOR = Set.of("its server is gone", "the first byte");

    @TempDir
    Path directory;

    @RegisterExtension
    final Mounts mounts = new Mounts();

    private static WarmClient ownClient;

    private Scene scene;

    @BeforeAll
    static void startClient() throws IOException {
        ownClient = WarmClient.start();
    }

    @BeforeEach
    void makeTheScene() throws IOException {
        scene = new Scene(directory, mounts);
    }

    @AfterEach
    void endTheScene() throws Exception {
        scene.end();
    }

    static Stream<Situation> situations() {
        return Stream.of(PathSituations.all(), SocketSituations.all(), AccessSituations.all(), AnswerSituations.all())
                .flatMap(table -> table);
    }

    @ParameterizedTest
    @MethodSource("situations")
    void testCheckAndSend_nameTheCauseAndChangeNothing(Situation situation) throws Exception {
        situation.construction().build(scene);
        Map<Path, Map<String, Object>> before = FileStates.below(directory);
        String timeout = Runs.timeoutFor(situation.cause());
        WarmClient client = clientOf(scene.caller());
        ClientRun checked = client.run(Runs.words(scene, timeout, "check", "--json"));
        ClientRun sent = client.run(Runs.words(scene, timeout, "send", "foo"));
        assertAll(
                situation.toString(),
                () -> assertChecked(situation, CheckRun.of(checked)),
                () -> assertSent(situation, sent),
                () -> assertEquals(before, FileStates.below(directory)));
    }

    /** Another caller has a client of its own, which ends with the test. */
    private static WarmClient clientOf(Caller caller) throws IOException {
        return caller.equals(Caller.SELF) ? ownClient : WarmClient.start(caller.before());
    }

    private void assertChecked(Situation situation, CheckRun check) {
        check.assertNames(situation.cause(), situation.status(), scene.path());
        check.assertSays(situation.words(), directory);
    }

    private static void assertSent(Situation situation, ClientRun send) {
        assertEquals(situation.status(), send.status(), send::toString);
        if (!situation.isOk()) {
            assertTrue(send.problems().contains("(" + situation.cause() + ")"), send::problems);
            assertTrue(send.problems().matches("udsecho send: \\P{Cntrl}+\n"), send::problems);
        }
    }

    static Stream<Situation> waitedFor() {
        return situations().filter(situation -> WAITED_FOR.contains(situation.condition()));
    }

    @ParameterizedTest
    @MethodSource("waitedFor")
    void testWait_namesTheCauseWhenTheTimeIsUp(Situation situation) throws Exception {
        situation.construction().build(scene);
        ClientRun wait = Runs.run(scene, Runs.words(scene, "5s", "wait"));
        assertEquals(TEMPORARY_FAILURE, wait.status(), wait::toString);
        assertTrue(wait.problems().contains("(" + situation.cause() + ")"), wait::problems);
    }

    /** The process has one descriptor too few, and the socket's is missing. */
    @Test
    void testTooFewDescriptors_areDistinguishedFromOtherCauses() throws Exception {
        scene.serve(Answers.echo());
        int enough = ENOUGH_DESCRIPTORS;
        for (int tooFew = 4; enough - tooFew > 1; ) {
            int limit = (enough + tooFew) / 2;
            boolean works = checkWithDescriptors(limit).status() == 0;
            enough = works ? limit : enough;
            tooFew = works ? tooFew : limit;
        }
        CheckRun.of(checkWithDescriptors(enough - 1)).assertNames("no-descriptors", 71, scene.path());
    }

    private ClientRun checkWithDescriptors(int limit) throws Exception {
        return Runs.check(scene.as(Caller.withDescriptors(limit)), "1m");
    }

    @Test
    void testHungFileSystem_isMuteWithinTheTimeout() throws Exception {
        scene.folder("a").folder("b").serve("a/echo.sock", Answers.echo()).ask("b/echo.sock");
        long process = scene.fuse("a", "b").pid();
        Processes.signal("STOP", process);
        try {
            CheckRun.of(Runs.check(scene, "5s")).assertNames("mute", TEMPORARY_FAILURE, scene.path());
        } finally {
            Processes.signal("CONT", process);
        }
    }
}
