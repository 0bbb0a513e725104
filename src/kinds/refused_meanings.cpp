// SPDX-License-Identifier: Apache-2.0
// The closed list of refused meanings. Chinese phrases are found anywhere in a name, English ones as whole
// words. Wide words stay out on purpose (健康, 引导, talk): a refusal must hit a purpose, not a neighbour of
// it.
#include "kinds/refused_meanings.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace youju::kinds {
namespace {

struct Entry {
  std::string_view id;
  Consequence consequence;
  std::vector<std::string_view> zh, en;
};

const std::vector<Entry>& entries() {
  static const std::vector<Entry> list = {
      // Rule 4 and "deliberately not built": what people say, anywhere.
      {"opinion",
       Consequence::never,
       {"舆情", "舆论", "网评", "言论", "负面信息", "负面报道", "跟帖", "控评", "网上巡查", "网络巡查",
        "网上搜集", "道听途说"},
       {"public opinion", "opinion monitoring", "opinion guidance", "negative posts", "speech monitoring",
        "online patrol", "overheard"}},
      // What people think or feel.
      {"attitude",
       Consequence::never,
       {"态度", "立场", "情绪", "心态", "思想动态", "思想状况", "思想倾向", "思想表现", "倾向性", "政治倾向",
        "忠诚度"},
       {"attitude", "stance", "mood", "sentiment", "mindset", "leaning", "loyalty", "frame of mind"}},
      {"vetting",
       Consequence::never,
       {"政审", "政治审查", "政治表现", "政治考察", "政治鉴定", "政治素质", "画像", "背景调查"},
       {"vetting", "political reliability", "political conduct", "background check", "profile", "profiling"}},
      // Rule 1 and 8: no score of a person, no league of anybody.
      {"score",
       Consequence::never,
       {"得分", "评分", "打分", "积分", "排名", "排行", "名次", "考核等次", "得票"},
       {"score", "rating", "ranking", "rank", "league", "leaderboard"}},
      // Rule 6: only the office's own accounts, never who is in them or what they write.
      {"members",
       Consequence::never,
       {"群成员", "成员名单", "粉丝名单", "关注者名单", "读者名单", "聊天记录", "聊天内容", "群消息",
        "发言记录", "私人账号", "个人账号", "朋友圈", "上网记录", "浏览记录"},
       {"member list", "group members", "chat log", "chat content", "chat history", "private account",
        "personal account", "browsing history", "follower names"}},
      // Rule 7: checks before publishing are a closed list in code; packs carry no word lists.
      {"word_list",
       Consequence::never,
       {"关键词", "敏感词", "违禁词", "屏蔽词", "黑名单", "重点人员", "涉稳人员"},
       {"keyword", "sensitive word", "blacklist", "watch list", "watchlist", "person of interest",
        "persons of interest"}},
      // Sensitive personal data (个人信息保护法 28): exemptions are recorded without the illness behind them.
      {"sensitive",
       Consequence::never,
       {"病情", "病因", "病种", "疾病", "患病", "诊断", "健康状况", "身体状况", "宗教信仰"},
       {"illness", "disease", "diagnosis", "health condition", "medical record", "religious belief"}},
      // Text attached to the persons of a roster.
      {"person_reason",
       Consequence::never,
       {"请假原因", "请假事由", "缺席原因", "未到原因", "免除原因", "个人表现", "个人评价"},
       {"reason for absence", "reason of absence", "absence reason", "exemption reason",
        "personal performance"}},
      // Rule 4: no "person concerned" (信访工作条例 30).
      {"person_concerned",
       Consequence::never,
       {"被投诉人", "被举报人", "被反映人", "涉事人"},
       {"person concerned", "person complained about", "accused"}},
      // Rule 3: that a talk took place, never what was said; that a review was held, never a result.
      {"talk_content",
       Consequence::never,
       {"谈话内容", "谈话记录", "谈话要点", "谈心内容", "评议结果", "评议等次", "互评意见", "批评意见"},
       {"talk content", "content of talk", "content of the talk", "review result", "talk notes"}},
      {"talk",
       Consequence::only_without_content,
       {"谈心", "谈话", "约谈", "民主评议", "党员评议", "自评", "互评"},
       {"heart to heart", "personal talk", "personal talks", "members review", "review of members",
        "democratic review"}},
  };
  return list;
}

// "Members' review-results" → " members review results ": whole words can then be found by substring.
std::string words_of(std::string_view folded) {
  std::string out = " ";
  for (const char c : folded) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (c == '\'') continue;
    if (letter) {
      out += c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.back() != ' ') out += ' ';
  return out;
}

// The phrase as whole words, also in the plural. `words` begins and ends with a space.
bool has_words(const std::string& words, std::string_view phrase) {
  for (std::size_t at = words.find(phrase); at != std::string::npos; at = words.find(phrase, at + 1)) {
    std::size_t end = at + phrase.size();
    if (words[end] == 's') ++end;
    if (words[at - 1] == ' ' && words[end] == ' ') return true;
  }
  return false;
}
}  // namespace

std::optional<RefusedMeaning> refused_meaning(std::string_view name) {
  const std::string folded = fold(name);
  const std::string words = words_of(folded);
  std::string dense;  // "舆 情" is still 舆情
  for (const char c : folded)
    if (c != ' ') dense += c;
  for (const Entry& entry : entries()) {
    for (const std::string_view phrase : entry.zh)
      if (dense.find(phrase) != std::string::npos)
        return RefusedMeaning{entry.id, entry.consequence, std::string(phrase)};
    for (const std::string_view phrase : entry.en)
      if (has_words(words, phrase)) return RefusedMeaning{entry.id, entry.consequence, std::string(phrase)};
  }
  return std::nullopt;
}

bool is_polarity(std::string_view name) {
  static constexpr std::array<std::string_view, 16> kPoles = {
      "正面",     "负面",     "中性",    "积极", "消极",    "支持",    "反对",     "中立",
      "positive", "negative", "neutral", "for",  "against", "hostile", "friendly", "critical"};
  const std::string folded = fold(name);
  return std::find(kPoles.begin(), kPoles.end(), trim(folded)) != kPoles.end();
}

bool is_refused_key(std::string_view key) {
  static constexpr std::array<std::string_view, 24> kKeys = {"tag",
                                                             "tags",
                                                             "score",
                                                             "scores",
                                                             "rating",
                                                             "mark",
                                                             "marks",
                                                             "map",
                                                             "rank",
                                                             "ranking",
                                                             "sort",
                                                             "sort_by",
                                                             "sort_by_person",
                                                             "order_by",
                                                             "group_by",
                                                             "group_by_person",
                                                             "league",
                                                             "per_person",
                                                             "each_person",
                                                             "profile",
                                                             "keyword",
                                                             "keywords",
                                                             "blacklist",
                                                             "watchlist"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}
}  // namespace youju::kinds
