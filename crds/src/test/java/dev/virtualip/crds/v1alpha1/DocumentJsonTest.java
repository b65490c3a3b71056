package dev.virtualip.crds.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.InterfaceSelector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The documents as Jackson writes and reads them: names and order of the contract, nothing that is not said. */
class DocumentJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void virtualIpIsWrittenInTheOrderOfTheContractWithoutWhatItLeavesOut() throws JsonProcessingException {
        Authentication authentication = new Authentication(
                Authentication.Type.PASSWORD, null, new Authentication.SecretRef("virtualip-keys", "ingress"));
        VirtualIPSpec spec = VirtualIPSpec.builder()
                .addresses(List.of("192.0.2.10/24"))
                .interfaceSelector(new InterfaceSelector("eth1", null))
                .addressLabel("eth1:1")
                .nodeSelector(new LabelSelector(Map.of("node-role.kubernetes.io/ingress", ""), List.of()))
                .advertisementInterval("1s")
                .preempt(new Preempt(Preempt.Policy.NEVER, null))
                .vrrp(Vrrp.builder()
                        .virtualRouterID(55)
                        .version(2)
                        .transport(Vrrp.Transport.MULTICAST)
                        .checksum(Vrrp.Checksum.MESSAGE_ONLY)
                        .authentication(authentication)
                        .build())
                .notifyDestinations(List.of("admins"))
                .build();

        assertThat(JSON.writeValueAsString(spec)).isEqualTo("""
            {"addresses":["192.0.2.10/24"],"interface":{"name":"eth1"},"addressLabel":"eth1:1",\
            "nodeSelector":{"matchLabels":{"node-role.kubernetes.io/ingress":""}},"advertisementInterval":"1s",\
            "preempt":{"policy":"Never"},"vrrp":{"virtualRouterID":55,"version":2,"transport":"Multicast",\
            "checksum":"MessageOnly","authentication":{"type":"Password","secretRef":\
            {"name":"virtualip-keys","key":"ingress"}}},"notify":["admins"]}\
            """);
    }

    @Test
    void vrrpRouterIsReadAsItIsWritten() throws JsonProcessingException {
        String json = """
            {"virtualRouters":[{"name":"web","virtualIPs":["ingress"],"interface":"eth1",\
            "addresses":["192.0.2.10/24"],"bindPrefix":false,"addressLifetime":"3s","priority":150,\
            "vrrp":{"virtualRouterID":55},"acceptMode":"Accept","announcements":{"repeat":3}}]}\
            """;

        assertThat(JSON.writeValueAsString(JSON.readValue(json, VRRPRouterSpec.class)))
                .isEqualTo(json);
    }

    @Test
    void specThatRunsNothingSaysSo() throws JsonProcessingException {
        assertThat(JSON.writeValueAsString(VRRPRouterSpec.of(List.of()))).isEqualTo("{\"virtualRouters\":[]}");
    }

    @Test
    void builderOfAValueBuildsItsEqual() {
        Vrrp vrrp = Vrrp.builder()
                .virtualRouterID(55)
                .allowedSources(List.of("192.0.2.1"))
                .build();
        VirtualIPSpec spec = VirtualIPSpec.builder()
                .addresses(List.of("192.0.2.10"))
                .pool("edge")
                .vrrp(vrrp)
                .build();
        VirtualRouter router =
                VirtualRouter.builder().name("web").priority(150).release("1").build();
        VirtualRouterStatus report = VirtualRouterStatus.builder()
                .name("web")
                .state(RouterState.ACTIVE.text())
                .transitions(3)
                .build();
        VirtualIPStatus status =
                VirtualIPStatus.builder().activeNode("node-a").moves(4L).build();

        assertThat(vrrp.toBuilder().build()).isEqualTo(vrrp);
        assertThat(spec.toBuilder().build()).isEqualTo(spec);
        assertThat(router.toBuilder().build()).isEqualTo(router);
        assertThat(report.toBuilder().build()).isEqualTo(report);
        assertThat(status.toBuilder().build()).isEqualTo(status);
    }

    @Test
    void statusKeepsItsEmptyLists() throws JsonProcessingException {
        VRRPRouterStatus status = new VRRPRouterStatus(
                null,
                List.of(new InterfaceStatus("eth1", true, null, List.of("192.0.2.1/24"))),
                List.of(),
                List.of(new HeardVirtualRouter("eth1", 51, "192.0.2.2", 2)),
                List.of());

        assertThat(JSON.writeValueAsString(status)).isEqualTo("""
            {"interfaces":[{"name":"eth1","up":true,"addresses":["192.0.2.1/24"]}],"virtualRouters":[],\
            "heardVirtualRouters":[{"interface":"eth1","virtualRouterID":51,"source":"192.0.2.2","version":2}],\
            "conditions":[]}\
            """);
    }

    @Test
    void passwordIsInTheDocumentButNotInTheTextForm() throws JsonProcessingException {
        Authentication authentication = new Authentication(Authentication.Type.PASSWORD, "s3cret", null);

        assertThat(JSON.writeValueAsString(authentication)).contains("s3cret");
        assertThat(authentication.toString()).doesNotContain("s3cret");
    }
}
