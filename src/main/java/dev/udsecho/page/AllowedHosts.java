package dev.udsecho.page;

import dev.udsecho.config.HostName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts for which the page is answered: localhost, every IP address, and the listed names. No other site can have one of
 * these, since a browser asks no name server for them, or since they were listed.
 *
 * @param names the listed names
 */
record AllowedHosts(Set<HostName> names) {
    /** What Host has: a name or an address, and perhaps a port (RFC 9110, section 7.2). */
    private static final Pattern HOST = Pattern.compile("(\\[[^]]*]|[^:]*)(:[0-9]*)?");

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    /** Without a zone, which has no meaning for the peer (RFC 6874). */
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:.]+]");

    /** Returns whether a host is one of these: with or without a port, a name in any case and with or without a final dot. */
    boolean contain(String host) {
        Matcher parts = HOST.matcher(host);
        return parts.matches() && isAllowed(parts.group(1));
    }

    private boolean isAllowed(String name) {
        return HostName.LOCALHOST.isNamed(name)
                || IPV4.matcher(name).matches()
                || isIpv6(name)
                || names.stream().anyMatch(listed -> listed.isNamed(name));
    }

    /** Asks no name server. */
    private static boolean isIpv6(String name) {
        try {
            return IPV6.matcher(name).matches() && new URI("//" + name).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
