package dev.udsecho.server.netty;

/** Thrown if Netty's native transport cannot be loaded. Without it Vert.x cannot listen on a Unix socket. */
public final class NativeTransportException extends Exception {

    public NativeTransportException(Throwable reason) {
        super(
                "cannot serve on a Unix socket: Netty's native transport is not available on "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch") + " (" + describe(reason)
                        + "); run on Linux x86_64 or aarch64 with glibc, with the folder native/ of the packaged program",
                reason);
    }

    /** Returns the message of the innermost cause: loaders wrap it in layers of "failed to load". */
    private static String describe(Throwable reason) {
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
