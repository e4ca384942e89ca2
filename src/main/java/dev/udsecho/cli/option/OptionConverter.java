package dev.udsecho.cli.option;

import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts the text of an option. A refusal quotes the text, and states what is allowed. */
class OptionConverter<T> implements ITypeConverter<T> {
    private final Function<String, T> parser;

    /** Creates a converter by a function that refuses a text with an IllegalArgumentException. */
    OptionConverter(Function<String, T> parser) {
        this.parser = parser;
    }

    @Override
    public final T convert(String text) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("\"" + text + "\" " + e.getMessage());
        }
    }
}
