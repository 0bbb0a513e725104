// SPDX-License-Identifier: Apache-2.0
// What was said about a thing of work, under it, with the form to say something.
#pragma once
#include "view/frame.h"

namespace youju::view {

struct CommentLine {
  std::string id, author, when, said, quote;
  std::string told;            // names of those who were told
  std::string withdrawn;       // when it was; the text is gone then
  bool mine = false;
};
struct CommentBox {
  std::string about, object;   // as they go into the form
  std::string back;            // address of the thing
  std::vector<CommentLine> lines;
  std::vector<std::pair<std::string, std::string>> parts;  // what of it: value, text; the whole first
  std::string part, said, problem;                         // as filled in
  std::vector<std::pair<std::string, std::string>> people; // who may be told: name, sign-in name
  bool takes_text = true;
};
// The section under a thing.
Html comments(const Here& here, const CommentBox& box);
// The form alone on a page, when it was not good.
Html comment_again(const Here& here, const CommentBox& box);
}  // namespace youju::view
