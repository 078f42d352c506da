// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/windows/png_file.hpp"

#include <cstdio>

#include "gui/windows/com_ref.hpp"
#include "gui/windows/drawing_system.hpp"
#include "platform/windows/utf16.hpp"

namespace attacca::gui {

namespace {

HRESULT encode(IWICImagingFactory& imaging, IWICBitmapSource& picture, IWICStream& stream) {
  ComRef<IWICBitmapEncoder> encoder;
  ComRef<IWICBitmapFrameEncode> frame;
  ComRef<IWICFormatConverter> straight;
  UINT width = 0;
  UINT height = 0;
  WICPixelFormatGUID format = GUID_WICPixelFormat32bppBGRA;
  HRESULT done = picture.GetSize(&width, &height);
  const auto then = [&done](HRESULT next) { done = next; };
  if (SUCCEEDED(done)) then(imaging.CreateEncoder(GUID_ContainerFormatPng, nullptr, encoder.out()));
  if (SUCCEEDED(done)) then(encoder->Initialize(&stream, WICBitmapEncoderNoCache));
  if (SUCCEEDED(done)) then(encoder->CreateNewFrame(frame.out(), nullptr));
  if (SUCCEEDED(done)) then(frame->Initialize(nullptr));
  if (SUCCEEDED(done)) then(frame->SetSize(width, height));
  if (SUCCEEDED(done)) then(frame->SetPixelFormat(&format));
  if (SUCCEEDED(done)) then(imaging.CreateFormatConverter(straight.out()));
  if (SUCCEEDED(done)) {
    then(straight->Initialize(&picture, format, WICBitmapDitherTypeNone, nullptr, 0,
                              WICBitmapPaletteTypeCustom));
  }
  if (SUCCEEDED(done)) then(frame->WriteSource(straight.get(), nullptr));
  if (SUCCEEDED(done)) then(frame->Commit());
  if (SUCCEEDED(done)) then(encoder->Commit());
  return done;
}

}  // namespace

Result<void> write_png_file(IWICImagingFactory& imaging, IWICBitmapSource& picture,
                            const std::string& path) {
  const ComScope com;
  ComRef<IWICStream> stream;
  HRESULT done = imaging.CreateStream(stream.out());
  if (SUCCEEDED(done)) {
    done = stream->InitializeFromFilename(core::to_utf16(path).c_str(), GENERIC_WRITE);
  }
  if (SUCCEEDED(done)) done = encode(imaging, picture, *stream.get());
  if (SUCCEEDED(done)) return {};
  char code[16];
  std::snprintf(code, sizeof code, "0x%08lx", static_cast<unsigned long>(done));
  return fail("cannot write the picture " + path + ": Windows says " + code);
}

}  // namespace attacca::gui
