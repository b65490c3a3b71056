package dev.virtualip.operator.plan.candidates;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import java.util.List;

/**
 * A VirtualIP in one virtual router.
 *
 * @param request the VirtualIP
 * @param addresses its addresses of that family, in the order of its spec
 * @param retained whether the VirtualIP is refused and keeps the addresses that it has
 */
public record RouterMember(VirtualIPRequest request, List<IpPrefix> addresses, boolean retained) {}
