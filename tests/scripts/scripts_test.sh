#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# scripts/install-deps.sh with a package manager that is played, scripts/configure.sh with build
# folders from elsewhere, the packer's build, and what .ci/run counts, all in a folder with blanks in
# its name.
# Usage: scripts_test.sh ROOT CMAKE
set -u
root=$1 cmake=$2
unset ATTACCA_COUNTS ATTACCA_UNTIL # it may run in CI
work=$(mktemp -d "${TMPDIR:-/tmp}/attacca scripts XXXXXX")
trap 'rm -rf "$work"' EXIT
failed=0
# says WHAT STATUS TEXT…: $output and $status of the last call.
says () {
  local what=$1 wanted=$2 text
  shift 2
  if [ "$status" != "$wanted" ]; then
    echo "FAILED: $what: status $status, not $wanted"; echo "$output"; failed=1; return
  fi
  for text in "$@"; do
    case $output in *"$text"*) ;; *) echo "FAILED: $what: does not say: $text"; echo "$output"; failed=1; return ;; esac
  done
  echo "ok: $what"
}
call () { output=$("$@" 2>&1); status=$?; }

# A Debian on which nothing is installed. apt-get installs all but what NOT_THERE names.
mkdir -p "$work/bin"
for tool in bash awk sed cat touch env mktemp rm tail; do ln -s "$(command -v $tool)" "$work/bin"; done
cat >"$work/bin/dpkg-query" <<'END'
#!/usr/bin/env bash
[ -e "$STATE/${@: -1}" ] && echo installed
END
cat >"$work/bin/apt-get" <<'END'
#!/usr/bin/env bash
[ "$1" = install ] || exit 0
for word in "$@"; do case " $NOT_THERE " in *" $word "*) echo "E: Unable to locate package $word"; exit 100 ;; esac; done
for word in "$@"; do case $word in -*|install) ;; *) touch "$STATE/$word" ;; esac; done
END
printf '#!/usr/bin/env bash\n' >"$work/bin/dpkg"
printf '#!/usr/bin/env bash\necho "$USER_NUMBER"\n' >"$work/bin/id"
chmod +x "$work/bin/"{dpkg-query,apt-get,dpkg,id}
# deps USER NOT_THERE ARGUMENTS…
deps () {
  export USER_NUMBER=$1 NOT_THERE=$2 STATE=$work/state
  shift 2
  rm -rf "$STATE"; mkdir "$STATE"
  call env PATH="$work/bin" bash "$root/scripts/install-deps.sh" "$@"
}

deps 1000 "" --for demo
says "without root and sudo: what is missing, what for, and what to type" 1 \
  "g++ " "for the compiler" "have root run:  apt-get install --no-install-recommends g++ cmake"
deps 0 "" --for demo
says "as root: everything is installed" 0 "install-deps: done"
call env PATH="$work/bin" bash "$root/scripts/install-deps.sh" --for demo
says "the second time: nothing is asked" 0 "everything is there"
deps 0 spin --for test
says "a package that is not to be had keeps no other away" 0 "could not be installed" \
  "spin " "for a second model of a hand-over; without it: all other tests; this one is skipped"
[ -e "$work/state/zam-plugins" ] || { echo "FAILED: the others were not installed"; failed=1; }
deps 0 g++ --for demo
says "without a compiler it ends" 1 "could not be installed" "without it: nothing is built"
deps 0 "" --check
says "--check installs nothing" 1 "doctest-dev" "for the tests; without it: make demo"
[ -e "$work/state/doctest-dev" ] && { echo "FAILED: --check installed something"; failed=1; }
deps 0 "" --for windows
says "for Windows: its tests too" 0
[ -e "$work/state/doctest-dev" ] || { echo "FAILED: no doctest-dev for Windows's tests"; failed=1; }
deps 0 "" --for nonsense
says "an unknown purpose" 2 "Usage:"

