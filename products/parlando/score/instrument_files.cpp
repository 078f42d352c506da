// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/score/instrument_files.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <system_error>

#include "files/atomic_file.hpp"
#include "files/file.hpp"
#include "text/near_names.hpp"
#include "text/printable.hpp"

namespace parlando::score {
namespace {

namespace fs = std::filesystem;
using attacca::Result;

constexpr std::string_view kSuffix = ".parlando";

bool is_file_name(const std::string& name) {
  // Windows has more that separates, and names of devices that no folder changes ("C:").
  return !name.empty() && name.front() != '.' && name.find('\0') == std::string::npos &&
         fs::path(name) == fs::path(name).filename();
}

}  // namespace

Result<Instrument> read_instrument(const fs::path& path) {
  const auto bytes = attacca::files::read_file(path, kLargestInstrument);
  if (!bytes) return tl::unexpected(bytes.error());
  auto read = parse_instrument({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
  if (!read) return attacca::fail(path.string() + ": " + read.error().message);
  return read;
}

Result<Instrument> find_instrument(const std::string& name) {
  const std::string shown = "instrument \"" + attacca::text::printable(name) + "\"";
  if (!is_file_name(name)) return attacca::fail(shown + ": this is no name of a definition");
  std::string looked;
  for (const fs::path& folder : instrument_folders()) {
    const fs::path path = folder / (name + std::string(kSuffix));
    if (!attacca::files::is_present(path)) {
      looked += (looked.empty() ? "" : ", ") + folder.string();
      continue;
    }
    auto read = read_instrument(path);
    if (read && read->name != name) {
      return attacca::fail(path.string() + ": its name is \"" + read->name +
                           "\"; the file has to be called so as well");
    }
    return read;
  }
  const std::string near = attacca::text::nearest_name(name, list_instruments());
  return attacca::fail(shown + ": there is no definition of that name" +
                       (near.empty() ? "" : "; did you mean \"" + near + "\"?") + " (looked in " +
                       looked + "; `parlando teach` writes one)");
}

std::vector<std::string> list_instruments() {
  std::set<std::string> names;
  for (const fs::path& folder : instrument_folders()) {
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
      const std::string file = at->path().filename().string();
      if (file.size() > kSuffix.size() && file.ends_with(kSuffix)) {
        names.insert(file.substr(0, file.size() - kSuffix.size()));
      }
    }
  }
  return {names.begin(), names.end()};
}

Result<fs::path> save_instrument(const Instrument& instrument, bool replace,
                                 const std::string& replace_word) {
  // What is written can be read: whoever filled it in hears of mistakes now.
  const std::string text = print_instrument(instrument);
  if (const auto read = parse_instrument(text); !read) return tl::unexpected(read.error());
  const fs::path folder = own_instrument_folder();
  if (folder.empty()) {
    return attacca::fail(std::string("there is no folder for definitions: set ") +
                         kInstrumentVariables);
  }
  fs::path path = folder / (instrument.name + std::string(kSuffix));
  if (!replace && attacca::files::is_present(path)) {
    return attacca::fail(path.string() + ": it is there already; say that it shall be replaced (" +
                         replace_word + ")");
  }
  if (auto made = attacca::files::create_folders(folder); !made)
    return tl::unexpected(made.error());
  if (auto written = attacca::files::write_file_atomically(path, text); !written) {
    return tl::unexpected(written.error());
  }
  return path;
}

}  // namespace parlando::score
