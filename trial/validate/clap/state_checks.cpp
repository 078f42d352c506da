// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "abi/clap/ext/state.hpp"
#include "abi/clap/ext/state_context.hpp"
#include "trial/validate/clap/clap_block.hpp"
#include "trial/validate/clap/clap_checks.hpp"
#include "trial/validate/clap/clap_session.hpp"
#include "trial/validate/clap/clap_streams.hpp"

namespace attacca::validate {

namespace {

constexpr const char* kStream = "CLAP: stream.h";
/// Places at which a stream fails, at most, in one check.
constexpr std::size_t kMostCuts = 80;

/// An instance with state, and its parameters where it has some.
struct Stateful {
  explicit Stateful(CheckContext& check) : context(check), session(check) {
    session.open();
    state = &session.need<clap::PluginState>("state");
  }

  Bytes save(std::size_t chunk = 0) {
    const ClapWriter writer(context.conduct(), chunk);
    if (chunk > 0) {
      context.require(
          state->save(session.plugin(), writer.stream()),
          "state.save returned false with writes of at most " + std::to_string(chunk) + " bytes");
    } else {
      context.rely_on("state.saves", "state.save returned false",
                      [&] { return state->save(session.plugin(), writer.stream()); });
    }
    return writer.bytes();
  }
  bool load(const Bytes& bytes, std::size_t chunk = 0) {
    const ClapReader reader(bytes, context.conduct(), chunk);
    const bool is_loaded = state->load(session.plugin(), reader.stream());
    (void)session.answer_requests();
    return is_loaded;
  }
  /// Sets parameters to values that are not their defaults.
  void change_values(double part) {
    const auto* const params = session.find<clap::PluginParams>();
    if (params == nullptr || !is_complete(*params)) return;
    ClapEventList events;
    ClapEventSink sink(context.conduct());
    for (const auto& param : session.params()) {
      if (clap::has(param.flags, clap::ParamInfoFlags::is_readonly)) continue;
      double value = param.min_value + part * (param.max_value - param.min_value);
      if (clap::has(param.flags, clap::ParamInfoFlags::is_stepped)) value = std::trunc(value);
      events.add(value_event(param.id, value));
    }
    session.flush(*params, events.list(), sink.list());
    (void)session.answer_requests();
  }
  /// Values of all parameters that a host may set.
  std::vector<double> values() {
    std::vector<double> all;
    const auto* const params = session.find<clap::PluginParams>();
    if (params == nullptr || !is_complete(*params)) return all;
    for (const auto& param : session.params()) {
      if (clap::has(param.flags, clap::ParamInfoFlags::is_readonly)) continue;
      double value = std::numeric_limits<double>::quiet_NaN();
      (void)params->get_value(session.plugin(), param.id, &value);
      all.push_back(value);
    }
    return all;
  }

