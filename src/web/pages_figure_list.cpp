// SPDX-License-Identifier: Apache-2.0
// All kinds with this year's and last year's count, and figures put together from choices.
#include <algorithm>
#include <map>

#include "app/records.h"
#include "figures/figures.h"
#include "view/figures.h"
#include "web/handlers_figures.h"

namespace youju::web {
namespace {
using Choices = view::FigureBuilder::Choices;
using kinds::FieldType;

struct BuilderWhat {
  const char *id, *word;
  enum class Needs { nothing, number, things, cadence } needs;
};
constexpr BuilderWhat kWhats[] = {
    {"count", "figure.what_count", BuilderWhat::Needs::nothing},       {"sum", "figure.what_sum", BuilderWhat::Needs::number},           {"distinct", "figure.what_distinct", BuilderWhat::Needs::things},
    {"average", "figure.what_average", BuilderWhat::Needs::number},    {"min", "figure.what_min", BuilderWhat::Needs::number},           {"max", "figure.what_max", BuilderWhat::Needs::number},
    {"required", "figure.what_required", BuilderWhat::Needs::cadence}, {"missing", "figure.what_missing", BuilderWhat::Needs::cadence},  {"share", "figure.what_share", BuilderWhat::Needs::cadence},
    {"on_time", "figure.what_on_time", BuilderWhat::Needs::nothing},   {"late", "figure.what_late", BuilderWhat::Needs::nothing},        {"growth", "figure.what_growth", BuilderWhat::Needs::nothing},
    {"growth_year", "figure.what_growth_year", BuilderWhat::Needs::nothing}};

bool can_be_field(const kinds::Field& field, BuilderWhat::Needs needs) {
  if (needs == BuilderWhat::Needs::number) return kinds::is_number(field.type);
  return field.type == FieldType::persons || field.type == FieldType::person || field.type == FieldType::choice || field.type == FieldType::unit || field.type == FieldType::record;
}

class Builder {
 public:
  explicit Builder(const Ask& ask) : ask_(ask) {}
  view::FigureBuilder read();

 private:
  std::string chosen(std::string_view name, const Choices& from) const;
  std::string name(const kinds::Names& names) const { return app::name_in(names, ask_.lang_id()); }
  void whats();
  void fields();
  void filters();
  void where_and_when();
  void put_together();

