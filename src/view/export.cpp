// SPDX-License-Identifier: Apache-2.0
#include "view/export.h"

namespace youju::view {
namespace {
Html export_made(const Here& here, const ExportMade& one) {
  const auto standing = !one.problem.empty() ? p(cls("problem"), one.problem)
                        : one.done           ? ul(cls("list"), each(one.files, [](const auto& file) { return li(a(href(file.first), file.second)); }))
                                             : p(attr("role", "status"), here.say("exportpage.working", {{"n", grouped(one.records)}}), " ",
                                                 element("progress", {attr("aria-label", here.say("exportpage.making"))}));
  return li(p(b(one.what), " ", span(cls("soft"), one.when)), standing);
}
}  // namespace

Html export_page(const Frame& frame, const ExportPage& page) {
  const auto& here = frame.here;
  const Field format{.name = "format",
                     .label = here.say("exportpage.format"),
                     .value = page.format,
                     .options = {{"xlsx", here.say("exportpage.xlsx")}, {"csv", here.say("exportpage.csv")}, {"jsonl", here.say("exportpage.jsonl")}}};
  const Field kind{.name = "kind", .label = here.say("records.kind"), .value = page.kind, .options = page.kinds};
  const Field unit{.name = "of_unit", .label = here.say("records.unit"), .value = page.unit, .options = page.units};
  const Field when_made{.name = "when",
                        .label = here.say("records.when"),
                        .value = page.when,
                        .options = {{"", here.say("exportpage.all_years")}, {"year", here.say("records.when_year", {{"year", std::to_string(here.year)}})}}};
  const auto ask = section(
      cls("sheet"), p(here.say("exportpage.intro")), when(!page.problem.empty(), [&] { return p(cls("note warn"), attr("role", "alert"), page.problem); }),
      post_form(here, "/export", cls("apart"), field_of(here, format), field_of(here, kind), when(page.units.size() > 2, [&] { return field_of(here, unit); }),
                field_of(here, when_made), code_field(here, page.asked, page.code_problem, "export-code"),
                div(cls("form-end"), submit_button(here.say("exportpage.make")))));
  const auto made = when(!page.made.empty(), [&] {
    return section(cls("sheet"), h2(here.say("exportpage.made")),
                   ul(cls("list exports"), each(page.made, [&](const auto& one) { return export_made(here, one); })),
                   p(cls("hint"), here.say("exportpage.kept")));
  });
  const auto what =
      section(cls("sheet prose"), h2(here.say("exportpage.what_title")),
              ul(li(here.say("exportpage.what_xlsx")), li(here.say("exportpage.what_csv")), li(here.say("exportpage.what_jsonl"))),
              p(here.say("exportpage.back_up")), when(!page.back_up.empty(), [&] { return p(a(href(page.back_up), here.say("exportpage.to_back_up"))); }));
  return view::page(frame, div(cls("columns main-aside"), div(ask, made), what));
}
}  // namespace youju::view
