// SPDX-License-Identifier: Apache-2.0
// What is sent and answered, name by name.
#include "api/schema.h"

namespace youju::api {
namespace {
using Named = std::pair<std::string, Json>;

Json names() { return object({must("zh", text()), may("en", text())}); }
Json anything() {
  return map_of(
      Json{{"type", Json::array({"string", "integer", "boolean", "null", "array"})}, {"items", {{"type", "string"}}}, {"maxItems", 2000}, {"maxLength", 100'000}});
}
Json span() { return or_null(ref("Period")); }
Json next_cursor() { return or_null(text()); }

std::vector<Member> row_members() {
  return {must("id", text()),
          must("version", count()),
          must("entry", count()),
          must("kind", text()),
          must("kind_name", text()),
          must("unit", text()),
          must("unit_name", text()),
          must("state", text()),
          must("state_name", text()),
          must("happened", span()),
          must("title", text()),
          must("counts", flag()),
          must("timing", one_of_words({"on_time", "late", "taken_over"})),
          must("files", count()),
          must("entered", moment()),
          must("batch", or_null(text())),
          must("url", text())};
}
Json object_of(const std::vector<Member>& members) {
  Json out = object({});
  for (const auto& one : members) {
    out["properties"][std::string(one.name)] = one.schema;
    if (one.required) out["required"].push_back(std::string(one.name));
  }
  return out;
}

std::vector<Named> record_schemas() {
  auto whole_record = row_members();
  whole_record.push_back(must("values", map_of(text())));
  whole_record.push_back(must("shown", map_of(text())));
  auto attached = object({must("entry", count()), must("name", or_null(text())), must("media_type", text()), must("size", count()), must("sha256", or_null(text())),
                          must("role", or_null(text())), must("superseded_by", or_null(text())), must("url", or_null(text()))});
  const auto evidence = attached;
  attached["properties"]["also_under"] = list_of(text());
  attached["required"].push_back("also_under");
  return {
      {"Period", object({must("from", day()), must("to", day())})},
      {"Names", names()},
      {"RecordRow", object_of(row_members())},
      {"RecordPage", object({must("records", list_of(ref("RecordRow"))), must("next", next_cursor())})},
      {"Record", object_of(whole_record)},
      {"NewRecord", object({must("kind", text(200)), may("unit", text(200)), may("state", text(60)), may("happened", or_null(text(30))), may("values", anything())})},
      {"RecordChange", object({may("happened", or_null(text(30))), may("values", anything()), may("reason", text(2000))})},
      {"Remark", object({must("field", text()), must("detail", text()), must("code", text())})},
      {"SavedRecord", object({must("id", text()), must("version", count()), must("entry", count()), must("state", text()), must("title", text()),
                              must("happened", span()), must("url", text()), must("remarks", list_of(ref("Remark"))), must("looks_like", list_of(text()))})},
      {"Line", object({must("line", text(1000)), may("unit", text(200))})},
      {"UnderstoodLine",
       object({must("kind", text()), must("unit", text()), must("happened", or_null(text())), must("values", map_of(text())), must("remarks", list_of(ref("Remark")))})},
      {"Steps", object({must("state", text()), must("version", count()),
                        must("steps", list_of(object({must("id", text()), must("name", text()), must("to", text()), must("needs_person", flag()),
                                                      must("needs_reason", flag()), must("allowed", flag()), must("why_not", or_null(text()))})))})},
      {"StepWanted", object({must("step", text(60)), may("reason", text(2000))})},
      {"StepTaken", object({must("id", text()), must("moved", flag()), must("state", text()), must("entry", Json{{"type", "integer"}}), must("url", text())})},
      {"History",
       object({must("id", text()), must("entries", list_of(object({must("entry", count()), must("type", text()), must("at", moment()), must("by", text()),
                                                                   must("version", or_null(count())), must("state", or_null(text())), must("step", or_null(text())),
                                                                   must("reason", or_null(text())), must("erased", flag()), must("leaf", text())})))})},
      {"Evidence", evidence},
      {"EvidenceList", object({must("evidence", list_of(ref("Evidence")))})},
      {"AttachedEvidence", attached},
  };
}

std::vector<Named> figure_schemas() {
  const auto condition = or_null(object({must("field", text()), must("values", list_of(text()))}));
  const auto field =
      object({must("id", text()), must("names", ref("Names")), must("type", text()), must("required", flag()), must("required_when", condition), must("measure", text()),
              must("sealed", flag()), must("choices", list_of(object({must("id", text()), must("names", ref("Names"))}))), must("minimum", or_null(text())),
              must("maximum", or_null(text())), must("max_length", or_null(count())), must("links_to", or_null(text()))});
  const auto state = object({must("id", text()), must("names", ref("Names")), must("counts", flag()), must("draft", flag()), must("final", flag())});
  const auto step = object({must("id", text()), must("names", ref("Names")), must("from", list_of(text())), must("to", text()), must("right", text()),
                            must("other_person", flag()), must("reason", flag())});
  const auto rule = object(
      {must("id", text()), must("every", text()), must("days", count()), must("times", count()), must("general", flag()), must("level", text()), must("source", text())});
  const auto slot =
      object({must("unit", text()), must("period", ref("Period")), must("required", count()), must("held", count()),
              must("state", one_of_words({"done", "done_late", "missing", "due", "exempt", "explained", "empty", "not_yet"})), must("record", or_null(text()))});
  return {
      {"KindList", object({must("kinds", list_of(object({must("id", text()), must("pack", text()), must("names", ref("Names")), must("description", map_of(text())),
                                                         must("sealed", flag()), must("url", text())})))})},
      {"Kind", object({must("id", text()), must("pack", text()), must("names", ref("Names")), must("description", map_of(text())), must("synonyms", list_of(text())),
                       must("title_field", text()), must("takes_files", flag()), must("sealed", flag()), must("measures", list_of(text())),
                       must("fields", list_of(field)), must("states", list_of(state)), must("steps", list_of(step)), must("cadences", list_of(rule))})},
      {"UnitList", object({must("units", list_of(object({must("id", text()), must("name", text()), must("parent", or_null(text())), must("may_write", flag())})))})},
      {"CountList", object({must("year", count()), must("unit", text()),
                            must("counts", list_of(object({must("kind", text()), must("kind_name", text()), must("value", text()), must("late", count()),
                                                           must("measure", text()), must("expr", text())})))})},
      {"Figure", object({must("expr", text()), must("aggregate", text()), must("value", or_null(text())), must("why_none", or_null(text())), must("measure", text()),
                         must("records", count()), must("base_records", count()), must("at", count()), must("provisional", flag()), must("rule", names()),
                         must("late", object({must("late", count()), must("of", count()), must("taken_over", count())}))})},
      {"FigureRecords", object({must("records", list_of(ref("RecordRow"))), must("closed", count()), must("next", next_cursor())})},
      {"NearlyCounted", object({must("nearly", list_of(object({must("record", text()), must("title", text()), must("kind", text()), must("state", text()),
                                                               must("reason", text()), must("detail", text()), must("url", text())}))),
                                must("closed", count())})},
      {"CalendarYear",
       object({must("year", count()), must("unit", text()),
               must("kinds", list_of(object({must("kind", text()), must("kind_name", text()), must("count", count()), must("late", count()),
                                             must("required", or_null(count())), must("missing", or_null(count())), must("rule", or_null(text())),
                                             must("months", list_of(object({must("month", whole(1, 12)), must("count", count()), must("late", count())}))),
                                             must("slots", list_of(slot))})))})},
      {"DueList", object({must("on", day()), must("unit", text()),
                          must("due", list_of(object({must("what", one_of_words({"cadence", "deadline", "step", "date_field", "planned"})),
                                                      must("standing", one_of_words({"overdue", "today", "started", "ahead"})), must("due", day()),
                                                      must("start_by", day()), must("provisional", flag()), must("unit", text()), must("unit_name", text()),
                                                      must("kind", text()), must("kind_name", text()), must("lacking", Json{{"type", "integer"}}),
                                                      must("rule", or_null(text())), must("record", or_null(text())), must("title", or_null(text()))})))})},
      {"TemplateList",
       object({must("templates", list_of(object({must("id", text()), must("names", ref("Names")), must("period", one_of_words({"year", "quarter"}))})))})},
      {"Report",
       object({must("id", text()), must("title", text()), must("template", text()), must("year", count()), must("quarter", or_null(whole(1, 4))), must("unit", text()),
               must("unit_name", text()), must("day", day()), must("at", count()), must("made_at", moment()), must("adopted", flag()), must("sha256", map_of(text())),
               must("shown", text()), must("signed", or_null(object({must("at", moment()), must("number", count()), must("entry", count())}))), must("url", text())})},
      {"ReportPage", object({must("reports", list_of(ref("Report"))), must("next", next_cursor())})},
      {"ReportWanted", object({must("template", text(200)), must("year", whole(1900, 2199)), may("quarter", whole(1, 4)), may("unit", text(200)), may("day", day()), may("revisions", flag())})},
      {"DriftList", object({must("report", text()), must("drift", list_of(object({must("key", text()), must("title", text()), must("was", text()), must("is", text()),
                                                                                  must("added", list_of(text())), must("removed", list_of(text())),
                                                                                  must("changed", list_of(text())), must("causes", list_of(text()))})))})},
      {"BundleWanted", object({may("code", text(20))})},
  };
}

std::vector<Named> paper_schemas() {
  const auto mark = object({must("what", text()), must("by", text()), must("at", moment()), must("entry", count()), must("text", or_null(text())), must("to", or_null(text())),
                            must("way", or_null(text())), must("receipt", or_null(text())), must("day", or_null(day())),
                            must("files", list_of(object({must("role", text()), must("media_type", text()), must("url", text())})))});
  return {
      {"Way", object({must("report", text()), must("state", text()), must("number", count()), must("holder", or_null(text())), must("part", or_null(text())),
                      must("due", or_null(day())), must("marks", list_of(mark))})},
      {"DispatchWanted", object({must("to", text(200)), may("way", text(200)), may("note", text(2000)), may("day", day())})},
      {"AnswerNoted", object({must("what", one_of_words({"receipt", "return"})), must("text", text(2000)), may("day", day())})},
      {"FormList", object({must("forms", list_of(object({must("id", text()), must("version", count()), must("title", text()), must("period", one_of_words({"year", "quarter"})),
                                                         must("unit", text()), must("cells", count())})))})},
      {"ViewList", object({must("unit", text()), must("views", list_of(object({must("id", text()), must("name", text()), must("query", text()), must("shared", flag()), must("own", flag())})))})},
      {"ViewWanted", object({must("name", text(40)), may("unit", text(200)), may("shared", flag()), may("q", text(200)), may("kind", text(200)), may("state", text(60)), may("from", day()),
                             may("to", day()), may("when", one_of_words({"all"}))})},
      {"LeadList", object({must("unit", text()), must("all", or_null(count())), must("kinds", list_of(object({must("kind", text()), must("days", or_null(count()))})))})},
      {"LeadWanted", object({may("unit", text(200)), may("kind", text(200)), must("days", or_null(whole(0, 60)))})},
      {"Health", object({must("engine", text()), must("log_size", count()), must("sealed", count()), must("sealed_until", or_null(moment())), must("anchored", or_null(moment())),
                         must("not_yet_searchable", count()), must("mail_waiting", count()), must("mail_failed", count()), must("clock_set_back_ms", count()),
                         must("backed_up", or_null(moment())), must("rehearsed", or_null(moment())), must("night", or_null(moment())), must("night_good", flag()),
                         must("certificate_ends", or_null(moment())), must("disks", list_of(object({must("free", count()), must("total", count())})))})},
  };
}

std::vector<Named> office_schemas() {
  const auto problem = object({must("field", text()), must("pointer", text()), must("detail", text()), must("code", text())});
  const auto row =
      object({must("sheet", text()), must("row", count()), must("fate", one_of_words({"accepted", "changed", "unchanged", "unclear", "duplicate", "skipped"})),
              must("title", text()), must("record", or_null(text())), must("problems", list_of(ref("Remark"))), must("remarks", list_of(ref("Remark")))});
  const auto sheet = object({must("sheet", text()), must("kind", or_null(text())), must("year", or_null(count())), must("unit", text()), must("profile", text()),
                             must("header_row", count()), must("left_out", or_null(text())),
                             must("columns", list_of(object({must("column", count()), must("header", text()), must("field", or_null(text())), must("sure", whole(0, 100))})))});
  const auto file = object({must("name", text()), must("format", text()), must("batch", or_null(text())), must("error", or_null(text())), must("counts", map_of(count())),
                            must("sheets", list_of(sheet)), must("rows", list_of(row)), must("rows_left_out", count())});
  Json checked{{"type", "object"},
               {"properties",
                {{"claims", list_of(Json{{"type", "object"}})},
                 {"coverage", object({must("numbers", count()), must("claims", count()), must("judged", count()), must("unread", count()), must("findings", count())})},
                 {"file", text()},
                 {"format", text()},
                 {"at", count()},
                 {"notes", list_of(names())}}},
               {"required", {"claims", "coverage", "file", "format", "at", "notes"}}};
  return {
      {"DraftText", object({must("text", text(500'000)), may("period", text(8)), may("unit", text(200))})},
      {"CheckedDraft", checked},
      {"SearchPage", object({must("found", list_of(object({must("record", ref("RecordRow")), must("snippet", text())}))), must("not_yet_searchable", count()),
                             must("next", next_cursor())})},
      {"Comment", object({must("id", text()), must("part", text()), must("quote", text()), must("by", text()), must("at", moment()), must("text", text()),
                          must("withdrawn_at", or_null(moment())), must("told", list_of(text()))})},
      {"CommentList", object({must("comments", list_of(ref("Comment")))})},
      {"CommentSaid", object({must("text", text(2000)), may("part", text(60)), may("quote", text(500))})},
      {"Inbox",
       object({must("unread", count()), must("more_steps", flag()),
               must("items", list_of(object({must("name", text()), must("part", text()), must("unit", text()), must("kind", or_null(text())),
                                             must("record", or_null(text())), must("report", or_null(text())), must("title", text()), must("step", or_null(text())),
                                             must("note", or_null(text())), must("due", or_null(day())), must("at", or_null(moment())), must("read", flag())})))})},
      {"InboxMark", object({must("names", list_of(text(200), 500)), may("read", flag())})},
      {"Upload", object({must("id", text()), must("files", list_of(text())), must("written", flag()), must("url", text())})},
      {"UploadList", object({must("imports", list_of(ref("Upload")))})},
      {"ImportWanted",
       object({may("kind", text(200)), may("unit", text(200)), may("year", whole(1900, 2199)), may("allow_duplicates", flag()), may("reason", text(2000))})},
      {"ImportResult", object({must("id", text()), must("files", list_of(file)), must("written", flag()), must("url", text())})},
      {"Batch", object({must("batch", text()), must("records", count()), must("voided", count()), must("url", text())})},
      {"Reason", object({must("reason", Json{{"type", "string"}, {"minLength", 1}, {"maxLength", 2000}})})},
      {"Proof", object({must("entries", count()), must("sealed", count()), must("origin", text()), must("checkpoint", or_null(text()))})},
      {"Verification", object({must("good", flag()), must("entries", count()), must("payloads", count()), must("evidence_files", count()), must("checkpoints", count()),
                               must("erased", count()), must("unsealed", count()),
                               must("findings", list_of(object({must("where", text()), must("detail", text()), must("code", text())})))})},
      {"Me", object({must("account", text()), must("name", text()), must("scopes", list_of(text())),
                     must("token", or_null(object({must("name", text()), must("made", moment()), must("ends", moment())}))),
                     must("roles", list_of(object({must("role", text()), must("unit", text()), must("unit_name", text()), must("from", or_null(day())),
                                                   must("to", or_null(day())), must("rights", list_of(text()))})))})},
      {"AccountList",
       object({must("accounts", list_of(object({must("id", text()), must("login", text()), must("name", text()), must("disabled", flag()),
                                                must("roles", list_of(object({must("role", text()), must("unit", text()), must("unit_name", text())})))})))})},
      {"Roster", object({must("unit", text()),
                         must("persons", list_of(object({must("id", text()), must("name", text()), must("from", or_null(day())), must("to", or_null(day()))})))})},
      {"Description", Json{{"type", "object"}}},
      {"Problem", object({must("type", text()), must("title", text()), must("status", whole(400, 599)), must("detail", text()), must("instance", text()),
                          must("code", text()), may("errors", list_of(problem))})},
  };
}
}  // namespace

const std::vector<std::pair<std::string, Json>>& schemas() {
  static const std::vector<Named> all = [] {
    std::vector<Named> out;
    for (const auto part : {record_schemas, figure_schemas, paper_schemas, way_schemas, layout_schemas, manage_schemas, office_schemas})
      for (auto& one : part()) out.push_back(std::move(one));
    return out;
  }();
  return all;
}

const Json& schema_named(std::string_view name) {
  for (const auto& [id, schema] : schemas())
    if (id == name) return schema;
  expect_true(false, "every schema named by an operation is there");
  return schemas().front().second;
}
}  // namespace youju::api
