// SPDX-License-Identifier: Apache-2.0
#include "app/forms.h"

#include "crypto/crypto.h"

namespace youju::app {
namespace {
constexpr std::string_view kWordsInCells[] = {"year", "last_year", "next_year"};  // numbers; the others are text

Error at_cell(const LayoutPlace& place, const Error& error) {
  Error out{error.code, {"app.form_cell", error.message.args}, error.detail};
  out.message.args["sheet"] = place.sheet, out.message.args["cell"] = place.cell, out.message.args["problem"] = "@" + error.message.word;
  return out;
}

class FormFilling {
 public:
  FormFilling(Office& office, FilledForm& out, bool blank_allowed) : office_(office), out_(out), blank_allowed_(blank_allowed) {}

  Result<void> evaluate(db::Session& session) {
    TRY(const auto tree, people::read_units(session));
    const auto& facts = out_.layout.facts;
    report::Setting setting;
    setting.year = out_.request.year, setting.quarter = out_.request.quarter, setting.today = office_.today();
    if (const auto* unit = tree.find(facts.unit)) setting.office = unit->name;
    figures::Context context;
    context.catalogue = &office_.catalogue(), context.units = &tree, context.unit = facts.unit, context.today = office_.today();
    context.period = setting.quarter == 0 ? Period::year(setting.year) : Period::quarter(setting.year, setting.quarter);
    TRY(context.log_size, office_.ledger().size(session));
    context.at = out_.request.at == index::kOpen ? context.log_size : std::min(out_.request.at, context.log_size);
    context.shared = figures::share_sets();
    out_.at = context.at;
    for (const auto& place : facts.places) {
      if (!place.is_bound()) continue;
      if (!place.word.empty()) {
        word(place, setting);
      } else {
        TRY_OK(figure(session, place, tree, context));
      }
    }
    return {};
  }

  Result<void> write() {
    const bool whole = std::all_of(out_.cells.begin(), out_.cells.end(), [](const FilledCell& c) { return c.why_none.word.empty(); });
    if (!whole) return {};
    TRY(auto marked, draft::with_cells(office_.evidence().path_of(out_.layout.digest), values_));
    out_.bytes = std::move(marked.bytes);
    out_.changed_parts = std::move(marked.changed_parts);
    return {};
  }

 private:
  void word(const LayoutPlace& place, const report::Setting& setting) {
    const auto text = report::word_in(place.word, setting, out_.layout.facts.lang == "zh");
    const bool number = std::find(std::begin(kWordsInCells), std::end(kWordsInCells), place.word) != std::end(kWordsInCells);
    out_.cells.push_back({place.sheet, place.cell, "", text, "", "", {}});
    values_.push_back({place.sheet, place.cell, text, number, false});
  }
  Result<void> figure(db::Session& session, const LayoutPlace& place, const people::UnitTree& tree, const figures::Context& context) {
    const int year = out_.request.year;
    const auto parsed = figures::parse(report::with_years(place.expr, year), office_.catalogue(), tree, year);
    if (!parsed) return fail(at_cell(place, parsed.error()));
    const auto figure = figures::evaluate(session, *parsed, context);
    if (!figure) return fail(at_cell(place, figure.error()));
    FilledCell cell{place.sheet, place.cell, place.title, "", figure->expr, "", {}};
    cell.short_code = crypto::short_code(office_.settings().origin + "\n" + figure->expr + "\n" + std::to_string(figure->at));
    if (!figure->value) {
      const Error none{Code::invalid, {"report.no_value", {{"name", place.cell}, {"expr", figure->expr}}}, {}};
      if (!blank_allowed_) return fail(at_cell(place, none));
      cell.why_none = figure->why_none.value_or(none.message);
      out_.cells.push_back(std::move(cell));
      return {};
    }
    cell.text = report::printed(*figure, -1);
    const bool share = figure->measure == "%" || cell.text.ends_with('%');
    auto text = cell.text;
    if (text.ends_with('%')) text.pop_back();
    values_.push_back({place.sheet, place.cell, text, true, share});
    out_.cells.push_back(std::move(cell));
    return {};
  }

  Office& office_;
  FilledForm& out_;
  bool blank_allowed_;
  std::vector<draft::CellValue> values_;
};
}  // namespace

Result<FilledForm> fill_form(Office& office, const people::Who& who, const FormRequest& request, bool blank_allowed) {
  FilledForm out;
  out.request = request;
  TRY(out.layout, find_layout(office, request.form));
  if (out.layout.form != "xlsx") return fail(Code::invalid, "app.form_is_docx", {{"name", request.form}});
  if (request.year < 1900 || request.year > 9999) return fail(Code::invalid, "app.form_year");
  if (out.layout.facts.period == "quarter" && (request.quarter < 1 || request.quarter > 4)) return fail(Code::invalid, "app.quarter_needed");
  if (out.layout.facts.period == "year" && request.quarter != 0) return fail(Code::invalid, "app.no_quarter_here", {{"template", out.layout.id}});
  FormFilling filling(office, out, blank_allowed);
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    if (!people::may(who, people::Right::read, out.layout.facts.unit, tree, office.roles(), office.today())) return fail(Code::absent, "app.no_layout", {{"name", request.form}});
    return filling.evaluate(session);
  }));
  TRY_OK(filling.write());
  return out;
}

Result<draft::Form> form_of(Office& office, const std::string& digest) { return draft::read_form(office.evidence().path_of(digest)); }
}  // namespace youju::app
