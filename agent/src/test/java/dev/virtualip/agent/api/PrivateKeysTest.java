package dev.virtualip.agent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrivateKeysTest {

    @ParameterizedTest
    @CsvSource({"RSA,2048", "EC,256", "EC,521", "Ed25519,255"})
    void keysOfPkcs8AreRead(String algorithm, int size) throws GeneralSecurityException {
        PrivateKey key = generate(algorithm, size);
        assertThat(PrivateKeys.read(pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
    }

    @Test
    void rsaKeysAsKubeadmWritesThemAreRead() throws GeneralSecurityException {
        PrivateKey key = generate("RSA", 2048);
        // What PKCS#8 has in its envelope, whose head has 26 bytes for a key of this size.
        byte[] inner = Arrays.copyOfRange(key.getEncoded(), 26, key.getEncoded().length);
        assertThat(PrivateKeys.read(pem("RSA PRIVATE KEY", inner))).isEqualTo(key);
    }

    @Test
    void ecKeysAsK3sWritesThemAreRead() throws GeneralSecurityException {
        PrivateKey key = generate("EC", 256);
        byte[] pkcs8 = key.getEncoded();
        ByteArrayOutputStream sec1 = new ByteArrayOutputStream();
        HexFormat hex = HexFormat.of();
        // Version 1, the key in 32 bytes, [0] prime256v1.
        sec1.writeBytes(hex.parseHex("30310201010420"));
        sec1.writeBytes(Arrays.copyOfRange(pkcs8, pkcs8.length - 32, pkcs8.length));
        sec1.writeBytes(hex.parseHex("a00a06082a8648ce3d030107"));
        String parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        byte[] text = (parameters + new String(pem("EC PRIVATE KEY", sec1.toByteArray()), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        assertThat(PrivateKeys.read(text))
                .isInstanceOfSatisfying(
                        ECPrivateKey.class, read -> assertThat(read.getS()).isEqualTo(((ECPrivateKey) key).getS()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no key",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nMAAA\n-----END EC PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nMIL/////////////////////////\n-----END EC PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
            })
    void textThatIsNoKeyIsRefused(String text) {
        assertThatThrownBy(() -> PrivateKeys.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(GeneralSecurityException.class);
    }

    private static PrivateKey generate(String algorithm, int size) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (!algorithm.startsWith("Ed")) {
            generator.initialize(size);
        }
        return generator.generateKeyPair().getPrivate();
    }

    private static byte[] pem(String what, byte[] der) {
        String text = Base64.getMimeEncoder().encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(what, text, what)
                .getBytes(StandardCharsets.UTF_8);
    }
}
