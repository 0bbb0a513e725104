// SPDX-License-Identifier: Apache-2.0
// One [[kind.field]] of a pack file, and the closed lists its keys choose from.
#include <algorithm>
#include <array>

#include "kinds/pack_source.h"
#include "kinds/refused_meanings.h"
#include "kinds/table_reader.h"

namespace youju::kinds {
namespace {
// In the order of FieldType and of PersonRole.
const std::vector<std::string> kTypes = {"text",  "long_text", "date",   "time_range", "number",
                                         "money", "choice",    "yes_no", "person",     "persons",
                                         "unit",  "record",    "file",   "url",        "kind"};
const std::vector<std::string> kRoles = {"chair",         "present",     "excused",   "exempt",
                                         "due",           "speaker",     "signer",    "holder",
                                         "second_holder", "handler",     "volunteer", "minute_taker",
                                         "approver",      "responsible", "deputy",    "participant"};
const std::vector<std::string> kRights = {
    "read",         "write",         "submit",       "approve",      "sign",  "inspect", "import",
    "void_records", "manage_people", "manage_packs", "manage_units", "erase", "back_up"};

int place(const std::vector<std::string>& list, const std::string& word) {
  return static_cast<int>(std::find(list.begin(), list.end(), word) - list.begin());
}

FieldType read_type(TableReader& in, bool& known) {
  known = false;
  const Node* node = in.take("type");
  if (!node) return FieldType::text;
  // A type that would hang a mark on a person gets the reason, not the nearest spelling.
  if (node->type == Node::Type::text && is_refused_key(node->text)) {
    in.problem(node->line, "kinds.refused_type", {{"read", node->text}});
    return FieldType::text;
  }
  const std::string written = in.one_of("type", kTypes, true);
  if (written.empty()) return FieldType::text;
  known = true;
  return static_cast<FieldType>(place(kTypes, written));
}

void read_limits(TableReader& in, Field& field) {
  field.minimum = in.decimal("minimum");
  field.maximum = in.decimal("maximum");
  if (field.minimum && field.maximum && *field.minimum > *field.maximum) {
    in.problem(in.line_of("minimum"), "kinds.minimum_above_maximum", {{"field", field.id}});
  }
  field.max_length = in.integer("max_length", 1, 100'000).value_or(0);
}
}  // namespace

const std::vector<std::string>& field_type_names() {
  return kTypes;
}
const std::vector<std::string>& person_role_names() {
  return kRoles;
}
const std::vector<std::string>& right_names() {
  return kRights;
}
std::string name_in(const Names& names, std::string_view lang, std::string_view otherwise) {
  for (const auto language : {lang, std::string_view("zh")})
    if (const auto it = names.find(std::string(language)); it != names.end() && !it->second.empty()) return it->second;
  return std::string(otherwise);
}

std::string_view field_type_name(FieldType type) {
  return kTypes[static_cast<std::size_t>(type)];
}

std::vector<Choice> read_choices(const std::vector<const Node*>& nodes, const std::string& file,
                                 PackProblems& problems) {
  std::vector<Choice> out;
  for (const Node* node : nodes) {
    TableReader in(*node, file, problems);
    Choice choice{in.id("id"), in.names("names", true), in.texts("synonyms")};
    in.done();
    for (const Choice& other : out)
      if (other.id == choice.id) in.problem(node->line, "kinds.id_twice", {{"id", choice.id}});
    out.push_back(std::move(choice));
  }
  return out;
}

FieldText read_field(const Node& node, const std::string& file, PackProblems& problems) {
  TableReader in(node, file, problems);
  FieldText out;
  out.spot = {file, node.line};
  out.given.insert(node.keys.begin(), node.keys.end());
  Field& field = out.field;
  field.id = in.id("id");
  field.names = in.names("names", false);
  field.synonyms = in.texts("synonyms");
  bool type_known = false;
  field.type = read_type(in, type_known);
  if (!type_known) out.given.erase("type");
  field.required = in.boolean("required");
  field.required_when = in.condition("required_when");
  field.choices = read_choices(in.tables("choices", 200), file, problems);
  field.measure = in.text("measure", 20);
  read_limits(in, field);
  const std::string role = in.one_of("role", kRoles, false);
  if (role.empty()) {
    out.given.erase("role");
  } else {
    field.role = static_cast<PersonRole>(place(kRoles, role));
  }
  if (in.has("link")) field.link = KindId{in.id("link")};
  field.personal = in.boolean("personal");
  field.in_figures = in.boolean("in_figures");
  field.fills_from = in.has("fills_from") ? in.id("fills_from") : "";
  in.done();
  return out;
}
}  // namespace youju::kinds
