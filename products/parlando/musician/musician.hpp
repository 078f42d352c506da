// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include <attacca/messages/to_editor.hpp>
#include <attacca/params/bool_param.hpp>
#include <attacca/params/enum_param.hpp>
#include <attacca/params/int_param.hpp>
#include <attacca/plugin.hpp>
#include <attacca/state/field.hpp>

#include "parlando/link/link.hpp"
#include "parlando/musician/performer.hpp"
#include "parlando/musician/presence.hpp"

namespace parlando {

/// What of the three classes is not the same.
struct MusicianKind {
  std::string_view role;  ///< as it is announced
  bool is_note_effect = true;
};

/// One event that went by, for the editor's roll.
struct RollNote {
  std::uint8_t key = 0;
  bool begins = true;
  bool is_from_daw = false;
};

/// A musician: the plugin on a track that plays what the conductor sends, and says who it is and
/// what it hears. docs/parlando/musician.md.
class Musician : public attacca::Plugin {
 public:
  enum class DialectChoice : std::uint8_t { automatic, expressions, mpe, midi1 };

  explicit Musician(const MusicianKind& kind);
  ~Musician() override;

  std::unique_ptr<attacca::Editor> make_editor() override;
  bool initialize(const attacca::AudioLayout& layout, const attacca::BufferConfig& config,
                  attacca::InitContext& context) override;
  void reset() noexcept override { needs_reset_ = true; }
  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers& aux,
                                 attacca::ProcessContext& context) noexcept override;
  void on_track_info(const attacca::TrackInfo& info) override;

  // For the editor. [main]
  [[nodiscard]] Identity identity() const;
  /// Nothing before the plugin was activated for the first time.
  [[nodiscard]] std::optional<Link::Membership::State> link_state() const;
  /// Why there is no network; empty: there is.
  [[nodiscard]] std::string link_fault() const;
  [[nodiscard]] std::string own_name() const { return own_name_.value(); }
  void set_own_name(std::string name) { own_name_.set(std::move(name)); }
  [[nodiscard]] const Exchange& exchange() const noexcept { return exchange_; }
  [[nodiscard]] attacca::ToEditor<RollNote>& roll() noexcept { return roll_; }

 protected:
  /// Whether process() has to make silence of its own.
  bool is_silent_ = false;

 private:
  class ContextSender;

  [[nodiscard]] Identity wanted_identity() const;
  [[nodiscard]] Dialect dialect() const noexcept;
  void follow();
  void keep(Id id);

  const MusicianKind kind_;

 public:
  attacca::IntParam number{params(),
                           {.id = "number",
                            .name = "Number",
                            .min = 1,
                            .max = 999,
                            .default_value = 1,
                            .flags = {.automatable = false}}};
  attacca::BoolParam own_name_wins{
      params(), {.id = "own_name_wins", .name = "Own Name Wins", .flags = {.automatable = false}}};
  attacca::EnumParam<DialectChoice> dialect_choice{
      params(),
      {.id = "dialect",
       .name = "Dialect",
       .values = {{DialectChoice::automatic, "automatic", "Automatic"},
                  {DialectChoice::expressions, "expressions", "Note Expressions"},
                  {DialectChoice::mpe, "mpe", "MPE"},
                  {DialectChoice::midi1, "midi1", "MIDI 1"}},
       .flags = {.automatable = false}}};
  attacca::BoolParam bypass{params(),
                            {.id = "bypass",
                             .name = "Bypass",
                             .flags = {.bypass = true, .hidden_in_generic_editors = true}}};

 private:
  // A copy of a track brings its id along: the younger of the two gets a new one from the link.
  attacca::Field<std::string> id_{fields(),
                                  {.id = "id", .in_presets = false, .in_duplicates = false}};
  attacca::Field<std::string> own_name_{fields(), {.id = "own_name", .in_presets = false}};
  attacca::Field<std::string> instrument_{fields(), {.id = "instrument"}};

  // Who may say which id it is: a state that is loaded, or the link, which counts its renewals.
  std::mutex id_mutex_;
  std::string given_id_;  ///< by the link, the last time
  std::uint64_t renewals_ = 0;

  // [main]
  std::string track_name_;
  std::int32_t track_color_ = -1;
  double sample_rate_ = 0;
  Dialect automatic_ = Dialect::expressions;

  // Shared.
  Exchange exchange_;
  attacca::ToEditor<RollNote> roll_{256};

  // [audio]
  Performer performer_{exchange_};
  double process_rate_ = 48000.0;
  bool needs_reset_ = true;

  Presence presence_;
  std::shared_ptr<Link> link_;
  Link::Membership membership_;  ///< ends first: nobody calls presence_ afterwards
};

}  // namespace parlando
