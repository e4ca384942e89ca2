package dev.udsecho.path.contract;

import static dev.udsecho.testing.Conditions.await;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Clients that repeatedly connect and send a request, until the load is stopped. */
final class LoadOnPath implements AutoCloseable {
    private static final int CLIENTS = 2;

    private final Callable<Boolean> request;
    private final AtomicInteger answers = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> clients;
    private volatile boolean over;

    LoadOnPath(Callable<Boolean> request) {
        this.request = request;
        clients = IntStream.range(0, CLIENTS)
                .mapToObj(client -> new Thread(this::ask, "client"))
                .toList();
        clients.forEach(Thread::start);
    }

    private void ask() {
        while (!over) {
            try {
                if (request.call()) {
                    answers.incrementAndGet();
                } else {
                    failures.add("no answer");
                }
            } catch (Exception e) {
                failures.add(e.toString());
            }
        }
    }

    /** Waits for this number of further answers. */
    void awaitAnswers(int number) {
        int before = answers.get();
        await().until(() -> answers.get() >= before + number || !failures.isEmpty());
    }

    /** Stops the load, and returns the failures. */
    List<String> end() throws InterruptedException {
        over = true;
        for (Thread client : clients) {
            client.join();
        }
        return failures;
    }

    @Override
    public void close() {
        over = true;
    }
}
