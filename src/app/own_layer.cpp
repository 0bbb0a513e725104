// SPDX-License-Identifier: Apache-2.0
#include "app/own_layer.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace youju::app {
namespace {
// A TOML basic string on one line.
std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out += {'\\', c};
    else if (byte < 0x20 || byte == 0x7f) out += fmt::format("\\u{:04X}", byte);
    else out += c;
  }
  return out + "\"";
}
std::string names_toml(const std::string& zh, const std::string& en) { return "{ zh = " + toml_string(zh) + ", en = " + toml_string(en) + " }"; }
std::string list_toml(const std::vector<std::string>& items) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : ", ") + toml_string(item);
  return "[" + out + "]";
}

// "Reading hours" → reading_hours; "" when nothing of it can stand in an id.
std::string id_from(std::string_view english) {
  std::string out;
  for (const char c : english) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter) out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    else if (!out.empty() && out.back() != '_') out += '_';
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return out.substr(0, 40);
}
template <class Taken>
std::string free_id(const std::string& start, const Taken& taken) {
  auto id = start;
  for (int n = 2; taken(id); ++n) id = start + "_" + std::to_string(n);
  return id;
}

void need_names(const std::string& zh, const std::string& en, const std::string& prefix, Problems& problems) {
  if (trim(zh).empty()) problems.push_back({prefix + "zh", {"packs.name_zh_needed", {}}});
  if (id_from(en).empty()) problems.push_back({prefix + "en", {"packs.name_en_needed", {}}});
}

void append(PackFiles& files, const std::string& path, const std::string& text, const std::string& head = {}) {
  auto found = std::find_if(files.begin(), files.end(), [&](const kinds::PackFile& file) { return file.path == path; });
  if (found == files.end()) found = files.insert(files.end(), {path, head});
  if (!found->bytes.empty() && found->bytes.back() != '\n') found->bytes += '\n';
  if (!found->bytes.empty()) found->bytes += '\n';
  found->bytes += text;
}

// Where the layer itself describes a kind, an addition stands in that description: the end of its [[kind]] in its file.
bool add_to_own_kind(PackFiles& files, const KindId& kind, const std::string& text) {
  for (auto& file : files) {
    const auto id = file.bytes.find("\nid = " + toml_string(kind.text) + "\n");
    if (id == std::string::npos) continue;
    auto end = std::min({file.bytes.find("\n[[kind]]", id), file.bytes.find("\n[[extend]]", id), file.bytes.find("\n[[pattern]]", id), file.bytes.size()});
    if (end < file.bytes.size()) ++end;
    file.bytes.insert(end, text);
    return true;
  }
  return false;
}

std::string choices_toml(const std::vector<std::string>& lines, const std::string& indent) {
  std::string out;
  std::set<std::string> taken;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto slash = lines[i].find('/');
    const std::string zh(trim(std::string_view(lines[i]).substr(0, slash)));
    const std::string en(slash == std::string::npos ? std::string_view(zh) : trim(std::string_view(lines[i]).substr(slash + 1)));
    auto id = id_from(en);
    id = free_id(id.empty() || (id[0] >= '0' && id[0] <= '9') ? "c" + std::to_string(i + 1) : id, [&](const std::string& one) { return taken.contains(one); });
    taken.insert(id);
    out += indent + "  { id = " + toml_string(id) + ", names = " + names_toml(zh, en) + " },\n";
  }
  return out;
}

std::string field_toml(const char* table, const std::string& id, const OwnField& field) {
  std::string out = fmt::format("  [[{}.field]]\n  id = {}\n  names = {}\n  type = {}\n", table, toml_string(id), names_toml(field.zh, field.en), toml_string(field.type));
  if (field.required) out += "  required = true\n";
  if (field.type == "number" && !field.measure.empty()) out += "  measure = " + toml_string(field.measure) + "\n";
  if (field.type == "person" || field.type == "persons") out += "  role = " + toml_string(field.role) + "\n";
  if (field.type == "choice") out += "  choices = [\n" + choices_toml(field.choices, "  ") + "  ]\n";
  return out;
}

Problems wrong_with(const OwnField& field, const std::string& prefix) {
  Problems problems;
  need_names(field.zh, field.en, prefix, problems);
  if (field.type == "choice" && field.choices.size() < 2) problems.push_back({prefix + "choices", {"packs.choices_needed", {}}});
  if ((field.type == "person" || field.type == "persons") && field.role.empty()) problems.push_back({prefix + "role", {"packs.role_needed", {}}});
  return problems;
}
Problems wrong_with(const OwnRule& rule) {
  Problems problems;
  if (rule.times < 1 || rule.times > 366) problems.push_back({"times", {"packs.times_needed", {}}});
  if (trim(rule.source).empty()) problems.push_back({"source", {"packs.source_needed", {}}});
  return problems;
}
std::string rule_toml(const char* table, const std::string& id, const OwnRule& rule) {
  return fmt::format("  [[{}.cadence]]\n  id = {}\n  every = {}\n  times = {}\n  level = \"own\"\n  source = {}\n", table, toml_string(id), toml_string(rule.every), rule.times, toml_string(trim(rule.source)));
}
constexpr const char* kFile = "kinds/own.toml";
constexpr const char* kHead = "# What this office records beyond its packs. Written by the pages of administration; may be edited by hand.\n";

