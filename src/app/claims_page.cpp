// SPDX-License-Identifier: Apache-2.0
// One HTML page that needs nothing else: the text with its numbers marked, and beside it what is said of each, what wants a look
// first. No script, no outside address; readable without colours, printable.
#include "app/claims.h"
#include "app/claims_page_style.h"
#include "base/text.h"
#include "crypto/crypto.h"

namespace youju::app {
namespace {
using judge::Verdict;
using words::Lang;

// What wants a look first. The sign says the same as the colour.
struct Group {
  Verdict verdict;
  std::string_view sign;
};
constexpr Group kGroups[] = {{Verdict::inconsistent, "≠"}, {Verdict::contradicted, "✗"}, {Verdict::ambiguous, "?"},  {Verdict::no_evidence, "○"},
                             {Verdict::approximately, "≈"}, {Verdict::supported, "●"},   {Verdict::not_judged, "–"}};

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

class Page {
 public:
  Page(const CheckedDraft& checked, Lang lang) : checked_(checked), lang_(lang), claims_(checked.extraction.claims) {}

  std::string run() {
    head();
    out_ += "<main>\n<section class=\"text\" lang=\"zh-CN\" aria-label=\"" + escaped(say("judge.page_text")) + "\">\n";
    text();
    out_ += "</section>\n<section class=\"said\" aria-label=\"" + escaped(say("judge.page_claims")) + "\">\n";
    checks();
    for (const auto& group : kGroups) {
      if (group.verdict != Verdict::not_judged || !alone()) claims_of(group);
    }
    return out_ + "</section>\n</main>\n</body>\n</html>\n";
  }

 private:
  std::string say(const std::string& word, const Args& args = {}) const { return words::say(lang_, word, args); }
  std::string verdict_word(Verdict v) const { return say("judge.verdict_" + std::string(judge::verdict_name(v))); }
  std::string piece(std::size_t from, std::size_t to) const { return escaped(from_code_points(std::u32string_view(checked_.text).substr(from, to - from))); }
  std::ptrdiff_t how_many(Verdict v) const {
    return std::count_if(checked_.judged.begin(), checked_.judged.end(), [&](const auto& one) { return one.verdict == v; });
  }

  void head() {
    const auto name = checked_.name.empty() ? say("judge.pasted") : checked_.name;
    const auto title = say("judge.page_title", {{"file", name}});
    out_ = fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
                       "<title>{}</title><style>{}</style></head>\n<body>\n<header>\n<h1>{}</h1>\n",
                       lang_ == Lang::zh ? "zh-CN" : "en", escaped(title), kReviewStyle, escaped(title));
    const auto* unit = checked_.units ? checked_.units->find(checked_.whole) : nullptr;
    const auto c = coverage_of(checked_);
    const Args args{{"unit", unit != nullptr ? unit->name : ""}, {"size", std::to_string(checked_.log_size)}, {"numbers", std::to_string(c.numbers)},
                    {"claims", std::to_string(c.claims)}, {"judged", std::to_string(c.judged)}, {"unread", std::to_string(c.unread)}};
    if (unit != nullptr) out_ += "<p>" + escaped(say("judge.page_ledger", args)) + "</p>\n";
    out_ += "<p>" + escaped(say("judge.page_numbers", args)) + "</p>\n";
    for (const auto& note : checked_.document.notes) out_ += "<p>" + escaped(words::say(lang_, note)) + "</p>\n";
    out_ += "<ul class=\"tally\">\n";
    for (const auto& group : kGroups) {
      if (const auto n = how_many(group.verdict); n > 0) {
        const auto verdict = judge::verdict_name(group.verdict);
        out_ += fmt::format("<li class=\"{0}\"><a href=\"#{0}\"><span class=\"s\" aria-hidden=\"true\">{1}</span><b>{2}</b>{3}</a></li>\n", verdict, group.sign, n, escaped(verdict_word(group.verdict)));
      }
    }
    out_ += "</ul>\n</header>\n";
  }

