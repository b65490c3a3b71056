package dev.virtualip.cli.differential;

import dev.virtualip.cli.conversion.Remark;
import dev.virtualip.cli.keepalived.ImportResult;
import dev.virtualip.crds.format.Durations;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.format.Names;
import dev.virtualip.crds.v1alpha1.Announcements;
import dev.virtualip.crds.v1alpha1.Authentication;
import dev.virtualip.crds.v1alpha1.Preempt;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.Vrrp;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the dump of one configuration with the VRRPRouter file that import makes of it, field by field. */
final class Comparison {
    /**
     * Something that keepalived and the imported file have otherwise.
     *
     * @param remark what import says about it at the line that it comes from; null: nothing, which is a defect
     */
    record Difference(
            String instance,
            String field,
            String keepalived,
            String ours,
            @Nullable Remark remark) {
        @Override
        public String toString() {
            return "%s: %s: keepalived has %s, the import %s%s"
                    .formatted(
                            instance, field, keepalived, ours, remark == null ? ", without a remark" : ": " + remark);
        }
    }

    private static final Map<String, String> DEFAULT_ANNOUNCEMENTS =
            Map.of("Gratuitous ARP repeat", "5", "Gratuitous ARP delay", "5", "Gratuitous ARP refresh", "0");

    /** That an address is left out, or how its prefix is read. */
    private static final String ADDRESS_REMARK = "left out|so does the result|without a prefix|extra addresses";

    private final List<String> lines;
    private final KeepalivedDump dump;
    private final List<Remark> remarks;
    private final Map<String, VirtualRouter> routers = new LinkedHashMap<>();
    private final List<Difference> differences = new ArrayList<>();

    private Comparison(List<String> lines, KeepalivedDump dump, ImportResult result) {
        this.lines = lines;
        this.dump = dump;
        this.remarks = result.remarks();
        VRRPRouterSpec spec = Objects.requireNonNull(result.routers().getFirst().spec());
        spec.virtualRouters().forEach(router -> routers.put(Objects.requireNonNull(router.name()), router));
    }

    /** All differences, those with a remark too. */
    static List<Difference> of(String text, KeepalivedDump dump, ImportResult result) {
        Comparison comparison = new Comparison(text.lines().toList(), dump, result);
        dump.instances().values().forEach(comparison::compare);
        return comparison.differences;
    }

    private void compare(KeepalivedDump.Instance theirs) {
        VirtualRouter ours = routers.get(Names.nearest(theirs.name(), "unnamed"));
        if (ours == null) {
            String leftOut = "router is left out|^vrrp_instance.* left out";
            Remark remark = find(theirs, line -> true, leftOut);
            differences.add(new Difference(theirs.name(), "router", "it", "none", remark));
            return;
        }
        compareElection(theirs, ours);
        compareProtocol(theirs, ours);
        compareAddresses(theirs, ours);
        compareAnnouncements(theirs, ours.announcementsOrDefault());
        compareGroup(theirs);
    }

    private void compareElection(KeepalivedDump.Instance theirs, VirtualRouter ours) {
        Preempt preempt = ours.preemptOrDefault();
        boolean never = preempt.policyOrDefault() == Preempt.Policy.NEVER;
        String interval = interval(theirs.field("Advert interval"));
        String delay = seconds(theirs.field("Preempt delay"));
        same(theirs, "state", theirs.field("Wantstate"), "BACKUP", "state|priority");
        same(theirs, "priority", theirs.field("Priority"), String.valueOf(ours.priorityOrDefault()), "state|priority");
        same(theirs, "advert_int", interval, millis(ours.advertisementIntervalOrDefault()), "advert_int|version");
        same(theirs, "nopreempt", theirs.field("Preempt"), never ? "disabled" : "enabled", "(no)?preempt");
        same(theirs, "preempt_delay", delay, millis(preempt.delayOrDefault()), "preempt_delay");
        same(theirs, "accept", theirs.field("Accept"), "enabled", "no_accept|vrrp_instance");
    }

