// SPDX-License-Identifier: Apache-2.0
// Inside the draft room: the parts a comment needs beside its marks: comments.xml and, for finished ones,
// commentsExtended.xml, their relations and content types.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "draft/docx_file.h"

namespace youju::draft {

struct NumberedComment {
  std::int64_t id;
  const Comment* comment;
};
// The next free number for a comment.
Result<std::int64_t> next_comment_id(Package& package, const Docx& docx);
// Adds what must change to `changed` (name of the part → bytes), spliced into what is there.
Result<void> put_comments(Package& package, const Docx& docx, const std::vector<NumberedComment>& comments,
                          std::map<std::string, std::string>& changed);
// Both at once: reads the docx in `bytes`, puts marks beside the text and checks that the result reads back.
Result<Marked> mark_docx(std::string_view bytes, const std::vector<Replacement>& replacements,
                         const std::vector<Comment>& comments, const std::string& fingerprint);
}  // namespace youju::draft
