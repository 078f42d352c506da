// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "witness/vst3/watched_object.hpp"

#include "abi/vst3/base/implements.hpp"

namespace attacca::witness {

namespace {

/// The index of an interface by its id; kFaces where it is none of ours.
std::size_t index_of(const vst3::Tuid& wanted) noexcept {
  std::size_t index = 0;
  std::size_t found = WatchedObject::kFaces;
  const auto look = [&]<typename List>(std::type_identity<List>) {
    if (List::Interface::iid == wanted) found = index;
    ++index;
  };
  [&]<typename... Lists>(std::tuple<Lists...>*) {
    (look(std::type_identity<Lists>{}), ...);
  }(static_cast<Vst3Interfaces*>(nullptr));
  return found;
}

/// A host's frame as the plugin sees it.
class Frame final : public vst3::Implements<vst3::IPlugFrame> {
 public:
  Frame(vst3::IPlugFrame& host, vst3::IPlugView* face)
      : host_(vst3::Ref<vst3::IPlugFrame>::share(&host)), face_(face) {}

  vst3::TResult queryInterface(const vst3::Tuid& wanted, void** obj) override {
    if (wanted == vst3::IPlugFrame::iid || wanted == vst3::FUnknown::iid) {
      return Implements::queryInterface(wanted, obj);
    }
    return host_->queryInterface(wanted, obj);
  }
  vst3::TResult resizeView(vst3::IPlugView* /*view*/, vst3::ViewRect* newSize) override {
    return host_->resizeView(face_, newSize);
  }

 private:
  vst3::Ref<vst3::IPlugFrame> host_;
  vst3::IPlugView* face_;
};

}  // namespace

WatchedObject::WatchedObject(vst3::FUnknown& inner)
    : inner_(inner), number_(recorder().next_object()) {
  for (std::size_t i = 0; i < kFaces; ++i) {
    faces_[i].table = kFaceTables[i];
    faces_[i].owner = this;
  }
}

void* WatchedObject::watch(vst3::FUnknown& inner, const vst3::Tuid& wanted) {
  auto* const self = new WatchedObject(inner);
  void* obj = nullptr;
  self->query(wanted, &obj);
  // The reference that was taken over goes, or the last one does.
  self->release();
  return obj;
}

vst3::TResult WatchedObject::query(const vst3::Tuid& wanted, void** obj) {
  CallScope scope("FUnknown.queryInterface", number_);
  scope.entry().put_uid(wanted.data());
  scope.begin();
  if (obj == nullptr) {
    scope.end([](Entry& entry) { put_number(entry, vst3::kInvalidArgument); });
    return vst3::kInvalidArgument;
  }
  void* found = nullptr;
  const vst3::TResult result = inner_.queryInterface(wanted, &found);
  scope.end([result](Entry& entry) { put_number(entry, result); });
  const std::size_t index = index_of(wanted);
  if (result == vst3::kResultOk && found != nullptr && index < kFaces) {
    faces_[index].inner.store(found, std::memory_order_release);
    references_.fetch_add(1, std::memory_order_relaxed);
    found = &faces_[index];
  }
  *obj = found;
  return result;
}

std::uint32_t WatchedObject::add_ref() noexcept {
  references_.fetch_add(1, std::memory_order_relaxed);
  return inner_.addRef();
}

std::uint32_t WatchedObject::release() noexcept {
  // After it another thread may release the last one, and with it this object.
  vst3::FUnknown& inner = inner_;
  if (references_.fetch_sub(1, std::memory_order_acq_rel) > 1) return inner.release();
  CallScope scope("FUnknown.release", number_);
  scope.begin();
  const std::uint32_t left = inner.release();
  scope.end([left](Entry& entry) { entry.put_integer(left); });
  delete this;
  return left;
}

vst3::IPlugFrame* WatchedObject::framed(vst3::IPlugFrame* host) {
  frame_ = {};
  if (host == nullptr) return nullptr;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): what the host has, see Face
  auto* const view = reinterpret_cast<vst3::IPlugView*>(&faces_[index_of(vst3::IPlugView::iid)]);
  frame_ = vst3::make_ref<Frame>(*host, view);
  return frame_.get();
}

}  // namespace attacca::witness
