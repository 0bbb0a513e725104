// SPDX-License-Identifier: Apache-2.0
// Commands that ask: a figure with everything behind it, and the kinds this office records.
#include "app/gaps.h"
#include "app/records.h"
#include "base/sentences.h"
#include "base/text.h"
#include "cli/command.h"
#include "figures/figures.h"
#include "words/measure.h"

namespace youju::cli {
Result<int> show_kinds(const Call& call);  // cmd_kinds.cpp
Result<int> show_due(const Call& call);    // cmd_gaps.cpp
Result<int> show_gaps(const Call& call);

namespace {

constexpr int kPage = 500;
constexpr int kShown = 50;

// ---- figure ----

struct Answer {
  people::UnitTree units{{}};
  figures::Expression expression;
  figures::Context context;
  figures::Figure figure;
  std::vector<figures::CountedRecord> records, base;
  std::vector<figures::NearlyCounted> nearly;
  std::int64_t closed = 0, nearly_closed = 0;
};

Result<std::vector<figures::CountedRecord>> read_records(db::Session& session, const Answer& answer,
                                                         figures::Which which, std::int64_t most) {
  std::vector<figures::CountedRecord> out;
  std::optional<index::RecordRow> after;
  while (static_cast<std::int64_t>(out.size()) < most) {
    const int page =
        static_cast<int>(std::min<std::int64_t>(kPage, most - static_cast<std::int64_t>(out.size())));
    TRY(auto rows, figures::records_behind(session, answer.expression, answer.context, which, page, after));
    const bool last = static_cast<int>(rows.size()) < page;
    if (!rows.empty()) after = rows.back().row;
    for (auto& row : rows) out.push_back(std::move(row));
    if (last) break;
  }
  return out;
}

// What may not be seen is told as a number: the value stays the same for everybody.
template <class T>
std::int64_t keep_readable(std::vector<T>& rows, const std::vector<UnitId>& readable) {
  const auto closed = std::remove_if(rows.begin(), rows.end(), [&](const T& one) {
    return std::find(readable.begin(), readable.end(), one.row.unit) == readable.end();
  });
  const auto n = rows.end() - closed;
  rows.erase(closed, rows.end());
  return n;
}

Result<Answer> ask(const Call& call, Opened& opened) {
  Answer answer;
  auto& office = *opened.office;
  TRY(const auto asked, year_asked(call));
  const int year = asked.value_or(office.today().year());
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(answer.units, people::read_units(session));
    TRY(answer.expression, figures::parse(call.rest[1], office.catalogue(), answer.units, year));
    auto& context = answer.context;
    context.catalogue = &office.catalogue();
    context.units = &answer.units;
    context.period = Period::year(year);
    context.today = office.today();
    if (const auto name = call.get("--unit")) {
      const auto* unit = answer.units.find(UnitId(*name));
      if (unit == nullptr) unit = answer.units.by_name(*name);
      if (unit == nullptr) return fail(Code::invalid, "app.no_unit", {{"unit", *name}});
      context.unit = unit->id;
    } else if (!answer.units.all().empty()) {
      context.unit = answer.units.all().front().id;
    }
    TRY(context.log_size, office.ledger().size(session));
    TRY(context.at, size_asked(call, office, session));
    TRY(answer.figure, figures::evaluate(session, answer.expression, context));
    const bool all = call.json || call.has("--all") || call.has("--records");
    const std::int64_t most = all ? INT64_MAX : kShown;
    TRY(answer.records, read_records(session, answer, figures::Which::of, most));
    TRY(answer.base, read_records(session, answer, figures::Which::base, most));
    TRY(answer.nearly, figures::nearly_counted(session, answer.expression, context));
    const auto readable = app::readable_units(office, answer.units, opened.who, {});
    answer.closed = keep_readable(answer.records, readable) + keep_readable(answer.base, readable);
    answer.nearly_closed = keep_readable(answer.nearly, readable);
    return {};
  }));
  return answer;
}

std::string state_name(const Call& call, const app::Office& office, const index::RecordRow& row) {
  const auto* kind = office.catalogue().find(row.kind);
  const auto* state = kind == nullptr ? nullptr : kind->state(row.state);
  return state == nullptr ? row.state : app::name_in(state->names, lang_of(call));
}

std::string kind_name(const Call& call, const app::Office& office, const KindId& id) {
  const auto* kind = office.catalogue().find(id);
  return kind == nullptr ? id.text : app::name_in(kind->names, lang_of(call));
}

