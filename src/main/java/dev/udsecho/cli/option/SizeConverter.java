package dev.udsecho.cli.option;

import dev.udsecho.text.Sizes;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts a size in bytes from the command line. */
public final class SizeConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        try {
            return Sizes.of(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("\"" + text + "\" " + e.getMessage());
        }
    }
}
