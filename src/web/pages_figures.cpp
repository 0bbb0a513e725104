// SPDX-License-Identifier: Apache-2.0
// A figure opened by its expression: value, rule, records, nearly counted, trend, as of another day.
#include <algorithm>

#include "app/records.h"
#include "base/sentences.h"
#include "base/text.h"
#include "figures/figures.h"
#include "web/handlers_figures.h"
#include "web/handlers_tell.h"
#include "words/measure.h"

namespace youju::web {

Result<figures::Context> looked_at(const Ask& ask, db::Session& session) {
  figures::Context context;
  context.catalogue = &ask.office.catalogue();
  context.units = ask.units.get();
  context.unit = UnitId(ask.here.unit);
  context.period = Period::year(ask.here.year);
  context.today = ask.office.today();
  context.notes = figures::share_notes();
  TRY(context.log_size, ask.office.ledger().size(session));
  return context;
}
std::string measure_word(const kinds::Kind& kind) { return kind.measures.empty() ? "" : kind.measures.front().word; }
bool is_readable(const Ask& ask, const UnitId& unit) { return std::find(ask.readable.begin(), ask.readable.end(), unit) != ask.readable.end(); }

namespace {
// A stretch within one year names the year once.
std::string short_days(const view::Here& here, Period period) {
  auto from = here.day(period.from.iso()), to = here.day(period.to.iso());
  if (from == to) return from;
  const auto year = std::to_string(period.from.year());
  if (period.from.year() == period.to.year()) {
    if (here.chinese() && to.starts_with(year + "年")) to.erase(0, (year + "年").size());
    if (!here.chinese() && from.ends_with(" " + year)) from.resize(from.size() - year.size() - 1);
  }
  return from + (here.chinese() ? "至" : " – ") + to;
}
}  // namespace

view::RecordLine line_of(const Ask& ask, const index::RecordRow& row) {
  view::RecordLine out;
  out.address = ask.here.to("/records/" + row.record.text);
  out.day = row.happened ? short_days(ask.here, *row.happened) : "—";
  out.kind = kind_name(ask, row.kind);
  out.title = row.title.empty() ? out.kind : row.title;
  out.unit = ask.unit_name(row.unit);
  const auto* kind = ask.office.catalogue().find(row.kind);
  const auto* state = kind == nullptr ? nullptr : kind->state(row.state);
  out.state = state == nullptr ? row.state : app::name_in(state->names, ask.lang_id());
  out.counts = row.counts;
  if (row.timing == index::Timing::late) out.note = ask.here.say("figures.out_late_mark");
  return out;
}

std::string number_text(const figures::Figure& figure) {
  if (!figure.value) return "—";
  auto value = *figure.value;
  if (value.is_whole()) return view::grouped(value.scaled / Decimal::kScale);
  constexpr std::int64_t kTenth = Decimal::kScale / 10;
  if (figure.measure == "%") value.scaled = (value.scaled + (value.scaled < 0 ? -kTenth / 2 : kTenth / 2)) / kTenth * kTenth;
  return value.text();
}
std::string count_expr(const Ask& ask, const KindId& kind, int year) {
  return "count(" + kind.text + "; unit=" + ask.here.unit + "; " + std::to_string(year == 0 ? ask.here.year : year) + ")";
}

namespace {
constexpr int kFigureShown = 50, kFigurePage = 500, kFigureLooked = 5'000, kTrendYears = 5;

class OpenFigure {
 public:
  OpenFigure(Ask& ask, db::Session& session) : ask_(ask), session_(session) {}
  Result<void> work();
  view::FigureOpened take() { return std::move(out_); }
  const std::string& title() const { return title_; }

 private:
  Result<void> moment();
  Result<void> records(figures::Which which, std::int64_t size, std::string_view heading);
  Result<void> nearly();
  Result<void> trend();
  void facts();
  std::string title_of() const;
  std::string period_text(Period period) const;
  std::string reason_text(const figures::NearlyCounted& near) const;

