// SPDX-License-Identifier: Apache-2.0
// Inside the draft room: a DOCX as a whole: its parts, the relations between them, and the blocks of all its
// stories in order.
#pragma once
#include <set>

#include "draft/docx_story.h"
#include "draft/package.h"

namespace youju::draft {

struct Relation {
  std::string id, type, target;  // target: name of the part, or the address when external
  bool external = false;
};
// Relations of a part ("" = of the package). Types without their long beginning ("comments").
Result<std::vector<Relation>> read_relations(Package& package, const std::string& part);
std::string relations_part(const std::string& part);

struct DocxPart {
  std::string name;
  std::string bytes;
  Story story;
};
// Where a block comes from.
struct BlockSource {
  std::size_t part = 0;  // 0 is the body
  int paragraph = 0;
};
struct Docx {
  std::vector<DocxPart> parts;
  std::vector<Relation> relations;  // of the body
  std::vector<Block> blocks;
  std::vector<BlockSource> sources;  // by block
  int comments = 0;
};

struct DocxWish {
  const std::set<std::pair<std::size_t, int>>* sources = nullptr;  // part, paragraph
  std::string rejecting;
};
Result<Docx> read_docx_file(Package& package, const DocxWish& wish = {});
// What somebody who gave this file is told, when it is no DOCX.
Error not_a_docx(std::string_view bytes);
std::string fingerprint_of(std::string_view bytes);
}  // namespace youju::draft
