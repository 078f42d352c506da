// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>

namespace parlando {

/// Where the control socket is: parlando in $XDG_RUNTIME_DIR, or parlando-UID in the folder of
/// temporary files; under Windows parlando/run in %LOCALAPPDATA%. [main]
[[nodiscard]] std::filesystem::path runtime_folder();

/// Where the session is kept: parlando in $XDG_STATE_HOME (~/.local/state); under Windows in
/// %LOCALAPPDATA%. Empty if the environment names none. [main]
[[nodiscard]] std::filesystem::path state_folder();

}  // namespace parlando
