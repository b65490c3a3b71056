package dev.virtualip.cli.cluster;

import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.operator.api.ApiFailure;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Describes why the API server did not carry out a request, with the remedy. */
final class RequestFailure {
    private static final Pattern REFUSED = Pattern.compile(
            "User \"([^\"]+)\" cannot (\\w+) resource \"([^\"]+)\" in API group \"([^\"]*)\"(.*)", Pattern.DOTALL);
    private static final Pattern ACCOUNT = Pattern.compile("system:serviceaccount:([^:]+):(.+)");

    /** The path of a request in the client's message. */
    private static final Pattern PATH = Pattern.compile(" at: \\w+://[^/\\s]+(/apis?/[^?\\s]+)");

    private static final Pattern NAMESPACE = Pattern.compile("in the namespace \"([^\"]+)\"");

    /** The role for the namespace of the release: bound in all, it would give the rights of any ServiceAccount. */
    private static final String PROBE = "virtualip-doctor-probe";

    private static final Set<String> DOCTOR_READS = Set.of("daemonsets", "deployments", "jobs", "pods", "configmaps");

    private RequestFailure() {}

    static String text(KubernetesClientException failure, String url) {
        return switch (failure.getCode()) {
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                ("%s does not accept the credentials of the kubeconfig (401 Unauthorized). They may have expired: log"
                                + " in again, or choose another context with --context")
                        .formatted(url);
            case HttpURLConnection.HTTP_FORBIDDEN -> forbidden(ApiFailure.text(failure));
            case HttpURLConnection.HTTP_NOT_FOUND -> notFound(failure, url);
            case -1, 0 -> unanswered(ApiFailure.text(failure), url);
            default -> "%s refused the request (%d): %s".formatted(url, failure.getCode(), ApiFailure.text(failure));
        };
    }

    private static String unanswered(String message, String url) {
        return message.startsWith("Could not find the metadata")
                ? "The API server %s does not serve this kind: %s".formatted(url, message)
                : "No connection to the API server %s: %s. Check the address in the kubeconfig (kubectl cluster-info)"
                        .formatted(url, message.replaceAll("[.:\\s]+$", ""));
    }

    private static String forbidden(String message) {
        Matcher refused = REFUSED.matcher(message);
        if (!refused.find()) {
            return "The API server forbids it: " + message;
        }
        String user = refused.group(1);
        String verb = refused.group(2);
        String resource = refused.group(3);
        String group = refused.group(4).isEmpty() ? "" : "." + refused.group(4);
        String role = role(verb, resource);
        Matcher namespace = NAMESPACE.matcher(refused.group(5));
        String binding =
                role.equals(PROBE) && namespace.find() ? "rolebinding -n " + namespace.group(1) : "clusterrolebinding";
        return ("User \"%s\" may not %s %s%s. The ClusterRole %s has that right; an administrator can grant it: kubectl"
                        + " create %s %s-%s --clusterrole=%s %s")
                .formatted(user, verb, resource, group, role, binding, role, suffix(user), role, subject(user));
    }

    private static String role(String verb, String resource) {
        boolean reads = verb.equals("get") || verb.equals("list") || verb.equals("watch");
        if (resource.startsWith("pods/") || (resource.equals("jobs") && !reads)) {
            return PROBE;
        }
        if (reads) {
            return DOCTOR_READS.contains(resource) ? "virtualip-doctor" : "virtualip-viewer";
        }
        return resource.equals("nodes") ? "virtualip-maintenance" : "virtualip-editor";
    }

    private static String suffix(String user) {
        return user.replaceAll(".*:", "").replaceAll("[^A-Za-z0-9.-]", "-");
    }

    private static String subject(String user) {
        Matcher account = ACCOUNT.matcher(user);
        return account.matches()
                ? "--serviceaccount=%s:%s".formatted(account.group(1), account.group(2))
                : "--user=" + user;
    }

    /** A 404 of a list: the API server has no such path. One of an object says which object does not exist. */
    private static String notFound(KubernetesClientException failure, String url) {
        String message = ApiFailure.text(failure);
        if (!message.contains("could not find the requested resource") && !message.contains("404")) {
            return message;
        }
        Matcher path = PATH.matcher(String.valueOf(failure.getMessage()));
        return path.find() && !path.group(1).contains(ApiGroup.NAME)
                ? "The API server %s does not serve %s: is it the API server of a Kubernetes cluster?"
                        .formatted(url, path.group(1))
                : ("The cluster at %s does not serve virtualip.dev/v1alpha1: virtualip is not installed there, or in"
                                + " another version. Check with: kubectl api-versions | grep virtualip.dev")
                        .formatted(url);
    }
}
