package dev.virtualip.deploy.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The ahead-of-time cache of an image: the classes of a start, parsed and linked at build time. Made of a list of
 * classes, as the JDK makes its own: the other way, from a training run, gives other bytes every time.
 */
final class ClassArchive {

    private static final long PATIENCE_SECONDS = 120;

    private ClassArchive() {}

    /** Makes it with the runtime in the folder, as the only root it knows: the archive remembers every path. */
    static void make(RootFolder root, Program program) throws IOException {
        make(root, program.name(), dump(program), root.inside(program.classArchive()));
    }

    /** Makes it by this command line, inside the folder. */
    static void make(RootFolder root, String name, List<String> dump, Path archive) throws IOException {
        List<String> command = new ArrayList<>(List.of("unshare"));
        if (!System.getProperty("user.name", "").equals("root")) {
            command.add("--map-root-user");
        }
        command.addAll(
                List.of("--mount", "--pid", "--fork", "--kill-child", "--root=" + root.path(), "--mount-proc=/proc"));
        command.addAll(dump);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0 || !Files.exists(archive)) {
                throw new ImageException("the class archive of %s failed; it takes root, or namespaces for users: %s"
                        .formatted(name, said.strip()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** The command line that makes it inside the image: the program's own options, and what to dump. */
    static List<String> dump(Program program) {
        List<String> command = new ArrayList<>(List.of("/" + Program.JAVA + "/bin/java"));
        program.javaOptions().stream()
                .filter(option -> !option.startsWith("-Xm") && !option.startsWith("-Xlog"))
                .forEach(command::add);
        // The heap at the making has one size everywhere, else the archive would differ with the machine's memory.
        command.addAll(List.of(
                "-Xms256m",
                "-Xmx256m",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + program.classList(),
                "-XX:SharedArchiveFile=" + program.classArchive(),
                "-cp",
                program.jar()));
        return command;
    }
}
