// SPDX-License-Identifier: Apache-2.0
#include "view/anchors.h"

namespace youju::view {
namespace {
std::string anchor_problem(const AnchorPart& part, std::string_view field) {
  for (const auto& one : part.wrong)
    if (one.field == field) return one.text;
  return {};
}
// Four characters a group, eight groups a line: what two people read to one another.
Html in_groups(const std::string& text) {
  constexpr std::size_t kGroup = 4, kLine = 32;
  Html out;
  for (std::size_t at = 0; at < text.size(); at += kLine) {
    std::string line;
    for (std::size_t i = at; i < std::min(at + kLine, text.size()); i += kGroup) line += (line.empty() ? "" : " ") + text.substr(i, kGroup);
    out += span(line);
  }
  return out;
}
}  // namespace

Html anchor_part(const Here& here, const AnchorPart& part) {
  const auto state = part.age.empty() ? p(cls("note warn"), here.say("anchor.none")) : p(cls(part.old ? "note warn" : "note"), b(here.say("anchor.age", {{"age", part.age}})), " ", here.say(part.old ? "anchor.too_old" : "anchor.fresh"));
  const auto form_part = when(part.may_hand_over && !part.size.empty(), [&] {
    const Field kind{.name = "kind", .label = here.say("anchor.kind"), .value = part.kind, .options = {{"printed", here.say("anchor.kind_printed")}, {"mailed", here.say("anchor.kind_mailed")}, {"copied", here.say("anchor.kind_copied")}}};
    const Field holder{.name = "holder", .label = here.say("anchor.holder"), .value = part.holder, .problem = anchor_problem(part, "holder"), .placeholder = here.say("anchor.holder_hint"), .required = true};
    return div(cls("no-print"), p(button_link(here.to("/proof/paper"), here.say("anchor.paper"))),
               post_form(here, "/proof/anchors", input(attr("type", "hidden"), attr("name", "size"), attr("value", part.size)), div(cls("form-row"), field_of(here, kind), field_of(here, holder), div(cls("field tight-field"), submit_button(here.say("anchor.note_it"), false)))));
  });
  const auto head = [&](const char* word) { return th(attr("scope", "col"), here.say(word)); };
  const auto list = when(!part.rows.empty(), [&] {
    return table(cls("rows stack"), thead(tr(head("anchor.column_on"), head("anchor.column_how"), head("anchor.column_holder"), head("anchor.column_size"), head("anchor.column_by"))),
                 tbody(each(part.rows, [](const AnchorRow& one) { return tr(td(cls("day"), one.on), td(one.kind), td(cls("title"), one.holder), td(cls("n"), one.size), td(cls("soft"), one.by)); })));
  });
  return section(cls("sheet spaced"), attr("aria-labelledby", "anchors"), h2(attr("id", "anchors"), here.say("anchor.title")), p(cls("hint"), here.say("anchor.why")), state, problem_box(here, part.wrong), form_part, list);
}

Html checkpoint_paper(const Frame& frame, const CheckpointPaper& paper) {
  const auto& here = frame.here;
  const auto line = [&](const char* word) { return div(cls("sign-line"), span(here.say(word)), span(cls("line"))); };
  // Written by the reader's own mail program: whoever sends it names who keeps it.
  const auto mail = "mailto:?subject=" + percent_encoded(here.say("anchor.paper_of", {{"office", paper.office}})) + "&body=" + percent_encoded(here.say("anchor.mail_says", {{"n", paper.size}, {"until", paper.until}}) + "\r\n\r\n" + paper.note + "\r\n" + paper.vkey + "\r\n");
  return section(cls("sheet spaced checkpoint-paper"),
                 div(cls("paper-head"), div(h2(here.say("anchor.paper_of", {{"office", paper.office}})), p(here.say("anchor.paper_says", {{"n", paper.size}, {"until", paper.until}})),
                                            dl(cls("facts"), dt(here.say("anchor.size")), dd(b(paper.size)), dt(here.say("anchor.root")), dd(p(cls("digest-lines"), in_groups(paper.root))), dt(here.say("anchor.origin")), dd(code(cls("digest-line"), paper.origin)), dt(here.say("anchor.key")),
                                               dd(code(cls("digest-line"), paper.vkey)), dt(here.say("anchor.printed")), dd(paper.printed_on))),
                     div(cls("paper-qr"), qr_picture(paper.qr, here.say("anchor.qr_spoken")), p(cls("hint"), here.say("anchor.qr_holds")))),
                 p(here.say("anchor.keep")), pre(cls("code note-text"), paper.note), div(cls("sign-lines"), line("anchor.handed_by"), line("anchor.received_by"), line("anchor.received_on")),
                 div(cls("form-end no-print"), button(attr("type", "button"), cls("main"), attr("data-print", ""), flag("hidden"), here.say("second.print")), button_link(mail, here.say("anchor.mail_it")), a(href(here.to("/proof")), here.say("second.back"))));
}
}  // namespace youju::view
