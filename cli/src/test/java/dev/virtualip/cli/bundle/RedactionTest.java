package dev.virtualip.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final String SECRET = "s3cr3t-Value_9";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authentication: {type: Password, password: \"%s\"}",
                "  password: %s",
                "SMTP_PASSWORD=%s",
                "smtpPassword: '%s'",
                "{\"token\":\"%s\"}",
                "Authorization: Bearer %s",
                "the API server refused bearer %s",
                "https://user:%s@example.org/hook",
                "auth_pass %s",
                "-----BEGIN EC PRIVATE KEY-----\n%s\n-----END EC PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\n%s"
            })
    void secretsInTextsAreReplaced(String text) {
        assertThat(Redaction.text(text.formatted(SECRET)))
                .doesNotContain(SECRET)
                .contains("REDACTED");
    }

    @Test
    void secretsInObjectsAreReplacedAndReferencesStay() throws IOException {
        JsonNode object = new JsonMapper().readTree("""
            {"metadata": {"managedFields": [{"x": "%1$s"}],
              "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "%1$s", "note": "password=%1$s"}},
             "spec": {"password": "%1$s", "secretRef": {"name": "virtualip-keys", "key": "ingress"},
              "signingKey": "%1$s", "tokenFile": "/var/run/token",
              "containers": [{"env": [{"name": "API_TOKEN", "value": "%1$s"}, {"name": "NODE_NAME", "value": "a"}]}]}}
            """.formatted(SECRET));
        Redaction.object(object);
        assertThat(object.toString())
                .doesNotContain(SECRET)
                .contains("virtualip-keys", "\"key\":\"ingress\"", "/var/run/token", "\"value\":\"a\"");
    }

    @Test
    void plainTextStays() {
        String text = "web (eth1, VRID 55): Active -> Backup: SuperiorPeer, 192.0.2.11 has priority 200";
        assertThat(Redaction.text(text)).isEqualTo(text);
    }

    @Test
    void archiveHoldsNamesAndTexts() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchive archive = new TarArchive(out, 0)) {
            archive.add("a/b.txt", "hello");
        }
        byte[] tar = new GZIPInputStream(new ByteArrayInputStream(out.toByteArray())).readAllBytes();
        assertThat(tar).hasSize(512 + 512 + 1024);
        assertThat(new String(tar, 0, 7, StandardCharsets.US_ASCII)).isEqualTo("a/b.txt");
        assertThat(new String(tar, 512, 5, StandardCharsets.US_ASCII)).isEqualTo("hello");
    }
}
