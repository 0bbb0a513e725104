// SPDX-License-Identifier: Apache-2.0
// Entries into the log. The end of the log is a row of the database, read and moved in the same write, so
// that a write undone leaves nothing behind and several processes make one line.
#include "base/ahead.h"
#include "ledger/entry_bytes.h"
#include "ledger/inside.h"
#include "ledger/ledger_sql.h"

namespace youju::ledger {
namespace {

constexpr std::int64_t kClockMayGoBackMs = 2000;  // trust.md part 2: a jump back over 2 s stops the log
constexpr std::size_t kSaltBytes = 32;
constexpr std::size_t kChanceBlock = 4096;

tl::unexpected<Error> not_writable(const NewEntry& entry, std::string_view why) {
  return fail(Code::invalid, "ledger.not_writable",
              {{"object", entry.object}, {"type", std::string(type_name(entry.type))}}, std::string(why));
}

// Canonical bytes of a payload or of `more`; "" for nothing.
Result<std::string> canonical_object(const Json& value, const NewEntry& entry) {
  if (value.is_null()) return std::string();
  std::string out;
  try {
    out = canonical(value);
  } catch (const std::exception& e) {  // broken UTF-8, a fraction, a key outside ASCII
    return not_writable(entry, e.what());
  }
  if (!is_canonical_object(out)) return not_writable(entry, "not a canonical object");
  return out;
}

// One entry on its way, and what is stored of it.
struct Prepared {
  std::string bytes, mac;
  merkle::Hash leaf{};
  Payload open, personal;
};
}  // namespace

Ledger::Ledger(db::Database& database, std::filesystem::path folder, Keys keys, World world)
    : database_(database),
      folder_(std::move(folder)),
      keys_(std::move(keys)),
      world_(world),
      inside_(std::make_unique<Inside>()) {}
Ledger::~Ledger() = default;

namespace {
// 32 bytes of chance; drawn in blocks, because a system call per salt costs more than the hash.
std::string take_salt(std::string& chance, const World& world) {
  if (chance.size() < kSaltBytes) {
    chance.resize(kChanceBlock);
    world.random->fill({reinterpret_cast<unsigned char*>(chance.data()), chance.size()});
  }
  std::string salt = chance.substr(chance.size() - kSaltBytes);
  chance.resize(chance.size() - kSaltBytes);
  return salt;
}
}  // namespace

Salts Ledger::Inside::salts(const NewEntry& entry, const World& world) {
  const std::lock_guard lock(chance_mutex);
  Salts out;
  if (!entry.open.is_null()) out.open = take_salt(chance, world);
  if (!entry.personal.is_null()) out.personal = take_salt(chance, world);
  return out;
}

namespace {
Result<Payload> make_payload(const Json& value, const NewEntry& entry, const std::string& salt) {
  Payload out;
  TRY(out.bytes, canonical_object(value, entry));
  if (out.bytes.empty()) return out;
  out.salt_hex = crypto::hex(salt);
  out.digest = commitment(salt, out.bytes);
  return out;
}

Result<void> make_payloads(ReadyEntry& of, const Salts& salts) {
  TRY(of.open, make_payload(of.entry.open, of.entry, salts.open));
  TRY(of.personal, make_payload(of.entry.personal, of.entry, salts.personal));
  return {};
}

// Takes the payloads out of it.
Result<Prepared> prepare(ReadyEntry& ready, Stamp stamp, const Keys& keys) {
  Prepared out;
  const auto& entry = ready.entry;
  std::string more;
  if (!entry.more.is_null() && !entry.more.empty()) {
    TRY(more, canonical_object(entry.more, entry));
  }
  out.open = std::move(ready.open);
  out.personal = std::move(ready.personal);
  stamp.open = out.open.digest;
  stamp.personal = out.personal.digest;
  out.bytes.reserve(512 + more.size());
  write_entry(out.bytes, entry, more, stamp);
  if (out.bytes.size() > kMaxEntryBytes) {
    return fail(Code::too_large, "ledger.entry_too_large", {{"limit", std::to_string(kMaxEntryBytes)}});
  }
  // What cannot be read back strictly is not written: names with spaces, a number below 0 …
  thread_local Header header;
  if (!read_header(out.bytes, header)) return not_writable(entry, out.bytes);
  out.mac = crypto::hex(crypto::hmac_sha256(keys.mac_key, out.bytes));
  out.leaf = merkle::leaf_hash(out.bytes);
  return out;
}

constexpr std::size_t kStretch = 200, kStretchesWaiting = 4;  // hashed while those before are stored
constexpr std::size_t kReadBack = 2000;  // read back while the next are hashed; a server is waited for each time

db::Value text_or_null(const std::string& text) {
  if (text.empty()) return std::monostate{};
  return std::string_view(text);
}

Result<void> store(db::Tx& tx, std::int64_t index, std::string_view object, const Prepared& p) {
  TRY_OK(tx.queue(sql::add_entry, {index, object, std::string_view(p.bytes), std::string_view(p.mac)}));
  if (p.open.bytes.empty() && p.personal.bytes.empty()) return {};
  return tx.queue(sql::add_payload, {index, text_or_null(p.open.salt_hex), text_or_null(p.open.bytes),
                                     text_or_null(p.personal.salt_hex), text_or_null(p.personal.bytes)});
}

// Whether a payload column pair is what was meant and fits the commitment; hashes the stored bytes anew.
bool payload_as_meant(const db::Row& row, int column, const Payload& meant) {
  if (meant.bytes.empty()) return row.is_null(column) && row.is_null(column + 1);
  const auto salt = crypto::from_hex(row.text(column));
  return salt && commitment(*salt, row.text(column + 1)) == meant.digest;
}

// Reads back what was stored from `first` on and hashes it again: it must give the leaves and commitments that were computed
// before.
Result<void> read_back(db::Tx& tx, std::int64_t first, std::span<const Prepared> meant) {
  const auto count = static_cast<std::int64_t>(meant.size());
  std::int64_t seen = 0;
  bool same = true;
  TRY_OK(tx.each(sql::stored_rows, {first, first + count, count + 1}, [&](const db::Row& row) {
    const auto at = static_cast<std::size_t>(seen);
    same = seen < count && row.integer(0) == first + seen &&
           merkle::leaf_hash(row.text(1)) == meant[at].leaf && row.text(6) == meant[at].mac &&
           payload_as_meant(row, 2, meant[at].open) && payload_as_meant(row, 4, meant[at].personal);
    ++seen;
    return same;
  }));
  if (!same || seen != count) {
    return fail(Code::corrupt, "ledger.stored_differs",
                {{"index", std::to_string(first + seen - (same ? 0 : 1))}});
  }
  return {};
}
}  // namespace

Result<Head> read_head(db::Session& session, const db::Query& query) {
  std::optional<Head> head;
  TRY_OK(session.each(query, {}, [&](const db::Row& row) {
    head = Head{row.integer(0), row.integer(1), row.integer(2), std::string(row.text(3))};
    return false;
  }));
  if (!head) return fail(Code::corrupt, "ledger.head_missing");
  return *head;
}

Result<Entry> Ledger::append(db::Tx& tx, NewEntry entry) {
  std::vector<NewEntry> one;
  one.push_back(std::move(entry));
  TRY(auto stored, append_all(tx, std::move(one)));
  return std::move(stored.front());
}

void Ledger::expect_append(db::Tx& tx) { tx.expect(sql::lock_head, {}); }

Result<void> Ledger::take_frontier(const Head& head) {
  if (head.frontier == inside_->frontier_text) return {};
  const auto stored = merkle::Frontier::parse(head.frontier);
  if (!stored || static_cast<std::int64_t>(stored->size()) != head.size) {
    return fail(Code::corrupt, "ledger.head_broken");
  }
  inside_->frontier = *stored;
  inside_->frontier_text = head.frontier;
  return {};
}

Result<Instant> Ledger::time_after(std::int64_t last_at) const {
  const Instant now = world_.clock->now();
  if (now.ms + kClockMayGoBackMs >= last_at) return Instant{std::max(now.ms, last_at)};
  return fail(Code::corrupt, "ledger.clock_back",
              {{"last", Instant{last_at}.shanghai_text()}, {"now", now.shanghai_text()}});
}

Result<ReadyEntry> Ledger::ready(NewEntry entry) const {
  ReadyEntry out{std::move(entry), {}, {}};
  TRY_OK(make_payloads(out, inside_->salts(out.entry, world_)));
  return out;
}

Result<std::vector<Entry>> Ledger::append_all(db::Tx& tx, std::vector<ReadyEntry> entries) { return append_made(tx, std::move(entries), true); }
Result<std::vector<Entry>> Ledger::append_all(db::Tx& tx, std::vector<NewEntry> entries) {
  std::vector<ReadyEntry> made(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) made[i].entry = std::move(entries[i]);
  return append_made(tx, std::move(made), false);
}

Result<std::vector<Entry>> Ledger::append_made(db::Tx& tx, std::vector<ReadyEntry> entries, bool are_ready) {
  std::vector<Entry> out;
  if (entries.empty()) return out;
  TRY(const Head head, read_head(tx, sql::lock_head));
  // After the row's lock, never before it: no two threads wait for both crosswise.
  const std::lock_guard lock(inside_->mutex);
  TRY(const Instant at, time_after(head.last_at));
  TRY_OK(take_frontier(head));
  const std::string at_text = at.iso();
  merkle::Frontier frontier = inside_->frontier;
  std::vector<Salts> salts;
  salts.reserve(are_ready ? 0 : entries.size());
  for (auto& [entry, open, personal] : entries) {
    if (entry.type == EntryType::office) entry.more["key"] = keys_.note.vkey();
    if (!are_ready) salts.push_back(inside_->salts(entry, world_));
  }
  std::vector<Prepared> prepared;
  prepared.reserve(entries.size());
  Ahead<Prepared> preparing(entries.size(), kStretch, kStretchesWaiting, [&](std::size_t from, std::size_t to) -> Result<std::vector<Prepared>> {
    std::vector<Prepared> ready;
    ready.reserve(to - from);
    for (auto i = from; i < to; ++i) {
      if (!are_ready) TRY_OK(make_payloads(entries[i], salts[i]));
      TRY(auto one, prepare(entries[i], {head.size + static_cast<std::int64_t>(i), head.sealed, at_text, {}, {}}, keys_));
      ready.push_back(std::move(one));
    }
    return ready;
  });
  std::size_t seen = 0;  // of these were read back
  const auto see_again = [&]() -> Result<void> {
    TRY_OK(read_back(tx, head.size + static_cast<std::int64_t>(seen), std::span(prepared).subspan(seen)));
    seen = prepared.size();
    return {};
  };
  while (prepared.size() < entries.size()) {
    TRY(auto ready, preparing.next());
    for (auto& one : ready) {
      TRY_OK(store(tx, static_cast<std::int64_t>(frontier.size()), entries[prepared.size()].entry.object, one));
      frontier.append(one.leaf);
      prepared.push_back(std::move(one));
    }
    if (prepared.size() - seen >= kReadBack && prepared.size() < entries.size()) TRY_OK(see_again());
  }
  std::string text = frontier.text();
  TRY_OK(
      tx.queue(sql::move_head, {static_cast<std::int64_t>(frontier.size()), at.ms, std::string_view(text)}));
  TRY_OK(see_again());
  inside_->frontier = std::move(frontier);
  inside_->frontier_text = std::move(text);
  out.reserve(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    auto& p = prepared[i];
    out.push_back({head.size + static_cast<std::int64_t>(i), std::move(p.bytes), at, std::move(entries[i].entry),
                   std::move(p.open.digest), std::move(p.personal.digest), false, false});
  }
  return out;
}

Result<void> erase_payload(db::Tx& tx, std::int64_t index, bool open_too) {
  TRY(const auto changed, tx.run(open_too ? sql::erase_both : sql::erase_personal, {index}));
  if (changed != 1) return fail(Code::absent, "ledger.no_payload", {{"index", std::to_string(index)}});
  return {};
}
}  // namespace youju::ledger
