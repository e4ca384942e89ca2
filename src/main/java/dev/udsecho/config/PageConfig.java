package dev.udsecho.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** {@code echo.page.*}: what the HTTP port shows to a browser. */
public interface PageConfig {
    /** Whether there is a page at {@code /}. Without it there is no box either. */
    @WithDefault("true")
    @WithConverter(Converters.OfSwitch.class)
    boolean enabled();

    /**
     * Whether the page has a box that sends a text through the socket. The service itself connects there, so that the box also
     * serves users who may not connect themselves. On in dev mode, by application.properties.
     */
    @WithDefault("false")
    @WithConverter(Converters.OfSwitch.class)
    boolean echoBox();

    /**
     * Names of hosts, separated by commas, that the Host header of a request for the page or its JSON may have besides
     * {@code localhost} and IP addresses; compared without case and port.
     */
    Optional<Set<@WithConverter(Converters.OfHostName.class) HostName>> hosts();
}
