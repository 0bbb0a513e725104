// SPDX-License-Identifier: Apache-2.0
// The security log as people read it (docs/not-built.md rule 9): what happened, open to whoever inspects or manages people; who did it,
// only of oneself, or for a named incident with a reason and a second person's consent. No totals by person exist.
#pragma once
#include "app/app.h"

namespace youju::app {

struct AuditFilter {
  AccountId account;                 // "" = whoever; else oneself, or somebody an inquiry is open about
  std::string event, object;         // event: one of the list; object: what it was about, in part
  std::optional<Date> from, to;
  std::optional<std::int64_t> before;  // keyset: events older than this one
  int limit = 100;
};
struct AuditLine {
  ledger::SecurityEntry entry;       // actor, login and os_user are empty where they are closed
  bool closed = false;               // somebody did it, and who is not shown
};
struct AuditPage {
  std::vector<AuditLine> lines;      // newest first
  std::optional<std::int64_t> next;  // pass as `before`
};
// The look itself is noted (`audit_read`). denied: neither inspects nor manages people, and asked for more than oneself; or for another
// person without an open inquiry.
Result<AuditPage> read_audit(Office& office, const people::Who& who, const AuditFilter& filter);
// The same as CSV, at most 100,000 lines.
Result<std::string> audit_csv(Office& office, const people::Who& who, AuditFilter filter);

struct Inquiry {
  enum class State { waiting, open, declined };
  std::string id, incident, reason;
  AccountId account;                 // into whom
  Date from, to;
  AccountId asked_by, decided_by;
  Instant asked_at;
  std::string decided_at;
  State state = State::waiting;
  bool over = false;                 // its time is over
};
inline constexpr std::int64_t kInquiryOpenMs = 30LL * 86'400'000;
Result<std::string> ask_inquiry(Office& office, const people::Who& who, const AccountId& account, const std::string& incident, const std::string& reason, Date from, Date to);
// Consent of a second person, who is not the one inquired into.
Result<void> decide_inquiry(Office& office, const people::Who& who, const std::string& id, bool consent);
Result<std::vector<Inquiry>> inquiries(Office& office, const people::Who& who);
}  // namespace youju::app
