// SPDX-License-Identifier: Apache-2.0
// Finding kinds, fields, states and columns by what people call them.
#include <algorithm>

#include "base/text.h"
#include "kinds/kinds.h"
#include "kinds/table_reader.h"

namespace youju::kinds {
namespace {

bool is_called(const std::string& key, const std::string& id, const Names& names,
               const std::vector<std::string>& synonyms) {
  if (name_key(id) == key) return true;
  for (const auto& [lang, name] : names)
    if (name_key(name) == key) return true;
  return std::any_of(synonyms.begin(), synonyms.end(),
                     [&](const std::string& word) { return name_key(word) == key; });
}

// "出席人数（人）" → "出席人数": the unit in brackets is not part of a header's meaning.
std::string without_brackets(std::string_view header) {
  const std::string folded = fold(header);
  const std::size_t open = folded.find_first_of("([{");
  return open == std::string::npos || open == 0 ? folded : folded.substr(0, open);
}

// Columns every record has without a field.
struct Column {
  std::string_view id;
  std::vector<std::string_view> words;
};
const std::vector<Column>& own_columns() {
  static const std::vector<Column> columns = {
      {"happened", {"happened", "日期", "时间", "date", "发生日期", "发生时间"}},
      {"unit",
       {"unit", "单位", "支部", "所在支部", "部门", "科室", "党支部", "branch", "department", "office"}},
      {"state", {"state", "状态", "办理状态", "进度", "status"}},
      {"id", {"id", "编号", "记录编号", "record id"}},
  };
  return columns;
}
}  // namespace

const Field* Kind::field(std::string_view text) const {
  for (const Field& f : fields)
    if (f.id == text) return &f;
  const std::string key = name_key(text);
  for (const Field& f : fields)
    if (is_called(key, f.id, f.names, f.synonyms)) return &f;
  return nullptr;
}

const Field* Kind::about() const {
  const bool speaks = std::any_of(states.begin(), states.end(), [](const State& s) { return s.says != Says::nothing; });
  if (!speaks) return nullptr;
  const auto found =
      std::find_if(fields.begin(), fields.end(), [](const Field& f) { return f.type == FieldType::kind; });
  return found == fields.end() ? nullptr : &*found;
}

bool condition_holds(const Condition& condition, std::string_view state, const Json& open, const Json& personal) {
  std::string value;
  if (condition.field == "state") {
    value = state;
  } else {
    for (const Json* values : {&open, &personal}) {
      if (!values->is_object() || !values->contains(condition.field)) continue;
      const Json& kept = values->at(condition.field);
      value = kept.is_boolean() ? (kept.get<bool>() ? "yes" : "no") : kept.is_string() ? kept.get<std::string>() : "";
    }
  }
  return std::find(condition.values.begin(), condition.values.end(), value) != condition.values.end();
}

const State* Kind::state(std::string_view text) const {
  for (const State& s : states)
    if (s.id == text) return &s;
  const std::string key = name_key(text);
  for (const State& s : states)
    if (is_called(key, s.id, s.names, {})) return &s;
  return nullptr;
}

const Transition* Kind::transition(std::string_view text) const {
  for (const Transition& t : transitions)
    if (t.id == text) return &t;
  const std::string key = name_key(text);
  for (const Transition& t : transitions)
    if (is_called(key, t.id, t.names, {})) return &t;
  return nullptr;
}

std::string Kind::column(std::string_view header) const {
  for (const std::string& text : {std::string(header), without_brackets(header)}) {
    const std::string key = name_key(text);
    if (key.empty()) continue;
    if (const Field* f = field(text)) return f->id;
    if (is_called(key, "happened", happened_names, happened_synonyms)) return "happened";
    for (const Column& column : own_columns())
      for (const std::string_view word : column.words)
        if (name_key(word) == key) return std::string(column.id);
  }
  return "";
}
}  // namespace youju::kinds
