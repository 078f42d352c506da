// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "abi/clap/ext/param_indication.hpp"

#include "abi/clap/color.hpp"
#include "base/unicode.hpp"
#include "core/param_indications.hpp"
#include "wrappers/clap/guarded.hpp"
#include "wrappers/clap/instance.hpp"
#include "wrappers/clap/main_call.hpp"
#include "wrappers/clap/part.hpp"

namespace attacca::clap_wrapper {
namespace {

using State = clap::ParamIndicationAutomation;

static_assert(static_cast<int>(Automation::present) == static_cast<int>(State::present));
static_assert(static_cast<int>(Automation::playing) == static_cast<int>(State::playing));
static_assert(static_cast<int>(Automation::recording) == static_cast<int>(State::recording));
static_assert(static_cast<int>(Automation::overridden) == static_cast<int>(State::overriding));

std::optional<Color> to_color(const clap::Color* color) {
  if (color == nullptr) return std::nullopt;
  return Color{color->red, color->green, color->blue, color->alpha};
}

std::string to_text(const char* text) {
  return text == nullptr ? std::string() : core::valid_utf8(text);
}

/// What the host says of a parameter; of one that is none of ours it says nothing.
template <typename Change>
void update(const clap::Plugin* plugin, clap::Id id, Change&& change) {
  guarded([&] {
    core::Instance* const core = Instance::from(plugin).core();
    const Param* const param = core == nullptr ? nullptr : core->params().find_stable(id);
    core::ParamIndications* const all = param == nullptr ? nullptr : core->editor().indications();
    if (all != nullptr) all->update(*param, change);
  });
}

void set_mapping(const clap::Plugin* plugin, clap::Id id, bool is_mapped, const clap::Color* color,
                 const char* label, const char* description) {
  update(plugin, id, [&](ParamIndication& indication) {
    indication.is_mapped = is_mapped;
    indication.mapping_color = is_mapped ? to_color(color) : std::nullopt;
    indication.mapping_label = is_mapped ? to_text(label) : std::string();
    indication.mapping_description = is_mapped ? to_text(description) : std::string();
  });
}

void set_automation(const clap::Plugin* plugin, clap::Id id, State state,
                    const clap::Color* color) {
  if (state > State::overriding) return;
  update(plugin, id, [&](ParamIndication& indication) {
    indication.automation = static_cast<Automation>(state);
    indication.automation_color = to_color(color);
  });
}

constexpr clap::PluginParamIndication kParamIndication = {in_gate<set_mapping>,
                                                          in_gate<set_automation>};

}  // namespace

const Part kParamIndicationPart = part_of(kParamIndication);

}  // namespace attacca::clap_wrapper
