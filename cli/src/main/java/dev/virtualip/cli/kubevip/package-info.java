/** Import of the address pools of kube-vip's cloud provider. */
@NullMarked
package dev.virtualip.cli.kubevip;

import org.jspecify.annotations.NullMarked;
