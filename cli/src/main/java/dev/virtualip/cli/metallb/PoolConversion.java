package dev.virtualip.cli.metallb;

import dev.virtualip.cli.conversion.Document;
import dev.virtualip.cli.manifest.YamlNode;
import dev.virtualip.cli.pool.LabelSelectorReader;
import dev.virtualip.cli.pool.RangeConversion;
import dev.virtualip.cli.pool.Remarks;
import dev.virtualip.cli.pool.SelectorUnion;
import dev.virtualip.crds.format.Names;
import dev.virtualip.crds.v1alpha1.LabelSelector;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Conversion of MetalLB's pools to VirtualIPPools. */
final class PoolConversion {
    /** Distance of two priorities: room for a pool between them. */
    private static final int PRIORITY_STEP = 10;

    private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

    private final MetalLBConfig config;
    private final Remarks remarks;
    private final List<BigInteger> priorities;

    PoolConversion(MetalLBConfig config, Remarks remarks) {
        this.config = config;
        this.remarks = remarks;
        this.priorities = config.pools().stream()
                .filter(AddressPool::isPinned)
                .map(pool -> number(pool.priority()))
                .filter(priority -> priority.signum() > 0)
                .distinct()
                .sorted()
                .toList();
    }

    List<Document<VirtualIPPoolSpec>> convert() {
        config.l2().forEach(this::remarkMissingPools);
        List<Document<VirtualIPPoolSpec>> pools = new ArrayList<>();
        for (AddressPool pool : config.pools()) {
            convert(pool).ifPresent(pools::add);
        }
        return pools;
    }

    private void remarkMissingPools(PoolAdvertisement advertisement) {
        for (YamlNode name :
                advertisement.manifest().spec().field(PoolAdvertisement.POOLS).items()) {
            if (config.pools().stream().noneMatch(pool -> pool.name().equals(name.text()))) {
                remarks.add(name.place(), "no pool in these files has the name " + name.text());
            }
        }
    }

    private Optional<Document<VirtualIPPoolSpec>> convert(AddressPool pool) {
        List<PoolAdvertisement> l2 = announcing(pool, config.l2());
        boolean isLayer2 = pool.announcedBy() == AddressPool.Announcer.LAYER2 || !l2.isEmpty();
        boolean isBgp = pool.announcedBy() == AddressPool.Announcer.BGP
                || !announcing(pool, config.bgp()).isEmpty();
        if (isBgp && !isLayer2) {
            remarks.add(
                    pool.place(),
                    "pool %s is announced by BGP only: it is left out. If its addresses are in a network of the nodes,"
                                    .formatted(pool.name())
                            + " write a VirtualIPPool for it");
            return Optional.empty();
        }
        if (isBgp) {
            remarks.add(
                    pool.place(),
                    "pool %s is announced by BGP as well, which ends: only the nodes' own network segments reach its"
                                    .formatted(pool.name())
                            + " addresses");
        }
        if (!isLayer2) {
            remarks.add(
                    pool.place(),
                    "no L2Advertisement in these files announces pool %s. Here every address that a Service gets is"
                                    .formatted(pool.name())
                            + " announced: if it is a reserve, set spec.autoAssign: false or leave the pool out");
        }
        List<String> ranges = ranges(pool);
        if (ranges.isEmpty()) {
            remarks.add(pool.place(), "pool %s has no range that can be read: it is left out".formatted(pool.name()));
            return Optional.empty();
        }
        VirtualIPPoolSpec spec = new VirtualIPPoolSpec(
                ranges,
                truth(pool.autoAssign(), true) ? null : Boolean.FALSE,
                priority(pool),
                namespaces(pool.serviceAllocation()),
                services(pool.serviceAllocation()),
                new TemplateConversion(l2, remarks).convert());
        return Optional.of(Document.pool(name(pool), spec));
    }

    private static List<PoolAdvertisement> announcing(AddressPool pool, List<PoolAdvertisement> advertisements) {
        return pool.announcedBy() == AddressPool.Announcer.ADVERTISEMENTS
                ? advertisements.stream().filter(each -> each.announces(pool)).toList()
                : List.of();
    }

