// SPDX-License-Identifier: Apache-2.0
// The order of checks of docs/format/bundle.md section 6.
#include <algorithm>
#include <set>

#include "proof/contents_check.h"
#include "proof/figure_check.h"
#include "proof/json_check.h"
#include "proof/page.h"

namespace youju::proof {
namespace {
constexpr std::string_view kAlways[] = {"checkpoint", "payloads.jsonl", "snapshot.json"};
constexpr std::string_view kFolders[] = {"checkpoints/", "evidence/", "packs/", "proofs/", "report/"};

// The size a note speaks of, not yet believed: -1 when it is no checkpoint.
std::int64_t claimed_size(std::string_view note) {
  const auto blank = note.rfind("\n\n");
  if (blank == std::string_view::npos) return -1;
  const auto checkpoint = merkle::parse_checkpoint(note.substr(0, blank + 1));
  return checkpoint && checkpoint->size <= INT64_MAX ? static_cast<std::int64_t>(checkpoint->size) : -1;
}

class Verifier {
 public:
  Verifier(const Source& source, const VerifyOptions& options)
      : options_(options), findings_(options.max_findings), remarks_(options.max_findings), bundle_{source, {}, {}, {}, {}} {}

  Result<BundleReport> run() {
    TRY(const bool opened, open());
    if (opened) {
      TRY_OK(check_members());
      TRY_OK(check_page_member());
      TRY_OK(check_key_and_checkpoint());
      TRY_OK(check_all());
    }
    report_.findings = findings_.take();
    report_.remarks = remarks_.take();
    return std::move(report_);
  }

 private:
  // Container and manifest; false when nothing more can be checked.
  Result<bool> open() {
    auto members = read_container(bundle_.source);
    if (!members) {
      if (members.error().code != Code::corrupt) return fail(std::move(members).error());
      findings_.add("container", "zip", members.error().message.word, members.error().message.args);
      return false;
    }
    bundle_.members = std::move(*members);
    for (std::size_t i = 0; i < bundle_.members.size(); ++i) bundle_.by_name[bundle_.members[i].name] = i;
    if (!bundle_.has(kManifestName)) {
      findings_.add("manifest", std::string(kManifestName), "proof.manifest_missing");
      return false;
    }
    if (bundle_.member(kManifestName).size > kMaxJson) {
      findings_.add("manifest", std::string(kManifestName), "proof.manifest_broken", {{"place", "size"}});
      return false;
    }
    TRY(const std::string bytes, bundle_.read(kManifestName));
    auto manifest = read_manifest(bytes);
    const bool changed = crc32(bytes) != bundle_.member(kManifestName).crc;
    if (changed || std::holds_alternative<std::string>(manifest)) {
      const std::string place = changed ? "CRC" : std::get<std::string>(manifest);
      findings_.add("manifest", std::string(kManifestName), "proof.manifest_broken", {{"place", place}});
      return false;
    }
    bundle_.manifest = std::move(std::get<Manifest>(manifest));
    const Manifest& m = bundle_.manifest;
    report_.origin = m.origin;
    report_.vkey = m.vkey;
    report_.root = m.root;
    report_.size = m.size;
    report_.report = m.report_id;
    report_.title = m.report_title;
    report_.office = m.report_office;
    report_.members = static_cast<std::int64_t>(bundle_.members.size());
    return true;
  }

  Result<void> hash_members() {
    std::uint64_t done = 0;
    const std::uint64_t all = bundle_.source.size();
    crypto::Hasher hasher;
    for (const Member& member : bundle_.members) {
      std::uint32_t crc = 0;
      for (std::uint64_t at = 0; at < member.size; at += kPiece) {
        TRY(const std::string piece, bundle_.source.read(member.begin() + at, std::min(kPiece, member.size - at)));
        hasher.add(piece);
        crc = crc32(piece, crc);
        done += piece.size();
        if (options_.progress) options_.progress(done, all);
      }
      bundle_.sha256.push_back(crypto::hex(hasher.finish()));
      if (crc != member.crc) findings_.add("member", member.name, "proof.member_changed");
    }
    return {};
  }

