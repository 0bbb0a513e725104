// SPDX-License-Identifier: Apache-2.0
// The pieces every page is made of: numbers that open, fields with their problems, marks, empty states.
#include "view/here.h"
#include "words/measure.h"

namespace youju::view {

Html opening_number(std::string_view number, std::string_view measure, const std::string& address, std::string_view spoken) {
  const auto inside = row_of(words_of(number), measure.empty() ? Html() : span(cls("measure"), measure));
  return a(cls("figure"), href(address), attr_if("aria-label", std::string(spoken)), attr("data-drawer", ""), inside);
}
Html figure_number(const Here& here, std::string_view expression, std::string_view number, std::string_view measure) {
  return opening_number(number, words::say_measure(here.lang, measure), here.to("/figures/show", {{"expr", std::string(expression)}}));
}

namespace {
Html control_of(const Field& f, const std::string& id, const std::string& described) {
  const auto common_id = attr("id", id);
  const auto name = attr("name", f.name);
  const auto required = flag("required", f.required);
  const auto focus = flag("autofocus", f.autofocus);
  const auto by = attr_if("aria-describedby", described);
  const auto bad = attr_if("aria-invalid", f.problem.empty() ? "" : "true");
  if (!f.options.empty()) {
    return select(common_id, name, required, focus, by, bad, flag("multiple", f.multiple), each(f.options, [&](const auto& one) {
      return option(attr("value", one.first), flag("selected", one.first == f.value), one.second);
    }));
  }
  if (f.type == "area") return textarea(common_id, name, required, focus, by, bad, attr("rows", std::to_string(f.rows)), attr_if("placeholder", f.placeholder), "\n" + f.value);
  const bool keeps = f.type != "password" && f.type != "file";
  return input(common_id, name, attr("type", f.type), attr_if("value", keeps ? f.value : ""), required, focus, by, bad, attr_if("autocomplete", f.type == "file" ? "" : f.autocomplete),
               attr_if("placeholder", f.placeholder), attr_if("list", f.list), flag("multiple", f.multiple), attr_if("inputmode", f.input_mode),
               attr_if("capture", f.capture), attr_if("accept", f.accept));
}
}  // namespace

Html field_of(const Here& here, const Field& f) {
  const auto id = f.id.empty() ? f.name : f.id;
  std::string described;
  if (!f.problem.empty()) described = id + "-problem";
  if (!f.hint.empty()) described += (described.empty() ? "" : " ") + id + "-hint";
  return div(cls(f.problem.empty() ? "field" : "field wrong"),
             label(attr("for", id), f.label, when(f.required, [&] { return span(cls("needed"), attr("title", here.say("view.needed")), attr("aria-hidden", "true"), "*"); })),
             when(!f.problem.empty(), [&] { return p(cls("problem"), attr("id", id + "-problem"), f.problem); }), control_of(f, id, described),
             when(!f.hint.empty(), [&] { return p(cls("hint"), attr("id", id + "-hint"), f.hint); }));
}

Html problem_box(const Here& here, const std::vector<Wrong>& problems) {
  if (problems.empty()) return {};
  return div(cls("problems"), attr("role", "alert"), attr("tabindex", "-1"), h2(here.say("view.problems", {{"n", std::to_string(problems.size())}})),
             ul(each(problems, [](const Wrong& wrong) { return wrong.field.empty() ? li(wrong.text) : li(a(href("#" + wrong.field), wrong.text)); })));
}

Html mark_of(const Here& here, Mark mark, std::string_view inside, std::string_view more) {
  struct Look {
    const char *name, *sign, *word;
  };
  static constexpr Look kLooks[] = {{"done", "●", "view.mark_done"},           {"late", "◐", "view.mark_late"},       {"missing", "○", "view.mark_missing"},
                                    {"explained", "!", "view.mark_explained"}, {"exempt", "–", "view.mark_exempt"},   {"due", "◌", "view.mark_due"},
                                    {"none", "·", "view.mark_none"}};
  const auto& look = kLooks[static_cast<int>(mark)];
  const auto spoken = here.say(look.word) + (inside.empty() ? "" : " " + std::string(inside)) + (more.empty() ? "" : " " + std::string(more));
  return span(cls("mark " + std::string(look.name)), attr("role", "img"), attr("aria-label", spoken), attr("title", spoken), inside.empty() ? std::string_view(look.sign) : inside);
}

Html scrolled(std::string_view label, const Html& inside, std::string_view kind) {
  return div(cls(kind.empty() ? "scroll" : "scroll " + std::string(kind)), attr("tabindex", "0"), attr("role", "group"), attr("aria-label", std::string(label)), inside);
}
Html empty_state(std::string_view title, std::string_view text, const Html& action) {
  return div(cls("empty"), p(cls("empty-title"), title), p(text), action);
}
Html button_link(std::string_view address, std::string_view text, bool main) { return a(cls(main ? "button main" : "button"), href(std::string(address)), text); }
Html submit_button(std::string_view text, bool main, std::string_view name, std::string_view value) {
  return button(attr("type", "submit"), cls(main ? "main" : ""), attr_if("name", std::string(name)), attr_if("value", std::string(value)), text);
}
}  // namespace youju::view
