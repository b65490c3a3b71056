package dev.virtualip.agent.config.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.virtualip.agent.config.DocumentBinder;
import dev.virtualip.agent.config.FileProblems;
import dev.virtualip.agent.node.RouterCondition;
import dev.virtualip.agent.node.SkippedRouter;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionType;
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
 * Parses the virtual routers of a VRRPRouter one by one, so that an invalid one does not affect the others. Ignores
 * unknown fields, since the operator may be newer than this agent.
 */
final class VRRPRouterParser {
    /** Fields that are refused in an object, since they would run programs or hold secrets there. */
    private static final List<String> FILE_ONLY_FIELDS = List.of("notifications");

    /** Fields whose rules differ between an object and a file; this class checks them itself. */
    private static final Set<String> CHECKED_HERE = Set.of(
            "acceptMode", "vrrp.authentication.type", "vrrp.authentication.secretRef", "vrrp.authentication.password");

    private final List<RouterCondition> conditions = new ArrayList<>();
    private final Map<String, ParsedRouters.ParsedRouter> routers = new LinkedHashMap<>();
    private boolean complete = true;

    private VRRPRouterParser() {}

    static ParsedRouters parse(ObservedVRRPRouter.Revision revision, @Nullable JsonNode spec) {
        VRRPRouterParser parser = new VRRPRouterParser();
        parser.parseSpec(spec == null ? MissingNode.getInstance() : spec);
        return new ParsedRouters(
                revision.uid(),
                revision.generation(),
                revision.withdrawUnlisted(),
                List.copyOf(parser.routers.values()),
                parser.complete,
                parser.conditions);
    }

    private void parseSpec(JsonNode spec) {
        JsonNode list = spec.path("virtualRouters");
        if (!list.isArray()) {
            // An incomplete object must not withdraw all virtual routers.
            refuse(
                    ConditionReason.INCOMPLETE,
                    "spec.virtualRouters is missing, so nothing changes; write [] to run nothing");
            return;
        }
        if (list.size() > VRRPRouterSpec.MAX_VIRTUAL_ROUTERS) {
            refuse(
                    ConditionReason.TOO_MANY,
                    "%d virtual routers are too many, so nothing changes; a node runs at most %d"
                            .formatted(list.size(), VRRPRouterSpec.MAX_VIRTUAL_ROUTERS));
            return;
        }
        list.forEach(this::parseRouter);
        for (String name : FILE_ONLY_FIELDS) {
            if (spec.hasNonNull(name)) {
                conditions.add(new RouterCondition(
                        ConditionType.ACCEPTED,
                        ConditionReason.NOT_YET_SUPPORTED,
                        "spec." + name + " is for files only and is ignored"));
            }
        }
    }

    private void refuse(ConditionReason reason, String message) {
        complete = false;
        conditions.add(new RouterCondition(ConditionType.ACCEPTED, reason, message));
    }

    private void parseRouter(JsonNode node) {
        String name = node.path("name").asText("");
        if (!node.path("name").isTextual() || name.isEmpty()) {
            refuse(
                    ConditionReason.INVALID,
                    "a virtual router without a name is ignored; nothing is withdrawn until it has one");
            return;
        }
        if (routers.containsKey(name)) {
            refuse(ConditionReason.INVALID, name + " is listed twice; the second one is ignored");
            return;
        }
        FileProblems problems = new FileProblems(Path.of("VRRPRouter"));
        DocumentBinder binder = DocumentBinder.lenient(problems);
        VirtualRouter document = binder.bind(node, VirtualRouter.class);
        RouterCondition condition = document == null ? invalid(problems.text()) : condition(document, binder, problems);
        routers.put(
                name,
                condition == null
                        ? new ParsedRouters.Valid(name, Objects.requireNonNull(document))
                        : new ParsedRouters.Invalid(name, skipped(name, document), condition));
    }

    /** All reasons why this node does not run a virtual router; null if it is valid by itself. */
    private static @Nullable RouterCondition condition(
            VirtualRouter router, DocumentBinder binder, FileProblems problems) {
        boolean readable = problems.isEmpty();
        refuseUnsupported(router, problems);
        boolean supported = problems.isEmpty();
        Authentication authentication = router.vrrpOrDefault().authentication();
        if (authentication != null && !binder.unreadable().contains("vrrp.authentication.secretRef")) {
            refuseWithoutSecret(authentication, problems);
        }
        if (problems.isEmpty()) {
            return null;
        }
        boolean onlyUnsupported = readable && !supported;
        int unsupported = problems.count();
        addRuleProblems(router, binder.unreadable(), problems);
        return onlyUnsupported && problems.count() == unsupported
                ? new RouterCondition(ConditionType.ACCEPTED, ConditionReason.NOT_YET_SUPPORTED, problems.text())
                : invalid(problems.text());
    }

    private static void refuseUnsupported(VirtualRouter router, FileProblems problems) {
        Authentication authentication = router.vrrpOrDefault().authentication();
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

    /** Adds the problems that the rules find, except in fields that are reported already or checked here. */
    private static void addRuleProblems(VirtualRouter router, Set<String> unreadable, FileProblems problems) {
        String place = "spec.virtualRouters[0].";
        Set<String> excluded = Stream.concat(unreadable.stream(), CHECKED_HERE.stream())
                .map(field -> place + field)
                .collect(Collectors.toSet());
        VRRPRouterRules.checkObject(VRRPRouterSpec.of(List.of(router)), excluded)
                .forEach(problem -> problems.add(0, problem.path().substring(place.length()), problem.message()));
    }

    /** The condition of a virtual router that breaks a rule. */
    static RouterCondition invalid(String message) {
        return new RouterCondition(ConditionType.ACCEPTED, ConditionReason.INVALID, message);
    }

    /** The report of a virtual router that this node does not run. */
    static SkippedRouter skipped(String name, @Nullable VirtualRouter router) {
        return router == null
                ? new SkippedRouter(name, null, null, List.of(), VirtualRouter.DEFAULT_PRIORITY)
                : new SkippedRouter(
                        name,
                        router.interfaceName(),
                        router.vrrpOrDefault().virtualRouterID(),
                        router.addresses(),
                        router.priorityOrDefault());
    }
}