  Result<void> check_members() {
    TRY_OK(hash_members());
    std::set<std::string, std::less<>> listed;
    for (const ManifestMember& said : bundle_.manifest.members) {
      listed.insert(said.name);
      if (!bundle_.has(said.name)) {
        findings_.add("member", said.name, "proof.member_missing");
      } else if (bundle_.digest(said.name) != said.sha256 || bundle_.member(said.name).size != said.size) {
        findings_.add("member", said.name, "proof.member_changed");
      }
    }
    const auto tiles = tile_names_within_reason();
    std::set<std::string, std::less<>> required(tiles.begin(), tiles.end());
    required.insert(std::begin(kAlways), std::end(kAlways));
    for (const std::string& name : required) {
      if (!bundle_.has(name)) findings_.add("member", name, "proof.member_missing");
    }
    for (const Member& member : bundle_.members) {
      if (member.name == kManifestName || member.name == kPageName) continue;
      const bool in_folder = std::ranges::any_of(kFolders, [&](std::string_view folder) { return member.name.starts_with(folder); });
      if (!listed.contains(member.name) || (!in_folder && !required.contains(member.name))) {
        findings_.add("member", member.name, "proof.member_stray");
      }
    }
    return {};
  }

  // A size no bundle of so many members can have would ask for tiles without end.
  std::vector<std::string> tile_names_within_reason() {
    if (static_cast<std::uint64_t>(bundle_.manifest.size) <= 256 * static_cast<std::uint64_t>(kMaxMembers)) {
      return tile_names(static_cast<std::uint64_t>(bundle_.manifest.size));
    }
    findings_.add("member", "tile", "proof.member_missing");
    return {};
  }

  Result<void> check_page_member() {
    const std::string name(kPageName);
    const bool said = bundle_.manifest.page_template.has_value();
    if (said != bundle_.has(name)) {
      findings_.add("member", name, said ? "proof.member_missing" : "proof.member_stray");
    } else if (said) {
      TRY(const bool good, page_fits(bundle_));
      if (!good) findings_.add("page", name, "proof.page_differs");
    }
    return {};
  }

  Result<void> check_key_and_checkpoint() {
    const Manifest& manifest = bundle_.manifest;
    const std::size_t before = findings_.size();
    key_ = merkle::NoteKey::parse(manifest.vkey);
    if (!key_) findings_.add("key", "bundle.json", "proof.key_malformed");
    if (!options_.vkey) remarks_.add("key", "bundle.json", "proof.remark_key");
    if (!bundle_.has("checkpoint")) {
      key_good_ = false;
      return {};
    }
    TRY(checkpoint_, bundle_.read("checkpoint"));
    if (key_) {
      const auto checkpoint = merkle::open_checkpoint(checkpoint_, *key_);
      if (!checkpoint) {
        findings_.add("checkpoint", "checkpoint", checkpoint.error().message.word, checkpoint.error().message.args);
      } else if (checkpoint->origin != manifest.origin || static_cast<std::int64_t>(checkpoint->size) != manifest.size ||
                 crypto::hex(checkpoint->root) != manifest.root) {
        findings_.add("checkpoint", "checkpoint", "proof.checkpoint_differs");
      }
    }
    key_good_ = findings_.size() == before;
    return {};
  }

  // Each key hands over to the next in a checkpoint it signs over the entry that names the next; the key known before may be any of them.
  Result<void> check_keys(const LogFacts& log) {
    const std::size_t before = findings_.size();
    std::set<std::string, std::less<>> expected;
    keys_ = {{log.first_key, 0}};
    for (const KeyChange& change : log.key_changes) {
      const std::string name = "checkpoints/" + std::to_string(change.entry + 1);
      expected.insert(name);
      remarks_.add("key_changed", entry_place(change.entry), "proof.remark_key_changed");
      TRY_OK(check_handover(name, keys_.back().vkey, change));
      keys_.push_back({change.vkey, change.entry + 1});
    }
    for (const std::string& name : bundle_.under("checkpoints/")) {
      if (!expected.contains(name)) findings_.add("member", name, "proof.member_stray");
    }
    for (const RestoreEntry& restore : log.restores) {
      remarks_.add("restored", entry_place(restore.entry), "proof.remark_restored", {{"size", std::to_string(restore.size)}, {"had", std::to_string(restore.had)}});
    }
    const bool chain = findings_.size() == before && log.good;
    if (options_.vkey) {
      const bool named = std::ranges::any_of(keys_, [&](const SigningKey& key) { return key.vkey == *options_.vkey; });
      report_.key_pinned = bundle_.manifest.vkey == *options_.vkey || (chain && named);
      if (!report_.key_pinned) findings_.add("key", "bundle.json", "proof.key_other");
    }
    key_good_ = key_good_ && findings_.size() == before;
    return {};
  }

