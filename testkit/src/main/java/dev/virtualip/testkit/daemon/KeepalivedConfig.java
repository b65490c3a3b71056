package dev.virtualip.testkit.daemon;

import java.util.ArrayList;
import java.util.List;

/** The text of a {@code keepalived.conf}. Each brace ends its line: keepalived wants it so. */
final class KeepalivedConfig {
    private static final int OWNER = 255;
    private static final double MILLIS_PER_SECOND = 1000;

    private final List<String> lines = new ArrayList<>();
    private int depth;

    private KeepalivedConfig() {}

    static String of(String routerId, List<RouterSetup> routers) {
        KeepalivedConfig config = new KeepalivedConfig();
        config.block("global_defs", () -> {
            config.line("router_id " + routerId);
            // As our agent does where it may: otherwise a busy machine is compared, not the programs.
            config.line("vrrp_rt_priority 50");
            // By default the kernel kills a keepalived of that priority after 10 ms of work without a pause: seen here.
            config.line("vrrp_rlimit_rttime 5000000");
        });
        routers.forEach(config::router);
        return String.join("\n", config.lines) + "\n";
    }

    private void router(RouterSetup setup) {
        block("vrrp_instance " + setup.name(), () -> {
            // keepalived ignores this word, but for an owner: as BACKUP even that one waits first.
            line("state " + (setup.priority() == OWNER ? "MASTER" : "BACKUP"));
            line("interface " + setup.interfaceName());
            line("virtual_router_id " + setup.virtualRouterId());
            line("version " + setup.version());
            line("priority " + setup.priority());
            line("advert_int " + setup.interval().toMillis() / MILLIS_PER_SECOND);
            if (!setup.preempt()) {
                line("nopreempt");
            }
            setup.extra().forEach(this::line);
            if (!setup.password().isEmpty()) {
                block("authentication", () -> {
                    line("auth_type PASS");
                    line("auth_pass " + setup.password());
                });
            }
            block("virtual_ipaddress", () -> addresses(setup));
        });
    }

    private void addresses(RouterSetup setup) {
        setup.addresses().forEach(address -> line(address + " dev " + setup.interfaceName()));
    }

    private void block(String name, Runnable content) {
        line(name + " {");
        depth++;
        content.run();
        depth--;
        line("}");
    }

    private void line(String text) {
        final int indent = 4;
        lines.add(" ".repeat(depth * indent) + text);
    }
}
