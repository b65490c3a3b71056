package dev.virtualip.e2e.kubernetes;

/** Our definitions, where no operator sees to them. */
public final class Definitions {
    private Definitions() {}

    /** Has VRRPRouters served. */
    public static void serveVrrpRouters(KubeCluster cluster) {
        cluster.applyFile("crds/src/main/resources/dev/virtualip/crds/vrrprouters.virtualip.dev.yaml");
        cluster.await(
                "VRRPRouters are served",
                () -> cluster.api()
                        .admin()
                        .get("/apis/virtualip.dev/v1alpha1/vrrprouters")
                        .isGood());
    }
}
