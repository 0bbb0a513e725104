// SPDX-License-Identifier: Apache-2.0
// C2SP tlog-proof@v1: one text file that proves one entry offline.
#include "merkle/decimal.h"
#include "merkle/merkle.h"

namespace youju::merkle {
namespace {
constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1";
constexpr std::size_t kMaxHashes = 63;  // sizes stay below 2^63

tl::unexpected<Error> malformed_proof(std::string why) {
  return fail(Code::corrupt, "merkle.proof_malformed", {}, std::move(why));
}
// Takes the next line without its end; nothing when no end is there.
std::optional<std::string_view> take_line(std::string_view& text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}
}  // namespace

std::string proof_file(std::uint64_t index, std::span<const Hash> proof, std::string_view checkpoint_note,
                       std::string_view extra) {
  std::string out(kFirstLine);
  out += "\n";
  if (!extra.empty()) out += "extra " + crypto::base64(extra) + "\n";
  out += "index " + std::to_string(index) + "\n";
  for (const Hash& hash : proof) {
    out += crypto::base64({reinterpret_cast<const char*>(hash.data()), hash.size()}) + "\n";
  }
  out += "\n";
  out += checkpoint_note;
  return out;
}

Result<ProofFile> parse_proof_file(std::string_view text) {
  ProofFile out;
  auto line = take_line(text);
  if (!line || *line != kFirstLine) return malformed_proof("first line");
  line = take_line(text);
  if (line && line->starts_with("extra ")) {
    auto extra = crypto::from_base64(line->substr(6));
    if (!extra || extra->empty()) return malformed_proof("extra");
    out.extra = std::move(*extra);
    line = take_line(text);
  }
  if (!line || !line->starts_with("index ")) return malformed_proof("index");
  const auto index = read_decimal(line->substr(6));
  if (!index) return malformed_proof("index");
  out.index = *index;
  for (line = take_line(text); line && !line->empty(); line = take_line(text)) {
    const auto bytes = crypto::from_base64(*line);
    if (!bytes || bytes->size() != Hash{}.size() || out.proof.size() == kMaxHashes) return malformed_proof("hash");
    std::copy(bytes->begin(), bytes->end(), out.proof.emplace_back().begin());
  }
  if (!line || text.empty()) return malformed_proof("checkpoint");
  out.checkpoint_note = text;
  return out;
}
}  // namespace youju::merkle
