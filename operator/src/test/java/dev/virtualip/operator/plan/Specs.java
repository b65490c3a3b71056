package dev.virtualip.operator.plan;

import dev.virtualip.crds.v1alpha1.LabelSelector;
import dev.virtualip.crds.v1alpha1.Preempt;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.InterfaceSelector;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.PreferredNode;
import dev.virtualip.crds.v1alpha1.Vrrp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes specs of VirtualIPs field by field. */
final class Specs {
    private List<String> addresses = List.of();
    private @Nullable InterfaceSelector interfaceSelector;
    private @Nullable LabelSelector nodeSelector;
    private List<PreferredNode> preferredNodes = List.of();
    private @Nullable Integer maxCandidates;
    private @Nullable String addressLifetime;
    private @Nullable String interval;
    private @Nullable Preempt preempt;
    private @Nullable String moveGroup;
    private @Nullable Integer id;
    private Vrrp.@Nullable Transport transport;
    private List<String> allowedSources = List.of();
    private @Nullable String pool;

    static Specs of(String... addresses) {
        Specs specs = new Specs();
        specs.addresses = Arrays.asList(addresses);
        return specs;
    }

    Specs on(String interfaceName) {
        interfaceSelector = new InterfaceSelector(interfaceName, null);
        return this;
    }

    Specs onPattern(String pattern) {
        interfaceSelector = new InterfaceSelector(null, pattern);
        return this;
    }

    Specs where(String label, String value) {
        nodeSelector = new LabelSelector(Map.of(label, value), List.of());
        return this;
    }

    Specs preferring(int weight, String label, String value) {
        List<PreferredNode> more = new ArrayList<>(preferredNodes);
        more.add(new PreferredNode(weight, new LabelSelector(Map.of(label, value), List.of())));
        preferredNodes = more;
        return this;
    }

    Specs candidates(int max) {
        maxCandidates = max;
        return this;
    }

    Specs every(String duration) {
        interval = duration;
        return this;
    }

    Specs lasting(@Nullable String lifetime) {
        addressLifetime = lifetime;
        return this;
    }

    Specs never() {
        preempt = new Preempt(Preempt.Policy.NEVER, null);
        return this;
    }

    Specs with(String group) {
        moveGroup = group;
        return this;
    }

    Specs id(int given) {
        id = given;
        return this;
    }

    Specs unicast() {
        transport = Vrrp.Transport.UNICAST;
        return this;
    }

    Specs allowing(String... sources) {
        allowedSources = Arrays.asList(sources);
        return this;
    }

    Specs from(String poolName) {
        pool = poolName;
        return this;
    }

    VirtualIPSpec spec() {
        Vrrp vrrp = Vrrp.builder()
                .virtualRouterID(id)
                .transport(transport)
                .allowedSources(allowedSources)
                .build();
        return new VirtualIPSpec(
                addresses,
                pool,
                List.of(),
                interfaceSelector,
                null,
                null,
                addressLifetime,
                nodeSelector,
                preferredNodes,
                maxCandidates,
                interval,
                preempt,
                moveGroup,
                vrrp,
                List.of(),
                null,
                List.of(),
                null);
    }

    /** What differs from the defaults. */
    static String text(VirtualIPSpec spec) {
        return spec.toString().replaceAll("\\w+=(null|\\[]|\\w+\\[(\\w+=(null|\\[])(, )?)*])(, )?", "");
    }

    /** Any spec, good or bad, with few values, so that they meet. */
    static VirtualIPSpec random(Random random) {
        List<String> addresses = new ArrayList<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            int host = 200 + random.nextInt(12);
            addresses.add(
                    random.nextInt(4) == 0 ? "2001:db8::f:%d/64".formatted(host) : "192.0.2.%d/24".formatted(host));
        }
        Specs specs = of(addresses.stream().distinct().toArray(String[]::new));
        if (random.nextInt(3) == 0) {
            specs.id(50 + random.nextInt(4));
        }
        if (random.nextInt(4) == 0) {
            specs.with("group-" + random.nextInt(2));
        }
        if (random.nextInt(4) == 0) {
            specs.where("rack", random.nextBoolean() ? "a" : "b");
        }
        if (random.nextInt(4) == 0) {
            specs.preferring(1 + random.nextInt(100), "rack", "b");
        }
        if (random.nextInt(4) == 0) {
            specs.every("1s");
        }
        if (random.nextInt(5) == 0) {
            specs.candidates(1 + random.nextInt(4));
        }
        if (random.nextInt(8) == 0) {
            specs.on(random.nextBoolean() ? "eth1" : "eth9");
        }
        return specs.spec();
    }
}