std::string title_of(const Call& call, const app::Office& office, const index::RecordRow& row) {
  return row.title.empty() ? kind_name(call, office, row.kind) : row.title;
}

std::string unit_name(const Answer& answer, const UnitId& id) {
  const auto* unit = answer.units.find(id);
  return unit == nullptr ? id.text : unit->name;
}

// The reason in the reader's words: names of states and fields come from the pack in the reader's language.
std::string reason_text(const Call& call, const app::Office& office, const Answer& answer,
                        const figures::NearlyCounted& near) {
  Message message = near.message;
  if (message.args.contains("state")) message.args["state"] = state_name(call, office, near.row);
  const auto* kind = office.catalogue().find(answer.expression.of.kind);
  if (near.reason.starts_with("filter:") && kind != nullptr)
    if (const auto* field = kind->field(near.reason.substr(7)))
      message.args["field"] = app::name_in(field->names, lang_of(call));
  return words::say(call.lang, message);
}

Json record_json(const Call& call, const app::Office& office, const index::RecordRow& row) {
  Json out{{"id", row.record.text}, {"kind", row.kind.text},
           {"date", nullptr},       {"title", title_of(call, office, row)},
           {"unit", row.unit.text}, {"state", row.state},
           {"version", row.number}, {"files", row.files}};
  if (row.happened) {
    out["date"] = row.happened->from.iso();
    if (row.happened->to != row.happened->from) out["until"] = row.happened->to.iso();
  }
  out["timing"] = row.timing == index::Timing::late         ? "late"
                  : row.timing == index::Timing::taken_over ? "taken_over"
                                                            : "on_time";
  return out;
}

Json records_json(const Call& call, const app::Office& office,
                  const std::vector<figures::CountedRecord>& records) {
  Json out = Json::array();
  for (const auto& record : records) {
    out.push_back(record_json(call, office, record.row));
    if (!record.under.empty()) out.back()["under"] = record.under;
  }
  return out;
}

Json number_json(const std::optional<Decimal>& value) {
  if (!value) return nullptr;
  if (value->is_whole()) return value->scaled / Decimal::kScale;
  return std::stod(value->text());  // four places: a double prints them exactly as they are
}

Json answer_json(const Call& call, const app::Office& office, const Answer& answer) {
  const auto& figure = answer.figure;
  Json out{{"expr", figure.expr},
           {"value", number_json(figure.value)},
           {"measure", figure.measure},
           {"at", figure.at},
           {"records", records_json(call, office, answer.records)},
           {"count", figure.of_size},
           {"provisional", figure.provisional},
           {"closed", answer.closed}};
  out["rule"] = call.lang == words::Lang::zh ? figure.rule.zh : figure.rule.en;
  out["rules"] = Json{{"zh", figure.rule.zh}, {"en", figure.rule.en}};
  out["late_share"] =
      Json{{"late", figure.late.late}, {"of", figure.late.of}, {"taken_over", figure.late.taken_over}};
  out["nearly"] = Json::array();
  for (const auto& near : answer.nearly) {
    Json one = record_json(call, office, near.row);
    one["reason"] = near.reason;
    one["why"] = reason_text(call, office, answer, near);
    out["nearly"].push_back(std::move(one));
  }
  if (figure.why_none) out["why_none"] = words::say(call.lang, *figure.why_none);
  const bool two =
      figure.aggregate == figures::Aggregate::ratio || figure.aggregate == figures::Aggregate::growth;
  if (two)
    out["base_records"] = records_json(call, office, answer.base), out["base_count"] = figure.base_size;
  return out;
}

void print_indented(const Call& call, const std::vector<std::string>& lines) {
  for (const auto& line : lines) call.print("  " + line);
}

void print_records(const Call& call, const app::Office& office, const Answer& answer,
                   const std::vector<figures::CountedRecord>& records, std::int64_t of,
                   std::string_view heading) {
  call.print("");
  call.print(call.say(heading, {{"n", std::to_string(of)}}));
  if (of == 0) return;
  std::vector<std::vector<std::string>> rows;
  for (const auto& record : records) {
    std::string note = record.row.timing == index::Timing::late ? call.say("figures.out_late_mark") : "";
    if (!record.under.empty())
      note += (note.empty() ? "" : " ") +
              call.say("figures.out_under_mark", {{"kind", kind_name(call, office, record.row.kind)}});
    rows.push_back({record.row.happened ? record.row.happened->from.iso() : "—",
                    title_of(call, office, record.row), state_name(call, office, record.row),
                    unit_name(answer, record.row.unit), record.row.record.text, note});
  }
  print_indented(call, table_lines({call.say("cli.column_date"), call.say("cli.column_title"),
                                    call.say("cli.column_state"), call.say("figures.column_unit"),
                                    call.say("cli.column_record"), ""},
                                   rows));
  const auto left = of - static_cast<std::int64_t>(records.size()) - answer.closed;
  if (left > 0) call.print("  " + call.say("figures.out_more", {{"n", std::to_string(left)}}));
}

