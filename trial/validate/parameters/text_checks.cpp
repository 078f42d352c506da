// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "trial/validate/needs.hpp"
#include "trial/validate/parameters/parameters_checks.hpp"
#include "trial/validate/rendering.hpp"
#include "trial/validate/settings.hpp"

namespace attacca::validate {

namespace {

constexpr std::size_t kMostParameters = 100;

std::vector<double> values_of(CheckContext& context, const host::ParameterInfo& info) {
  std::vector<double> values = {info.minimum, info.default_value, info.maximum};
  for (int i = 0; i < 5; ++i) values.push_back(random_value(context, info));
  return values;
}

void values_have_texts(CheckContext& context) {
  const auto instance = context.create();
  need_parameters(context, *instance);
  std::string without;
  std::string with;
  const auto& all = instance->parameters();
  for (std::size_t i = 0; i < std::min(all.size(), kMostParameters); ++i) {
    const host::ParameterInfo& info = all[i];
    for (const double value : values_of(context, info)) {
      const auto text = instance->value_to_text(info.id, value);
      if (!text) {
        without = name_of(info);
        continue;
      }
      with = name_of(info);
      const bool is_plain = std::none_of(text->begin(), text->end(), [](char letter) {
        return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f;
      });
      context.expect(is_plain,
                     name_of(info) + ": the text of " + text_of(value) + " has control characters");
      context.expect(!text->empty(),
                     name_of(info) + ": the text of " + text_of(value) + " is empty");
    }
  }
  context.expect(without.empty() || with.empty(), with + " has texts and " + without + " has none");
  if (with.empty()) context.skip("the plugin has no texts for values");
}

void texts_are_stable(CheckContext& context) {
  const auto instance = context.create();
  need_settable(context, *instance);
  bool has_any = false;
  for (const host::ParameterInfo& info : some_settable(*instance, kMostParameters)) {
    for (const double value : values_of(context, info)) {
      const auto text = instance->value_to_text(info.id, value);
      if (!text) continue;
      const auto back = instance->text_to_value(info.id, *text);
      if (!back) continue;
      has_any = true;
      const auto again = instance->value_to_text(info.id, *back);
      if (again && *again == *text) continue;
      // More digits than single precision holds: the last ones may move, the value may not.
      const auto last = instance->text_to_value(info.id, again.value_or(""));
      const double range = std::abs(info.maximum - info.minimum);
      if (!context.expect(
              last && is_same_value(info, *last, *back) && std::abs(*back - value) <= 0.005 * range,
              name_of(info) + ": " + text_of(value) + " is \"" + *text + "\", which is read as " +
                  text_of(*back) + ", which is \"" + (again ? *again : "") + "\"")) {
        break;
      }
    }
  }
  if (!has_any) context.skip("the plugin does not read its own texts");
}

void own_texts_are_read(CheckContext& context) {
  const auto instance = context.create();
  need_settable(context, *instance);
  std::string reads;
  std::string refused;
  for (const host::ParameterInfo& info : some_settable(*instance, kMostParameters)) {
    const auto text = instance->value_to_text(info.id, info.default_value);
    if (!text || text->empty()) continue;
    if (instance->text_to_value(info.id, *text)) {
      reads = name_of(info);
    } else if (refused.empty()) {
      refused = name_of(info) + " does not read its own \"" + *text + "\"";
    }
  }
  if (reads.empty()) context.skip("the plugin does not read its own texts");
  context.expect(refused.empty(), refused + ", but " + reads + " reads its own");
}

void any_text_is_survived(CheckContext& context) {
  const auto instance = context.create();
  need_settable(context, *instance);
  const std::array<std::string, 14> texts = {
      "",    " ",   "no number at all", "1e999",  "-1e999",  "nan", "inf",
      "0x1", "1,5", "\xe2\x88\x9e dB",  "%s%n%s", "1.2.3.4", "-",   std::string(10000, '9')};
  for (const host::ParameterInfo& info : some_settable(*instance, 20)) {
    for (const std::string& text : texts) {
      context.step("reading a text as a value of " + name_of(info));
      const auto value = instance->text_to_value(info.id, text);
      if (!context.expect(!value || std::isfinite(*value), name_of(info) + " reads \"" +
                                                               text.substr(0, 40) + "\" as " +
                                                               (value ? text_of(*value) : ""))) {
        break;
      }
    }
  }
}

void texts_change_nothing(CheckContext& context) {
  const auto instance = context.create();
  need_settable(context, *instance);
  const Settings before = reported_settings(context, *instance);
  for (const host::ParameterInfo& info : some_settable(*instance, kMostParameters)) {
    for (const double value : values_of(context, info)) {
      const auto text = instance->value_to_text(info.id, value);
      if (text) (void)instance->text_to_value(info.id, *text);
    }
  }
  instance->pump();
  const auto changed = first_difference(*instance, before, reported_settings(context, *instance));
  context.expect(changed.empty(), "asking for texts changed " + changed);
}

constexpr const char* kTexts =
    "CLAP: params.h, value_to_text, text_to_value; VST3: getParamStringByValue";

constexpr std::array kChecks = {
    Check{"parameters.texts", "either all parameters have texts for their values, or none", kTexts,
          values_have_texts, Severity::warning},
    Check{"parameters.text-round-trip",
          "a text, read and written again, is the same text, but for the last digits of a number",
          kTexts, texts_are_stable, Severity::warning},
    Check{"parameters.own-texts", "either all parameters read their own texts, or none",
          "clap-validator: all conversions or none; users type what they see", own_texts_are_read,
          Severity::warning},
    Check{"parameters.any-text",
          "a text that makes no sense is refused or read as a number, and does no harm",
          "users type anything; CLAP: text_to_value; VST3: getParamValueByString",
          any_text_is_survived, Severity::warning},
    Check{"parameters.texts-change-nothing", "asking for texts changes no value", kTexts,
          texts_change_nothing},
};

}  // namespace

std::span<const Check> parameter_text_checks() {
  return kChecks;
}

}  // namespace attacca::validate
