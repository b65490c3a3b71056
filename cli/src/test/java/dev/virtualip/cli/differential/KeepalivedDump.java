package dev.virtualip.cli.differential;

import dev.virtualip.crds.format.IpPrefix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The dump that keepalived logs of a configuration when it has completed and corrected it (option {@code -d}).
 *
 * @param refused whether keepalived ended without a dump, because it refuses the whole configuration
 * @param instances by name, in their order
 * @param log everything that it printed
 */
record KeepalivedDump(boolean refused, Map<String, Instance> instances, String log) {
    /** The lines of one instance, without those of its lists. */
    private static final Pattern FIELD = Pattern.compile("   ([A-Z][^=:]*?) = (.*)");

    private static final Pattern ADDRESS = Pattern.compile(" {5}([0-9a-f.:]+)(?:/(\\d+))?( .*)? dev (\\S+)(.*)");
    private static final Pattern LABEL = Pattern.compile(" label (\\S+)");
    private static final Pattern PEER = Pattern.compile(" +([0-9a-f.:]+) min_ttl.*");
    private static final Pattern STAMP = Pattern.compile("^\\w+ \\w+ +\\d+ [\\d:.]+ \\d+: ");

    /**
     * An address of an instance.
     *
     * @param text the address with its prefix, none for /32 and /128, as keepalived writes it
     * @param device where it is bound
     */
    record Address(String text, String device, @Nullable String label) {}

    /**
     * An instance as keepalived runs it.
     *
     * @param fields its single values, by keepalived's own words
     * @param lines its other lines, which are not values
     */
    record Instance(
            String name,
            Map<String, String> fields,
            List<String> lines,
            List<Address> addresses,
            List<Address> excluded,
            List<String> peers) {
        String field(String name) {
            return fields.getOrDefault(name, "");
        }

        boolean says(String line) {
            return lines.contains(line);
        }
    }

    /** Runs keepalived on each of the files, each in a network namespace of its own, and reads its dumps. */
    static List<KeepalivedDump> of(List<Path> files) throws IOException, InterruptedException {
        if (files.isEmpty()) {
            return List.of();
        }
        Path folder = Objects.requireNonNull(files.getFirst().toAbsolutePath().getParent());
        Path script = Files.write(folder.resolve("dump.sh"), resource("dump.sh"));
        Path network = Files.write(folder.resolve("network.txt"), resource("network.txt"));
        Process all = new ProcessBuilder(
                        "xargs",
                        "-P",
                        String.valueOf(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4)),
                        "-I{}",
                        "unshare",
                        "--net",
                        "sh",
                        script.toString(),
                        network.toString(),
                        "{}")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("dump.log").toFile())
                .start();
        try (var input = all.outputWriter(StandardCharsets.UTF_8)) {
            for (Path file : files) {
                input.write(file.toAbsolutePath() + "\n");
            }
        }
        all.waitFor();
        List<KeepalivedDump> dumps = new ArrayList<>();
        for (Path file : files) {
            dumps.add(parse(Files.readString(Path.of(file.toAbsolutePath() + ".dump"), StandardCharsets.ISO_8859_1)));
        }
        return dumps;
    }

    private static byte[] resource(String name) throws IOException {
        return Files.readAllBytes(Path.of("src/test/resources/differential").resolve(name));
    }

    /** Reads what keepalived printed. */
    static KeepalivedDump parse(String log) {
        List<String> lines =
                log.lines().map(line -> STAMP.matcher(line).replaceFirst("")).toList();
        int start = lines.indexOf("------< VRRP Topology >------");
        Map<String, Instance> instances = new LinkedHashMap<>();
        Instance current = null;
        String list = "";
        for (String line : start < 0 ? List.<String>of() : lines.subList(start + 1, lines.size())) {
            if (line.startsWith("------<")) {
                break;
            }
            if (line.startsWith(" VRRP Instance = ")) {
                String name = line.substring(" VRRP Instance = ".length());
                current = new Instance(
                        name,
                        new LinkedHashMap<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>());
                instances.put(name, current);
            } else if (current != null) {
                list = line.matches(" {3}\\S.*") ? line.strip() : list;
                add(current, list, line);
            }
        }
        return new KeepalivedDump(start < 0 || !log.contains("< Interfaces >"), instances, String.join("\n", lines));
    }

    private static void add(Instance instance, String list, String line) {
        Matcher field = FIELD.matcher(line);
        Matcher address = ADDRESS.matcher(line);
        Matcher peer = PEER.matcher(line);
        if (field.matches()) {
            instance.fields().putIfAbsent(field.group(1), field.group(2));
        } else if (list.startsWith("Virtual IP") && address.matches()) {
            String text = canonical(address.group(1), address.group(2));
            String device = address.group(4).replaceFirst(".*@", "");
            Matcher label = LABEL.matcher(address.group(5));
            (list.startsWith("Virtual IP Excluded") ? instance.excluded() : instance.addresses())
                    .add(new Address(text, device, label.find() ? label.group(1) : null));
        } else if (list.startsWith("Unicast Peer") && peer.matches()) {
            instance.peers().add(canonical(peer.group(1), null));
        } else {
            instance.lines().add(line.strip());
        }
    }

    /** One form of text for equal addresses; as it is for those that we never take. */
    private static String canonical(String address, @Nullable String prefix) {
        try {
            String text = IpPrefix.parse(address).toString().replaceFirst("/.*", "");
            return prefix == null ? text : text + "/" + prefix;
        } catch (IllegalArgumentException _) {
            return prefix == null ? address : address + "/" + prefix;
        }
    }
}
