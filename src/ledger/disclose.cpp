// SPDX-License-Identifier: Apache-2.0
// Payloads shown to others, and files the program made itself.
#include "base/io.h"
#include "crypto/crypto.h"
#include "ledger/ledger.h"
#include "ledger/ledger_sql.h"

namespace youju::ledger {

Result<Disclosure> disclose(db::Session& session, std::int64_t index) {
  Disclosure out;
  bool sound = true;
  const auto take = [&](const db::Row& row, int salt, int bytes, auto& into) {
    if (row.is_null(salt) || row.is_null(bytes)) return;
    const auto raw = crypto::from_hex(row.text(salt));
    sound = sound && raw && raw->size() == 32;
    if (raw) into.emplace(*raw, std::string(row.text(bytes)));
  };
  TRY_OK(session.each(sql::entry_with_payload, {index}, [&](const db::Row& row) {
    take(row, 2, 3, out.open);
    take(row, 4, 5, out.personal);
    return false;
  }));
  if (!sound) return fail(Code::corrupt, "ledger.bad_salt", {{"index", std::to_string(index)}});
  return out;
}

Result<Evidence> EvidenceStore::keep(std::string_view bytes, std::string name, std::string media_type) {
  Evidence out;
  out.digest = crypto::hex(crypto::sha256(bytes));
  out.size = static_cast<std::int64_t>(bytes.size());
  out.media_type = std::move(media_type);
  out.name = std::move(name);
  const auto target = path_of(out.digest);
  std::error_code wrong;
  const bool is_new = std::filesystem::create_directories(target.parent_path(), wrong);
  if (wrong) return fail(io_error("create", target.parent_path(), wrong.value()));
  TRY_OK(write_file(target, bytes));
  if (is_new) TRY_OK(sync_folder(folder_));
  return out;
}
}  // namespace youju::ledger
