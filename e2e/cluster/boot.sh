#!/usr/bin/env bash
# boot.sh NAME FOLDER PROGRAMS: makes a host of fresh namespaces (mount, PID, network, UTS, IPC, cgroup), in which it
# runs as PID 1, and becomes that host's init. SIGKILL to it is a power cut: the kernel ends all that runs there.
#
# The root is a tmpfs with the machine's /usr, read-only, and its own /proc, /sys, /run, /tmp and cgroups. What a power
# cycle has to leave, /etc and /var, is in FOLDER. PROGRAMS: lines "NAME PATH".
set -euo pipefail
name=$1 folder=$2 programs=$3
root=$folder/root

mount --make-rprivate /
hostname "$name"
mkdir -p "$root" "$folder"/{etc,var/lib/host,var/lib/kubelet,var/lib/containerd,var/log,var/tmp}
rm -f "$folder"/var/lib/host/*
mount -t tmpfs -o mode=755 host "$root"
cd "$root"
mkdir -p usr etc var run tmp proc sys dev root old opt/virtualip/bin opt/cni/bin

read_only() {
    mount --bind "$1" "$2"
    mount -o remount,bind,ro "$2"
}
read_only /usr usr
for link in bin sbin lib lib32 lib64; do
    if [ -L "/$link" ]; then
        ln -s "$(readlink "/$link")" "$link"
    elif [ -d "/$link" ]; then
        mkdir "$link"
        read_only "/$link" "$link"
    fi
done
while read -r program path; do
    case "$program" in
        bridge | loopback | host-local) place=opt/cni/bin/$program ;;
        *) place=opt/virtualip/bin/$program ;;
    esac
    touch "$place"
    mount --bind "$(readlink -f "$path")" "$place"
done <"$programs"
mount --bind "$folder/etc" etc
mount --bind "$folder/var" var
ln -sfn /run var/run
mount --rbind /dev dev
mount -t tmpfs -o mode=755 run run
mount -t tmpfs -o mode=1777 tmp tmp
mount -t proc proc proc
mount -t sysfs sysfs sys

# In a cgroup namespace the root of each hierarchy is this host's own subtree.
mount -t tmpfs -o mode=755 cgroup sys/fs/cgroup
while IFS=: read -r _ controller _; do
    # The empty one is the second version's, of a machine that has both.
    [ -n "$controller" ] || continue
    mkdir "sys/fs/cgroup/${controller#name=}"
    case "$controller" in
        name=*) options=none,$controller ;;
        *) options=$controller ;;
    esac
    mount -t cgroup -o "$options" cgroup "sys/fs/cgroup/${controller#name=}"
done </proc/self/cgroup

# A kubelet insists on settings of the whole machine. It is shown files that say so; the machine stays as it is.
mkdir run/sysctl
while read -r key value; do
    [ -e "proc/sys/$key" ] || continue
    printf '%s\n' "$value" >"run/sysctl/${key//\//.}"
    mount --bind "run/sysctl/${key//\//.}" "proc/sys/$key"
done <<'SETTINGS'
vm/overcommit_memory 1
vm/panic_on_oom 0
kernel/panic 10
kernel/panic_on_oops 1
kernel/keys/root_maxkeys 1000000
kernel/keys/root_maxbytes 25000000
SETTINGS

printf '127.0.0.1 localhost\n::1 localhost\n' >etc/hosts
printf '%s\n' "$name" >etc/hostname
[ -s etc/machine-id ] || tr -d - </proc/sys/kernel/random/uuid >etc/machine-id
printf 'options attempts:1 timeout:1\n' >etc/resolv.conf
printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' >etc/passwd
printf 'root:x:0:\nnogroup:x:65534:\n' >etc/group
for file in os-release protocols services; do
    [ ! -e "/etc/$file" ] || cp -L "/etc/$file" "etc/$file"
done

# Debian's names of iptables' programs lead there.
[ ! -d /etc/alternatives ] || cp -a /etc/alternatives etc/

pivot_root . old
cd /
umount -l /old
rmdir /old
mount --make-rshared /

# Addresses are usable at once, packets may come in and go out by different ways, anyone may send an echo request.
setting() { printf '%s\n' "$2" >"/proc/sys/net/$1"; }
for which in default all; do
    setting "ipv6/conf/$which/accept_dad" 0
    setting "ipv6/conf/$which/accept_ra" 0
    setting "ipv6/conf/$which/forwarding" 1
    setting "ipv4/conf/$which/rp_filter" 0
done
setting ipv4/ip_forward 1
setting ipv4/ping_group_range '0 2147483647'
ip link set lo up
touch /var/lib/host/ready
exec /opt/virtualip/bin/pause
