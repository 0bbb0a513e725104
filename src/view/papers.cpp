// SPDX-License-Identifier: Apache-2.0
#include "view/papers.h"

namespace youju::view {
namespace {
std::string paper_problem(const std::vector<Wrong>& wrong, std::string_view field) {
  for (const auto& one : wrong)
    if (one.field == field) return one.text;
  return {};
}
std::string stretch_word(const Here& here, const std::string& period) { return here.say(period == "quarter" ? "paperpage.by_quarter" : "paperpage.by_year"); }

Html upload_part(const Here& here, const PapersPage& page) {
  const std::string address = page.forms ? "/forms" : "/templates";
  Field file{.name = "file", .label = here.say(page.forms ? "paperpage.form_file" : "paperpage.template_file"), .type = "file", .hint = here.say(page.forms ? "paperpage.form_file_hint" : "paperpage.template_file_hint"),
             .problem = paper_problem(page.wrong, "file"), .required = true, .accept = page.forms ? ".xlsx" : ".docx"};
  Field period{.name = "period", .label = here.say("paperpage.period"), .value = page.period, .options = page.periods};
  Field unit{.name = "of_unit", .label = here.say("reportpage.unit"), .value = page.unit, .problem = paper_problem(page.wrong, "of_unit"), .options = page.units};
  Field year{.name = "of_year", .label = here.say("paperpage.of_year"), .value = page.year, .problem = paper_problem(page.wrong, "of_year"), .placeholder = here.say("paperpage.of_year_hint"), .input_mode = "numeric"};
  return section(cls("sheet"), attr("aria-labelledby", "add"), h2(attr("id", "add"), here.say(page.forms ? "paperpage.add_form" : "paperpage.add_template")), problem_box(here, page.wrong),
                 form(cls("dropzone"), attr("method", "post"), attr("enctype", "multipart/form-data"), attr("action", here.to(address)), attr("data-drop", ""),
                      input(attr("type", "hidden"), attr("name", "csrf"), attr("value", here.csrf)), field_of(here, file),
                      div(cls("form-row"), field_of(here, period), field_of(here, unit), when(!page.forms, [&] { return field_of(here, year); })),
                      div(cls("form-end"), submit_button(here.say("paperpage.upload")), span(cls("hint"), here.say(page.forms ? "paperpage.form_promise" : "paperpage.template_promise")))));
}

Html drafts_part(const Here& here, const PapersPage& page) {
  if (page.drafts.empty()) return {};
  return section(cls("sheet"), h2(here.say("paperpage.drafts")), ul(cls("list"), each(page.drafts, [&](const PaperDraftLine& one) {
                   const Args args{{"bound", std::to_string(one.bound)}, {"all", std::to_string(one.places)}};
                   return li(a(href(one.address), one.title), span(cls("aside-word"), one.name), span(cls("aside-word"), here.say("paperpage.bound_of", args)), span(cls("aside-word"), one.on));
                 })));
}

Html papers_table(const Here& here, const PapersPage& page) {
  const auto head = [&](const char* word, const char* kind = "") { return th(attr("scope", "col"), cls(kind), here.say(word)); };
  const auto row = [&](const PaperLine& one) {
    return tr(td(cls("title"), a(href(one.address), one.title)), td(cls("tight"), code(one.name)), td(cls("tight"), stretch_word(here, one.period)), td(cls("n"), std::to_string(one.figures)),
              td(cls("tight"), here.say("paperpage.version_n", {{"n", std::to_string(one.version)}})), td(cls("day"), one.on), td(cls("tight"), one.by));
  };
  return div(cls("scroll"), table(cls("rows stack"), thead(tr(head("paperpage.title"), head("paperpage.id"), head("paperpage.period"), head("paperpage.figures_n", "n"), head("paperpage.version"), head("paperpage.since"), head("paperpage.by"))),
                                  tbody(each(page.papers, row))));
}

// ---- places ----
Html value_of_place(const Here& here, const PlaceShown& place) {
  if (place.value.empty()) return {};
  const auto number = place.expression.empty() ? words_of(place.value) : figure_number(here, place.expression, place.value, "");
  return span(cls(place.differs ? "now differs" : "now"), here.say(place.differs ? "paperpage.now_other" : "paperpage.now"), " ", number);
}

Html chips(const Here& here, const PlaceShown& place) {
  const auto n = std::to_string(place.number);
  const auto chip = [&](const std::string& what, const std::string& words) {
    const bool chosen = what == place.bound;
    return button(attr("type", "submit"), cls(chosen ? "chip chosen" : "chip"), attr("name", "take"), attr("value", n + ":" + what), attr_if("aria-pressed", chosen ? "true" : ""), words);
  };
  Html out = each(place.suggested, [&](const auto& one) { return chip(one.first, one.second); });
  const bool offered = std::any_of(place.suggested.begin(), place.suggested.end(), [&](const auto& one) { return one.first == place.bound; });
  if (!place.bound.empty() && !offered) out += chip(place.bound, place.words.empty() ? place.bound : place.words);
  return p(cls("chips"), out, chip("", here.say("paperpage.as_text")));
}

Html place_item(const Here& here, const PlaceShown& place, bool form) {
  const auto n = std::to_string(place.number);
  const auto other = details(flag("open", !place.problem.empty()), summary(here.say("paperpage.other")),
                             field_of(here, Field{.name = "place-" + n, .label = here.say("paperpage.figure"), .value = place.bound, .hint = here.say("paperpage.figure_hint"), .problem = place.problem, .list = "figures-to-choose"}),
                             when(!place.rule.empty(), [&] { return p(cls("hint"), place.rule); }),
                             when(form, [&] { return button(attr("type", "submit"), cls("quiet"), attr("name", "drop"), attr("value", n), here.say("paperpage.drop_cell")); }));
  return li(cls(place.bound.empty() ? "place as-text" : "place"), attr("id", "c" + n), p(cls("what"), a(cls("at"), href("#t" + n), n), b(form ? place.cell : place.text), value_of_place(here, place)),
            when(!place.around.empty(), [&] { return p(cls("around"), place.around); }), chips(here, place), other);
}

// ---- a sheet ----
Html sheet_table(const Here& here, const SheetShown& sheet, const PaperDraftPage* draft) {
  Html head = th();
  for (int c = 0; c < sheet.columns; ++c) {
    std::string letters;
    for (int left = c + 1; left > 0; left = (left - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
    head += th(attr("scope", "col"), letters);
  }
  const auto cell = [&](const SheetCell& one) {
    const auto span_of = [](int n) { return n > 1 ? std::to_string(n) : std::string{}; };
    Html inside = words_of(one.value.empty() ? one.text : one.value);
    std::string look = one.formula ? "formula" : one.place > 0 ? "bound" : "";
    const auto full = sheet.name + "!" + one.address;
    if (draft != nullptr && one.place > 0) inside = a(href("#c" + std::to_string(one.place)), attr("id", "t" + std::to_string(one.place)), one.value.empty() ? (one.text.empty() ? "●" : one.text) : one.value);
    else if (draft != nullptr && !one.formula) {
      if (draft->chosen == full) look = "chosen";
      inside = a(href(here.to("/templates/drafts/" + draft->id, {{"cell", full}}) + "#add"), attr("aria-label", here.say("paperpage.point_cell", {{"cell", one.address}})), one.text.empty() ? "·" : one.text);
    } else if (draft == nullptr && !one.expression.empty()) {
      inside = figure_number(here, one.expression, one.value, "");
    } else if (one.formula) {
      inside = span(attr("title", here.say("paperpage.formula")), "ƒ");  // what it gave last is of other numbers
    }
    return td(attr_if("colspan", span_of(one.columns)), attr_if("rowspan", span_of(one.rows)), cls(look), inside);
  };
  return row_of(scrolled(sheet.name, table(cls("sheet-table"), caption(sheet.name), thead(tr(head)), tbody(each(sheet.rows, [&](const SheetRowShown& row) {
                                                                                       return tr(th(attr("scope", "row"), std::to_string(row.number)), each(row.cells, cell));
                                                                                     })))),
                when(sheet.cut, [&] { return p(cls("hint"), here.say("paperpage.sheet_cut")); }));
}

Html add_place_part(const Here& here, const PaperDraftPage& page) {
  const bool form = page.form == "xlsx";
  const auto place = form ? Field{.name = "cell", .label = here.say("paperpage.cell"), .value = page.chosen.empty() ? page.add_text : page.chosen, .hint = here.say("paperpage.cell_hint"), .problem = paper_problem(page.wrong, "cell"), .required = true, .autofocus = false}
                          : Field{.name = "snippet", .label = here.say("paperpage.snippet"), .value = page.add_text, .hint = here.say("paperpage.snippet_hint"), .problem = paper_problem(page.wrong, "snippet"), .required = true};
  const auto figure = Field{.name = "expr", .label = here.say("paperpage.figure"), .value = page.add_expr, .problem = paper_problem(page.wrong, "expr"), .placeholder = "count(支委会)", .list = "figures-to-choose", .required = form, .autofocus = !page.chosen.empty()};
  return section(cls("sheet add-place"), attr("id", "add"), h2(here.say(form ? "paperpage.point" : "paperpage.add_place")),
                 post_form(here, "/templates/drafts/" + page.id + "/places", field_of(here, place), field_of(here, figure), div(cls("form-end"), submit_button(here.say(form ? "paperpage.point_now" : "paperpage.add_now"), false))));
}

Html publish_part(const Here& here, const PaperDraftPage& page) {
  const Field id{.name = "new_id", .label = here.say("paperpage.id"), .value = page.new_id, .hint = here.say("paperpage.id_hint"), .problem = paper_problem(page.wrong, "new_id"), .required = false};
  const Field title{.name = "title", .label = here.say("paperpage.title"), .value = page.title, .problem = paper_problem(page.wrong, "title")};
  return section(cls("sheet publish"), h2(here.say("paperpage.publish")), field_of(here, title), page.base.empty() ? field_of(here, id) : p(cls("hint"), here.say("paperpage.new_version", {{"name", page.base}})),
                 div(cls("form-end"), submit_button(here.say("paperpage.publish_now"), true, "do", "publish"), submit_button(here.say("paperpage.save"), false, "do", "save")), p(cls("hint"), here.say("paperpage.publish_hint")));
}
}  // namespace

Html papers(const Here& here, const PapersPage& page) {
  const auto list = page.papers.empty() ? empty_state(here.say(page.forms ? "paperpage.no_forms" : "paperpage.no_templates"), here.say(page.forms ? "paperpage.no_forms_more" : "paperpage.no_templates_more")) : papers_table(here, page);
  return row_of(section(cls("sheet"), attr("aria-labelledby", "in-force"), h2(attr("id", "in-force"), here.say("paperpage.in_force")), list), drafts_part(here, page), when(page.can_add, [&] { return upload_part(here, page); }));
}

Html paper_draft(const Here& here, const PaperDraftPage& page) {
  const bool is_form = page.form == "xlsx";
  const Args args{{"n", std::to_string(page.places.size())}, {"bound", std::to_string(page.bound)}, {"text", std::to_string(page.as_text)}, {"differing", std::to_string(page.differing)}, {"year", std::to_string(page.sample_year)}};
  const auto shown = is_form ? div(cls("check-text"), each(page.sheets, [&](const SheetShown& sheet) { return sheet_table(here, sheet, &page); })) : div(cls("check-text"), draft_article(here, page.blocks));
  const auto places = page.places.empty() ? empty_state(here.say(is_form ? "paperpage.no_cells" : "paperpage.no_places"), here.say(is_form ? "paperpage.no_cells_more" : "paperpage.no_places_more"))
                                          : ol(cls("places"), attr("data-rows", ""), each(page.places, [&](const PlaceShown& one) { return place_item(here, one, is_form); }));
  const auto choices = element("datalist", {attr("id", "figures-to-choose"), each(page.common, [](const auto& one) { return element("option", {attr("value", one.first), one.second}); })});
  const auto binding = post_form(here, "/templates/drafts/" + page.id, button(attr("type", "submit"), cls("unseen"), attr("name", "do"), attr("value", "save"), attr("tabindex", "-1"), here.say("paperpage.save")), places, publish_part(here, page));
  const auto forget = post_form(here, "/templates/drafts/" + page.id + "/forget", div(cls("form-end"), submit_button(here.say("paperpage.forget"), false), span(cls("hint"), here.say("paperpage.forget_hint"))));
  return row_of(div(cls("check-head"), p(cls("coverage"), here.say(is_form ? "paperpage.cells_line" : "paperpage.places_line", args)), p(cls("hint"), here.say(is_form ? "paperpage.form_how" : "paperpage.template_how", args)), problem_box(here, page.wrong)), choices,
                div(cls("check-columns papers"), shown, div(cls("check-said"), when(is_form, [&] { return add_place_part(here, page); }), binding, when(!is_form, [&] { return add_place_part(here, page); }), forget)));
}

namespace {
Html fill_part(const Here& here, const PaperPage& page) {
  if (page.form != "xlsx" || page.withdrawn) return {};
  std::vector<std::pair<std::string, std::string>> quarters;
  for (int q = 1; q <= 4; ++q) quarters.emplace_back(std::to_string(q), here.say("reportpage.quarter_n", {{"n", std::to_string(q)}}));
  const auto choose = form(cls("form-row fill-for"), attr("method", "get"), attr("action", "/forms/" + page.id), field_of(here, Field{.name = "year", .label = here.say("reportpage.year"), .value = page.year, .options = page.years}),
                           when(page.period == "quarter", [&] { return field_of(here, Field{.name = "quarter", .label = here.say("reportpage.quarter"), .value = page.quarter, .options = quarters}); }),
                           div(cls("field go"), submit_button(here.say("paperpage.show"), false)));
  const auto file = page.download.empty() ? div(cls("problems"), attr("role", "alert"), h2(here.say("paperpage.missing", {{"n", std::to_string(page.missing.size())}})), ul(each(page.missing, [](const std::string& text) { return li(text); })))
                                          : p(button_link(page.download, here.say("paperpage.download_filled"), true), " ", span(cls("hint"), here.say("paperpage.at_size", {{"at", page.at}})));
  return section(cls("sheet"), h2(here.say("paperpage.fill")), choose, problem_box(here, page.wrong), file, each(page.sheets, [&](const SheetShown& sheet) { return sheet_table(here, sheet, nullptr); }));
}

Html places_table(const Here& here, const PaperPage& page) {
  const auto row = [&](const PlaceShown& one) {
    const auto number = one.value.empty() ? words_of("—") : one.expression.empty() ? words_of(one.value) : figure_number(here, one.expression, one.value, "");
    return tr(td(cls("tight"), page.form == "xlsx" ? one.cell : one.text), when(page.form != "xlsx", [&] { return td(cls("around"), one.around); }), td(one.words.empty() ? one.bound : one.words), td(cls("n"), number));
  };
  const auto head = [&](const char* word, const char* kind = "") { return th(attr("scope", "col"), cls(kind), here.say(word)); };
  return scrolled(here.say("paperpage.places", {{"n", std::to_string(page.places.size())}}), table(cls("rows"), thead(tr(head(page.form == "xlsx" ? "paperpage.cell" : "paperpage.stands"), when(page.form != "xlsx", [&] { return head("paperpage.around"); }), head("paperpage.figure"), head("paperpage.value", "n"))), tbody(each(page.places, row))));
}
}  // namespace

Html paper(const Here& here, const PaperPage& page) {
  const auto versions = section(cls("sheet"), h2(here.say("paperpage.versions")), ul(cls("list"), each(page.versions, [&](const PaperLine& one) {
                                  return li(here.say("paperpage.version_line", {{"n", std::to_string(one.version)}, {"by", one.by}, {"on", one.on}, {"figures", std::to_string(one.figures)}}));
                                })));
  const auto acts = section(cls("sheet no-print"), div(cls("downloads"), button_link(page.file_address, here.say("paperpage.original"))),
                            when(page.can_change && !page.withdrawn, [&] {
                              return row_of(post_form(here, "/templates/" + page.id + "/change", div(cls("form-end"), submit_button(here.say("paperpage.change"), false), span(cls("hint"), here.say("paperpage.change_hint")))),
                                            post_form(here, "/templates/" + page.id + "/withdraw", div(cls("form-end"), submit_button(here.say("paperpage.withdraw"), false), span(cls("hint"), here.say("paperpage.withdraw_hint")))));
                            }));
  const auto facts = section(cls("sheet"), dl(cls("facts"), dt(here.say("paperpage.id")), dd(code(page.id)), dt(here.say("paperpage.version")), dd(std::to_string(page.version)), dt(here.say("paperpage.period")), dd(stretch_word(here, page.period)),
                                              dt(here.say("reportpage.unit")), dd(page.unit)),
                             when(page.withdrawn, [&] { return p(cls("note warn"), here.say("paperpage.is_withdrawn")); }));
  const auto places = section(cls("sheet"), h2(here.say("paperpage.places", {{"n", std::to_string(page.places.size())}})), places_table(here, page), when(page.left_as_text > 0, [&] { return p(cls("hint"), here.say("paperpage.left", {{"n", std::to_string(page.left_as_text)}})); }));
  return row_of(fill_part(here, page), facts, places, versions, acts);
}
}  // namespace youju::view
