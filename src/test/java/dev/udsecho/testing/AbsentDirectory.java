package dev.udsecho.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** A directory that is moved aside for a while, and a file has its name. */
public final class AbsentDirectory {
    private AbsentDirectory() {}

    /** What a test does meanwhile. */
    public interface Action {
        void run() throws Exception;
    }

    /** Runs an action while each look at what is in the directory fails (ENOTDIR), root's too. */
    public static void during(Path directory, Action action) throws Exception {
        Path aside = Files.move(directory, directory.resolveSibling(directory.getFileName() + "-aside"));
        Files.createFile(directory);
        try {
            action.run();
        } finally {
            Files.delete(directory);
            Files.move(aside, directory);
        }
    }
}
