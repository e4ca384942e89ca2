package dev.udsecho.server.netty;

/** Netty's native transport cannot be loaded, and without it Vert.x cannot listen on a Unix socket. */
public final class NativeTransportMissing extends Exception {

    public NativeTransportMissing(Throwable reason) {
        super(
                "cannot serve on a Unix socket: Netty's native transport is not available on "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch") + " (" + words(reason)
                        + "); run on Linux x86_64 or aarch64 with glibc, with the folder native/ of the packaged program",
                reason);
    }

    /** Loaders wrap the reason in layers of "failed to load"; the innermost one says why. */
    private static String words(Throwable reason) {
        if (reason == null) {
            return "no reason given";
        }
        Throwable innermost = reason;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
    }
}
