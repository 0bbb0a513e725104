// SPDX-License-Identifier: Apache-2.0
// CSV has no types: whatever begins like a formula is one for Excel, WPS and LibreOffice.
#include "sheet/formula_guard.h"

#include "base/text.h"

namespace youju::sheet {
namespace {
bool is_trigger(char32_t c) {
  return c == U'=' || c == U'+' || c == U'-' || c == U'@' || c == U'＝' || c == U'＋' || c == U'－' ||
         c == U'＠' || c == U'−' || c == U'\t' || c == U'\r' || c == U'|' || c == U'%';
}
// Characters a program may drop or not see in front of a trigger.
bool is_passed_over(char32_t c) {
  return c == U'\'' || c == U'＇' || c == U' ' || c == U'\n' || c == 0xA0 || c == 0x3000 || c == 0xFEFF ||
         c == 0xAD || c == 0x61C || c == 0x180E || (c >= 0x2000 && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202F) || (c >= 0x205F && c <= 0x206F) || (c >= 0xE0000 && c <= 0xE007F) ||
         c < 0x20;
}
}  // namespace

bool is_formula_like(std::string_view text) {
  // Long runs of blanks in front are no reason to look through a megabyte.
  for (char32_t c : to_code_points(text.substr(0, 4096))) {
    if (is_trigger(c)) return true;
    if (!is_passed_over(c)) return false;
  }
  return text.size() > 4096;
}

std::string guard_formula(std::string_view text) {
  return is_formula_like(text) ? "'" + std::string(text) : std::string(text);
}

std::string_view unguard_formula(std::string_view text) {
  if (text.starts_with('\'') && is_formula_like(text)) text.remove_prefix(1);
  return text;
}
}  // namespace youju::sheet
