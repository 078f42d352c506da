// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string_view>

#include "gui/cocoa/window.hpp"

namespace attacca::gui {
namespace cocoa {
namespace {

void add_item(const Messages& messages, Id items, Id writer) {
  if (writer == nullptr) return;
  constexpr CGRect kUnderPointer = {{0, 0}, {32, 32}};
  const Id empty = messages.send<Id>("NSDraggingItem", "alloc");
  const Object item(messages, messages.send<Id>(empty, "initWithPasteboardWriter:", writer));
  if (!item) return;
  messages.send<void>(item.get(), "setDraggingFrame:contents:", kUnderPointer, Id{});
  messages.send<void>(items, "addObject:", item.get());
}

bool start(const CocoaWindow& window, const DragContent& content) {
  const Messages& messages = window.messages();
  const Id items = messages.send<Id>("NSMutableArray", "array");
  for (const std::string& file : content.files) {
    if (!std::string_view(file).starts_with('/')) continue;
    const Object path = to_string(messages, file);
    if (path) add_item(messages, items, messages.send<Id>("NSURL", "fileURLWithPath:", path.get()));
  }
  if (!content.text.empty()) add_item(messages, items, to_string(messages, content.text).get());
  const Id application = messages.send<Id>("NSApplication", "sharedApplication");
  const Id event = messages.send<Id>(application, "currentEvent");
  if (event == nullptr || messages.send<unsigned long>(items, "count") == 0) return false;
  return messages.send<Id>(window.view(), "beginDraggingSessionWithItems:event:source:", items,
                           event, window.view()) != nullptr;
}

}  // namespace
}  // namespace cocoa

const DragCode& drag_code() noexcept {
  static constexpr DragCode kCode{cocoa::start};
  return kCode;
}

}  // namespace attacca::gui
