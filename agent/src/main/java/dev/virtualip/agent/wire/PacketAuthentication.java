package dev.virtualip.agent.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The authentication of a version 2 advertisement (RFC 2338 section 5.3.6; RFC 3768 keeps the fields and drops the
 * meaning). A password crosses the wire in clear: it keeps mistakes apart, not attackers.
 *
 * @param type 0 = none, 1 = a password of eight bytes; other types only as received, and always refused
 * @param data the eight bytes of authentication data
 */
public record PacketAuthentication(int type, long data) {

    /** No authentication: what RFC 3768 asks for. */
    public static final PacketAuthentication NONE = new PacketAuthentication(0, 0);

    private static final int TYPE_PASSWORD = 1;

    /**
     * By a password, or {@link #NONE} for none.
     *
     * @param password its first eight bytes in UTF-8 count; a shorter one is filled up with zeros
     */
    public static PacketAuthentication of(@Nullable String password) {
        if (password == null) {
            return NONE;
        }
        byte[] field = Arrays.copyOf(password.getBytes(StandardCharsets.UTF_8), Long.BYTES);
        return new PacketAuthentication(TYPE_PASSWORD, ByteBuffer.wrap(field).getLong(0));
    }

    /** Whether this was received; the data of type 0 mean nothing (RFC 2338 section 5.3.6.1). */
    boolean matches(int receivedType, long receivedData) {
        return receivedType == type && (type == NONE.type() || receivedData == data);
    }

    /** The text form, without the password. */
    @Override
    public String toString() {
        return "PacketAuthentication[type=" + type + "]";
    }
}
