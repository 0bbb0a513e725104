// SPDX-License-Identifier: Apache-2.0
// Invented words. Frequencies fall like those of real topics: a few words stand in many titles, many in few.
#include "app/bench_words.h"

#include <array>
#include <string>
#include <vector>

namespace youju::app {
namespace {
constexpr std::array kDoing{"学习", "研讨", "集中学习", "传达学习", "参观", "座谈", "宣讲", "交流", "观看", "诵读", "部署", "总结"};
constexpr std::array kAbout{
    "年度工作要点", "上级会议精神", "党章有关条款", "基层党建工作", "离退休干部党建", "防范电信诈骗", "养老服务政策",
    "医疗保障政策", "地方志编修", "革命纪念馆", "城市规划展", "社区治理经验", "红色家书", "传统文化", "健康知识",
    "网络安全知识", "消防安全", "垃圾分类", "书法摄影展", "志愿服务工作", "老年大学教学", "乡村振兴示范村", "生态湿地",
    "科技创新成果", "古籍保护", "非遗手艺", "防汛值守", "档案整理", "桥梁工程", "航天成就", "戏曲赏析", "诗词鉴赏"};
constexpr std::array kPlaces{"三楼会议室", "活动中心一层", "社区党群服务中心", "老年大学礼堂", "图书馆报告厅", "线上", "市纪念馆", "二号会议室"};
constexpr std::array kFamily{"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗"};
constexpr std::array kGiven{"建国", "秀英", "国强", "玉兰", "志明", "桂芳", "德胜", "淑珍", "文华", "永年", "明", "芳", "海波", "凤", "长林", "静"};

template <class List>
std::string one_of(SeededRandom& random, const List& list) {
  return list[random.below(list.size())];
}
// The earlier, the more often: the smaller of two draws.
template <class List>
std::string often_early(SeededRandom& random, const List& list) {
  return list[std::min(random.below(list.size()), random.below(list.size()))];
}
}  // namespace

std::string invented_topic(SeededRandom& random) {
  auto topic = often_early(random, kDoing) + often_early(random, kAbout);
  if (random.below(3) == 0) topic += "、" + often_early(random, kAbout);
  return topic + "（" + std::to_string(1 + random.below(400)) + "期）";
}
std::string invented_place(SeededRandom& random) { return often_early(random, kPlaces); }
std::string invented_name(SeededRandom& random) { return one_of(random, kFamily) + one_of(random, kGiven) + one_of(random, kGiven); }
std::string invented_note(SeededRandom& random) { return "由" + one_of(random, kPlaces) + "协助，" + one_of(random, kAbout) + "资料已发放。"; }

const std::vector<std::string>& words_to_search() {
  static const std::vector<std::string> words{"学习", "要点", "精神", "座谈", "诈骗", "湿地", "古籍", "非遗", "戏曲", "诗词", "桥梁", "航天", "志愿", "家书", "礼堂", "驼铃"};
  return words;
}
}  // namespace youju::app
