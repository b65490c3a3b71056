package dev.virtualip.agent.config.kubernetes;

import dev.virtualip.agent.node.RouterCondition;
import dev.virtualip.agent.node.SkippedRouter;
import dev.virtualip.crds.v1alpha1.Authentication;
import dev.virtualip.crds.v1alpha1.Authentication.SecretRef;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Virtual routers that a VRRPRouter lists, valid and invalid ones.
 *
 * @param uid the object's UID
 * @param generation its generation
 * @param withdrawUnlisted whether virtual routers that run and are not listed are withdrawn
 * @param routers the virtual routers in order, each name once
 * @param complete false: some entries have no usable name, so that no virtual router counts as not listed
 * @param conditions problems of the object as a whole
 */
record ParsedRouters(
        String uid,
        long generation,
        boolean withdrawUnlisted,
        List<ParsedRouter> routers,
        boolean complete,
        List<RouterCondition> conditions) {

    /** Keeps copies of the lists. */
    ParsedRouters {
        routers = List.copyOf(routers);
        conditions = List.copyOf(conditions);
    }

    /** One listed virtual router. */
    sealed interface ParsedRouter {
        String name();
    }

    /** Virtual router that is valid by itself. */
    record Valid(String name, VirtualRouter document) implements ParsedRouter {

        /** The Secret with its password; null: it needs none. */
        @Nullable
        SecretRef secretRef() {
            Authentication authentication = document.vrrpOrDefault().authentication();
            return authentication == null ? null : authentication.secretRef();
        }
    }

    /** Virtual router that cannot run. */
    record Invalid(String name, SkippedRouter skipped, RouterCondition condition) implements ParsedRouter {}
}
