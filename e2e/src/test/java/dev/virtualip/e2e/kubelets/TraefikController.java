package dev.virtualip.e2e.kubelets;

import dev.virtualip.testkit.kubelets.KubeletCluster;

/**
 * Traefik as an ingress controller, as its chart installs it: two Pods, a Service of type LoadBalancer without a class,
 * and an Ingress for {@code example.org} that leads to a Service.
 */
final class TraefikController {
    /** The name of its Service. */
    static final String NAME = "traefik";

    private static final String IMAGE = "traefik.example/traefik:module";

    private static final String RIGHTS = """
        {apiVersion: v1, kind: ServiceAccount, metadata: {name: traefik, namespace: default}}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: traefik}
        rules:
        - {apiGroups: [""], resources: [services, secrets, nodes, configmaps], verbs: [get, list, watch]}
        - {apiGroups: [discovery.k8s.io], resources: [endpointslices], verbs: [list, watch]}
        - {apiGroups: [networking.k8s.io], resources: [ingresses, ingressclasses], verbs: [get, list, watch]}
        - {apiGroups: [networking.k8s.io], resources: [ingresses/status], verbs: [update]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: traefik}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: traefik}
        subjects: [{kind: ServiceAccount, name: traefik, namespace: default}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: IngressClass
        metadata: {name: traefik}
        spec: {controller: traefik.io/ingress-controller}
        ---
        """;

    private TraefikController() {}

    /** Installs it, with an Ingress that leads to port 80 of a Service. */
    static void start(KubeletCluster cluster, String program, String service) {
        cluster.loadProgram(IMAGE, program);
        cluster.api().apply(objects(service)).orThrow();
    }

    /** Takes it away but for what only lists rights. */
    static void stop(KubeletCluster cluster) {
        cluster.kubectl("delete", "ingress/example", "service/traefik", "deployment/traefik");
    }

    /** The addresses that it says the Ingress has. */
    static String ingressStatus(KubeletCluster cluster) {
        return cluster.api()
                .get("/apis/networking.k8s.io/v1/namespaces/default/ingresses/example")
                .orThrow()
                .at("/status/loadBalancer")
                .toString();
    }

    private static String objects(String service) {
        return RIGHTS + """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: traefik, namespace: default}
            spec:
              replicas: 2
              selector: {matchLabels: {app: traefik}}
              template:
                metadata: {labels: {app: traefik}}
                spec:
                  serviceAccountName: traefik
                  terminationGracePeriodSeconds: 1
                  topologySpreadConstraints:
                  - maxSkew: 1
                    topologyKey: kubernetes.io/hostname
                    whenUnsatisfiable: DoNotSchedule
                    labelSelector: {matchLabels: {app: traefik}}
                  containers:
                  - name: traefik
                    image: %1$s
                    imagePullPolicy: Never
                    args:
                    - --entryPoints.web.address=:8000
                    - --providers.kubernetesingress=true
                    - --providers.kubernetesingress.ingressendpoint.publishedservice=default/traefik
                    - --global.checknewversion=false
                    - --global.sendanonymoususage=false
                    readinessProbe: {periodSeconds: 1, tcpSocket: {port: 8000}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: traefik, namespace: default}
            spec:
              type: LoadBalancer
              externalTrafficPolicy: Local
              ipFamilyPolicy: PreferDualStack
              selector: {app: traefik}
              ports: [{name: web, port: 80, targetPort: 8000}]
            ---
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: example, namespace: default}
            spec:
              ingressClassName: traefik
              rules:
              - host: example.org
                http:
                  paths:
                  - {path: /, pathType: Prefix, backend: {service: {name: %2$s, port: {number: 80}}}}
            """.formatted(IMAGE, service);
    }
}
