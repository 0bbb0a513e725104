// SPDX-License-Identifier: Apache-2.0
#include "proof/log_check.h"

#include <algorithm>

#include "proof/json_check.h"

namespace youju::proof {
namespace {
constexpr std::uint64_t kWidth = merkle::kFullWidth;
constexpr std::size_t kHash = 32;

std::optional<merkle::Hash> hash_at(std::string_view tile, std::uint64_t i) {
  if ((i + 1) * kHash > tile.size()) return std::nullopt;
  merkle::Hash out;
  std::copy_n(tile.begin() + static_cast<std::ptrdiff_t>(i * kHash), kHash, out.begin());
  return out;
}

std::uint64_t width_of(std::uint64_t nodes, std::uint64_t tile) { return std::min(kWidth, nodes - tile * kWidth); }

class LogCheck {
 public:
  LogCheck(const Bundle& bundle, Payloads& payloads, const LogQuestion& question, FindingList& findings)
      : bundle_(bundle), payloads_(payloads), question_(question), findings_(findings),
        size_(static_cast<std::uint64_t>(bundle.manifest.size)) {}

  Result<LogFacts> run() {
    const std::size_t before = findings_.size();
    for (std::uint64_t tile = 0; tile * kWidth < size_; ++tile) {
      TRY_OK(check_tile(tile));
    }
    for (unsigned level = 1; size_ >> (8 * level) != 0; ++level) {
      TRY_OK(check_level(level));
    }
    facts_.root = crypto::hex(frontier_.root());
    if (frontier_.size() == size_ && facts_.root != bundle_.manifest.root) {
      findings_.add("root", "checkpoint", "proof.root_differs", {{"is", facts_.root}, {"said", bundle_.manifest.root}});
    }
    check_newest_key();
    facts_.good = findings_.size() == before && frontier_.size() == size_;
    payloads_.finish(bundle_.manifest.size, payload_findings_);
    for (Finding& finding : payload_findings_.take()) {
      findings_.add(finding.kind, finding.where, finding.message.word, finding.message.args);
    }
    return std::move(facts_);
  }

 private:
  // One entry bundle against its tile of leaf hashes.
  Result<void> check_tile(std::uint64_t tile) {
    const auto width = static_cast<unsigned>(width_of(size_, tile));
    const std::string entries_name = merkle::entries_path(tile, width), leaves_name = merkle::tile_path(0, tile, width);
    if (!bundle_.has(entries_name) || !bundle_.has(leaves_name)) {
      whole_ = false;
      return {};
    }
    TRY(const std::string bytes, bundle_.read(entries_name));
    TRY(const std::string leaves, bundle_.read(leaves_name));
    if (question_.progress) question_.progress(bytes.size());
    if (leaves.size() != width * kHash) findings_.add("tile", leaves_name, "proof.tile_malformed");
    const auto entries = merkle::split_entry_bundle(bytes);
    if (!entries || entries->size() != width) {
      findings_.add("entry", entries_name, "proof.entries_malformed", {{"count", std::to_string(width)}});
    }
    for (unsigned i = 0; i < width; ++i) {
      const auto index = static_cast<std::int64_t>(tile * kWidth + i);
      const auto stated = hash_at(leaves, i);
      if (stated) add_leaf(index, *stated);
      if (entries && entries->size() == width) check_entry(index, (*entries)[i], stated);
    }
    return {};
  }

  void add_leaf(std::int64_t index, const merkle::Hash& leaf) {
    if (!whole_ || frontier_.size() != static_cast<std::uint64_t>(index)) return;
    frontier_.append(leaf);
    const auto size = static_cast<std::int64_t>(frontier_.size());
    if (size == question_.at) facts_.root_at_snapshot = crypto::hex(frontier_.root());
    if (size == question_.anchor) facts_.root_at_anchor = crypto::hex(frontier_.root());
    if (question_.proof_entries.contains(index)) facts_.proof_leaves.emplace(index, leaf);
  }

