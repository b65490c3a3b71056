package dev.virtualip.testkit.daemon;

import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kernel.Signal;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Nginx on port 80 of a host, whose only page is the host's name.
 *
 * @param host where it runs
 * @param processes its master and its worker
 */
public record NginxProcess(LabHost host, ProcessTree processes) implements AutoCloseable {
    private static final int PORT = 80;
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(15);

    /** Starts it and returns when it answers. It may be started again after its end. */
    public static NginxProcess start(LabHost host) {
        Path folder = host.lab().folder().resolve(host + "-nginx");
        Path configuration = folder.resolve("nginx.conf");
        try {
            Files.createDirectories(folder);
            Files.writeString(configuration, configuration(folder, host));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ProcessTree processes = ProcessTree.start(
                host,
                host.lab().folder().resolve(host + "-nginx.log"),
                "nginx",
                "-e",
                "stderr",
                "-c",
                configuration.toString());
        NginxProcess nginx = host.lab().closing(new NginxProcess(host, processes));
        try {
            Wait.until("Nginx on " + host + " answers", STARTS_WITHIN, nginx::answers);
        } catch (LabException e) {
            throw new LabException(e.getMessage() + "; it said:\n" + processes.log(), e);
        }
        return nginx;
    }

    /** Whether it serves its page on the host's loopback. */
    public boolean answers() {
        return host.namespace().call(() -> HttpGet.body(PORT, "/")).isPresent();
    }

    /** Kills it, master and worker, and returns when they are gone. */
    public void kill() {
        processes.signalAll(Signal.PAUSE);
        processes.signalAll(Signal.KILL);
        processes.await(Daemon.STOP_WITHIN);
    }

    /** Lets it read its configuration again, as {@code nginx -s reload} does: with a new worker. */
    public void reload() {
        processes.signal(Signal.RELOAD);
    }

    @Override
    public void close() {
        kill();
    }

    private static String configuration(Path folder, LabHost host) {
        return """
            daemon off;
            user root root;
            worker_processes 1;
            pid %1$s/nginx.pid;
            error_log stderr;
            events {}
            http {
              access_log off;
              keepalive_requests 1000000;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              scgi_temp_path %1$s/scgi;
              uwsgi_temp_path %1$s/uwsgi;
              server {
                listen %2$d;
                return 200 "%3$s\\n";
              }
            }
            """.formatted(folder, PORT, host);
    }
}
