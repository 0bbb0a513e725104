// SPDX-License-Identifier: Apache-2.0
// Inside the sheet room: text that a spreadsheet would take for a formula, made harmless in CSV and made
// whole again.
#pragma once
#include <string>
#include <string_view>

namespace youju::sheet {

// True when a program opening a CSV may read the text as a formula: = + - @ and their full-width forms, tab
// or carriage return, behind any apostrophes, white space, byte-order marks and invisible characters.
bool is_formula_like(std::string_view text);
// Exact inverses for every text: guard puts one apostrophe in front of formula-like text, unguard takes one
// away from formula-like text that begins with one.
std::string guard_formula(std::string_view text);
std::string_view unguard_formula(std::string_view text);
}  // namespace youju::sheet
