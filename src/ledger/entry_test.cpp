// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "ledger/entry_bytes.h"
#include "ledger/test_office.h"

using namespace youju;
using namespace youju::ledger;

namespace {
std::string written(const NewEntry& entry, const Stamp& stamp) {
  std::string out;
  write_entry(out, entry, entry.more.empty() ? "" : canonical(entry.more), stamp);
  return out;
}
// The same members as a JSON tree, by the general canonical writer.
std::string by_tree(const NewEntry& e, const Stamp& stamp) {
  Json tree = {{"at", stamp.at},
               {"index", stamp.index},
               {"sealed", stamp.sealed},
               {"type", type_name(e.type)},
               {"v", 1}};
  const auto text = [&](const char* key, std::string_view value) {
    if (!value.empty()) tree[key] = value;
  };
  text("actor", e.actor.text);
  text("kind", e.kind.text);
  text("object", e.object);
  text("open", stamp.open);
  text("pack", e.pack);
  text("personal", stamp.personal);
  text("state", e.state);
  text("unit", e.unit.text);
  if (e.number != 0) tree["number"] = e.number;
  if (e.happened) tree["happened"] = {e.happened->from.iso(), e.happened->to.iso()};
  for (const auto& kind : e.also) tree["also"].push_back(kind.text);
  if (!e.more.empty()) tree["more"] = e.more;
  return canonical(tree);
}
NewEntry random_entry(SeededRandom& random) {
  NewEntry e;
  const auto maybe = [&](std::string text) { return random.below(2) == 0 ? std::string() : std::move(text); };
  e.type = static_cast<EntryType>(random.below(16));
  e.actor = AccountId(maybe("a" + std::to_string(random.below(1000))));
  e.unit = UnitId(maybe("u7"));
  e.object = maybe("018cd7a1-5b2e-7c3d-8e4f-0123456789ab");
  e.number = static_cast<std::int64_t>(random.below(3));
  e.kind = KindId(maybe("theme_day"));
  e.pack = maybe("retired-cadres@1.0.0");
  e.state = maybe("held");
  if (random.below(2) == 0)
    e.happened = Period{Date{19000}, Date{19000 + static_cast<int>(random.below(400))}};
  for (auto n = random.below(3); n > 0; --n) e.also.emplace_back("kind_" + std::to_string(n));
  if (random.below(2) == 0)
    e.more = {{"batch", "b"},
              {"reason", "更正：\"日期\"\n\t\x01/é😀"},
              {"n", {-5, 0, 9007199254740991}},
              {"ok", true}};
  return e;
}
}  // namespace

TEST_CASE("an entry's bytes are the canonical JSON of its members, and read back as they were written") {
  SeededRandom random(7);
  const std::string hash(64, 'a');
  const auto maybe = [&] { return random.below(2) == 0 ? std::string_view(hash) : std::string_view(); };
  for (int i = 0; i < 500; ++i) {
    const auto entry = random_entry(random);
    const auto index = static_cast<std::int64_t>(random.below(1'000'000'000));
    const Stamp stamp{index, static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(index) + 1)),
                      kStart, maybe(), maybe()};
    const std::string bytes = written(entry, stamp);
    CHECK(bytes == by_tree(entry, stamp));
    const auto decoded = decode_entry(bytes);
    REQUIRE_MESSAGE(decoded.has_value(), bytes);
    CHECK(decoded->index == index);
    CHECK(decoded->at == *Instant::parse(kStart));
    CHECK(decoded->open_digest == stamp.open);
    CHECK(written(decoded->head, stamp) == bytes);
  }
}

