package dev.virtualip.cli.doctor;

import dev.virtualip.crds.doctor.Finding;
import dev.virtualip.crds.doctor.FindingKind;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges the ConfigMap of kube-proxy. */
final class KubeProxyConfig {
    private static final Pattern MODE = Pattern.compile("(?m)^mode:[ \\t]*\"?(\\w*)");
    private static final Pattern STRICT_ARP = Pattern.compile("(?m)^\\s+strictARP:[ \\t]*\"?(\\w+)");

    private KubeProxyConfig() {}

    /** The finding about IPVS mode without strictARP; empty: none, or there is no such configuration. */
    static Optional<Finding> finding(@Nullable Map<String, String> data) {
        String text = data == null ? "" : data.getOrDefault("config.conf", "");
        return value(MODE, text).equals("ipvs") && !value(STRICT_ARP, text).equals("true")
                ? Optional.of(Finding.of(
                        FindingKind.IPVS_WITHOUT_STRICT_ARP,
                        "kube-system/kube-proxy",
                        "kube-proxy is configured with mode ipvs and without ipvs.strictARP: every node answers ARP"
                                + " for the addresses of Services."))
                : Optional.empty();
    }

    private static String value(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
