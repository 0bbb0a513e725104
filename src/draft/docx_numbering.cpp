// SPDX-License-Identifier: Apache-2.0
// word/numbering.xml, and how a number looks in each of the forms that Chinese documents use.
#include "draft/docx_numbering.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "draft/xml_scan.h"

namespace youju::draft {
namespace {
constexpr std::size_t kMostLists = 20'000, kLongestLabel = 60;

class NumberingScan : public XmlScan {
 public:
  Numbering out;
  void start(const Name& name, const XmlAttributes& a, Span) override {
    if (name.space != Space::word) return;
    if (name.local == "abstractNum" && out.levels.size() < kMostLists) levels_ = &out.levels[std::string(a.word("abstractNumId"))];
    else if (name.local == "num" && out.lists.size() < kMostLists) list_ = &out.lists[std::string(a.word("numId"))];
    else if (name.local == "abstractNumId" && list_ != nullptr) list_->of = a.word("val");
    else if (name.local == "lvlOverride") override_ = number_of(a.word("ilvl"), -1);
    else if (name.local == "startOverride" && list_ != nullptr && override_ >= 0) list_->starts[override_] = number_of(a.word("val"), 1);
    else if (name.local == "lvl") begin_level(number_of(a.word("ilvl"), -1));
    else if (level_ != nullptr) of_level(name.local, a);
  }
  void end(const Name& name, Span) override {
    if (name.space != Space::word) return;
    if (name.local == "lvl") level_ = nullptr;
    if (name.local == "lvlOverride") override_ = -1;
    if (name.local == "num") list_ = nullptr;
    if (name.local == "abstractNum") levels_ = nullptr;
  }

 private:
  void begin_level(int at) {
    if (at < 0 || at >= kListLevels) return;
    if (list_ != nullptr && override_ >= 0) level_ = &list_->own[at];
    else if (levels_ != nullptr) level_ = &(*levels_)[static_cast<std::size_t>(at)];
  }
  void of_level(std::string_view local, const XmlAttributes& a) {
    const auto value = a.word("val");
    if (local == "start") level_->start = number_of(value, 1);
    else if (local == "numFmt") level_->format = value;
    else if (local == "lvlText") level_->text = value;
    else if (local == "lvlRestart") level_->restart = number_of(value, -1);
    else if (local == "isLgl") level_->legal = value != "0" && value != "false";
  }
  std::array<NumberLevel, kListLevels>* levels_ = nullptr;
  Numbering::List* list_ = nullptr;
  NumberLevel* level_ = nullptr;
  int override_ = -1;
};

std::string chinese(int n) {
  static constexpr std::u32string_view kDigits = U"零一二三四五六七八九", kPlaces = U"十百千";
  if (n <= 0 || n > 9999) return std::to_string(n);
  std::u32string out;
  bool gap = false;
  for (int place = 3, scale = 1000; place >= 0; --place, scale /= 10) {
    const int digit = n / scale % 10;
    if (digit == 0) {
      gap = gap || !out.empty();
      continue;
    }
    if (gap) out += U'零';
    gap = false;
    if (!(place == 1 && digit == 1 && out.empty())) out += kDigits[static_cast<std::size_t>(digit)];
    if (place > 0) out += kPlaces[static_cast<std::size_t>(place - 1)];
  }
  return from_code_points(out);
}

std::string roman(int n) {
  static constexpr std::pair<int, std::string_view> kSigns[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}};
  if (n <= 0 || n > 3999) return std::to_string(n);
  std::string out;
  for (const auto& [value, sign] : kSigns) {
    for (; n >= value; n -= value) out += sign;
  }
  return out;
}

// A … Z, AA, BB …, as Word does.
std::string letters(int n, char first) {
  if (n <= 0 || n > 26 * 10) return std::to_string(n);
  return std::string(static_cast<std::size_t>((n - 1) / 26 + 1), static_cast<char>(first + (n - 1) % 26));
}

std::string of_signs(std::u32string_view signs, int n) {
  if (n <= 0 || n > static_cast<int>(signs.size())) return std::to_string(n);
  return from_code_points(signs.substr(static_cast<std::size_t>(n - 1), 1));
}

std::string with_digits(std::u32string_view digits, int n) {
  std::u32string out;
  for (const char c : std::to_string(std::max(0, n))) out += digits[static_cast<std::size_t>(c - '0')];
  return from_code_points(out);
}
}  // namespace

