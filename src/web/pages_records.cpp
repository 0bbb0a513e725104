// SPDX-License-Identifier: Apache-2.0
// The ledger: records of a year and unit by filters, or those a text is found in.
#include <algorithm>

#include "base/text.h"
#include "view/records.h"
#include "web/handlers_ledger.h"
#include "web/handlers_records.h"

namespace youju::web {
namespace {
constexpr int kRowsOfPage = 50;
constexpr int kSearchedAtOnce = 400;
constexpr int kMostSearches = 10;  // stretches of a search looked through for one page

struct LedgerAsked {
  index::Filter filter;
  std::optional<Period> days;
  std::string q;
  std::optional<index::RecordRow> after;
};

std::vector<UnitId> readable_below(const Ask& ask, const UnitId& unit) {
  std::vector<UnitId> out;
  for (const auto& id : ask.readable)
    if (ask.units->is_within(id, unit)) out.push_back(id);
  return out;
}

// States are called differently by kinds: a name stands for all that are called so.
void choose_states(Ask& ask, const kinds::Kind* kind, view::Ledger& page, index::Filter& filter) {
  page.states = {{"", ask.here.say("records.all")}};
  std::set<std::string> names;
  const auto offer = [&](const kinds::Kind& one) {
    for (const auto& state : one.states) {
      const auto name = app::name_in(state.names, ask.lang_id());
      if (names.insert(name).second) page.states.emplace_back(name, name);
    }
    if (const auto* state = page.state.empty() ? nullptr : one.state(page.state)) filter.states.push_back(state->id);
  };
  if (kind != nullptr) return offer(*kind);
  for (const auto& one : ask.office.catalogue().kinds()) offer(one);
}

std::optional<Date> day_asked(Ask& ask, std::string_view name, std::string& shown, std::vector<std::string>& problems) {
  shown = std::string(ask.query.get(name));
  if (shown.empty()) return std::nullopt;
  auto day = Date::parse(shown);
  if (!day) problems.push_back(ask.here.say("records.no_day", {{"read", shown.substr(0, 40)}})), shown.clear();
  return day;
}

Result<LedgerAsked> read_filters(Ask& ask, view::Ledger& page) {
  LedgerAsked out;
  const auto& catalogue = ask.office.catalogue();
  page.kind = std::string(ask.query.get("kind"));
  page.state = std::string(ask.query.get("state"));
  page.when = ask.query.get("when") == "all" ? "all" : "";
  out.q = page.q = clean(ask.query.get("q")).value_or("");
  page.kinds = {{"", ask.here.say("records.all")}};
  for (const auto& kind : catalogue.kinds()) page.kinds.emplace_back(kind.id.text, app::name_in(kind.names, ask.lang_id()));
  const auto* kind = page.kind.empty() ? nullptr : catalogue.find_by_name(page.kind);
  if (!page.kind.empty() && kind == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", page.kind}});
  if (kind != nullptr) out.filter.kinds = {kind->id}, page.kind = kind->id.text;
  choose_states(ask, kind, page, out.filter);
  const auto from = day_asked(ask, "from", page.from, page.problems), to = day_asked(ask, "to", page.to, page.problems);
  if (page.when.empty() || from || to) {
    const auto year = Period::year(ask.here.year);
    out.days = Period{from.value_or(page.when.empty() ? year.from : *Date::of(1900, 1, 1)), to.value_or(page.when.empty() ? year.to : *Date::of(2199, 12, 31))};
    if (from && *from > year.to && !to) out.days->to = *Date::of(2199, 12, 31);
    if (to && *to < year.from && !from) out.days->from = *Date::of(1900, 1, 1);
  }
  out.filter.first_day = out.days;
  out.filter.units = readable_below(ask, UnitId(ask.here.unit));
  page.filtered = kind != nullptr || !page.state.empty() || !page.q.empty() || from || to || !page.when.empty();
  if (const auto after = ask.query.get("after"); !after.empty()) {
    TRY(out.after, readable_record(ask, RecordId(std::string(after))));
  }
  return out;
}

view::LedgerRow shown_row(Ask& ask, const index::RecordRow& row) {
  view::LedgerRow out{row.record.text,
                      days_of(ask.here, row),
                      row.title,
                      kind_name(ask, row.kind),
                      ask.unit_name(row.unit),
                      state_name(ask, row.kind, row.state),
                      row.state,
                      {}};
  out.counts = row.counts;
  out.late = row.counts && row.timing == index::Timing::late;
  out.files = row.files;
  return out;
}

bool fits_filter(const LedgerAsked& asked, const index::RecordRow& row) {
  const auto& f = asked.filter;
  if (!f.kinds.empty() && std::find(f.kinds.begin(), f.kinds.end(), row.kind) == f.kinds.end()) return false;
  if (!f.states.empty() && std::find(f.states.begin(), f.states.end(), row.state) == f.states.end()) return false;
  return !asked.days || (row.happened && asked.days->contains(row.happened->from));
}

// Rows of one page, and the last one looked at when there may be more.
struct Stretch {
  std::vector<view::LedgerRow> rows;
  std::optional<index::RecordRow> last;
};
Result<Stretch> searched(Ask& ask, const LedgerAsked& asked) {
  Stretch out;
  if (asked.filter.units.empty()) return out;  // none named would mean all
  auto after = asked.after;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    for (int turn = 0; turn < kMostSearches; ++turn) {
      TRY(const auto answer, index::search(session, asked.q, asked.filter.units, kSearchedAtOnce, after));
      for (const auto& found : answer.found) {
        if (out.rows.size() == kRowsOfPage) {
          out.last = after;
          return {};
        }
        after = found.row;
        if (!fits_filter(asked, found.row)) continue;
        auto row = shown_row(ask, found.row);
        if (found.snippet != found.row.title) row.snippet = found.snippet;
        out.rows.push_back(std::move(row));
      }
      if (answer.found.size() < kSearchedAtOnce) return {};
    }
    out.last = after;
    return {};
  }));
  return out;
}

