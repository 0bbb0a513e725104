// SPDX-License-Identifier: Apache-2.0
// Which period a claim speaks of: its clause, else the sentence before it, else the paragraph's lead, else the heading,
// else the document.
#include <algorithm>
#include <map>

#include "claim/reading.h"

namespace youju::claim {
namespace {
using Kind = Mention::Kind;

class Periods {
 public:
  explicit Periods(Reading& r) : r_(r), s_(r.s()), mentions_(r.scanned.mentions) {}

  void run() {
    settle_year();
    for (auto& m : mentions_) m.after_compare = compared(m);
    meanings_.reserve(mentions_.size());
    for (std::size_t k = 0; k < mentions_.size(); ++k) meanings_.push_back(meaning(k));
    for (const auto& cell : r_.cells) {
      const auto [it, fresh] = table_starts_.try_emplace(cell.table, cell.from);
      if (!fresh) it->second = std::min(it->second, cell.from);
    }
    for (auto& f : r_.found) assign(f);
    from_to();
  }

 private:
  bool ends(std::size_t i, std::u32string_view w) const { return i >= w.size() && s_.substr(i - w.size(), w.size()) == w; }

  void settle_year() {
    if (r_.context.period) {
      document_ = r_.context.period;
      year_ = document_->from.year();
      source_ = PeriodSource::doc;
    } else if (r_.context.as_of) {
      year_ = r_.context.as_of->year();
      document_ = Period::year(*year_);
      source_ = PeriodSource::none;
    }
    // The title's year, half or quarter holds for the document when nobody said another.
    if (!r_.context.period && !r_.headings.empty() && r_.headings.front().from == 0) {
      for (std::size_t k = 0; k < mentions_.size() && mentions_[k].from < r_.headings.front().to; ++k) {
        const auto& m = mentions_[k];
        if (m.year <= 0 || m.kind == Kind::day || (m.kind == Kind::years && m.year != m.year_to)) continue;
        const auto days = meaning(k);
        if (!days) continue;
        year_ = m.year;
        document_ = days;
        source_ = PeriodSource::heading;
        break;
      }
    }
    if (r_.context.as_of && document_ && document_->contains(*r_.context.as_of)) cut_off_ = *r_.context.as_of;
  }

  // 比2022年, 与去年同期相比, 是2020年的2.3倍
  bool compared(const Mention& m) const {
    std::size_t p = m.from;
    while (p > 0 && s_[p - 1] == U' ') --p;
    if (ends(p, U"比") || ends(p, U"较") || ends(p, U"相较") || ends(p, U"较之") || ends(p, U"相较于") || ends(p, U"高于") || ends(p, U"低于") || ends(p, U"超过") || ends(p, U"多于") || ends(p, U"少于") || ends(p, U"相当于") || ends(p, U"比较") || ends(p, U"好于")) return true;
    const auto tail = s_.substr(std::min(m.to, s_.size()), 8);
    if (ends(p, U"与") || ends(p, U"同") || ends(p, U"跟") || ends(p, U"和") || ends(p, U"以"))
      return tail.find(U"相比") != std::u32string_view::npos || tail.find(U"持平") != std::u32string_view::npos || tail.find(U"比") == 0 || tail.find(U"相较") != std::u32string_view::npos || tail.find(U"为基") != std::u32string_view::npos || tail.find(U"对比") != std::u32string_view::npos;
    if (ends(p, U"是") || ends(p, U"为") || ends(p, U"达到") || ends(p, U"相当")) {
      const auto times = tail.find(U"倍");
      return times != std::u32string_view::npos && tail.substr(0, 1) == U"的";
    }
    return false;
  }

  Date end_of(int year) const { return cut_off_ && cut_off_->year() == year ? *cut_off_ : Period::year(year).to; }

