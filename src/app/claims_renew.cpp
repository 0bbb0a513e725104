// SPDX-License-Identifier: Apache-2.0
// Last year's report becomes this year's draft: bound numbers and years as tracked changes, what has no figure as comments.
#include <cmath>

#include "app/claims.h"
#include "app/gaps.h"
#include "app/number_style.h"
#include "base/text.h"

namespace youju::app {
namespace {
using words::Lang;

Period shifted(Period p, int years) {
  Period out{p.from.plus_months(12 * years), p.to.plus_months(12 * years)};
  if (p.to.plus_days(1).day() == 1) out.to = p.to.plus_days(1).plus_months(12 * years).plus_days(-1);
  return out;
}

figures::Expression shifted(figures::Expression e, int years, const figures::Context& context) {
  const auto move = [&](figures::Selection& s) {
    if (s.period) s.period = shifted(*s.period, years);
    s.period_text.clear();
  };
  move(e.of);
  if (e.base) move(*e.base);
  return figures::filled_in(e, context);
}

// The year that the report is about: that of most of its claims.
std::optional<int> year_of(const CheckedDraft& checked) {
  std::map<int, int> votes;
  for (const auto& binding : checked.bindings) {
    if (binding.period.days) ++votes[binding.period.days->from.year()];
  }
  std::optional<int> best;
  for (const auto& [year, n] : votes) {
    if (!best || n > votes[*best]) best = year;
  }
  return best;
}

constexpr std::pair<std::u32string_view, std::u32string_view> kOpposites[] = {
    {U"增长", U"下降"}, {U"上升", U"下降"}, {U"提高", U"降低"}, {U"增加", U"减少"}, {U"下降", U"增长"}, {U"减少", U"增加"}, {U"降低", U"提高"}, {U"回落", U"上升"}};

class Renewal {
 public:
  Renewal(const CheckedDraft& checked, int old_year, int year, Instant now, Lang lang) : checked_(checked), old_(old_year), year_(year), now_(now), lang_(lang) {}

  Result<Renewed> run(db::Session& session, const judge::Asked& asked) {
    for (std::size_t i = 0; i < checked_.extraction.claims.size(); ++i) TRY_OK(claim(session, asked, i));
    years();
    summary();
    return std::move(out_);
  }

 private:
  void note(claim::Span span, const std::string& word, const Args& args = {}) {
    const auto spot = spot_of(checked_, span);
    if (!spot) return;
    draft::Comment comment = comment_at(*spot, now_, lang_);
    comment.paragraphs.push_back({draft::Run{words::say(lang_, word, args), {}, false}});
    out_.comments.push_back(std::move(comment));
  }
  // What was done, at the beginning of the draft.
  void summary() {
    const auto spot = beginning_of(checked_);
    if (!spot) return;
    auto comment = comment_at(*spot, now_, lang_);
    comment.paragraphs.push_back({draft::Run{words::say(lang_, "judge.renew_summary", {{"from", std::to_string(old_)}, {"to", std::to_string(year_)}, {"renewed", std::to_string(out_.renewed)},
                                                                                       {"without", std::to_string(out_.without)}, {"open", std::to_string(out_.open)}}), {}, false}});
    out_.comments.insert(out_.comments.begin(), std::move(comment));
  }
  void replace(claim::Span span, std::string text) {
    const auto spot = spot_of(checked_, span);
    const std::string before = from_code_points(std::u32string_view(checked_.text).substr(span.start, span.end - span.start));
    if (!spot || before == text) return;
    for (const auto& one : out_.replacements) {
      if (one.block == spot->block && one.start < spot->end && spot->start < one.end) return;
    }
    out_.replacements.push_back({spot->block, spot->start, spot->end, std::move(text), words::say(lang_, "judge.author"), now_.iso().substr(0, 19) + "Z"});
  }

  Result<void> claim(db::Session& session, const judge::Asked& asked, std::size_t i) {
    const auto& one = checked_.extraction.claims[i];
    const auto& binding = checked_.bindings[i];
    if (one.mode == claim::Mode::history || one.mode == claim::Mode::quoted || one.mode == claim::Mode::requirement) return {};
    if (one.mode == claim::Mode::plan || !binding.accepted || !binding.readings[0].each.empty() || binding.readings[0].join != judge::Join::alone ||
        binding.scope.source == judge::UnitSource::unknown || binding.scope.source == judge::UnitSource::several) {
      ++out_.open;
      note(one.span, one.mode == claim::Mode::plan ? "judge.renew_plan" : "judge.renew_not_bound");
      return {};
    }
    figures::Context context;
    context.catalogue = asked.catalogue;
    context.units = asked.units;
    context.unit = asked.whole;
    context.period = Period::year(year_);
    context.at = asked.at;
    context.today = asked.today;
    context.log_size = asked.log_size;
    const auto e = shifted(binding.readings[0].expression, year_ - old_, context);
    TRY(const auto figure, figures::evaluate(session, e, context));
    if (!figure.value || figure.of_size == 0) {
      ++out_.without;
      note(one.span, "judge.renew_nothing", {{"figure", figure_in_words(checked_, e, lang_)}});
      return {};
    }
    value(one, static_cast<double>(figure.value->scaled) / static_cast<double>(Decimal::kScale), figure_in_words(checked_, e, lang_));
    return {};
  }

