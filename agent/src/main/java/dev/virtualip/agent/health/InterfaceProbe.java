package dev.virtualip.agent.health;

import dev.virtualip.agent.linux.HealthCheckCalls;
import dev.virtualip.agent.linux.NativeIoException;

/**
 * Check of a network interface: it is up and has a carrier.
 *
 * @param name the interface
 */
record InterfaceProbe(String name) implements Probe {

    @Override
    public CheckResult run() {
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
