package dev.virtualip.agent.health;

import dev.virtualip.agent.linux.Capabilities;
import dev.virtualip.agent.linux.HealthCheckCalls;
import dev.virtualip.agent.node.HealthCheckTarget;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Start of a command: the program and its arguments, without a shell, in a session and process group of its own, as its
 * user. {@code setsid} and {@code setpriv} of util-linux replace themselves by the program, so that it is the process
 * that the agent started.
 *
 * @param argv the whole command line, with the full path of each program
 */
record CommandSetup(List<String> argv) {
    /** The folders of programs. */
    static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final Path OWN_PROCESS = Path.of("/proc/self");

    /** Keeps a copy of the list. */
    CommandSetup {
        argv = List.copyOf(argv);
    }

    /** Command that cannot be started; the message names the reason and is the end of a sentence. */
    static final class ImpossibleException extends Exception {
        private static final long serialVersionUID = 1;

        ImpossibleException(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /** The start of a command on this host. */
    static CommandSetup of(HealthCheckTarget.Command command) throws ImpossibleException {
        List<String> argv = new ArrayList<>();
        argv.add(tool("setsid"));
        if (command.user() != null) {
            argv.addAll(asUser(command.user()));
        }
        argv.add(program(command.argv().getFirst()));
        argv.addAll(command.argv().subList(1, command.argv().size()));
        return new CommandSetup(argv);
    }

    /** The reason why a command cannot be started on this host; empty if it can. */
    static Optional<String> problem(HealthCheckTarget.Command command) {
        try {
            of(command);
            return Optional.empty();
        } catch (ImpossibleException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The process, not started yet. Its output holds both streams; it has no input. */
    ProcessBuilder process() {
        ProcessBuilder process =
                new ProcessBuilder(argv).directory(new File("/")).redirectErrorStream(true);
        process.redirectInput(new File("/dev/null"));
        process.environment().clear();
        process.environment().putAll(Map.of("PATH", PATH, "LANG", "C.UTF-8"));
        return process;
    }

    private static List<String> asUser(String user) throws ImpossibleException {
        HealthCheckCalls.UserAccount account = HealthCheckCalls.userAccount(user)
                .orElseThrow(() -> new ImpossibleException(
                        "there is no user %s on this host; create it or name another one".formatted(user)));
        try {
            if (account.userId() == (int) Files.getAttribute(OWN_PROCESS, "unix:uid")) {
                return List.of();
            }
            if (!Capabilities.ofThisProcess().changeUser()) {
                throw new ImpossibleException(("to run it as user %s the agent needs CAP_SETUID and CAP_SETGID; run the"
                                + " agent as root, or leave the user out")
                        .formatted(user));
            }
        } catch (IOException e) {
            throw new ImpossibleException("the user of the agent cannot be read: " + e.getMessage());
        }
        return List.of(
                tool("setpriv"),
                "--reuid=" + account.userId(),
                "--regid=" + account.groupId(),
                "--init-groups",
                "--inh-caps=-all",
                "--");
    }

    private static String tool(String name) throws ImpossibleException {
        return inPath(name)
                .orElseThrow(() -> new ImpossibleException(
                        "the program %s is not in %s; install util-linux".formatted(name, PATH)));
    }

    private static String program(String name) throws ImpossibleException {
        if (!name.startsWith("/")) {
            return inPath(name)
                    .orElseThrow(() -> new ImpossibleException(
                            "there is no program %s in %s; install it or give its full path".formatted(name, PATH)));
        }
        Path path = Path.of(name);
        if (!Files.exists(path)) {
            throw new ImpossibleException("there is no program " + name + "; install it or correct the path");
        }
        if (!isProgram(path)) {
            throw new ImpossibleException(name + " is not an executable file; run chmod +x, or correct the path");
        }
        return name;
    }

    private static Optional<String> inPath(String name) {
        return Stream.of(PATH.split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(CommandSetup::isProgram)
                .map(Path::toString)
                .findFirst();
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
