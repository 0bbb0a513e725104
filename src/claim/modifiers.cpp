// SPDX-License-Identifier: Apache-2.0
// What stands directly before and behind a numeral: bound words, change words, totals, rates; 余 and 多; measure words; ranges.
#include <algorithm>

#include "claim/reading.h"

namespace youju::claim {
namespace {
constexpr WordSet kBoundsBefore = set_of(Word::above_open, Word::above, Word::below, Word::below_open, Word::near, Word::about);
constexpr WordSet kBefore = kBoundsBefore | set_of(Word::up, Word::down, Word::level, Word::total, Word::average, Word::rest);
constexpr WordSet kBoundsAfter = set_of(Word::or_more, Word::or_less, Word::thereabouts);

class Modifiers {
 public:
  explicit Modifiers(Reading& r) : r_(r), s_(r.s()) {}

  void run() {
    const auto& nums = r_.scanned.numerals;
    std::size_t k = 0, last_end = 0;
    while (k < nums.size()) {
      Found f;
      f.num = nums[k];
      f.number_to = f.num.to;
      f.phrase_from = f.num.from;
      ++k;
      behind(f);
      while (k < nums.size() && nums[k].from < f.phrase_to) ++k;
      if (k < nums.size() && range_with(f, nums[k])) ++k;
      before(f, last_end);
      last_end = f.phrase_to;
      if (!two_sided(f)) r_.found.push_back(std::move(f));
    }
  }

 private:
  char32_t at(std::size_t i) const { return r_.at(i); }
  std::size_t skip(std::size_t i) const { return at(i) == U' ' ? i + 1 : i; }

  // ---- behind the numeral ----
  void behind(Found& f) {
    std::size_t e = f.num.to;
    f.phrase_to = e;
    if (f.num.is_share()) {
      f.measure_text = "%";
      f.sort = Sort::percent;
      f.factor = 1;
      f.measure_from = f.measure_to = e;
      // 20%多; 百分之二十的
      if ((at(e) == U'多' || at(e) == U'余') && !is_noun_after_many(e)) {
        f.bound = Word::and_odd;
        ++e;
      }
      after_measure(f, e);
      return;
    }
    if (f.num.odd != 0) {
      f.bound = f.num.odd == U'来' ? Word::about : Word::and_odd;
    } else if (one_of(at(e), U"余多来几") && odd_stands(f, e)) {
      f.bound = at(e) == U'来' ? Word::about : Word::and_odd;
      ++e;
      if (const double u = han_unit(at(e)); u >= 10 && !(u < 1e4 && f.num.unit <= u)) {
        f.num.value *= u;
        f.num.unit *= u;
        f.num.lo *= u;
        f.num.hi *= u;
        ++e;
        f.number_to = e;
        if (han_unit(at(e)) >= 1e4) {
          f.num.value *= han_unit(at(e));
          f.num.unit *= han_unit(at(e));
          f.number_to = ++e;
        }
      }
    }
    const std::size_t m = at(e) == U'（' ? e : skip(e);
    measure(f, m, e);
    after_measure(f, f.measure != nullptr || !f.measure_text.empty() ? f.measure_to : e);
  }

  // 余 and 多 belong to the number when a measure word or a larger unit follows (or nothing at all).
  bool odd_stands(const Found& f, std::size_t e) const {
    if (f.num.vague || f.num.form != Num::Form::plain) return false;
    const std::size_t k = skip(e + 1);
    if (at(e) == U'来') return r_.lexicon.at(s_, k, set_of(Word::measure)) != nullptr && f.num.unit >= 10 && at(k) != U'人' ? true : (at(k) == U'人' && f.num.unit >= 10);
    if (at(e) == U'几' && !f.num.arabic) return false;
    if (han_unit(at(k)) >= 10 || r_.lexicon.at(s_, k, set_of(Word::measure)) != nullptr) return true;
    if (at(e) == U'余') return !one_of(at(k), U"额款量热波");
    return at(e) == U'多' && (is_clause_end(at(k)) || at(k) == U'的') && f.num.unit >= 10;
  }
  bool is_noun_after_many(std::size_t e) const { return one_of(at(e + 1), U"数样种元"); }

