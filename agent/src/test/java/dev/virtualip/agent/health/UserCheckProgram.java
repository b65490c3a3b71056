package dev.virtualip.agent.health;

import dev.virtualip.agent.node.HealthCheckTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Prints the results of a check as a user that is there, is removed, and is there again. Argument: the file of users,
 * which stands in place of this machine's.
 */
final class UserCheckProgram {
    private static final String USER = "vip-check";

    private UserCheckProgram() {}

    public static void main(String[] arguments) throws IOException {
        Path users = Path.of(arguments[0]);
        String others = Files.readString(users);
        String all = others + USER + ":x:4711:65534::/nonexistent:/bin/sh\n";
        for (String text : List.of(all, others, all)) {
            Files.writeString(users, text);
            System.out.println(new CommandProbe(
                            new HealthCheckTarget.Command(List.of("sh", "-c", "test $(id -u) = 4711"), USER),
                            HealthSpecs.SECOND * 20,
                            new Semaphore(1))
                    .run());
        }
    }
}