  bool alone() const { return checked_.bindings.empty() && checked_.catalogue == nullptr; }
  void checks() {
    checks_that(false, "judge.page_checks");
    if (alone()) checks_that(true, "judge.page_checks_good");
  }
  void checks_that(bool ok, const char* word) {
    std::string items;
    std::size_t n = 0;
    for (std::size_t k = 0; k < checked_.extraction.checks.size(); ++k) {
      const auto& check = checked_.extraction.checks[k];
      if (check.ok != ok) continue;
      ++n;
      std::string at;
      for (const auto i : check.claims) at += fmt::format("<a class=\"n\" href=\"#t{0}\">{0}</a> ", i + 1);
      items += "<li class=\"c\"><p class=\"what\">" + at + "<span class=\"w\">" + escaped(explain_check(checked_, k, lang_)) + "</span></p></li>\n";
    }
    if (n == 0 && (ok || !alone())) return;
    out_ += fmt::format("<h2>{} <small>{}</small></h2>\n<ul{}>\n{}</ul>\n", escaped(say(word)), n, ok ? " class=\"rest\"" : "", items);
  }

  // ---- the text ----
  const draft::Block& source(std::size_t b) const { return checked_.document.blocks[static_cast<std::size_t>(checked_.block_of[b])]; }
  const draft::TablePlace* place(std::size_t b) const {
    const auto& block = source(b);
    return block.kind == draft::Kind::cell && block.place ? &*block.place : nullptr;
  }
  std::string inside(std::size_t b) {
    const auto& starts = checked_.extraction.blocks;
    return marked(starts[b], b + 1 < starts.size() ? starts[b + 1] - 1 : checked_.text.size());
  }

  void text() {
    const auto count = std::min(checked_.extraction.blocks.size(), checked_.block_of.size());
    for (std::size_t b = 0; b < count;) {
      if (place(b) != nullptr) {
        b = table(b, count);
        continue;
      }
      paragraph(b);
      ++b;
    }
  }

  void paragraph(std::size_t b) {
    const auto& block = source(b);
    std::string_view name;
    if (block.kind == draft::Kind::title) name = "title";
    else if (block.kind == draft::Kind::heading) name = "head";
    else if (block.kind == draft::Kind::list_item) name = "item";
    else if (block.kind == draft::Kind::footnote) name = "note";
    const auto words = inside(b);
    const auto label = block.label.empty() ? "" : "<span class=\"label\">" + escaped(block.label) + "</span>";
    if (!words.empty() || !label.empty()) out_ += name.empty() ? "<p>" : fmt::format("<p class=\"{}\">", name);
    if (!words.empty() || !label.empty()) out_ += label + words + "</p>\n";
  }

  std::size_t table(std::size_t b, std::size_t count) {
    const int number = place(b)->table;
    out_ += "<div class=\"sheet\"><table>\n";
    while (b < count && place(b) != nullptr && place(b)->table == number) {
      const int row = place(b)->row;
      out_ += "<tr>";
      while (b < count && place(b) != nullptr && place(b)->table == number && place(b)->row == row) {
        const auto& cell = *place(b);
        out_ += fmt::format("<td{}{}>", cell.row_span > 1 ? fmt::format(" rowspan=\"{}\"", cell.row_span) : "", cell.column_span > 1 ? fmt::format(" colspan=\"{}\"", cell.column_span) : "");
        for (bool first = true; b < count && place(b) != nullptr && place(b)->table == number && place(b)->row == row && place(b)->column == cell.column; ++b) {
          out_ += (first ? "" : "<br>") + inside(b);
          first = false;
        }
        out_ += "</td>";
      }
      out_ += "</tr>\n";
    }
    out_ += "</table></div>\n";
    return b;
  }

  std::string marked(std::size_t from, std::size_t end) {
    std::string out;
    std::size_t at = from;
    for (; next_ < claims_.size() && claims_[next_].span.start < end; ++next_) {
      const auto& span = claims_[next_].span;
      if (span.start < at) {  // the same words claim a second thing
        out += fmt::format("<sup id=\"t{0}\"><a href=\"#c{0}\">{0}</a></sup>", next_ + 1);
        continue;
      }
      out += piece(at, span.start);
      out += fmt::format("<mark class=\"{0}\" id=\"t{1}\"><a href=\"#c{1}\">{2}</a></mark><sup>{1}</sup>", judge::verdict_name(checked_.judged[next_].verdict), next_ + 1, piece(span.start, span.end));
      at = span.end;
    }
    return out + piece(at, std::max(at, end));
  }