  void value(const claim::Claim& one, double value, const std::string& figure) {
    const bool growth = one.aggregate == claim::Aggregate::growth;
    if (growth && (value < 0) != (one.value < 0) && value != 0 && !turn(one)) {
      ++out_.open;
      return note(one.span, "judge.renew_style", {{"value", Decimal{std::llround(value * 10'000)}.text()}, {"figure", figure}});
    }
    const auto text = one.numerals.size() == 1 ? written_like(one.text, one.value, growth ? std::fabs(value) : value, rounding_of(one)) : std::nullopt;
    if (!text || (one.bound == claim::Bound::at_most)) {
      ++out_.open;
      return note(one.span, "judge.renew_style", {{"value", Decimal{std::llround(value * 10'000)}.text()}, {"figure", figure}});
    }
    ++out_.renewed;
    replace(one.span, *text);
  }

  // 增长 becomes 下降 when the new figure fell.
  bool turn(const claim::Claim& one) {
    const auto text = std::u32string_view(checked_.text);
    const std::size_t from = one.span.start > 8 ? one.span.start - 8 : 0;
    const auto before = text.substr(from, one.span.start - from);
    std::size_t best = std::u32string_view::npos;
    const std::pair<std::u32string_view, std::u32string_view>* found = nullptr;
    for (const auto& pair : kOpposites) {
      const auto at = before.rfind(pair.first);
      if (at == std::u32string_view::npos || (found != nullptr && at <= best)) continue;
      best = at;
      found = &pair;
    }
    if (found == nullptr) return false;
    replace({static_cast<std::uint32_t>(from + best), static_cast<std::uint32_t>(from + best + 2)}, from_code_points(found->second));
    return true;
  }

  // The report's year and its neighbours move on; a day of that year stays, with a comment.
  void years() {
    const auto text = std::u32string_view(checked_.text);
    const auto digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
    for (std::size_t i = 0; i + 4 < text.size(); ++i) {
      if (!digit(text[i]) || (i > 0 && digit(text[i - 1])) || text[i + 4] != U'年') continue;
      int year = 0;
      bool four = true;
      for (std::size_t k = i; k < i + 4; ++k) {
        four = four && digit(text[k]);
        year = year * 10 + static_cast<int>(text[k] - U'0');
      }
      if (!four || year < old_ - 1 || year > old_ + 1) continue;
      const claim::Span span{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + 4)};
      std::size_t k = i + 5;
      while (k < text.size() && digit(text[k])) ++k;
      const bool month = k > i + 5 && k < text.size() && text[k] == U'月';
      if (month && k + 1 < text.size() && digit(text[k + 1])) note(span, "judge.renew_day");
      else replace(span, std::to_string(year + year_ - old_));
    }
  }

  const CheckedDraft& checked_;
  int old_, year_;
  Instant now_;
  Lang lang_;
  Renewed out_;
};
}  // namespace

Result<Renewed> renew_draft(Office& office, const people::Who& who, const CheckRequest& request, int year, Instant now, Lang lang) {
  CheckRequest asked_for = request;
  asked_for.records = 0;
  TRY(const auto checked, check_draft(office, who, asked_for));
  if (checked.document.format != "docx") return fail(Code::unsupported, "judge.renew_not_docx", {{"file", checked.name}});
  const auto old_year = request.period ? std::optional<int>(request.period->from.year()) : year_of(checked);
  if (!old_year) return fail(Code::invalid, "judge.renew_no_year", {{"file", checked.name}});
  if (*old_year == year) return fail(Code::invalid, "judge.renew_same_year", {{"year", std::to_string(year)}});
  Renewed out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    judge::Asked asked{&office.catalogue(), checked.units.get(), checked.whole, office.today(), request.at, 0, 0, false};
    TRY(asked.log_size, office.ledger().size(session));
    TRY(out, Renewal(checked, *old_year, year, now, lang).run(session, asked));
    return {};
  }));
  out.from_year = *old_year;
  TRY(out.marked, draft::with_revisions(request.file, out.replacements, out.comments, checked.document.fingerprint));
  return out;
}
}  // namespace youju::app
