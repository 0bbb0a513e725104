// SPDX-License-Identifier: Apache-2.0
// Which numerals claim something. The others are listed with the reason.
#include <algorithm>

#include "claim/genre.h"
#include "claim/narrative.h"
#include "claim/told.h"

namespace youju::claim {
namespace {

class Judge {
 public:
  explicit Judge(Reading& r) : r_(r), s_(r.s()) {}

  void run() {
    std::vector<Found> kept;
    for (auto& f : r_.found) {
      f.why_from = f.num.from;
      f.why_to = std::max(f.number_to, f.measure_to);
      weak_ = false;
      decide(f);
      if (f.why_not.empty() && is_no_report(r_, f.num.from)) no(f, "no_report");
      if (f.why_not.empty() && is_rule(r_, f.num)) no(f, "rule");
      if (f.why_not.empty()) {
        if (!weak_) last_claim_end_ = f.phrase_to;
        last_sort_ = f.sort;
        kept.push_back(std::move(f));
      } else {
        const auto span = r_.text.span(f.why_from, f.why_to);
        r_.non_claims.push_back({span, r_.text.original(span), std::string(f.why_not)});
        r_.scanned.masked.push_back(f.num);
        if (f.upper) r_.scanned.masked.push_back(*f.upper);
      }
    }
    r_.found = std::move(kept);
  }

 private:
  char32_t at(std::size_t i) const { return r_.at(i); }
  std::u32string_view left(const Found& f, std::size_t n) const {
    const std::size_t from = f.phrase_from > n ? f.phrase_from - n : 0;
    return s_.substr(from, f.phrase_from - from);
  }
  bool ends(std::size_t i, std::u32string_view w) const { return i >= w.size() && s_.substr(i - w.size(), w.size()) == w; }
  bool starts(std::size_t i, std::u32string_view w) const { return s_.substr(std::min(i, s_.size()), w.size()) == w; }
  bool starts_any(std::size_t i, std::initializer_list<std::u32string_view> words) const {
    return std::any_of(words.begin(), words.end(), [&](auto w) { return starts(i, w); });
  }
  bool ends_any(std::size_t i, std::initializer_list<std::u32string_view> words) const {
    return std::any_of(words.begin(), words.end(), [&](auto w) { return ends(i, w); });
  }
  static void no(Found& f, std::string_view why) { f.why_not = why; }

  void decide(Found& f) {
    for (std::size_t k = f.num.from; k < f.number_to; ++k) {
      if ((r_.text.flags[k] & Text::kHidden) == 0) continue;
      f.why_to = f.number_to;
      return no(f, "unreadable");
    }
    if (const auto* cell = cell_at(r_.cells, f.num.from); cell != nullptr && cell->from == std::min(f.num.from, f.phrase_from) && cell->to <= std::max(f.phrase_to, f.measure_to) && cell->row > 0) {
      f.cell = cell;
      const bool place = cell->column == 0 && f.measure_text.empty();
      if (place) return no(f, "enumerator");
      if (!f.num.han || !f.measure_text.empty()) return;
    }
    if (read_english_context(r_, f)) return;
    if (is_supposed(r_, f)) return no(f, "supposed");
    switch (f.num.form) {
      case Num::Form::discount: return no(f, "rate");
      case Num::Form::doubling: return;
      case Num::Form::half: return half(f);
      case Num::Form::fraction: return fraction(f);
      case Num::Form::percent:
        if (is_narrated(r_, f, last_claim_end_)) no(f, "narrated");
        return;
      case Num::Form::tenths: return;
      case Num::Form::plain: break;
    }
    if (!f.measure_text.empty()) return measured(f);
    unmeasured(f);
  }

