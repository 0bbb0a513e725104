// SPDX-License-Identifier: Apache-2.0
// Handlers of what the office tells a person: comments, the inbox, reminders, the calendar feed, mail.
#pragma once
#include "app/comments.h"
#include "view/comments.h"
#include "web/site.h"

namespace youju::web {
// pages_comments.cpp
Result<Reply> say_comment(Ask& ask);
Result<Reply> withdraw_comment(Ask& ask);
Result<Reply> open_comment(Ask& ask);
// pages_inbox.cpp
Result<Reply> show_inbox(Ask& ask);
Result<Reply> mark_inbox_read(Ask& ask);
Result<Reply> open_inbox_item(Ask& ask);
// pages_reminders.cpp
Result<Reply> show_reminders(Ask& ask);
Result<Reply> set_lead_asked(Ask& ask);
// pages_feed.cpp
Result<Reply> show_feed(Ask& ask);
Result<Reply> make_feed_asked(Ask& ask);
Result<Reply> end_feed_asked(Ask& ask);
Result<Reply> send_feed(Ask& ask);
// pages_mail.cpp
Result<Reply> show_mail_settings(Ask& ask);
Result<Reply> keep_mail_settings(Ask& ask);
Result<Reply> test_mail_asked(Ask& ask);
Result<Reply> show_own_mail(Ask& ask);
Result<Reply> keep_own_mail(Ask& ask);
// What was said about a thing, for its page. parts: what of it may be spoken of; the whole is put first. Nothing when it takes no text.
using CommentParts = std::vector<std::pair<std::string, std::string>>;
Result<view::Html> comments_under(Ask& ask, app::About about, const std::string& object, const UnitId& unit, CommentParts parts, bool takes_text = true);
// Where a comment stands.
std::string address_of(const Ask& ask, const app::Comment& comment);
}  // namespace youju::web
