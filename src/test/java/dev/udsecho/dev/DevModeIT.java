package dev.udsecho.dev;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import io.restassured.RestAssured;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What a person meets who edits the sources while ./mvnw quarkus:dev runs, and asks nothing but the socket. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DevModeIT {
    private static final char CTRL_C = 3;
    private static final String REFUSED = "echo.socket.mode=rw";
    private static final String NOT_COMPILED = "ERROR [i.q.d.d.JavaCompilationProvider]";

    private static final String RECEIVED_FOO = "received 3 bytes: \"foo\"";
    private static final List<String> NOISE =
            List.of("udsecho readiness", "AnsiLogger", "Kubernetes manifests", "WARNING: ");

    /** Four times the pause between two looks at the sources. */
    private static final Duration SOME_LOOKS = Duration.ofSeconds(1);

    @TempDir
    static Path directory;

    private static Path run;
    private static Service service;
    private static Service moved;
    private static Project project;
    private static DevMode dev;

    @BeforeAll
    static void start() throws Exception {
        run = Files.createDirectory(directory.resolve("run"));
        service = new Service(run.resolve("echo.sock"));
        moved = new Service(run.resolve("moved.sock"));
        project = Project.copyTo(Files.createDirectory(directory.resolve("project")));
        project.configure(path(service));
        dev = DevMode.start(project, "-Dquarkus.test.include-pattern=.*SizeConverterTest");
        dev.awaitShown("Installed features");
    }

    @AfterAll
    static void stop() {
        dev.close();
    }

    @BeforeEach
    void restore() throws Exception {
        project.configure(path(service));
        project.answer("received");
        service.awaitAnswer("foo");
        Files.deleteIfExists(run.resolve("moved.sock.lock"));
    }

    private static String path(Service published) {
        return "%dev.echo.socket.path=" + published.socket();
    }

    @Test
    void testBeanThatIsEdited_answersTheNextConnections_andOpenOnesEnd() throws Exception {
        try (SocketChannel open = Client.connect(service.socket())) {
            Client.roundTrip(open, new byte[] {1});
            project.answer("Buffer.buffer(received.toString().toUpperCase(java.util.Locale.ROOT))");
            assertEquals(0, Client.readToEnd(open).length);
        }
        service.awaitAnswer("FOO");
        project.answer("Buffer.buffer(\"<\").appendBuffer(received).appendString(\">\")");
        service.awaitAnswer("<foo>");
    }

    @Test
    void testTenEditsInARow_leaveOneSocketAndItsLock_andNothingElse() throws Exception {
        Footprint before = awaitFootprint();
        for (int edit = 0; edit < 10; edit++) {
            project.answer("Buffer.buffer(\"" + edit + "\")");
            service.awaitAnswer(String.valueOf(edit));
            await().until(() -> List.of("echo.sock", "echo.sock.lock").equals(Listing.of(run)));
        }
        assertEquals(before, awaitFootprint());
    }

    /** What the service takes, once the thread that restarted it has come to its end. */
    private static Footprint awaitFootprint() {
        return await().until(() -> Footprint.of(dev.pid(), run), Footprint::isThatOfOneService);
    }

    @Test
    void testPathThatIsEdited_movesTheSocket_andIsShown() throws Exception {
        int shown = dev.count("Serving on " + moved.socket());
        project.configure(path(moved));
        moved.awaitAnswer("foo");
        assertFalse(Files.exists(service.socket()));
        dev.awaitShown("Serving on " + moved.socket(), shown + 1);
        project.configure(path(service));
        service.awaitAnswer("foo");
        assertFalse(Files.exists(moved.socket()));
    }

    @Test
    void testHttpRequestsAfterAChange_meetIt() throws Exception {
        String url = "http://localhost:" + dev.httpPort() + "/q/health/ready";
        project.configure(path(moved));
        await().ignoreExceptions()
                .until(() ->
                        RestAssured.get(url).asString().contains(moved.socket().toString()));
        await().until(() -> RestAssured.get(url).statusCode() == 200);
        String facts = "http://localhost:" + dev.httpPort() + "/q/echo";
        assertTrue(RestAssured.get(facts).jsonPath().getBoolean("echoBox"));
        project.configure(path(service));
        service.awaitAnswer("foo");
    }

    @Test
    void testScreen_showsWhatClientsSent_andNoReadinessLines_norWarningsOfTheJvm() throws Exception {
        int shown = dev.count(RECEIVED_FOO);
        assertEquals(
                200,
                RestAssured.get("http://localhost:" + dev.httpPort() + "/q/health/ready")
                        .statusCode());
        service.awaitAnswer("foo");
        dev.awaitShown(RECEIVED_FOO, shown + 1);
        for (String noise : NOISE) {
            assertEquals(0, dev.count(noise), dev::screen);
        }
        assertTrue(dev.hasOption("--enable-native-access=ALL-UNNAMED"));
    }

    @Test
    void testBeanThatDoesNotCompile_isToldOnce_andTheFormerOneGoesOnUntilItIsMended() throws Exception {
        project.answer("receive");
        dev.awaitShown(NOT_COMPILED);
        service.awaitAnswer("foo", SOME_LOOKS);
        assertEquals(1, dev.count(NOT_COMPILED), dev::screen);
        project.answer("Buffer.buffer(\"mended\")");
        service.awaitAnswer("mended");
    }

    @Test
    void testConfigurationThatIsRefused_isOneSentence_andTheServiceIsBackWhenItIsMended() throws Exception {
        project.configure(path(service), REFUSED);
        dev.awaitShown("udsecho: " + REFUSED + " must be three octal digits such as 0660");
        await().during(SOME_LOOKS).until(() -> !Files.exists(service.socket()));
        assertEquals(1, dev.count(REFUSED), dev::screen);
        assertEquals(0, dev.count("Failed to start"), dev::screen);
        project.configure(path(service));
        service.awaitAnswer("foo");
    }

    @Test
    void testR_runsTheTests_andAgain_andAChangedClassThoseThatItConcerns() throws Exception {
        FileTime published = service.published();
        dev.press('r');
        dev.awaitTestRuns(1);
        dev.press('r');
        dev.awaitTestRuns(2);
        project.touch("cli/option/SizeConverter.java");
        dev.awaitTestRuns(3);
        dev.awaitShown("due to changes to SizeConverter.class");
        dev.press('p');
        service.awaitSuccessor(published);
        assertEquals(0, dev.count(" failed ("), dev::screen);
    }

    @Test
    @Order(Order.DEFAULT + 1)
    void testCtrlC_endsItAndWithdrawsTheName_andAStartThatIsRefusedGoesOnWhenItIsMended() throws Exception {
        dev.press(CTRL_C);
        assertEquals(0, dev.awaitExit(), dev::screen);
        assertEquals(List.of("echo.sock.lock"), Listing.of(run));
        project.configure(path(service), REFUSED);
        try (DevMode refused = DevMode.start(project)) {
            refused.awaitShown("udsecho: " + REFUSED);
            assertFalse(Files.exists(directory.resolve("temporary/vertx-cache")));
            project.configure(path(service));
            service.awaitAnswer("foo");
            refused.press('q');
            assertEquals(0, refused.awaitExit(), refused::screen);
        }
        assertEquals(List.of("echo.sock.lock"), Listing.of(run));
    }
}