Result<Stretch> listed(Ask& ask, const LedgerAsked& asked) {
  Stretch out;
  if (asked.filter.units.empty()) return out;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(auto rows, index::list(session, asked.filter, kRowsOfPage + 1, asked.after));
    if (rows.size() > kRowsOfPage) rows.pop_back(), out.last = rows.back();
    for (const auto& row : rows) out.rows.push_back(shown_row(ask, row));
    return {};
  }));
  return out;
}

// The counts above the list. Of one kind its figure; else of every kind that has anything this year.
Result<void> count_above(Ask& ask, view::Ledger& page) {
  const UnitId unit(ask.here.unit);
  const auto year = Period::year(ask.here.year);
  return ask.office.read([&](db::Session& session) -> Result<void> {
    if (!page.kind.empty()) {
      const auto text = "count(" + page.kind + ")";
      TRY(const auto expression, figures::parse(text, ask.office.catalogue(), *ask.units, ask.here.year));
      TRY(const auto figure, figures::evaluate(session, expression, figure_context(ask, unit, year)));
      page.counts.push_back({page.kind, kind_name(ask, KindId(page.kind)), text, figure.value ? figure.value->text() : "—", figure.measure});
      return {};
    }
    std::vector<KindId> kinds;
    for (const auto& kind : ask.office.catalogue().kinds()) kinds.push_back(kind.id);
    TRY(const auto rows, figures::roll_up(session, year, kinds, *ask.units));
    std::map<KindId, std::int64_t> sums;
    for (const auto& row : rows)
      if (row.unit == unit) sums[row.kind] = row.n;
    for (const auto& kind : ask.office.catalogue().kinds()) {
      const auto n = sums[kind.id];
      const auto measure = kind.measures.empty() ? std::string{} : kind.measures.front().word;
      if (n > 0) page.counts.push_back({kind.id.text, app::name_in(kind.names, ask.lang_id()), "count(" + kind.id.text + ")", view::grouped(n), measure});
    }
    return {};
  });
}
// Steps that may be taken for many at once: those that no second person decides on by what was shown.
void offer_picking(Ask& ask, view::Ledger& page, const view::Query& kept) {
  const auto* kind = page.kind.empty() ? nullptr : ask.office.catalogue().find(KindId(page.kind));
  if (kind == nullptr || page.rows.empty()) return;
  for (const auto& step : kind->transitions) {
    const auto right = people::right_from(step.right);
    if (step.by.empty() && !flow::is_signed(step) && right && ask.may(*right, UnitId(ask.here.unit)))
      page.steps.emplace_back(step.id, app::name_in(step.names, ask.lang_id()));
  }
  page.may_change = ask.may(people::Right::write, UnitId(ask.here.unit));
  if (page.steps.empty() && !page.may_change) return;
  auto pick = kept;
  pick.emplace_back("pick", "1");
  page.pick = ask.here.to("/records", pick);
  page.picking = !ask.query.get("pick").empty();
}
}  // namespace

