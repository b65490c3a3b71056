package dev.virtualip.agent.config.kubernetes;

import static dev.virtualip.agent.api.TestObjects.ROUTERS;
import static dev.virtualip.agent.config.kubernetes.RouterDocuments.router;
import static dev.virtualip.agent.config.kubernetes.RouterDocuments.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.api.Eventually;
import dev.virtualip.agent.api.TestObjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Absence, applied generation and the copy on disk, as the contract says, against an API server. */
@Timeout(60)
final class VRRPRouterWatcherTest {
    private static final String ONE = router(1, "192.0.2.1");
    private static final String TWO = router(2, "192.0.2.2");

    @TempDir
    private Path folder;

    private WatcherFixture source;

    @BeforeEach
    void begin() throws IOException {
        source = new WatcherFixture(folder);
    }

    @AfterEach
    void stop() {
        source.close();
    }

    @Test
    void specRunsAndIsKeptOnDiskWithObjectUidGenerationAndClusterUid() throws Exception {
        set("u1", 3, ONE, TWO);
        source.start();
        source.told().awaitGeneration("u1", 3);

        assertThat(source.told().runs()).containsExactly("r1=192.0.2.1 r2=192.0.2.2");
        Eventually.holds(() -> source.kept().generation() == 3);
        assertThat(source.kept().uid()).isEqualTo("u1");
        assertThat(source.kept().clusterUid()).isEqualTo("cluster-1");
        assertThat(source.appliedConfig().complete()).isTrue();
    }

    @Test
    void storedCopyIsConfirmedByTheApiServer() throws Exception {
        source.keep(RouterDocuments.holdings("cluster-1", "u1", ONE));
        set("u1", 7, ONE);
        source.start();
        source.told().awaitGeneration("u1", 7);

        assertThat(source.told().runs()).containsExactly("r1=192.0.2.1");
        assertThat(source.told().running().getFirst().confirmed()).isTrue();
    }

    @Test
    void missingObjectChangesNothing() throws Exception {
        source.keep(RouterDocuments.holdings("cluster-1", "u1", ONE));
        source.start();
        Eventually.holds(() -> source.told().timesAnew() == 1);

        assertThat(source.told().runs()).isEmpty();
        assertThat(RouterDocuments.text(source.kept().routers())).isEqualTo("r1=192.0.2.1");
        assertThat(source.appliedConfig().uid()).as("whose status is written").isNull();
    }

    @Test
    void recreatedObjectChangesNothingUntilItNamesTheRunningRouters() throws Exception {
        set("u1", 1, ONE);
        follow("u1", 1);
        source.api().delete(ROUTERS, "node-a");
        Eventually.holds(() -> source.appliedConfig().uid() == null);
        assertThat(source.told().runs()).hasSize(1);

        set("u2", 1);
        source.told().awaitGeneration("u2", 1);
        assertThat(source.told().runs().getLast()).isEqualTo("r1=192.0.2.1?");
        assertThat(source.told().reasons()).containsExactly("Unlisted");
        assertThat(source.appliedConfig().complete()).isTrue();
        set("u2", 2, ONE);
        source.told().awaitGeneration("u2", 2);
        assertThat(source.told().runs().getLast()).isEqualTo("r1=192.0.2.1");
        assertThat(source.told().reasons()).isEmpty();
    }

    @Test
    void itemRemovedIsWithdrawnAndForgottenOnDiskBeforeThatHappens() throws Exception {
        set("u1", 1, ONE, TWO);
        follow("u1", 1);
        set("u1", 2, TWO);
        source.told().awaitGeneration("u1", 2);

        assertThat(source.told().runs().getLast()).isEqualTo("r2=192.0.2.2");
        assertThat(source.told().copies().getLast()).isEqualTo("r2=192.0.2.2");
    }

    @Test
    void orderToRunNothingEmptiesTheCopyAsAnUninstallDoes() throws Exception {
        set("u1", 1, ONE, TWO);
        follow("u1", 1);
        set("u1", 2);
        source.told().awaitGeneration("u1", 2);

        assertThat(source.told().copies().getLast()).isEmpty();
        assertThat(source.kept().routers()).isEmpty();
    }

    @Test
    void objectOfAnotherClusterIsReportedAndWithdrawsNothing() throws Exception {
        source.keep(RouterDocuments.holdings("cluster-0", "u0", ONE));
        set("u1", 1, TWO);
        source.start();
        source.told().awaitGeneration("u1", 1);

        assertThat(source.told().runs()).containsExactly("r2=192.0.2.2 r1=192.0.2.1?");
        assertThat(source.told().reasons()).containsExactly("Unlisted", "OtherCluster");
        assertThat(source.told().message("OtherCluster")).contains("cluster-0", "cluster-1", "--kubeconfig");
        assertThat(source.told().notices()).containsExactly("OtherCluster");
        assertThat(source.kept().clusterUid()).as("whose is what runs on").isEqualTo("cluster-0");

        set("u1", 2, TWO, ONE);
        source.told().awaitGeneration("u1", 2);
        assertThat(source.told().reasons()).isEmpty();
        Eventually.holds(() -> "cluster-1".equals(source.kept().clusterUid()));
        assertThat(source.told().notices()).as("said once").containsExactly("OtherCluster");
    }

