// SPDX-License-Identifier: Apache-2.0
// The tampering matrix: what somebody with SQL, with the folder, or with the keys can do to a log, row by
// row.
#include "ledger/test_tampered.h"

using namespace youju;
using namespace youju::ledger;

TEST_CASE("rows 2-4, 6, 7, 9, 12: entries changed, deleted, renumbered, swapped or slipped in") {
  testing::for_each_place([](const db::Settings& place) {
    {
      Tampered o(place);
      o.sql("delete from entry where idx = 77");
      auto v = o.verify();
      CHECK(first_of(v) == "gap entry 77");
      CHECK(!names(v, "root",
                   "checkpoint 300"));  // the tiles still know the leaf: only the missing entry is wrong
      // renumber the rest: each is then in the place of another
      o.sql("update private_payload set idx = -idx where idx > 77");
      o.sql("update entry set idx = -idx where idx > 77");
      o.sql("update entry set idx = -idx - 1 where idx < -1");
      v = o.verify();
      CHECK(names(v, "leaf", "entry 77"));
    }
    {
      testing::FreshPlace other(place.engine);
      Tampered o(other.settings());
      const auto a = o.text("select bytes from entry where idx = 10"),
                 am = o.text("select mac from entry where idx = 10");
      const auto b = o.text("select bytes from entry where idx = 11"),
                 bm = o.text("select mac from entry where idx = 11");
      o.sql("update entry set bytes = $1, mac = $2 where idx = 10",
            {std::string_view(b), std::string_view(bm)});
      o.sql("update entry set bytes = $1, mac = $2 where idx = 11",
            {std::string_view(a), std::string_view(am)});
      const auto v = o.verify();
      CHECK(names(v, "leaf", "entry 10"));
      CHECK(names(v, "leaf", "entry 11"));
    }
  });
}

TEST_CASE("row 4: an entry and every hash over it recomputed, but not the signature") {
  testing::for_each_place([](const db::Settings& place) {
    Tampered o(place);
    const auto bytes = o.text("select bytes from entry where idx = 30");
    std::string changed = bytes;
    changed.replace(changed.find("theme_day"), 9, "lecture_x");
    o.sql("update entry set bytes = $1 where idx = 30", {std::string_view(changed)});
    // the tree as an attacker would make it
    std::vector<merkle::Hash> leaves;
    for (int i = 0; i < 620; ++i)
      leaves.push_back(merkle::leaf_hash(o.text("select bytes from entry where idx = " + std::to_string(i))));
    merkle::Frontier frontier;
    std::string hashes;
    for (int i = 0; i < 620; ++i) {
      frontier.append(leaves[static_cast<std::size_t>(i)]);
      if (i < 256) hashes += crypto::hex(leaves[static_cast<std::size_t>(i)]);
    }
    const auto text = frontier.text();
    o.sql("update ix_tile set hashes = $1 where level = 0 and n = 0", {std::string_view(hashes)});
    o.sql("update op_head set frontier = $1", {std::string_view(text)});
    const auto v = o.verify();
    CHECK(names(v, "authenticator", "entry 30"));
    CHECK(names(v, "root", "checkpoint 100"));
    const auto sealed = o.ledger->seal();
    CHECK(!sealed.has_value());
  });
}

TEST_CASE("rows 13 and 14: a log cut short or put back is told by the high-water file, and by an anchor") {
  testing::for_each_place([](const db::Settings& place) {
    Tampered o(place);
    o.sql("delete from checkpoint where size = 600");
    o.sql("delete from private_payload where idx >= 300");
    o.sql("delete from entry where idx >= 300");
    o.sql("delete from ix_tile where level = 0 and n >= 2");
    const auto v = o.verify();
    CHECK(names(v, "high_water", "high-water"));
    VerifyOptions options;
    options.anchor_note = o.notes[2];
    CHECK(names(o.verify(options), "fork", "anchor"));
    options.anchor_note = o.notes[1];
    CHECK(!names(o.verify(options), "fork", "anchor"));
    const auto sealed = o.ledger->seal();
    REQUIRE(!sealed);
    CHECK(sealed.error().code == Code::corrupt);
  });
}

