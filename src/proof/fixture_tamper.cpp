// SPDX-License-Identifier: Apache-2.0
// Ways to tamper with a bundle: careless ones that leave checksums wrong, careful ones that mend every unsigned digest.
#include <algorithm>

#include "proof/container.h"
#include "proof/fixture.h"

namespace youju::proof::fixture {
namespace {
std::string write_container(const Members& members) {
  std::vector<Member> order;
  std::string out;
  const auto put = [&](const std::string& name, const std::string& bytes) {
    order.push_back({name, out.size(), bytes.size(), crc32(bytes)});
    out += local_header(order.back()) + bytes;
  };
  for (const auto& [name, bytes] : members) {
    if (name != kManifestName && name != kPageName) put(name, bytes);
  }
  for (const std::string_view last : {kManifestName, kPageName}) {
    if (const auto it = members.find(std::string(last)); it != members.end()) put(it->first, it->second);
  }
  return out + central_directory(order);
}

void mend_manifest(Members& members) {
  Json manifest = Json::parse(members["bundle.json"], nullptr, false);
  if (!manifest.is_object()) return;
  manifest["members"] = Json::array();
  for (const auto& [name, bytes] : members) {
    if (name == kManifestName || name == kPageName) continue;
    manifest["members"].push_back({{"name", name}, {"sha256", crypto::hex(crypto::sha256(bytes))}, {"size", bytes.size()}});
  }
  manifest["snapshot"] = crypto::hex(crypto::sha256(members["snapshot.json"]));
  members["bundle.json"] = canonical(manifest);
}

void swap_text(std::string& bytes, std::string_view from, std::string_view to) {
  const auto at = bytes.find(from);
  expect_true(at != std::string::npos, "the text to tamper with is there: " + std::string(from));
  bytes.replace(at, from.size(), to);
}
void flip(std::string& bytes, std::size_t at) { bytes[at] = static_cast<char>(bytes[at] ^ 1); }

using Edit = std::function<void(Members&)>;
Tampering careful(std::string name, std::string kind, Edit edit) {
  return {std::move(name), std::move(kind), [edit](const std::string& bundle) { return rewrite(bundle, true, edit); }};
}
Tampering careless(std::string name, std::string kind, Edit edit) {
  return {std::move(name), std::move(kind), [edit](const std::string& bundle) { return rewrite(bundle, false, edit); }};
}
void edit_json(std::string& bytes, const std::function<void(Json&)>& edit) {
  Json value = Json::parse(bytes);
  edit(value);
  bytes = canonical(value);
}
Json& figure_of(Json& snapshot, std::string_view key) {
  for (Json& figure : snapshot["figures"]) {
    if (figure["key"] == key) return figure;
  }
  throw std::logic_error("no such figure");
}

// Raw damage: one byte somewhere inside each kind of member, nothing mended.
void add_raw_flips(std::vector<Tampering>& out) {
  for (const auto& [what, part] : {std::pair{"first", 0}, std::pair{"middle", 1}, std::pair{"last", 2}}) {
    for (const char* prefix : {"bundle.json", "checkpoint", "evidence/", "packs/", "payloads.jsonl", "proofs/", "report/", "snapshot.json", "tile/0/", "tile/entries/", "verify.html"}) {
      const std::string wanted = prefix;
      out.push_back({"flip " + std::string(what) + " byte of " + wanted, wanted == "bundle.json" ? "manifest" : "member",
                     [wanted, part = part](const std::string& bundle) {
                       const auto source = memory_source(bundle);
                       const auto members = read_container(*source).value();
                       const auto it = std::ranges::find_if(members, [&](const Member& m) { return m.name.starts_with(wanted); });
                       std::string changed = bundle;
                       if (it == members.end()) return std::string();
                       flip(changed, part == 0 ? it->begin() : part == 1 ? it->begin() + it->size / 2 : it->end() - 1);
                       return changed;
                     }});
    }
  }
}

void add_container_faults(std::vector<Tampering>& out) {
  const auto raw = [&](std::string name, std::function<std::string(std::string)> edit) {
    out.push_back({std::move(name), "container", [edit](const std::string& bundle) { return edit(bundle); }});
  };
  raw("byte after the end", [](std::string b) { return b + "x"; });
  raw("byte before the beginning", [](std::string b) { return "x" + b; });
  raw("cut in half", [](std::string b) { return b.substr(0, b.size() / 2); });
  raw("empty file", [](std::string) { return std::string(); });
  raw("a time in a header", [](std::string b) { flip(b, 10); return b; });
  raw("deflated by name", [](std::string b) { b[8] = 8; return b; });
  raw("crc in a local header", [](std::string b) { flip(b, 14); return b; });
  raw("attributes in the directory", [](std::string b) { flip(b, b.rfind("PK\x01\x02") + 40); return b; });
  raw("a name in the directory", [](std::string b) { flip(b, b.rfind("PK\x01\x02") + 46); return b; });
  raw("count in the end record", [](std::string b) { flip(b, b.size() - 12); return b; });
  raw("a path out of the folder", [](std::string b) { return rewrite(b, true, [](Members& m) { m["packs/../../etc"] = "x"; }); });
}

void add_member_changes(std::vector<Tampering>& out, const Office& office) {
  const auto february = office.of_record.at("february");
  const std::string proof = "proofs/" + std::to_string(february) + ".tlog-proof";
  out.push_back(careless("a member changed, manifest left", "member", [](Members& m) { m["report/report.docx"] += " "; }));
  out.push_back(careless("a member taken out, manifest left", "member", [](Members& m) { m.erase("report/report.html"); }));
  out.push_back(careless("a member slipped in", "member", [](Members& m) { m["report/other.docx"] = "x"; }));
  out.push_back(careful("a member outside all folders", "member", [](Members& m) { m["extra.txt"] = "x"; }));
  for (const char* name : {"checkpoint", "payloads.jsonl", "snapshot.json"}) {
    out.push_back(careful("without " + std::string(name), "member", [name](Members& m) {
      m.erase(name);
      edit_json(m["bundle.json"], [&](Json& j) { std::erase_if(j["members"].get_ref<Json::array_t&>(), [&](const Json& x) { return x["name"] == name; }); });
    }));
  }
  out.push_back(careful("report file changed", "report", [](Members& m) { m["report/report.docx"] += " "; }));
  out.push_back(careful("report file taken out", "report", [](Members& m) { m.erase("report/report.docx"); }));
  out.push_back(careful("evidence changed", "evidence", [](Members& m) { flip(m.lower_bound("evidence/")->second, 3); }));
  out.push_back(careful("evidence taken out", "evidence", [](Members& m) { m.erase(m.lower_bound("evidence/")); }));
  out.push_back(careful("evidence of nothing", "evidence", [](Members& m) { m["evidence/" + crypto::hex(crypto::sha256("x"))] = "x"; }));
  out.push_back(careful("pack changed", "pack", [](Members& m) { m["packs/retired-cadres/1.0.0/pack.toml"] += "#"; }));
  out.push_back(careful("pack taken out", "pack", [](Members& m) { m.erase("packs/retired-cadres/1.0.0/pack.toml"); m.erase("packs/retired-cadres/1.0.0/kinds/theme_day.toml"); }));
  out.push_back(careful("proof's hash changed", "proof", [proof](Members& m) { m[proof][40] = m[proof][40] == 'A' ? 'B' : 'A'; }));
  out.push_back(careful("proof of another entry", "proof", [proof](Members& m) { m[proof] = m.lower_bound("proofs/")->first == proof ? m.rbegin()->second : m.lower_bound("proofs/")->second; }));
  out.push_back(careful("proof named badly", "proof", [proof](Members& m) { m["proofs/x.tlog-proof"] = m[proof]; }));
  out.push_back(careful("payload changed", "payload", [](Members& m) { swap_text(m["payloads.jsonl"], "\\\"headcount\\\":\\\"20\\\"", "\\\"headcount\\\":\\\"30\\\""); }));
  out.push_back(careful("salt changed", "payload", [](Members& m) { auto& b = m["payloads.jsonl"]; const auto at = b.find("\"salt\":\"") + 8; b[at] = b[at] == '0' ? '1' : '0'; }));
  out.push_back(careful("payload not shown", "payload", [](Members& m) { auto& b = m["payloads.jsonl"]; b.erase(0, b.find('\n') + 1); }));
  out.push_back(careful("payload shown twice", "payload", [](Members& m) { auto& b = m["payloads.jsonl"]; b.insert(0, b.substr(0, b.find('\n') + 1)); }));
  out.push_back(careful("payload line broken", "payload", [](Members& m) { m["payloads.jsonl"].insert(0, "{}\n"); }));
  out.push_back(careful("erased without an order", "erasure", [february](Members& m) {
    edit_json(m["bundle.json"], [&](Json& j) { j["left_out"].push_back({{"what", "payload"}, {"index", february}, {"which", "open"}, {"why", "erased"}}); });
  }));
  out.push_back(careful("page changed", "page", [](Members& m) { if (m.contains("verify.html")) m["verify.html"] += " "; else m["report/report.docx"] += " "; }));
}

void add_log_changes(std::vector<Tampering>& out) {
  const auto entries = [](Members& m) -> std::string& { return m.lower_bound("tile/entries/")->second; };
  const auto leaves = [](Members& m) -> std::string& { return m.lower_bound("tile/0/")->second; };
  const auto release = [entries, leaves](Members& m, std::size_t from) {  // leaf hashes follow the entries again
    const auto list = merkle::split_entry_bundle(entries(m)).value();
    for (std::size_t i = from; i < list.size(); ++i) {
      const auto hash = merkle::leaf_hash(list[i]);
      std::copy(hash.begin(), hash.end(), leaves(m).begin() + static_cast<std::ptrdiff_t>(32 * i));
    }
  };
  const auto change = [entries](Members& m) { swap_text(entries(m), "\"state\":\"planned\"", "\"state\":\"painted\""); };
  out.push_back(careful("entry changed", "entry", change));
  out.push_back(careful("entry and leaf hash changed", "root", [=](Members& m) { change(m); release(m, 0); }));
  out.push_back(careful("entry, leaf hash and root changed", "checkpoint", [=](Members& m) {
    change(m);
    release(m, 0);
    merkle::Frontier tree;
    for (auto it = m.lower_bound("tile/0/"); it != m.end() && it->first.starts_with("tile/0/"); ++it) {
      for (std::size_t i = 0; i < it->second.size(); i += 32) {
        merkle::Hash hash;
        std::copy_n(it->second.begin() + static_cast<std::ptrdiff_t>(i), 32, hash.begin());
        tree.append(hash);
      }
    }
    edit_json(m["bundle.json"], [&](Json& j) { j["root"] = crypto::hex(tree.root()); });
  }));
  out.push_back(careful("two entries swapped", "entry", [=](Members& m) {
    const auto list = merkle::split_entry_bundle(entries(m)).value();
    std::vector<std::string> swapped(list.begin(), list.end());
    std::swap(swapped[6], swapped[7]);
    entries(m) = merkle::entry_bundle(swapped).value();
    release(m, 0);
  }));
  out.push_back(careful("an entry taken out", "entry", [=](Members& m) {
    const auto list = merkle::split_entry_bundle(entries(m)).value();
    std::vector<std::string> fewer(list.begin(), list.end());
    fewer.erase(fewer.begin() + 6);
    entries(m) = merkle::entry_bundle(fewer).value();
  }));
  out.push_back(careful("an entry back-dated", "entry", [=](Members& m) { swap_text(entries(m), "\"at\":\"2023-09", "\"at\":\"2023-03"); }));
  out.push_back(careful("a leaf hash changed", "entry", [=](Members& m) { flip(leaves(m), 70); }));
  out.push_back(careful("a tile cut", "tile", [=](Members& m) { leaves(m).pop_back(); }));
  out.push_back(careful("root in the checkpoint changed", "checkpoint", [](Members& m) {
    auto& note = m["checkpoint"];
    const auto at = note.find('\n', note.find('\n') + 1) + 3;
    note[at] = note[at] == 'A' ? 'B' : 'A';
  }));
  out.push_back(careful("signature changed", "checkpoint", [](Members& m) { auto& n = m["checkpoint"]; n[n.size() - 20] = n[n.size() - 20] == 'A' ? 'B' : 'A'; }));
  out.push_back(careful("checkpoint without signature", "checkpoint", [](Members& m) { auto& n = m["checkpoint"]; n = n.substr(0, n.find("\n\n") + 1); }));
  out.push_back(careful("size in the checkpoint padded", "checkpoint", [](Members& m) { auto& n = m["checkpoint"]; n.insert(n.find('\n') + 1, "0"); }));
  out.push_back(careful("key replaced", "checkpoint", [](Members& m) {
    const auto other = crypto::signing_key_from_seed(std::string(32, 'z'));
    edit_json(m["bundle.json"], [&](Json& j) { j["vkey"] = merkle::NoteKey{j["origin"], other.public_key}.vkey(); });
  }));
  out.push_back(careful("key garbled", "key", [](Members& m) { edit_json(m["bundle.json"], [](Json& j) { j["vkey"] = "nonsense"; }); }));
  out.push_back(careful("origin replaced", "checkpoint", [](Members& m) { edit_json(m["bundle.json"], [](Json& j) { j["origin"] = "other"; }); }));
  out.push_back(careful("size replaced", "member", [](Members& m) { edit_json(m["bundle.json"], [](Json& j) { j["size"] = j["size"].get<int>() - 1; }); }));
  out.push_back(careful("manifest of another version", "manifest", [](Members& m) { edit_json(m["bundle.json"], [](Json& j) { j["v"] = 2; }); }));
  out.push_back(careless("manifest not canonical", "manifest", [](Members& m) { m["bundle.json"] += "\n"; }));
  out.push_back(careless("manifest with a key twice", "manifest", [](Members& m) { m["bundle.json"].insert(1, "\"at\":1,\"at\":1,"); }));
}

void add_snapshot_changes(std::vector<Tampering>& out, const Office& office) {
  // The sign-off does not fit a changed snapshot; what each changes besides is named by its own class.
  const auto snapshot = [&](std::string name, std::string kind, std::function<void(Json&)> edit) {
    out.push_back(careful(std::move(name), std::move(kind), [edit](Members& m) { edit_json(m["snapshot.json"], edit); }));
  };
  snapshot("snapshot's words changed", "signoff", [](Json& j) { j["report"]["title"] = "另一份"; });
  snapshot("value changed", "figure", [](Json& j) { figure_of(j, "theme_days")["value"] = "5"; });
  snapshot("undefined value filled in", "figure", [](Json& j) { figure_of(j, "nothing")["value"] = "0"; });
  snapshot("value respelt", "figure", [](Json& j) { figure_of(j, "theme_days")["value"] = "4.0"; });
  snapshot("record left out of a set", "figure", [](Json& j) {
    Json& of = figure_of(j, "theme_days")["of"];
    of["records"].erase(1);
    of["size"] = 3;
    figure_of(j, "theme_days")["value"] = "3";
  });
  snapshot("record slipped into a set", "figure", [&](Json& j) {
    figure_of(j, "visits")["of"]["records"][0]["id"] = office.id_of.at("voided");
  });
  snapshot("late entries hidden", "figure", [](Json& j) { figure_of(j, "theme_days")["late"] = {{"late", 0}, {"on_time", 3}, {"taken_over", 1}}; });
  snapshot("a state made to count", "figure", [](Json& j) { figure_of(j, "theme_days")["of"]["states"][2]["in"].push_back("planned"); });
  snapshot("a rule silent on a pack", "figure", [](Json& j) { figure_of(j, "theme_days")["of"]["states"].erase(2); });
  snapshot("a unit left out", "figure", [](Json& j) { figure_of(j, "theme_days")["of"]["units"] = {"u1"}; });
  snapshot("a slot's count changed", "figure", [](Json& j) { figure_of(j, "monthly_share")["slots"][2]["held"] = 1; });
  snapshot("stands on a later size", "signoff", [](Json& j) { j["at"] = j["at"].get<int>() + 1; });
  snapshot("root of the snapshot changed", "snapshot", [](Json& j) { j["root"] = std::string(64, '0'); });
  snapshot("of another report", "snapshot", [](Json& j) { j["report"]["id"] = "018cd7a1-0000-7c3d-8e4f-00000000dead"; });
  snapshot("an unknown aggregate", "snapshot", [](Json& j) { figure_of(j, "theme_days")["aggregate"] = "guess"; });
  snapshot("a figure without its rule", "snapshot", [](Json& j) { figure_of(j, "theme_days").erase("rule"); });
  snapshot("a day that does not exist", "snapshot", [](Json& j) { figure_of(j, "theme_days")["of"]["to"] = "2023-02-30"; });
  snapshot("a fraction in the snapshot", "snapshot", [](Json& j) { j["report"]["year"] = "2023"; });
  snapshot("another pack named", "pack", [](Json& j) { j["packs"][0]["digest"] = std::string(64, 'b'); });
  out.push_back(careful("sign-off of nothing", "signoff", [](Members& m) { edit_json(m["bundle.json"], [](Json& j) { j["signoff"] = 3; }); }));
  out.push_back(careful("sign-off not shown", "signoff", [&office](Members& m) {
    auto& b = m["payloads.jsonl"];
    const auto at = b.find("\"index\":" + std::to_string(office.signoff));
    const auto begin = b.rfind('\n', at) + 1;
    b.erase(begin, b.find('\n', at) + 1 - begin);
  }));
}
}  // namespace

std::string rewrite(const std::string& bundle, bool fix_manifest, const std::function<void(Members&)>& edit) {
  const auto source = memory_source(bundle);
  Members members;
  const auto read = read_container(*source).value();
  for (const Member& member : read) members[member.name] = bundle.substr(member.begin(), member.size);
  edit(members);
  if (fix_manifest && members.contains("snapshot.json")) mend_manifest(members);
  return write_container(members);
}

std::vector<Tampering> tamperings(const Office& office) {
  std::vector<Tampering> out;
  add_raw_flips(out);
  add_container_faults(out);
  add_member_changes(out, office);
  add_log_changes(out);
  add_snapshot_changes(out, office);
  return out;
}
}  // namespace youju::proof::fixture
