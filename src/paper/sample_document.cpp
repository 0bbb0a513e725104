// SPDX-License-Identifier: Apache-2.0
// A sample report: about 3,000 characters, figures, three charts, tables, rare characters, long names, an
// empty table.
#include "paper/sample_document.h"

#include <fmt/format.h>

#include <map>

namespace youju::paper {
namespace {

// Text with figures written as {key:text}.
class Builder {
 public:
  explicit Builder(Document& document) : document_(document) {}

  Runs runs(const std::string& text) {
    Runs out;
    std::size_t from = 0;
    for (auto open = text.find('{'); open != std::string::npos; open = text.find('{', from)) {
      const auto colon = text.find(':', open), close = text.find('}', open);
      if (open > from) out.push_back({.text = text.substr(from, open - from)});
      const auto key = text.substr(open + 1, colon - open - 1),
                 value = text.substr(colon + 1, close - colon - 1);
      figure(key, value);
      out.push_back({.text = value, .figure = key});
      from = close + 1;
    }
    if (from < text.size()) out.push_back({.text = text.substr(from)});
    return out;
  }
  void add(ParagraphStyle style, const std::string& text) {
    document_.blocks.emplace_back(Paragraph{style, runs(text)});
  }

 private:
  void figure(const std::string& key, const std::string& value) {
    if (seen_[key]++ > 0) return;
    static constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::string code;
    auto state = static_cast<unsigned>(document_.figures.size()) * 2654435761u + 97u;
    for (int i = 0; i < 8; ++i, state = state * 1664525u + 1013904223u) code += kLetters[(state >> 24) % 32];
    document_.figures.push_back(
        {key, value, code, "https://youju.example.cn/f/" + code, "count(theme_day; unit=u1; 2023)",
         "2023年1月1日至12月31日，本单位及所属单位已召开的会议，每次计1；补录超过30天的计入并另列。",
         "专题与会议次数（" + key + "）"});
  }