  std::optional<int> year_of(std::size_t k) const {
    const auto& m = mentions_[k];
    if (m.year > 0) return m.year;
    // 去年一季度: the mention directly before gives the year.
    if (k > 0 && mentions_[k - 1].to + 1 >= m.from && meanings_[k - 1]) {
      const auto kind = mentions_[k - 1].kind;
      if (kind == Kind::this_year || kind == Kind::last_year || kind == Kind::next_year || kind == Kind::year_before_last || kind == Kind::years) return meanings_[k - 1]->from.year();
    }
    // else a single year said before in the same sentence
    for (std::size_t j = k; j-- > 0 && k - j < 4;) {
      const auto& before = mentions_[j];
      if (crosses_sentence(before.to, m.from)) break;
      if (before.kind == Kind::years && before.year == before.year_to && !before.after_compare) return before.year;
    }
    return year_;
  }
  bool crosses_sentence(std::size_t from, std::size_t to) const {
    if (to > from + 200) return true;
    for (std::size_t i = from; i < to; ++i) {
      if (is_sentence_end(s_[i])) return true;
    }
    return false;
  }

  std::optional<Period> meaning(std::size_t k) const {
    const auto& m = mentions_[k];
    if (m.kind == Kind::years) return Period{Period::year(m.year).from, Period::year(m.year_to).to};
    const auto y = year_of(k);
    if (!y) return std::nullopt;
    switch (m.kind) {
      case Kind::years: break;
      case Kind::months: return Period{Period::month(*y, m.a).from, Period::month(*y, m.b).to};
      case Kind::quarters: return Period{Period::quarter(*y, m.a).from, Period::quarter(*y, m.b).to};
      case Kind::halves: return Period::half(*y, m.a);
      case Kind::day: {
        const auto d = Date::of(*y, m.a, m.b);
        return d ? std::optional(Period{*d, *d}) : std::nullopt;
      }
      case Kind::until_month: return Period{Period::year(*y).from, Period::month(*y, m.b).to};
      case Kind::until_day: {
        const auto d = Date::of(*y, m.a, m.b);
        return d ? std::optional(Period{Period::year(*y).from, *d}) : std::nullopt;
      }
      case Kind::last_years: return Period{Period::year(*y - m.a + 1).from, end_of(*y)};
      case Kind::this_year: return document_ && document_->from.year() == *y && document_->length() > 300 ? document_ : std::optional(Period::year(*y));
      case Kind::to_date: return Period{Period::year(*y).from, end_of(*y)};
      case Kind::last_year: return Period::year(*y - 1);
      case Kind::next_year: return Period::year(*y + 1);
      case Kind::year_before_last: return Period::year(*y - 2);
      case Kind::same_last_year: return back_one_year(main_before(k));
      case Kind::this_month: case Kind::last_month: {
        if (!r_.context.as_of) return std::nullopt;
        const auto d = m.kind == Kind::this_month ? *r_.context.as_of : r_.context.as_of->plus_months(-1);
        return Period::month(d.year(), d.month());
      }
      case Kind::this_quarter: case Kind::last_quarter: {
        if (!r_.context.as_of) return std::nullopt;
        const auto d = m.kind == Kind::this_quarter ? *r_.context.as_of : r_.context.as_of->plus_months(-3);
        return Period::quarter(d.year(), (d.month() + 2) / 3);
      }
    }
    return std::nullopt;
  }

  static std::optional<Period> back_one_year(std::optional<Period> p) {
    if (!p) return std::nullopt;
    Date to = p->to.plus_months(-12);
    if (p->to.plus_days(1).day() == 1) to = p->to.plus_days(1).plus_months(-12).plus_days(-1);
    return Period{p->from.plus_months(-12), to};
  }
  // The period that 同期 and 同比 refer to.
  std::optional<Period> main_before(std::size_t k) const {
    for (std::size_t j = k; j-- > 0 && k - j < 6;) {
      const auto kind = mentions_[j].kind;
      if (crosses_sentence(mentions_[j].to, mentions_[k].from)) break;
      if (kind != Kind::same_last_year && kind != Kind::last_year && !mentions_[j].after_compare && meanings_[j]) return meanings_[j];
    }
    return document_;
  }

