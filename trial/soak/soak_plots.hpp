// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "trial/soak/soak_report.hpp"

namespace attacca::trial {

// The report's plots as HTML figures, each well-formed XML; empty where there is nothing to show.
// All [any].

[[nodiscard]] std::string plot_callbacks_over_time(const SoakReport& report);
[[nodiscard]] std::string plot_callback_histogram(const SoakReport& report);
/// From an update's return to the sight: of audio, or of the editor, all plugins together.
[[nodiscard]] std::string plot_latency(const SoakReport& report, bool of_audio);
[[nodiscard]] std::string plot_memory(const SoakReport& report);
[[nodiscard]] std::string plot_changes(const SoakReport& report);
[[nodiscard]] std::string plot_checks(const SoakReport& report);

}  // namespace attacca::trial