  Document& document_;
  std::map<std::string, int> seen_;
};

const std::vector<std::string> kMonths{"1月", "2月", "3月", "4月",  "5月",  "6月",
                                       "7月", "8月", "9月", "10月", "11月", "12月"};

chart::StripRow strip(const std::string& name, const std::string& total, const std::string& states) {
  chart::StripRow row{name, total, {}};
  for (std::size_t i = 0; i < states.size(); ++i) {
    chart::StripCell cell;
    switch (states[i]) {
      case '.':
        break;
      case 'L':
        cell = {chart::CellState::late, 1, ""};
        break;
      case 'o':
        cell = {chart::CellState::missing, 0, ""};
        break;
      case '!':
        cell = {chart::CellState::explained, 0, ""};
        break;
      case '-':
        cell = {chart::CellState::exempt, 0, ""};
        break;
      default:
        cell = {chart::CellState::done, states[i] - '0',
                "https://youju.example.cn/m/" + std::to_string(i + 1)};
    }
    row.cells.push_back(cell);
  }
  return row;
}

void add_charts(Document& document) {
  document.blocks.emplace_back(Chart{
      chart::months_strip("图1　2023年每月开展情况", kMonths,
                          {strip("党员大会", "8", "1.1.11.21.1."), strip("支委会", "11", "111111o11111"),
                           strip("主题党日", "7", "1o11oL1o1o1!"), strip("党课", "5", "..1.1..1.1.1"),
                           strip("离退休干部党员集中学习（含送学上门）", "14", "121-11221111")},
                          442)});
}

Table type_table() {
  Table table;
  table.title = "表1　2023年各类活动开展情况";
  table.widths = {3, 1, 1, 1, 4};
  table.head_rows = 2;
  const auto cell = [](const std::string& text, Align align = Align::left, int span = 1, int rows = 1) {
    return Cell{{Run{.text = text}}, align, false, span, rows};
  };
  table.rows.push_back(
      {cell("类别", Align::left, 1, 2), cell("次数", Align::centre, 3), cell("备注", Align::left, 1, 2)});
  table.rows.push_back({cell("应做"), cell("已做"), cell("补录")});
  const std::vector<std::vector<std::string>> rows{
      {"党员大会", "4", "8", "0", "每季度召开，另因换届、接收预备党员加开4次"},
      {"支部委员会会议", "12", "11", "1", "7月未召开，已说明"},
      {"主题党日", "12", "7", "1", "未开展的5个月见附件"},
      {"专题党课", "1", "5", "0", "其中书记讲授2次"},
      {"离退休干部集中学习（含行动不便人员送学上门）", "—", "14", "0", ""}};
  for (const auto& row : rows) {
    auto& line = table.rows.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i)
      line.push_back(cell(row[i], i == 0 || i == 4 ? Align::left : Align::right));
  }
  return table;
}

void add_body(Builder& b, Document& document) {
  using enum ParagraphStyle;
  b.add(title, "关于2023年度老干部工作开展情况和责任落实情况的分析报告");
  b.add(recipient, "市委组织部：");
  b.add(body,
        "按照年度工作安排和有关文件要求，我局对2023年度工作开展情况逐项进行了核对、梳理和分析。本报告所列数据"
        "均来自日常台账，每个数都可以打开查看所依据的记录。现将有关情况报告如下。");
  b.add(heading1, "一、总体情况");
  b.add(heading2, "（一）加强组织领导，压实工作责任");
  b.add(body,
        "局党组把这项工作纳入年度要点，与业务工作同部署、同落实、同检查、同考核。全年召开党员大会{f1:8}"
        "次、支委会{f2:11}次，开展主题党日{f3:7}次，组织专题党课{f4:5}次，支部集中学习{f5:14}"
        "次。与各科室签订责任书{f6:9}份，签订率{f7:100%}"
        "。对照要求，支委会比应做次数少1次，主题党日少5次，原因已逐月说明。");
  b.add(heading2, "（二）坚持学习制度，提高学习实效");
  b.add(body,
        "制定年度学习计划，采取集中学习、专题研讨、个人自学相结合的方式推进。全年开展专题学习{f8:4}"
        "次、研讨交流{f9:2}次，累计参加{f10:286}人次，人均学习{f11:41.5}"
        "学时。对年老体弱、行动不便的同志，由所在支部送学上门{f12:23}人次，确保一个不少。");
  b.add(heading3, "1．突出重点内容。");
  b.add(body,
        "围绕年度重点任务确定学习专题，每个专题明确牵头人、材料清单和时间节点，学习之后形成记录、签到表和图片"
        "三类佐证材料，统一归入台账。");
  b.add(heading4, "（1）抓好会前准备。");
  b.add(body,
        "会前三个工作日印发通知，明确议题和发言人；会后五个工作日内完成记录整理。全年按时入账{f13:91.2%}"
        "，超过三十日补录的{f14:3}"
        "条，均注明了补录原因（详见《2023年度台账补录情况说明》第2部分“逾期补录清单”）。");
  b.add(heading2, "（三）健全制度机制，规范账号管理");
  b.add(body,
        "修订《单位公众账号信息发布管理办法》，明确专人负责、分级审核、先审后发。全年发布信息{f15:114}"
        "条，其中原创{f16:67}条，累计阅读{f17:3.2万}"
        "次；全部信息均有审批记录，审批与撰稿不为同一人。账号管理人员变动2次，均在7个工作日内办理了交接。");
  add_charts(document);
  b.add(heading2, "（四）开展文化活动，丰富精神生活");
  b.add(body,
        "结合传统节日和重要纪念日，组织书画、摄影、健步走等活动{f18:12}场，参加{f19:1,035}"
        "人次。依托老干部活动中心开设课程{f20:18}门，其中新增智能手机使用、预防电信网络诈骗等课程{f21:4}"
        "门，帮助老同志更好融入数字生活。");
  document.blocks.emplace_back(type_table());
  b.add(heading2, "（五）发挥自身优势，开展宣讲服务");
  b.add(body,
        "由镕明远、喆文、堃山、㛃如、䶮清等{f22:16}名老同志组成的宣讲志愿队，深入社区、学校和企业开展宣讲{"
        "f23:27}场，听众{f24:2,140}"
        "人次。宣讲队坚持不添负担、量力而行的原则，活动前逐一了解身体状况，活动后及时回访。");
  document.blocks.emplace_back(Chart{chart::required_and_held("图2　应做与已做", "应做", "已做",
                                                              {{"党员大会", 4, 8, ""},
                                                               {"支委会", 12, 11, ""},
                                                               {"主题党日", 12, 7, ""},
                                                               {"专题党课", 1, 5, ""},
                                                               {"集中学习", 12, 14, ""}},
                                                              442)});
  b.add(heading1, "二、存在的主要问题");
  b.add(body,
        "一是主题党日开展不够均衡。全年有5个月未按期开展，其中2个月因场地维修，3个月因与集中学习合并安排而未"
        "单独记录，反映出计划安排不细、记录不够规范。");
  b.add(body,
        "二是账号影响力不足。公众账号关注人数{f25:1,862}人，比上年增加{f26:214}"
        "人，但篇均阅读量仅281次，内容形式较为单一，贴近老同志实际需要的信息偏少。");
  b.add(body,
        "三是部分台账补录不及时。个别科室在季度末集中补记，存在遗漏佐证材料的情况。对照检查共发现问题{f27:6}"
        "个，已整改{f28:5}个，完成率83.3%，其余1个预计2024年3月底前完成。");
  document.blocks.emplace_back(Chart{chart::year_against_year("图3　与上年比较", "2022年", "2023年",
                                                              {{"党员大会", 6, 8, ""},
                                                               {"支委会", 12, 11, ""},
                                                               {"主题党日", 9, 7, ""},
                                                               {"专题党课", 4, 5, ""},
                                                               {"集中学习", 12, 14, ""},
                                                               {"宣讲", 21, 27, ""},
                                                               {"文化活动", 12, 12, ""}},
                                                              442)});
  b.add(heading1, "三、下一步工作打算");
  b.add(heading2, "（一）细化年度计划");
  b.add(body,
        "把各项应做事项按月排入日历，提前十五日提醒责任人；月末由办公室核对，凡未开展的当月说明原因，不在年底"
        "集中补记。");
  b.add(heading2, "（二）规范台账管理");
  b.add(body,
        "坚持一事一记、即办即记，会议和活动结束后五个工作日内完成登记并上传签到表、记录和图片。科室负责人每月"
        "抽查一次，抽查比例不低于百分之二十。");
  b.add(heading2, "（三）提升账号质量");
  b.add(body,
        "围绕老同志关心的医疗、养老、出行等问题策划栏目，每月至少推出两期服务类信息；加强与兄弟单位交流，学习"
        "好的经验做法，逐步扩大覆盖面。");
  b.add(heading2, "（四）做好关心服务");
  b.add(body,
        "坚持走访慰问制度，重点关注高龄、独居、患病的老同志，做到生病住院必访、重要节日必访、家庭遇到困难必访"
        "，把组织的关怀送到每一位老同志身边。继续完善联系人制度，做到情况明、底数清、服务到位。");
  b.add(body, "特此报告。");
  b.add(attachment_note, "附件：1．2023年主题党日开展情况表");
  b.add(attachment_note, "　　　2．公众账号管理人员变动情况表");
  b.add(signature, "示例市委老干部局");
  b.add(date, "2024年1月5日");
  b.add(note, "（联系人：办公室，联系电话：0000-1234567）");
}

Table meeting_table(Builder& b, int rows) {
  Table table;
  table.widths = {1, 2.4, 5, 2, 1.6};
  auto& head = table.rows.emplace_back();
  for (const auto* text : {"序号", "日期", "主题", "地点", "人数"})
    head.push_back({{Run{.text = text}}, Align::centre, true, 1, 1});
  for (int i = 1; i <= rows; ++i) {
    auto& line = table.rows.emplace_back();
    line.push_back({{Run{.text = std::to_string(i)}}, Align::centre, false, 1, 1});
    line.push_back(
        {{Run{.text = fmt::format("{}月{}日", 1 + i % 12, 1 + i * 7 % 28)}}, Align::centre, false, 1, 1});
    line.push_back({{Run{.text = i % 3 == 0 ? "参观纪念馆，重温入党誓词，交流学习体会并研究下一步工作安排"
                                            : "集中学习与交流"}},
                    Align::left,
                    false,
                    1,
                    1});
    line.push_back({{Run{.text = i % 4 == 0 ? "市老干部活动中心三楼多功能厅" : "三楼会议室"}},
                    Align::left,
                    false,
                    1,
                    1});
    line.push_back({b.runs(fmt::format("{{t{}:{}}}", i, 18 + i)), Align::right, false, 1, 1});
  }
  return table;
}

Document frame() {
  Document d;
  d.title = "关于2023年度老干部工作开展情况和责任落实情况的分析报告";
  d.subject = "2023年度分析报告";
  d.author = "示例市委老干部局";
  d.issuer = "中共示例市委老干部局文件";
  d.number = "示老干〔2024〕5号";
  d.short_code = "R7K2M9XD";
  d.qr = "https://youju.example.cn/r/R7K2M9XD";
  d.foot_note = "记录 1,204 条　截至 2024年1月5日　报告编号 R7K2M9XD";
  d.made_at = "2024-01-05T03:04:05.678Z";
  return d;
}
}  // namespace

