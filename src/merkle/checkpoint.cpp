// SPDX-License-Identifier: Apache-2.0
// C2SP tlog-checkpoint: the text of a note that fixes origin, size and root of a log.
#include "merkle/decimal.h"
#include "merkle/merkle.h"

namespace youju::merkle {
namespace {
tl::unexpected<Error> malformed_checkpoint(std::string why) {
  return fail(Code::corrupt, "merkle.checkpoint_malformed", {}, std::move(why));
}
}  // namespace

std::string checkpoint_text(const Checkpoint& checkpoint) {
  const std::string_view root(reinterpret_cast<const char*>(checkpoint.root.data()), checkpoint.root.size());
  std::string out = checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" + crypto::base64(root) + "\n";
  for (const std::string& line : checkpoint.extensions) out += line + "\n";
  return out;
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return malformed_checkpoint("last line has no end");
    if (end == 0) return malformed_checkpoint("empty line");
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  if (lines.size() < 3) return malformed_checkpoint("fewer than three lines");
  Checkpoint out;
  out.origin = lines[0];
  const auto size = read_decimal(lines[1]);
  if (!size) return malformed_checkpoint("size");
  out.size = *size;
  const auto root = crypto::from_base64(lines[2]);
  if (!root || root->size() != out.root.size()) return malformed_checkpoint("root");
  std::copy(root->begin(), root->end(), out.root.begin());
  for (std::size_t i = 3; i < lines.size(); ++i) out.extensions.emplace_back(lines[i]);
  return out;
}

Result<Checkpoint> open_checkpoint(std::string_view note, const NoteKey& key) {
  TRY(const std::string text, open_note(note, key));
  TRY(Checkpoint out, parse_checkpoint(text));
  if (out.origin != key.name) {
    return fail(Code::corrupt, "merkle.origin_differs", {{"origin", out.origin}, {"name", key.name}});
  }
  return out;
}
}  // namespace youju::merkle
