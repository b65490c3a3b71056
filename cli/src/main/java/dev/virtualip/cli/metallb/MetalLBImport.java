package dev.virtualip.cli.metallb;

import dev.virtualip.cli.conversion.Document;
import dev.virtualip.cli.conversion.UnreadableConfigException;
import dev.virtualip.cli.manifest.Manifest;
import dev.virtualip.cli.pool.ImportedPools;
import dev.virtualip.cli.pool.Remarks;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import java.nio.file.Path;
import java.util.List;

/** Converts the pools and L2Advertisements of MetalLB to VirtualIPPools. */
public final class MetalLBImport {
    private MetalLBImport() {}

    /** Reads all files together: an advertisement in one may announce a pool in another. */
    public static ImportedPools run(List<Path> files) throws UnreadableConfigException {
        Remarks remarks = new Remarks();
        MetalLBConfig config = new MetalLBConfig(remarks);
        for (Path file : files) {
            for (Manifest manifest : Manifest.read(file)) {
                config.add(manifest);
            }
        }
        List<Document<VirtualIPPoolSpec>> pools = new PoolConversion(config, remarks).convert();
        return new ImportedPools(
                pools, remarks.list(files.stream().map(Path::toString).toList()), config.found());
    }
}
