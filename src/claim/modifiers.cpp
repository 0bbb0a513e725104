// SPDX-License-Identifier: Apache-2.0
// What stands directly behind a numeral: 余 and 多, measure words, bounds; and the numerals of a text one by one.
#include "claim/modifiers.h"

namespace youju::claim {
namespace {
constexpr WordSet kBoundsAfter = set_of(Word::or_more, Word::or_less, Word::thereabouts);
}  // namespace

void Modifiers::run() {
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

void Modifiers::behind(Found& f) {
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

bool Modifiers::odd_stands(const Found& f, std::size_t e) const {
  if (f.num.vague || f.num.form != Num::Form::plain) return false;
  const std::size_t k = skip(e + 1);
  if (at(e) == U'来') return r_.lexicon.at(s_, k, set_of(Word::measure)) != nullptr && f.num.unit >= 10 && at(k) != U'人' ? true : (at(k) == U'人' && f.num.unit >= 10);
  if (at(e) == U'几' && !f.num.arabic) return false;
  if (han_unit(at(k)) >= 10 || r_.lexicon.at(s_, k, set_of(Word::measure)) != nullptr) return true;
  if (at(e) == U'余') return !one_of(at(k), U"额款量热波");
  return at(e) == U'多' && (is_clause_end(at(k)) || at(k) == U'的') && f.num.unit >= 10;
}

void Modifiers::measure(Found& f, std::size_t m, std::size_t e) {
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

bool Modifiers::no_measure(const Found& f, std::size_t m, const Entry& word) const {
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

void Modifiers::after_measure(Found& f, std::size_t e) {
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

void read_modifiers(Reading& r) { Modifiers(r).run(); }
}  // namespace youju::claim
