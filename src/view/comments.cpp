// SPDX-License-Identifier: Apache-2.0
#include "view/comments.h"

namespace youju::view {
namespace {
constexpr std::size_t kNamesShown = 12;

Html comment_line(const Here& here, const CommentLine& line) {
  const auto head = div(cls("comment-head"), b(line.author), span(cls("soft"), line.when), when(!line.told.empty(), [&] { return span(cls("soft"), here.say("comment.told", {{"names", line.told}})); }),
                      when(line.mine && line.withdrawn.empty(), [&] { return post_form(here, "/comments/" + line.id + "/withdraw", cls("comment-take-back no-print"), button(cls("quiet"), attr("type", "submit"), here.say("comment.withdraw"))); }));
  const auto text = line.withdrawn.empty() ? p(cls("said"), line.said) : p(cls("soft"), here.say("comment.withdrawn", {{"when", line.withdrawn}}));
  return li(attr("id", "c-" + line.id), when(!line.quote.empty(), [&] { return p(cls("comment-quote"), line.quote); }), text, head);
}

std::string names_of(const Here& here, const CommentBox& box) {
  std::string out;
  for (std::size_t i = 0; i < box.people.size() && i < kNamesShown; ++i) out += (i == 0 ? "" : here.chinese() ? "、" : ", ") + std::string("@") + (box.people[i].first.empty() ? box.people[i].second : box.people[i].first);
  if (box.people.size() > kNamesShown) out += "…";
  return out;
}

Html comment_form(const Here& here, const CommentBox& box) {
  const auto list = ul(attr("id", "may-be-told"), cls("may-be-told"), flag("hidden"), each(box.people, [](const auto& one) {
                         const auto& name = one.first.empty() ? one.second : one.first;
                         return li(button(attr("type", "button"), cls("quiet"), attr("data-name", name), attr("data-login", one.second), name, " ", small(cls("soft"), one.second)));
                       }));
  const Field part{.name = "part", .label = here.say("comment.about"), .value = box.part, .options = box.parts};
  const Field said{.name = "said", .label = here.say("comment.say"), .value = box.said, .type = "area", .hint = box.people.empty() ? here.say("comment.hint_alone") : here.say("comment.hint", {{"names", names_of(here, box)}}),
                   .problem = box.problem, .required = true, .rows = 3};
  return post_form(here, "/comments", cls("comment-form no-print"), attr("data-mention", "may-be-told"), input(attr("type", "hidden"), attr("name", "about"), attr("value", box.about)),
                   input(attr("type", "hidden"), attr("name", "object"), attr("value", box.object)), when(box.parts.size() > 1, [&] { return field_of(here, part); }), field_of(here, said), list,
                   submit_button(here.say("comment.send"), false));
}
}  // namespace

Html comments(const Here& here, const CommentBox& box) {
  if (!box.takes_text) return {};
  const auto lines = when(!box.lines.empty(), [&] { return ol(cls("comments"), each(box.lines, [&](const CommentLine& line) { return comment_line(here, line); })); });
  return section(cls("sheet"), attr("id", "comments"), h2(here.say("comment.title")), lines,
                 details(cls("comment-new no-print"), flag("open", !box.said.empty() || !box.lines.empty()), summary(here.say(box.lines.empty() ? "comment.first" : "comment.next")), comment_form(here, box)));
}

Html comment_again(const Here& here, const CommentBox& box) {
  return section(cls("sheet"), when(!box.problem.empty(), [&] { return problem_box(here, {{"said", box.problem}}); }), comment_form(here, box), p(a(href(box.back), here.say("comment.back"))));
}
}  // namespace youju::view
