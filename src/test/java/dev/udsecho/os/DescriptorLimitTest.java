package dev.udsecho.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorLimitTest {
    private static final int MANY = 200;

    @TempDir
    Path directory;

    @Test
    void testMaxConnections_manyDescriptors_keeps384Free() {
        assertEquals(1024 - 24 - 384, new DescriptorLimit(1024, 24).maxConnections());
        assertEquals(384, new DescriptorLimit(768, 0).maxConnections());
        assertEquals(385, new DescriptorLimit(769, 0).maxConnections());
    }

    @Test
    void testMaxConnections_fewDescriptors_keepsHalfFree() {
        assertEquals(50, new DescriptorLimit(124, 24).maxConnections());
        assertEquals(384, new DescriptorLimit(767, 0).maxConnections());
        assertEquals(8, new DescriptorLimit(40, 24).maxConnections());
    }

    @Test
    void testMaxConnections_veryFewDescriptors_keepsEightFree() {
        assertEquals(7, new DescriptorLimit(39, 24).maxConnections());
        assertEquals(2, new DescriptorLimit(34, 24).maxConnections());
    }

    @Test
    void testMaxConnections_isAtLeastOne() {
        assertEquals(1, new DescriptorLimit(24, 24).maxConnections());
        assertEquals(1, new DescriptorLimit(20, 24).maxConnections());
    }

    @Test
    void testNow_readsTheSoftLimit() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(limit -> limit.startsWith("Max open files"))
                .findFirst()
                .orElseThrow();
        String soft = line.split(" {2,}")[1];
        assertEquals(
                soft.matches("[0-9]{1,9}") ? Integer.parseInt(soft) : Integer.MAX_VALUE,
                DescriptorLimit.now().limit());
    }

    @Test
    void testNow_countsOpenDescriptors() throws IOException {
        int before = DescriptorLimit.now().open();
        List<FileChannel> open = new ArrayList<>();
        try {
            Path file = Files.createFile(directory.resolve("file"));
            for (int i = 0; i < MANY; i++) {
                open.add(FileChannel.open(file));
            }
            int more = DescriptorLimit.now().open() - before;
            assertTrue(more > MANY / 2 && more < 2 * MANY, more + " more");
        } finally {
            for (FileChannel channel : open) {
                channel.close();
            }
        }
    }
}
