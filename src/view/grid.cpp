// SPDX-License-Identifier: Apache-2.0
#include "view/grid.h"

namespace youju::view {
namespace {
Html grid_hidden(std::string name, std::string value) { return input(attr("type", "hidden"), attr("name", std::move(name)), attr("value", std::move(value))); }

Html grid_cell(const GridColumn& column, const GridCell& cell, std::size_t row, bool unclear) {
  const auto name = "c-" + std::to_string(row) + "-" + std::to_string(column.place);
  const auto why = name + "-why";
  return td(cls(cell.problem.empty() ? "" : "wrong"),
            input(attr("name", name), attr_if("value", cell.value), attr("aria-labelledby", "h-" + column.field + " r-" + std::to_string(row)),
                  attr("autocomplete", "off"), attr_if("list", column.offers.empty() ? "" : "o-" + column.field),
                  attr_if("aria-invalid", unclear && !cell.problem.empty() ? "true" : ""), attr_if("aria-describedby", cell.problem.empty() ? "" : why)),
            when(!cell.problem.empty(), [&] { return p(cls("problem"), attr("id", why), cell.problem); }),
            when(!cell.remark.empty(), [&] { return p(cls("hint"), cell.remark); }));
}

Html grid_line(const Here& here, const GridPage& page, const GridLine& line, std::size_t n) {
  Html cells;
  for (std::size_t c = 0; c < page.columns.size(); ++c) cells += grid_cell(page.columns[c], line.cells[c], n, line.looked && !line.good);
  const auto told = row_of(when(line.looked && line.good, [&] { return mark_of(here, Mark::done); }),
                           when(!line.problem.empty(), [&] { return p(cls("problem"), line.problem); }),
                           when(!line.there.empty(), [&] { return p(a(href(here.to("/records/" + line.there)), line.there_title)); }),
                           when(!line.remark.empty(), [&] { return p(cls("hint"), line.remark); }));
  return tr(th(attr("scope", "row"), attr("id", "r-" + std::to_string(n)), std::to_string(n + 1)), td(cls("told"), told), cells);
}

Html grid_table(const Here& here, const GridPage& page) {
  Html heads = row_of(th(cls("n"), here.say("grid.row")), th(here.say("grid.result")));
  Html lists;
  for (const auto& column : page.columns) {
    heads += th(attr("scope", "col"), attr("id", "h-" + column.field), attr_if("title", column.hint), column.name,
                when(column.needed, [&] { return span(cls("needed"), attr("aria-hidden", "true"), "*"); }));
    if (!column.offers.empty())
      lists += element("datalist", {attr("id", "o-" + column.field), each(column.offers, [](const auto& one) { return option(attr("value", one)); })});
  }
  Html lines;
  for (std::size_t n = 0; n < page.lines.size(); ++n) lines += grid_line(here, page, page.lines[n], n);
  return row_of(scrolled(here.say("grid.table"),
                    table(cls("grid"), attr("data-grid", ""), attr("data-most", std::to_string(page.most)), thead(tr(heads)), tbody(lines)), "grid-scroll"),
                lists);
}

Html grid_choose(const Here& here, const GridPage& page) {
  const Field kind{.name = "kind", .label = here.say("records.kind"), .value = page.kind, .options = page.kinds, .required = true};
  const auto kept = row_of(when(here.year != here.this_year, [&] { return grid_hidden("year", std::to_string(here.year)); }),
                           when(here.unit != here.home_unit, [&] { return grid_hidden("unit", here.unit); }));
  return form(cls("filters keep"), attr("method", "get"), attr("action", "/records/grid"), kept, field_of(here, kind),
              submit_button(here.say("grid.choose"), page.kind.empty()));
}

Html grid_result(const Here& here, const GridPage& page) {
  if (!page.problem.empty()) return p(cls("note warn"), attr("role", "alert"), page.problem);
  if (!page.looked) return {};
  if (page.good == 0 && page.bad == 0) return p(cls("note warn"), attr("role", "alert"), here.say("grid.nothing"));
  if (page.bad == 0) return p(cls("note"), attr("role", "status"), here.say("grid.all_good", {{"n", grouped(page.good)}}));
  return p(cls("note warn"), attr("role", "alert"), here.say("grid.not_all", {{"good", grouped(page.good)}, {"bad", grouped(page.bad)}}));
}

Html grid_paste(const Here& here, const GridPage& page) {
  const Field pasted{.name = "pasted", .label = here.say("grid.paste"), .value = page.pasted, .type = "area", .hint = here.say("grid.paste_hint"), .rows = 4};
  return details(cls("paste"), flag("open", !page.pasted.empty()), summary(here.say("grid.paste_open")), field_of(here, pasted),
                 submit_button(here.say("grid.paste_do"), false, "do", "paste"));
}

Html grid_form(const Here& here, const GridPage& page) {
  const Field unit{.name = "into", .label = here.say("records.unit"), .value = page.unit, .options = page.units};
  const bool ready = page.looked && page.bad == 0 && page.good > 0;
  const auto duplicates = when(page.asks_duplicates || page.duplicates, [&] {
    return p(cls("choices"), label(input(attr("type", "checkbox"), attr("name", "duplicates"), attr("value", "1"), flag("checked", page.duplicates)),
                                   here.say("grid.duplicates")));
  });
  const auto wider = when(page.hidden_columns > 0 || page.all_columns, [&] {
    return row_of(submit_button(page.all_columns ? here.say("grid.fewer") : here.say("grid.wider", {{"n", std::to_string(page.hidden_columns)}}), false, "do",
                                page.all_columns ? "fewer" : "wider"));
  });
  return post_form(here, "/records/grid", attr("id", "grid"), flag("novalidate"), grid_hidden("kind", page.kind),
                   grid_hidden("rows", std::to_string(page.lines.size())), grid_hidden("all", page.all_columns ? "1" : ""),
                   button(cls("unseen"), attr("type", "submit"), attr("name", "do"), attr("value", "look"), attr("tabindex", "-1"), here.say("grid.look")),
                   page.units.size() > 1 ? div(cls("filters keep"), field_of(here, unit)) : grid_hidden("into", page.unit), grid_paste(here, page),
                   grid_table(here, page), duplicates,
                   div(cls("form-end"), submit_button(here.say("grid.look"), !ready, "do", "look"),
                       when(ready,
                            [&] {
                              return submit_button(here.say("grid.save", {{"n", grouped(page.good)}}), true, "do", "save");
                            }),
                       button(attr("type", "submit"), attr("name", "do"), attr("value", "more"), attr("data-grid-more", ""), here.say("grid.more")), wider));
}
}  // namespace

Html grid_page(const Frame& frame, const GridPage& page) {
  const auto& here = frame.here;
  return view::page(frame, row_of(p(cls("soft"), here.say("grid.intro", {{"most", std::to_string(page.most)}})), grid_choose(here, page),
                                  grid_result(here, page), when(!page.kind.empty(), [&] { return grid_form(here, page); }),
                                  when(!page.kind.empty(), [&] { return p(cls("hint no-print"), here.say("grid.keys")); })));
}
}  // namespace youju::view
