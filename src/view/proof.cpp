// SPDX-License-Identifier: Apache-2.0
#include "view/proof.h"

namespace youju::view {
namespace {
Html proof_facts(const Here& here, const ProofPage& page) {
  const auto fact = [&](const char* word, const Html& value) { return row_of(dt(here.say(word)), dd(value)); };
  return section(cls("sheet"), attr("aria-labelledby", "sealed"), h2(attr("id", "sealed"), here.say("proofpage.sealed_title")),
                 dl(cls("facts"), fact("proofpage.entries", words_of(page.entries)), fact("proofpage.sealed", words_of(page.sealed)), fact("proofpage.unsealed", words_of(page.unsealed)),
                    when(!page.sealed_until.empty(), [&] { return fact("proofpage.until", words_of(page.sealed_until)); })));
}

Html verify_part(const Here& here, const ProofPage& page) {
  if (!page.can_verify) return {};
  const auto result = when(page.result.has_value(), [&] {
    const auto& done = *page.result;
    return div(cls(done.good ? "verdict-line good" : "verdict-line bad"), attr("role", "status"), p(b(here.say(done.good ? "proofpage.good" : "proofpage.bad"))), p(done.counted),
               each(done.told, [](const std::string& line) { return p(cls("hint"), line); }),
               when(!done.findings.empty(), [&] {
                 return table(cls("rows"), thead(tr(th(attr("scope", "col"), here.say("proofpage.where")), th(attr("scope", "col"), here.say("proofpage.what")))),
                              tbody(each(done.findings, [](const ProofFinding& one) { return tr(td(cls("tight"), one.where), td(one.text)); })));
               }));
  });
  const auto action = page.too_long ? p(cls("note"), page.too_long_line)
                                    : post_form(here, "/proof", div(cls("form-end"), submit_button(here.say("proofpage.verify")), span(cls("hint"), here.say("proofpage.verify_hint"))));
  return section(cls("sheet"), attr("aria-labelledby", "verify"), h2(attr("id", "verify"), here.say("proofpage.verify_title")), result, action);
}

Html note_part(const Here& here, const ProofPage& page) {
  const auto body = page.note.empty() ? p(cls("soft"), here.say("proofpage.no_note"))
                                      : div(cls("between"), p(here.say("proofpage.note_why")), pre(cls("code note-text"), page.note),
                                            p(cls("no-print downloads"), button_link(here.to("/proof/checkpoint"), here.say("proofpage.download_note"))));
  return section(cls("sheet"), attr("aria-labelledby", "note"), h2(attr("id", "note"), here.say("proofpage.note_title")), body);
}

Html signed_part(const Here& here, const ProofPage& page) {
  const auto head = [&](const char* word) { return th(attr("scope", "col"), here.say(word)); };
  const auto list = page.reports.empty() ? empty_state(here.say("proofpage.none_signed"), here.say("proofpage.none_signed_more"), button_link(here.to("/reports"), here.say("proofpage.to_reports")))
                                         : table(cls("rows stack"), thead(tr(head("proofpage.column_code"), head("proofpage.column_title"), head("proofpage.column_number"), head("proofpage.column_on"))),
                                                 tbody(each(page.reports, [&](const SignedLine& one) {
                                                   return tr(td(cls("tight"), code(one.code)), td(cls("title"), a(href(here.to("/reports/" + one.report)), one.title)), td(cls("tight"), one.number), td(cls("day"), one.on));
                                                 })));
  return section(cls("sheet"), attr("aria-labelledby", "signed"), h2(attr("id", "signed"), here.say("proofpage.signed_title")), p(cls("hint"), here.say("proofpage.signed_why")), list,
                 when(page.more_reports, [&] { return p(cls("pager"), a(href(here.to("/reports")), here.say("proofpage.more_signed"))); }));
}
}  // namespace

Html proof(const Here& here, const ProofPage& page) {
  return row_of(div(cls("columns"), div(proof_facts(here, page), verify_part(here, page)), note_part(here, page)), anchor_part(here, page.anchors), signed_part(here, page));
}
}  // namespace youju::view
