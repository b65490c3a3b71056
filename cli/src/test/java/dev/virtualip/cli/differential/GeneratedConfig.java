package dev.virtualip.cli.differential;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Writes configurations as people write them, and as they get them wrong: values out of range, repeated or in strange
 * forms, directives in any order. The same seed writes the same text. One directive a line.
 */
final class GeneratedConfig {
    private static final List<String> INTERFACES = List.of("eth0", "eth1", "eth2", "eth3");

    private final Random random;
    private final List<String> lines = new ArrayList<>();
    /** What the members of a sync group have in common; empty: each has its own. */
    private List<List<String>> shared = List.of();

    private GeneratedConfig(long seed) {
        this.random = new Random(seed * 0x9e37_79b9_7f4a_7c15L);
    }

    static String of(long seed) {
        GeneratedConfig config = new GeneratedConfig(seed);
        config.write();
        return String.join("\n", config.lines) + "\n";
    }

    private void write() {
        globalDefs();
        List<String> names = new ArrayList<>();
        List<Integer> ids = new ArrayList<>();
        for (int id = 1; id <= 255; id++) {
            ids.add(id);
        }
        Collections.shuffle(ids, random);
        int count = 1 + random.nextInt(4);
        if (count > 1 && chance(40)) {
            shared = new ArrayList<>();
            election(shared);
        }
        for (int i = 0; i < count; i++) {
            names.add("VI_" + (i + 1));
            instance("VI_" + (i + 1), ids.get(i), 10 + 40 * i);
        }
        if (chance(shared.isEmpty() ? 20 : 80)) {
            syncGroup("VG_1", names);
        }
        if (chance(10)) {
            syncGroup(pick("VG_1", "VG_2"), names);
        }
    }

    private void globalDefs() {
        List<String> settings = new ArrayList<>(List.of("router_id " + pick("lb01", "LVS_DEVEL", "node-1")));
        settings.addAll(maybe(20, "vrrp_version " + pick("2", "3", "3", "4")));
        settings.addAll(maybe(15, "vrrp_strict"));
        settings.addAll(maybe(5, "vrrp_skip_check_adv_addr"));
        settings.addAll(maybe(10, "vrrp_garp_master_repeat " + pick("1", "3", "0")));
        settings.addAll(maybe(10, "vrrp_garp_master_delay " + pick("0", "10", "2.5")));
        settings.addAll(maybe(10, "vrrp_garp_master_refresh " + pick("60", "0")));
        block("global_defs", settings);
    }

    private void instance(String name, int id, int firstHost) {
        boolean ipv6 = chance(20);
        String device = pick(INTERFACES.toArray(String[]::new));
        List<List<String>> parts = new ArrayList<>();
        parts.add(List.of("interface " + device));
        parts.add(maybe(4, "interface " + device));
        parts.add(List.of("virtual_router_id " + id));
        parts.add(maybe(4, "virtual_router_id " + pick("0", "256", String.valueOf(id))));
        if (shared.isEmpty()) {
            election(parts);
        } else {
            parts.addAll(shared);
        }
        authentication(parts);
        parts.add(addressBlock("virtual_ipaddress", ipv6, firstHost, 1 + random.nextInt(5), device));
        if (chance(20)) {
            boolean other = chance(20) != ipv6;
            parts.add(addressBlock("virtual_ipaddress_excluded", other, firstHost + 10, 1 + random.nextInt(3), device));
        }
        sending(parts, ipv6);
        others(parts);
        Collections.shuffle(parts, random);
        List<String> content = new ArrayList<>();
        parts.forEach(content::addAll);
        block("vrrp_instance " + name, content);
    }

    private void election(List<List<String>> parts) {
        String[] states = {"MASTER", "MASTER", "BACKUP", "BACKUP", "BACKUP", "SLAVE", "master"};
        parts.add(maybe(80, "state " + pick(states)));
        parts.add(maybe(8, "state " + pick(states)));
        String[] priorities = {"100", "150", "90", "101", "254", "255", "1", "0", "256", "300", "+120", "0110", "150x"};
        parts.add(maybe(85, "priority " + pick(priorities)));
        parts.add(maybe(5, "priority " + pick(priorities)));
        String[] intervals = {"1", "1", "1", "2", "3", "0.5", "1.5", "0", "300", "255", "0.1", "0.014", "45", "1x", "-1"
        };
        parts.add(maybe(80, "advert_int " + pick(intervals)));
        parts.add(maybe(5, "advert_int " + pick(intervals)));
        parts.add(maybe(25, "version " + pick("2", "3", "3", "4")));
        parts.add(maybe(5, "version " + pick("2", "3")));
        parts.add(maybe(25, "nopreempt" + pick("", "", "", " off")));
        parts.add(maybe(8, "preempt"));
        parts.add(maybe(20, "preempt_delay " + pick("5", "300", "0.5", "0", "1000", "1200", "-1")));
        parts.add(maybe(4, "preempt_delay " + pick("10", "5000")));
        parts.add(maybe(10, "strict_mode" + pick("", " on", " off", " maybe")));
    }

