import java.io.IOException;
import java.net.PasswordAuthentication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathNodes;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.helpers.DefaultHandler;

/** The user's settings.xml. */
final class MavenSettings {
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env\\.([^}]+)}");

    private final Document document;
    private final Path file;

    private MavenSettings(Document document, Path file) {
        this.document = document;
        this.file = file;
    }

    /** Returns the mirror that Maven takes for Maven Central; empty, after a line that tells why, if it cannot be used. */
    static Optional<Distribution> mirrorOfCentral(Path file) {
        try {
            return Files.exists(file) ? new MavenSettings(parse(file), file).mirrorOfCentral() : Optional.empty();
        } catch (Exception strange) {
            System.err.println("mvnw: passing over " + file + ", which cannot be used: " + strange.getMessage());
            return Optional.empty();
        }
    }

    private static Document parse(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(new DefaultHandler()); // the parser's own one prints
        return builder.parse(file.toFile());
    }

    /** Follows Maven's DefaultMirrorSelector: a mirror of just "central" first, then the first whose pattern covers it. */
    private Optional<Distribution> mirrorOfCentral() throws Exception {
        Optional<Node> covering = Optional.empty();
        for (Node mirror : nodes("/settings/mirrors/mirror[not(normalize-space(blocked)='true')]")) {
            String mirrorOf = text(mirror, "mirrorOf");
            if (mirrorOf.equals("central")) {
                return Optional.of(repository(mirror));
            }
            if (covering.isEmpty() && coversCentral(mirrorOf)) {
                covering = Optional.of(mirror);
            }
        }
        return covering.isPresent() ? Optional.of(repository(covering.get())) : Optional.empty();
    }

    /** A name, with or without "!", decides; a wildcard does where no name is. */
    private static boolean coversCentral(String mirrorOf) {
        List<String> words = Stream.of(mirrorOf.split(",")).map(String::strip).toList();
        return words.stream()
                .filter(word -> word.equals("central") || word.equals("!central"))
                .findFirst()
                .map("central"::equals)
                .orElse(words.contains("*") || words.contains("external:*"));
    }

    private Distribution repository(Node mirror) throws Exception {
        String id = text(mirror, "id");
        String url = text(mirror, "url");
        if (!url.matches("(https?|file):/[^\\s{}]+")) {
            throw new IOException("its mirror \"" + id + "\" has no usable URL");
        }
        return new Distribution(
                url,
                login(id),
                "correct the mirror \"" + id + "\" in " + file + ", set MVNW_REPOURL to a Maven repository");
    }

    private Optional<PasswordAuthentication> login(String id) throws XPathExpressionException {
        for (Node server : nodes("/settings/servers/server[normalize-space(username)!='']")) {
            if (text(server, "id").equals(id)) {
                return Optional.of(Distribution.login(text(server, "username"), text(server, "password")));
            }
        }
        return Optional.empty();
    }

    private XPathNodes nodes(String path) throws XPathExpressionException {
        return XPATH.evaluateExpression(path, document, XPathNodes.class);
    }

    /** Returns a child's text, with the environment's variables in place of ${env.NAME}. */
    private static String text(Node parent, String child) throws XPathExpressionException {
        return VARIABLE.matcher(XPATH.evaluate("normalize-space(" + child + ")", parent))
                .replaceAll(MavenSettings::value);
    }

    private static String value(MatchResult variable) {
        String value = System.getenv(variable.group(1));
        return Matcher.quoteReplacement(value == null ? variable.group() : value);
    }
}
