// SPDX-License-Identifier: Apache-2.0
// Handlers of today, the year, the calendar and the figures, and what these pages ask of figures alike.
#pragma once
#include "view/figure.h"
#include "web/site.h"

namespace youju::web {
Result<Reply> show_figure(Ask& ask);    // pages_figures.cpp
Result<Reply> list_figures(Ask& ask);   // pages_figure_list.cpp
Result<Reply> show_today(Ask& ask);     // pages_today.cpp
Result<Reply> show_calendar(Ask& ask);  // pages_calendar.cpp
Result<Reply> show_year(Ask& ask);      // pages_year.cpp
Result<Reply> show_desks(Ask& ask);     // pages_desk.cpp

// The unit and the year looked at, as the log stands now.
Result<figures::Context> looked_at(const Ask& ask, db::Session& session);
// "common@1.0.0" by the name of its pack.
std::string name_of_pack(const Ask& ask, const std::string& with_version);
std::string measure_word(const kinds::Kind& kind);
view::RecordLine line_of(const Ask& ask, const index::RecordRow& row);
bool is_readable(const Ask& ask, const UnitId& unit);
// 12, 12.5, 66.7 %: at most one place for shares.
std::string number_text(const figures::Figure& figure);
// The expression that counts a kind in the unit and year looked at.
std::string count_expr(const Ask& ask, const KindId& kind, int year = 0);
}  // namespace youju::web