// Flows an own kind may have.
std::string states_toml(const std::string& flow) {
  const auto state = [](const char* id, const char* zh, const char* en, const char* more) { return fmt::format("  [[kind.state]]\n  id = \"{}\"\n  names = {{ zh = \"{}\", en = \"{}\" }}\n{}", id, zh, en, more); };
  const auto step = [](const char* id, const char* zh, const char* en, const char* from, const char* to, const char* right, const char* more) {
    return fmt::format("  [[kind.transition]]\n  id = \"{}\"\n  names = {{ zh = \"{}\", en = \"{}\" }}\n  from = [\"{}\"]\n  to = \"{}\"\n  right = \"{}\"\n{}", id, zh, en, from, to, right, more);
  };
  if (flow == "checked") {
    return state("draft", "草稿", "Draft", "  draft = true\n") + state("submitted", "待审核", "Awaiting review", "") + state("approved", "已审核", "Approved", "  counts = true\n") +
           step("submit", "提交审核", "Submit for review", "draft", "submitted", "submit", "") + step("approve", "审核通过", "Approve", "submitted", "approved", "approve", "  other_person = true\n") +
           step("send_back", "退回", "Send back", "submitted", "draft", "approve", "  reason = true\n");
  }
  if (flow == "planned") {
    return state("planned", "已计划", "Planned", "") + state("held", "已完成", "Done", "  counts = true\n") + state("cancelled", "已取消", "Cancelled", "  final = true\n") +
           step("hold", "确认完成", "Confirm as done", "planned", "held", "write", "") + step("cancel", "取消", "Cancel", "planned", "cancelled", "write", "  reason = true\n");
  }
  return {};  // draft → recorded, as every kind without states has it
}
}  // namespace

std::variant<PackFiles, Problems> with_field(PackFiles files, const kinds::Catalogue& catalogue, const KindId& kind, const OwnField& field) {
  auto problems = wrong_with(field, "");
  const auto* there = catalogue.find(kind);
  if (there == nullptr) problems.push_back({"kind", {"app.no_kind", {{"kind", kind.text}}}});
  if (!problems.empty()) return problems;
  const auto text_has = [&](const std::string& id) {
    return there->field(id) != nullptr || std::any_of(files.begin(), files.end(), [&](const kinds::PackFile& file) { return file.bytes.find("id = \"" + id + "\"") != std::string::npos; });
  };
  const auto id = free_id("own_" + id_from(field.en), text_has);
  if (add_to_own_kind(files, kind, field_toml("kind", id, field))) return files;
  append(files, kFile, "[[extend]]\nkind = " + toml_string(kind.text) + "\n" + field_toml("extend", id, field), kHead);
  return files;
}

std::variant<PackFiles, Problems> with_rule(PackFiles files, const kinds::Catalogue& catalogue, const KindId& kind, const OwnRule& rule) {
  auto problems = wrong_with(rule);
  if (rule.every.empty()) problems.push_back({"every", {"packs.every_needed", {}}});
  if (catalogue.find(kind) == nullptr) problems.push_back({"kind", {"app.no_kind", {{"kind", kind.text}}}});
  if (!problems.empty()) return problems;
  const auto id = free_id("own_" + rule.every, [&](const std::string& one) {
    return std::any_of(files.begin(), files.end(), [&](const kinds::PackFile& file) { return file.bytes.find("id = \"" + one + "\"") != std::string::npos; });
  });
  if (add_to_own_kind(files, kind, rule_toml("kind", id, rule))) return files;
  append(files, kFile, "[[extend]]\nkind = " + toml_string(kind.text) + "\n" + rule_toml("extend", id, rule), kHead);
  return files;
}

std::variant<PackFiles, Problems> with_words(PackFiles files, const KindId& kind, const std::vector<std::string>& synonyms, const std::vector<std::string>& require) {
  if (synonyms.empty() && require.empty()) return Problems{{"synonyms", {"packs.words_needed", {}}}};
  for (const auto& file : files)
    if (file.bytes.find("\nid = " + toml_string(kind.text) + "\n") != std::string::npos) return Problems{{"kind", {"packs.own_kind_in_text", {{"file", file.path}}}}};
  std::string text = "[[extend]]\nkind = " + toml_string(kind.text) + "\n";
  if (!synonyms.empty()) text += "synonyms = " + list_toml(synonyms) + "\n";
  if (!require.empty()) text += "require = " + list_toml(require) + "\n";
  append(files, kFile, text, kHead);
  return files;
}

