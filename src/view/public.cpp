// SPDX-License-Identifier: Apache-2.0
#include "view/public.h"

namespace youju::view {
namespace {
Html public_page(const PublicFrame& frame, std::string_view title, const Html& content) {
  const auto& here = frame.here;
  const auto body = element("body", {cls("bare public"), element("main", {attr("id", "main"), p(cls("brand"), b(attr("lang", "zh-CN"), "有据"), span(frame.office)), h1(title), content}),
                                     footer(cls("foot"), a(href(frame.other_language), attr("lang", here.chinese() ? "en" : "zh-CN"), here.chinese() ? "English" : "中文"), " · ",
                                            a(href("/" + std::string(here.chinese() ? "" : "?lang=en")), here.say("public.another")), " · ", a(href("/verify"), here.say("public.to_verify")))});
  std::string sheet;
  for (const auto& asset : assets())
    if (asset.path.ends_with(".css") && sheet.empty()) sheet = asset.path;
  const auto head = element("head", {element("meta", {attr("charset", "utf-8")}), element("meta", {attr("name", "viewport"), attr("content", "width=device-width, initial-scale=1")}),
                                     element("meta", {attr("name", "robots"), attr("content", "noindex")}), element("title", {title}), element("link", {attr("rel", "stylesheet"), attr("href", sheet)})});
  return row_of(raw_html("<!doctype html>\n"), element("html", {attr("lang", here.chinese() ? "zh-CN" : "en"), head, body}), raw_html("\n"));
}

Html ask_for_code(const Here& here, std::string_view typed, std::string_view problem) {
  const Field code{.name = "code", .label = here.say("public.code"), .value = std::string(typed), .hint = here.say("public.code_hint"), .problem = std::string(problem), .required = true, .autofocus = problem.empty()};
  return form(attr("method", "get"), attr("action", "/find"), cls("narrow"), when(!here.chinese(), [&] { return input(attr("type", "hidden"), attr("name", "lang"), attr("value", "en")); }), field_of(here, code),
              div(cls("form-end"), submit_button(here.say("public.look"))));
}

Html figure_row(const Here& here, const PublicFigureRow& one, bool rules, bool records) {
  const auto behind = when(records && !one.shown.empty(), [&] {
    return details(summary(here.say("public.records_n", {{"n", one.records}})), ol(cls("list"), each(one.shown, [&](const PublicRecord& record) {
                     return li(record.title.empty() ? span(cls("soft"), here.say("public.no_title")) : words_of(record.title), " ", span(cls("soft"), record.day));
                   })),
                   when(!one.more.empty(), [&] { return p(cls("hint"), one.more); }));
  });
  return tr(td(cls("title"), one.title, when(rules && !one.rule.empty(), [&] { return p(cls("hint"), one.rule); }), behind), td(cls("n"), b(one.text)), td(cls("n"), code(one.code)));
}

Html report_part(const Here& here, const PublicReportPage& page) {
  const auto head = [&](const char* word, const char* names = "") { return th(attr("scope", "col"), cls(names), here.say(word)); };
  const auto facts = dl(cls("facts"), dt(here.say("public.office")), dd(page.office), dt(here.say("public.signed")), dd(page.signed_on + " · " + page.number), dt(here.say("public.at")), dd(page.at), dt(here.say("public.code")), dd(code(page.code)));
  const auto figures = section(cls("sheet spaced"), h2(here.say("public.figures")), table(cls("rows"), thead(tr(head("public.column_title"), head("public.column_value", "n"), head("public.column_code", "n"))),
                                                                                   tbody(each(page.figures, [&](const auto& one) { return figure_row(here, one, page.rules, page.records); }))));
  const auto notices = when(!page.notices.empty(), [&] {
    return section(cls("sheet spaced"), h2(here.say("public.notices")), p(cls("note warn"), here.say("public.notices_text")), each(page.notices, [&](const PublicNotice& notice) {
                     return row_of(h3(notice.line), ul(cls("list"), each(notice.changes, [&](const PublicChange& change) { return li(here.say("public.change", {{"title", change.title}, {"was", change.was}, {"is", change.is}})); })));
                   }));
  });
  const auto checks = section(cls("sheet spaced"), h2(here.say("public.verify")), ol(cls("list"), li(here.say("public.verify_1")), li(here.say("public.verify_2"), " ", a(href("/verify"), here.say("public.to_verify"))), li(here.say("public.verify_3"))),
                              details(summary(here.say("public.fingerprints")), dl(cls("facts"), each(page.files, [](const auto& file) { return row_of(dt(file.first), dd(code(cls("digest-line"), file.second))); }), dt(here.say("public.snapshot")), dd(code(cls("digest-line"), page.snapshot)),
                                                                                   dt(here.say("public.key")), dd(code(cls("digest-line"), page.vkey)))),
                              when(!page.checkpoint.empty(), [&] { return row_of(h3(here.say("public.checkpoint")), pre(cls("code note-text"), page.checkpoint), p(cls("no-print"), a(href(page.checkpoint_address), here.say("public.checkpoint_get")))); }));
  return row_of(facts, notices, figures, checks);
}
}  // namespace

Html public_start(const PublicFrame& frame, std::string_view typed, std::string_view problem) {
  const auto& here = frame.here;
  std::vector<Wrong> wrong;
  if (!problem.empty()) wrong.push_back({"code", std::string(problem)});
  return public_page(frame, here.say("public.start_title"), row_of(problem_box(here, wrong), p(here.say("public.start_text")), ask_for_code(here, typed, problem), p(cls("hint"), here.say("public.start_more")), p(a(href("/verify"), here.say("public.to_verify")), " ", span(cls("soft"), here.say("public.verify_hint")))));
}

Html public_report(const PublicFrame& frame, const std::vector<PublicReportPage>& reports) {
  if (reports.size() == 1) return public_page(frame, reports.front().title, report_part(frame.here, reports.front()));
  return public_page(frame, frame.here.say("public.several", {{"code", reports.front().code}}), each(reports, [&](const PublicReportPage& page) { return row_of(h2(page.title), report_part(frame.here, page)); }));
}

Html public_nothing(const PublicFrame& frame) {
  const auto& here = frame.here;
  return public_page(frame, here.say("public.nothing_title"), row_of(p(here.say("public.nothing")), p(cls("hint"), here.say("public.nothing_more")), ask_for_code(here, "", "")));
}
Html public_busy(const PublicFrame& frame) { return public_page(frame, frame.here.say("public.busy_title"), p(frame.here.say("public.busy"))); }

Html public_choice(const Frame& frame, const PublicChoice& page) {
  const auto& here = frame.here;
  const auto choice = [&](const char* level, const char* word, const char* hint) {
    return div(cls("field"), label(cls("check-line"), input(attr("type", "radio"), attr("name", "level"), attr("value", level), flag("checked", page.level == level)), " ", here.say(word)), p(cls("hint"), here.say(hint)));
  };
  std::vector<Wrong> wrong;
  if (!page.problem.empty()) wrong.push_back({"code", page.problem});
  const auto where = page.address.empty() ? p(cls("note"), here.say("public.no_address")) : row_of(p(here.say("public.found_at"), " ", code(page.address)), div(cls("qr-box"), qr_picture(page.qr, page.address)));
  return row_of(problem_box(here, wrong),
                div(cls("columns"), section(cls("sheet spaced"), header(h2(here.say("public.how_much"))), when(!page.changed.empty(), [&] { return p(cls("note"), attr("role", "status"), page.changed); }), p(here.say("public.how_much_text")),
                                            post_form(here, "/reports/" + page.report + "/public",
                                                      fieldset(cls("plain"), legend(cls("unseen"), here.say("public.how_much")), choice("nothing", "public.level_nothing", "public.level_nothing_hint"), choice("values", "public.level_values", "public.level_values_hint"),
                                                               choice("rules", "public.level_rules", "public.level_rules_hint"), choice("records", "public.level_records", "public.level_records_hint")),
                                                      code_field(here, page.asked, page.problem), div(cls("form-end"), submit_button(here.say("public.allow")), a(href(here.to("/reports/" + page.report)), here.say("second.back"))))),
                    section(cls("sheet spaced"), header(h2(here.say("public.where"))), p(here.say("public.its_code"), " ", code(page.code)), where)));
}
}  // namespace youju::view
