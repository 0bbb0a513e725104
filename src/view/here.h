// SPDX-License-Identifier: Apache-2.0
// Where the reader is: language, year, unit, what every page needs to speak and to link. A value, never shared.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "view/html.h"
#include "words/words.h"

namespace youju::view {

using Query = std::vector<std::pair<std::string, std::string>>;  // empty values are left out of addresses

struct Here {
  words::Lang lang = words::Lang::zh;
  int year = 0;             // the year looked at; kept in the address
  int this_year = 0;        // left out of addresses when it is the year looked at
  std::string unit;         // id of the unit looked at
  std::string home_unit;    // left out of addresses when it is the unit looked at
  std::string today;        // ISO
  std::string csrf;         // for forms; empty when nobody is signed in
  std::string path;         // of this page
  Query asked;              // what this page was asked for besides year and unit; kept when another year is chosen
  bool writes = false, imports = false;  // links to pages that ask for these rights are left out without them
  std::string request;      // chance, new with each page: a form that comes twice with it is one request

  std::string say(std::string_view word, const Args& args = {}) const { return words::say(lang, word, args); }
  std::string say(const Message& message) const { return words::say(lang, message); }
  bool chinese() const { return lang == words::Lang::zh; }
  // An address within Youju that keeps the year and the unit.
  std::string to(std::string_view address, const Query& query = {}) const;
  // 3月5日 within the year looked at, 2023年3月5日 otherwise; English likewise. Days as ISO text.
  std::string day(std::string_view iso) const;
  std::string days(std::string_view from, std::string_view to_day) const;
  // A moment (UTC, ISO) as people here read it, in +08:00: 3月5日 14:20.
  std::string moment(std::string_view iso_utc) const;
};
std::string percent_encoded(std::string_view text);
// Whole numbers with thousands separated: 12,345.
std::string grouped(std::int64_t n);

// A form that posts: carries the token against forged requests. Pieces after the address.
template <class... Pieces>
Html post_form(const Here& here, std::string_view address, const Pieces&... pieces) {
  return form(attr("method", "post"), attr("action", here.to(address)), attr("accept-charset", "utf-8"),
              input(attr("type", "hidden"), attr("name", "csrf"), attr("value", here.csrf)),
              here.request.empty() ? Html() : input(attr("type", "hidden"), attr("name", "request"), attr("value", here.request)), pieces...);
}

// ---- the pieces every page is made of ----
// The one signature: a number that opens. `address`: the figure's page, or null text when it opens a list.
Html opening_number(std::string_view number, std::string_view measure, const std::string& address, std::string_view spoken = {});
// A figure by its expression.
Html figure_number(const Here& here, std::string_view expression, std::string_view number, std::string_view measure);

// A labelled field of a form with its hint and its problem.
struct Field {
  std::string name, label, value = {};
  std::string type = "text";          // text, date, number, password, search, url, area, file, month
  std::string hint = {};
  std::string problem = {};           // shown beside it; the field is marked invalid
  std::string placeholder = {};
  std::string autocomplete = "off";
  std::vector<std::pair<std::string, std::string>> options = {};  // value, text: a select when there are any
  std::string list = {};              // id of a datalist
  bool required = false;
  bool autofocus = false;
  bool multiple = false;
  std::string id = {};                // the name, when empty
  std::string input_mode = {}, capture = {}, accept = {};
  int rows = 4;
};
Html field_of(const Here& here, const Field& field);
// All that is wrong, above the form, each with a link to its field.
struct Wrong {
  std::string field, text;
};
Html problem_box(const Here& here, const std::vector<Wrong>& problems);

// ● done ◐ late ○ missing ! explained – exempt: never by colour alone.
enum class Mark { done, late, missing, explained, exempt, due, none };
Html mark_of(const Here& here, Mark mark, std::string_view inside = {}, std::string_view more = {});

// What stands where there is nothing: one sentence, one example, one action.
// Around what may be wider than the page: scrolls sideways, by keys too; `label` says what it is to those who listen.
Html scrolled(std::string_view label, const Html& inside, std::string_view kind = {});
Html empty_state(std::string_view title, std::string_view text, const Html& action = {});
Html button_link(std::string_view address, std::string_view text, bool main = false);
Html submit_button(std::string_view text, bool main = true, std::string_view name = {}, std::string_view value = {});
}  // namespace youju::view
