// SPDX-License-Identifier: Apache-2.0
// Reports and the office's own documents as their reader may see them, and as files. Pages and the interface for programs do the same.
#pragma once
#include "app/layouts.h"
#include "app/signing.h"
#include "web/site.h"

namespace youju::web {
// One that the reader may see; absent otherwise.
Result<app::MadeReport> readable_report(Ask& ask, const std::string& id);
// By id, the version in force, or by id@version.
Result<app::Layout> readable_layout(Ask& ask, const std::string& name);

// Files that leave the office, each with a line of the security log; `by` says how ("web", "api").
// A report as docx, pdf or html, or one of its correction notices; absent for a form it was not made in.
Result<Reply> report_sent(Ask& ask, const app::MadeReport& made, const std::string& form, std::string_view by);
Result<Reply> notice_sent(Ask& ask, const app::MadeReport& made, const std::string& number, const std::string& form, std::string_view by);
// What went to the superior or came back, by the digest of its bytes.
Result<Reply> file_of_way_sent(Ask& ask, const app::MadeReport& made, const std::string& digest, std::string_view by);
Result<Reply> layout_sent(Ask& ask, const app::Layout& layout, std::string_view by);
}  // namespace youju::web
