// SPDX-License-Identifier: Apache-2.0
// Commands about the office's own documents: report templates (DOCX) and forms of the superior (XLSX).
#include "app/forms.h"
#include "cli/command.h"

namespace youju::cli {
namespace {

Result<app::LayoutStart> start_of(const Call& call, const std::string& form) {
  app::LayoutStart start;
  start.form = form;
  start.file = call.rest[1];
  start.title = call.get("--title").value_or("");
  start.period = call.get("--period").value_or("year");
  start.unit = call.get("--unit");
  TRY(start.year, year_asked(call));
  return start;
}

// "3=count(支委会)", "3={year}", "3=" (as text): places by their number, as `show` counts them.
Result<std::vector<app::Bind>> binds_of(const Call& call) {
  std::vector<app::Bind> out;
  for (const auto& text : call.all("--bind")) {
    const auto equals = text.find('=');
    const auto number = text.substr(0, equals);
    if (equals == text.npos || number.empty() || number.size() > 5 || number.find_first_not_of("0123456789") != number.npos || number == "0")
      return fail(Code::invalid, "cli.bind_form", {{"bind", text}});
    out.push_back({static_cast<std::size_t>(std::stoi(number)) - 1, text.substr(equals + 1), {}});
  }
  return out;
}

// "表1!C5=count(支委会)"; without a sheet, the first one.
Result<std::vector<app::LayoutPlace>> cells_of(const Call& call, const std::string& first_sheet) {
  std::vector<app::LayoutPlace> out;
  for (const auto& text : call.all("--cell")) {
    const auto equals = text.find('=');
    const auto mark = text.substr(0, equals).rfind('!');
    if (equals == text.npos || equals + 1 == text.size()) return fail(Code::invalid, "cli.cell_form", {{"cell", text}});
    app::LayoutPlace place;
    place.sheet = mark == text.npos ? first_sheet : text.substr(0, mark);
    place.cell = text.substr(mark == text.npos ? 0 : mark + 1, equals - (mark == text.npos ? 0 : mark + 1));
    place.expr = text.substr(equals + 1);
    out.push_back(std::move(place));
  }
  return out;
}

Json place_json(const app::LayoutPlace& place, const std::optional<app::PlaceFigure>& figure, std::size_t n) {
  Json out{{"place", n}, {"text", place.text}, {"expr", place.expr}, {"word", place.word}, {"value", nullptr}, {"suggested", place.suggested}};
  if (!place.cell.empty()) out["sheet"] = place.sheet, out["cell"] = place.cell;
  if (figure && !figure->value.empty()) out["value"] = figure->value;
  return out;
}

Result<void> print_places(const Call& call, app::Office& office, const app::LayoutFacts& facts, int year, Json& out) {
  TRY(const auto figures, app::place_figures(office, facts, year, facts.period == "quarter" ? 1 : 0));
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < facts.places.size(); ++i) {
    const auto& place = facts.places[i];
    out.push_back(place_json(place, figures[i], i + 1));
    const auto what = !place.expr.empty() ? place.expr : !place.word.empty() ? "{" + place.word + "}" : call.say("cli.place_as_text");
    rows.push_back({std::to_string(i + 1), place.cell.empty() ? place.text : place.sheet + "!" + place.cell, what, figures[i] ? figures[i]->value : ""});
  }
  if (call.json) return {};
  for (const auto& line : table_lines({call.say("cli.column_place"), call.say("cli.column_stands"), call.say("cli.column_bound"), call.say("cli.column_value")}, rows, {0, 3})) call.print(line);
  return {};
}

int sample_year(const app::Office& office, const app::LayoutFacts& facts) { return facts.year > 0 ? facts.year : office.today().year(); }

Result<int> publish(const Call& call, app::Office& office, const people::Who& who, app::LayoutDraft draft) {
  auto rebound = binds_of(call);
  if (!rebound) {
    TRY_OK(app::forget_layout_draft(office, who, draft.id));
    return fail(std::move(rebound).error());
  }
  TRY(auto bound, app::bind_places(office, who, draft.id, *rebound));
  const auto give_up = [&](Error error) -> Result<int> {
    TRY_OK(app::forget_layout_draft(office, who, draft.id));
    return fail(std::move(error));
  };
  if (!bound.problems.empty()) return give_up(Error{Code::invalid, bound.problems.front().message, {}});
  Json places = Json::array();
  TRY_OK(print_places(call, office, bound.draft.facts, sample_year(office, bound.draft.facts), places));
  if (call.has("--dry-run")) {
    TRY_OK(app::forget_layout_draft(office, who, draft.id));
    if (call.json) call.print_json(Json{{"title", bound.draft.facts.title}, {"places", places}});
    return 0;
  }
  auto layout = app::publish_layout(office, who, draft.id, {call.get("--id").value_or(""), bound.draft.facts.title});
  if (!layout) return give_up(std::move(layout).error());
  TRY_OK(settle(call, office));
  if (call.json) call.print_json(Json{{"id", layout->id}, {"version", layout->version}, {"name", layout->name()}, {"title", layout->facts.title}, {"digest", layout->digest}, {"places", places}});
  else call.print(call.say("cli.layout_in_force", {{"name", layout->name()}, {"title", layout->facts.title}}));
  return 0;
}

Result<int> template_add(const Call& call) {
  TRY(const auto start, start_of(call, "docx"));
  if (!call.has("--dry-run") && !call.get("--id")) return fail(Code::invalid, "cli.option_needed", {{"option", "--id"}});
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(auto draft, app::start_layout(*opened.office, opened.who, start));
  return publish(call, *opened.office, opened.who, std::move(draft));
}

Result<int> template_change(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(auto draft, app::change_layout(*opened.office, opened.who, call.rest[1]));
  auto named = call;
  named.options.emplace_back("--id", draft.base);
  return publish(named, *opened.office, opened.who, std::move(draft));
}

Result<int> form_add(const Call& call) {
  TRY(const auto start, start_of(call, "xlsx"));
  if (!call.get("--id")) return fail(Code::invalid, "cli.option_needed", {{"option", "--id"}});
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  auto& office = *opened.office;
  TRY(auto draft, app::start_layout(office, opened.who, start));
  const auto work = [&]() -> Result<int> {
    TRY(const auto form, app::form_of(office, draft.digest));
    TRY(const auto cells, cells_of(call, form.sheets.empty() ? "" : form.sheets.front().name));
    std::vector<std::pair<std::string, std::string>> wanted;
    for (auto cell : cells) {
      wanted.emplace_back(cell.sheet + "!" + cell.cell, std::exchange(cell.expr, {}));
      TRY_OK(app::add_place(office, opened.who, draft.id, cell));
    }
    TRY(draft, app::layout_draft(office, opened.who, draft.id));
    std::vector<app::Bind> binds;
    for (std::size_t i = 0; i < draft.facts.places.size(); ++i)
      for (const auto& [cell, expr] : wanted)
        if (draft.facts.places[i].sheet + "!" + draft.facts.places[i].cell == cell || cell.ends_with("!" + draft.facts.places[i].cell)) binds.push_back({i, expr, {}});
    TRY(const auto bound, app::bind_places(office, opened.who, draft.id, binds));
    if (!bound.problems.empty()) return fail(Error{Code::invalid, bound.problems.front().message, {}});
    return 0;
  };
  if (auto done = work(); !done) {
    TRY_OK(app::forget_layout_draft(office, opened.who, draft.id));
    return fail(std::move(done).error());
  }
  return publish(call, office, opened.who, std::move(draft));
}

Result<int> list_of(const Call& call, const char* form) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  TRY(const auto all, app::layouts(*opened.office, form));
  Json out = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& one : all) {
    const auto bound = std::count_if(one.facts.places.begin(), one.facts.places.end(), [](const auto& p) { return !p.expr.empty(); });
    out.push_back(Json{{"id", one.id}, {"version", one.version}, {"title", one.facts.title}, {"period", one.facts.period}, {"figures", bound}, {"digest", one.digest}});
    rows.push_back({one.name(), one.facts.period, std::to_string(bound), one.facts.title});
  }
  if (call.json) call.print_json(Json{{"layouts", out}});
  else if (rows.empty()) call.print(call.say(std::string_view(form) == "docx" ? "cli.no_own_templates" : "cli.no_forms"));
  else
    for (const auto& line : table_lines({call.say("cli.column_name"), call.say("cli.column_period"), call.say("cli.column_figures"), call.say("cli.column_title")}, rows, {2})) call.print(line);
  return 0;
}
Result<int> form_list(const Call& call) { return list_of(call, "xlsx"); }

