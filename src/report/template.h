// SPDX-License-Identifier: Apache-2.0
// A parsed template: docs/format/report-template.md.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "report/report.h"

namespace youju::report {

struct TemplateFigure {
  std::string name, expression, title;
  std::optional<std::string> none;
  int decimals = -1;  // -1: as the value is (shares: 1)
  int line = 0;
  std::function<std::optional<std::string>(Decimal)> written = {};
};

// Text cut into plain pieces and names in braces.
struct Piece {
  std::string text;
  bool is_name = false;
};
using Pieces = std::vector<Piece>;

struct TextLine { paper::ParagraphStyle style; Pieces pieces; };
struct TableBlock { Pieces title; std::vector<std::vector<Pieces>> rows; };
struct CadenceBlock { Pieces title; std::vector<std::string> kinds; };
enum class ChartKind { months, required, years };
struct ChartBlock { ChartKind kind; Pieces title; std::vector<std::string> kinds; };
struct RecordsBlock { Pieces title; std::string kind; std::vector<std::string> columns; int limit; };
struct AttachmentBlock { std::string label; Pieces title; };
struct PageBlock {};
struct SignBlock {};
struct TemplateBlock;
struct IfBlock {
  std::string name, op, number;
  std::vector<TemplateBlock> then, otherwise;
};
struct TemplateBlock {
  int line = 0;
  std::variant<TextLine, TableBlock, CadenceBlock, ChartBlock, RecordsBlock, AttachmentBlock, PageBlock, SignBlock, IfBlock> what;
  bool landscape = false;  // a table on turned pages
};

struct Template {
  std::string file, id, lang = "zh", period = "year", digest;
  kinds::Names names;
  Pieces title;
  Pieces issuer, number, signer, copies, printed_by;  // head and 版记, empty = not printed
  bool seal = true, draft_mark = false;
  std::vector<TemplateFigure> figures;
  std::vector<TemplateBlock> blocks;
  std::map<int, std::string> near;  // of a document: what stands around a line
  const TemplateFigure* figure(std::string_view name) const;
};
}  // namespace youju::report
