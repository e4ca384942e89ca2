package dev.udsecho;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages point one way. */
@AnalyzeClasses(packages = "dev.udsecho", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("dev.udsecho.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule innerPackages_knowNothingOfTheOuterOnes = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.udsecho.echo..", "dev.udsecho.socket..", "dev.udsecho.diagnosis..", "dev.udsecho.client..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.udsecho",
                    "dev.udsecho.config..",
                    "dev.udsecho.server..",
                    "dev.udsecho.metrics..",
                    "dev.udsecho.health..",
                    "dev.udsecho.page..");

    @ArchTest
    static final ArchRule server_doesNotKnowWhoLooksAtIt = noClasses()
            .that()
            .resideInAPackage("dev.udsecho.server..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.udsecho", "dev.udsecho.metrics..", "dev.udsecho.health..", "dev.udsecho.page..");

    @ArchTest
    static final ArchRule netty_isKnownToTheClassesOfTheChannelOnly = noClasses()
            .that()
            .haveNameNotMatching(
                    "dev\\.udsecho\\.server\\.(NativeSocket|Traffic|Backpressure|Intake|ReadBuffers|WriteQueue|QueuedWrite"
                            + "|HttpChannels|HttpGate)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule innerPackages_needNoFramework = noClasses()
            .that()
            .resideInAnyPackage("dev.udsecho.socket..", "dev.udsecho.diagnosis..", "dev.udsecho.client..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.vertx..", "io.smallrye..", "jakarta..");
}
