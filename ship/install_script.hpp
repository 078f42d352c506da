// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <vector>

namespace attacca::ship {

/// What a user calls in a release's folder: `sh install.sh [--system] [--uninstall]`. For any POSIX
/// shell; checks SHA256SUMS where there is sha256sum, and that this machine can load the plugins;
/// an old copy goes when the new one is there. [any]
/// A program that is not a release's own is not replaced. `bundles`: relative to the folder,
/// VST3/…, CLAP/…, and of programs bin/… before share/…; `architecture` as `uname -m` names it.
[[nodiscard]] std::string install_script(const std::string& name, const std::string& architecture,
                                         const std::vector<std::string>& bundles);

}  // namespace attacca::ship
