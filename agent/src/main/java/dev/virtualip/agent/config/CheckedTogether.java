package dev.virtualip.agent.config;

import dev.virtualip.agent.node.Condition;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.validation.Problem;
import dev.virtualip.crds.validation.VRRPRouterRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules for a whole node, with the blame put on single virtual routers: those with problems are taken out, and the
 * others looked at again, until nothing is wrong.
 */
final class CheckedTogether {
    private static final Pattern PLACE = Pattern.compile("spec\\.virtualRouters\\[(\\d{1,4})]\\.?(.*)");
    private static final int TOLD = 3;

    private final Map<String, Condition> problems = new LinkedHashMap<>();

    CheckedTogether(List<VirtualRouter> routers) {
        List<VirtualRouter> left = new ArrayList<>(routers);
        List<Problem> found = check(left);
        // Each round takes at least one out.
        while (!found.isEmpty() && blame(left, found)) {
            found = check(left);
        }
    }

    /** What is wrong, by name. */
    Map<String, Condition> problems() {
        return problems;
    }

    private static List<Problem> check(List<VirtualRouter> routers) {
        return VRRPRouterRules.check(VRRPRouterSpec.of(routers));
    }

    /** Takes those out that the problems are about; false: they are about none. */
    private boolean blame(List<VirtualRouter> routers, List<Problem> found) {
        Map<Integer, List<String>> texts = new LinkedHashMap<>();
        for (Problem problem : found) {
            Matcher place = PLACE.matcher(problem.path());
            if (place.matches()) {
                List<String> told = texts.computeIfAbsent(Integer.valueOf(place.group(1)), key -> new ArrayList<>());
                if (told.size() < TOLD) {
                    told.add((place.group(2).isEmpty() ? "" : place.group(2) + ": ") + problem.message());
                }
            }
        }
        for (Integer index : new TreeSet<>(texts.keySet()).descendingSet()) {
            String name =
                    Objects.requireNonNull(routers.remove(index.intValue()).name());
            problems.put(name, OrderReader.invalid(String.join("; ", Objects.requireNonNull(texts.get(index)))));
        }
        return !texts.isEmpty();
    }
}
