// SPDX-License-Identifier: Apache-2.0
// Erasure: salts and bytes of payloads are dropped and an entry says so in the same write; files go after it is durable.
#include "app/erase.h"

#include <set>

#include "app/named_files.h"
#include "app/retention.h"
#include "app/two_people.h"
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

// What the log says besides the history of the object: that the order is new, which files entries about other things than records
// name, and what was signed. Read ahead of the write; in the write only what was appended meanwhile is read.
struct Rest {
  std::int64_t read_to = 0;
  std::optional<std::int64_t> order_used;
  Digests named;
  std::vector<std::pair<std::int64_t, std::string>> signed_reports;  // entry, report

  Result<void> read_on(db::Session& session, Office& office, const EraseRequest& request) {
    TRY(const auto size, office.ledger().size(session));
    TRY_OK(office.ledger().each(session, read_to, size, false, [&](const ledger::Entry& entry) -> Result<void> {
      const auto type = entry.head.type;
      if (type == EntryType::erase && entry.head.more.value("order", std::string{}) == request.order) order_used = entry.index;
      if (type == EntryType::signoff) signed_reports.emplace_back(entry.index, entry.head.object);
      return {};
    }));
    const auto with_files = [](EntryType type) { return type == EntryType::signoff || type == EntryType::notice || type == EntryType::batch || type == EntryType::layout || type == EntryType::route; };
    TRY_OK(add_files_of_entries(office, session, read_to, size, with_files, named));
    read_to = size;
    return {};
  }
};

class Erasing {
 public:
  Erasing(Office& office, const people::Who& who, const people::Who& second, const EraseRequest& request)
      : office_(office), who_(who), second_(second), request_(request) {}

  Result<void> read_ahead() {
    return office_.read([&](db::Session& session) { return rest_.read_on(session, office_, request_); });
  }

  Result<Json> write(Office::Writer& writer) {
    auto& tx = writer.tx;
    TRY(const auto history, office_.ledger().history(tx, request_.object, true));
    if (history.empty() || (history[0].head.type != EntryType::version && history[0].head.type != EntryType::person)) {
      return fail(Code::absent, "erase.nothing_there", {{"object", request_.object}});
    }
    const auto unit = history.back().head.unit;
    TRY_OK(require_two(tx, office_, who_, second_, people::Right::erase, unit));
    TRY(const auto held, why_held(tx, office_, request_.object));
    if (held) return fail(Code::conflict, "retention.is_held", {{"reason", *held}});
    TRY_OK(rest_.read_on(tx, office_, request_));
    if (rest_.order_used) return fail(Code::conflict, "erase.order_used", {{"order", request_.order}, {"entry", std::to_string(*rest_.order_used)}});
    TRY_OK(add_files_of_reports(tx, rest_.named));
    for (const auto& [entry, report] : rest_.signed_reports) {
      if (entry > history.front().index) out_.signed_after.push_back(report);
    }
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
    TRY_OK(keep_named(tx));
    out_.files = static_cast<std::int64_t>(digests_.size());
    return Json{{"entry", out_.entry}, {"payloads", out_.payloads}, {"files", out_.files}, {"kept", out_.kept}, {"signed_after", out_.signed_after}};
  }

  // After the commit: had the write failed, the files must still be there. What a cut leaves here is reaped at night.
  Result<void> remove_files() {
    for (const auto& digest : digests_) {
      auto gone = office_.evidence().erase(digest);
      if (!gone && gone.error().code != Code::absent) return fail(std::move(gone).error());
    }
    return {};
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

  Result<void> keep_named(db::Tx& tx) {
    for (auto digest = digests_.begin(); digest != digests_.end();) {
      TRY(const auto records, index::records_with_evidence(tx, *digest));
      const bool keep = digest->empty() || !records.empty() || rest_.named.contains(*digest);
      if (keep && !digest->empty()) ++out_.kept;
      digest = keep ? digests_.erase(digest) : std::next(digest);
    }
    return {};
  }

  Office& office_;
  const people::Who& who_;
  const people::Who& second_;
  const EraseRequest& request_;
  Rest rest_;
  std::set<std::string> digests_;
  Erased out_;
};
}  // namespace

Result<Erased> erase_content(Office& office, const people::Who& who, const people::Who& second, const EraseRequest& request) {
  TRY_OK(check_request(request));
  Erasing erasing(office, who, second, request);
  TRY_OK(erasing.read_ahead());
  TRY(const auto answer, office.write_once(who, [&](Office::Writer& writer) { return erasing.write(writer); }));
  TRY_OK(erasing.remove_files());
  return Erased{answer["entry"].get<std::int64_t>(), answer["payloads"].get<std::int64_t>(), answer["files"].get<std::int64_t>(),
                answer["kept"].get<std::int64_t>(), answer["signed_after"].get<std::vector<std::string>>()};
}
}  // namespace youju::app
