// SPDX-License-Identifier: Apache-2.0
#include "view/record.h"

namespace youju::view {
namespace {
Html fact_value(const Fact& fact) {
  if (!fact.address.empty()) return a(href(fact.address), fact.value);
  if (!fact.outside.empty()) return a(outside_href(fact.outside), attr("rel", "noreferrer noopener"), fact.value);
  return words_of(fact.value);
}

Html facts_part(const Here& here, const RecordPage& page) {
  return section(cls("sheet"), attr("aria-label", here.say("record.facts")), dl(cls("facts"), each(page.facts, [](const Fact& fact) {
                                                                                  return row_of(dt(fact.name), dd(cls("said"), fact_value(fact)));
                                                                                })));
}

Html counted_part(const Here& here, const Here& there, const RecordPage& page) {
  const auto counted = each(page.counted, [&](const CountedUnder& one) { return li(one.name, " ", figure_number(there, one.expression, one.number, one.measure)); });
  return section(cls("sheet"), h2(here.say("record.counted")), when(!page.why_not_counted.empty(), [&] { return p(cls("soft"), page.why_not_counted); }),
                 when(!page.counted.empty(), [&] { return row_of(p(cls("hint"), here.say("record.counted_hint", {{"year", std::to_string(there.year)}})), ul(cls("list"), counted)); }));
}

Html evidence_item(const Here& here, const RecordPage& page, const EvidenceItem& item) {
  const auto address = "/records/" + page.id + "/evidence/" + std::to_string(item.entry);
  std::string what = item.role.empty() ? item.type : item.role;
  if (item.gone) return li(span(cls("soft"), here.say("record.file_gone")), br(), small(cls("soft"), what));
  return li(cls(item.superseded ? "old" : ""), when(item.image, [&] {
              return a(href(address), img(attr("src", address), attr("alt", item.name.empty() ? what : item.name), attr("loading", "lazy"), attr("width", "148"), attr("height", "96")));
            }),
            a(href(address + "?save=1"), item.name.empty() ? here.say("record.file_nameless") : item.name), br(), span(cls("soft"), what + " · " + item.size),
            when(item.superseded, [&] { return row_of(br(), span(cls("soft"), here.say("record.file_superseded"))); }),
            when(item.elsewhere > 0, [&] { return row_of(br(), span(cls("late-text"), here.say("record.file_elsewhere", {{"n", std::to_string(item.elsewhere)}}))); }));
}

Html evidence_part(const Here& here, const RecordPage& page) {
  std::vector<std::pair<std::string, std::string>> roles = page.roles;
  if (!roles.empty()) roles.emplace_back("", here.say("record.role_other"));
  const auto upload = [&] {
    const Field file{.name = "files", .label = here.say("record.attach"), .type = "file", .hint = here.say("record.attach_hint"), .required = true, .multiple = true};
    const Field role{.name = "role", .label = here.say("record.role"), .options = roles};
    return post_form(here, "/records/" + page.id + "/evidence", cls("attach no-print"), attr("enctype", "multipart/form-data"), attr("data-drop", ""),
                     div(cls("form-row"), field_of(here, file), when(!roles.empty(), [&] { return field_of(here, role); }), div(cls("field tight-field"), submit_button(here.say("record.attach_do"), false))));
  };
  return section(cls("sheet"), attr("id", "evidence"),
                 header(h2(here.say("record.evidence")), when(page.may_attach && !page.roles.empty(), [&] { return a(cls("no-print"), href(here.to("/records/" + page.id + "/sheet")), here.say("record.sheet_title")); }), span(cls("soft"), page.evidence.empty() ? "" : here.say("record.files_n", {{"n", std::to_string(page.evidence.size())}}))),
                 when(page.evidence.empty(), [&] { return p(cls("soft"), here.say(page.may_attach ? "record.no_evidence_yet" : "record.no_evidence")); }),
                 when(!page.evidence.empty(), [&] { return ul(cls("files"), each(page.evidence, [&](const auto& item) { return evidence_item(here, page, item); })); }), when(page.may_attach, upload));
}

Html step_form(const Here& here, const RecordPage& page, const StepChoice& step) {
  const auto id = "reason-" + step.id;
  const Field reason{.name = "reason", .label = here.say("record.reason"), .value = step.reason, .required = step.asks_reason, .id = id};
  const auto inside = row_of(input(attr("type", "hidden"), attr("name", "step"), attr("value", step.id)), input(attr("type", "hidden"), attr("name", "shown"), attr("value", step.shown)),
                             when(step.asks_reason, [&] { return field_of(here, reason); }), code_field(here, step.asked, step.code_problem, "code-" + step.id),
                             button(attr("type", "submit"), cls(step.gives_up ? "danger" : step.main ? "main" : ""), step.name), when(!step.approvals.empty(), [&] { return span(cls("soft"), step.approvals); }));
  const auto sent = post_form(here, "/records/" + page.id + "/steps", inside);
  if (!step.gives_up) return sent;
  return details(cls("give-up"), summary(step.name + "…"), p(cls("hint"), here.say("record.void_hint")), sent);
}

Html steps_part(const Here& here, const RecordPage& page) {
  if (page.steps.empty()) return {};
  return section(cls("sheet no-print"), h2(here.say("record.next")), div(cls("steps"), each(page.steps, [&](const StepChoice& step) {
                   if (step.allowed) return step_form(here, page, step);
                   return p(cls("why-not"), b(step.name), here.chinese() ? "：" : ": ", step.why_not, when(!step.approvals.empty(), [&] { return words_of(" " + step.approvals); }));
                 })));
}

Html change_text(const FieldChange& change) {
  return each(change.pieces, [](const TextPiece& piece) {
    if (piece.as == TextPiece::As::added) return ins(piece.text);
    if (piece.as == TextPiece::As::removed) return del(piece.text);
    return words_of(piece.text);
  });
}

Html past_part(const Here& here, const RecordPage& page) {
  return section(cls("sheet"), header(h2(here.say("record.past")), when(page.sealed, [&] { return a(cls("no-print"), href("/records/" + page.id + "/proof"), here.say("record.proof")); })),
                 when(!page.sealed, [&] { return p(cls("hint"), here.say("record.not_sealed_yet")); }), ol(cls("versions"), each(page.past, [&](const PastEvent& event) {
                   return li(p(b(event.what), " ", span(cls("soft"), event.who + " · " + event.when + " · "), span(cls("soft"), attr("title", here.say("record.entry_title")), "#" + std::to_string(event.entry))),
                             when(!event.reason.empty(), [&] { return p(here.say("record.because", {{"reason", event.reason}})); }),
                             when(!event.changes.empty(), [&] {
                               return dl(cls("facts changes"), each(event.changes, [](const FieldChange& change) { return row_of(dt(change.name), dd(cls("said"), change_text(change))); }));
                             }));
                 })));
}

Html one_line(const Here& here, const RecordPage& page) {
  return p(cls("one-line"), span(cls("state " + std::string(page.state_id == "void" ? "void" : page.counts ? "counts" : "")), page.state), " ", page.kind + " · " + page.unit + (page.day.empty() ? "" : " · " + page.day) + " · ",
           when(!page.timing.empty(), [&] { return row_of(mark_of(here, page.on_time ? Mark::done : Mark::late), words_of(" ")); }),
           span(cls("soft"), page.timing + here.say("record.version_line", {{"number", std::to_string(page.number)}, {"entered", page.entered}})));
}
}  // namespace

Html record_page(const Frame& frame, const Here& there, const RecordPage& page) {
  const auto& here = frame.here;
  const auto gaps = when(!page.gaps.empty(), [&] {
    return element("section", {cls("note warn gaps"), attr("aria-label", here.say("record.gaps")), span(cls("soft"), here.say("record.gaps")), ul(each(page.gaps, [](const Fact& gap) { return li(b(gap.name), when(!gap.value.empty(), [&] { return row_of(words_of(" "), span(cls("soft"), gap.value)); })); }))});
  });
  const auto wrong = when(!page.wrong.empty(), [&] { return div(cls("problems"), attr("role", "alert"), attr("tabindex", "-1"), each(page.wrong, [](const auto& text) { return p(text); })); });
  return view::page(frame, row_of(one_line(here, page), wrong, gaps,
                                  div(cls("columns main-aside record-parts"), div(facts_part(here, page)), div(cls("beside"), steps_part(here, page), counted_part(here, there, page)),
                                      div(evidence_part(here, page), page.comments, past_part(here, page)))));
}
}  // namespace youju::view
