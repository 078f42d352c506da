// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/plugin.hpp"
#include "abi/clap/process.hpp"
#include "abi/clap/query.hpp"
#include "host/guard/realtime_guard.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/clap/clap_file.hpp"
#include "trial/validate/clap/clap_scripted_host.hpp"
#include "trial/validate/number_text.hpp"

namespace attacca::validate {

/// Whether every callback of a table is there. Tables of CLAP extensions hold callbacks only. [any]
template <typename T>
[[nodiscard]] bool is_complete(const T& table) noexcept {
  using Callback = void (*)();
  static_assert(std::is_trivially_copyable_v<T> && sizeof(T) % sizeof(Callback) == 0);
  std::array<Callback, sizeof(T) / sizeof(Callback)> callbacks;
  std::memcpy(static_cast<void*>(callbacks.data()), &table, sizeof(T));
  for (const Callback callback : callbacks) {
    if (callback == nullptr) return false;
  }
  return true;
}

/// One instance of the subject over the raw interface. Calls are passed on as they are, legal or
/// not; the session keeps the phase, lends the audio role, and brings the instance to a lawful end.
/// All members [main] unless tagged.
class ClapSession {
 public:
  /// Makes an instance without initialising it. Ends the check when there is none.
  explicit ClapSession(CheckContext& context, ClapHostScript script = {});
  ~ClapSession();
  ClapSession(const ClapSession&) = delete;
  ClapSession& operator=(const ClapSession&) = delete;

  /// @name On the way, step by step; each ends the check when the plugin refuses
  /// @{
  void open();
  void open_active(double sample_rate = 48000.0, std::uint32_t max_frames = 512);
  void open_processing(double sample_rate = 48000.0, std::uint32_t max_frames = 512);
  /// @}

  /// What the check is about at present, for reports of crashes.
  void say(const std::string& doing);

  /// @name The calls themselves
  /// @{
  bool init();
  bool activate(double sample_rate = 48000.0, std::uint32_t min_frames = 1,
                std::uint32_t max_frames = 512);
  bool start();                                       ///< [audio]
  clap::ProcessStatus process(const clap::Process&);  ///< [audio]
  void reset();                                       ///< [audio]
  void stop();                                        ///< [audio]
  void deactivate();
  void destroy();
  /// params.flush, where the phase wants it: [main] while inactive, else [audio].
  void flush(const clap::PluginParams& params, const clap::InputEvents* in,
             const clap::OutputEvents* out);
  /// Gives the plugin its on_main_thread, as often as it asks for it, at most `most` times; how
  /// often it did.
  std::size_t answer_requests(std::size_t most = 32);
  /// What a host's event loop does in a while: each timer once, then answer_requests().
  void turn_loop();
  /// Makes `call` as the audio thread, on this thread, watched for what may take long.
  template <typename Call>
  auto on_audio(Call call) {
    const ClapScriptedHost::AudioRole role(host_);
    const host::RealtimeScope scope(context_.realtime());
    return call();
  }
  /// @}

  /// @name What the plugin has
  /// @{

  /// An extension, null if there is none.
  template <clap::PluginTable T>
  [[nodiscard]] const T* find() const {
    return clap::query<T>(plugin_);
  }
  /// An extension with all its callbacks; without one, the check is skipped: "the plugin has no …".
  template <clap::PluginTable T>
  [[nodiscard]] const T& need(const char* what) {
    const T* const table = find<T>();
    if (table == nullptr) context_.skip(std::string("the plugin has no ") + what);
    context_.require(is_complete(*table), std::string("the table ") + T::kId + " lacks a callback");
    return *table;
  }
  /// All parameters, in order; none without the extension. Ends the check when get_info fails.
  [[nodiscard]] std::vector<clap::ParamInfo> params();
  /// The same, but skips the check when there is none.
  [[nodiscard]] std::vector<clap::ParamInfo> need_params();
  /// All audio ports of a side, in order; none without the extension.
  [[nodiscard]] std::vector<clap::AudioPortInfo> audio_ports(bool is_input) const;
  /// @}

  [[nodiscard]] const clap::Plugin* plugin() const noexcept { return plugin_; }
  [[nodiscard]] ClapScriptedHost& host() noexcept { return host_; }
  [[nodiscard]] const ClapScriptedHost& host() const noexcept { return host_; }
  [[nodiscard]] CheckContext& context() noexcept { return context_; }

 private:
  CheckContext& context_;
  std::shared_ptr<ClapFile> file_;
  ClapScriptedHost host_;
  const clap::Plugin* plugin_ = nullptr;
  std::string doing_ = "running the check";
  bool is_initialised_ = false;
};

/// A text of at most `size` bytes that may lack its terminator. [any]
[[nodiscard]] std::string text_in(const char* text, std::size_t size);
/// Whether a buffer holds a terminated text. [any]
[[nodiscard]] bool is_terminated(const char* text, std::size_t size) noexcept;
/// Whether it is well-formed UTF-8: no overlong form, no surrogate, nothing above U+10FFFF. [any]
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;
/// `parameter 17 "Gain"`. [any]
[[nodiscard]] std::string name_of(const clap::ParamInfo& param);

}  // namespace attacca::validate
