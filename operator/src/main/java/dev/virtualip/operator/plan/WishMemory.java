package dev.virtualip.operator.plan;

import dev.virtualip.crds.VirtualIPPoolSpec;
import dev.virtualip.operator.plan.Desired.WantedVirtualIP;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was read of each VirtualIP, so that only what is new is read again. */
final class WishMemory {
    private final Map<Settings, Settings> settings = new HashMap<>();
    private List<WantedVirtualIP> listed = List.of();
    private Map<String, VirtualIPPoolSpec> pools = Map.of();
    private Set<String> secretKeys = Set.of();
    private final Map<String, Wish> wishes = new HashMap<>();

    /** Reads them; says by name which are new, or other than they were, or gone. */
    @SuppressWarnings("ReferenceEquality") // The very same object says the same; others are compared.
    Map<String, @Nullable Wish> update(Desired desired, Set<String> keys) {
        boolean anew = !desired.pools().equals(pools) || !keys.equals(secretKeys);
        pools = desired.pools();
        secretKeys = keys;
        Wishes reader = new Wishes(pools, secretKeys);
        List<WantedVirtualIP> before = listed;
        listed = desired.virtualIPs();
        Map<String, @Nullable Wish> changes = new HashMap<>();
        for (int i = 0; i < listed.size(); i++) {
            WantedVirtualIP wanted = listed.get(i);
            boolean same = !anew && i < before.size() && before.get(i) == wanted;
            if (!same) {
                read(reader, wanted, anew, changes);
            }
        }
        if (wishes.size() > listed.size()) {
            forgetMissing(changes);
        }
        return changes;
    }

    private void read(Wishes reader, WantedVirtualIP wanted, boolean anew, Map<String, @Nullable Wish> changes) {
        Wish before = wishes.get(wanted.name());
        if (before != null && !anew && before.wanted().equals(wanted)) {
            return;
        }
        Wish after = shared(reader.read(wanted));
        if (!after.equals(before)) {
            wishes.put(wanted.name(), after);
            changes.put(wanted.name(), after);
        }
    }

    /** Equal settings become the same object, so that comparing them costs nothing. */
    private Wish shared(Wish wish) {
        Settings its = wish.settings();
        return its == null ? wish : wish.with(settings.computeIfAbsent(its, same -> same));
    }

    private void forgetMissing(Map<String, @Nullable Wish> changes) {
        Map<String, WantedVirtualIP> there = HashMap.newHashMap(listed.size());
        listed.forEach(wanted -> there.put(wanted.name(), wanted));
        wishes.keySet().removeIf(name -> {
            boolean gone = !there.containsKey(name);
            if (gone) {
                changes.put(name, null);
            }
            return gone;
        });
    }

    /** Whether any has an address in a subnet. */
    boolean askFor(Subnet subnet) {
        return wishes.values().stream()
                .flatMap(wish -> wish.addresses().stream())
                .anyMatch(prefix -> subnet.holds(prefix.address()));
    }

    /** All that is wanted. */
    Iterable<Wish> all() {
        return wishes.values();
    }

    /** How much is remembered that may not be needed any more. */
    int memories() {
        return settings.size();
    }
}
