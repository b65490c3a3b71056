package dev.virtualip.cli.keepalived;

import dev.virtualip.crds.Authentication;
import dev.virtualip.crds.Names;
import dev.virtualip.crds.VRRPRouter;
import dev.virtualip.crds.VirtualIP;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Imports the keepalived configurations of the hosts that share addresses. */
public final class KeepalivedImport {
    private record Read(ConfigTree tree, HostDraft draft, Ledger ledger) {}

    private final List<Read> reads = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
    private final Set<String> hostNames = new HashSet<>();

    private KeepalivedImport() {}

    /**
     * Reads the configurations, one per host, and translates them.
     *
     * @throws UnreadableConfigException if one of them cannot be read; the message names the line and the remedy
     */
    public static ImportResult run(List<Input> inputs) throws UnreadableConfigException {
        KeepalivedImport run = new KeepalivedImport();
        for (Input input : inputs) {
            run.read(input);
        }
        return run.translate();
    }

    private void read(Input input) throws UnreadableConfigException {
        ConfigTree tree = ConfigReader.read(input.file(), input.configId());
        Ledger ledger = new Ledger();
        reads.add(new Read(tree, HostReader.draft(tree, ledger), ledger));
        remarks.addAll(tree.remarks());
    }

    private ImportResult translate() {
        List<Host> hosts = reads.stream()
                .map(read -> HostReader.read(name(read), read.tree, read.draft, read.ledger))
                .toList();
        reads.forEach(read -> remarks.addAll(read.ledger.close(read.tree.directives())));
        List<InstanceGroup> groups = InstanceGroup.of(hosts);
        List<VirtualIP> virtualIPs = new ArrayList<>();
        for (InstanceGroup group : groups) {
            remarks.addAll(Differences.of(group, hosts.size()));
            virtualIPs.addAll(VirtualIPWriter.write(group, remarks));
        }
        tellSecret(groups);
        tellSingleHost(hosts);
        List<VRRPRouter> routers = hosts.stream()
                .map(host -> VRRPRouterWriter.write(host, groups, remarks))
                .toList();
        int given = reads.stream().mapToInt(read -> read.draft.instanceBlocks).sum();
        int imported = hosts.stream().mapToInt(host -> host.instances().size()).sum();
        return new ImportResult(virtualIPs, routers, inOrder(), given, imported);
    }

    /** The host's name: its router_id; if that is missing or another host's too, the name of its file. */
    private String name(Read read) {
        String byFile = byFile(Path.of(read.tree.file()));
        Given<String> routerId = read.draft.routerId;
        if (routerId == null) {
            String name = HostReader.unique(byFile, hostNames);
            read.ledger.tell(
                    new Place(read.tree.file(), 1),
                    "there is no router_id: the host is called %s, after the file; set metadata.name to the node's name"
                            .formatted(name));
            return name;
        }
        String byId = Names.nearest(routerId.value(), byFile);
        if (hostNames.add(byId)) {
            return byId;
        }
        String name = HostReader.unique(byFile, hostNames);
        read.ledger.tell(
                routerId.place(),
                "router_id %s: another host has it too: this one is called %s, after the file; give each host its own"
                        .formatted(routerId.value(), name));
        return name;
    }

    /** The name of the file, or of its folder if the file has the name that all of them have. */
    private static String byFile(Path file) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (name.equals("keepalived") && folder != null) {
            return Names.nearest(String.valueOf(folder.getFileName()), "host");
        }
        return Names.nearest(name, "host");
    }

    private void tellSingleHost(List<Host> hosts) {
        if (hosts.size() == 1 && !hosts.getFirst().instances().isEmpty()) {
            remarks.add(new Remark(
                    new Place(hosts.getFirst().file(), 1),
                    "only this host was given, nobody would take its addresses over: import the files of all hosts"
                            + " together"));
        }
    }

    /** One command for all keys, for a Secret can be created only once. */
    private void tellSecret(List<InstanceGroup> groups) {
        Map<String, Given<String>> keys = new LinkedHashMap<>();
        for (InstanceGroup group : groups) {
            for (Instance member : group.members()) {
                Given<String> password = member.sending().password();
                if (password != null) {
                    keys.putIfAbsent(group.name(), password);
                }
            }
        }
        if (keys.isEmpty()) {
            return;
        }
        String literals = keys.entrySet().stream()
                .map(key -> "--from-literal=%s='<%s>'".formatted(key.getKey(), secretValue(key.getValue())))
                .collect(Collectors.joining(" "));
        remarks.add(new Remark(
                keys.values().iterator().next().place(),
                "auth_pass: the VirtualIP refers to a Secret; create it first, in the namespace of the release: kubectl"
                        + " create secret generic " + VirtualIPWriter.SECRET + " " + literals));
    }

    /** An agent refuses more than the bytes that are sent. */
    private static String secretValue(Given<String> password) {
        boolean whole = password.value().getBytes(StandardCharsets.UTF_8).length < Authentication.MAX_PASSWORD_BYTES;
        return (whole ? "" : "the first 8 bytes of ") + "auth_pass of " + password.place();
    }

    private List<Remark> inOrder() {
        List<String> files =
                new ArrayList<>(reads.stream().map(read -> read.tree.file()).toList());
        remarks.forEach(remark -> files.add(remark.place().file()));
        Map<String, Integer> order = new LinkedHashMap<>();
        files.forEach(file -> order.putIfAbsent(file, order.size()));
        return remarks.stream()
                .distinct()
                .sorted(Comparator.comparingInt((Remark remark) ->
                                order.getOrDefault(remark.place().file(), 0))
                        .thenComparingInt(remark -> remark.place().line()))
                .toList();
    }
}
