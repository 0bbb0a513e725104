// SPDX-License-Identifier: Apache-2.0
#include "view/report_way.h"

namespace youju::view {
namespace {
constexpr std::size_t kOpenParagraphs = 8;

std::string way_problem(const ReportWay& way, std::string_view field) {
  for (const auto& one : way.wrong)
    if (one.field == field) return one.text;
  return {};
}

Html changed_figures(const Here& here, const std::vector<ReportChange>& rows) {
  return scrolled(here.say("view.wide_table"), table(cls("rows"), thead(tr(th(attr("scope", "col"), here.say("reportpage.column_figure")), th(attr("scope", "col"), cls("n"), here.say("reportpage.column_before")), th(attr("scope", "col"), cls("n"), here.say("reportpage.column_now")))),
                                  tbody(each(rows, [&](const ReportChange& row) {
                                    const auto now = row.expression.empty() || row.is.empty() ? words_of(row.is.empty() ? "—" : row.is) : figure_number(here, row.expression, row.is, "");
                                    const auto why = when(!row.causes.empty(), [&] { return tr(cls("causes"), td(attr("colspan", "3"), each(row.causes, [](const std::string& cause) { return p(cls("hint"), cause); }))); });
                                    return row_of(tr(cls(row.causes.empty() ? "" : "with-causes"), td(row.title), td(cls("n soft"), row.was.empty() ? "—" : row.was), td(cls("n"), now)), why);
                                  }))));
}

Html piece_of(const TextPiece& piece) {
  if (piece.as == TextPiece::As::removed) return del(piece.text);
  return piece.as == TextPiece::As::added ? ins(piece.text) : words_of(piece.text);
}

Html deciding_part(const Here& here, const ReportWay& way) {
  if (!way.deciding) return {};
  const auto hidden = input(attr("type", "hidden"), attr("name", "shown"), attr("value", way.shown));
  const Field reason{.name = "reason", .label = here.say("waypage.reason"), .value = way.reason, .type = "area", .hint = here.say("waypage.reason_hint"), .problem = way_problem(way, "reason"), .rows = 2};
  return section(cls("sheet signing deciding"), attr("aria-labelledby", "decide"), h2(attr("id", "decide"), here.say("waypage.your_turn")), problem_box(here, way.wrong),
                 when(!way.due.empty(), [&] { return p(cls("hint"), here.say("waypage.due_by", {{"due", way.due}})); }), way_changes(here, way.changes),
                 post_form(here, "/reports/" + way.report + "/review", hidden, div(cls("form-end"), submit_button(here.say("waypage.approve"), true, "do", "approve"), span(cls("hint"), here.say("waypage.approve_hint"))), field_of(here, reason),
                           div(cls("form-end"), submit_button(here.say("waypage.return"), false, "do", "return"))));
}

Html people_list(const Here& here, const ReportWay& way) {
  if (way.people.empty()) return {};
  return ol(cls("way"), each(way.people, [&](const WayPerson& one) {
              const std::string sign = one.done ? "●" : one.now ? "▶" : "○";
              const auto due = when(!one.due.empty(), [&] { return span(cls(one.overdue ? "late-day" : "hint"), here.say(one.overdue ? "waypage.overdue" : "waypage.until", {{"due", one.due}})); });
              return li(cls(one.now ? "now" : one.done ? "done" : ""), attr_if("aria-current", one.now ? "step" : ""), span(cls("sign"), attr("aria-hidden", "true"), sign),
                        span(here.say(one.part == "sign" ? "waypage.part_sign" : "waypage.part_review"), " ", b(one.name), when(one.now, [&] { return span(cls("aside-word"), here.say("waypage.has_it")); })), due);
            }));
}

Html ask_part(const Here& here, const ReportWay& way) {
  if (!way.can_ask) return {};
  auto reviewers = way.reviewers;
  reviewers.insert(reviewers.begin(), {"", here.say("waypage.nobody")});
  const auto at = [&](std::size_t i) { return i < way.asked.size() ? way.asked[i] : AskedRow{}; };
  Html rows;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto n = std::to_string(i + 1);
    rows += div(cls("form-row"), field_of(here, Field{.name = "reviewer-" + n, .label = here.say("waypage.reviewer_n", {{"n", n}}), .value = at(i).account, .options = reviewers}),
                field_of(here, Field{.name = "due-" + n, .label = here.say("waypage.due"), .value = at(i).due, .type = "date", .problem = way_problem(way, "due-" + n)}));
  }
  rows += div(cls("form-row"), field_of(here, Field{.name = "signer", .label = here.say("waypage.signer"), .value = at(3).account, .problem = way_problem(way, "signer"), .options = way.signers}),
              field_of(here, Field{.name = "due-signer", .label = here.say("waypage.due"), .value = at(3).due, .type = "date"}));
  return details(flag("open", way_problem(way, "signer").empty() == false || !way_problem(way, "people").empty()), summary(here.say("waypage.ask")),
                 way.signers.empty() ? p(cls("note"), here.say("waypage.no_signer"))
                                     : post_form(here, "/reports/" + way.report + "/round", when(!way_problem(way, "people").empty(), [&] { return p(cls("problem"), way_problem(way, "people")); }), rows,
                                                 field_of(here, Field{.name = "note", .label = here.say("waypage.note"), .value = way.note}), div(cls("form-end"), submit_button(here.say("waypage.ask_now"), false))));
}

Html take_back_part(const Here& here, const ReportWay& way) {
  if (!way.can_take_back) return {};
  return details(summary(here.say("waypage.take_back")), post_form(here, "/reports/" + way.report + "/take-back", field_of(here, Field{.name = "why", .label = here.say("waypage.why"), .problem = way_problem(way, "why")}),
                                                                   div(cls("form-end"), submit_button(here.say("waypage.take_back_now"), false), span(cls("hint"), here.say("waypage.take_back_hint")))));
}

Html send_part(const Here& here, const ReportWay& way) {
  if (!way.can_send) return {};
  const bool again = way.state == "sent_back";
  return details(flag("open", !way_problem(way, "to").empty() || !way_problem(way, "day").empty()), summary(here.say(again ? "waypage.send_again" : "waypage.send")),
                 when(again && way.drifted, [&] { return p(cls("note"), here.say("waypage.correct_first")); }),
                 post_form(here, "/reports/" + way.report + "/dispatch", field_of(here, Field{.name = "to", .label = here.say("waypage.to"), .value = way.to, .problem = way_problem(way, "to"), .required = true}),
                           div(cls("form-row"), field_of(here, Field{.name = "day", .label = here.say("waypage.day"), .value = way.day.empty() ? way.today : way.day, .type = "date", .problem = way_problem(way, "day"), .required = true}),
                               field_of(here, Field{.name = "by_way", .label = here.say("waypage.by_way"), .value = way.by_way, .placeholder = here.say("waypage.by_way_example")})),
                           field_of(here, Field{.name = "note", .label = here.say("waypage.note"), .value = {}, .id = "send-note"}), div(cls("form-end"), submit_button(here.say("waypage.send_now"), false), span(cls("hint"), here.say("waypage.send_hint")))));
}

Html answer_part(const Here& here, const ReportWay& way) {
  if (!way.can_answer) return {};
  const auto files_form = [&](const char* address, const auto&... inside) {
    return form(attr("method", "post"), attr("enctype", "multipart/form-data"), attr("action", here.to("/reports/" + way.report + address)), input(attr("type", "hidden"), attr("name", "csrf"), attr("value", here.csrf)), inside...);
  };
  const auto day = [&](const char* id) { return field_of(here, Field{.name = "day", .label = here.say("waypage.day"), .value = way.today, .type = "date", .required = true, .id = id}); };
  const auto file = [&](const char* id) { return field_of(here, Field{.name = "file", .label = here.say("waypage.scan"), .type = "file", .id = id}); };
  const auto receipt = when(way.state == "sent", [&] {
    return details(flag("open", !way_problem(way, "receipt").empty()), summary(here.say("waypage.receive")),
                   files_form("/receipt", field_of(here, Field{.name = "receipt", .label = here.say("waypage.receipt"), .value = way.receipt, .problem = way_problem(way, "receipt")}), day("receipt-day"), file("receipt-file"), div(cls("form-end"), submit_button(here.say("waypage.receive_now"), false))));
  });
  return row_of(receipt, details(flag("open", !way_problem(way, "returned").empty()), summary(here.say("waypage.was_sent_back")),
                                 files_form("/sent-back", field_of(here, Field{.name = "returned", .label = here.say("waypage.superior_reason"), .type = "area", .problem = way_problem(way, "returned"), .required = true, .rows = 2}), day("back-day"), file("back-file"),
                                            div(cls("form-end"), submit_button(here.say("waypage.sent_back_now"), false)))));
}

Html marks_list(const Here& here, const ReportWay& way) {
  if (way.marks.empty()) return {};
  return details(flag("open", way.state == "sent" || way.state == "received" || way.state == "sent_back" || way.state == "returned"), summary(here.say("waypage.history", {{"n", std::to_string(way.marks.size())}})),
                 ol(cls("list way-marks"), each(way.marks, [&](const WayMark& mark) {
                      return li(b(mark.what), " ", mark.by, " ", span(cls("aside-word"), mark.on), when(!mark.day.empty(), [&] { return span(cls("aside-word"), mark.day); }), when(!mark.text.empty(), [&] { return p(mark.text); }),
                                when(!mark.files.empty(), [&] { return p(cls("hint"), each(mark.files, [](const auto& file) { return row_of(a(href(file.first), file.second), words_of(" ")); })); }));
                    })));
}
}  // namespace

