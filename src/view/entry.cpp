// SPDX-License-Identifier: Apache-2.0
#include "view/entry.h"

namespace youju::view {
namespace {
Html understood_inside(const Here& here, const UnderstoodLine& understood) {
  if (!understood.problem.empty()) return p(cls("note warn"), understood.problem);
  if (understood.pieces.empty()) return {};
  return row_of(dl(cls("understood"), each(understood.pieces, [](const auto& piece) { return div(dt(piece.first), dd(piece.second)); })),
                each(understood.remarks, [](const auto& remark) { return p(cls("hint"), remark); }), p(cls("hint"), here.say("records.understood_hint")));
}

Html just_saved(const Here& here, const JustSaved& saved) {
  const auto likes = when(!saved.looks_like.empty(), [&] {
    return p(cls("note warn"), here.say("records.looks_like"), " ",
             each(saved.looks_like, [&](const auto& id) { return row_of(a(href(here.to("/records/" + id)), here.say("records.open_other")), words_of(" ")); }));
  });
  return element("section", {cls("sheet just-saved"), attr("aria-label", here.say("records.just_saved")),
                             p(mark_of(here, Mark::done), " ", span(cls("soft"), saved.day + " · " + saved.kind + " · "),
                               a(href(here.to("/records/" + saved.id)), b(saved.title)), " ", span(cls("state"), saved.state)),
                             p(a(cls("button"), href(here.to("/records/" + saved.id) + "#evidence"), here.say("records.add_evidence")), " ",
                               a(cls("button quiet"), href(here.to("/records/new", {{"copy", saved.id}})), here.say("records.copy_this"))),
                             likes});
}

Html kind_picker(const Here& here, const std::vector<KindGroup>& groups) {
  return section(cls("sheet"), h2(here.say("records.by_form")), p(cls("soft"), here.say("records.by_form_hint")), each(groups, [&](const KindGroup& group) {
                   return row_of(h3(group.name), ul(cls("kind-list"), each(group.kinds, [&](const auto& kind) {
                                                      return li(a(href(here.to("/records/new", {{"kind", kind.first}})), kind.second));
                                                    })));
                 }));
}
}  // namespace

Html understood_part(const Here& here, const UnderstoodLine& understood) {
  return div(attr("id", "understood"), attr("aria-live", "polite"), understood_inside(here, understood));
}

Html entry_page(const Frame& frame, const Entry& page) {
  const auto& here = frame.here;
  std::vector<Wrong> wrong;
  if (!page.problem.empty()) wrong.push_back({"line", page.problem});
  const Field line{.name = "line",
                   .label = here.say("records.line"),
                   .value = page.line,
                   .hint = here.say("records.line_hint", {{"example", page.example}}),
                   .problem = page.problem,
                   .required = true,
                   .autofocus = true};
  const auto quick = post_form(
      here, "/records/new", attr("data-preview", here.to("/records/preview")), attr("data-into", "understood"), flag("novalidate"),
      div(cls("quick"), field_of(here, line)), understood_part(here, page.understood.value_or(UnderstoodLine{})),
      div(cls("form-end"), submit_button(here.say("records.save"), true, "do", "save"), submit_button(here.say("records.correct"), false, "do", "correct")));
  return view::page(
      frame, row_of(when(page.saved.has_value(), [&] { return just_saved(here, *page.saved); }), section(cls("sheet"), h2(here.say("records.by_line")), quick),
                    when(!page.ways.empty(),
                         [&] {
                           return ul(cls("ways no-print"), attr("aria-label", here.say("records.other_ways")),
                                     each(page.ways, [](const auto& way) { return li(a(href(way.first), way.second)); }));
                         }),
                    kind_picker(here, page.kinds)));
}
}  // namespace youju::view
