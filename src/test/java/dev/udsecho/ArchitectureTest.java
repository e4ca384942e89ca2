package dev.udsecho;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the package structure: what each package may use. */
class ArchitectureTest {
    private static final String ROOT = "dev.udsecho";
    private static final Path SOURCES = Path.of("src/main/java");
    private static final int LARGEST_ROOM = 21;

    private static final JavaClasses MAIN =
            new ClassFileImporter(Arrays.asList(new ImportOption.DoNotIncludeTests())).importPackages(ROOT);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "nothing",
            value = {
                "text         | nothing",
                "echo         | nothing",
                "time         | text",
                "os           | text",
                "logging      | time",
                "diagnosis    | os text",
                "path         | diagnosis os text",
                "path.owner   | path diagnosis os text time",
                "config       | path os text",
                "server.netty | logging os time",
                "server.connection | server.netty echo config logging os text time",
                "server       | server.connection server.netty path.owner path config logging os text time",
                "client       | path diagnosis os text time",
                "expect.netty | client diagnosis text",
                "expect       | expect.netty client path diagnosis text time",
                "probe        | time",
                "probe.netty  | probe",
                "bench.load   | diagnosis os text",
                "bench        | bench.load path diagnosis text time",
                "bench.report | bench bench.load text",
                "bench.tcp    | bench.load process server server.connection server.netty config echo diagnosis os text time",
                "cli.output   | bench os text",
                "cli.option   | cli.output bench.load expect client path os text",
                "cli          | cli.option cli.output bench bench.load bench.report bench.tcp probe probe.netty client path diagnosis os text time",
                "metrics      | server server.connection path.owner",
                "health       | metrics server server.connection client path.owner path config os text time",
                "page         | health server server.connection client path.owner path config os text time",
                "process      | server.netty client path config diagnosis os text time",
            })
    void testRoom_usesOnlyTheRoomsBelowIt(String room, String below) {
        String[] allowed = Stream.concat(Stream.of(room), Stream.of(below == null ? new String[0] : below.split(" ")))
                .map(name -> ROOT + "." + name)
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(ROOT + "." + room)
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage(ROOT + "..").or(resideInAnyPackage(allowed)))
                .check(MAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "time", "os", "diagnosis", "path", "path.owner", "client", "expect"})
    void testRoom_usesNoFramework(String room) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io..", "jakarta..", "org..", "picocli..")
                .check(MAIN);
    }

    @Test
    void testNetty_isUsedInRoomsOfItsNameOnly() {
        noClasses()
                .that(resideInAPackage(ROOT + "..").and(resideOutsideOfPackage(ROOT + "..netty")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(MAIN);
    }

    /** An upgrade of Vert.x or Netty moves these; a single class changes then. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EpollTrigger     | io.netty.channel.epoll.EpollMode",
                "EpollTrigger     | io.netty.channel.epoll.EpollChannelOption",
                "ChannelInternals | io.netty.channel.unix.UnixChannel",
                "ChannelInternals | io.vertx.core.(net.)?impl..*",
            })
    void testInternals_areUsedInOneClass(String owner, String internals) {
        noClasses()
                .that()
                .doNotHaveSimpleName(owner)
                .should()
                .dependOnClassesThat()
                .haveNameMatching(internals)
                .check(MAIN);
    }

    @Test
    void testBuffers_areConvertedInOneClass() {
        noClasses()
                .that()
                .doNotHaveSimpleName("BufferBridge")
                .should()
                .callMethod(Buffer.class, "getByteBuf")
                .orShould()
                .callMethod(Buffer.class, "buffer", ByteBuf.class)
                .check(MAIN);
    }

    /** In JDK 25, BigDecimal raises 5 to the power of 65,536 when it is first used, and a Duration uses it to multiply. */
    @Test
    void testDecimals_areLeftToBench() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".bench..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(BigDecimal.class)
                .orShould()
                .callMethod(Duration.class, "multipliedBy", long.class)
                .orShould()
                .callMethod(Duration.class, "dividedBy", long.class)
                .check(MAIN);
    }

    @Test
    void testSimpleNames_areUnique() {
        Map<String, Long> names =
                topLevel().map(JavaClass::getSimpleName).collect(groupingBy(name -> name, counting()));
        names.values().removeIf(count -> count == 1);
        assertEquals(Map.of(), names);
    }

    @Test
    void testRooms_areSmall() {
        Map<String, Long> rooms = topLevel().collect(groupingBy(JavaClass::getPackageName, counting()));
        rooms.values().removeIf(files -> files <= LARGEST_ROOM);
        assertEquals(Map.of(), rooms);
    }

    @Test
    void testRooms_describeTheirContent() {
        assertEquals(
                List.of(),
                topLevel()
                        .map(JavaClass::getPackageName)
                        .distinct()
                        .filter(room -> Files.notExists(
                                SOURCES.resolve(room.replace('.', '/')).resolve("package-info.java")))
                        .toList());
    }

    private static Stream<JavaClass> topLevel() {
        return MAIN.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"));
    }
}
