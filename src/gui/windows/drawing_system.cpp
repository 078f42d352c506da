// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/windows/drawing_system.hpp"

#include <cstdio>
#include <mutex>
#include <string>

#include "gui/windows/system_library.hpp"

namespace attacca::gui {

namespace {

constexpr UINT kImagingVersion = 0x236;  // of Windows 7; later ones have all of it

Error cannot_draw(const char* what, HRESULT code) {
  char number[16];
  std::snprintf(number, sizeof number, "0x%08lx", static_cast<unsigned long>(code));
  return {std::string("cannot draw: ") + what + " will not start (" + number + ")"};
}

Error no_library(const char* name) {
  return {std::string("cannot draw: this Windows has no ") + name +
          "; it is part of Windows 7 with its updates and of all later ones"};
}

}  // namespace

Result<std::shared_ptr<DrawingSystem>> DrawingSystem::get() {
  static std::mutex mutex;
  static std::weak_ptr<DrawingSystem> known;
  const std::lock_guard lock(mutex);
  if (auto system = known.lock()) return system;
  auto system = std::make_shared<DrawingSystem>();
  if (auto loaded = system->load(); !loaded) return tl::unexpected(loaded.error());
  known = system;
  return system;
}

Result<void> DrawingSystem::load() {
  using MakeDirect2d =
      HRESULT(WINAPI*)(D2D1_FACTORY_TYPE, REFIID, const D2D1_FACTORY_OPTIONS*, void**);
  const auto make_direct2d = find_in<MakeDirect2d>(L"d2d1.dll", "D2D1CreateFactory");
  if (make_direct2d == nullptr) return tl::unexpected(no_library("Direct2D (d2d1.dll)"));
  // Pictures may be drawn on other threads than windows.
  HRESULT done = make_direct2d(D2D1_FACTORY_TYPE_MULTI_THREADED, __uuidof(ID2D1Factory), nullptr,
                               direct2d_.out_any());
  if (FAILED(done) || !direct2d_) return tl::unexpected(cannot_draw("Direct2D", done));

  using MakeWrite = HRESULT(WINAPI*)(DWRITE_FACTORY_TYPE, REFIID, IUnknown**);
  const auto make_write = find_in<MakeWrite>(L"dwrite.dll", "DWriteCreateFactory");
  if (make_write == nullptr) return tl::unexpected(no_library("DirectWrite (dwrite.dll)"));
  done = make_write(DWRITE_FACTORY_TYPE_SHARED, __uuidof(IDWriteFactory),
                    reinterpret_cast<IUnknown**>(write_.out()));
  if (FAILED(done) || !write_) return tl::unexpected(cannot_draw("DirectWrite", done));
  make_stroke_styles();
  return load_imaging();
}

Result<void> DrawingSystem::load_imaging() {
  // The one way to the factory that asks nothing of the thread.
  using MakeImaging = HRESULT(WINAPI*)(UINT, IWICImagingFactory**);
  const auto make = find_in<MakeImaging>(L"windowscodecs.dll", "WICCreateImagingFactory_Proxy");
  if (make == nullptr) {
    return tl::unexpected(no_library("Windows Imaging Component (windowscodecs.dll)"));
  }
  const HRESULT done = make(kImagingVersion, imaging_.out());
  if (FAILED(done) || !imaging_) {
    return tl::unexpected(cannot_draw("the Windows Imaging Component", done));
  }
  return {};
}

void DrawingSystem::make_stroke_styles() {
  D2D1_STROKE_STYLE_PROPERTIES style{};
  style.miterLimit = 10;
  style.lineJoin = D2D1_LINE_JOIN_MITER_OR_BEVEL;
  direct2d_->CreateStrokeStyle(&style, nullptr, 0, flat_.out());
  style.startCap = style.endCap = style.dashCap = D2D1_CAP_STYLE_ROUND;
  style.lineJoin = D2D1_LINE_JOIN_ROUND;
  direct2d_->CreateStrokeStyle(&style, nullptr, 0, round_.out());
}

ComScope::ComScope() {
  using Enter = HRESULT(WINAPI*)(void*, DWORD);
  const auto enter = find_in<Enter>(L"ole32.dll", "CoInitializeEx");
  entered_ = enter != nullptr && SUCCEEDED(enter(nullptr, 2));  // COINIT_APARTMENTTHREADED
}

ComScope::~ComScope() {
  using Leave = void(WINAPI*)();
  if (!entered_) return;
  if (const auto leave = find_in<Leave>(L"ole32.dll", "CoUninitialize")) leave();
}

}  // namespace attacca::gui
