// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/host_menu.hpp"

#include "abi/clap/ext/context_menu.hpp"
#include "abi/clap/query.hpp"
#include "wrappers/clap/guarded.hpp"
#include "wrappers/clap/instance.hpp"
#include "wrappers/clap/main_call.hpp"
#include "wrappers/clap/part.hpp"

namespace attacca::clap_wrapper {
namespace {

using Kind = clap::ContextMenuItemKind;

static_assert(static_cast<int>(HostMenuItem::Kind::entry) == static_cast<int>(Kind::entry));
static_assert(static_cast<int>(HostMenuItem::Kind::begin_submenu) ==
              static_cast<int>(Kind::begin_submenu));
static_assert(static_cast<int>(HostMenuItem::Kind::title) == static_cast<int>(Kind::title));

/// What a menu is about: false where the parameter is none of ours.
bool find_target(core::Instance& core, const clap::ContextMenuTarget* target, const Param*& param) {
  param = nullptr;
  if (target == nullptr || target->kind == clap::ContextMenuTargetKind::global) return true;
  param = core.params().find_stable(target->id);
  return param != nullptr;
}

clap::ContextMenuTarget target_of(const Param* param) {
  if (param == nullptr) return {clap::ContextMenuTargetKind::global, 0};
  return {clap::ContextMenuTargetKind::param, param->stable_id()};
}

std::string text_of(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

HostMenuItem read_item(Kind kind, const void* data) {
  HostMenuItem item;
  item.kind = static_cast<HostMenuItem::Kind>(kind);
  if (data == nullptr) return item;
  if (kind == Kind::entry) {
    const auto& entry = *static_cast<const clap::ContextMenuEntry*>(data);
    item.label = text_of(entry.label);
    item.enabled = entry.is_enabled;
    item.action = entry.action_id;
  } else if (kind == Kind::check_entry) {
    const auto& check = *static_cast<const clap::ContextMenuCheckEntry*>(data);
    item.label = text_of(check.label);
    item.enabled = check.is_enabled;
    item.checked = check.is_checked;
    item.action = check.action_id;
  } else if (kind == Kind::title) {
    const auto& title = *static_cast<const clap::ContextMenuItemTitle*>(data);
    item.label = text_of(title.title);
    item.enabled = title.is_enabled;
  } else if (kind == Kind::begin_submenu) {
    const auto& submenu = *static_cast<const clap::ContextMenuSubmenu*>(data);
    item.label = text_of(submenu.label);
    item.enabled = submenu.is_enabled;
  }
  return item;
}

bool take_item(const clap::ContextMenuBuilder* builder, Kind kind, const void* data) {
  if (builder == nullptr || builder->ctx == nullptr || kind > Kind::title) return false;
  return guarded(false, [=] {
    static_cast<HostMenu*>(builder->ctx)->add(read_item(kind, data));
    return true;
  });
}

bool takes(const clap::ContextMenuBuilder* /*builder*/, Kind kind) {
  return kind <= Kind::title;
}

void write_item(const clap::ContextMenuBuilder& builder, const HostMenuItem& item) {
  const auto kind = static_cast<Kind>(item.kind);
  if (builder.supports != nullptr && !builder.supports(&builder, kind)) return;
  const char* const label = item.label.c_str();
  const clap::ContextMenuEntry entry = {label, item.enabled, item.action};
  const clap::ContextMenuCheckEntry check = {label, item.enabled, item.checked, item.action};
  const clap::ContextMenuItemTitle title = {label, item.enabled};
  const clap::ContextMenuSubmenu submenu = {label, item.enabled};
  const void* data = nullptr;
  if (kind == Kind::entry) data = &entry;
  if (kind == Kind::check_entry) data = &check;
  if (kind == Kind::title) data = &title;
  if (kind == Kind::begin_submenu) data = &submenu;
  (void)builder.add_item(&builder, kind, data);
}

bool populate(const clap::Plugin* plugin, const clap::ContextMenuTarget* target,
              const clap::ContextMenuBuilder* builder) {
  return guarded(false, [=] {
    Instance& self = Instance::from(plugin);
    if (builder == nullptr || builder->add_item == nullptr) return false;
    const HeldCall held(self);
    HostMenu menu;
    {
      const MainCall call(self);
      const Param* param = nullptr;
      if (self.core() == nullptr || !find_target(*self.core(), target, param)) return false;
      self.core()->plugin().fill_host_menu(param, menu);
    }
    for (const HostMenuItem& item : menu.items()) write_item(*builder, item);
    return true;
  });
}

bool perform(const clap::Plugin* plugin, const clap::ContextMenuTarget* target,
             clap::Id action_id) {
  return guarded(false, [=] {
    core::Instance* const core = Instance::from(plugin).core();
    const Param* param = nullptr;
    if (core == nullptr || !find_target(*core, target, param)) return false;
    core->plugin().on_host_menu(param, action_id);
    return true;
  });
}

constexpr clap::PluginContextMenu kPluginMenu = {populate, in_gate<perform>};

/// The host's table, as the instance knows it.
class Menus final : public core::HostMenus {
 public:
  Menus(const clap::Host& host, const clap::HostContextMenu& table) : host_(host), table_(table) {}

  bool show(const Param* param, std::int32_t x, std::int32_t y) override {
    if (table_.popup == nullptr || table_.can_popup == nullptr) return false;
    const clap::ContextMenuTarget target = target_of(param);
    return table_.can_popup(&host_) && table_.popup(&host_, &target, 0, x, y);
  }

  HostMenu read(const Param* param) override {
    HostMenu menu;
    if (table_.populate == nullptr) return menu;
    const clap::ContextMenuTarget target = target_of(param);
    const clap::ContextMenuBuilder builder = {&menu, take_item, takes};
    if (!table_.populate(&host_, &target, &builder)) return {};
    return menu;
  }

  bool choose(const Param* param, std::uint32_t action) override {
    if (table_.perform == nullptr) return false;
    const clap::ContextMenuTarget target = target_of(param);
    return table_.perform(&host_, &target, action);
  }

 private:
  const clap::Host& host_;
  const clap::HostContextMenu& table_;
};

void connect_menus(Instance& instance) {
  const auto* const table = clap::query<clap::HostContextMenu>(&instance.host());
  if (table == nullptr) return;
  instance.services().set_host_menus(std::make_unique<Menus>(instance.host(), *table));
}

}  // namespace

const Part kPluginMenuPart = part_of(kPluginMenu);
const Part kHostMenuPart = {nullptr, nullptr, connect_menus};

}  // namespace attacca::clap_wrapper
