// SPDX-License-Identifier: Apache-2.0
#include "view/check.h"
#include "words/measure.h"

namespace youju::view {
namespace {
// The sign says the same as the colour.
std::string_view sign_of(std::string_view verdict) {
  static constexpr std::pair<std::string_view, std::string_view> kSigns[] = {{"inconsistent", "≠"}, {"contradicted", "✗"}, {"ambiguous", "?"}, {"no_evidence", "○"}, {"approximately", "≈"}, {"supported", "●"}};
  for (const auto& [name, sign] : kSigns)
    if (name == verdict) return sign;
  return "–";
}
std::string draft_problem(const std::vector<Wrong>& wrong, std::string_view field) {
  for (const auto& one : wrong)
    if (one.field == field) return one.text;
  return {};
}

Html draft_pieces(const std::vector<DraftPiece>& pieces) {
  return each(pieces, [](const DraftPiece& piece) {
    if (piece.claim == 0) return words_of(piece.text);
    const auto n = std::to_string(piece.claim);
    if (piece.text.empty()) return mark(attr("id", "t" + n), a(cls("at"), href("#c" + n), n));  // the same words claim a second thing
    return mark(cls("v-" + piece.verdict), attr("id", "t" + n), a(href("#c" + n), piece.text), span(cls("at"), attr("aria-hidden", "true"), n));
  });
}

Html draft_table(const Here& here, const std::vector<DraftBlock>& blocks, std::size_t from, std::size_t to) {
  Html body;
  for (std::size_t b = from; b < to;) {
    Html cells;
    const int row = blocks[b].row;
    while (b < to && blocks[b].row == row) {
      const auto& first = blocks[b];
      Html inside;
      for (; b < to && blocks[b].row == row && blocks[b].column == first.column; ++b) inside += div(draft_pieces(blocks[b].pieces));
      cells += td(attr_if("rowspan", first.row_span > 1 ? std::to_string(first.row_span) : ""), attr_if("colspan", first.column_span > 1 ? std::to_string(first.column_span) : ""), inside);
    }
    body += tr(cells);
  }
  return scrolled(here.say("view.wide_table"), table(tbody(body)));
}

Html tally_tabs(const Here& here, const CheckedPage& page) {
  const auto tab = [&](std::string_view id, std::string_view word, std::size_t n) {
    return li(a(href(here.to("/check/" + page.id, {{"show", std::string(id)}})), attr_if("aria-current", page.show == id ? "true" : ""), cls("v-" + std::string(id)),
                when(id != "look" && id != "all", [&] { return span(cls("sign"), attr("aria-hidden", "true"), sign_of(id)); }), word, " ", b(std::to_string(n))));
  };
  return nav(attr("aria-label", here.say("checkpage.filter")), ul(cls("tabs tally"), tab("look", here.say("checkpage.look"), page.look),
                                                                 each(page.tally, [&](const DraftTally& one) { return tab(one.verdict, one.word, one.n); }), tab("all", here.say("checkpage.all"), page.all)));
}

Html add_in_place(const Here& here, const DraftFinding& finding, const CheckedPage& page) {
  const auto n = std::to_string(finding.number);
  const auto problem = draft_problem(page.wrong, "line-" + n);
  return details(flag("open", !problem.empty()), summary(here.say("checkpage.add_record", {{"n", std::to_string(finding.missing)}})),
                 post_form(here, "/check/" + page.id + "/records", input(attr("type", "hidden"), attr("name", "claim"), attr("value", n)), input(attr("type", "hidden"), attr("name", "of_unit"), attr("value", finding.add_unit)),
                           field_of(here, Field{.name = "line", .label = here.say("checkpage.add_line"), .value = finding.add_line, .hint = here.say("checkpage.add_line_hint"), .problem = problem, .id = "line-" + n}),
                           div(cls("form-end"), submit_button(here.say("checkpage.add_now"), false), a(href(finding.add_address), here.say("checkpage.add_here")))));
}

Html ways_out(const Here& here, const DraftFinding& finding, const CheckedPage& page) {
  Html out;
  if (!finding.new_text.empty()) {
    const auto correct = page.can_correct ? post_form(here, "/check/" + page.id + "/correct", input(attr("type", "hidden"), attr("name", "claim"), attr("value", std::to_string(finding.number))),
                                                      submit_button(here.say("checkpage.correct_here", {{"text", finding.new_text}}), false))
                                          : button(attr("type", "button"), cls("quiet"), attr("data-copy", finding.new_text), attr("data-copied", here.say("checkpage.copied")), flag("hidden"), here.say("checkpage.copy"));
    out += li(here.say("checkpage.correct_text"), " ", del(finding.old_text), " → ", ins(finding.new_text), " ", correct);
  }
  if (!finding.add_address.empty()) out += li(add_in_place(here, finding, page));
  return out.empty() ? out : ul(cls("ways"), out);
}

// Which figure was meant; or which kind these words always mean. The ledger's values are not shown: they are no reason for a reading.
Html meant(const Here& here, const DraftFinding& finding, const CheckedPage& page) {
  if (!finding.can_be_confirmed && finding.phrase.empty()) return {};
  const auto n = std::to_string(finding.number);
  const auto wrong_meant = draft_problem(page.wrong, "meant-" + n), wrong_means = draft_problem(page.wrong, "means-" + n);
  const auto claim = [&] { return input(attr("type", "hidden"), attr("name", "claim"), attr("value", n)); };
  const auto reading = when(finding.can_be_confirmed, [&] {
    return post_form(here, "/check/" + page.id + "/meaning", claim(),
                     field_of(here, Field{.name = "meant", .label = here.say("checkpage.meant"), .value = finding.likely, .hint = here.say("checkpage.meant_hint"), .problem = wrong_meant, .placeholder = "count(主题党日)", .list = "figures-to-choose", .required = true, .id = "meant-" + n}),
                     div(cls("form-end"), submit_button(here.say("checkpage.meant_so"), false)));
  });
  const auto phrase = when(!finding.phrase.empty(), [&] {
    return post_form(here, "/check/" + page.id + "/phrase", claim(),
                     field_of(here, Field{.name = "means", .label = here.say("checkpage.means", {{"phrase", finding.phrase}}), .value = finding.means, .hint = here.say("checkpage.means_hint"), .problem = wrong_means, .list = "kinds", .required = true, .id = "means-" + n}),
                     div(cls("form-end"), submit_button(here.say("checkpage.means_propose"), false)));
  });
  return details(cls("no-print"), flag("open", !(wrong_meant + wrong_means).empty()), summary(here.say("checkpage.what_meant")), reading, phrase);
}

Html said_more(const Here& here, const DraftFinding& finding) {
  if (finding.reading.empty() && finding.records.empty()) return {};
  const auto record = [&](const DraftRecord& one) { return tr(td(cls("day"), one.day), td(a(href(here.to("/records/" + one.id)), one.title))); };
  return details(summary(here.say(finding.records.empty() ? "checkpage.how" : "checkpage.how_records", {{"n", std::to_string(finding.records_n)}})), each(finding.reading, [](const std::string& text) { return p(text); }),
                 when(!finding.records.empty(), [&] { return table(cls("rows"), tbody(each(finding.records, record))); }),
                 when(finding.more > 0, [&] { return p(cls("hint"), here.say("checkpage.more_records", {{"n", std::to_string(finding.more)}})); }),
                 when(finding.closed > 0, [&] { return p(cls("hint"), here.say("checkpage.closed_records", {{"n", std::to_string(finding.closed)}})); }));
}

Html ledger_value(const Here& here, const DraftFinding& finding, const std::string& size) {
  if (finding.expression.empty()) return {};
  const auto address = here.to("/figures/show", {{"expr", finding.expression}, {"at", size}});
  if (!finding.value.empty()) return span(cls("ledger"), here.say("checkpage.ledger"), " ", opening_number(finding.value, words::say_measure(here.lang, finding.measure), address));
  return span(cls("ledger"), a(href(address), attr("data-drawer", ""), here.say("checkpage.open_figure")));
}

// The draft is its owner's alone; a colleague sees the line above the comment and the figure it stands on.
Html ask_somebody(const Here& here, const DraftFinding& finding) {
  if (finding.quote.empty()) return {};
  const Field said{.name = "said", .label = here.say("comment.say"), .type = "area", .hint = here.say("checkpage.ask_hint"), .required = true, .id = "said-" + std::to_string(finding.number), .rows = 2};
  return details(cls("no-print"), summary(here.say("checkpage.ask")), p(cls("comment-quote"), span(attr("lang", "zh-CN"), finding.words), here.chinese() ? "：" : ": ", finding.outcome),
                 post_form(here, "/comments", input(attr("type", "hidden"), attr("name", "about"), attr("value", "figure")), input(attr("type", "hidden"), attr("name", "object"), attr("value", finding.about_figure)),
                           input(attr("type", "hidden"), attr("name", "part"), attr("value", "|" + finding.quote)), field_of(here, said), submit_button(here.say("comment.send"), false)));
}

Html finding_item(const Here& here, const DraftFinding& finding, const std::string& verdict_word, const CheckedPage& page) {
  const auto n = std::to_string(finding.number);
  return li(cls("finding v-" + finding.verdict), attr("id", "c" + n),
            p(cls("what"), a(cls("at"), href("#t" + n), attr("aria-label", here.say("checkpage.to_text", {{"n", n}})), n), b(attr("lang", "zh-CN"), finding.words),
              span(cls("verdict"), span(cls("sign"), attr("aria-hidden", "true"), sign_of(finding.verdict)), verdict_word)),
            p(cls("outcome"), finding.outcome, " ", ledger_value(here, finding, page.size)), ways_out(here, finding, page), meant(here, finding, page), said_more(here, finding), ask_somebody(here, finding));
}

Html calculations_part(const Here& here, const CheckedPage& page) {
  if (page.calculations.empty()) return {};
  return section(cls("calculations"), h2(here.say("checkpage.calculations")), ul(cls("list"), each(page.calculations, [](const DraftCalculation& one) {
                   return li(each(one.claims, [](std::size_t n) { return row_of(a(cls("at"), href("#t" + std::to_string(n)), std::to_string(n)), words_of(" ")); }), one.text);
                 })));
}

Html downloads_part(const Here& here, const CheckedPage& page) {
  const auto base = "/check/" + page.id;
  const auto renew = when(page.is_docx && !page.renew_years.empty(), [&] {
    return form(cls("renew"), attr("method", "get"), attr("action", base + "/renewed"),
                field_of(here, Field{.name = "for", .label = here.say("checkpage.renew_for"), .value = page.renew_years.front().first, .options = page.renew_years}), submit_button(here.say("checkpage.renew"), false));
  });
  return section(cls("sheet no-print take"), h2(here.say("checkpage.take_along")),
                 when(page.corrected > 0, [&] { return p(button_link(here.to(base + "/corrected"), here.say("checkpage.corrected_file"), true), " ", span(cls("hint"), here.say("checkpage.corrected_n", {{"n", std::to_string(page.corrected)}}))); }),
                 page.is_docx ? div(cls("downloads"), button_link(here.to(base + "/reviewed"), here.say("checkpage.reviewed"))) : p(cls("hint"), here.say("checkpage.only_docx")), renew,
                 post_form(here, base + "/forget", p(cls("hint"), here.say("checkpage.private", {{"n", std::to_string(page.minutes_left)}})), submit_button(here.say("checkpage.forget"), false)));
}
}  // namespace

Html draft_article(const Here& here, const std::vector<DraftBlock>& blocks) {
  Html out;
  for (std::size_t b = 0; b < blocks.size();) {
    if (blocks[b].table >= 0) {
      auto end = b;
      while (end < blocks.size() && blocks[end].table == blocks[b].table) ++end;
      out += draft_table(here, blocks, b, end);
      b = end;
      continue;
    }
    const auto& block = blocks[b++];
    if (block.pieces.empty() && block.label.empty()) continue;
    out += p(cls(block.style), when(!block.label.empty(), [&] { return span(cls("label"), block.label); }), draft_pieces(block.pieces));
  }
  return article(cls("paper draft"), attr("lang", "zh-CN"), attr("aria-label", here.say("checkpage.text")), out);
}

Html check_form(const Here& here, const CheckForm& page) {
  const auto choice = [&](std::string name, const char* word, const std::string& value, const auto& options) {
    return field_of(here, Field{.name = std::move(name), .label = here.say(word), .value = value, .options = options});
  };
  const auto kept = when(!page.kept.empty(), [&] {
    return section(cls("sheet"), h2(here.say("checkpage.kept")), ul(cls("list"), attr("data-rows", ""), each(page.kept, [&](const KeptDraft& one) {
                     return li(a(href(one.address), one.name), span(cls("aside-word"), one.findings), span(cls("aside-word"), here.say("checkpage.minutes_left", {{"n", std::to_string(one.minutes_left)}})));
                   })));
  });
  return row_of(section(cls("sheet check-form"), problem_box(here, page.wrong),
                        form(cls("dropzone"), attr("method", "post"), attr("enctype", "multipart/form-data"), attr("action", here.to("/check")), attr("data-drop", ""),
                             input(attr("type", "hidden"), attr("name", "csrf"), attr("value", here.csrf)),
                             field_of(here, Field{.name = "file", .label = here.say("checkpage.file"), .type = "file", .hint = here.say("checkpage.file_hint"), .problem = draft_problem(page.wrong, "file"), .accept = ".docx,.pdf,.txt,.md"}),
                             div(cls("wide-field"), field_of(here, Field{.name = "pasted", .label = here.say("checkpage.paste"), .value = page.pasted, .type = "area", .placeholder = here.say("checkpage.paste_example"), .rows = 6})),
                             div(cls("form-row"), choice("for", "checkpage.period", page.period, page.periods), choice("of_unit", "checkpage.unit", page.unit, page.units)),
                             div(cls("form-end"), submit_button(here.say("checkpage.check")), span(cls("hint"), here.say("checkpage.promise"))))),
                kept);
}

Html checked(const Here& here, const CheckedPage& page) {
  const auto word_of = [&](const std::string& verdict) {
    for (const auto& one : page.tally)
      if (one.verdict == verdict) return one.word;
    return std::string{};
  };
  const auto list = page.findings.empty() ? empty_state(here.say(page.show == "look" ? "checkpage.nothing_wrong" : "checkpage.none_such"), here.say("checkpage.nothing_wrong_more"))
                                          : ol(cls("findings"), attr("data-rows", ""), each(page.findings, [&](const DraftFinding& one) { return finding_item(here, one, word_of(one.verdict), page); }));
  const auto all = when(page.can_correct && page.correctable > 1, [&] { return post_form(here, "/check/" + page.id + "/correct", input(attr("type", "hidden"), attr("name", "claim"), attr("value", "all")), submit_button(here.say("checkpage.correct_all", {{"n", std::to_string(page.correctable)}}), false)); });
  const auto again = div(cls("check-acts no-print"), all, post_form(here, "/check/" + page.id + "/again", submit_button(here.say("checkpage.again"), false)), span(cls("hint"), here.say("checkpage.keys_hint")));
  return row_of(div(cls("check-head"), p(cls("coverage"), page.coverage), problem_box(here, page.wrong), when(!page.added.empty(), [&] { return p(cls("note"), page.told, " ", a(href(page.added), here.say("checkpage.open_record"))); }), when(!page.against.empty(), [&] { return p(cls("hint"), page.against); }),
                    each(page.notes, [](const std::string& note) { return p(cls("note"), note); }), tally_tabs(here, page), again),
                div(cls("check-columns"), div(cls("check-text"), draft_article(here, page.blocks)),
                    div(cls("check-said"), calculations_part(here, page), list, downloads_part(here, page))),
                element("datalist", {attr("id", "figures-to-choose"), each(page.figures, [](const auto& one) { return element("option", {attr("value", one.first), one.second}); })}), element("datalist", {attr("id", "kinds"), each(page.kinds, [](const std::string& name) { return option(attr("value", name)); })}));
}
}  // namespace youju::view
