package dev.virtualip.testkit.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabNameTest {
    @Test
    void namespaceNameContainsItsLab() {
        LabName name = LabName.next();
        assertThat(LabName.ofNamespace(name.namespace("lb01"))).contains(name);
        assertThat(name.isOwnerAlive()).isTrue();
    }

    @Test
    void labsOfOneProcessHaveDifferentNames() {
        assertThat(LabName.next()).isNotEqualTo(LabName.next());
    }

    @Test
    void foreignNamespacesBelongToNoLab() {
        assertThat(LabName.ofNamespace("blue")).isEmpty();
        assertThat(LabName.ofNamespace("vip-x-1-1-a")).isEmpty();
        assertThat(LabName.ofNamespace("vip-12")).isEmpty();
    }

    @Test
    void reusedPidIsNotTheOwner() {
        LabName mine = LabName.next();
        assertThat(new LabName(mine.pid(), mine.startTicks() - 1, 1).isOwnerAlive())
                .isFalse();
    }
}