  CheckContext& context;
  ClapSession session;
  const clap::PluginState* state = nullptr;
};

/// Positions in a stream of so many bytes: all of a short one, spread over a long one.
std::vector<std::size_t> cuts_of(std::size_t size) {
  std::vector<std::size_t> cuts;
  const std::size_t step = std::max<std::size_t>(1, size / kMostCuts);
  for (std::size_t at = 0; at < size; at += step) cuts.push_back(at);
  if (size > 0 && cuts.back() != size - 1) cuts.push_back(size - 1);
  return cuts;
}

std::string bytes_text(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

void short_writes_are_fine(CheckContext& context) {
  Stateful plugin(context);
  plugin.change_values(0.7);
  const Bytes whole = plugin.save();
  for (const std::size_t chunk : {1u, 17u, 23u}) {
    const Bytes pieces = plugin.save(chunk);
    context.expect(pieces == whole, "written " + bytes_text(chunk) + " at a time, the state has " +
                                        bytes_text(pieces.size()) + " instead of " +
                                        std::to_string(whole.size()) +
                                        ", or others than written at once");
  }
}

void short_reads_are_fine(CheckContext& context) {
  Stateful plugin(context);
  plugin.change_values(0.7);
  const auto wanted = plugin.values();
  const Bytes state = plugin.save();
  for (const std::size_t chunk : {1u, 17u, 23u}) {
    plugin.change_values(0.0);
    context.expect(plugin.load(state, chunk),
                   "state.load returned false with reads of at most " + bytes_text(chunk));
    const auto now = plugin.values();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (!context.expect(std::abs(now[i] - wanted[i]) <= 1e-5 * std::max(1.0, std::abs(wanted[i])),
                          "with reads of at most " + bytes_text(chunk) + ", settable parameter " +
                              std::to_string(i) + " became " + text_of(now[i]) + " instead of " +
                              text_of(wanted[i]))) {
        break;
      }
    }
  }
}

void failed_reads_are_reported(CheckContext& context) {
  Stateful plugin(context);
  const Bytes state = plugin.save();
  for (const std::size_t at : cuts_of(state.size())) {
    const ClapReader reader(state, context.conduct(), 0, at);
    const bool is_loaded = plugin.state->load(plugin.session.plugin(), reader.stream());
    if (!reader.has_failed()) continue;  // it had what it needs
    if (!context.expect(!is_loaded, "the stream failed (-1) after " + bytes_text(at) + " of " +
                                        std::to_string(state.size()) +
                                        ", and state.load returned true")) {
      return;
    }
  }
}

void failed_reads_change_nothing(CheckContext& context) {
  Stateful plugin(context);
  plugin.change_values(0.7);
  const Bytes other = plugin.save();
  plugin.change_values(0.2);
  const auto wanted = plugin.values();
  for (const std::size_t at : cuts_of(other.size())) {
    const ClapReader reader(other, context.conduct(), 0, at);
    if (plugin.state->load(plugin.session.plugin(), reader.stream())) continue;
    (void)plugin.session.answer_requests();
    const auto now = plugin.values();
    const auto [a, b] = std::mismatch(wanted.begin(), wanted.end(), now.begin(), now.end());
    if (!context.expect(
            a == wanted.end(),
            "state.load failed at byte " + std::to_string(at) + " of " +
                std::to_string(other.size()) + ", and yet changed a parameter" +
                (a == wanted.end() ? "" : " from " + text_of(*a) + " to " + text_of(*b)))) {
      return;
    }
  }
}

void failed_writes_are_reported(CheckContext& context) {
  Stateful plugin(context);
  const std::size_t size = plugin.save().size();
  for (const std::size_t at : cuts_of(size)) {
    const ClapWriter writer(context.conduct(), 0, at);
    const bool is_saved = plugin.state->save(plugin.session.plugin(), writer.stream());
    if (!context.expect(!is_saved, "the stream failed (-1) after " + bytes_text(at) + " of " +
                                       std::to_string(size) +
                                       ", and state.save returned true: the host keeps half a "
                                       "state")) {
      return;
    }
  }
}

void nothing_is_no_state(CheckContext& context) {
  Stateful plugin(context);
  plugin.change_values(0.7);
  const auto before = plugin.values();
  context.expect(!plugin.load({}), "state.load returned true for a stream without a byte");
  context.expect(plugin.values() == before, "a stream without a byte changed parameters");
}

void garbage_does_no_harm(CheckContext& context) {
  Stateful plugin(context);
  const Bytes good = plugin.save();
  for (int i = 0; i < 60; ++i) {
    Bytes bytes = good;
    if (i % 3 == 0) bytes.assign(context.pick(1, 400), std::byte{});
    if (i % 3 != 1) {
      for (std::byte& byte : bytes) byte = static_cast<std::byte>(context.pick(0, 255));
    } else {
      for (int k = 0; k < 4 && !bytes.empty(); ++k) {
        bytes[context.pick(0, bytes.size() - 1)] = static_cast<std::byte>(context.pick(0, 255));
      }
    }
    context.step("loading garbage number " + std::to_string(i));
    (void)plugin.load(bytes);
    for (const double value : plugin.values()) {
      if (!context.expect(std::isfinite(value), "after garbage, a parameter is not finite")) return;
    }
  }
  context.step("loading a good state after garbage");
  context.expect(plugin.load(good), "state.load refuses a good state after garbage");
  plugin.session.open_processing();
  ClapBlock block(plugin.session, 512);
  context.expect(block.run(256) != clap::ProcessStatus::error, "process failed after garbage");
}

void same_state_same_bytes(CheckContext& context) {
  Stateful plugin(context);
  plugin.change_values(0.7);
  const Bytes first = plugin.save();
  context.expect(plugin.save() == first, "saved twice, the state differs");
  context.expect(plugin.load(first), "state.load refused what state.save wrote");
  context.expect(plugin.save() == first, "saved, loaded and saved again, the state differs");
  Stateful other(context);
  context.expect(other.load(first), "another instance refused what state.save wrote");
  context.expect(other.save() == first, "loaded and saved by another instance, the state differs");
}

/// But for the digits of a text.
bool are_alike(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double one, double other) {
    return std::abs(one - other) <= 1e-5 * std::max(1.0, std::abs(other));
  });
}

