// SPDX-License-Identifier: Apache-2.0
// Handlers of the office's own pages: account, import, administration, kinds, help.
#pragma once
#include "web/site.h"

namespace youju::web {
// pages_account.cpp
Result<Reply> show_account(Ask& ask);
Result<Reply> change_own_password(Ask& ask);
Result<Reply> end_browser(Ask& ask);
Result<Reply> end_other_browsers(Ask& ask);
// What rights of a role come to, in words.
std::string rights_in_words(const Ask& ask, const people::Role& role);
std::string role_named(const Ask& ask, std::string_view role);

// pages_import.cpp, pages_import_batch.cpp
Result<Reply> show_import(Ask& ask);
Result<Reply> take_upload(Ask& ask);
Result<Reply> show_upload(Ask& ask);
Result<Reply> confirm_upload(Ask& ask);
Result<Reply> drop_upload(Ask& ask);
Result<Reply> unclear_rows(Ask& ask);
Result<Reply> show_batch(Ask& ask);
Result<Reply> void_batch_asked(Ask& ask);

// pages_help.cpp
Result<Reply> show_kinds(Ask& ask);
Result<Reply> show_help(Ask& ask);
Result<Reply> show_keys(Ask& ask);
}  // namespace youju::web
