// SPDX-License-Identifier: Apache-2.0
// For the tests of verification: a log of some size whose guards are lifted, and ways to damage it.
#pragma once
#include "ledger/inside.h"
#include "ledger/test_office.h"

namespace youju::ledger {

struct Tampered : TestOffice {
  // 620 entries (two full tiles and a part), three checkpoints, the last 20 entries unsealed, two evidence
  // files. `most`: about so many entries instead, for what does not depend on the tree.
  explicit Tampered(const db::Settings& place, int most = 620) : TestOffice(place) {
    NewEntry first;
    first.type = EntryType::office;
    first.object = "office";
    first.number = 1;
    first.more = {{"origin", ledger->keys().note.name}, {"instance", "00112233445566778899aabbccddeeff"}};
    first.open = {{"name", "某局"}};
    append(first);
    const auto part = [&](int n) { return std::max(1, n * most / 620); };
    fill(1, part(100));
    notes.push_back(seal());
    for (int i = 0; i < 2; ++i) add_evidence(i);
    fill(part(100) + 2, part(300));
    notes.push_back(seal());
    fill(part(300), part(600));
    notes.push_back(seal());
    fill(part(600), most);
    REQUIRE(verify().good());
    lift_guards();
  }
  void fill(int from, int to) {
    std::vector<NewEntry> entries;
    for (int i = from; i < to; ++i) {
      auto e = version_of("r" + std::to_string(i), 1, "第 " + std::to_string(i) + " 项");
      if (i % 3 == 0) e.personal = Json();
      e.more = {{"batch", "b1"}};
      entries.push_back(e);
    }
    clock.advance_ms(1000);
    append_all(entries);
  }
  void add_evidence(int i) {
    const std::string bytes = "会议记录 " + std::to_string(i) + "\n";
    REQUIRE(write_file(folder / "in.txt", bytes).has_value());
    const auto added = store->add(folder / "in.txt", world());
    REQUIRE(added.has_value());
    NewEntry e;
    e.type = EntryType::evidence;
    e.object = "r5";
    e.more = {{"role", "minutes"}, {"size", added->size}, {"media_type", added->media_type}};
    e.open = {{"digest", added->digest}};
    e.personal = {{"name", "in.txt"}};
    append(e);
    digests.push_back(added->digest);
  }
  std::vector<std::string> notes, digests;
};

// Changes one byte to another of ASCII, so that the text stays text.
inline std::string flipped(std::string text, std::size_t at) {
  while (static_cast<unsigned char>(text[at]) >= 0x80) at = (at + 1) % text.size();
  text[at] = text[at] == 'a' ? 'b' : (text[at] ^ 1) == 0 ? '2' : static_cast<char>(text[at] ^ 1);
  return text;
}

struct Place {
  std::string table, column, key;  // key: "idx = 17"
  std::string where;               // of the first finding
};

inline void flip_and_find(Tampered& o, const Place& place, SeededRandom& random) {
  const std::string select = "select " + place.column + " from " + place.table + " where " + place.key;
  const std::string update = "update " + place.table + " set " + place.column + " = $1 where " + place.key;
  const std::string before = o.text(select);
  REQUIRE_MESSAGE(!before.empty(), select);
  const std::string after = flipped(before, random.below(before.size()));
  REQUIRE(after != before);
  o.sql(update, {std::string_view(after)});
  const auto v = o.verify();
  INFO(select, ": ", after.substr(0, 300));
  REQUIRE(!v.good());
  CHECK(v.findings.front().where == place.where);
  CHECK(v.findings.size() <= 3);
  o.sql(update, {std::string_view(before)});
}

inline std::string first_of(const Verification& v) {
  return v.good() ? "good" : v.findings.front().what + " " + v.findings.front().where;
}
inline bool names(const Verification& v, std::string_view what, std::string_view where) {
  for (const auto& f : v.findings) {
    if (f.what == what && f.where == where) return true;
  }
  return false;
}
}  // namespace youju::ledger