  void check_entry(std::int64_t index, std::string_view bytes, const std::optional<merkle::Hash>& stated) {
    const std::string place = entry_place(index);
    if (stated && merkle::leaf_hash(bytes) != *stated) {
      findings_.add("entry", place, "proof.entry_leaf");
      return;
    }
    const auto head = read_entry(bytes);
    if (!head) {
      findings_.add("entry", place, "proof.entry_malformed");
      return;
    }
    if (head->index != index) {
      findings_.add("entry", place, "proof.entry_index", {{"said", std::to_string(head->index)}});
      return;
    }
    if (head->at < last_at_) findings_.add("entry", place, "proof.entry_time");
    if (head->sealed < last_sealed_ || head->sealed > index) findings_.add("entry", place, "proof.entry_sealed");
    last_at_ = std::max(last_at_, head->at);
    last_sealed_ = std::max(last_sealed_, head->sealed);
    if (index == 0) check_office(*head);
    if (index > 0 && head->type == "office") findings_.add("entry", place, "proof.entry_office");
    payloads_.meet(*head, payload_findings_);
    keep(*head);
  }

  void check_office(const EntryHead& head) {
    const Manifest& manifest = bundle_.manifest;
    const auto text = [&](const char* key) {
      const auto it = head.more.find(key);
      return it != head.more.end() && it->is_string() ? it->get<std::string>() : std::string();
    };
    facts_.first_key = text("key");
    if (head.type != "office" || text("origin") != manifest.origin || facts_.first_key.empty()) {
      findings_.add("entry", entry_place(0), "proof.entry_office");
    }
  }

  // A key signs no checkpoint over less than two entries after the one that brings it in: that one is signed by the key before.
  void keep_key_change(const EntryHead& head) {
    if (head.object != "signing_key" || head.index + 1 >= bundle_.manifest.size) return;
    const auto value = head.more.find("value");
    const bool readable = value != head.more.end() && value->is_object() && value->contains("key") && (*value)["key"].is_string();
    const bool reached = frontier_.size() == static_cast<std::uint64_t>(head.index) + 1;
    facts_.key_changes.push_back({head.index, readable ? (*value)["key"].get<std::string>() : "", reached ? crypto::hex(frontier_.root()) : ""});
  }

  // The manifest's key is the last one the entries name.
  void check_newest_key() {
    if (facts_.first_key.empty()) return;
    const auto& changes = facts_.key_changes;
    const std::string& newest = changes.empty() ? facts_.first_key : changes.back().vkey;
    if (newest == bundle_.manifest.vkey) return;
    if (changes.empty()) findings_.add("entry", entry_place(0), "proof.entry_office");
    else findings_.add("entry", entry_place(changes.back().entry), "proof.entry_key");
  }

  void keep_restore(const EntryHead& head) {
    const auto number = [&](const char* key) {
      const auto it = head.more.find(key);
      return it != head.more.end() && it->is_number_integer() ? it->get<std::int64_t>() : 0;
    };
    facts_.restores.push_back({head.index, number("size"), number("had")});
  }

  void keep(const EntryHead& head) {
    const bool below = head.index < question_.at;
    if (head.type == "version" && below) keep_version(head);
    if (head.type == "evidence" && !head.open.empty()) {
      const auto size = head.more.find("size");
      const std::int64_t bytes = size != head.more.end() && size->is_number_integer() ? size->get<std::int64_t>() : -1;
      facts_.evidence.push_back({head.index, bytes, facts_.records.id(head.object)});
    }
    if (head.type == "pack") facts_.packs.push_back(head);
    if (head.type == "signoff") facts_.signoffs.push_back(head);
    if (head.type == "notice") facts_.notices.push_back(head);
    if (head.type == "erase") keep_erasures(head);
    if (head.type == "setting") keep_key_change(head);
    if (head.type == "restore") keep_restore(head);
  }

