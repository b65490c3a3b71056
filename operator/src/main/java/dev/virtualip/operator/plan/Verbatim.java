package dev.virtualip.operator.plan;

import java.util.List;

/**
 * A virtual router of which every VirtualIP was refused: it goes on as it is, word for word.
 *
 * @param router the virtual router
 * @param wishes the VirtualIPs that it serves
 */
record Verbatim(RunningRouter router, List<Wish> wishes) {}
