// SPDX-License-Identifier: Apache-2.0
#include "proof/contents_check.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "proof/json_check.h"

namespace youju::proof {
namespace {

std::string text_member(const Json& object, const char* key) {
  if (!object.is_object()) return "";
  const auto it = object.find(key);
  return it != object.end() && it->is_string() ? it->get<std::string>() : "";
}
std::int64_t whole_member(const Json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_number_integer() ? it->get<std::int64_t>() : -1;
}

// Payload shown for an entry, as a value.
std::optional<Json> shown(const ContentsGround& ground, std::int64_t entry) {
  const Payload* payload = ground.payloads.find(entry, "open");
  return payload == nullptr ? std::nullopt : read_canonical(payload->bytes);
}

// "packs/<id>/<version>/<path>" → "<id>@<version>" and path.
std::optional<std::pair<std::string, std::string>> pack_file(std::string_view name) {
  name.remove_prefix(std::string_view("packs/").size());
  const auto first = name.find('/');
  const auto second = first == std::string_view::npos ? first : name.find('/', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  return std::pair(std::string(name.substr(0, first)) + "@" + std::string(name.substr(first + 1, second - first - 1)),
                   std::string(name.substr(second + 1)));
}

// Digests of the packs whose files are here, by pack.md: lines "<sha256>  <path>", sorted by path.
std::map<std::string, std::string> packs_here(const ContentsGround& ground, FindingList& findings) {
  std::map<std::string, crypto::Hasher> hashers;
  for (const std::string& name : ground.bundle.under("packs/")) {  // in order of names, so of paths within a pack
    const auto file = pack_file(name);
    if (!file) {
      findings.add("member", name, "proof.member_stray");
      continue;
    }
    hashers[file->first].add(ground.bundle.digest(name) + "  " + file->second + "\n");
  }
  std::map<std::string, std::string> out;
  for (auto& [pack, hasher] : hashers) out[pack] = crypto::hex(hasher.finish());
  return out;
}

bool log_states_pack(const LogFacts& log, const std::string& pack, const std::string& digest, std::int64_t below) {
  return std::ranges::any_of(log.packs, [&](const EntryHead& head) {
    return head.index < below && head.pack == pack && text_member(head.more, "digest") == digest;
  });
}

// Why something was left out, in words.
std::string why_word(std::string_view why) {
  return why == "erased"      ? "@proof.why_erased"
         : why == "personal"  ? "@proof.why_personal"
         : why == "withheld"  ? "@proof.why_withheld"
         : why == "size"      ? "@proof.why_size"
         : why == "not_built" ? "@proof.why_not_built"
                              : "@proof.why_other";
}

// What was left out, in words; the arguments follow the manifest's item.
Args left_out_args(const LeftOut& item) {
  const std::string what = item.what == "payload"    ? "@proof.what_payload"
                           : item.what == "payloads" ? "@proof.what_payloads"
                           : item.what == "evidence" ? "@proof.what_evidence"
                           : item.what == "pack"     ? "@proof.what_pack"
                           : item.what == "report"   ? "@proof.what_report"
                           : item.what == "proofs"   ? "@proof.what_proofs"
                           : item.what == "page"     ? "@proof.what_page"
                                                     : "@proof.what_other";
  return {{"what", what}, {"why", why_word(item.why)}, {"which", which_word(item.which)}, {"digest", item.digest.substr(0, 12)},
          {"pack", item.pack}, {"role", item.role}, {"index", item.index ? std::to_string(*item.index) : "?"}};
}

// Record ids in any set of the snapshot, as the log numbers them.
std::set<int> records_in_sets(const ContentsGround& ground, std::set<std::int64_t>& entries) {
  std::set<int> out;
  const auto add = [&](const Set& set) {
    if (!set.records) return;
    for (const ListedRecord& item : *set.records) {
      entries.insert(item.record.entry);
      if (const auto id = ground.log.records.find(item.record.id)) out.insert(*id);
    }
  };
  for (const SnapshotFigure& figure : ground.snapshot->figures) {
    add(figure.of);
    if (figure.base) add(*figure.base);
  }
  return out;
}
}  // namespace

std::int64_t proof_entry(std::string_view name) {
  constexpr std::string_view kBefore = "proofs/", kAfter = ".tlog-proof";
  if (!name.starts_with(kBefore) || !name.ends_with(kAfter)) return -1;
  const std::string_view digits = name.substr(kBefore.size(), name.size() - kBefore.size() - kAfter.size());
  std::int64_t value = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc{} && end == digits.data() + digits.size() && std::to_string(value) == digits ? value : -1;
}

void check_packs(const ContentsGround& ground, FindingList& findings) {
  const auto here = packs_here(ground, findings);
  for (const auto& [pack, digest] : here) {
    if (!log_states_pack(ground.log, pack, digest, ground.bundle.manifest.size)) {
      findings.add("pack", pack, "proof.pack_differs");
    }
  }
  if (ground.snapshot == nullptr) return;
  for (const SnapshotPack& said : ground.snapshot->packs) {
    const std::string pack = said.id + "@" + said.version;
    const auto found = here.find(pack);
    const bool absent = found == here.end() && !ground.bundle.manifest.leaves_out_pack(pack);
    const bool other = found != here.end() && found->second != said.digest;
    if (absent) {
      findings.add("pack", pack, "proof.pack_missing");
    } else if (other || !log_states_pack(ground.log, pack, said.digest, ground.snapshot->at)) {
      findings.add("pack", pack, "proof.pack_differs");
    }
  }
}

Result<void> check_proofs(const ContentsGround& ground, FindingList& findings) {
  const Manifest& manifest = ground.bundle.manifest;
  merkle::Hash root{};
  if (const auto bytes = crypto::digest_from_hex(manifest.root)) root = *bytes;
  for (const std::string& name : ground.bundle.under("proofs/")) {
    const std::int64_t entry = proof_entry(name);
    TRY(const std::string text, ground.bundle.read(name));
    const auto proof = merkle::parse_proof_file(text);
    const auto leaf = ground.log.proof_leaves.find(entry);
    const bool fits = proof && static_cast<std::int64_t>(proof->index) == entry && proof->checkpoint_note == ground.checkpoint &&
                      proof->extra.empty() && leaf != ground.log.proof_leaves.end() &&
                      merkle::verify_inclusion(leaf->second, proof->index, static_cast<std::uint64_t>(manifest.size), proof->proof, root);
    if (!fits) findings.add("proof", name, "proof.proof_broken");
  }
  return {};
}

void check_signoff(const ContentsGround& ground, FindingList& findings, FindingList& remarks) {
  if (ground.snapshot == nullptr) return;
  const Manifest& manifest = ground.bundle.manifest;
  const Snapshot& snapshot = *ground.snapshot;
  for (const EntryHead& head : ground.log.notices) {
    if (head.object == snapshot.report_id) remarks.add("corrected", entry_place(head.index), "proof.remark_corrected");
  }
  for (const EntryHead& head : ground.log.signoffs) {
    if (head.object == snapshot.report_id && head.number > snapshot.report_number) {
      remarks.add("newer", entry_place(head.index), "proof.remark_newer");
    }
  }
  if (!manifest.signoff) {
    remarks.add("unsigned", "bundle.json", "proof.remark_unsigned");
    return;
  }
  const std::string place = entry_place(*manifest.signoff);
  const auto head = std::ranges::find(ground.log.signoffs, *manifest.signoff, &EntryHead::index);
  const auto payload = shown(ground, *manifest.signoff);
  if (head == ground.log.signoffs.end() || head->object != snapshot.report_id || head->number != snapshot.report_number ||
      whole_member(head->more, "size") != snapshot.at) {
    findings.add("signoff", place, "proof.signoff_other");
  } else if (!payload) {
    findings.add("signoff", place, "proof.signoff_closed");
  } else {
    std::set<std::string> signed_files;
    const auto files = payload->find("files");
    if (files != payload->end() && files->is_array()) {
      for (const Json& file : *files) signed_files.insert(text_member(file, "digest"));
    }
    const bool all = std::ranges::all_of(snapshot.files, [&](const SnapshotFile& file) { return signed_files.contains(file.digest); });
    if (text_member(*payload, "snapshot") != ground.bundle.digest("snapshot.json") || !all) {
      findings.add("signoff", place, "proof.signoff_differs");
    }
  }
}

void check_report_files(const ContentsGround& ground, FindingList& findings) {
  if (ground.snapshot == nullptr) return;
  std::set<std::string> here;
  for (const std::string& name : ground.bundle.under("report/")) {
    const std::string& digest = ground.bundle.digest(name);
    here.insert(digest);
    const auto said = std::ranges::find(ground.snapshot->files, digest, &SnapshotFile::digest);
    if (said == ground.snapshot->files.end() || static_cast<std::uint64_t>(said->size) != ground.bundle.member(name).size) {
      findings.add("report", name, "proof.report_differs");
    }
  }
  for (const SnapshotFile& file : ground.snapshot->files) {
    if (!here.contains(file.digest) && !ground.bundle.manifest.leaves_out_role(file.role)) {
      findings.add("report", file.role, "proof.report_missing");
    }
  }
}

void check_evidence(const ContentsGround& ground, FindingList& findings) {
  std::map<std::string, std::int64_t> named;  // digest → size, from disclosed payloads
  std::set<std::int64_t> listed_entries;
  const std::set<int> records = ground.snapshot != nullptr ? records_in_sets(ground, listed_entries) : std::set<int>();
  const Manifest& manifest = ground.bundle.manifest;
  for (const EvidenceEntry& evidence : ground.log.evidence) {
    const auto payload = shown(ground, evidence.entry);
    if (!payload) {
      const bool below = ground.snapshot != nullptr && evidence.entry < ground.snapshot->at;  // later ones may be left aside
      if (below && records.contains(evidence.record) && !manifest.leaves_out_payload(evidence.entry, "open")) {
        findings.add("evidence", entry_place(evidence.entry), "proof.evidence_closed");
      }
      continue;
    }
    const std::string digest = text_member(*payload, "digest");
    named[digest] = evidence.size;
    if (!ground.bundle.has("evidence/" + digest) && !manifest.leaves_out_evidence(digest)) {
      findings.add("evidence", entry_place(evidence.entry), "proof.evidence_missing", {{"digest", digest.substr(0, 12)}});
    }
  }
  for (const std::string& name : ground.bundle.under("evidence/")) {
    const std::string& digest = ground.bundle.digest(name);
    const auto said = named.find(digest);
    if ("evidence/" + digest != name) {
      findings.add("evidence", name, "proof.evidence_differs");
    } else if (said == named.end() || static_cast<std::uint64_t>(said->second) != ground.bundle.member(name).size) {
      findings.add("evidence", name, "proof.evidence_stray");
    }
  }
  for (const std::int64_t entry : listed_entries) {
    if (ground.payloads.find(entry, "open") == nullptr && !manifest.leaves_out_payload(entry, "open") && ground.log.good) {
      findings.add("payload", payload_place(entry, "open"), "proof.payload_missing");
    }
  }
}

void check_left_out(const ContentsGround& ground, FindingList& findings, FindingList& remarks) {
  for (const LeftOut& item : ground.bundle.manifest.left_out) {
    std::string place = item.what;
    for (const std::string& part : {item.index ? std::to_string(*item.index) : std::string(), item.which, item.digest.substr(0, 12), item.pack, item.role}) {
      if (!part.empty()) place += " " + part;
    }
    remarks.add("left_out", place, "proof.remark_left_out", left_out_args(item));
    if (item.why != "erased") continue;
    const auto& erased = item.which == "personal" ? ground.log.erased_personal : ground.log.erased_open;
    if (!item.index || !erased.contains(*item.index)) findings.add("erasure", place, "proof.erased_without_order", left_out_args(item));
  }
}
}  // namespace youju::proof
