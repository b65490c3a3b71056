package dev.virtualip.testkit.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.lab.LabFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of an API server: keys, the log of changes, the data.
 *
 * @param folder where they are
 */
record ServerFiles(Path folder) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Only what changes something, without its content. */
    private static final String AUDIT_POLICY = """
        {"apiVersion": "audit.k8s.io/v1", "kind": "Policy", "omitStages": ["RequestReceived"], "rules": [
          {"level": "Metadata", "verbs": ["create", "update", "patch", "delete", "deletecollection"]},
          {"level": "None"}]}
        """;

    /** Makes the folder and what the server reads at its start. */
    static ServerFiles create(Path folder, String adminToken) {
        ServerFiles files = new ServerFiles(folder);
        PemKeys keys = PemKeys.generate();
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            files.write("service-accounts.key", keys.privateKey());
            files.write("service-accounts.pub", keys.publicKey());
            files.write("tokens.csv", adminToken + ",admin,admin,system:masters\n");
            files.write("audit-policy.json", AUDIT_POLICY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** The path of one of them, as an option wants it. */
    String path(String name) {
        return folder.resolve(name).toString();
    }

    /** Writes one of them atomically and returns its path. */
    Path write(String name, String text) {
        Path file = folder.resolve(name);
        try {
            Path draft = Files.writeString(folder.resolve(name + ".draft"), text);
            return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server's certificate, and the one that signed it (PEM): the server makes them at its first start. */
    byte[] certificates() {
        try {
            return Files.readAllBytes(folder.resolve("tls/apiserver.crt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether {@link #certificates} are there. */
    boolean hasCertificates() {
        return Files.exists(folder.resolve("tls/apiserver.crt")) && Files.exists(folder.resolve("tls/apiserver.key"));
    }

    /** Forgets everything that etcd keeps. */
    void deleteData() {
        try {
            LabFolder.delete(folder.resolve("etcd"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The log of changes so far. */
    List<AuditedWrite> writes() {
        Path log = folder.resolve("audit.log");
        if (!Files.exists(log)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(ServerFiles::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a kubeconfig with this token. */
    String kubeconfig(String server, String token, String namespace) {
        String authority = Base64.getEncoder().encodeToString(certificates());
        return """
            apiVersion: v1
            kind: Config
            clusters: [{name: lab, cluster: {server: "%s", certificate-authority-data: %s}}]
            users: [{name: me, user: {token: "%s"}}]
            contexts: [{name: lab, context: {cluster: lab, user: me, namespace: %s}}]
            current-context: lab
            """.formatted(server, authority, token, namespace);
    }

    private static AuditedWrite parse(String line) {
        try {
            return AuditedWrite.of(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            throw new LabException("a line of the audit log is no JSON: " + line, e);
        }
    }
}
