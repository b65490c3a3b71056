package dev.virtualip.agent.config;

import static dev.virtualip.agent.config.Orders.router;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.Condition;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each virtual router is read for itself, and what is for files only is refused whatever arrives. */
final class OrderReaderTest {
    @Test
    void whatAnAgentLooksAtOfAnObject() {
        Order order = Orders.read("u1", Orders.spec(router(1, "192.0.2.1")), Orders.WITHDRAW);

        assertThat(order.uid()).isEqualTo("u1");
        assertThat(order.generation()).isEqualTo(7);
        assertThat(order.withdrawUnlisted()).isTrue();
        assertThat(order.whole()).isTrue();
        assertThat(order.items()).singleElement().isInstanceOf(Order.Good.class);
    }

    @Test
    void anEmptyListIsAnOrderToRunNothing() {
        assertThat(Orders.order("u1").whole()).isTrue();
        assertThat(Orders.order("u1").items()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{\"virtualRouters\":null}", "{\"virtualRouters\":{}}", "[]", "7"})
    void halfAnObjectIsNoOrderToRunNothing(String spec) {
        Order order = Orders.read("u1", spec, "{}");

        assertThat(order.whole()).isFalse();
        assertThat(order.conditions()).extracting(Condition::reason).containsExactly("Incomplete");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ,"acceptMode":"Drop"                                             | NotYetSupported | acceptMode Drop
        ,"healthChecks":[{"name":"x","command":{"argv":["/bin/sh"]}}]    | NotYetSupported | healthChecks
        """)
    void whatIsNotYetSupportedIsRefusedAndSaid(String more, String reason, String words) {
        Order order = Orders.order("u1", router("r1", 1, "192.0.2.1", more), router(2, "192.0.2.2"));

        assertThat(order.items().getFirst()).isInstanceOfSatisfying(Order.Bad.class, bad -> {
            assertThat(bad.why().reason()).isEqualTo(reason);
            assertThat(bad.why().message()).contains(words);
        });
        assertThat(order.items().getLast()).isInstanceOf(Order.Good.class);
        assertThat(order.whole()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "type":"HMAC","secretRef":{"name":"s","key":"k"}  | NotYetSupported | HMAC
        "type":"Password","password":"123456"             | Invalid         | for files only
        "type":"Password"                                 | Invalid         | secretRef is missing
        "type":"Password","secretRef":{"name":"s"}        | Invalid         | secretRef is missing
        """)
    void anInlinePasswordOrNoSecretIsRefusedAndNotRepeated(String authentication, String reason, String words) {
        String text = """
            {"name":"r1","interface":"eth1","addresses":["192.0.2.1"],\
            "vrrp":{"virtualRouterID":1,"version":2,"authentication":{%s}}}\
            """.formatted(authentication);

        assertThat(Orders.order("u1", text).items().getFirst()).isInstanceOfSatisfying(Order.Bad.class, bad -> {
            assertThat(bad.why().reason()).isEqualTo(reason);
            assertThat(bad.why().message()).contains(words).doesNotContain("123456");
        });
    }

    @Test
    void allReasonsOfARefusalAreSaidAtOnce() {
        String text = """
            {"name":"r1","interface":"eth1","addresses":["192.0.2.1","192.0.2.0/24"],"priority":256,\
            "advertisementInterval":{},"vrrp":{"virtualRouterID":0,"authentication":{"type":"Password"}}}\
            """;

        assertThat(Orders.order("u1", text).items().getFirst()).isInstanceOfSatisfying(Order.Bad.class, bad -> {
            assertThat(bad.why().reason()).isEqualTo("Invalid");
            assertThat(bad.why().message())
                    .contains("advertisementInterval: expected text", "secretRef is missing", "address of its network")
                    .contains("priority: 256", "vrrp.virtualRouterID: 0")
                    .endsWith("; and 1 more");
        });
    }

    @Test
    void notificationsAreForFilesOnlyAndHoldUpNothing() {
        Order order = Orders.read(
                "u1",
                "{\"virtualRouters\":[" + router(1, "192.0.2.1") + "],\"notifications\":[{\"name\":\"admins\"}]}",
                "{}");

        assertThat(order.items()).hasSize(1);
        assertThat(order.whole()).isTrue();
        assertThat(order.conditions()).extracting(Condition::reason).containsExactly("NotYetSupported");
    }

    @Test
    void whatANewerWriterAddedIsPassedOver() {
        Order order = Orders.order("u1", router("r1", 1, "192.0.2.1", ",\"fromTheFuture\":{\"a\":[1]}"));

        assertThat(order.items()).singleElement().isInstanceOf(Order.Good.class);
        assertThat(order.conditions()).isEmpty();
    }

    @Test
    void aNameThatIsMissingOrThereTwiceWithdrawsNothing() {
        Order nameless = Orders.order("u1", "{\"interface\":\"eth1\"}", router(2, "192.0.2.2"));
        Order twice = Orders.order("u1", router("web", 1, "192.0.2.1", ""), router("web", 2, "192.0.2.2", ""));

        assertThat(nameless.whole()).isFalse();
        assertThat(nameless.items()).extracting(Order.Item::name).containsExactly("r2");
        assertThat(twice.whole()).isFalse();
        assertThat(twice.items()).hasSize(1);
        assertThat(twice.conditions().getFirst().message()).contains("web is named twice");
    }

    @Test
    void moreThanANodeRunsIsNoOrderAtAll() {
        int many = VRRPRouterSpec.MAX_VIRTUAL_ROUTERS + 1;
        Order order = Orders.order(
                "u1", Collections.nCopies(many, router(1, "192.0.2.1")).toArray(String[]::new));

        assertThat(order.whole()).isFalse();
        assertThat(order.items()).isEmpty();
        assertThat(order.conditions()).extracting(Condition::reason).containsExactly("TooMany");
    }

    @Test
    void ofAVirtualRouterThatCannotBeReadItsNameIsToldAtLeast() {
        Order order = Orders.order("u1", "{\"name\":\"r1\",\"addresses\":7,\"priority\":\"high\"}");

        assertThat(order.items().getFirst()).isInstanceOfSatisfying(Order.Bad.class, bad -> {
            assertThat(bad.what().name()).isEqualTo("r1");
            assertThat(bad.why().message()).contains("addresses", "priority");
        });
    }
}
