// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/host_menu.hpp"

#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/context_menu.hpp"
#include "base/unicode.hpp"
#include "wrappers/vst3/editor.hpp"
#include "wrappers/vst3/guarded.hpp"
#include "wrappers/vst3/instance.hpp"

namespace attacca::vst3_wrapper {
namespace {

using Item = vst3::IContextMenuItem;

bool has(Item::Flags flags, Item::Flags wanted) noexcept {
  return (flags & wanted) == wanted;
}

/// Starts and ends of submenus are marked by two bits each.
HostMenuItem read_item(const Item& item, std::uint32_t action) {
  HostMenuItem read;
  read.label = core::utf8_from_utf16(item.name, 128);
  read.action = action;
  if (has(item.flags, Item::kIsGroupStart)) {
    read.kind = HostMenuItem::Kind::begin_submenu;
  } else if (has(item.flags, Item::kIsGroupEnd)) {
    read.kind = HostMenuItem::Kind::end_submenu;
  } else if (has(item.flags, Item::kIsSeparator)) {
    read.kind = HostMenuItem::Kind::separator;
  } else {
    read.checked = has(item.flags, Item::kIsChecked);
    read.kind = read.checked ? HostMenuItem::Kind::check : HostMenuItem::Kind::entry;
    read.enabled = !has(item.flags, Item::kIsDisabled);
  }
  return read;
}

Item write_item(const HostMenuItem& item) {
  Item written = {};
  core::utf16_from_utf8(item.label, written.name, 128);
  written.tag = static_cast<std::int32_t>(item.action);
  using Kind = HostMenuItem::Kind;
  if (item.kind == Kind::begin_submenu) written.flags = Item::kIsGroupStart;
  if (item.kind == Kind::end_submenu) written.flags = Item::kIsGroupEnd;
  if (item.kind == Kind::separator) written.flags = Item::kIsSeparator;
  if (item.kind == Kind::title || !item.enabled) written.flags |= Item::kIsDisabled;
  if (item.kind == Kind::check && item.checked) written.flags |= Item::kIsChecked;
  return written;
}

/// What the plugin has put into a menu of the host's. The menu keeps it, and it the plugin object.
class Chosen final : public vst3::Implements<vst3::IContextMenuTarget> {
 public:
  Chosen(vst3::Ref<Instance> instance, const Param* param)
      : instance_(std::move(instance)), param_(param) {}

  vst3::TResult executeMenuItem(std::int32_t tag) override {
    return guarded([&] {
      const MainCall call(instance_->gate());
      instance_->core().plugin().on_host_menu(param_, static_cast<std::uint32_t>(tag));
      return vst3::kResultOk;
    });
  }

 private:
  vst3::Ref<Instance> instance_;
  const Param* param_;
};

class Menus final : public core::HostMenus {
 public:
  explicit Menus(Instance& instance) noexcept : instance_(instance) {}

  bool show(const Param* param, std::int32_t x, std::int32_t y) override {
    const vst3::Ref<vst3::IContextMenu> menu = make(param);
    if (!menu) return false;
    const auto self = vst3::Ref<Instance>::share(&instance_);  // while the user looks at it
    HostMenu own;
    {
      const MainCall call(self->gate());
      self->core().plugin().fill_host_menu(param, own);
    }
    const auto chosen = vst3::make_ref<Chosen>(self, param);
    for (const HostMenuItem& item : own.items()) menu->addItem(write_item(item), chosen.get());
    return menu->popup(x, y) == vst3::kResultOk;
  }

  HostMenu read(const Param* param) override {
    HostMenu found;
    menu_ = make(param);
    read_for_ = param;
    const std::int32_t count = menu_ ? menu_->getItemCount() : 0;
    for (std::int32_t i = 0; i < count; ++i) {
      Item item = {};
      vst3::IContextMenuTarget* target = nullptr;
      if (menu_->getItem(i, item, &target) != vst3::kResultOk) continue;
      found.add(read_item(item, static_cast<std::uint32_t>(i)));
    }
    return found;
  }

  bool choose(const Param* param, std::uint32_t action) override {
    const vst3::Ref<vst3::IContextMenu> menu = std::move(menu_);
    menu_.reset();
    Item item = {};
    vst3::IContextMenuTarget* target = nullptr;
    if (!menu || read_for_ != param || action > INT32_MAX ||
        menu->getItem(static_cast<std::int32_t>(action), item, &target) != vst3::kResultOk ||
        target == nullptr) {
      return false;
    }
    return target->executeMenuItem(item.tag) == vst3::kResultOk;
  }

  void forget() noexcept override { menu_.reset(); }

 private:
  /// The host's menu for a parameter, or for the view where that is null.
  [[nodiscard]] vst3::Ref<vst3::IContextMenu> make(const Param* param) {
    vst3::Ref<View> view;
    vst3::Ref<vst3::IComponentHandler3> handler;
    {
      const MainCall call(instance_.gate());
      view = vst3::Ref<View>::share(instance_.services().view());
      handler = instance_.services().menu_handler();
    }
    if (!view || !handler) return nullptr;
    const vst3::ParamID id = param == nullptr ? 0 : param->stable_id();
    return vst3::Ref<vst3::IContextMenu>::adopt(
        handler->createContextMenu(view.get(), param == nullptr ? nullptr : &id));
  }

  Instance& instance_;
  vst3::Ref<vst3::IContextMenu> menu_;  ///< that was read last; until something is chosen
  const Param* read_for_ = nullptr;
};

}  // namespace

std::unique_ptr<core::HostMenus> make_host_menus(Instance& instance) {
  return std::make_unique<Menus>(instance);
}

}  // namespace attacca::vst3_wrapper
