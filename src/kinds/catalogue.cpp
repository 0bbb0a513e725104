// SPDX-License-Identifier: Apache-2.0
// The kinds in force: packs laid over each other in the order of their adoption, with every earlier state
// kept.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "kinds/pack_source.h"
#include "kinds/table_reader.h"

namespace youju::kinds {
namespace {

std::string pack_label(const Pack& pack) {
  return pack.id + "@" + pack.version;
}

// One state of the office's packs, put together and checked.
class Assembly {
 public:
  explicit Assembly(std::vector<const Pack*> packs) : packs_(std::move(packs)) {}

  PackProblems problems;
  std::vector<Kind> kinds;

  void run() {
    for (const Pack* pack : packs_) {
      check_needs(*pack);
      resolve(*pack);
      extend(*pack);
      earlier_.insert(pack->id);
    }
    for (const KindText& text : finished_) {
      if (!judged_.count(text.kind.id.text)) {
        check_kind(text, problems);
        check_restraint(text, problems);
      }
      check_links(text);
    }
    check_names();
    for (KindText& text : finished_) kinds.push_back(std::move(text.kind));
  }

 private:
  void problem(const Spot& spot, std::string_view word, Args args) {
    problems.push_back({spot.file, spot.line, {std::string(word), std::move(args)}});
  }

  void check_needs(const Pack& pack) {
    for (const std::string& need : pack.needs)
      if (!earlier_.count(need))
        problem(pack.source->spot, "kinds.pack_need_missing", {{"pack", pack.id}, {"need", need}});
  }

  void resolve(const Pack& pack) {
    for (const KindText& text : pack.source->kinds) {
      const std::string& id = text.kind.id.text;
      const auto [place, fresh] = known_.emplace(id, &text);
      if (!fresh && place->second != &text) {
        problem(text.spot, "kinds.kind_in_other_pack", {{"kind", id}, {"pack", place->second->pack_id}});
      }
    }
    // What the pack could be told alone was judged when it was loaded; whatever is laid over it is judged
    // anew.
    for (const Kind& kind : pack.kinds) judged_.insert(kind.id.text);
    for (const KindText& text : pack.source->kinds) {
      if (text.pattern) continue;
      if (auto whole = resolve_kind(text, known_, problems)) {
        whole->kind.pack = pack_label(pack);
        finished_.push_back(std::move(*whole));
      }
    }
  }

  void extend(const Pack& pack) {
    for (const ExtensionText& extension : pack.source->extensions) {
      const auto target = std::find_if(finished_.begin(), finished_.end(), [&](const KindText& text) {
        return text.kind.id.text == extension.kind;
      });
      if (target == finished_.end()) {
        std::vector<std::string> ids;
        for (const KindText& text : finished_) ids.push_back(text.kind.id.text);
        const std::string near = nearest_of(extension.kind, ids);
        problem(extension.spot, near.empty() ? "kinds.kind_unknown" : "kinds.kind_unknown_near",
                {{"read", extension.kind}, {"near", near}});
        continue;
      }
      extend_kind(*target, extension, problems);
      judged_.erase(extension.kind);
      // Two additions of one pack to one kind are one layer.
      const std::string label = pack_label(pack);
      std::string& label_list = target->kind.pack;
      const bool named = label_list.size() >= label.size() &&
                         label_list.compare(label_list.size() - label.size(), label.size(), label) == 0;
      if (!named) label_list += "+" + label;
    }
  }

  bool exists(const KindId& id) const {
    return std::any_of(finished_.begin(), finished_.end(),
                       [&](const KindText& text) { return text.kind.id == id; });
  }

  void check_links(const KindText& text) {
    for (const FieldText& field : text.fields)
      if (!field.field.link.empty() && !exists(field.field.link)) {
        problem(field.spot, "kinds.kind_unknown", {{"read", field.field.link.text}});
      }
    for (std::size_t i = 0; i < text.kind.also_counts.size(); ++i)
      if (!exists(text.kind.also_counts[i].kind)) {
        problem(text.spot_of("also_counts:" + std::to_string(i + 1)), "kinds.kind_unknown",
                {{"read", text.kind.also_counts[i].kind.text}});
      }
  }

  void check_names() {
    std::map<std::string, const KindText*> seen;
    for (const KindText& text : finished_) {
      std::vector<std::string> words = text.kind.synonyms;
      words.push_back(text.kind.id.text);
      for (const auto& [lang, name] : text.kind.names) words.push_back(name);
      for (const std::string& word : words) {
        const auto [place, fresh] = seen.emplace(name_key(word), &text);
        if (!fresh && place->second != &text) {
          problem(text.spot, "kinds.word_twice",
                  {{"word", word},
                   {"first", place->second->kind.id.text},
                   {"second", text.kind.id.text},
                   {"kind", text.kind.id.text}});
        }
      }
    }
  }

