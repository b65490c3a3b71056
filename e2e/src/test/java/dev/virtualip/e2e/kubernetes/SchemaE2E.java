package dev.virtualip.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.docs.MarkdownPage;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.ApiAnswer;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.kubernetes.YamlDocuments;
import dev.virtualip.testkit.lab.Wait;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Validation by a real API server, its messages, and the columns and explanations of kubectl. */
@SideBySide
@RequiresApiServer
class SchemaE2E {
    private static final Path TABLE = Path.of("e2e/src/test/resources/schema");

    /** A file, and a kind of another project. */
    private static final Set<String> NOT_SENT = Set.of("VRRPRouter", "EnvoyProxy");

    private static final Map<String, String> KINDS =
            Map.of("virtualip", "VirtualIP", "vrrprouter", "VRRPRouter", "virtualippool", "VirtualIPPool");

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static SchemaServer api;

    @BeforeAll
    static void start() {
        api = SchemaServer.start("SchemaE2E");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @MethodSource("valid")
    void validDocumentIsAccepted(Path file) {
        ApiAnswer answer = api.admin().dryRun(SchemaServer.read(file));

        assertThat(answer.message()).isEmpty();
        assertThat(answer.status()).isEqualTo(201);
    }

    /** The first line says the field and what is said of it; the server puts the value in between. */
    @ParameterizedTest
    @MethodSource("invalid")
    void invalidDocumentIsRefusedWithItsMessage(Path file) {
        String text = SchemaServer.read(file);
        String expected = text.lines().findFirst().orElseThrow().substring("# ".length());

        ApiAnswer answer = api.admin().dryRun(text);

        assertThat(answer.status()).isBetween(400, 422);
        assertThat(answer.message()).contains(expected.split("(?<=: )", 2));
        assertThat(answer.message()).doesNotContain("evaluating rule: self", "no such overload", "failed rule");
    }

    @Test
    void everyFileIsUsedAndOfTheKindOfItsFolder() {
        List<Path> all = table("").toList();

        assertThat(all).hasSize((int) (valid().count() + invalid().count())).hasSizeGreaterThan(100);
        assertThat(all).allSatisfy(file -> {
            String folder =
                    Objects.requireNonNull(file.getParent()).getFileName().toString();
            assertThat(SchemaServer.read(file)).contains("kind: " + KINDS.get(folder) + "\n");
        });
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleIsAccepted(Path file) {
        for (JsonNode document : YamlDocuments.of(SchemaServer.read(file))) {
            if (document.path("apiVersion").asText().startsWith("virtualip.dev/")) {
                ApiAnswer answer = api.admin().dryRun(document.toString());
                assertThat(answer.message()).isEmpty();
                assertThat(answer.warnings()).isEmpty();
            }
        }
    }

    /** A VRRPRouter is a file, which a test of the agent checks; what has no kind are values of the chart. */
    @ParameterizedTest
    @MethodSource("documented")
    void documentedObjectIsAccepted(MarkdownPage.Block block) {
        for (JsonNode document : YamlDocuments.of(block.text())) {
            if (!NOT_SENT.contains(document.path("kind").asText())) {
                ApiAnswer answer = api.admin().dryRun(document.toString());
                assertThat(answer.message()).isEmpty();
                assertThat(answer.warnings()).isEmpty();
            }
        }
    }

    @Test
    void writtenFieldsAreKeptAndNoneIsAdded() {
        String written = SchemaServer.read(TABLE.resolve("virtualip/valid-contract.yaml"));

        JsonNode kept = api.admin().create(written).orThrow();

        assertThat(kept.path("spec"))
                .isEqualTo(YamlDocuments.of(written).getFirst().path("spec"));
        api.admin().delete(api.admin().pathOf(written)).orThrow();
    }

    @Test
    void kubectlShowsNodeMoveAndReason() {
        api.admin().apply(virtualIP("columns")).orThrow();
        api.admin().merge(SchemaServer.GROUP + "virtualips/columns/status", """
            {"status": {"addressSummary": "192.0.2.10 +1", "activeNode": "node-a", "interface": "eth1",
             "virtualRouterID": 55, "backupSummary": "node-b, node-c", "moves": 4,
             "lastMove": {"from": "node-b", "to": "node-a", "time": "2020-01-01T00:00:00Z", "reason": "PeerTimeout"},
             "conditions": [{"type": "Accepted", "status": "True"}, {"type": "Ready", "status": "False"}]}}\
            """).orThrow();

        assertThat(columns("vip", "columns"))
                .matches("NAME ADDRESS NODE INTERFACE VRID READY AGE\n"
                        + "columns 192\\.0\\.2\\.10 \\+1 node-a eth1 55 False \\d+s");
        assertThat(columns("vrvip", "columns", "-o", "wide"))
                .startsWith("NAME ADDRESS NODE INTERFACE VRID READY AGE BACKUPS MOVES LAST-MOVE REASON\n")
                .contains(" node-b, node-c 4 ")
                .endsWith(" PeerTimeout");
        api.admin().delete(SchemaServer.GROUP + "virtualips/columns").orThrow();
    }

    @Test
    void kubectlListsEveryKind() {
        api.admin().apply("""
            {apiVersion: virtualip.dev/v1alpha1, kind: VRRPRouter, metadata: {name: node-x}, spec: {virtualRouters: []}}
            ---
            {apiVersion: virtualip.dev/v1alpha1, kind: VirtualIPPool, metadata: {name: edge},
             spec: {ranges: [192.0.2.0/28]}}
            """).orThrow();

        assertThat(columns("vrrprouters", "node-x")).startsWith("NAME WANTED CARRIED-OUT DRAIN AGE\nnode-x 1 ");
        assertThat(columns("vippool", "edge", "-o", "wide"))
                .startsWith("NAME RANGES USED FREE READY AGE TOTAL\nedge [\"192.0.2.0/28\"] ");
        assertThat(api.server().kubectl("get", "vrrp", "-o", "name")).contains("/node-x", "/edge");
        api.admin().delete(SchemaServer.GROUP + "vrrprouters/node-x").orThrow();
        api.admin().delete(SchemaServer.GROUP + "virtualippools/edge").orThrow();
    }

    @Test
    void kubectlExplainsEveryField() {
        Wait.until(
                "the schemas are published",
                SchemaServer.PATIENCE,
                () -> schemas().size() >= KINDS.size());
        List<String> silent = new ArrayList<>();
        schemas().properties().stream()
                .filter(schema -> schema.getValue().has("x-kubernetes-group-version-kind"))
                .filter(schema -> KINDS.containsValue(lastWord(schema.getKey())))
                .forEach(schema -> addSilent(schema.getValue(), lastWord(schema.getKey()), silent));

        assertThat(silent).isEmpty();
        assertThat(api.server().kubectl("explain", "vip.spec.advertisementInterval"))
                .contains("10ms..40.95s in steps of 10ms");
    }

    static Stream<Path> valid() {
        return table("valid-");
    }

    static Stream<Path> invalid() {
        return table("invalid-");
    }

    static Stream<Path> examples() {
        return SchemaServer.files(Path.of("examples")).stream();
    }

    static Stream<MarkdownPage.Block> documented() {
        return MarkdownPage.all().stream()
                .flatMap(page -> page.blocks(Set.of("yaml")).stream())
                .filter(block -> block.text().contains("kind: "));
    }

    private static void addSilent(JsonNode schema, String path, List<String> silent) {
        schema.path("properties").properties().forEach(property -> {
            String field = path + "." + property.getKey();
            // The API server's own are not ours to describe.
            if (!property.getKey().equals("metadata")) {
                if (property.getValue().path("description").asText().isBlank()) {
                    silent.add(field);
                }
                addSilent(property.getValue(), field, silent);
                addSilent(property.getValue().path("items"), field, silent);
            }
        });
    }

    private static JsonNode schemas() {
        return api.admin()
                .get("/openapi/v3/apis/virtualip.dev/v1alpha1")
                .body()
                .path("components")
                .path("schemas");
    }

    private static String lastWord(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String virtualIP(String name) {
        return "{apiVersion: virtualip.dev/v1alpha1, kind: VirtualIP, metadata: {name: %s},".formatted(name)
                + " spec: {addresses: [192.0.2.10/24, \"2001:db8::10/64\"]}}";
    }

    /** Output of kubectl with one space between columns. */
    private static String columns(String... arguments) {
        List<String> command = new ArrayList<>(List.of("get"));
        command.addAll(List.of(arguments));
        return api.server()
                .kubectl(command.toArray(String[]::new))
                .strip()
                .replaceAll(" +", " ")
                .replaceAll("(?m) $", "");
    }

    private static Stream<Path> table(String prefix) {
        return KINDS.keySet().stream()
                .sorted()
                .flatMap(kind -> SchemaServer.files(TABLE.resolve(kind)).stream())
                .filter(file -> file.getFileName().toString().startsWith(prefix));
    }
}
