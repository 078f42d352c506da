// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/flags.hpp"
#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// The categories of classes a factory lists.
inline constexpr char kPluginCompatibilityClass[] = "Plugin Compatibility Class";
inline constexpr char kTestClass[] = "Test Class";
inline constexpr char kVstAudioEffectClass[] = "Audio Module Class";
inline constexpr char kVstComponentControllerClass[] = "Component Controller Class";

/// The `sdkVersion` text of the interface version declared here. A plugin that declares "VST 3.7"
/// or later must offer IProcessContextRequirements.
inline constexpr char kSDKVersionString[] = "VST 3.8.0";

/// What the two halves of a plugin can do (PClassInfo2::classFlags).
enum class ComponentFlags : std::uint32_t {
  kDistributable = 1,        ///< remote-capable; halves share nothing
  kSimpleModeSupported = 2,  ///< handles kSimple
};

template <>
inline constexpr bool kIsFlags<ComponentFlags> = true;

/// Who made the plugins of a module. UTF-8 text, zero-filled.
struct PFactoryInfo {
  /// How the host may treat the class list.
  enum class FactoryFlags : std::int32_t {
    kNoFlags = 0,
    kClassesDiscardable = 1,       ///< class list varies, do not cache
    kLicenseCheck = 2,             ///< obsolete
    kComponentNonDiscardable = 8,  ///< keep loaded till exit
    kUnicode = 16,                 ///< set it
  };
  using enum FactoryFlags;

  static constexpr std::int32_t kURLSize = 256;
  static constexpr std::int32_t kEmailSize = 128;
  static constexpr std::int32_t kNameSize = 64;

  char vendor[64];
  char url[256];
  char email[128];
  FactoryFlags flags;
};

using FactoryFlags = PFactoryInfo::FactoryFlags;

template <>
inline constexpr bool kIsFlags<PFactoryInfo::FactoryFlags> = true;

/// The flags that every factory reports.
inline constexpr PFactoryInfo::FactoryFlags kDefaultFactoryFlags = PFactoryInfo::kUnicode;

/// One class of a factory, the oldest form: 8-bit text. Zero-fill before use.
struct PClassInfo {
  /// How many objects of a class may exist.
  enum class ClassCardinality : std::int32_t {
    kManyInstances = 0x7FFFFFFF,
  };
  using enum ClassCardinality;

  static constexpr std::int32_t kCategorySize = 32;
  static constexpr std::int32_t kNameSize = 64;

  Tuid cid;                      ///< the class id
  ClassCardinality cardinality;  ///< kManyInstances
  char category[32];             ///< kVstAudioEffectClass or another category
  char name[64];
};

using ClassCardinality = PClassInfo::ClassCardinality;

/// One class of a factory with vendor and version: 8-bit text. Zero-fill before use.
struct PClassInfo2 {
  static constexpr std::int32_t kVendorSize = 64;
  static constexpr std::int32_t kVersionSize = 64;
  static constexpr std::int32_t kSubCategoriesSize = 128;

  Tuid cid;
  PClassInfo::ClassCardinality cardinality;
  char category[32];
  char name[64];
  ComponentFlags classFlags;
  char subCategories[128];  ///< words such as "Fx" and "EQ", joined by |
  char vendor[64];          ///< empty = factory vendor
  char version[64];         ///< major.minor.sub.build text
  char sdkVersion[64];      ///< "VST x.y.z"
};

/// One class of a factory with UTF-16 text; the two categories stay 8-bit.
struct PClassInfoW {
  static constexpr std::int32_t kVendorSize = 64;
  static constexpr std::int32_t kVersionSize = 64;
  static constexpr std::int32_t kSubCategoriesSize = 128;

  Tuid cid;
  PClassInfo::ClassCardinality cardinality;
  char category[32];
  char16_t name[64];
  ComponentFlags classFlags;
  char subCategories[128];  ///< words such as "Fx" and "EQ", joined by |
  char16_t vendor[64];
  char16_t version[64];
  char16_t sdkVersion[64];
};

/// Lists the classes of a module and creates their objects. One shared object: the module's entry
/// point adds a reference each time it is asked.
/// Implemented by the plugin; reached through the GetPluginFactory export. Mandatory.
class IPluginFactory : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x7A4D811C, 0x52114A1F, 0xAED9D2EE, 0x0B43BF9F);

  /// [main] Fills `info`.
  virtual TResult getFactoryInfo(PFactoryInfo* info) = 0;

  /// [main] The number of classes.
  virtual std::int32_t countClasses() = 0;

  /// [main] Fills `info` for the class at `index`; kInvalidArgument and an untouched struct
  /// beyond the end.
  virtual TResult getClassInfo(std::int32_t index, PClassInfo* info) = 0;

  /// [main] Creates an object of class `cid` and answers its interface `wanted` in `*obj`, owned
  /// by the caller. The field types both ids as text, yet passes 16 raw bytes.
  virtual TResult createInstance(const Tuid& cid, const Tuid& wanted, void** obj) = 0;

 protected:
  ~IPluginFactory() = default;
};

/// The factory's second table.
/// Implemented by the plugin; reached through IPluginFactory.
class IPluginFactory2 : public IPluginFactory {
 public:
  using Base = IPluginFactory;
  static constexpr Tuid iid = Tuid::from_words(0x0007B650, 0xF24B4C0B, 0xA464EDB9, 0xF00B2ABB);

  /// [main] Fills `info` for the class at `index`.
  virtual TResult getClassInfo2(std::int32_t index, PClassInfo2* info) = 0;

 protected:
  ~IPluginFactory2() = default;
};

/// The factory's third table. Hosts ask it first, then the second, then the first.
/// Implemented by the plugin; reached through IPluginFactory2.
class IPluginFactory3 : public IPluginFactory2 {
 public:
  using Base = IPluginFactory2;
  static constexpr Tuid iid = Tuid::from_words(0x4555A2AB, 0xC1234E57, 0x9B122910, 0x36878931);

  /// [main] Fills `info` for the class at `index`.
  virtual TResult getClassInfoUnicode(std::int32_t index, PClassInfoW* info) = 0;

  /// [main] Gives the host's services to the module, normally right after loading. On Linux the
  /// context can offer IRunLoop.
  virtual TResult setHostContext(FUnknown* context) = 0;

 protected:
  ~IPluginFactory3() = default;
};

}  // namespace attacca::vst3