  // 与去年发布的21条相比，…25条; 由去年的21条增加到25条: the past was said to compare with, and does not reach the number behind.
  bool left_behind(std::size_t k, const Found& f) const {
    const auto& days = *meanings_[k];
    const bool past = is_past(k) || (document_ && mentions_[k].kind == Kind::years && days.to < document_->from);
    if (!past || mentions_[k].to >= f.clause_from) return false;
    const auto between = s_.substr(mentions_[k].to, std::min<std::size_t>(f.num.from - mentions_[k].to, 120));
    for (const auto w : {U"相比", U"对比", U"相较", U"基础上", U"相比较"}) {
      if (between.find(std::u32string_view(w)) != std::u32string_view::npos) return true;
    }
    const auto lead = s_.substr(mentions_[k].from > 4 ? mentions_[k].from - 4 : 0, std::min<std::size_t>(4, mentions_[k].from));
    return f.level && (lead.find(U'由') != std::u32string_view::npos || lead.find(U'从') != std::u32string_view::npos);
  }
  bool is_past(std::size_t k) const { return mentions_[k].kind == Kind::same_last_year || mentions_[k].kind == Kind::last_year; }

  void assign(Found& f) {
    auto& claim = f.claim;
    if (f.period_cell != nullptr) {
      const auto it = std::lower_bound(mentions_.begin(), mentions_.end(), f.period_cell->from, [](const Mention& m, std::size_t p) { return m.from < p; });
      const auto k = static_cast<std::size_t>(it - mentions_.begin());
      if (k < mentions_.size() && meanings_[k]) return set(claim, meanings_[k], PeriodSource::text, k);
    }
    while (next_ < mentions_.size() && mentions_[next_].to <= f.num.from) ++next_;
    const bool change = f.change != nullptr || f.num.form == Num::Form::doubling || claim.aggregate == Aggregate::multiple;
    std::optional<std::size_t> own, base;
    std::size_t looked = 0;
    for (std::size_t k = next_; k-- > 0 && mentions_[k].from >= f.sentence_from && looked < 12; ++looked) {
      if (mentions_[k].after_compare) {
        if (!base && mentions_[k].from >= f.clause_from) base = k;
        continue;
      }
      if (change && is_past(k) && mentions_[k].to + 1 < f.clause_from) continue;
      if (!meanings_[k] || left_behind(k, f)) continue;
      own = k;
      break;
    }
    if (own && refers_elsewhere(*own, f)) own.reset();
    if (own) {
      set(claim, meanings_[*own], PeriodSource::text, *own);
    } else if (const auto caption = f.cell != nullptr ? caption_mention(*f.cell) : std::nullopt) {
      set(claim, meanings_[*caption], PeriodSource::text, *caption);
    } else if (const auto lead = paragraph_lead(f)) {
      set(claim, meanings_[*lead], PeriodSource::text, *lead);
    } else if (const auto head = heading_mention(f); head && !(f.cell != nullptr && ahead(*meanings_[*head]))) {
      set(claim, meanings_[*head], PeriodSource::heading, *head);
    } else if (document_) {
      claim.period = {document_, base ? PeriodSource::text : source_, {}};
      if (base) claim.period.source = PeriodSource::text;
    }
    if (change && !(f.other_side && !base)) {
      claim.base = base ? meanings_[*base] : said_ring(f) ? previous(claim.period.days) : back_one_year(claim.period.days);
      if (base) claim.trace.push_back({"period.base", r_.text.span(mentions_[*base].from, mentions_[*base].to), ""});
    }
  }
  // 由3个增加到7个: the first is the figure of the year before.
  void from_to() {
    for (std::size_t k = 0; k + 1 < r_.found.size(); ++k) {
      auto& a = r_.found[k];
      const auto& b = r_.found[k + 1];
      if (!b.level || a.level || a.sentence_from != b.sentence_from || b.phrase_from > a.phrase_to + 6) continue;
      const auto lead = s_.substr(a.clause_from, a.num.from - a.clause_from);
      if (lead.rfind(U"由") == std::u32string_view::npos && lead.rfind(U"从") == std::u32string_view::npos) continue;
      const bool said = a.claim.period.source == PeriodSource::text && a.claim.period.days != b.claim.period.days;
      if (said) continue;
      a.claim.period.days = back_one_year(b.claim.period.days);
      a.claim.period.source = PeriodSource::text;
      a.claim.trace.push_back({"period.from_to", r_.text.span(a.num.from, b.num.to), ""});
    }
  }

