// SPDX-License-Identifier: Apache-2.0
// What a sheet is: by option, by profile, by its title and name against the kinds' names, by its headers.
#include "app/import_plan.h"

#include "base/number.h"
#include "base/text.h"
#include "crypto/crypto.h"

namespace youju::app {
namespace {

std::string plain(std::string_view text) {
  std::string out;
  for (char c : fold(text))
    if (c != ' ' && c != '\n' && c != '\t') out.push_back(c);
  return out;
}

// How well a text names a kind: the longest of its names that stands in it, in code points.
std::size_t named_in(const kinds::Kind& kind, const std::string& folded) {
  std::size_t best = 0;
  const auto look = [&](std::string_view word) {
    const auto key = plain(word);
    const auto length = code_point_count(key);
    if (length >= 2 && length > best && folded.find(key) != folded.npos) best = length;
  };
  for (const auto& [lang, name] : kind.names) look(name);
  for (const auto& word : kind.synonyms) look(word);
  return best;
}

// Share of the filled, telling columns that have a meaning for the kind, weighed by how sure each is.
double coverage(const std::vector<ColumnGuess>& columns) {
  double sure = 0, all = 0;
  bool dated = false;
  for (const auto& column : columns) {
    if (tells_nothing(column.header)) continue;
    all += 1;
    sure += column.field == "kind" ? 0.3 : column.confidence;
    dated = dated || column.field == "happened";
  }
  return all == 0 ? 0 : sure / all * (dated ? 1.0 : 0.7);
}

struct KindGuess {
  const kinds::Kind* kind = nullptr;
  double confidence = 0;
};

KindGuess find_kind(const PlanContext& context, const std::vector<std::string>& texts,
                    const std::map<int, std::string>& headers) {
  KindGuess best;
  double best_score = 0;
  for (const auto& kind : context.office.catalogue().kinds()) {
    double name = 0;
    double weight = 1.0;  // sheet name and title say more than the file's name
    for (const auto& text : texts) {
      const auto length = static_cast<double>(named_in(kind, text));
      name = std::max(name, length > 0 ? weight * (1.0 + std::min(length, 8.0) / 8.0) / 2.0 : 0);
      weight -= 0.1;
    }
    const double fits = coverage(guess_columns(kind, headers));
    const double score = name * 1.5 + fits;
    if (score > best_score && (name > 0 || fits >= 0.75)) {
      best_score = score;
      best = {&kind, std::min(1.0, name > 0 ? 0.4 * name + 0.6 * fits + 0.1 : fits * 0.6)};
    }
  }
  return best;
}

bool is_roster(const std::map<int, std::string>& headers, const std::vector<std::string>& texts) {
  bool name = false, dated = false;
  for (const auto& guess : guess_roster_columns(headers)) name = name || guess.field == "name";
  for (const auto& [column, header] : headers) {
    const auto key = plain(header);
    dated = dated || key == "日期" || key == "时间" || key.ends_with("活动时间") ||
            key.ends_with("会议时间") || key == "主题" || key == "内容";
  }
  if (!name || dated) return false;
  for (const auto& text : texts)
    for (std::string_view word : {"花名册", "名册", "人员名单", "通讯录", "干部名单", "roster", "staff"})
      if (text.find(plain(word)) != text.npos) return true;
  for (const auto& [column, header] : headers)
    for (std::string_view word : {"单位", "职务", "部门", "支部", "科室", "岗位"})
      if (plain(header).find(word) != std::string::npos) return true;
  return false;
}

const people::Unit* unit_called(const people::UnitTree& units, std::string_view text) {
  if (text.empty()) return nullptr;
  if (const auto* unit = units.find(UnitId{std::string(text)})) return unit;
  return units.by_name(text);
}

// A unit whose name stands in a text: the deepest, so that a branch wins over the office it belongs to; of equals the longest.
UnitId unit_in(const people::UnitTree& units, const std::string& folded) {
  UnitId out;
  std::pair<std::size_t, std::size_t> best{0, 0};
  for (const auto& unit : units.all()) {
    const auto key = plain(unit.name);
    if (code_point_count(key) < 3 || folded.find(key) == folded.npos) continue;
    std::size_t depth = 1;
    for (const auto* above = units.find(unit.parent); above; above = units.find(above->parent)) ++depth;
    if (std::pair(depth, key.size()) > best) best = {depth, key.size()}, out = unit.id;
  }
  return out;
}

void find_year(const PlanContext& context, const Profile* profile, SheetPlan& plan) {
  const auto set = [&](std::optional<int> year, std::string_view from) {
    if (!plan.year && year) plan.year = year, plan.year_from = from;
  };
  set(context.request.year, "option");
  if (profile) set(profile->year, "profile");
  set(year_in(plan.title), "title");
  set(year_in(plan.sheet), "sheet");
  set(year_in(context.file_stem), "file");
}

// What a person said of the columns. A field that two columns are said to be is told; a guess gives way.
void hear_columns(const PlanContext& context, SheetPlan& plan) {
  const auto& all = context.request.columns;
  auto of_sheet = all.find({context.file, plan.sheet});
  if (of_sheet == all.end()) of_sheet = all.find({std::string(), plan.sheet});
  if (of_sheet == all.end()) return;
  std::set<std::string> said;
  for (auto& column : plan.columns) {
    const auto found = of_sheet->second.find(column.column);
    if (found == of_sheet->second.end()) continue;
    const auto field = found->second == "-" ? std::string() : found->second;
    if (column.field != field) plan.profile.clear();
    column.field = field, column.confidence = 1;
    if (!field.empty() && !said.insert(field).second) plan.left_out = "importpage.field_twice";
  }
  for (auto& column : plan.columns)
    if (!of_sheet->second.contains(column.column) && said.contains(column.field)) column.field.clear();
}

const Profile* find_profile(const PlanContext& context, const std::vector<std::string>& headers,
                            const std::vector<std::string>& texts) {
  const Profile* found = nullptr;
  std::size_t best = 0;
  for (const auto& profile : context.profiles) {
    if (profile.headers != headers) continue;
    // Several kinds may share one layout; then the one named in title or sheet is meant.
    const auto* kind = context.office.catalogue().find(KindId{profile.kind});
    std::size_t named = 1;
    for (const auto& text : texts)
      if (kind) named = std::max(named, 1 + named_in(*kind, text));
    if (named > best) best = named, found = &profile;
  }
  if (found && best == 1) {  // equal headers alone do not tell theme days from lectures
    for (const auto& kind : context.office.catalogue().kinds())
      for (const auto& text : texts)
        if (kind.id.text != found->kind && named_in(kind, text) > 0) return nullptr;
  }
  return found;
}
}  // namespace

std::optional<int> year_in(std::string_view text) {
  const auto points = to_code_points(to_half_width(text));
  const auto is_digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
  for (std::size_t i = 0; i + 4 <= points.size(); ++i) {
    if (i > 0 && is_digit(points[i - 1])) continue;
    const auto four = std::u32string_view(points).substr(i, 4);
    const bool closed = i + 4 == points.size() || !is_digit(points[i + 4]);
    if (std::all_of(four.begin(), four.end(), is_digit) && closed) {
      const int year = std::stoi(from_code_points(four));
      if (year >= 1990 && year <= 2100) return year;
    }
    if (i + 4 < points.size() && points[i + 4] == U'年') {
      const auto year = chinese_numeral(four);
      if (year && *year >= 1990 && *year <= 2100) return static_cast<int>(*year);
    }
  }
  return std::nullopt;
}

SheetPlan plan_sheet(const PlanContext& context, const sheet::SheetHead& head,
                     const std::vector<sheet::Row>& first_rows, std::optional<sheet::Header>& header) {
  SheetPlan plan;
  plan.sheet = head.name;
  if (!context.request.sheet.empty() && plain(context.request.sheet) != plain(head.name))
    return plan.left_out = "import.other_sheet", plan;
  if (head.hidden && !context.request.hidden) return plan.left_out = "import.hidden", plan;
  header = sheet::find_header(head, first_rows, [&](std::string_view text) { return context.known(text); });
  if (!header) return plan.left_out = first_rows.empty() ? "import.empty_sheet" : "import.no_header", plan;
  plan.title = header->title;
  plan.header_row = header->first_row;
  plan.last_header_row = header->last_row;
  const std::vector<std::string> texts = {plain(head.name), plain(plan.title), plain(context.file_stem)};
  std::vector<std::string> headers;
  for (const auto& [column, text] : header->columns)
    if (!tells_nothing(text)) headers.push_back(text);

  const Profile* profile = find_profile(context, headers, texts);
  const kinds::Kind* kind = nullptr;
  if (!context.request.kind.empty()) {
    plan.kind = context.request.kind;  // resolved by the caller
    plan.confidence = 1;
    if (profile && profile->kind != plan.kind) profile = nullptr;
  } else if (profile) {
    plan.kind = profile->kind;
    plan.confidence = 1;
  } else {
    const auto guess = find_kind(context, texts, header->columns);
    if (guess.kind) plan.kind = guess.kind->id.text, plan.confidence = guess.confidence;
    if (is_roster(header->columns, texts) && guess.confidence < 0.7)
      plan.kind = kRoster, plan.confidence = 0.9;
  }
  if (plan.kind.empty()) return plan.left_out = "import.no_kind", plan;
  kind = context.office.catalogue().find(KindId{plan.kind});
  if (plan.kind == kRoster)
    plan.columns = guess_roster_columns(header->columns);
  else if (kind)
    plan.columns = guess_columns(*kind, header->columns);
  else
    return plan.left_out = "import.no_kind", plan;
  if (profile) {
    plan.profile = profile->name;
    for (auto& column : plan.columns)
      if (const auto said = profile->columns.find(column.header); said != profile->columns.end())
        column.field = said->second == "-" ? "" : said->second, column.confidence = 1;
  }
  hear_columns(context, plan);
  find_year(context, profile, plan);
  plan.unit = context.default_unit;
  if (profile && !profile->unit.empty() && context.request.unit.empty()) {
    if (const auto* unit = unit_called(context.units, profile->unit)) plan.unit = unit->id;
  } else if (context.request.unit.empty()) {
    for (const auto& text : texts)
      if (const auto unit = unit_in(context.units, text); !unit.empty()) {
        plan.unit = unit;
        break;
      }
  }
  const bool usable = std::any_of(plan.columns.begin(), plan.columns.end(), [&](const ColumnGuess& c) {
    return plan.kind == kRoster ? c.field == "name"
                                : !c.field.empty() && c.field != "unit" && c.field != "state";
  });
  if (!usable && plan.left_out.empty()) plan.left_out = "import.no_columns";
  return plan;
}

Profile profile_of(const SheetPlan& plan) {
  Profile out;
  out.kind = plan.kind;
  std::string all;
  for (const auto& column : plan.columns) {
    if (tells_nothing(column.header)) continue;
    out.headers.push_back(column.header);
    out.columns[column.header] = column.field.empty() ? "-" : column.field;
    all += column.header + "\n";
  }
  out.name = plan.kind + "-" + crypto::hex(crypto::sha256(all)).substr(0, 8);
  return out;
}
}  // namespace youju::app
