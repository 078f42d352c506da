// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <thread>

#include <doctest/doctest.h>

#include "attacca/gui/param_gesture.hpp"
#include "attacca/state/any_field.hpp"
#include "platform/wake_source.hpp"
#include "test_plugin.hpp"
#include "tests/state/field_plugin.hpp"
#include "tests/support/latch.hpp"

namespace attacca::test {

namespace {

struct EditorLog {
  int opened = 0;
  int closed = 0;
  int destroyed = 0;
  int tracks = 0;
  std::vector<std::string> params;
  std::vector<std::string> fields;
  TrackInfo track;
  EditorContext* context = nullptr;
  std::function<void(EditorContext&)> on_open;
  std::function<void()> on_param;
  std::function<void()> on_size;
  bool fails = false;
  PhysicalSize size{300, 200};
  int resizes = 0;
};

class FakeEditor final : public Editor {
 public:
  explicit FakeEditor(EditorLog& log) : log_(log) {}
  ~FakeEditor() override { ++log_.destroyed; }
  PhysicalSize size() const override { return log_.size; }
  bool can_resize() const override { return true; }
  PhysicalSize constrain(PhysicalSize wanted) const override {
    return {std::clamp(wanted.width, 100u, 1000u), std::clamp(wanted.height, 100u, 1000u)};
  }
  bool set_size(PhysicalSize size) override {
    if (log_.on_size) log_.on_size();
    log_.size = size;
    ++log_.resizes;
    return true;
  }
  Result<void> open(ParentWindow, EditorContext& context) override {
    if (log_.fails) return fail("no display");
    ++log_.opened;
    log_.context = &context;
    if (log_.on_open) log_.on_open(context);
    return {};
  }
  void close() noexcept override { ++log_.closed; }
  void track_info_changed(const TrackInfo& info) override {
    ++log_.tracks;
    log_.track = info;
  }
  void param_changed(const Param& param) override {
    log_.params.emplace_back(param.id());
    if (log_.on_param) log_.on_param();
  }

  void field_changed(const AnyField& field) override { log_.fields.emplace_back(field.id()); }

 private:
  EditorLog& log_;
};

/// A host's loop that turns when the test says so.
class ManualLoop final : public EventLoop {
 public:
  Handle watch(Source, std::function<void()> ready) override { return add(std::move(ready)); }
  Handle start_timer(std::chrono::milliseconds, std::function<void()> tick) override {
    return add(std::move(tick));
  }
  void stop(Handle handle) noexcept override { callbacks_[handle - 1] = nullptr; }
  void turn() {
    for (std::size_t i = 0; i < callbacks_.size(); ++i) {
      const std::function<void()> callback = callbacks_[i];  // it may stop itself
      if (callback) callback();
    }
  }

