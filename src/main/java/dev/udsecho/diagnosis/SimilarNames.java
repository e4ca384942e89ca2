package dev.udsecho.diagnosis;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.FileKind;
import dev.udsecho.os.IoMessages;
import dev.udsecho.text.EditDistance;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The sockets of a directory, among its first {@value #MAX_NAMES} names.
 *
 * @param sockets the names of the sockets
 * @param seen what was searched, in words
 */
record SimilarNames(List<String> sockets, String seen) {
    private static final int MAX_NAMES = 1000;

    /** A name counts as mistyped if at most one of this number of characters differs. */
    private static final int CHARACTERS_PER_TYPO = 3;

    static SimilarNames of(Path directory) {
        List<String> sockets = new ArrayList<>();
        int names = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (names == MAX_NAMES) {
                    return new SimilarNames(sockets, "none among the first " + MAX_NAMES + " names");
                }
                names++;
                if (isSocket(entry)) {
                    sockets.add(entry.getFileName().toString());
                }
            }
            return new SimilarNames(
                    sockets,
                    names == 0 ? "none: the directory is empty" : "none, among names of other files: " + names);
        } catch (IOException e) {
            return new SimilarNames(sockets, "it could not be listed: " + IoMessages.of(e));
        } catch (DirectoryIteratorException e) {
            return new SimilarNames(sockets, "it could not be listed: " + IoMessages.of(e.getCause()));
        }
    }

    private static boolean isSocket(Path name) throws IOException {
        return DirectoryEntry.at(name).map(DirectoryEntry::kind).equals(Optional.of(FileKind.SOCKET));
    }

    /** Returns the names, the most similar first. */
    List<String> bySimilarityTo(String wanted) {
        return sockets.stream()
                .sorted(Comparator.comparingInt(name -> EditDistance.between(name, wanted)))
                .toList();
    }

    /** Returns whether the wanted name may be a typing error for the other name. */
    static boolean isTypoOf(String wanted, String name) {
        return EditDistance.between(name, wanted) <= Math.max(1, wanted.length() / CHARACTERS_PER_TYPO);
    }
}