  void measure(Found& f, std::size_t m, std::size_t e) {
    f.measure_from = f.measure_to = e;
    const Entry* word = r_.lexicon.at(s_, m, set_of(Word::measure));
    if (word == nullptr || no_measure(f, m, *word)) return;
    f.measure = word;
    f.measure_text = word->as;
    f.sort = word->sort;
    f.measure_from = m;
    std::size_t to = m + word->word.size();
    if (word->word == U"个" && (at(to) == U'多' || at(to) == U'半')) {
      // 3个多月, 两个半小时
      if (const auto* inner = r_.lexicon.at(s_, to + 1, set_of(Word::measure)); inner != nullptr && inner->sort == Sort::time) {
        if (at(to) == U'多') f.bound = Word::and_odd;
        else f.num.value += 0.5;
        f.measure = inner;
        f.measure_text = inner->as;
        f.sort = inner->sort;
        to += 1 + inner->word.size();
      }
    }
    // 58件（人）次, 12批（次）, 300篇（册）次
    if (at(to) == U'（' || at(to) == U'(') {
      std::size_t k = to + 1;
      const Entry* second = r_.lexicon.at(s_, k, set_of(Word::measure));
      if (second != nullptr && (at(k + second->word.size()) == U'）' || at(k + second->word.size()) == U')')) {
        k += second->word.size() + 1;
        if (at(k) == U'次') ++k;
        f.measure_text = r_.text.words(m, k);
        if (second->word == U"次") f.measure_text = r_.text.words(m, to) + "次";
        if (at(k - 1) == U'次' && word->sort == Sort::person) f.sort = Sort::visit;
        to = k;
      }
    }
    f.measure_to = to;
    f.phrase_to = to;
  }

  // Characters that are a measure word only sometimes.
  bool no_measure(const Found& f, std::size_t m, const Entry& word) const {
    const char32_t next = at(m + word.word.size());
    const auto w = std::u32string_view(word.word);
    if (w == U"人" && one_of(next, U"民大生才均工类口")) return next != U'均' && !(next == U'大' && f.num.arabic);
    if (w == U"个" && next == U'别') return true;
    if (w == U"支" && one_of(next, U"部持出撑付援委")) return true;
    if (w == U"条" && one_of(next, U"例件")) return true;
    if (w == U"面" && one_of(next, U"向对临积")) return true;
    if (w == U"部" && one_of(next, U"门分队署委")) return next != U'分' || !f.num.arabic;
    if (w == U"台" && one_of(next, U"账湾胞")) return true;
    if (w == U"点" && (!f.num.arabic && f.num.alone) && one_of(next, U"一二三四五六七八九点线面")) return true;
    if (w == U"家" && one_of(next, U"庭长属园乡")) return next != U'庭';
    if (w == U"本" && one_of(next, U"单科年月次市局级职地区人身质")) return true;
    if (w == U"张" && one_of(next, U"家")) return false;
    if (w == U"年" && one_of(next, U"级代度")) return next != U'度';
    if (w == U"分" && (!f.num.arabic || one_of(next, U"之别析布管局院部配工类层批会"))) return true;
    if (w == U"字" && one_of(next, U"号")) return true;
    if (w == U"门" && one_of(next, U"诊店户口")) return true;
    if (w == U"号") return true;
    if (w == U"单" && one_of(next, U"位元一独")) return true;
    if (w == U"队" && one_of(next, U"伍员")) return true;
    if (w == U"组" && one_of(next, U"织长建成员")) return true;
    if (w == U"位" && (next == U'数' || one_of(next, U"编代密") || (f.num.from > 0 && one_of(at(f.num.from - 1), U"前后末首") && !f.num.arabic))) return true;
    if (w == U"位" && one_of(next, U"一于置列居")) return true;
    if (w == U"例" && one_of(next, U"会行如")) return true;
    if (w == U"次" && one_of(next, U"日序要")) return true;
    if (w == U"期" && one_of(next, U"间待望末")) return true;
    if (w == U"场" && one_of(next, U"所地景馆")) return true;
    if (w == U"班" && one_of(next, U"子级组长车")) return true;
    if (w == U"讲" && one_of(next, U"话座师课解究述好")) return true;
    if (w == U"起" && one_of(next, U"来草到步点源")) return true;
    if (w == U"类" && one_of(next, U"型似别")) return next == U'似';
    if (w == U"所" && (one_of(next, U"有在属以需见做谓得涉能为用处述示产带说") || (!f.num.arabic && one_of(next, U"学长")))) return true;
    if (w == U"列" && one_of(next, U"入为席出举表支车")) return next != U'车';
    if ((w == U"票" || w == U"针" || w == U"包" || w == U"餐") && one_of(next, U"据价面房箱对灸织括含抓保厅饮具车")) return true;
    if (w == U"升" && one_of(next, U"级至到为降旗入温格")) return true;
    if (w == U"里" && one_of(next, U"面程")) return true;
    if (w == U"口" && one_of(next, U"号头径碑径")) return true;
    if (w == U"日" && !f.num.arabic && one_of(next, U"常期程")) return true;
    if (w == U"代" && one_of(next, U"表码")) return true;
    if (w == U"双" && one_of(next, U"向方重")) return true;
    if (w == U"对" && (one_of(next, U"标照比接应象策党话")) ) return true;
    if (w == U"排" && one_of(next, U"名查")) return true;
    if (w == U"科" && one_of(next, U"室技学级长普研")) return true;
    if (w == U"段" && one_of(next, U"时")) return false;
    if (w == U"元" && one_of(next, U"旦宵")) return true;
    if (w == U"章" && one_of(next, U"程")) return true;
    if (w == U"集" && one_of(next, U"中体团合")) return true;
    if (w == U"声" && one_of(next, U"音")) return true;
    if (w == U"车" && one_of(next, U"间辆")) return true;
    if (w == U"节" && one_of(next, U"日约点目")) return true;
    if (w == U"则" && f.num.alone) return one_of(next, U"是有可");
    return false;
  }

