package dev.udsecho.cli.output;

import dev.udsecho.os.IoMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that a report is written to at the end of a run. It is written beside its name and then renamed, so that what was
 * there stays until the new one is whole.
 */
public final class ReportFile {
    private final Path file;
    private final Path beside;

    private ReportFile(Path file) {
        this.file = file;
        this.beside = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid());
    }

    /**
     * One that can be made, as far as that can be told before.
     *
     * @throws ReportFileException if it can't
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
            Files.write(report.beside, new byte[0], StandardOpenOption.CREATE_NEW);
            Files.delete(report.beside);
            return report;
        } catch (ReportFileException e) {
            throw e;
        } catch (IOException e) {
            throw new ReportFileException(name, IoMessages.of(e));
        }
    }

    /** Writes it. */
    public void write(String text) throws ReportFileException {
        try {
            Files.writeString(beside, text);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            beside.toFile().delete();
            throw new ReportFileException(file, IoMessages.of(e));
        }
    }
}