  // 90年代出生 and the like name persons, not the claim's period: days long past with nothing counted then.
  bool refers_elsewhere(std::size_t k, const Found& f) const {
    const auto& m = mentions_[k];
    const auto tail = s_.substr(std::min(m.to, s_.size()), 4);
    // 《支部工作条例》（2018年）第十二条: the year of a law
    if (m.from >= 3 && one_of(s_[m.from - 1], U"（(") && one_of(r_.at(m.to), U"）)") && one_of(s_[m.from - 2], U"例法定则》）)知见程")) return true;
    if (is_past(k) && (tail.find(U"结转") == 0 || tail.find(U"结余") == 0 || tail.find(U"遗留") == 0)) return true;  // 上年结转1件
    // 三季度印发文件42份，报送信息63篇: what was made in the report's own time is its work; made in 2018 it only has a date.
    const bool own_time = document_ && meanings_[k] && document_->contains(meanings_[k]->from) && document_->contains(meanings_[k]->to);
    for (const auto w : {U"成立", U"建成", U"印发", U"出台"}) {
      if (own_time && tail.starts_with(std::u32string_view(w))) return false;
    }
    for (const auto w : {U"出生", U"入党", U"参军", U"入伍", U"退休", U"成立", U"建成", U"印发", U"以前", U"之前", U"出台", U"始建", U"版"}) {
      if (tail.find(std::u32string_view(w)) == 0) return f.clause_from > m.to || std::u32string_view(U"出生版以前之前").find(w) != std::u32string_view::npos;
    }
    return false;
  }
  bool said_ring(const Found& f) const {
    const auto from = std::max(f.clause_from, f.num.from > 12 ? f.num.from - 12 : 0);
    return s_.substr(from, f.num.from - from).find(U"环比") != std::u32string_view::npos;
  }
  static std::optional<Period> previous(std::optional<Period> p) {
    if (!p) return std::nullopt;
    const int months = (p->to.year() - p->from.year()) * 12 + p->to.month() - p->from.month() + 1;
    const bool whole = p->from.day() == 1 && p->to.plus_days(1).day() == 1;
    if (whole) return Period{p->from.plus_months(-months), p->from.plus_days(-1)};
    return Period{p->from.plus_days(-p->length()), p->from.plus_days(-1)};
  }

  void set(Claim& claim, std::optional<Period> days, PeriodSource source, std::size_t k) {
    const auto span = r_.text.span(mentions_[k].from, mentions_[k].to);
    claim.period = {days, source, r_.text.original(span)};
    claim.trace.push_back({source == PeriodSource::heading ? "period.heading" : "period.text", span, days ? days->from.iso() + ".." + days->to.iso() : ""});
  }

