package dev.virtualip.agent.config.kubernetes;

import dev.virtualip.agent.node.RouterCondition;
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
 * Checks the rules for a whole node and attributes each problem to a virtual router: removes those with problems and
 * checks the remaining ones again, until none has a problem.
 */
final class JointValidation {
    private static final Pattern PLACE = Pattern.compile("spec\\.virtualRouters\\[(\\d{1,4})]\\.?(.*)");
    private static final int MAX_PROBLEMS_SHOWN = 3;

    private final Map<String, RouterCondition> problems = new LinkedHashMap<>();

    JointValidation(List<VirtualRouter> routers) {
        List<VirtualRouter> remaining = new ArrayList<>(routers);
        List<Problem> found = check(remaining);
        // Each round removes at least one.
        while (!found.isEmpty() && removeInvalid(remaining, found)) {
            found = check(remaining);
        }
    }

    /** The problems by virtual router. */
    Map<String, RouterCondition> problems() {
        return problems;
    }

    private static List<Problem> check(List<VirtualRouter> routers) {
        return VRRPRouterRules.checkObject(VRRPRouterSpec.of(routers));
    }

    /** Removes the virtual routers that the problems are about; false if they are about none. */
    private boolean removeInvalid(List<VirtualRouter> routers, List<Problem> found) {
        Map<Integer, List<String>> texts = new LinkedHashMap<>();
        for (Problem problem : found) {
            Matcher place = PLACE.matcher(problem.path());
            if (place.matches()) {
                List<String> shown = texts.computeIfAbsent(Integer.valueOf(place.group(1)), key -> new ArrayList<>());
                if (shown.size() < MAX_PROBLEMS_SHOWN) {
                    shown.add((place.group(2).isEmpty() ? "" : place.group(2) + ": ") + problem.message());
                }
            }
        }
        for (Integer index : new TreeSet<>(texts.keySet()).descendingSet()) {
            String name =
                    Objects.requireNonNull(routers.remove(index.intValue()).name());
            problems.put(name, VRRPRouterParser.invalid(String.join("; ", Objects.requireNonNull(texts.get(index)))));
        }
        return !texts.isEmpty();
    }
}
