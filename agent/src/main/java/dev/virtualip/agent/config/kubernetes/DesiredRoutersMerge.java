package dev.virtualip.agent.config.kubernetes;

import dev.virtualip.agent.node.RouterCondition;
import dev.virtualip.agent.node.SkippedRouter;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.v1alpha1.Authentication.SecretRef;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Merges the virtual routers of a VRRPRouter with those that run. A virtual router is withdrawn only when the object
 * that listed it no longer does. An invalid one keeps running as before and does not affect the others. Pure.
 */
final class DesiredRoutersMerge {
    private static final int MAX_LISTED = 8;

    private final ParsedRouters parsed;
    private final PasswordLookup passwords;
    private final Map<String, StoredRouter> stored;
    private final Map<SecretRef, PasswordLookup.Result> lookups = new HashMap<>();
    private final Map<String, StoredRouter> listed = new LinkedHashMap<>();
    private final Map<String, List<RouterCondition>> routerConditions = new HashMap<>();
    private final List<SkippedRouter> skippedRouters = new ArrayList<>();
    private final List<RouterCondition> conditions;
    private boolean complete;

    private DesiredRoutersMerge(List<StoredRouter> stored, ParsedRouters parsed, PasswordLookup passwords) {
        this.parsed = parsed;
        this.passwords = passwords;
        this.stored = stored.stream().collect(Collectors.toMap(StoredRouter::name, Function.identity(), (a, b) -> a));
        this.conditions = new ArrayList<>(parsed.conditions());
        this.complete = parsed.complete();
    }

    static DesiredRouters of(List<StoredRouter> stored, ParsedRouters parsed, PasswordLookup passwords) {
        return new DesiredRoutersMerge(stored, parsed, passwords).merge(stored);
    }

    private DesiredRouters merge(List<StoredRouter> storedRouters) {
        Set<String> names =
                parsed.routers().stream().map(ParsedRouters.ParsedRouter::name).collect(Collectors.toSet());
        Map<String, RouterCondition> invalidRouters = invalidRouters();
        for (ParsedRouters.ParsedRouter router : parsed.routers()) {
            RouterCondition problem = invalidRouters.get(router.name());
            switch (router) {
                case ParsedRouters.Invalid invalid ->
                    keepPrevious(invalid.name(), invalid.skipped(), invalid.condition());
                case ParsedRouters.Valid valid
                when problem != null ->
                    keepPrevious(valid.name(), VRRPRouterParser.skipped(valid.name(), valid.document()), problem);
                case ParsedRouters.Valid valid -> accept(valid);
            }
        }
        Set<String> identities = new HashSet<>();
        listed.values().forEach(router -> identities.addAll(router.identities()));
        List<StoredRouter> unlisted = storedRouters.stream()
                .filter(router -> !names.contains(router.name()) && !isWithdrawn(router))
                .filter(router -> Collections.disjoint(router.identities(), identities))
                .toList();
        if (!unlisted.isEmpty()) {
            conditions.add(unlisted(unlisted));
        }
        return new DesiredRouters(
                List.copyOf(listed.values()), unlisted, complete, conditions, routerConditions, skippedRouters);
    }

    /**
     * The problems of virtual routers that are valid by themselves, by name. An invalid one is replaced by its previous
     * version, which may conflict with others in turn: so this repeats until it finds no further problem.
     */
    private Map<String, RouterCondition> invalidRouters() {
        Map<String, RouterCondition> invalidRouters = new HashMap<>();
        Map<String, RouterCondition> found = findInvalid(invalidRouters);
        // Each round finds at least one more.
        while (!invalidRouters.keySet().containsAll(found.keySet())) {
            found.forEach(invalidRouters::putIfAbsent);
            found = findInvalid(invalidRouters);
        }
        return invalidRouters;
    }

    private Map<String, RouterCondition> findInvalid(Map<String, RouterCondition> invalidRouters) {
        Map<String, RouterCondition> found =
                new HashMap<>(new JointValidation(withPasswords(invalidRouters)).problems());
        for (ParsedRouters.ParsedRouter router : parsed.routers()) {
            if (router instanceof ParsedRouters.Valid valid
                    && password(valid) instanceof PasswordLookup.Missing missing
                    && storedPassword(valid) == null) {
                found.putIfAbsent(valid.name(), secretNotFound(missing));
            }
        }
        return found;
    }

