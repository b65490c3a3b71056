package dev.virtualip.agent.health;

import dev.virtualip.agent.linux.HealthCheckCalls;
import dev.virtualip.agent.linux.NativeIoException;
import java.util.function.Consumer;

/**
 * Check of a network interface: it is up and has a carrier.
 *
 * @param name the interface
 */
record InterfaceProbe(String name) implements Probe {

    @Override
    public void start(Consumer<CheckResult> ended) {
        ended.accept(result());
    }

    @Override
    public void stop() {
        // Its result has come with the start.
    }

    private CheckResult result() {
        try {
            return switch (HealthCheckCalls.interfaceState(name)) {
                case UP -> CheckResult.PASSED;
                case NO_CARRIER -> failed("has no carrier; check its cable");
                case DOWN -> failed("is down");
                case MISSING -> failed("does not exist");
            };
        } catch (NativeIoException e) {
            return failed("cannot be read: " + e.getMessage());
        }
    }

    @Override
    public String activity() {
        return "reading the state of interface " + name;
    }

    private CheckResult failed(String state) {
        return new CheckResult.Failed("interface " + name + " " + state);
    }
}
