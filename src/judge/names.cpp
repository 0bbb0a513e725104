// SPDX-License-Identifier: Apache-2.0
// Which kinds the words of a claim may name, with points. Longest words first: 支部党员大会 before 党员大会.
#include <algorithm>

#include "base/text.h"
#include "judge/book.h"

namespace youju::judge {
namespace {
// Words before a name that narrow nothing: 全年共召开党员大会. What is left over after these is told as `narrower`.
constexpr View kFillers[] = {
    U"党组织", U"召开", U"开展", U"组织", U"举办", U"举行", U"进行", U"完成", U"参加", U"参与", U"推送", U"发布", U"刊发", U"印发", U"制定", U"出台", U"修订", U"收到", U"受理",
    U"接收", U"处理", U"办理", U"登记", U"签订", U"签署", U"发现", U"整改", U"安排", U"实施", U"落实", U"坚持", U"认真", U"扎实", U"深入", U"先后", U"集中", U"层层", U"逐级", U"逐项", U"分批", U"普遍", U"广泛", U"及时", U"主动", U"陆续", U"按期", U"如期", U"定期", U"按时", U"持续", U"积极", U"累计", U"共计",
    U"合计", U"总计", U"全年", U"全体", U"各类", U"各种", U"各项", U"本年度", U"年度", U"上半年", U"下半年", U"今年", U"去年", U"期间", U"其中", U"我们", U"我局", U"全局", U"本局",
    U"老干部", U"党支部", U"支部", U"党员", U"老同志", U"干部", U"职工", U"人员", U"群众", U"学习贯彻", U"组织生活", U"三会一课", U"活动", U"工作", U"会议", U"内容", U"情况", U"信息", U"稿件", U"文章",
    U"开", U"上", U"讲", U"办", U"做", U"搞", U"共", U"总", U"了", U"的", U"和", U"与", U"及", U"等", U"各", U"为", U"在", U"由", U"对", U"有", U"其", U"该", U"本", U"已", U"年", U"月", U"日", U"每",
    U"一是", U"二是", U"三是", U"四是", U"五是", U"六是", U"七是", U"八是", U"首先", U"其次", U"再次", U"最后", U"同时", U"此外", U"另外",
    U"实际", U"以来", U"截至", U"目前", U"年底", U"月底", U"发放", U"支出", U"使用", U"投入", U"拨付", U"签发", U"正在", U"尚未", U"剩余", U"其余", U"覆盖", U"惠及", U"受益", U"受众", U"听众", U"来自",
    U"人次", U"人数", U"次数", U"场次", U"数量", U"总数", U"篇数", U"件数"};
constexpr int kTopicLess = 10, kHeading = 15, kCarried = 70, kInside = 25;

bool overlaps(const std::vector<std::pair<std::size_t, std::size_t>>& taken, std::size_t from, std::size_t to) {
  return std::any_of(taken.begin(), taken.end(), [&](auto t) { return from < t.second && t.first < to; });
}

// What of the text no known word accounts for. With `name_from`, only what narrows the name that begins there: words that touch
// it (红色主题党日) or that say where, for whom, about what (在社区开展…); verbs and adverbs before it narrow nothing.
std::string unexplained(const Book::Inside& book, View text, const std::vector<std::pair<std::size_t, std::size_t>>& taken, std::size_t name_from = View::npos) {
  constexpr View kPrepositions = U"在到赴向对为由与和同就以";
  Text left, piece;
  bool led = false;
  const auto close = [&](std::size_t end) {
    if (name_from == View::npos || led || end == name_from) left += piece;
    piece.clear();
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto covered = std::find_if(taken.begin(), taken.end(), [&](auto t) { return t.first <= i && i < t.second; });
    if (covered != taken.end()) {
      close(i);
      led = false;
      i = covered->second;
      continue;
    }
    std::size_t length = 0;
    for (const auto word : kFillers) {
      if (length == 0 && text.substr(i, word.size()) == word) length = word.size();
    }
    for (const auto& unit : book.unit_words) {
      if (text.substr(i, unit.word.size()) == unit.word) length = std::max(length, unit.word.size());
    }
    if (length == 0) {
      if (is_han(text[i])) piece += text[i];
      length = 1;
    } else if (!piece.empty() || kPrepositions.find(text[i]) != View::npos) {
      close(i);
      led = length == 1 && kPrepositions.find(text[i]) != View::npos;
    }
    i += length;
  }
  close(text.size());
  return left.size() >= 2 ? from_code_points(left) : std::string{};
}

struct Hit {
  const NameWord* name = nullptr;
  std::size_t from = 0, to = 0;
};

// Names in a text, none inside a longer one.
std::vector<Hit> hits_in(const Book::Inside& book, View text) {
  std::vector<Hit> out;
  std::vector<std::pair<std::size_t, std::size_t>> taken;
  for (const auto& name : book.names) {
    const auto at = text.rfind(name.word);
    if (at == View::npos) continue;
    const auto to = at + name.word.size();
    const bool inside = std::any_of(taken.begin(), taken.end(), [&](auto t) { return at < t.second && t.first < to && t.second - t.first > name.word.size(); });
    if (inside) continue;
    taken.emplace_back(at, to);
    out.push_back({&name, at, to});
  }
  return out;
}

// Names of numbers that the kind keeps (发放慰问金, 覆盖人数) say what is counted and narrow nothing.
void fields_named(const kinds::Kind& kind, View text, std::vector<std::pair<std::size_t, std::size_t>>& taken) {
  const auto take = [&](const std::string& name) {
    const auto word = folded(name);
    const auto at = word.size() < 2 ? View::npos : text.rfind(word);
    if (at != View::npos && !overlaps(taken, at, at + word.size())) taken.emplace_back(at, at + word.size());
  };
  for (const auto& field : kind.fields) {
    if (field.type != kinds::FieldType::number && field.type != kinds::FieldType::money) continue;
    for (const auto& [lang, name] : field.names) take(name);
    for (const auto& synonym : field.synonyms) take(synonym);
  }
}

// Values of the kind that the text names beside the kind's own name.
void narrow(const Book::Inside& book, View text, std::vector<std::pair<std::size_t, std::size_t>>& taken, Named& named) {
  fields_named(*named.kind, text, taken);
  const auto values = book.values.find(named.kind->id);
  if (values == book.values.end()) return;
  for (const auto& value : values->second) {
    auto at = text.rfind(value.word);  // 来信（来信来访）: the one that is not part of a name
    while (at != View::npos && overlaps(taken, at, at + value.word.size())) at = at == 0 ? View::npos : text.rfind(value.word, at - 1);
    if (at == View::npos) continue;
    taken.emplace_back(at, at + value.word.size());
    if (value.field.empty()) {
      named.states.push_back(value.value);
    } else {
      const auto same = std::find_if(named.filters.begin(), named.filters.end(), [&](const auto& f) { return f.field == value.field; });
      if (same == named.filters.end()) named.filters.push_back({value.field, {value.value}, "="});
      else if (std::find(same->values.begin(), same->values.end(), value.value) == same->values.end()) same->values.push_back(value.value);
    }
    named.points.push_back({"value", 0, from_code_points(value.word)});
  }
}

// What stands directly before the number, back to the last mark.
View clause_of(View before) {
  const auto mark = before.find_last_of(U"，、；。：,;:（）()");
  return mark == View::npos ? before : before.substr(mark + 1);
}

class Names {
 public:
  Names(const Book::Inside& book, const claim::Claim& claim, const Place& place) : book_(book), claim_(claim), place_(place), subject_(folded(claim.subject)), topic_(folded(claim.topic)) {}

