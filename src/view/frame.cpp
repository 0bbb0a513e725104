// SPDX-License-Identifier: Apache-2.0
// The frame around every page. Works without script: menus are <details>, switches are links.
#include "view/frame.h"

#include "view/help.h"

#include <algorithm>

namespace youju::view {
namespace {
struct Place {
  const char *id, *address, *word, *key, *drawing;
};
// 20 × 20, strokes only; drawn for this rail.
constexpr Place kPlaces[] = {
    {"today", "/", "view.place_today", "t", "M4 8.5 10 4l6 4.5V16H4zM8 16v-4h4v4"},
    {"records", "/records", "view.place_records", "l", "M5 3.5h10v13H5zM8 7h5M8 10h5M8 13h3"},
    {"calendar", "/calendar", "view.place_calendar", "c", "M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3M13 3v3"},
    {"figures", "/figures", "view.place_figures", "f", "M4 16V9.5M8 16V4M12 16v-4.5M16 16V7"},
    {"reports", "/reports", "view.place_reports", "r", "M5 3h7l3.500 3.500V17H5zM12 3v4h3.500M8 10.500h5M8 13.500h5"},
    {"check", "/check", "view.place_check", "k", "M3.500 10.500 7 14l3.500-5M11 13l1 1 4.500-8"},
    {"desk", "/desk", "view.place_desk", "d", "M3.500 4h5.500v5.500H3.500zM11 4h5.500v5.500H11zM3.500 11.500h5.500V16H3.500zM11 11.500h5.500V16H11z"},
    {"proof", "/proof", "view.place_proof", "p", "M10 3l6 2.200v4.300c0 3.800-2.600 6.300-6 7.500-3.400-1.200-6-3.700-6-7.500V5.200zM7.300 10l2 2 3.500-4"},
};

Html drawing_of(const char* path) {
  return raw_html("<svg viewBox=\"0 0 20 20\" width=\"20\" height=\"20\" aria-hidden=\"true\" focusable=\"false\"><path d=\"" + std::string(path) +
                  "\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.4\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>");
}

Html rail(const Frame& frame) {
  const auto& here = frame.here;
  return nav(cls("rail"), attr("aria-label", here.say("view.rail")), ul(each(kPlaces, [&](const Place& place) {
               const bool current = frame.place == place.id;
               return li(a(href(here.to(place.address)), attr_if("aria-current", current ? "page" : ""), attr("data-key", place.key), drawing_of(place.drawing),
                           span(here.say(place.word))));
             })));
}

Html year_menu(const Frame& frame) {
  const auto& here = frame.here;
  return details(cls("menu year"), summary(attr("aria-label", here.say("view.year_now", {{"year", std::to_string(here.year)}})), b(std::to_string(here.year))),
                 ul(each(frame.years, [&](int year) {
                   auto query = here.asked;
                   query.emplace_back("year", std::to_string(year));
                   return li(a(href(here.to(here.path, query)), attr_if("aria-current", year == here.year ? "true" : ""), std::to_string(year)));
                 })));
}

Html inbox_link(const Frame& frame) {
  const auto& here = frame.here;
  const auto n = frame.unread > 99 ? std::string("99+") : std::to_string(frame.unread);
  return a(cls(frame.unread > 0 ? "inbox-link new" : "inbox-link"), href(here.to("/inbox")), attr_if("aria-current", frame.place == "inbox" ? "page" : ""), attr("aria-label", here.say("inbox.top", {{"n", std::to_string(frame.unread)}})), attr("title", here.say("inbox.title")),
           drawing_of("M3.500 5h13v10h-13zM3.500 5.500 10 11l6.500-5.500"), when(frame.unread > 0, [&] { return b(n); }));
}

Query with_unit(const Here& here, const std::string& unit) {
  auto query = here.asked;
  query.emplace_back("unit", unit);
  return query;
}

Html unit_menu(const Frame& frame) {
  const auto& here = frame.here;
  const auto found = std::find_if(frame.units.begin(), frame.units.end(), [&](const auto& unit) { return unit.id == here.unit; });
  const auto name = found == frame.units.end() ? frame.office : found->name;
  if (!frame.units_page.empty()) return a(cls("menu unit"), href(here.to(frame.units_page)), attr("title", name), b(name));
  if (frame.units.size() < 2) return span(cls("menu unit"), attr("title", name), b(name));
  return details(cls("menu unit"), summary(attr("aria-label", here.say("view.unit_now", {{"unit", name}})), b(name)), ul(each(frame.units, [&](const UnitChoice& unit) {
                   return li(cls("depth" + std::to_string(std::min(unit.depth, 5))),
                             a(href(here.to(here.path, with_unit(here, unit.id))), attr_if("aria-current", unit.id == here.unit ? "true" : ""), unit.name));
                 })));
}

Html person_menu(const Frame& frame) {
  const auto& here = frame.here;
  const auto other = here.chinese() ? "en" : "zh";
  return details(cls("menu person"), summary(attr("aria-label", here.say("view.person_menu", {{"name", frame.person}})), b(frame.person)),
                 ul(li(a(href(here.to("/account")), here.say("view.account"))),
                    when(frame.manages, [&] { return li(a(href(here.to("/admin")), here.say("view.admin"))); }),
                    li(a(href(here.to("/help")), here.say("view.help"))),
                    li(a(href(here.to("/language", {{"to", other}, {"back", here.path}})), attr("lang", here.chinese() ? "en" : "zh-CN"), here.chinese() ? "English" : "中文")),
                    li(post_form(here, "/sign-out", submit_button(here.say("view.sign_out"), false)))));
}

Html head_of(const Here& here, std::string_view title) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"";
  out += here.chinese() ? "zh-CN" : "en";
  out += "\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">";
  const auto& files = assets();
  out += "<link rel=\"stylesheet\" href=\"" + files[0].path + "\"><script type=\"module\" src=\"" + files[1].path + "\"></script><link rel=\"icon\" type=\"image/svg+xml\" href=\"" + files[2].path + "\">";
  return row_of(raw_html(out), element("title", {Piece(std::string(title) + " · " + here.say("view.product"))}), raw_html("</head>\n"));
}

Html title_row(const Frame& frame) {
  return header(cls("title"),
                when(!frame.path.empty(), [&] {
                  return nav(cls("path"), attr("aria-label", frame.here.say("view.path")),
                             each(frame.path, [&](const auto& above) { return row_of(a(href(frame.here.to(above.first)), above.second), span(attr("aria-hidden", "true"), " › ")); }));
                }),
                div(cls("title-line"), h1(frame.title), when(!frame.action.empty(), [&] { return div(cls("actions"), frame.action); }),
                    when(!frame.here.path.starts_with("/help"), [&] { return a(cls("help-link no-print"), href(frame.here.to("/help") + "#" + chapter_for(frame.here.path, frame.place)), frame.here.say("view.help")); })),
                frame.tabs);
}
}  // namespace

