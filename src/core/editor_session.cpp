// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "core/editor_session.hpp"

#include <memory>
#include <optional>
#include <utility>

#include "attacca/detail/plugin_entry.hpp"
#include "core/host_services.hpp"
#include "core/open_editor.hpp"
#include "core/param_indications.hpp"

namespace attacca::core {

namespace {

/// Of a plugin that may have an editor.
class Session final : public EditorSession {
 public:
  explicit Session(EditorSurroundings surroundings) : around_(std::move(surroundings)) {
    indications_.set_listener([this](const Param& param) {
      if (open_ != nullptr) open_->show_indication(param);
    });
  }
  ~Session() override { Session::destroy(); }

  bool available() override {
    const MainThread::Call call(main());
    if (!available_) available_ = Session::created() || OpenEditor::make(around_) != nullptr;
    return *available_;
  }
  bool create() override {
    const MainThread::Call call(main());
    const bool is_there = made().create();
    if (is_there) available_ = true;
    return is_there;
  }
  bool created() const noexcept override {
    return ask(false, [](const OpenEditor& open) { return open.created(); });
  }
  void destroy() noexcept override {
    const MainThread::Call call(main());
    if (open_ != nullptr) open_->destroy();
  }
  Result<void> open(ParentWindow parent) override {
    const MainThread::Call call(main());
    return made().open(parent);
  }
  void close() noexcept override {
    const MainThread::Call call(main());
    if (open_ != nullptr) open_->close();
  }
  bool is_open() const noexcept override {
    return ask(false, [](const OpenEditor& open) { return open.is_open(); });
  }
  PhysicalSize size() const override {
    return ask(PhysicalSize{}, [](OpenEditor& open) {
      return open.ask(PhysicalSize{}, [](const Editor& editor) { return editor.size(); });
    });
  }
  bool can_resize() const override {
    return ask(false, [](OpenEditor& open) {
      return open.ask(false, [](const Editor& editor) { return editor.can_resize(); });
    });
  }
  PhysicalSize constrain(PhysicalSize wanted) const override {
    return ask(wanted, [wanted](OpenEditor& open) {
      return open.ask(wanted, [wanted](const Editor& editor) { return editor.constrain(wanted); });
    });
  }
  bool set_size(PhysicalSize size) override {
    return ask(false, [size](OpenEditor& open) { return open.set_size(size); });
  }
  bool set_scale(double scale) override {
    return ask(false, [scale](OpenEditor& open) {
      return open.ask(false, [scale](Editor& editor) { return editor.set_scale(scale); });
    });
  }
  void set_visible(bool visible) override {
    ask(false, [visible](OpenEditor& open) {
      return open.ask(false, [visible](Editor& editor) {
        editor.set_visible(visible);
        return true;
      });
    });
  }
  void refresh() override {
    const MainThread::Call call(main());
    if (open_ != nullptr) open_->refresh();
  }
  ParamIndications* indications() noexcept override { return &indications_; }

 private:
  [[nodiscard]] MainThread& main() const noexcept { return around_.services.main_thread(); }
  [[nodiscard]] OpenEditor& made() {
    if (open_ == nullptr) open_ = std::make_unique<OpenEditor>(around_, indications_);
    return *open_;
  }
  /// What `call` answers about the session's work, or `otherwise` where no editor was ever made.
  template <typename Answer, typename Ask>
  Answer ask(Answer otherwise, Ask&& call) const {
    const MainThread::Call inside(main());
    return open_ == nullptr ? otherwise : call(*open_);
  }

  const EditorSurroundings around_;
  ParamIndications indications_;
  std::optional<bool> available_;
  std::unique_ptr<OpenEditor> open_;  ///< from the first editor on
};

}  // namespace
}  // namespace attacca::core

std::unique_ptr<attacca::core::EditorSession> attacca::detail::make_editor_session(
    core::EditorSurroundings surroundings) {
  return std::make_unique<core::Session>(std::move(surroundings));
}
