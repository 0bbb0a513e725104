// SPDX-License-Identifier: Apache-2.0
// One row as a record: read, validated, compared with what is there, written or refused.
#include "app/import_inside.h"
#include "base/text.h"

namespace youju::app {
namespace {
// A number cell 3.1 under a date may have been typed as 3.10: a spreadsheet shows both alike.
bool may_have_lost_a_zero(const sheet::Cell& cell) {
  if (cell.type != sheet::CellType::number) return false;
  const auto dot = cell.text.find('.');
  return dot != std::string::npos && dot <= 2 && cell.text.size() == dot + 2 && cell.text[dot + 1] >= '1' &&
         cell.text[dot + 1] <= '3';
}
}  // namespace

bool is_record_id(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < 36; ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !((text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f')))
      return false;
  }
  return text[14] == '7';
}

ImportRun::Inside::Reading ImportRun::Inside::read(const sheet::Row& row) {
  Reading out;
  out.kind = office.catalogue().find(KindId{plan->kind});
  const auto* fields = &field_of;
  for (const auto& cell : row.cells) {  // a column that names the kind of each row decides first
    const auto f = field_of.find(cell.column);
    if (f == field_of.end() || f->second != "kind") continue;
    const auto* named = office.catalogue().find_by_name(cell.text);
    if (!named)
      out.problems.push_back(problem_of("kind", "import.unknown_kind", {{"read", cell.text}}));
    else if (named != out.kind)
      out.kind = named, fields = &columns_for(*named);
  }
  out.draft.kind = out.kind->id;
  out.draft.unit = plan->unit;
  out.draft.imported = true;
  out.draft.default_year = plan->year;
  for (const auto& cell : row.cells) {
    const auto f = fields->find(cell.column);
    if (f == fields->end() || f->second == "kind") continue;
    take(cell, f->second, out);
  }
  return out;
}

const std::map<int, std::string>& ImportRun::Inside::columns_for(const kinds::Kind& kind) {
  auto& columns = columns_of_kind[kind.id.text];
  if (columns.empty())
    for (const auto& guess : guess_columns(kind, header->columns))
      if (!guess.field.empty()) columns[guess.column] = guess.field;
  return columns;
}

void ImportRun::Inside::take(const sheet::Cell& cell, const std::string& field, Reading& out) {
  if (cell.type == sheet::CellType::error) {
    out.problems.push_back(problem_of(field, "import.cell_error", {{"read", cell.text}}));
  } else if (field == "unit") {
    if (const auto* unit = unit_called(cell.text))
      out.draft.unit = unit->id, out.unit_given = true;
    else
      out.problems.push_back(problem_of("unit", "import.no_such_unit", {{"read", cell.text}}));
  } else if (field == "state") {
    out.draft.state = cell.text;
  } else if (field == "version") {
    out.version = cell.text;
  } else if (field == "id") {
    if (is_record_id(cell.text)) out.id = cell.text;  // else it is the clerk's own numbering
  } else {
    // Columns carry ids; asking for a name folds the names of every field.
    const auto& fields = out.kind->fields;
    const auto by_id = std::find_if(fields.begin(), fields.end(), [&](const kinds::Field& f) { return f.id == field; });
    const auto* found = by_id == fields.end() ? nullptr : &*by_id;
    const bool is_date = field == "happened" || (found && found->type == kinds::FieldType::date);
    if (is_date && may_have_lost_a_zero(cell))
      out.problems.push_back(problem_of(field, "import.zero_lost", {{"read", cell.text}}));
    else
      out.draft.values[field] = cell.text;
  }
}

Result<void> ImportRun::Inside::judge_reading(const sheet::Row& row, Reading reading) {
  RowResult result{plan->sheet, row.number, RowFate::accepted, {}, 0, "", {}, {}};
  if (!reading.id.empty()) {
    result.record = RecordId{reading.id};
    if (pending_ids.count(reading.id)) TRY_OK(flush());  // the same record stands in two rows
    TRY(const auto there, index::current(session, result.record));
    if (there) return change(row, std::move(reading), *there, std::move(result));
  }
  const auto& lookups_here = lookups_for(reading.draft.unit);
  auto judged = kinds::validate(*reading.kind, reading.draft, lookups_here, office.today());
  if (auto* problems = std::get_if<Problems>(&judged))
    for (auto& p : *problems)
      if (std::none_of(reading.problems.begin(), reading.problems.end(),
                       [&](const Problem& q) { return q.field == p.field; }))
        reading.problems.push_back(std::move(p));
  if (!reading.problems.empty()) {
    result.title = reading.draft.values.count(reading.kind->title_field)
                       ? reading.draft.values.at(reading.kind->title_field)
                       : "";
    return refuse(row, std::move(result), std::move(reading.problems)), Result<void>{};
  }
  auto& checked = std::get<kinds::Checked>(judged);
  result.title = checked.title;
  result.remarks = checked.remarks;
  if (plan->year && checked.happened && (checked.happened->from.year() != *plan->year))
    result.remarks.push_back(
        problem_of("happened", "import.outside_year",
                   {{"date", checked.happened->from.iso()}, {"year", std::to_string(*plan->year)}}));
  TRY(const auto duplicate, find_duplicate(row, *reading.kind, checked, result));
  if (duplicate && !shared.request.allow_duplicates) {
    result.fate = RowFate::duplicate;
    return add(std::move(result)), Result<void>{};
  }
  if (duplicate) result.remarks.push_back(problem_of("", "import.duplicate_kept"));
  TRY_OK(may(people::Right::import, checked.unit));
  if (result.record.empty()) result.record = RecordId{make_uuid7(office.world())};
  if (writer) TRY_OK(append(version_entry(shared.who, checked, result.record, 1, provenance(row))));
  add(std::move(result));
  return {};
}

Provenance ImportRun::Inside::provenance(const sheet::Row& row) {
  if (batch.empty()) batch = make_uuid7(office.world());
  return {batch,
          Json{{"file", report.file.filename().string()}, {"sheet", plan->sheet}, {"row", row.number}}};
}

namespace {
// Fields by which things of the same title and day are still two: who signed, where it was published.
Json telling_apart(const kinds::Kind& kind, const Json& values) {
  Json out = Json::object();
  for (const auto& field : kind.fields) {
    const bool person = kinds::is_person(field.type);
    const bool tells = field.type == kinds::FieldType::time_range || field.type == kinds::FieldType::url ||
                       (person && field.role == kinds::PersonRole::signer);
    if (tells && values.contains(field.id)) out[field.id] = values[field.id];
  }
  return out;
}
}  // namespace

// Same kind, unit, days and title, and nothing that tells them apart; where a kind has no title, every value.
Result<bool> ImportRun::Inside::find_duplicate(const sheet::Row& row, const kinds::Kind& kind,
                                               const kinds::Checked& checked, RowResult& result) {
  if (!checked.happened) return false;
  const bool titled = !kind.title_field.empty() && checked.open.contains(kind.title_field);
  std::string look = checked.kind.text + "|" + checked.unit.text + "|" + checked.happened->from.iso() + "|" +
                     checked.happened->to.iso() + "|" + fold(checked.title) + "|";
  look += canonical(titled ? telling_apart(kind, checked.open) : checked.open);
  const auto [earlier, fresh] = shared.seen.try_emplace(look, report.file.filename().string(), row.number);
  if (!fresh) {
    result.earlier_row = earlier->second.second;
    result.remarks.push_back(
        problem_of("", "import.duplicate_of_row",
                   {{"file", earlier->second.first}, {"row", std::to_string(earlier->second.second)}}));
    return true;
  }
  TRY(const auto similar, similar_to(checked));
  for (const auto& record : similar) {
    TRY(const auto same, is_same(record, kind, checked, titled));
    if (!same) continue;
    if (result.record.empty()) result.record = record;
    result.remarks.push_back(problem_of("", "import.duplicate_of_record", {{"record", record.text}}));
    return true;
  }
  return false;
}

// Asking for each row is an exchange with a server, so what stands under a kind and unit is read once when it is
// named again.
Result<bool> ImportRun::Inside::looks_new(const kinds::Checked& checked) {
  constexpr int kOften = 2, kMost = 20'000;
  auto& under = unders[checked.kind.text + "|" + checked.unit.text];
  if (++under.asked <= kOften) return false;
  if (!std::exchange(under.read, true)) {
    TRY(under.marks, index::look_marks(session, checked.kind, checked.unit, kMost));
  }
  return under.marks && !under.marks->contains(index::look_mark(checked.happened->from, checked.title));
}

// Asking for each row looks at every record of its day, so a day asked for often is read whole. Records of
// this very file that are found by it are no matter: `seen` knows them all.
Result<std::vector<RecordId>> ImportRun::Inside::similar_to(const kinds::Checked& checked) {
  constexpr int kOften = 8;
  TRY(const auto is_new, looks_new(checked));
  if (is_new) return std::vector<RecordId>{};
  const Period happened = *checked.happened;
  auto& day = days[checked.kind.text + "|" + checked.unit.text + "|" + std::to_string(happened.from.days)];
  if (++day.asked <= kOften)
    return index::same_looking(session, checked.kind, checked.unit, happened, checked.title);
  const auto look = [](Date last, std::string_view title) {
    return std::to_string(last.days) + "|" + fold(title);
  };
  if (!day.titles) {
    day.titles.emplace();
    index::Filter filter;
    filter.units = {checked.unit};
    filter.kinds = {checked.kind};
    filter.first_day = Period{happened.from, happened.from};
    std::optional<index::RecordRow> last;
    for (;;) {
      TRY(const auto page, index::list(session, filter, 500, last));
      for (const auto& row : page)
        if (row.kind == checked.kind && row.happened)
          day.titles->emplace(look(row.happened->to, row.title), row.record);
      if (page.size() < 500) break;
      last = page.back();
    }
  }
  std::vector<RecordId> out;
  const auto [from, to] = day.titles->equal_range(look(happened.to, checked.title));
  for (auto at = from; at != to; ++at) out.push_back(at->second);
  return out;
}

Result<bool> ImportRun::Inside::is_same(const RecordId& record, const kinds::Kind& kind,
                                        const kinds::Checked& checked, bool titled) {
  TRY(const auto there, index::current(session, record));
  if (!there || there->state == "void") return false;  // what was voided may come again
  const auto mine = titled ? telling_apart(kind, checked.open) : checked.open;
  if (titled && mine.empty()) return true;
  TRY(const auto entry, office.ledger().read(session, there->entry, true));
  const auto values =
      entry.head.open.is_object() ? entry.head.open.value("values", Json::object()) : Json::object();
  if (!titled) return values == mine;
  for (const auto& [field, value] : mine.items())
    if (values.contains(field) && values[field] != value) return false;
  return true;
}

Result<void> ImportRun::Inside::change(const sheet::Row& row, Reading&& reading,
                                       const index::RecordRow& there, RowResult&& result) {
  result.title = there.title;
  if (there.kind != reading.kind->id) reading.kind = office.catalogue().find(there.kind);
  if (!reading.kind || !reading.problems.empty())
    return refuse(row, std::move(result), std::move(reading.problems)), Result<void>{};
  // Empty cells of mapped columns are cleared values, not missing ones.
  for (const auto& [column, field] : field_of)
    if (reading.kind->field(field) && reading.kind->field(field)->type != kinds::FieldType::file)
      reading.draft.values.try_emplace(field, "");
  for (const auto& field : reading.kind->fields)
    if (field.type == kinds::FieldType::file) reading.draft.values.erase(field.id);
  TRY(auto judged, judge_change(session, office, there, *reading.kind, reading.draft.values,
                                reading.unit_given ? reading.draft.unit : UnitId{}, reading.draft.state,
                                reading.version, lookups_for(there.unit), plan->year));
  if (auto* problems = std::get_if<Problems>(&judged))
    return refuse(row, std::move(result), std::move(*problems)), Result<void>{};
  const auto& change = std::get<Change>(judged);
  if (!change.any) {
    result.fate = RowFate::unchanged;
    return add(std::move(result)), Result<void>{};
  }
  if (change.needs_reason && shared.request.reason.empty())
    return refuse(row, std::move(result), {problem_of("", "import.reason_needed")}), Result<void>{};
  TRY_OK(may(people::Right::write, there.unit));
  TRY_OK(may(people::Right::write, change.checked.unit));
  result.fate = RowFate::changed;
  result.title = change.checked.title;
  if (writer) {
    auto from = provenance(row);
    from.batch = there.batch;  // a record stays in the batch it came with
    TRY_OK(append(version_entry(shared.who, change.checked, there.record, there.number + 1, from, {},
                                shared.request.reason)));
  }
  add(std::move(result));
  return {};
}
}  // namespace youju::app
