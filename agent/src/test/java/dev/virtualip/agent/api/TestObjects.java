package dev.virtualip.agent.api;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Objects and waits that the tests of the API client share. */
public final class TestObjects {
    /** Where VRRPRouters are. */
    public static final String ROUTERS = "/apis/virtualip.dev/v1alpha1/vrrprouters";

    /** Where the Secrets of the default namespace are. */
    public static final String SECRETS = "/api/v1/namespaces/default/secrets";

    private TestObjects() {}

    /** A VRRPRouter named node-a; {@code %d} is left for its resource version. */
    public static String router(String uid, int generation, String spec) {
        return router(uid, generation, spec, "{}");
    }

    /** The same with annotations. */
    public static String router(String uid, int generation, String spec, String annotations) {
        return """
            {"apiVersion":"virtualip.dev/v1alpha1","kind":"VRRPRouter","metadata":{"annotations":%s,"generation":%s,\
            "managedFields":[{"manager":"operator","fieldsV1":{"f:spec":{}}}],"name":"node-a",\
            "resourceVersion":"%s","uid":"%s"},"spec":%s,"status":{"virtualRouters":[{"name":"other"}]}}\
            """.formatted(annotations, generation, "%d", uid, spec);
    }

    /** Settings for a server without TLS. */
    public static ApiSettings settings(String server, @Nullable Path tokenFile) {
        ApiSettings.Tls none =
                new ApiSettings.Tls(ApiSettings.Pem.NONE, ApiSettings.Pem.NONE, ApiSettings.Pem.NONE, false);
        return new ApiSettings(server, "default", none, tokenFile == null ? "given" : null, tokenFile, null);
    }

    /** A client with settings that stay. */
    public static ApiClient client(ApiSettings settings) {
        return client(settings, ApiClient.Timeouts.USUAL);
    }

    static ApiClient client(ApiSettings settings, ApiClient.Timeouts timeouts) {
        return new ApiClient(new Fixed(settings), new ApiHealth(), timeouts, () -> {});
    }

    private record Fixed(ApiSettings settings) implements ApiClient.SettingsSource {
        @Override
        public @Nullable Path file() {
            return null;
        }
    }
}
