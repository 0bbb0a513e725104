// SPDX-License-Identifier: Apache-2.0
// Comments, the inbox, reminders, the calendar feed, mail. What a person is told is shown to that person alone.
#include "web/handlers.h"
#include "web/handlers_tell.h"

namespace youju::web {
std::vector<Route> tell_routes() {
  constexpr auto get = Method::get, post = Method::post;
  constexpr auto read = needs(people::Right::read);
  return {
      {post, "/comments", read, Size::form, say_comment},
      {get, "/inbox", kSignedIn, Size::none, show_inbox},
      {post, "/inbox/read", kSignedIn, Size::form, mark_inbox_read},
      {get, "/inbox/open", read, Size::none, open_inbox_item},
      {get, "/reminders", read, Size::none, show_reminders},
      {post, "/reminders/lead", needs(people::Right::approve), Size::form, set_lead_asked},
      {get, "/calendar/feed", read, Size::none, show_feed},
      {post, "/calendar/feed", read, Size::form, make_feed_asked},
      {post, "/calendar/feed/end", read, Size::form, end_feed_asked},
      // The secret in the address is the permission; it opens what its owner may read then.
      {get, "/feeds/calendar/{file}", kAnyone, Size::none, send_feed},
      {get, "/admin/mail", needs(people::Right::manage_people), Size::none, show_mail_settings},
      {post, "/admin/mail", needs(people::Right::manage_people), Size::form, keep_mail_settings},
      {post, "/admin/mail/test", needs(people::Right::manage_people), Size::form, test_mail_asked},
      {get, "/account/mail", kSignedIn, Size::none, show_own_mail},
      {post, "/account/mail", kSignedIn, Size::form, keep_own_mail},
      {get, "/comments/{id}", read, Size::none, open_comment},
      {post, "/comments/{id}/withdraw", read, Size::form, withdraw_comment},
  };
}
}  // namespace youju::web
