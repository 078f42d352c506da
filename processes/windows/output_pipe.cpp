// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "processes/windows/output_pipe.hpp"

#include <atomic>
#include <cstddef>

namespace attacca::processes {

std::unique_ptr<OutputPipe> OutputPipe::make() {
  static std::atomic<unsigned> g_count{0};
  std::unique_ptr<OutputPipe> made(new OutputPipe());
  // Anonymous pipes cannot be read without waiting; one with a name that nobody else has can.
  const std::wstring name = L"\\\\.\\pipe\\attacca-" + std::to_wstring(::GetCurrentProcessId()) +
                            L"-" + std::to_wstring(g_count.fetch_add(1));
  constexpr DWORD kSize = 65536;
  made->read_end_ = core::Handle(::CreateNamedPipeW(
      name.c_str(), PIPE_ACCESS_INBOUND | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
      PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_REJECT_REMOTE_CLIENTS, 1, kSize, kSize, 0,
      nullptr));
  if (!made->read_end_.is_open()) return nullptr;
  SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
  made->write_end_ = core::Handle(::CreateFileW(name.c_str(), GENERIC_WRITE, 0, &inherited,
                                                OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr));
  made->event_ = core::Handle(::CreateEventW(nullptr, TRUE, FALSE, nullptr));
  if (!made->write_end_.is_open() || !made->event_.is_open()) return nullptr;
  made->begin_reading();
  return made;
}

OutputPipe::~OutputPipe() {
  if (!is_reading_) return;
  // The system must not write into what is about to go.
  DWORD count = 0;
  ::CancelIoEx(read_end_.get(), &reading_);
  ::GetOverlappedResult(read_end_.get(), &reading_, &count, TRUE);
}

void OutputPipe::begin_reading() noexcept {
  reading_ = {};
  reading_.hEvent = event_.get();
  is_reading_ = true;
  const auto size = static_cast<DWORD>(piece_.size());
  if (::ReadFile(read_end_.get(), piece_.data(), size, nullptr, &reading_) != 0) return;
  if (::GetLastError() == ERROR_IO_PENDING) return;
  is_reading_ = false;
  is_open_ = false;
}

bool OutputPipe::take(std::string& text) {
  if (!is_open_) return false;
  DWORD count = 0;
  if (::GetOverlappedResult(read_end_.get(), &reading_, &count, FALSE) == 0) {
    if (::GetLastError() == ERROR_IO_INCOMPLETE) return false;
    is_reading_ = false;
    is_open_ = false;
    return false;
  }
  is_reading_ = false;
  text.append(piece_.data(), std::size_t{count});
  begin_reading();
  return true;
}

}  // namespace attacca::processes
