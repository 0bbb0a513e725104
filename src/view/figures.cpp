// SPDX-License-Identifier: Apache-2.0
// The builder beside the expression, and the list of kinds with their numbers.
#include "view/figures.h"

namespace youju::view {
namespace {
Html builder_kept(const Here& here) {
  const auto hidden = [](std::string_view name, std::string value) { return input(attr("type", "hidden"), attr("name", std::string(name)), attr("value", std::move(value))); };
  return row_of(when(here.year != here.this_year, [&] { return hidden("year", std::to_string(here.year)); }), when(here.unit != here.home_unit, [&] { return hidden("unit", here.unit); }));
}

Html builder_choices(const Here& here, const FigureBuilder& b) {
  const auto choose = [&](std::string name, std::string_view word, const FigureBuilder::Choices& from, const std::string& value) {
    if (from.size() < 2) return Html();
    return field_of(here, {.name = std::move(name), .label = here.say(word), .value = value, .options = from});
  };
  return form(cls("builder"), attr("method", "get"), attr("action", "/figures"), flag("data-self"), builder_kept(here), choose("kind", "figure.which_kind", b.kinds, b.kind),
              choose("what", "figure.which_what", b.whats, b.what), choose("field", "figure.which_field", b.fields, b.field), choose("filter", "figure.which_filter", b.filters, b.filter),
              choose("where", "figure.which_unit", b.wheres, b.where), choose("when", "figure.which_period", b.whens, b.when), div(cls("form-end"), submit_button(here.say("figure.put_together"), false)));
}

Html builder_result(const Here& here, const FigureBuilder& b) {
  if (b.expr.empty() && b.remark.empty()) return {};
  return div(cls("builder-result"), when(!b.title.empty(), [&] { return p(cls("soft"), b.title); }),
             when(!b.number.empty(), [&] { return p(cls("value"), figure_number(here, b.expr, b.number, b.measure)); }), when(!b.remark.empty(), [&] { return p(cls("note"), b.remark); }));
}

Html builder_expression(const Here& here, const FigureBuilder& b) {
  return form(attr("method", "get"), attr("action", "/figures/show"), builder_kept(here),
              field_of(here, {.name = "expr", .label = here.say("figure.expression"), .value = b.expr, .hint = here.say("figure.expression_hint"), .placeholder = here.say("figure.expression_example"), .required = true}),
              submit_button(here.say("figure.ask")));
}

Html kind_group(const Here& here, const FigureGroup& group) {
  return tbody(tr(cls("group"), th(attr("colspan", "4"), attr("scope", "rowgroup"), group.name)), each(group.kinds, [&](const KindFigure& one) {
                 return tr(td(a(href(one.address), one.name)), td(cls("n"), figure_number(here, one.expr, one.number, one.measure)), td(cls("n soft"), figure_number(here, one.before_expr, one.before, one.measure)),
                           td(cls("n"), one.late.empty() ? Html() : figure_number(here, one.late_expr, one.late, "%")));
               }));
}
}  // namespace

Html figure_list(const Here& here, const FiguresPage& page) {
  const auto& b = page.builder;
  return row_of(div(cls("columns"), section(cls("sheet"), h2(here.say("figure.choose")), builder_choices(here, b)),
                    section(cls("sheet"), h2(here.say("figure.or_write")), builder_result(here, b), builder_expression(here, b))),
                section(cls("sheet"), h2(here.say("figure.list")),
                        table(cls("rows kind-figures"), thead(tr(th(here.say("figure.column_kind")), th(cls("n"), here.say("figure.column_year", {{"year", std::to_string(here.year)}})),
                                                                 th(cls("n"), here.say("figure.column_year", {{"year", std::to_string(here.year - 1)}})), th(cls("n"), here.say("figure.column_late")))),
                              each(page.groups, [&](const FigureGroup& group) { return kind_group(here, group); }))));
}
}  // namespace youju::view
