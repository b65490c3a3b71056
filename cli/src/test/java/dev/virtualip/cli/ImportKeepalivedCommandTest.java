package dev.virtualip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Output, files and exit codes of the program. */
class ImportKeepalivedCommandTest {
    private static final Path SEED = Path.of("src/test/resources/import/seed");
    private static final String LB01 = SEED.resolve("lb01.conf").toString();
    private static final String LB02 = SEED.resolve("lb02.conf").toString();

    private static final String INSTANCE = """
        vrrp_instance VI_1 {
        interface eth1
        virtual_router_id 55
        priority 150
        virtual_ipaddress {
        192.0.2.5/24
        }
        }
        """;

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
    void documentGoesToTheOutputAndTheRemarksToTheErrors() throws IOException {
        Run run = run("import", "keepalived", LB01, LB02);
        assertThat(run.exitCode()).isZero();
        assertThat(Files.readString(SEED.resolve("expected.yaml"))).startsWith(run.out() + "---\n");
        List<String> remarks = Files.readAllLines(SEED.resolve("expected.txt"));
        String printed = run.err().replace(SEED + "/", "");
        assertThat(printed.lines().map(line -> line.replaceFirst(" \\(also line .*", "")))
                .containsSubsequence(remarks.getFirst(), remarks.getLast())
                .last()
                .isEqualTo("imported 2 of 2 vrrp_instance blocks from 2 files; %d remarks".formatted(remarks.size()));
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
    void fileThatIsThereIsOverwrittenOnlyByForce() throws IOException {
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
    void remarkThatHoldsForSeveralLinesIsPrintedOnce() throws IOException {
        Path file = configuration("@a x\n@a y\nglobal_defs {\nrouter_id lb01\n}\n@a z\n" + INSTANCE);
        Run run = run("import", "keepalived", file.toString());
        assertThat(run.err().lines().filter(line -> line.contains("@a: left out")))
                .singleElement()
                .asString()
                .startsWith(file + ":1: ")
                .endsWith("(also line 2, 6)");
        assertThat(run.err().lines()).last().asString().startsWith("imported 1 of 1 vrrp_instance blocks from 1 file");
    }

    @Test
    void nothingImportedExitsWithOneAndLeavesFilesAlone() throws IOException {
        Path file = configuration("global_defs {\nrouter_id lb01\n}\nvrrp_instance VI_1 {\ninterface eth1\n}\n");
        Path there = folder.resolve("lb01.yaml");
        Files.writeString(there, "mine");
        for (String[] arguments : new String[][] {
            {"import", "keepalived", file.toString()},
            {"import", "keepalived", file.toString(), "--standalone", "--force", "--output", folder.toString()}
        }) {
            Run run = run(arguments);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("imported 0 of 1 vrrp_instance blocks", "nothing was imported");
            assertThat(there).hasContent("mine");
        }
    }

    @Test
    void hostWithoutInstancesGetsNoFileAndKeepsItsOwn() throws IOException {
        Path empty = configuration("global_defs {\nrouter_id lb09\n}\n");
        Path there = folder.resolve("lb09.yaml");
        Files.writeString(there, "mine");
        Run run = run(
                "import",
                "keepalived",
                LB01,
                empty.toString(),
                "--standalone",
                "--force",
                "--output",
                folder.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("nothing to import from this file");
        assertThat(there).hasContent("mine");
        assertThat(folder.resolve("lb01.yaml")).exists();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auth_type PASS;auth_pass;s3cr3t|no password behind it",
                "auth_type PASS;auth_pass s3cr3t-and-longer|the first 8 bytes of auth_pass",
                "auth_type PASS;auth_pass 's3cr3t|in clear",
                "auth_type;PASS;auth_pass;s3cr3t|no password behind it",
                "auth_typ PASS;s3cr3t|seems to hold a password",
                "auth_type PASS s3cr3t|words behind it are left out",
                "auth_pass s3cr3t {;}|without 'auth_type PASS'",
                "auth_type PASS;auth_pass s3cr3t s3cr3t2|only its first word counts"
            })
    void passwordIsNeverPrinted(String lines, String remark) throws IOException {
        String block = "authentication {\n" + lines.replace(';', '\n') + "\n}\n";
        Path file = configuration(INSTANCE.replace("}\n}", "}\n" + block + "}"));
        Run run = run("import", "keepalived", file.toString());
        assertThat(run.err()).contains(remark);
        assertThat(run.out() + run.err()).doesNotContain("s3cr3t");
    }

    @Test
    void passwordThatIsNotUtf8IsLeftOutAndSaid() throws IOException {
        String block = "authentication {\nauth_type PASS\nauth_pass gr\u00fcn\n}\n";
        String text = INSTANCE.replace("}\n}", "}\n" + block + "}");
        Path file = configuration("");
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        Run latin = run("import", "keepalived", file.toString());
        assertThat(latin.err()).contains("has bytes that are not UTF-8 and cannot be taken over");
        assertThat(latin.out()).doesNotContain("secretRef").doesNotContain("\uFFFD");

        Files.writeString(file, text.replace("gr\u00fcn", "1234567\u00fc"));
        Run cut = run("import", "keepalived", file.toString());
        assertThat(cut.err()).contains("end within a character and cannot be taken over");
        assertThat(cut.out()).doesNotContain("secretRef");
    }

    private Path configuration(String text) throws IOException {
        Path file = folder.resolve("given.conf");
        Files.writeString(file, text);
        return file;
    }

    @Test
    void folderThatIsNotThereIsReported() {
        Run run = run("import", "keepalived", LB01, "--standalone", "--output", folder + "/none");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("none/lb01.yaml: cannot be written: check that the folder is there");
    }

    @Test
    void unreadableFileExitsWithOneAndOneLine() throws IOException {
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
    void wrongCallExitsWithTwoAndOneLine() {
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
    void examplesAreTheTestedFiles() throws IOException {
        for (String host : new String[] {"lb01.conf", "lb02.conf"}) {
            assertThat(Path.of("../examples/keepalived", host)).hasSameTextualContentAs(SEED.resolve(host));
        }
    }
}