std::variant<PackFiles, Problems> with_kind(PackFiles files, const kinds::Catalogue& catalogue, const OwnKind& kind) {
  Problems problems;
  need_names(kind.zh, kind.en, "", problems);
  if (!kind.rule.every.empty())
    for (auto& one : wrong_with(kind.rule)) problems.push_back(std::move(one));
  for (std::size_t i = 0; i < kind.fields.size(); ++i)
    for (auto& one : wrong_with(kind.fields[i], "f" + std::to_string(i + 1) + "-")) problems.push_back(std::move(one));
  if (!problems.empty()) return problems;
  const auto id = free_id("own_" + id_from(kind.en), [&](const std::string& one) {
    return catalogue.find(KindId{one}) != nullptr || std::any_of(files.begin(), files.end(), [&](const kinds::PackFile& file) { return file.bytes.find("id = \"" + one + "\"") != std::string::npos; });
  });
  std::string text = fmt::format("[[kind]]\nid = {}\nnames = {}\n", toml_string(id), names_toml(kind.zh, kind.en));
  if (!trim(kind.describes_zh).empty()) text += "describes = " + names_toml(std::string(trim(kind.describes_zh)), std::string(trim(kind.describes_en.empty() ? kind.describes_zh : kind.describes_en))) + "\n";
  text += "title = \"topic\"\n";
  if (kind.period) text += "period = true\n";
  text += fmt::format("keep_years = {}\nmeasures = [{{ word = {}, counts = \"records\" }}]\n", kind.keep_years, toml_string(kind.measure.empty() ? "次" : kind.measure));
  text += "\n  [[kind.field]]\n  id = \"topic\"\n  names = { zh = \"题目\", en = \"Topic\" }\n  type = \"text\"\n  required = true\n";
  std::set<std::string> taken{"topic", "happened", "unit", "state", "id"};
  for (const auto& field : kind.fields) {
    const auto begun = id_from(field.en);  // an id begins with a letter: "12345 calls" → f_12345_calls
    const auto field_id = free_id(begun[0] >= '0' && begun[0] <= '9' ? "f_" + begun : begun, [&](const std::string& one) { return taken.contains(one); });
    taken.insert(field_id);
    text += field_toml("kind", field_id, field);
  }
  text += states_toml(kind.flow);
  if (!kind.rule.every.empty()) text += rule_toml("kind", "own_" + kind.rule.every, kind.rule);
  append(files, "kinds/" + id + ".toml", text, kHead);
  return files;
}

std::variant<PackFiles, Problems> with_days(PackFiles files, const OwnDays& days) {
  Problems problems;
  if (days.year < 1949 || days.year > 2199) problems.push_back({"year", {"packs.year_needed", {}}});
  if (days.days.empty()) problems.push_back({"days", {"packs.days_needed", {}}});
  if (trim(days.zh).empty()) problems.push_back({"zh", {"packs.name_zh_needed", {}}});
  if (trim(days.source).empty()) problems.push_back({"source", {"packs.source_needed", {}}});
  if (!problems.empty()) return problems;
  std::vector<std::string> texts;
  for (const auto& day : days.days) texts.push_back(day.iso());
  const auto path = "calendar/" + std::to_string(days.year) + ".toml";
  const auto head = fmt::format("# Days this office adds to the official table; docs/format/pack.md.\nyear = {}\nsource = {}\nversion = \"1\"\n{}", days.year, toml_string(trim(days.source)), days.whole ? "" : "partial = true\n");
  auto there = std::find_if(files.begin(), files.end(), [&](const kinds::PackFile& file) { return file.path == path; });
  if (there != files.end()) {
    // A later notice stands beside the former source, and may make the year whole.
    const auto line = there->bytes.find("source = \""), end = line == std::string::npos ? line : there->bytes.find("\"\n", line);
    const std::string source(trim(days.source));
    if (end != std::string::npos && there->bytes.substr(line, end - line).find(source) == std::string::npos) there->bytes.insert(end, "；" + toml_string(source).substr(1, toml_string(source).size() - 2));
    const auto partial = there->bytes.find("partial = true\n");
    if (days.whole && partial != std::string::npos) there->bytes.erase(partial, std::string_view("partial = true\n").size());
  }
  append(files, path, fmt::format("[[{}]]\nname = {}\ndays = {}\n", days.works ? "work" : "off", names_toml(std::string(trim(days.zh)), std::string(trim(days.en.empty() ? days.zh : days.en))), list_toml(texts)), head);
  return files;
}
}  // namespace youju::app