  void half(Found& f) {
    const std::size_t h = f.num.to - 1;
    const char32_t before = f.num.from > 0 ? s_[f.num.from - 1] : U'\0';
    const bool share = at(h + 1) == U'数' || f.num.to - f.num.from == 2 || f.bound || before == U'大' || before == U'对';
    if (before == U'大' && at(h + 1) != U'数' && !one_of(at(h + 1), U"的以是来，。、；党支员单社村老\0")) return no(f, "vague");
    const bool told = ends_any(f.num.from, {U"完成了", U"减少了", U"下降了", U"增加了", U"增长了", U"压缩了", U"缩短了", U"降低了", U"占了", U"压减了", U"达到了", U"超过了"});
    if (f.num.to - f.num.from == 2 && before == U'了' && !told) return no(f, "lexical");  // 喝了一半的茶
    if (!share || !f.measure_text.empty()) return no(f, f.measure != nullptr && f.sort == Sort::time ? "duration" : "lexical");
    if (f.num.to - f.num.from == 2 && one_of(at(h + 1), U"对会天路时")) return no(f, "lexical");
    if (at(h + 1) == U'数') {
      f.phrase_to = std::max(f.phrase_to, h + 2);
      const auto* word = r_.lexicon.at(s_, h + 2, set_of(Word::or_more, Word::or_less));
      if (word != nullptr) {
        f.bound = (word->classes & set_of(Word::or_more)) != 0 ? Word::or_more : Word::or_less;
        f.phrase_to = h + 2 + word->word.size();
      }
    }
    if (before == U'大') {
      if (!f.bound) f.bound = Word::above_open;
      f.phrase_from = std::min(f.phrase_from, f.num.from - 1);
    }
    if (quorum(f)) return no(f, "bare");
    f.measure_text = "%";
    f.sort = Sort::percent;
  }

  void fraction(Found& f) {
    if (!f.measure_text.empty() && f.sort != Sort::percent && f.num.value > 1) {  // 一又四分之三小时
      f.num.form = Num::Form::plain;
      return measured(f);
    }
    if (f.num.arabic && !f.num.han && !f.measure_text.empty()) return no(f, "code");
    if (quorum(f)) return no(f, "bare");
    if (f.num.arabic && !f.num.han && f.num.from > 0 && !is_han(at(f.num.from - 1)) && !f.bound) return no(f, "code");
    f.measure_text = "%";
    f.sort = Sort::percent;
    f.measure_from = f.measure_to = f.number_to;
    // 三分之一强 / 弱
    if (at(f.number_to) == U'强' || at(f.number_to) == U'弱') {
      f.bound = at(f.number_to) == U'强' ? Word::above_open : Word::near;
      f.phrase_to = f.number_to + 1;
    }
  }

  // 三分之二以上的会员出席方可召开, 半数以上同意: how many it takes, not how many there were.
  bool quorum(const Found& f) const {
    if (f.bound != Word::or_more && f.bound != Word::above_open && f.bound != Word::above) return false;
    for (std::size_t i = f.phrase_to; i < f.phrase_to + 12 && !is_sentence_end(at(i)); ++i) {
      if (starts_any(i, {U"方可", U"方能", U"才能", U"方为", U"始得", U"表决通过", U"同意方", U"通过方", U"赞成方"})) return true;
    }
    return ends_any(f.phrase_from, {U"须有", U"须经", U"应有", U"应经", U"须由", U"应由", U"须获得", U"应当有", U"应当经", U"必须有", U"必须经"});
  }

  static bool is_han(char32_t c) { return c >= 0x3400 && c <= 0x9FFF; }

  // ---- a measure word follows ----
  void measured(Found& f) {
    if (const auto* word = r_.lexicon.before(s_, f.phrase_from, set_of(Word::duration)); word != nullptr) {
      if (f.sort == Sort::time || word->word == U"连续") {
        f.why_from = f.phrase_from - word->word.size();
        return no(f, "duration");
      }
    }
    if (ends(f.phrase_from, U"连续") || ends(f.num.from, U"连续")) return no(f, "duration");
    if (f.sort == Sort::time && time_is_no_claim(f)) return;
    if (f.sort == Sort::size && (f.num.han && f.num.alone)) return no(f, "lexical");
    if (f.num.han && !f.num.arabic && small_in_idiom(f)) return;
    if (f.num.alone && f.num.value == 1 && !f.upper) return one_thing(f);
    if (f.num.bare_unit && f.num.to - f.num.from == 1 && !f.bound) return no(f, f.sort == Sort::person && at(f.measure_to) == U'次' ? "vague" : "lexical");
    if (rhetorical(f)) return no(f, "vague");
    if (is_narrated(r_, f, last_claim_end_)) return no(f, "narrated");
    if (f.num.vague && f.num.han && f.num.value <= 3 && f.num.hi <= 3 && f.num.lo == 1) return no(f, "vague");  // 一两次
  }

