// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "ship/install_script.hpp"

#include <string_view>

#include "text/shell_word.hpp"

namespace attacca::ship {
namespace {

// Behind the assignments of `name`, `wanted`, and a function `each` that calls its arguments with
// every bundle.
constexpr std::string_view kBody = R"sh(
fail () { printf 'install.sh: %s\n' "$*" >&2; exit 1; }

uninstall= vst3=${HOME-}/.vst3 clap=${HOME-}/.clap
bin=${HOME-}/.local/bin share=${XDG_DATA_HOME:-${HOME-}/.local/share}
for option in "$@"; do
  case $option in
    # Everybody reads what is everybody's, whatever the caller's umask.
    --system) vst3=/usr/lib/vst3 clap=/usr/lib/clap bin=/usr/local/bin share=/usr/local/share; umask 022 ;;
    --uninstall) uninstall=yes ;;
    *)
      echo "Usage: sh install.sh [--system] [--uninstall]"
      printf '  Installs %s for you, in ~/.vst3 and ~/.clap.\n' "$name"
      [ -z "$programs" ] || echo "  Programs of their own go to ~/.local/bin and the desktop's menu."
      echo "  --system     for everybody, in /usr/lib/vst3 and /usr/lib/clap; as root"
      echo "  --uninstall  takes it away from there again"
      case $option in -h|--help) exit 0 ;; esac
      exit 2 ;;
  esac
done
[ "$vst3" != /.vst3 ] || fail "HOME is not set: call it with --system, or set HOME"
cd "$(dirname "$0")" || exit 1

folder_of () {
  case $1 in
    VST3/*) printf '%s\n' "$vst3" ;;
    CLAP/*) printf '%s\n' "$clap" ;;
    bin/*) printf '%s\n' "$bin" ;;
    *) rest=${1#share/}; printf '%s\n' "$share/${rest%/*}" ;;
  esac
}
is_there () { [ -e "$1" ] || [ -L "$1" ]; }

remove () {
  place="$(folder_of "$1")/${1##*/}"
  is_there "$place" || return 0
  case $1 in bin/*) is_ours "${1##*/}" || return 0 ;; esac
  rm -rf -- "$place" || fail "could not remove $place"
  printf 'removed    %s\n' "$place"
}

# The desktop's entry beside it says whose program it is.
is_ours () { grep -qsx "X-Attacca-Plugin=$1" "$share/applications/$1.desktop"; }

# What the loader would miss.
name_missing () {
  command -v ldd >/dev/null || return 0
  ldd "$1" 2>/dev/null | while read -r library arrow found; do
    [ "$found" != "not found" ] || printf '  it needs %s: install it with your system'"'"'s packages\n' "$library"
  done
}

# Before anything is changed.
check () {
  [ -e "$1" ] || fail "incomplete: $1 is missing; unpack the archive again"
  case $1 in bin/*)
    if is_there "$bin/${1##*/}" && ! is_ours "${1##*/}"; then
      fail "another program stands at $bin/${1##*/}: move it away first"
    fi ;;
  esac
}

# Written beside it, then exchanged by two renames.
put () {
  folder=$(folder_of "$1")
  place="$folder/${1##*/}"
  mkdir -p -- "$folder" || fail "could not make the folder $folder"
  new="$folder/.${1##*/}.new$$" old="$folder/.${1##*/}.old$$"
  cp -R -- "$1" "$new" || { rm -rf -- "$new"; fail "could not write into $folder"; }
  case $1:$bin in
    # Menus begin it where it lies, if its place can be written into the entry.
    *.desktop:*[!A-Za-z0-9/._+@,-]*) ;;
    *.desktop:*) sed "s|^Exec=|Exec=$bin/|" "$1" >"$new" || fail "could not write into $folder" ;;
  esac
  if is_there "$place"; then mv -- "$place" "$old" || { rm -rf -- "$new"; fail "could not replace $place"; }; fi
  mv -- "$new" "$place" || { ! is_there "$old" || mv -- "$old" "$place"; rm -rf -- "$new"; fail "could not put $place in place"; }
  rm -rf -- "$old"
  printf 'installed  %s\n' "$place"
  case $1 in bin/*) name_missing "$place" ;; esac
}

if [ -n "$uninstall" ]; then
  each remove
  exit 0
fi
machine=$(uname -m)
[ "$wanted" = any ] || [ "$machine" = "$wanted" ] || fail "these plugins are for $wanted; this machine is $machine"
if command -v sha256sum >/dev/null; then
  sha256sum -c SHA256SUMS >/dev/null 2>&1 || fail "damaged: download and unpack the archive again"
fi
each check
each put
echo "Hosts find them at their next scan."
)sh";

}  // namespace

std::string install_script(const std::string& name, const std::string& architecture,
                           const std::vector<std::string>& bundles) {
  std::string text =
      "#!/bin/sh\n# Installs the plugins in this folder: sh install.sh --help\nset -u\nname=" +
      text::shell_word(name) + "\nwanted=" + text::shell_word(architecture) + "\neach () {\n";
  bool has_programs = false;
  for (const std::string& bundle : bundles) {
    text += "  \"$@\" " + text::shell_word(bundle) + "\n";
    has_programs = has_programs || bundle.starts_with("bin/");
  }
  text += has_programs ? "}\nprograms=yes\n" : "}\nprograms=\n";
  return text.append(kBody);
}

}  // namespace attacca::ship
