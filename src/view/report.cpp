// SPDX-License-Identifier: Apache-2.0
#include "view/report.h"

#include <algorithm>

namespace youju::view {
namespace {
// A number of the report opens as it stood when the report was made.
Html number_then(const Here& here, const std::string& expression, const std::string& text, const std::string& size) {
  return opening_number(text, "", here.to("/figures/show", {{"expr", expression}, {"at", size}}));
}

Html paper_runs(const Here& here, const PaperRuns& runs, const std::string& size) {
  return each(runs, [&](const PaperRun& run) {
    const auto inside = run.expression.empty() ? words_of(run.text) : number_then(here, run.expression, run.text, size);
    return run.strong ? b(inside) : inside;
  });
}

Html paper_table(const Here& here, const PaperBlock& block, const std::string& size) {
  return scrolled(here.say("view.wide_table"), table(tbody(each(block.rows, [&](const std::vector<PaperCell>& row) {
               return tr(each(row, [&](const PaperCell& cell) {
                 const auto wide = attr_if("colspan", cell.span > 1 ? std::to_string(cell.span) : ""), high = attr_if("rowspan", cell.rows > 1 ? std::to_string(cell.rows) : "");
                 const auto runs = paper_runs(here, cell.runs, size);
                 return cell.head ? th(cls(cell.align), wide, high, runs) : td(cls(cell.align), wide, high, runs);
               }));
             }))));
}

Html paper_sheet(const Here& here, const ReportPage& page) {
  return article(cls("paper"), attr("lang", "zh-CN"), attr("aria-label", here.say("reportpage.text")), each(page.paper, [&](const PaperBlock& block) {
                   if (block.style == "table") return paper_table(here, block, page.size);
                   if (block.style == "chart") return div(cls("drawing"), block.drawing);
                   if (block.style == "break") return hr();
                   return p(cls(block.style), paper_runs(here, block.runs, page.size));
                 }));
}

Html paper_part(const Here& here, const ReportPage& page) {
  if (!page.paper.empty()) return paper_sheet(here, page);
  const auto frame = when(page.has_html, [&] {
    return element("iframe", {attr("class", "paper-file"), attr("title", here.say("reportpage.text")), attr("sandbox", ""), attr("src", here.to("/reports/" + page.id + "/html"))});
  });
  return row_of(p(cls("note"), page.paper_missing), frame);
}

Html changes_table(const Here& here, const std::vector<ReportChange>& rows, const char* was, const char* is) {
  return scrolled(here.say("view.wide_table"), table(cls("rows"), thead(tr(th(attr("scope", "col"), here.say("reportpage.column_figure")), th(attr("scope", "col"), cls("n"), here.say(was)), th(attr("scope", "col"), cls("n"), here.say(is)))),
                                  tbody(each(rows, [&](const ReportChange& row) {
                                    const auto today = row.expression.empty() ? words_of(row.is.empty() ? "—" : row.is) : figure_number(here, row.expression, row.is, "");
                                    const auto causes = when(!row.causes.empty(), [&] {
                                      return tr(cls("causes"), td(attr("colspan", "3"), each(row.causes, [](const std::string& cause) { return p(cls("hint"), cause); })));
                                    });
                                    return row_of(tr(cls(row.causes.empty() ? "" : "with-causes"), td(row.title), td(cls("n soft"), row.was.empty() ? "—" : row.was), td(cls("n"), today)), causes);
                                  }))));
}

// The digest in groups of four, as it is read aloud; the whole one behind it.
Html digest_short(const Here& here, const std::string& digest) {
  std::string groups;
  for (std::size_t i = 0; i < std::min<std::size_t>(12, digest.size()); i += 4) groups += (i == 0 ? "" : " ") + digest.substr(i, 4);
  return details(cls("digest"), summary(code(groups), " …"), p(cls("hint"), here.say("reportpage.digest_whole")), p(cls("code"), digest));
}

std::string wrong_at(const ReportPage& page, std::string_view field) {
  for (const auto& one : page.wrong)
    if (one.field == field) return one.text;
  return {};
}

Html sign_part(const Here& here, const ReportPage& page) {
  if (page.state != ReportState::made || page.deciding) return {};
  const Args args{{"n", std::to_string(page.figures.size())}};
  return section(cls("sheet signing"), attr("aria-labelledby", "sign"), h2(attr("id", "sign"), here.say("reportpage.sign_title")), problem_box(here, page.wrong),
                 dl(cls("facts"), dt(here.say("reportpage.what_is_signed")), dd(here.say(page.adopted ? "reportpage.signed_docx" : "reportpage.signed_files", args)), dt(here.say("reportpage.digest")),
                    dd(digest_short(here, page.shown)), dt(here.say("reportpage.differences")), dd(page.since)),
                 page.can_sign ? post_form(here, "/reports/" + page.id + "/signature", input(attr("type", "hidden"), attr("name", "shown"), attr("value", page.shown)), code_field(here, page.asked, wrong_at(page, "code")),
                                           div(cls("form-end"), submit_button(here.say("reportpage.sign_now")), span(cls("hint"), here.say("reportpage.sign_hint"))))
                               : p(cls("note"), page.cannot_sign));
}

Html drift_part(const Here& here, const ReportPage& page) {
  if (page.signatures.empty()) return {};
  const auto body = page.drift.empty() ? p(cls("soft"), here.say("reportpage.no_drift")) : changes_table(here, page.drift, "reportpage.column_signed", "reportpage.column_today");
  const auto correct = when(page.can_correct && !page.drift.empty() && !page.corrected, [&] {
    return post_form(here, "/reports/" + page.id + "/notices", code_field(here, page.asked, wrong_at(page, "code")), div(cls("form-end"), submit_button(here.say("reportpage.correct"), false), span(cls("hint"), here.say("reportpage.correct_hint"))));
  });
  return section(cls("sheet"), attr("aria-labelledby", "drift"), h2(attr("id", "drift"), here.say(page.drift.empty() ? "reportpage.drift_none_title" : "reportpage.drift_title", {{"n", std::to_string(page.drift.size())}})),
                 page.state == ReportState::made ? Html() : problem_box(here, page.wrong), body,
                 when(page.corrected, [&] { return p(cls("note"), here.say("reportpage.corrected", {{"no", std::to_string(page.notices.back().number)}})); }), correct);
}

Html marks_part(const Here& here, const ReportPage& page) {
  if (page.signatures.empty()) return {};
  const auto files = [&](std::int64_t no) {
    return each(std::vector<std::string>{"docx", "pdf", "html"}, [&](const std::string& form) {
      return row_of(words_of(" "), a(href(here.to("/reports/" + page.id + "/notices/" + std::to_string(no) + "/" + form)), here.say("reportpage.form_" + form)));
    });
  };
  return section(cls("sheet"), h2(here.say("reportpage.signatures")), ul(cls("list"), each(page.signatures, [&](const ReportMark& mark) {
                   return li(here.say("reportpage.signature_line", {{"no", std::to_string(mark.number)}, {"by", mark.by}, {"on", mark.on}, {"entry", std::to_string(mark.entry)}}));
                 }), each(page.notices, [&](const ReportMark& mark) {
                   return li(here.say("reportpage.notice_line", {{"no", std::to_string(mark.number)}, {"by", mark.by}, {"on", mark.on}}), files(mark.number));
                 })));
}

Html take_part(const Here& here, const ReportPage& page) {
  const auto base = "/reports/" + page.id;
  return section(cls("sheet no-print"), h2(here.say("reportpage.take_along")),
                 div(cls("downloads"), each(page.forms, [&](const std::string& form) { return button_link(here.to(base + "/files/" + form), here.say("reportpage.form_" + form)); }),
                     when(page.can_bundle, [&] { return button_link(here.to(base + "/bundle"), here.say("reportpage.bundle")); }), when(!page.compare.empty(), [&] { return button_link(page.compare, here.say("reportpage.compare")); }), when(page.can_publish, [&] { return button_link(here.to(base + "/public"), here.say("public.link")); })),
                 when(page.can_bundle, [&] { return p(cls("hint"), here.say("reportpage.bundle_hint")); }));
}

Html adopt_part(const Here& here, const ReportPage& page) {
  if (!page.can_adopt) return {};
  Field file{.name = "file", .label = here.say("reportpage.adopt_file"), .type = "file", .hint = here.say("reportpage.adopt_hint"), .required = true, .accept = ".docx"};
  return section(cls("sheet no-print"), h2(here.say("reportpage.adopt")),
                 form(cls("dropzone"), attr("method", "post"), attr("enctype", "multipart/form-data"), attr("action", here.to("/reports/" + page.id + "/edited")), attr("data-drop", ""),
                      input(attr("type", "hidden"), attr("name", "csrf"), attr("value", here.csrf)), field_of(here, file), submit_button(here.say("reportpage.adopt_now"), false)));
}

Html figures_part(const Here& here, const ReportPage& page) {
  return section(cls("sheet"), attr("aria-labelledby", "figures"), h2(attr("id", "figures"), here.say("reportpage.figures", {{"n", std::to_string(page.figures.size())}})),
                 table(cls("rows report-figures"), tbody(each(page.figures, [&](const ReportFigure& figure) {
                         return tr(td(figure.title), td(cls("n"), number_then(here, figure.expression, figure.text, page.size)), td(cls("n"), code(figure.code)));
                       }))));
}

Html facts_part(const Here& here, const ReportPage& page) {
  const auto fact = [&](const char* word, const std::string& text) { return when(!text.empty(), [&] { return row_of(dt(here.say(word)), dd(text)); }); };
  return section(cls("sheet"), dl(cls("facts"), dt(here.say("reportpage.column_state")), dd(report_state(here, page.state, static_cast<int>(page.drift.size()))), fact("reportpage.column_unit", page.unit),
                                  fact("reportpage.column_stretch", page.stretch), fact("reportpage.made_by_on", here.say("reportpage.made_line", {{"by", page.made_by}, {"on", page.made_on}})),
                                  fact("reportpage.log_size", page.at), fact("reportpage.code", page.code)));
}
}  // namespace

Html report(const Here& here, const ReportPage& page) {
  const auto text = row_of(when(page.adopted, [&] { return p(cls("note warn"), here.say("reportpage.adopted_note")); }), paper_part(here, page));
  const auto beside = row_of(facts_part(here, page), sign_part(here, page), page.way, drift_part(here, page), marks_part(here, page), take_part(here, page), figures_part(here, page), adopt_part(here, page));
  return div(cls("report-columns"), div(cls("report-text"), text, page.comments), div(cls("report-beside"), beside));
}

Html adopted(const Here& here, const AdoptedPage& page) {
  const Args args{{"found", std::to_string(page.found)}, {"changed", std::to_string(page.changed.size())}, {"missing", std::to_string(page.missing.size())}, {"file", page.file}};
  const bool clean = page.changed.empty() && page.missing.empty() && page.other_numbers.empty();
  return section(cls("sheet between"), p(here.say("reportpage.adopted_found", args)), when(clean, [&] { return p(cls("soft"), here.say("reportpage.adopted_clean")); }),
                 when(!page.changed.empty(), [&] { return row_of(h2(here.say("reportpage.adopted_changed")), changes_table(here, page.changed, "reportpage.column_ours", "reportpage.column_theirs")); }),
                 when(!page.missing.empty(), [&] { return row_of(h2(here.say("reportpage.adopted_missing")), changes_table(here, page.missing, "reportpage.column_ours", "reportpage.column_theirs")); }),
                 when(!page.other_numbers.empty(), [&] {
                   return row_of(h2(here.say("reportpage.adopted_others")), p(cls("hint"), here.say("reportpage.adopted_others_hint")), ul(cls("list"), each(page.other_numbers, [](const std::string& text) { return li(text); })));
                 }),
                 div(cls("form-end"), button_link(here.to("/reports/" + page.report), here.say("reportpage.open_adopted"), true)));
}
}  // namespace youju::view
