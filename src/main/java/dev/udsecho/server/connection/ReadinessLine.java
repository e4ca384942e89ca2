package dev.udsecho.server.connection;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The line that the readiness check sends through the path, for example {@code udsecho readiness 5a9bef757e332a85}. It
 * has a random number, so that an old answer is never taken for a new one.
 */
public final class ReadinessLine {
    private static final String START = "udsecho readiness ";
    private static final Pattern FORM = Pattern.compile(START + "[0-9a-f]{1,16}\n");

    private ReadinessLine() {}

    /** Returns a new line, as ASCII with its line feed. */
    public static byte[] next() {
        String mark = Long.toHexString(ThreadLocalRandom.current().nextLong());
        return (START + mark + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns whether a read is such a line, of this process or of a standby, and nothing else. */
    static boolean is(Buffer read) {
        return read.length() <= START.length() + Long.BYTES * 2 + 1
                && FORM.matcher(read.toString(StandardCharsets.ISO_8859_1)).matches();
    }
}
