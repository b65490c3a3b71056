package dev.virtualip.agent.sim;

/**
 * What all hosts share.
 *
 * @param schedule the virtual time
 * @param lan the link that they are on
 * @param witness is told of every step
 */
record World(Schedule schedule, VirtualLan lan, Witness witness) {}
