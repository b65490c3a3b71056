package dev.virtualip.agent.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** The files of {@code vectors/}: hexadecimal digits, spaced at will, and comment lines that begin with #. */
enum Vector {
    V2,
    V3_IPV4_MESSAGE_ONLY,
    V3_IPV4_PSEUDO_HEADER,
    V3_IPV6,
    KEEPALIVED_V2_PASSWORD,
    KEEPALIVED_V3_IPV4,
    KEEPALIVED_V3_IPV6,
    KEEPALIVED_ARP_GRATUITOUS,
    ARP_PROBE,
    KEEPALIVED_NEIGHBOR_ADVERTISEMENT,
    NEIGHBOR_ADVERTISEMENT,
    LINUX_NEIGHBOR_SOLICITATION;

    String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".hex";
    }

    byte[] bytes() {
        try (var lines = Files.lines(directory().resolve(fileName()))) {
            String digits = lines.filter(line -> !line.startsWith("#")).collect(Collectors.joining());
            return HexFormat.of().parseHex(digits.replace(" ", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes());
    }

    static Path directory() {
        URL directory = Objects.requireNonNull(Vector.class.getResource("/vectors"), "test resources have /vectors");
        try {
            return Path.of(directory.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
