package dev.virtualip.testkit.daemon;

import java.util.List;
import java.util.stream.Collectors;

/** The VRRPRouter document of our agent. */
final class AgentConfig {
    private AgentConfig() {}

    static String of(String node, List<RouterSetup> routers) {
        return """
            apiVersion: virtualip.dev/v1alpha1
            kind: VRRPRouter
            metadata: {name: %s}
            spec:
              virtualRouters:
            %s\
            """.formatted(node, routers.stream().map(AgentConfig::router).collect(Collectors.joining()));
    }

    private static String router(RouterSetup setup) {
        String authentication = setup.password().isEmpty()
                ? ""
                : ", authentication: {type: Password, password: \"%s\"}".formatted(setup.password());
        // A line of `extra` that begins with "vrrp." belongs into the nested block of that name.
        String vrrp = setup.extra().stream()
                .filter(line -> line.startsWith("vrrp."))
                .map(line -> ", " + line.substring("vrrp.".length()))
                .collect(Collectors.joining());
        String extra = setup.extra().stream()
                .filter(line -> !line.startsWith("vrrp."))
                .map(line -> "    " + line + "\n")
                .collect(Collectors.joining());
        return """
              - name: %s
                interface: %s
                addresses: [%s]
                priority: %d
                advertisementInterval: %dms
                preempt: {policy: %s}
                vrrp: {virtualRouterID: %d, version: %d%s%s}
            """.formatted(
                        setup.name(),
                        setup.interfaceName(),
                        setup.addresses().stream().map("\"%s\""::formatted).collect(Collectors.joining(", ")),
                        setup.priority(),
                        setup.interval().toMillis(),
                        setup.preempt() ? "Always" : "Never",
                        setup.virtualRouterId(),
                        setup.version(),
                        authentication,
                        vrrp)
                + extra;
    }
}