TEST_CASE("whatever is not the one canonical form of an entry is refused") {
  const std::string good =
      R"({"actor":"a1","at":"2024-01-05T03:04:05.678Z","index":17,"more":{"a":[1,"é"],"b":{"c":null}},"number":1,"object":"o","sealed":12,"type":"version","unit":"u1","v":1})";
  REQUIRE(decode_entry(good).has_value());
  const std::pair<const char*, const char*> changes[] = {
      {"{\"actor\"", "{ \"actor\""},
      {"\"a1\"", "\"\""},
      {"\"a1\"", "\"a 1\""},
      {"\"a1\"", "null"},
      {"\"index\":17", "\"index\":017"},
      {"\"index\":17", "\"index\":-17"},
      {"\"index\":17", "\"index\":17.0"},
      {"\"index\":17", "\"index\":1e1"},
      {"\"index\":17", "\"index\":9"},  // sealed above index
      {"\"number\":1,", "\"number\":0,"},
      {"\"v\":1", "\"v\":2"},
      {"\"v\":1", "\"v\":1,\"x\":2"},
      {"version", "versions"},
      {"[1,", "[01,"},
      {"[1,", "[-0,"},
      {"[1,", "[1.5,"},
      {"[1,", "[9007199254740993,"},
      {"\"é\"", "\"\\u00e9\""},
      {"\"é\"", "\"\xc3\""},
      {"\"é\"", "\"\\/\""},
      {"\"é\"", "\"\\u000a\""},
      {"\"b\":{", "\"a\":{"},
      {"\"b\":{", "\"A\":{"},
      {"null", "nul"},
      {"\"c\"", "\"ç\""},
      {"{\"c\":null}", "{\"c\":null,}"},
      {"03:04:05.678Z", "03:04:05Z"},
      {R"("more":{"a":[1,"é"],"b":{"c":null}},)", R"("more":{},)"},
      {"\"unit\":\"u1\",\"v\":1", "\"v\":1,\"unit\":\"u1\""}};
  for (const auto& [from, to] : changes) {
    std::string bad = good;
    const auto at = bad.find(from);
    REQUIRE(at != std::string::npos);
    bad.replace(at, std::string_view(from).size(), to);
    CHECK_MESSAGE(!decode_entry(bad).has_value(), bad);
  }
  for (std::size_t n = 0; n < good.size(); ++n) CHECK(!decode_entry(good.substr(0, n)).has_value());
  CHECK(!decode_entry(good + " ").has_value());
}

TEST_CASE("bytes flipped at random in an entry either fail to decode or decode to those very bytes") {
  const std::string good =
      R"({"actor":"a1","also":["k"],"at":"2024-01-05T03:04:05.678Z","happened":["2023-03-05","2023-03-06"],"index":17,"more":{"a":[1,"é\n"]},"sealed":12,"type":"version","v":1})";
  SeededRandom random(11);
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes = good;
    for (auto n = 1 + random.below(3); n > 0; --n)
      bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
    const auto decoded = decode_entry(bytes);
    if (!decoded) continue;
    Header header;
    REQUIRE(read_header(bytes, header));
    CHECK(written(decoded->head, {decoded->index, header.sealed, header.at, header.open, header.personal}) ==
          bytes);
  }
}

TEST_CASE("nesting is refused below 32 levels, not by a full stack") {
  CHECK(!is_canonical_object("{\"a\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}"));
  CHECK(is_canonical_object("{\"a\":" + std::string(20, '[') + std::string(20, ']') + "}"));
}

TEST_CASE("a commitment is SHA-256 over 0x02, salt and bytes") {
  // printf '\2' + 32 zero bytes + '{}' through sha256sum
  CHECK(commitment(std::string(32, '\0'), "{}") ==
        crypto::hex(crypto::sha256(std::string("\x02") + std::string(32, '\0') + "{}")));
  CHECK(commitment(std::string(32, '\0'), "{}") != commitment(std::string(32, '\1'), "{}"));
}

TEST_CASE("names of entry types lead back to their types") {
  for (int i = 0; i < 16; ++i) {
    const auto type = static_cast<EntryType>(i);
    CHECK(type_from(type_name(type)) == type);
  }
  CHECK(!type_from("versio").has_value());
}
