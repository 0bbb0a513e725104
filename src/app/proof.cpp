// SPDX-License-Identifier: Apache-2.0
#include "app/proof.h"

#include "crypto/crypto.h"
#include "merkle/merkle.h"

namespace youju::app {

Result<Verified> verify_office(Office& office, const std::optional<std::string>& anchor, const std::function<void(std::int64_t, std::int64_t)>& progress) {
  Verified out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    ledger::VerifyOptions options;
    options.anchor_note = anchor;
    options.progress = progress;
    options.pack_digest = [&](std::string_view id, std::string_view version) -> std::optional<std::string> {
      auto loaded = kinds::load_pack(office.folder() / "packs" / std::string(id) / std::string(version));
      const auto* pack = std::get_if<kinds::Pack>(&loaded);
      return pack == nullptr ? std::nullopt : std::optional(pack->digest);
    };
    TRY(out.log, ledger::verify(office.ledger(), session, office.evidence(), office.folder(), options));
    TRY(out.tables, index::verify(session, office.ledger(), office.index_context()));
    return {};
  }));
  TRY(out.security, office.security().verify());
  return out;
}

Result<std::string> record_proof(Office& office, const RecordId& record) {
  std::string proof;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto row, index::current(session, record));
    if (!row) return fail(Code::absent, "app.no_record", {{"record", record.text}});
    TRY(const auto note, office.ledger().last_checkpoint(session));
    if (!note) return fail(Code::absent, "app.not_sealed");
    TRY(const auto checkpoint, office.ledger().keys().open(*note));
    if (static_cast<std::uint64_t>(row->entry) >= checkpoint.size) return fail(Code::absent, "app.not_sealed");
    TRY(const auto path, office.ledger().inclusion_proof(session, row->entry, static_cast<std::int64_t>(checkpoint.size)));
    proof = merkle::proof_file(static_cast<std::uint64_t>(row->entry), path, *note);
    return {};
  }));
  return proof;
}

Result<void> write_log(Office& office, const std::filesystem::path& out) {
  return office.read([&](db::Session& session) { return office.ledger().write_tiles(session, out); });
}

namespace {
// The next number below `bound`, without bias: 64-bit draws above the last whole multiple of bound are passed over.
std::int64_t next_below(const std::string& seed, std::uint64_t& counter, std::uint64_t bound) {
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
  for (;;) {
    const auto digest = crypto::sha256(seed + ":" + std::to_string(counter++));
    std::uint64_t v = 0;
    for (int i = 0; i < 8; ++i) v = (v << 8) | digest[static_cast<std::size_t>(i)];
    if (v < limit) return static_cast<std::int64_t>(v % bound);
  }
}
}  // namespace

Result<SampleAnswer> draw_sample(Office& office, int n, const std::optional<Period>& period) {
  SampleAnswer out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto note, office.ledger().last_checkpoint(session));
    if (!note) return fail(Code::absent, "app.not_sealed");
    TRY(const auto checkpoint, office.ledger().keys().open(*note));
    out.checkpoint = *note;
    out.seed = crypto::hex(crypto::sha256(*note));
    // The population is read from the log's headers, so that it can be read again from a bundle.
    std::map<std::string, std::pair<std::int64_t, bool>> records;  // id → first entry, counts now
    TRY_OK(office.ledger().each(session, 0, static_cast<std::int64_t>(checkpoint.size), false, [&](const ledger::Entry& entry) -> Result<void> {
      if (entry.head.type != ledger::EntryType::version) return {};
      const auto* kind = office.catalogue().find(entry.head.kind, entry.head.pack);
      const auto* state = kind == nullptr ? nullptr : kind->state(entry.head.state);
      const bool inside = !period || (entry.head.happened && period->contains(entry.head.happened->from));
      auto [it, fresh] = records.try_emplace(entry.head.object, entry.index, false);
      it->second.second = state != nullptr && state->counts && inside;
      return {};
    }));
    std::vector<std::pair<std::int64_t, std::string>> population;
    for (const auto& [id, at] : records) {
      if (at.second) population.emplace_back(at.first, id);
    }
    std::sort(population.begin(), population.end());
    out.population = static_cast<std::int64_t>(population.size());
    std::set<std::int64_t> taken;
    std::uint64_t counter = 0;
    while (static_cast<std::int64_t>(taken.size()) < std::min<std::int64_t>(n, out.population)) {
      const auto place = next_below(out.seed, counter, population.size());
      if (!taken.insert(place).second) continue;
      TRY(const auto row, index::current(session, RecordId{population[static_cast<std::size_t>(place)].second}, static_cast<std::int64_t>(checkpoint.size)));
      if (!row) return fail(Code::corrupt, "app.no_record", {{"record", population[static_cast<std::size_t>(place)].second}});
      out.drawn.push_back(*row);
      out.places.push_back(place);
    }
    return {};
  }));
  return out;
}
}  // namespace youju::app
