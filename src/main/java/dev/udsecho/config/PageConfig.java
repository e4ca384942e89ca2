package dev.udsecho.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** {@code echo.page.*}: what the HTTP port shows to a browser. */
public interface PageConfig {
    /** Whether there is a page, with its box, at {@code /}. */
    @WithDefault("true")
    @WithConverter(Converters.OfSwitch.class)
    boolean enabled();

    /** Whether the page has a box that sends a text through the socket; without it, the page only shows. */
    @WithDefault("true")
    @WithConverter(Converters.OfSwitch.class)
    boolean echoBox();
}
