// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <charconv>
#include <string>
#include <string_view>

#include "doctor/examination.hpp"

namespace attacca::doctor {
namespace {

/// A library that is built against, as pkg-config or the compiler's own folders know it.
struct Library {
  const char* module;   ///< pkg-config's name
  const char* package;  ///< Debian's
  const char* what_for;
  Weight weight;
};
constexpr Library kLibraries[] = {
    {"RapidJSON", "rapidjson-dev", "states of plugins", Weight::problem},
    {"cairo", "libcairo2-dev", "drawing in editors", Weight::advice},
    {"pangocairo", "libpango1.0-dev", "text in editors", Weight::advice},
    {"xcb", "libxcb1-dev", "windows of editors", Weight::advice},
};

constexpr int kLeastGcc = 12;
constexpr int kLeastClang = 16;
constexpr std::array kLeastCMake = {3, 25};

/// The first two numbers of a version.
std::array<int, 2> version_in(std::string_view text) {
  std::array<int, 2> numbers{};
  const std::size_t begin = text.find_first_of("0123456789");
  if (begin == std::string_view::npos) return numbers;
  const char* const end = text.data() + text.size();
  const auto first = std::from_chars(text.data() + begin, end, numbers[0]);
  if (first.ptr != end && *first.ptr == '.') std::from_chars(first.ptr + 1, end, numbers[1]);
  return numbers;
}

void look_at_compiler(const Machine& machine, Findings& findings) {
  const auto add = [&findings](std::string what) {
    findings.push_back(
        {Subject::build_tools, Weight::problem, std::move(what), "sudo apt install g++"});
  };
  const bool has_gcc = machine.program("g++").has_value();
  const bool has_clang = machine.program("clang++").has_value();
  if (!has_gcc && !has_clang) return add("there is no C++ compiler: neither g++ nor clang++");
  const auto major = [&machine](const char* compiler) {
    const Answer answer = machine.run({compiler, "-dumpversion"});
    return answer.is_good() ? version_in(answer.text)[0] : 0;
  };
  const int gcc = has_gcc ? major("g++") : 0;
  const int clang = has_clang ? major("clang++") : 0;
  if (gcc >= kLeastGcc || clang >= kLeastClang) return;
  const std::string found =
      has_gcc ? "g++ " + std::to_string(gcc) : "clang++ " + std::to_string(clang);
  add("the compiler is too old for C++20 as it is used here: " + found + "; g++ " +
      std::to_string(kLeastGcc) + " or clang++ " + std::to_string(kLeastClang) + " are wanted");
}

void look_at_cmake(const Machine& machine, Findings& findings) {
  if (!machine.program("cmake")) {
    findings.push_back(
        {Subject::build_tools, Weight::problem, "there is no cmake", "sudo apt install cmake"});
    return;
  }
  const std::string text = machine.run({"cmake", "--version"}).text;
  const auto version = version_in(text);
  if (version >= kLeastCMake) return;
  findings.push_back(
      {Subject::build_tools, Weight::problem,
       "cmake is too old: " + text.substr(0, text.find('\n')) + ", where 3.25 is wanted",
       "sudo apt install cmake"});
}

void look_at_libraries(const Machine& machine, Findings& findings) {
  if (!machine.program("pkg-config")) {
    findings.push_back({Subject::build_tools, Weight::problem,
                        "there is no pkg-config, which finds the libraries",
                        "sudo apt install pkg-config"});
    return;
  }
  for (const Library& library : kLibraries) {
    if (machine.run({"pkg-config", "--exists", library.module}).is_good()) continue;
    findings.push_back(
        {Subject::build_tools, library.weight,
         std::string(library.module) + " cannot be built against; it is for " + library.what_for,
         std::string("sudo apt install ") + library.package});
  }
}

}  // namespace

void look_at_build_tools(const Machine& machine, Findings& findings) {
  look_at_compiler(machine, findings);
  look_at_cmake(machine, findings);
  if (!machine.program("ninja") && !machine.program("make")) {
    findings.push_back({Subject::build_tools, Weight::problem,
                        "there is neither ninja nor make, which run the build",
                        "sudo apt install ninja-build"});
  }
  look_at_libraries(machine, findings);
}

}  // namespace attacca::doctor
