import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A URL of Maven's zip file.
 *
 * @param url may carry a user and password, as in https://user:password@host/
 * @param login what the host gets when it asks for authentication
 * @param remedy what a person can do when it fails, besides getting Maven elsewhere
 */
record Distribution(String url, Optional<PasswordAuthentication> login, String remedy) {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int MAX_BYTES = 64 << 20;

    /** Returns the one in MVNW_REPOURL, else in the user's mirror of Maven Central, else in the Apache archive. */
    static Distribution choose(String archive, String version) {
        String name = "apache-maven-" + version + "-bin.zip";
        String path = "/org/apache/maven/apache-maven/" + version + "/" + name;
        return fromEnvironment(System.getenv())
                .or(() -> MavenSettings.mirrorOfCentral(Path.of(System.getProperty("user.home"), ".m2/settings.xml")))
                .map(repository -> repository.resolve(path))
                .orElseGet(() -> new Distribution(
                                archive, Optional.empty(), "go online, set MVNW_REPOURL to a Maven repository")
                        .resolve("/" + version + "/binaries/" + name));
    }

    private static Optional<Distribution> fromEnvironment(Map<String, String> environment) {
        Optional<PasswordAuthentication> login = Optional.ofNullable(environment.get("MVNW_USERNAME"))
                .map(user -> login(user, environment.getOrDefault("MVNW_PASSWORD", "")));
        return Optional.of(environment.getOrDefault("MVNW_REPOURL", ""))
                .filter(url -> !url.isEmpty())
                .map(url -> new Distribution(
                        url, login, "correct or unset MVNW_REPOURL (with MVNW_USERNAME and MVNW_PASSWORD)"));
    }

    static PasswordAuthentication login(String user, String password) {
        return new PasswordAuthentication(user, password.toCharArray());
    }

    private Distribution resolve(String path) {
        return new Distribution(url.replaceFirst("/+$", "") + path, login, remedy);
    }

    /** Returns the URL without all that may belong to a user and password, even one with a slash in it. */
    String shownUrl() {
        return url.replaceFirst("^(\\w+://).*@", "$1");
    }

    /** Downloads it whole, within 30 seconds of silence. */
    byte[] download() throws IOException {
        try (InputStream in = open().getInputStream()) {
            return in.readNBytes(MAX_BYTES);
        } catch (UnknownHostException unknown) {
            throw new IOException("unknown host " + unknown.getMessage(), unknown);
        } catch (IllegalArgumentException | MalformedURLException malformed) {
            throw new IOException("it is not a URL that Java can read", malformed); // its message may have a password
        }
    }

    private URLConnection open() throws IOException {
        URI uri = URI.create(url);
        Optional<PasswordAuthentication> inUrl = Optional.ofNullable(uri.getUserInfo())
                .map(info -> (info + ":").split(":", -1))
                .map(words -> login(words[0], words[1]));
        inUrl.or(() -> login).ifPresent(used -> Authenticator.setDefault(new OneLogin(uri.getHost(), used)));
        URLConnection connection =
                URI.create(url.replaceFirst("^(\\w+://)[^/?#]*@", "$1")).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        if (connection instanceof HttpURLConnection http && http.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("HTTP status " + http.getResponseCode());
        }
        return connection;
    }

    /** A login for one host, which a redirect to another does not get; once, since a refused one stays refused. */
    private static final class OneLogin extends Authenticator {
        private final String host;
        private Optional<PasswordAuthentication> login;

        OneLogin(String host, PasswordAuthentication login) {
            this.host = host;
            this.login = Optional.of(login);
        }

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            Optional<PasswordAuthentication> given =
                    login.filter(any -> getRequestingHost().equals(host));
            login = given.isPresent() ? Optional.empty() : login;
            return given.orElse(null);
        }
    }
}
