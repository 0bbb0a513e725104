// SPDX-License-Identifier: Apache-2.0
// Long titles are cut by sense: between words, never inside one, in lines that make a trapezoid or a diamond.
#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <cmath>

#include "paper/compose.h"

namespace youju::paper {
namespace {

// Word borders of a title as byte offsets (ICU's Chinese dictionary), without those that closing punctuation
// or a connecting word would make ugly.
std::vector<std::size_t> word_borders(const std::string& title) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> words(
      icu::BreakIterator::createWordInstance(icu::Locale("zh"), status));
  std::vector<std::size_t> out;
  if (U_FAILURE(status)) return out;
  const auto text = icu::UnicodeString::fromUTF8(title);
  words->setText(text);
  static constexpr std::u16string_view kNotFirst = u"、，。：；！？）》”’〕】的和与及暨等了年月日号%";
  static constexpr std::u16string_view kNotLast = u"（《“‘〔【和与及暨";
  for (int32_t at = words->next(); at != icu::BreakIterator::DONE && at < text.length(); at = words->next()) {
    if (kNotFirst.find(text.charAt(at)) != std::u16string_view::npos) continue;
    if (kNotLast.find(text.charAt(at - 1)) != std::u16string_view::npos) continue;
    std::string head;
    text.tempSubString(0, at).toUTF8String(head);
    out.push_back(head.size());
  }
  return out;
}

// How ugly a set of lines is: unevenness, and lines longer than the one above it, count; overlong lines are
// out.
double cost(const std::vector<double>& widths, double limit) {
  double mean = 0, sum = 0;
  for (const double w : widths) mean += w / static_cast<double>(widths.size());
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] > limit) return 1e9;
    sum += (widths[i] - mean) * (widths[i] - mean);
    if (i > 0 && widths[i] > widths[i - 1])
      sum += widths.size() == 2 ? 2 * (widths[i] - widths[i - 1]) : widths[i] - widths[i - 1];
    // Lines of one length are neither trapezoid nor diamond.
    if (i > 0 && std::abs(widths[i] - widths[i - 1]) < 0.9) sum += 1.5;
  }
  return sum;
}

void search(const std::string& title, const std::vector<std::size_t>& borders, std::size_t count,
            double limit, std::vector<std::size_t>& cuts, double& best, std::vector<std::size_t>& best_cuts) {
  if (cuts.size() + 1 == count) {
    std::vector<double> widths;
    std::size_t from = 0;
    for (const auto cut : cuts) {
      widths.push_back(ems(std::string_view(title).substr(from, cut - from)));
      from = cut;
    }
    widths.push_back(ems(std::string_view(title).substr(from)));
    if (const double c = cost(widths, limit); c < best) {
      best = c;
      best_cuts = cuts;
    }
    return;
  }
  for (const auto border : borders) {
    if (!cuts.empty() && border <= cuts.back()) continue;
    if (ems(std::string_view(title).substr(cuts.empty() ? 0 : cuts.back(),
                                           border - (cuts.empty() ? 0 : cuts.back()))) > limit)
      break;
    cuts.push_back(border);
    search(title, borders, count, limit, cuts, best, best_cuts);
    cuts.pop_back();
  }
}

std::vector<std::string> cut_at(const std::string& title, const std::vector<std::size_t>& cuts) {
  std::vector<std::string> out;
  std::size_t from = 0;
  for (const auto cut : cuts) {
    out.push_back(title.substr(from, cut - from));
    from = cut;
  }
  out.push_back(title.substr(from));
  return out;
}
}  // namespace

std::vector<std::string> title_lines(const std::string& title, double limit) {
  if (const auto newline = title.find('\n'); newline != std::string::npos) {
    auto out = title_lines(title.substr(0, newline), limit);
    for (auto& line : title_lines(title.substr(newline + 1), limit)) out.push_back(std::move(line));
    return out;
  }
  const double width = ems(title);
  if (width <= limit) return {title};
  const auto borders = word_borders(title);
  // More than four lines is no title any more; then the writers break it as they break any text.
  for (std::size_t count = static_cast<std::size_t>(std::ceil(width / limit)); count <= 4; ++count) {
    double best = 1e9;
    std::vector<std::size_t> cuts, best_cuts;
    search(title, borders, count, limit, cuts, best, best_cuts);
    if (best < 1e9) return cut_at(title, best_cuts);
  }
  return {title};
}
}  // namespace youju::paper
