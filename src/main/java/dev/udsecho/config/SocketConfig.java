package dev.udsecho.config;

import dev.udsecho.path.FileGroup;
import dev.udsecho.path.FileMode;
import dev.udsecho.path.SocketPath;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/** {@code echo.socket.*}: the file that clients connect to, and who may. */
public interface SocketConfig {
    /** An absolute path, also as {@code unix:///path}; at most {@value SocketPath#MAX_BYTES} bytes in UTF-8. */
    @WithDefault("/tmp/echo.sock")
    @WithConverter(Converters.OfPath.class)
    SocketPath path();

    /** The socket file's permission, three octal digits from 0200 to 0777. */
    @WithDefault("0660")
    @WithConverter(Converters.OfMode.class)
    FileMode mode();

    /** The name or number of the group that the socket file is given to; without it, the one it is created with. */
    @WithConverter(Converters.OfGroup.class)
    Optional<FileGroup> group();

    /** Connects that may wait to be accepted, 1 to 65535; the kernel caps it at net.core.somaxconn. */
    @WithDefault("1024")
    @WithConverter(Converters.OfBacklog.class)
    int backlog();

    /** How long to stand by for a live owner of the path to leave it; 0 is not at all. */
    @WithName("wait")
    @WithDefault("0s")
    @WithConverter(Converters.OfDuration.class)
    Duration standby();
}
