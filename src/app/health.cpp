// SPDX-License-Identifier: Apache-2.0
#include "app/health.h"

#include <openssl/pem.h>
#include <openssl/x509.h>

#include <ctime>

#include "app/anchors.h"
#include "app/app_sql.h"
#include "app/keeping.h"

namespace youju::app {
namespace {
Health::Disk disk_of(const std::filesystem::path& folder) {
  std::error_code wrong;
  const auto space = std::filesystem::space(folder, wrong);
  if (wrong) return {folder, 0, 0};
  return {folder, static_cast<std::int64_t>(space.available), static_cast<std::int64_t>(space.capacity)};
}

std::int64_t file_bytes(const std::filesystem::path& file) {
  std::error_code wrong;
  const auto size = std::filesystem::file_size(file, wrong);
  return wrong ? 0 : static_cast<std::int64_t>(size);
}

std::optional<Instant> certificate_end(const std::filesystem::path& file) {
  if (file.empty()) return {};
  const std::unique_ptr<BIO, int (*)(BIO*)> in(BIO_new_file(file.c_str(), "r"), BIO_free);
  if (!in) return {};
  const std::unique_ptr<X509, void (*)(X509*)> certificate(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr), X509_free);
  std::tm end{};
  if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &end) != 1) return {};
  return Instant{static_cast<std::int64_t>(::timegm(&end)) * 1000};
}

Result<void> measure_log(db::Session& session, Office& office, Health& out) {
  TRY(out.log_size, office.ledger().size(session));
  if (out.log_size > 0) {
    TRY(const auto last, office.ledger().read(session, out.log_size - 1, false));
    out.clock_ahead_ms = std::max<std::int64_t>(0, last.at.ms - office.world().clock->now().ms);
  }
  TRY(const auto note, office.ledger().last_checkpoint(session));
  if (note) {
    TRY(const auto checkpoint, office.ledger().keys().open(*note));
    out.sealed = static_cast<std::int64_t>(checkpoint.size);
    if (out.sealed > 0) {
      TRY(const auto last, office.ledger().read(session, out.sealed - 1, false));
      out.sealed_until = last.at;
    }
  }
  if (out.sealed < out.log_size) {
    TRY(const auto first, office.ledger().read(session, out.sealed, false));
    out.unsealed_since = first.at;
  }
  TRY(const auto lag, index::search(session, "有据", {}, 1));
  out.search_lag = lag.trailing;
  TRY(const auto waiting, session.integer(sql::mail_waiting_now, {}));
  TRY(const auto failed, session.integer(sql::mail_given_up, {}));
  out.mail_waiting = waiting.value_or(0), out.mail_failed = failed.value_or(0);
  return {};
}

Result<void> measure_keeping(Office& office, Health& out) {
  TRY(const auto kept, kept_lately(office, 200));
  for (const auto& one : kept) {
    if (!one.ended) continue;
    const bool backed = one.what != Kept::What::rehearse;
    if (one.what == Kept::What::nightly && !out.night) out.night = one.ended, out.night_good = one.good;
    if (!one.good) continue;
    if (backed && !out.backed_up) out.backed_up = one.ended;
    if (one.what != Kept::What::back_up && !out.rehearsed) out.rehearsed = one.ended;
  }
  TRY(const auto anchors, anchors_handed(office));
  if (!anchors.empty()) out.anchor = anchors.front().at, out.anchor_size = anchors.front().size;
  return {};
}
}  // namespace

Result<Health> measure_health(Office& office, const people::Who& who, const std::filesystem::path& certificate) {
  Health out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto now, people::who_of(session, who.account));
    TRY(const auto tree, people::read_units(session));
    const UnitId root = tree.all().empty() ? UnitId{"u1"} : tree.all().front().id;
    if (!people::may(now, people::Right::back_up, root, tree, office.roles(), office.today()))
      return fail(Code::denied, "people.no_right", {{"name", who.name}, {"right", "@people.right_back_up"}, {"unit", office.settings().name}});
    return measure_log(session, office, out);
  }));
  TRY_OK(measure_keeping(office, out));
  out.disks.push_back(disk_of(office.folder()));
  if (const auto place = keeping_place(office); place && std::filesystem::exists(place->folder)) out.disks.push_back(disk_of(place->folder));
  const bool sqlite = office.settings().database.engine == db::Engine::sqlite;
  out.engine = sqlite ? "SQLite" : "PostgreSQL";
  const auto& file = office.settings().database.file;
  if (sqlite) out.database_bytes = file_bytes(file) + file_bytes(file.string() + "-wal");
  out.certificate_ends = certificate_end(certificate);
  return out;
}

bool is_alive(Office& office) {
  const auto read = office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto size, office.ledger().size(session));
    return size > 0 ? Result<void>{} : fail(Code::absent, "app.no_office", {{"folder", office.folder().string()}});
  });
  const auto disk = disk_of(office.folder());
  constexpr std::int64_t kAlmostFull = 64LL << 20;
  return read && (disk.total == 0 || disk.free > kAlmostFull);
}
}  // namespace youju::app
