#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# The plugins for Windows in pedalboard and DawDreamer, both on JUCE, under Wine. Python comes from
# Maven Central (JavaCPP's build of it), the hosts from the Python registry; where they are not to be
# had, this is skipped and says why.
# Usage: tests/hosts/windows.sh BUILD_DIR
set -u
build=$(readlink -f -- "$1")
here=$(cd -- "$(dirname -- "$0")" && pwd)
place=$build/hosts
wine=$here/../../scripts/wine.sh
skip () { echo "skipped: $*"; exit 77; }
command -v wine >/dev/null || skip "there is no wine"

python=$place/python/org/bytedeco/cpython/windows-x86_64/python.exe
if [ ! -e "$python" ]; then
  command -v mvn >/dev/null || skip "there is no mvn (maven) to fetch Python for Windows with"
  mkdir -p "$place/python"
  mvn -q dependency:copy -Dartifact=org.bytedeco:cpython:3.12.1-1.5.10:jar:windows-x86_64 \
    -DoutputDirectory="$place" >"$place/mvn.log" 2>&1 || skip "Maven has no Python: $place/mvn.log"
  (cd "$place/python" && cmake -E tar xf "$place"/cpython-*.jar) || exit 1
fi
if [ ! -e "$place/site/dawdreamer" ]; then
  # Newer numpy calls functions of the C runtime that Wine 8 has not.
  python3 -m pip download --quiet --no-deps --only-binary=:all: --platform win_amd64 \
    --python-version 3.12 -d "$place/wheels" 'pedalboard==0.9.*' 'dawdreamer==0.9.*' 'numpy==1.26.*' \
    >"$place/pip.log" 2>&1 || skip "pip cannot fetch the hosts: $place/pip.log"
  # Whole or not at all: what is half there would be taken for all of it.
  rm -rf "$place/site.new" "$place/site"
  mkdir -p "$place/site.new"
  for wheel in "$place"/wheels/*.whl; do
    (cd "$place/site.new" && cmake -E tar xf "$wheel") || exit 1
  done
  mv "$place/site.new" "$place/site" || exit 1
fi

export PYTHONPATH="Z:${place//\//\\}\\site" PYTHONDONTWRITEBYTECODE=1
bundles="Z:${build//\//\\}\\plugins"
failed=0
for script in pedalboard_host.py dawdreamer_host.py played_notes.py; do
  timeout 300 "$wine" "$python" "Z:${here//\//\\}\\$script" "$bundles" </dev/null || {
    echo "FAILED: $script"; failed=1; }
done
exit $failed
