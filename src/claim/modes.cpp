// SPDX-License-Identifier: Apache-2.0
// Done, planned, required, history or quoted; and what kind of value a claim gives.
#include <algorithm>

#include "claim/reading.h"

namespace youju::claim {
namespace {
bool ends(std::u32string_view s, std::size_t i, std::u32string_view w) { return i >= w.size() && s.substr(i - w.size(), w.size()) == w; }

// The last modal word of the sentence before each claim decides; a clause that says 实际 or 已 ends a plan.
class Modes {
 public:
  explicit Modes(Reading& r) : r_(r), s_(r.s()) {}

  void run() {
    std::size_t at = 0, sentence = static_cast<std::size_t>(-1);
    Mode mode = Mode::done;
    for (auto& f : r_.found) {
      if (f.sentence_from != sentence) {
        sentence = f.sentence_from;
        at = sentence;
        mode = Mode::done;
      }
      for (; at < f.num.from; ++at) step(at, f.num.from, mode);
      f.claim.mode = mode == Mode::done && asked_of_all(f) ? Mode::requirement : mode;
      if (mode == Mode::requirement && (ends(s_, f.phrase_from, U"缺") || ends(s_, f.phrase_from, U"缺少"))) f.claim.mode = Mode::done;  // 应做12次，缺1次
      if (mode == Mode::done && (heading_plans(f) || column_plans(f))) f.claim.mode = Mode::plan;
      if (f.claim.mode == Mode::done && of_the_beginning(f)) f.claim.mode = Mode::history;
      if (quoted(f) || (f.claim.mode != Mode::plan && attributed(f))) f.claim.mode = Mode::quoted;
      if (f.claim.mode == Mode::done && f.claim.period.days && r_.context.period && f.claim.period.source == PeriodSource::text &&
          f.claim.period.days->from > r_.context.period->to)
        f.claim.mode = Mode::plan;
      if (f.claim.mode != Mode::done) f.claim.trace.push_back({"mode", r_.text.span(sentence, f.num.from), std::string(mode_name(f.claim.mode))});
    }
    r_.steps += s_.size();
  }

