// SPDX-License-Identifier: Apache-2.0
#include "view/sheet_to_sign.h"

namespace youju::view {
namespace {
Html line_to_sign(std::size_t n, const std::string& name) { return tr(td(cls("n"), std::to_string(n)), td(cls("who"), name), td(""), td("")); }
// Laid on top of papers that belong to the record: what they are of, and the code.
Html cover_slip(const Here& here, const SheetToSign& sheet, const Html& facts) {
  return section(cls("sheet slip"), qr_picture(sheet.code, here.say("record.sheet_code", {{"record", sheet.record}})),
                 h2(sheet.title.empty() ? sheet.kind : sheet.title), facts, p(cls("hint code-line"), here.say("record.sheet_code", {{"record", sheet.record}})),
                 p(cls("hint"), here.say("scans.slip_hint")));
}
}  // namespace

Html sheet_to_sign_page(const Frame& frame, const SheetToSign& sheet) {
  const auto& here = frame.here;
  Html lines;
  std::size_t n = 0;
  for (const auto& name : sheet.names) lines += line_to_sign(++n, name);
  for (int i = 0; i < sheet.empty_lines; ++i) lines += line_to_sign(++n, "");
  const auto fact = [&](const char* word, const std::string& value) { return when(!value.empty(), [&] { return row_of(dt(here.say(word)), dd(value)); }); };
  const auto facts = dl(cls("facts"), fact("record.sheet_what", sheet.kind + " · " + sheet.title), fact("record.sheet_unit", sheet.unit),
                        fact("record.sheet_day", sheet.day), fact("record.sheet_place", sheet.place), fact("record.sheet_chair", sheet.chair),
                        fact("record.sheet_due", sheet.names.empty() ? "" : here.say("record.sheet_people", {{"n", std::to_string(sheet.names.size())}})));
  const auto table_of_names = table(cls("rows to-sign"),
                                    thead(tr(th(cls("n"), here.say("record.sheet_number")), th(here.say("record.sheet_name")),
                                             th(here.say("record.sheet_signature")), th(here.say("record.sheet_note")))),
                                    tbody(lines));
  const auto other = p(cls("no-print"), a(href(here.to("/records/" + sheet.record + "/sheet", {{"as", sheet.slip ? "" : "slip"}})),
                                          here.say(sheet.slip ? "scans.as_sheet" : "scans.as_slip")));
  if (sheet.slip) return view::page(frame, row_of(other, cover_slip(here, sheet, facts)));
  const auto head = div(cls("sheet-head"), facts, qr_picture(sheet.code, here.say("record.sheet_code", {{"record", sheet.record}})));
  return view::page(frame,
                    row_of(p(cls("note no-print"), here.say("record.sheet_hint")), other,
                           section(cls("sheet"), head, table_of_names,
                                   p(cls("hint code-line"), here.say("record.sheet_code", {{"record", sheet.record}}), " ", here.say("scans.sheet_hint")))));
}
}  // namespace youju::view