    /** The virtual routers to run, with passwords; unchanged ones first, so that new ones are blamed for conflicts. */
    private List<VirtualRouter> withPasswords(Map<String, RouterCondition> invalidRouters) {
        List<VirtualRouter> unchanged = new ArrayList<>();
        List<VirtualRouter> updated = new ArrayList<>();
        for (ParsedRouters.ParsedRouter router : parsed.routers()) {
            StoredRouter previous = stored.get(router.name());
            if (router instanceof ParsedRouters.Valid valid && !invalidRouters.containsKey(valid.name())) {
                updated.add(StoredRouter.withPassword(valid.document(), effectivePassword(valid)));
            } else if (previous != null) {
                unchanged.add(StoredRouter.withPassword(previous.document(), previous.password()));
            }
        }
        unchanged.addAll(updated);
        return unchanged;
    }

    private @Nullable String effectivePassword(ParsedRouters.Valid valid) {
        return switch (password(valid)) {
            case null -> null;
            case PasswordLookup.Found known -> known.password();
            // A missing password is no rule violation.
            case PasswordLookup.Missing ignored -> Objects.requireNonNullElse(storedPassword(valid), "-");
        };
    }

    private void accept(ParsedRouters.Valid valid) {
        PasswordLookup.Result password = password(valid);
        listed.put(
                valid.name(),
                new StoredRouter(parsed.uid(), valid.document(), password == null ? null : effectivePassword(valid)));
        if (password instanceof PasswordLookup.Missing missing) {
            // It keeps the previous password.
            addCondition(valid.name(), secretNotFound(missing));
        }
    }

    /** The lookup of its password, made once since Secrets may change meanwhile; null if it needs none. */
    private PasswordLookup.@Nullable Result password(ParsedRouters.Valid valid) {
        SecretRef reference = valid.secretRef();
        return reference == null ? null : lookups.computeIfAbsent(reference, passwords::of);
    }

    private @Nullable String storedPassword(ParsedRouters.Valid valid) {
        StoredRouter previous = stored.get(valid.name());
        return previous == null ? null : previous.password();
    }

    private static RouterCondition secretNotFound(PasswordLookup.Missing missing) {
        return new RouterCondition(ConditionType.ACCEPTED, ConditionReason.SECRET_NOT_FOUND, missing.message());
    }

    private void keepPrevious(String name, SkippedRouter skipped, RouterCondition problem) {
        addCondition(name, problem);
        StoredRouter previous = stored.get(name);
        if (previous == null) {
            skippedRouters.add(skipped);
        } else {
            // The object lists it, so it is not withdrawn; but the change of its fields is not applied.
            listed.put(name, new StoredRouter(parsed.uid(), previous.document(), previous.password()));
            complete = false;
        }
    }

    private void addCondition(String name, RouterCondition problem) {
        routerConditions.computeIfAbsent(name, ignored -> new ArrayList<>()).add(problem);
    }

    /** Whether the object withdraws an unlisted virtual router: it listed it before, or its annotation says so. */
    private boolean isWithdrawn(StoredRouter router) {
        return parsed.complete() && (router.uid().equals(parsed.uid()) || parsed.withdrawUnlisted());
    }

    private static RouterCondition unlisted(List<StoredRouter> unlisted) {
        String list = unlisted.stream()
                .limit(MAX_LISTED)
                .map(router -> router.name() + " (" + router.addressText() + ")")
                .collect(Collectors.joining(", "));
        int more = unlisted.size() - MAX_LISTED;
        return new RouterCondition(
                ConditionType.LISTED,
                ConditionReason.UNLISTED,
                "this object does not list %s, which this node ran before the object was recreated; it keeps running."
                                .formatted(more > 0 ? list + " and " + more + " more" : list)
                        + " To withdraw it, set the annotation virtualip.dev/withdraw-unlisted: \"true\"");
    }
}
