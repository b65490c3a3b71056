package dev.virtualip.cli.metallb;

import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.cli.conversion.UnreadableConfigException;
import dev.virtualip.cli.manifest.Manifest;
import dev.virtualip.cli.manifest.YamlNode;
import dev.virtualip.cli.manifest.YamlReader;
import dev.virtualip.cli.pool.LabelSelectorReader;
import dev.virtualip.cli.pool.Remarks;
import dev.virtualip.crds.format.QuotedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Configuration of MetalLB: its pools and advertisements, collected from the objects of all files. */
final class MetalLBConfig {
    private static final String GROUP = "metallb.io";
    private static final Set<String> STATUS_KINDS = Set.of("ServiceL2Status", "ServiceBGPStatus", "ConfigurationState");
    private static final String BGP_NODES =
            ". VRRP needs no router: a node on the same network segment as the clients, or as their router, answers for"
                    + " the address. Keep MetalLB, or another BGP speaker, for addresses that are outside the nodes'"
                    + " networks";

    private final List<AddressPool> pools = new ArrayList<>();
    private final List<PoolAdvertisement> l2 = new ArrayList<>();
    private final List<PoolAdvertisement> bgp = new ArrayList<>();
    private final Remarks remarks;
    private int found;

    MetalLBConfig(Remarks remarks) {
        this.remarks = remarks;
    }

    List<AddressPool> pools() {
        return List.copyOf(pools);
    }

    List<PoolAdvertisement> l2() {
        return List.copyOf(l2);
    }

    List<PoolAdvertisement> bgp() {
        return List.copyOf(bgp);
    }

    /** How many pools the files have, also those that are left out. */
    int found() {
        return found;
    }

    /** Adds an object of a file. */
    void add(Manifest manifest) throws UnreadableConfigException {
        if (manifest.group().isEmpty() && manifest.kind().equals("ConfigMap")) {
            addConfigMap(manifest);
        } else if (manifest.group().equals(GROUP)) {
            addObject(manifest);
        } else {
            remarks.add(manifest.place(), shownKind(manifest) + " is not of MetalLB: it is left out");
        }
    }

    private void addObject(Manifest manifest) {
        String kind = manifest.kind();
        switch (kind) {
            case "IPAddressPool" -> addPool(ipAddressPool(manifest));
            case "AddressPool" -> addPool(addressPool(manifest));
            case "L2Advertisement" -> l2.add(PoolAdvertisement.read(manifest, remarks));
            case "BGPAdvertisement" -> {
                bgp.add(PoolAdvertisement.read(manifest, remarks));
                remarks.add(manifest.place(), "BGPAdvertisement %s is left out".formatted(named(manifest)) + BGP_NODES);
            }
            case "BGPPeer", "Community", "BFDProfile" ->
                remarks.add(manifest.place(), "%s %s is left out".formatted(kind, named(manifest)) + BGP_NODES);
            case "MetalLB" -> addInstallation(manifest);
            default -> {
                if (!STATUS_KINDS.contains(kind)) {
                    remarks.add(manifest.place(), "this import does not know " + shownKind(manifest));
                }
            }
        }
    }

    private AddressPool ipAddressPool(Manifest manifest) {
        YamlNode spec = manifest.spec();
        remarks.unknown(spec, Set.of("addresses", "autoAssign", "avoidBuggyIPs", "serviceAllocation"));
        return new AddressPool(
                manifest.place(),
                manifest.name(),
                LabelSelectorReader.labels(manifest.root().field("metadata").field("labels")),
                spec.field("addresses"),
                spec.field("autoAssign"),
                spec.field("avoidBuggyIPs"),
                spec.field("serviceAllocation"),
                AddressPool.Announcer.ADVERTISEMENTS);
    }

