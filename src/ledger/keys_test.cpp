// SPDX-License-Identifier: Apache-2.0
// Changing the signing key: the old one hands over in an entry it signs, and old checkpoints stay good.
#include <fstream>

#include "ledger/test_office.h"

using namespace youju;
using namespace youju::ledger;

namespace {
NewEntry office_entry() {
  NewEntry e;
  e.type = EntryType::office;
  e.object = "office";
  e.number = 1;
  e.more = Json{{"origin", "youju/00112233445566778899aabbccddeeff/office"}, {"instance", "00112233445566778899aabbccddeeff"}};
  return e;
}
NewEntry zero_entry(std::string text) {
  NewEntry e;
  e.type = EntryType::zero;
  e.object = "018cd7a1-5b2e-7c3d-8e4f-0123456789ab";
  e.number = 1;
  e.open = Json{{"text", std::move(text)}};
  return e;
}
Ledger::Rotated rotate(TestOffice& o) {
  const auto done = o.ledger->rotate_key(AccountId{"a1"}, AccountId{"a2"}, [](db::Tx&, const Entry&) -> Result<void> { return {}; });
  REQUIRE_MESSAGE(done.has_value(), (done ? "" : done.error().message.word + " " + done.error().detail));
  return *done;
}
std::string slurp(const std::filesystem::path& file) { return read_file(file).value_or(""); }
}  // namespace

TEST_CASE("a new key is brought in under the old one; what either signed stays good, and the folder knows both") {
  for_each_office([](TestOffice& o) {
    o.append(office_entry());
    const auto before = o.seal();
    const auto old_key = o.ledger->keys().note;
    const auto old_secret = slurp(o.folder / "keys" / "signing");
    o.append(zero_entry("one"));
    const auto done = rotate(o);
    CHECK(done.entry == 2);
    CHECK(done.vkey == o.ledger->keys().note.vkey());
    CHECK(done.vkey != old_key.vkey());
    CHECK(slurp(o.folder / "keys" / "signing") != old_secret);
    CHECK(merkle::open_checkpoint(done.handover, old_key)->size == 3);  // the last one of the old key covers the entry
    o.append(zero_entry("two"));
    const auto after = o.seal();
    CHECK(merkle::open_checkpoint(after, o.ledger->keys().note)->size == 4);
    CHECK_FALSE(merkle::open_checkpoint(after, old_key));

    const auto again = read_keys(o.folder / "keys");
    REQUIRE(again);
    REQUIRE(again->former.size() == 1);
    CHECK(again->former[0].note.vkey() == old_key.vkey());
    CHECK(again->former[0].last == 3);
    CHECK(again->open(before)->size == 1);
    CHECK(again->open(done.handover)->size == 3);
    CHECK(again->open(after)->size == 4);
    const auto v = o.verify();
    for (const auto& f : v.findings) MESSAGE(f.what << " " << f.where);
    CHECK(v.good());
    REQUIRE(v.key_changes.size() == 1);
    CHECK(v.key_changes[0].second == "a2");
    VerifyOptions anchored;
    anchored.anchor_note = before;
    CHECK(o.verify(anchored).good());

    rotate(o);
    o.append(zero_entry("three"));
    o.seal(true);
    CHECK(read_keys(o.folder / "keys")->former.size() == 2);
    CHECK(o.verify(anchored).good());
  });
}

TEST_CASE("a key that signs a size which was another key's is another identity") {
  for_each_office([](TestOffice& o) {
    o.append(office_entry());
    const auto old_key = o.ledger->keys().note;
    const auto old_secret = o.ledger->keys().signing;
    rotate(o);
    o.append(zero_entry("one"));
    o.seal();
    // Whoever kept the old secret signs what comes after it.
    const auto forged = merkle::sign_note(merkle::checkpoint_text({old_key.name, 9, merkle::empty_root(), {}}), old_key, old_secret);
    CHECK(o.ledger->keys().open(forged).error().message.word == "ledger.key_not_then");
    VerifyOptions anchored;
    anchored.anchor_note = forged;
    const auto v = o.verify(anchored);
    REQUIRE(v.findings.size() == 1);
    CHECK(v.findings[0].what == "identity");
  });
}

