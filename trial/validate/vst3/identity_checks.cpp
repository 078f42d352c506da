// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <thread>

#include "abi/vst3/channel_context.hpp"
#include "abi/vst3/midi_mapping.hpp"
#include "abi/vst3/note_expression.hpp"
#include "abi/vst3/prefetchable_support.hpp"
#include "abi/vst3/presonus/context_info.hpp"
#include "abi/vst3/units.hpp"
#include "trial/validate/vst3/make_unknown.hpp"
#include "trial/validate/vst3/vst3_checks.hpp"
#include "trial/validate/vst3/vst3_session.hpp"

namespace attacca::validate {

namespace {

using namespace vst3;  // the interfaces and results, which every line names

struct KnownInterface {
  Tuid iid;
  const char* name;
};

/// What hosts ask components and controllers for.
constexpr std::array kKnown = {
    KnownInterface{FUnknown::iid, "FUnknown"},
    KnownInterface{IPluginBase::iid, "IPluginBase"},
    KnownInterface{IComponent::iid, "IComponent"},
    KnownInterface{IAudioProcessor::iid, "IAudioProcessor"},
    KnownInterface{IAudioPresentationLatency::iid, "IAudioPresentationLatency"},
    KnownInterface{IProcessContextRequirements::iid, "IProcessContextRequirements"},
    KnownInterface{IPrefetchableSupport::iid, "IPrefetchableSupport"},
    KnownInterface{IConnectionPoint::iid, "IConnectionPoint"},
    KnownInterface{IEditController::iid, "IEditController"},
    KnownInterface{IEditController2::iid, "IEditController2"},
    KnownInterface{IEditControllerHostEditing::iid, "IEditControllerHostEditing"},
    KnownInterface{IMidiMapping::iid, "IMidiMapping"},
    KnownInterface{IUnitInfo::iid, "IUnitInfo"},
    KnownInterface{IUnitData::iid, "IUnitData"},
    KnownInterface{IProgramListData::iid, "IProgramListData"},
    KnownInterface{INoteExpressionController::iid, "INoteExpressionController"},
    KnownInterface{IInfoListener::iid, "IInfoListener"},
    KnownInterface{IContextInfoHandler::iid, "IContextInfoHandler"},
    KnownInterface{IContextInfoHandler2::iid, "IContextInfoHandler2"},
};

/// An interface that was reached. Any interface is an FUnknown at its own address.
struct Reached {
  const KnownInterface* known;
  Ref<FUnknown> object;
};

std::vector<Reached> reach(FUnknown& from) {
  std::vector<Reached> reached;
  for (const KnownInterface& known : kKnown) {
    void* found = nullptr;
    if (from.queryInterface(known.iid, &found) != kResultOk || found == nullptr) continue;
    reached.push_back({&known, Ref<FUnknown>::adopt(static_cast<FUnknown*>(found))});
  }
  return reached;
}

/// Tries something on the component and, if it is another object, the controller.
void on_each_object(CheckContext& context,
                    void (*check)(CheckContext&, FUnknown&, const std::string&)) {
  Vst3Session session(context);
  session.create();
  session.initialize();
  check(context, *session.component(), "the component");
  if (!session.is_single()) check(context, *session.controller(), "the controller");
}

void check_unknown(CheckContext& context, FUnknown& object, const std::string& what) {
  const auto identity = vst3::query<FUnknown>(&object);
  context.require(static_cast<bool>(identity), what + " is not found as FUnknown");
  for (const Reached& each : reach(object)) {
    const auto other = each.object.query<FUnknown>();
    context.expect(other.get() == identity.get(),
                   what + ": FUnknown is another pointer when " + each.known->name + " is asked");
  }
}

void unknown_is_one(CheckContext& context) {
  on_each_object(context, check_unknown);
}

void check_reach(CheckContext& context, FUnknown& object, const std::string& what) {
  const auto reached = reach(object);
  for (const Reached& each : reached) {
    const auto from_there = reach(*each.object);
    for (const KnownInterface& known : kKnown) {
      const auto holds = [&known](const std::vector<Reached>& all) {
        for (const Reached& one : all) {
          if (one.known == &known) return true;
        }
        return false;
      };
      context.expect(holds(reached) == holds(from_there),
                     what + ": " + known.name + (holds(reached) ? " is not" : " is") +
                         " found from " + each.known->name +
                         (holds(reached) ? ", but it is" : ", but it is not") +
                         " found from the first interface");
    }
  }
}

void reach_is_the_same(CheckContext& context) {
  on_each_object(context, check_reach);
}

/// Asks `object` for interfaces that it cannot have: `judge(name, result, pointer is null)`.
template <typename Judge>
void ask_for_unknown(FUnknown& object, Judge judge) {
  const auto ask = [&](const Tuid& wanted, const std::string& name) {
    int other = 0;
    void* found = &other;
    const TResult result = object.queryInterface(wanted, &found);
    judge(name, result, found == nullptr);
    if (result == kResultOk && found != nullptr && found != &other) {
      static_cast<FUnknown*>(found)->release();
    }
  };
  ask(Tuid::from_words(0x41747461, 0x63636120, 3, 4), "an interface of nobody");
  ask(Tuid{}, "the interface 0");
  // Ids that differ from a known one in a single byte.
  for (const Reached& each : reach(object)) {
    for (std::size_t i = 0; i < Tuid::size(); ++i) {
      Tuid near = each.known->iid;
      near.bytes[i] ^= 0x40u;
      ask(near,
          std::string(each.known->name) + " with byte " + std::to_string(i) + " of its id changed");
    }
  }
}

void check_refusal(CheckContext& context, FUnknown& object, const std::string& what) {
  ask_for_unknown(object, [&](const std::string& name, TResult result, bool) {
    context.expect(result != kResultOk, what + " offers " + name);
  });
}

void unknown_is_refused(CheckContext& context) {
  on_each_object(context, check_refusal);
}

/// That objects do it and that the factory does it is one habit, so it is one finding.
void refusals_leave_null(CheckContext& context) {
  on_each_object(context, [](CheckContext& inner, FUnknown& object, const std::string& what) {
    ask_for_unknown(object, [&](const std::string& name, TResult result, bool is_null) {
      if (result == kResultOk) return;
      inner.expect(is_null, what + ", asked for " + name + ", answered " + name_of(result) +
                                " and left a pointer that is not null");
    });
  });
  make_unknown(context, [&](const std::string& what, TResult result, bool is_null) {
    context.expect(result == kResultOk || is_null,
                   what + " answered " + name_of(result) + " and left a pointer that is not null");
  });
}

void check_counts(CheckContext& context, FUnknown& object, const std::string& what) {
  const std::uint32_t first = object.addRef();
  const std::uint32_t second = object.addRef();
  context.expect(second == first + 1, what + ": addRef answered " + std::to_string(first) +
                                          " and then " + std::to_string(second));
  const std::uint32_t third = object.release();
  context.expect(third == first, what + ": release after it answered " + std::to_string(third));
  (void)object.release();
}

void counts_are_right(CheckContext& context) {
  on_each_object(context, check_counts);
}

void lives_until_last_release(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  const auto component = session.component();
  const auto controller = session.controller();
  session.end();
  context.step("asking objects that are terminated and held");
  context.expect(static_cast<bool>(component.query<IAudioProcessor>()),
                 "the component, terminated and still held, is no IAudioProcessor any more");
  context.expect(static_cast<bool>(controller.query<IEditController>()),
                 "the controller, terminated and still held, is no IEditController any more");
  context.step("releasing them");
}

void check_atomic(CheckContext& context, FUnknown& object, const std::string& what) {
  const std::uint32_t before = references_elsewhere(object);
  const auto count = [&object] {
    for (int i = 0; i < 50'000; ++i) {
      (void)object.addRef();
      (void)object.release();
    }
  };
  // So that a count that gets lost does not end the object.
  for (int i = 0; i < 10'000; ++i) (void)object.addRef();
  std::thread other(count);
  count();
  other.join();
  for (int i = 0; i < 10'000; ++i) (void)object.release();
  const std::uint32_t after = references_elsewhere(object);
  context.expect(after == before,
                 what + ": two threads took and gave back 50000 references each, and " +
                     std::to_string(before) + " became " + std::to_string(after));
}

void counts_are_atomic(CheckContext& context) {
  on_each_object(context, check_atomic);
}

constexpr Check kChecks[] = {
    {"vst3.identity", "FUnknown is the same pointer from every interface of an object",
     "VST3: FUnknown, the identity of an object", unknown_is_one, Severity::warning, Formats::vst3},
    {"vst3.interface-reach", "every interface of an object leads to the same others",
     "VST3: FUnknown::queryInterface is symmetric and transitive", reach_is_the_same,
     Severity::warning, Formats::vst3},
    {"vst3.interface-refusal",
     "an unknown interface is refused, also when one byte of its id differs",
     "VST3: FUnknown::queryInterface, all 16 bytes count", unknown_is_refused, Severity::failure,
     Formats::vst3},
    {"vst3.refusal-null", "a refused queryInterface or createInstance leaves a null pointer",
     "VST3: FUnknown::queryInterface, IPluginFactory::createInstance; hosts look at the pointer",
     refusals_leave_null, Severity::warning, Formats::vst3},
    {"vst3.reference-counts", "addRef and release answer the new count",
     "VST3: FUnknown::addRef, FUnknown::release", counts_are_right, Severity::warning,
     Formats::vst3},
    {"vst3.reference-lifetime", "a terminated object lives until its last reference is released",
     "VST3: FUnknown::release, the object dies at 0", lives_until_last_release, Severity::failure,
     Formats::vst3},
    {"vst3.reference-threads", "references may be taken and released by two threads",
     "VST3: FUnknown, counters must be atomic", counts_are_atomic, Severity::failure,
     Formats::vst3},
};

}  // namespace

std::span<const Check> vst3_identity_checks() {
  return kChecks;
}

}  // namespace attacca::validate