 private:
  void step(std::size_t& i, std::size_t end, Mode& mode) {
    // 按规定每季度一次，全年共召开8次: a clause that opens with its own stretch of time tells what was done, unless it says 应 again.
    if (mode == Mode::requirement && is_clause_start(i)) {
      const auto* when = r_.lexicon.at(s_, i, set_of(Word::whole_period, Word::total), end);
      if (when != nullptr && when->sense != "next_year") mode = Mode::done;
    }
    if (s_[i] == U'；' && mode != Mode::requirement) mode = mode == Mode::plan ? mode : Mode::done;
    const auto* word = r_.lexicon.at(s_, i, set_of(Word::plan, Word::requirement, Word::done, Word::history), end);
    if (word == nullptr) return;
    const auto w = std::u32string_view(word->word);
    const char32_t next = i + w.size() < s_.size() ? s_[i + w.size()] : U'\0';
    const char32_t prev = i > 0 ? s_[i - 1] : U'\0';
    if (w == U"将" && (one_of(next, U"军领士近官其") || prev == U'即')) return;
    if (w == U"待" && (one_of(prev, U"接等对期看款招善优厚") || one_of(next, U"遇业人命在"))) return;
    if (w == U"应" && (one_of(prev, U"相供反响适对效呼回") || one_of(next, U"用急对邀届聘诊有征该当谈收到"))) return;
    if (w == U"要" && (one_of(prev, U"重主需必想只不首还都一二三四五六是机提纪简摘") || one_of(next, U"求点素闻件务事害道领") || !is_clause_start(i))) return;
    if (w == U"争取" && (one_of(next, U"到上资项支中各专经了省国市") || prev == U'极')) return;
    if (w == U"须" && one_of(prev, U"必无")) return;
    if (w == U"需" && one_of(next, U"求要")) return;
    if (w == U"要求" && one_of(prev, U"件求照按的") ) return;
    if (w == U"要求" && (ends(s_, i, U"有关") || next == U'，' || next == U'的')) return;
    if (w == U"拟" && next == U'定' && prev == U'已') return;  // 已拟定要点12项
    if (w == U"目标" && one_of(next, U"任考责管")) return;  // 签订目标责任书
    if (w == U"目标" && (reached(i) || next == U'的')) return;   // 完成年度目标的113.5%
    if (w == U"准备" && (one_of(next, U"工会阶") || one_of(prev, U"的"))) return;
    if (w == U"规划" && next != U'建') return;
    if (w == U"计划" && (one_of(next, U"生的内外经书中表单") || prev == U'年' || prev == U'照' || prev == U'按')) {
      if (!(next == U'的' || prev == U'年') || one_of(next, U"生经书表单")) return;
      if (prev == U'年' && next != U'新' && next != U'开' && next != U'完' && !begins_act(i + 2)) return;
      if (next == U'的' || next == U'内') return;
    }
    if (w == U"计划" && is_clause_end(next) && followed(i)) return;
    if (w == U"计划") {  // 纳入年度学习计划, 制定整改计划: a paper, not an intention
      for (const auto noun : {U"制定", U"制订", U"列入", U"纳入", U"编制", U"根据", U"学习", U"培训", U"整改", U"教育"}) {
        if (ends(s_, i, std::u32string_view(noun)) && (is_clause_end(next) || next == U'的' || next == U'和')) return;
      }
    }
    if (w == U"规定" && !one_of(next, U"每不为，")) return;
    if (w == U"确保" && prev != U'，') return;
    if (w == U"已" && one_of(prev, U"而不早")) return;
    const auto set = word->classes;
    if ((set & set_of(Word::done)) != 0) {
      if (mode == Mode::requirement && (w == U"已" || w == U"目前")) {
        mode = Mode::done;
      } else {
        mode = Mode::done;
      }
    } else if ((set & set_of(Word::plan)) != 0) {
      mode = Mode::plan;
    } else if ((set & set_of(Word::requirement)) != 0) {
      if (mode != Mode::plan) mode = Mode::requirement;
    } else if (w != U"当年") {
      mode = Mode::history;
    }
    i += w.size() - 1;
  }
  // 2024年计划召开12次: what is planned stands directly behind.
  bool begins_act(std::size_t i) const { return r_.lexicon.at(s_, i, set_of(Word::light_verb, Word::event_verb, Word::act)) != nullptr; }
  bool reached(std::size_t i) const {
    const auto words = s_.substr(i > 8 ? i - 8 : 0, std::min<std::size_t>(i, 8));
    for (const auto w : {U"完成", U"达成", U"实现了", U"超额", U"达到"}) {
      if (words.find(std::u32string_view(w)) != std::u32string_view::npos) return true;
    }
    return false;
  }
  // 按照年度计划，…: a plan that is followed.
  bool followed(std::size_t i) const {
    for (std::size_t k = i; k > 0 && k + 14 > i && !is_clause_end(s_[k - 1]); --k) {
      if (ends(s_, k, U"按照") || ends(s_, k, U"根据") || ends(s_, k, U"依据") || ends(s_, k, U"对照") || ends(s_, k, U"围绕")) return true;
      if (s_[k - 1] == U'按') return true;
    }
    return false;
  }
  // 按照要求，领导干部每年接访不少于4次: a bound on each of a time, behind what demands it.
  bool asked_of_all(const Found& f) const {
    if (f.per.empty() || (f.bound != Word::above && f.bound != Word::below)) return false;
    const auto lead = s_.substr(f.sentence_from, std::min<std::size_t>(f.num.from - f.sentence_from, 12));
    if (lead.starts_with(U"依据")) return true;
    if (lead.empty() || lead[0] != U'按') return false;
    return lead.find(U"要求") != std::u32string_view::npos || lead.find(U"规定") != std::u32string_view::npos;
  }
  bool is_clause_start(std::size_t i) const { return i == 0 || is_clause_end(s_[i - 1]); }

  // 据市统计局通报 …: what others counted. 据统计 alone speaks of the writer's own figures.
  bool attributed(const Found& f) const {
    const auto words = s_.substr(f.sentence_from, std::min<std::size_t>(f.num.from - f.sentence_from, 120));
    for (std::size_t i = words.find(U'据'); i != std::u32string_view::npos; i = words.find(U'据', i + 1)) {
      if (i > 0 && !is_clause_end(words[i - 1]) && words[i - 1] != U' ') continue;
      const auto until = words.find_first_of(U"，：,:", i);
      if (until == std::u32string_view::npos || until > i + 24) continue;
      const auto said = words.substr(i + 1, until - i - 1);
      if (said.size() < 4 || said.substr(0, 1) == U"不" || said.substr(0, 1) == U"初") continue;
      for (const auto w : {U"通报", U"报道", U"公报", U"公布", U"发布", U"介绍", U"数据", U"资料", U"年鉴", U"统计", U"测算", U"披露", U"透露", U"报告"}) {
        if (said.find(std::u32string_view(w)) != std::u32string_view::npos) return true;
      }
    }
    return false;
  }
  // 建局之初, 成立时 …: how it once was.
  bool of_the_beginning(const Found& f) const {
    const auto words = s_.substr(f.sentence_from, std::min<std::size_t>(f.num.from - f.sentence_from, 120));
    for (const auto w : {U"之初", U"初期", U"成立时", U"建立时", U"成立伊始", U"成立之时", U"起步阶段"}) {
      const auto at = words.find(std::u32string_view(w));
      if (at == std::u32string_view::npos) continue;
      const bool this_year = at >= 1 && words[at - 1] == U'年';  // 今年之初
      const auto after = s_.substr(f.sentence_from + at, std::min<std::size_t>(f.sentence_to - f.sentence_from - at, 160));
      const bool then_now = after.find(U"如今") != std::u32string_view::npos || after.find(U"目前") != std::u32string_view::npos || after.find(U"现") != std::u32string_view::npos ||
                            after.find(U"今年") != std::u32string_view::npos || after.find(U"至今") != std::u32string_view::npos;
      if (!this_year && !then_now) return true;
    }
    return false;
  }