std::string list_number(std::string_view format, int n) {
  if (format == "none") return {};
  if (format == "bullet") return "•";
  if (format == "decimalZero") return n < 10 && n >= 0 ? "0" + std::to_string(n) : std::to_string(n);
  if (format == "upperRoman") return roman(n);
  if (format == "lowerRoman") return lower_ascii(roman(n));
  if (format == "upperLetter") return letters(n, 'A');
  if (format == "lowerLetter") return letters(n, 'a');
  if (format == "decimalFullWidth" || format == "decimalFullWidth2") return with_digits(U"０１２３４５６７８９", n);
  if (format.starts_with("decimalEnclosedCircle")) return of_signs(U"①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", n);
  if (format == "ideographDigital" || format == "japaneseDigitalTenThousand" || format == "taiwaneseDigital") return with_digits(U"〇一二三四五六七八九", n);
  if (format == "ideographTraditional") return of_signs(U"甲乙丙丁戊己庚辛壬癸", n);
  if (format == "ideographZodiac") return of_signs(U"子丑寅卯辰巳午未申酉戌亥", n);
  if (format.starts_with("chineseCounting") || format == "japaneseCounting" || format.starts_with("taiwaneseCounting")) return chinese(n);
  if (format == "chineseLegalSimplified" || format == "ideographLegalTraditional") {
    static constexpr std::pair<std::string_view, std::string_view> kLegal[] = {{"一", "壹"}, {"二", "贰"}, {"三", "叁"}, {"四", "肆"}, {"五", "伍"}, {"六", "陆"}, {"七", "柒"}, {"八", "捌"}, {"九", "玖"}, {"十", "拾"}, {"百", "佰"}, {"千", "仟"}};
    auto out = chinese(n);
    for (const auto& [plain, legal] : kLegal) {
      for (std::size_t at = 0; (at = out.find(plain, at)) != out.npos; at += legal.size()) out.replace(at, plain.size(), legal);
    }
    return out;
  }
  return std::to_string(n);
}

Result<Numbering> read_numbering(std::string_view bytes) {
  NumberingScan scan;
  TRY_OK(scan_xml(bytes, "word/numbering.xml", scan));
  return std::move(scan.out);
}

std::string ListLabels::next(std::string_view id, int level) {
  const auto list = numbering_.lists.find(id);
  if (list == numbering_.lists.end() || level < 0 || level >= kListLevels) return {};
  const auto levels = numbering_.levels.find(list->second.of);
  if (levels == numbering_.levels.end()) return {};
  const auto of = [&](int at) -> const NumberLevel& {
    const auto own = list->second.own.find(at);
    return own != list->second.own.end() ? own->second : levels->second[static_cast<std::size_t>(at)];
  };
  auto& count = counts_[list->second.of];
  auto& restarted = restarted_[list->first];
  const auto here = static_cast<std::size_t>(level);
  const auto start = list->second.starts.find(level);
  if (start != list->second.starts.end() && !restarted[here]) count.at[here] = start->second;
  else count.at[here] = count.begun[here] ? count.at[here] + 1 : of(level).start;
  restarted[here] = count.begun[here] = true;
  for (int below = level + 1; below < kListLevels; ++below) {
    const int after = of(below).restart;
    if (after != 0 && (after < 0 || level < after)) count.begun[static_cast<std::size_t>(below)] = false;
  }
  if (of(level).format == "bullet") return "•";
  std::string out;
  const auto& text = of(level).text;
  for (std::size_t i = 0; i < text.size() && out.size() < kLongestLabel; ++i) {
    const int above = i + 1 < text.size() && text[i] == '%' ? text[i + 1] - '1' : -1;
    if (above < 0 || above > level) {
      out += text[i];
      continue;
    }
    ++i;
    const auto k = static_cast<std::size_t>(above);
    const int n = count.begun[k] ? count.at[k] : of(above).start;
    out += list_number(of(level).legal ? "decimal" : std::string_view(of(above).format), n);
  }
  return std::string(trim(out));
}
}  // namespace youju::draft
