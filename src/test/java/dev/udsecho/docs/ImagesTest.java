package dev.udsecho.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests that each image in an example for Kubernetes has a tag: without one, the kubelet always pulls. */
class ImagesTest {
    private static final Pattern IMAGE = Pattern.compile("(?m)^ *(?:- )?image: (\\S+)$");

    @Test
    void testImages_haveTheTagOfTheManifests() throws IOException {
        List<String> images = new ArrayList<>();
        for (Path page : Markdown.pages()) {
            IMAGE.matcher(Files.readString(page)).results().forEach(image -> images.add(image.group(1)));
        }
        assertFalse(images.isEmpty());
        assertEquals(
                List.of(),
                images.stream()
                        .filter(image -> !image.matches("\\S+/udsecho:[0-9].*"))
                        .toList());
    }
}
