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
for option in "$@"; do
  case $option in
    # Everybody reads what is everybody's, whatever the caller's umask.
    --system) vst3=/usr/lib/vst3 clap=/usr/lib/clap; umask 022 ;;
    --uninstall) uninstall=yes ;;
    *)
      echo "Usage: sh install.sh [--system] [--uninstall]"
      printf '  Installs %s for you, in ~/.vst3 and ~/.clap.\n' "$name"
      echo "  --system     for everybody, in /usr/lib/vst3 and /usr/lib/clap; as root"
      echo "  --uninstall  takes it away from there again"
      case $option in -h|--help) exit 0 ;; esac
      exit 2 ;;
  esac
done
[ "$vst3" != /.vst3 ] || fail "HOME is not set: call it with --system, or set HOME"
cd "$(dirname "$0")" || exit 1

folder_of () { case $1 in VST3/*) printf '%s\n' "$vst3" ;; *) printf '%s\n' "$clap" ;; esac; }
is_there () { [ -e "$1" ] || [ -L "$1" ]; }

remove () {
  place="$(folder_of "$1")/${1##*/}"
  is_there "$place" || return 0
  rm -rf -- "$place" || fail "could not remove $place"
  printf 'removed    %s\n' "$place"
}

# Written beside it, then exchanged by two renames.
put () {
  folder=$(folder_of "$1")
  place="$folder/${1##*/}"
  [ -e "$1" ] || fail "incomplete: $1 is missing; unpack the archive again"
  mkdir -p -- "$folder" || fail "could not make the folder $folder"
  new="$folder/.${1##*/}.new$$" old="$folder/.${1##*/}.old$$"
  cp -R -- "$1" "$new" || { rm -rf -- "$new"; fail "could not write into $folder"; }
  if is_there "$place"; then mv -- "$place" "$old" || { rm -rf -- "$new"; fail "could not replace $place"; }; fi
  mv -- "$new" "$place" || { ! is_there "$old" || mv -- "$old" "$place"; rm -rf -- "$new"; fail "could not put $place in place"; }
  rm -rf -- "$old"
  printf 'installed  %s\n' "$place"
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
each put
echo "Hosts find them at their next scan."
)sh";

}  // namespace

std::string install_script(const std::string& name, const std::string& architecture,
                           const std::vector<std::string>& bundles) {
  std::string text =
      "#!/bin/sh\n# Installs the plugins in this folder: sh install.sh --help\nset -u\nname=" +
      text::shell_word(name) + "\nwanted=" + text::shell_word(architecture) + "\neach () {\n";
  for (const std::string& bundle : bundles) text += "  \"$@\" " + text::shell_word(bundle) + "\n";
  text += "}\n";
  return text.append(kBody);
}

}  // namespace attacca::ship
