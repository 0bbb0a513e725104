// SPDX-License-Identifier: Apache-2.0
// Exact decimals, and how values and filters are read (docs/format/snapshot.md section 4).
#include <doctest/doctest.h>

#include "proof/entry_head.h"
#include "proof/figure_set.h"
#include "proof/json_check.h"

using namespace youju;
using namespace youju::proof;

TEST_CASE("decimals are read and written in one form") {
  for (const char* text : {"0", "7", "12.5", "-0.0001", "66.6667", "999999999999999"}) {
    CHECK(decimal_text(read_decimal(text).value()) == text);
  }
  CHECK(decimal_text(read_decimal("20.0").value()) == "20");
  CHECK(decimal_text(read_decimal("007").value()) == "7");
  for (const char* bad : {"", "-", ".5", "5.", "1.23456", "1e3", "+1", " 1", "1 ", "1,000", "0x1", "1234567890123456", "--1", "1.-2"}) {
    CHECK_FALSE_MESSAGE(read_decimal(bad), bad);
  }
}

TEST_CASE("quotients round halves away from zero") {
  struct Row {
    Wide a, b;
    const char* is;
  };
  for (const Row& row : {Row{200, 3, "66.6667"}, Row{100, 3, "33.3333"}, Row{1, 8, "0.125"}, Row{1, 20000, "0.0001"}, Row{-1, 20000, "-0.0001"},
                         Row{1, 20001, "0"}, Row{0, 5, "0"}, Row{-7, 2, "-3.5"}, Row{7, -2, "-3.5"}}) {
    CHECK(decimal_text(quotient(row.a, row.b).value()) == row.is);
  }
  CHECK_FALSE(quotient(1, 0));
}

TEST_CASE("values are read by their JSON type") {
  const Json payload = {{"values", {{"n", "12.5"}, {"t", "visit"}, {"fen", 120050}, {"yes", true}, {"many", Json::array({"a", "b", ""})}, {"none", ""}}}};
  CHECK(read_value(payload, "n").number == read_decimal("12.5"));
  CHECK(read_value(payload, "fen").number == read_decimal("1200.5"));
  CHECK(read_value(payload, "fen").texts.empty());
  CHECK(read_value(payload, "yes").texts == std::vector<std::string>{"yes"});
  CHECK(read_value(payload, "many").texts == std::vector<std::string>{"a", "b"});
  CHECK_FALSE(read_value(payload, "t").number);
  CHECK(read_value(payload, "none").texts.empty());
  CHECK(read_value(payload, "absent").texts.empty());
  CHECK(read_value(Json::object(), "n").texts.empty());
}

TEST_CASE("a filter never holds for what is empty, and several values are alternatives") {
  const Json payload = {{"values", {{"n", "12.5"}, {"t", "visit"}}}};
  struct Row {
    const char *field, *op;
    bool as_number;
    std::vector<std::string> values;
    bool holds;
  };
  for (const Row& row : {Row{"n", "=", true, {"12.50"}, true}, Row{"n", "=", true, {"1", "12.5"}, true}, Row{"n", "!=", true, {"12.5"}, false},
                         Row{"n", "!=", true, {"1"}, true}, Row{"n", "<", true, {"12.5"}, false}, Row{"n", "<=", true, {"12.5"}, true},
                         Row{"n", ">", true, {"12"}, true}, Row{"n", ">=", true, {"13"}, false}, Row{"t", "=", false, {"tour", "visit"}, true},
                         Row{"t", "!=", false, {"tour"}, true}, Row{"t", "!=", false, {"visit"}, false}, Row{"none", "!=", false, {"x"}, false},
                         Row{"none", "!=", true, {"1"}, false}, Row{"t", "=", true, {"1"}, false}}) {
    CHECK_MESSAGE(fulfils({row.field, row.op, row.as_number, row.values}, read_value(payload, row.field)) == row.holds, row.field << row.op);
  }
}

TEST_CASE("only canonical JSON is read") {
  for (const char* good : {"{}", "{\"a\":1}", "[]", "{\"a\":\"\\n\"}", "\"é\""}) CHECK_MESSAGE(read_canonical(good), good);
  for (const char* bad : {"", " {}", "{} ", "{\"b\":1,\"a\":1}", "{\"a\":1,\"a\":1}", "{\"a\":1.0}", "{\"a\":1e2}", "{\"a\":-0}", "{\"a\":9007199254740992}",
                          "{\"é\":1}", "\"\\u00e9\"", "\"\\/\"", "\"\xff\"", "nul", "{\"a\":01}"}) {
    CHECK_FALSE_MESSAGE(read_canonical(bad), bad);
  }
}

TEST_CASE("an entry's header is read strictly") {
  const Json good = {{"v", 1}, {"index", 3}, {"at", "2024-01-05T03:04:05.678Z"}, {"sealed", 0}, {"type", "version"}, {"number", 1},
                     {"object", "r"}, {"kind", "theme_day"}, {"unit", "u1"}, {"state", "held"}, {"happened", Json::array({"2023-03-05", "2023-03-05"})}};
  CHECK(read_entry(canonical(good)));
  const std::pair<const char*, Json> wrong[] = {
      {"v", 2}, {"index", -1}, {"index", "3"}, {"at", "2024-01-05 03:04:05"}, {"at", "2024-02-30T03:04:05.678Z"}, {"sealed", -1}, {"type", "vers"},
      {"number", 0}, {"object", ""}, {"object", "a b"}, {"kind", "主题"}, {"unit", 1}, {"state", "a\"b"}, {"happened", Json::array()},
      {"happened", Json::array({"2023-03-05"})}, {"happened", Json::array({"2023-03-06", "2023-03-05"})}, {"also", Json::array()}, {"also", Json::array({""})},
      {"more", Json::object()}, {"more", 1}, {"open", "abc"}, {"personal", std::string(64, 'A')}, {"extra", 1}};
  for (const auto& [key, value] : wrong) {
    Json entry = good;
    entry[key] = value;
    CHECK_FALSE_MESSAGE(read_entry(canonical(entry)), key << " " << value.dump());
  }
  for (const char* needed : {"v", "index", "at", "sealed", "type"}) {
    Json entry = good;
    entry.erase(needed);
    CHECK_FALSE_MESSAGE(read_entry(canonical(entry)), needed);
  }
}
