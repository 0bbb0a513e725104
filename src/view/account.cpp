// SPDX-License-Identifier: Apache-2.0
#include "view/account.h"

namespace youju::view {
namespace {
std::string known_as(std::string_view agent, std::initializer_list<std::pair<std::string_view, std::string_view>> marks) {
  for (const auto& [mark, name] : marks)
    if (agent.find(mark) != agent.npos) return std::string(name);
  return {};
}

std::string account_problem(const Account& content, std::string_view field) {
  for (const auto& one : content.wrong)
    if (one.field == field) return one.text;
  return {};
}

Html who_sheet(const Here& here, const Account& content) {
  const auto roles = content.roles.empty() ? p(cls("soft"), here.say("account.no_roles")) : ul(cls("list"), each(content.roles, [&](const HeldRole& held) {
    std::string when_text;
    if (!held.from.empty()) when_text += here.say("account.from", {{"day", here.day(held.from)}});
    if (!held.to.empty()) when_text += (when_text.empty() ? "" : here.chinese() ? "，" : ", ") + here.say("account.until", {{"day", here.day(held.to)}});
    if (!held.handed_on_by.empty()) when_text += (when_text.empty() ? "" : here.chinese() ? "，" : ", ") + here.say("account.handed_on", {{"name", held.handed_on_by}});
    return li(b(held.role), " ", held.unit, when(!when_text.empty(), [&] { return span(cls("soft"), " · ", when_text); }), p(cls("hint"), held.rights));
  }));
  return section(cls("sheet"), header(h2(here.say("account.who"))),
                 dl(cls("facts"), dt(here.say("account.name")), dd(content.name), dt(here.say("account.login")), dd(code(content.login)), dt(here.say("account.language")),
                    dd(a(href(here.to("/language", {{"to", "zh"}, {"back", "/account"}})), attr("lang", "zh-CN"), attr_if("aria-current", here.chinese() ? "true" : ""), "中文"), " · ",
                       a(href(here.to("/language", {{"to", "en"}, {"back", "/account"}})), attr("lang", "en"), attr_if("aria-current", here.chinese() ? "" : "true"), "English"))),
                 h3(cls("above"), here.say("account.roles")), roles);
}

Html password_sheet(const Here& here, const Account& content) {
  const Field old{.name = "old", .label = here.say("account.old_password"), .type = "password", .problem = account_problem(content, "old"), .autocomplete = "current-password", .required = true};
  const Field fresh{.name = "fresh", .label = here.say("account.new_password"), .type = "password", .hint = here.say("account.new_password_hint"), .problem = account_problem(content, "fresh"), .autocomplete = "new-password", .required = true};
  return section(cls("sheet"), attr("id", "password"), header(h2(here.say("account.password"))), when(content.changed, [&] { return p(cls("note"), attr("role", "status"), here.say("account.password_changed")); }),
                 post_form(here, "/account/password", input(attr("type", "text"), attr("name", "login"), attr("value", content.login), attr("autocomplete", "username"), flag("hidden"), flag("readonly")), field_of(here, old), field_of(here, fresh),
                           div(cls("form-end"), submit_button(here.say("account.change_password")))));
}

Html browser_row(const Here& here, const SignedInBrowser& one) {
  const auto name = browser_named(one.agent);
  const auto shown = name.empty() ? here.say("account.unknown_browser") : name;
  return tr(td(cls("title"), shown, when(one.current, [&] { return row_of(words_of(" "), span(cls("state counts"), here.say("account.this_browser"))); })), td(cls("soft"), one.address), td(cls("day"), here.moment(one.opened)), td(cls("day"), here.moment(one.seen)),
            td(cls("n"), when(!one.current, [&] {
                 return post_form(here, "/account/browsers/end", input(attr("type", "hidden"), attr("name", "id"), attr("value", one.id)),
                                  button(attr("type", "submit"), cls("quiet"), attr("aria-label", here.say("account.end_named", {{"browser", shown}, {"at", here.moment(one.opened)}})), here.say("account.end")));
               })));
}

Html browsers_sheet(const Here& here, const Account& content) {
  return section(cls("sheet"), header(h2(here.say("account.browsers"))), p(cls("hint"), here.say("account.browsers_hint")),
                 table(cls("rows stack"), thead(tr(th(here.say("account.browser")), th(here.say("account.address")), th(here.say("account.opened")), th(here.say("account.seen")), th(span(cls("unseen"), here.say("account.end"))))),
                       tbody(each(content.browsers, [&](const SignedInBrowser& one) { return browser_row(here, one); }))),
                 when(content.browsers.size() > 1, [&] { return div(cls("form-end"), post_form(here, "/account/browsers/end-others", submit_button(here.say("account.end_others"), false))); }));
}

Html factor_sheet(const Here& here, const Account& content) {
  const auto state = content.factor ? span(cls("state counts"), here.say("second.on")) : span(cls("state"), here.say("second.none"));
  const auto row = [&](const SignedInBrowser& one) {
    const auto name = browser_named(one.agent);
    return tr(td(cls("title"), name.empty() ? here.say("account.unknown_browser") : name), td(cls("soft"), one.address), td(cls("day"), here.moment(one.opened)), td(cls("day"), here.moment(one.seen)),
              td(cls("n"), post_form(here, "/account/trusted/end", input(attr("type", "hidden"), attr("name", "id"), attr("value", one.id)),
                                     button(attr("type", "submit"), cls("quiet"), attr("aria-label", here.say("second.distrust_named", {{"browser", name}, {"at", here.moment(one.opened)}})), here.say("second.distrust")))));
  };
  return section(cls("sheet spaced"), attr("id", "factor"), header(h2(here.say("second.title")), state), p(cls("hint"), here.say(content.factor ? "second.on_hint" : "second.what")),
                 when(!content.factor && content.factor_concerned, [&] { return p(cls(content.factor_required ? "note warn" : "note"), here.say(content.factor_required ? "second.required_note" : "second.recommended_note")); }),
                 p(button_link(here.to("/account/factor"), here.say(content.factor ? "second.manage" : "second.to_set_up"), !content.factor && content.factor_concerned)),
                 when(!content.trusted.empty(), [&] {
                   return row_of(h3(cls("above"), here.say("second.trusted")), p(cls("hint"), here.say("second.trusted_hint")),
                                 table(cls("rows stack"), thead(tr(th(here.say("account.browser")), th(here.say("account.address")), th(here.say("second.trusted_since")), th(here.say("second.trusted_until")), th(span(cls("unseen"), here.say("second.distrust"))))), tbody(each(content.trusted, row))));
                 }));
}
}  // namespace

std::string browser_named(std::string_view agent) {
  const auto browser = known_as(agent, {{"MicroMessenger", "WeChat"}, {"Edg/", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}});
  const auto system = known_as(agent, {{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"HarmonyOS", "HarmonyOS"}, {"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"}});
  if (browser.empty()) return system;
  return system.empty() ? browser : browser + " · " + system;
}

namespace {
Html tokens_sheet(const Here& here) {
  return section(cls("sheet"), attr("id", "tokens"), header(h2(here.say("token.title"))), p(cls("hint"), here.say("token.what")), p(button_link(here.to("/account/tokens"), here.say("token.manage"))));
}
}  // namespace

Html account(const Frame& frame, const Account& content) {
  const auto& here = frame.here;
  return row_of(problem_box(here, content.wrong), div(cls("columns"), who_sheet(here, content), password_sheet(here, content)), factor_sheet(here, content), browsers_sheet(here, content), tokens_sheet(here));
}
}  // namespace youju::view
