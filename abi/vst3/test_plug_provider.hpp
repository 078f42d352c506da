// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include "abi/vst3/base/plugin_factory.hpp"
#include "abi/vst3/base/string_result.hpp"
#include "abi/vst3/component.hpp"
#include "abi/vst3/edit_controller.hpp"

namespace attacca::vst3 {

/// An id inside a C++ object of the field, of which only the place of the 16 bytes is known. It
/// crosses the border in one call and is better avoided.
struct FUID {
  const void* virtual_table;
  Tuid data;
};

/// Gives a test the plugin under test.
/// Implemented by the host; reached through the context of ITestFactory::createTests.
class ITestPlugProvider : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x86BE70EE, 0x4E99430F, 0x978F1E6E, 0xD68FB5BA);

  /// [main] The component; owned by the caller.
  virtual IComponent* getComponent() = 0;

  /// [main] The controller; owned by the caller.
  virtual IEditController* getController() = 0;

  /// [main] Gives both back.
  virtual TResult releasePlugIn(IComponent* component, IEditController* controller) = 0;

  /// [main] Fills `result`.
  virtual TResult getSubCategories(IStringResult& result) const = 0;

  /// [main] Fills `uid`.
  virtual TResult getComponentUID(FUID& uid) const = 0;

 protected:
  ~ITestPlugProvider() = default;
};

/// Gives a test the factory as well.
/// Implemented by the host; reached through ITestPlugProvider.
class ITestPlugProvider2 : public ITestPlugProvider {
 public:
  using Base = ITestPlugProvider;
  static constexpr Tuid iid = Tuid::from_words(0xC7C75364, 0x7B8343AC, 0xA4495B0A, 0x3E5A46C7);

  /// [main] The factory; borrowed.
  virtual IPluginFactory* getPluginFactory() = 0;

 protected:
  ~ITestPlugProvider2() = default;
};

}  // namespace attacca::vst3
