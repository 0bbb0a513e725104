// SPDX-License-Identifier: Apache-2.0
#include "app/named_files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "app/app_sql.h"

namespace youju::app {
using ledger::EntryType;

void add_digests(const Json& open, Digests& named) {
  if (!open.is_object()) return;
  for (const char* key : {"digest", "snapshot"}) {
    if (open.contains(key) && open[key].is_string()) named.insert(open[key].get<std::string>());
  }
  if (!open.contains("files") || !open["files"].is_array()) return;
  for (const auto& file : open["files"]) add_digests(file, named);
}

Result<void> add_files_of_reports(db::Session& session, Digests& named) {
  TRY_OK(session.each(sql::files_of_layout_drafts, {}, [&](const db::Row& row) {
    named.emplace(row.text(0));
    return true;
  }));
  return session.each(sql::files_of_reports, {}, [&](const db::Row& row) {
    if (!row.text(0).empty()) named.emplace(row.text(0));
    const auto files = parse_json(row.text(1));
    if (files && files->is_object()) {
      for (const auto& file : *files) {
        if (file.is_string()) named.insert(file.get<std::string>());
      }
    }
    return true;
  });
}

Result<void> add_files_of_entries(Office& office, db::Session& session, std::int64_t from, std::int64_t to,
                                  const std::function<bool(EntryType)>& of, Digests& named) {
  std::vector<std::int64_t> naming;
  TRY_OK(office.ledger().each(session, from, to, false, [&](const ledger::Entry& entry) -> Result<void> {
    if (of(entry.head.type) && !entry.open_digest.empty()) naming.push_back(entry.index);
    return {};
  }));
  for (const auto index : naming) {
    TRY(const auto entry, office.ledger().read(session, index, true));
    add_digests(entry.head.open, named);
  }
  return {};
}

Result<int> reap_evidence(Office& office) {
  Digests named;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto size, office.ledger().size(session));
    TRY_OK(add_files_of_reports(session, named));
    const auto with_files = [](EntryType type) {
      return type == EntryType::evidence || type == EntryType::signoff || type == EntryType::notice || type == EntryType::batch ||
             type == EntryType::layout || type == EntryType::route;
    };
    return add_files_of_entries(office, session, 0, size, with_files, named);
  }));
  return office.evidence().reap([&](std::string_view digest) { return named.contains(digest); }, office.world().clock->now());
}
}  // namespace youju::app
