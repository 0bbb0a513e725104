// SPDX-License-Identifier: Apache-2.0
#include "view/desk.h"

namespace youju::view {
namespace {
Html desk_line(const Here& here, const DeskLine& line) {
  return tr(td(cls("title"), a(href(line.list), line.name), when(!line.about.empty(), [&] { return p(cls("hint"), line.about); })),
            td(cls("n"), figure_number(here, line.expr, line.number, line.measure)),
            td(cls("n tight"), when(!line.add.empty(), [&] { return a(href(line.add), here.say("desk.add"), span(cls("unseen"), " ", line.name)); })));
}
}  // namespace

Html desk_groups(const Here& here, const std::vector<DeskGroup>& groups) {
  if (groups.empty()) return empty_state(here.say("desk.empty"), here.say("desk.empty_more"));
  return each(groups, [&](const DeskGroup& group) {
    return section(cls("sheet"), h2(group.name),
                   div(cls("scroll"), table(cls("rows stack"),
                                            thead(tr(th(attr("scope", "col"), here.say("desk.kind")), th(cls("n"), attr("scope", "col"), here.say("desk.counted", {{"year", std::to_string(here.year)}})),
                                                     th(attr("scope", "col"), span(cls("unseen"), here.say("desk.add"))))),
                                            tbody(each(group.lines, [&](const DeskLine& line) { return desk_line(here, line); })))));
  });
}
}  // namespace youju::view
