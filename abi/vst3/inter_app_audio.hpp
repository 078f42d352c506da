// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"
#include "abi/vst3/events.hpp"
#include "abi/vst3/plug_view.hpp"

namespace attacca::vst3 {

/// Preset browsing of a host on iOS.
/// Implemented by the host; reached through IInterAppAudioHost::createPresetManager. Since VST
/// 3.6.0.
class IInterAppAudioPresetManager : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xADE6FCC4, 0x46C94E1D, 0xB3B49A80, 0xC93FEFDD);

  /// [main] Shows the browser for loading.
  virtual TResult runLoadPresetBrowser() = 0;

  /// [main] Shows the browser for saving.
  virtual TResult runSavePresetBrowser() = 0;

  /// [main] Loads the next preset.
  virtual TResult loadNextPreset() = 0;

  /// [main] Loads the previous preset.
  virtual TResult loadPreviousPreset() = 0;

 protected:
  ~IInterAppAudioPresetManager() = default;
};

/// A host on iOS.
/// Implemented by the host; reached through the context of IPluginBase::initialize. Since VST
/// 3.6.0.
class IInterAppAudioHost : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x0CE5743D, 0x68DF415E, 0xAE285BD4, 0xE2CDC8FD);

  /// [main] Fills size and scale.
  virtual TResult getScreenSize(ViewRect* size, float* scale) = 0;

  /// [main] kResultTrue when connected.
  virtual TResult connectedToHost() = 0;

  /// [main] Brings the host to the front.
  virtual TResult switchToHost() = 0;

  /// [main] Sends a remote control event.
  virtual TResult sendRemoteControlEvent(std::uint32_t event) = 0;

  /// [main] Fills `*icon` with an image of the system.
  virtual TResult getHostIcon(void** icon) = 0;

  /// [main] Sends an event from the editor.
  virtual TResult scheduleEventFromUI(Event& event) = 0;

  /// [main] The preset manager of a class; owned by the caller.
  virtual IInterAppAudioPresetManager* createPresetManager(const Tuid& cid) = 0;

  /// [main] Shows the settings.
  virtual TResult showSettingsView() = 0;

 protected:
  ~IInterAppAudioHost() = default;
};

/// Is notified of the connection on iOS.
/// Implemented by the plugin; reached through IEditController. Since VST 3.6.0.
class IInterAppAudioConnectionNotification : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x6020C72D, 0x5FC24AA1, 0xB0950DB5, 0xD7D6D5CF);

  /// [main] Connected (1) or not (0).
  virtual void onInterAppAudioConnectionStateChange(TBool newState) = 0;

 protected:
  ~IInterAppAudioConnectionNotification() = default;
};

}  // namespace attacca::vst3
