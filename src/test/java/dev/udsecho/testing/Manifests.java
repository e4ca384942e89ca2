package dev.udsecho.testing;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** The manifests that the build wrote. */
public final class Manifests {
    /** The directory of the manifests. */
    public static final Path DIRECTORY = Path.of("kubernetes");

    private static final YAMLMapper YAML = new YAMLMapper();

    /** Reads Kubernetes' models, and rejects unknown properties. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    private Manifests() {}

    /** Returns the objects of a file, in its order. */
    public static List<JsonNode> in(String file) throws IOException {
        return of(Files.readString(DIRECTORY.resolve(file)));
    }

    /** Returns the objects of a text. */
    public static List<JsonNode> of(String text) throws IOException {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(text)) {
            return documents.readAll();
        }
    }

    /** Returns the object of a file with this kind and name. */
    public static JsonNode find(String file, String kind, String name) throws IOException {
        return in(file).stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .filter(object -> object.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in " + file));
    }

    /** Returns the texts of a list. */
    public static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** Fails if the object has a property that its kind does not have, or a value of another type. */
    public static <T> T strictly(JsonNode object, Class<T> model) throws IOException {
        return STRICT.treeToValue(object, model);
    }

    /** Returns a pod with the template of a StatefulSet, a DaemonSet or a Job. */
    public static ObjectNode podOf(JsonNode owner, String name) {
        ObjectNode pod = YAML.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
        pod.putObject("metadata").put("name", name);
        pod.set("spec", owner.at("/spec/template/spec").deepCopy());
        return pod;
    }

    /** Returns the text of the manifest. */
    public static String text(JsonNode object) throws IOException {
        return YAML.writeValueAsString(object);
    }
}
