// SPDX-License-Identifier: Apache-2.0
// Texts that are no report of an office's work: their numbers claim nothing, unless a sentence names the office.
#include "claim/test_read.h"

using namespace youju;
using namespace youju::claim;

namespace {
constexpr std::string_view kRecipe =
    "红烧鱼块的做法\n鲤鱼1条（约800克）切成3厘米的块，用盐5克、料酒2勺腌20分钟。锅里放油，烧到七成热，把鱼块煎到两面微黄，每面大约2分钟。"
    "放入姜5片、蒜4瓣、干辣椒3个炒香，加生抽2勺、冰糖10克和清水500毫升，大火煮开后转小火焖15分钟。最后大火收汁3分钟，撒葱花即可，够4个人吃。"
    "鱼块不要翻动超过3次，否则容易碎。冷藏可以保存2天。\n";
constexpr std::string_view kLaw =
    "城市养犬管理条例\n第一条 为了规范养犬行为，制定本条例。\n第八条 每户限养1只，养犬人应当在取得犬只之日起15日内办理登记，登记费不超过300元。\n"
    "第十二条 遛犬应当束牵引带，长度不得超过1.5米；在电梯内应当避让他人，犬只不得单独外出。\n第十九条 违反本条例第八条规定的，责令限期改正，处500元以上2000元以下罚款；"
    "三次以上违反的，没收犬只，五年内不予登记。\n";
constexpr std::string_view kReport =
    "气象局2023年工作总结\n2023年，我局扎实推进气象服务。全年平均气温14.8摄氏度，降雨量1366毫米，最大日降雨262毫米。全年发布预警信号45次、专报7期，"
    "为农户发送短信342条。开展人工增雨作业60余次，用弹786发，覆盖面积9800公顷。举办科普讲座12场，发放手册8000余份，接受群众咨询500余人次。培训信息员30多人。\n";
}  // namespace

TEST_CASE("Numbers of a recipe or of a law claim no work of an office") {
  CHECK(claims_of(kRecipe) == "");
  CHECK(claims_of(kLaw) == "");
  const auto read = read_text(kRecipe);
  REQUIRE(read.other_text.size() >= 3);
  CHECK(read.other_text.front() == "做法");
  CHECK(read.numbers.size() > 15);  // still listed as numbers
}
TEST_CASE("The noun a title ends with says what the text is, and articles do wherever they open a sentence") {
  const std::string rules = "第一条 为加强管理，扎实推进工作，制定本文。第二条 出差人员每人每天补助100元，由支部、科室审核办理。第三条 参加培训、调研、督查和主题教育活动的，每天80元。"
                            "第四条 各党支部、党组织应组织学习并认真落实整改，开展走访慰问、座谈，每人每次不超过450元。第五条 由机关职工服务科室负责。";
  CHECK(claims_of("差旅费报销管理办法（试行）。" + rules) == "");
  CHECK(claims_of("差旅费报销办法落实情况的工作总结。" + rules) != "");
}
TEST_CASE("What might be or may be done claims nothing") {
  CHECK(claims_of("一篇稿子，如果有一个地方失实，其余的九十九个地方再精彩也没有用。") == "");
  CHECK(claims_of("确因工作需要，可以安排工作餐一次。") == "");
  CHECK(claims_of("如果说走访是基础，那么全年召开的12次座谈会就是平台。") == "12次");
}
TEST_CASE("A report full of lengths and temperatures stays a report") {
  CHECK(read_text(kReport).other_text.empty());
  CHECK(read_text(kReport).claims.size() >= 12);
}
TEST_CASE("A sentence that names the office claims something in any text") {
  CHECK(claims_of(std::string(kLaw) + "我局全年办理登记1286只。\n") == "1286只");
  CHECK(claims_of(std::string(kLaw) + "该中心全年办理登记1286只，未发生安全事故。\n") == "");
}
TEST_CASE("A short text is read as it stands, and a check of a text against itself asks nothing about it") {
  CHECK(claims_of("大火煮开后转小火焖40分钟，加生抽2勺。") != "");
  Context any{Period::year(2023), Date::of(2023, 12, 31), true};
  CHECK(extract(Lexicon::standard(), kRecipe, any).claims.size() > 5);
}
TEST_CASE("A longer word shields the sign inside it, and a sign counts three times at most") {
  std::string text = "情况说明。";
  for (int i = 0; i < 40; ++i) text += "其他单位和其他同志特别方便，";
  CHECK(read_text(text + "共12件。").other_text.empty());
}
TEST_CASE("A pack adds signs; a mistake in them is named") {
  const auto with = [](const std::string& toml) { return Lexicon::with({}, {{"words.toml", toml}}); };
  const auto good = with("[[signs]]\nof = \"own\"\nweight = 4\nlist = [\"示例馆\"]\n");
  REQUIRE(std::holds_alternative<Lexicon>(good));
  const auto read = extract(std::get<Lexicon>(good), std::string(kLaw) + "示例馆全年办理登记1286只。\n", {Period::year(2023), Date::of(2023, 12, 31)});
  CHECK(read.claims.size() == 1);
  const auto bad = with("[[signs]]\nof = \"mine\"\nlist = [\"示例馆\"]\n");
  REQUIRE(std::holds_alternative<kinds::PackProblems>(bad));
  CHECK(std::get<kinds::PackProblems>(bad).front().line == 2);
  CHECK(std::get<kinds::PackProblems>(with("[[signs]]\nlist = [\"甲\"]\n")).front().message.word == "claim.lexicon_side_missing");
}