void contexts_are_one_state(CheckContext& context) {
  Stateful plugin(context);
  const auto& with_context = plugin.session.need<clap::PluginStateContext>("state contexts");
  plugin.change_values(0.7);
  (void)plugin.save();  // without that, what is below says the same again
  const auto values = plugin.values();
  constexpr std::array kContexts = {clap::StateContextType::for_preset,
                                    clap::StateContextType::for_duplicate,
                                    clap::StateContextType::for_project};
  for (const auto saved_for : kContexts) {
    plugin.change_values(0.7);  // the last load may have left something out
    const ClapWriter writer(context.conduct(), 17);
    const std::string saved = "saved for context " + std::to_string(static_cast<int>(saved_for));
    if (!context.expect(with_context.save(plugin.session.plugin(), writer.stream(), saved_for),
                        "state-context.save returned false: " + saved)) {
      continue;
    }
    plugin.change_values(0.2);
    context.expect(plugin.load(writer.bytes()),
                   "state.load refuses what state-context.save " + saved);
    // A preset or a duplicate may leave out what belongs to the project.
    context.expect(
        saved_for != clap::StateContextType::for_project || are_alike(plugin.values(), values),
        "a state " + saved + ", the project, and loaded again gives other values");
    for (const auto loaded_for : kContexts) {
      const ClapReader reader(writer.bytes(), context.conduct(), 23);
      context.expect(
          with_context.load(plugin.session.plugin(), reader.stream(), loaded_for),
          saved + ", refused for context " + std::to_string(static_cast<int>(loaded_for)));
    }
    const Bytes plain = plugin.save();
    const ClapReader reader(plain, context.conduct());
    context.expect(with_context.load(plugin.session.plugin(), reader.stream(), saved_for),
                   "state-context.load refuses what state.save wrote");
  }
}

void new_values_are_reported(CheckContext& context) {
  Stateful plugin(context);
  plugin.change_values(0.7);
  const auto wanted = plugin.values();
  const Bytes state = plugin.save();
  plugin.change_values(0.2);
  if (plugin.values() == wanted) context.skip("the plugin has no parameters that a host may set");
  const auto rescans = [&plugin] {
    const auto calls = plugin.session.host().calls();
    return std::count_if(calls.begin(), calls.end(), [](const ClapHostCall& call) {
      return call.name == "params.rescan" &&
             (call.detail & (clap::bits(clap::ParamRescanFlags::values) |
                             clap::bits(clap::ParamRescanFlags::all))) != 0;
    });
  };
  const auto before = rescans();
  context.require(plugin.load(state), "state.load refused what state.save wrote");
  // Output events would do as well.
  ClapEventList events;
  ClapEventSink sink(context.conduct());
  plugin.session.flush(plugin.session.need<clap::PluginParams>("parameters"), events.list(),
                       sink.list());
  (void)plugin.session.answer_requests();
  context.expect(rescans() > before || !sink.values().empty(),
                 "state.load changed parameters, and neither params.rescan(VALUES) nor an output "
                 "event reported to the host: its own controls show old values");
}

void has_plain_state_too(CheckContext& context) {
  ClapSession session(context);
  session.open();
  (void)session.need<clap::PluginStateContext>("state contexts");
  context.expect(session.find<clap::PluginState>() != nullptr,
                 "the plugin has clap.state-context and not clap.state");
}

constexpr std::array kChecks = {
    Check{"clap-state.short-writes", "state that is taken in small pieces is the same state",
          kStream, short_writes_are_fine},
    Check{"clap-state.short-reads", "state that comes in small pieces is loaded", kStream,
          short_reads_are_fine},
    Check{"clap-state.failed-reads", "load fails when the stream fails", kStream,
          failed_reads_are_reported},
    Check{"clap-state.all-or-nothing", "a load that fails changes no parameter",
          "CLAP: state.h, load; a project that is half loaded is saved over the whole one",
          failed_reads_change_nothing, Severity::warning},
    Check{"clap-state.failed-writes", "save fails when the stream fails", kStream,
          failed_writes_are_reported},
    Check{"clap-state.empty", "a stream without a byte is refused, and changes nothing",
          "CLAP: state.h, load; clap-validator: empty state", nothing_is_no_state},
    Check{"clap-state.garbage", "garbage leaves a plugin that works",
          "CLAP: state.h, load; clap-validator: random bytes", garbage_does_no_harm},
    Check{"clap-state.same-bytes", "equal states have equal bytes",
          "CLAP: state.h, save; clap-validator: state reproducibility", same_state_same_bytes},
    Check{"clap-state.contexts",
          "what is saved for one purpose can be loaded for any, and a project keeps all values",
          "CLAP: state-context.h, states are exchangeable with those of clap.state",
          contexts_are_one_state},
    Check{"clap-state.reports-values",
          "the host is notified of the values that a loaded state brought",
          "CLAP: params.h, CLAP_PARAM_RESCAN_VALUES; robbert-vdh/nih-plug#275",
          new_values_are_reported, Severity::warning},
    Check{"clap-state.context-needs-state", "plugins with state contexts have plain state as well",
          "CLAP: state-context.h, plugins should implement clap.state in addition",
          has_plain_state_too, Severity::warning},
};

}  // namespace

std::span<const Check> clap_state_checks() {
  return kChecks;
}

}  // namespace attacca::validate