Html way_changes(const Here& here, const WayChanges& changes) {
  const Args args{{"n", std::to_string(changes.figures.size())}, {"same", std::to_string(changes.unchanged)}, {"paragraphs", std::to_string(changes.paragraphs.size())}, {"same_paragraphs", std::to_string(changes.same_paragraphs)}};
  if (!changes.not_compared.empty()) return p(cls("note"), changes.not_compared);
  if (changes.before_title.empty()) return p(cls("hint"), changes.since);
  return div(cls("between"), p(changes.since, " ", a(href(changes.before_address), changes.before_title)), when(changes.other_template, [&] { return p(cls("note warn"), here.say("waypage.other_template")); }),
             p(cls("hint"), here.say("waypage.changes_line", args)), when(!changes.figures.empty(), [&] { return changed_figures(here, changes.figures); }),
             when(!changes.paragraphs.empty(), [&] {
               return details(flag("open", changes.paragraphs.size() <= kOpenParagraphs), summary(here.say("waypage.changed_text", args)), ol(cls("changed-text"), each(changes.paragraphs, [](const WayChange& one) { return li(each(one.pieces, piece_of)); })));
             }));
}

Html report_way(const Here& here, const ReportWay& way) {
  const Args args{{"name", way.holder}, {"due", way.due}};
  const bool with_due = !way.due.empty() && !way.holder.empty();
  const auto now = here.say("waypage.state_" + way.state + (with_due ? "_due" : ""), args);
  return row_of(deciding_part(here, way), section(cls("sheet"), attr("aria-labelledby", "way"), h2(attr("id", "way"), here.say("waypage.title")), way.deciding ? Html() : problem_box(here, way.wrong), p(cls("where"), now), people_list(here, way),
                                                  ask_part(here, way), take_back_part(here, way), send_part(here, way), answer_part(here, way), marks_list(here, way)));
}

