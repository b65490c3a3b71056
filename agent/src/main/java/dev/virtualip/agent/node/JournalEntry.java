package dev.virtualip.agent.node;

import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.Step;
import java.time.Instant;

/**
 * Event and the step it caused, with all inputs, so that the decision can be replayed.
 *
 * @param time the wall clock, for people
 * @param virtualRouter the name of the virtual router
 * @param settings its settings
 * @param before its state before
 * @param event what happened
 * @param step what followed
 */
public record JournalEntry(
        Instant time, String virtualRouter, RouterSettings settings, State before, Event event, Step step) {}
