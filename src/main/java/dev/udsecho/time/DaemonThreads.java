package dev.udsecho.time;

import java.util.concurrent.ThreadFactory;

/** Creates daemon threads, for which the exit of the JVM does not wait. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** Starts a thread, and returns it. */
    public static Thread start(String name, Runnable work) {
        Thread thread = named(name).newThread(work);
        thread.start();
        return thread;
    }

    /** Returns a factory of threads, which all have the same name. */
    public static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