  const Ask& ask_;
  const kinds::Kind* kind_ = nullptr;
  const BuilderWhat* what_ = nullptr;
  view::FigureBuilder out_;
};

// What was sent when it is among the choices, else the first of them.
std::string Builder::chosen(std::string_view field, const Choices& from) const {
  const auto sent = ask_.query.get(field);
  for (const auto& one : from)
    if (one.first == sent) return one.first;
  return from.empty() ? "" : from.front().first;
}

void Builder::whats() {
  for (const auto& what : kWhats) {
    if (what.needs == BuilderWhat::Needs::cadence && kind_->cadences.empty()) continue;
    const bool of_field = what.needs == BuilderWhat::Needs::number || what.needs == BuilderWhat::Needs::things;
    if (of_field && std::none_of(kind_->fields.begin(), kind_->fields.end(), [&](const auto& field) { return can_be_field(field, what.needs); })) continue;
    out_.whats.emplace_back(what.id, ask_.here.say(what.word));
  }
  out_.what = chosen("what", out_.whats);
  what_ = std::find_if(std::begin(kWhats), std::end(kWhats), [&](const auto& what) { return out_.what == what.id; });
}

void Builder::fields() {
  if (what_->needs != BuilderWhat::Needs::number && what_->needs != BuilderWhat::Needs::things) return;
  for (const auto& field : kind_->fields)
    if (can_be_field(field, what_->needs)) out_.fields.emplace_back(field.id, name(field.names));
  out_.field = chosen("field", out_.fields);
}

void Builder::filters() {
  if (what_->needs == BuilderWhat::Needs::cadence) return;
  out_.filters.emplace_back("", ask_.here.say("figure.no_filter"));
  for (const auto& field : kind_->fields) {
    const auto add = [&](const std::string& value, const std::string& text) { out_.filters.emplace_back(field.id + "=" + value, ask_.here.say("figure.filter_is", {{"field", name(field.names)}, {"value", text}})); };
    for (const auto& choice : field.choices) add(choice.id, name(choice.names));
    if (field.type == FieldType::yes_no) add("yes", ask_.here.say("cli.yes")), add("no", ask_.here.say("cli.no"));
  }
  out_.filter = chosen("filter", out_.filters);
}

void Builder::where_and_when() {
  constexpr std::size_t kMostUnits = 40;
  const auto& here = ask_.here;
  for (const auto& id : ask_.units->with_sub_units(UnitId(here.unit)))
    if (out_.wheres.size() < kMostUnits && is_readable(ask_, id)) out_.wheres.emplace_back(id.text, ask_.unit_name(id));
  out_.where = chosen("where", out_.wheres);
  const auto year = std::to_string(here.year);
  const auto add = [&](const std::string& period, std::string_view word, int n) { out_.whens.emplace_back(period, here.say(word, {{"year", year}, {"month", std::to_string(n)}, {"quarter", std::to_string(n)}, {"n", std::to_string(n)}})); };
  add(year, "figure.period_year", 0);
  add(year + "H1", "figure.first_half", 1);
  add(year + "H2", "figure.second_half", 2);
  for (int quarter = 1; quarter <= 4; ++quarter) add(year + "Q" + std::to_string(quarter), "figure.period_quarter", quarter);
  for (int month = 1; month <= 12; ++month) add(year + (month < 10 ? "-0" : "-") + std::to_string(month), "figure.period_month", month);
  out_.when = chosen("when", out_.whens);
}

void Builder::put_together() {
  std::string selection = kind_->id.text + (out_.field.empty() ? "" : "." + out_.field) + "; unit=" + out_.where;
  if (!out_.filter.empty()) selection += "; " + out_.filter;
  selection += "; " + out_.when;
  const bool growth = out_.what.starts_with("growth");
  out_.expr = out_.what + (growth ? "(count(" + selection + "))" : "(" + selection + ")");
}

view::FigureBuilder Builder::read() {
  out_.kinds.emplace_back("", ask_.here.say("figure.choose_kind"));
  for (const auto& kind : ask_.office.catalogue().kinds()) out_.kinds.emplace_back(kind.id.text, name(kind.names));
  out_.kind = chosen("kind", out_.kinds);
  kind_ = out_.kind.empty() ? nullptr : ask_.office.catalogue().find(KindId(out_.kind));
  if (kind_ == nullptr) return std::move(out_);
  whats();
  fields();
  filters();
  where_and_when();
  put_together();
  return std::move(out_);
}

Result<void> answer_builder(const Ask& ask, db::Session& session, view::FigureBuilder& builder) {
  if (builder.expr.empty()) return {};
  TRY(const auto context, looked_at(ask, session));
  const auto said = [&]() -> Result<void> {
    TRY(const auto expression, figures::parse(builder.expr, ask.office.catalogue(), *ask.units, ask.here.year));
    TRY(const auto figure, figures::evaluate(session, expression, context));
    builder.number = number_text(figure);
    builder.measure = figure.value ? figure.measure : "";
    if (figure.why_none) builder.remark = ask.here.say(*figure.why_none);
    return {};
  }();
  if (said) return {};
  if (said.error().code != Code::invalid) return said;
  builder.remark = ask.here.say(said.error().message);
  return {};
}

// From the tallies, with one question a year.
Result<std::map<KindId, figures::TallyRow>> counted_in(const Ask& ask, db::Session& session, int year, const std::vector<KindId>& kinds) {
  TRY(const auto rows, figures::roll_up(session, Period::year(year), kinds, *ask.units));
  std::map<KindId, figures::TallyRow> out;
  for (const auto& row : rows)
    if (row.unit.text == ask.here.unit) out[row.kind] = row;
  return out;
}

std::string late_text(const figures::TallyRow& row) {
  const auto of = row.n - row.taken_over;
  if (of <= 0) return {};
  const auto share = divide(Decimal::of(row.late * 100), Decimal::of(of));
  figures::Figure shown;
  shown.value = share, shown.measure = "%";
  return number_text(shown);
}

Result<void> read_groups(const Ask& ask, db::Session& session, view::FiguresPage& page) {
  std::vector<KindId> ids;
  for (const auto& kind : ask.office.catalogue().kinds()) ids.push_back(kind.id);
  TRY(const auto now, counted_in(ask, session, ask.here.year, ids));
  TRY(const auto before, counted_in(ask, session, ask.here.year - 1, ids));
  const auto row_in = [](const auto& rows, const KindId& id) {
    const auto found = rows.find(id);
    return found == rows.end() ? figures::TallyRow{} : found->second;
  };
  for (const auto& kind : ask.office.catalogue().kinds()) {
    const auto group = name_of_pack(ask, kind.pack);
    auto at = std::find_if(page.groups.begin(), page.groups.end(), [&](const auto& one) { return one.name == group; });
    if (at == page.groups.end()) at = page.groups.insert(page.groups.end(), {group, {}});
    const auto row = row_in(now, kind.id);
    view::KindFigure line;
    line.name = kind_name(ask, kind.id);
    line.address = ask.here.to("/figures", {{"kind", kind.id.text}});
    line.expr = count_expr(ask, kind.id), line.number = view::grouped(row.n), line.measure = measure_word(kind);
    line.before_expr = count_expr(ask, kind.id, ask.here.year - 1), line.before = view::grouped(row_in(before, kind.id).n);
    line.late = late_text(row), line.late_expr = "late(" + kind.id.text + "; unit=" + ask.here.unit + "; " + std::to_string(ask.here.year) + ")";
    at->kinds.push_back(std::move(line));
  }
  return {};
}
}  // namespace

std::string name_of_pack(const Ask& ask, const std::string& with_version) {
  const auto id = with_version.substr(0, with_version.find('@'));
  for (const auto& pack : ask.office.catalogue().packs())
    if (pack.id == id) return app::name_in(pack.names, ask.lang_id());
  return id;
}

Result<Reply> list_figures(Ask& ask) {
  view::FiguresPage page;
  page.builder = Builder(ask).read();
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY_OK(answer_builder(ask, session, page.builder));
    return read_groups(ask, session, page);
  }));
  TRY(auto frame, frame_of(ask, "figures", ask.here.say("view.place_figures")));
  return html(view::page(frame, view::figure_list(ask.here, page)));
}
}  // namespace youju::web