TEST_CASE("row 14: an old back-up that went on is a fork") {
  testing::for_each_place([](const db::Settings& place) {
    Tampered o(place);
    // cut back to 300, all hashes made to fit, then written on past the old size
    merkle::Frontier frontier;
    for (int i = 0; i < 300; ++i)
      frontier.append(merkle::leaf_hash(o.text("select bytes from entry where idx = " + std::to_string(i))));
    const auto text = frontier.text();
    o.sql("delete from checkpoint where size = 600");
    o.sql("delete from private_payload where idx >= 300");
    o.sql("delete from entry where idx >= 300");
    o.sql("delete from ix_tile");
    o.sql("update op_head set size = 300, sealed = 300, frontier = $1", {std::string_view(text)});
    o.fill(300, 640);
    const auto sealed = o.ledger->seal();
    REQUIRE(!sealed);
    CHECK(sealed.error().message.word == "ledger.fork");
    const auto v = o.verify();
    CHECK(names(v, "fork", "high-water"));
    VerifyOptions options;
    options.anchor_note = o.notes[2];
    CHECK(names(o.verify(options), "fork", "anchor"));
  });
}

TEST_CASE(
    "rows 5 and 28: signed anew with another key, the identity changed; an anchor made before still tells") {
  testing::for_each_place([](const db::Settings& place) {
    Tampered o(place);
    SeededRandom random(99);
    Keys stolen = o.ledger->keys();
    stolen.signing = crypto::make_signing_key(World{&o.clock, &random});
    stolen.note.public_key = stolen.signing.public_key;
    for (const auto& [size, note] : {std::pair{100, o.notes[0]}, {300, o.notes[1]}, {600, o.notes[2]}}) {
      const auto text = merkle::open_note(note, o.ledger->keys().note);
      REQUIRE(text.has_value());
      const auto signed_again = merkle::sign_note(*text, stolen.note, stolen.signing);
      o.sql("update checkpoint set note = $1 where size = " + std::to_string(size),
            {std::string_view(signed_again)});
    }
    CHECK(names(o.verify(), "identity", "checkpoint 100"));
    Ledger other(*o.database, o.folder.path(), stolen, o.world());
    const auto v = o.verify_with(other);
    CHECK(names(v, "identity", "entry 0"));
    CHECK(names(v, "identity", "high-water"));
    VerifyOptions options;
    options.anchor_note = o.notes[2];
    CHECK(names(o.verify_with(other, options), "identity", "anchor"));
  });
}

TEST_CASE(
    "rows 5, 22, 29 and 31: with the keys a log can be written anew; only an anchor held elsewhere tells") {
  testing::for_each_place([](const db::Settings& place) {
    Tampered o(place);
    testing::FreshPlace other(place.engine);
    // The same chance gives the same keys: all is wiped and a new history signed under the same identity.
    TestOffice forged(other.settings());
    REQUIRE(forged.ledger->keys().note.vkey() == o.ledger->keys().note.vkey());
    std::vector<NewEntry> entries;
    for (int i = 0; i < 600; ++i) entries.push_back(version_of("r" + std::to_string(i), 1, "另一段历史"));
    forged.append_all(entries);
    const auto second_of_size_600 = forged.seal();
    CHECK(forged.verify().good());  // must not be claimed: nothing inside tells
    VerifyOptions options;
    for (const auto& note : o.notes) {
      options.anchor_note = note;
      CHECK(names(forged.verify(options), "fork", "anchor"));
    }
    options.anchor_note = second_of_size_600;
    CHECK(names(o.verify(options), "fork", "anchor"));
    CHECK(forged.verify(options).good());
    REQUIRE(write_file(o.folder / "high-water", second_of_size_600).has_value());
    CHECK(names(o.verify(), "fork", "high-water"));
    CHECK(o.ledger->seal().error().message.word == "ledger.fork");
  });
}

