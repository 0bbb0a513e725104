// SPDX-License-Identifier: Apache-2.0
// The sealed bundle of a signed report: docs/format/bundle.md. Everything in it is read from the log and the store; nothing is made up.
#include "app/packs.h"
#include "app/signing.h"
#include "crypto/crypto.h"
#include "proof/proof.h"

namespace youju::app {
namespace {

// What a bundle has to disclose, gathered from the snapshot.
struct Wanted {
  std::set<std::int64_t> open_payloads;   // entry indexes
  std::set<std::int64_t> proofs;
  std::set<std::string> records;
};

class Bundler {
 public:
  Bundler(Office& office, db::Session& session, const SignedReport& report, std::int64_t embed_limit)
      : office_(office), session_(session), report_(report), embed_limit_(embed_limit) {}

  Result<Bundled> write(const std::filesystem::path& out) {
    TRY(const auto note, office_.ledger().last_checkpoint(session_));
    if (!note) return fail(Code::absent, "app.not_sealed");
    TRY(const auto checkpoint, office_.ledger().keys().open(*note));
    size_ = static_cast<std::int64_t>(checkpoint.size);
    note_ = *note;
    TRY_OK(gather());
    TRY(auto writer, proof::BundleWriter::start(out));
    TRY_OK(writer.add_log(checkpoint.size, [&](std::uint64_t index) -> Result<std::string> {
      TRY(const auto entry, office_.ledger().read(session_, static_cast<std::int64_t>(index), false));
      return entry.bytes;
    }));
    done_.entries = size_;
    TRY_OK(add_handovers(writer));
    TRY_OK(add_report(writer));
    TRY_OK(add_packs(writer));
    TRY_OK(add_evidence(writer));
    TRY_OK(add_payloads(writer));
    TRY_OK(add_proofs(writer));
    const auto& about = report_.snapshot["report"];
    proof::BundleFacts facts;
    facts.vkey = office_.ledger().keys().at(size_).vkey();
    facts.checkpoint_note = note_;
    facts.made_at = report_.signoff.at.iso();  // the same signed report gives the same bundle
    facts.program = "youju " YOUJU_VERSION;
    facts.report = Json{{"id", about["id"]}, {"number", about["number"]}, {"title", about["title"]}, {"office", about["office"]}};
    facts.signoff = report_.signoff.index;
    TRY_OK(writer.finish(facts, proof::page_template()));
    return done_;
  }

 private:
  void leave_out(proof::BundleWriter& writer, Json item) {
    writer.leave_out(std::move(item));
    ++done_.left_out;
  }

  // Records of every set; candidates of sets whose filters or values have to be read.
  Result<void> gather() {
    TRY(const auto tree, people::read_units(session_));
    figures::Context context;
    context.catalogue = &office_.catalogue();
    context.units = &tree;
    context.unit = UnitId{report_.snapshot["report"].value("unit", std::string{})};
    context.period = Period::year(report_.snapshot["report"].value("year", 2000));
    context.today = office_.today();
    context.at = report_.snapshot.value("at", std::int64_t{0});
    for (const auto& figure : report_.snapshot["figures"]) {
      TRY(auto expression, figures::parse(figure.value("expr", std::string{}), *context.catalogue, tree, std::nullopt));
      TRY_OK(gather_set(figure["of"], expression, context, figures::Which::of));
      if (figure.contains("base")) TRY_OK(gather_set(figure["base"], expression, context, figures::Which::base));
    }
    wanted_.open_payloads.insert(report_.signoff.index);
    return {};
  }

  Result<void> gather_set(const Json& set, figures::Expression expression, const figures::Context& context, figures::Which which) {
    expression.of.filters.clear();  // a filter is proved only when those it left out are shown too
    if (expression.base) expression.base->filters.clear();
    std::optional<index::RecordRow> after;
    constexpr int kPage = 5'000;
    for (;;) {
      TRY(const auto page, figures::records_behind(session_, expression, context, which, kPage, after));
      for (const auto& counted : page) {
        wanted_.open_payloads.insert(counted.row.entry);
        wanted_.proofs.insert(counted.row.entry);
        wanted_.records.insert(counted.row.record.text);
      }
      if (page.size() < static_cast<std::size_t>(kPage)) break;
      after = page.back().row;
    }
    if (set.contains("records")) {
      for (const auto& record : set["records"]) {
        wanted_.open_payloads.insert(record["entry"].get<std::int64_t>());
        wanted_.proofs.insert(record["entry"].get<std::int64_t>());
      }
    }
    return {};
  }

