package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Authentication of version 2 advertisements (RFC 2338 section 5.3.6). It protects against mistakes, not attackers.
 *
 * @param type the kind of authentication: Password; HMAC is not yet supported
 * @param password 1..8 bytes in clear text; in files only
 * @param secretRef the Secret that holds the password; in Kubernetes only
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Authentication(
        @Nullable Type type,
        @Nullable String password,
        @Nullable SecretRef secretRef) {

    /** How many bytes of a password the wire has room for. */
    public static final int MAX_PASSWORD_BYTES = 8;

    /** Kinds of authentication. */
    public enum Type {
        /** A password in clear text: keepalived's {@code auth_type PASS}. */
        @JsonProperty("Password")
        PASSWORD,
        /** A keyed digest: keepalived 2.4's {@code auth_hmac}; refused for now. */
        @JsonProperty("HMAC")
        HMAC
    }

    /**
     * One key of a Kubernetes Secret.
     *
     * @param name the name of the Secret, in the namespace of the operator, one of those that the agents may read
     * @param key the key in the Secret whose value counts
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record SecretRef(@Nullable String name, @Nullable String key) {}

    /** The text form, without the password: it may end up in a log line. */
    @Override
    public String toString() {
        return "Authentication[type=%s, password=%s, secretRef=%s]"
                .formatted(type, password == null ? "none" : "***", secretRef);
    }
}
