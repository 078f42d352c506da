// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/musician/musician.hpp"

#include <utility>

#include "parlando/musician/musician_editor.hpp"

namespace parlando {

/// What goes out, and what of it the editor's roll shows.
class Musician::ContextSender final : public EventSender {
 public:
  ContextSender(attacca::ProcessContext& context, attacca::ToEditor<RollNote>& roll) noexcept
      : context_(context), roll_(roll) {}

  attacca::Sent send(const attacca::Event& event) noexcept override {
    if (roll_.is_heard()) show(event);
    return context_.send(event);
  }

 private:
  void show(const attacca::Event& event) noexcept {
    const auto note = [this](std::int16_t key, bool begins) {
      if (key >= 0) (void)roll_.send({.key = static_cast<std::uint8_t>(key), .begins = begins});
    };
    event.visit([&](const attacca::NoteOn& on) { note(on.key, true); },
                [&](const attacca::NoteOff& off) { note(off.key, false); });
  }

  attacca::ProcessContext& context_;
  attacca::ToEditor<RollNote>& roll_;
};

Musician::Musician(const MusicianKind& kind)
    : kind_(kind),
      presence_(exchange_, {.ask_for_blocks = [this] { (void)host().request_process(); },
                            .keep_id = [this](Id id) { keep(id); },
                            .keep_instrument =
                                [this](std::string name) { instrument_.set(std::move(name)); }}) {
  id_.on_change([this] { follow(); });
  own_name_.on_change([this] { follow(); });
  instrument_.on_change([this] { follow(); });
  number.on_change([this] { follow(); });
  own_name_wins.on_change([this] { follow(); });
}

Musician::~Musician() {
  membership_.leave();
}

std::unique_ptr<attacca::Editor> Musician::make_editor() {
  return make_musician_editor(*this);
}

bool Musician::initialize(const attacca::AudioLayout& /*layout*/,
                          const attacca::BufferConfig& config, attacca::InitContext& context) {
  context.set_endless_tail();
  sample_rate_ = config.sample_rate;
  process_rate_ = config.sample_rate;
  // Bitwig Studio 6.1's engine ends when a CLAP note effect sends it a note expression.
  const bool breaks_on_expressions = kind_.is_note_effect && host().format_name() == "CLAP" &&
                                     host().name().find("Bitwig") != std::string_view::npos;
  automatic_ = breaks_on_expressions ? Dialect::midi1 : Dialect::expressions;
  if (!membership_) {
    // Not before: hosts that look for plugins make them and never activate them.
    link_ = Link::of_process();
    membership_ = link_->join(presence_, wanted_identity());
    follow();
  } else {
    follow();
  }
  return true;
}

Dialect Musician::dialect() const noexcept {
  switch (dialect_choice.value()) {
    case DialectChoice::automatic:
      return automatic_;
    case DialectChoice::expressions:
      break;
    case DialectChoice::mpe:
      return Dialect::mpe;
    case DialectChoice::midi1:
      return Dialect::midi1;
  }
  return Dialect::expressions;
}

attacca::ProcessStatus Musician::process(attacca::AudioBuffer& buffer, attacca::AuxBuffers& /*aux*/,
                                         attacca::ProcessContext& context) noexcept {
  if (std::exchange(needs_reset_, false)) performer_.reset(process_rate_);
  if (is_silent_) {
    for (std::size_t channel = 0; channel < buffer.channels(); ++channel) {
      for (float& sample : buffer.channel(channel)) sample = 0.0f;
    }
  }
  const attacca::HostClock clock = context.clock();
  ContextSender sender(context, roll_);
  const bool has_news =
      performer_.play({.clock = {.now = read_clocks(),
                                 .frames = context.frames(),
                                 .is_offline = context.mode() == attacca::ProcessMode::offline,
                                 .steady_samples = clock.steady_samples,
                                 .host_ns = clock.system_ns},
                       .transport = context.transport(),
                       .events = context.events(),
                       .dialect = dialect(),
                       .is_bypassed = bypass.value()},
                      sender);
  if (has_news) membership_.mark_news();
  return attacca::ProcessStatus::keep_alive();
}

void Musician::on_track_info(const attacca::TrackInfo& info) {
  track_name_ = info.name ? std::string(info.name->view()) : std::string();
  track_color_ = -1;
  if (info.color) {
    track_color_ = info.color->red << 16 | info.color->green << 8 | info.color->blue;
  }
  follow();
}

Identity Musician::wanted_identity() const {
  Identity is;
  is.id = id_of(id_.value()).value_or(Id{});
  is.role = std::string(kind_.role);
  is.color = track_color_;
  is.instrument = instrument_.value();
  is.sample_rate = sample_rate_;
  const std::string own = own_name_.value();
  if (!own.empty() && (own_name_wins.plain() || track_name_.empty())) {
    is.name = own;
    is.name_source = "user";
  } else if (!track_name_.empty()) {
    is.name = track_name_;
    is.name_source = "track";
  } else {
    is.name = "Musician " + std::to_string(number.plain());
    is.name_source = "number";
  }
  return is;
}

/// Tells the link who the musician is now, and keeps the id that it has there. Only an id that the
/// link has not given is asked for: another one may have come to the link in the meantime.
void Musician::follow() {
  if (!membership_) return;
  Identity wanted = wanted_identity();
  std::uint64_t renewals = 0;
  {
    const std::lock_guard lock(id_mutex_);
    renewals = renewals_;
    const std::string is = id_.value();
    wanted.id = is == given_id_ ? Id{} : id_of(is).value_or(Id{});
  }
  const Id id = membership_.change(wanted);
  const std::lock_guard lock(id_mutex_);
  if (renewals_ != renewals) return;  // keep() has set what is newer
  given_id_ = text_of(id);
  if (given_id_ != id_.value()) id_.set(given_id_);
}

/// The link has given it another id.
void Musician::keep(Id id) {
  const std::lock_guard lock(id_mutex_);
  ++renewals_;
  given_id_ = text_of(id);
  id_.set(given_id_);
}

Identity Musician::identity() const {
  return membership_ ? membership_.identity() : wanted_identity();
}

std::optional<Link::Membership::State> Musician::link_state() const {
  if (!membership_) return std::nullopt;
  return membership_.state();
}

std::string Musician::link_fault() const {
  return link_ != nullptr ? link_->fault() : std::string();
}

}  // namespace parlando
