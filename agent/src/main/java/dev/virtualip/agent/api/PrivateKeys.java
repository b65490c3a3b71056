package dev.virtualip.agent.api;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads private keys from PEM text: PKCS#8, and RSA of PKCS#1 and EC of SEC 1 as kubeadm and k3s write them. Wraps the
 * last two into PKCS#8, the only format that Java reads.
 */
final class PrivateKeys {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (RSA |EC |)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    // DER: SEQUENCE, INTEGER 0, OCTET STRING; NULL ends the parameters of RSA.
    private static final byte SEQUENCE = 0x30;
    private static final byte OCTET_STRING = 0x04;
    private static final int LONG_LENGTH = 0x80;
    private static final byte[] VERSION = {0x02, 0x01, 0x00};
    private static final byte[] RSA_ALGORITHM = hex("300d06092a864886f70d0101010500");
    private static final byte[] EC_PUBLIC_KEY = hex("06072a8648ce3d0201");
    private static final byte EC_PARAMETERS = (byte) 0xa0;

    private PrivateKeys() {}

    /**
     * The first key of a text.
     *
     * @throws GeneralSecurityException if there is none that can be used
     */
    static PrivateKey read(byte[] text) throws GeneralSecurityException {
        Matcher found = PEM.matcher(new String(text, StandardCharsets.ISO_8859_1));
        if (!found.find()) {
            throw new InvalidKeySpecException("there is no private key in it, or it is encrypted");
        }
        byte[] der = Base64.getMimeDecoder().decode(found.group(2));
        byte[] envelope = switch (found.group(1)) {
            case "RSA " -> envelope(RSA_ALGORITHM, der);
            case "EC " -> envelope(element(SEQUENCE, EC_PUBLIC_KEY, curve(der)), der);
            default -> der;
        };
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(envelope));
            } catch (InvalidKeySpecException _) {
                // Of another algorithm.
            }
        }
        throw new InvalidKeySpecException("the private key is none of " + String.join(", ", ALGORITHMS));
    }

    private static byte[] envelope(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, VERSION, algorithm, element(OCTET_STRING, key));
    }

    /** The object identifier of the curve, which SEC 1 keeps inside of the key: version, key, [0] curve. */
    private static byte[] curve(byte[] der) throws InvalidKeySpecException {
        ByteBuffer key = ByteBuffer.wrap(der);
        try {
            enter(key);
            key.position(enter(key));
            key.position(enter(key));
            if (key.get(key.position()) == EC_PARAMETERS) {
                byte[] curve = new byte[enter(key) - key.position()];
                key.get(curve);
                return curve;
            }
        } catch (IndexOutOfBoundsException | BufferUnderflowException | IllegalArgumentException e) {
            throw new InvalidKeySpecException("the EC key ends too early", e);
        }
        throw new InvalidKeySpecException("the EC key does not name its curve");
    }

    /** Goes past tag and length of an element; returns where it ends. */
    private static int enter(ByteBuffer der) {
        der.get();
        int length = der.get() & 0xff;
        if (length >= LONG_LENGTH) {
            int bytes = length - LONG_LENGTH;
            length = 0;
            for (int i = 0; i < Math.min(2, bytes); i++) {
                length = (length << Byte.SIZE) | (der.get() & 0xff);
            }
        }
        return der.position() + length;
    }

    private static byte[] element(byte tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        int length = content.size();
        if (length < LONG_LENGTH) {
            whole.write(length);
        } else {
            // Two bytes of length are enough for every key.
            whole.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
        }
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
