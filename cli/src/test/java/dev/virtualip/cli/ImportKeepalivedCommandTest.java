package dev.virtualip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program prints, writes and exits with. */
class ImportKeepalivedCommandTest {
    private static final Path SEED = Path.of("src/test/resources/import/seed");
    private static final String LB01 = SEED.resolve("lb01.conf").toString();
    private static final String LB02 = SEED.resolve("lb02.conf").toString();

    @TempDir
    private Path folder = Path.of("");

    private record Run(int exitCode, String out, String err) {}

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = CliMain.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }

    private Run standalone(String... more) {
        String[] arguments = new String[more.length + 7];
        System.arraycopy(
                new String[] {"import", "keepalived", LB01, LB02, "--standalone", "--output", folder.toString()},
                0,
                arguments,
                0,
                7);
        System.arraycopy(more, 0, arguments, 7, more.length);
        return run(arguments);
    }

    @Test
    void theDocumentGoesToTheOutputAndTheRemarksToTheErrors() throws IOException {
        Run run = run("import", "keepalived", LB01, LB02);
        assertThat(run.exitCode()).isZero();
        assertThat(Files.readString(SEED.resolve("expected.yaml"))).startsWith(run.out() + "---\n");
        assertThat(run.err().replace(SEED + "/", "")).isEqualTo(Files.readString(SEED.resolve("expected.txt")));
    }

    @Test
    void noPasswordIsPrintedInAnyMode() {
        Run kubernetes = run("import", "keepalived", LB01, LB02);
        Run standalone = standalone();
        assertThat(kubernetes.out() + kubernetes.err() + standalone.out() + standalone.err())
                .contains("secretRef")
                .doesNotContain("123456");
    }

    @Test
    void standaloneWritesAFilePerHostForItsOwnerOnly() throws IOException {
        Run run = standalone();
        assertThat(run.exitCode()).isZero();
        for (String host : new String[] {"lb01", "lb02"}) {
            Path file = folder.resolve(host + ".yaml");
            assertThat(Files.readString(SEED.resolve("expected.yaml"))).contains("---\n" + Files.readString(file));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(run.err()).contains("wrote " + file);
        }
        assertThat(folder).isDirectoryContaining("glob:**/lb0?.yaml").isDirectoryNotContaining("glob:**/.virtualip*");
    }

    @Test
    void aFileThatIsThereIsOverwrittenOnlyByForce() throws IOException {
        Path there = folder.resolve("lb02.yaml");
        Files.writeString(there, "mine");
        Run refused = standalone();
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("lb02.yaml: is there already: use --force");
        assertThat(refused.out()).isEmpty();
        assertThat(there).hasContent("mine");
        assertThat(folder.resolve("lb01.yaml")).doesNotExist();

        assertThat(standalone("--force").exitCode()).isZero();
        assertThat(Files.readString(there)).contains("VRRPRouter");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(there)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        Run run = run("import", "keepalived", LB01, "--standalone", "--output", folder + "/none");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("none/lb01.yaml: cannot be written: check that the folder is there");
    }

    @Test
    void anUnreadableFileExitsWithOneAndOneLine() throws IOException {
        Path broken = folder.resolve("broken.conf");
        Files.writeString(broken, "global_defs {\n");
        Run run = run("import", "keepalived", LB01, broken.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .containsExactly(broken + ":1: the block of 'global_defs' is never closed: add a '}' at its end");
        assertThat(run("import", "keepalived", "none.conf").exitCode()).isEqualTo(1);
    }

    @Test
    void aWrongCallExitsWithTwoAndOneLine() {
        String[][] calls = {
            {},
            {"import"},
            {"export"},
            {"import", "keepalived"},
            {"import", "keepalived", "--wrong", LB01},
            {"import", "keepalived", "--force", LB01},
            {"import", "keepalived", "--output", "x", LB01},
            {"import", "keepalived", "--config-id", "lb01", LB01, LB02}
        };
        for (String[] call : calls) {
            Run run = run(call);
            assertThat(run.exitCode()).as(String.join(" ", call)).isEqualTo(2);
            assertThat(run.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("virtualip")
                    .endsWith("--help");
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void helpNamesWhatAUserNeeds() {
        assertThat(run("--help").out()).contains("import", "Exit codes", "Example");
        assertThat(run("import", "--help").out()).contains("keepalived");
        Run run = run("import", "keepalived", "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("--standalone", "--output", "--force", "--config-id", "file:line: remark", "Exit codes")
                .contains("virtualip import keepalived lb01.conf lb02.conf");
    }

    @Test
    void theExamplesAreTheTestedFiles() throws IOException {
        for (String host : new String[] {"lb01.conf", "lb02.conf"}) {
            assertThat(Path.of("../examples/keepalived", host)).hasSameTextualContentAs(SEED.resolve(host));
        }
    }
}
