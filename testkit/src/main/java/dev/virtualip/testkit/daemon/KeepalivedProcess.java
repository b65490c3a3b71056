package dev.virtualip.testkit.daemon;

import dev.virtualip.testkit.lab.LabHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real keepalived on a host.
 *
 * @param host where it runs
 * @param processes the parent and the process that does VRRP
 */
public record KeepalivedProcess(LabHost host, ProcessTree processes) implements Daemon {
    /** Starts it with these virtual routers. */
    public static KeepalivedProcess start(LabHost host, RouterSetup... routers) {
        return start(host, KeepalivedConfig.of(host.name(), List.of(routers)));
    }

    /** Starts it with a configuration as it stands. */
    public static KeepalivedProcess start(LabHost host, String configuration) {
        Path folder = host.lab().folder();
        Path file = folder.resolve(host + "-keepalived.conf");
        try {
            Files.writeString(file, configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ProcessTree processes = ProcessTree.start(
                host,
                folder.resolve(host + "-keepalived.log"),
                "keepalived",
                "--dont-fork",
                "--log-console",
                "--log-detail",
                "--vrrp",
                "--use-file=" + file,
                // In the lab's folder: two keepalived with the system's pid file would refuse each other.
                "--pid=" + folder.resolve(host + "-keepalived.pid"),
                "--vrrp_pid=" + folder.resolve(host + "-keepalived-vrrp.pid"));
        return host.lab().closing(new KeepalivedProcess(host, processes));
    }
}
