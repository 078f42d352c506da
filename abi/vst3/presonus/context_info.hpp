// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// The PreSonus extension by which a plugin reads and changes the channel it sits on. Public
/// domain; spoken by Studio One and Ardour. The host offers the providers on the object that it
/// passes as IComponentHandler; the plugin offers a handler on its edit controller.
namespace context_info {

/// Values of kType.
enum class ChannelType : std::int32_t {
  track = 0,
  bus = 1,
  fx = 2,
  synth = 3,
  input = 4,
  output = 5,
};

/// Values of kIndexMode.
enum class IndexMode : std::int32_t {
  flat = 0,
  per_type = 1,
};

inline constexpr char kId[] = "id";                          ///< string: identity of the channel
inline constexpr char kName[] = "name";                      ///< string, writable
inline constexpr char kType[] = "type";                      ///< int: ChannelType
inline constexpr char kMain[] = "main";                      ///< int: 1 is the main output
inline constexpr char kIndex[] = "index";                    ///< int from 0, unlike IInfoListener
inline constexpr char kColor[] = "color";                    ///< int RGBA, red lowest; writable
inline constexpr char kVisibility[] = "visibility";          ///< int
inline constexpr char kSelected[] = "selected";              ///< int, writable
inline constexpr char kMultiselect[] = "multiselect";        ///< int, only written
inline constexpr char kFocused[] = "focused";                ///< int
inline constexpr char kRegionName[] = "regionName";          ///< string
inline constexpr char kRegionSelected[] = "regionSelected";  ///< int
inline constexpr char kVolume[] = "volume";        ///< double: factor 0..maxVolume, writable
inline constexpr char kMaxVolume[] = "maxVolume";  ///< double
inline constexpr char kPan[] = "pan";              ///< double, 0.5 is the centre; writable
inline constexpr char kMute[] = "mute";            ///< int, writable
inline constexpr char kSolo[] = "solo";            ///< int, writable
inline constexpr char kSendcount[] = "sendcount";  ///< int
inline constexpr char kSendlevel[] =
    "sendlevel";  ///< double, writable; append the number of the send
inline constexpr char kMaxSendlevel[] = "maxSendlevel";          ///< double
inline constexpr char kActiveDocumentID[] = "activeDocumentID";  ///< string
inline constexpr char kDocumentID[] = "documentID";              ///< string
inline constexpr char kDocumentName[] = "documentName";          ///< string
inline constexpr char kDocumentFolder[] = "documentFolder";      ///< string
inline constexpr char kAudioFolder[] = "audioFolder";            ///< string
inline constexpr char kIndexMode[] = "indexMode";  ///< int: IndexMode, flat when absent

}  // namespace context_info

/// Reads the facts of context_info.
/// Implemented by the host, on the object passed as IComponentHandler.
class IContextInfoProvider : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x483E61EA, 0x17994494, 0x8199A35A, 0xEBB35E3C);

  /// [main] Out: value.
  virtual TResult getContextInfoValue(std::int32_t& value, const char* id) = 0;

  /// [main] Writes UTF-16 text; maxCharCount counts units, not bytes.
  virtual TResult getContextInfoString(char16_t* text, std::int32_t maxCharCount,
                                       const char* id) = 0;

 protected:
  ~IContextInfoProvider() = default;
};

/// Reads numbers and writes.
/// Implemented by the host.
class IContextInfoProvider2 : public IContextInfoProvider {
 public:
  using Base = IContextInfoProvider;
  static constexpr Tuid iid = Tuid::from_words(0x61E45968, 0x3D364F39, 0xB15E1733, 0x4944172B);

  /// [main] Out: value.
  virtual TResult getContextInfoValueDouble(double& value, const char* id) = 0;

  // In the original both setters are overloads of one name. The Microsoft compiler puts overloads
  // into the table in reverse order of declaration, every other compiler in order of declaration.
#if defined(_WIN32)
  /// [main] Writes a whole number.
  virtual TResult setContextInfoValueInt(const char* id, std::int32_t value) = 0;

  /// [main] Writes a number.
  virtual TResult setContextInfoValueDouble(const char* id, double value) = 0;
#else
  /// [main] Writes a number.
  virtual TResult setContextInfoValueDouble(const char* id, double value) = 0;

  /// [main] Writes a whole number.
  virtual TResult setContextInfoValueInt(const char* id, std::int32_t value) = 0;
#endif

  /// [main] Writes a text, which is not changed.
  virtual TResult setContextInfoString(const char* id, char16_t* text) = 0;

 protected:
  ~IContextInfoProvider2() = default;
};

/// Brackets what the user does, as IComponentHandler does for parameters.
/// Implemented by the host.
class IContextInfoProvider3 : public IContextInfoProvider2 {
 public:
  using Base = IContextInfoProvider2;
  static constexpr Tuid iid = Tuid::from_words(0x4E31FDF8, 0x6F4448D4, 0xB4EC1461, 0x68A4150F);

  /// [main] The user took hold of the value.
  virtual TResult beginEditContextInfoValue(const char* id) = 0;

  /// [main] The user let go.
  virtual TResult endEditContextInfoValue(const char* id) = 0;

 protected:
  ~IContextInfoProvider3() = default;
};

/// Is notified that something changed.
/// Implemented by the plugin, on the edit controller.
class IContextInfoHandler : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xC3B17BC0, 0x2C174494, 0x80293402, 0xFBC4BBF8);

  /// [main] Read again what is of interest.
  virtual void notifyContextInfoChange() = 0;

 protected:
  ~IContextInfoHandler() = default;
};

/// Is notified of what changed; hosts prefer it over IContextInfoHandler.
/// Implemented by the plugin, on the edit controller; preferred by hosts over the first one.
class IContextInfoHandler2 : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x31E29A7A, 0xE55043AD, 0x8B95B9B8, 0xDA1FBE1E);

  /// [main] The fact `id` changed; empty: everything, the first time.
  virtual void notifyContextInfoChange(const char* id) = 0;

 protected:
  ~IContextInfoHandler2() = default;
};

}  // namespace attacca::vst3