TEST_CASE("row 10: an entry with an earlier time is found even when its writer had the authenticator's key") {
  testing::for_each_place([](const db::Settings& place) {
    Tampered o(place);
    std::string bytes = o.text("select bytes from entry where idx = 610");
    bytes.replace(bytes.find("\"at\":\"2024"), 10, "\"at\":\"2023");
    const auto mac = crypto::hex(crypto::hmac_sha256(o.ledger->keys().mac_key, bytes));
    o.sql("update entry set bytes = $1, mac = $2 where idx = 610",
          {std::string_view(bytes), std::string_view(mac)});
    CHECK(first_of(o.verify()) == "time entry 610");
  });
}

TEST_CASE("row 30: other formats, algorithms and levels are no entries") {
  testing::for_each_place([](const db::Settings& place) {
    Tampered o(place);
    const auto before = o.text("select bytes from entry where idx = 610");
    for (const auto& [from, to] :
         {std::pair{"\"v\":1", "\"v\":2"}, {"\"type\":", "\"tree\":\"sm3\",\"type\":"}, {"{", "[{"}}) {
      std::string bytes = before;
      bytes.replace(bytes.find(from), std::string_view(from).size(), to);
      const auto mac = crypto::hex(crypto::hmac_sha256(o.ledger->keys().mac_key, bytes));
      o.sql("update entry set bytes = $1, mac = $2 where idx = 610",
            {std::string_view(bytes), std::string_view(mac)});
      CHECK(first_of(o.verify()) == "leaf entry 610");
    }
  });
}

TEST_CASE("row 25: a signed report's file that is changed or gone is found") {
  testing::for_each_place([](const db::Settings& place) {
    TestOffice o(place);
    REQUIRE(write_file(o.folder / "report.txt", "签署的报告\n").has_value());
    const auto added = o.store->add(o.folder / "report.txt", o.world());
    REQUIRE(added.has_value());
    NewEntry signoff;
    signoff.type = EntryType::signoff;
    signoff.object = "018cd7a1-5b2e-7c3d-8e4f-0123456789ab";
    signoff.number = 1;
    signoff.more = {{"template", "annual"}, {"year", 2023}, {"size", 0}};
    const Json file = {
        {"digest", added->digest}, {"size", added->size}, {"media_type", "text/plain"}, {"role", "docx"}};
    signoff.open = {{"title", "年度报告"}, {"snapshot", added->digest}, {"files", Json::array({file})}};
    o.append(signoff);
    CHECK(o.verify().good());
    CHECK(o.verify().evidence_files == 1);
    REQUIRE(write_file(o.store->path_of(added->digest), "改过的报告\n").has_value());
    CHECK(first_of(o.verify()) == "evidence evidence " + added->digest);
  });
}

TEST_CASE("row 21: an entry put in by SQL is never good and is never sealed") {
  testing::for_each_place([](const db::Settings& place) {
    Tampered o(place);
    std::string bytes = o.text("select bytes from entry where idx = 619");
    bytes.replace(bytes.find("\"index\":619"), 11, "\"index\":620");
    o.sql(
        "insert into entry (idx, object, bytes, mac) select 620, object, $1, mac from entry where idx = 619",
        {std::string_view(bytes)});
    const auto v = o.verify();
    CHECK(first_of(v) == "authenticator entry 620");
    merkle::Frontier frontier;
    for (int i = 0; i <= 620; ++i)
      frontier.append(merkle::leaf_hash(o.text("select bytes from entry where idx = " + std::to_string(i))));
    const auto text = frontier.text();
    o.sql("update op_head set size = 621, frontier = $1", {std::string_view(text)});
    const auto sealed = o.ledger->seal();
    REQUIRE(!sealed);
    CHECK(sealed.error().message.word == "ledger.not_authentic");
  });
}

