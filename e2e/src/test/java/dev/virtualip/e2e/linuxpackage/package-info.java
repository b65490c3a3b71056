/** The Linux packages, installed on a host on which systemd runs. */
@NullMarked
package dev.virtualip.e2e.linuxpackage;

import org.jspecify.annotations.NullMarked;
