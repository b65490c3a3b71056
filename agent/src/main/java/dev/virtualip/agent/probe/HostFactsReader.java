package dev.virtualip.agent.probe;

import dev.virtualip.agent.linux.Capabilities;
import dev.virtualip.agent.linux.Clocks;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads {@link HostFacts}; starts no program. */
final class HostFactsReader {
    private static final String PROXY_MODE = "http://127.0.0.1:10249/proxyMode";
    private static final int PROXY_TIMEOUT_MILLIS = 300;
    private static final Set<String> PROXY_MODES = Set.of("iptables", "ipvs", "nftables", "userspace");
    private static final String REVERSE_PATH_COUNTER = "IPReversePathFilter";
    private static final String COUNTERS = "TcpExt:";

    private final HostPaths paths;

    HostFactsReader(HostPaths paths) {
        this.paths = paths;
    }

    /** Reads the facts, with what the test measured. */
    HostFacts read(Capabilities capabilities, PacketTest.Timing timing, long reversePathDrops) {
        return new HostFacts(
                capabilities.missing(),
                capabilities.sysNice(),
                Clocks.synchronization(),
                timing.wallJumpMillis(),
                timing.stallMillis(),
                reversePathDrops,
                HostPaths.number(paths.proc().resolve("sys/net/ipv4/ip_nonlocal_bind"))
                                .orElse(0)
                        == 1,
                kubeProxyMode(),
                Files.exists(paths.sys().resolve("class/net/kube-ipvs0")),
                paths.interfaceSetting("ipv4", "all", "arp_ignore").orElse(0) > 0
                        && paths.interfaceSetting("ipv4", "all", "arp_announce").orElse(0) > 0,
                programs(),
                Files.isDirectory(paths.ofHost("/etc")) && Files.isDirectory(paths.ofHost("/run")));
    }

    /** How many packets the reverse path filter has dropped since the host started. */
    long reversePathDrops() {
        List<String> lines = HostPaths.text(paths.proc().resolve("thread-self/net/netstat"))
                .map(text ->
                        text.lines().filter(line -> line.startsWith(COUNTERS)).toList())
                .orElse(List.of());
        return lines.size() < 2 ? 0 : counter(lines.get(0), lines.get(1), REVERSE_PATH_COUNTER);
    }

    /** The value below a name, in two lines of names and values. */
    static long counter(String names, String values, String name) {
        int index = List.of(names.split(" ", -1)).indexOf(name);
        String[] words = values.split(" ", -1);
        try {
            return index < 0 || index >= words.length ? 0 : Long.parseLong(words[index]);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Set<String> programs() {
        Set<String> found = new LinkedHashSet<>();
        for (Path process : HostPaths.entries(paths.proc())) {
            if (Character.isDigit(process.getFileName().toString().charAt(0))) {
                String name = HostPaths.text(process.resolve("comm")).orElse("").strip();
                if (HostFacts.OF_INTEREST.contains(name)) {
                    found.add(name);
                }
            }
        }
        return found;
    }

    /** The mode that kube-proxy itself reports; empty if it does not answer at once. */
    private static String kubeProxyMode() {
        try {
            if (!(URI.create(PROXY_MODE).toURL().openConnection() instanceof HttpURLConnection connection)) {
                return "";
            }
            connection.setConnectTimeout(PROXY_TIMEOUT_MILLIS);
            connection.setReadTimeout(PROXY_TIMEOUT_MILLIS);
            try (var in = connection.getInputStream()) {
                String mode = new String(in.readNBytes(64), StandardCharsets.UTF_8).strip();
                return PROXY_MODES.contains(mode) ? mode : "";
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return "";
        }
    }
}
