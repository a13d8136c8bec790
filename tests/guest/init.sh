#!/bin/sh
# The guest's first process: mounts, lets udev make the devices, runs what lies on the second disk, powers off.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root XDG_RUNTIME_DIR=/run/user/0 LC_ALL=C.UTF-8
mountpoint -q /proc || mount -t proc proc /proc
mountpoint -q /sys || mount -t sysfs sys /sys
mountpoint -q /dev || mount -t devtmpfs dev /dev
mkdir -p /dev/pts /dev/shm /job
mount -t devpts devpts /dev/pts
mount -t tmpfs shm /dev/shm
[ -e /dev/fd ] || ln -s /proc/self/fd /dev/fd
mount -t tmpfs tmp /tmp
mount -t tmpfs run /run
mkdir -p /run/user/0
/lib/systemd/systemd-udevd --daemon 2>/dev/null
udevadm trigger
udevadm settle -t 20
ip link set lo up
mount -t ext4 /dev/vdb /job
stty -F /dev/ttyS1 raw -echo
/bin/sh /job/run.sh </dev/null >/dev/ttyS1
sync
echo o > /proc/sysrq-trigger
sleep 60
