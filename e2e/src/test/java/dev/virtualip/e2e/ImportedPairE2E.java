package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.KeepalivedProcess;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.HostAddress;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * keepalived on lb01 with its own file, our agent on lb02 with the file that was imported from lb02's keepalived.conf:
 * each address has exactly one holder, the one that keepalived would choose. Directives that the two could understand
 * in different ways; each with the better router on either host.
 */
@SideBySide
@RequiresLab
class ImportedPairE2E {
    private static final Pattern LINK_LOCAL = Pattern.compile("our agents add (fe80:[0-9a-f:]+): a keepalived beside");
    private static final String ONE = "one of the two";
    private static final int LOOKS = 20;
    private static final int LOOK_EVERY_MILLIS = 150;

    /**
     * A virtual router of both hosts.
     *
     * @param better the host with the higher priority
     * @param text its address
     * @param lines what is in the block on both hosts; LOCAL and PEER stand for the hosts' own addresses
     */
    private record Router(String name, int id, String better, String text, List<String> lines) {
        String block(String host, List<String> first) {
            boolean isFirst = host.equals("lb01");
            int priority = isEqual() ? 100 : better.equals(host) ? 150 : 90;
            String content = String.join("\n", lines)
                    .replace("LOCAL", isFirst ? "192.0.2.11" : "192.0.2.12")
                    .replace("PEER", isFirst ? "192.0.2.12" : "192.0.2.11");
            String lead = first.stream().map(line -> line + "\n").collect(Collectors.joining());
            return """
                vrrp_instance %s {
                interface eth1
                virtual_router_id %d
                priority %d
                %s
                virtual_ipaddress {
                %s%s/%d
                }
                }
                """.formatted(name, id, priority, content, lead, text, text.contains(":") ? 64 : 24);
        }

        InetAddress address() {
            return InetAddress.ofLiteral(text);
        }

        /** The holder that keepalived would choose; of two equal routers without preemption the one that was first. */
        String holder() {
            return isEqual() ? ONE : "[" + better + "]";
        }

        boolean isEqual() {
            return better.equals("neither");
        }
    }

    private static final List<Router> ROUTERS = routers();

    private static List<Router> routers() {
        List<Router> routers = new ArrayList<>();
        int id = 10;
        for (String better : List.of("lb01", "lb02")) {
            routers.add(router("strict", ++id, better, "strict_mode", "state MASTER", "preempt_delay 60", secret()));
            routers.add(router("prefixes", ++id, better, "unicast_src_ip LOCAL/24", peers("PEER/24"), secret()));
            routers.add(router("peers", ++id, better, "unicast_src_ip LOCAL", peers("LOCAL", "PEER", "PEER")));
            routers.add(router("repeated", ++id, better, "version 2", "version 3", "advert_int 1", "advert_int 300"));
            routers.add(router("version3", ++id, better, "version 3", "advert_int 0.255", secret()));
            routers.add(router("ipv6", ++id, better, "advert_int 0.5"));
        }
        routers.add(router("equal", ++id, "neither", "state BACKUP", "nopreempt off"));
        return routers;
    }

    private static Router router(String name, int id, String better, String... lines) {
        String address = name.equals("ipv6") ? "2001:db8::1:" + id : "192.0.2.1" + id;
        return new Router(name + "_" + id, id, better, address, List.of(lines));
    }

    private static String secret() {
        return "authentication {\nauth_type PASS\nauth_pass s3cret\n}";
    }

    private static String peers(String... peers) {
        return "unicast_peer {\n" + String.join("\n", peers) + "\n}";
    }

    @Test
    void everyAddressHasTheHolderThatKeepalivedElects() throws IOException {
        try (Lab lab = Lab.start("ImportedPairE2E", LabSubnets.DOCUMENTATION, "lb01", "lb02")) {
            String remarks = importLb02(lab);
            String first = configuration("lb01", linkLocals(remarks));
            KeepalivedProcess keepalived = KeepalivedProcess.start(lab.host("lb01"), first);
            String imported = Files.readString(lab.folder().resolve("lb02.yaml"));
            AgentProcess agent = AgentProcess.start(lab.host("lb02"), imported);
            holdersAreRight(lab, remarks);

            assertThat(keepalived.stop()).isZero();
            awaitHolders(
                    lab,
                    ROUTERS.stream()
                            .collect(Collectors.toMap(Router::name, router -> router.isEqual() ? ONE : "[lb02]")),
                    remarks);
            KeepalivedProcess.start(lab.host("lb01"), first);
            holdersAreRight(lab, remarks);
            assertThat(agent.isAlive()).as(agent.log()).isTrue();
        }
    }

    private static String importLb02(Lab lab) throws IOException {
        Path file = lab.folder().resolve("lb02.conf");
        Files.writeString(file, configuration("lb02", Map.of()));
        return lab.host("lb02")
                .exec(
                        Checkout.root().resolve("cli/bin/virtualip").toString(),
                        "import",
                        "keepalived",
                        "--standalone",
                        "--output",
                        lab.folder().toString(),
                        file.toString());
    }

    private static String configuration(String host, Map<Integer, String> linkLocals) {
        return "global_defs {\nrouter_id " + host + "\n}\n"
                + ROUTERS.stream()
                        .map(router -> router.block(
                                host,
                                linkLocals.containsKey(router.id())
                                        ? List.of(String.valueOf(linkLocals.get(router.id())))
                                        : List.of()))
                        .collect(Collectors.joining());
    }

    /** The addresses that the remarks want in lb01's file, by Virtual Router ID. */
    private static Map<Integer, String> linkLocals(String remarks) {
        Map<Integer, String> found = new TreeMap<>();
        for (Router router : ROUTERS) {
            remarks.lines()
                    .filter(line -> line.contains(" " + router.text() + ": "))
                    .forEach(line -> {
                        Matcher address = LINK_LOCAL.matcher(line);
                        if (address.find()) {
                            found.put(router.id(), address.group(1));
                        }
                    });
        }
        assertThat(found).as(remarks).hasSize(2);
        return found;
    }

    private static void holdersAreRight(Lab lab, String remarks) {
        Map<String, String> expected = ROUTERS.stream().collect(Collectors.toMap(Router::name, Router::holder));
        awaitHolders(lab, expected, remarks);
        for (int i = 0; i < LOOKS; i++) {
            Wait.millis(LOOK_EVERY_MILLIS);
            assertThat(holders(lab)).as("it stays so").isEqualTo(new TreeMap<>(expected));
        }
    }

    private static void awaitHolders(Lab lab, Map<String, String> expected, String remarks) {
        Map<String, String> sorted = new TreeMap<>(expected);
        try {
            Wait.until(
                    "the holders are " + sorted,
                    RouterPair.PATIENCE,
                    () -> holders(lab).equals(sorted));
        } catch (RuntimeException e) {
            assertThat(holders(lab)).as(remarks).isEqualTo(sorted);
        }
    }

    /** The hosts that hold each address. */
    private static Map<String, String> holders(Lab lab) {
        Map<String, List<InetAddress>> held = new TreeMap<>();
        for (LabHost host : lab.hosts()) {
            held.put(
                    host.name(),
                    host.addresses().stream().map(HostAddress::address).toList());
        }
        Map<String, String> holders = new TreeMap<>();
        for (Router router : ROUTERS) {
            List<String> names = held.entrySet().stream()
                    .filter(entry -> entry.getValue().contains(router.address()))
                    .map(Map.Entry::getKey)
                    .toList();
            holders.put(router.name(), router.isEqual() && names.size() == 1 ? ONE : names.toString());
        }
        return holders;
    }
}
