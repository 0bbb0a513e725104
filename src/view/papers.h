// SPDX-License-Identifier: Apache-2.0
// The office's own documents that figures stand in: lists of them, a document whose places are being bound, a form filled.
#pragma once
#include "view/check.h"

namespace youju::view {
struct PaperLine {
  std::string address, name, title, period, on, by;
  std::size_t figures = 0;
  std::int64_t version = 0;
};
struct PaperDraftLine {
  std::string address, title, name, on;
  std::size_t bound = 0, places = 0;
};
struct PapersPage {
  bool forms = false;  // forms of the superior, else report templates
  std::vector<PaperLine> papers;
  std::vector<PaperDraftLine> drafts;
  std::vector<std::pair<std::string, std::string>> units, periods;
  std::string period, unit, year;
  bool can_add = false;
  std::vector<Wrong> wrong;
};
Html papers(const Here& here, const PapersPage& page);

// One place of a document and what it holds.
struct PlaceShown {
  std::size_t number = 0;             // from 1
  std::string text, around, cell;     // as it stands; what stands around it; "表1!C5"
  std::string bound;                  // as typed: an expression, "{year}", "" = text
  std::string words, rule, value, problem, expression;  // of what it is bound to
  bool differs = false;               // the ledger says otherwise than the document did
  std::vector<std::pair<std::string, std::string>> suggested;  // expression, words
};
// A sheet as a table.
struct SheetCell {
  std::string address, text;
  int column = 0, columns = 1, rows = 1;
  bool formula = false;
  std::size_t place = 0;              // number of its place; 0 = none
  std::string value, expression;      // what will be put in; of a figure: it opens
};
struct SheetRowShown {
  int number = 0;
  std::vector<SheetCell> cells;       // every column that is shown, those under merged cells left out
};
struct SheetShown {
  std::string name;
  int columns = 0;
  std::vector<SheetRowShown> rows;
  bool cut = false;
};
struct PaperDraftPage {
  std::string id, form, name, base, new_id, title, unit, period;  // new_id, title: as typed
  int sample_year = 0;
  std::vector<DraftBlock> blocks;     // of a DOCX
  std::vector<SheetShown> sheets;     // of an XLSX
  std::string chosen;                 // cell to be pointed at a figure next
  std::vector<PlaceShown> places;
  std::size_t bound = 0, as_text = 0, differing = 0;
  std::vector<std::pair<std::string, std::string>> common;  // figures to choose from
  std::vector<Wrong> wrong;
  std::string add_text, add_expr;     // as typed
};
Html paper_draft(const Here& here, const PaperDraftPage& page);

struct PaperPage {
  std::string id, form, title, unit, period, file_address;
  std::int64_t version = 0;
  std::vector<PaperLine> versions;
  std::vector<PlaceShown> places;
  std::size_t left_as_text = 0;
  bool can_change = false, withdrawn = false;
  // Of a form: filled for a stretch.
  std::vector<SheetShown> sheets;
  std::string year, quarter, at, download;  // download: address; empty when a value is missing
  std::vector<std::string> missing;
  std::vector<std::pair<std::string, std::string>> years;
  std::vector<Wrong> wrong;
};
Html paper(const Here& here, const PaperPage& page);
}  // namespace youju::view
