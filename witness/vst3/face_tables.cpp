// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <optional>
#include <type_traits>

#include "witness/vst3/watched_object.hpp"
#include "wrappers/vst3/guarded.hpp"

namespace attacca::witness {

namespace {

/// What the plugin is given in an argument's place.
template <typename A>
class Passed {
 public:
  Passed(WatchedObject& /*owner*/, std::remove_reference_t<A>& argument) noexcept
      : argument_(argument) {}
  [[nodiscard]] A get() noexcept { return argument_; }
  void put_details(CallScope& /*scope*/) const noexcept {}
  /// What the plugin wrote there, where it is one number.
  void put_answer(Entry& entry) const noexcept {
    using T = std::remove_cvref_t<A>;
    if constexpr (std::is_reference_v<A> && !std::is_const_v<std::remove_reference_t<A>> &&
                  (std::is_arithmetic_v<T> || std::is_enum_v<T>)) {
      put_number(entry, argument_);
    }
  }

 private:
  std::remove_reference_t<A>& argument_;
};

template <>
class Passed<vst3::IBStream*> {
 public:
  Passed(WatchedObject& /*owner*/, vst3::IBStream* host) noexcept {
    if (host != nullptr) stream_.emplace(*host);
  }
  [[nodiscard]] vst3::IBStream* get() noexcept { return stream_ ? &*stream_ : nullptr; }
  void put_details(CallScope& scope) const noexcept {
    if (stream_) scope.detail("stream", [this](Entry& entry) { stream_->put(entry); });
  }
  void put_answer(Entry& /*entry*/) const noexcept {}

 private:
  std::optional<CountedStream> stream_;
};

template <>
class Passed<vst3::IPlugFrame*> {
 public:
  Passed(WatchedObject& owner, vst3::IPlugFrame* host)
      : frame_(vst3_wrapper::guarded(host, [&] { return owner.framed(host); })) {}
  [[nodiscard]] vst3::IPlugFrame* get() const noexcept { return frame_; }
  void put_details(CallScope& /*scope*/) const noexcept {}
  void put_answer(Entry& /*entry*/) const noexcept {}

 private:
  vst3::IPlugFrame* frame_;
};

vst3::TResult query(Face* face, const vst3::Tuid& wanted, void** obj) {
  return face->owner->query(wanted, obj);
}
std::uint32_t add_ref(Face* face) {
  return face->owner->add_ref();
}
std::uint32_t release(Face* face) {
  return face->owner->release();
}

/// What stands in a table in a method's place.
template <typename List, typename Call, auto Method = Call::kMethod>
struct Shim;

template <typename List, typename Call, typename I, typename R, typename... A, R (I::*Method)(A...)>
struct Shim<List, Call, Method> {
  /// Its text is no room for one, though its type says so.
  static constexpr bool kReadsText = Call::kName == "getParamValueByString";
  template <typename V>
  static void put_argument_of(Entry& entry, std::remove_reference_t<V>& argument) noexcept {
    if constexpr (kReadsText && std::is_same_v<V, char16_t*>) {
      put_words(entry, argument, 128);
    } else {
      put_vst3_argument<V>(entry, argument);
    }
  }

  static R call(Face* face, A... arguments) {
    WatchedObject& owner = *face->owner;
    CallScope scope(kVst3CallName<List, Call>.data(), owner.number());
    (put_argument_of<A>(scope.entry(), arguments), ...);
    scope.begin();
    if constexpr (Call::kName == "initialize") open_file_of(arguments...);
    put_all_vst3_details(scope, owner.buses(), arguments...);
    if constexpr (Call::kName == "onSize" || Call::kName == "checkSizeConstraint") {
      const auto put = [&](const vst3::ViewRect* rect) {
        if (rect == nullptr) return;
        scope.detail("rect", [rect](Entry& entry) { put_rect(entry, *rect); });
      };
      put(arguments...);
    }
    auto& inner =
        *static_cast<typename List::Interface*>(face->inner.load(std::memory_order_acquire));
    std::tuple<Passed<A>...> passed{Passed<A>(owner, arguments)...};
    const auto forward = [&](auto&... argument) { return (inner.*Method)(argument.get()...); };
    if constexpr (std::is_void_v<R>) {
      std::apply(forward, passed);
      scope.end();
    } else if constexpr (std::is_same_v<R, vst3::IPlugView*>) {
      vst3::IPlugView* view = std::apply(forward, passed);
      if (view != nullptr) {
        view = vst3_wrapper::guarded(view, [view] {
          return static_cast<vst3::IPlugView*>(WatchedObject::watch(*view, vst3::IPlugView::iid));
        });
      }
      scope.end([view](Entry& entry) { entry.put_integer(view != nullptr ? 1 : 0); });
      return view;
    } else {
      const R result = std::apply(forward, passed);
      std::apply([&](auto&... argument) { (argument.put_details(scope), ...); }, passed);
      scope.end([&](Entry& entry) {
        put_number(entry, result);
        std::apply([&](auto&... argument) { (argument.put_answer(entry), ...); }, passed);
      });
      return result;
    }
  }
};

/// Two words come before each table of the compiler's: an offset, and the type for dynamic_cast.
/// There is nothing to say, but sanitizers look.
template <typename List>
struct TableOf;
template <typename I, Literal Name, typename... Calls>
struct TableOf<Vst3Calls<I, Name, Calls...>> {
  using List = Vst3Calls<I, Name, Calls...>;
  template <typename F>
  static Face::Slot slot(F function) noexcept {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the table has one type
    return reinterpret_cast<Face::Slot>(function);
  }
  static inline const std::array<Face::Slot, sizeof...(Calls) + 5> kSlots = {
      nullptr,       nullptr,       slot(query),
      slot(add_ref), slot(release), slot(Shim<List, Calls>::call)...};
};

template <typename... Lists>
std::array<const Face::Slot*, sizeof...(Lists)> all_tables(std::tuple<Lists...>* /*lists*/) {
  return {(TableOf<Lists>::kSlots.data() + 2)...};
}

}  // namespace

const std::array<const Face::Slot*, WatchedObject::kFaces> kFaceTables =
    all_tables(static_cast<Vst3Interfaces*>(nullptr));

}  // namespace attacca::witness