    private void authentication(List<List<String>> parts) {
        if (chance(45)) {
            List<String> content = new ArrayList<>();
            content.addAll(maybe(92, "auth_type " + pick("PASS", "PASS", "PASS", "PASS", "AH", "pass")));
            content.addAll(maybe(95, "auth_pass " + pick("1111", "s3cret", "longer-than-eight", "12345678")));
            content.addAll(maybe(5, "auth_pass 2222"));
            parts.add(inBlock("authentication", content));
        }
    }

    private void sending(List<List<String>> parts, boolean ipv6) {
        String network = ipv6 ? "2001:db8:9::" : "203.0.113.";
        if (chance(25)) {
            String prefix = pick("", "", ipv6 ? "/64" : "/24");
            parts.add(maybe(80, "unicast_src_ip " + network + "201" + prefix));
            List<String> peers = new ArrayList<>();
            int count = random.nextInt(4);
            for (int i = 0; i < count; i++) {
                String other = ipv6 ? "203.0.113.77" : "2001:db8:9::77";
                String peer = chance(6) ? pick(other, "peer2", "203.0.113.300") : network + (201 + random.nextInt(6));
                peers.add(peer + pick("", "", "", ipv6 ? "/64" : "/24"));
            }
            if (chance(90)) {
                parts.add(inBlock("unicast_peer", peers));
            }
        }
        parts.add(maybe(8, "mcast_src_ip " + network + "201" + pick("", ipv6 ? "/64" : "/24")));
    }

    private void others(List<List<String>> parts) {
        parts.add(maybe(6, "use_vmac"));
        parts.add(maybe(6, "dont_track_primary"));
        parts.add(maybe(8, pick("accept", "no_accept")));
        parts.add(maybe(5, "native_ipv6"));
        parts.add(maybe(6, "garp_master_delay " + pick("1", "0", "10")));
        parts.add(maybe(6, "garp_master_repeat " + pick("1", "0", "2")));
        parts.add(maybe(6, "garp_master_refresh " + pick("30", "0")));
        if (chance(10)) {
            parts.add(inBlock("track_interface", List.of("eth0", "eth3 weight -20")));
        }
        if (chance(6)) {
            parts.add(inBlock("virtual_routes", List.of("198.51.100.128/25 via 203.0.113.99")));
        }
        parts.add(maybe(5, "debug 2"));
    }

    private List<String> addressBlock(String keyword, boolean ipv6, int firstHost, int count, String device) {
        List<String> content = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean other = chance(3);
            content.add(address(ipv6 != other, firstHost + i, device));
        }
        if (chance(4)) {
            content.add(content.getFirst());
        }
        return inBlock(keyword, content);
    }

    private String address(boolean ipv6, int host, String device) {
        String ip = (ipv6 ? "2001:db8::" : "192.0.2.") + host;
        if (ipv6 && chance(30)) {
            ip = "fe80::" + host;
        }
        if (chance(4)) {
            ip = ipv6 ? "2001:db8::zz" : pick("192.0.2.300", "192.0.2", "192.0.2.0", "192.0.2.255", "0.0.0.0");
        }
        String[] prefixes = ipv6
                ? new String[] {"/64", "/64", "/128", "", "/129", "/0"}
                : new String[] {"/24", "/24", "/24", "/32", "", "/255.255.255.0", "/33", "/0", "/024", "/24x", "/"};
        String prefix = chance(60) ? prefixes[0] : pick(prefixes);
        StringBuilder line = new StringBuilder(ip).append(prefix);
        if (chance(25)) {
            line.append(" dev ").append(chance(85) ? device : pick("eth0", "eth1", "lo"));
        }
        if (!ipv6 && chance(20)) {
            line.append(" label ").append(device).append(pick(":1", ":1", ":2", ":vip", ":much-too-long-a-label"));
        }
        if (chance(6)) {
            line.append(" scope ").append(pick("global", "link", "nonsense"));
        }
        if (!ipv6 && chance(6)) {
            line.append(pick(" brd +", " broadcast 192.0.2.255", " peer 198.51.100.7", " noprefixroute", " frob"));
        }
        if (ipv6 && chance(6)) {
            line.append(pick(" -nodad", " home", " preferred_lft 0", " noprefixroute"));
        }
        return line.toString();
    }

    private void syncGroup(String name, List<String> names) {
        List<String> members = new ArrayList<>(names);
        members.removeIf(member -> chance(20));
        members.addAll(maybe(5, "VI_9"));
        block("vrrp_sync_group " + name, inBlock("group", members));
    }

    private void block(String head, List<String> content) {
        inBlock(head, content).forEach(lines::add);
    }

    private static List<String> inBlock(String head, List<String> content) {
        List<String> block = new ArrayList<>();
        block.add(head + " {");
        content.forEach(line -> block.add("    " + line));
        block.add("}");
        return block;
    }

    private List<String> maybe(int percent, String line) {
        return chance(percent) ? List.of(line) : List.of();
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