Document sample_document() {
  auto document = frame();
  Builder b(document);
  add_body(b, document);
  document.blocks.emplace_back(Attachment{"附件1", "2023年主题党日开展情况表"});
  document.blocks.emplace_back(meeting_table(b, 30));
  document.blocks.emplace_back(Attachment{"附件2", "公众账号管理人员变动情况表"});
  Table empty;
  empty.widths = {2, 2, 3, 2};
  empty.rows.push_back({{{Run{.text = "账号"}}},
                        {{Run{.text = "原管理人员"}}},
                        {{Run{.text = "现管理人员"}}},
                        {{Run{.text = "交接日期"}}}});
  document.blocks.emplace_back(empty);
  b.add(ParagraphStyle::body, "本年度无其他需要列明的变动。");
  return document;
}

Document long_document() {
  auto document = frame();
  Builder b(document);
  add_body(b, document);
  document.blocks.emplace_back(Attachment{"附件1", "会议情况表"});
  document.blocks.emplace_back(meeting_table(b, 32));
  document.blocks.emplace_back(Attachment{"附件2", "活动情况表"});
  document.blocks.emplace_back(meeting_table(b, 20));
  return document;
}
}  // namespace youju::paper

// cairo 1.16 forgets about 100 bytes for each entry of an outline, and fontconfig keeps what it read; neither
// is ours to free.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libcairo.so\nleak:libfontconfig.so\n";
}
