// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdint>
#include <cstring>
#include <span>

#include <doctest/doctest.h>
#include <windows.h>

namespace {

// Stays loaded: the test ends with it.
HMODULE library() {
  static const HMODULE loaded = ::LoadLibraryW(L"dropped_sections.dll");
  return loaded;
}

std::span<const RUNTIME_FUNCTION> records() {
  const auto* base = reinterpret_cast<const char*>(library());
  IMAGE_DOS_HEADER dos;
  std::memcpy(&dos, base, sizeof dos);
  IMAGE_NT_HEADERS headers;
  std::memcpy(&headers, base + dos.e_lfanew, sizeof headers);
  const auto& place = headers.OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_EXCEPTION];
  return {reinterpret_cast<const RUNTIME_FUNCTION*>(base + place.VirtualAddress),
          place.Size / sizeof(RUNTIME_FUNCTION)};
}

}  // namespace

TEST_CASE("a library without the functions that nobody calls catches what is thrown in it") {
  REQUIRE(library() != nullptr);
  int (*caught)(int) = nullptr;
  const FARPROC found = ::GetProcAddress(library(), "caught");
  REQUIRE((found != nullptr));
  std::memcpy(&caught, &found, sizeof caught);
  CHECK(caught(0) == 40);
  CHECK(caught(1) == 41);
  CHECK(caught(2) == 42);
  CHECK(caught(3) == 43);
}

TEST_CASE(
    "records of functions that went are found by no address, and those that stayed by theirs") {
  REQUIRE(library() != nullptr);
  const auto base = reinterpret_cast<std::uintptr_t>(library());
  std::size_t gone = 0;
  std::size_t found = 0;
  std::uint32_t last = 0;
  for (const RUNTIME_FUNCTION& each : records()) {
    REQUIRE(each.BeginAddress >= last);
    last = each.EndAddress;
    if (each.BeginAddress == 0) {
      REQUIRE(each.EndAddress == 0);
      ++gone;
      continue;
    }
    DWORD64 image = 0;
    if (::RtlLookupFunctionEntry(base + each.BeginAddress, &image, nullptr) == &each) ++found;
  }
  CHECK(gone > 0);
  CHECK(found + gone == records().size());
}