  // 今年上半年: of mentions that stand directly behind each other the last one says which stretch is meant.
  std::size_t narrowest(std::size_t k) const {
    while (k + 1 < mentions_.size() && mentions_[k + 1].from <= mentions_[k].to + 1 && s_.substr(mentions_[k].to, mentions_[k + 1].from - mentions_[k].to).find_first_not_of(U" ") == std::u32string_view::npos &&
           meanings_[k + 1] && meanings_[k] && meanings_[k]->contains(meanings_[k + 1]->from) && meanings_[k]->contains(meanings_[k + 1]->to))
      ++k;
    return k;
  }
  // After the report's own time: what is planned, and never said of the numbers of a table that merely stands below.
  bool ahead(Period days) const { return document_ && days.from > document_->to; }
  // 2022年主要工作统计 directly above a table.
  std::optional<std::size_t> caption_mention(const Cell& cell) const {
    const auto first = first_of_table(cell);
    if (first == 0) return std::nullopt;
    std::size_t to = first - 1, from = to;
    while (from > 0 && s_[from - 1] != U'\n' && to - from < 60) --from;
    if (from > 0 && s_[from - 1] != U'\n') return std::nullopt;  // a paragraph, no caption
    const auto it = std::lower_bound(mentions_.begin(), mentions_.end(), from, [](const Mention& m, std::size_t p) { return m.from < p; });
    if (it == mentions_.end() || it->to > to || it->after_compare) return std::nullopt;
    const auto k = narrowest(static_cast<std::size_t>(it - mentions_.begin()));
    const bool several = k + 1 < mentions_.size() && mentions_[k + 1].to <= to;
    return several || !meanings_[k] || mentions_[k].kind == Kind::day ? std::nullopt : std::optional(k);
  }
  std::size_t first_of_table(const Cell& cell) const {
    const auto it = table_starts_.find(cell.table);
    return it == table_starts_.end() ? 0 : it->second;
  }

  // 上半年，… at the head of a paragraph holds for its later sentences.
  std::optional<std::size_t> paragraph_lead(const Found& f) {
    if (f.paragraph_from == f.sentence_from) return std::nullopt;
    const auto it = std::lower_bound(mentions_.begin(), mentions_.end(), f.paragraph_from, [](const Mention& m, std::size_t p) { return m.from < p; });
    if (it == mentions_.end() || it->from > f.paragraph_from + 12 || it->after_compare) return std::nullopt;
    const auto k = narrowest(static_cast<std::size_t>(it - mentions_.begin()));
    if (mentions_[k].kind == Kind::day || !meanings_[k] || is_past(k)) return std::nullopt;
    // “十四五”期间建成…。4名同志…: several years are said of their own sentence.
    if (mentions_[k].kind == Kind::years && mentions_[k].year != mentions_[k].year_to) return std::nullopt;
    return k;
  }
  std::optional<std::size_t> heading_mention(const Found& f) {
    const Heading* best = nullptr;
    int level = 100;
    auto it = std::upper_bound(r_.headings.begin(), r_.headings.end(), f.num.from, [](std::size_t p, const Heading& h) { return p < h.from; });
    for (int looked = 0; it != r_.headings.begin() && looked < 40; ++looked) {
      --it;
      if (it->to > f.num.from || it->level >= level || (it->level == 1 && it->from == 0)) continue;
      level = it->level;
      best = &*it;
      const auto m = std::lower_bound(mentions_.begin(), mentions_.end(), best->from, [](const Mention& a, std::size_t p) { return a.from < p; });
      if (m != mentions_.end() && m->to <= best->to) {
        // 2022年与2023年对比: a heading that compares gives no period to what stands below it.
        const auto k = narrowest(static_cast<std::size_t>(m - mentions_.begin()));
        if ((k + 1 < mentions_.size() && mentions_[k + 1].to <= best->to) || m->after_compare) return std::nullopt;
        if (meanings_[k]) return k;
      }
      if (level <= 1) break;
    }
    return std::nullopt;
  }

  Reading& r_;
  std::u32string_view s_;
  std::vector<Mention>& mentions_;
  std::vector<std::optional<Period>> meanings_;
  std::optional<Period> document_;
  std::optional<int> year_;
  std::optional<Date> cut_off_;
  PeriodSource source_ = PeriodSource::none;
  std::size_t next_ = 0;
  std::map<int, std::size_t> table_starts_;
};
}  // namespace

void read_periods(Reading& r) { Periods(r).run(); }
}  // namespace youju::claim
