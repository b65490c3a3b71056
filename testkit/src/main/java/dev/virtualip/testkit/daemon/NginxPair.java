package dev.virtualip.testkit.daemon;

import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.HttpLoad;
import dev.virtualip.testkit.probe.HttpLoadSettings;
import dev.virtualip.testkit.probe.ProbeSettings;
import dev.virtualip.testkit.probe.Prober;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Two hosts with Nginx behind one address, which goes where Nginx works, and clients that use it. lb01 is the better
 * one.
 */
public final class NginxPair implements AutoCloseable {
    /** The address that clients use. */
    public static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.100");

    /** Longer than anything here takes, also on a machine that is busy with something else. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The time in which a host of the pair has to be healthy before it takes the address back. */
    public static final Duration PREEMPT_DELAY = Duration.ofSeconds(2);

    private static final int SETTLE_MILLIS = 1000;
    private static final double MILLIS_PER_SECOND = 1000;

    private final Lab lab;
    private final Duration period;
    private final Duration preemptDelay;
    private final Map<String, Daemon> daemons = new HashMap<>();
    private final Map<String, NginxProcess> servers = new HashMap<>();

    private NginxPair(Lab lab, Duration period, Duration preemptDelay) {
        this.lab = lab;
        this.period = period;
        this.preemptDelay = preemptDelay;
    }

    /** Starts it with {@link #PREEMPT_DELAY}, as below. */
    public static NginxPair start(String title, VrrpProgram program, Duration period) {
        return start(title, program, period, PREEMPT_DELAY);
    }

    /**
     * Starts it and returns when lb01 answers and lb02 could take over.
     *
     * @param title names the folder of its logs
     * @param program what runs on both hosts
     * @param period of the health checks, with two failures or successes in a row; whole seconds for keepalived
     * @param preemptDelay in whole seconds
     */
    public static NginxPair start(String title, VrrpProgram program, Duration period, Duration preemptDelay) {
        Lab lab = Lab.start(title, LabSubnets.DOCUMENTATION, "lb01", "lb02", "client");
        try {
            NginxPair pair = new NginxPair(lab, period, preemptDelay);
            for (String host : List.of("lb01", "lb02")) {
                pair.servers.put(host, NginxProcess.start(lab.host(host)));
                pair.daemons.put(host, pair.startRouter(program, host));
            }
            pair.awaitHolder("lb01");
            Wait.millis(SETTLE_MILLIS);
            return pair;
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    /** The hosts, and what can be done to the network between them. */
    public Lab lab() {
        return lab;
    }

    /** The VRRP program of a host. */
    public Daemon daemon(String host) {
        return Objects.requireNonNull(daemons.get(host));
    }

    /** The Nginx that was started last on a host. */
    public NginxProcess nginx(String host) {
        return Objects.requireNonNull(servers.get(host));
    }

    /** Starts Nginx on a host again. */
    public void startNginx(String host) {
        servers.put(host, NginxProcess.start(lab.host(host)));
    }

    /** A client that asks for an echo each millisecond. */
    public Prober probe() {
        return Prober.start(lab.host("client"), ProbeSettings.of(ADDRESS));
    }

    /** Clients that ask for the page. */
    public HttpLoad load() {
        return HttpLoad.start(lab.host("client"), HttpLoadSettings.of(new InetSocketAddress(ADDRESS, 80)));
    }

    /** The hosts that have the address now. */
    public List<String> holders() {
        return List.of("lb01", "lb02").stream()
                .filter(host -> lab.host(host).holds(ADDRESS))
                .toList();
    }

    /** Waits until only this host has the address. */
    public void awaitHolder(String host) {
        Wait.until(
                "only " + host + " has the address", PATIENCE, () -> holders().equals(List.of(host)));
    }

    private Daemon startRouter(VrrpProgram program, String host) {
        LabHost labHost = lab.host(host);
        int priority = host.equals("lb01") ? 150 : 100;
        return switch (program) {
            case OURS -> AgentProcess.start(labHost, document(host, priority));
            case KEEPALIVED -> KeepalivedProcess.start(labHost, configuration(host, priority));
        };
    }

    private String document(String host, int priority) {
        return """
            apiVersion: virtualip.dev/v1alpha1
            kind: VRRPRouter
            metadata: {name: %s}
            spec:
              virtualRouters:
              - name: web
                interface: eth1
                addresses: [192.0.2.100/24]
                priority: %d
                advertisementInterval: 250ms
                preempt: {policy: Always, delay: %ds}
                vrrp: {virtualRouterID: 55}
                healthChecks:
                - name: nginx
                  http: {port: 80, path: /, expect: {status: [200], body: %s}}
                  period: %dms
                  timeout: %dms
            """.formatted(host, priority, preemptDelay.toSeconds(), host, period.toMillis(), period.toMillis() / 2);
    }

    private String configuration(String host, int priority) {
        return """
            global_defs {
                router_id %1$s
                vrrp_rt_priority 50
                vrrp_rlimit_rttime 5000000
                script_user root
            }
            vrrp_script nginx {
                script "/usr/bin/curl -sf -o /dev/null -m %2$s http://127.0.0.1/"
                interval %3$d
                fall 2
                rise 2
            }
            vrrp_instance web {
                state BACKUP
                interface eth1
                virtual_router_id 55
                version 3
                priority %4$d
                advert_int 0.25
                preempt_delay %5$d
                virtual_ipaddress {
                    192.0.2.100/24 dev eth1
                }
                track_script {
                    nginx
                }
            }
            """.formatted(
                        host,
                        period.dividedBy(2).toMillis() / MILLIS_PER_SECOND,
                        Math.max(1, period.toSeconds()),
                        priority,
                        preemptDelay.toSeconds());
    }

    @Override
    public void close() {
        lab.close();
    }
}
