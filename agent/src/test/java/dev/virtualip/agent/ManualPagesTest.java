package dev.virtualip.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.virtualip.testkit.docs.RoffPage;
import dev.virtualip.testkit.golden.GoldenFiles;
import dev.virtualip.testkit.lab.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The manual pages of agent and configuration file in the Linux package are those that the sources give. */
final class ManualPagesTest {
    private static final Path DEFINITION =
            Path.of("crds/src/main/resources/dev/virtualip/crds/vrrprouters.virtualip.dev.yaml");

    private static final Path PACKAGE = Path.of("deploy/src/main/package");

    /** A line of the help that explains a command or an option. */
    private static final Pattern TERM = Pattern.compile("\\s*((?:--|virtualip-agent )\\S.*?)\\s{2,}(\\S.*)");

    @Test
    void pageOfTheAgentIsCurrent() {
        RoffPage page = new RoffPage("virtualip-agent", 8, "hold floating IP addresses by VRRP")
                .section("SYNOPSIS")
                .paragraph("virtualip-agent run --config FILE | --node NAME [OPTIONS]")
                .paragraph("virtualip-agent check --config FILE")
                .paragraph("virtualip-agent probe [OPTIONS]")
                .section("DESCRIPTION");
        AgentOptions.HELP.lines().skip(1).forEach(line -> {
            Matcher term = TERM.matcher(line);
            if (term.matches()) {
                page.term(term.group(1), term.group(2));
            } else if (line.startsWith("Options of")) {
                page.section("OPTIONS OF "
                        + line.replaceFirst("Options of (\\w+).*", "$1").toUpperCase(Locale.ROOT));
            } else if (line.startsWith("Signals:")) {
                page.section("SIGNALS").paragraph(line.replaceFirst("Signals: ", ""));
            } else if (line.startsWith("Exit codes:")) {
                page.section("EXIT STATUS").paragraph(line.replaceFirst("Exit codes: ", ""));
            } else if (!line.isBlank()) {
                page.paragraph(line);
            }
        });
        page.section("FILES")
                .term(
                        "/etc/virtualip/virtualip.yaml",
                        "what the service virtualip-agent runs; without it the service" + " does not start")
                .term("/etc/virtualip/virtualip.yaml.example", "an example")
                .term("/etc/virtualip/passwords/", "files with passwords of notifications; the agent can read them")
                .term("/var/lib/virtualip/", "state that survives a restart")
                .section("SYSTEMD")
                .paragraph(
                        "The service is ready when the sockets are open; systemctl status shows the states in a line."
                            + " systemctl reload reads the file again. The watchdog restarts an agent whose event loop"
                            + " is stuck. Options are set by systemctl edit, in the variable VIRTUALIP_AGENT_OPTIONS.")
                .section("SEE ALSO")
                .paragraph("virtualip(1), virtualip.yaml(5)");

        check("virtualip-agent.8", page.text());
        assertThat(page.text()).contains(".B \"\\-\\-http ADDRESS:PORT\"", ".SH \"EXIT STATUS\"");
    }

    @Test
    void pageOfTheFileIsCurrent() throws IOException {
        JsonNode schema = new YAMLMapper()
                .readTree(Checkout.root().resolve(DEFINITION).toFile())
                .path("spec")
                .path("versions")
                .path(0)
                .path("schema")
                .path("openAPIV3Schema")
                .path("properties")
                .path("spec");
        RoffPage page = new RoffPage("virtualip.yaml", 5, "the virtual routers of a host")
                .section("DESCRIPTION")
                .paragraph("A document of kind VRRPRouter: which addresses this host takes part in. The agent applies a"
                        + " change of the file while it runs; an invalid change is refused and said, and the previous"
                        + " configuration stays. virtualip-agent check says what is wrong with a file.")
                .section("EXAMPLE")
                .verbatim(Files.readString(Checkout.root().resolve(PACKAGE).resolve("virtualip.yaml.example"))
                        .replaceFirst("(?s)^(#[^\n]*\n)+", ""))
                .section("FIELDS");
        addFields(schema, "spec", page);
        page.section("FIELDS OF FILES ONLY")
                .paragraph("A file may also have what a custom resource in Kubernetes may not: passwords in"
                        + " spec.virtualRouters[].vrrp.authentication.password, checks that run a program in"
                        + " spec.virtualRouters[].healthChecks[].command (argv, user), and"
                        + " spec.notifications[]: mail and webhooks.")
                .section("SEE ALSO")
                .paragraph("virtualip-agent(8), virtualip(1)");

        check("virtualip.yaml.5", page.text());
        assertThat(page.text()).contains(".B \"spec.virtualRouters[].priority (integer)\"");
    }

    private static void addFields(JsonNode schema, String path, RoffPage page) {
        schema.path("properties").properties().forEach(property -> {
            JsonNode field = property.getValue();
            boolean isList = field.path("type").asText().equals("array");
            JsonNode inner = isList ? field.path("items") : field;
            String name = path + "." + property.getKey() + (isList ? "[]" : "");
            page.term(
                    name + " (" + inner.path("type").asText() + ")",
                    field.path("description").asText());
            addFields(inner, name, page);
        });
    }

    private static void check(String name, String text) {
        GoldenFiles.check(Checkout.root().resolve(PACKAGE).resolve("man").resolve(name), text);
    }
}
