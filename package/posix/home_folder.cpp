// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdlib>
#include <string>
#include <string_view>

#include <pwd.h>
#include <unistd.h>

#include "package/search_paths.hpp"

namespace attacca::package {

namespace fs = std::filesystem;

fs::path home_folder() {
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') return home;
  const passwd* user = ::getpwuid(::getuid());
  return user != nullptr && user->pw_dir != nullptr ? fs::path(user->pw_dir) : fs::path();
}

std::string shown(const fs::path& path) {
  std::string text = path.string();
  const std::string home = home_folder().string();
  if (home.size() > 1 && text.starts_with(home) &&
      (text.size() == home.size() || text[home.size()] == '/')) {
    return "~" + text.substr(home.size());
  }
  return text;
}

std::string typed(const fs::path& path) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=:,+";
  const std::string text = shown(path);
  // The shell takes ~ for the home folder only outside of quotes.
  const std::size_t begin = text.starts_with("~/") && shown(path) != path.string() ? 2 : 0;
  const std::string_view rest = std::string_view(text).substr(begin);
  if ((!rest.empty() || begin != 0) && rest.find_first_not_of(kPlain) == std::string_view::npos) {
    return text;
  }
  if (begin == 0 && text == "~" && text != path.string()) return text;
  std::string word = text.substr(0, begin) + "'";
  for (const char letter : rest) {
    if (letter == '\'') {
      word += "'\\''";  // nothing is special inside, so the quotes end and begin again
    } else {
      word += letter;
    }
  }
  return word + "'";
}

}  // namespace attacca::package
