package dev.virtualip.agent.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Golden bytes as text: groups of hexadecimal digits of a little-endian machine, spaces between them. */
final class Hex {
    private Hex() {}

    static ByteBuffer buffer(String... groups) {
        String digits = String.join("", groups).replace(" ", "");
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits)).order(ByteOrder.nativeOrder());
    }

    /** What was written so far. */
    static String written(ByteBuffer out) {
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static String digits(String... groups) {
        return String.join("", groups).replace(" ", "");
    }
}
