// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// Whether a plugin may be rendered ahead of time.
enum class ePrefetchableSupport : std::uint32_t {
  kIsNeverPrefetchable = 0,     ///< never
  kIsYetPrefetchable = 1,       ///< at the moment
  kIsNotYetPrefetchable = 2,    ///< not at the moment
  kNumPrefetchableSupport = 3,  ///< the number of answers
};

using PrefetchableSupport = ePrefetchableSupport;

/// Says whether the plugin may be rendered ahead of time.
/// Implemented by the plugin; reached through IComponent. Since VST 3.6.5.
class IPrefetchableSupport : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x8AE54FDA, 0xE93046B9, 0xA28555BC, 0xDC98E21E);

  /// [main; initialized to processing] The answer now; RestartFlags::kPrefetchableSupportChanged
  /// reports changes. Out: prefetchable.
  virtual TResult getPrefetchableSupport(PrefetchableSupport& prefetchable) = 0;

 protected:
  ~IPrefetchableSupport() = default;
};

}  // namespace attacca::vst3