  void keep_version(const EntryHead& head) {
    VersionEntry out{head.index, head.number, head.at, facts_.records.id(head.object), facts_.names.id(head.kind),
                     facts_.names.id(head.pack), facts_.names.id(head.state), facts_.names.id(head.unit), head.happened, {}, false};
    for (const std::string& kind : head.also) out.also.push_back(facts_.names.id(kind));
    const auto imported = head.more.find("imported");
    out.imported = head.number == 1 && imported != head.more.end() && *imported == true;
    const auto record = static_cast<std::size_t>(out.record);
    const std::size_t place = facts_.versions.size();
    if (facts_.first.size() <= record) {
      facts_.first.resize(record + 1, SIZE_MAX);
      facts_.current.resize(record + 1, SIZE_MAX);
    }
    if (facts_.first[record] == SIZE_MAX) facts_.first[record] = place;
    facts_.current[record] = place;
    facts_.versions.push_back(std::move(out));
  }

  void keep_erasures(const EntryHead& head) {
    for (const auto& [key, target] : {std::pair{"targets", &facts_.erased_personal}, std::pair{"open_targets", &facts_.erased_open}}) {
      const auto list = head.more.find(key);
      if (list == head.more.end() || !list->is_array()) continue;
      for (const Json& index : *list) {
        if (index.is_number_integer()) target->insert(index.get<std::int64_t>());
      }
    }
  }

  // Tiles of one level against the tiles below them, as they are given: so each wrong tile is named by itself.
  Result<void> check_level(unsigned level) {
    const std::uint64_t nodes = size_ >> (8 * level), below = size_ >> (8 * (level - 1));
    for (std::uint64_t tile = 0; tile * kWidth < nodes; ++tile) {
      const auto width = static_cast<unsigned>(width_of(nodes, tile));
      const std::string name = merkle::tile_path(level, tile, width);
      if (!bundle_.has(name)) continue;
      TRY(const std::string given, bundle_.read(name));
      std::string expected;
      for (std::uint64_t i = 0; i < width; ++i) {
        const std::uint64_t child = tile * kWidth + i;
        const std::string child_name = merkle::tile_path(level - 1, child, static_cast<unsigned>(width_of(below, child)));
        if (!bundle_.has(child_name)) return {};
        TRY(const std::string hashes, bundle_.read(child_name));
        merkle::Frontier subtree;
        for (std::uint64_t k = 0; k * kHash < hashes.size(); ++k) {
          if (const auto hash = hash_at(hashes, k)) subtree.append(*hash);
        }
        const merkle::Hash root = subtree.root();
        expected.append(reinterpret_cast<const char*>(root.data()), root.size());
      }
      if (given != expected) findings_.add("tile", name, "proof.tile_differs");
    }
    return {};
  }

  const Bundle& bundle_;
  Payloads& payloads_;
  const LogQuestion& question_;
  FindingList& findings_;
  FindingList payload_findings_{1000};
  std::uint64_t size_;
  LogFacts facts_;
  merkle::Frontier frontier_;
  bool whole_ = true;  // no tile missing so far
  Instant last_at_{INT64_MIN};
  std::int64_t last_sealed_ = 0;
};
}  // namespace

int Names::id(const std::string& text) {
  const auto [it, is_new] = ids_.emplace(text, static_cast<int>(texts_.size()));
  if (is_new) texts_.push_back(&it->first);
  return it->second;
}
std::optional<int> Names::find(const std::string& text) const {
  const auto it = ids_.find(text);
  return it == ids_.end() ? std::nullopt : std::optional(it->second);
}

Result<LogFacts> check_log(const Bundle& bundle, Payloads& payloads, const LogQuestion& question, FindingList& findings) {
  return LogCheck(bundle, payloads, question, findings).run();
}

std::vector<std::string> tile_names(std::uint64_t size) {
  std::vector<std::string> out;
  for (unsigned level = 0; level == 0 || size >> (8 * level) != 0; ++level) {
    const std::uint64_t nodes = size >> (8 * level);
    for (std::uint64_t tile = 0; tile * kWidth < nodes; ++tile) {
      const auto width = static_cast<unsigned>(width_of(nodes, tile));
      out.push_back(merkle::tile_path(level, tile, width));
      if (level == 0) out.push_back(merkle::entries_path(tile, width));
    }
  }
  return out;
}
}  // namespace youju::proof
