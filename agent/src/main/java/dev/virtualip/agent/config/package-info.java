/**
 * Where the desired virtual routers come from: the file that drives an agent without Kubernetes, read, checked and
 * watched. Nothing here prints or exits: what is wrong is a value, for the main class to show.
 */
@NullMarked
package dev.virtualip.agent.config;

import org.jspecify.annotations.NullMarked;