Result<int> show_layout(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  TRY(const auto layout, app::find_layout(*opened.office, call.rest[1]));
  TRY(const auto year, year_asked(call));
  Json places = Json::array();
  TRY_OK(print_places(call, *opened.office, layout.facts, year.value_or(sample_year(*opened.office, layout.facts)), places));
  if (call.json) call.print_json(Json{{"id", layout.id}, {"version", layout.version}, {"title", layout.facts.title}, {"period", layout.facts.period}, {"places", places}});
  return 0;
}

Result<int> withdraw(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto layout, app::withdraw_layout(*opened.office, opened.who, call.rest[1]));
  TRY_OK(settle(call, *opened.office));
  call.print(call.say("cli.layout_withdrawn", {{"name", layout.id}}));
  return 0;
}

Result<int> form_fill(const Call& call) {
  app::FormRequest request;
  request.form = call.rest[1];
  TRY(const auto year, year_asked(call));
  if (!year) return fail(Code::invalid, "cli.option_needed", {{"option", "--year"}});
  request.year = *year;
  TRY(const auto quarter, number_asked(call, "--quarter", 1, 4, 0));
  request.quarter = static_cast<int>(quarter);
  const auto output = call.get("--output");
  if (!output) return fail(Code::invalid, "cli.output_needed");
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  TRY_OK(opened.office->read([&](db::Session& session) -> Result<void> {
    TRY(request.at, size_asked(call, *opened.office, session));
    return {};
  }));
  TRY(const auto filled, app::fill_form(*opened.office, opened.who, request));
  TRY_OK(write_file(*output, filled.bytes));
  Json cells = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& cell : filled.cells) {
    cells.push_back(Json{{"sheet", cell.sheet}, {"cell", cell.cell}, {"text", cell.text}, {"expr", cell.expr}, {"code", cell.short_code}});
    rows.push_back({cell.sheet + "!" + cell.cell, cell.text, cell.short_code, cell.expr});
  }
  if (call.json) {
    call.print_json(Json{{"form", filled.layout.name()}, {"file", *output}, {"at", filled.at}, {"cells", cells}, {"changed_parts", filled.changed_parts}});
    return 0;
  }
  for (const auto& line : table_lines({call.say("cli.column_cell"), call.say("cli.column_value"), call.say("cli.column_code"), call.say("cli.column_bound")}, rows, {1})) call.print(line);
  call.print(call.say("cli.form_filled", {{"file", *output}, {"n", std::to_string(rows.size())}, {"at", std::to_string(filled.at)}}));
  return 0;
}
}  // namespace

