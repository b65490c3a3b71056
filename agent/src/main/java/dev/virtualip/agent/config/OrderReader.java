package dev.virtualip.agent.config;

import dev.virtualip.agent.node.Condition;
import dev.virtualip.agent.node.LeftOut;
import dev.virtualip.crds.v1alpha1.AcceptMode;
import dev.virtualip.crds.v1alpha1.Authentication;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.validation.VRRPRouterRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an object names, each virtual router for itself: one that is wrong does not hold up its neighbours.
 * Whoever wrote the object may be newer than this agent, so what is not known is passed over.
 */
final class OrderReader {
    /** What is refused whatever arrives, since it would run programs or hold secrets in an object. */
    private static final List<String> NOT_NAMED = List.of("notifications");

    /** What this class judges itself: in an object it is not what it is in a file. */
    private static final Set<String> JUDGED_HERE = Set.of(
            "healthChecks",
            "acceptMode",
            "vrrp.authentication.type",
            "vrrp.authentication.secretRef",
            "vrrp.authentication.password");

    private final List<Condition> conditions = new ArrayList<>();
    private final Map<String, Order.Item> items = new LinkedHashMap<>();
    private boolean whole = true;

    private OrderReader() {}

    static Order read(SeenObject object) {
        OrderReader reader = new OrderReader();
        reader.readSpec(object.spec());
        return new Order(
                object.uid(),
                object.generation(),
                object.withdrawUnlisted(),
                List.copyOf(reader.items.values()),
                reader.whole,
                reader.conditions);
    }

    private void readSpec(@Nullable YamlNode spec) {
        YamlNode list = field(spec, "virtualRouters");
        if (!(list instanceof YamlNode.Sequence routers)) {
            // Half an object must not look like an order to withdraw everything.
            refuse("Incomplete", "spec.virtualRouters is missing, so nothing changes; write [] to run nothing");
            return;
        }
        if (routers.items().size() > VRRPRouterSpec.MAX_VIRTUAL_ROUTERS) {
            refuse(
                    "TooMany",
                    "%d virtual routers are too many, so nothing changes; a node runs at most %d"
                            .formatted(routers.items().size(), VRRPRouterSpec.MAX_VIRTUAL_ROUTERS));
            return;
        }
        routers.items().forEach(this::readItem);
        for (String name : NOT_NAMED) {
            if (field(spec, name) != null) {
                conditions.add(new Condition(
                        "Accepted", "NotYetSupported", "spec." + name + " is for files only and is not carried out"));
            }
        }
    }

    private void refuse(String reason, String message) {
        whole = false;
        conditions.add(new Condition("Accepted", reason, message));
    }

    private void readItem(YamlNode node) {
        String name = scalar(node, "name");
        if (name == null || items.containsKey(name)) {
            refuse(
                    "Invalid",
                    name == null
                            ? "a virtual router has no name and is left out; nothing is withdrawn meanwhile"
                            : name + " is named twice; the first one counts");
            return;
        }
        FileProblems problems = new FileProblems(Path.of(name));
        DocumentBinder binder = new DocumentBinder(problems, true);
        VirtualRouter document = binder.bind(node, VirtualRouter.class);
        Condition why = document == null ? invalid(problems.text()) : refusal(document, binder, problems);
        items.put(
                name,
                why == null
                        ? new Order.Good(name, Objects.requireNonNull(document))
                        : new Order.Bad(name, leftOut(name, document), why));
    }

    /** All reasons why this node does not run a virtual router; null: it does, as far as it is judged by itself. */
    private static @Nullable Condition refusal(VirtualRouter router, DocumentBinder binder, FileProblems problems) {
        boolean readable = problems.isEmpty();
        refuseNotYet(router, problems);
        boolean supported = problems.isEmpty();
        Authentication authentication = router.vrrpOrDefault().authentication();
        if (authentication != null && !binder.unreadable().contains("vrrp.authentication.secretRef")) {
            refuseWithoutSecret(authentication, problems);
        }
        if (problems.isEmpty()) {
            return null;
        }
        boolean onlyNotYet = readable && !supported;
        int notYet = problems.count();
        judge(router, binder.unreadable(), problems);
        return onlyNotYet && problems.count() == notYet
                ? new Condition("Accepted", "NotYetSupported", problems.text())
                : invalid(problems.text());
    }

    private static void refuseNotYet(VirtualRouter router, FileProblems problems) {
        Authentication authentication = router.vrrpOrDefault().authentication();
        if (!router.healthChecks().isEmpty()) {
            problems.add("healthChecks are not yet supported; remove them");
        }
        if (router.acceptMode() == AcceptMode.DROP) {
            problems.add("acceptMode Drop is not yet supported; use Accept");
        }
        if (authentication != null && authentication.type() == Authentication.Type.HMAC) {
            problems.add("authentication HMAC is not yet supported; use Password with version 2, or remove it");
        }
    }

    private static void refuseWithoutSecret(Authentication authentication, FileProblems problems) {
        Authentication.SecretRef reference = authentication.secretRef();
        if (authentication.type() == Authentication.Type.HMAC) {
            return;
        }
        if (authentication.password() != null) {
            problems.add("vrrp.authentication.password is for files only; name a Secret with secretRef");
        } else if (reference == null || reference.name() == null || reference.key() == null) {
            problems.add("vrrp.authentication.secretRef is missing; give name and key of a Secret");
        }
    }

    /** Adds what the rules say beyond what was said already. */
    private static void judge(VirtualRouter router, Set<String> unreadable, FileProblems problems) {
        String place = "spec.virtualRouters[0].";
        Set<String> said = Stream.concat(unreadable.stream(), JUDGED_HERE.stream())
                .map(field -> place + field)
                .collect(Collectors.toSet());
        VRRPRouterRules.check(VRRPRouterSpec.of(List.of(router)), said)
                .forEach(problem -> problems.add(0, problem.path().substring(place.length()), problem.message()));
    }

    /** A virtual router that cannot be carried out as it is written. */
    static Condition invalid(String message) {
        return new Condition("Accepted", "Invalid", message);
    }

    /** What can be said of a virtual router that does not run. */
    static LeftOut leftOut(String name, @Nullable VirtualRouter router) {
        return router == null
                ? new LeftOut(name, null, null, List.of(), VirtualRouter.DEFAULT_PRIORITY)
                : new LeftOut(
                        name,
                        router.interfaceName(),
                        router.vrrpOrDefault().virtualRouterID(),
                        router.addresses(),
                        router.priorityOrDefault());
    }

    private static @Nullable YamlNode field(@Nullable YamlNode node, String name) {
        if (node instanceof YamlNode.Mapping mapping) {
            for (YamlNode.Entry entry : mapping.entries()) {
                if (entry.name().equals(name)) {
                    return entry.value();
                }
            }
        }
        return null;
    }

    private static @Nullable String scalar(YamlNode node, String name) {
        return field(node, name) instanceof YamlNode.Scalar scalar
                        && scalar.kind() == YamlNode.Kind.TEXT
                        && !scalar.text().isEmpty()
                ? scalar.text()
                : null;
    }
}
