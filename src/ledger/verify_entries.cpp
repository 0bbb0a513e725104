// SPDX-License-Identifier: Apache-2.0
// What can be said about one stored entry: its bytes, authenticator, place, payloads and what its type
// promises.
#include <algorithm>

#include "ledger/ledger_sql.h"
#include "ledger/verifier.h"

namespace youju::ledger {
namespace {
constexpr std::int64_t kStoredAtOnce = 1000;
constexpr std::size_t kCheckedFilesKept = 100'000;  // beyond it a file named twice is hashed twice

std::string entry_name(std::int64_t index) {
  return "entry " + std::to_string(index);
}

bool contains(const std::vector<bool>& set, std::int64_t index) {
  return index >= 0 && static_cast<std::size_t>(index) < set.size() && set[static_cast<std::size_t>(index)];
}
void put(std::vector<bool>& set, std::int64_t index) {
  if (static_cast<std::size_t>(index) >= set.size()) set.resize(static_cast<std::size_t>(index) + 1);
  set[static_cast<std::size_t>(index)] = true;
}
}  // namespace

Result<void> Verifier::read_rows(std::int64_t from, std::size_t& count) {
  rows_.resize(static_cast<std::size_t>(kStoredAtOnce));
  count = 0;
  const auto copy_part = [](const db::Row& row, int column, Part& part) {
    part.has_salt = !row.is_null(column);
    part.has_bytes = !row.is_null(column + 1);
    part.salt.assign(row.text(column));
    part.bytes.assign(row.text(column + 1));
  };
  return session_.each(sql::stored_rows, {from, INT64_MAX, kStoredAtOnce}, [&](const db::Row& row) {
    Row& out = rows_[count++];
    out.index = row.integer(0);
    out.bytes.assign(row.text(1));
    copy_part(row, 2, out.open);
    copy_part(row, 4, out.personal);
    out.mac.assign(row.text(6));
    out.object.assign(row.text(7));
    return true;
  });
}

// Entries that are not there. The tiles may still know their leaves; beyond them the tree cannot be made.
Result<void> Verifier::pass_gap(std::int64_t to) {
  const auto from = static_cast<std::int64_t>(tree_->size());
  findings_.add(
      "gap",
      to - from == 1 ? entry_name(from) : "entries " + std::to_string(from) + "-" + std::to_string(to - 1),
      "ledger.found_gap");
  while (tree_->complete() && static_cast<std::int64_t>(tree_->size()) < to) {
    TRY_OK(tree_->add({}, false));
    if (tree_->complete()) TRY_OK(after_entry());
  }
  return {};
}

void Verifier::name_broken(const Row& row, bool readable, bool authentic,
                           const std::optional<merkle::Hash>& in_tile, bool same_leaf) {
  const std::string where = entry_name(row.index);
  if (authentic && readable) {  // ours, but from another place
    findings_.add("leaf", where, "ledger.found_moved", {{"index", std::to_string(header_.index)}});
  } else if (authentic) {
    findings_.add("leaf", where, "ledger.found_not_canonical");
  } else if (in_tile && !same_leaf) {
    findings_.add("leaf", where, "ledger.found_changed");
  } else {
    findings_.add("authenticator", where, in_tile ? "ledger.found_authenticator" : "ledger.found_not_ours");
  }
}

Result<void> Verifier::check_row(const Row& row) {
  if (tree_->complete() && row.index > static_cast<std::int64_t>(tree_->size())) TRY_OK(pass_gap(row.index));
  if (row.index < 0) findings_.add("gap", entry_name(row.index), "ledger.found_gap");
  const bool readable = read_header(row.bytes, header_);
  const auto mac = crypto::digest_from_hex(row.mac);
  const bool authentic = mac && crypto::equal(*mac, crypto::hmac_sha256(ledger_.keys().mac_key, row.bytes));
  const bool sound = readable && authentic && header_.index == row.index;
  const auto leaf = merkle::leaf_hash(row.bytes);
  if (!sound) {
    std::optional<merkle::Hash> in_tile;
    if (tree_->complete()) {
      TRY(in_tile, tree_->stored_leaf());
    }
    name_broken(row, readable, authentic, in_tile, in_tile == leaf);
  }
  if (tree_->complete() && row.index == static_cast<std::int64_t>(tree_->size()))
    TRY_OK(tree_->add(leaf, sound));
  ++out_.entries;
  if (sound) TRY_OK(check_members(row));
  return tree_->complete() ? after_entry() : Result<void>();
}

Result<void> Verifier::check_members(const Row& row) {
  const std::string where = entry_name(row.index);
  const auto type = type_from(header_.type);
  if (!type || !Instant::parse(header_.at)) findings_.add("leaf", where, "ledger.found_not_canonical");
  if (header_.object != row.object) findings_.add("table", where + " object", "ledger.found_object_column");
  if (header_.at < last_at_) findings_.add("time", where, "ledger.found_time_back");
  last_at_.assign(header_.at);
  if (header_.sealed > row.index || header_.sealed < last_sealed_) {
    findings_.add("checkpoint", where, "ledger.found_sealed_wrong",
                  {{"size", std::to_string(header_.sealed)}});
  } else if (header_.sealed != last_sealed_ &&
             !std::binary_search(sizes_.begin(), sizes_.end(), header_.sealed)) {
    findings_.add("checkpoint", "checkpoint " + std::to_string(header_.sealed),
                  "ledger.found_checkpoint_missing");
  }
  last_sealed_ = std::max(last_sealed_, header_.sealed);
  const bool open_good = check_payload(row.index, "open", header_.open, row.open, missing_open_);
  check_payload(row.index, "personal", header_.personal, row.personal, missing_personal_);
  return type ? check_type(row, *type, open_good) : Result<void>();
}

// True when the payload is there and is what the entry commits to.
bool Verifier::check_payload(std::int64_t index, std::string_view part, std::string_view digest,
                             const Part& stored, std::vector<bool>& missing) {
  const std::string where = "payload " + std::to_string(index) + " " + std::string(part);
  if (digest.empty()) {
    if (stored.has_salt || stored.has_bytes)
      findings_.add("commitment", where, "ledger.found_payload_uncommitted");
    return false;
  }
  if (!stored.has_salt && !stored.has_bytes) {
    put(missing, index);
    return false;
  }
  ++out_.payloads;
  const auto salt = crypto::from_hex(stored.salt);
  const bool good = stored.has_salt && stored.has_bytes && salt && commitment(*salt, stored.bytes) == digest;
  if (!good) findings_.add("commitment", where, "ledger.found_payload_changed");
  return good;
}

Result<void> Verifier::check_type(const Row& row, EntryType type, bool open_good) {
  const bool has_files =
      type == EntryType::evidence || type == EntryType::signoff || type == EntryType::notice || type == EntryType::layout || type == EntryType::route;
  const bool is_key = type == EntryType::setting && header_.object == kKeySetting;
  const bool has_more = type == EntryType::office || type == EntryType::erase || type == EntryType::pack ||
                        type == EntryType::restore || is_key;
  if (has_more && !header_.more.empty()) {
    TRY(const Json more, parse_json(header_.more));
    if (type == EntryType::office) check_office(row.index, more);
    if (type == EntryType::erase) note_erasure(row.index, more);
    if (type == EntryType::pack) check_pack(more);
    if (type == EntryType::restore) note_restore(row, more);
    if (is_key) check_key_change(row.index, more);
  }
  if (!has_files || !open_good) return {};
  TRY(const Json open, parse_json(row.open.bytes));
  if (type == EntryType::evidence) {
    TRY(const Json more, parse_json(header_.more.empty() ? "{}" : header_.more));
    const auto digest = open.find("digest");
    if (digest == open.end() || !digest->is_string()) return {};
    const auto size = more.find("size");
    return check_file(digest->get_ref<const std::string&>(),
                      size != more.end() && size->is_number_integer() ? size->get<std::int64_t>() : -1,
                      row.index);
  }
  const auto files = open.find("files");
  if (files == open.end() || !files->is_array()) return {};
  for (const Json& file : *files) {
    const auto digest = file.is_object() ? file.find("digest") : file.end();
    const auto size = file.is_object() ? file.find("size") : file.end();
    if (!file.is_object() || digest == file.end() || size == file.end() || !digest->is_string() ||
        !size->is_number_integer())
      continue;
    TRY_OK(check_file(digest->get_ref<const std::string&>(), size->get<std::int64_t>(), row.index));
  }
  return {};
}

Result<void> Verifier::check_file(std::string_view digest, std::int64_t size, std::int64_t index) {
  if (checked_files_.find(digest) != checked_files_.end()) return {};
  const auto checked = store_.check(digest, size);
  ++out_.evidence_files;
  if (checked_files_.size() < kCheckedFilesKept) checked_files_.emplace(digest);
  if (checked) return {};
  const auto code = checked.error().code;
  if (code != Code::absent &&
      code != Code::corrupt) {  // cannot be read: that too is said, and the rest is still checked
    findings_.add("evidence", "evidence " + std::string(digest), "ledger.found_evidence_unreadable",
                  {{"index", std::to_string(index)}});
    return {};
  }
  findings_.add("evidence", "evidence " + std::string(digest),
                code == Code::absent ? "ledger.found_evidence_missing" : "ledger.found_evidence_changed",
                {{"index", std::to_string(index)}});
  return {};
}

void Verifier::check_pack(const Json& more) {
  const auto version = more.find("version"), digest = more.find("digest");
  if (!options_.pack_digest || version == more.end() || digest == more.end() || !version->is_string() ||
      !digest->is_string())
    return;
  const auto& number = version->get_ref<const std::string&>();
  const auto found = options_.pack_digest(header_.object, number);
  const std::string where = "pack " + std::string(header_.object) + "@" + number;
  if (!found) {
    findings_.add("pack", where, "ledger.found_pack_missing");
  } else if (*found != digest->get_ref<const std::string&>()) {
    findings_.add("pack", where, "ledger.found_pack_changed");
  }
}

void Verifier::check_office(std::int64_t index, const Json& more) {
  const auto key = more.find("key");
  if (key == more.end() || *key != ledger_.keys().first().vkey())
    findings_.add("identity", entry_name(index), "ledger.found_identity");
}

void Verifier::check_key_change(std::int64_t index, const Json& more) {
  const auto value = more.find("value");
  const bool readable = value != more.end() && value->is_object();
  KeyChange change{index, readable ? value->value("key", Json()).dump() : "", readable ? value->value("second", Json()).dump() : ""};
  for (auto* text : {&change.vkey, &change.second}) {
    if (text->size() >= 2 && text->front() == '"') *text = text->substr(1, text->size() - 2);
  }
  const auto& former = ledger_.keys().former;
  const auto place = out_.key_changes.size();
  const bool known = place < former.size() && former[place].last == index + 1 &&
                     change.vkey == (place + 1 < former.size() ? former[place + 1].note : ledger_.keys().note).vkey();
  if (!known) findings_.add("identity", entry_name(index), "ledger.found_key_change");
  out_.key_changes.push_back(std::move(change));
}

void Verifier::note_restore(const Row& row, const Json& more) {
  const auto number = [&](const char* key) {
    const auto it = more.find(key);
    return it != more.end() && it->is_number_integer() ? it->get<std::int64_t>() : 0;
  };
  const auto text = [](const Json& from, const char* key) {
    const auto it = from.find(key);
    return it != from.end() && it->is_string() ? it->get<std::string>() : std::string();
  };
  const auto open = row.open.has_bytes ? parse_json(row.open.bytes) : Result<Json>(Json::object());
  out_.restores.push_back({row.index, number("size"), number("had"), std::string(header_.actor), text(more, "second"),
                           open && open->is_object() ? text(*open, "reason") : std::string()});
}

void Verifier::note_erasure(std::int64_t index, const Json& more) {
  const auto order = more.value("order", Json());
  const auto part = more.value("part", Json(1));
  if (order.is_string() && part.is_number_integer() &&
      !orders_.emplace(order.get<std::string>(), part.get<std::int64_t>()).second) {
    findings_.add("erasure", entry_name(index), "ledger.found_order_reused",
                  {{"order", order.get<std::string>()}});
  }
  const auto mark = [&](std::string_view member, std::vector<bool>& set) {
    const auto targets = more.find(member);
    if (targets == more.end() || !targets->is_array()) return;
    for (const Json& target : *targets) {
      if (!target.is_number_integer() || target.get<std::int64_t>() < 0 ||
          target.get<std::int64_t>() >= index) {
        findings_.add("erasure", entry_name(index), "ledger.found_erasure_broken");
      } else {
        put(set, target.get<std::int64_t>());
      }
    }
  };
  mark("targets", erased_personal_);
  mark("open_targets", erased_open_);
}

// Every payload that is not there must be named by an order; every one that is named must be gone.
void Verifier::check_erasures() {
  const auto compare = [&](const std::vector<bool>& missing, const std::vector<bool>& erased,
                           std::string_view part) {
    for (std::size_t i = 0; i < missing.size(); ++i) {
      if (!missing[i]) continue;
      const auto index = static_cast<std::int64_t>(i);
      if (contains(erased, index)) {
        ++out_.erased;
      } else {
        findings_.add("erasure", "payload " + std::to_string(i) + " " + std::string(part),
                      "ledger.found_payload_missing");
      }
    }
  };
  compare(missing_open_, erased_open_, "open");
  compare(missing_personal_, erased_personal_, "personal");
}
}  // namespace youju::ledger