Html page(const Frame& frame, const Html& content) {
  const auto& here = frame.here;
  const auto top = header(
      cls("top"), a(cls("brand"), href(here.to("/")), attr("title", here.say("view.product_line")), b(attr("lang", "zh-CN"), "有据"), span(frame.office)),
      form(cls("search"), attr("role", "search"), attr("aria-label", here.say("view.search")), attr("method", "get"), attr("action", "/search"),
           input(attr("type", "search"), attr("name", "q"), attr("aria-label", here.say("view.search")), attr("placeholder", here.say("view.search")), attr("autocomplete", "off"), attr("data-key", "/")),
           when(here.year != here.this_year, [&] { return input(attr("type", "hidden"), attr("name", "year"), attr("value", std::to_string(here.year))); }),
           button(attr("type", "submit"), attr("aria-label", here.say("view.search_do")), drawing_of("M8.500 3.500a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM12.200 12.200 16.500 16.500"))),
      div(cls("switches"), inbox_link(frame), unit_menu(frame), year_menu(frame), person_menu(frame)));
  const auto alarm = when(!frame.alarm.empty(), [&] { return p(cls("alarm"), attr("role", "alert"), frame.alarm); });
  const auto body = element("body", {cls(frame.can_write ? "writes" : ""), a(cls("skip"), href("#main"), here.say("view.skip")), top, rail(frame),
                                     element("main", {attr("id", "main"), cls(frame.wide ? "wide" : ""), alarm, title_row(frame), content}),
                                     footer(cls("foot"), here.say("view.printed", {{"office", frame.office}, {"year", std::to_string(here.year)}})),
                                     aside(attr("id", "drawer"), cls("drawer"), attr("aria-label", here.say("view.drawer")), attr("data-close", here.say("view.close")), flag("hidden")),
                                     element("dialog", {attr("id", "palette"), cls("palette no-print"), attr("aria-label", here.say("view.palette")), attr("data-search", here.say("view.palette_search")),
                                                        input(attr("type", "search"), attr("aria-label", here.say("view.palette")), attr("placeholder", here.say("view.palette_hint")), attr("autocomplete", "off")), ul()})});
  return row_of(head_of(here, frame.title), body, raw_html("</html>\n"));
}

Html bare_page(const Here& here, std::string_view title, const Html& content) {
  const auto other = here.chinese() ? "en" : "zh";
  const auto body = element("body", {cls("bare"), element("main", {attr("id", "main"), p(cls("brand"), b(attr("lang", "zh-CN"), "有据"), span(here.say("view.product_line"))), h1(title), content}),
                                     footer(cls("foot"), a(href(here.to("/language", {{"to", other}, {"back", here.path}})), attr("lang", here.chinese() ? "en" : "zh-CN"), here.chinese() ? "English" : "中文"))});
  return row_of(head_of(here, title), body, raw_html("</html>\n"));
}

Html error_page(const Here& here, int status, std::string_view text, std::string_view code) {
  static constexpr std::pair<int, const char*> kTitles[] = {{403, "view.error_denied"}, {404, "view.error_absent"}, {409, "view.error_conflict"}, {503, "view.error_busy"}, {500, "view.error_broken"}};
  const auto* found = std::find_if(std::begin(kTitles), std::end(kTitles), [&](const auto& one) { return one.first == status; });
  const auto title = here.say(found == std::end(kTitles) ? "view.error_other" : found->second);
  return bare_page(here, title, row_of(p(text), when(!code.empty(), [&] { return p(cls("hint"), here.say("view.error_code", {{"code", std::string(code)}})); }),
                                       p(button_link(here.to("/"), here.say("view.back_home"), true))));
}
}  // namespace youju::view
