package dev.udsecho.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.os.DirectoryEntry.Inode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the format of proc_locks(5). */
class LockHolderTest {
    private static final Inode LOCK_FILE = new Inode(77, 1234);
    private static final String UNNAMED = "another process";

    @TempDir
    Path directory;

    private String holder(String text) throws IOException {
        return LockHolder.in(Files.writeString(directory.resolve("locks"), text), LOCK_FILE);
    }

    @ParameterizedTest
    @CsvSource({
        "1: POSIX  ADVISORY  WRITE 4242 00:4d:1234 0 0, process 4242",
        "1: POSIX  ADVISORY  WRITE 4242 00:4d:1234 0, process 4242",
        "1: POSIX  ADVISORY  WRITE 1 fe:01:1234 0 0, process 1",
        "1: POSIX  ADVISORY  WRITE 0 00:4d:1234 0 0, another process",
        "1: POSIX  ADVISORY  WRITE -1 00:4d:1234 0 0, another process",
        "1: POSIX  ADVISORY  WRITE x 00:4d:1234 0 0, another process",
        "1: POSIX  ADVISORY  WRITE 4242 00:4d:1234 1 1, another process",
        "1: POSIX  ADVISORY  WRITE 4242 00:4d:51234 0 0, another process",
        "1: FLOCK  ADVISORY  WRITE 4242 00:4d:1234 0 EOF, another process",
        "1: POSIX  ADVISORY  WRITE 4242 00:4d:1234, another process"
    })
    void testIn_line(String line, String expected) throws IOException {
        assertEquals(expected, holder(line + "\n"));
    }

    @Test
    void testIn_manyLines_theOneThatHoldsTheFirstByte() throws IOException {
        assertEquals(
                "process 12",
                holder("1: FLOCK  ADVISORY  WRITE 10 00:4d:1234 0 EOF\n"
                        + "2: POSIX  ADVISORY  WRITE 11 00:4d:1234 1 1\n"
                        + "3: POSIX  ADVISORY  WRITE 12 00:4d:1234 0 0\n"));
    }

    @Test
    void testIn_noSuchText() {
        assertEquals(UNNAMED, LockHolder.in(directory.resolve("nothing"), LOCK_FILE));
    }
}
