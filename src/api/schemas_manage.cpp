// SPDX-License-Identifier: Apache-2.0
// What is sent and answered in administration.
#include "api/schema.h"

namespace youju::api {
namespace {
Json said_text(int most) { return {{"type", "string"}, {"minLength", 1}, {"maxLength", most}}; }
Json maybe_text() { return or_null(text()); }

NamedSchemas people_schemas() {
  const auto dated = [] { return or_null(day()); };
  const auto grant = object({must("account", text()), must("role", text()), must("unit", text()), must("unit_name", text()), must("from", dated()), must("to", dated()), must("delegated_by", maybe_text())});
  const auto account = object({must("id", text()), must("login", text()), must("name", text()), must("disabled", flag()), must("elsewhere", flag()), must("person", maybe_text()), must("to_hand_over", or_null(count())),
                               must("roles", list_of(ref("Grant"))), must("url", text())});
  auto made = account;
  made["properties"]["code"] = text(), made["required"].push_back("code");
  const auto item = object({must("what", one_of_words({"duty", "task", "draft", "right", "delegation"})), must("text", text()), must("record", maybe_text()), must("kind", maybe_text()), must("field", maybe_text()), must("grant", or_null(ref("Grant")))});
  const auto held = object({must("person", text()), must("name", text()), must("unit", text()), must("to", dated()), must("to_hand_over", count()), must("items", list_of(item))});
  auto held_by_person = held;
  held_by_person["properties"]["sheets"] = list_of(object({must("record", text()), must("title", text()), must("to", text()), must("to_name", text()), must("state", text()), must("signed", flag())}));
  held_by_person["required"].push_back("sheets");
  const auto effect = object({must("figures", list_of(object({must("unit", text()), must("kind", text()), must("year", count()), must("required", flag()), must("before", Json{{"type", "integer"}}), must("after", Json{{"type", "integer"}})}))),
                              must("below", list_of(text())), must("on_roster", count()), must("roles", count()), must("unfinished", count())});
  const auto line = object({must("name", said_text(200)), may("from", day()), may("to", day())});
  return {
      {"UnitPast", object({must("id", text()), must("name", text()), must("parent", maybe_text()), must("closed", dated()),
                           must("past", list_of(object({must("at", moment()), must("by", text()), must("name", text()), must("parent", maybe_text()), must("closed", dated())}))), must("url", text())})},
      {"UnitAdded", object({must("parent", text(64)), must("name", said_text(200))})},
      {"UnitWish", object({must("what", one_of_words({"rename", "move", "close", "reopen"})), may("name", text(200)), may("parent", text(64)), may("last_day", day()), may("dry_run", flag())})},
      {"UnitEffect", effect},
      {"UnitChanged", object({must("unit", or_null(ref("UnitPast"))), must("effect", or_null(ref("UnitEffect")))})},
      {"RosterAdded", object({may("unit", text(200)), must("persons", list_of(line, 1000))})},
      {"Person", object({must("id", text()), must("name", text()), must("unit", text()), must("from", dated()), must("to", dated()), must("url", text())})},
      {"PersonWish", object({may("name", said_text(200)), may("unit", text(64)), may("from", dated()), may("to", dated())})},
      {"RoleList", object({must("roles", list_of(object({must("id", text()), must("names", ref("Names")), must("rights", list_of(text())), must("needs_person", flag())})))})},
      {"Grant", grant},
      {"Account", account},
      {"AccountMade", made},
      {"AccountAdded", object({must("login", said_text(60)), must("name", said_text(200)), must("unit", text(64)), must("roles", list_of(text(60), 10)), may("person", text(64))})},
      {"RoleGiven", object({must("role", text(60)), must("unit", text(64)), may("from", day()), may("to", day())})},
      {"DisableWanted", object({may("known", flag())})},
      {"Held", held},
      {"HeldList", object({must("people", list_of(ref("Held")))})},
      {"HeldByPerson", held_by_person},
      {"HandoverWanted", object({must("to", text(64)), must("post", said_text(200)), must("day", day())})},
      {"SheetNamed", object({must("sheet", text(64))})},
      {"HandoverDone", object({must("changed", list_of(text())), must("refused", list_of(object({must("record", text()), must("why", text())}))), must("left", count())})},
      {"DelegationList", object({must("given", list_of(ref("Grant"))), must("received", list_of(ref("Grant")))})},
      {"DelegationWanted", object({must("login", said_text(60)), must("role", text(60)), must("unit", text(64)), must("from", day()), must("to", day())})},
      {"DelegationEnded", object({must("account", text(64)), must("role", text(60)), must("unit", text(64)), may("from", day()), may("to", day())})},
  };
}

NamedSchemas pack_schemas() {
  const auto file = object({must("path", said_text(200)), must("text", text(500'000))});
  const auto row = object({must("id", text()), must("pack", text()), must("version", text()), must("state", text()), must("note", text()), must("changed_by", text()), must("changed_at", moment()), must("url", text())});
  auto change = row;
  const std::initializer_list<Member> more{must("digest", text()), must("editors", list_of(text())), must("decided_by", maybe_text()), must("decision", text()), must("files", list_of(ref("TextFile"))), must("effect", ref("PackEffect"))};
  for (const auto& one : more) change["properties"][std::string(one.name)] = one.schema, change["required"].push_back(std::string(one.name));
  return {
      {"TextFile", file},
      {"FilesWritten", object({must("files", list_of(ref("TextFile"), 200))})},
      {"PackEffect", object({must("problems", list_of(object({must("file", text()), must("line", count()), must("detail", text()), must("code", text())}))), must("differences", list_of(object({must("kind", maybe_text()), must("detail", text())}))),
                             must("figures", list_of(object({must("expr", text()), must("kind", text()), must("before", text()), must("after", text())}))), must("unchanged", count()),
                             must("deadlines", list_of(object({must("record", text()), must("title", text()), must("deadline", text()), must("before", day()), must("after", day())}))), must("deadlines_closed", count())})},
      {"PackChange", change},
      {"PackList", object({must("packs", list_of(object({must("id", text()), must("version", text()), must("names", ref("Names")), must("digest", text()), must("layer", flag())}))),
                           must("newer", list_of(object({must("id", text()), must("in_force", text()), must("carried", text())}))), must("changes", list_of(row))})},
      {"CarriedPack", object({must("id", text()), must("in_force", text()), must("carried", text()), must("files", list_of(ref("TextFile"))), must("effect", ref("PackEffect"))})},
      {"OwnLayer", object({must("change", maybe_text()), must("waiting", flag()), must("files", list_of(ref("TextFile")))})},
      {"NoteSaid", object({may("note", text(2000))})},
      {"PackDeclined", object({must("digest", text(128)), must("reason", said_text(2000))})},
      {"HolidayList", object({must("year", count()), must("provisional", flag()), must("sources", list_of(text())), must("days", list_of(object({must("day", day()), must("works", flag()), must("names", ref("Names")), must("pack", text())})))})},
      {"DaysWanted", object({must("year", whole(1949, 2199)), must("days", list_of(day(), 366)), may("works", flag()), may("whole", flag()), must("name_zh", said_text(60)), may("name_en", text(60)), must("source", said_text(500))})},
  };
}

NamedSchemas keeping_schemas() {
  Json order = object({must("id", text()), must("object", text()), must("number", text()), must("basis", text()), must("content", flag()), must("state", one_of_words({"waiting", "done", "declined"})), must("asked_by", text()),
                       must("asked_at", moment()), must("decided_by", maybe_text()), must("entry", or_null(count())), must("url", text())});
  auto erasure = order;
  erasure["properties"]["good"] = flag(), erasure["required"].push_back("good");
  erasure["properties"]["targets"] = list_of(object({must("entry", count()), must("type", text()), must("at", moment()), must("content_gone", flag()), must("personal_gone", flag())}));
  erasure["required"].push_back("targets");
  const auto way = object({must("host", text()), must("port", count()), must("security", text()), must("login", text()), must("has_password", flag()), must("from", text()), must("origin", text()), must("hour", count()), must("on", flag()),
                           must("set_by", text()), must("set_at", moment())});
  const auto kept = object({must("what", text()), must("started", moment()), must("ended", or_null(moment())), must("good", flag()), must("archive", text())});
  return {
      {"Retention", object({must("kinds", list_of(object({must("kind", text()), must("keep_years", count()), must("until", day()), must("due", count())}))), must("orders", list_of(order))})},
      {"DueForErasure", object({must("records", list_of(object({must("record", text()), must("title", text()), must("held", maybe_text())})))})},
      {"HoldWanted", object({must("record", text(64)), must("reason", or_null(said_text(2000)))})},
      {"ErasureWanted", object({must("object", text(64)), must("number", text(200)), must("basis", text(2000)), may("content", flag())})},
      {"Erasure", erasure},
      {"AuditPage", object({must("events", list_of(object({must("index", count()), must("at", moment()), must("event", text()), must("who", maybe_text()), must("closed", flag()), must("action", text()), must("object", text()), must("result", text())}))),
                            must("next", or_null(count()))})},
      {"InquiryList", object({must("inquiries", list_of(object({must("id", text()), must("incident", text()), must("reason", text()), must("account", text()), must("from", day()), must("to", day()), must("asked_by", text()), must("asked_at", moment()),
                                                                must("state", one_of_words({"waiting", "declined", "over", "open"}))})))})},
      {"InquiryWanted", object({must("login", said_text(64)), must("incident", text(200)), must("reason", text(2000)), must("from", day()), must("to", day())})},
      {"Keeping", object({must("at", maybe_text()), must("passphrase_kept", flag()), must("doing", or_null(object({must("what", text()), must("since", moment()), must("done", count()), must("of", count())}))), must("lately", list_of(kept)),
                          must("archives", list_of(object({must("name", text()), must("bytes", count()), must("at", moment())})))})},
      {"BackUpWanted", object({must("what", one_of_words({"back_up", "rehearse"})), may("passphrase", text(1000)), may("archive", text(200))})},
      {"Mail", object({must("way", or_null(way)), must("waiting", count()), must("given_up", count()), must("sent_lately", count()), must("last_sent", or_null(moment())), must("last_error", maybe_text())})},
      {"MailWanted", object({must("host", text(200)), must("port", whole(1, 65535)), must("security", one_of_words({"none", "starttls", "tls"})), may("login", text(200)), may("password", or_null(text(1000))), must("from", text(200)),
                             must("origin", text(200)), may("hour", whole(0, 23)), may("on", flag())})},
      {"TestMailWanted", object({must("to", said_text(200))})},
      {"OwnMail", object({must("address", maybe_text()), must("digest", flag()), must("office_sends", flag())})},
      {"OwnMailWanted", object({must("address", text(200)), must("digest", flag())})},
      {"AnchorList", object({must("anchors", list_of(object({must("size", count()), must("root", text()), must("kind", text()), must("holder", text()), must("by", text()), must("at", moment())})))})},
      {"AnchorHanded", object({must("size", count()), must("kind", one_of_words({"printed", "mailed", "copied"})), must("holder", text(200))})},
  };
}
}  // namespace

NamedSchemas manage_schemas() {
  NamedSchemas out;
  for (const auto part : {people_schemas, pack_schemas, keeping_schemas})
    for (auto& one : part()) out.push_back(std::move(one));
  return out;
}
}  // namespace youju::api
