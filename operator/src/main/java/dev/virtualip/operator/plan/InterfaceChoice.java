package dev.virtualip.operator.plan;

import dev.virtualip.crds.AddressText;
import dev.virtualip.crds.VirtualIPSpec.InterfaceSelector;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Which interface of a node serves the addresses of one virtual router: never a guess. */
final class InterfaceChoice {
    private final @Nullable InterfaceSelector selector;
    private final @Nullable Pattern pattern;
    private final List<InetAddress> addresses;

    /**
     * A choice to make on each node.
     *
     * @param selector by name or by pattern; null: by the connected subnet
     * @param addresses addresses of one family, the first one first
     */
    InterfaceChoice(@Nullable InterfaceSelector selector, List<InetAddress> addresses) {
        this.selector = selector;
        this.pattern = selector == null ? null : compiled(selector.pattern());
        this.addresses = addresses;
    }

    /** Why a pattern cannot be read; null: it can. */
    static @Nullable String objection(String pattern) {
        try {
            Pattern.compile(pattern);
            return null;
        } catch (PatternSyntaxException e) {
            return e.getDescription();
        }
    }

    /** The answer for one node. */
    Chosen on(List<Link> links) {
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
        List<Link> matching = links.stream()
                .filter(link -> pattern.matcher(link.name()).matches())
                .toList();
        return switch (matching.size()) {
            case 0 -> new NotFound(() -> "has none that matches " + pattern + ", only " + names(links));
            case 1 -> new Found(matching.getFirst());
            default -> bySubnet(matching);
        };
    }

    /** Whether an interface that is in use may stay so while the node does not show what to choose. */
    boolean allows(String interfaceName) {
        if (selector != null && selector.name() != null) {
            return selector.name().equals(interfaceName);
        }
        return pattern == null || pattern.matcher(interfaceName).matches();
    }

    /** All addresses share one interface: the one that is connected to a subnet of theirs. */
    private Chosen bySubnet(List<Link> links) {
        Link chosen = null;
        for (InetAddress address : addresses) {
            List<Link> holders = closest(links, address);
            if (holders.size() > 1) {
                return new NotFound(() -> AddressText.format(address) + " is in the subnet of " + names(holders));
            }
            if (!holders.isEmpty() && chosen != null && !chosen.equals(holders.getFirst())) {
                List<Link> two = List.of(chosen, holders.getFirst());
                return new NotFound(() -> "addresses are in subnets of " + names(two));
            }
            chosen = holders.isEmpty() ? chosen : holders.getFirst();
        }
        return chosen == null
                ? new NotFound(() ->
                        "no subnet holds " + AddressText.format(addresses.getFirst()) + " among " + described(links))
                : new Found(chosen);
    }

    /** The interfaces whose connected subnet holds an address with the longest prefix, as the kernel would choose. */
    private static List<Link> closest(List<Link> links, InetAddress address) {
        int longest = 0;
        List<Link> holders = List.of();
        for (Link link : links) {
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

    private static String names(List<Link> links) {
        return links.isEmpty()
                ? "none"
                : String.join(", ", links.stream().map(Link::name).toList());
    }

    private static String described(List<Link> links) {
        return links.isEmpty()
                ? "none"
                : String.join(", ", links.stream().map(Link::toString).toList());
    }

    private static @Nullable Pattern compiled(@Nullable String pattern) {
        return pattern == null || objection(pattern) != null ? null : Pattern.compile(pattern);
    }

    /** What came of it on one node. */
    sealed interface Chosen {}

    /**
     * There is one.
     *
     * @param link the interface
     */
    record Found(Link link) implements Chosen {}

    /**
     * There is none.
     *
     * @param text why, put into words when somebody asks
     */
    record NotFound(Supplier<String> text) implements Chosen {
        /** As in "node-a: has no eth1, only eth0", without the node. */
        String why() {
            return text.get();
        }
    }
}
