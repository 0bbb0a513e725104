// SPDX-License-Identifier: Apache-2.0
// Saved views of the ledger's list: kept under a name, opened by a link, given up again.
#include "app/views.h"
#include "web/handlers_ledger.h"
#include "web/handlers_records.h"

namespace youju::web {
namespace {
constexpr std::string_view kViewFields[] = {"q", "kind", "state", "from", "to", "when"};

// Only the filters of the list, in one order, so that the same view has the same text.
view::Query filters_of(const Form& form) {
  view::Query out;
  for (const auto name : kViewFields)
    if (const auto value = form.get(name); !value.empty()) out.emplace_back(std::string(name), std::string(value));
  return out;
}
std::string view_text(const view::Query& query) {
  std::string out;
  for (const auto& [name, value] : query) out += (out.empty() ? "" : "&") + name + "=" + view::percent_encoded(value);
  return out;
}
}  // namespace

Result<std::vector<view::LedgerView>> ledger_views(Ask& ask) {
  TRY(const auto kept, app::views_of(ask.office, ask.who, UnitId(ask.here.unit)));
  const auto now = view_text(filters_of(ask.query));
  std::vector<view::LedgerView> out;
  for (const auto& one : kept) {
    const bool may_drop = one.own || ask.may(people::Right::manage_units, UnitId(ask.here.unit));
    out.push_back({one.id, one.name, ask.here.to("/records" + (one.query.empty() ? "" : "?" + one.query)), one.shared, may_drop, one.query == now});
  }
  return out;
}

Result<Reply> keep_view(Ask& ask) {
  const auto filters = filters_of(ask.form);
  const auto saved = app::save_view(ask.office, ask.who, UnitId(ask.here.unit), ask.form.get("name"), view_text(filters), ask.form.get("shared") == "1");
  if (!saved && !can_be_told(saved.error())) return fail(saved.error());
  auto there = filters;
  if (!saved) there.emplace_back("view_problem", saved.error().message.word);
  return see_other(ask.here.to("/records", there));
}

Result<Reply> forget_view(Ask& ask) {
  const auto gone = app::drop_view(ask.office, ask.who, UnitId(ask.here.unit), ask.part());
  if (!gone && gone.error().code != Code::absent) return fail(gone.error());
  return see_other(ask.here.to("/records", filters_of(ask.form)));
}
}  // namespace youju::web
