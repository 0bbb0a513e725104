// SPDX-License-Identifier: Apache-2.0
// What was held month by month beside what the rules ask, and what is due.
#include "api/handlers.h"
#include "app/due.h"
#include "app/records.h"

namespace youju::api {
namespace {
constexpr const char* kSlots[] = {"done", "done_late", "missing", "due", "exempt", "explained", "empty", "not_yet"};

Json period_json(Period period) { return Json{{"from", period.from.iso()}, {"to", period.to.iso()}}; }
}  // namespace

Result<Reply> get_calendar(Call& call) {
  auto& ask = call.ask;
  TRY(const auto unit, unit_asked(ask, call.query("unit")));
  const auto year = static_cast<int>(call.number("year", ask.office.today().year()));
  ask.here.unit = unit.text;
  ask.here.year = year;
  Json out{{"year", year}, {"unit", unit.text}, {"kinds", Json::array()}};
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto kinds, web::kind_years(ask, session, year));
    for (const auto& one : kinds) {
      Json months = Json::array(), slots = Json::array();
      for (std::size_t month = 1; month <= 12; ++month) months.push_back(Json{{"month", month}, {"count", one.n[month]}, {"late", one.late[month]}});
      for (const auto& [of, slot] : one.slots)
        slots.push_back(Json{{"unit", of.text},
                             {"period", period_json(slot.period)},
                             {"required", slot.required},
                             {"held", slot.held},
                             {"state", kSlots[static_cast<int>(slot.state)]},
                             {"record", or_nothing(slot.by.text)}});
      out["kinds"].push_back(Json{{"kind", one.kind->id.text},
                                  {"kind_name", app::name_in(one.kind->names, ask.lang_id())},
                                  {"count", one.n[0]},
                                  {"late", one.late[0]},
                                  {"required", one.kept ? Json(one.required) : Json()},
                                  {"missing", one.kept ? Json(one.missing) : Json()},
                                  {"rule", one.kept && one.rule != nullptr ? Json(one.rule->id) : Json()},
                                  {"months", months},
                                  {"slots", slots}});
    }
    return {};
  }));
  return json_answer(out);
}

Result<Reply> list_due(Call& call) {
  static constexpr const char* kWhat[] = {"cadence", "deadline", "step", "date_field", "planned"};
  static constexpr const char* kStanding[] = {"overdue", "today", "started", "ahead"};
  auto& ask = call.ask;
  app::DueRequest request;
  TRY(request.unit, unit_asked(ask, call.query("unit")));
  request.on = Date::parse(call.query("on")).value_or(ask.office.today());
  request.within = static_cast<int>(call.number("within", 30));
  TRY(const auto due, app::find_due(ask.office, ask.who, request));
  Json out{{"on", request.on.iso()}, {"unit", request.unit.text}, {"due", Json::array()}};
  for (const auto& item : due) {
    Json one{{"what", kWhat[static_cast<int>(item.what)]},
             {"standing", kStanding[static_cast<int>(item.standing(request.on))]},
             {"due", item.due.iso()},
             {"start_by", item.start_by.iso()},
             {"provisional", item.provisional},
             {"unit", item.unit.text},
             {"unit_name", ask.unit_name(item.unit)},
             {"kind", item.kind->id.text},
             {"kind_name", app::name_in(item.kind->names, ask.lang_id())},
             {"lacking", item.lacking},
             {"rule", nullptr},
             {"record", nullptr},
             {"title", nullptr}};
    if (item.rule != nullptr) one["rule"] = item.rule->id;
    if (item.row) one["record"] = item.row->record.text, one["title"] = item.row->title;
    out["due"].push_back(std::move(one));
  }
  return json_answer(out);
}
}  // namespace youju::api