// ---- papers of an office that are no reports (told.cpp) ----
namespace {
constexpr std::string_view kNotice =
    "关于举办支部书记培训班的通知\n各党支部：经研究，决定举办一期培训班，现将有关事项通知如下。\n一、时间为3天，每个支部选派2名党员，其中女同志不少于1名。\n"
    "二、专题辅导4讲，现场教学2次，每名学员提交1篇不少于1500字的体会。\n三、请各支部于10月25日前报送报名表一式2份，累计请假超过4学时的，不发结业证书。\n"
    "四、每10名学员配1名联络员，伙食标准每人每天130元，住宿2人一间。请假须提前1天，经班主任同意。\n";
}  // namespace

TEST_CASE("A notice full of rules claims nothing, whatever words of the trade it uses") {
  CHECK(claims_of(kNotice) == "");
  const auto read = read_text(kNotice);
  CHECK(std::find(read.other_text.begin(), read.other_text.end(), "不少于") != read.other_text.end());
  CHECK(std::any_of(read.non_claims.begin(), read.non_claims.end(), [](const NonClaim& n) { return n.why == "rule" && n.text == "2名"; }));
}
TEST_CASE("What a notice tells as done is claimed, up to where it asks for something again") {
  const std::string done = "今年以来，全局共举办培训班6期，培训党员240人次。学员提出建议35条。请各支部再报送建议3条。\n";
  CHECK(claims_of(std::string(kNotice) + done) == "6期 240人次 35条");
}
TEST_CASE("Many numbers in rules make a paper of rules without a title, few do not") {
  const std::string trade = "各支部、各科室：党员走访慰问工作安排说明，支部要认真组织开展，加强督查，推动落实，确保全覆盖，机关党委做好服务保障和宣传培训工作，及时化解矛盾。";
  CHECK(claims_of(trade + "每个支部走访不少于5户，慰问金每户不超过500元；每月至少座谈1次，材料限2页以内；走访前提前1天联系，迟到15分钟以上的扣2分，党员每人写体会1篇。请于5日内完成走访3户。") == "");
  const auto read = read_text(trade + "支部走访15户，送慰问金8000元；座谈4次，收到建议26条；联系党员34名，开展活动12场，推送稿件18篇，每月至少1次学习，共学习14次。");
  CHECK(read.claims.size() >= 9);
}
