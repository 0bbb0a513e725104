// SPDX-License-Identifier: Apache-2.0
// What the columns of an old spreadsheet mean, with how sure that is.
#include <cmath>

#include "app/import_plan.h"
#include "base/text.h"

namespace youju::app {
namespace {
constexpr double kSurest = 1.0, kSynonym = 0.95, kJoined = 0.9, kWithin = 0.7, kLeast = 0.6;

// Headers compare without spaces, marks and what stands in brackets.
std::string key_of(std::string_view header) {
  std::string out;
  int depth = 0;
  for (char32_t c : to_code_points(fold(header))) {
    if (c == U'(' || c == U'[' || c == U'{' || c == U'〔' || c == U'【') ++depth;
    if (depth == 0 && c > U' ' && std::u32string_view(U"-_·.:/*#").find(c) == std::u32string_view::npos)
      out += from_code_points(std::u32string(1, c));
    if (c == U')' || c == U']' || c == U'}' || c == U'〕' || c == U'】') depth = std::max(0, depth - 1);
  }
  return out;
}

// Columns that carry nothing: serial numbers and check marks of the clerk.
bool is_serial(const std::string& key) {
  static const std::set<std::string> kSerial = {"序号", "编号", "行号", "行",  "问题",
                                                "no",   "序",   "项次", "版本"};
  return kSerial.count(key) > 0;
}
bool names_a_kind(const std::string& key) {
  static const std::set<std::string> kKind = {"类别",     "活动类别", "会议类别", "活动类型", "会议类型",
                                              "台账类别", "记录类别", "活动形式", "会议形式", "kind"};
  return kKind.count(key) > 0;
}

double likeness(const std::string& key, const std::string& word, double exact) {
  if (key.empty() || word.empty()) return 0;
  if (key == word) return exact;
  const auto a = code_point_count(key), b = code_point_count(word);
  if (b >= 2 && key.find(word) != key.npos)
    return kWithin * std::sqrt(static_cast<double>(b) / static_cast<double>(a));
  if (a >= 2 && word.find(key) != word.npos)
    return kWithin * std::sqrt(static_cast<double>(a) / static_cast<double>(b));
  if (a >= 4 && b >= 4 && edit_distance(key, word, 2) <= 1) return kLeast;
  return 0;
}

double field_likeness(const kinds::Field& field, const std::string& key) {
  double best = likeness(key, key_of(field.id), kSurest);
  for (const auto& [lang, name] : field.names) best = std::max(best, likeness(key, key_of(name), kSurest));
  for (const auto& word : field.synonyms) best = std::max(best, likeness(key, key_of(word), kSynonym));
  return best;
}

struct Candidate {
  int column;
  std::string header, field;
  double confidence;
};

// Every field a header may mean. A joined header ("出席情况/应到") is tried whole, run together, and by its
// last part.
void add_candidates(const kinds::Kind& kind, int column, const std::string& header,
                    std::vector<Candidate>& out) {
  const auto slash = header.rfind('/');
  std::vector<std::pair<std::string, double>> spellings = {{key_of(header), 1.0}};
  if (slash != header.npos) {
    spellings.push_back({key_of(header.substr(slash + 1)), kJoined});
    spellings.push_back({key_of(header.substr(0, slash)), 0.5});
  }
  for (const auto& [key, weight] : spellings) {
    if (key.empty()) continue;
    if (const auto exact = kind.column(key); !exact.empty()) {
      const auto* field = kind.field(exact);
      const double sure = field ? std::max(kSynonym, field_likeness(*field, key)) : kSynonym;
      out.push_back({column, header, exact, sure * weight});
    }
    if (names_a_kind(key)) out.push_back({column, header, "kind", kLeast * weight});
    for (const auto& field : kind.fields) {
      const double sure = field_likeness(field, key) * weight;
      if (sure >= kLeast) out.push_back({column, header, field.id, sure});
    }
    for (const auto& [lang, name] : kind.happened_names)
      out.push_back({column, header, "happened", likeness(key, key_of(name), kSurest) * weight});
  }
}

std::vector<ColumnGuess> settle(const std::map<int, std::string>& headers,
                                std::vector<Candidate> candidates) {
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.confidence > b.confidence; });
  std::map<int, ColumnGuess> out;
  for (const auto& [column, header] : headers) out[column] = {column, header, "", 0};
  std::set<std::string> taken;
  for (const auto& c : candidates) {
    if (c.confidence < kLeast || !out[c.column].field.empty() || taken.count(c.field)) continue;
    out[c.column] = {c.column, c.header, c.field, std::round(c.confidence * 100) / 100};
    taken.insert(c.field);
  }
  std::vector<ColumnGuess> list;
  for (auto& [column, guess] : out) list.push_back(std::move(guess));
  return list;
}
}  // namespace