Html report_compare(const Here& here, const ComparePage& page) {
  const auto head = [&](std::string_view text, const char* kind = "n") { return th(attr("scope", "col"), cls(kind), text); };
  const auto number = [&](const std::string& expr, const std::string& text) { return expr.empty() || text.empty() ? words_of(text.empty() ? "—" : text) : figure_number(here, expr, text, ""); };
  const auto rows = each(page.rows, [&](const ComparedRow& row) {
    return tr(td(row.title, when(row.other_rule, [&] { return p(cls("hint rule"), here.say("waypage.other_rule")); })), td(cls("n"), number(row.expr, row.is)), td(cls("n"), number(row.was_expr, row.was)), td(cls("n"), row.difference.empty() ? "—" : row.difference));
  });
  const auto choose = when(page.others.size() > 1, [&] {
    return form(cls("form-row no-print"), attr("method", "get"), attr("action", "/reports/" + page.report + "/compare"), field_of(here, Field{.name = "with", .label = here.say("waypage.compare_with"), .value = page.before, .options = page.others}),
                div(cls("field go"), submit_button(here.say("waypage.compare_now"), false)));
  });
  const auto against = page.before.empty() ? p(cls("note"), here.say("waypage.no_year_before"))
                                           : p(here.say("waypage.compared_with"), " ", a(href(here.to("/reports/" + page.before)), page.before_title), " ", span(cls("aside-word"), page.before_note));
  return section(cls("sheet"), against, when(!page.not_compared.empty(), [&] { return p(cls("note warn"), page.not_compared); }), choose,
                 page.rows.empty() ? empty_state(here.say("waypage.no_figures"), here.say("waypage.no_figures_more"))
                                   : scrolled(here.say("view.wide_table"), table(cls("rows compare-figures"), caption(cls("unseen"), page.title), thead(tr(head(here.say("reportpage.column_figure"), ""), head(page.stretch), head(page.before_stretch.empty() ? here.say("waypage.year_before") : page.before_stretch), head(here.say("waypage.difference")))), tbody(rows))),
                 div(cls("form-end no-print"), button_link(here.to("/reports/" + page.report), here.say("waypage.back_to_report"))));
}
}  // namespace youju::view
