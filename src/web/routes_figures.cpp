// SPDX-License-Identifier: Apache-2.0
// Today, the year, the calendar, figures. They show values to everybody who is signed in; records only where they may be read.
#include "web/handlers.h"
#include "web/handlers_figures.h"

namespace youju::web {
std::vector<Route> figure_routes() {
  constexpr auto get = Method::get;
  return {
      {get, "/", kSignedIn, Size::none, show_today, true},
      {get, "/calendar", needs(people::Right::read), Size::none, show_calendar, true},
      {get, "/desk", needs(people::Right::read), Size::none, show_desks},
      {get, "/year", needs(people::Right::read), Size::none, show_year, true},
      {get, "/figures", needs(people::Right::read), Size::none, list_figures, true},
      {get, "/figures/show", needs(people::Right::read), Size::none, show_figure},
  };
}
}  // namespace youju::web
