// SPDX-License-Identifier: Apache-2.0
// A new record: by one line, by the full form, or like another one.
#include <algorithm>

#include "app/quick_add.h"
#include "view/entry.h"
#include "web/roll_call.h"

namespace youju::web {
namespace {
struct LineRead {
  app::Understood understood;
  std::optional<Error> error;  // what was not understood
};

// A line written while an earlier year is looked at is of that year, unless it says today.
Date day_for_lines(Ask& ask, std::string_view line) {
  const auto today = ask.office.today();
  for (const std::string_view near : {"今天", "昨天", "前天", "今日", "昨日", "today", "yesterday"})
    if (line.find(near) != line.npos) return today;
  return ask.here.year < today.year() ? Period::year(ask.here.year).to : today;
}

Result<LineRead> read_line(Ask& ask, const std::string& line) {
  LineRead out;
  const UnitId unit(ask.here.unit);
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    const auto lookups = app::lookups_in(session, ask.office, unit);
    auto understood = app::understand_line(ask.office.catalogue(), line, unit, lookups, day_for_lines(ask, line));
    if (understood) out.understood = std::move(*understood);
    else if (understood.error().code == Code::invalid) out.error = understood.error();
    else return fail(std::move(understood).error());
    return {};
  }));
  return out;
}

std::string piece_name(Ask& ask, const kinds::Kind& kind, const std::string& field) {
  if (field == "kind") return ask.here.say("records.kind");
  if (field == "happened") return app::name_in(kind.happened_names, ask.lang_id());
  const auto* found = kind.field(field);
  return found == nullptr ? field : app::name_in(found->names, ask.lang_id());
}

view::UnderstoodLine shown_line(Ask& ask, const LineRead& read) {
  view::UnderstoodLine out;
  if (read.error) {
    out.problem = ask.here.say(read.error->message);
    return out;
  }
  const auto& draft = read.understood.draft;
  const auto* kind = ask.office.catalogue().find(draft.kind);
  if (kind == nullptr) return out;
  for (const auto& piece : read.understood.pieces) {
    auto text = piece.read;
    if (piece.field == "kind") text = app::name_in(kind->names, ask.lang_id());
    else if (const auto found = draft.values.find(piece.field); found != draft.values.end()) text = found->second;
    if (piece.field == "happened" && Date::parse(text)) text = words::say_date(ask.here.lang, text);
    out.pieces.emplace_back(piece_name(ask, *kind, piece.field), std::move(text));
  }
  if (ask.readable.size() > 1) out.pieces.emplace_back(ask.here.say("records.unit"), ask.unit_name(draft.unit));
  for (const auto& remark : read.understood.remarks) out.remarks.push_back(ask.here.say(remark.message));
  return out;
}

std::vector<view::KindGroup> kind_groups(Ask& ask) {
  std::vector<view::KindGroup> out;
  for (const auto& kind : ask.office.catalogue().kinds()) {
    const auto id = kind.pack.substr(0, kind.pack.find('@'));
    std::string name = id;
    for (const auto& pack : ask.office.catalogue().packs())
      if (pack.id == id) name = app::name_in(pack.names, ask.lang_id());
    auto group = std::find_if(out.begin(), out.end(), [&](const auto& one) { return one.name == name; });
    if (group == out.end()) group = out.insert(out.end(), {name, {}});
    group->kinds.emplace_back(kind.id.text, app::name_in(kind.names, ask.lang_id()));
  }
  std::reverse(out.begin(), out.end());  // the office's own kinds before those of all offices
  return out;
}

// A line the office would understand: its first kind of its own with a title.
std::string example_line(Ask& ask) {
  for (auto kind = ask.office.catalogue().kinds().rbegin(); kind != ask.office.catalogue().kinds().rend(); ++kind)
    if (kind->id.text == "theme_day") return ask.here.say("records.line_example");
  const auto& kinds = ask.office.catalogue().kinds();
  return kinds.empty() ? std::string{} : "3月5日 " + app::name_in(kinds.back().names, "zh");
}

Result<Reply> entry_reply(Ask& ask, view::Entry page, int status = 200) {
  TRY(auto frame, frame_of(ask, "records", ask.here.say("records.new_title")));
  frame.path = {{"/records", ask.here.say("records.title")}};
  page.kinds = kind_groups(ask);
  if (ask.may(people::Right::import)) page.ways = {{ask.here.to("/records/grid"), ask.here.say("grid.open")}};
  page.ways.emplace_back(ask.here.to("/records/photos"), ask.here.say("photos.title"));
  page.ways.emplace_back(ask.here.to("/records/scans"), ask.here.say("scans.title"));
  if (ask.may(people::Right::import)) page.ways.emplace_back(ask.here.to("/import"), ask.here.say("importpage.title"));
  page.example = example_line(ask);
  return html(view::entry_page(frame, page), status);
}

std::vector<std::pair<std::string, std::string>> states_by_hand(Ask& ask, const kinds::Kind& kind) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& state : kind.states)
    if (state.id != "void" && !flow::is_guarded(kind, state.id)) out.emplace_back(state.id, app::name_in(state.names, ask.lang_id()));
  return out;
}

