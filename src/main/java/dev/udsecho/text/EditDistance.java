package dev.udsecho.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Measures the edit distance of two names (Levenshtein), to recognise typing errors. A mistyped name is within {@value
 * #MAX_EDITS} edits of a known name, and within half of its own length: a short name is as near to every other short
 * name.
 */
public final class EditDistance {
    private static final int MAX_EDITS = 2;

    private EditDistance() {}

    /**
     * Returns the known name nearest to a mistyped one, the first if several are equally near; empty if none is near
     * enough.
     */
    public static Optional<String> nearest(String typed, Collection<String> known) {
        int maxEdits = Math.min(MAX_EDITS, typed.replace("-", "").length() / 2);
        return known.stream()
                .min(Comparator.comparingInt(name -> between(typed, name)))
                .filter(name -> between(typed, name) <= maxEdits);
    }

    /** Returns the number of characters that must be inserted, deleted or replaced to turn one name into the other. */
    public static int between(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] line = new int[other.length() + 1];
            line[0] = row;
            for (int column = 1; column <= other.length(); column++) {
                int replaced = above[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                line[column] = Math.min(replaced, Math.min(above[column], line[column - 1]) + 1);
            }
            above = line;
        }
        return above[other.length()];
    }
}
