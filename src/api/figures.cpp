// SPDX-License-Identifier: Apache-2.0
// Figures: the value with its rule, and the records behind it. Everybody who is signed in sees values; records only where they may be read.
#include "figures/figures.h"

#include "api/handlers.h"
#include "app/records.h"

namespace youju::api {
namespace {
int year_asked(const Call& call) { return static_cast<int>(call.number("year", call.ask.office.today().year())); }

Result<figures::Context> context_asked(const Call& call, db::Session& session) {
  auto& ask = call.ask;
  figures::Context out;
  out.catalogue = &ask.office.catalogue();
  out.units = ask.units.get();
  const auto named = call.query("unit");
  if (!named.empty()) {
    // As on its page, the value of any unit may be asked; what is behind it opens only where it may be read.
    const auto* unit = ask.units->find(UnitId(std::string(named)));
    if (unit == nullptr) unit = ask.units->by_name(named);
    if (unit == nullptr) return fail(Code::absent, "api.no_unit", {{"unit", std::string(named.substr(0, 60))}});
    out.unit = unit->id;
  } else if (!ask.readable.empty()) {
    out.unit = ask.readable.front();
  } else if (!ask.units->all().empty()) {
    out.unit = ask.units->all().front().id;
  }
  out.period = Period::year(year_asked(call));
  out.today = ask.office.today();
  TRY(out.log_size, ask.office.ledger().size(session));
  TRY(out.at, size_asked(call, session));
  return out;
}

struct Opened {
  figures::Context context;
  figures::Expression expression;
};
Result<Opened> opened(const Call& call, db::Session& session) {
  Opened out;
  TRY(out.context, context_asked(call, session));
  TRY(out.expression, figures::parse(call.query("expr"), call.ask.office.catalogue(), *call.ask.units, year_asked(call)));
  return out;
}

constexpr const char* kAggregates[] = {"count",  "sum",           "distinct", "average", "minimum",       "maximum",   "ratio",
                                       "growth", "cadence_share", "required", "missing", "on_time_share", "late_share"};

Json figure_json(const Ask& ask, const figures::Figure& figure) {
  Json out{{"expr", figure.expr},
           {"aggregate", kAggregates[static_cast<int>(figure.aggregate)]},
           {"value", nullptr},
           {"why_none", nullptr},
           {"measure", figure.measure},
           {"records", figure.of_size},
           {"base_records", figure.base_size},
           {"at", figure.at},
           {"provisional", figure.provisional}};
  if (figure.value) out["value"] = figure.value->text();
  if (figure.why_none) out["why_none"] = ask.here.say(*figure.why_none);
  out["rule"] = Json{{"zh", figure.rule.zh}, {"en", figure.rule.en}};
  out["late"] = Json{{"late", figure.late.late}, {"of", figure.late.of}, {"taken_over", figure.late.taken_over}};
  return out;
}

bool may_read(const Ask& ask, const index::RecordRow& row) { return std::find(ask.readable.begin(), ask.readable.end(), row.unit) != ask.readable.end(); }
}  // namespace

Result<Reply> get_figure(Call& call) {
  Json out;
  TRY_OK(call.ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto asked, opened(call, session));
    TRY(const auto figure, figures::evaluate(session, asked.expression, asked.context));
    out = figure_json(call.ask, figure);
    return {};
  }));
  return json_answer(out);
}

Result<Reply> figure_records(Call& call) {
  auto& ask = call.ask;
  const auto limit = static_cast<std::size_t>(call.number("limit", kPageRows));
  const auto which = call.query("set") == "base" ? figures::Which::base : figures::Which::of;
  TRY(const auto place, place_asked(call));
  std::string out = "{\"records\":[", next;
  std::int64_t closed = 0;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto asked, opened(call, session));
    std::optional<index::RecordRow> after;
    if (place) {
      TRY(after, index::current(session, RecordId(place->id), asked.context.at));
      if (!after) return fail(Code::invalid, "api.bad_cursor");
    }
    // Walks past what may not be seen, a bounded way; the next page goes on where this one stopped.
    constexpr int kMostWalks = 10;
    std::size_t shown = 0;
    for (int walk = 0; walk < kMostWalks; ++walk) {
      TRY(const auto rows, figures::records_behind(session, asked.expression, asked.context, which, static_cast<int>(limit) + 1, after));
      const bool more = rows.size() > limit;
      for (std::size_t i = 0; i < std::min(rows.size(), limit); ++i) {
        after = rows[i].row;
        if (!may_read(ask, rows[i].row)) {
          ++closed;
          continue;
        }
        put_row(out, ask, rows[i].row);
        out += ',';
        if (++shown == limit) break;
      }
      const bool last_shown = !rows.empty() && after && after->record == rows.back().row.record;
      next = more || !last_shown ? cursor_of(after && after->happened ? after->happened->from.iso() : std::string{}, after ? after->record.text : std::string{})
                                 : std::string{};
      if (rows.empty()) next.clear();
      if (next.empty() || shown == limit) break;
    }
    return {};
  }));
  if (out.back() == ',') out.pop_back();
  out += "],\"closed\":" + std::to_string(closed) + ",\"next\":";
  if (next.empty()) out += "null";
  else put_text(out, next);
  auto reply = json_answer(out + "}\n");
  if (!next.empty()) link_next(call, reply, next);
  return reply;
}

Result<Reply> figure_nearly(Call& call) {
  auto& ask = call.ask;
  Json out{{"nearly", Json::array()}, {"closed", 0}};
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto asked, opened(call, session));
    TRY(const auto rows, figures::nearly_counted(session, asked.expression, asked.context, kPageRows));
    int closed = 0;
    for (const auto& near : rows) {
      if (!may_read(ask, near.row)) {
        ++closed;
        continue;
      }
      out["nearly"].push_back(Json{{"record", near.row.record.text},
                                   {"title", near.row.title},
                                   {"kind", near.row.kind.text},
                                   {"state", near.row.state},
                                   {"reason", near.reason},
                                   {"detail", ask.here.say(near.message)},
                                   {"url", "/api/v1/records/" + near.row.record.text}});
    }
    out["closed"] = closed;
    return {};
  }));
  return json_answer(out);
}

// Each kind counted over a year.
Result<Reply> list_counts(Call& call) {
  auto& ask = call.ask;
  const int year = year_asked(call);
  TRY(const auto unit, unit_asked(ask, call.query("unit")));
  Json out{{"year", year}, {"unit", unit.text}, {"counts", Json::array()}};
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto rows, figures::tallies(session, Period::year(year), {}));
    std::map<KindId, std::pair<std::int64_t, std::int64_t>> sums;
    for (const auto& row : rows)
      if (ask.units->is_within(row.unit, unit)) sums[row.kind].first += row.n, sums[row.kind].second += row.late;
    for (const auto& kind : ask.office.catalogue().kinds()) {
      const auto [n, late] = sums[kind.id];
      const auto measure = kind.measures.empty() ? std::string{} : kind.measures.front().word;
      out["counts"].push_back(Json{{"kind", kind.id.text},
                                   {"kind_name", app::name_in(kind.names, ask.lang_id())},
                                   {"value", std::to_string(n)},
                                   {"late", late},
                                   {"measure", measure},
                                   {"expr", "count(" + kind.id.text + "; unit=" + unit.text + "; " + std::to_string(year) + ")"}});
    }
    return {};
  }));
  return json_answer(out);
}
}  // namespace youju::api
