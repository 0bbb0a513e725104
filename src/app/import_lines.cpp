// SPDX-License-Identifier: Apache-2.0
// JSON Lines, our own export, as if each line were a row of a table that has a column for every field.
#include "app/import_inside.h"
#include "base/text.h"

namespace youju::app {
// A line as if it were a row of a table that has a column for every field.
Result<void> ImportRun::Inside::judge_line(int number, const std::string& line) {
  const auto json = parse_json(line, 4u << 20);
  const auto text = [&](const char* key) {
    const auto found = json->find(key);
    return found != json->end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  if (!json || !json->is_object())
    return fail(Code::invalid, "import.line_no_json", {{"row", std::to_string(number)}});
  const auto* kind = office.catalogue().find(KindId{text("kind")});
  if (!kind)
    return fail(Code::absent, "import.line_kind", {{"row", std::to_string(number)}, {"kind", text("kind")}});
  plan_for(*kind);
  Reading reading;
  reading.kind = kind;
  reading.id = text("id");
  if (!is_record_id(reading.id)) reading.id.clear();
  if (const auto version = json->find("version"); version != json->end() && version->is_number_integer())
    reading.version = std::to_string(version->get<std::int64_t>());
  std::optional<Period> happened;
  if (const auto days = json->find("happened"); days != json->end() && days->is_array() &&
                                                days->size() == 2 && (*days)[0].is_string() &&
                                                (*days)[1].is_string()) {
    const auto from = Date::parse((*days)[0].get<std::string>()),
               to = Date::parse((*days)[1].get<std::string>());
    if (from && to && *from <= *to) happened = Period{*from, *to};
  }
  const auto values = [&](const char* key) {
    return json->contains(key) && (*json)[key].is_object() ? (*json)[key] : Json::object();
  };
  const auto open = values("values"), personal = values("personal");
  for (const auto& value : {&open, &personal})
    for (const auto& [field, kept] : value->items())
      if (const auto* found = kind->field(field); !found || found->id != field)
        reading.problems.push_back(problem_of(field, "import.line_field", {{"field", field}}));
      else if (!fits(*found, kept))
        reading.problems.push_back(problem_of(field, "import.line_value", {{"field", field}}));
  reading.draft.kind = kind->id;
  reading.draft.state = text("state");
  reading.draft.imported = true;
  reading.draft.unit = plan->unit;
  if (const auto* unit = units.find(UnitId{text("unit")}))
    reading.draft.unit = unit->id, reading.unit_given = true;
  if (reading.problems.empty()) reading.draft.values = kinds::as_texts(*kind, open, personal, happened);
  return judge_reading(sheet::Row{number, {}}, std::move(reading));
}

// Whether a kept value has the shape its field has in the log; the value itself is judged by validate.
bool ImportRun::Inside::fits(const kinds::Field& field, const Json& value) {
  if (field.type == kinds::FieldType::money) return value.is_number_integer();
  if (field.type == kinds::FieldType::yes_no) return value.is_boolean();
  if (field.type != kinds::FieldType::persons) return value.is_string();
  return value.is_array() &&
         std::all_of(value.begin(), value.end(), [](const Json& one) { return one.is_string(); });
}

void ImportRun::Inside::plan_for(const kinds::Kind& kind) {
  if (plan && plan->kind == kind.id.text) return;
  report.sheets.push_back({});
  plan = &report.sheets.back();
  plan->sheet = name_in(kind.names, "zh");
  plan->kind = kind.id.text;
  plan->confidence = 1;
  plan->unit = shared.default_unit;
  field_of.clear();
  int column = 0;
  for (const auto& field : kind.fields) field_of[column++] = field.id;
}

Result<void> ImportRun::Inside::run_lines() {
  TRY(const auto bytes, read_file(report.file));
  std::string_view rest = bytes;
  for (int number = 1; !rest.empty(); ++number) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = trim(rest.substr(0, end));
    rest.remove_prefix(std::min(rest.size(), end + 1));
    if (!line.empty()) TRY_OK(judge_line(number, std::string(line)));
  }
  plan = nullptr;
  report.format = "jsonl";
  report.encoding = "UTF-8";
  return close_batch();
}
}  // namespace youju::app