    private String name(AddressPool pool) {
        String name = Names.nearest(pool.name(), "pool");
        if (!name.equals(pool.name())) {
            remarks.add(
                    pool.place(),
                    "pool %s becomes %s: Services that ask for it by its name must ask for the new one"
                            .formatted(pool.name(), name));
        }
        return name;
    }

    private List<String> ranges(AddressPool pool) {
        boolean avoid = truth(pool.avoidBuggyIPs(), false);
        Set<String> ranges = new LinkedHashSet<>();
        Set<String> whole = new LinkedHashSet<>();
        for (YamlNode address : pool.addresses().items()) {
            try {
                whole.addAll(RangeConversion.convert(address.text()));
                ranges.addAll(
                        avoid
                                ? RangeConversion.withoutFirstAndLastOfEach24(address.text())
                                : RangeConversion.convert(address.text()));
            } catch (IllegalArgumentException e) {
                remarks.add(address.place(), e.getMessage() + "; it is left out");
            }
        }
        if (avoid && ranges.size() > RangeConversion.MAX_RANGES) {
            remarks.add(
                    pool.avoidBuggyIPs().place(),
                    "without addresses that end in .0 and .255 this would be more than %d ranges: they are not left"
                                    .formatted(RangeConversion.MAX_RANGES)
                            + " out; split the pool to avoid them");
            ranges = whole;
        }
        if (ranges.size() > RangeConversion.MAX_RANGES) {
            remarks.add(
                    pool.addresses().place(),
                    "a VirtualIPPool has at most %d ranges, these would be %d: the last ones are left out; split the"
                                    .formatted(RangeConversion.MAX_RANGES, ranges.size())
                            + " pool");
        }
        return ranges.stream().limit(RangeConversion.MAX_RANGES).toList();
    }

    /** The lowest number of MetalLB is our highest; pinned pools come before all others. */
    private @Nullable Integer priority(AddressPool pool) {
        if (!pool.isPinned()) {
            return null;
        }
        int index = priorities.indexOf(number(pool.priority()));
        return PRIORITY_STEP * (index < 0 ? 1 : priorities.size() - index + 1);
    }

    private static BigInteger number(String text) {
        return text.matches("\\d{1,18}") ? new BigInteger(text) : BigInteger.ZERO;
    }

    private @Nullable LabelSelector namespaces(YamlNode allocation) {
        remarks.unknown(allocation, Set.of("priority", "namespaces", "namespaceSelectors", "serviceSelectors"));
        List<YamlNode> places = new ArrayList<>();
        List<LabelSelector> selectors = new ArrayList<>();
        List<String> names = LabelSelectorReader.texts(allocation.field("namespaces"));
        if (!names.isEmpty()) {
            places.add(allocation.field("namespaces"));
            selectors.add(SelectorUnion.in(NAMESPACE_NAME, names));
        }
        for (YamlNode node : allocation.field("namespaceSelectors").items()) {
            places.add(node);
            selectors.add(LabelSelectorReader.read(node, remarks));
        }
        return union(selectors, places, "namespaceSelector", "namespaces");
    }

    private @Nullable LabelSelector services(YamlNode allocation) {
        List<YamlNode> places = allocation.field("serviceSelectors").items();
        List<LabelSelector> selectors = places.stream()
                .map(node -> LabelSelectorReader.read(node, remarks))
                .toList();
        return union(selectors, places, "serviceSelector", "Services");
    }

    private @Nullable LabelSelector union(
            List<LabelSelector> selectors, List<YamlNode> places, String field, String what) {
        SelectorUnion union = SelectorUnion.of(selectors);
        if (!union.complete()) {
            places.stream()
                    .skip(1)
                    .forEach(each -> remarks.add(
                            each.place(),
                            "a VirtualIPPool has one %s, and this one cannot be merged with the first: it is left out;"
                                            .formatted(field)
                                    + " give the %s of all of them one label, and select that".formatted(what)));
        }
        return union.selector();
    }

    private boolean truth(YamlNode node, boolean otherwise) {
        if (node.isEmpty()) {
            return otherwise;
        }
        return node.truth().orElseGet(() -> {
            remarks.add(node.place(), "is neither true nor false: %s is assumed".formatted(otherwise));
            return otherwise;
        });
    }
}
