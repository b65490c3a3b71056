package dev.virtualip.cli.keepalived;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something in which the hosts of one virtual router may differ.
 *
 * @param directive how keepalived calls it
 * @param value what an instance has of it, with its place; compared by the value
 * @param shown how the value is written, without secrets
 * @param consequence what follows from a difference, and what the result takes
 */
record Aspect(
        String directive, Function<Instance, Given<?>> value, Function<Object, String> shown, String consequence) {

    private static final String NONE = "none";

    /** Those that are compared by one value; addresses and priorities are compared by themselves. */
    static final List<Aspect> ALL = List.of(
            plain(
                    "virtual_router_id",
                    one -> one.sending().virtualRouterId(),
                    "the hosts are two virtual routers and both hold the address; the first is taken"),
            plain(
                    "interface",
                    one -> orNone(one.binding().interfaceName(), one),
                    "the VirtualIP takes both by a pattern"),
            plain("version", one -> one.sending().version(), "neither hears the other; the VirtualIP takes the first"),
            new Aspect(
                    "advert_int",
                    one -> one.election().intervalMillis(),
                    millis -> millis instanceof Long value ? Values.duration(value) : String.valueOf(millis),
                    "version 2 refuses another interval, version 3 follows the Active's; the VirtualIP takes the"
                            + " first"),
            new Aspect(
                    "authentication",
                    one -> orNone(one.sending().password(), one),
                    password -> NONE.equals(password) ? NONE : "a password of its own",
                    "neither accepts the other; the VirtualIP has one for all"),
            plain(
                    "preempt",
                    one -> one.election().preempt(),
                    "the VirtualIP takes that of the host with the highest priority"),
            plain(
                    "unicast",
                    one -> new Given<>(
                            one.sending().unicast() ? "on" : "off",
                            place(one.sending().peers(), one)),
                    "neither hears the other; the VirtualIP takes the first"),
            plain(
                    "v3_checksum_as_v2",
                    one -> one.sending().messageOnly().map(on -> on ? "on" : "off"),
                    "our agents accept both forms; the VirtualIP sends that of the first"),
            plain("label", one -> orNone(one.binding().label(), one), "the VirtualIP takes the first"),
            plain(
                    "vrrp_sync_group",
                    one -> orNone(one.moveGroup(), one),
                    "all hosts should group alike; the VirtualIP takes the first"),
            plain("garp_master", one -> new Given<>(one.announcing(), one.place()), "the VirtualIP takes the first"));

    private static Aspect plain(String directive, Function<Instance, Given<?>> value, String consequence) {
        return new Aspect(directive, value, String::valueOf, consequence);
    }

    private static Given<?> orNone(@Nullable Given<String> value, Instance instance) {
        return value == null ? new Given<>(NONE, instance.place()) : value;
    }

    private static Place place(List<Given<String>> lines, Instance instance) {
        return lines.isEmpty() ? instance.place() : lines.getFirst().place();
    }
}
