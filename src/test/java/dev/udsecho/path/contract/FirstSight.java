package dev.udsecho.path.contract;

import dev.udsecho.testing.Conditions;
import dev.udsecho.testing.Listing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The permissions that a file has when it is first seen. */
record FirstSight(CompletableFuture<String> seen) {
    /** Looks for the file from now on, on a thread of its own, as often as that can. */
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
