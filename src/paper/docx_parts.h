// SPDX-License-Identifier: Apache-2.0
// Inside the DOCX writer: what the parts of the package share. Lengths in twips (1/20 pt) and EMU (1/12700
// pt).
#pragma once
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "paper/compose.h"
#include "paper/markup.h"
#include "paper/zip.h"

namespace youju::paper {

inline long twips(double points) {
  return std::lround(points * 20);
}
inline long emu(double points) {
  return std::lround(points * 12700);
}

// GB/T 9704-2012 as Word understands it (decision 15 of the design): lines of exactly 28.95 pt on a grid of
// lines, and characters set 0.25 pt closer, so that 22 × 28 comes out in Word, WPS and LibreOffice.
inline constexpr long kLineTwips = 579;
inline constexpr long kCharacterSpacing = -5;
inline constexpr long kFooterDistance = 1416;
inline constexpr long kFooterLine = 360;

// Names of the fonts offices own, by role.
std::string_view east_asian_font(Face face);
std::string_view latin_font(Face face, const Document& document);

// Relationships of one part, numbered as they come; the same link is one relationship.
class Relations {
 public:
  std::string add(std::string_view type, std::string_view target, bool external);
  std::string xml() const;
  bool empty() const { return rows_.empty(); }

 private:
  struct Row {
    std::string type, target;
    bool external;
  };
  std::vector<Row> rows_;
};
inline constexpr std::string_view kOffice =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

struct DocxImage {
  std::string name;  // "media/chart1.png"
  std::string png;
};
// An inline picture (charts) or one floating at a place of the page (QR code).
struct PictureFrame {
  std::string relation, name, description;
  int id;
  double width, height;  // points
  bool floating = false;
  double x = 0, y = 0;  // of the page, when floating
};
void write_picture(Markup& m, const PictureFrame& frame);

void write_imprint(Markup& m, const Imprint& imprint);

std::string docx_styles(const Document& document);
std::string docx_settings();
std::string docx_fonts();
// Body; fills `relations` and `images`.
Result<std::string> docx_body(const Composed& composed, Relations& relations, std::vector<DocxImage>& images);
std::string docx_footer(const Document& document, bool odd, const std::string& qr_relation);
std::string docx_draft_header(const Document& document);

void open_part(Markup& m, Name root);  // with the namespaces all parts use
}  // namespace youju::paper
