package dev.virtualip.cli.pool;

import dev.virtualip.cli.conversion.Document;
import dev.virtualip.cli.conversion.Remark;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import java.util.List;

/**
 * Result of an import of pools.
 *
 * @param pools the pools, in the order of the files
 * @param remarks what has no counterpart, is left out or is risky, in the order of files and lines
 * @param found how many pools the files have
 */
public record ImportedPools(List<Document<VirtualIPPoolSpec>> pools, List<Remark> remarks, int found) {
    /** Keeps copies of the lists. */
    public ImportedPools {
        pools = List.copyOf(pools);
        remarks = List.copyOf(remarks);
    }
}
