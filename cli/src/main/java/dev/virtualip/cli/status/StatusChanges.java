package dev.virtualip.cli.status;

import dev.virtualip.crds.report.AddressReport;
import dev.virtualip.crds.report.StatusReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Difference of two reports as lines, one for each address that changed. */
final class StatusChanges {
    private StatusChanges() {}

    static List<String> lines(StatusReport before, StatusReport after) {
        Map<String, AddressReport> old =
                before.addresses().stream().collect(Collectors.toMap(AddressReport::name, Function.identity()));
        List<String> lines = new ArrayList<>();
        for (AddressReport address : after.addresses()) {
            AddressReport was = old.remove(address.name());
            if (was == null
                    || !was.state().equals(address.state())
                    || !Objects.equals(was.activeNode(), address.activeNode())
                    || !was.backups().equals(address.backups())) {
                lines.add(line(address));
            }
        }
        old.keySet().stream().sorted().forEach(name -> lines.add(name + "  deleted"));
        return lines;
    }

    private static String line(AddressReport address) {
        String node = address.activeNode() == null ? "on no node" : "on " + address.activeNode();
        String backups = address.backups().isEmpty() ? "no backup" : "backups " + String.join(",", address.backups());
        return "%s  %s  %s  %s".formatted(address.title(), node, address.state(), backups);
    }
}
