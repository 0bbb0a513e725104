// SPDX-License-Identifier: Apache-2.0
// Piece by piece: the date is taken out of the line, then the kind, then what is named ("主持人：张三"),
// numbers with the measure of a field, names of the roster; what remains is the title.
#include "app/quick_add.h"

#include "base/date_text.h"
#include "base/number.h"
#include "base/text.h"
#include "flow/flow.h"
#include "kinds/kinds.h"

namespace youju::app {
namespace {

struct Span {
  std::size_t begin = 0, end = 0;
};

// The kind named in the line. A name that stands apart ("支委会 议题：研究工作要点") is meant rather than one
// inside other words, and of equals the longest, then the first.
struct NamedKind {
  const kinds::Kind* kind = nullptr;
  Span span;
  bool apart = false;
};

bool ends_word(const std::string& line, std::size_t at) {
  static constexpr std::string_view kMarks[] = {" ", ",", ";", ":", "、", "。", "　", "\t"};
  if (at == 0 || at >= line.size()) return true;
  const std::string_view behind(line.data() + at, line.size() - at), before(line.data(), at);
  return std::any_of(std::begin(kMarks), std::end(kMarks),
                     [&](auto mark) { return behind.starts_with(mark) || before.ends_with(mark); });
}

NamedKind find_kind(const kinds::Catalogue& catalogue, const std::string& line) {
  NamedKind best;
  const std::string lower = lower_ascii(line);
  const auto better = [&](const NamedKind& a) {
    if (!best.kind || a.apart != best.apart) return !best.kind || a.apart;
    const auto length = a.span.end - a.span.begin, had = best.span.end - best.span.begin;
    return length > had || (length == had && a.span.begin < best.span.begin);
  };
  for (const auto& kind : catalogue.kinds()) {
    const auto look = [&](std::string_view name) {
      const auto word = lower_ascii(to_half_width(name));
      if (word.size() < 4) return;
      for (std::size_t at = lower.find(word); at != lower.npos; at = lower.find(word, at + 1)) {
        const NamedKind found{
            &kind, {at, at + word.size()}, ends_word(lower, at) && ends_word(lower, at + word.size())};
        // "议题：" and the like name a field, not a kind.
        if (found.span.end < line.size() && line[found.span.end] == ':') continue;
        if (better(found)) best = found;
      }
    };
    for (const auto& [lang, name] : kind.names) look(name);
    for (const auto& word : kind.synonyms) look(word);
  }
  return best;
}

class Line {
 public:
  Line(const kinds::Kind& kind, const kinds::Lookups& lookups, Understood& out)
      : kind_(kind), lookups_(lookups), out_(out) {}

  void read(std::string_view rest) {
    std::vector<std::string> title;
    for (auto& token : split_any(rest, U" \u3000，,；;。\t\n")) {
      if (named(token) || counted(token) || persons(token)) continue;
      if (auto stem = counted_at_end(token)) token = *stem;
      if (!token.empty()) title.push_back(std::move(token));
    }
    std::string all;
    for (const auto& piece : title) all += (all.empty() ? "" : " ") + piece;
    if (all.empty()) return;
    if (!kind_.title_field.empty() && !out_.draft.values.count(kind_.title_field))
      return set(kind_.title_field, all, all);
    for (const auto& field : kind_.fields)
      if ((field.type == kinds::FieldType::text || field.type == kinds::FieldType::long_text) &&
          !out_.draft.values.count(field.id))
        return set(field.id, all, all);
  }

 private:
  void set(const std::string& field, const std::string& value, const std::string& piece) {
    out_.draft.values[field] = value;
    out_.pieces.push_back({field, piece});
  }

  // "主持人：张三", "地点:三楼会议室"
  bool named(const std::string& token) {
    for (std::string_view mark : {"：", ":", "="}) {
      const auto at = token.find(mark);
      if (at == token.npos || at == 0) continue;
      const auto* field = kind_.field(token.substr(0, at));
      const auto value = token.substr(at + mark.size());
      if (!field || value.empty() || out_.draft.values.count(field->id)) continue;
      set(field->id, value, token);
      return true;
    }
    // "张三主持"
    for (const auto& field : kind_.fields) {
      if (field.type != kinds::FieldType::person && field.type != kinds::FieldType::persons) continue;
      for (std::string_view verb : role_words(field.role)) {
        const bool behind = token.ends_with(verb), before = token.starts_with(verb);
        if ((!behind && !before) || token.size() <= verb.size()) continue;
        const auto name = behind ? token.substr(0, token.size() - verb.size()) : token.substr(verb.size());
        // A name the roster does not have is kept, so that it is told; it never goes silently into the title.
        if ((!all_known(name) && !looks_like_names(name)) || out_.draft.values.count(field.id)) continue;
        set(field.id, name, token);
        return true;
      }
    }
    return false;
  }

