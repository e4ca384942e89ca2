package dev.udsecho.testing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Prints the reasons for skipped tests, one line for each with the number of tests, from the reports of Surefire and
 * Failsafe: {@code PassedOver DIRECTORY...}. The build runs it after all tests.
 */
public final class PassedOver {
    /** The reason: an attribute, or the message of the exception in the text. */
    private static final Pattern SKIPPED =
            Pattern.compile("<skipped(?: message=\"([^\"]*)\")?[^>]*>(?:<!\\[CDATA\\[[\\w.$]+: ([^\\n\\]]*))?");

    private PassedOver() {}

    /** Reads the reports in these directories. */
    public static void main(String... directories) throws IOException {
        Map<String, Integer> reasons = new TreeMap<>();
        for (String directory : directories) {
            count(Path.of(directory), reasons);
        }
        if (reasons.isEmpty()) {
            System.out.println("No test was passed over.");
        }
        reasons.forEach((reason, tests) -> System.out.println(line(reason, tests)));
    }

    /** Adds the reasons in the reports of a directory, if there is one. */
    static void count(Path directory, Map<String, Integer> reasons) throws IOException {
        try (DirectoryStream<Path> reports = Files.newDirectoryStream(directory, "TEST-*.xml")) {
            for (Path report : reports) {
                Matcher skipped = SKIPPED.matcher(Files.readString(report));
                while (skipped.find()) {
                    reasons.merge(reason(skipped), 1, Integer::sum);
                }
            }
        } catch (NoSuchFileException noTestRan) {
            return;
        }
    }

    private static String reason(Matcher skipped) {
        return Stream.of(1, 2)
                .map(skipped::group)
                .filter(Objects::nonNull)
                .findFirst()
                .map(reason -> reason.replaceFirst("^Assumption failed: ", ""))
                .orElse("gives no reason");
    }

    /** Returns a line such as "57 tests need root". */
    static String line(String reason, int tests) {
        String words = tests == 1 ? reason : reason.replaceFirst("^needs ", "need ");
        return "Passed over: " + tests + (tests == 1 ? " test " : " tests ") + words;
    }
}