    private AddressPool addressPool(Manifest manifest) {
        YamlNode spec = manifest.spec();
        remarks.unknown(spec, Set.of("protocol", "addresses", "autoAssign", "avoidBuggyIPs", "bgpAdvertisements"));
        return new AddressPool(
                manifest.place(),
                manifest.name(),
                Map.of(),
                spec.field("addresses"),
                spec.field("autoAssign"),
                spec.field("avoidBuggyIPs"),
                spec.field("serviceAllocation"),
                announcer(spec.field("protocol")));
    }

    /** The ConfigMap that configured MetalLB up to version 0.12. */
    private void addConfigMap(Manifest manifest) throws UnreadableConfigException {
        YamlNode config = manifest.root().field("data").field("config");
        if (!(config instanceof YamlNode.Scalar text) || text.value().isBlank()) {
            remarks.add(
                    manifest.place(),
                    "ConfigMap %s has no data.config: it is left out. Interfaces need not be excluded here: an agent"
                                    .formatted(named(manifest))
                            + " uses the interface whose subnet holds the address");
            return;
        }
        SourceLine first = new SourceLine(text.place().file(), text.firstLine());
        for (YamlNode document : YamlReader.documents(first, text.value())) {
            document.field("address-pools").items().forEach(this::addOldPool);
            document.fields().forEach((name, value) -> {
                if (!name.equals("address-pools")) {
                    remarks.add(value.place(), name + " is left out" + BGP_NODES);
                }
            });
        }
    }

    private void addOldPool(YamlNode pool) {
        remarks.unknown(
                pool, Set.of("name", "protocol", "addresses", "auto-assign", "avoid-buggy-ips", "bgp-advertisements"));
        addPool(new AddressPool(
                pool.place(),
                pool.field("name").text(),
                Map.of(),
                pool.field("addresses"),
                pool.field("auto-assign"),
                pool.field("avoid-buggy-ips"),
                pool.field("serviceAllocation"),
                announcer(pool.field("protocol"))));
    }

    private AddressPool.Announcer announcer(YamlNode protocol) {
        return switch (protocol.text()) {
            case "layer2" -> AddressPool.Announcer.LAYER2;
            case "bgp" -> AddressPool.Announcer.BGP;
            default -> {
                remarks.add(
                        protocol.place(),
                        "protocol %s is neither layer2 nor bgp: it is imported as layer2"
                                .formatted(QuotedText.of(protocol.text())));
                yield AddressPool.Announcer.LAYER2;
            }
        };
    }

    private void addPool(AddressPool pool) {
        found++;
        if (pool.name().isEmpty()) {
            remarks.add(pool.place(), "a pool without a name is left out; give it one");
        } else if (pools.stream().anyMatch(other -> other.name().equals(pool.name()))) {
            remarks.add(
                    pool.place(),
                    "pool %s is there twice: the second one is left out; rename it, or merge the two"
                            .formatted(pool.name()));
        } else {
            pools.add(pool);
        }
    }

    private void addInstallation(Manifest manifest) {
        manifest.spec().fields().forEach((name, value) -> {
            if (name.equals("loadBalancerClass")) {
                remarks.add(
                        value.place(),
                        "Services have the class %s. Kubernetes does not let you change the class of a Service: the"
                                        .formatted(QuotedText.of(value.text()))
                                + " operator serves the class virtualip.dev/vrrp and Services without one, so that"
                                + " those of another class must be created again");
            } else if (name.equals("nodeSelector")) {
                remarks.add(
                        value.place(),
                        "nodeSelector of the speakers: set the chart's agent.nodeSelector to the same labels, or"
                                + " spec.template.nodeSelector of each VirtualIPPool");
            }
        });
        remarks.add(manifest.place(), "MetalLB %s is the installation: it is left out".formatted(named(manifest)));
    }

    private static String named(Manifest manifest) {
        return manifest.name().isEmpty() ? "without a name" : manifest.name();
    }

    private static String shownKind(Manifest manifest) {
        return manifest.kind().isEmpty() ? "an object without a kind" : "kind " + QuotedText.of(manifest.kind());
    }
}