  static std::vector<std::string_view> role_words(kinds::PersonRole role) {
    switch (role) {
      case kinds::PersonRole::chair:
        return {"主持"};
      case kinds::PersonRole::speaker:
        return {"主讲", "授课", "讲课", "宣讲"};
      case kinds::PersonRole::minute_taker:
        return {"记录"};
      case kinds::PersonRole::excused:
        return {"请假"};
      case kinds::PersonRole::handler:
        return {"经办"};
      default:
        return {};
    }
  }

  // A common surname and one or two characters more; of several names one at least is known or each looks so.
  static bool looks_like_names(const std::string& names) {
    static constexpr std::u32string_view kSurnames =
        U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾"
        U"夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧耿柳"
        U"凌祝左骆詹焦管";
    const auto list = split_any(names, U"、，,");
    return !list.empty() && std::all_of(list.begin(), list.end(), [](const std::string& one) {
      const auto points = to_code_points(one);
      const bool fits = points.size() == 2 || points.size() == 3;
      return fits && kSurnames.find(points[0]) != std::u32string_view::npos &&
             std::all_of(points.begin(), points.end(), [](char32_t c) { return is_han(c); });
    });
  }

  bool all_known(const std::string& names) const {
    const auto list = split_any(names, U"、，,");
    return !list.empty() && lookups_.persons &&
           std::all_of(list.begin(), list.end(),
                       [&](const std::string& n) { return !lookups_.persons(n).empty(); });
  }

  // The first free number or money field that is counted in this measure. 人 and 名 and 位 say the same.
  const kinds::Field* field_of_measure(const std::string& unit) const {
    const auto plain = unit == "名" || unit == "位" || unit == "个人" ? std::string("人") : unit;
    const kinds::Field* found = nullptr;
    for (const auto& field : kind_.fields) {
      if (out_.draft.values.count(field.id)) continue;
      if (field.type == kinds::FieldType::money && plain == "元") return &field;
      if (field.type != kinds::FieldType::number || field.measure.empty() || field.measure != plain) continue;
      // Of several counts of people, the one filled from those present is the head-count.
      if (!found || (field.fills_from == "present" && found->fills_from != "present")) found = &field;
    }
    return found;
  }

  bool counted(const std::string& token) {
    const auto number = read_number(token);
    if (!number || number->unit.empty()) return false;
    const auto* field = field_of_measure(number->unit);
    if (!field) return false;
    set(field->id, token, token);
    return true;
  }

  // "参观纪念馆23人" → the number is taken, "参观纪念馆" stays.
  std::optional<std::string> counted_at_end(const std::string& token) {
    const auto digits = token.find_first_of("0123456789");
    if (digits == token.npos || digits == 0) return std::nullopt;
    auto stem = token.substr(0, digits);
    for (std::string_view word : {"实到", "出席", "参加", "共", "到会"})
      if (stem.ends_with(word)) {
        stem.erase(stem.size() - word.size());
        break;
      }
    return counted(token.substr(digits)) ? std::optional(stem) : std::nullopt;
  }

  // Several names in one piece of which some are known: the others are told to be unknown.
  bool some_known(const std::string& token) const {
    const auto list = split_any(token, U"、，,");
    return list.size() > 1 && looks_like_names(token) && lookups_.persons &&
           std::any_of(list.begin(), list.end(), [&](const std::string& n) { return !lookups_.persons(n).empty(); });
  }

  bool persons(const std::string& token) {
    if (!all_known(token) && !some_known(token)) return false;
    const bool several = split_any(token, U"、，,").size() > 1;
    // Several names without a word before them are those who came, if the kind has such a field.
    if (several) {
      for (const auto& field : kind_.fields) {
        const bool came =
            field.role == kinds::PersonRole::present || field.role == kinds::PersonRole::participant;
        if (field.type != kinds::FieldType::persons || !came || out_.draft.values.count(field.id)) continue;
        set(field.id, token, token);
        return true;
      }
    }
    for (const auto& field : kind_.fields) {
      const bool fits =
          several ? field.type == kinds::FieldType::persons
                  : kinds::is_person(field.type);
      const bool away = field.role == kinds::PersonRole::excused || field.role == kinds::PersonRole::exempt ||
                        field.role == kinds::PersonRole::due;
      if (!fits || away || out_.draft.values.count(field.id)) continue;
      set(field.id, token, token);
      return true;
    }
    return false;
  }

