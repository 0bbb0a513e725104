// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

#include "paper/sample_document.h"

using namespace youju;
using namespace youju::paper;

TEST_CASE("the sample is written in all three forms, the same bytes twice") {
  const auto document = sample_document();
  const auto docx = write_docx(document), pdf = write_pdf(document), html = write_html(document);
  REQUIRE_MESSAGE(docx, docx.error().detail);
  REQUIRE_MESSAGE(pdf, pdf.error().message.word << pdf.error().detail);
  REQUIRE(html);
  CHECK(*write_docx(document) == *docx);
  CHECK(*write_pdf(document) == *pdf);
  CHECK(*write_html(document) == *html);
  if (const char* out = std::getenv("YOUJU_TEST_KEEP")) {
    std::ofstream(std::string(out) + "/sample.docx", std::ios::binary) << *docx;
    std::ofstream(std::string(out) + "/sample.pdf", std::ios::binary) << *pdf;
    std::ofstream(std::string(out) + "/sample.html", std::ios::binary) << *html;
  }
}