  // Where one key handed over to the next: who knows an old key can go on from it.
  Result<void> add_handovers(proof::BundleWriter& writer) {
    for (const auto& key : office_.ledger().keys().former) {
      if (key.last >= size_) continue;
      TRY(const auto note, office_.ledger().checkpoint_of_size(session_, key.last));
      if (!note) return fail(Code::corrupt, "ledger.checkpoint_missing", {{"size", std::to_string(key.last)}});
      TRY_OK(writer.add("checkpoints/" + std::to_string(key.last), *note));
    }
    return {};
  }

  Result<void> add_report(proof::BundleWriter& writer) {
    for (const auto& file : report_.signoff.head.open["files"]) {
      const auto role = file["role"].get<std::string>(), digest = file["digest"].get<std::string>();
      const auto name = role == "snapshot" ? std::string("snapshot.json") : "report/report." + role;
      TRY_OK(writer.add_file(name, office_.evidence().path_of(digest)));
    }
    return {};
  }

  Result<void> add_packs(proof::BundleWriter& writer) {
    for (const auto& pack : report_.snapshot["packs"]) {
      const auto id = pack["id"].get<std::string>(), version = pack["version"].get<std::string>();
      const auto folder = office_.folder() / "packs" / id / version;
      std::vector<std::filesystem::path> files;
      std::error_code wrong;
      for (const auto& item : std::filesystem::recursive_directory_iterator(folder, wrong)) {
        if (item.is_regular_file()) files.push_back(item.path());
      }
      if (wrong) return fail(io_error("read", folder, wrong.value()));
      for (const auto& file : files) {
        TRY_OK(writer.add_file("packs/" + id + "/" + version + "/" + std::filesystem::relative(file, folder).generic_string(), file));
      }
    }
    return {};
  }

  Result<void> add_evidence(proof::BundleWriter& writer) {
    std::set<std::string> added;
    for (const auto& record : wanted_.records) {
      TRY(const auto files, index::evidence_of(session_, RecordId{record}));
      for (const auto& file : files) {
        if (file.entry >= size_) continue;
        wanted_.open_payloads.insert(file.entry);
        wanted_.proofs.insert(file.entry);
        if (file.digest.empty()) continue;  // erased; its payload is left out as such
        if (!added.insert(file.digest).second) continue;
        if (file.size > embed_limit_) {
          leave_out(writer, Json{{"what", "evidence"}, {"why", "size"}, {"digest", file.digest}, {"size", file.size}, {"media_type", file.media_type}, {"index", file.entry}});
        } else {
          TRY_OK(writer.add_file("evidence/" + file.digest, office_.evidence().path_of(file.digest)));
          ++done_.evidence;
        }
      }
    }
    return {};
  }

  Result<void> add_payloads(proof::BundleWriter& writer) {
    for (const auto index : wanted_.open_payloads) {
      TRY(const auto shown, ledger::disclose(session_, index));
      if (shown.open) writer.add_payload(index, "open", shown.open->first, shown.open->second);
      else leave_out(writer, Json{{"what", "payload"}, {"why", "erased"}, {"index", index}, {"which", "open"}});
    }
    leave_out(writer, Json{{"what", "payloads"}, {"why", "personal"}, {"which", "personal"}});
    return {};
  }

  Result<void> add_proofs(proof::BundleWriter& writer) {
    TRY(const auto read, office_.ledger().node_reader(session_));
    for (const auto index : wanted_.proofs) {
      TRY(const auto path, merkle::inclusion_proof(static_cast<std::uint64_t>(index), static_cast<std::uint64_t>(size_), read));
      TRY_OK(writer.add("proofs/" + std::to_string(index) + ".tlog-proof", merkle::proof_file(static_cast<std::uint64_t>(index), path, note_)));
    }
    return {};
  }

  Office& office_;
  db::Session& session_;
  const SignedReport& report_;
  std::int64_t embed_limit_;
  std::int64_t size_ = 0;
  std::string note_;
  Wanted wanted_;
  Bundled done_;
};
}  // namespace

Result<Bundled> bundle_report(Office& office, const people::Who& who, const std::string& id, const std::filesystem::path& out, const AtTheAct& how, std::int64_t embed_limit) {
  TRY(const auto report, signed_report(office, id));
  TRY_OK(confirm_act(office, who, how));
  Bundled done;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    const auto unit = report.signoff.head.unit;
    const bool may = people::may(who, people::Right::inspect, unit, tree, office.roles(), office.today()) || people::may(who, people::Right::sign, unit, tree, office.roles(), office.today()) ||
                     people::may(who, people::Right::back_up, unit, tree, office.roles(), office.today());
    if (!may) {
      const auto* at = tree.find(unit);
      return fail(Code::denied, "people.no_right", {{"name", who.name}, {"right", "@people.right_inspect"}, {"unit", at ? at->name : unit.text}});
    }
    TRY(done, Bundler(office, session, report, embed_limit).write(out));
    return {};
  }));
  return done;
}
}  // namespace youju::app