  // 以上 以内 左右; also 多 after the measure word is none.
  void after_measure(Found& f, std::size_t e) {
    f.phrase_to = std::max(f.phrase_to, e);
    const std::size_t k = skip(e);
    const Entry* word = r_.lexicon.at(s_, k, kBoundsAfter);
    if (word == nullptr) return;
    const std::size_t end = k + word->word.size();
    if ((word->classes & set_of(Word::thereabouts)) != 0 && word->word.size() == 1 && !is_clause_end(at(end))) return;
    if (word->word == U"上下" && one_of(at(end), U"班级楼")) return;
    if (word->word == U"前后" && !is_clause_end(at(end))) return;
    if (word->word == U"以下" && (f.num.alone && !f.num.arabic) && one_of(at(end), U"几简方内问工：")) return;
    f.bound = (word->classes & set_of(Word::or_more)) != 0 ? Word::or_more : (word->classes & set_of(Word::or_less)) != 0 ? Word::or_less : Word::thereabouts;
    f.phrase_to = end;
    if (f.measure_text.empty() && f.bound != Word::thereabouts) {  // 三十以上个
      const auto bound = f.bound;
      measure(f, end, end);
      f.bound = bound;
      f.phrase_to = std::max(end, f.measure_to);
    }
  }

  // ---- A至B ----
  bool range_with(Found& f, const Num& b) {
    if (f.num.vague || b.vague || f.num.form == Num::Form::doubling || f.num.form == Num::Form::half) return false;
    std::size_t e = skip(f.bound && f.bound != Word::and_odd ? f.phrase_to : f.measure_to > f.number_to ? f.measure_to : f.number_to);
    std::size_t k = e;
    while (k < e + 3 && is_dash(at(k)) && at(k) != U'至' && at(k) != U'到') ++k;
    if (k == e && (at(k) == U'至' || at(k) == U'到')) ++k;
    if (k == e && (at(k) == U'、' || at(k) == U'，') && between_words(f, b)) {
      ++k;
    } else if (k == e && (at(k) == U'和' || at(k) == U'与') && between_words(f, b)) {
      ++k;
    }
    if (k == e && english_between(f, e)) k = e + (s_.substr(e, 3) == U"to " ? 2 : 3);
    if (k == e) return false;
    k = skip(k);
    const std::size_t b_from = b.from;
    if (b_from != k && !(b.negative && b.from + 1 == k)) return false;
    Found second;
    second.num = b;
    if (b.negative && is_dash(at(b.from)) && b.from + 1 == k) second.num.value = -b.value;  // 20-30: the dash is no minus
    second.number_to = b.to;
    behind(second);
    double low = f.num.value;
    // 3—5万: the unit behind belongs to both.
    if (second.num.han && second.num.arabic && !f.num.han && f.num.arabic && second.num.value >= 1e4 && low < 1e4 && f.measure_text.empty()) {
      const double u = second.num.value >= 1e8 ? 1e8 : 1e4;
      if (low * u <= second.num.value) low *= u;
    }
    if (second.num.is_share() && !f.num.is_share()) low = f.num.value;
    if (!(low < second.num.value)) return false;
    if (!f.measure_text.empty() && !second.measure_text.empty() && f.sort != second.sort && !f.num.is_share()) return false;
    f.num.value = low;
    f.upper = second.num;
    f.number_to = second.number_to;
    if (!second.measure_text.empty()) {
      f.measure = second.measure;
      f.measure_text = second.measure_text;
      f.sort = second.sort;
    }
    if (second.num.is_share()) f.num.form = second.num.form;
    f.measure_from = second.measure_from;
    f.measure_to = second.measure_to;
    f.phrase_to = second.phrase_to;
    f.between = r_.at(f.phrase_to) == U'之' || ends_range_lead(f.num.from);
    f.bound = second.bound && second.bound != Word::and_odd && second.bound != Word::thereabouts ? second.bound : std::optional<Word>{};
    return true;
  }
  // between 20 and 30, from 5 to 8
  bool english_between(const Found& f, std::size_t e) const {
    const std::size_t from = f.num.from;
    const auto before = [&](std::u32string_view w) { return from >= w.size() && s_.substr(from - w.size(), w.size()) == w; };
    return ((before(U"between ") || before(U"Between ")) && s_.substr(e, 4) == U"and ") || ((before(U"from ") || before(U"From ")) && s_.substr(e, 3) == U"to ");
  }
  bool ends_range_lead(std::size_t i) const { return i > 0 && (s_[i - 1] == U'从' || (i > 1 && s_[i - 2] == U'介' && s_[i - 1] == U'于')); }

