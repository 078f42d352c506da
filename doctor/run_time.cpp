// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <fstream>
#include <string>

#include "doctor/examination.hpp"

namespace attacca::doctor {
namespace {

constexpr std::uint64_t kMegabyte = 1u << 20U;

/// What an editor loads when it is opened.
struct EditorLibrary {
  const char* file;
  const char* package;
};
constexpr EditorLibrary kEditorLibraries[] = {
    {"libcairo.so.2", "libcairo2"},
    {"libpango-1.0.so.0", "libpango-1.0-0"},
    {"libpangocairo-1.0.so.0", "libpangocairo-1.0-0"},
    {"libxcb.so.1", "libxcb1"},
};

/// Source of the numbers: the pages of JACK and of Ardour on real-time scheduling for Linux.
void look_at_limits(const Machine& machine, Findings& findings) {
  const char* const remedy =
      "printf '@audio - rtprio 95\\n@audio - memlock unlimited\\n' | sudo tee "
      "/etc/security/limits.d/audio.conf && sudo usermod -aG audio \"$USER\"; then log in again";
  if (machine.realtime_priority == 0) {
    findings.push_back({Subject::realtime, Weight::problem,
                        "audio threads may not run at real-time priority (rtprio is 0): sound "
                        "breaks up when the machine is busy",
                        remedy});
  }
  if (machine.locked_memory < 64 * kMegabyte) {
    findings.push_back({Subject::realtime, Weight::advice,
                        "only " + std::to_string(machine.locked_memory / 1024) +
                            " kB of memory may be locked (memlock): the rest can be swapped out",
                        remedy});
  }
  if (machine.open_files < 1024) {
    findings.push_back({Subject::realtime, Weight::advice,
                        "a process may open only " + std::to_string(machine.open_files) +
                            " files (nofile): large projects have more",
                        "ulimit -n 4096"});
  }
}

void look_at_governor(const Machine& machine, Findings& findings) {
  std::ifstream file(machine.governors);
  std::string governor;
  if (!(file >> governor) || governor != "powersave") return;
  findings.push_back({Subject::realtime, Weight::advice,
                      "the processor saves power (its governor is powersave): it is slow when a "
                      "block comes",
                      "sudo cpupower frequency-set -g performance"});
}

void look_at_editors(const Machine& machine, Findings& findings) {
  for (const EditorLibrary& library : kEditorLibraries) {
    if (machine.can_load(library.file)) continue;
    findings.push_back({Subject::editors, Weight::problem,
                        std::string("editors cannot be opened: there is no ") + library.file,
                        std::string("sudo apt install ") + library.package});
  }
  if (machine.program("fc-list") && machine.run({"fc-list", "-q", ":"}).exit_code == 1) {
    findings.push_back({Subject::editors, Weight::problem,
                        "no font is installed: editors have boxes in place of letters",
                        "sudo apt install fonts-noto-core"});
  }
  if (machine.display.empty()) {
    findings.push_back({Subject::editors, Weight::advice,
                        "DISPLAY is not set: editors have no screen to open on",
                        "in a session without a screen: xvfb-run -a attacca run …"});
  }
}

}  // namespace

void look_at_run_time(const Machine& machine, Findings& findings) {
  look_at_limits(machine, findings);
  look_at_governor(machine, findings);
  look_at_editors(machine, findings);
}

}  // namespace attacca::doctor