  // ---- what is said of each ----
  void claims_of(const Group& group) {
    const auto n = how_many(group.verdict);
    if (n == 0) return;
    const auto name = judge::verdict_name(group.verdict);
    const bool looked_at = group.verdict != Verdict::supported && group.verdict != Verdict::approximately && group.verdict != Verdict::not_judged;
    out_ += fmt::format("<h2 id=\"{}\"><span class=\"s\" aria-hidden=\"true\">{}</span>{} <small>{}</small></h2>\n<ul{}>\n", name, group.sign, escaped(verdict_word(group.verdict)), n,
                        looked_at ? "" : " class=\"rest\"");
    for (std::size_t i = 0; i < claims_.size(); ++i) {
      if (checked_.judged[i].verdict == group.verdict) claim(i);
    }
    out_ += "</ul>\n";
  }

  void claim(std::size_t i) {
    const auto said = explain(checked_, i, lang_);
    const auto words = claim_in_words(checked_, i);
    out_ += fmt::format("<li class=\"c\" id=\"c{0}\"><p class=\"what {1}\"><a class=\"n\" href=\"#t{0}\">{0}</a><span class=\"w\">{2}</span></p>\n", i + 1,
                        judge::verdict_name(checked_.judged[i].verdict), escaped(words));
    out_ += "<p class=\"o\">" + escaped(said.outcome) + "</p>\n";
    if (!said.fixes.empty()) {
      out_ += "<ul class=\"fix\">\n";
      for (const auto& fix : said.fixes) out_ += "<li>" + with_command(fix) + "</li>\n";
      out_ += "</ul>\n";
    }
    details(i, said);
    out_ += "</li>\n";
  }

  // A line to be typed stands in a line of its own.
  static std::string with_command(const std::string& fix) {
    const auto at = fix.find("youju ");
    if (at == std::string::npos) return escaped(fix);
    std::string out = escaped(fix.substr(0, at)) + "<code>";
    for (const auto& word : split_any(fix.substr(at), U" ")) out += "<span>" + escaped(word) + "</span> ";  // breaks at blanks alone
    out.back() = '<';
    return out + "/code>";
  }

  void details(std::size_t i, const Explained& said) {
    const auto& judged = checked_.judged[i];
    if (said.sentences.size() < 2 && judged.records.empty()) return;
    out_ += "<details class=\"d\"><summary>" + escaped(say(judged.of_size > 0 ? "judge.page_how_records" : "judge.page_how", {{"n", std::to_string(judged.of_size)}})) + "</summary>\n";
    for (const auto& sentence : said.sentences) {
      if (sentence != said.outcome && !(judged.rule && sentence == said.reading)) out_ += "<p>" + escaped(sentence) + "</p>\n";
    }
    if (judged.rule) out_ += "<p>" + escaped(lang_ == Lang::zh ? judged.rule->zh : judged.rule->en) + "</p>\n";
    if (!judged.records.empty()) {
      out_ += "<table>\n";
      for (const auto& record : judged.records) {
        const auto& row = record.row;
        out_ += fmt::format("<tr><td>{}</td><td>{}</td><td><code title=\"{}\">{}</code></td></tr>\n", row.happened ? row.happened->from.iso() : "—", escaped(row.title), escaped(row.record.text),
                            crypto::short_code(row.record.text));
      }
      out_ += "</table>\n";
    }
    const auto more = judged.of_size - static_cast<std::int64_t>(judged.records.size());
    if (more > 0 && !judged.records.empty()) out_ += "<p>" + escaped(say("judge.records_more", {{"n", std::to_string(more)}})) + "</p>\n";
    if (!judged.records.empty()) out_ += "<p>" + with_command(say("judge.records_line", {{"line", list_line(checked_, i)}})) + "</p>\n";
    out_ += "</details>\n";
  }

  const CheckedDraft& checked_;
  Lang lang_;
  const std::vector<claim::Claim>& claims_;
  std::size_t next_ = 0;
  std::string out_;
};
}  // namespace

std::string review_page(const CheckedDraft& checked, Lang lang) { return Page(checked, lang).run(); }
}  // namespace youju::app