# A small project with our preset's shape.
mkdir -p "$work/tree/scripts"
cp "$root/scripts/configure.sh" "$root/scripts/demo.sh" "$work/tree/scripts"
printf 'cmake_minimum_required(VERSION 3.25)\nproject(small LANGUAGES NONE)\n' >"$work/tree/CMakeLists.txt"
cat >"$work/tree/CMakePresets.json" <<'END'
{"version": 6, "configurePresets": [{"name": "release", "generator": "Ninja",
  "binaryDir": "${sourceDir}/build"}]}
END
PATH=$(dirname "$cmake"):$PATH
call "$work/tree/scripts/configure.sh" release
says "a first configuration, quietly" 0
call "$work/tree/scripts/configure.sh" release
says "a second one" 0
mv "$work/tree" "$work/moved tree"
touch "$work/moved tree/build/old"
call "$work/moved tree/scripts/configure.sh" release
says "a build folder that was moved is begun anew" 0 "begun anew"
[ -e "$work/moved tree/build/old" ] && { echo "FAILED: the old build is still there"; failed=1; }
echo 'message(FATAL_ERROR "no such thing")' >>"$work/moved tree/CMakeLists.txt"
call "$work/moved tree/scripts/configure.sh" release
says "what fails is shown" 1 "no such thing" "install-deps.sh --check"
mkdir -p "$work/moved tree/build"
call "$work/moved tree/scripts/demo.sh" "$work/moved tree/build"
says "the demo without a build" 1 "run make demo"

# What makes the bundles for Windows, where no library of the tools' is to be found.
call env PKG_CONFIG_LIBDIR=/nonexistent "$cmake" -S "$root" --preset packer -B "$work/packer" \
  -DCMAKE_DISABLE_FIND_PACKAGE_CLI11=ON -DCMAKE_DISABLE_FIND_PACKAGE_doctest=ON
says "the packer is configured without the tools' libraries" 0 "Generating done"
call "$cmake" --build "$work/packer" --target help
says "it has the packer, and no tools" 0 "attacca_packer"
case $output in *attacca_cli*) echo "FAILED: the packer's build has the tools"; failed=1 ;; esac

# What make test and make check count.
cat >"$work/steps" <<STEPS
. "$root/scripts/counts.sh"
cannot () { echo "no such emulator"; return 77; }
step "a good one" true
step "one that cannot be tried here" cannot
step "a bad one" false
closing counted
STEPS
call bash "$work/steps"
says "what cannot be tried is counted apart" 1 "SKIPPED: one that cannot be tried here" \
  "counted: 1 passed, 1 failed, 1 skipped"

# What CI ends with.
mkdir -p "$work/ci/.ci" "$work/ci/scripts" "$work/ci/build"
cp "$root/.ci/run" "$work/ci/.ci"
cp "$root/scripts/test.sh" "$root/scripts/counts.sh" "$work/ci/scripts"
# Among its tests and steps is what counts by itself: that is not CI's.
cp "$work/steps" "$work/ci/counting"
printf 'add_test(good bash "%s")\nadd_test(bad false)\nadd_test(better true)\n' "$work/ci/counting_well" \
  >"$work/ci/build/CTestTestfile.cmake"
printf 'bash "%s" || true\n' "$work/ci/counting" >"$work/ci/counting_well"
printf '. scripts/counts.sh\nfor n in 1 2 3 4 5 6; do step $n bash ./counting_well; done\nclosing "make check"\n' \
  >"$work/ci/check_steps"
printf 'test:\n\t@scripts/test.sh build\ncheck:\n\t@bash ./check_steps\n' >"$work/ci/Makefile"
call "$work/ci/.ci/run"
says "CI goes on after a test that failed, and counts" 1 "failed: bad" "make test: 2 passed, 1 failed" \
  "8 passed, 1 failed"
printf 'test:\n\t@false\ncheck:\n\t@bash ./check_steps\n' >"$work/ci/Makefile"
call "$work/ci/.ci/run"
says "a build that fails is counted" 1 "make test did not come to its end" "6 passed, 1 failed"
exit $failed
