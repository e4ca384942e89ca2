package dev.udsecho.cli.output;

import dev.udsecho.os.IoMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that receives the report when a run ends. The report is written to a temporary file beside it and then
 * renamed, so that a previous report stays until the new one is complete.
 */
public final class ReportFile {
    private final Path file;
    private final Path temporary;

    private ReportFile(Path file) {
        this.file = file;
        this.temporary = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid());
    }

    /**
     * Returns a file after checking that it can be created, as far as that can be checked in advance.
     *
     * @throws ReportFileException if the file cannot be created
     */
    public static ReportFile at(Path name) throws ReportFileException {
        try {
            Path file = Files.exists(name) ? name.toRealPath() : name.toAbsolutePath();
            if (!Files.isDirectory(file.resolveSibling(""))) {
                throw new ReportFileException(name, "there is no directory " + file.getParent());
            }
            if (!Files.exists(file) && Files.isSymbolicLink(file)) {
                throw new ReportFileException(name, "the link there leads nowhere");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new ReportFileException(name, "something else than a regular file is there");
            }
            if (Files.exists(file) && !Files.isWritable(file)) {
                throw new ReportFileException(name, "the file there is not writable");
            }
            ReportFile report = new ReportFile(file);
            Files.createFile(report.temporary);
            Files.delete(report.temporary);
            return report;
        } catch (ReportFileException e) {
            throw e;
        } catch (IOException e) {
            throw new ReportFileException(name, IoMessages.of(e));
        }
    }

    /**
     * Writes the report and replaces any previous file.
     *
     * @throws ReportFileException if the file cannot be written
     */
    public void write(String text) throws ReportFileException {
        try {
            Files.writeString(temporary, text);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            temporary.toFile().delete();
            throw new ReportFileException(file, IoMessages.of(e));
        }
    }
}
