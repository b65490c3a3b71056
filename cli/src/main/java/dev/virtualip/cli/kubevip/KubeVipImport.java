package dev.virtualip.cli.kubevip;

import dev.virtualip.cli.conversion.Document;
import dev.virtualip.cli.conversion.UnreadableConfigException;
import dev.virtualip.cli.manifest.Manifest;
import dev.virtualip.cli.manifest.YamlNode;
import dev.virtualip.cli.pool.ImportedPools;
import dev.virtualip.cli.pool.RangeConversion;
import dev.virtualip.cli.pool.Remarks;
import dev.virtualip.cli.pool.SelectorUnion;
import dev.virtualip.crds.format.Names;
import dev.virtualip.crds.format.QuotedText;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.InterfaceSelector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts the ConfigMap {@code kubevip} of kube-vip's cloud provider: a VirtualIPPool for each namespace in it. */
public final class KubeVipImport {
    private static final String GLOBAL = "global";
    private static final String CIDR = "cidr-";
    private static final String RANGE = "range-";
    private static final String INTERFACE = "interface-";
    private static final String SHARE = "allow-share-";
    private static final String DHCP = "0.0.0.0";

    /** Pools of a namespace come before the global one. */
    private static final int NAMESPACE_PRIORITY = 10;

    private final Remarks remarks = new Remarks();
    private final Map<String, Document<VirtualIPPoolSpec>> pools = new LinkedHashMap<>();
    private int found;

    private KubeVipImport() {}

    /** Reads the ConfigMaps of all files. */
    public static ImportedPools run(List<Path> files) throws UnreadableConfigException {
        KubeVipImport conversion = new KubeVipImport();
        for (Path file : files) {
            for (Manifest manifest : Manifest.read(file)) {
                conversion.add(manifest);
            }
        }
        return new ImportedPools(
                List.copyOf(conversion.pools.values()),
                conversion.remarks.list(files.stream().map(Path::toString).toList()),
                conversion.found);
    }

    private void add(Manifest manifest) {
        YamlNode data = manifest.root().field("data");
        if (!manifest.kind().equals("ConfigMap")
                || data.fields().keySet().stream().noneMatch(KubeVipImport::isPool)) {
            remarks.add(
                    manifest.place(),
                    "kind %s has no cidr-NAMESPACE or range-NAMESPACE: it is left out; give the ConfigMap kubevip of"
                                    .formatted(QuotedText.of(manifest.kind()))
                            + " namespace kube-system");
            return;
        }
        data.fields().forEach((key, value) -> {
            if (isPool(key)) {
                found++;
                addPool(key, value, data);
            } else {
                remarkSetting(key, value, data);
            }
        });
    }

    private static boolean isPool(String key) {
        return key.startsWith(CIDR) || key.startsWith(RANGE);
    }

    private void addPool(String key, YamlNode value, YamlNode data) {
        String namespace = key.substring(key.indexOf('-') + 1);
        if (key.startsWith(RANGE) && data.fields().containsKey(CIDR + namespace)) {
            remarks.add(
                    value.place(), "kube-vip uses %s and not %s, which is left out".formatted(CIDR + namespace, key));
            return;
        }
        String name = Names.nearest(namespace, GLOBAL);
        List<String> ranges = ranges(value, isTrue(data, "skip-end-ips-in-cidr"));
        if (ranges.isEmpty()) {
            remarks.add(value.place(), key + " has no range that can be read: it is left out");
        } else if (pools.containsKey(name)) {
            remarks.add(value.place(), "pool %s is there twice: the second one is left out".formatted(name));
        } else {
            pools.put(name, pool(name, namespace, ranges, data));
        }
    }

    private Document<VirtualIPPoolSpec> pool(String name, String namespace, List<String> ranges, YamlNode data) {
        boolean isGlobal = namespace.equals(GLOBAL);
        YamlNode own = data.field(INTERFACE + namespace);
        String device = own.isEmpty() ? data.field(INTERFACE + GLOBAL).text() : own.text();
        return Document.pool(
                name,
                new VirtualIPPoolSpec(
                        ranges,
                        null,
                        isGlobal ? null : NAMESPACE_PRIORITY,
                        isGlobal ? null : SelectorUnion.in("kubernetes.io/metadata.name", List.of(namespace)),
                        null,
                        template(device)));
    }

    private static VirtualIPPoolSpec.@Nullable Template template(String device) {
        return device.isEmpty()
                ? null
                : new VirtualIPPoolSpec.Template(
                        new InterfaceSelector(device, null),
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null);
    }

    private List<String> ranges(YamlNode value, boolean withoutEnds) {
        Set<String> ranges = new LinkedHashSet<>();
        for (String text : new ArrayList<>(List.of(value.text().split(",", -1)))) {
            String range = text.strip();
            if (range.startsWith(DHCP)) {
                remarks.add(
                        value.place(),
                        range + " asks for an address by DHCP, which is not supported: it is left out; give a range"
                                + " that your DHCP server does not use");
                continue;
            }
            try {
                ranges.addAll(withoutEnds ? RangeConversion.withoutEnds(range) : RangeConversion.convert(range));
            } catch (IllegalArgumentException e) {
                remarks.add(value.place(), e.getMessage() + "; it is left out");
            }
        }
        if (ranges.size() > RangeConversion.MAX_RANGES) {
            remarks.add(
                    value.place(),
                    "a VirtualIPPool has at most %d ranges: the last ones are left out; write a second pool for them"
                            .formatted(RangeConversion.MAX_RANGES));
        }
        return ranges.stream().limit(RangeConversion.MAX_RANGES).toList();
    }

    private static boolean isTrue(YamlNode data, String key) {
        return data.field(key).text().equals("true");
    }

    private void remarkSetting(String key, YamlNode value, YamlNode data) {
        if (key.startsWith(SHARE)) {
            remarks.add(
                    value.place(),
                    key + ": Services share an address only where they have the same annotation"
                            + " virtualip.dev/sharing-key: set it before you replace kube-vip");
        } else if (key.equals("search-order")) {
            remarks.add(
                    value.place(),
                    "search-order is left out: a Service that has an address keeps it, a new one gets a free address"
                            + " by the hash of its name");
        } else if (key.startsWith(INTERFACE)) {
            String namespace = key.substring(INTERFACE.length());
            boolean isUsed = namespace.equals(GLOBAL)
                    || data.fields().containsKey(CIDR + namespace)
                    || data.fields().containsKey(RANGE + namespace);
            if (!isUsed) {
                remarks.add(value.place(), key + " belongs to no pool in this ConfigMap: it is left out");
            }
        } else if (!key.equals("skip-end-ips-in-cidr")) {
            remarks.add(value.place(), "this import does not know " + key + ": it is left out");
        }
    }
}
