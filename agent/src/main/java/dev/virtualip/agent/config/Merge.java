package dev.virtualip.agent.config;

import dev.virtualip.agent.node.Condition;
import dev.virtualip.agent.node.LeftOut;
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
 * What an order of Kubernetes makes of what runs. Absence is no order: only an object that named a virtual router
 * itself withdraws it by naming it no more. What is wrong stays as it was, and does not hold up its neighbours. Pure.
 */
final class Merge {
    private static final int TOLD = 8;

    private final Order order;
    private final Keys keys;
    private final Map<String, Held> before;
    private final Map<SecretRef, Keys.Answer> answers = new HashMap<>();
    private final Map<String, Held> named = new LinkedHashMap<>();
    private final Map<String, List<Condition>> routerConditions = new HashMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final List<Condition> conditions;
    private boolean complete;

    private Merge(List<Held> before, Order order, Keys keys) {
        this.order = order;
        this.keys = keys;
        this.before = before.stream().collect(Collectors.toMap(Held::name, Function.identity(), (a, b) -> a));
        this.conditions = new ArrayList<>(order.conditions());
        this.complete = order.whole();
    }

    static Merged of(List<Held> before, Order order, Keys keys) {
        return new Merge(before, order, keys).merge(before);
    }

    private Merged merge(List<Held> all) {
        Set<String> names = order.items().stream().map(Order.Item::name).collect(Collectors.toSet());
        Map<String, Condition> broken = broken();
        for (Order.Item item : order.items()) {
            Condition why = broken.get(item.name());
            switch (item) {
                case Order.Bad bad -> standAside(bad.name(), bad.what(), bad.why());
                case Order.Good good
                when why != null -> standAside(good.name(), OrderReader.leftOut(good.name(), good.document()), why);
                case Order.Good good -> take(good);
            }
        }
        Set<String> places = new HashSet<>();
        named.values().forEach(held -> places.addAll(held.places()));
        List<Held> unlisted = all.stream()
                .filter(held -> !names.contains(held.name()) && !isOrderedAway(held))
                .filter(held -> Collections.disjoint(held.places(), places))
                .toList();
        if (!unlisted.isEmpty()) {
            conditions.add(unlisted(unlisted));
        }
        return new Merged(List.copyOf(named.values()), unlisted, complete, conditions, routerConditions, leftOut);
    }

    /**
     * What is wrong with the good ones, by name. Instead of what is wrong goes on what was before, and the others must
     * get on with that too: so it is looked at again until there is nothing new.
     */
    private Map<String, Condition> broken() {
        Map<String, Condition> broken = new HashMap<>();
        Map<String, Condition> found = wrong(broken);
        // Each round finds at least one more.
        while (!broken.keySet().containsAll(found.keySet())) {
            found.forEach(broken::putIfAbsent);
            found = wrong(broken);
        }
        return broken;
    }

    private Map<String, Condition> wrong(Map<String, Condition> broken) {
        Map<String, Condition> wrong = new HashMap<>(new CheckedTogether(resolved(broken)).problems());
        for (Order.Item item : order.items()) {
            if (item instanceof Order.Good good
                    && key(good) instanceof Keys.Missing missing
                    && keyBefore(good) == null) {
                wrong.putIfAbsent(good.name(), secretNotFound(missing));
            }
        }
        return wrong;
    }

    /** What will run, with its keys: first what goes on as before, so that the new ones are blamed. */
    private List<VirtualRouter> resolved(Map<String, Condition> broken) {
        List<VirtualRouter> asBefore = new ArrayList<>();
        List<VirtualRouter> asOrdered = new ArrayList<>();
        for (Order.Item item : order.items()) {
            Held old = before.get(item.name());
            if (item instanceof Order.Good good && !broken.containsKey(good.name())) {
                asOrdered.add(Held.withPassword(good.document(), expected(good)));
            } else if (old != null) {
                asBefore.add(Held.withPassword(old.document(), old.password()));
            }
        }
        asBefore.addAll(asOrdered);
        return asBefore;
    }

    private @Nullable String expected(Order.Good good) {
        return switch (key(good)) {
            case null -> null;
            case Keys.Known known -> known.password();
            // Nothing is wrong with a key that is not there yet.
            case Keys.Missing ignored -> Objects.requireNonNullElse(keyBefore(good), "-");
        };
    }

    private void take(Order.Good good) {
        Keys.Answer key = key(good);
        named.put(good.name(), new Held(order.uid(), good.document(), key == null ? null : expected(good)));
        if (key instanceof Keys.Missing missing) {
            // Who ran with a key goes on with it.
            tell(good.name(), secretNotFound(missing));
        }
    }

    /** What is known of its key, and the same each time: Secrets change meanwhile. Null: it needs none. */
    private Keys.@Nullable Answer key(Order.Good good) {
        SecretRef reference = good.secretRef();
        return reference == null ? null : answers.computeIfAbsent(reference, keys::of);
    }

    private @Nullable String keyBefore(Order.Good good) {
        Held old = before.get(good.name());
        return old == null ? null : old.password();
    }

    private static Condition secretNotFound(Keys.Missing missing) {
        return new Condition("Accepted", "SecretNotFound", missing.message());
    }

    private void standAside(String name, LeftOut what, Condition why) {
        tell(name, why);
        Held old = before.get(name);
        if (old == null) {
            leftOut.add(what);
        } else {
            // Named it is, so its name is confirmed; but not what became of its addresses.
            named.put(name, new Held(order.uid(), old.document(), old.password()));
            complete = false;
        }
    }

    private void tell(String name, Condition why) {
        routerConditions.computeIfAbsent(name, ignored -> new ArrayList<>()).add(why);
    }

    /** Whether not to name it is an order: its own object says so, or whoever made a new one wants it so. */
    private boolean isOrderedAway(Held held) {
        return order.whole() && (held.uid().equals(order.uid()) || order.withdrawUnlisted());
    }

    private static Condition unlisted(List<Held> unlisted) {
        String list = unlisted.stream()
                .limit(TOLD)
                .map(held -> held.name() + " (" + held.addressText() + ")")
                .collect(Collectors.joining(", "));
        int more = unlisted.size() - TOLD;
        return new Condition(
                "Listed",
                "Unlisted",
                "this object does not name %s, which this node ran before it was made anew: running on until the object"
                                .formatted(more > 0 ? list + " and " + more + " more" : list)
                        + " names it; to have it withdrawn, set the annotation virtualip.dev/withdraw-unlisted:"
                        + " \"true\"");
    }
}
