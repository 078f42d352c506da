// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gui/windows/com_ref.hpp"
#include "gui/windows/drag_source.hpp"
#include "gui/windows/file_drop.hpp"
#include "tests/gui/windows/host_window.hpp"

// What is dragged out, and what is dropped: with the system's own interfaces on both sides.
namespace attacca::gui {
namespace {

ComRef<IDataObject> data_of(const DragContent& content) {
  ComRef<IDataObject> data;
  *data.out() = make_drag_data(content);
  return data;
}

struct Target {
  Target() {
    FileDrop::Client client;
    client.takes_at = [this](POINT place) {
      places.push_back(place);
      return place.x < 50;
    };
    client.left = [this] { ++left; };
    client.dropped = [this](POINT, const std::vector<std::string>& paths) { files = paths; };
    *drop.out() = new FileDrop(host.handle(), client);
  }
  POINTL at(int x, int y) const {
    POINT place{x, y};
    ClientToScreen(host.handle(), &place);
    return {place.x, place.y};
  }

  test::HostWindow host{100, 100};
  std::vector<POINT> places;
  std::vector<std::string> files;
  int left = 0;
  ComRef<FileDrop> drop;
};

TEST_CASE("files that are dragged out are the files that are dropped, in any script") {
  const std::vector<std::string> files{"C:\\Musik\\Grüße 日本.mid", "\\\\server\\share\\a.wav"};
  const auto data = data_of({.files = files});
  Target target;
  REQUIRE(target.drop->begin());
  DWORD effect = DROPEFFECT_COPY;
  CHECK(target.drop->DragEnter(data.get(), MK_LBUTTON, target.at(10, 20), &effect) == S_OK);
  CHECK(effect == DROPEFFECT_COPY);
  CHECK(target.places.back().x == 10);
  CHECK(target.places.back().y == 20);
  effect = DROPEFFECT_COPY;
  target.drop->DragOver(MK_LBUTTON, target.at(80, 20), &effect);
  CHECK(effect == DROPEFFECT_NONE);
  effect = DROPEFFECT_COPY;
  target.drop->Drop(data.get(), 0, target.at(10, 20), &effect);
  CHECK(effect == DROPEFFECT_COPY);
  CHECK(target.files == files);
  CHECK(target.left == 0);
  target.drop->end();
}

TEST_CASE("a text alone is no file, and who drops one where none is taken hears that it left") {
  const auto text = data_of({.text = "Hallo"});
  Target target;
  DWORD effect = DROPEFFECT_COPY;
  target.drop->DragEnter(text.get(), MK_LBUTTON, target.at(10, 10), &effect);
  CHECK(effect == DROPEFFECT_NONE);
  CHECK(target.places.empty());
  const auto file = data_of({.files = {"C:\\a.mid"}});
  effect = DROPEFFECT_COPY;
  target.drop->DragEnter(file.get(), MK_LBUTTON, target.at(90, 10), &effect);
  effect = DROPEFFECT_COPY;
  target.drop->Drop(file.get(), 0, target.at(90, 10), &effect);
  CHECK(effect == DROPEFFECT_NONE);
  CHECK(target.files.empty());
  CHECK(target.left == 1);
}

TEST_CASE("a drag offers what it has, and a path that is not absolute is left out") {
  FORMATETC files{CF_HDROP, nullptr, DVASPECT_CONTENT, -1, TYMED_HGLOBAL};
  FORMATETC text{CF_UNICODETEXT, nullptr, DVASPECT_CONTENT, -1, TYMED_HGLOBAL};
  const auto both = data_of({.files = {"C:/a.mid", "b.mid"}, .text = "a"});
  CHECK(both->QueryGetData(&files) == S_OK);
  CHECK(both->QueryGetData(&text) == S_OK);
  CHECK(files_in(*both.get()) == std::vector<std::string>{"C:\\a.mid"});
  const auto none = data_of({.files = {"b.mid"}});
  CHECK(none->QueryGetData(&files) != S_OK);
  STGMEDIUM medium{};
  CHECK(FAILED(none->GetData(&files, &medium)));
}

}  // namespace
}  // namespace attacca::gui
