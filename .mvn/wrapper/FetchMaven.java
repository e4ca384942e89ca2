import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Fetches the pinned Maven for mvnw and mvnw.cmd, so that a machine needs a JDK and nothing else. Takes the path of
 * maven-wrapper.properties and the directory to unpack into. Exits with 1, after one sentence, when it cannot.
 */
final class FetchMaven {
    private FetchMaven() {}

    public static void main(String[] args) throws IOException {
        Properties pinned = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            pinned.load(in);
        }
        String version = pinned.getProperty("mavenVersion");
        Distribution distribution = Distribution.choose(pinned.getProperty("archive"), version);
        System.err.println("mvnw: fetching Maven " + version + " from " + distribution.shownUrl());
        try {
            byte[] zip = distribution.download();
            verify(zip, pinned.getProperty("zipSha512"));
            unpack(zip, Path.of(args[1]));
        } catch (IOException | GeneralSecurityException failure) {
            System.err.printf(
                    "mvnw: could not fetch Maven %s from %s: %s; %s, or put Maven 3.9 or later on the PATH%n",
                    version, distribution.shownUrl(), reason(failure), distribution.remedy());
            System.exit(1);
        }
    }

    private static String reason(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static void verify(byte[] zip, String sha512) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-512").digest(zip);
        if (!HexFormat.of().formatHex(digest).equals(sha512)) {
            throw new GeneralSecurityException("it is not the file that was pinned, its SHA-512 differs");
        }
    }

    private static void unpack(byte[] zip, Path directory) throws IOException {
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = directory.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                if (!entry.isDirectory()) {
                    Files.copy(entries, file);
                }
            }
        }
    }
}
