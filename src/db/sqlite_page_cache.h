// SPDX-License-Identifier: Apache-2.0
// SQLite's own page cache, which need not look at all its pages at the end of a commit (docs/decisions/0254-no-walk-of-the-page-cache.md).
#pragma once

namespace youju::db {
// For the whole process; once, before SQLite is first used (afterwards it changes nothing).
void use_page_cache_without_walks();
}  // namespace youju::db
