package dev.udsecho.cli.option;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts an address to listen on: {@code :8080}, {@code 127.0.0.1:8080}, {@code [::1]:8080}; port 0 is a free one. */
public final class ListenAddress implements ITypeConverter<InetSocketAddress> {
    private static final Pattern FORM = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\s\\[\\]]*):([0-9]{1,5})");
    private static final int MAX_PORT = 65535;

    @Override
    public InetSocketAddress convert(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(2)) > MAX_PORT) {
            throw wrong(text);
        }
        int port = Integer.parseInt(form.group(2));
        String host = form.group(1);
        InetSocketAddress address = host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw wrong(text);
        }
        return address;
    }

    private static TypeConversionException wrong(String text) {
        return new TypeConversionException(
                "\"" + text
                        + "\" must be :PORT or HOST:PORT, such as :8080, 127.0.0.1:8080 or [::1]:8080, with a port up to 65535");
    }
}