TEST_CASE("rows 37 and 38: an ordered erasure verifies and is counted, any other is found") {
  testing::for_each_place([](const db::Settings& place) {
    Tampered o(place);
    const auto erase = [&](std::int64_t index, bool open_too, bool with_order, const std::string& order) {
      REQUIRE(o.database->write([&](db::Tx& tx) -> Result<void> {
        TRY_OK(erase_payload(tx, index, open_too));
        if (!with_order) return {};
        NewEntry e;
        e.type = EntryType::erase;
        e.actor = AccountId("a1");
        e.more = {{"order", order}, {"second", "a2"}, {"targets", {index}}};
        if (open_too) e.more["open_targets"] = {index};
        TRY_OK(o.ledger->append(tx, e));
        return {};
      }));
    };
    erase(4, false, true, "2024-1");
    erase(101, true, true, "2024-2");  // the second evidence file
    REQUIRE(o.store->erase(o.digests[1]).has_value());
    auto v = o.verify();
    CHECK(first_of(v) == "good");
    CHECK(v.erased == 3);
    REQUIRE(o.database->read([&](db::Session& s) -> Result<void> {
      TRY(const auto gone, o.ledger->read(s, 101, true));
      CHECK(gone.open_erased);
      CHECK(gone.personal_erased);
      TRY(const auto half, o.ledger->read(s, 4, true));
      CHECK(!half.open_erased);
      CHECK(half.personal_erased);
      CHECK(half.head.personal.is_null());
      return {};
    }));
    erase(8, false, true, "2024-1");  // the number a second time
    CHECK(names(o.verify(), "erasure", "entry 622"));
    erase(10, false, false, "");
    v = o.verify();
    CHECK(names(v, "erasure", "payload 10 personal"));
    o.sql("delete from private_payload where idx = 12");
    v = o.verify();
    CHECK(names(v, "erasure", "payload 12 open"));
    o.sql("insert into private_payload (idx, open_salt, open_bytes) values (9999, '00', '{}')");
    CHECK(names(o.verify(), "commitment", "payload 9999"));
  });
}

TEST_CASE("row 34: a trigger, table or column added behind our back is found, and nothing is sealed") {
  testing::for_each_place([](const db::Settings& place) {
    TestOffice o(place);
    o.append(version_of("r1", 1, "一"));
    std::optional<NewEntry> setting;
    const auto read_setting = [&] {
      REQUIRE(o.database->read([&](db::Session& s) -> Result<void> {
        TRY(setting, schema_setting(s));
        return {};
      }));
    };
    read_setting();
    REQUIRE(setting.has_value());
    CHECK(setting->number == 1);
    o.append(*setting);
    o.seal();
    read_setting();
    CHECK(!setting.has_value());
    CHECK(o.verify().good());
    o.sql("create table sneaky (x text)");
    CHECK(first_of(o.verify()) == "schema database");
    o.append(version_of("r1", 2, "二"));
    const auto sealed = o.ledger->seal();
    REQUIRE(!sealed);
    CHECK(sealed.error().message.word == "ledger.schema_changed");
    read_setting();  // what an upgrade does
    REQUIRE(setting.has_value());
    CHECK(setting->number == 2);
    o.append(*setting);
    o.seal();
    CHECK(o.verify().good());
    o.sql(
        o.database->engine() == db::Engine::sqlite
            ? "create trigger t after insert on private_payload begin update op_head set sealed = sealed; end"
            : "create trigger t before insert on private_payload for each row execute function "
              "only_erased()");
    CHECK(first_of(o.verify()) == "schema database");
  });
}

TEST_CASE("row 24: a pack other than the one adopted is found") {
  testing::for_each_place([](const db::Settings& place) {
    TestOffice o(place);
    NewEntry pack;
    pack.type = EntryType::pack;
    pack.object = "common";
    pack.number = 1;
    pack.pack = "common@1.0.0";
    pack.more = {{"version", "1.0.0"}, {"digest", std::string(64, 'a')}};
    o.append(pack);
    VerifyOptions options;
    std::optional<std::string> on_disk = std::string(64, 'a');
    options.pack_digest = [&](std::string_view id, std::string_view version) {
      CHECK(id == "common");
      CHECK(version == "1.0.0");
      return on_disk;
    };
    CHECK(o.verify(options).good());
    on_disk = std::string(64, 'b');
    CHECK(first_of(o.verify(options)) == "pack pack common@1.0.0");
    on_disk.reset();
    CHECK(first_of(o.verify(options)) == "pack pack common@1.0.0");
  });
}
