package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.conversion.Document;
import dev.virtualip.cli.conversion.Remark;
import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.cli.conversion.UnreadableConfigException;
import dev.virtualip.cli.keepalived.ConfigInput;
import dev.virtualip.cli.keepalived.ImportResult;
import dev.virtualip.cli.keepalived.parse.ConfigParser;
import dev.virtualip.cli.keepalived.parse.ParsedConfig;
import dev.virtualip.cli.keepalived.parse.UnusualCharacters;
import dev.virtualip.crds.format.Names;
import dev.virtualip.crds.v1alpha1.Authentication;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Mail;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
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
    private record Read(ParsedConfig tree, RawHost raw, DirectiveOutcomes outcomes) {}

    private final List<Read> reads = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
    private final Set<String> hostNames = new HashSet<>();

    private KeepalivedImport() {}

    /**
     * Reads the configurations, one per host, and translates them.
     *
     * @throws UnreadableConfigException if one of them cannot be read; the message names the line and the remedy
     */
    public static ImportResult run(List<ConfigInput> inputs) throws UnreadableConfigException {
        KeepalivedImport run = new KeepalivedImport();
        for (ConfigInput input : inputs) {
            run.read(input);
        }
        return run.translate();
    }

    private void read(ConfigInput input) throws UnreadableConfigException {
        ParsedConfig tree = ConfigParser.read(input.file(), input.configId());
        DirectiveOutcomes outcomes = new DirectiveOutcomes();
        reads.add(new Read(tree, HostResolver.raw(tree, outcomes), outcomes));
        remarks.addAll(tree.remarks());
    }

    private ImportResult translate() {
        List<ImportedHost> hosts = reads.stream()
                .map(read -> HostResolver.read(name(read), read.tree, read.raw, read.outcomes))
                .toList();
        reads.forEach(read -> remarks.addAll(read.outcomes.close(read.tree.directives(), KeepalivedImport::unknown)));
        List<InstanceGroup> groups = InstanceGroup.of(hosts);
        Set<String> mailing = hosts.stream()
                .filter(host -> host.mail() != null)
                .map(ImportedHost::name)
                .collect(Collectors.toSet());
        List<Document<VirtualIPSpec>> virtualIPs = new ArrayList<>();
        for (InstanceGroup group : groups) {
            remarks.addAll(HostDifferences.of(group, hosts.size()));
            boolean mails = group.members().stream().anyMatch(member -> mailing.contains(member.host()));
            virtualIPs.addAll(VirtualIPWriter.write(group, mails, remarks));
        }
        remarkSecret(groups);
        remarkMail(hosts);
        remarkSingleHost(hosts);
        List<Document<VRRPRouterSpec>> routers = hosts.stream()
                .map(host -> VRRPRouterWriter.write(host, groups, remarks))
                .toList();
        int given = reads.stream().mapToInt(read -> read.raw.instanceBlocks).sum();
        int imported = hosts.stream().mapToInt(host -> host.instances().size()).sum();
        return new ImportResult(virtualIPs, routers, inOrder(), given, imported);
    }

    /** Returns what to say of a keyword that neither its block nor the list of unsupported directives knows. */
    private static String unknown(String keyword) {
        String home = home(keyword);
        if (!home.isEmpty()) {
            return "belongs into %s, not here: left out; move it there, or check the braces before it".formatted(home);
        }
        return UnusualCharacters.in(keyword)
                ? "left out, since keepalived takes its unusual characters as part of the word"
                : "not known here: left out; check its spelling";
    }

    /** Returns the block that understands a keyword; empty: none. */
    private static String home(String keyword) {
        if (HostKeywords.TOP.knows(keyword)) {
            return "the top of the file";
        }
        if (HostKeywords.GLOBAL.knows(keyword)) {
            return "global_defs";
        }
        if (InstanceKeywords.TABLE.knows(keyword)) {
            return "a vrrp_instance";
        }
        return InstanceKeywords.AUTHENTICATION.knows(keyword) ? "the block authentication" : "";
    }

    /** The host's name: its router_id; if that is missing or another host's too, the name of its file. */
    private String name(Read read) {
        String byFile = byFile(Path.of(read.tree.file()));
        Located<String> routerId = read.raw.routerId;
        if (routerId == null) {
            String name = HostResolver.unique(byFile, hostNames);
            read.outcomes.remark(
                    new SourceLine(read.tree.file(), 1),
                    "there is no router_id: the host is called %s, after the file; set metadata.name to the node's name"
                            .formatted(name));
            return name;
        }
        String byId = Names.nearest(routerId.value(), byFile);
        if (hostNames.add(byId)) {
            return byId;
        }
        String name = HostResolver.unique(byFile, hostNames);
        read.outcomes.remark(
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

    private void remarkSingleHost(List<ImportedHost> hosts) {
        if (hosts.size() == 1 && !hosts.getFirst().instances().isEmpty()) {
            remarks.add(new Remark(
                    new SourceLine(hosts.getFirst().file(), 1),
                    "only this host was given, so no other host would take over its addresses: import the files of"
                            + " all hosts together"));
        }
    }

    /** In Kubernetes the operator sends the mail; one remark for all hosts that have the same. */
    private void remarkMail(List<ImportedHost> hosts) {
        Set<Mail> told = new HashSet<>();
        for (ImportedHost host : hosts) {
            Located<Mail> mail = host.mail();
            if (mail != null && told.add(mail.value())) {
                remarks.add(new Remark(
                        mail.place(),
                        ("mail: goes into notifications of the VRRPRouter file; in Kubernetes the VirtualIP has it in"
                                        + " notify, and the operator must have this destination; add it to the values"
                                        + " of the chart: operator: {notifications: [{name: %s, mail: {server: %s,"
                                        + " port: %d, tls: None, from: %s, to: [%s]}}]}")
                                .formatted(
                                        VRRPRouterWriter.MAIL_NAME,
                                        mail.value().server(),
                                        mail.value().portOrDefault(),
                                        mail.value().from(),
                                        String.join(", ", mail.value().to()))));
            }
        }
    }

    /** One command for all keys, for a Secret can be created only once. */
    private void remarkSecret(List<InstanceGroup> groups) {
        Map<String, Located<String>> keys = new LinkedHashMap<>();
        for (InstanceGroup group : groups) {
            for (ImportedInstance member : group.members()) {
                Located<String> password = member.sending().password();
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
    private static String secretValue(Located<String> password) {
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
