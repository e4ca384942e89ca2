package dev.udsecho.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** {@code echo.page.*}: the page that the HTTP port serves to a browser. */
public interface PageConfig {
    @Description("whether there is a page at `/`, and its JSON")
    @WithDefault("true")
    @WithConverter(Converters.OfSwitch.class)
    boolean enabled();

    @Description(
            "whether the page has a box that sends a text through the socket, for every client of the port (on in dev mode)")
    @WithDefault("false")
    @WithConverter(Converters.OfSwitch.class)
    boolean echoBox();

    @Description(
            "names of hosts, separated by commas, by which clients may request the page and its JSON, besides `localhost` and IP addresses")
    Optional<Set<@WithConverter(Converters.OfHostName.class) HostName>> hosts();
}