  bool time_is_no_claim(Found& f) {
    const auto m = std::u32string_view(f.measure != nullptr ? std::u32string_view(f.measure->word) : U"");
    auto before = left(f, 10);
    for (std::size_t k = before.size(); k-- > 0;) {
      if (!is_clause_end(before[k])) continue;
      before = before.substr(k + 1);
      break;
    }
    const auto has = [&](std::u32string_view w) { return before.find(w) != std::u32string_view::npos; };
    const bool timed = f.average || f.total || has(U"用时") || has(U"时长") || has(U"耗时") || has(U"时间") || has(U"周期") || has(U"天数") || has(U"时限") || has(U"缩短") || has(U"压缩") || has(U"平均") || has(U"课时");
    if (ends_any(f.num.from, {U"每隔", U"隔", U"相隔"})) {
      no(f, "duration");
      return true;
    }
    if (m == U"岁" || m == U"周岁") {
      if (has(U"最大") || has(U"最小") || has(U"最年长") || has(U"最年轻")) return false;
      if (has(U"平均年龄") || (has(U"年龄") && (f.average || (f.bound && is_clause_end(at(f.phrase_to)))))) return false;
      no(f, "age");
      return true;
    }
    if (m == U"年" || m == U"世纪" || m == U"年级" || m == U"季度" || m == U"个季度" || m == U"日" || m == U"时辰") {
      if (timed && m == U"年" && (f.average || has(U"平均"))) return false;
      no(f, m == U"日" ? "date" : "duration");
      f.why_to = f.measure_to;
      return true;
    }
    if (m == U"个月" || m == U"月" || m == U"周" || m == U"星期" || m == U"个星期" || m == U"个礼拜") {
      if (timed) return false;
      no(f, "duration");
      return true;
    }
    const bool limit = (f.bound == Word::or_less || (f.bound == Word::above && f.per == "次" && m == U"天")) && !timed;  // 每次不少于2天
    const bool tail = starts_any(f.phrase_to, {U"内", U"后", U"前", U"来", U"里", U"不间断", U"值班", U"在线", U"制"}) && !starts_any(f.phrase_to, {U"前来", U"后来"});
    const bool all_day = f.num.value == 24 && (m == U"小时" || m == U"个小时") && !timed;
    // 提前30分钟, 迟到15分钟以上: when, not how much was done
    const bool offset = !timed && f.per.empty() && (m == U"分钟" || m == U"秒" || m == U"秒钟" || m == U"小时" || m == U"个小时" || m == U"钟头" || m == U"个钟头") &&
                        (ends_any(f.phrase_from, {U"前", U"后", U"提前", U"迟到", U"早退", U"延迟", U"推迟", U"滞后", U"相隔"}) || (f.num.han && f.num.alone) ||
                         (f.bound && !has(U"培训") && !has(U"学习") && !has(U"服务") && !has(U"授课") && !has(U"志愿") && !has(U"工作") && !has(U"活动") && !has(U"值守")));
    if (limit || tail || all_day || offset) {
      no(f, "duration");
      return true;
    }
    if ((m == U"天" || m == U"工作日" || m == U"个工作日" || m == U"昼夜" || m == U"秒" || m == U"秒钟" || m == U"分钟" || m == U"小时" || m == U"个小时") && !timed && f.num.han && f.num.alone && f.per.empty()) {
      no(f, "duration");
      return true;
    }
    const bool closes = f.num.arabic && is_clause_end(at(f.phrase_to));
    if ((m == U"天" || m == U"昼夜") && !timed && !closes && f.per.empty() && !ends_any(f.phrase_from, {U"培训", U"学习", U"活动", U"共", U"工作", U"服务", U"值守"})) {
      no(f, "duration");
      return true;
    }
    return false;
  }

  // 三天两头-like pairs are in the lexicon; here: 一两, doubled measure words, 一 + noun of manner.
  bool small_in_idiom(Found& f) {
    if (f.num.alone && at(f.measure_to) != 0 && f.measure != nullptr && f.measure->word.size() == 1 && at(f.measure_to) == f.measure->word[0]) {
      f.why_to = f.measure_to + 1;
      no(f, "lexical");  // 一次次
      return true;
    }
    return false;
  }

