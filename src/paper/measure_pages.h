// SPDX-License-Identifier: Apache-2.0
// For tests: measures PDF pages with poppler's programs, as boxes of text and as ink; DOCX go through
// LibreOffice.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace youju::paper {

// A folder of this process, removed at its end (kept when YOUJU_TEST_KEEP is set).
const std::filesystem::path& folder();
std::filesystem::path spill(const std::string& name, const std::string& bytes);
// Runs a program; its output, or nothing when there is no such program or it failed.
std::optional<std::string> run(std::vector<std::string> words, const std::vector<std::string>& settings = {});

struct PageLine {
  double x1, y1, x2, y2;
  std::string text;
};
// Lines of each page, from top to bottom.
std::vector<std::vector<PageLine>> lines_of(const std::filesystem::path& pdf);

// A page as grey pixels, 4 a point.
struct Ink {
  int width = 0, height = 0;
  std::string pixels;
  bool dark(double x, double y) const;
  // The middle of the dark stretch at `x` between two heights; −1 when there is none.
  double middle(double x, double from, double to) const;
  int count(double x1, double y1, double x2, double y2) const;
};
Ink ink_of(const std::filesystem::path& pdf, int page);

// LibreOffice's PDF of a DOCX, with our fonts standing for those offices own; empty when there is no
// LibreOffice.
std::filesystem::path through_libreoffice(const std::string& name, const std::string& docx);
}  // namespace youju::paper
