// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "view/help.h"
#include "view/here.h"

using namespace youju;
using namespace youju::view;

TEST_CASE("whatever is handed to an element is escaped unless it is HTML already") {
  const std::string name = "<script>alert(\"1\")</script>&";
  CHECK(p(cls("a\"b"), name).text() == "<p class=\"a&quot;b\">&lt;script&gt;alert(\"1\")&lt;/script&gt;&amp;</p>");
  CHECK(p(b(name)).text() == "<p><b>&lt;script&gt;alert(\"1\")&lt;/script&gt;&amp;</b></p>");
  CHECK(p(std::string("a\0b\x1b", 4)).text() == "<p>a\xEF\xBF\xBD" "b\xEF\xBF\xBD</p>");
}

TEST_CASE("an address that a person typed becomes a link only when it is http or https") {
  CHECK(a(outside_href("https://example.org/"), "x").text() == "<a href=\"https://example.org/\">x</a>");
  CHECK(a(outside_href("javascript:alert(1)"), "x").text() == "<a>x</a>");
  CHECK(a(outside_href("data:text/html,x"), "x").text() == "<a>x</a>");
}

TEST_CASE("void elements have no end, flags no value") {
  CHECK(input(attr("name", "a"), flag("required"), flag("disabled", false)).text() == "<input name=\"a\" required>");
}

TEST_CASE("an address keeps the year and the unit looked at unless they are the usual ones") {
  Here here;
  here.year = 2023, here.this_year = 2024, here.unit = "u2", here.home_unit = "u1";
  CHECK(here.to("/records", {{"q", "主题 党日"}}) == "/records?q=%E4%B8%BB%E9%A2%98%20%E5%85%9A%E6%97%A5&year=2023&unit=u2");
  CHECK(here.to("/records", {{"year", "2022"}, {"unit", "u1"}}) == "/records?year=2022&unit=u1");
  here.year = 2024, here.unit = "u1";
  CHECK(here.to("/records") == "/records");
}

TEST_CASE("days are short within the year looked at") {
  Here here;
  here.year = here.this_year = 2023;
  CHECK(here.day("2023-03-05") == "3月5日");
  CHECK(here.day("2022-03-05") == "2022年3月5日");
  CHECK(here.days("2023-03-05", "2023-03-07") == "3月5日至3月7日");
  CHECK(here.moment("2023-03-05T18:20:00.000Z") == "3月6日 02:20");
  here.lang = words::Lang::en;
  CHECK(here.day("2023-03-05") == "5 March");
  CHECK(here.day("2022-03-05") == "5 March 2022");
}

TEST_CASE("every page leads to the chapter of the help that tells of it") {
  const auto chapters = help_chapters(Here{});
  const auto there = [&](std::string_view id) { return std::any_of(chapters.begin(), chapters.end(), [&](const auto& one) { return one.id == id; }); };
  const std::tuple<const char*, const char*, const char*> pages[] = {{"/", "today", "record"}, {"/records", "records", "record"}, {"/records/grid", "records", "many"}, {"/records/scans?x=1", "records", "paper"}, {"/recordsx", "records", "record"},
                                                                    {"/calendar", "calendar", "due"}, {"/figures/show?expr=x", "figures", "figure"}, {"/templates/x@1", "reports", "own-documents"}, {"/check/0af3", "check", "check"},
                                                                    {"/proof/paper", "proof", "proof"}, {"/account/factor", "", "second-factor"}, {"/admin/retention", "admin", "retention"}, {"/admin/units", "admin", "keeping"}, {"/import/7", "", "import"}};
  for (const auto& [path, place, id] : pages) {
    CHECK_MESSAGE(std::string_view(chapter_for(path, place)) == id, path);
    CHECK_MESSAGE(there(id), id);
  }
}

TEST_CASE("large numbers are grouped by thousands") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(-1234567) == "-1,234,567");
}