 private:
  Handle add(std::function<void()> callback) {
    callbacks_.push_back(std::move(callback));
    return callbacks_.size();
  }
  std::vector<std::function<void()>> callbacks_;
};

struct EditorRig : Rig<> {
  EditorRig() {
    plugin.on_make_editor = [this] { return std::make_unique<FakeEditor>(log); };
    host.loop = &loop;
  }
  ~EditorRig() { instance.reset(); }
  core::EditorSession& session() { return instance->editor(); }
  EditorLog log;
  ManualLoop loop;
};

}  // namespace

TEST_CASE("a plugin without an editor says so and cannot open one") {
  Rig<> rig;
  CHECK_FALSE(rig.instance->editor().available());
  CHECK_FALSE(rig.instance->editor().create());
  CHECK_FALSE(rig.instance->editor().open({}));
  rig.instance->editor().destroy();
}

TEST_CASE("an opened editor is shown the track and every parameter") {
  EditorRig rig;
  CHECK(rig.session().available());
  rig.host.on_ask = [&] {
    rig.instance->track_info().update(TrackInfoSource::track_info,
                                      [](TrackInfo& info) { info.name.emplace("Keys"); });
  };
  REQUIRE(rig.session().create());
  REQUIRE(rig.session().open({}));
  CHECK(rig.session().is_open());
  CHECK(rig.host.track_info_questions == 1);
  CHECK(rig.log.tracks == 1);
  CHECK(rig.log.track.name->view() == "Keys");
  CHECK(rig.log.params == std::vector<std::string>{"gain", "mix", "bypass", "meter"});
  CHECK_FALSE(rig.session().open({}));
  CHECK(rig.log.context->track_info().name->view() == "Keys");
  CHECK(rig.log.context->format_name() == "TEST");
  CHECK(rig.log.context->host_name() == "Fake Host");
  rig.session().close();
  rig.session().close();
  CHECK(rig.log.closed == 1);
  CHECK(rig.session().created());
  rig.session().destroy();
  CHECK_FALSE(rig.session().created());
}

TEST_CASE("an open editor is notified of what has changed, and of nothing else") {
  EditorRig rig;
  REQUIRE(rig.session().open({}));
  rig.log.params.clear();
  rig.loop.turn();
  CHECK(rig.log.params.empty());
  CHECK(rig.log.tracks == 1);
  rig.activate();
  rig.run_with({{0, &rig.plugin.mix, 0.75}, {4, &rig.plugin.mix, 0.5}});
  rig.loop.turn();
  CHECK(rig.log.params == std::vector<std::string>{"mix"});
  rig.instance->track_info().update(TrackInfoSource::track_info,
                                    [](TrackInfo& info) { info.index = 4; });
  rig.instance->on_main();
  CHECK(rig.log.tracks == 2);
  CHECK(rig.log.track.index == 4);
  REQUIRE(rig.instance->load_state(rig.instance->save_state()));
  CHECK(rig.log.params.size() == 1);
}

TEST_CASE("the newest track is on screen while the engine is stopped") {
  EditorRig rig;
  REQUIRE(rig.session().open({}));
  for (int i = 1; i <= 10; ++i) {
    rig.instance->track_info().update(TrackInfoSource::track_info,
                                      [i](TrackInfo& info) { info.index = i; });
  }
  rig.instance->on_main();
  CHECK(rig.log.tracks == 2);  // coalesced
  CHECK(rig.log.track.index == 10);
}

TEST_CASE("gestures reach plugin and host, balanced however they are nested") {
  EditorRig rig;
  REQUIRE(rig.session().open({}));
  {
    ParamGesture outer(*rig.log.context, rig.plugin.mix);
    ParamGesture inner(*rig.log.context, rig.plugin.mix);
    inner.set_normalized(0.75);
  }
  CHECK(rig.plugin.mix.normalized() == 0.75);
  CHECK(rig.host.edits == std::vector<std::string>{"begin mix", "perform mix", "end mix"});
  rig.host.edits.clear();
  rig.log.context->set_normalized(rig.plugin.mix, 0.5);  // without a gesture
  CHECK(rig.host.edits == std::vector<std::string>{"begin mix", "perform mix", "end mix"});
  rig.host.edits.clear();
  rig.log.context->begin_edit(rig.plugin.mix);
  rig.log.context->begin_edit(rig.plugin.meter);  // read-only: no edit
  rig.log.context->end_edit(rig.plugin.gain);     // never begun
  rig.session().destroy();
  CHECK(rig.host.edits == std::vector<std::string>{"begin mix", "end mix"});
}

TEST_CASE("an editor that the host ends while it is asked about the track is not opened") {
  EditorRig rig;
  REQUIRE(rig.session().create());
  rig.host.on_ask = [&] { rig.session().destroy(); };
  CHECK_FALSE(rig.session().open({}));
  CHECK_FALSE(rig.session().created());
  CHECK(rig.log.opened == 0);
  CHECK(rig.log.destroyed == 1);
}

TEST_CASE("what the editor reports while no blocks come reaches the host at once, and once") {
  EditorRig rig;
  REQUIRE(rig.session().open({}));
  EventLoop& loop = rig.log.context->event_loop();
  double reported = 0.5;
  loop.start_timer(std::chrono::milliseconds(10), [&] { rig.plugin.meter.report(reported); });
  SUBCASE("inactive") {}
  SUBCASE("active, and the host sends no blocks") {
    rig.activate();
  }
  rig.loop.turn();
  CHECK(rig.host.edits == std::vector<std::string>{"output meter"});
  rig.loop.turn();
  CHECK(rig.host.edits.size() == 1);
  reported = 0.75;
  rig.loop.turn();
  CHECK(rig.host.edits.size() == 2);
}

TEST_CASE("what the editor reports while blocks come goes out with them") {
  EditorRig rig;
  REQUIRE(rig.session().open({}));
  rig.activate();
  rig.run();
  rig.log.context->event_loop().start_timer(std::chrono::milliseconds(10), [&] {
    rig.run();  // the engine's thread, as far as this test goes
    rig.plugin.meter.report(0.5);
  });
  rig.loop.turn();
  CHECK(rig.host.edits.empty());
}

TEST_CASE("an editor that does not open leaves nothing behind and may be tried again") {
  EditorRig rig;
  rig.log.fails = true;
  SUBCASE("with the host's loop") {}
  SUBCASE("with a loop of our own") {
    rig.host.loop = nullptr;
  }
  SUBCASE("throwing") {
    rig.log.fails = false;
    rig.log.on_open = [](EditorContext&) { throw std::runtime_error("oops"); };
  }
  CHECK_FALSE(rig.session().open({}));
  CHECK_FALSE(rig.session().is_open());
  rig.log.fails = false;
  rig.log.on_open = nullptr;
  CHECK(rig.session().open({}));
}

TEST_CASE("an editor may close itself while it is being notified of a change") {
  EditorRig rig;
  REQUIRE(rig.session().open({}));
  rig.log.on_param = [&] { rig.session().close(); };
  rig.instance->set_param(rig.plugin.gain, 0.1);
  rig.instance->set_param(rig.plugin.mix, 0.1);
  rig.loop.turn();
  CHECK_FALSE(rig.session().is_open());
  CHECK(rig.log.closed == 1);
}

TEST_CASE("without a host's loop the editor lives on a thread of its own") {
  EditorRig rig;
  rig.host.loop = nullptr;
  Latch notified;
  std::thread::id notified_on;
  REQUIRE(rig.session().open({}));
  rig.activate();
  rig.log.on_param = [&] {
    notified_on = std::this_thread::get_id();
    notified.open();
  };
  rig.run_with({{0, &rig.plugin.mix, 0.75}});
  notified.wait();
  rig.session().close();
  CHECK(notified_on != std::this_thread::get_id());
  CHECK(rig.log.closed == 1);
}

TEST_CASE("a loop of our own watches sources and runs timers until they are stopped") {
  EditorRig rig;
  rig.host.loop = nullptr;
  const core::WakeSource source;
  Latch read_something;
  Latch ticked_often;
  EventLoop::Handle watch = 0;
  int reads = 0;
  int ticks = 0;
  EventLoop::Handle timer = 0;
  rig.log.on_open = [&](EditorContext& context) {
    EventLoop& loop = context.event_loop();
    watch = loop.watch(EventLoop::Source(source.native()), [&] {
      if (++reads == 2) {
        context.event_loop().stop(watch);
        read_something.open();
      }
    });
    timer = loop.start_timer(std::chrono::milliseconds(1), [&] {
      if (++ticks < 3) return;
      context.event_loop().stop(timer);
      ticked_often.open();
    });
    CHECK(loop.watch(EventLoop::Source(-1), [] {}) == 0);
    loop.stop(0);
    loop.stop(999);
  };
  REQUIRE(rig.session().open({}));
  CHECK(watch != 0);
  CHECK(source.wake());
  read_something.wait();
  ticked_often.wait();
  rig.session().close();
  CHECK(reads == 2);  // it is still ready, and nobody is watching
  CHECK(ticks == 3);
}

TEST_CASE("closing waits for the callback that is running") {
  EditorRig rig;
  rig.host.loop = nullptr;
  Latch inside;
  Latch released;
  bool finished = false;
  rig.log.on_open = [&](EditorContext& context) {
    context.event_loop().start_timer(std::chrono::milliseconds(1), [&] {
      inside.open();
      released.wait();
      finished = true;
    });
  };
  REQUIRE(rig.session().open({}));
  inside.wait();
  std::thread main([&] { rig.session().destroy(); });
  released.open();
  main.join();
  CHECK(finished);
  CHECK(rig.log.closed == 1);
  CHECK(rig.log.destroyed == 1);
}

TEST_CASE("closing and destroying from within a callback does not deadlock") {
  EditorRig rig;
  rig.host.loop = nullptr;
  Latch done;
  int destroyed_inside = -1;
  rig.log.on_open = [&](EditorContext& context) {
    context.event_loop().start_timer(std::chrono::milliseconds(1), [&] {
      rig.session().destroy();
      destroyed_inside = rig.log.destroyed;  // not under the feet of its own callback
      done.open();
    });
  };
  REQUIRE(rig.session().open({}));
  done.wait();
  CHECK(destroyed_inside == 0);
  CHECK_FALSE(rig.session().is_open());
  CHECK_FALSE(rig.session().created());
  rig.log.on_open = nullptr;
  CHECK(rig.session().open({}));  // a new editor, a new loop
  CHECK(rig.log.destroyed == 1);
}

TEST_CASE("an editor has the size that its host agreed to, whether the host sets one or not") {
  EditorRig rig;
  REQUIRE(rig.session().open({}));
  SUBCASE("it sets none") {
    CHECK(rig.log.context->request_resize({500, 400}));
    CHECK(rig.log.size == PhysicalSize{500, 400});
    CHECK(rig.log.resizes == 1);
    CHECK(rig.session().set_size({500, 400}));  // later, and the same
    CHECK(rig.session().set_size({600, 400}));  // later, and another
    CHECK(rig.log.size == PhysicalSize{600, 400});
  }
  SUBCASE("it sets the same before it answers") {
    rig.host.on_resize = [&] { rig.session().set_size({500, 400}); };
    CHECK(rig.log.context->request_resize({500, 400}));
    CHECK(rig.log.size == PhysicalSize{500, 400});
    CHECK(rig.log.resizes == 1);
  }
  SUBCASE("it sets another before it answers") {
    rig.host.on_resize = [&] { rig.session().set_size({480, 360}); };
    CHECK(rig.log.context->request_resize({500, 400}));
    CHECK(rig.log.size == PhysicalSize{480, 360});
  }
  SUBCASE("it refuses") {
    rig.host.agrees_to_resize = false;
    CHECK_FALSE(rig.log.context->request_resize({500, 400}));
    CHECK(rig.log.size == PhysicalSize{300, 200});
  }
  SUBCASE("it agrees and closes the editor") {
    rig.host.on_resize = [&] { rig.session().destroy(); };
    CHECK(rig.log.context->request_resize({500, 400}));
    CHECK(rig.log.resizes == 0);
  }
}

TEST_CASE("a size below the minimum gives the minimum, and the host is asked for room, once") {
  EditorRig rig;
  REQUIRE(rig.session().open({}));
  CHECK_FALSE(rig.session().set_size({50, 300}));
  CHECK(rig.log.size == PhysicalSize{100, 300});
  CHECK(rig.host.resizes.empty());  // not from inside the host's own call
  rig.host.agrees_to_resize = false;
  rig.loop.turn();
  REQUIRE(rig.host.resizes.size() == 1);
  CHECK(rig.host.resizes[0] == PhysicalSize{100, 300});
  rig.loop.turn();
  CHECK_FALSE(rig.session().set_size({50, 300}));  // it insists
  rig.loop.turn();
  CHECK(rig.host.resizes.size() == 1);
  CHECK_FALSE(rig.session().set_size({5000, 50}));
  CHECK(rig.log.size == PhysicalSize{1000, 100});
  rig.loop.turn();
  REQUIRE(rig.host.resizes.size() == 2);
  CHECK(rig.host.resizes[1] == PhysicalSize{1000, 100});
}

TEST_CASE("a host that agrees to the minimum and sets less again is asked once") {
  EditorRig rig;
  REQUIRE(rig.session().open({}));
  rig.host.on_resize = [&] { rig.session().set_size({50, 50}); };
  CHECK_FALSE(rig.session().set_size({50, 50}));
  for (int i = 0; i < 10; ++i) rig.loop.turn();
  CHECK(rig.host.resizes.size() == 1);
  CHECK(rig.log.size == PhysicalSize{100, 100});
}

TEST_CASE("of several sizes that cannot be had the host is asked about the last one") {
  EditorRig rig;
  REQUIRE(rig.session().open({}));
  for (std::uint32_t width = 90; width > 0; --width) rig.session().set_size({width, 200});
  rig.loop.turn();
  CHECK(rig.host.resizes.size() == 1);
  CHECK_FALSE(rig.session().set_size({50, 50}));
  CHECK(rig.session().set_size({400, 300}));  // and then one that can
  rig.loop.turn();
  CHECK(rig.host.resizes.size() == 1);
}

TEST_CASE("a host that answers a resize on its main thread and waits for it is not locked out") {
  EditorRig rig;
  rig.host.loop = nullptr;
  Latch asked;
  Latch answered;
  Latch agreed;
  rig.host.on_resize = [&] {
    asked.open();
    answered.wait();  // until the main thread has been through the editor
  };
  EventLoop::Handle timer = 0;
  rig.log.on_open = [&](EditorContext& context) {
    timer = context.event_loop().start_timer(std::chrono::milliseconds(1), [&] {
      rig.log.context->event_loop().stop(timer);
      CHECK(rig.log.context->request_resize({400, 300}));
      agreed.open();
    });
  };
  REQUIRE(rig.session().open({}));
  asked.wait();
  CHECK(rig.session().set_size({400, 300}));
  answered.open();
  agreed.wait();
  rig.session().close();
}

TEST_CASE("an open editor is shown all fields once, and then those that changed, whoever did it") {
  EditorLog log;
  ManualLoop loop;
  Rig<FieldPlugin> rig;
  rig.plugin.on_make_editor = [&log] { return std::make_unique<FakeEditor>(log); };
  rig.host.loop = &loop;
  core::EditorSession& session = rig.instance->editor();
  REQUIRE(session.create());
  REQUIRE(session.open({}));
  CHECK(log.fields == std::vector<std::string>{"pattern", "notes", "curve"});
  log.fields.clear();
  loop.turn();
  CHECK(log.fields.empty());
  rig.plugin.curve.set({1, 2});
  rig.plugin.notes.set("nothing yet");  // as it was
  loop.turn();
  CHECK(log.fields == std::vector<std::string>{"curve"});
  log.fields.clear();
  REQUIRE(rig.instance->load_state(
      R"({"format":"attacca-state","version":1,"plugin":"org.attacca.test.fields",)"
      R"("state_version":2,"params":{},"fields":{"notes":"loaded","curve":[1,2]}})"));
  loop.turn();
  CHECK(log.fields == std::vector<std::string>{"notes"});
  session.destroy();
  rig.instance.reset();
}

}  // namespace attacca::test
