/**
 * Translation of directives into documents. The keyword tables fill in {@link RawHost} and {@link RawInstance} and
 * record an outcome for every directive; the resolvers apply keepalived's defaults; the writers group the instances of
 * all hosts and write VirtualIPs and VRRPRouters.
 */
@NullMarked
package dev.virtualip.cli.keepalived.map;

import org.jspecify.annotations.NullMarked;