  Result<void> check_handover(const std::string& name, const std::string& vkey, const KeyChange& change) {
    if (!bundle_.has(name)) {
      findings_.add("member", name, "proof.member_missing");
      return {};
    }
    const auto key = merkle::NoteKey::parse(vkey);
    if (!key) {
      findings_.add("key", entry_place(change.entry), "proof.key_malformed");
      return {};
    }
    TRY(const std::string note, bundle_.read(name));
    const auto checkpoint = merkle::open_checkpoint(note, *key);
    if (!checkpoint) {
      findings_.add("checkpoint", name, checkpoint.error().message.word, checkpoint.error().message.args);
    } else if (checkpoint->origin != bundle_.manifest.origin || static_cast<std::int64_t>(checkpoint->size) != change.entry + 1 ||
               (!change.root.empty() && crypto::hex(checkpoint->root) != change.root)) {
      findings_.add("checkpoint", name, "proof.checkpoint_differs");
    }
    return {};
  }

  // The key that signed checkpoints of this size.
  std::optional<merkle::NoteKey> key_at(std::int64_t size) const {
    if (size > bundle_.manifest.size || keys_.size() < 2) return key_;
    const SigningKey* found = &keys_.front();
    for (const SigningKey& key : keys_) {
      if (key.after < size) found = &key;
    }
    return merkle::NoteKey::parse(found->vkey);
  }

  // The anchor as a checkpoint; findings when it is none of this log.
  std::optional<merkle::Checkpoint> read_anchor() {
    if (!options_.anchor_note) {
      remarks_.add("anchor", "anchor", "proof.remark_anchor");
      return std::nullopt;
    }
    if (!key_) return std::nullopt;
    const auto key = key_at(claimed_size(*options_.anchor_note));
    const auto checkpoint = key ? merkle::open_checkpoint(*options_.anchor_note, *key) : Result<merkle::Checkpoint>(fail(Code::corrupt, "proof.key_malformed"));
    if (!checkpoint) {
      findings_.add("anchor", "anchor", "proof.anchor_other");
      return std::nullopt;
    }
    if (static_cast<std::int64_t>(checkpoint->size) > bundle_.manifest.size) {
      findings_.add("anchor", "anchor", "proof.anchor_newer",
                    {{"anchor", std::to_string(checkpoint->size)}, {"size", std::to_string(bundle_.manifest.size)}});
      return std::nullopt;
    }
    return *checkpoint;
  }

  Result<void> read_snapshot_member() {
    if (!bundle_.has("snapshot.json") || bundle_.member("snapshot.json").size > kMaxJson) return {};
    TRY(const std::string bytes, bundle_.read("snapshot.json"));
    auto snapshot = read_snapshot(bytes);
    if (auto* fault = std::get_if<std::string>(&snapshot)) {
      findings_.add("snapshot", "snapshot.json", "proof.snapshot_broken", {{"place", *fault}});
      return {};
    }
    snapshot_ = std::move(std::get<Snapshot>(snapshot));
    const Manifest& manifest = bundle_.manifest;
    if (bundle_.digest("snapshot.json") != manifest.snapshot || snapshot_->origin != manifest.origin || snapshot_->at > manifest.size ||
        snapshot_->report_id != manifest.report_id || snapshot_->report_number != manifest.report_number) {
      findings_.add("snapshot", "snapshot.json", "proof.snapshot_differs");
      snapshot_good_ = false;
    }
    report_.at = snapshot_->at;
    return {};
  }

  Result<void> check_all() {
    TRY_OK(read_snapshot_member());
    Payloads payloads;
    if (bundle_.has("payloads.jsonl")) {
      TRY(const std::string bytes, bundle_.read("payloads.jsonl"));
      payloads = Payloads::read(bytes, findings_);
    }
    LogQuestion question;
    question.at = snapshot_ ? snapshot_->at : 0;
    question.anchor = options_.anchor_note ? claimed_size(*options_.anchor_note) : -1;
    for (const std::string& name : bundle_.under("proofs/")) question.proof_entries.insert(proof_entry(name));
    TRY(const LogFacts log, check_log(bundle_, payloads, question, findings_));
    TRY_OK(check_keys(log));
    const auto anchor = read_anchor();
    check_roots(anchor, log);
    const ContentsGround ground{bundle_, log, payloads, snapshot_ ? &*snapshot_ : nullptr, checkpoint_};
    check_packs(ground, findings_);
    TRY_OK(check_proofs(ground, findings_));
    check_signoff(ground, findings_, remarks_);
    check_report_files(ground, findings_);
    check_evidence(ground, findings_);
    check_left_out(ground, findings_, remarks_);
    if (snapshot_) {
      const FigureGround figures{*snapshot_, log, payloads, key_good_ && log.good && snapshot_good_};
      report_.figures = check_figures(figures, findings_, remarks_);
    }
    count(ground);
    return {};
  }

