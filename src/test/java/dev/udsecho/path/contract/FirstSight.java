package dev.udsecho.path.contract;

import dev.udsecho.testing.Conditions;
import dev.udsecho.testing.Listing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Records the permissions of a file when it is first visible. */
record FirstSight(CompletableFuture<String> seen) {
    /** Polls for the file continuously on its own thread. */
    static FirstSight of(Path file) {
        return new FirstSight(CompletableFuture.supplyAsync(() -> {
            long start = System.nanoTime();
            while (!Files.exists(file) && System.nanoTime() - start < Conditions.LIMIT.toNanos()) {
                Thread.onSpinWait();
            }
            return Listing.permissions(file);
        }));
    }

    String permissions() throws Exception {
        return seen.get(Conditions.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
}
