package dev.virtualip.agent.config.kubernetes;

import static dev.virtualip.agent.config.kubernetes.RouterDocuments.router;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.RouterCondition;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each virtual router is read for itself, and what is for files only is refused whatever arrives. */
final class VRRPRouterParserTest {
    @Test
    void objectIsReadInThePartsThatAnAgentUses() {
        ParsedRouters order =
                RouterDocuments.read("u1", RouterDocuments.spec(router(1, "192.0.2.1")), RouterDocuments.WITHDRAW);

        assertThat(order.uid()).isEqualTo("u1");
        assertThat(order.generation()).isEqualTo(7);
        assertThat(order.withdrawUnlisted()).isTrue();
        assertThat(order.complete()).isTrue();
        assertThat(order.routers()).singleElement().isInstanceOf(ParsedRouters.Valid.class);
    }

    @Test
    void emptyListIsAnOrderToRunNothing() {
        assertThat(RouterDocuments.order("u1").complete()).isTrue();
        assertThat(RouterDocuments.order("u1").routers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{\"virtualRouters\":null}", "{\"virtualRouters\":{}}", "[]", "7"})
    void halfAnObjectIsNoOrderToRunNothing(String spec) {
        ParsedRouters order = RouterDocuments.read("u1", spec, "{}");

        assertThat(order.complete()).isFalse();
        assertThat(order.conditions()).extracting(RouterCondition::reason).containsExactly("Incomplete");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ,"acceptMode":"Drop"                                             | NotYetSupported | acceptMode Drop
        """)
    void unsupportedFieldIsRefusedAndReported(String more, String reason, String words) {
        ParsedRouters order = RouterDocuments.order("u1", router("r1", 1, "192.0.2.1", more), router(2, "192.0.2.2"));

        assertThat(order.routers().getFirst()).isInstanceOfSatisfying(ParsedRouters.Invalid.class, bad -> {
            assertThat(bad.condition().reason()).isEqualTo(reason);
            assertThat(bad.condition().message()).contains(words);
        });
        assertThat(order.routers().getLast()).isInstanceOf(ParsedRouters.Valid.class);
        assertThat(order.complete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "type":"HMAC","secretRef":{"name":"s","key":"k"}  | NotYetSupported | HMAC
        "type":"Password","password":"123456"             | Invalid         | for files only
        "type":"Password"                                 | Invalid         | secretRef is missing
        "type":"Password","secretRef":{"name":"s"}        | Invalid         | secretRef is missing
        """)
    void inlinePasswordOrNoSecretIsRefusedAndNotRepeated(String authentication, String reason, String words) {
        String text = """
            {"name":"r1","interface":"eth1","addresses":["192.0.2.1"],\
            "vrrp":{"virtualRouterID":1,"version":2,"authentication":{%s}}}\
            """.formatted(authentication);

        assertThat(RouterDocuments.order("u1", text).routers().getFirst())
                .isInstanceOfSatisfying(ParsedRouters.Invalid.class, bad -> {
                    assertThat(bad.condition().reason()).isEqualTo(reason);
                    assertThat(bad.condition().message()).contains(words).doesNotContain("123456");
                });
    }

    @Test
    void allReasonsOfARefusalAreReportedAtOnce() {
        String text = """
            {"name":"r1","interface":"eth1","addresses":["192.0.2.1","192.0.2.0/24"],"priority":256,\
            "advertisementInterval":{},"vrrp":{"virtualRouterID":0,"authentication":{"type":"Password"}}}\
            """;

        assertThat(RouterDocuments.order("u1", text).routers().getFirst())
                .isInstanceOfSatisfying(ParsedRouters.Invalid.class, bad -> {
                    assertThat(bad.condition().reason()).isEqualTo("Invalid");
                    assertThat(bad.condition().message())
                            .contains(
                                    "advertisementInterval: expected text",
                                    "secretRef is missing",
                                    "address of its network")
                            .contains("priority: 256", "vrrp.virtualRouterID: 0")
                            .endsWith("; and 1 more");
                });
    }

    @Test
    void notificationsAreForFilesOnlyAndHoldUpNothing() {
        ParsedRouters order = RouterDocuments.read(
                "u1",
                "{\"virtualRouters\":[" + router(1, "192.0.2.1") + "],\"notifications\":[{\"name\":\"admins\"}]}",
                "{}");

        assertThat(order.routers()).hasSize(1);
        assertThat(order.complete()).isTrue();
        assertThat(order.conditions()).extracting(RouterCondition::reason).containsExactly("NotYetSupported");
    }

    @Test
    void fieldOfANewerWriterIsIgnored() {
        ParsedRouters order =
                RouterDocuments.order("u1", router("r1", 1, "192.0.2.1", ",\"fromTheFuture\":{\"a\":[1]}"));

        assertThat(order.routers()).singleElement().isInstanceOf(ParsedRouters.Valid.class);
        assertThat(order.conditions()).isEmpty();
    }

    @Test
    void nameThatIsMissingOrThereTwiceWithdrawsNothing() {
        ParsedRouters nameless = RouterDocuments.order("u1", "{\"interface\":\"eth1\"}", router(2, "192.0.2.2"));
        ParsedRouters twice =
                RouterDocuments.order("u1", router("web", 1, "192.0.2.1", ""), router("web", 2, "192.0.2.2", ""));

        assertThat(nameless.complete()).isFalse();
        assertThat(nameless.routers())
                .extracting(ParsedRouters.ParsedRouter::name)
                .containsExactly("r2");
        assertThat(twice.complete()).isFalse();
        assertThat(twice.routers()).hasSize(1);
        assertThat(twice.conditions().getFirst().message()).contains("web is listed twice");
    }

    @Test
    void moreThanANodeRunsIsNoOrderAtAll() {
        int many = VRRPRouterSpec.MAX_VIRTUAL_ROUTERS + 1;
        ParsedRouters order = RouterDocuments.order(
                "u1", Collections.nCopies(many, router(1, "192.0.2.1")).toArray(String[]::new));

        assertThat(order.complete()).isFalse();
        assertThat(order.routers()).isEmpty();
        assertThat(order.conditions()).extracting(RouterCondition::reason).containsExactly("TooMany");
    }

    @Test
    void unreadableVirtualRouterIsReportedWithItsName() {
        ParsedRouters order = RouterDocuments.order("u1", "{\"name\":\"r1\",\"addresses\":7,\"priority\":\"high\"}");

        assertThat(order.routers().getFirst()).isInstanceOfSatisfying(ParsedRouters.Invalid.class, bad -> {
            assertThat(bad.skipped().name()).isEqualTo("r1");
            assertThat(bad.condition().message()).contains("addresses", "priority");
        });
    }
}
