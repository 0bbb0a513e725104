// SPDX-License-Identifier: Apache-2.0
// Verification: one flipped byte anywhere, things gone, limits.
#include "ledger/test_tampered.h"

using namespace youju;
using namespace youju::ledger;

TEST_CASE("an untouched log verifies, and what was counted is said") {
  testing::for_each_place([](const db::Settings& place) {
    Tampered o(place);
    const auto v = o.verify();
    CHECK(v.good());
    CHECK(v.entries == 620);
    CHECK(v.checkpoints == 3);
    CHECK(v.unsealed == 20);
    CHECK(v.evidence_files == 2);
    CHECK(v.erased == 0);
    CHECK(v.payloads > 900);
    CHECK(v.root_hex.size() == 64);
    const auto sealed = o.seal();
    CHECK(merkle::open_checkpoint(sealed, o.ledger->keys().note)->size == 620);
    CHECK(o.seal() == sealed);
    CHECK(o.seal(true) == sealed);
    CHECK(o.verify().good());
    CHECK(o.verify().unsealed == 0);
  });
}

TEST_CASE("one flipped byte is found and named, wherever it is") {
  testing::for_each_place([](const db::Settings& place) {
    Tampered o(place);
    SeededRandom random(42);
    // Each flip is one verification of the whole log; the engines differ in no more than how rows are read.
    const int rounds = o.database->engine() == db::Engine::sqlite ? 6 : 2;
    for (int round = 0; round < rounds; ++round) {
      for (const std::int64_t i :
           {std::int64_t{0}, std::int64_t(1 + random.below(99)), std::int64_t(102 + random.below(498)),
            std::int64_t{255}, std::int64_t{619}}) {
        const std::string n = std::to_string(i), key = "idx = " + n;
        flip_and_find(o, {"entry", "bytes", key, "entry " + n}, random);
        flip_and_find(o, {"entry", "mac", key, "entry " + n}, random);
        flip_and_find(o, {"entry", "object", key, "entry " + n + " object"}, random);
        flip_and_find(o, {"private_payload", "open_bytes", key, "payload " + n + " open"}, random);
        flip_and_find(o, {"private_payload", "open_salt", key, "payload " + n + " open"}, random);
      }
      flip_and_find(o, {"private_payload", "personal_bytes", "idx = 4", "payload 4 personal"}, random);
      flip_and_find(o, {"private_payload", "personal_salt", "idx = 601", "payload 601 personal"}, random);
      for (const auto* size : {"100", "300", "600"})
        flip_and_find(
            o, {"checkpoint", "note", std::string("size = ") + size, std::string("checkpoint ") + size},
            random);
      flip_and_find(o, {"ix_tile", "hashes", "level = 0 and n = 0", "tile/0/000"}, random);
      flip_and_find(o, {"ix_tile", "hashes", "level = 0 and n = 2", "tile/0/002"}, random);
      flip_and_find(o, {"ix_tile", "hashes", "level = 1 and n = 0", "tile/1/000"}, random);
      flip_and_find(o, {"op_head", "frontier", "one = 1", "op_head"}, random);
    }
    CHECK(o.verify().good());
  });
}

TEST_CASE("one flipped byte in an evidence file or the high-water file is found and named") {
  testing::for_each_place([](const db::Settings& place) {
    Tampered o(place, 20);  // every byte of both files is flipped, and each flip is a verification of the whole log
    const auto file = o.store->path_of(o.digests[1]);
    for (const auto& path : {file, o.folder / "high-water"}) {
      const auto before = read_file(path);
      REQUIRE(before.has_value());
      for (std::size_t at = 0; at < before->size(); ++at) {
        std::string after = *before;
        after[at] = static_cast<char>(after[at] ^ (1 << (at % 8)));
        REQUIRE(write_file(path, after).has_value());
        const auto v = o.verify();
        REQUIRE_MESSAGE(!v.good(), at);
        CHECK(v.findings.front().where == (path == file ? "evidence " + o.digests[1] : "high-water"));
      }
      REQUIRE(write_file(path, *before).has_value());
    }
    CHECK(o.verify().good());
    std::filesystem::remove(file);
    CHECK(first_of(o.verify()) == "evidence evidence " + o.digests[1]);
  });
}

TEST_CASE("checkpoints that vanish or appear, tiles that vanish, and a missing high-water file are named") {
  testing::for_each_place([](const db::Settings& place) {
    Tampered o(place);
    const auto note = o.text("select note from checkpoint where size = 300");
    o.sql("delete from checkpoint where size = 300");
    CHECK(names(o.verify(), "checkpoint", "checkpoint 300"));
    o.sql("insert into checkpoint (size, note) values (301, $1)", {std::string_view(note)});
    CHECK(names(o.verify(), "checkpoint", "checkpoint 301"));
    o.sql("delete from checkpoint where size = 301");
    o.sql("insert into checkpoint (size, note) values (300, $1)", {std::string_view(note)});
    CHECK(o.verify().good());
    const auto hashes = o.text("select hashes from ix_tile where level = 0 and n = 1");
    o.sql("delete from ix_tile where level = 0 and n = 1");
    CHECK(names(o.verify(), "tile", "tile/0/001"));
    o.seal(true);  // tiles are derived: a full recomputation makes them again
    CHECK(o.verify().good());
    CHECK(o.text("select hashes from ix_tile where level = 0 and n = 1") == hashes);
    std::filesystem::remove(o.folder / "high-water");
    CHECK(first_of(o.verify()) == "high_water high-water");
    o.append(version_of("r1", 1, "x"));
    CHECK(!o.ledger->seal().has_value());
  });
}

TEST_CASE("the high-water file never goes back, and a checkpoint gone from the table stops sealing") {
  testing::for_each_place([](const db::Settings& place) {
    Tampered o(place);
    // Another node signed less and comes late with its file.
    REQUIRE(move_high_water(o.folder.path(), o.notes[1], o.ledger->keys()).has_value());
    CHECK(*read_file(o.folder / "high-water") == o.notes[2]);
    o.sql("delete from checkpoint where size = 600");
    const auto sealed = o.ledger->seal();
    REQUIRE(!sealed);
    CHECK(sealed.error().message.word == "ledger.checkpoint_missing");
  });
}

TEST_CASE("payloads and tiles nobody asked for are found") {
  testing::for_each_place([](const db::Settings& place) {
    Tampered o(place);
    o.sql("insert into ix_tile (level, n, width, hashes) values (5, 0, 1, 'aa')");
    CHECK(first_of(o.verify()) == "tile ix_tile");
    o.sql("delete from ix_tile where level = 5");
    o.sql("update private_payload set personal_salt = '00', personal_bytes = '{}' where idx = 3");
    CHECK(first_of(o.verify()) == "commitment payload 3 personal");
  });
}

TEST_CASE("findings stop at the number asked for") {
  testing::for_each_place([](const db::Settings& place) {
    Tampered o(place);
    o.sql("update entry set mac = 'x'");
    VerifyOptions options;
    options.max_findings = 7;
    CHECK(o.verify(options).findings.size() == 7);
  });
}
