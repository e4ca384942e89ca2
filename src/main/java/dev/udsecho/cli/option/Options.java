package dev.udsecho.cli.option;

import dev.udsecho.text.Durations;
import java.time.Duration;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Builds the options of commands in code. With annotations a command took twice its processor time: at each
 * start the JVM creates a class for each type of annotation that it reads.
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
    public static OptionSpec flag(String description, String... names) {
        return OptionSpec.builder(names)
                .type(boolean.class)
                .initialValue(false)
                .description(description)
                .build();
    }

    /** Returns an option for a duration, with the text of its default. */
    public static OptionSpec duration(String defaultValue, String description, String... names) {
        return OptionSpec.builder(names)
                .type(Duration.class)
                .converters(new OptionConverter<>(Durations::of))
                .paramLabel("DURATION")
                .defaultValue(defaultValue)
                .description(description)
                .build();
    }

    /** Returns an option for a size in bytes, with the text of its default. */
    public static OptionSpec size(String defaultValue, String description, String... names) {
        return OptionSpec.builder(names)
                .type(int.class)
                .converters(new SizeConverter())
                .paramLabel("SIZE")
                .defaultValue(defaultValue)
                .description(description)
                .build();
    }

    /** Returns an option for a number of a type, with the text of its default. */
    public static OptionSpec number(Class<?> type, String defaultValue, String description, String... names) {
        return OptionSpec.builder(names)
                .type(type)
                .paramLabel("N")
                .defaultValue(defaultValue)
                .description(description)
                .build();
    }
}
