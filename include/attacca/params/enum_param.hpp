// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// One of several named values, as a member of the plugin; the values are a C++ enum:
//
//     enum class Wave { sine, saw };
//     attacca::EnumParam<Wave> wave_{params(), {.id = "wave", .name = "Wave",
//         .values = {{Wave::sine, "sine", "Sine"}, {Wave::saw, "saw", "Saw"}}}};
//     switch (wave_.value()) { … }  // in process()
//
// value() is for process(), plain() for any thread. States hold the value's id, so that values may
// be added and put in another order.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/params/enum_values.hpp"
#include "attacca/params/param.hpp"

namespace attacca {

/// What an EnumParam is made of. Texts are UTF-8 literals that outlive the parameter.
template <typename E>
struct EnumParamOptions {
  ParamId id;
  std::string_view name;
  EnumValues<E> values;
  std::optional<E> default_value = {};  ///< the first one listed, if nothing is said
  ParamFlags flags = {};
  Modulation modulation = Modulation::none;

  /// What is wrong with them, or null. [any]
  [[nodiscard]] constexpr const char* fault() const {
    if (default_value && !values.has(*default_value)) {
      return detail::fault("its default is none of its values");
    }
    return nullptr;
  }
};

namespace detail {

/// What does not depend on the enum's type.
class AnyEnumParam : public Param {
 public:
  [[nodiscard]] std::uint32_t step_count() const noexcept override {
    return static_cast<std::uint32_t>(entries_.size() - 1);
  }
  [[nodiscard]] std::string_view value_id(double normalized) const noexcept override;
  [[nodiscard]] std::optional<double> find_value_id(std::string_view id) const noexcept override;
  /// Plain values are positions in the list, 0..step_count().
  [[nodiscard]] double to_plain(double normalized) const noexcept override;
  [[nodiscard]] double to_normalized(double plain) const noexcept override;
  [[nodiscard]] std::string format(double normalized) const override;
  [[nodiscard]] std::optional<double> parse(std::string_view text) const override;

 protected:
  AnyEnumParam(ParamScope scope, std::string_view id, std::string_view name, ParamFlags flags,
               Modulation modulation, std::span<const EnumEntry> entries,
               std::optional<std::int64_t> default_value);

  [[nodiscard]] std::int64_t value_at(double normalized) const noexcept;
  [[nodiscard]] double normalized_of(std::int64_t value) const noexcept;
  std::int64_t value_ = 0;

 private:
  void apply(double normalized) noexcept override { value_ = value_at(normalized); }
  std::vector<EnumEntry> entries_;
};

}  // namespace detail

/// One of the values of an enum.
template <typename E>
class EnumParam final : public detail::AnyEnumParam {
 public:
  /// Joins `scope`, which is the plugin's params() or a group of them. [main]
  EnumParam(ParamScope scope, const EnumParamOptions<E>& options)
      : AnyEnumParam(scope, options.id.text(), options.name, options.flags, options.modulation,
                     options.values.entries(), number_of(options.default_value)) {
    refuse(options.fault());
  }

  /// The value for this block. [audio]
  [[nodiscard]] E value() const noexcept { return static_cast<E>(value_); }
  /// value() as a voice has it whose note is modulated by `offset`, -1..1 of the range. [audio]
  [[nodiscard]] E value_modulated_by(double offset) const noexcept {
    return static_cast<E>(value_at(modulated_by(offset)));
  }
  /// The newest value, whoever set it. [any]
  [[nodiscard]] E plain() const noexcept { return static_cast<E>(value_at(normalized())); }
  /// process() changes the value, and the host hears of it. [audio]
  void set_from_audio(E plain) noexcept { set_normalized_from_audio(to_normalized(plain)); }

  using AnyEnumParam::to_normalized;
  /// For ParamGesture::set_normalized(). [any]
  [[nodiscard]] double to_normalized(E plain) const noexcept {
    return normalized_of(static_cast<std::int64_t>(plain));
  }

 private:
  static constexpr std::optional<std::int64_t> number_of(std::optional<E> value) noexcept {
    if (!value) return std::nullopt;
    return static_cast<std::int64_t>(*value);
  }
};

}  // namespace attacca