  const kinds::Kind& kind_;
  const kinds::Lookups& lookups_;
  Understood& out_;
};

// A day without a year is the last one that has been: in January, 12月28日 is of last year.
std::optional<ReadDate> date_of(std::string_view line, Date today, Problems& remarks) {
  auto found = find_date(line, today.year());
  if (!found || !found->year_assumed || found->days.from <= today) return found;
  if (found->days.from.days - today.days <= 90) return found;  // soon: something planned
  auto last = find_date(line, today.year() - 1);
  if (!last) return found;
  remarks.push_back({"happened", {"import.last_year", {{"date", last->days.from.iso()}}}});
  return last;
}

std::optional<ReadDate> near_word(std::string_view line, Date today) {
  static const std::pair<std::string_view, int> kWords[] = {
      {"今天", 0}, {"昨天", -1}, {"前天", -2}, {"今日", 0}, {"昨日", -1}, {"today", 0}, {"yesterday", -1}};
  for (const auto& [word, days] : kWords)
    if (const auto at = line.find(word); at != line.npos) {
      ReadDate out;
      out.days = {today.plus_days(days), today.plus_days(days)};
      out.begin = at;
      out.end = at + word.size();
      return out;
    }
  return std::nullopt;
}
// What looks like a date and is none ("2月30日"): said as such rather than passed over.
std::string date_like(std::string_view line) {
  const auto text = to_code_points(line);
  std::u32string run;
  const auto is_date = [](const std::u32string& r) {
    const auto month = r.find(U'月');
    return month != std::u32string::npos && month > 0 && month + 1 < r.size();
  };
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool part =
        i < text.size() && ((text[i] >= U'0' && text[i] <= U'9') ||
                            std::u32string_view(U"年月日号").find(text[i]) != std::u32string_view::npos);
    if (part) {
      run.push_back(text[i]);
    } else {
      if (is_date(run)) return from_code_points(run);
      run.clear();
    }
  }
  return {};
}
}  // namespace

Result<Understood> understand_line(const kinds::Catalogue& catalogue, std::string_view typed,
                                   const UnitId& unit, const kinds::Lookups& lookups, Date today) {
  const auto cleaned = clean(typed);
  if (!cleaned || cleaned->empty()) return fail(Code::invalid, "import.line_empty");
  std::string line = to_half_width(*cleaned);
  Understood out;
  out.draft.unit = unit;
  out.draft.default_year = today.year();
  auto date = date_of(line, today, out.remarks);
  if (!date) date = near_word(line, today);
  if (!date) {
    if (const auto wrong = date_like(line); !wrong.empty())
      return fail(Code::invalid, "import.no_date", {{"read", wrong}});
  }
  if (date) {
    auto text = line.substr(date->begin, date->end - date->begin);
    out.pieces.push_back({"happened", text});
    std::string value = date->days.from.iso();
    if (date->days.to != date->days.from)
      value += "至" + date->days.to.iso();
    else if (!date->time_of_day.empty())
      value += " " + date->time_of_day;
    out.draft.values["happened"] = value;
    line.replace(date->begin, date->end - date->begin, " ");
  }
  const auto named = find_kind(catalogue, line);
  if (!named.kind) {
    std::string near;
    for (const auto& token : split_any(line, U" \u3000，,；;"))
      for (const auto& name : catalogue.nearest(token, 2))
        if (near.find(name) == near.npos) near += (near.empty() ? "" : "、") + name;
    return fail(Code::invalid, near.empty() ? "import.line_no_kind" : "import.line_no_kind_near",
                {{"line", *cleaned}, {"near", near}});
  }
  out.draft.kind = named.kind->id;
  out.pieces.push_back({"kind", line.substr(named.span.begin, named.span.end - named.span.begin)});
  line.replace(named.span.begin, named.span.end - named.span.begin, " ");
  // It has happened; what only another person's approval can bring about begins at the beginning.
  const bool happened = !date || date->days.from <= today;
  if (happened && !flow::is_guarded(*named.kind, named.kind->import_state))
    out.draft.state = named.kind->import_state;
  Line(*named.kind, lookups, out).read(line);
  return out;
}
}  // namespace youju::app