  std::vector<Named> run(const Reading* carried) {
    // 支部学习14次 may be told as 学习 of a branch: the clause before the number is looked at as it stands.
    const auto clause = clause_of(place_.before);
    const bool whole = clause.size() > subject_.size() && !subject_.empty() && clause.substr(clause.size() - subject_.size()) == subject_;
    const View where = whole ? clause : View(subject_);
    const auto own = hits_in(book_, where);
    for (const auto& hit : own) add(hit, own, where, 0);
    if (topic_ != subject_) {
      const auto of_topic = hits_in(book_, topic_);
      for (const auto& hit : of_topic) add(hit, of_topic, topic_, kTopicLess);
    }
    // 29名党员参加主题党日: persons come before what they came to.
    if (out_.empty() && (claim_.measure == "人次" || claim_.measure == "人" || claim_.measure == "名" || claim_.measure == "位")) {
      const auto behind = hits_in(book_, place_.after);
      for (const auto& hit : behind) add(hit, behind, place_.after, kTopicLess);
    }
    if (carried != nullptr && out_.empty()) carry(*carried, clause);
    for (auto& named : out_) {
      headings(named);
      if (named.narrower.empty()) named.narrower = only_those(clause);
      named.said = Text(clause) + U"，" + subject_ + U"，" + place_.after;
    }
    std::stable_sort(out_.begin(), out_.end(), [](const Named& a, const Named& b) { return a.score > b.score; });
    return std::move(out_);
  }

