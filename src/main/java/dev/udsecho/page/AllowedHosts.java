package dev.udsecho.page;

import dev.udsecho.config.HostName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts for which the page is served: localhost, every IP address, and the listed names. No other site can use one
 * of these as its name: a browser asks no name server for localhost and addresses, and the operator has listed the
 * names.
 *
 * @param names the listed names
 */
record AllowedHosts(Set<HostName> names) {
    /** The syntax of Host: a name or an address, and optionally a port (RFC 9110, section 7.2). */
    private static final Pattern HOST = Pattern.compile("(\\[[^]]*]|[^:]*)(:[0-9]*)?");

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    /** The syntax of an IPv6 address without a zone, which has no meaning for the peer (RFC 6874). */
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:.]+]");

    /**
     * Returns whether a host is allowed, with or without a port. A name may be in any case, with or without a final
     * dot.
     */
    boolean contains(String host) {
        Matcher parts = HOST.matcher(host);
        return parts.matches() && isAllowed(parts.group(1));
    }

    private boolean isAllowed(String name) {
        return HostName.LOCALHOST.isNamed(name)
                || IPV4.matcher(name).matches()
                || isIpv6(name)
                || names.stream().anyMatch(listed -> listed.isNamed(name));
    }

    /** Returns whether this is an IPv6 address in brackets. Asks no name server. */
    private static boolean isIpv6(String name) {
        try {
            return IPV6.matcher(name).matches() && new URI("//" + name).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
