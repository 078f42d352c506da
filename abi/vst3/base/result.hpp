// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace attacca::vst3 {

/// What almost every call of the interface answers. Compare for equality with the constants below
/// and with nothing else: the values differ between platforms and the sign carries no meaning.
using TResult = std::int32_t;

#if defined(_WIN32)
inline constexpr TResult kNoInterface = static_cast<TResult>(0x80004002U);
inline constexpr TResult kResultOk = 0;
inline constexpr TResult kResultTrue = kResultOk;
inline constexpr TResult kResultFalse = 1;
inline constexpr TResult kInvalidArgument = static_cast<TResult>(0x80070057U);
inline constexpr TResult kNotImplemented = static_cast<TResult>(0x80004001U);
inline constexpr TResult kInternalError = static_cast<TResult>(0x80004005U);
inline constexpr TResult kNotInitialized = static_cast<TResult>(0x8000FFFFU);
inline constexpr TResult kOutOfMemory = static_cast<TResult>(0x8007000EU);
#else
inline constexpr TResult kNoInterface = -1;
inline constexpr TResult kResultOk = 0;
inline constexpr TResult kResultTrue = kResultOk;
/// "Not this time"; kNotImplemented says "never".
inline constexpr TResult kResultFalse = 1;
inline constexpr TResult kInvalidArgument = 2;
inline constexpr TResult kNotImplemented = 3;
inline constexpr TResult kInternalError = 4;
inline constexpr TResult kNotInitialized = 5;
inline constexpr TResult kOutOfMemory = 6;
#endif

}  // namespace attacca::vst3
