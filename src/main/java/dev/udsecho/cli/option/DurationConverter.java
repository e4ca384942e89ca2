package dev.udsecho.cli.option;

import dev.udsecho.text.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts a duration from the command line. */
public final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            return Durations.of(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("\"" + text + "\" " + e.getMessage());
        }
    }
}
