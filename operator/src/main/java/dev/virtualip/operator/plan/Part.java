package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import java.util.List;

/**
 * What a VirtualIP has in one virtual router.
 *
 * @param wish the VirtualIP
 * @param addresses its addresses of that family, in the order of its spec
 * @param frozen whether it was refused and goes on with what it had
 */
record Part(Wish wish, List<IpPrefix> addresses, boolean frozen) {}