  std::vector<const Pack*> packs_;
  std::set<std::string> earlier_;
  std::set<std::string> judged_;
  KnownTexts known_;
  std::vector<KindText> finished_;
};

std::vector<std::string> words_of(const Kind& kind) {
  std::vector<std::string> words;
  for (const auto& [lang, name] : kind.names) words.push_back(name);
  words.insert(words.end(), kind.synonyms.begin(), kind.synonyms.end());
  return words;
}
}  // namespace

std::variant<Catalogue, PackProblems> Catalogue::make(std::vector<Pack> packs) {
  Catalogue out;
  std::vector<const Pack*> in_force;
  for (std::size_t i = 0; i < packs.size(); ++i) {
    const auto has_id = [&](const std::string& id) {
      return std::find_if(in_force.begin(), in_force.end(), [&](const Pack* p) { return p->id == id; });
    };
    if (const auto same = has_id(packs[i].id); same != in_force.end()) {
      *same = &packs[i];
    } else {
      in_force.push_back(&packs[i]);
    }
    // A state is worth keeping when the next pack changes a kind of it, not when it only adds kinds.
    const bool last = i + 1 == packs.size();
    if (!last && packs[i + 1].source->extensions.empty() && has_id(packs[i + 1].id) == in_force.end())
      continue;
    Assembly assembly(in_force);
    assembly.run();
    // Between two packs of one upgrade the set may not fit together; only the end must.
    if (!assembly.problems.empty()) {
      tidy(assembly.problems);
      if (last) return std::move(assembly.problems);
      continue;
    }
    for (const Kind& kind : assembly.kinds) {
      auto& version = out.versions_[{kind.id.text, kind.pack}];
      if (!version) version = std::make_shared<const Kind>(kind);
    }
    if (last) out.kinds_ = std::move(assembly.kinds);
  }
  for (std::size_t i = 0; i < out.kinds_.size(); ++i) {
    out.by_name_.emplace(name_key(out.kinds_[i].id.text), i);
    for (const std::string& word : words_of(out.kinds_[i])) out.by_name_.emplace(name_key(word), i);
  }
  out.packs_ = std::move(packs);
  return out;
}

const Kind* Catalogue::find(const KindId& id) const {
  for (const Kind& kind : kinds_)
    if (kind.id == id) return &kind;
  return nullptr;
}

const Kind* Catalogue::find(const KindId& id, std::string_view pack) const {
  const auto found = versions_.find({id.text, std::string(pack)});
  return found == versions_.end() ? nullptr : found->second.get();
}

const Kind* Catalogue::find_by_name(std::string_view text) const {
  const auto found = by_name_.find(name_key(text));
  return found == by_name_.end() ? nullptr : &kinds_[found->second];
}

std::vector<std::string> Catalogue::nearest(std::string_view text, int n) const {
  const std::string key = name_key(text);
  struct Candidate {
    int distance;
    std::size_t order;
    std::string name;
  };
  std::vector<Candidate> candidates;
  const int length = static_cast<int>(code_point_count(key));
  for (std::size_t i = 0; i < kinds_.size(); ++i) {
    int best = 99;
    for (const std::string& word : words_of(kinds_[i])) {
      const std::string other = name_key(word);
      const bool inside =
          !key.empty() && (other.find(key) != std::string::npos || key.find(other) != std::string::npos);
      best = std::min(best, inside ? 1 : edit_distance(key, other, 8));
    }
    // A word of which most letters would have to change was not meant.
    if (best <= std::max(1, length / 2)) {
      const bool latin = !text.empty() && static_cast<unsigned char>(text[0]) < 0x80;
      candidates.push_back({best, i, kinds_[i].names.at(latin ? "en" : "zh")});
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.distance < b.distance; });
  std::vector<std::string> out;
  for (const Candidate& candidate : candidates)
    if (static_cast<int>(out.size()) < n) out.push_back(candidate.name);
  return out;
}

std::vector<const Kind*> Catalogue::counted_under(const KindId& kind) const {
  std::vector<const Kind*> out;
  for (const Kind& other : kinds_) {
    const bool counts = std::any_of(other.also_counts.begin(), other.also_counts.end(),
                                    [&](const AlsoCounts& a) { return a.kind == kind; });
    if (counts) out.push_back(&other);
  }
  return out;
}

std::vector<PackRole> Catalogue::roles() const {
  std::vector<PackRole> out;
  for (const Pack& pack : packs_) {
    for (const PackRole& role : pack.roles) {
      const auto same =
          std::find_if(out.begin(), out.end(), [&](const PackRole& one) { return one.id == role.id; });
      if (same == out.end()) {
        out.push_back(role);
      } else {
        *same = role;
      }
    }
  }
  return out;
}
}  // namespace youju::kinds
