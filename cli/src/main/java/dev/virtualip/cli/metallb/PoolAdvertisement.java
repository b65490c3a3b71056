package dev.virtualip.cli.metallb;

import dev.virtualip.cli.manifest.Manifest;
import dev.virtualip.cli.pool.LabelSelectorReader;
import dev.virtualip.cli.pool.Remarks;
import dev.virtualip.crds.v1alpha1.LabelSelector;
import java.util.List;

/**
 * L2Advertisement or BGPAdvertisement: which pools are announced, and from where.
 *
 * @param manifest the object
 * @param poolNames the pools by their names
 * @param poolSelectors the pools by their labels
 */
record PoolAdvertisement(Manifest manifest, List<String> poolNames, List<LabelSelector> poolSelectors) {
    static final String POOLS = "ipAddressPools";
    static final String POOL_SELECTORS = "ipAddressPoolSelectors";

    PoolAdvertisement {
        poolNames = List.copyOf(poolNames);
        poolSelectors = List.copyOf(poolSelectors);
    }

    static PoolAdvertisement read(Manifest manifest, Remarks remarks) {
        return new PoolAdvertisement(
                manifest,
                LabelSelectorReader.texts(manifest.spec().field(POOLS)),
                manifest.spec().field(POOL_SELECTORS).items().stream()
                        .map(node -> LabelSelectorReader.read(node, remarks))
                        .toList());
    }

    /** Whether it announces a pool: all pools, if it names and selects none. */
    boolean announces(AddressPool pool) {
        return (poolNames.isEmpty() && poolSelectors.isEmpty())
                || poolNames.contains(pool.name())
                || poolSelectors.stream().anyMatch(selector -> selector.matches(pool.labels()));
    }
}