    private void compareProtocol(KeepalivedDump.Instance theirs, VirtualRouter ours) {
        Vrrp vrrp = ours.vrrpOrDefault();
        same(theirs, "version", theirs.field("VRRP Version"), String.valueOf(vrrp.versionOrDefault()), "version");
        String id = String.valueOf(vrrp.virtualRouterID());
        same(theirs, "virtual_router_id", theirs.field("Virtual Router ID"), id, "virtual_router_id");
        String device = theirs.field("Interface").replaceFirst(".* on ", "").replaceFirst(",.*", "");
        same(theirs, "interface", device, String.valueOf(ours.vrrpInterfaceNameOrDefault()), "interface");
        same(theirs, "authentication", authentication(theirs), authentication(vrrp.authentication()), "auth_.*");
        String unicast = vrrp.transportOrDefault() == Vrrp.Transport.UNICAST ? "on" : "off";
        same(theirs, "unicast", theirs.says("Using unicast") ? "on" : "off", unicast, "unicast_(peer|src_ip)");
        same(theirs, "source address", source(theirs), canonical(ours.sourceAddress()), "(mcast|unicast)_src_ip");
        compareLists(
                theirs,
                "unicast_peer",
                theirs.peers(),
                ours.unicastPeers().stream().map(Comparison::canonical).toList());
        boolean vmac = theirs.lines().stream().anyMatch(line -> line.startsWith("Use VMAC"));
        same(theirs, "use_vmac", vmac ? "on" : "off", "off", "use_vmac");
        same(theirs, "virtual_routes", theirs.says("Virtual Routes :") ? "some" : "none", "none", "virtual_routes");
    }

    private void compareAddresses(KeepalivedDump.Instance theirs, VirtualRouter ours) {
        List<String> addresses =
                ours.addresses().stream().map(Comparison::canonical).toList();
        List<String> extra =
                ours.extraAddresses().stream().map(Comparison::canonical).toList();
        compareLists(theirs, "virtual_ipaddress", texts(theirs.addresses()), addresses);
        compareLists(theirs, "virtual_ipaddress_excluded", texts(theirs.excluded()), extra);
        List<KeepalivedDump.Address> all = new ArrayList<>(theirs.addresses());
        all.addAll(theirs.excluded());
        for (KeepalivedDump.Address address : all) {
            if (addresses.contains(address.text()) || extra.contains(address.text())) {
                String label = Optional.ofNullable(address.label()).orElse("none");
                String ourLabel = Optional.ofNullable(ours.addressLabel()).orElse("none");
                sameAt(theirs, address.text(), "label", label, ourLabel);
                sameAt(theirs, address.text(), "dev", address.device(), String.valueOf(ours.interfaceName()));
            }
        }
    }

    private void compareAnnouncements(KeepalivedDump.Instance theirs, Announcements ours) {
        compareAnnouncement(theirs, "Gratuitous ARP repeat", string(ours.repeat()));
        compareAnnouncement(theirs, "Gratuitous ARP delay", wholeSeconds(ours.delay()));
        compareAnnouncement(theirs, "Gratuitous ARP refresh", wholeSeconds(ours.refresh()));
    }

    private void compareAnnouncement(KeepalivedDump.Instance theirs, String field, @Nullable String ours) {
        String expected = ours == null ? DEFAULT_ANNOUNCEMENTS.get(field) : ours;
        same(theirs, field, theirs.field(field), String.valueOf(expected), "(vrrp_)?garp_.*");
    }

    private void compareGroup(KeepalivedDump.Instance theirs) {
        Set<String> group = new TreeSet<>();
        String name = theirs.field("Sync group");
        for (KeepalivedDump.Instance other : dump.instances().values()) {
            if (!name.isEmpty() && other.field("Sync group").equals(name)) {
                group.add(Names.nearest(other.name(), "unnamed"));
            }
        }
        Set<String> ourGroup = new TreeSet<>();
        String moveGroup = Objects.requireNonNull(routers.get(Names.nearest(theirs.name(), "unnamed")))
                .moveGroup();
        routers.values().stream()
                .filter(router -> moveGroup != null && moveGroup.equals(router.moveGroup()))
                .forEach(router -> ourGroup.add(String.valueOf(router.name())));
        boolean equal = group.equals(ourGroup) || (group.size() == 1 && ourGroup.isEmpty());
        if (!equal) {
            Remark remark = remarks.stream()
                    .filter(one -> blockOf("vrrp_sync_group").test(one.place().line()))
                    .filter(one -> one.text().contains("left out"))
                    .findFirst()
                    .orElse(null);
            differences.add(
                    new Difference(theirs.name(), "vrrp_sync_group", group.toString(), ourGroup.toString(), remark));
        }
    }

    private void compareLists(KeepalivedDump.Instance theirs, String block, List<String> expected, List<String> ours) {
        List<String> missing = new ArrayList<>(expected);
        ours.forEach(missing::remove);
        List<String> added = new ArrayList<>(ours);
        expected.forEach(added::remove);
        missing.forEach(text -> sameAt(theirs, text, block, text, "none"));
        added.forEach(text -> sameAt(theirs, text, block, "none", text));
        if (missing.isEmpty() && added.isEmpty() && !expected.equals(ours)) {
            differences.add(new Difference(theirs.name(), block, expected.toString(), ours + " (order)", null));
        }
    }

