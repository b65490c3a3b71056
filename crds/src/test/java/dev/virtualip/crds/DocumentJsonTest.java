package dev.virtualip.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.virtualip.crds.VirtualIPSpec.InterfaceSelector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The documents as Jackson writes and reads them: names and order of the contract, nothing that is not said. */
class DocumentJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aVirtualIpIsWrittenInTheOrderOfTheContractWithoutWhatItLeavesOut() throws JsonProcessingException {
        Authentication authentication = new Authentication(
                Authentication.Type.PASSWORD, null, new Authentication.SecretRef("virtualip-keys", "ingress"));
        VirtualIPSpec spec = new VirtualIPSpec(
                List.of("192.0.2.10/24"),
                null,
                new InterfaceSelector("eth1", null),
                "eth1:1",
                null,
                null,
                new LabelSelector(Map.of("node-role.kubernetes.io/ingress", ""), List.of()),
                List.of(),
                null,
                "1s",
                new Preempt(Preempt.Policy.NEVER, null),
                null,
                new Vrrp(55, 2, Vrrp.Transport.MULTICAST, Vrrp.Checksum.MESSAGE_ONLY, authentication, List.of()),
                List.of(),
                null,
                List.of("admins"));

        assertThat(JSON.writeValueAsString(VirtualIP.of("ingress", spec))).isEqualTo("""
            {"apiVersion":"virtualip.dev/v1alpha1","kind":"VirtualIP","metadata":{"name":"ingress"},"spec":{\
            "addresses":["192.0.2.10/24"],"interface":{"name":"eth1"},"addressLabel":"eth1:1",\
            "nodeSelector":{"matchLabels":{"node-role.kubernetes.io/ingress":""}},"advertisementInterval":"1s",\
            "preempt":{"policy":"Never"},"vrrp":{"virtualRouterID":55,"version":2,"transport":"Multicast",\
            "checksum":"MessageOnly","authentication":{"type":"Password","secretRef":\
            {"name":"virtualip-keys","key":"ingress"}}},"notify":["admins"]}}\
            """);
    }

    @Test
    void aVrrpRouterIsReadAsItIsWritten() throws JsonProcessingException {
        String json = """
            {"apiVersion":"virtualip.dev/v1alpha1","kind":"VRRPRouter","metadata":{"name":"node-a"},"spec":{\
            "virtualRouters":[{"name":"web","virtualIPs":["ingress"],"interface":"eth1",\
            "addresses":["192.0.2.10/24"],"bindPrefix":false,"addressLifetime":"3s","priority":150,\
            "vrrp":{"virtualRouterID":55},"acceptMode":"Accept","announcements":{"repeat":3}}]}}\
            """;

        assertThat(JSON.writeValueAsString(JSON.readValue(json, VRRPRouter.class)))
                .isEqualTo(json);
    }

    @Test
    void aSpecThatRunsNothingSaysSo() throws JsonProcessingException {
        assertThat(JSON.writeValueAsString(VRRPRouterSpec.of(List.of()))).isEqualTo("{\"virtualRouters\":[]}");
    }

    @Test
    void theStatusKeepsItsEmptyLists() throws JsonProcessingException {
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
    void aPasswordIsInTheDocumentButNotInTheTextForm() throws JsonProcessingException {
        Authentication authentication = new Authentication(Authentication.Type.PASSWORD, "s3cret", null);

        assertThat(JSON.writeValueAsString(authentication)).contains("s3cret");
        assertThat(authentication.toString()).doesNotContain("s3cret");
    }
}
