// SPDX-License-Identifier: Apache-2.0
// Comments: said under a thing, shown there, withdrawn by their author.
#include "base/text.h"
#include "web/handlers_tell.h"

namespace youju::web {
namespace {
std::string thing_address(const Ask& ask, app::About about, const std::string& object) {
  if (about == app::About::figure) return ask.here.to("/figures/show", {{"expr", object}});
  return ask.here.to((about == app::About::record ? "/records/" : "/reports/") + object);
}
const char* whole_word(app::About about) { return about == app::About::record ? "comment.whole_record" : about == app::About::report ? "comment.whole_report" : "comment.whole_figure"; }

view::CommentLine comment_shown(const Ask& ask, const app::Comment& one) {
  view::CommentLine line{one.id, one.author_name, ask.here.moment(one.said_at.iso()), one.said, one.thing.quote, {}, {}, one.author == ask.who.account};
  for (const auto& name : one.told) line.told += (line.told.empty() ? "" : ask.here.chinese() ? "、" : ", ") + name;
  if (one.withdrawn_at) line.withdrawn = ask.here.moment(one.withdrawn_at->iso());
  return line;
}

Result<view::CommentBox> box_of(Ask& ask, app::About about, const std::string& object, const UnitId& unit) {
  view::CommentBox box;
  box.about = std::string(app::about_name(about)), box.object = object, box.back = thing_address(ask, about, object);
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto people, app::who_may_see(session, ask.office, unit));
    for (const auto& one : people)
      if (one.account != ask.who.account) box.people.emplace_back(one.name, one.login);
    return {};
  }));
  return box;
}

// What the part was called in the list it was chosen from.
std::string quote_of(const Ask& ask, std::string_view part) {
  if (part.empty()) return {};
  const auto bar = part.find('|');
  static_cast<void>(ask);
  return bar == part.npos ? std::string{} : std::string(part.substr(bar + 1));
}
}  // namespace

std::string address_of(const Ask& ask, const app::Comment& comment) { return thing_address(ask, comment.thing.about, comment.thing.object) + "#c-" + comment.id; }

Result<view::Html> comments_under(Ask& ask, app::About about, const std::string& object, const UnitId& unit, CommentParts parts, bool takes_text) {
  if (!takes_text) return view::Html{};
  TRY(auto box, box_of(ask, about, object, unit));
  TRY(const auto said, app::comments_on(ask.office, ask.who, about, object));
  for (const auto& one : said) box.lines.push_back(comment_shown(ask, one));
  box.parts.emplace_back("", ask.here.say(whole_word(about)));
  for (auto& [value, text] : parts) box.parts.emplace_back(value + "|" + text, text);
  return view::comments(ask.here, box);
}

Result<Reply> say_comment(Ask& ask) {
  const auto about = app::about_from(ask.form.get("about"));
  if (!about) return fail(Code::invalid, "comment.no_part");
  const auto chosen = ask.form.get("part");
  const app::Thing thing{*about, std::string(ask.form.get("object")), std::string(chosen.substr(0, chosen.find('|'))), quote_of(ask, chosen)};
  const auto said = app::say(ask.office, ask.who, thing, ask.form.get("said"));
  if (said) return see_other(thing_address(ask, *about, thing.object) + "#c-" + said->id);
  if (said.error().code != Code::invalid) return fail(said.error());
  TRY(auto box, box_of(ask, *about, thing.object, UnitId{ask.here.unit}));
  box.said = std::string(ask.form.get("said")), box.problem = ask.here.say(said.error().message);
  box.part = std::string(chosen);
  box.parts = {{"", ask.here.say(whole_word(*about))}};
  if (!chosen.empty()) box.parts.emplace_back(box.part, thing.quote);
  TRY(const auto frame, frame_of(ask, *about == app::About::record ? "records" : *about == app::About::report ? "reports" : "figures", ask.here.say("comment.title")));
  return html(view::page(frame, view::comment_again(ask.here, box)), 422);
}

Result<Reply> withdraw_comment(Ask& ask) {
  TRY(const auto gone, app::withdraw(ask.office, ask.who, ask.part()));
  return see_other(address_of(ask, gone));
}

Result<Reply> open_comment(Ask& ask) {
  TRY(const auto comment, app::find_comment(ask.office, ask.who, ask.part()));
  return see_other(address_of(ask, comment));
}
}  // namespace youju::web