Result<Reply> show_records(Ask& ask) {
  view::Ledger page;
  TRY(const auto asked, read_filters(ask, page));
  const auto* unit = ask.unit();
  page.unit = unit == nullptr ? ask.office.settings().name : unit->name;
  page.print_period = asked.days ? ask.here.days(asked.days->from.iso(), asked.days->to.iso()) : ask.here.say("records.when_all");
  page.shows_unit = asked.filter.units.size() > 1;
  page.example = ask.here.say("records.line_example");
  Stretch stretch;
  if (page.q.empty()) {
    TRY(stretch, listed(ask, asked));
  } else {
    TRY(stretch, searched(ask, asked));
  }
  page.rows = std::move(stretch.rows);
  const view::Query kept{{"q", page.q}, {"kind", page.kind}, {"state", page.state}, {"from", page.from}, {"to", page.to}, {"when", page.when}};
  if (stretch.last) {
    auto next = kept;
    next.emplace_back("after", stretch.last->record.text);
    page.next = ask.here.to("/records", next);
  }
  if (asked.after) page.first = ask.here.to("/records", kept);
  offer_picking(ask, page, kept);
  TRY(page.views, ledger_views(ask));
  if (ask.may(people::Right::import))
    page.ways = {{ask.here.to("/records/grid", {{"kind", page.kind}}), ask.here.say("grid.open")}, {ask.here.to("/import"), ask.here.say("importpage.title")}};
  if (ask.may(people::Right::write))
    page.ways.insert(page.ways.end(),
                     {{ask.here.to("/records/photos"), ask.here.say("photos.title")}, {ask.here.to("/records/scans"), ask.here.say("scans.title")}});
  page.ways.emplace_back(ask.here.to("/export", {{"kind", page.kind}}), ask.here.say("exportpage.title"));
  if (const auto wrong = ask.query.get("view_problem"); !wrong.empty())
    page.view_problem = ask.here.say(wrong == "views.too_many" ? "views.too_many" : "views.bad_name", {{"most", wrong == "views.too_many" ? "30" : "40"}});
  page.may_share = ask.may(people::Right::write, UnitId(ask.here.unit));
  const bool years_figures = page.q.empty() && page.from.empty() && page.to.empty() && page.when.empty() && page.state.empty();
  if (years_figures) TRY_OK(count_above(ask, page));
  TRY(auto frame,
      frame_of(ask, "records",
               page.kind.empty() ? ask.here.say("records.title") : ask.here.say("records.title_of", {{"kind", kind_name(ask, KindId(page.kind))}})));
  if (!page.kind.empty()) frame.path = {{"/records", ask.here.say("records.title")}};
  if (frame.can_write) frame.action = view::button_link(ask.here.to("/records/new", {{"kind", page.kind}}), ask.here.say("records.new_do"), true);
  return html(view::ledger_page(frame, page));
}
}  // namespace youju::web
