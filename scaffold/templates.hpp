// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <map>
#include <string>
#include <string_view>

namespace attacca::scaffold {

/// The text of scaffold/templates/NAME.in, built in; empty if there is none. [any]
[[nodiscard]] std::string_view template_called(std::string_view name) noexcept;

/// `text` with each @WORD@ of `values` replaced. Lines that begin with @EDITOR@ are kept, without
/// that, where `has_editor`, and left out otherwise. [any]
[[nodiscard]] std::string filled(std::string_view text,
                                 const std::map<std::string, std::string>& values, bool has_editor);

}  // namespace attacca::scaffold