  // 大于20小于30, 五十以上一百以下, 超过30，不超过50, 最多100最少20: one range.
  bool two_sided(const Found& f) {
    if (r_.found.empty() || !f.bound || f.upper) return false;
    auto& a = r_.found.back();
    if (!a.bound || a.upper || a.num.vague || f.num.vague) return false;
    const bool low = is_low(*a.bound), high = is_high(*a.bound);
    const bool swapped = high && is_low(*f.bound);
    if (!(low && is_high(*f.bound)) && !swapped) return false;
    if (!(swapped ? f.num.value < a.num.value : a.num.value < f.num.value)) return false;
    if (f.phrase_from < a.phrase_to || !only_joins(a.phrase_to, f.phrase_from)) return false;
    if (!a.measure_text.empty() && !f.measure_text.empty() && a.measure_text != f.measure_text) return false;
    a.lo_open = (swapped ? *f.bound : *a.bound) == Word::above_open;
    a.hi_open = (swapped ? *a.bound : *f.bound) == Word::below_open;
    a.between = true;
    a.bound.reset();
    a.upper = f.num;
    if (swapped) std::swap(a.num.value, a.upper->value);
    a.number_to = f.number_to;
    if (a.measure_text.empty()) {
      a.measure = f.measure;
      a.measure_text = f.measure_text;
      a.sort = f.sort;
    }
    a.measure_from = f.measure_from;
    a.measure_to = f.measure_to;
    a.phrase_to = f.phrase_to;
    return true;
  }

  static bool is_low(Word w) { return w == Word::above_open || w == Word::above || w == Word::or_more; }
  static bool is_high(Word w) { return w == Word::below || w == Word::below_open || w == Word::or_less; }
  // Nothing but joining words between the two ends.
  bool only_joins(std::size_t from, std::size_t to) const {
    if (to > from + 6) return false;
    while (from < to) {
      std::size_t n = one_of(s_[from], U"，、且但并和而 ,") ? 1 : 0;
      for (const auto w : {U"的同时", U"同时", U"但是"}) {
        if (s_.substr(from, std::u32string_view(w).size()) == w) n = std::u32string_view(w).size();
      }
      if (n == 0) return false;
      from += n;
    }
    return true;
  }

  // 介于20和30之间, 在二十与三十之间
  bool between_words(const Found& f, const Num& b) const {
    const auto tail = s_.substr(std::min(b.to, s_.size()), 6);
    const bool between = tail.find(U"之间") != std::u32string_view::npos || tail.find(U"间") == 0;
    return between && b.from - f.num.to < 6;
  }

