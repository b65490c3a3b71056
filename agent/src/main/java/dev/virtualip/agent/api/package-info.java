/**
 * The way to the Kubernetes API server: the connection and its credentials, requests, and watches that go on through
 * everything that can happen to them. Knows nothing of virtual routers. It stands on the Java platform's own HTTP
 * client: the number of classes is what the agent weighs, and Fabric8's brings an object mapper and a model with it.
 */
@NullMarked
package dev.virtualip.agent.api;

import org.jspecify.annotations.NullMarked;