  Ask& ask_;
  db::Session& session_;
  figures::Context context_;
  figures::Expression expression_, filled_;
  figures::Figure figure_;
  view::FigureOpened out_;
  std::string title_;
};

// "" is now, else a day or a size of the log.
Result<void> OpenFigure::moment() {
  out_.as_of = std::string(ask_.query.get("at"));
  if (out_.as_of.empty()) return {};
  if (const auto day = Date::parse(out_.as_of)) {
    TRY(context_.at, ask_.office.ledger().size_on(session_, *day));
    return {};
  }
  const bool digits = out_.as_of.size() < 16 && out_.as_of.find_first_not_of("0123456789") == out_.as_of.npos;
  context_.at = digits ? std::stoll(out_.as_of) : -1;
  if (context_.at < 0 || context_.at > context_.log_size) return fail(Code::invalid, "figures.bad_size", {{"size", out_.as_of}, {"now", std::to_string(context_.log_size)}});
  return {};
}

Result<void> OpenFigure::work() {
  TRY(context_, looked_at(ask_, session_));
  out_.typed = std::string(ask_.query.get("expr"));
  TRY(expression_, figures::parse(out_.typed, ask_.office.catalogue(), *ask_.units, ask_.here.year));
  TRY_OK(moment());
  filled_ = figures::filled_in(expression_, context_);
  TRY(figure_, figures::evaluate(session_, expression_, context_));
  title_ = title_of();
  const bool two = figure_.aggregate == figures::Aggregate::ratio || figure_.aggregate == figures::Aggregate::growth;
  out_.continued = !ask_.query.get("after").empty();
  facts();
  TRY_OK(records(figures::Which::of, figure_.of_size, two ? "figure.records_of" : "figure.records"));
  if (out_.continued) return {};
  if (two) TRY_OK(records(figures::Which::base, figure_.base_size, "figure.records_base"));
  TRY_OK(nearly());
  TRY_OK(trend());
  if (!out_.as_of.empty()) {
    auto now = context_;
    now.at = index::kOpen;
    TRY(const auto value, figures::evaluate(session_, expression_, now));
    out_.now = number_text(value);
  }
  return {};
}

std::string OpenFigure::period_text(Period period) const {
  const auto& here = ask_.here;
  const int year = period.from.year();
  const Args args{{"year", std::to_string(year)}, {"month", std::to_string(period.from.month())}, {"quarter", std::to_string((period.from.month() + 2) / 3)}};
  if (period == Period::year(year)) return here.say("figure.period_year", args);
  if (period == Period::month(year, period.from.month())) return here.say("figure.period_month", args);
  if (period == Period::quarter(year, (period.from.month() + 2) / 3)) return here.say("figure.period_quarter", args);
  return words::say_date(here.lang, period.from.iso()) + (here.chinese() ? "至" : " – ") + words::say_date(here.lang, period.to.iso());
}

std::string OpenFigure::title_of() const {
  static constexpr const char* kWhat[] = {"",                   "figure.of_sum",      "figure.of_distinct", "figure.of_average",  "figure.of_minimum", "figure.of_maximum", "figure.of_ratio",
                                          "figure.of_growth",   "figure.of_share",    "figure.of_required", "figure.of_missing", "figure.of_on_time",  "figure.of_late"};
  const auto& of = filled_.of;
  auto name = of.kind.empty() ? ask_.here.say("figure.all_kinds") : kind_name(ask_, of.kind);
  const auto* kind = ask_.office.catalogue().find(of.kind);
  if (kind != nullptr && !of.field.empty())
    if (const auto* field = kind->field(of.field)) name = ask_.here.say("figure.field_of", {{"kind", name}, {"field", app::name_in(field->names, ask_.lang_id())}});
  if (filled_.aggregate == figures::Aggregate::count) return name;
  return ask_.here.say(kWhat[static_cast<int>(filled_.aggregate)], {{"what", name}});
}

void OpenFigure::facts() {
  const auto& here = ask_.here;
  out_.expr = figure_.expr;
  out_.value = figure_.value ? number_text(figure_) : "";
  out_.measure = figure_.measure;
  if (figure_.why_none) out_.why_none = here.say(*figure_.why_none);
  out_.unit = filled_.of.unit ? ask_.unit_name(*filled_.of.unit) : "";
  const auto readable = [&](const std::optional<UnitId>& unit) { return !unit || is_readable(ask_, *unit); };
  out_.unit_id = filled_.of.unit ? filled_.of.unit->text : "";
  out_.is_readable = filled_.of.unit && filled_.of.period && readable(filled_.of.unit) && (!filled_.base || readable(filled_.base->unit));
  if (filled_.of.this_level_only) out_.unit += here.say("figure.this_level");
  if (filled_.of.period) out_.period = period_text(*filled_.of.period);
  out_.rule = sentences(here.chinese() ? figure_.rule.zh : figure_.rule.en, here.chinese() ? "。" : ". ");
  out_.provisional = figure_.provisional;
  out_.late = figure_.late.late, out_.of = figure_.late.of, out_.taken_over = figure_.late.taken_over;
  out_.at = std::to_string(figure_.at);
  out_.copied = here.say("figure.sentence", {{"what", title_}, {"value", out_.value.empty() ? "—" : words::say_measured(here.lang, out_.value, out_.measure)}, {"period", out_.period}, {"unit", out_.unit}, {"at", out_.at},
                                             {"expr", out_.expr}});
}

// The first fifty that may be read; the others are told as a number.
Result<void> OpenFigure::records(figures::Which which, std::int64_t size, std::string_view heading) {
  view::FigureSet set;
  set.title = ask_.here.say(heading, {{"n", std::to_string(size)}});
  std::optional<index::RecordRow> after;
  if (const auto id = std::string(ask_.query.get("after")); !id.empty()) {
    TRY(after, index::current(session_, RecordId(id), context_.at));
  }
  const bool all_open = ask_.readable.size() == ask_.units->all().size();
  std::optional<index::RecordRow> last_shown;
  std::int64_t looked = 0;
  const int page = all_open ? kFigureShown + 1 : kFigurePage;
  for (bool more = true; more;) {
    TRY(const auto rows, figures::records_behind(session_, expression_, context_, which, page, after));
    for (const auto& one : rows) {
      if (!is_readable(ask_, one.row.unit)) {
        ++out_.closed;
        continue;
      }
      if (set.lines.size() == kFigureShown) {
        ++set.left;
        continue;
      }
      set.lines.push_back(line_of(ask_, one.row));
      if (!one.under.empty()) set.lines.back().note += (set.lines.back().note.empty() ? "" : " ") + ask_.here.say("figures.out_under_mark", {{"kind", kind_name(ask_, one.row.kind)}});
      last_shown = one.row;
    }
    looked += static_cast<std::int64_t>(rows.size());
    more = static_cast<int>(rows.size()) == page && !all_open && looked < kFigureLooked;
    out_.closed_at_least = out_.closed_at_least || (looked >= kFigureLooked && static_cast<int>(rows.size()) == page);
    if (!rows.empty()) after = rows.back().row;
  }
  if (set.left > 0) {
    // Of a set without hidden records the page need not be walked to the end to know how many there are.
    if (all_open && !out_.continued) set.left = size - kFigureShown;
    if (all_open && out_.continued) set.left = 0;
    if (which == figures::Which::of) set.more = ask_.here.to("/figures/show", {{"expr", out_.typed}, {"at", out_.as_of}, {"after", last_shown->record.text}});
  }
  if (size > 0) out_.sets.push_back(std::move(set));
  return {};
}

std::string OpenFigure::reason_text(const figures::NearlyCounted& near) const {
  Message message = near.message;
  const auto* kind = ask_.office.catalogue().find(near.row.kind);
  if (message.args.contains("state") && kind != nullptr)
    if (const auto* state = kind->state(near.row.state)) message.args["state"] = app::name_in(state->names, ask_.lang_id());
  if (near.reason.starts_with("filter:") && kind != nullptr)
    if (const auto* field = kind->field(near.reason.substr(7))) message.args["field"] = app::name_in(field->names, ask_.lang_id());
  return ask_.here.say(message);
}

Result<void> OpenFigure::nearly() {
  TRY(const auto rows, figures::nearly_counted(session_, expression_, context_, kFigureShown));
  out_.nearly_more = rows.size() == kFigureShown;
  for (const auto& near : rows) {
    if (!is_readable(ask_, near.row.unit)) {
      ++out_.nearly_closed;
      continue;
    }
    out_.nearly.push_back(line_of(ask_, near.row));
    out_.nearly.back().note = reason_text(near);
  }
  return {};
}

void shift_years(figures::Selection& selection, int years) {
  if (!selection.period) return;
  const auto p = *selection.period;
  selection.period = Period{p.from.plus_months(-12 * years), p.to.plus_days(1).plus_months(-12 * years).plus_days(-1)};
}

Result<void> OpenFigure::trend() {
  TRY(const auto first, index::first_year(session_));
  std::int64_t greatest = 0;
  std::vector<std::int64_t> sizes;
  for (int back = kTrendYears - 1; back >= 0; --back) {
    auto expression = filled_;
    shift_years(expression.of, back);
    if (expression.base) shift_years(*expression.base, back);
    if (!expression.of.period || (back > 0 && expression.of.period->to.year() < first.value_or(9999))) continue;
    auto figure = figure_;
    if (back > 0) {
      TRY(figure, figures::evaluate(session_, expression, context_));
    }
    sizes.push_back(figure.value ? std::max<std::int64_t>(figure.value->scaled, 0) : 0);
    greatest = std::max(greatest, sizes.back());
    out_.trend.push_back({period_text(*expression.of.period), figure.expr, number_text(figure), figure.value ? figure.measure : "", 0, back == 0});
  }
  // Years before anything was kept say nothing.
  const auto kept = static_cast<std::ptrdiff_t>(std::find_if(sizes.begin(), sizes.end(), [](std::int64_t n) { return n > 0; }) - sizes.begin());
  out_.trend.erase(out_.trend.begin(), out_.trend.begin() + kept);
  sizes.erase(sizes.begin(), sizes.begin() + kept);
  for (std::size_t i = 0; i < sizes.size(); ++i) out_.trend[i].share = greatest == 0 ? 0 : static_cast<int>(sizes[i] * 1000 / greatest);
  return {};
}

Result<Reply> refused_figure(Ask& ask, const Error& error) {
  view::FigureRefused refused;
  refused.typed = std::string(ask.query.get("expr"));
  refused.as_of = std::string(ask.query.get("at"));
  const auto message = refused.typed.empty() ? ask.here.say("figure.nothing_asked") : ask.here.say(error.message);
  (error.message.word == "figures.bad_size" ? refused.as_of_problem : refused.message) = message;
  if (const auto nearest = error.message.args.find("try"); nearest != error.message.args.end()) refused.nearest = nearest->second;
  TRY(auto frame, frame_of(ask, "figures", ask.here.say("figure.cannot_read")));
  frame.path = {{"/figures", ask.here.say("view.place_figures")}};
  return html(view::page(frame, view::figure_refused(ask.here, refused)), 422);
}
}  // namespace

Result<Reply> show_figure(Ask& ask) {
  view::FigureOpened opened;
  std::string title;
  const auto read = ask.office.read([&](db::Session& session) -> Result<void> {
    OpenFigure work(ask, session);
    TRY_OK(work.work());
    opened = work.take();
    title = work.title();
    return {};
  });
  if (!read && read.error().code == Code::invalid) return refused_figure(ask, read.error());
  TRY_OK(read);
  TRY(auto frame, frame_of(ask, "figures", title));
  frame.path = {{"/figures", ask.here.say("view.place_figures")}};
  view::Html said;
  if (!opened.continued && opened.is_readable) {
    TRY(said, comments_under(ask, app::About::figure, opened.expr, UnitId(opened.unit_id), {}));
  }
  return html(view::page(frame, view::row_of(view::figure_opened(ask.here, opened), said)));
}
}  // namespace youju::web