  void check_roots(const std::optional<merkle::Checkpoint>& anchor, const LogFacts& log) {
    const auto reached = [&](std::int64_t size, const std::string& root) { return size == 0 ? crypto::hex(merkle::empty_root()) : root; };
    if (anchor) {
      report_.anchored = reached(static_cast<std::int64_t>(anchor->size), log.root_at_anchor) == crypto::hex(anchor->root);
      if (!report_.anchored) findings_.add("anchor", "anchor", "proof.anchor_differs", {{"anchor", std::to_string(anchor->size)}});
    }
    if (snapshot_ && !log.root_at_snapshot.empty() && log.root_at_snapshot != snapshot_->root) {
      findings_.add("snapshot", "snapshot.json", "proof.snapshot_differs");
      snapshot_good_ = false;
    }
  }

  void count(const ContentsGround& ground) {
    report_.entries = bundle_.manifest.size;
    report_.payloads = static_cast<std::int64_t>(ground.payloads.size());
    report_.evidence = static_cast<std::int64_t>(bundle_.under("evidence/").size());
    report_.proofs = static_cast<std::int64_t>(bundle_.under("proofs/").size());
    report_.packs = static_cast<std::int64_t>(ground.log.packs.size());
  }

  const VerifyOptions& options_;
  FindingList findings_, remarks_;
  Bundle bundle_;
  BundleReport report_;
  struct SigningKey {
    std::string vkey;
    std::int64_t after = 0;  // signs checkpoints above this size
  };
  std::vector<SigningKey> keys_;  // by the entries, oldest first
  std::optional<merkle::NoteKey> key_;  // the manifest's
  std::string checkpoint_;
  std::optional<Snapshot> snapshot_;
  bool key_good_ = true, snapshot_good_ = true;
};
}  // namespace

void name_place(const std::string& where, Args& args) {
  args.emplace("where", where);
  constexpr std::string_view kEntry = "entry ";
  if (!where.starts_with(kEntry)) return;
  const auto space = where.find(' ', kEntry.size());
  args.emplace("entry", where.substr(kEntry.size(), space == std::string::npos ? space : space - kEntry.size()));
  if (space != std::string::npos) args.emplace("which", which_word(std::string_view(where).substr(space + 1)));
}
std::string which_word(std::string_view which) { return which == "personal" ? "@proof.which_personal" : "@proof.which_open"; }

std::string entry_place(std::int64_t index) { return "entry " + std::to_string(index); }
std::string payload_place(std::int64_t index, std::string_view which) { return entry_place(index) + " " + std::string(which); }

std::string_view status_name(FigureStatus status) {
  return status == FigureStatus::good ? "good" : status == FigureStatus::wrong ? "wrong" : "unproved";
}

Result<BundleReport> verify_bundle(const std::filesystem::path& path, const VerifyOptions& options) {
  TRY(const std::unique_ptr<Source> source, open_source(path));
  return Verifier(*source, options).run();
}
Result<BundleReport> verify_bundle_bytes(std::string_view bytes, const VerifyOptions& options) {
  const auto source = memory_source(bytes);
  return Verifier(*source, options).run();
}

Json to_json(const BundleReport& report) {
  const auto list = [](const std::vector<Finding>& findings) {
    Json out = Json::array();
    for (const Finding& finding : findings) {
      out.push_back({{"class", finding.kind}, {"where", finding.where}, {"word", finding.message.word}, {"args", finding.message.args}});
    }
    return out;
  };
  Json figures = Json::array();
  for (const FigureCheck& figure : report.figures) {
    figures.push_back({{"key", figure.key}, {"title", figure.title}, {"text", figure.text}, {"status", status_name(figure.status)},
                       {"said", figure.said ? Json(*figure.said) : Json()}, {"is", figure.is ? Json(*figure.is) : Json()}});
  }
  return {{"verdict", report.good() ? "good" : "wrong"}, {"origin", report.origin}, {"vkey", report.vkey}, {"size", report.size},
          {"at", report.at}, {"root", report.root}, {"report", report.report}, {"title", report.title}, {"office", report.office},
          {"key_pinned", report.key_pinned}, {"anchored", report.anchored}, {"figures", figures},
          {"findings", list(report.findings)}, {"remarks", list(report.remarks)},
          {"checked", {{"entries", report.entries}, {"payloads", report.payloads}, {"evidence", report.evidence},
                       {"proofs", report.proofs}, {"packs", report.packs}, {"members", report.members}}}};
}
}  // namespace youju::proof
