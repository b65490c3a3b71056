package dev.virtualip.agent.loop;

import dev.virtualip.agent.node.AnnouncementSchedule;
import dev.virtualip.agent.node.Binding;
import dev.virtualip.agent.node.HealthCheckSpec;
import dev.virtualip.agent.node.Transmission;
import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.Preemption;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Virtual routers for tests: on eth0, version 3, Virtual Router ID 55, priority 100, every 100 ms, announced once. */
public final class SpecBuilder {
    private static final long MILLI_NANOS = 1_000_000L;

    private final String name;
    private final List<VirtualAddress> addresses = new ArrayList<>();
    private String interfaceName = "eth0";
    private @Nullable String vrrpInterfaceName;
    private int version = 3;
    private int virtualRouterId = 55;
    private int priority = 100;
    private long intervalNanos = 100 * MILLI_NANOS;
    private Preemption preemption = new Preemption(true, 0);
    private Set<InetAddress> allowedSources = Set.of();
    private @Nullable String moveGroup;
    private String release = "";
    private @Nullable String label;
    private boolean withPrefix;
    private long lifetimeNanos = 3_000 * MILLI_NANOS;
    private boolean unicast;
    private List<InetAddress> unicastPeers = List.of();
    private @Nullable String password;
    private @Nullable InetAddress sourceAddress;
    private List<HealthCheckSpec> healthChecks = List.of();
    private boolean askFirst;
    private boolean confirmed = true;
    private AnnouncementSchedule announcements = new AnnouncementSchedule(1, 100 * MILLI_NANOS, 0, 0);

    private SpecBuilder(String name) {
        this.name = name;
    }

    /** With addresses such as {@code 192.0.2.10/24}. */
    public static SpecBuilder named(String name, String... addresses) {
        SpecBuilder builder = new SpecBuilder(name);
        for (String address : addresses) {
            builder.addresses.add(address(address));
        }
        return builder;
    }

    public static VirtualAddress address(String text) {
        int slash = text.indexOf('/');
        InetAddress ip = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int bits = Family.of(ip).addressBits();
        return new VirtualAddress(ip, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)));
    }

    public SpecBuilder on(String newInterfaceName) {
        interfaceName = newInterfaceName;
        return this;
    }

    /** Advertises on another interface than that of the addresses. */
    public SpecBuilder vrrpOn(String newVrrpInterfaceName) {
        vrrpInterfaceName = newVrrpInterfaceName;
        return this;
    }

    public SpecBuilder version(int newVersion) {
        version = newVersion;
        return this;
    }

    public SpecBuilder id(int newVirtualRouterId) {
        virtualRouterId = newVirtualRouterId;
        return this;
    }

    public SpecBuilder priority(int newPriority) {
        priority = newPriority;
        return this;
    }

    public SpecBuilder everyMillis(long millis) {
        intervalNanos = millis * MILLI_NANOS;
        return this;
    }

    public SpecBuilder preemption(Preemption newPreemption) {
        preemption = newPreemption;
        return this;
    }

    public SpecBuilder allowedSources(String... sources) {
        allowedSources =
                Set.copyOf(List.of(sources).stream().map(InetAddress::ofLiteral).toList());
        return this;
    }

    public SpecBuilder moveGroup(String newMoveGroup) {
        moveGroup = newMoveGroup;
        return this;
    }

    public SpecBuilder release(String newRelease) {
        release = newRelease;
        return this;
    }

    public SpecBuilder label(String newLabel) {
        label = newLabel;
        return this;
    }

    public SpecBuilder withPrefix() {
        withPrefix = true;
        return this;
    }

    public SpecBuilder lifetimeSeconds(int seconds) {
        lifetimeNanos = 1_000L * seconds * MILLI_NANOS;
        return this;
    }

    public SpecBuilder unicastTo(String... peers) {
        unicast = true;
        unicastPeers = List.of(peers).stream().map(InetAddress::ofLiteral).toList();
        return this;
    }

    public SpecBuilder password(@Nullable String newPassword) {
        password = newPassword;
        return this;
    }

    public SpecBuilder source(String newSourceAddress) {
        sourceAddress = InetAddress.ofLiteral(newSourceAddress);
        return this;
    }

    public SpecBuilder announced(AnnouncementSchedule newAnnouncements) {
        announcements = newAnnouncements;
        return this;
    }

    public SpecBuilder askFirst() {
        askFirst = true;
        return this;
    }

    public SpecBuilder unconfirmed() {
        confirmed = false;
        return this;
    }

    public SpecBuilder healthChecks(HealthCheckSpec... checks) {
        healthChecks = List.of(checks);
        return this;
    }

    public VirtualRouterSpec build() {
        return new VirtualRouterSpec(
                name,
                List.of(),
                interfaceName,
                vrrpInterfaceName == null ? interfaceName : vrrpInterfaceName,
                Family.of(addresses.getFirst().address()),
                version,
                virtualRouterId,
                priority,
                intervalNanos,
                preemption,
                allowedSources,
                moveGroup,
                release,
                new Binding(addresses, List.of(), label, withPrefix, lifetimeNanos),
                new Transmission(unicast, unicastPeers, ChecksumForm.WITH_PSEUDO_HEADER, password, sourceAddress),
                announcements,
                healthChecks,
                askFirst,
                confirmed);
    }
}
