// SPDX-License-Identifier: Apache-2.0
// Scanned pages: what is made of the words that were recognised. That a real scan is read is shown by tests/check_drafts.
#include <doctest/doctest.h>

#include "draft/test_files.h"

using namespace youju;
using namespace youju::draft;
using namespace youju::draft::test;

namespace {
using Texts = std::vector<std::string>;
std::string row(int level, int left, int top, int width, int height, const std::string& sure = "-1", const std::string& text = "") {
  return std::to_string(level) + "\t1\t1\t1\t1\t1\t" + std::to_string(left) + "\t" + std::to_string(top) + "\t" + std::to_string(width) + "\t" + std::to_string(height) + "\t" + sure + "\t" + text + "\n";
}
const std::string kHead = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";
}  // namespace

TEST_CASE("words of a scan are read line by line, and a numeral that was not sure is no numeral") {
  const auto page = [](const std::string& number, const std::string& sure) {
    return kHead + row(1, 0, 0, 1700, 2400) + row(2, 200, 400, 1300, 120) + row(4, 200, 400, 1300, 50) + row(5, 200, 400, 900, 50, "96", "全年召开党员大会") +
           row(5, 1100, 400, 60, 50, sure, number) + row(5, 1160, 400, 340, 50, "93", "次，走访慰问困难党员") + row(4, 200, 470, 300, 50) + row(5, 200, 470, 300, 50, "91", "&<15户。");
  };
  const auto sure = read_picture_words(page("12", "95.5"));
  REQUIRE(sure);
  CHECK(texts(*sure) == Texts{"paragraph:全年召开党员大会12次，走访慰问困难党员&<15户。"});
  REQUIRE(sure->notes.size() == 1);
  CHECK(sure->notes[0].args.at("count") == "1");
  const auto doubtful = read_picture_words(page("12", "41") + page("7", "90"));
  REQUIRE(doubtful);
  CHECK(texts(*doubtful)[0].find("大会□□次") != std::string::npos);
  REQUIRE(doubtful->notes.size() == 2);
  CHECK(doubtful->notes[0].args.at("count") == "2");
  CHECK(doubtful->notes[1].word == "draft.note_unsure");
}

TEST_CASE("digits that were seen one by one are one number") {
  const auto read = read_picture_words(kHead + row(1, 0, 0, 1700, 2400) + row(2, 200, 400, 900, 60) + row(4, 200, 400, 900, 50) + row(5, 200, 400, 300, 50, "96", "组织集中学习") +
                                       row(5, 510, 400, 30, 50, "90", "２") + row(5, 560, 400, 30, 50, "92", "４") + row(5, 600, 400, 40, 50, "95", "次。"));
  REQUIRE(read);
  CHECK(texts(*read) == Texts{"paragraph:组织集中学习２４次。"});
}

TEST_CASE("rows out of order, cut off or without a page make no document and no fault") {
  for (const std::string& tsv : {std::string(), std::string("\n\t\t\n"), row(5, 1, 1, 1, 1, "99", "没有页"), row(1, 0, 0, 10, 10) + row(4, 0, 0, 1, 1) + row(5, 0, 0, 1, 1, "99", "没有块"), kHead + "5\t1\n"}) {
    const auto read = read_picture_words(tsv);
    CHECK_FALSE(read);
  }
}
