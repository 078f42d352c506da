// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include <doctest/doctest.h>

#include "host/base/shared_library.hpp"
#include "host/plugin/module.hpp"
#include "tests/support/temporary_folder.hpp"

namespace attacca::host::test {

inline const std::filesystem::path kPlugins = TEST_PLUGINS;
inline const std::filesystem::path kRawClap = kPlugins / "raw_clap.clap";
inline const std::filesystem::path kRawVst3 = kPlugins / "raw_vst3.vst3";
inline const std::filesystem::path kRawVst3Binary =
    kRawVst3 / "Contents" / TEST_ARCHITECTURE "-linux" / "raw_vst3.so";

using attacca::test::TemporaryFolder;

/// The binary of a test plugin, held open so that what it exports can be called.
class RawPlugin {
 public:
  explicit RawPlugin(const std::filesystem::path& binary)
      : library_(SharedLibrary::load(binary).value()), start_(all_calls().size()) {}
  RawPlugin(const RawPlugin&) = delete;
  RawPlugin& operator=(const RawPlugin&) = delete;

  template <typename Function>
  Function find(const char* name) const {
    return reinterpret_cast<Function>(library_.find(name));
  }
  /// What it received since this object was made, one word per call.
  [[nodiscard]] std::string calls() const { return all_calls().substr(start_); }
  [[nodiscard]] bool received(const std::string& word) const {
    return (" " + calls()).find(" " + word + " ") != std::string::npos;
  }

 private:
  [[nodiscard]] std::string all_calls() const { return find<const char* (*)()>("raw_calls")(); }

  SharedLibrary library_;
  std::size_t start_ = 0;
};

/// The value, or a failed test with the error's message.
template <typename T>
T must(Result<T> result) {
  if (!result) FAIL(result.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// An instance of a raw test plugin, and what that plugin notes.
struct RawInstance {
  RawPlugin raw;
  MainLoop loop;
  std::unique_ptr<PluginInstance> instance;

  /// `binary` is the shared library in `path`, which is a bundle or the library itself.
  RawInstance(const std::filesystem::path& binary, const std::filesystem::path& path,
              const HostProfile& profile)
      : raw(binary), instance(must(must(Module::open(path, profile))->create({}, loop, profile))) {}
};

/// How often `word` stands in `text`.
inline int count_of(const std::string& text, const std::string& word) {
  int count = 0;
  for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; ++at) ++count;
  return count;
}

/// Turns the loop until `done`; fails after ten seconds, which no machine should need.
inline void turn_until(MainLoop& loop, const std::function<bool()>& done) {
  const auto deadline = MainLoop::Clock::now() + std::chrono::seconds(10);
  CHECK(loop.run_until(deadline, done));
}

}  // namespace attacca::host::test
