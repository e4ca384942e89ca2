package dev.udsecho.os;

import dev.udsecho.text.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Recovers the command line's arguments in any locale. The JVM decodes them in the locale's encoding and replaces every
 * byte that does not fit; the original bytes are in {@code /proc/self/cmdline} (<a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_cmdline.5.html">proc_pid_cmdline(5)</a>).
 */
public final class Arguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final Charset LOCALE = Charset.forName(System.getProperty("sun.jnu.encoding"));

    private Arguments() {}

    /**
     * Returns the arguments as the user wrote them: in the locale's encoding, or in UTF-8 where the JVM has replaced
     * bytes. Reads the command line's bytes only if a byte may have been replaced.
     *
     * @param decoded the arguments as the JVM has decoded them
     * @throws IllegalArgumentException if an argument has neither encoding; the message names it and what to do
     */
    public static String[] of(String... decoded) {
        if (Arrays.stream(decoded).allMatch(Arguments::isUnchanged)) {
            return decoded;
        }
        String[] written = commandLine();
        String[] exact = decoded.clone();
        for (int i = 0; i < exact.length && written.length >= exact.length; i++) {
            byte[] bytes = written[written.length - exact.length + i].getBytes(StandardCharsets.ISO_8859_1);
            exact[i] = Arrays.equals(bytes, exact[i].getBytes(LOCALE)) ? exact[i] : utf8(i + 1, bytes);
        }
        return exact;
    }

    /** Returns the bytes of an argument as the user wrote it. */
    public static byte[] bytes(String argument) {
        return argument.getBytes(LOCALE.newEncoder().canEncode(argument) ? LOCALE : StandardCharsets.UTF_8);
    }

    /** Returns whether the JVM cannot have replaced a byte. Its replacement is a question mark or U+FFFD. */
    private static boolean isUnchanged(String argument) {
        return argument.chars().allMatch(character -> character < 0x80 && character != '?');
    }

    /**
     * Returns all words of this process' command line, one character for each byte; empty where the system does not
     * provide them.
     */
    private static String[] commandLine() {
        try {
            String words = Files.readString(COMMAND_LINE, StandardCharsets.ISO_8859_1);
            return words.substring(0, Math.max(0, words.length() - 1)).split("\0", -1);
        } catch (IOException notLinux) {
            return new String[0];
        }
    }

    private static String utf8(int number, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("argument " + number + " is not UTF-8: " + Printable.bytes(bytes)
                    + "; standard input takes any bytes: udsecho send - < FILE");
        }
    }
}