  // 一 + measure word is an article unless something says that it counts.
  void one_thing(Found& f) {
    const char32_t next = at(f.phrase_to);
    if (ends_any(f.num.from, {U"没有", U"无", U"未有", U"没"}) && f.measure != nullptr && one_of(f.measure->word[0], U"名人位起例件次家户宗场条")) return;  // zeros.cpp
    if (said_twice(f)) return no(f, "lexical");
    if (!f.per.empty() || f.total || f.rest || f.bound == Word::above || f.bound == Word::or_more || f.bound == Word::below || f.change != nullptr) return;
    if (ends_any(f.num.from, {U"同", U"这", U"那", U"哪", U"某", U"任", U"每", U"为", U"是", U"像", U"如", U"新", U"又", U"统", U"另", U"唯", U"成", U"做", U"当", U"个"})) return no(f, "lexical");
    const bool generic = f.sort == Sort::generic || (f.measure != nullptr && one_of(f.measure->word[0], U"种类条面片支把"));
    const auto* verb = r_.lexicon.before(s_, f.num.from, set_of(Word::event_verb));
    const bool after_noun = f.num.from > 0 && is_han(s_[f.num.from - 1]) && !one_of(s_[f.num.from - 1], U"了着过有是像成把被让给的地得来去上下这那每某哪像如当做作我你他她它咱们添说讲问答写读唱喝吃看听打拿加补") && is_clause_end(next);
    if (f.sort == Sort::person && is_clause_end(f.num.from > 0 ? s_[f.num.from - 1] : U'\0') && starts_any(f.phrase_to, {U"荣立", U"荣获", U"获评", U"获得", U"被评", U"入选", U"当选", U"荣膺"})) return;  // 一人荣立三等功
    const bool listed = f.num.from >= 1 && one_of(s_[f.num.from - 1], U"各") ;
    if (listed) return;
    weak_ = after_noun && verb == nullptr;
    if (after_noun && (f.sort == Sort::event || f.sort == Sort::person || (f.sort == Sort::thing && !generic) || (generic && verb == nullptr))) return;
    if (verb != nullptr && f.sort != Sort::time && f.sort != Sort::size && (!generic || verb->word.size() >= 2)) {
      if (f.sort == Sort::event || f.sort == Sort::thing || f.sort == Sort::person || f.sort == Sort::money || generic) {
        if (!rhetorical(f)) return;
      }
    }
    no(f, "lexical");
  }

  // 整改一项、销号一项: one after the other, no count.
  bool said_twice(const Found& f) const {
    const auto own = s_.substr(f.num.from, f.phrase_to - f.num.from);
    if (f.phrase_from != f.num.from || own.size() < 2) return false;
    for (std::size_t verb = 1; verb <= 3; ++verb) {
      if (one_of(at(f.phrase_to), U"、，") && starts(f.phrase_to + 1 + verb, own) && is_clause_end(at(f.phrase_to + 1 + verb + own.size()))) return true;
      if (f.num.from > own.size() + verb + 1 && one_of(s_[f.num.from - verb - 1], U"、，") && s_.substr(f.num.from - verb - 1 - own.size(), own.size()) == own && is_clause_end(at(f.phrase_to))) return true;
    }
    return false;
  }

