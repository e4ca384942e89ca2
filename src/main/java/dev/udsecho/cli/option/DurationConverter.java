package dev.udsecho.cli.option;

import dev.udsecho.text.Durations;
import java.time.Duration;

/** Converts a duration from the command line. */
public final class DurationConverter extends OptionConverter<Duration> {
    public DurationConverter() {
        super(Durations::of);
    }
}
