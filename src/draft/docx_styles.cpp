// SPDX-License-Identifier: Apache-2.0
// word/styles.xml: what a paragraph's style says about it. Names are those of Word and of WPS, in English and
// Chinese.
#include <charconv>

#include "base/text.h"
#include "draft/docx_story.h"

namespace youju::draft {
namespace {
constexpr std::size_t kMostStyles = 20'000;
constexpr int kLongestChain = 20;

class StylesScan : public XmlScan {
 public:
  Styles styles;
  void start(const Name& name, const XmlAttributes& a, Span) override {
    if (name.space != Space::word) return;
    if (name.local == "style" && styles.size() < kMostStyles) {
      current_ = &styles[std::string(a.word("styleId"))];
      if (const auto on = a.word("default"); a.word("type") == "paragraph" && (on == "1" || on == "true"))
        styles.try_emplace("").first->second.based_on = a.word("styleId");
    }
    if (!current_) return;
    if (name.local == "name") current_->name = a.word("val");
    if (name.local == "basedOn") current_->based_on = a.word("val");
    if (name.local == "outlineLvl") current_->outline = number(a.word("val"));
    if (name.local == "ilvl") current_->list_level = number(a.word("val"));
    if (name.local == "numId") {
      current_->numbered = a.word("val") != "0";
      current_->list = a.word("val");
    }
  }
  void end(const Name& name, Span) override {
    if (name.space == Space::word && name.local == "style") current_ = nullptr;
  }

 private:
  static int number(std::string_view text) {
    int value = -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value >= 0 && value < 9 ? value : -1;
  }
  StyleFacts* current_ = nullptr;
};

// "heading 3", "Heading 3", "标题 3" → 3; else 0.
int heading_of(std::string_view name) {
  const auto lower = lower_ascii(name);
  for (std::string_view stem : {"heading ", "标题 ", "标题"}) {
    if (!lower.starts_with(stem) || lower.size() != stem.size() + 1) continue;
    const char digit = lower.back();
    if (digit >= '1' && digit <= '9') return digit - '0';
  }
  return 0;
}
}  // namespace

Result<Styles> read_styles(std::string_view bytes) {
  StylesScan scan;
  TRY_OK(scan_xml(bytes, "word/styles.xml", scan));
  return std::move(scan.styles);
}

StyleMeaning style_meaning(const Styles& styles, std::string_view id) {
  StyleMeaning out;
  auto at = styles.find(id);
  if (at == styles.end()) return out;
  if (id.empty()) at = styles.find(at->second.based_on);
  for (int step = 0; step < kLongestChain && at != styles.end(); ++step) {
    const StyleFacts& style = at->second;
    const auto name = lower_ascii(style.name);
    if (step == 0) out.name = style.name;
    out.numbered = out.numbered || style.numbered;
    if (out.list.empty()) out.list = style.list;
    if (out.list_level < 0) out.list_level = style.list_level;
    if (out.kind == Kind::paragraph) {
      if (const int level = heading_of(name))
        out.kind = Kind::heading, out.level = level;
      else if (name == "title" || name == "标题")
        out.kind = Kind::title;
      else if (name.starts_with("toc ") || name.starts_with("目录 "))
        out.kind = Kind::contents;
      else if (style.outline >= 0)
        out.kind = Kind::heading, out.level = style.outline + 1;
    }
    if (style.based_on.empty()) break;
    at = styles.find(style.based_on);
  }
  return out;
}
}  // namespace youju::draft
