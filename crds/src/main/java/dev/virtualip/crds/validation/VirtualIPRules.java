package dev.virtualip.crds.validation;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.format.Names;
import dev.virtualip.crds.format.QuotedText;
import dev.virtualip.crds.v1alpha1.Authentication;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.Vrrp;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Rules for a VirtualIP: those of the schema of the API server, for objects that are older than the schema or that were
 * merged from a VirtualIP and the template of a pool.
 */
public final class VirtualIPRules {
    private static final int MAX_ADDRESSES = 16;
    private static final int MAX_PATTERN = 128;
    private static final Pattern SECRET_KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");

    private final Problems problems = new Problems();
    private final FieldRules fields = new FieldRules(problems);
    private final SelectorRules selectors = new SelectorRules(problems);
    private final VirtualIPSpec spec;

    private VirtualIPRules(VirtualIPSpec spec) {
        this.spec = spec;
    }

    /**
     * The problems of a spec, at most 100; none: it can be carried out as far as it can be seen from itself. Where it
     * names a pool and no version, what depends on the version counts only if no version would do.
     */
    public static List<Problem> check(VirtualIPSpec spec) {
        VirtualIPRules rules = new VirtualIPRules(spec);
        rules.checkAddresses();
        rules.checkPlace();
        rules.checkElection();
        rules.checkProtocol(spec.vrrp() == null ? Vrrp.DEFAULT : spec.vrrp());
        return rules.problems.list();
    }

    /** What of a spec no program carries out yet, with the remedy; such a VirtualIP is not accepted. */
    public static List<Problem> notYet(VirtualIPSpec spec) {
        Problems problems = new Problems();
        Authentication authentication = spec.vrrp() == null ? null : spec.vrrp().authentication();
        problems.require(
                authentication == null || authentication.type() != Authentication.Type.HMAC,
                "spec.vrrp.authentication.type",
                "HMAC is not yet supported; use Password with version 2, or remove it");
        return problems.list();
    }

    private void checkAddresses() {
        List<String> addresses = spec.addresses();
        problems.require(
                !addresses.isEmpty() || spec.pool() != null,
                "spec.addresses",
                "missing; give an address such as 192.0.2.10/24, or the pool to take one from");
        problems.requireSize(addresses, MAX_ADDRESSES, "spec.addresses");
        problems.require(
                spec.ipFamilies().isEmpty() || spec.pool() != null,
                "spec.ipFamilies",
                "is for a pool to take addresses from; give the pool, or remove ipFamilies");
        Set<InetAddress> seen = new HashSet<>();
        for (int i = 0; i < Math.min(addresses.size(), MAX_ADDRESSES); i++) {
            checkAddress(addresses.get(i), "spec.addresses[" + i + "]", seen);
        }
        boolean onlyIpv6 = !addresses.isEmpty() && addresses.stream().allMatch(VirtualIPRules::isIpv6);
        problems.require(
                !onlyIpv6 || spec.addressLabel() == null,
                "spec.addressLabel",
                "is for IPv4: IPv6 addresses have no label; remove addressLabel");
        problems.require(
                !onlyIpv6 || !Boolean.TRUE.equals(spec.bindPrefix()),
                "spec.bindPrefix",
                "is for IPv4: an IPv6 address never harms the host's own route; remove bindPrefix");
    }

    private void checkAddress(String text, String path, Set<InetAddress> seen) {
        try {
            IpPrefix prefix = IpPrefix.parse(text);
            prefix.objection().ifPresent(kind -> problems.add(path, text + " is " + kind + "; give a host's address"));
            problems.require(seen.add(prefix.address()), path, text + " is given twice; remove one");
        } catch (IllegalArgumentException e) {
            problems.add(path, String.valueOf(e.getMessage()));
        }
    }

    private void checkPlace() {
        if (spec.pool() != null) {
            fields.name(spec.pool(), "spec.pool");
        }
        if (spec.addressLabel() != null) {
            fields.addressLabel(spec.addressLabel(), "spec.addressLabel");
        }
        if (spec.addressLifetime() != null) {
            fields.addressLifetime(spec.addressLifetime(), "spec.addressLifetime");
        }
        if (spec.interfaceSelector() != null) {
            checkInterface(spec.interfaceSelector(), "spec.interface");
        }
        selectors.check(spec.nodeSelector(), "spec.nodeSelector");
        selectors.checkPreferences(spec.preferredNodes(), "spec.preferredNodes");
        if (spec.services() != null) {
            selectors.check(spec.services().namespaceSelector(), "spec.services.namespaceSelector");
            selectors.check(spec.services().serviceSelector(), "spec.services.serviceSelector");
        }
        if (spec.maxCandidates() != null) {
            problems.requireRange(spec.maxCandidates(), 1, VirtualIPSpec.MAX_CANDIDATES, "spec.maxCandidates");
        }
    }