    /** The operator lists them in an annotation, since a status is the agent's to write. */
    @Test
    void virtualIPsThatDisappearedWithTheirDefinitionAreNamedInACondition() throws Exception {
        source.start();
        unclaimed("a,b");
        source.told().awaitGeneration("u1", 1);
        Eventually.holds(() -> source.told().reasons().contains("Unclaimed"));
        assertThat(source.told().message("Unclaimed")).contains("a, b", "virtualip.dev/unclaimed-");

        unclaimed("");
        Eventually.holds(() -> source.told().reasons().isEmpty());
        assertThat(source.told().runs()).containsExactly("r1=192.0.2.1");
    }

    private void unclaimed(String names) {
        String annotations = "{\"virtualip.dev/unclaimed\":\"" + names + "\"}";
        source.api().set(ROUTERS, "node-a", TestObjects.router("u1", 1, spec(ONE), annotations));
    }

    @Test
    void objectWithoutClusterLeavesTheKnownCluster() throws Exception {
        source.keep(RouterDocuments.holdings("cluster-1", "u1", ONE));
        source.api().set(ROUTERS, "node-a", TestObjects.router("u1", 8, spec(ONE, TWO)));
        source.start();
        source.told().awaitGeneration("u1", 8);

        Eventually.holds(() -> source.kept().generation() == 8);
        assertThat(source.kept().clusterUid()).isEqualTo("cluster-1");
        assertThat(source.told().reasons()).isEmpty();
    }

    @Test
    void ourOwnStatusOnTheObjectIsNoChange() throws Exception {
        set("u1", 1, ONE);
        follow("u1", 1);
        set("u1", 1, ONE);
        set("u1", 2, ONE, TWO);
        source.told().awaitGeneration("u1", 2);

        assertThat(source.told().runs()).containsExactly("r1=192.0.2.1", "r1=192.0.2.1 r2=192.0.2.2");
    }

    @Test
    void whileTheApiServerIsAwayNothingMovesAndItIsReportedOnce() throws Exception {
        set("u1", 1, ONE);
        follow("u1", 1);
        source.api().stop();
        Eventually.holds(() -> source.told().notices().contains("ApiUnreachable"));
        TimeUnit.MILLISECONDS.sleep(800); // Some attempts more.
        assertThat(source.told().notices()).containsExactly("ApiUnreachable");
        set("u1", 2, ONE, TWO);
        source.api().startAgain();
        source.told().awaitGeneration("u1", 2);

        Eventually.holds(() -> source.told().notices().contains("ApiReachable"));
        assertThat(source.told().notices()).containsExactly("ApiUnreachable", "ApiReachable");
        assertThat(source.told().runs()).containsExactly("r1=192.0.2.1", "r1=192.0.2.1 r2=192.0.2.2");
        assertThat(source.told().timesAnew())
                .as("the status on the server is read again")
                .isEqualTo(2);
    }

    @Test
    void keyIsKeptWithTheCopyAndGoesOnWhenTheSecretIsGone() throws Exception {
        secret("first");
        source.api().set(ROUTERS, "node-a", object("u1", 1, RouterDocuments.secret(1, "192.0.2.1")));
        source.start();
        awaitPassword("first");
        secret("second");
        awaitPassword("second");
        Eventually.holds(
                () -> "second".equals(source.kept().routers().getFirst().password()));
        source.api().delete(TestObjects.SECRETS, "virtualip-keys");
        Eventually.holds(() -> !source.appliedConfig().conditionsOf("r1").isEmpty());

        assertThat(source.told().running().getFirst().transmission().password()).isEqualTo("second");
        assertThat(source.appliedConfig().conditionsOf("r1").getFirst().reason())
                .isEqualTo("SecretNotFound");
        assertThat(source.appliedConfig()).asString().doesNotContain("second");
    }

    @Test
    void afterTheEndNothingIsDecided() throws Exception {
        set("u1", 1, ONE);
        follow("u1", 1);
        source.closeSource();
        set("u1", 2);
        TimeUnit.MILLISECONDS.sleep(300);

        assertThat(source.told().runs()).hasSize(1);
        assertThat(RouterDocuments.text(source.kept().routers())).isEqualTo("r1=192.0.2.1");
    }

    private void follow(String uid, long generation) throws InterruptedException {
        source.start();
        source.told().awaitGeneration(uid, generation);
        Eventually.holds(() -> !source.api().seen("WATCH").isEmpty());
    }

    private void awaitPassword(String password) throws InterruptedException {
        Eventually.holds(() -> !source.told().running().isEmpty()
                && password.equals(
                        source.told().running().getFirst().transmission().password()));
    }

    private void secret(String password) {
        String encoded = Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
        source.api().set(TestObjects.SECRETS, "virtualip-keys", """
            {"metadata":{"name":"virtualip-keys","resourceVersion":"%%d"},"data":{"web":"%s"}}\
            """.formatted(encoded));
    }

    private void set(String uid, int generation, String... routers) {
        source.api().set(ROUTERS, "node-a", object(uid, generation, routers));
    }

    private static String object(String uid, int generation, String... routers) {
        return TestObjects.router(uid, generation, spec(routers), "{\"virtualip.dev/cluster-uid\":\"cluster-1\"}");
    }
}
