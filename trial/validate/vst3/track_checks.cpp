// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <atomic>
#include <limits>
#include <string>

#include "abi/vst3/channel_context.hpp"
#include "abi/vst3/presonus/context_info.hpp"
#include "host/plugin/held_callback.hpp"
#include "host/vst3/attribute_list.hpp"
#include "host/vst3/utf16.hpp"
#include "trial/validate/audio_thread.hpp"
#include "trial/validate/vst3/odd_list.hpp"
#include "trial/validate/vst3/vst3_checks.hpp"
#include "trial/validate/vst3/vst3_session.hpp"
#include "trial/validate/vst3/works_on.hpp"

namespace attacca::validate {

namespace {

using namespace vst3;  // the interfaces and results, which every line names
namespace keys = channel_context;

constexpr std::array kTextKeys = {keys::kName, keys::kUID, keys::kIndexNamespace};
constexpr std::array kNumberKeys = {
    keys::kNameLength, keys::kUIDLength,           keys::kColor,
    keys::kIndex,      keys::kIndexNamespaceOrder, keys::kIndexNamespaceLength,
    keys::kRuntimeID,  keys::kPluginLocation};

Ref<host::AttributeList> usual_list(int number) {
  auto list = make_ref<host::AttributeList>();
  const std::u16string name = host::to_utf16("Track " + std::to_string(number));
  (void)list->setString(keys::kName, name.c_str());
  (void)list->setInt(keys::kNameLength, static_cast<std::int64_t>(name.size()));
  (void)list->setString(keys::kUID, u"uid-17");
  (void)list->setInt(keys::kUIDLength, 6);
  (void)list->setInt(keys::kColor,
                     0xff000000 | static_cast<std::int64_t>(number * 7919) % 0xffffff);
  (void)list->setInt(keys::kIndex, number + 1);
  (void)list->setString(keys::kIndexNamespace, u"Track");
  (void)list->setInt(keys::kIndexNamespaceOrder, 1);
  (void)list->setInt(keys::kPluginLocation, 0);
  return list;
}

/// Of a plugin that is processing.
Ref<IInfoListener> listener_of(Vst3Session& session) {
  session.play();
  auto listener = session.controller().query<IInfoListener>();
  if (!listener) session.check().skip("the plugin does not listen to track info");
  return listener;
}

void send(Vst3Session& session, IInfoListener& listener, IAttributeList* list,
          const std::string& what) {
  session.check().step("track info: " + what);
  const TResult result = listener.setChannelContextInfos(list);
  session.check().expect(is_known(result),
                         "setChannelContextInfos with " + what + " answered " + name_of(result));
}

void usual_lists(CheckContext& context) {
  Vst3Session session(context);
  const auto listener = listener_of(session);
  const TResult result = listener->setChannelContextInfos(usual_list(1).get());
  context.expect(result == kResultOk,
                 "setChannelContextInfos with a usual list answered " + name_of(result));
  expect_block(session, "track info");
}

void incomplete_lists(CheckContext& context) {
  Vst3Session session(context);
  const auto listener = listener_of(session);
  send(session, *listener, nullptr, "null");
  send(session, *listener, make_ref<host::AttributeList>().get(), "an empty list");
  for (const char* const key : kTextKeys) {
    const auto list = make_ref<host::AttributeList>();
    (void)list->setString(key, u"only this");
    send(session, *listener, list.get(), std::string("nothing but \"") + key + "\"");
  }
  for (const char* const key : kNumberKeys) {
    const auto list = make_ref<host::AttributeList>();
    (void)list->setInt(key, 3);
    send(session, *listener, list.get(), std::string("nothing but \"") + key + "\"");
  }
  send(session, *listener, make_ref<host::AttributeList>(true).get(),
       "a list that answers for absent texts and writes nothing");
  expect_block(session, "incomplete track info");
}

void odd_lists(CheckContext& context) {
  Vst3Session session(context);
  const auto listener = listener_of(session);
  constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max();
  for (const auto text :
       {OddText::cut, OddText::surrogates, OddText::untouched, OddText::refused}) {
    for (const std::int64_t number : {std::int64_t{0}, std::int64_t{-1}, kFar, -kFar - 1}) {
      send(session, *listener, make_ref<OddList>(text, number).get(),
           "odd texts of kind " + std::to_string(static_cast<int>(text)) + " and the number " +
               std::to_string(number));
    }
  }
  const auto swapped = make_ref<host::AttributeList>();
  for (const char* const key : kTextKeys) (void)swapped->setInt(key, 5);
  for (const char* const key : kNumberKeys) (void)swapped->setString(key, u"five");
  (void)swapped->setString(keys::kImage, u"no image");
  send(session, *listener, swapped.get(), "texts and numbers exchanged");
  const auto lengths = usual_list(2);
  (void)lengths->setInt(keys::kUIDLength, 5000);
  (void)lengths->setInt(keys::kNameLength, 3);
  (void)lengths->setInt(keys::kColor, 0x00123456);
  send(session, *listener, lengths.get(), "wrong lengths and a colour without alpha");
  const auto large = usual_list(3);
  (void)large->setString(keys::kName, std::u16string(5000, u'n').c_str());
  const std::array<char, 7> no_png = {'n', 'o', ' ', 'P', 'N', 'G', '!'};
  (void)large->setBinary(keys::kImage, no_png.data(), no_png.size());
  send(session, *listener, large.get(), "a name of 5000 units and an image that is none");
  expect_block(session, "odd track info");
}

void early_and_late(CheckContext& context) {
  Vst3Session session(context);
  session.create();
  session.initialize();
  auto listener = session.controller().query<IInfoListener>();
  if (!listener) context.skip("the plugin does not listen to track info");
  send(session, *listener, usual_list(1).get(), "before setComponentHandler");
  session.connect();
  send(session, *listener, usual_list(2).get(), "before setupProcessing");
  session.play();
  send(session, *listener, usual_list(3).get(), "while processing");
  session.deactivate();
  send(session, *listener, usual_list(4).get(), "after processing");
  expect_works(session, "track info in every state");
  session.disconnect();
  session.terminate();
  send(session, *listener, usual_list(5).get(), "after terminate");
}

/// Processes on another thread until asked to stop, while `act` runs here.
template <typename Act>
void beside_audio(Vst3Session& session, Act act) {
  FloatBlock block(session, 256);
  AudioThread audio;
  std::atomic<bool> is_over{false};
  std::atomic<bool> has_begun{false};
  std::atomic<int> failures{0};
  audio.start([&] {
    while (!is_over.load()) {
      if (block.run(256) != kResultOk) failures.fetch_add(1);
      has_begun.store(true);
    }
  });
  while (!has_begun.load()) std::this_thread::yield();
  act();
  is_over.store(true);
  audio.wait();
  session.check().expect(
      failures.load() == 0,
      "process() failed " + std::to_string(failures.load()) + " times beside track info");
}

void burst(CheckContext& context) {
  Vst3Session session(context);
  const auto listener = listener_of(session);
  context.step("1000 lists beside audio");
  beside_audio(session, [&] {
    for (int i = 0; i < 1000; ++i) {
      (void)listener->setChannelContextInfos(usual_list(i).get());
    }
  });
  context.loop().run_once(std::chrono::milliseconds(0));
  expect_block(session, "1000 lists");
}

void wrong_thread(CheckContext& context) {
  context.ignore_watches();
  Vst3Session session(context);
  const auto listener = listener_of(session);
  context.step("track info from two threads beside audio");
  beside_audio(session, [&] {
    AudioThread worker;
    worker.start([&] {
      for (int i = 0; i < 200; ++i) {
        (void)listener->setChannelContextInfos(usual_list(i).get());
      }
    });
    for (int i = 0; i < 200; ++i) {
      (void)listener->setChannelContextInfos(usual_list(1000 + i).get());
    }
    worker.wait();
  });
  expect_block(session, "track info from two threads");
}

void does_not_wait(CheckContext& context) {
  Vst3Session session(context);
  const auto listener = listener_of(session);
  FloatBlock block(session, 256);
  host::HeldCallback held;
  block.visit(&held);
  AudioThread audio;
  audio.start([&] { (void)block.run(256); });
  const bool is_inside = held.wait_until_inside();
  context.step("track info while process() is held in its middle");
  if (is_inside) (void)listener->setChannelContextInfos(usual_list(8).get());
  held.release();
  audio.wait();
  if (!is_inside)
    context.skip("the plugin does not look at its events, so that its callback cannot be held");
  context.expect(!held.gave_up(),
                 "setChannelContextInfos returned only after the held process() went on");
}

void context_info_is_survived(CheckContext& context) {
  for (const auto way : {ContextInfo::missing, ContextInfo::refuses, ContextInfo::answers}) {
    Vst3Session session(context, {.context_info = way});
    session.create();
    session.initialize();
    const auto handler = session.controller().query<IContextInfoHandler>();
    const auto handler2 = session.controller().query<IContextInfoHandler2>();
    if (!handler && !handler2) context.skip("the plugin has no IContextInfoHandler");
    const auto notify = [&](const std::string& when) {
      context.step("notifyContextInfoChange " + when);
      if (handler) handler->notifyContextInfoChange();
      if (!handler2) return;
      for (const char* const id : {context_info::kName, context_info::kColor, context_info::kIndex,
                                   context_info::kVolume, "", "nobody knows this"}) {
        handler2->notifyContextInfoChange(id);
      }
      handler2->notifyContextInfoChange(nullptr);
    };
    notify("before setComponentHandler");
    session.connect();
    notify("when connected");
    session.play();
    notify("while processing");
    expect_block(session, "notifyContextInfoChange");
    session.deactivate();
    session.disconnect();
    notify("after setComponentHandler(null)");
  }
}

constexpr Check kChecks[] = {
    {"vst3.track-info", "a usual list of track info is taken",
     "VST3: IInfoListener::setChannelContextInfos", usual_lists, Severity::failure, Formats::vst3},
    {"vst3.track-incomplete", "null, empty and partial lists are survived",
     "VST3: IInfoListener, lists may be partial; JUCE hosts answer for absent texts",
     incomplete_lists, Severity::failure, Formats::vst3},
    {"vst3.track-odd", "odd values, lengths, types and texts without end are survived",
     "VST3: IAttributeList::getString, cut text may lack its zero; Ardour's lengths are wrong",
     odd_lists, Severity::failure, Formats::vst3},
    {"vst3.track-any-state", "track info comes in every state, also before the handler",
     "VST3: IInfoListener; Ardour sends it before setActive and before setState", early_and_late,
     Severity::failure, Formats::vst3},
    {"vst3.track-burst", "a thousand lists beside audio disturb nothing",
     "VST3: IInfoListener; a colour that is dragged comes with every movement", burst,
     Severity::failure, Formats::vst3},
    {"vst3.track-threads", "track info from two threads at once is survived",
     "Ardour sends it on the thread that made the change, such as that of a control surface",
     wrong_thread, Severity::failure, Formats::vst3},
    {"vst3.track-no-wait", "track info does not wait for the audio callback",
     "VST3: IInfoListener is called on the UI thread, which must not wait for audio", does_not_wait,
     Severity::failure, Formats::vst3},
    {"vst3.context-info", "context info is survived with any provider, or none",
     "PreSonus: IContextInfoHandler, IContextInfoHandler2", context_info_is_survived,
     Severity::failure, Formats::vst3},
};

}  // namespace

std::span<const Check> vst3_track_checks() {
  return kChecks;
}

}  // namespace attacca::validate
