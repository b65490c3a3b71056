package dev.virtualip.operator.plan.topology;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.InterfaceSelector;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Chooses the interface of a node for the addresses of one virtual router. Never guesses. */
public final class InterfaceChoice {
    private final @Nullable InterfaceSelector selector;
    private final @Nullable Pattern pattern;
    private final List<InetAddress> addresses;

    /**
     * Creates a choice to apply to each node.
     *
     * @param selector selects by name or pattern; null: by connected subnet
     * @param addresses the addresses, of one family
     */
    public InterfaceChoice(@Nullable InterfaceSelector selector, List<InetAddress> addresses) {
        this.selector = selector;
        this.pattern = selector == null ? null : compiled(selector.pattern());
        this.addresses = addresses;
    }

    /** Creates a choice of the interface for advertisements: none depends on addresses. */
    public static InterfaceChoice ofAdvertisements(InterfaceSelector selector) {
        return new InterfaceChoice(selector, List.of());
    }

    /** Returns why a pattern is invalid; null: it is valid. */
    static @Nullable String objection(String pattern) {
        try {
            Pattern.compile(pattern);
            return null;
        } catch (PatternSyntaxException e) {
            return e.getDescription();
        }
    }

    /** Chooses on one node. */
    public Chosen on(List<NodeInterface> links) {
        if (selector != null && selector.name() != null) {
            return links.stream()
                    .filter(link -> link.name().equals(selector.name()))
                    .findFirst()
                    .<Chosen>map(Found::new)
                    .orElseGet(() -> new NotFound(() -> "has no " + selector.name() + ", only " + names(links)));
        }
        if (pattern == null) {
            return bySubnet(links);
        }
        List<NodeInterface> matching = links.stream()
                .filter(link -> pattern.matcher(link.name()).matches())
                .toList();
        return switch (matching.size()) {
            case 0 -> new NotFound(() -> "has no interface that matches " + pattern + ", only " + names(links));
            case 1 -> new Found(matching.getFirst());
            default ->
                addresses.isEmpty()
                        ? new NotFound(() -> "has several interfaces that match " + pattern + ": " + names(matching))
                        : bySubnet(matching);
        };
    }

    /** Whether an interface in use may stay while the node does not show which one to choose. */
    public boolean allows(String interfaceName) {
        if (selector != null && selector.name() != null) {
            return selector.name().equals(interfaceName);
        }
        return pattern == null || pattern.matcher(interfaceName).matches();
    }

    /** Chooses the interface that is connected to a subnet of the addresses; all share one. */
    private Chosen bySubnet(List<NodeInterface> links) {
        NodeInterface chosen = null;
        for (InetAddress address : addresses) {
            List<NodeInterface> holders = closest(links, address);
            if (holders.size() > 1) {
                return new NotFound(() -> AddressText.format(address) + " is in the subnet of " + names(holders));
            }
            if (!holders.isEmpty() && chosen != null && !chosen.equals(holders.getFirst())) {
                List<NodeInterface> two = List.of(chosen, holders.getFirst());
                return new NotFound(() -> "addresses are in subnets of " + names(two));
            }
            chosen = holders.isEmpty() ? chosen : holders.getFirst();
        }
        return chosen == null
                ? new NotFound(() ->
                        "no subnet contains " + AddressText.format(addresses.getFirst()) + " among " + described(links))
                : new Found(chosen);
    }

    /**
     * The interfaces whose connected subnet contains an address with the longest prefix, as the kernel would choose.
     */
    private static List<NodeInterface> closest(List<NodeInterface> links, InetAddress address) {
        int longest = 0;
        List<NodeInterface> holders = List.of();
        for (NodeInterface link : links) {
            int length = link.longestPrefix(address);
            if (length > longest) {
                longest = length;
                holders = List.of(link);
            } else if (length == longest && length > 0) {
                holders = new ArrayList<>(holders);
                holders.add(link);
            }
        }
        return holders;
    }

    private static String names(List<NodeInterface> links) {
        return links.isEmpty()
                ? "none"
                : String.join(", ", links.stream().map(NodeInterface::name).toList());
    }

    private static String described(List<NodeInterface> links) {
        return links.isEmpty()
                ? "none"
                : String.join(", ", links.stream().map(NodeInterface::toString).toList());
    }

    private static @Nullable Pattern compiled(@Nullable String pattern) {
        return pattern == null || objection(pattern) != null ? null : Pattern.compile(pattern);
    }

    /** The result on one node. */
    public sealed interface Chosen {}

    /**
     * The chosen interface.
     *
     * @param link the interface
     */
    public record Found(NodeInterface link) implements Chosen {}

    /**
     * No interface fits.
     *
     * @param text the reason, formatted on demand
     */
    public record NotFound(Supplier<String> text) implements Chosen {
        /** Returns the reason, as in "node-a: has no eth1, only eth0" without the node. */
        public String why() {
            return text.get();
        }
    }
}
