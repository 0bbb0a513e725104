// SPDX-License-Identifier: Apache-2.0
// Verification of a whole log: what must be known before the entries are read, at each size, and after the
// last.
#include <algorithm>

#include "base/io.h"
#include "ledger/ledger_sql.h"
#include "ledger/verifier.h"

namespace youju::ledger {
namespace {
constexpr std::int64_t kCheckpointsAtOnce = 500;
constexpr std::int64_t kStraysShown = 20;

std::string checkpoint_name(std::int64_t size) {
  return "checkpoint " + std::to_string(size);
}

bool is_other_key(const Error& error) {
  return error.message.word == "merkle.note_not_signed" || error.message.word == "ledger.key_not_then";
}
}  // namespace

Verifier::Verifier(Ledger& ledger, db::Session& session, const EvidenceStore& store,
                   std::filesystem::path folder, const VerifyOptions& options)
    : ledger_(ledger),
      session_(session),
      store_(store),
      folder_(std::move(folder)),
      options_(options),
      findings_(out_.findings, options.max_findings) {}

Result<Verification> Verifier::run() {
  TRY(head_, read_head(session_, sql::head));
  // What is sealed is said by the newest checkpoint; op_head is only compared with it at the end.
  TRY(const auto newest, session_.integer(sql::newest_size, {}));
  tree_ = std::make_unique<TreeCheck>(session_, findings_, std::max<std::int64_t>(0, newest.value_or(0)));
  read_known();
  TRY_OK(next_checkpoints());
  TRY_OK(after_entry());
  std::int64_t from = INT64_MIN;
  for (;;) {
    std::size_t count = 0;
    TRY_OK(read_rows(from, count));
    for (std::size_t i = 0; i < count; ++i) TRY_OK(check_row(rows_[i]));
    if (options_.progress) options_.progress(out_.entries, std::max(head_.size, out_.entries));
    if (count < rows_.size()) break;
    from = rows_[count - 1].index + 1;
  }
  TRY_OK(check_end());
  out_.root_hex = crypto::hex(tree_->root_as_stored());
  out_.unsealed = std::max<std::int64_t>(0, out_.entries - newest_checkpoint_);
  return std::move(out_);
}

void Verifier::add_known(std::string_view what, std::string_view where, const std::string& note) {
  auto checkpoint = ledger_.keys().open(note);
  if (checkpoint) {
    known_.push_back({what, where, std::move(*checkpoint), false});
    return;
  }
  const bool other_key = is_other_key(checkpoint.error());
  findings_.add(other_key ? "identity" : "signature", std::string(where),
                other_key ? "ledger.found_other_key" : "ledger.found_signature");
}

void Verifier::read_known() {
  const auto note = read_file(high_water_path(folder_));
  if (note) {
    add_known("high_water", "high-water", *note);
  } else {
    const auto count = session_.integer(sql::checkpoint_count, {});
    // Missing is right before the first checkpoint, and after a cut between its commit and the file.
    if (note.error().code != Code::absent || !count || count->value_or(0) > 1) {
      findings_.add("high_water", "high-water", "ledger.found_high_water_missing");
    }
  }
  if (options_.anchor_note) add_known("fork", "anchor", *options_.anchor_note);
}

// Called at every size the tree reaches, 0 included.
Result<void> Verifier::after_entry() {
  const auto size = static_cast<std::int64_t>(tree_->size());
  while (checkpoint_at_ < checkpoints_.size() && checkpoints_[checkpoint_at_].first <= size) {
    check_checkpoint(checkpoints_[checkpoint_at_].first, checkpoints_[checkpoint_at_].second);
    if (++checkpoint_at_ == checkpoints_.size()) TRY_OK(next_checkpoints());
  }
  for (Known& known : known_) {
    if (known.met || static_cast<std::int64_t>(known.checkpoint.size) != size) continue;
    known.met = true;
    if (tree_->root() != known.checkpoint.root)
      differ("fork", std::string(known.where), "ledger.found_fork", known.checkpoint);
  }
  return {};
}

Result<void> Verifier::next_checkpoints() {
  const std::int64_t after = checkpoints_.empty() ? INT64_MIN : checkpoints_.back().first;
  checkpoints_.clear();
  checkpoint_at_ = 0;
  return session_.each(sql::checkpoints_after, {after, kCheckpointsAtOnce}, [&](const db::Row& row) {
    checkpoints_.emplace_back(row.integer(0), std::string(row.text(1)));
    return true;
  });
}

void Verifier::check_checkpoint(std::int64_t size, const std::string& note) {
  ++out_.checkpoints;
  newest_checkpoint_ = std::max(newest_checkpoint_, size);
  sizes_.push_back(size);
  const auto opened = ledger_.keys().open(note);
  if (!opened) {
    const bool other = is_other_key(opened.error());
    findings_.add(other ? "identity" : "signature", checkpoint_name(size),
                  other ? "ledger.found_other_key" : "ledger.found_signature");
  } else if (static_cast<std::int64_t>(opened->size) != size) {
    findings_.add("checkpoint", checkpoint_name(size), "ledger.found_checkpoint_size",
                  {{"size", std::to_string(opened->size)}});
  } else if (size == static_cast<std::int64_t>(tree_->size()) && opened->root != tree_->root()) {
    differ("root", checkpoint_name(size), "ledger.found_root", *opened);
  }
}

// The first size at which the roots part says it; all later ones follow from it.
void Verifier::differ(std::string_view what, std::string where, std::string_view word,
                      const merkle::Checkpoint& checkpoint) {
  if (what == "root" && root_named_) return;
  root_named_ = root_named_ || what == "root";
  findings_.add(what, std::move(where), word,
                {{"computed", crypto::hex(tree_->root())},
                 {"signed", crypto::hex(checkpoint.root)},
                 {"size", std::to_string(checkpoint.size)}});
}

Result<void> Verifier::check_end() {
  const auto size = static_cast<std::int64_t>(tree_->size());
  if (!tree_->complete())
    findings_.add("root", "log", "ledger.found_incomplete", {{"size", std::to_string(size)}});
  while (checkpoint_at_ < checkpoints_.size()) {  // those the log does not reach
    const auto [checkpoint, note] = checkpoints_[checkpoint_at_];
    check_checkpoint(checkpoint, note);
    findings_.add("gap", checkpoint_name(checkpoint), "ledger.found_log_short",
                  {{"known", std::to_string(checkpoint)}, {"size", std::to_string(size)}});
    if (++checkpoint_at_ == checkpoints_.size()) TRY_OK(next_checkpoints());
  }
  for (const Known& known : known_) {
    const auto reach = static_cast<std::int64_t>(known.checkpoint.size);
    if (!known.met) {
      findings_.add(known.what, std::string(known.where), "ledger.found_log_short",
                    {{"known", std::to_string(reach)}, {"size", std::to_string(size)}});
    } else if (known.what == "high_water" && !std::binary_search(sizes_.begin(), sizes_.end(), reach)) {
      findings_.add("checkpoint", checkpoint_name(reach), "ledger.found_checkpoint_missing");
    }
  }
  check_erasures();
  check_keys();
  TRY_OK(tree_->finish());
  TRY_OK(check_strays());
  TRY_OK(check_schema());
  return check_head(head_);
}

// The keys in the folder are those the log names, and each was handed over under the one before.
void Verifier::check_keys() {
  if (out_.key_changes.size() != ledger_.keys().former.size()) findings_.add("identity", "keys", "ledger.found_keys_differ");
  for (const auto& change : out_.key_changes) {
    if (!std::binary_search(sizes_.begin(), sizes_.end(), change.entry + 1))
      findings_.add("checkpoint", checkpoint_name(change.entry + 1), "ledger.found_checkpoint_missing");
  }
}

Result<void> Verifier::check_head(const Head& head) {
  if (!tree_->complete()) return {};
  const auto last = Instant::parse(last_at_);
  const bool same = head.size == static_cast<std::int64_t>(tree_->size()) &&
                    head.sealed == newest_checkpoint_ && head.frontier == tree_->frontier().text() &&
                    (!last || head.last_at == last->ms);
  if (!same) findings_.add("root", "op_head", "ledger.found_head");
  return {};
}

Result<void> Verifier::check_strays() {
  return session_.each(sql::stray_payloads, {kStraysShown}, [&](const db::Row& row) {
    findings_.add("commitment", "payload " + std::to_string(row.integer(0)),
                  "ledger.found_payload_uncommitted");
    return true;
  });
}

Result<void> Verifier::check_schema() {
  const auto recorded = recorded_schema(session_);
  if (!recorded) return {};  // the setting itself is damaged, which was said at its entry
  TRY(const auto digest, schema_digest(session_));
  if (!recorded->empty() && *recorded != digest) findings_.add("schema", "database", "ledger.found_schema");
  return {};
}

Result<Verification> verify(Ledger& ledger, db::Session& session, const EvidenceStore& store,
                            const std::filesystem::path& folder, const VerifyOptions& options) {
  return Verifier(ledger, session, store, folder, options).run();
}
}  // namespace youju::ledger