 private:
  void add(const Hit& hit, const std::vector<Hit>& all, View where, int less) {
    const auto& name = *hit.name;
    Named named;
    named.kind = name.kind;
    named.word = from_code_points(name.word);
    int score = name.score - less;
    named.points.push_back({name.rule, name.score, named.word});
    if (less != 0) named.points.push_back({"topic", -less, {}});
    // 群众来信来访: two names of one kind that overlap; neither leaves a type word of the other over.
    std::vector<std::pair<std::size_t, std::size_t>> taken{{hit.from, hit.to}};
    for (const auto& other : all) {
      if (other.name->kind == name.kind && other.name->field.empty() && other.from < hit.to && hit.from < other.to) taken.emplace_back(other.from, other.to);
    }
    if (!name.field.empty()) named.filters.push_back({name.field, {name.choice}, "="});
    if (less == 0) {
      narrow(book_, where, taken, named);
      named.narrower = unexplained(book_, where, taken, hit.from);
      // The name is not what the phrase ends in: 主题党日方案.
      const auto tail = unexplained(book_, where.substr(hit.to), {});
      if (!tail.empty() && named.points.size() == 1) {
        score -= kInside;
        named.points.push_back({"inside", -kInside, tail});
      }
    } else {
      std::vector<std::pair<std::size_t, std::size_t>> own;
      narrow(book_, subject_, own, named);
      named.narrower = unexplained(book_, subject_, own);
    }
    named.score = score;
    keep(std::move(named));
  }

  // 两个账号没有开双重验证: a number that opens its clause, its noun and what is said of these: not of all of them.
  std::string only_those(View clause) const {
    const auto at = subject_.empty() ? View::npos : place_.after.find(subject_);
    if (at != 0 || !clause_is_empty(clause)) return {};
    const auto said = View(place_.after).substr(subject_.size());
    return said.size() >= 2 ? from_code_points(said) : std::string{};
  }
  static bool clause_is_empty(View clause) {
    return std::none_of(clause.begin(), clause.end(), [](char32_t c) { return is_han(c); });
  }

  void carry(const Reading& carried, View clause) {
    const auto* kind = book_.catalogue->find(carried.expression.of.kind);
    if (kind == nullptr) return;
    Named named;
    named.kind = kind;
    named.word = carried.word;
    std::vector<std::pair<std::size_t, std::size_t>> taken;
    narrow(book_, subject_, taken, named);
    named.score = kCarried;
    // Words of its own that the kind does not know speak of something else.
    const bool repeated = subject_ == place_.subject_before || subject_ == topic_;
    if (!repeated && !unexplained(book_, subject_, taken).empty()) {
      // 受众160人次: of the events counted before, when the measure word is one that the kind adds up.
      const bool adds_up = std::any_of(kind->measures.begin(), kind->measures.end(), [&](const auto& m) { return m.word == claim_.measure && m.counts.starts_with("sum:"); });
      if (!adds_up && !names_persons(*kind, claim_.measure, Text(clause) + U"，" + subject_)) return;
      named.score -= 15;
    }
    named.points.insert(named.points.begin(), {"carried", named.score, named.word});
    keep(std::move(named));
  }

  void keep(Named named) {
    const auto same = std::find_if(out_.begin(), out_.end(), [&](const Named& n) { return n.kind == named.kind && n.filters.size() == named.filters.size() && n.states == named.states; });
    if (same == out_.end()) out_.push_back(std::move(named));
    else if (same->score < named.score) *same = std::move(named);
  }

  void headings(Named& named) {
    for (const auto& heading : place_.headings) {
      for (const auto& name : book_.names) {
        if (name.kind != named.kind || !name.field.empty() || heading.find(name.word) == Text::npos) continue;
        named.score += kHeading;
        named.points.push_back({"heading", kHeading, from_code_points(name.word)});
        return;
      }
    }
  }

  const Book::Inside& book_;
  const claim::Claim& claim_;
  const Place& place_;
  Text subject_, topic_;
  std::vector<Named> out_;
};
}  // namespace

std::vector<Named> named_kinds(const Book::Inside& book, const claim::Claim& claim, const Place& place, const Reading* carried) {
  return Names(book, claim, place).run(carried);
}
}  // namespace youju::judge
