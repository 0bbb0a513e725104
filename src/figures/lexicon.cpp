// SPDX-License-Identifier: Apache-2.0
// Spellings of functions and parts, and cutting an expression into pieces that know their column.
#include "figures/lexicon.h"

#include "base/text.h"

namespace youju::figures {
namespace {

char32_t half_width(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  switch (c) {
    case 0x3000:
    case 0x00A0:
      return U' ';
    case U'＂':
      return U'"';
    case U'【':
    case U'〔':
    case U'﹙':
      return U'(';
    case U'】':
    case U'〕':
    case U'﹚':
      return U')';
    case U'≥':
    case U'≤':
    case U'≠':
      return c;
    default:
      return c;
  }
}

bool is_space(char32_t c) {
  return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r';
}

char32_t closing_quote(char32_t open) {
  switch (open) {
    case U'"':
      return U'"';
    case U'“':
      return U'”';
    case U'「':
      return U'」';
    default:
      return 0;
  }
}

}  // namespace

Source Source::of(std::string_view utf8) {
  Source source;
  source.typed = to_code_points(utf8);
  source.half.reserve(source.typed.size());
  for (const char32_t c : source.typed) source.half.push_back(half_width(c));
  return source;
}

std::string Piece::text() const {
  return from_code_points(std::u32string_view(source->half).substr(begin, end - begin));
}
std::string Piece::typed() const {
  return from_code_points(std::u32string_view(source->typed).substr(begin, end - begin));
}

Piece Piece::trimmed() const {
  Piece out = *this;
  while (out.begin < out.end && is_space(at(out.begin))) ++out.begin;
  while (out.begin < out.end && is_space(at(out.end - 1))) --out.end;
  return out;
}

std::size_t find_outside(const Piece& piece, std::u32string_view signs, std::size_t from) {
  int depth = 0;
  char32_t quote = 0;
  for (std::size_t i = piece.begin; i < piece.end; ++i) {
    const char32_t c = piece.at(i);
    if (quote != 0) {
      if (c == quote) quote = 0;
      continue;
    }
    if (depth == 0 && i >= from && signs.find(c) != std::u32string_view::npos) return i;
    // A quotation mark that is never closed is a sign like any other.
    if (const char32_t close = closing_quote(c);
        close != 0 && piece.source->half.find(close, i + 1) < piece.end) {
      quote = close;
    } else if (c == U'(') {
      ++depth;
    } else if (c == U')' && depth > 0) {
      --depth;
    }
  }
  return std::u32string::npos;
}

std::vector<Piece> split_outside(const Piece& piece, std::u32string_view separators) {
  std::vector<Piece> out;
  std::size_t start = piece.begin;
  while (true) {
    const std::size_t at = find_outside(piece, separators, start);
    if (at == std::u32string::npos) break;
    out.push_back(piece.sub(start, at));
    start = at + 1;
  }
  out.push_back(piece.sub(start, piece.end));
  return out;
}

Piece unquoted(const Piece& piece) {
  Piece p = piece.trimmed();
  if (p.end - p.begin >= 2) {
    const char32_t close = closing_quote(p.at(p.begin));
    if (close != 0 && p.at(p.end - 1) == close) return p.sub(p.begin + 1, p.end - 1);
  }
  return p;
}

const std::vector<FunctionWord>& function_words() {
  using A = Aggregate;
  static const std::vector<FunctionWord> words = {
      {A::count,
       false,
       "count",
       "计数",
       {"count", "计数", "次数", "数量", "条数", "件数", "场数", "个数", "篇数"}},
      {A::sum, false, "sum", "合计", {"sum", "total", "合计", "求和", "总和", "总计", "人次"}},
      {A::distinct, false, "distinct", "人数", {"distinct", "人数", "去重", "去重人数", "不重复人数"}},
      {A::average, false, "average", "平均", {"average", "avg", "mean", "平均", "平均值", "平均数", "均值"}},
      {A::minimum, false, "min", "最小", {"min", "minimum", "最小", "最小值", "最少"}},
      {A::maximum, false, "max", "最大", {"max", "maximum", "最大", "最大值", "最多"}},
      {A::ratio, false, "ratio", "占比", {"ratio", "占比", "比率", "比例", "比"}},
      {A::growth, false, "growth", "增长", {"growth", "增长", "增长率", "环比", "环比增长"}},
      {A::growth, true, "growth_year", "同比", {"growth_year", "yoy", "year_on_year", "同比", "同比增长"}},
      {A::cadence_share, false, "share", "达标率", {"share", "cadence_share", "达标率", "完成率", "达标"}},
      {A::required, false, "required", "应做", {"required", "应做", "应开", "应办", "应完成"}},
      {A::missing, false, "missing", "缺", {"missing", "缺", "缺少", "缺口", "还缺", "欠"}},
      {A::on_time_share,
       false,
       "on_time",
       "按时率",
       {"on_time", "on_time_share", "按时率", "及时率", "按时"}},
      {A::late_share, false, "late", "补录率", {"late", "late_share", "补录率", "补录", "迟录率"}},
  };
  return words;
}

// Folding is slow, so each list of spellings is folded once.
const FunctionWord* find_function(std::string_view text) {
  static const auto folded = [] {
    std::map<std::string, const FunctionWord*> all;
    for (const auto& word : function_words())
      for (const auto& spelling : word.spellings) all.emplace(fold(spelling), &word);
    return all;
  }();
  const auto found = folded.find(fold(trim(text)));
  return found == folded.end() ? nullptr : found->second;
}

const FunctionWord& function_of(Aggregate aggregate, bool year_on_year) {
  for (const auto& word : function_words())
    if (word.aggregate == aggregate && word.year_on_year == year_on_year) return word;
  return function_words().front();
}

std::string nearest_of(std::string_view text, const std::vector<std::string>& names) {
  const std::string folded = fold(trim(text));
  const int length = static_cast<int>(code_point_count(folded));
  if (length == 0) return "";
  std::string best;
  int best_distance = 1000;
  for (const auto& name : names) {
    const std::string other = fold(name);
    int distance = edit_distance(folded, other);
    // "党日" for "主题党日": a part of a name is nearer than its length says.
    if (length >= 2 && other.find(folded) != std::string::npos) distance = std::min(distance, 1);
    if (distance < best_distance) best = name, best_distance = distance;
  }
  const int allowed = std::max(1, (length + 1) / 2);
  return best_distance <= allowed ? best : "";
}

std::string nearest_function(std::string_view text) {
  std::vector<std::string> names;
  for (const auto& word : function_words())
    for (const auto& spelling : word.spellings) names.emplace_back(spelling);
  return nearest_of(text, names);
}

std::optional<PartWord> find_part(std::string_view text) {
  static const auto folded = [] {
    std::map<std::string, PartWord> all;
    for (const auto word : {"unit", "单位", "部门", "支部"}) all.emplace(fold(word), PartWord::unit);
    for (const auto word : {"state", "status", "状态"}) all.emplace(fold(word), PartWord::state);
    for (const auto word : {"this_level", "this level", "this level only", "仅本级", "本级", "不含下级"})
      all.emplace(fold(word), PartWord::this_level);
    return all;
  }();
  const auto found = folded.find(fold(trim(text)));
  return found == folded.end() ? std::nullopt : std::optional(found->second);
}

namespace {
std::set<std::string> folded_set(std::initializer_list<std::string_view> words) {
  std::set<std::string> out;
  for (const auto word : words) out.insert(fold(word));
  return out;
}
}  // namespace

bool is_all_kinds(std::string_view text) {
  static const auto words = folded_set({"all", "*", "全部", "所有", "全部类别", "所有类别"});
  return words.contains(fold(trim(text)));
}

bool is_actor_word(std::string_view text) {
  static const auto words = folded_set(
      {"author",       "actor",    "entered_by", "entered by",  "clerk",       "editor",  "submitter",
       "submitted_by", "reviewer", "approver",   "approved_by", "approved by", "handler", "handled_by",
       "person",       "persons",  "user",       "account",     "录入人",      "填报人",  "经办人",
       "登记人",       "提交人",   "审核人",     "审批人",      "批准人",      "办理人",  "作者",
       "用户",         "账号",     "人员",       "个人",        "姓名",        "人"});
  return words.contains(fold(trim(text)));
}
}  // namespace youju::figures
