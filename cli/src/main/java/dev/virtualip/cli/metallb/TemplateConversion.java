package dev.virtualip.cli.metallb;

import dev.virtualip.cli.manifest.YamlNode;
import dev.virtualip.cli.pool.LabelSelectorReader;
import dev.virtualip.cli.pool.Remarks;
import dev.virtualip.cli.pool.SelectorUnion;
import dev.virtualip.crds.format.QuotedText;
import dev.virtualip.crds.v1alpha1.LabelSelector;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.InterfaceSelector;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.PreferredNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Conversion of the L2Advertisements of one pool to the template of its VirtualIPPool. */
final class TemplateConversion {
    private static final Pattern INTERFACE = Pattern.compile("[^\\x00-\\x20\\x7f-\\x9f/:]{1,15}");
    private static final Pattern SPECIAL = Pattern.compile("[\\\\.\\[\\]{}()*+?^$|]");
    private static final int MAX_PATTERN = 128;
    private static final Set<String> KNOWN = Set.of(
            PoolAdvertisement.POOLS,
            PoolAdvertisement.POOL_SELECTORS,
            "nodeSelectors",
            "interfaces",
            "serviceSelectors",
            "preferredNodeSelectors");

    private final List<YamlNode> specs;
    private final Remarks remarks;

    TemplateConversion(List<PoolAdvertisement> advertisements, Remarks remarks) {
        this.specs = advertisements.stream().map(each -> each.manifest().spec()).toList();
        this.remarks = remarks;
    }

    /** The template; null if it would be empty. */
    VirtualIPPoolSpec.@Nullable Template convert() {
        specs.forEach(this::remark);
        InterfaceSelector interfaces = interfaceSelector();
        LabelSelector nodes = nodeSelector();
        List<PreferredNode> preferred = preferredNodes();
        if (interfaces == null && nodes == null && preferred.isEmpty()) {
            return null;
        }
        return new VirtualIPPoolSpec.Template(
                interfaces, null, null, null, nodes, preferred, null, null, null, null, null, List.of(), null);
    }

    private void remark(YamlNode spec) {
        remarks.unknown(spec, KNOWN);
        YamlNode services = spec.field("serviceSelectors");
        if (!services.isEmpty()) {
            remarks.add(
                    services.place(),
                    "serviceSelectors of an advertisement are left out: the pool's addresses are announced for each"
                            + " Service that has one; use spec.serviceSelector of the VirtualIPPool to say which"
                            + " Services get one");
        }
        boolean differ =
                specs.stream().map(TemplateConversion::interfaces).distinct().count() > 1
                        && specs.stream().noneMatch(each -> interfaces(each).isEmpty());
        YamlNode interfaces = spec.field("interfaces");
        if (differ && !interfaces.isEmpty() && !spec.field("nodeSelectors").isEmpty()) {
            remarks.add(
                    interfaces.place(),
                    "these interfaces are only for the nodes of this advertisement: the VirtualIPPool has those of all"
                            + " its advertisements for each node, and a node uses the one whose subnet holds the"
                            + " address");
        }
    }

    private static List<String> interfaces(YamlNode spec) {
        return LabelSelectorReader.texts(spec.field("interfaces"));
    }

    private @Nullable LabelSelector nodeSelector() {
        List<YamlNode> nodes = new ArrayList<>();
        for (YamlNode spec : specs) {
            if (spec.field("nodeSelectors").items().isEmpty()) {
                return null;
            }
            nodes.addAll(spec.field("nodeSelectors").items());
        }
        SelectorUnion union = SelectorUnion.of(nodes.stream()
                .map(each -> LabelSelectorReader.read(each, remarks))
                .toList());
        if (!union.complete()) {
            nodes.stream()
                    .skip(1)
                    .forEach(each -> remarks.add(
                            each.place(),
                            "a VirtualIPPool has one nodeSelector, and this one cannot be merged with the first: it is"
                                    + " left out; give the nodes of all of them one label, and select that in"
                                    + " spec.template.nodeSelector"));
        }
        return union.selector();
    }

    private List<PreferredNode> preferredNodes() {
        List<PreferredNode> preferred = new ArrayList<>();
        for (YamlNode spec : specs) {
            for (YamlNode item : spec.field("preferredNodeSelectors").items()) {
                int weight = weight(item.field("weight"));
                PreferredNode node =
                        new PreferredNode(weight, LabelSelectorReader.read(item.field("preference"), remarks));
                if (weight > 0 && !preferred.contains(node)) {
                    preferred.add(node);
                }
            }
        }
        return preferred;
    }

    private int weight(YamlNode weight) {
        if (weight.text().matches("[1-9]\\d?|100")) {
            return Integer.parseInt(weight.text());
        }
        remarks.add(
                weight.place(),
                "weight %s is not 1..100: the preference is left out".formatted(QuotedText.of(weight.text())));
        return 0;
    }

    private @Nullable InterfaceSelector interfaceSelector() {
        Set<String> names = new LinkedHashSet<>();
        for (YamlNode spec : specs) {
            List<YamlNode> items = spec.field("interfaces").items();
            if (items.isEmpty()) {
                return null;
            }
            for (YamlNode item : items) {
                if (INTERFACE.matcher(item.text()).matches()) {
                    names.add(item.text());
                } else {
                    remarks.add(item.place(), QuotedText.of(item.text()) + " cannot be an interface: it is left out");
                }
            }
        }
        if (names.size() <= 1) {
            return names.isEmpty()
                    ? null
                    : new InterfaceSelector(names.iterator().next(), null);
        }
        String pattern = names.stream()
                .map(name -> SPECIAL.matcher(name).replaceAll("\\\\$0"))
                .collect(Collectors.joining("|"));
        if (pattern.length() > MAX_PATTERN) {
            remarks.add(
                    specs.getFirst().field("interfaces").place(),
                    "a pattern of these interfaces would be longer than %d characters: they are left out; set"
                                    .formatted(MAX_PATTERN)
                            + " spec.template.interface.pattern, or leave it out where the address's subnet finds the"
                            + " interface");
            return null;
        }
        return new InterfaceSelector(null, pattern);
    }
}
