package dev.virtualip.cli.plan;

import java.util.List;
import java.util.Map;

/**
 * Effects that a drain of a node would have.
 *
 * @param node the node
 * @param safe whether no address stays on the node
 * @param moves the addresses that move
 * @param stays the addresses that no other node can take
 * @param withoutBackup the VirtualIPs that have no backup while the node is away
 * @param services the Services, as namespace/name, that these VirtualIPs were made for, by the VirtualIP's name
 * @param notes what could not be read for want of rights, or is out of date
 */
public record DrainReport(
        String node,
        boolean safe,
        List<DrainMove> moves,
        List<DrainStay> stays,
        List<String> withoutBackup,
        Map<String, String> services,
        List<String> notes) {

    /** Copies the lists. */
    public DrainReport {
        moves = List.copyOf(moves);
        stays = List.copyOf(stays);
        withoutBackup = List.copyOf(withoutBackup);
        services = Map.copyOf(services);
        notes = List.copyOf(notes);
    }

    /**
     * An address that moves.
     *
     * @param name the VirtualIP
     * @param addresses its addresses
     * @param to the node that takes over
     * @param backups the nodes that can take over from that one
     */
    public record DrainMove(String name, List<String> addresses, String to, List<String> backups) {
        /** Copies the lists. */
        public DrainMove {
            addresses = List.copyOf(addresses);
            backups = List.copyOf(backups);
        }
    }

    /**
     * An address that stays.
     *
     * @param name the VirtualIP
     * @param addresses its addresses
     * @param message why no other node can take it
     */
    public record DrainStay(String name, List<String> addresses, String message) {
        /** Copies the list. */
        public DrainStay {
            addresses = List.copyOf(addresses);
        }
    }
}
