// SPDX-License-Identifier: Apache-2.0
// What is said about a record or a report, and what waits for the owner of the token.
#include "app/comments.h"

#include "api/handlers.h"
#include "app/inbox.h"
#include "app/records.h"

namespace youju::api {
namespace {
Json comment_json(const app::Comment& one) {
  return Json{{"id", one.id},
              {"part", one.thing.part},
              {"quote", one.thing.quote},
              {"by", one.author_name},
              {"at", one.said_at.iso()},
              {"text", one.said},
              {"withdrawn_at", or_nothing(one.withdrawn_at)},
              {"told", one.told}};
}

// What is said about a sender's matter may hold what the sender wrote.
Result<void> open_for_comments(Ask& ask, app::About about, const std::string& object) {
  if (about != app::About::record) return {};
  TRY(const auto row, readable_row(ask, RecordId(object)));
  const auto* kind = ask.office.catalogue().find(row.kind);
  if (kind == nullptr || is_sealed(*kind)) return fail(Code::denied, "api.sealed");
  return {};
}

Result<Reply> listed_comments(Call& call, app::About about, const std::string& object) {
  TRY_OK(open_for_comments(call.ask, about, object));
  TRY(const auto all, app::comments_on(call.ask.office, call.ask.who, about, object));
  Json out{{"comments", Json::array()}};
  for (const auto& one : all) out["comments"].push_back(comment_json(one));
  return json_answer(out);
}

Result<Reply> said(Call& call, app::About about, const std::string& object) {
  TRY_OK(open_for_comments(call.ask, about, object));
  const app::Thing thing{about, object, call.body.value("part", std::string{}), call.body.value("quote", std::string{})};
  TRY(const auto one, app::say(call.ask.office, call.ask.who, thing, call.body["text"].get<std::string>()));
  return json_answer(comment_json(one), 201);
}
}  // namespace

Result<Reply> list_record_comments(Call& call) { return listed_comments(call, app::About::record, call.part()); }
Result<Reply> list_report_comments(Call& call) { return listed_comments(call, app::About::report, call.part()); }
Result<Reply> comment_on_record(Call& call) { return said(call, app::About::record, call.part()); }
Result<Reply> comment_on_report(Call& call) { return said(call, app::About::report, call.part()); }
Result<Reply> list_figure_comments(Call& call) { return listed_comments(call, app::About::figure, std::string(call.query("expr"))); }
Result<Reply> comment_on_figure(Call& call) { return said(call, app::About::figure, std::string(call.query("expr"))); }

Result<Reply> withdraw_comment(Call& call) {
  TRY(const auto one, app::withdraw(call.ask.office, call.ask.who, call.part()));
  return json_answer(comment_json(one));
}

Result<Reply> list_inbox(Call& call) {
  auto& ask = call.ask;
  app::InboxRequest request;
  if (const auto named = call.query("unit"); !named.empty()) {
    TRY(request.unit, unit_asked(ask, named));
  }
  TRY(const auto inbox, app::find_inbox(ask.office, ask.who, request));
  Json out{{"unread", inbox.unread()}, {"more_steps", inbox.more_steps}, {"items", Json::array()}};
  for (const auto& item : inbox.items) {
    Json one{{"name", item.name},
             {"part", std::string(app::inbox_part(item.what))},
             {"unit", item.unit.text},
             {"kind", item.kind == nullptr ? Json() : Json(item.kind->id.text)},
             {"record", nullptr},
             {"report", or_nothing(item.report)},
             {"title", item.title},
             {"step", item.step == nullptr ? Json() : Json(item.step->id)},
             {"note", item.note.word.empty() ? Json() : Json(ask.here.say(item.note))},
             {"due", item.due ? Json(item.due->due.iso()) : Json()},
             {"at", or_nothing(item.at)},
             {"read", item.is_read}};
    if (item.row) one["record"] = item.row->record.text, one["title"] = item.row->title;
    if (item.comment && item.comment->thing.about == app::About::record) one["record"] = item.comment->thing.object;
    out["items"].push_back(std::move(one));
  }
  return json_answer(out);
}

Result<Reply> mark_inbox(Call& call) {
  TRY_OK(app::mark_inbox(call.ask.office, call.ask.who, call.body["names"].get<std::vector<std::string>>(), call.body.value("read", true)));
  Reply out;
  out.status = 204;
  out.type.clear();
  return out;
}
}  // namespace youju::api