  // ---- before the numeral ----
  void before(Found& f, std::size_t begin) {
    std::size_t p = f.num.from;
    bool moved = false;
    for (int step = 0; step < 6 && p > begin; ++step) {
      const std::size_t q = s_[p - 1] == U' ' ? p - 1 : p;
      if (moved && neutral(q, begin)) {
        p = q - 1;
        continue;
      }
      const Entry* word = r_.lexicon.before(s_, q, kBefore, begin);
      if (word != nullptr && take_before(f, *word, q - word->word.size(), begin)) {
        p = q - word->word.size();
        moved = true;
        f.phrase_from = p;
        continue;
      }
      if (neutral(q, begin)) {
        p = q - 1;
        moved = true;
        continue;
      }
      break;
    }
    if (!f.bound && f.num.from > begin && s_[f.num.from - 1] == U'比' && f.phrase_to == std::max(f.measure_to, f.number_to)) {
      if (one_of(at(f.phrase_to), U"大多高长重")) f.bound = Word::above_open;
      if (one_of(at(f.phrase_to), U"小少低短轻")) f.bound = Word::below_open;
      if (f.bound) {
        f.phrase_to += 1;
        f.phrase_from = std::min(f.phrase_from, f.num.from - 1);
      }
    }
    rate(f, p, begin);
    if (!f.bound) far_bound(f, f.phrase_from, begin);
  }
  bool neutral(std::size_t q, std::size_t begin) const { return q > begin && one_of(s_[q - 1], U"了有为是达到在的") && !(q >= 2 && one_of(s_[q - 1], U"到有") && one_of(s_[q - 2], U"收接受没听看享拥")); }

  bool take_before(Found& f, const Entry& word, std::size_t from, std::size_t begin) {
    const char32_t prev = from > begin ? s_[from - 1] : U'\0';
    const auto set = word.classes;
    const std::u32string_view w = word.word;
    if ((set & kBoundsBefore) != 0 && !f.bound) {
      if (w == U"近" && one_of(prev, U"附最临亲邻远贴靠拉就新")) return false;
      if (w == U"约" && one_of(prev, U"预节签公合相解续条契失履邀违特简缔婚爽")) return false;
      if ((w == U"过" || w == U"破") && !(f.num.bare_unit || f.num.form == Num::Form::half)) return false;
      if (w == U"快" || (w == U"满" && (one_of(prev, U"圆期届充") || f.sort != Sort::time))) return false;
      if (w == U"控制在" && !(f.bound)) {
        f.bound = Word::below;
        return true;
      }
      if (w == U"最高" && (at(f.num.from - 1) == U'的')) return false;
      if ((w == U"超" || w == U"逾") && one_of(prev, U"高远")) return prev == U'远';
      for (const auto b : {Word::above_open, Word::above, Word::below, Word::below_open, Word::near, Word::about}) {
        if ((set & set_of(b)) != 0) {
          f.bound = b;
          break;
        }
      }
      return true;
    }
    if ((set & set_of(Word::average)) != 0 && w != U"均") {
      f.average = true;
      if (w == U"月均") f.per = "month";
      if (w == U"季均") f.per = "quarter";
      return true;
    }
    if ((set & set_of(Word::level)) != 0) {
      f.level = true;
      return true;
    }
    if ((set & set_of(Word::up, Word::down)) != 0 && f.change == nullptr && !f.level) {
      const bool share = f.sort == Sort::percent || f.sort == Sort::many || f.num.form == Num::Form::fraction;
      const bool short_word = w.size() == 1;
      if (short_word && !share && !compared(from)) return false;
      if (w == U"多" && one_of(prev, U"许很众最更余不诸繁增")) return false;
      if (w == U"高" && one_of(prev, U"最提更新升")) return false;
      if (w == U"低" && one_of(prev, U"最更降")) return false;
      f.change = &word;
      f.change_from = from;
      return true;
    }
    if ((set & set_of(Word::total)) != 0) {
      if (w == U"计" && one_of(prev, U"统预设估审会生合总共累")) return false;
      if (w == U"全部" || (w == U"共" && one_of(prev, U"公中"))) return false;
      f.total = true;
      return true;
    }
    if ((set & set_of(Word::rest)) != 0) {
      if (w == U"还有" || w == U"另外" || w == U"其他" || w == U"其它" || w == U"另有") return false;
      f.rest = true;
      return true;
    }
    return false;
  }
  // A comparison stands in the same clause: 二季度比一季度多2次.
  bool compared(std::size_t from) const {
    for (std::size_t k = 0; k < 24 && k < from; ++k) {
      const char32_t c = s_[from - 1 - k];
      if (is_clause_end(c)) return false;
      if (c == U'比' || c == U'较') return true;
    }
    return false;
  }

