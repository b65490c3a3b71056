/**
 * Client of the Kubernetes API server: connection and credentials, requests, and watches that recover from every
 * failure. Knows nothing about virtual routers.
 */
@NullMarked
package dev.virtualip.agent.api;

import org.jspecify.annotations.NullMarked;
