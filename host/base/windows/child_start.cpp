// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/windows/child_start.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

#include "host/base/windows/child_role.hpp"
#include "host/base/windows/console_host.hpp"

namespace attacca::host {
namespace {

constexpr DWORD kPatience = 10'000;

Error reason() {
  const DWORD code = GetLastError();
  return Error{std::system_category().message(static_cast<int>(code))};
}

/// This process's environment with the role in it.
std::wstring environment_with(const std::wstring& role) {
  std::wstring block;
  wchar_t* const own = GetEnvironmentStringsW();
  for (const wchar_t* entry = own; entry != nullptr && *entry != L'\0';
       entry += std::wcslen(entry) + 1) {
    block.append(entry).push_back(L'\0');
  }
  if (own != nullptr) FreeEnvironmentStringsW(own);
  block.append(kRoleVariable).append(L"=").append(role).push_back(L'\0');
  block.push_back(L'\0');
  return block;
}

Handle job_that_ends() {
  Handle job(CreateJobObjectW(nullptr, nullptr));
  if (!job) return job;
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
  SetInformationJobObject(job.get(), JobObjectExtendedLimitInformation, &limits, sizeof limits);
  return job;
}

std::string name_of(HANDLE process) {
  std::array<wchar_t, 1024> path{};
  auto size = static_cast<DWORD>(path.size());
  if (QueryFullProcessImageNameW(process, 0, path.data(), &size) == 0) return "a process";
  return std::filesystem::path(std::wstring_view(path.data(), size)).filename().string();
}

Handle inheritable(HANDLE handle) {
  HANDLE copy = nullptr;
  const HANDLE self = GetCurrentProcess();
  if (handle == nullptr) return Handle();
  if (DuplicateHandle(self, handle, self, &copy, 0, TRUE, DUPLICATE_SAME_ACCESS) == 0)
    return Handle();
  return Handle(copy);
}

Handle open_nothing(DWORD access) {
  SECURITY_ATTRIBUTES attributes{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
  return Handle(CreateFileW(L"NUL", access, FILE_SHARE_READ | FILE_SHARE_WRITE, &attributes,
                            OPEN_EXISTING, 0, nullptr));
}

}  // namespace

Result<StartedChild> StartedChild::start(const ChildStart& start) {
  StartedChild child;
  child.job_ = job_that_ends();
  const Handle nothing = open_nothing(GENERIC_READ | GENERIC_WRITE);
  const Handle output = inheritable(start.output);
  const Handle error = inheritable(start.error);
  std::vector<HANDLE> handles = start.inherited;
  std::erase(handles, nullptr);
  for (const Handle* each : {&nothing, &output, &error}) {
    if (*each) handles.push_back(each->get());
  }
  STARTUPINFOEXW info{};
  info.StartupInfo.cb = sizeof info;
  info.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
  info.StartupInfo.hStdInput = nothing.get();
  info.StartupInfo.hStdOutput = output ? output.get() : nothing.get();
  info.StartupInfo.hStdError = error ? error.get() : nothing.get();
  SIZE_T size = 0;
  InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
  std::vector<std::byte> list(size);
  info.lpAttributeList = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(list.data());
  if (InitializeProcThreadAttributeList(info.lpAttributeList, 1, 0, &size) == 0) {
    return tl::unexpected(reason());
  }
  UpdateProcThreadAttribute(info.lpAttributeList, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST,
                            handles.data(), handles.size() * sizeof(HANDLE), nullptr, nullptr);
  std::wstring line = start.command_line;
  std::wstring environment;
  if (!start.role.empty()) environment = environment_with(start.role);
  PROCESS_INFORMATION made{};
  // Suspended until it is in the job, so that nothing it starts can be outside.
  const auto begin = [&] {
    return CreateProcessW(start.program.c_str(), line.data(), nullptr, nullptr, TRUE,
                          CREATE_SUSPENDED | CREATE_UNICODE_ENVIRONMENT |
                              EXTENDED_STARTUPINFO_PRESENT | CREATE_NO_WINDOW,
                          environment.empty() ? nullptr : environment.data(), nullptr,
                          &info.StartupInfo, &made);
  };
  BOOL begun = begin();
  // What Wine says of a process that did not come up, as happens on a busy machine: the next one
  // does.
  if (begun == 0 && GetLastError() == ERROR_INTERNAL_ERROR) begun = begin();
  const Error why = reason();
  DeleteProcThreadAttributeList(info.lpAttributeList);
  if (begun == 0) return tl::unexpected(why);
  child.process_ = Handle(made.hProcess);
  child.id_ = made.dwProcessId;
  const Handle thread(made.hThread);
  if (child.job_) AssignProcessToJobObject(child.job_.get(), made.hProcess);
  ResumeThread(thread.get());
  return child;
}

StartedChild::~StartedChild() {
  if (!process_) return;
  end();
  if (job_) TerminateJobObject(job_.get(), 1);
}

bool StartedChild::has_ended() const noexcept {
  return !process_ || WaitForSingleObject(process_.get(), 0) == WAIT_OBJECT_0;
}

void StartedChild::end() noexcept {
  if (has_ended()) return;
  TerminateProcess(process_.get(), 1);
  WaitForSingleObject(process_.get(), kPatience);
}

DWORD StartedChild::wait() noexcept {
  DWORD code = 0;
  WaitForSingleObject(process_.get(), INFINITE);
  GetExitCodeProcess(process_.get(), &code);
  return code;
}

std::vector<ChildProcess> StartedChild::end_others() {
  std::vector<ChildProcess> others;
  struct {
    JOBOBJECT_BASIC_PROCESS_ID_LIST list;
    ULONG_PTR more[63];
  } ids{};
  if (!job_) return others;
  if (QueryInformationJobObject(job_.get(), JobObjectBasicProcessIdList, &ids, sizeof ids,
                                nullptr) != 0) {
    const auto* const first = ids.list.ProcessIdList;
    for (DWORD i = 0; i < std::min<DWORD>(ids.list.NumberOfProcessIdsInList, 64); ++i) {
      if (first[i] == id_) continue;
      const Handle process(OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION | SYNCHRONIZE, FALSE,
                                       static_cast<DWORD>(first[i])));
      if (!process || WaitForSingleObject(process.get(), 0) == WAIT_OBJECT_0) continue;
      std::string name = name_of(process.get());
      if (is_console_host(name)) continue;
      others.push_back({static_cast<pid_t>(first[i]), std::move(name)});
    }
  }
  TerminateJobObject(job_.get(), 1);
  return others;
}

std::optional<int> exception_of_exit(DWORD code) noexcept {
  return files::windows::is_exit_reason(code) ? std::optional(static_cast<int>(code))
                                              : std::nullopt;
}

std::wstring quoted_argument(std::wstring_view argument) {
  std::wstring text = L"\"";
  std::size_t slashes = 0;
  for (const wchar_t c : argument) {
    if (c == L'\\') {
      ++slashes;
    } else {
      // Slashes are taken for themselves unless a quotation mark follows.
      if (c == L'"') text.append(slashes + 1, L'\\');
      slashes = 0;
    }
    text.push_back(c);
  }
  return text.append(slashes, L'\\') + L'"';
}

std::wstring own_program() {
  std::wstring path(32768, L'\0');
  path.resize(GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size())));
  return path;
}

bool ChildPipe::open() {
  SECURITY_ATTRIBUTES attributes{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
  if (CreatePipe(reading.out(), writing.out(), &attributes, 65536) == 0) return false;
  SetHandleInformation(reading.get(), HANDLE_FLAG_INHERIT, 0);
  return true;
}

bool ChildPipe::read_some(std::string& text, std::size_t most) {
  DWORD there = 0;
  if (PeekNamedPipe(reading.get(), nullptr, 0, nullptr, &there, nullptr) == 0) return false;
  text.resize(std::min<std::size_t>(there, most));
  if (text.empty()) return true;
  DWORD count = 0;
  const BOOL read =
      ReadFile(reading.get(), text.data(), static_cast<DWORD>(text.size()), &count, nullptr);
  text.resize(read != 0 ? count : 0);
  return read != 0;
}

}  // namespace attacca::host
