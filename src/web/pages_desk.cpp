// SPDX-License-Identifier: Apache-2.0
// The desks: a kind has its list, its figure and its form from the pack alone, so an office that adds a kind has them at once.
#include "app/records.h"
#include "view/desk.h"
#include "web/handlers_figures.h"

namespace youju::web {
namespace {
Result<view::DeskLine> desk_line_of(const Ask& ask, db::Session& session, const figures::Context& context, const kinds::Kind& kind, bool may_write) {
  view::DeskLine line;
  line.name = app::name_in(kind.names, ask.lang_id());
  line.about = app::name_in(kind.description, ask.lang_id());
  line.list = ask.here.to("/records", {{"kind", kind.id.text}});
  if (may_write) line.add = ask.here.to("/records/new", {{"kind", kind.id.text}});
  line.expr = count_expr(ask, kind.id);
  TRY(const auto expression, figures::parse(line.expr, ask.office.catalogue(), *ask.units, ask.here.year));
  TRY(const auto figure, figures::evaluate(session, expression, context));
  line.number = number_text(figure);
  line.measure = measure_word(kind);
  return line;
}
}  // namespace

Result<Reply> show_desks(Ask& ask) {
  std::vector<view::DeskGroup> groups;
  const bool may_write = ask.may(people::Right::write);
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto context, looked_at(ask, session));
    for (const auto& kind : ask.office.catalogue().kinds()) {
      const auto pack = name_of_pack(ask, kind.pack);
      auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& one) { return one.name == pack; });
      if (group == groups.end()) group = groups.insert(groups.end(), {pack, {}});
      TRY(auto line, desk_line_of(ask, session, context, kind, may_write));
      group->lines.push_back(std::move(line));
    }
    return {};
  }));
  TRY(auto frame, frame_of(ask, "desk", ask.here.say("view.place_desk")));
  return html(view::page(frame, view::desk_groups(ask.here, groups)));
}
}  // namespace youju::web
