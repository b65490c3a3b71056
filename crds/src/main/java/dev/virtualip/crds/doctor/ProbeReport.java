package dev.virtualip.crds.doctor;

import java.util.List;

/**
 * Answer of {@code virtualip-agent probe}.
 *
 * @param node the name of the host
 * @param identity the number in the host's test advertisements
 * @param version the agent's version
 * @param java the Java that runs it
 * @param kubeProxyMode the mode of kube-proxy; empty: unknown
 * @param millis how long the probe took
 * @param links the interfaces that were tested
 * @param findings what is wrong on this host alone
 */
public record ProbeReport(
        String node,
        int identity,
        String version,
        String java,
        String kubeProxyMode,
        long millis,
        List<ProbedLink> links,
        List<Finding> findings) {

    /** Keeps copies of the lists. */
    public ProbeReport {
        links = List.copyOf(links);
        findings = List.copyOf(findings);
    }
}
