// SPDX-License-Identifier: Apache-2.0
// Erasure: salts and bytes of payloads are dropped and an entry says so in the same write; files go after it is durable.
#include "app/erase.h"

#include <set>

#include "base/text.h"

namespace youju::app {
namespace {
using ledger::EntryType;

Result<void> check_request(const EraseRequest& request) {
  const auto order = clean(request.order);
  if (!order || order->empty() || code_point_count(*order) > 100 || has_invisible(*order)) return fail(Code::invalid, "erase.order_needed");
  const auto basis = clean(request.basis);
  if (!basis || basis->empty() || code_point_count(*basis) > 1000) return fail(Code::invalid, "erase.basis_needed");
  return {};
}

Result<void> check_two(db::Tx& tx, const Office& office, const people::Who& who, const people::Who& second, const UnitId& unit) {
  if (who.account == second.account || (!who.person.empty() && who.person == second.person)) return fail(Code::denied, "erase.same_person");
  TRY_OK(people::require(tx, who, people::Right::erase, unit, office.roles(), office.today()));
  if (people::require(tx, second, people::Right::erase, unit, office.roles(), office.today())) return {};
  return people::require(tx, second, people::Right::sign, unit, office.roles(), office.today());
}

void add_digests(const Json& open, std::set<std::string>& named) {
  if (!open.is_object()) return;
  for (const char* key : {"digest", "snapshot"}) {
    if (open.contains(key) && open[key].is_string()) named.insert(open[key].get<std::string>());
  }
  if (!open.contains("files") || !open["files"].is_array()) return;
  for (const auto& file : open["files"]) add_digests(file, named);
}

// One pass over the log: that the order is new, which files entries about other things than records name, and what was signed since.
struct Rest {
  std::set<std::string> named;
  std::vector<std::string> signed_after;
};
Result<Rest> read_rest(db::Tx& tx, Office& office, const EraseRequest& request, std::int64_t first) {
  Rest rest;
  std::vector<std::int64_t> with_files;
  TRY(const auto size, office.ledger().size(tx));
  TRY_OK(office.ledger().each(tx, 0, size, false, [&](const ledger::Entry& entry) -> Result<void> {
    const auto type = entry.head.type;
    if (type == EntryType::erase && entry.head.more.value("order", std::string{}) == request.order) {
      return fail(Code::conflict, "erase.order_used", {{"order", request.order}, {"entry", std::to_string(entry.index)}});
    }
    if (type == EntryType::signoff || type == EntryType::notice || type == EntryType::batch) with_files.push_back(entry.index);
    if (type == EntryType::signoff && entry.index > first) rest.signed_after.push_back(entry.head.object);
    return {};
  }));
  for (const auto index : with_files) {
    TRY(const auto entry, office.ledger().read(tx, index, true));
    add_digests(entry.head.open, rest.named);
  }
  return rest;
}

class Erasing {
 public:
  Erasing(Office& office, const people::Who& who, const people::Who& second, const EraseRequest& request)
      : office_(office), who_(who), second_(second), request_(request) {}

  Result<void> write(Office::Writer& writer) {
    auto& tx = writer.tx;
    TRY(const auto history, office_.ledger().history(tx, request_.object, true));
    if (history.empty() || (history[0].head.type != EntryType::version && history[0].head.type != EntryType::person)) {
      return fail(Code::absent, "erase.nothing_there", {{"object", request_.object}});
    }
    const auto unit = history.back().head.unit;
    TRY_OK(check_two(tx, office_, who_, second_, unit));
    TRY(const auto rest, read_rest(tx, office_, request_, history.front().index));
    out_.signed_after = rest.signed_after;
    // A person's open payload is ids and days only and keeps the roster whole.
    const bool open_too = request_.open && history[0].head.type == EntryType::version;
    Json targets = Json::array(), open_targets = Json::array();
    for (const auto& entry : history) {
      if (entry.head.type == EntryType::erase) continue;  // on what ground something was erased stays
      const bool open = open_too && !entry.open_digest.empty() && !entry.open_erased;
      const bool personal = !entry.personal_digest.empty() && !entry.personal_erased;
      if (personal) targets.push_back(entry.index);
      if (open) open_targets.push_back(entry.index);
      if (open && entry.head.type == EntryType::evidence) digests_.insert(entry.head.open.value("digest", std::string{}));
      if (open || personal) TRY_OK(ledger::erase_payload(tx, entry.index, open));
    }
    out_.payloads = static_cast<std::int64_t>(targets.size() + open_targets.size());
    if (out_.payloads == 0) return fail(Code::conflict, "erase.nothing_left", {{"object", request_.object}});
    TRY_OK(append(writer, unit, std::move(targets), std::move(open_targets)));
    return keep_named(tx, rest.named);
  }

  // After the commit: had the write failed, the files must still be there.
  Result<Erased> remove_files() {
    for (const auto& digest : digests_) {
      auto gone = office_.evidence().erase(digest);
      if (!gone && gone.error().code != Code::absent) return fail(std::move(gone).error());
      ++out_.files;
    }
    return out_;
  }

 private:
  Result<void> append(Office::Writer& writer, const UnitId& unit, Json targets, Json open_targets) {
    ledger::NewEntry entry;
    entry.type = EntryType::erase;
    entry.actor = who_.account;
    entry.unit = unit;
    entry.object = request_.object;
    entry.more = Json{{"order", request_.order}, {"targets", std::move(targets)}, {"second", second_.account.text}};
    if (!open_targets.empty()) entry.more["open_targets"] = std::move(open_targets);
    entry.open = Json{{"basis", request_.basis}};
    TRY(const auto written, writer.append(entry));
    out_.entry = written.index;
    return {};
  }

  Result<void> keep_named(db::Tx& tx, const std::set<std::string>& named) {
    for (auto digest = digests_.begin(); digest != digests_.end();) {
      TRY(const auto records, index::records_with_evidence(tx, *digest));
      const bool keep = digest->empty() || !records.empty() || named.contains(*digest);
      if (keep && !digest->empty()) ++out_.kept;
      digest = keep ? digests_.erase(digest) : std::next(digest);
    }
    return {};
  }

  Office& office_;
  const people::Who& who_;
  const people::Who& second_;
  const EraseRequest& request_;
  std::set<std::string> digests_;
  Erased out_;
};
}  // namespace

Result<Erased> erase_content(Office& office, const people::Who& who, const people::Who& second, const EraseRequest& request) {
  TRY_OK(check_request(request));
  Erasing erasing(office, who, second, request);
  TRY_OK(office.write([&](Office::Writer& writer) { return erasing.write(writer); }));
  TRY(const auto done, erasing.remove_files());
  TRY_OK(office.catch_up());
  TRY_OK(office.ledger().seal());
  return done;
}
}  // namespace youju::app
