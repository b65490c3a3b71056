package dev.virtualip.crds.validation;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.Durations;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.format.Names;
import dev.virtualip.crds.format.QuotedText;
import dev.virtualip.crds.v1alpha1.Announcements;
import dev.virtualip.crds.v1alpha1.Preempt;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/** The rules for fields that VirtualIP and VRRPRouter have in common, each by itself. */
final class FieldRules {
    /** The version of a document whose version is not known, because the template of a pool may give it. */
    static final int UNKNOWN_VERSION = 0;

    /** The kernel's IFNAMSIZ, which bounds interface names and address labels, less the final zero byte. */
    private static final int MAX_INTERFACE_BYTES = 15;

    private final Problems problems;

    FieldRules(Problems problems) {
        this.problems = problems;
    }

    void name(String name, String path) {
        problems.require(
                Names.isName(name, Names.MAX_CHARACTERS),
                path,
                QuotedText.of(name) + " is not a name; use at most 63 lower case letters, digits, '-' and '.',"
                        + " with a letter or digit at both ends");
    }

    void interfaceName(String name, String path) {
        boolean known = isKernelName(name, c -> c > ' ' && c != '/' && c != ':' && !Character.isISOControl(c));
        problems.require(
                known && !name.equals(".") && !name.equals(".."),
                path,
                QuotedText.of(name) + " cannot be an interface; give a name of 1..15 bytes as ip link shows it");
    }

    void addressLabel(String label, String path) {
        problems.require(
                isKernelName(label, c -> c > ' ' && !Character.isISOControl(c)),
                path,
                QuotedText.of(label) + " cannot be a label; give 1..15 bytes without spaces, such as eth1:1");
    }

    /** An address that is somebody's, without a prefix. */
    void host(String text, String path) {
        try {
            InetAddress address = AddressText.parse(text);
            IpPrefix.objection(address)
                    .ifPresent(kind -> problems.add(path, text + " is " + kind + "; give a host's address"));
        } catch (IllegalArgumentException e) {
            problems.add(path, String.valueOf(e.getMessage()));
        }
    }

    /** Whether preemption waits. */
    boolean preempt(Preempt preempt, String path) {
        boolean delayed = problems.requireDuration(preempt.delayOrDefault(), "0s", "1000s", path + ".delay") > 0;
        boolean never = preempt.policyOrDefault() == Preempt.Policy.NEVER;
        problems.require(
                !(delayed && never), path + ".delay", "has no effect with policy Never; remove it or use Always");
        return delayed;
    }

    void announcements(Announcements announcements, String path) {
        problems.requireRange(announcements.repeatOrDefault(), 1, 100, path + ".repeat");
        problems.requireDuration(announcements.intervalOrDefault(), "0s", "10s", path + ".interval");
        problems.requireDuration(announcements.delayOrDefault(), "0s", "60s", path + ".delay");
        String refresh = announcements.refreshOrDefault();
        long nanos = problems.duration(refresh, path + ".refresh");
        boolean fits = nanos <= 0 || isBetween(nanos, "1s", "60m");
        problems.require(fits, path + ".refresh", refresh + " is out of range; give 1s..60m, or 0s for never");
    }

    /** The kernel lifetime of addresses. */
    void addressLifetime(String lifetime, String path) {
        long nanos = problems.duration(lifetime, path);
        problems.require(
                nanos <= 0 || (isMultiple(nanos, "1s") && isBetween(nanos, "1s", "60s")),
                path,
                lifetime + " cannot be a lifetime; give whole seconds, 1s..60s, or 0s for permanent");
    }

    /** The interval of advertisements, which the version bounds. */
    void interval(String interval, int version, String path) {
        long nanos = problems.duration(interval, path);
        if (nanos < 0) {
            return;
        }
        boolean fits2 = isMultiple(nanos, "1s") && isBetween(nanos, "1s", "255s");
        boolean fits3 = isMultiple(nanos, "10ms") && isBetween(nanos, "10ms", "40.95s");
        switch (version) {
            case 3 ->
                problems.require(fits3, path, interval + " does not fit version 3; give 10ms..40.95s in steps of 10ms");
            // Not known, or none that there is, which another rule reports.
            default ->
                problems.require(
                        fits2 || fits3,
                        path,
                        interval + " fits no version; give 10ms..40.95s in steps of 10ms, or whole seconds, 1s..255s,"
                                + " for version 2");
            case 2 -> {
                String remedy = isBetween(nanos, "10ms", "40.95s") ? "use version 3, or " : "";
                problems.require(
                        fits2, path, interval + " does not fit version 2; " + remedy + "give whole seconds, 1s..255s");
            }
        }
    }

    private static boolean isMultiple(long nanos, String unit) {
        return nanos % Durations.parse(unit) == 0;
    }

    private static boolean isBetween(long nanos, String min, String max) {
        return nanos >= Durations.parse(min) && nanos <= Durations.parse(max);
    }

    private static boolean isKernelName(String name, IntPredicate allowed) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return bytes >= 1 && bytes <= MAX_INTERFACE_BYTES && name.codePoints().allMatch(allowed);
    }
}
