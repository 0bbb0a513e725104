// SPDX-License-Identifier: Apache-2.0
// The year of one unit: required and held, this year and last, entered late, open problems, the units below.
#include "view/year.h"

#include <algorithm>
#include <map>

#include "app/records.h"
#include "figures/figures.h"
#include "web/kind_years.h"

namespace youju::web {
namespace {
constexpr int kOpenShown = 20;

std::string year_expr(const Ask& ask, std::string_view function, const KindId& kind, int year) {
  return std::string(function) + "(" + kind.text + "; unit=" + ask.here.unit + "; " + std::to_string(year) + ")";
}

struct YearSums {
  std::map<KindId, std::int64_t> before, taken_over;
};

Result<YearSums> year_sums(const Ask& ask, db::Session& session) {
  std::vector<KindId> ids;
  for (const auto& kind : ask.office.catalogue().kinds()) ids.push_back(kind.id);
  YearSums out;
  TRY(const auto before, figures::roll_up(session, Period::year(ask.here.year - 1), ids, *ask.units));
  for (const auto& row : before)
    if (row.unit.text == ask.here.unit) out.before[row.kind] = row.n;
  TRY(const auto now, figures::roll_up(session, Period::year(ask.here.year), ids, *ask.units));
  for (const auto& row : now)
    if (row.unit.text == ask.here.unit) out.taken_over[row.kind] = row.taken_over;
  return out;
}

std::string percent_text(std::int64_t part, std::int64_t of) {
  figures::Figure shown;
  shown.value = divide(Decimal::of(part * 100), Decimal::of(of));
  shown.measure = "%";
  return number_text(shown);
}

void year_lines(const Ask& ask, const std::vector<KindYear>& years, YearSums& sums, view::YearPage& page) {
  std::int64_t late = 0, of = 0;
  for (const auto& one : years) {
    view::YearLine line;
    const auto& id = one.kind->id;
    const auto n = one.n[0], before = sums.before[id], judged = n - sums.taken_over[id];
    line.name = kind_name(ask, id), line.address = ask.here.to("/records", {{"kind", id.text}}), line.measure = measure_word(*one.kind);
    line.expr = count_expr(ask, id), line.number = view::grouped(n);
    line.before_expr = count_expr(ask, id, ask.here.year - 1), line.before = view::grouped(before);
    if (n != before) line.change = (n > before ? "+" : "−") + view::grouped(n > before ? n - before : before - n);
    if (judged > 0) line.late = percent_text(one.late[0], judged), line.late_expr = year_expr(ask, "late", id, ask.here.year);
    if (one.kept) {
      line.required = std::to_string(one.required), line.required_expr = year_expr(ask, "required", id, ask.here.year);
      line.missing = std::to_string(one.missing), line.missing_expr = year_expr(ask, "missing", id, ask.here.year);
    }
    if (one.kept && one.required > 0) line.share = (one.required - one.missing) * 1000 / one.required;
    late += one.late[0], of += std::max<std::int64_t>(judged, 0);
    page.lines.push_back(std::move(line));
  }
  if (of > 0) page.late_summary = ask.here.say(late == 0 ? "figure.none_late" : "figure.some_late", {{"late", std::to_string(late)}, {"of", std::to_string(of)}, {"share", percent_text(late, of)}});
}

// Problems on their way: neither in a last state nor void. They stay open over the turn of the year.
Result<void> open_problems(const Ask& ask, db::Session& session, view::YearPage& page) {
  const auto* kind = ask.office.catalogue().find(KindId("problem"));
  index::Filter filter;
  if (kind != nullptr)
    for (const auto& state : kind->states)
      if (!state.final && state.id != "void") filter.states.push_back(state.id);
  filter.units = ask.units->with_sub_units(UnitId(ask.here.unit));
  std::erase_if(filter.units, [&](const UnitId& unit) { return !is_readable(ask, unit); });
  if (!filter.states.empty() && !filter.units.empty()) {
    filter.kinds = {kind->id};
    TRY(const auto rows, index::list(session, filter, 200));
    for (const auto& row : rows) {
      if (page.open.size() < kOpenShown) page.open.push_back(line_of(ask, row));
      else ++page.open_left;
    }
  }
  const auto n = static_cast<std::int64_t>(page.open.size()) + page.open_left;
  page.open_summary = ask.here.say(n == 0 ? "year.none_open" : "year.some_open", {{"n", std::to_string(n)}});
  return {};
}

// Feedback by the service asked for; never by what was said or by whom. Nothing where there was none in either year.
Result<void> feedback_by_service(const Ask& ask, db::Session& session, view::YearPage& page) {
  const auto* kind = ask.office.catalogue().find(KindId("feedback"));
  const auto* field = kind == nullptr ? nullptr : kind->field("subject");
  if (field == nullptr) return {};
  const Period years{Period::year(ask.here.year - 1).from, Period::year(ask.here.year).to};
  TRY(const auto rows, figures::choices_of(session, kind->id, field->id, years, ask.units->with_sub_units(UnitId(ask.here.unit))));
  std::map<std::pair<std::string, int>, std::int64_t> n;
  for (const auto& row : rows) n[{row.choice, row.year}] = row.n;
  const auto expr = [&](const kinds::Choice& choice, int year) { return "count(" + kind->id.text + "; unit=" + ask.here.unit + "; " + field->id + "=" + choice.id + "; " + std::to_string(year) + ")"; };
  for (const auto& choice : field->choices) {
    const auto now = n[{choice.id, ask.here.year}], before = n[{choice.id, ask.here.year - 1}];
    if (now > 0 || before > 0) page.services.push_back({app::name_in(choice.names, ask.lang_id()), expr(choice, ask.here.year), view::grouped(now), expr(choice, ask.here.year - 1), view::grouped(before)});
  }
  return {};
}

Result<void> units_below(const Ask& ask, db::Session& session, view::YearPage& page) {
  TRY(const auto context, looked_at(ask, session));
  for (const auto& unit : ask.units->all()) {
    if (unit.parent.text != ask.here.unit || !is_readable(ask, unit.id)) continue;
    const auto expr = "count(all; unit=" + unit.id.text + "; " + std::to_string(ask.here.year) + ")";
    TRY(const auto expression, figures::parse(expr, ask.office.catalogue(), *ask.units, ask.here.year));
    TRY(const auto figure, figures::evaluate(session, expression, context));
    page.below.push_back({ask.here.to("/year", {{"unit", unit.id.text}}), unit.name, expr, number_text(figure)});
  }
  return {};
}
}  // namespace

Result<Reply> show_year(Ask& ask) {
  view::YearPage page;
  page.unit = ask.unit_name(UnitId(ask.here.unit));
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto years, kind_years(ask, session, ask.here.year));
    TRY(auto sums, year_sums(ask, session));
    year_lines(ask, years, sums, page);
    const auto rules = std::count_if(years.begin(), years.end(), [](const KindYear& one) { return one.kept; });
    const auto lacking = std::count_if(years.begin(), years.end(), [](const KindYear& one) { return one.missing > 0; });
    if (rules > 0) page.summary = ask.here.say(lacking == 0 ? "calendar.all_held" : "calendar.some_lack", {{"n", std::to_string(lacking)}, {"of", std::to_string(rules)}});
    TRY_OK(open_problems(ask, session, page));
    TRY_OK(feedback_by_service(ask, session, page));
    return units_below(ask, session, page);
  }));
  TRY(auto frame, frame_of(ask, "calendar", ask.here.say("year.title", {{"year", std::to_string(ask.here.year)}})));
  frame.path = {{"/calendar", ask.here.say("view.place_calendar")}};
  return html(view::page(frame, view::year(ask.here, page)));
}
}  // namespace youju::web
