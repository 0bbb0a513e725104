// SPDX-License-Identifier: Apache-2.0
// The draft comes back with a comment at each number; nothing else in it is changed.
#include "app/claims.h"
#include "base/text.h"
#include "crypto/crypto.h"

namespace youju::app {
namespace {
using judge::Verdict;
using words::Lang;
constexpr std::size_t kShownRecords = 8;
constexpr int kTitle = 40;  // characters that the first comment stands at

draft::Paragraph plain(std::string text) { return {draft::Run{std::move(text), {}, false}}; }

void add_records(const CheckedDraft& checked, std::size_t i, Lang lang, draft::Comment& out) {
  const auto& judged = checked.judged[i];
  if (judged.records.empty()) return;
  out.paragraphs.push_back(plain(words::say(lang, "judge.records_head", {{"n", std::to_string(judged.of_size)}})));
  for (std::size_t k = 0; k < judged.records.size() && k < kShownRecords; ++k) {
    const auto& row = judged.records[k].row;
    out.paragraphs.push_back(plain(fmt::format("{} {} [{}]", row.happened ? row.happened->from.iso() : "—", row.title, crypto::short_code(row.record.text))));
  }
  const auto more = judged.of_size - static_cast<std::int64_t>(std::min(judged.records.size(), kShownRecords));
  if (more > 0) out.paragraphs.push_back(plain(words::say(lang, "judge.records_more", {{"n", std::to_string(more)}})));
  out.paragraphs.push_back(plain(words::say(lang, "judge.records_line", {{"line", list_line(checked, i)}})));
}

// Verdict and the ledger's value first, then what can be done, then why.
draft::Comment comment_of(const CheckedDraft& checked, std::size_t i, const Spot& spot, Instant now, Lang lang) {
  const auto said = explain(checked, i, lang);
  const auto& judged = checked.judged[i];
  auto comment = comment_at(spot, now, lang);
  const auto colon = lang == Lang::zh ? "：" : ": ";
  comment.paragraphs.push_back({draft::Run{said.verdict + colon, {}, true}, draft::Run{said.outcome, {}, false}});
  if (is_finding(judged.verdict)) {
    for (const auto& fix : said.fixes) comment.paragraphs.push_back(plain(fix));
  }
  for (const auto& sentence : said.sentences) {
    const bool again = sentence == said.outcome || (judged.rule && sentence == said.reading);
    if (!again) comment.paragraphs.push_back(plain(sentence));
  }
  if (judged.rule) comment.paragraphs.push_back(plain(lang == Lang::zh ? judged.rule->zh : judged.rule->en));
  add_records(checked, i, lang, comment);
  return comment;
}

}  // namespace

std::optional<Spot> spot_of(const CheckedDraft& checked, claim::Span span) {
  const auto& starts = checked.extraction.blocks;
  const auto after = std::upper_bound(starts.begin(), starts.end(), span.start);
  if (after == starts.begin()) return std::nullopt;
  const auto k = static_cast<std::size_t>(after - starts.begin()) - 1;
  if (k >= checked.block_of.size()) return std::nullopt;
  return Spot{checked.block_of[k], static_cast<int>(span.start - starts[k]), static_cast<int>(span.end - starts[k])};
}

std::optional<Spot> beginning_of(const CheckedDraft& checked) {
  for (const auto block : checked.block_of) {
    const auto n = static_cast<int>(code_point_count(checked.document.blocks[static_cast<std::size_t>(block)].text));
    if (n > 0) return Spot{block, 0, std::min(n, kTitle)};
  }
  return std::nullopt;
}

draft::Comment comment_at(const Spot& spot, Instant now, Lang lang) {
  draft::Comment out;
  out.block = spot.block;
  out.start = spot.start;
  out.end = spot.end;
  out.author = words::say(lang, "judge.author");
  out.initials = words::say(lang, "judge.initials");
  out.date = now.iso().substr(0, 19) + "Z";
  return out;
}

Result<draft::Marked> reviewed_docx(const CheckedDraft& checked, const std::filesystem::path& file, Instant now, Lang lang) {
  std::vector<draft::Comment> comments;
  if (const auto spot = beginning_of(checked)) {
    auto first = comment_at(*spot, now, lang);
    first.paragraphs.push_back(plain(coverage_line(checked, lang)));
    comments.push_back(std::move(first));
  }
  for (std::size_t i = 0; i < checked.extraction.claims.size(); ++i) {
    const auto spot = spot_of(checked, checked.extraction.claims[i].span);
    if (!spot) continue;
    comments.push_back(comment_of(checked, i, *spot, now, lang));
  }
  return draft::with_comments(file, comments, checked.document.fingerprint);
}
}  // namespace youju::app
