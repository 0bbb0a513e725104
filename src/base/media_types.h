// SPDX-License-Identifier: Apache-2.0
// Names of the media types that the program writes and takes in several rooms (IANA registry).
#pragma once
#include <string_view>

namespace youju {
inline constexpr char kDocxType[] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
inline constexpr char kXlsxType[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
inline constexpr char kPdfType[] = "application/pdf";
// Of an office document by its ending, "docx" or "xlsx".
constexpr const char* office_type(std::string_view form) { return form == "docx" ? kDocxType : kXlsxType; }
}  // namespace youju
