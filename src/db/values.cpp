// SPDX-License-Identifier: Apache-2.0
#include "db/values.h"

#include <cstring>

#include "base/text.h"

namespace youju::db {

Result<void> check_text(std::string_view text, std::string_view query) {
  if (std::memchr(text.data(), 0, text.size()) != nullptr) {
    return fail(Code::invalid, "db.nul_in_text", {}, std::string(query) + ": text holds a NUL character");
  }
  if (!is_utf8(text))
    return fail(Code::invalid, "db.not_utf8", {}, std::string(query) + ": text is not UTF-8");
  return {};
}

std::string with_question_marks(std::string_view sql) {
  std::string out;
  out.reserve(sql.size());
  for (std::size_t i = 0; i < sql.size();) {
    std::size_t end = i + 1;
    if (sql[i] == '\'' || sql[i] == '"') {
      end = std::min(sql.find(sql[i], i + 1), sql.size() - 1) +
            1;  // a doubled quote is two texts side by side: as good
    } else if (sql.substr(i, 2) == "--") {
      end = std::min(sql.find('\n', i), sql.size());
    } else if (sql.substr(i, 2) == "/*") {
      end = std::min(sql.find("*/", i + 2), sql.size() - 2) + 2;
    } else if (sql[i] == '$' && i + 1 < sql.size() && sql[i + 1] >= '0' && sql[i + 1] <= '9') {
      out += '?';
      i = end;
      continue;
    }
    out += sql.substr(i, end - i);
    i = end;
  }
  return out;
}
}  // namespace youju::db