  // 三个方面, 四个环节, 两种方式: how a text is arranged, no count of work.
  bool rhetorical(const Found& f) const {
    if (f.measure == nullptr || f.num.value > 20) return false;
    const auto w = std::u32string_view(f.measure->word);
    if (f.num.arabic) return w == U"个" && starts_any(f.phrase_to, {U"方面", U"环节", U"层面", U"维度", U"角度"});  // 4个方面工作
    if (w == U"方面" || w == U"环节" || w == U"点") return true;
    static constexpr std::u32string_view nouns[] = {U"方面", U"环节", U"阶段", U"层面", U"层次", U"维度", U"重点", U"关键", U"原则", U"步骤", U"角度", U"到位", U"坚持", U"结合", U"转变", U"关系", U"意识", U"突出", U"狠抓", U"聚焦", U"注重", U"强化", U"必须", U"统一", U"导向", U"着力", U"抓手", U"优势", U"统筹", U"时期", U"领域", U"渠道", U"形式", U"方式", U"不足", U"短板", U"特点", U"要求", U"目标", U"要点", U"主题", U"关口", U"误区", U"作用", U"字", U"梯队", U"轮子", U"文明", U"确立", U"维护", U"自信", U"务必", U"毫不动摇", U"不动摇", U"提升", U"加强", U"严格", U"落实", U"明确", U"保障", U"支撑", U"机遇", U"挑战", U"规律", U"内容", U"部分", U"时代", U"世纪", U"月", U"层级", U"方向", U"类型", U"情形", U"情况", U"条件", U"因素", U"主体", U"难点", U"痛点", U"亮点", U"效应", U"态度", U"声音", U"身份", U"榜样", U"标准", U"答卷", U"课题", U"战场", U"阵地", U"窗口", U"平台", U"节点"};
    if (w != U"个" && w != U"大" && w != U"种" && w != U"类" && w != U"点" && w != U"条" && w != U"项" && w != U"面" && w != U"大类") return false;
    std::size_t k = f.phrase_to;
    for (const auto skip_word : {U"主要", U"重要", U"关键", U"具体", U"突出", U"基本", U"重大", U"不同", U"的"}) {
      if (starts(k, skip_word)) k += std::u32string_view(skip_word).size();
    }
    for (const auto noun : nouns) {
      if (starts(k, noun)) return w != U"项" || noun == U"原则" || noun == U"要求" || noun == U"重点";
    }
    return false;
  }

  // ---- no measure word ----
  void unmeasured(Found& f) {
    const std::size_t e = f.phrase_to;
    const bool said = f.between || f.bound || f.level || f.total || f.rest || f.average || f.num.negative;
    const char32_t before = f.num.from > 0 ? s_[f.num.from - 1] : U'\0';
    const char32_t after = at(e) == U' ' ? at(e + 1) : at(e);
    const bool closed = is_clause_end(after) || after == U'”' || one_of(after, U"和与及以");
    const bool copula = (before == U'于' && ends(f.num.from, U"等于")) || before == U'为' || before == U'是' || before == U'：' || before == U':' || before == U'=';
    if (f.num.suffixed) return no(f, "code");
    if (f.between && f.upper) return;
    if (f.num.han && !f.num.arabic) {
      if (f.num.digit_string) return no(f, "bare");
      if (f.num.no_upper && (is_han(after) || (closed && is_han(before)))) return;  // 成百上千群众, 学员成百上千
      if (f.num.alone || f.num.bare_unit) {
        if (f.num.value == 0 && !f.num.alone) return no(f, "bare");
        if (f.num.value == 0) return no(f, "zero");  // zeros.cpp looks again
        if (said && closed && f.num.value >= 100) return;
        return no(f, "bare");
      }
      if (f.upper && copula && closed) return;
      if (f.num.place > 0 && !closed) return no(f, "bare");  // 四点二光年
      if ((said && (closed || is_han(after))) || (copula && closed)) {
        if (!f.num.vague || said) return;
      }
      return no(f, "bare");
    }
    if (f.num.digits == 4 && !f.num.han && f.num.value >= 1900 && f.num.value <= 2100 && !said && !copula) return no(f, "date");
    if (f.num.digits >= 9 && !said) return no(f, "code");
    if (f.upper) {
      if (said || copula || is_han(before)) return;
      return no(f, "bare");
    }
    if (said && (closed || is_han(after))) return;
    if (f.num.han && (closed || is_han(after)) && is_han(before)) return;  // 阅读量1.2万
    if (closed && (copula || (is_han(before) && before != U'第'))) return;
    if (closed && before == U' ' && f.num.from >= 2 && is_han(s_[f.num.from - 2])) return;
    no(f, "bare");
  }

  Reading& r_;
  std::u32string_view s_;
  bool weak_ = false;  // no evidence that its sentence reports anything
  std::size_t last_claim_end_ = 0;
  Sort last_sort_ = Sort::thing;
};
}  // namespace

void judge_claims(Reading& r) { Judge(r).run(); }
}  // namespace youju::claim