    private void checkInterface(VirtualIPSpec.InterfaceSelector selector, String path) {
        String name = selector.name();
        String pattern = selector.pattern();
        problems.require(
                (name == null) != (pattern == null),
                path,
                "give either name, or pattern: a regular expression for the whole name");
        if (name != null) {
            fields.interfaceName(name, path + ".name");
        }
        if (pattern != null) {
            problems.require(
                    !pattern.isEmpty() && pattern.length() <= MAX_PATTERN && isRegularExpression(pattern),
                    path + ".pattern",
                    QuotedText.of(pattern) + " cannot be read; give a regular expression of at most 128 characters");
        }
    }

    private void checkElection() {
        if (spec.preempt() != null) {
            fields.preempt(spec.preempt(), "spec.preempt");
        }
        if (spec.moveGroup() != null) {
            fields.name(spec.moveGroup(), "spec.moveGroup");
        }
        for (int i = 0; i < spec.notifyDestinations().size(); i++) {
            fields.name(spec.notifyDestinations().get(i), "spec.notify[" + i + "]");
        }
        if (spec.announcements() != null) {
            fields.announcements(spec.announcements(), "spec.announcements");
        }
        new HealthCheckValidator(problems, false).check(spec.healthChecks(), "spec.healthChecks");
    }

    private void checkProtocol(Vrrp vrrp) {
        boolean unknown = vrrp.version() == null && spec.pool() != null;
        int version = unknown ? FieldRules.UNKNOWN_VERSION : vrrp.versionOrDefault();
        problems.require(
                unknown || version == 2 || version == 3,
                "spec.vrrp.version",
                version + " is no VRRP version; give 2 or 3");
        problems.require(
                version != 2 || spec.addresses().stream().noneMatch(VirtualIPRules::isIpv6),
                "spec.vrrp.version",
                "2 cannot carry IPv6; use version 3 or IPv4 addresses");
        if (vrrp.virtualRouterID() != null) {
            problems.requireRange(vrrp.virtualRouterID(), 1, 255, "spec.vrrp.virtualRouterID");
        }
        if (spec.advertisementInterval() != null) {
            fields.interval(spec.advertisementInterval(), version, "spec.advertisementInterval");
        }
        Authentication authentication = vrrp.authentication();
        if (authentication != null && authentication.type() != Authentication.Type.HMAC) {
            checkPassword(authentication, version);
        }
        if (vrrp.interfaceSelector() != null) {
            checkInterface(vrrp.interfaceSelector(), "spec.vrrp.interface");
        }
        for (int i = 0; i < vrrp.allowedSources().size(); i++) {
            fields.host(vrrp.allowedSources().get(i), "spec.vrrp.allowedSources[" + i + "]");
        }
    }

    private void checkPassword(Authentication authentication, int version) {
        String path = "spec.vrrp.authentication";
        problems.require(version != 3, path, "version 3 has none; use version 2 or remove authentication");
        problems.require(authentication.type() != null, path + ".type", "missing; give Password");
        Authentication.SecretRef secret = authentication.secretRef();
        String name = secret == null ? null : secret.name();
        String key = secret == null ? null : secret.key();
        if (name == null || key == null) {
            problems.add(path + ".secretRef", "missing; name the Secret and its key that hold the password");
            return;
        }
        problems.require(
                Names.isName(name, Names.MAX_OBJECT_CHARACTERS),
                path + ".secretRef.name",
                QuotedText.of(name)
                        + " is not a name; use lower case letters, digits, '-' and '.', with a letter or digit at both"
                        + " ends");
        problems.require(
                SECRET_KEY.matcher(key).matches(),
                path + ".secretRef.key",
                QuotedText.of(key) + " is not a key of a Secret; use letters, digits, '-', '_' and '.'");
    }

    private static boolean isIpv6(String address) {
        return address.indexOf(':') >= 0;
    }

    private static boolean isRegularExpression(String pattern) {
        try {
            Pattern.compile(pattern);
            return true;
        } catch (PatternSyntaxException _) {
            return false;
        }
    }
}
