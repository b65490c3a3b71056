package dev.virtualip.agent.config.kubernetes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Orders of Kubernetes, as the API server sends them, and what nodes ran before. */
final class RouterDocuments {
    static final String NODE = "node-a";
    static final String WITHDRAW = "{\"virtualip.dev/withdraw-unlisted\":\"true\"}";
    static final PasswordLookup NO_SECRETS =
            reference -> new PasswordLookup.Missing("Secret " + reference.name() + " is not there");

    private RouterDocuments() {}

    /** A virtual router with this ID and this address; its name is {@code r} and the ID. */
    static String router(int id, String address) {
        return router("r" + id, id, address, "");
    }

    /**
     * The same with a name and more fields.
     *
     * @param more as in {@code ,"priority":7}
     */
    static String router(String name, int id, String address, String more) {
        return """
            {"name":"%s","interface":"eth1","addresses":["%s"],"vrrp":{"virtualRouterID":%d}%s}\
            """.formatted(name, address, id, more);
    }

    /** A virtual router of version 2 whose password is in a Secret. */
    static String secret(int id, String address) {
        return """
            {"name":"r%1$d","interface":"eth1","addresses":["%2$s"],"vrrp":{"virtualRouterID":%1$d,"version":2,\
            "authentication":{"type":"Password","secretRef":{"name":"virtualip-keys","key":"web"}}}}\
            """.formatted(id, address);
    }

    static String spec(String... routers) {
        return "{\"virtualRouters\":[" + String.join(",", routers) + "]}";
    }

    static ParsedRouters order(String uid, String... routers) {
        return read(uid, spec(routers), "{}");
    }

    /** What an agent reads of an object with this spec and these annotations. */
    static ParsedRouters read(String uid, String spec, String annotations) {
        String object = """
            {"metadata":{"uid":"%s","generation":7,"annotations":%s},"spec":%s}\
            """.formatted(uid, annotations, spec);
        try {
            ObservedVRRPRouter observed = new ObjectMapper()
                    .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                    .readValue(object, ObservedVRRPRouter.class);
            return VRRPRouterParser.parse(observed.revision(), observed.spec());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a node runs after an object has named these. */
    static List<StoredRouter> held(String uid, String... routers) {
        return DesiredRoutersMerge.of(List.of(), order(uid, routers), reference -> new PasswordLookup.Found("secret"))
                .routers();
    }

    static LastKnownConfig holdings(String cluster, String uid, String... routers) {
        return new LastKnownConfig(NODE, cluster, uid, 7, held(uid, routers));
    }

    /** Names and addresses, as in {@code r1=192.0.2.1 r2=192.0.2.2}. */
    static String text(List<StoredRouter> held) {
        return held.stream().map(one -> one.name() + "=" + one.addressText()).collect(Collectors.joining(" "));
    }

    /** So many of them. */
    static String[] routers(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(id -> router(id, "192.0.2." + id))
                .toArray(String[]::new);
    }
}
