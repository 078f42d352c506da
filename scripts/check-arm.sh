#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Builds for another processor with Linux and tries what was built with qemu-user: the tests that the
# processor has a say in, the examples under `attacca validate`, and the same session on both
# processors. What of the emulator stands in the way is said here and left out.
# Usage: scripts/check-arm.sh [--quick|--all] [--for riscv64] BUILD_DIR
#   BUILD_DIR   a finished build for this machine
#   --quick     the tests alone: what make check does
#   --all       also every other test that needs no display. Not all of them can pass under an
#               emulator, and nobody has yet told these from the rest
#   --for       riscv64 in place of aarch64
set -u
usage () { sed -n '5,14s/^# \{0,1\}//p' "$0"; exit 2; }
how=plugins processor=aarch64
while [ $# -gt 1 ]; do
  case $1 in
    --quick|--all) how=${1#--} ;;
    --for) processor=$2; shift ;;
    *) usage ;;
  esac
  shift
done
[ $# -eq 1 ] && [ -d "$1" ] || usage
native=$1
cd "$(dirname "$0")/.."
. scripts/counts.sh
. scripts/core_tests.sh
jobs=$(nproc)
build=build-$processor
QEMU_LD_PREFIX=$PWD/build-sysroot/$processor
export QEMU_LD_PREFIX

# Left out of all tests, and why:
left_out=(
  # Millions of modelled steps that are the same on every processor; the sources as text; scripts
  # that build with this machine's compiler.
  'rt_model.*|rt_spin_model|rt_loom_model|rt_orders_in_assembly'
  'layering|thread_tags|header_essays|docs_.*|scripts|.*_is_short|fuzz_.*'
  'new_project|installed_project|dev_session|shipped_release|outside.*|.*does_not_compile|abi_.*_alone.*|abi_vst3_mingw_test'
  # A display, or sound servers.
  'x11_.*|gui_.*|.*editor.*|.*xvfb.*|widget_pictures_test|standalone.*|audio_io.*|track_info_view_test|host_xembed_test|.*_photographed'
  # Plugins of this machine's own packages are for its processor.
  '.*third_party.*|gui_foreign_pango_test'
)

tests_pass () { ctest --test-dir "$build" --output-on-failure -j"$jobs" --timeout 900 "$@"; }
configured () { scripts/sysroot.sh "$processor" && scripts/configure.sh "$processor" -DATTACCA_WARNINGS_AS_ERRORS=ON; }
bundles_are_for_it () {
  local vst3 text status=0 count=0
  for vst3 in "$build"/plugins/*.vst3; do
    count=$((count + 1))
    text=$("$native/bin/attacca" inspect "$vst3" 2>&1)
    case $text in *"ELF, $processor"*) ;; *) echo "$text"; status=1 ;; esac
    [ -d "$vst3/Contents/$processor-linux" ] || { echo "$vst3 has no $processor-linux"; status=1; }
  done
  echo "$count VST3 bundles, each with its binary in Contents/$processor-linux"
  [ $count -gt 0 ] && [ $status -eq 0 ]
}
# Whether this machine runs programs of the other processor by itself; programs that start programs
# need it. What the kernel is told for that is taken back in the end.
undo=
trap 'eval "$undo"' EXIT
starts () { "$build/bin/attacca" --version >/dev/null 2>&1; }
starts_programs () {
  starts && return
  local registry=/proc/sys/fs/binfmt_misc name=qemu-$processor
  if [ ! -e $registry/register ] && mount -t binfmt_misc binfmt_misc $registry 2>/dev/null; then
    undo="umount $registry"
  fi
  if [ ! -e $registry/$name ] && { cat "/usr/lib/binfmt.d/$name.conf" >$registry/register; } 2>/dev/null; then
    undo="echo -1 >$registry/$name; $undo"
  fi
  starts && return
  echo "this machine cannot run programs for $processor by themselves (binfmt_misc needs root)"
  return 77
}
# `attacca run` and `attacca validate` are programs that start themselves.
examples_are_valid () {
  starts || return 77
  # The habits of all hosts are tried on this machine's processor; here those of the strictest.
  env -u DISPLAY "$build/bin/attacca" validate --strict --profile hostile --patience 30 "$build"/plugins/*.vst3 "$build"/plugins/*.clap
}
same_session () {
  starts || return 77
  scripts/compare_builds.py "$native" "$build" --by "qemu-$processor"
}
all_tests () {
  cmake --build "$build" -j"$jobs" && tests_pass -E "$(any_of "${left_out[@]}")"
}

step "configured for $processor, with the libraries of Debian" configured
step "$processor: real-time, core, state and wrapper tests" core_tests_pass "$build"
if [ $how != quick ]; then
  step "$processor: the program attacca and the examples" examples_build "$build"
  step "$processor: their bundles, inspected by this machine's program" bundles_are_for_it
  step "$processor: programs of it start programs" starts_programs
  step "$processor: the same session as on this machine's processor" same_session
  step "$processor: the examples under attacca validate" examples_are_valid
fi
[ $how != all ] || step "$processor: all tests that need no display" all_tests
closing "scripts/check-arm.sh for $processor"
