package dev.virtualip.agent.config;

import dev.virtualip.agent.node.Condition;
import dev.virtualip.agent.node.LeftOut;
import dev.virtualip.crds.v1alpha1.Authentication;
import dev.virtualip.crds.v1alpha1.Authentication.SecretRef;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the object says: one entry for each virtual router that it names, the good and the bad.
 *
 * @param uid the object
 * @param generation its generation
 * @param withdrawUnlisted whether what runs and is not named shall be withdrawn
 * @param items what it names, in order, each name once
 * @param whole false: part of it cannot even be told apart, so nothing is withdrawn for not being named
 * @param conditions what is wrong with the object as a whole
 */
record Order(
        String uid,
        long generation,
        boolean withdrawUnlisted,
        List<Item> items,
        boolean whole,
        List<Condition> conditions) {

    /** Keeps copies of the lists. */
    Order {
        items = List.copyOf(items);
        conditions = List.copyOf(conditions);
    }

    /** One virtual router that it names. */
    sealed interface Item {
        String name();
    }

    /** It can be carried out, as far as it says itself. */
    record Good(String name, VirtualRouter document) implements Item {

        /** The key that it needs; null: none. */
        @Nullable
        SecretRef secretRef() {
            Authentication authentication = document.vrrpOrDefault().authentication();
            return authentication == null ? null : authentication.secretRef();
        }
    }

    /** It cannot be carried out. */
    record Bad(String name, LeftOut what, Condition why) implements Item {}
}
