// SPDX-License-Identifier: Apache-2.0
// The invented report's snapshot. Values and records are typed by hand, so that the verifiers are not checked by themselves.
#include <algorithm>

#include "proof/fixture.h"

namespace youju::proof::fixture {
namespace {
const std::string kPack = "retired-cadres@1.0.0";
const std::vector<std::string> kYear = {"january", "february", "april", "late"};

struct Late {
  int late, on_time, taken_over;
};
Json figure(const std::string& key, const std::string& title, const std::string& aggregate, const Json& value, const std::string& measure,
            Late late, const Json& of) {
  const std::string text = (value.is_null() ? "—" : value.get<std::string>()) + measure;
  return {{"key", key}, {"title", title}, {"text", text}, {"code", crypto::short_code(key)}, {"expr", aggregate + "(theme_day; unit=u1; 2023)"},
          {"aggregate", aggregate}, {"value", value}, {"measure", measure}, {"provisional", false},
          {"rule", {{"zh", "第一支部及其下级 2023 年已召开的" + title}, {"en", "Held in 2023 by the first branch and below: " + key}}},
          {"late", {{"late", late.late}, {"on_time", late.on_time}, {"taken_over", late.taken_over}}}, {"of", of}};
}
Json measured(Json set, const std::string& measure, const std::string& field) {
  set["measure"] = measure;
  set["field"] = field;
  return set;
}
Json filtered(Json set, const std::string& field, const std::string& op, const std::string& as, const std::vector<std::string>& values) {
  set["where"].push_back({{"field", field}, {"op", op}, {"as", as}, {"values", values}});
  return set;
}
}  // namespace

Json Office::set(const std::string& kind, const std::string& from, const std::string& to, const std::vector<std::string>& names) const {
  std::vector<SetRecord> records;
  for (const std::string& name : names) records.push_back({of_record.at(name), id_of.at(name), version_of.at(name)});
  std::ranges::sort(records, {}, &SetRecord::entry);
  Json listed = Json::array();
  for (const SetRecord& r : records) listed.push_back({{"entry", r.entry}, {"id", r.id}, {"version", r.version}});
  return {{"kind", kind}, {"units", {"u1", "u2"}}, {"from", from}, {"to", to}, {"where", Json::array()},
          {"states", {{{"kind", "lecture"}, {"pack", kPack}, {"in", {"held"}}, {"late_after", 30}},
                      {{"kind", "talk"}, {"pack", kPack}, {"in", {"held"}}, {"late_after", 30}},
                      {{"kind", "theme_day"}, {"pack", kPack}, {"in", {"held"}}, {"late_after", 30}}}},
          {"measure", "records"}, {"field", ""}, {"size", records.size()}, {"records", listed}, {"digest", set_digest(records)}};
}

Json Office::figures() const {
  const Json year = set("theme_day", "2023-01-01", "2023-12-31", kYear);
  const Json none = set("theme_day", "2021-01-01", "2021-12-31", {});
  const Json visits = filtered(set("theme_day", "2023-01-01", "2023-12-31", {"january", "april"}), "form", "=", "text", {"visit", "tour"});
  const Late all{1, 2, 1};
  Json out = Json::array();
  out.push_back(figure("theme_days", "主题党日", "count", "4", "次", all, year));
  out.push_back(figure("heads", "主题党日出席", "sum", "62.5", "人次", all, measured(year, "sum", "headcount")));
  out.push_back(figure("cost", "主题党日支出", "sum", "1700.5", "元", all, measured(year, "sum", "cost")));
  out.push_back(figure("people", "参加主题党日的人", "distinct", "3", "人", all, measured(year, "distinct", "present")));
  out.push_back(figure("mean", "平均出席", "average", "15.625", "人", all, measured(year, "average", "headcount")));
  out.push_back(figure("least", "最少出席", "minimum", "7", "人", all, measured(year, "minimum", "headcount")));
  out.push_back(figure("most", "最多出席", "maximum", "23", "人", all, measured(year, "maximum", "headcount")));
  out.push_back(figure("nothing", "2021年平均出席", "average", Json(), "人", {0, 0, 0}, measured(none, "average", "headcount")));
  out.push_back(figure("visits", "参观", "count", "2", "次", {0, 1, 1}, visits));
  out.push_back(figure("large", "二十人以上", "count", "2", "次", {0, 1, 1},
                       filtered(set("theme_day", "2023-01-01", "2023-12-31", {"january", "february"}), "headcount", ">=", "number", {"20.0"})));
  out.push_back(figure("others", "非参观", "count", "2", "次", {1, 1, 0},
                       filtered(set("theme_day", "2023-01-01", "2023-12-31", {"february", "late"}), "form", "!=", "text", {"visit"})));
  Json ratio = figure("visit_share", "参观占比", "ratio", "50", "%", {0, 1, 1}, visits);
  ratio["base"] = year;
  out.push_back(ratio);
  Json growth = figure("growth", "主题党日增长", "growth", "300", "%", all, year);
  growth["base"] = set("theme_day", "2022-01-01", "2022-12-31", {"before"});
  out.push_back(growth);
  out.push_back(figure("lectures", "专题党课", "count", "2", "次", {0, 2, 0}, set("lecture", "2023-01-01", "2023-12-31", {"february", "lecture"})));
  out.push_back(figure("everything", "全部活动", "count", "6", "件", {1, 4, 1}, set("", "2023-01-01", "2023-12-31", {"january", "february", "april", "late", "lecture", "erased"})));
  out.push_back(figure("in_time", "及时率", "on_time", "66.6667", "%", all, year));
  out.push_back(figure("late_share", "补录率", "late", "33.3333", "%", all, year));
  Json deadline = year;
  deadline["by"] = "deadline";
  deadline["state"] = "held";
  deadline["on"] = "2024-01-05";
  for (std::size_t i = 0; i < 4; ++i) deadline["records"][i]["due"] = i == 0 ? "2023-02-01" : i == 1 ? "2023-02-13" : "2023-04-13";
  out.push_back(figure("by_due", "按期率", "on_time", "33.3333", "%", all, deadline));
  // Nobody reached that state: one is past its day, one not yet due, one has no day, one was taken over.
  Json unmet = deadline;
  unmet["state"] = "inspected";
  unmet["on"] = "2023-03-01";
  for (std::size_t i = 0; i < 4; ++i) unmet["records"][i]["due"] = i == 3 ? Json(nullptr) : Json(i == 2 ? "2023-03-01" : "2023-02-13");
  out.push_back(figure("by_due_unmet", "未到期的不算", "on_time", "0", "%", all, unmet));
  const std::pair<const char*, const char*> months[] = {{"2023-01-01", "2023-01-31"}, {"2023-02-01", "2023-02-28"}, {"2023-03-01", "2023-03-31"}, {"2023-05-01", "2023-05-31"}};
  for (const auto& [aggregate, value, measure] : {std::tuple{"share", "66.6667", "%"}, std::tuple{"required", "3", "次"}, std::tuple{"missing", "1", "次"}}) {
    Json cadence = figure(std::string("monthly_") + aggregate, "每月一次", aggregate, value, measure, all, year);
    cadence["slots"] = Json::array();
    for (std::size_t i = 0; i < 4; ++i) {
      cadence["slots"].push_back({{"unit", "u1"}, {"from", months[i].first}, {"to", months[i].second}, {"required", i == 3 ? 0 : 1},
                                  {"held", i == 2 ? 0 : 1}, {"why", i == 3 ? "exempt" : ""}});
    }
    out.push_back(cadence);
  }
  return out;
}

Json Office::make_snapshot() const {
  const auto hex_of = [](std::string_view bytes) { return crypto::hex(crypto::sha256(bytes)); };
  std::string lines;
  for (const auto& [path, bytes] : pack_files) lines += hex_of(bytes) + "  " + path + "\n";
  return {{"v", 1}, {"type", "youju.snapshot"}, {"origin", key.name}, {"at", at}, {"root", root(static_cast<std::uint64_t>(at))},
          {"made_at", "2024-01-05T03:04:05.678Z"}, {"go_live", "2023-02-01"},
          {"report", {{"id", "018cd7a1-0000-7c3d-8e4f-00000000beef"}, {"number", 1}, {"title", "2023年度分析报告"}, {"template", "annual"},
                      {"template_digest", std::string(64, 'a')}, {"year", 2023}, {"lang", "zh"}, {"office", "某局老干部处"}, {"unit", "u1"}}},
          {"files", {{{"role", "docx"}, {"digest", hex_of(docx)}, {"size", docx.size()}, {"media_type", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}},
                     {{"role", "html"}, {"digest", hex_of(html)}, {"size", html.size()}, {"media_type", "text/html"}}}},
          {"packs", {{{"id", "retired-cadres"}, {"version", "1.0.0"}, {"digest", hex_of(lines)}}}},
          {"units", {{{"id", "u1"}, {"parent", ""}, {"name", "第一支部"}}, {{"id", "u2"}, {"parent", "u1"}, {"name", "一组"}}}},
          {"kinds", {{{"id", "theme_day"}, {"pack", kPack}, {"names", {{"zh", "主题党日"}, {"en", "Theme day"}}},
                      {"states", {{{"id", "held"}, {"names", {{"zh", "已召开"}, {"en", "Held"}}}}, {{"id", "planned"}, {"names", {{"zh", "计划中"}, {"en", "Planned"}}}}}},
                      {"fields", {{{"id", "headcount"}, {"names", {{"zh", "出席人数"}, {"en", "Present"}}}, {"type", "number"}, {"measure", "人"}},
                                  {{"id", "cost"}, {"names", {{"zh", "支出"}, {"en", "Cost"}}}, {"type", "money"}, {"measure", "元"}},
                                  {{"id", "form"}, {"names", {{"zh", "形式"}, {"en", "Form"}}}, {"type", "choice"}, {"measure", ""},
                                   {"choices", {{{"id", "visit"}, {"names", {{"zh", "参观"}, {"en", "Visit"}}}}, {{"id", "study"}, {"names", {{"zh", "学习"}, {"en", "Study"}}}}}}},
                                  {{"id", "present"}, {"names", {{"zh", "出席"}, {"en", "Attendance"}}}, {"type", "persons"}, {"measure", ""}}}}},
                     {{"id", "lecture"}, {"pack", kPack}, {"names", {{"zh", "专题党课"}, {"en", "Lecture"}}}, {"states", Json::array()}, {"fields", Json::array()}},
                     {{"id", "talk"}, {"pack", kPack}, {"names", {{"zh", "谈心谈话"}, {"en", "Talk"}}}, {"states", Json::array()}, {"fields", Json::array()}}}},
          {"figures", figures()}};
}
}  // namespace youju::proof::fixture