Commands paper_commands() {
  const Option title{"--title", "T", "cli.option_layout_title"}, period{"--period", "year|quarter", "cli.option_period_of"}, year{"--year", "Y", "cli.option_layout_year"},
      unit{"--unit", "U", "cli.option_unit"}, bind{"--bind", "N=EXPR", "cli.option_bind"}, dry{"--dry-run", "", "cli.option_dry_run"}, id{"--id", "ID", "cli.option_layout_id"};
  return {
      {"report template add", "DIR FILE.docx --id ID [--title T] [--period year|quarter] [--year Y] [--bind N=EXPR]… [--dry-run]", "cli.help_template_add", {id, title, period, year, unit, bind, dry}, 2, 2, template_add},
      {"report template change", "DIR ID [--bind N=EXPR]… [--dry-run]", "cli.help_template_change", {bind, dry}, 2, 2, template_change},
      {"report template show", "DIR ID [--year Y]", "cli.help_template_show", {year}, 2, 2, show_layout},
      {"report template withdraw", "DIR ID", "cli.help_template_withdraw", {}, 2, 2, withdraw},
      {"form add", "DIR FILE.xlsx --id ID --cell [SHEET!]CELL=EXPR… [--title T] [--period year|quarter]", "cli.help_form_add", {id, {"--cell", "C=EXPR", "cli.option_cell"}, title, period, unit}, 2, 2, form_add},
      {"form fill", "DIR ID --year Y [--quarter Q] [--at SIZE] -o FILE.xlsx", "cli.help_form_fill",
       {{"--year", "Y", "cli.option_year"}, {"--quarter", "Q", "cli.option_quarter"}, {"--at", "SIZE", "cli.option_at"}, {"--output", "FILE", "cli.option_output"}}, 2, 2, form_fill},
      {"form list", "DIR", "cli.help_form_list", {}, 1, 1, form_list},
      {"form show", "DIR ID [--year Y]", "cli.help_form_show", {year}, 2, 2, show_layout},
      {"form withdraw", "DIR ID", "cli.help_form_withdraw", {}, 2, 2, withdraw},
  };
}
}  // namespace youju::cli
