// SPDX-License-Identifier: Apache-2.0
// What people and units set for themselves: saved views of the ledger, lead times of reminders; and how the machine stands.
#include "api/handlers.h"
#include "app/health.h"
#include "app/reminders.h"
#include "app/views.h"

namespace youju::api {
namespace {
constexpr const char* kViewFields[] = {"q", "kind", "state", "from", "to", "when"};  // as the ledger's page has them

Result<Reply> views_answer(Call& call, const UnitId& unit, int status) {
  TRY(const auto views, app::views_of(call.ask.office, call.ask.who, unit));
  Json out{{"unit", unit.text}, {"views", Json::array()}};
  for (const auto& one : views) out["views"].push_back(Json{{"id", one.id}, {"name", one.name}, {"query", one.query}, {"shared", one.shared}, {"own", one.own}});
  return answer_at(out, status, "/api/v1/views");
}

Result<Reply> leads_answer(Call& call, const UnitId& unit) {
  auto& ask = call.ask;
  app::Leads leads;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(leads, app::Leads::read(session));
    return {};
  }));
  const auto days = [&](const KindId& kind) {
    const auto own = leads.own(unit, kind);
    return own ? Json(*own) : Json();
  };
  Json out{{"unit", unit.text}, {"all", days({})}, {"kinds", Json::array()}};
  for (const auto& kind : ask.office.catalogue().kinds())
    if (!kind.cadences.empty() || !kind.deadlines.empty()) out["kinds"].push_back(Json{{"kind", kind.id.text}, {"days", days(kind.id)}});
  return json_answer(out);
}
}  // namespace

Result<Reply> list_views(Call& call) {
  TRY(const auto unit, unit_asked(call.ask, call.query("unit")));
  return views_answer(call, unit, 200);
}

Result<Reply> keep_view(Call& call) {
  TRY(const auto unit, unit_asked(call.ask, call.body.value("unit", std::string{})));
  std::string query;
  for (const auto* field : kViewFields)
    if (const auto value = call.body.value(field, std::string{}); !value.empty()) query += (query.empty() ? "" : "&") + std::string(field) + "=" + view::percent_encoded(value);
  TRY_OK(app::save_view(call.ask.office, call.ask.who, unit, call.body["name"].get<std::string>(), query, call.body.value("shared", false)));
  return views_answer(call, unit, 201);
}

Result<Reply> drop_view(Call& call) {
  TRY(const auto unit, unit_asked(call.ask, call.query("unit")));
  TRY_OK(app::drop_view(call.ask.office, call.ask.who, unit, call.part()));
  return nothing_to_say();
}

Result<Reply> list_leads(Call& call) {
  TRY(const auto unit, unit_asked(call.ask, call.query("unit")));
  return leads_answer(call, unit);
}

Result<Reply> set_lead(Call& call) {
  TRY(const auto unit, unit_asked(call.ask, call.body.value("unit", std::string{})));
  const auto& days = call.body["days"];
  TRY_OK(app::set_lead(call.ask.office, call.ask.who, unit, KindId{call.body.value("kind", std::string{})}, days.is_null() ? std::nullopt : std::optional(days.get<int>())));
  return leads_answer(call, unit);
}

Result<Reply> get_health(Call& call) {
  TRY(const auto health, app::measure_health(call.ask.office, call.ask.who, call.ask.site.certificate()));
  Json out{{"engine", health.engine},
           {"log_size", health.log_size},
           {"sealed", health.sealed},
           {"sealed_until", or_nothing(health.sealed_until)},
           {"anchored", or_nothing(health.anchor)},
           {"not_yet_searchable", health.search_lag},
           {"mail_waiting", health.mail_waiting},
           {"mail_failed", health.mail_failed},
           {"clock_set_back_ms", std::max<std::int64_t>(0, health.clock_ahead_ms)},
           {"backed_up", or_nothing(health.backed_up)},
           {"rehearsed", or_nothing(health.rehearsed)},
           {"night", or_nothing(health.night)},
           {"night_good", health.night_good},
           {"certificate_ends", or_nothing(health.certificate_ends)},
           {"disks", Json::array()}};
  for (const auto& disk : health.disks) out["disks"].push_back(Json{{"free", disk.free}, {"total", disk.total}});
  return json_answer(out);
}
}  // namespace youju::api
