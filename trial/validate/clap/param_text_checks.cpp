// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "trial/validate/clap/clap_checks.hpp"
#include "trial/validate/clap/clap_session.hpp"

namespace attacca::validate {

namespace {

constexpr char kGuard = '\x5a';
/// More parameters say nothing new about how text is made.
constexpr std::size_t kMostParams = 48;

struct Texts {
  explicit Texts(CheckContext& context) : session(context) {
    session.open();
    infos = session.need_params();
    if (infos.size() > kMostParams) infos.resize(kMostParams);
    params = &session.need<clap::PluginParams>("parameters");
  }

  /// value_to_text into a buffer of `capacity` bytes with a guard behind it; reports an overrun.
  /// False: the plugin says there is no text.
  bool write(const clap::ParamInfo& param, double value, std::uint32_t capacity,
             std::string& text) {
    std::vector<char> buffer(capacity + 64, kGuard);
    CheckContext& context = session.context();
    const std::string call = "value_to_text(" + text_of(value) + ") of " + name_of(param) +
                             " into " + std::to_string(capacity) + " bytes";
    const bool has_text =
        params->value_to_text(session.plugin(), param.id, value, buffer.data(), capacity);
    const auto guard = buffer.begin() + static_cast<std::ptrdiff_t>(capacity);
    context.require(std::all_of(guard, buffer.end(), [](char byte) { return byte == kGuard; }),
                    call + " wrote past them");
    if (!has_text) return false;
    context.expect(is_terminated(buffer.data(), capacity), call + " has no terminator");
    text = text_in(buffer.data(), capacity);
    return true;
  }

  ClapSession session;
  std::vector<clap::ParamInfo> infos;
  const clap::PluginParams* params = nullptr;
};

void buffers_are_kept(CheckContext& context) {
  Texts texts(context);
  for (const auto& param : texts.infos) {
    std::string whole;
    if (!texts.write(param, param.default_value, 256, whole)) continue;
    const auto longest = static_cast<std::uint32_t>(std::min<std::size_t>(whole.size() + 2, 24));
    for (std::uint32_t capacity = 1; capacity <= longest; ++capacity) {
      std::string text;
      (void)texts.write(param, param.default_value, capacity, text);
    }
  }
}

void any_value_is_fine(CheckContext& context) {
  Texts texts(context);
  for (const auto& param : texts.infos) {
    const double width = std::max(1.0, param.max_value - param.min_value);
    for (const double value : {param.min_value, param.max_value, param.min_value - width,
                               param.max_value + width, -1e9, 1e9}) {
      std::string text;
      if (texts.write(param, value, 256, text)) {
        context.expect(is_utf8(text),
                       "the text of " + text_of(value) + " of " + name_of(param) + " is not UTF-8");
      }
    }
  }
}

void garbage_is_survived(CheckContext& context) {
  const std::array<std::string, 14> garbage = {"",
                                               " ",
                                               "-",
                                               "+-1",
                                               ".",
                                               "1e999",
                                               "-1e999",
                                               "nan",
                                               "inf",
                                               "0x1p4",
                                               "%s%n%d",
                                               "\xff\xfe\xc3",
                                               std::string(5000, '9'),
                                               "\xe2\x99\xab\xe2\x99\xab"};
  Texts texts(context);
  for (const auto& param : texts.infos) {
    for (const std::string& text : garbage) {
      double value = param.default_value;
      if (!texts.params->text_to_value(texts.session.plugin(), param.id, text.c_str(), &value)) {
        continue;
      }
      context.expect(std::isfinite(value), "text_to_value made " + text_of(value) + " of \"" +
                                               text.substr(0, 20) + "\" for " + name_of(param));
    }
  }
}

void all_or_none(CheckContext& context) {
  Texts texts(context);
  const clap::ParamInfo* with = nullptr;
  const clap::ParamInfo* without = nullptr;
  for (const auto& param : texts.infos) {
    std::string text;
    (texts.write(param, param.default_value, 256, text) ? with : without) = &param;
  }
  context.expect(with == nullptr || without == nullptr,
                 with == nullptr || without == nullptr
                     ? ""
                     : "value_to_text has a text for " + name_of(*with) + " and none for " +
                           name_of(*without));
}

void texts_come_back(CheckContext& context) {
  Texts texts(context);
  bool has_any = false;
  for (const auto& param : texts.infos) {
    for (const double part : {0.0, 0.3, 0.5, 1.0}) {
      double value = param.min_value + part * (param.max_value - param.min_value);
      if (clap::has(param.flags, clap::ParamInfoFlags::is_stepped)) value = std::trunc(value);
      std::string first;
      if (!texts.write(param, value, 256, first)) continue;
      double back = 0.0;
      if (!texts.params->text_to_value(texts.session.plugin(), param.id, first.c_str(), &back)) {
        continue;
      }
      has_any = true;
      std::string second;
      if (!context.expect(texts.write(param, back, 256, second),
                          name_of(param) + ": the text \"" + first + "\" was read as " +
                              text_of(back) + ", which has no text")) {
        continue;
      }
      context.expect(first == second, name_of(param) + ": " + text_of(value) + " is shown as \"" +
                                          first + "\", which was read as " + text_of(back) +
                                          " and is shown as \"" + second + "\"");
    }
  }
  if (!has_any) context.skip("the plugin has no text conversion");
}

constexpr std::array kChecks = {
    Check{"clap-text.buffers", "texts end inside the buffer, however small it is",
          "CLAP: params.h, value_to_text, out_buffer_capacity", buffers_are_kept},
    Check{"clap-text.any-value", "values outside the range have a text or none, and do no harm",
          "CLAP: params.h, value_to_text; automation curves overshoot", any_value_is_fine},
    Check{"clap-text.garbage", "texts that mean nothing give no value, or a finite one",
          "CLAP: params.h, text_to_value; users type anything", garbage_is_survived,
          Severity::warning},
    Check{"clap-text.all-or-none", "all parameters have texts, or none has",
          "clap-validator: conversions for all parameters or none", all_or_none, Severity::warning},
    Check{"clap-text.round-trip", "a text that is read and shown again is the same text",
          "CLAP: params.h, text_to_value; clap-validator", texts_come_back, Severity::warning},
};

}  // namespace

std::span<const Check> clap_param_text_checks() {
  return kChecks;
}

}  // namespace attacca::validate