TEST_CASE("keys in the folder that the log does not name are found, and so is a change the folder does not know") {
  for_each_office([](TestOffice& o) {
    o.append(office_entry());
    rotate(o);
    const auto former = slurp(o.folder / "keys" / "former");
    const auto missing = [&](std::string_view where) {
      const auto keys = read_keys(o.folder / "keys");
      REQUIRE(keys);
      Ledger other(*o.database, o.folder.path(), *keys, o.world());
      bool found = false;
      for (const auto& f : o.verify_with(other).findings) found = found || (f.what == "identity" && f.where == where);
      return found;
    };
    std::filesystem::remove(o.folder / "keys" / "former");
    CHECK(missing("keys"));
    CHECK(missing("entry 1"));
    REQUIRE(write_file(o.folder / "keys" / "former", former + "9 " + o.ledger->keys().note.vkey() + "\n"));
    CHECK(missing("keys"));
  });
}

TEST_CASE("a cut between the commit and the exchange of files leaves the new key, a cut before the commit the old one") {
  for_each_office([](TestOffice& o) {
    o.append(office_entry());
    o.seal();
    const auto keys = o.folder / "keys";
    const auto old_vkey = slurp(keys / "vkey");
    const auto settle = [&] { return o.database->read([&](db::Session& session) { return o.ledger->settle_rotation(session); }); };
    // Begun, never committed.
    const auto seed = std::string(64, '1');
    const merkle::NoteKey next{o.ledger->keys().note.name, crypto::signing_key_from_seed(*crypto::from_hex(seed)).public_key};
    REQUIRE(write_file(keys / "next", seed + "\n" + next.vkey() + "\n", 0600));
    REQUIRE(settle());
    CHECK_FALSE(std::filesystem::exists(keys / "next"));
    CHECK(slurp(keys / "vkey") == old_vkey);

    // Committed; the files are put back as they were before the exchange.
    const auto old_signing = slurp(keys / "signing");
    const auto done = rotate(o);
    const auto new_signing = slurp(keys / "signing");
    const auto put_back = [&] {
      REQUIRE(write_file(keys / "signing", old_signing, 0600));
      REQUIRE(write_file(keys / "vkey", old_vkey));
      std::filesystem::remove(keys / "former");
    };
    put_back();
    REQUIRE(write_file(keys / "next", new_signing + done.vkey + "\n", 0600));
    {
      const auto read = read_keys(keys);
      REQUIRE(read);
      Ledger reopened(*o.database, o.folder.path(), *read, o.world());
      REQUIRE(o.database->read([&](db::Session& session) { return reopened.settle_rotation(session); }));
      CHECK(reopened.keys().note.vkey() == done.vkey);
    }
    CHECK(slurp(keys / "vkey") == done.vkey + "\n");
    CHECK(o.verify().good());

    // The exchange itself cut after any of its files.
    for (int written = 0; written < 4; ++written) {
      const auto former = slurp(keys / "former");
      put_back();
      REQUIRE(write_file(keys / "take", new_signing + done.vkey + "\n2\n", 0600));
      if (written > 0) REQUIRE(write_file(keys / "former", former));
      if (written > 1) REQUIRE(write_file(keys / "signing", new_signing, 0600));
      if (written > 2) REQUIRE(write_file(keys / "vkey", done.vkey + "\n"));
      const auto read = read_keys(keys);
      REQUIRE(read);
      CHECK(read->note.vkey() == done.vkey);
      CHECK(read->former.size() == 1);
      CHECK_FALSE(std::filesystem::exists(keys / "take"));
    }
  });
}
