// SPDX-License-Identifier: Apache-2.0
// Typed text → canonical value, type by type.
#include "kinds/values.h"

#include <algorithm>
#include <set>

#include "base/date_text.h"
#include "base/text.h"
#include "kinds/table_reader.h"

namespace youju::kinds {
namespace {
using Read = std::variant<Json, Message>;

Message wrong(std::string_view word, const std::string& text, Args more = {}) {
  more["read"] = excerpt(text);
  return {std::string(word), std::move(more)};
}

Read read_text(const Field& field, const std::string& text) {
  const bool long_text = field.type == FieldType::long_text;
  const int limit = field.max_length ? field.max_length : (long_text ? 20'000 : 200);
  std::string kept = text;
  // A cell wrapped by hand is still one line.
  if (!long_text) std::replace(kept.begin(), kept.end(), '\n', ' ');
  const int length = static_cast<int>(code_point_count(kept));
  if (length > limit) {
    return wrong("kinds.value_too_long", text,
                 {{"length", std::to_string(length)}, {"limit", std::to_string(limit)}});
  }
  return Json(kept);
}

Read read_day(const std::string& text, const ReadContext& context, std::vector<Message>& remarks) {
  const auto read = read_date(text, context.default_year);
  if (!read) return no_date(text, context.today);
  if (read->days.from != read->days.to) return wrong("kinds.value_not_one_day", text);
  if (read->year_assumed)
    remarks.push_back({"kinds.year_assumed", {{"read", excerpt(text)}, {"date", read->days.from.iso()}}});
  return Json(read->days.from.iso());
}

// Words for the same unit; anything else beside a number means something else was counted (人 is not 人次).
bool same_measure(std::string_view read, std::string_view wanted) {
  if (read.empty() || read == wanted) return true;
  static const std::vector<std::set<std::string_view>> groups = {{"人", "名", "位", "个人", "人员"},
                                                                 {"学时", "课时", "个学时", "个课时"},
                                                                 {"小时", "个小时", "时"},
                                                                 {"篇", "条", "则"},
                                                                 {"次", "回"},
                                                                 {"份", "件"},
                                                                 {"天", "日"},
                                                                 {"户", "家"}};
  return std::any_of(groups.begin(), groups.end(),
                     [&](const auto& g) { return g.count(read) && g.count(wanted); });
}

// A bound of the field with its measure word; in English, whose numbers go without 次 and 人, the number alone.
Args limit_of(const Field& field, const Decimal& limit) {
  const auto said_in_english = field.measure.empty() || !is_ascii(field.measure) ? limit.text() : limit.text() + (field.measure == "%" ? "" : " ") + field.measure;
  return {{"limit", limit.text() + field.measure}, {"limit_en", said_in_english}};
}

// What no field goes beyond, whatever it says itself: as fen it is a number that every reader of JSON keeps, and thousands of such
// records still add up in 64 bits.
constexpr Decimal kGreatestAmount = {100'000'000'000 * Decimal::kScale};

std::optional<Message> outside_limits(const Field& field, Decimal value, const std::string& text) {
  if (value > kGreatestAmount) return wrong("kinds.value_above", text, limit_of(field, kGreatestAmount));
  if (value < Decimal{-kGreatestAmount.scaled}) return wrong("kinds.value_below", text, limit_of(field, Decimal{-kGreatestAmount.scaled}));
  if (field.minimum && value < *field.minimum)
    return wrong("kinds.value_below", text, limit_of(field, *field.minimum));
  if (field.maximum && value > *field.maximum)
    return wrong("kinds.value_above", text, limit_of(field, *field.maximum));
  return std::nullopt;
}

Read read_amount(const Field& field, const std::string& text) {
  const auto read = read_number(text);
  if (!read) return wrong("kinds.value_no_number", text);
  if (!same_measure(read->unit, field.measure)) {
    return wrong(field.measure.empty() ? "kinds.value_measure_none" : "kinds.value_measure", text,
                 {{"unit", read->unit}, {"measure", field.measure}});
  }
  if (auto message = outside_limits(field, read->value, text)) return *message;
  return Json(read->value.text());
}

Read read_money(const Field& field, const std::string& text) {
  std::string plain = text;
  for (const std::string_view sign : {"￥", "¥", "人民币"})
    if (plain.rfind(sign, 0) == 0) plain = std::string(trim(std::string_view(plain).substr(sign.size())));
  const auto read = read_number(plain);
  if (!read) return wrong("kinds.value_no_money", text);
  if (!read->unit.empty() && read->unit != "元" && read->unit != "圆" && read->unit != "元整" &&
      read->unit != "块") {
    return wrong("kinds.value_measure", text, {{"unit", read->unit}, {"measure", "元"}});
  }
  if (read->value.scaled % (Decimal::kScale / 100) != 0) return wrong("kinds.value_below_fen", text);
  if (auto message = outside_limits(field, read->value, text)) return *message;
  return Json(read->value.scaled / (Decimal::kScale / 100));
}

// An argument named x_en takes the place of x where a message is shown in English.
Args listed(const std::vector<Choice>& choices) {
  Args out;
  for (const Choice& choice : choices) {
    std::string& zh = out["list"];
    zh += (zh.empty() ? "" : "、") + choice.names.at("zh");
    std::string& en = out["list_en"];
    en += (en.empty() ? "" : ", ") + choice.names.at("en");
  }
  return out;
}

// The choice one of whose words satisfies `is`.
template <class Is>
const Choice* choice_where(const Field& field, Is is) {
  for (const Choice& choice : field.choices) {
    if (is(choice.id)) return &choice;
    for (const auto& [lang, name] : choice.names)
      if (is(name)) return &choice;
    for (const std::string& word : choice.synonyms)
      if (is(word)) return &choice;
  }
  return nullptr;
}

Read read_choice(const Field& field, const std::string& text) {
  // Letter for letter first: folding costs a hundred times as much and a column of a sheet repeats itself.
  const Choice* found = choice_where(field, [&](const std::string& word) { return word == text; });
  if (!found) {
    const std::string key = name_key(text);
    found = choice_where(field, [&](const std::string& word) { return name_key(word) == key; });
  }
  if (found) return Json(found->id);
  std::vector<std::string> names;
  for (const Choice& choice : field.choices)
    for (const auto& [lang, name] : choice.names) names.push_back(name);
  Args args = listed(field.choices);
  args["near"] = nearest_of(text, names);
  return wrong(args["near"].empty() ? "kinds.value_no_choice" : "kinds.value_no_choice_near", text, args);
}

Read read_yes_no(const std::string& text) {
  static const std::set<std::string> yes = {"是",  "有", "已",   "对", "√",      "✓",   "✔",
                                            "yes", "y",  "true", "1",  "已完成", "需要"};
  static const std::set<std::string> no = {"否", "无", "未",    "没有", "不是", "×",  "✗",     "x",
                                           "no", "n",  "false", "0",    "不",   "没", "不需要"};
  const std::string key = lower_ascii(to_half_width(text));
  if (yes.count(key)) return Json(true);
  if (no.count(key)) return Json(false);
  return wrong("kinds.value_no_yes_no", text);
}

std::variant<PersonId, Message> find_person(const std::string& name, const ReadContext& context) {
  if (!context.lookups.persons) return wrong("kinds.value_no_person", name);
  auto found = context.lookups.persons(name);
  if (found.empty()) {
    // "王芳（副科长）": the post behind a name is not part of it.
    const std::string folded = to_half_width(name);
    const std::size_t open = folded.find('(');
    if (open != std::string::npos && open > 0)
      found = context.lookups.persons(std::string(trim(std::string_view(folded).substr(0, open))));
  }
  if (found.empty()) return wrong("kinds.value_no_person", name);
  if (found.size() > 1) return wrong("kinds.value_namesakes", name, {{"n", std::to_string(found.size())}});
  return found.front();
}

Read read_persons(const Field& field, const std::string& text, const ReadContext& context,
                  std::vector<Message>& remarks) {
  Json ids = Json::array();
  std::set<std::string> seen;
  for (const std::string& name : names_in(text, context.lookups)) {
    const auto person = find_person(name, context);
    if (const auto* message = std::get_if<Message>(&person)) return *message;
    const std::string& id = std::get<PersonId>(person).text;
    if (seen.insert(id).second) {
      ids.push_back(id);
    } else {
      remarks.push_back({"kinds.person_twice", {{"read", excerpt(name)}}});
    }
  }
  const Decimal size = Decimal::of(static_cast<std::int64_t>(ids.size()));
  Field counted = field;
  counted.measure = "人";
  if (auto message = outside_limits(counted, size, text)) return *message;
  return ids;
}

Read read_url(const std::string& text) {
  const std::string lower = lower_ascii(text);
  std::size_t at = 0;
  if (lower.rfind("https://", 0) == 0) at = 8;
  if (lower.rfind("http://", 0) == 0) at = 7;
  const std::size_t end = text.find_first_of("/?#", at);
  const std::string host = text.substr(at, end == std::string::npos ? end : end - at);
  const bool bad_sign = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '<' || c == '>';
  });
  // A name and password in an address would go into the record and every report.
  if (at == 0 || host.empty() || bad_sign || host.find('@') != std::string::npos || text.size() > 2000)
    return wrong("kinds.value_no_url", text);
  return Json(lower.substr(0, at) + lower_ascii(host) + (end == std::string::npos ? "" : text.substr(end)));
}

Read read_reference(const Field& field, const std::string& text, const ReadContext& context) {
  if (field.type == FieldType::unit) {
    if (context.lookups.unit)
      if (const auto unit = context.lookups.unit(text)) return Json(unit->text);
    return wrong("kinds.value_no_unit", text);
  }
  if (field.type == FieldType::kind) {
    if (context.lookups.kind)
      if (const auto kind = context.lookups.kind(text)) return Json(kind->text);
    return wrong("kinds.value_no_kind", text);
  }
  if (context.lookups.record)
    if (const auto record = context.lookups.record(text, field.link)) return Json(record->text);
  return wrong("kinds.value_no_record", text);
}
}  // namespace

Message no_date(const std::string& text, Date today) {
  // "3月5日" is a date but for its year.
  if (read_date(text, today.year()))
    return wrong("kinds.value_no_year", text, {{"year", std::to_string(today.year())}});
  return wrong("kinds.value_no_date", text);
}

std::string excerpt(std::string_view text) {
  const std::u32string points = to_code_points(text);
  if (points.size() <= 60) return std::string(text);
  return from_code_points(std::u32string_view(points).substr(0, 60)) + "…";
}

std::vector<std::string> names_in(std::string_view text, const Lookups& lookups) {
  std::vector<std::string> out;
  for (const std::string& part : split_any(text, U"、，,；;\n\t/")) {
    std::vector<std::string> words = split_any(part, U" \u3000");
    std::string whole;
    for (const auto& word : words) whole += word;
    // "王 芳" is one name set to the width of three characters; so is any spelling the roster knows.
    const auto known = [&](const std::string& name) {
      return lookups.persons && !lookups.persons(name).empty();
    };
    if (words.size() < 2 || known(part)) {
      out.push_back(part);
      continue;
    }
    if (known(whole)) {
      out.push_back(whole);
      continue;
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
      const bool pair =
          i + 1 < words.size() && code_point_count(words[i]) == 1 && code_point_count(words[i + 1]) == 1;
      out.push_back(pair ? words[i] + words[i + 1] : words[i]);
      if (pair) ++i;
    }
  }
  return out;
}

Read read_value(const Field& field, const std::string& text, const ReadContext& context,
                std::vector<Message>& remarks) {
  switch (field.type) {
    case FieldType::text:
    case FieldType::long_text:
      return read_text(field, text);
    case FieldType::date:
      return read_day(text, context, remarks);
    case FieldType::time_range: {
      if (const auto time = read_time_range(text)) return Json(*time);
      return wrong("kinds.value_no_time", text);
    }
    case FieldType::number:
      return read_amount(field, text);
    case FieldType::money:
      return read_money(field, text);
    case FieldType::choice:
      return read_choice(field, text);
    case FieldType::yes_no:
      return read_yes_no(text);
    case FieldType::person: {
      const auto person = find_person(text, context);
      if (const auto* message = std::get_if<Message>(&person)) return *message;
      return Json(std::get<PersonId>(person).text);
    }
    case FieldType::persons:
      return read_persons(field, text, context, remarks);
    case FieldType::unit:
    case FieldType::record:
    case FieldType::kind:
      return read_reference(field, text, context);
    case FieldType::url:
      return read_url(text);
    case FieldType::file:
      break;
  }
  return wrong("kinds.value_file", text);
}

std::string value_as_text(const Field& field, const Json& value) {
  if (value.is_boolean()) return value.get<bool>() ? "是" : "否";
  if (field.type == FieldType::money && value.is_number_integer()) {
    return Decimal{value.get<std::int64_t>() * (Decimal::kScale / 100)}.text();
  }
  if (value.is_array()) {
    std::string out;
    for (const auto& one : value) out += (out.empty() ? "" : "、") + one.get<std::string>();
    return out;
  }
  return value.is_string() ? value.get<std::string>() : "";
}
}  // namespace youju::kinds
