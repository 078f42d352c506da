// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdlib>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.hpp"
#include "witness/record/record_file.hpp"
#include "witness/record/recorder.hpp"

namespace attacca::witness::test {

/// What the recorder of this program wrote while `calls` lasted.
inline Recording recorded(const std::function<void()>& calls) {
  const attacca::test::TemporaryFolder folder;
  ::setenv("ATTACCA_WITNESS_DIR", folder.path().c_str(), 1);
  // What came before goes into a file of its own.
  recorder().open("before", "CLAP");
  recorder().stop();
  recorder().open("host", "CLAP");
  calls();
  recorder().stop();
  REQUIRE(recorder().figures().trouble == "");
  auto recording = read_recording(std::filesystem::path(recorder().figures().file));
  REQUIRE(recording);
  CHECK(recording->trouble == "");
  return std::move(*recording);
}

inline std::vector<Record> all_of(const Recording& recording, std::string_view name,
                                  RecordKind kind) {
  std::vector<Record> found;
  for (const Record& record : recording.records) {
    if (record.name == name && record.kind == kind) found.push_back(record);
  }
  return found;
}

}  // namespace attacca::witness::test
