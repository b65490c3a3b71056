package dev.virtualip.agent.config;

import dev.virtualip.agent.node.Condition;
import dev.virtualip.agent.node.LeftOut;
import dev.virtualip.crds.Authentication.SecretRef;
import dev.virtualip.crds.VirtualRouter;
import java.util.ArrayList;
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
    private final Order order;
    private final Keys keys;
    private final Map<String, Held> before;
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
        Map<String, Order.Item> items = new LinkedHashMap<>();
        order.items().forEach(item -> items.put(item.name(), item));
        Map<String, Condition> broken = new CheckedTogether(resolved()).problems();
        for (Order.Item item : order.items()) {
            Condition why = broken.get(item.name());
            switch (item) {
                case Order.Bad bad -> standAside(bad.name(), bad.what(), bad.why());
                case Order.Good good
                when why != null -> standAside(good.name(), OrderReader.leftOut(good.name(), good.document()), why);
                case Order.Good good -> take(good);
            }
        }
        List<Held> unlisted = all.stream()
                .filter(held -> !items.containsKey(held.name()) && stays(held))
                .toList();
        if (!unlisted.isEmpty()) {
            conditions.add(unlisted(unlisted));
        }
        return new Merged(List.copyOf(named.values()), unlisted, complete, conditions, routerConditions, leftOut);
    }

    /** The good ones with the keys that they will have, so that all rules can look at them. */
    private List<VirtualRouter> resolved() {
        return order.items().stream()
                .filter(Order.Good.class::isInstance)
                .map(item -> ((Order.Good) item).document())
                .map(document -> Held.withPassword(document, expected(document)))
                .toList();
    }

    private @Nullable String expected(VirtualRouter document) {
        SecretRef reference = reference(document);
        if (reference == null) {
            return null;
        }
        Held old = before.get(document.name());
        return switch (keys.of(reference)) {
            case Keys.Known known -> known.password();
            // Nothing is wrong with a key that is not there yet.
            case Keys.Missing ignored -> old == null || old.password() == null ? "-" : old.password();
        };
    }

    private void take(Order.Good good) {
        SecretRef reference = reference(good.document());
        if (reference == null) {
            named.put(good.name(), new Held(order.uid(), good.document(), null));
            return;
        }
        switch (keys.of(reference)) {
            case Keys.Known known -> named.put(good.name(), new Held(order.uid(), good.document(), known.password()));
            case Keys.Missing missing -> takeWithoutKey(good, missing);
        }
    }

    /** Who ran with a key goes on with it; who ran without one goes on as it was. */
    private void takeWithoutKey(Order.Good good, Keys.Missing missing) {
        Condition why = new Condition("Accepted", "SecretNotFound", missing.message());
        Held old = before.get(good.name());
        if (old == null || old.password() == null) {
            standAside(good.name(), OrderReader.leftOut(good.name(), good.document()), why);
            return;
        }
        named.put(good.name(), new Held(order.uid(), good.document(), old.password()));
        tell(good.name(), why);
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

    /** Whether one that is not named goes on. Its place may have been given to another. */
    private boolean stays(Held held) {
        boolean ordered = order.whole() && (held.uid().equals(order.uid()) || order.withdrawUnlisted());
        Set<String> taken = new HashSet<>();
        named.values().forEach(other -> taken.add(other.identity()));
        return !ordered && !taken.contains(held.identity());
    }

    private Condition unlisted(List<Held> unlisted) {
        String list = unlisted.stream()
                .map(held -> held.name() + " (" + held.addressText() + ")")
                .collect(Collectors.joining(", "));
        return new Condition(
                "Listed",
                "Unlisted",
                "this object does not name %s, which this node ran before it was made anew: running on until the object"
                                .formatted(list)
                        + " names it; to have it withdrawn, set the annotation virtualip.dev/withdraw-unlisted:"
                        + " \"true\"");
    }

    private static @Nullable SecretRef reference(VirtualRouter document) {
        var authentication = document.vrrpOrDefault().authentication();
        return authentication == null
                ? null
                : Objects.requireNonNull(authentication).secretRef();
    }
}
