// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/staged_output.hpp"

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>

#include <unistd.h>

namespace attacca::trial {

namespace fs = std::filesystem;

StagedOutput::StagedOutput(fs::path target) : target_(std::move(target)), staged_(target_) {
  std::error_code error;
  const fs::file_status status = fs::status(target_, error);
  if (fs::exists(status) && !fs::is_regular_file(status)) return;
  staged_ = staging_path(target_, getpid());
}

fs::path StagedOutput::staging_path(const fs::path& target, int process) {
  fs::path path = target;
  path.replace_filename("." + target.filename().string() + ".part-" + std::to_string(process));
  return path;
}

StagedOutput::~StagedOutput() {
  std::error_code error;
  if (!is_committed_ && staged_ != target_) fs::remove(staged_, error);
}

Result<void> StagedOutput::check_writable() const {
  const auto cannot = [this](int code) {
    return fail("cannot write " + target_.string() + ": " +
                std::error_code(code, std::generic_category()).message());
  };
  std::error_code error;
  if (fs::is_directory(target_, error)) return cannot(EISDIR);
  if (access(target_.c_str(), F_OK) == 0 && access(target_.c_str(), W_OK) != 0)
    return cannot(errno);
  std::FILE* const file = std::fopen(staged_.c_str(), "wb");
  if (file == nullptr) return cannot(errno);
  std::fclose(file);
  if (staged_ != target_) fs::remove(staged_, error);
  return {};
}

Result<void> StagedOutput::commit() {
  std::error_code error;
  if (staged_ != target_) fs::rename(staged_, target_, error);
  if (error) return fail("cannot write " + target_.string() + ": " + error.message());
  is_committed_ = true;
  return {};
}

}  // namespace attacca::trial
