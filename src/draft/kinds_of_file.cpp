// SPDX-License-Identifier: Apache-2.0
// What a file is by its bytes, whatever its name says, and what to tell somebody who gave a wrong one.
#include <fmt/format.h>

#include "base/text.h"
#include "draft/docx_file.h"

namespace youju::draft {
namespace {
// Names in an OLE container are UTF-16LE.
std::string wide(std::string_view ascii) {
  std::string out;
  for (char c : ascii) out.push_back(c), out.push_back('\0');
  return out;
}
Error say(std::string_view word) {
  return {Code::unsupported, {std::string(word), {}}, ""};
}
}  // namespace

Error not_a_docx(std::string_view bytes) {
  if (bytes.empty()) return {Code::invalid, {"draft.file_empty", {}}, ""};
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
    if (bytes.find(wide("EncryptedPackage")) != bytes.npos) return say("draft.encrypted");
    return say("draft.is_old_doc");
  }
  if (bytes.starts_with("{\\rtf")) return say("draft.is_rtf");
  const bool picture = bytes.starts_with("\xFF\xD8\xFF") || bytes.starts_with("\x89PNG") ||
                       bytes.starts_with("GIF8") || bytes.starts_with("II*");
  if (picture) return say("draft.is_picture");
  const auto head = lower_ascii(bytes.substr(0, 1024));
  if (head.find("<html") != head.npos || head.find("<!doctype html") != head.npos)
    return say("draft.is_html");
  if (bytes.starts_with("PK")) return say("draft.zip_no_document");
  return say("draft.not_docx");
}

std::string fingerprint_of(std::string_view bytes) {
  std::uint64_t hash = 1469598103934665603ull;  // FNV-1a: against mix-ups, not against attacks
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return fmt::format("{:016x}-{}", hash, bytes.size());
}
}  // namespace youju::draft