std::vector<std::pair<std::string, std::string>> units_to_write_in(Ask& ask) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& unit : ask.units->all())
    if (ask.may(people::Right::write, unit.id)) out.emplace_back(unit.id.text, unit.name);
  return out;
}

// With the roll called its fields are filled from it; only who is not on it is still typed.
Result<void> call_roll(Ask& ask, const kinds::Kind& kind, const FieldTexts& texts, view::RecordForm& form) {
  TRY(form.roll, roll_of(ask, kind, UnitId(form.unit), texts));
  if (form.roll->people.empty()) return {};
  std::erase_if(form.controls, [&](auto& control) {
    for (const auto& field : kind.fields) {
      if (field.type != kinds::FieldType::persons || control.field.name != control_name(field.id)) continue;
      if (field.role == kinds::PersonRole::due || field.role == kinds::PersonRole::excused || field.role == kinds::PersonRole::exempt) return true;
      if (field.role != kinds::PersonRole::present) return false;
      control.as = view::RecordControl::As::one;
      control.people.clear();
      control.field.label = ask.here.say("rollcall.others");
      control.field.hint = ask.here.say("records.names_hint");
    }
    return false;
  });
  return {};
}

Result<std::string> last_alike(Ask& ask, const kinds::Kind& kind, const UnitId& unit) {
  index::Filter filter;
  filter.units = {unit};
  filter.kinds = {kind.id};
  std::string out;
  if (std::find(ask.readable.begin(), ask.readable.end(), unit) == ask.readable.end()) return out;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto rows, index::list(session, filter, 1));
    if (!rows.empty()) out = rows.front().record.text;
    return {};
  }));
  return out;
}

// The full form of a new record with these values.
enum class Roll { offered, called };
Result<Reply> full_form(Ask& ask, const kinds::Kind& kind, const kinds::Draft& draft, std::vector<view::Wrong> wrong, int status = 200,
                        Roll roll = Roll::offered, std::string roll_problem = {}) {
  view::RecordForm form;
  form.address = "/records";
  form.kind_id = kind.id.text;
  form.description = app::name_in(kind.description, ask.lang_id());
  form.units = units_to_write_in(ask);
  form.states = states_by_hand(ask, kind);
  form.unit = draft.unit.text;
  if (std::none_of(form.units.begin(), form.units.end(), [&](const auto& one) { return one.first == form.unit; }) && !form.units.empty())
    form.unit = form.units.front().first;
  form.state = draft.state;
  if (form.state.empty()) form.state = !flow::is_guarded(kind, kind.import_state) ? kind.import_state : kind.states.front().id;
  TRY(const auto roster, roster_around(ask, UnitId(form.unit)));
  TRY(form.controls, controls_of(ask, kind, draft.values, roster, wrong));
  for (const auto& person : roster.persons)
    if (!person.name.empty()) form.roster.push_back(person.name);
  form.offers_roll = has_roll(kind) && !roster.persons.empty();
  for (const auto& field : kind.fields)
    if (field.type == kinds::FieldType::persons && field.role == kinds::PersonRole::present) form.roll_behind = control_name(field.id);
  if (roll == Roll::called && has_roll(kind)) {
    TRY_OK(call_roll(ask, kind, draft.values, form));
    form.roll->problem = std::move(roll_problem);
  }
  if (ask.request.method == Method::get && ask.query.get("copy").empty() && ask.query.get("line").empty()) {
    TRY(const auto last, last_alike(ask, kind, UnitId(form.unit)));
    if (!last.empty()) form.copy_last = ask.here.to("/records/new", {{"copy", last}});
  }
  form.wrong = std::move(wrong);
  form.takes_files = !kind.no_content;
  if (kind.no_content) std::erase_if(form.controls, [](const auto& control) { return control.as == view::RecordControl::As::files; });
  form.back = ask.here.to("/records/new");
  TRY(auto frame, frame_of(ask, "records", ask.here.say("records.new_of", {{"kind", app::name_in(kind.names, ask.lang_id())}})));
  frame.path = {{"/records", ask.here.say("records.title")}, {"/records/new", ask.here.say("records.new_title")}};
  return html(view::record_form_page(frame, form), status);
}

Result<kinds::Draft> like_another(Ask& ask, const RecordId& record) {
  TRY(const auto row, readable_record(ask, record));
  kinds::Draft draft;
  draft.kind = row.kind;
  draft.unit = row.unit;
  const auto* kind = ask.office.catalogue().find(row.kind);
  if (kind == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", row.kind.text}});
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto entry, ask.office.ledger().read(session, row.entry, true));
    draft.values = kinds::as_texts(*kind, ledger::values_of(entry.head.open), ledger::values_of(entry.head.personal), {});
    return {};
  }));
  return draft;
}

Result<view::JustSaved> just_saved(Ask& ask, const RecordId& record) {
  TRY(const auto row, readable_record(ask, record));
  view::JustSaved out{row.record.text, kind_name(ask, row.kind), row.title, days_of(ask.here, row), state_name(ask, row.kind, row.state), {}};
  if (out.title.empty()) out.title = out.kind;
  if (!row.happened) return out;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto alike, index::same_looking(session, row.kind, row.unit, *row.happened, row.title));
    for (const auto& other : alike)
      if (other != row.record) out.looks_like.push_back(other.text);
    return {};
  }));
  return out;
}
}  // namespace

