#!/bin/bash
# Boots systemd as process 1 of a copy-on-write view of this machine's root, in namespaces of its own but in this
# network namespace; whatever it writes is gone with it. Usage: systemd-root.sh FOLDER
set -eu
folder=$1
groups=/sys/fs/cgroup/unified
[ -e "$groups/cgroup.procs" ] || groups=/sys/fs/cgroup
own=$groups/virtualip-${folder##*/}
mkdir -p "$own"
echo $$ >"$own/cgroup.procs"
exec unshare --fork --pid --mount --uts --ipc --cgroup --kill-child sh -eu -c '
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" overlay "$1/root"
root=$1/root
cd "$root"
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mount -t tmpfs -o mode=755 tmpfs dev
mkdir dev/pts dev/shm old
for device in null zero full random urandom tty; do
    touch dev/$device
    mount --bind /dev/$device dev/$device
done
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
# Of this machine'"'"'s own services none runs.
rm -rf etc/systemd/system/*.wants etc/systemd/system/*.requires
# Images for containers forbid packages to start services; this is a host.
rm -f usr/sbin/policy-rc.d
printf "[Unit]\nDescription=Nothing but what a test starts\n" >etc/systemd/system/lab.target
pivot_root . old
umount -l old
exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --unit=lab.target
' sh "$folder"