bool tells_nothing(std::string_view header) {
  return is_serial(key_of(header));
}

std::vector<ColumnGuess> guess_columns(const kinds::Kind& kind, const std::map<int, std::string>& headers) {
  std::vector<Candidate> candidates;
  for (const auto& [column, header] : headers)
    if (const auto key = key_of(header); key == "版本")
      candidates.push_back({column, header, "version", kSurest});
    else if (!is_serial(key) || key == "编号")
      add_candidates(kind, column, header, candidates);
  return settle(headers, std::move(candidates));
}

std::vector<ColumnGuess> guess_roster_columns(const std::map<int, std::string>& headers) {
  static const std::map<std::string, std::string> kColumns = {
      {"姓名", "name"},     {"名字", "name"},     {"人员", "name"},
      {"人员姓名", "name"}, {"name", "name"},     {"单位", "unit"},
      {"所在支部", "unit"}, {"支部", "unit"},     {"党支部", "unit"},
      {"部门", "unit"},     {"科室", "unit"},     {"所在单位", "unit"},
      {"所属支部", "unit"}, {"unit", "unit"},     {"department", "unit"},
      {"到岗日期", "from"}, {"入职日期", "from"}, {"调入日期", "from"},
      {"到岗时间", "from"}, {"调入时间", "from"}, {"from", "from"},
      {"离岗日期", "to"},   {"调出日期", "to"},   {"离岗时间", "to"},
      {"调出时间", "to"},   {"退休日期", "to"},   {"to", "to"}};
  std::vector<Candidate> candidates;
  for (const auto& [column, header] : headers)
    if (const auto found = kColumns.find(key_of(header)); found != kColumns.end())
      candidates.push_back({column, header, found->second, kSurest});
  return settle(headers, std::move(candidates));
}

KnownHeaders::KnownHeaders(const kinds::Catalogue& catalogue) {
  const auto add = [&](std::string_view word, double sure) {
    auto& kept = words_[key_of(word)];
    kept = std::max(kept, sure);
  };
  for (const auto& kind : catalogue.kinds()) {
    for (const auto& [lang, name] : kind.happened_names) add(name, 1);
    for (const auto& word : kind.happened_synonyms) add(word, 1);
    for (const auto& field : kind.fields) {
      for (const auto& [lang, name] : field.names) add(name, 1);
      for (const auto& word : field.synonyms) add(word, 1);
    }
  }
  for (const char* word : {"日期", "时间", "单位", "支部", "状态", "记录编号", "序号", "编号", "姓名", "职务",
                           "备注", "类别", "版本", "部门"})
    add(word, 1);
}

double KnownHeaders::operator()(std::string_view header) const {
  const auto key = key_of(header);
  const auto found = words_.find(key);
  if (found != words_.end()) return found->second;
  if (key.empty() || code_point_count(key) > 12) return 0;
  double best = 0;
  for (const auto& [word, sure] : words_)
    if (code_point_count(word) >= 2 && key.find(word) != key.npos) best = std::max(best, 0.5 * sure);
  return best;
}
}  // namespace youju::app
