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
fail () { echo "install.sh: $*" >&2; exit 1; }

uninstall= vst3=$HOME/.vst3 clap=$HOME/.clap
for option in "$@"; do
  case $option in
    --system) vst3=/usr/lib/vst3 clap=/usr/lib/clap ;;
    --uninstall) uninstall=yes ;;
    *)
      echo "Usage: sh install.sh [--system] [--uninstall]"
      echo "  Installs $name for you, in ~/.vst3 and ~/.clap."
      echo "  --system     for everybody, in /usr/lib/vst3 and /usr/lib/clap; as root"
      echo "  --uninstall  takes it away from there again"
      case $option in -h|--help) exit 0 ;; esac
      exit 2 ;;
  esac
done
cd "$(dirname "$0")" || exit 1

folder_of () { case $1 in VST3/*) echo "$vst3" ;; *) echo "$clap" ;; esac; }

remove () {
  place="$(folder_of "$1")/${1##*/}"
  [ -e "$place" ] || return 0
  rm -rf -- "$place" || fail "could not remove $place"
  echo "removed    $place"
}

# Written beside it, then exchanged: a host that looks meanwhile finds the old one or the new one.
put () {
  folder=$(folder_of "$1")
  place="$folder/${1##*/}"
  [ -e "$1" ] || fail "incomplete: $1 is missing; unpack the archive again"
  mkdir -p -- "$folder" || fail "could not make the folder $folder"
  new="$folder/.${1##*/}.new$$" old="$folder/.${1##*/}.old$$"
  cp -R -- "$1" "$new" || { rm -rf -- "$new"; fail "could not write into $folder"; }
  if [ -e "$place" ]; then mv -- "$place" "$old" || { rm -rf -- "$new"; fail "could not replace $place"; }; fi
  mv -- "$new" "$place" || { [ ! -e "$old" ] || mv -- "$old" "$place"; fail "could not put $place in place"; }
  rm -rf -- "$old"
  echo "installed  $place"
}

if [ -n "$uninstall" ]; then
  each remove
  exit 0
fi
machine=$(uname -m)
[ "$machine" = "$wanted" ] || fail "these plugins are for $wanted; this machine is $machine"
if command -v sha256sum >/dev/null; then
  sha256sum --check --quiet SHA256SUMS >&2 || fail "damaged: download and unpack the archive again"
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
