package dev.udsecho.server.netty;

import io.netty.channel.epoll.Epoll;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads Netty's native library from the folder {@value #FOLDER} of the packaged program. Netty itself copies the
 * library out of its jar into the temporary directory at each start. That directory must be writable and executable
 * then, and a killed start leaves the copy there.
 *
 * <p>Netty uses a library that the application has loaded: the initializer of {@code io.netty.channel.epoll.Native}
 * tries it before it makes the copy. The library itself initializes that class, so it can only be loaded during that
 * initialization. The initializer's first step is to request a logger.
 */
public final class NativeLibrary extends InternalLoggerFactory {
    private static final String FOLDER = "native";
    private static final String NATIVE_CLASS = "io.netty.channel.epoll.Native";
    private static final String PREFIX = "libnetty_transport_native_epoll_";

    private final Path file;
    private final InternalLoggerFactory originalFactory;

    private NativeLibrary(Path file, InternalLoggerFactory originalFactory) {
        this.file = file;
        this.originalFactory = originalFactory;
    }

    /**
     * Loads the library, if the folder has it. Otherwise, or if the library does not fit this system, Netty makes its
     * copy, or reports why it cannot. Must be called before anything else uses Netty's native transport.
     */
    public static void load() {
        Path file = file();
        if (Files.isReadable(file)) {
            InternalLoggerFactory originalFactory = getDefaultFactory();
            setDefaultFactory(new NativeLibrary(file, originalFactory));
            Epoll.isAvailable();
            setDefaultFactory(originalFactory);
        }
    }

    /** Returns the path of the library, relative to this class' jar in {@code app/}. */
    private static Path file() {
        String processor =
                System.getProperty("os.arch").replace("amd64", "x86_64").replace("aarch64", "aarch_64");
        try {
            Path jar = Path.of(NativeLibrary.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.resolve("../..")
                    .resolve(FOLDER)
                    .resolve(PREFIX + processor + ".so")
                    .normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected InternalLogger newInstance(String name) {
        setDefaultFactory(originalFactory);
        if (name.equals(NATIVE_CLASS)) {
            loadFile();
        }
        InternalLogger logger = getInstance(name);
        setDefaultFactory(this);
        return logger;
    }

    private void loadFile() {
        try {
            System.load(file.toString());
        } catch (UnsatisfiedLinkError reportedByNetty) {
            return;
        }
    }
}
