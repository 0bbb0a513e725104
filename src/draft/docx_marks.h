// SPDX-License-Identifier: Apache-2.0
// Inside the draft room: where marks go into the bytes of one part. Runs are cut by inserting the end of one
// run and the beginning of the next; nothing is written anew.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "draft/docx_file.h"

namespace youju::draft {

struct Edit {
  std::size_t at = 0, removed = 0;
  std::string bytes;
};
// The part with its edits; `edits` in any order, none inside another's removed bytes.
std::string splice(std::string_view bytes, std::vector<Edit> edits);

class PartMarks {
 public:
  // `next_id` numbers tracked changes over all parts.
  PartMarks(const DocxPart& part, std::int64_t& next_id);

  // False when nothing was done: the place holds something that is not plain text.
  bool replace(int paragraph, int start, int end, const Replacement& replacement);
  enum class Placed { exactly, beside, nowhere };
  Placed comment(int paragraph, int start, int end, std::int64_t id);
  void comment_around(Span run, std::int64_t id);
  std::vector<Edit> edits() const;
  bool empty() const { return cuts_.empty(); }

 private:
  enum class How { outside, between, inside };  // of a run; in a run, of a child; in a <w:t>
  struct Position {
    std::size_t at = 0;
    How how = How::outside;
    const WordRun* run = nullptr;
    const TextElement* text = nullptr;
    bool exact = true;
  };
  struct Cut {
    Position position;
    std::string delete_end, inserted, comment_ends, comment_starts, delete_start;
    bool gone_before = false, gone_after = false;  // what stood there is taken out: nothing to close, nothing to open
  };
  const Sources* sources_of(int paragraph) const;
  const Piece* piece_at(const Sources& sources, int at) const;
  std::optional<std::size_t> byte_of(const Piece& piece, int at);
  std::optional<Position> edge(const Sources& sources, int at, bool left);
  bool cuttable(const TextElement& text, std::size_t at) const;
  bool plain(const Sources& sources, int start, int end, std::vector<std::pair<int, int>>& stretches) const;
  void rename(const TextElement& text, bool open, bool close);
  Cut& cut(const Position& position);
  std::string close_run(const Cut& cut) const;
  std::string open_run(const Cut& cut) const;
  std::string properties(const WordRun& run, bool with_changes) const;
  std::string tag(std::string_view local, std::string_view attributes) const;
  std::string end_tag(std::string_view local) const;
  std::string_view piece(Span span) const;
  std::string with_new_id(std::string tag) const;
  std::string change(std::string_view local, const Replacement& replacement) const;
  std::string written(const WordRun& first, const Replacement& replacement) const;
  bool in_link(std::size_t at) const;

  const DocxPart& part_;
  std::int64_t& next_id_;
  std::string prefix_, declaration_;
  std::map<std::pair<std::size_t, How>, Cut> cuts_;
  std::vector<Edit> edits_;                                   // names of tags, xml:space
  std::vector<Edit> removed_;                                 // old text that leaves no trace
  std::map<std::size_t, bool> preserved_;                     // <w:t> tags that got xml:space
  std::map<int, std::map<int, int>> replaced_;                // paragraph → start → end
  std::map<const Piece*, std::vector<std::size_t>> offsets_;  // of every 128th character
};
}  // namespace youju::draft
