package dev.udsecho.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The properties of the machine, as far as the system reports them. */
final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final long KIB_PER_GIB = 1024L * 1024;

    private Machine() {}

    /** Returns the properties by name. */
    static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        field(PROCESSORS, "model name").ifPresent(model -> facts.put("processor", model));
        facts.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        field(MEMORY, "MemTotal")
                .map(size -> Math.round((double) Long.parseLong(size.split(" ")[0]) / KIB_PER_GIB) + " GiB")
                .ifPresent(size -> facts.put("memory", size));
        facts.put("system", property("os.name") + " " + property("os.version") + ", " + property("os.arch"));
        facts.put("Java of the load", property("java.vm.name") + " " + property("java.runtime.version"));
        return facts;
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    private static Optional<String> field(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException notAvailable) {
            return Optional.empty();
        }
    }
}
