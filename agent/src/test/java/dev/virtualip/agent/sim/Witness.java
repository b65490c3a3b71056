package dev.virtualip.agent.sim;

import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.Step;

/** Is told of every step of every host. */
@FunctionalInterface
interface Witness {
    void saw(Host host, State before, Event event, Step step);
}
