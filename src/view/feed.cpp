// SPDX-License-Identifier: Apache-2.0
#include "view/feed.h"

namespace youju::view {
namespace {
Html feed_code(const Here& here, const FeedPage& page) {
  const auto side = std::to_string(page.qr_size + 8);  // with the quiet zone
  return row_of(raw_html("<svg class=\"feed-code\" viewBox=\"-4 -4 " + side + " " + side + "\" width=\"200\" height=\"200\" role=\"img\" aria-label=\""), words_of(here.say("feed.code")),
                raw_html("\"><rect x=\"-4\" y=\"-4\" width=\"" + side + "\" height=\"" + side + "\" fill=\"#fff\"/><path d=\"" + page.qr_path + "\" fill=\"#000\"/></svg>"));
}

Html feed_address(const Here& here, const FeedPage& page) {
  return section(cls("sheet"), h2(here.say("feed.address")), p(here.say("feed.once")),
                 div(cls("feed-address"), input(attr("id", "feed-address"), attr("type", "text"), flag("readonly"), attr("aria-label", here.say("feed.address")), attr("value", page.address)),
                     button(attr("type", "button"), attr("data-copy", page.address), attr("data-copied", here.say("reminders.copied")), flag("hidden"), here.say("feed.copy"))),
                 page.qr_path.empty() ? Html() : element("figure", {cls("feed-qr"), feed_code(here, page), element("figcaption", {cls("hint"), here.say("feed.code_hint")})}));
}
}  // namespace

Html feed(const Here& here, const FeedPage& page) {
  const auto help = ol(cls("feed-help"), li(here.say("feed.help_1")), li(here.say("feed.help_2")), li(here.say("feed.help_3")));
  const auto state = page.set ? row_of(p(here.say("feed.set", {{"made", page.made}}), " ", page.read.empty() ? here.say("feed.never_read") : here.say("feed.read", {{"read", page.read}})),
                                       div(cls("actions"), post_form(here, "/calendar/feed", submit_button(here.say("feed.make_new"), false)), post_form(here, "/calendar/feed/end", button(cls("danger"), attr("type", "submit"), here.say("feed.end")))))
                              : post_form(here, "/calendar/feed", submit_button(here.say("feed.make")));
  return row_of(when(!page.address.empty(), [&] { return feed_address(here, page); }),
                section(cls("sheet"), h2(here.say("feed.how")), help, state, p(cls("hint feed-note"), here.say("feed.secret_hint"))));
}
}  // namespace youju::view
