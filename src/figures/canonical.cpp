// SPDX-License-Identifier: Apache-2.0
// The one spelling of an expression, by ids. Parsing it gives the same expression again.
#include <fmt/format.h>

#include "figures/parser.h"

namespace youju::figures {
namespace {

std::string list_of(const std::vector<std::string>& values) {
  std::string out;
  for (const auto& value : values) out += (out.empty() ? "" : ",") + canonical_value(value);
  return out;
}

std::string selection_of(const Selection& s) {
  std::string out = s.kind.empty() ? std::string(kAllKinds) : s.kind.text;
  if (!s.field.empty()) out += "." + s.field;
  if (s.unit) out += "; unit=" + canonical_value(s.unit->text);
  if (s.this_level_only) out += "; this_level";
  if (!s.states.empty()) out += "; state=" + list_of(s.states);
  auto filters = s.filters;
  std::sort(filters.begin(), filters.end(), [](const FieldFilter& a, const FieldFilter& b) {
    return std::tie(a.field, a.op, a.values) < std::tie(b.field, b.op, b.values);
  });
  for (const auto& filter : filters) out += "; " + filter.field + filter.op + list_of(filter.values);
  if (s.period) out += "; " + period_spelling(*s.period);
  return out;
}

std::string side_of(Aggregate inner, const Selection& s) {
  return fmt::format("{}({})", function_of(inner).canonical, selection_of(s));
}
}  // namespace

std::string canonical_value(std::string_view value) {
  const bool plain = !value.empty() && value.find_first_of(" ;,=<>!/()\"\t") == value.npos &&
                     value.find("、") == value.npos && value.find("÷") == value.npos &&
                     value.find("“") == value.npos && value.find("「") == value.npos;
  return plain ? std::string(value) : "\"" + std::string(value) + "\"";
}

std::string canonical_of(const Expression& e) {
  const auto& function = function_of(e.aggregate, e.year_on_year);
  if (e.aggregate == Aggregate::ratio && e.base)
    return fmt::format("{}({} / {})", function.canonical, side_of(e.of_inner, e.of),
                       side_of(e.base_inner, *e.base));
  if (e.aggregate == Aggregate::growth)
    return fmt::format("{}({})", function.canonical, side_of(e.of_inner, e.of));
  return fmt::format("{}({})", function.canonical, selection_of(e.of));
}
}  // namespace youju::figures