    /** A difference that must have a remark at a line of such a keyword. */
    private void same(KeepalivedDump.Instance theirs, String field, String expected, String ours, String keyword) {
        if (!expected.equals(ours)) {
            Remark remark = find(theirs, line -> line.strip().matches("(" + keyword + ")\\b.*"), "");
            differences.add(new Difference(theirs.name(), field, expected, ours, remark));
        }
    }

    /** A difference that must have a remark at a line that begins with that address. */
    private void sameAt(KeepalivedDump.Instance theirs, String text, String field, String expected, String ours) {
        if (!expected.equals(ours)) {
            String ip = text.replaceFirst("/.*", "");
            Predicate<String> line = content -> canonical(
                            content.strip().replaceFirst("[\\s{].*", "").replaceFirst("/.*", ""))
                    .equals(ip);
            boolean option = field.equals("label") || field.equals("dev");
            Remark remark = find(theirs, line, option ? field : ADDRESS_REMARK);
            differences.add(new Difference(theirs.name(), field + " of " + text, expected, ours, remark));
        }
    }

    /** A remark at such a line of an instance, or of the global settings. */
    private @Nullable Remark find(KeepalivedDump.Instance theirs, Predicate<String> line, String pattern) {
        Predicate<Integer> inBlock = blockOf("vrrp_instance " + theirs.name());
        Predicate<Integer> inGlobal = blockOf("global_defs");
        return remarks.stream()
                .filter(remark -> inBlock.or(inGlobal).test(remark.place().line()))
                .filter(remark -> line.test(lines.get(remark.place().line() - 1)))
                .filter(remark ->
                        Pattern.compile(pattern).matcher(remark.text()).find())
                .findFirst()
                .orElse(null);
    }

    /** The lines of all blocks with this head. */
    private Predicate<Integer> blockOf(String head) {
        Set<Integer> numbers = new TreeSet<>();
        int depth = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (depth < 0 && (line + " ").replace("{", " ").startsWith(head + " ")) {
                depth = 0;
            }
            if (depth >= 0) {
                numbers.add(i + 1);
                depth += (int) line.chars().filter(c -> c == '{').count();
                depth -= (int) line.chars().filter(c -> c == '}').count();
                depth = depth == 0 && line.contains("}") ? -1 : depth;
            }
        }
        return numbers::contains;
    }

    private static List<String> texts(List<KeepalivedDump.Address> addresses) {
        return addresses.stream().map(KeepalivedDump.Address::text).collect(Collectors.toList());
    }

    private static String authentication(KeepalivedDump.Instance theirs) {
        String type = theirs.field("Authentication type");
        return switch (type) {
            case "", "none" -> "none";
            case "SIMPLE_PASSWORD" -> "password " + theirs.field("Password");
            default -> type;
        };
    }

    private static String authentication(@Nullable Authentication authentication) {
        return authentication == null ? "none" : "password " + authentication.password();
    }

    private static String source(KeepalivedDump.Instance theirs) {
        String source = theirs.field("Using src_ip");
        return source.contains("from configuration") ? canonical(source.replaceFirst(" .*", "")) : "none";
    }

    /** An address as the dump has it: without the prefix of a host. */
    private static String canonical(@Nullable String text) {
        if (text == null) {
            return "none";
        }
        try {
            IpPrefix prefix = IpPrefix.parse(text);
            boolean host = prefix.length() == prefix.address().getAddress().length * Byte.SIZE;
            return host ? prefix.toString().replaceFirst("/.*", "") : prefix.toString();
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    private static String interval(String text) {
        return text.endsWith(" sec") ? text.replace(" sec", "000") : text.replace(" milli-sec", "");
    }

    private static String seconds(String text) {
        return text.isEmpty()
                ? "0"
                : new BigDecimal(text.replace(" secs", ""))
                        .movePointRight(3)
                        .toBigInteger()
                        .toString();
    }

    private static String millis(String duration) {
        return String.valueOf(Durations.parse(duration) / 1_000_000);
    }

    private static @Nullable String wholeSeconds(@Nullable String duration) {
        return duration == null ? null : String.valueOf(Durations.parse(duration) / 1_000_000_000);
    }

    private static @Nullable String string(@Nullable Integer number) {
        return number == null ? null : number.toString();
    }
}
