// SPDX-License-Identifier: Apache-2.0
// Places of a text that begin with a Chinese character: words that hide a numeral, ordinals, periods.
#include "claim/codes.h"
#include "claim/scan_pass.h"

namespace youju::claim {
std::size_t ScanPass::take_han(std::size_t i) {
  if (const auto e = plan_period(i); e > 0) return e;
  const auto* mask_word = mask_at(i);
  if (const auto read = read_date_word(text_, i)) {
    if (mask_word == nullptr || read->to > i + mask_word->word.size()) return take_date(*read, i);
  }
  if (s_[i] == U'第') {
    if (const auto e = ordinal(i); e > 0 && (mask_word == nullptr || e > i + mask_word->word.size())) return e;
  }
  if (const auto e = lexicon_mask(i); e > 0) return e;
  if (s_[i] == U'前') {
    if (const auto e = first_places(i); e > 0) return e;
  }
  if (s_[i] == U'首' || s_[i] == U'末') {
    if (one_of(at(i + 1), s_[i] == U'首' ? U"次个批届家期场位例座部支条项" : U"位")) return mask(i, i + 2, "ordinal", "mask.first");
  }
  if (const auto* e = lexicon_.at(s_, i, set_of(Word::whole_period)); e != nullptr) {
    if (const auto end = whole_period(i, *e); end > 0) return end;
  }
  if (s_[i] == U'老' && han_digit(at(i + 1)) >= 2 && !one_of(at(i + 1), U"两俩仨") && !one_of(at(i + 2), U"届级十百千万") && (i == 0 || !one_of(s_[i - 1], U"养敬助为对")))
    return mask(i, i + 2, "name", "mask.child_by_order");  // 老三
  if (s_[i] == U'对' && at(i + 1) == U'折' && ends(i, U"打")) {
    Num n;
    n.from = i;
    n.to = i + 2;
    n.value = n.written = 50;
    n.unit = 1;
    n.form = Num::Form::discount;
    n.han = true;
    out_.numerals.push_back(n);
    return n.to;
  }
  if (s_[i] == U'几' || (s_[i] == U'数' && !behind_total(i))) {
    if (const auto e = vague_share(i); e > 0) return e;
  }
  if (s_[i] == U'半' || ((s_[i] == U'一' || s_[i] == U'大' || s_[i] == U'对') && at(i + 1) == U'半')) {
    if (const auto e = half(i); e > 0) return e;
  }
  if (han_digit(s_[i]) >= 0 || s_[i] == U'十' || s_[i] == U'廿') {
    if (const auto read = read_date_at(text_, i)) return take_date(*read, i);
    if (const auto e = han_room(i); e > 0) return e;
  }
  return 0;
}

std::size_t ScanPass::han_room(std::size_t i) {
  const auto n = read_small(s_, i);
  if (!n) return 0;
  if (starts_any(n->to, {U"楼会议室", U"楼", U"号楼", U"层会议室"}) && !starts_any(n->to, {U"楼宇"})) {
    const std::size_t e = starts(n->to, U"号楼") ? n->to + 2 : n->to + 1;
    return mask(i, e, "room", "mask.room");
  }
  if (at(n->to) == U'号') return mask(i, n->to + 1, "code", "mask.number_sign");
  return 0;
}

std::size_t ScanPass::vague_share(std::size_t i) {
  std::size_t j = i + 1;
  while (j < i + 4 && han_unit(at(j)) > 0) ++j;
  Num n;
  if (j == i + 1 || !starts(j, U"分之") || !read_numeral(s_, j + 2, n, out_.steps)) return 0;
  return mask(i, n.to, "vague", "mask.vague_share");
}

std::size_t ScanPass::lexicon_mask(std::size_t i) {
  const auto* e = mask_at(i);
  if (e == nullptr) return 0;
  const std::size_t end = i + e->word.size();
  const auto set = e->classes & kMaskWords;
  if ((set & ~(set_of(Word::duration))) == 0) return 0;  // these words only announce a duration
  if (is_digit(e->word.front()) && i > 0 && (is_digit(s_[i - 1]) || s_[i - 1] == U'.')) return 0;
  if (is_digit(e->word.back()) && (is_digit(at(end)) || (at(end) == U'.' && is_digit(at(end + 1))) || at(end) == U'%')) return 0;
  if (set == set_of(Word::code) && all_digits(e->word) && !called(i, end)) return 0;
  // 合同一式三份: the longer word that begins with the last character wins.
  if (const auto* later = mask_at(end - 1); e->word.size() >= 2 && later != nullptr && later->word.size() > e->word.size()) return 0;
  // 不少于3次, 各支部分别4次: a longer word begins with this one or with its end.
  if ((set & set_of(Word::vague)) != 0) {
    const auto* bound = lexicon_.at(s_, i, set_of(Word::above, Word::above_open, Word::below, Word::below_open, Word::requirement));
    const auto* each = lexicon_.at(s_, end - 1, set_of(Word::each));
    if ((bound != nullptr && bound->word.size() > e->word.size()) || (each != nullptr && each->word.size() >= 2)) return 0;
  }
  if (e->word == U"一点" && han_digit(at(end)) > 0 && at(end) != U'一') return 0;
  const bool share = e->word == U"万分" && at(end) == U'之';  // 万分之三
  const bool bare_unit = (e->classes & set_of(Word::lexical)) != 0 && han_unit(e->word.front()) >= 100 && !share;  // 万一对不上
  if (!bare_unit && begins_numeral(e->word.front()) && numeral_reaches(i, end, e->word)) return 0;
  std::string_view why = "lexical";
  for (const auto w : {Word::fixed_phrase, Word::vague, Word::holiday, Word::name, Word::code}) {
    if ((set & set_of(w)) != 0 && (set & set_of(Word::lexical)) == 0) {
      why = word_class_name(w);
      break;
    }
  }
  if (starts(end, U"热线") && why == "code") return mask(i, end + 2, why, "mask.lexicon");
  bool counts = false;
  for (const auto c : e->word) counts |= is_digit(c) || han_digit(c) >= 0 || han_unit(c) > 0 || c == U'半' || c == U'多' || c == U'数' || c == U'几';
  const bool unit = !out_.numerals.empty() && out_.numerals.back().to == i;  // 60千瓦
  return mask(i, end, why, "mask.lexicon", (counts && !unit) || why != "lexical");
}

bool ScanPass::called(std::size_t i, std::size_t end) const {
  if (starts_any(end, {U"热线", U"平台", U"政务", U"电话", U"举报", U"服务", U"市民", U"便民", U"报警", U"火警", U"急救", U"专线", U"工程", U"高校", U"中心", U"、"})) return !measure_at(end);
  return ends_any(i, {U"拨打", U"热线", U"电话", U"致电", U"打", U"拨", U"“", U"通过", U"关注", U"开通", U"及", U"或"}) && !measure_at(end);
}

bool ScanPass::numeral_reaches(std::size_t i, std::size_t end, std::u32string_view word) {
  Num n;
  if (!read_numeral(s_, i, n, out_.steps)) return false;
  if (n.to > end) return true;
  const bool whole = n.to == end;
  if (word.size() == 2 && word[0] == word[1] && han_digit(word[0]) > 0) return false;  // 一一对应, 两两组合
  const auto* measure = lexicon_.at(s_, n.to, set_of(Word::measure));
  if (measure == nullptr) return whole && !n.arabic && (at(end) == U'余' || at(end) == U'多') && han_unit(word.back()) > 0;
  if (n.to + measure->word.size() > end) return whole ? !holiday_goes_on(end) : true;
  // 两面锦旗, 三项制度 with an event verb directly before count things.
  return false;
}

std::size_t ScanPass::is_plan_period(std::size_t i) const {
  static constexpr std::u32string_view names[] = {U"十一五", U"十二五", U"十三五", U"十四五", U"十五五", U"十六五"};
  for (std::size_t k = 0; k < 6; ++k) {
    if (starts(i, names[k])) return k + 1;
  }
  return 0;
}

std::size_t ScanPass::plan_period(std::size_t i) {
  if (s_[i] != U'十' || is_plan_period(i) == 0) return 0;
  Num n;
  if (measure_at(i + 3) && !starts_any(i + 3, {U"期", U"规"})) return 0;
  return take_plan_period(i);
}

std::size_t ScanPass::take_plan_period(std::size_t i) {
  const int first = 2006 + 5 * (static_cast<int>(is_plan_period(i)) - 1);
  Mention m;
  m.kind = Mention::Kind::years;
  m.year = first;
  m.year_to = first + 4;
  m.from = i;
  m.to = i + 3;
  mask(i, i + 3, "fixed_phrase", "mask.plan_period");
  const std::size_t after = at(i + 3) == U'”' ? i + 4 : i + 3;
  if (starts_any(after, {U"期间", U"时期", U"以来", U"末", U"规划期"})) out_.mentions.push_back(m);
  return i + 3;
}

std::size_t ScanPass::ordinal(std::size_t i) {
  std::size_t k = at(i + 1) == U' ' ? i + 2 : i + 1;
  Num n;
  if (!(is_digit(at(k)) || han_digit(at(k)) >= 0 || han_unit(at(k)) > 0) || !read_numeral(s_, k, n, out_.steps)) return 0;
  std::size_t e = n.to;
  if (n.vague && han_digit(at(k)) >= 0 && at(e - 1) != U'几') e = k + 1;  // 第三四季度 and the like
  if (is_dash(at(e)) && !n.vague) {  // 第7至8位, 第三条至第五条 is two ordinals
    Num last;
    if ((is_digit(at(e + 1)) || han_digit(at(e + 1)) > 0) && read_numeral(s_, e + 1, last, out_.steps) && last.value > n.value && !last.negative && one_of(at(last.to), U"位名条款项章节期届页行列号次个批组")) e = last.to;
  }
  static constexpr std::u32string_view names[] = {U"人民医院", U"中医医院", U"医院", U"中学", U"小学", U"高级中学", U"高中", U"初级中学", U"幼儿园", U"干休所", U"干部休养所", U"监狱", U"附属医院", U"附属", U"社会福利院", U"福利院", U"老年公寓", U"研究所", U"研究院", U"设计院", U"党校", U"建筑公司", U"中级人民法院", U"实验学校"};
  for (const auto name : names) {
    if (starts(e, name)) return mask(i, e + name.size(), "name", "mask.numbered_name");
  }
  if (at(e) == U'号') return mask(i, e + 1, "doc_number", "mask.doc_number");
  const bool ranked = ends_any(i, {U"位列", U"位居", U"排名", U"名列", U"列", U"居", U"排", U"倒数", U"位次", U"排位", U"名次", U"获", U"全市", U"全省", U"全国", U"总分", U"得", U"跃居", U"升至", U"位于", U"系统"});
  if (starts(e, U"名") || starts(e, U"位")) return mask(i, e + 1, "rank", "mask.rank");
  if (ranked && !(one_of(at(e), U"届次期批轮季条个"))) return mask(i, e, "rank", "mask.rank");
  if (one_of(at(e), U"条款项期次届个批轮章节页卷版场讲课站集编篇回天年周") && !starts_any(e, {U"项目", U"期间", U"年级", U"节课"})) return mask(i, e + 1, "ordinal", "mask.ordinal");
  return mask(i, e, "ordinal", "mask.ordinal");
}

std::size_t ScanPass::first_places(std::size_t i) {
  if (ends_any(i, {U"之", U"以", U"目", U"日", U"年", U"月"})) return 0;
  Num n;
  if (!begins_numeral(at(i + 1)) || !read_numeral(s_, i + 1, n, out_.steps)) return 0;
  if (one_of(at(n.to), U"名位强列")) return mask(i, n.to + 1, "rank", "mask.first_places");
  if (ends_any(i, {U"排名", U"位列", U"进入", U"跻身", U"名列", U"居", U"全市", U"全省", U"列", U"稳居", U"保持", U"排", U"位居", U"全国"}) && !measure_at(n.to)) return mask(i, n.to, "rank", "mask.first_places");
  return 0;
}

std::size_t ScanPass::whole_period(std::size_t i, const Entry& e) {
  const std::size_t end = i + e.word.size();
  if (e.word == U"年度" && (i == 0 || !is_clause_end(s_[i - 1]))) return 0;
  if (e.word == U"当年" && starts(end, U"的")) return 0;
  if (e.word == U"同期" && starts_any(end, {U"声", U"举办", U"开展"})) return 0;
  using K = Mention::Kind;
  static constexpr std::pair<std::string_view, K> senses[] = {
      {"this_year", K::this_year}, {"to_date", K::to_date}, {"last_year", K::last_year}, {"same_last_year", K::same_last_year},
      {"next_year", K::next_year}, {"year_before_last", K::year_before_last}, {"this_month", K::this_month}, {"last_month", K::last_month},
      {"this_quarter", K::this_quarter}, {"last_quarter", K::last_quarter}};
  Mention m;
  m.from = i;
  m.to = end;
  bool known = false;
  for (const auto& [name, kind] : senses) {
    if (e.sense == name) {
      m.kind = kind;
      known = true;
    }
  }
  if (e.sense == "first_half" || e.sense == "second_half") {
    m.kind = K::halves;
    m.a = m.b = e.sense == "first_half" ? 1 : 2;
    known = true;
  }
  // 今年上半年, 去年一季度, 去年3月: the year goes with what follows.
  if (known) out_.mentions.push_back(m);
  const bool halves = m.kind == K::halves && known;
  mask(i, end, "period", "mask.period_word", halves);
  return end;
}

std::size_t ScanPass::half(std::size_t i) {
  Num n;
  n.from = i;
  n.han = true;
  n.unit = 50;
  const std::size_t h = s_[i] == U'半' ? i : i + 1;
  n.to = h + 1;
  if (s_[i] == U'半' && at(h + 1) == U'百') {  // an age, half a hundred years
    n.to = h + 2;
    n.value = n.unit = 50;
    out_.masked.push_back(n);
    return mask(i, n.to, "lexical", "mask.half_hundred");
  }
  n.form = Num::Form::half;
  n.value = 0.5;
  if (at(h + 1) == U'成' || at(h + 1) == U'折') {
    n.form = at(h + 1) == U'成' ? Num::Form::tenths : Num::Form::discount;
    n.value = at(h + 1) == U'成' ? 5 : 50;
    n.place = n.unit = 5;
    n.to = h + 2;
    n.from = h;
    if (at(h + 2) == U'品') return 0;
  } else if (s_[i] == U'大' || s_[i] == U'对') {
    if (s_[i] == U'大' && one_of(at(h + 1), U"年天夜生辈个")) return 0;
    n.from = h;
  } else if (s_[i] == U'半') {
    const bool share = at(h + 1) == U'数' || (i > 0 && one_of(s_[i - 1], U"过超近约"));
    if (!share && !measure_at(h + 1)) n.alone = true;
  }
  out_.numerals.push_back(n);
  return n.to;
}

bool ScanPass::formal_stands(std::size_t i) const {
  static constexpr std::u32string_view words[] = {U"队伍", U"入伍", U"退伍", U"落伍", U"登陆", U"着陆", U"大陆", U"内陆", U"海陆", U"水陆", U"陆军", U"收拾", U"捡拾", U"重拾", U"拾起", U"拾级", U"放肆"};
  for (const auto word : words) {
    if (starts(i, word) || (i > 0 && starts(i - 1, word))) return false;
  }
  const char32_t next = at(i + 1) == U' ' ? at(i + 2) : at(i + 1);
  if (han_digit(next) >= 0 || han_unit(next) > 0 || one_of(next, U"点分成折又打") || (s_[i] == U'拾' && next == U'余')) return true;
  return next < 0x3400 ? i == 0 || s_[i - 1] < 0x3400 || s_[i - 1] == U'是' : measure_at(i + 1);
}
}  // namespace youju::claim
