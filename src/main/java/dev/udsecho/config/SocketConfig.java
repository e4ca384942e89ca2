package dev.udsecho.config;

import dev.udsecho.path.FileGroup;
import dev.udsecho.path.FileMode;
import dev.udsecho.path.SocketPath;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/** {@code echo.socket.*}: the file that clients connect to, and its permissions. */
public interface SocketConfig {
    @Description(
            "the socket: an absolute path, a relative one, or `~/PATH`, also as `unix:PATH` or `unix:///PATH`; at most 106 bytes in UTF-8 once it is absolute; no white space before or after it")
    @WithDefault("/tmp/echo.sock")
    @WithConverter(Converters.OfPath.class)
    SocketPath path();

    @Description("permission of the socket file, three octal digits from 0200 to 0777")
    @WithDefault("0660")
    @WithConverter(Converters.OfMode.class)
    FileMode mode();

    @Description(
            "name or number of the group that the socket file is given to; without it, the one that it is created with")
    @WithConverter(Converters.OfGroup.class)
    Optional<FileGroup> group();

    @Description("connects that may wait to be accepted, 1 to 65535; the kernel caps it at `net.core.somaxconn`")
    @WithDefault("1024")
    @WithConverter(Converters.OfBacklog.class)
    int backlog();

    @Description("how long to stand by for a live owner of the path to leave; `0s` refuses at once (73)")
    @WithName("wait")
    @WithDefault("0s")
    @WithConverter(Converters.OfDuration.class)
    Duration standby();
}
