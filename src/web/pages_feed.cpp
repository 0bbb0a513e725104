// SPDX-License-Identifier: Apache-2.0
// A person's calendar for other programs: made and closed on a page, read at its secret address without signing in.
#include "app/feed.h"
#include "crypto/crypto.h"
#include "view/feed.h"
#include "web/handlers_tell.h"

namespace youju::web {
namespace {
std::string feed_origin(const Ask& ask) { return (ask.request.secure ? "https://" : "http://") + std::string(ask.request.header("host")); }

Result<Reply> feed_page(Ask& ask, const std::string& secret) {
  view::FeedPage page;
  TRY(const auto state, app::feed_of(ask.office, ask.who));
  if (state) page.set = true, page.made = ask.here.moment(state->made_at.iso()), page.read = state->read_at ? ask.here.moment(state->read_at->iso()) : "";
  if (!secret.empty()) {
    page.address = feed_origin(ask) + "/feeds/calendar/" + secret + ".ics";
    if (auto code = app::draw_qr(page.address)) page.qr_size = code->size, page.qr_path = std::move(code->path);
  }
  TRY(auto frame, frame_of(ask, "calendar", ask.here.say("feed.title")));
  frame.path = {{"/calendar", ask.here.say("view.place_calendar")}};
  return html(view::page(frame, view::feed(ask.here, page)));
}
}  // namespace

Result<Reply> show_feed(Ask& ask) { return feed_page(ask, {}); }

// The address stands on this answer alone: nothing that is kept could show it again.
Result<Reply> make_feed_asked(Ask& ask) {
  TRY(const auto secret, app::make_feed(ask.office, ask.who, ask.here.lang));
  note_event(ask, "account_changed", "web calendar feed", ask.who.account.text, "made");
  return feed_page(ask, secret);
}

Result<Reply> end_feed_asked(Ask& ask) {
  TRY_OK(app::end_feed(ask.office, ask.who));
  note_event(ask, "account_changed", "web calendar feed", ask.who.account.text, "ended");
  return see_other(ask.here.to("/calendar/feed"));
}

Result<Reply> send_feed(Ask& ask) {
  std::string_view file = ask.part();
  constexpr std::string_view kEnding = ".ics";
  if (!file.ends_with(kEnding)) return fail(Code::absent, "feed.none");
  file.remove_suffix(kEnding.size());
  TRY(auto found, app::read_feed(ask.office, file, feed_origin(ask)));
  const auto tag = "\"" + crypto::hex(crypto::sha256(found.text)).substr(0, 32) + "\"";
  Reply reply{200, "text/calendar; charset=utf-8", {}, std::move(found.text), {}};
  reply.headers.emplace_back("ETag", tag);
  reply.headers.emplace_back("Cache-Control", "private, no-cache");
  if (ask.request.header("if-none-match") == tag) reply.status = 304, reply.body = {};
  return reply;
}
}  // namespace youju::web
