/**
 * The way to the Kubernetes API server: the connection and its credentials, requests, and watches that go on through
 * everything that can happen to them. Knows nothing of virtual routers. Of Fabric8 it uses the connection (TLS, keys,
 * tokens, HTTP) and none of its model: the number of classes is what the agent weighs.
 */
@NullMarked
package dev.virtualip.agent.api;

import org.jspecify.annotations.NullMarked;