void print_nearly(const Call& call, const app::Office& office, const Answer& answer) {
  if (answer.nearly.empty()) return;
  call.print("");
  call.print(call.say("figures.out_nearly", {{"n", std::to_string(answer.nearly.size())}}));
  std::vector<std::vector<std::string>> rows;
  for (const auto& near : answer.nearly)
    rows.push_back({near.row.happened ? near.row.happened->from.iso() : "—", title_of(call, office, near.row),
                    reason_text(call, office, answer, near), near.row.record.text});
  print_indented(call, table_lines({call.say("cli.column_date"), call.say("cli.column_title"),
                                    call.say("figures.column_reason"), call.say("cli.column_record")},
                                   rows));
}

void print_answer(const Call& call, const app::Office& office, const Answer& answer) {
  const auto& figure = answer.figure;
  const bool zh = call.lang == words::Lang::zh;
  const auto measure = words::say_measure(call.lang, figure.measure);
  if (figure.value)
    call.print(figure.value->text() + (measure.empty() || measure == "%" ? "" : " ") + measure);
  else
    call.print("—  " + (figure.why_none ? words::say(call.lang, *figure.why_none) : ""));
  call.print(figure.expr);
  call.print("");
  call.print(call.say("figures.out_rule"));
  print_indented(call, sentences(zh ? figure.rule.zh : figure.rule.en, zh ? "。" : ". "));
  const auto share = figures::Share(figure.late);
  if (share.late > 0)
    call.print("  " + call.say("figures.out_late",
                               {{"late", std::to_string(share.late)}, {"of", std::to_string(share.of)}}));
  else if (share.of > 0)
    call.print("  " + call.say("figures.out_no_late", {{"of", std::to_string(share.of)}}));
  if (share.taken_over > 0)
    call.print("  " + call.say("figures.out_taken_over", {{"n", std::to_string(share.taken_over)}}));
  if (figure.provisional) call.print("  " + call.say("figures.out_provisional"));
  call.print("  " + call.say("figures.out_at", {{"at", std::to_string(figure.at)}}));
  const bool two =
      figure.aggregate == figures::Aggregate::ratio || figure.aggregate == figures::Aggregate::growth;
  print_records(call, office, answer, answer.records, figure.of_size,
                two ? "figures.out_of" : "figures.out_records");
  if (two) print_records(call, office, answer, answer.base, figure.base_size, "figures.out_base");
  if (answer.closed > 0)
    call.print("  " + call.say("figures.out_closed", {{"n", std::to_string(answer.closed)}}));
  print_nearly(call, office, answer);
}

Result<int> figure(const Call& call) {
  TRY(auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  TRY(const auto answer, ask(call, opened));
  if (call.json)
    call.print_json(answer_json(call, *opened.office, answer));
  else
    print_answer(call, *opened.office, answer);
  return 0;
}
}  // namespace

Commands figure_commands() {
  const Option unit{"--unit", "U", "cli.option_unit"}, year{"--year", "Y", "cli.option_year"};
  return {
      {"figure",
       "DIR 'EXPR' [--year Y] [--unit U] [--at SIZE|DATE] [--records] [--json]",
       "figures.help_figure",
       {year,
        unit,
        {"--at", "SIZE", "cli.option_at"},
        {"--records", "", "figures.option_records"},
        {"--all", "", "figures.option_records"}},
       2,
       2,
       figure},
      {"kinds", "DIR [KIND]", "figures.help_kinds", {}, 1, 2, show_kinds},
      {"due",
       "DIR [--on DATE] [--unit U] [--within DAYS]",
       "figures.help_due",
       {{"--on", "DATE", "figures.option_on"}, unit, {"--within", "DAYS", "figures.option_within"}},
       1,
       1,
       show_due},
      {"gaps",
       "DIR [--year Y] [--unit U] [--kind K]",
       "figures.help_gaps",
       {year, unit, {"--kind", "K", "cli.option_kind"}},
       1,
       1,
       show_gaps},
  };
}
}  // namespace youju::cli
