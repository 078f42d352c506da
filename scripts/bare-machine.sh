#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# A Debian 12 with nothing installed, made with debootstrap, in which a make target runs on a clone
# of this tree; prints how long the machine and each target took, in wall and CPU time. Needs root
# and a Debian mirror.
# Usage: scripts/bare-machine.sh FOLDER [TARGET…]       e.g. /var/tmp/bare demo test
#        scripts/bare-machine.sh FOLDER packages         the Debian packages of build/packages in
#           place of a clone, and a plugin of each kind made with them
#   FOLDER    where the machine is made; one that is there is used again, its clone is not
#   MIRROR=   another mirror than that of this machine's apt
set -eu
[ $# -ge 1 ] || { sed -n '5,12s/^# \{0,1\}//p' "$0"; exit 2; }
folder=$1
shift
[ $# -gt 0 ] || set -- demo
cd "$(dirname "$0")/.."
fail () { echo "bare-machine: $*" >&2; exit 1; }
[ "$(id -u)" -eq 0 ] || fail "needs root: sudo $0 $folder $*"
command -v debootstrap >/dev/null || fail "needs debootstrap: apt-get install debootstrap"
command -v git >/dev/null || fail "needs git: apt-get install git"
# The mirror that this machine's own apt uses, whatever it is.
mirror=${MIRROR-$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 2>/dev/null |
  grep -E '^https?://[^ ]*debian/?$' | head -1)}
[ -n "$mirror" ] || fail "apt names no mirror of Debian: name one with MIRROR="

if [ ! -x "$folder/usr/bin/apt-get" ]; then
  echo "== a bare Debian 12 in $folder"
  mkdir -p "$folder"
  time debootstrap --variant=minbase bookworm "$folder" "$mirror" >"$folder.log" 2>&1 ||
    fail "debootstrap failed: $folder.log"
  for file in /etc/apt/apt.conf.d/*proxy* /etc/resolv.conf; do
    [ ! -e "$file" ] || cp -L "$file" "$folder$file"
  done
  # What the first command on the README's page needs.
  chroot "$folder" sh -c 'apt-get update -q && apt-get install -y -q --no-install-recommends make' \
    >>"$folder.log" 2>&1 || fail "make could not be installed: $folder.log"
fi
mounted=()
unmount () { for at in "${mounted[@]}"; do umount -l "$at" 2>/dev/null || true; done; }
trap unmount EXIT
mount -t proc proc "$folder/proc" && mounted+=("$folder/proc")
mount --rbind /dev "$folder/dev" && mount --make-rslave "$folder/dev" && mounted+=("$folder/dev")

if [ "$*" = packages ]; then
  rm -rf "$folder/root/packages" "$folder/root/attacca"
  mkdir -p "$folder/root/packages"
  cp build/packages/{attacca,libattacca-dev}_*.deb scripts/new_from_packages.sh "$folder/root/packages"
  echo "== the packages are installed"
  chroot "$folder" bash -c 'cd /root/packages && TIMEFORMAT="installed in %R s" &&
    time DEBIAN_FRONTEND=noninteractive apt-get install -y -q --reinstall ./*.deb >/root/packages/apt.log 2>&1' ||
    fail "the packages could not be installed: $folder/root/packages/apt.log"
  chroot "$folder" bash -c 'cd / && /root/packages/new_from_packages.sh /root/plugins'
  exit $?
fi
rm -rf "$folder/root/attacca"
git clone -q --no-local . "$folder/root/attacca"
status=0
for target in "$@"; do
  echo "== make $target"
  # bash's own times: those of the command and all its children.
  chroot "$folder" bash -c "cd /root/attacca && TIMEFORMAT='make $target: %R s wall, %U s user + %S s system'
    time make $target" || status=1
done
exit $status