  // 计划数, 年度目标: the head of the column or row plans.
  static bool column_plans(const Found& f) {
    return f.cell != nullptr && std::any_of(f.claim.trace.begin(), f.claim.trace.end(), [](const Step& step) {
      return step.rule == "table.header" && (step.note.starts_with("计划") || step.note.starts_with("年度计划") || step.note.ends_with("目标") || step.note.starts_with("目标") || step.note.starts_with("拟"));
    });
  }

  bool heading_plans(const Found& f) const {
    if (f.cell != nullptr) return false;  // a table may be an annex behind the plans: its own heads say
    auto it = std::upper_bound(r_.headings.begin(), r_.headings.end(), f.num.from, [](std::size_t p, const Heading& h) { return p < h.from; });
    int level = 100;
    for (int looked = 0; it != r_.headings.begin() && looked < 20; ++looked) {
      --it;
      if (it->to > f.num.from || it->level >= level) continue;
      level = it->level;
      const auto words = s_.substr(it->from, it->to - it->from);
      for (const auto w : {U"打算", U"下一步", U"下步", U"工作计划", U"思路", U"安排"}) {
        if (words.find(std::u32string_view(w)) != std::u32string_view::npos && it->level > 1) return true;
      }
      if (level <= 2) break;
    }
    return false;
  }

  // Inside “…” of at least a clause's length, or 《…》.
  bool quoted(const Found& f) {
    auto& quotes = r_.scanned.quotes;
    while (next_quote_ < quotes.size() && quotes[next_quote_] < f.num.from) {
      const char32_t c = s_[quotes[next_quote_]];
      if (c == U'“' || c == U'《') open_ = quotes[next_quote_];
      else open_ = none;
      ++next_quote_;
    }
    if (open_ == none || next_quote_ >= quotes.size()) return false;
    const std::size_t close = quotes[next_quote_];
    const bool pair = (s_[open_] == U'“' && s_[close] == U'”') || (s_[open_] == U'《' && s_[close] == U'》');
    return pair && open_ >= f.paragraph_from;
  }

  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  Reading& r_;
  std::u32string_view s_;
  std::size_t next_quote_ = 0, open_ = none;
};

void aggregate(Reading& r, Found& f) {
  auto& c = f.claim;
  const auto s = r.s();
  const bool share = f.sort == Sort::percent;
  const bool points = f.measure_text == "百分点";
  if (f.num.form == Num::Form::doubling) {
    c.aggregate = Aggregate::growth;
    c.measure = "%";
  } else if (points) {
    c.aggregate = Aggregate::diff_points;
  } else if (f.sort == Sort::many) {
    c.aggregate = f.change != nullptr ? Aggregate::growth : Aggregate::multiple;
  } else if (share) {
    c.aggregate = f.change != nullptr ? Aggregate::growth : Aggregate::ratio;
  } else if (f.change != nullptr) {
    c.aggregate = Aggregate::diff;
  } else if (f.average) {
    c.aggregate = Aggregate::average;
  } else if (!f.per.empty()) {
    static constexpr std::string_view spans[] = {"month", "quarter", "half_year", "year", "week", "day", "term", "two weeks", "two months"};
    const bool time = std::find(std::begin(spans), std::end(spans), f.per) != std::end(spans);
    c.aggregate = time ? Aggregate::rate : Aggregate::count;
  } else if (f.sort == Sort::money || f.sort == Sort::visit || f.measure_text == "小时" || f.measure_text == "学时" || f.measure_text == "课时") {
    c.aggregate = Aggregate::sum;
  }
  if (share && f.change == nullptr && !f.level) {
    // 同比下降了近20%; 增幅约12%: the change word stands a little before.
    const std::size_t from = std::max(f.clause_from, f.phrase_from > 6 ? f.phrase_from - 6 : 0);
    const auto before = s.substr(from, f.phrase_from - from);
    for (const auto w : {U"增幅", U"涨幅", U"增速", U"增长率"}) {
      if (before.find(std::u32string_view(w)) != std::u32string_view::npos) c.aggregate = Aggregate::growth;
    }
    if (before.find(U"降幅") != std::u32string_view::npos) {
      c.aggregate = Aggregate::growth;
      f.negative_growth = true;
    }
  }
  if (f.change != nullptr && (f.change->classes & set_of(Word::down)) != 0 && !f.num.negative) f.negative_growth = true;
  if (ends(s, f.num.from, U"负增长")) f.negative_growth = true;
}
}  // namespace

void read_modes(Reading& r) {
  for (auto& f : r.found) aggregate(r, f);
  Modes(r).run();
}
}  // namespace youju::claim