Result<Reply> show_entry(Ask& ask) {
  const std::string line(ask.query.get("line"));
  if (const auto copied = ask.query.get("copy"); !copied.empty()) {
    TRY(const auto draft, like_another(ask, RecordId(std::string(copied))));
    return full_form(ask, *ask.office.catalogue().find(draft.kind), draft, {});
  }
  view::Entry page;
  page.line = line;
  if (const auto asked = ask.query.get("kind"); !asked.empty()) {
    const auto* kind = ask.office.catalogue().find_by_name(asked);
    if (kind == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", std::string(asked)}});
    kinds::Draft draft;
    draft.unit = UnitId(ask.here.unit);
    if (!line.empty()) {
      TRY(const auto read, read_line(ask, line));
      if (!read.error && read.understood.draft.kind == kind->id) draft = read.understood.draft;
    } else if (const auto day = ask.query.get("day"); !day.empty()) {
      draft.values["happened"] = std::string(day);
    }
    return full_form(ask, *kind, draft, {});
  }
  if (const auto saved = ask.query.get("saved"); !saved.empty()) {
    TRY(page.saved, just_saved(ask, RecordId(std::string(saved))));
  }
  if (!line.empty()) {
    TRY(const auto read, read_line(ask, line));
    page.understood = shown_line(ask, read);
  }
  return entry_reply(ask, std::move(page));
}

Result<Reply> preview_line(Ask& ask) {
  const std::string line(ask.form.get("line"));
  view::UnderstoodLine shown;
  if (!line.empty()) {
    TRY(const auto read, read_line(ask, line));
    shown = shown_line(ask, read);
  }
  return html(view::understood_part(ask.here, shown));
}

Result<Reply> enter_line(Ask& ask) {
  view::Entry page;
  page.line = std::string(ask.form.get("line"));
  TRY(const auto read, read_line(ask, page.line));
  if (read.error) {
    page.problem = ask.here.say(read.error->message);
    return entry_reply(ask, std::move(page), 422);
  }
  const auto& draft = read.understood.draft;
  const auto* kind = ask.office.catalogue().find(draft.kind);
  if (ask.form.get("do") == "correct") return see_other(ask.here.to("/records/new", {{"kind", draft.kind.text}, {"line", page.line}}));
  TRY(const auto done, app::save_record(ask.office, asking_once(ask), draft));
  if (const auto* refused = std::get_if<app::Refused>(&done)) return full_form(ask, *kind, draft, wrong_controls(ask, *kind, refused->problems), 422);
  return see_other(ask.here.to("/records/new", {{"saved", std::get<app::Saved>(done).record.text}}));
}

Result<Reply> create_record(Ask& ask) {
  kinds::Draft draft;
  draft.kind = KindId(std::string(ask.form.get("kind")));
  const auto* kind = ask.office.catalogue().find(draft.kind);
  if (kind == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", draft.kind.text}});
  draft.unit = UnitId(std::string(ask.form.get("unit")));
  draft.state = std::string(ask.form.get("state"));
  draft.default_year = ask.here.year;
  draft.values = texts_sent(ask.form, *kind);
  std::erase_if(draft.values, [](const auto& one) { return one.second.empty(); });
  const bool called = ask.form.get("roll") == "1";
  if (ask.form.get("do") == "roll") return full_form(ask, *kind, draft, {}, 200, Roll::called);
  if (ask.form.get("do") == "no-roll") return full_form(ask, *kind, draft, {});
  const auto as_typed = draft.values;
  if (called && has_roll(*kind)) {
    TRY(const bool same, take_roll(ask, *kind, draft.unit, draft.values));
    if (!same) return full_form(ask, *kind, draft, {}, 422, Roll::called, ask.here.say("rollcall.other_day"));
    std::erase_if(draft.values, [](const auto& one) { return one.second.empty(); });
  }
  const auto form_again = [&](std::vector<view::Wrong> wrong, int status) {
    auto shown = draft;
    shown.values = as_typed;
    return full_form(ask, *kind, shown, std::move(wrong), status, called ? Roll::called : Roll::offered);
  };
  auto saved = app::save_record(ask.office, asking_once(ask), draft);
  if (!saved && saved.error().code != Code::invalid && saved.error().code != Code::conflict) return fail(std::move(saved).error());
  if (!saved) return form_again({{"", ask.here.say(saved.error().message)}}, http_status(saved.error().code));
  if (const auto* refused = std::get_if<app::Refused>(&*saved)) return form_again(wrong_controls(ask, *kind, refused->problems), 422);
  const auto& record = std::get<app::Saved>(*saved).record;
  TRY(const auto not_kept, keep_files(ask, record));
  if (!not_kept.empty()) return record_reply(ask, record, not_kept, 422);
  return see_other(ask.here.to("/records/" + record.text));
}
}  // namespace youju::web