  // 至少召开一次: a verb stands between the bound and the number.
  void far_bound(Found& f, std::size_t p, std::size_t begin) const {
    for (std::size_t n = 1; n <= 6 && p >= begin + n; ++n) {
      const std::size_t q = p - n;
      if (is_clause_end(s_[q])) return;
      const auto* word = r_.lexicon.before(s_, q, set_of(Word::above, Word::below), begin);
      if (word == nullptr || word->word.size() < 2 || !one_of(word->word[0], U"至不最起") || word->word == U"最高" || word->word == U"最低") continue;
      for (std::size_t k = q; k < p; ++k) {
        if (s_[k] < 0x3400) return;
      }
      f.bound = (word->classes & set_of(Word::above)) != 0 ? Word::above : Word::below;
      return;
    }
  }

  // 月均发布信息2条: a verb and its noun stand between.
  void mean_before(Found& f, std::size_t q, std::size_t begin) const {
    for (std::size_t n = 2; n <= 12 && q >= begin + n && !is_clause_end(s_[q - n]); ++n) {
      const auto word = s_.substr(q - n, 2);
      if (word != U"月均" && word != U"季均") continue;
      f.average = true;
      f.per = word == U"月均" ? "month" : "quarter";
      f.per_from = q - n;
      f.per_to = q - n + 2;
      return;
    }
  }

  // 每月1次, 每场20人, 每批陪餐不超过3人: a rate over what follows 每.
  void rate(Found& f, std::size_t q, std::size_t begin) const {
    static constexpr std::pair<std::u32string_view, std::string_view> spans[] = {
        {U"每个月", "month"}, {U"每月", "month"}, {U"每季度", "quarter"}, {U"每个季度", "quarter"}, {U"每季", "quarter"}, {U"每半年", "half_year"}, {U"每年", "year"},
        {U"每周", "week"}, {U"每个星期", "week"}, {U"每星期", "week"}, {U"每天", "day"}, {U"每日", "day"}, {U"每学期", "term"}, {U"每两周", "two weeks"}, {U"每两月", "two months"}, {U"每两个月", "two months"}};
    std::size_t at_every = q;
    for (std::size_t n = 1; n <= 14 && q >= begin + n; ++n) {
      if (is_clause_end(s_[q - n])) return;
      if (s_[q - n] == U'每') {
        at_every = q - n;
        break;
      }
    }
    if (at_every == q) return mean_before(f, q, begin);
    std::size_t end = at_every + 1;
    for (const auto& [word, name] : spans) {
      if (s_.substr(at_every, word.size()) == word && at_every + word.size() > end) {
        f.per = name;
        end = at_every + word.size();
      }
    }
    if (f.per.empty()) {
      const auto* word = r_.lexicon.at(s_, at_every + 1, set_of(Word::measure), q);
      if (word != nullptr) {
        f.per = word->as;
        end = at_every + 1 + word->word.size();
        if (word->word == U"个" && end < q && q - end <= 4) {
          f.per = r_.text.words(end, q);
          end = q;
        }
      } else if (q - at_every - 1 <= 4) {
        f.per = r_.text.words(at_every + 1, q);
        end = q;
      } else {
        return;
      }
    }
    f.per_from = at_every;
    f.per_to = end;
    if (end == q) f.phrase_from = std::min(f.phrase_from, at_every);
    if (const auto* mean = r_.lexicon.before(s_, at_every, set_of(Word::average), begin); mean != nullptr && mean->word != U"均") {
      f.average = true;
      if (end == q) f.phrase_from = at_every - mean->word.size();
    }
  }
  Reading& r_;
  std::u32string_view s_;
};
}  // namespace

void read_modifiers(Reading& r) { Modifiers(r).run(); }
}  // namespace youju::claim
