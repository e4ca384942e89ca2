package dev.udsecho.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ProcessesTest {
    @Test
    void testEnd_killsTheChildrenToo() throws Exception {
        Process parent = Processes.start(new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; wait"));
        long child = Long.parseLong(parent.inputReader().readLine());
        Processes.end(parent);
        assertFalse(parent.isAlive());
        assertFalse(ProcessHandle.of(child).filter(Processes::isRunning).isPresent());
    }

    @Test
    void testSignal_needsNoProgramKill() throws Exception {
        Process waiting = Processes.start(
                new ProcessBuilder("sh", "-c", "trap 'exit 7' INT; echo; while :; do sleep 0.01; done"));
        assertEquals("", waiting.inputReader().readLine());
        Processes.signal("INT", waiting.pid());
        assertEquals(7, waiting.waitFor());
    }

    @Test
    void testStart_isTheOnlyMethodThatStartsAProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Processes.class.getName())
                .should()
                .callMethod(ProcessBuilder.class, "start")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.OnlyIncludeTests())
                        .importPackages("dev.udsecho"));
    }
}
