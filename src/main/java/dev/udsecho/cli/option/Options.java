package dev.udsecho.cli.option;

import java.time.Duration;
import java.util.function.Consumer;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Builds the options of short-lived commands in code. With annotations a command took twice its processor time: at each
 * start the JVM creates a class for each type of annotation that it reads. Each option passes its value to a target.
 */
public final class Options {
    private Options() {}

    /** Returns the option that prints the help. */
    public static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build();
    }

    /** Returns the option that prints the version. */
    public static OptionSpec version() {
        return OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print version information and exit.")
                .build();
    }

    /** Returns an option without a value, which is false unless it is given. */
    public static OptionSpec flag(Consumer<Boolean> target, String description, String... names) {
        return option(boolean.class, target, names)
                .initialValue(false)
                .description(description)
                .build();
    }

    /** Returns an option for a duration, with the text of its default. */
    public static OptionSpec duration(
            Consumer<Duration> target, String defaultValue, String description, String... names) {
        return option(Duration.class, target, names)
                .converters(new DurationConverter())
                .paramLabel("DURATION")
                .defaultValue(defaultValue)
                .description(description)
                .build();
    }

    /** Returns an option for a size in bytes, with the text of its default. */
    public static OptionSpec size(Consumer<Integer> target, String defaultValue, String description, String... names) {
        return option(int.class, target, names)
                .converters(new SizeConverter())
                .paramLabel("SIZE")
                .initialValue(0)
                .defaultValue(defaultValue)
                .description(description)
                .build();
    }

    /** Returns an option for a number, with the text of its default. */
    public static OptionSpec number(Consumer<Long> target, String defaultValue, String description, String... names) {
        return option(long.class, target, names)
                .paramLabel("N")
                .initialValue(0L)
                .defaultValue(defaultValue)
                .description(description)
                .build();
    }

    private static <V> OptionSpec.Builder option(Class<V> type, Consumer<V> target, String... names) {
        Binding<V> binding = new Binding<>(target);
        return OptionSpec.builder(names).type(type).getter(binding).setter(binding);
    }

    /** A value that picocli reads and writes. */
    private static final class Binding<V> implements IGetter, ISetter {
        private final Consumer<V> target;
        private Object current;

        Binding(Consumer<V> target) {
            this.target = target;
        }

        @Override
        @SuppressWarnings("unchecked") // the option's type is V
        public <T> T get() {
            return (T) current;
        }

        @Override
        @SuppressWarnings("unchecked") // as above
        public <T> T set(T value) {
            T before = (T) current;
            current = value;
            target.accept((V) value);
            return before;
        }
    }
}
