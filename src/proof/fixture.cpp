// SPDX-License-Identifier: Apache-2.0
#include "proof/fixture.h"

#include <algorithm>
#include <bit>

namespace youju::proof::fixture {
namespace {
const std::string kReport = "018cd7a1-0000-7c3d-8e4f-00000000beef";
const std::string kPack = "retired-cadres@1.0.0";

std::string hex_of(std::string_view bytes) { return crypto::hex(crypto::sha256(bytes)); }
std::string person(int n) { return "00000000-0000-4000-8000-00000000000" + std::to_string(n); }
}  // namespace

Office::Office(char key_seed, int filler)
    : secret(crypto::signing_key_from_seed(std::string(32, key_seed))), key{"5f3a9c/某局老干部处", secret.public_key},
      at_(*Instant::parse("2023-02-01T01:00:00.000Z")), random_(2023) {
  found();
  for (int i = 0; i < filler; ++i) append({{"type", "setting"}, {"object", "filler"}, {"number", i + 1}, {"more", {{"value", i}}}});
  keep_year();
  report();
}

std::int64_t Office::append(Json head, const Json& open, const Json& personal) {
  const auto index = static_cast<std::int64_t>(entries.size());
  at_.ms += 61'007;
  head["v"] = 1;
  head["index"] = index;
  head["at"] = at_.iso();
  head["sealed"] = index / 4;
  for (const auto& [which, payload] : {std::pair{"open", &open}, std::pair{"personal", &personal}}) {
    if (payload->is_null()) continue;
    std::string salt(32, '\0');
    random_.fill({reinterpret_cast<unsigned char*>(salt.data()), salt.size()});
    const std::string bytes = canonical(*payload);
    head[which] = crypto::hex(crypto::sha256("\x02", salt, bytes));
    disclosures.push_back({index, which, salt, bytes});
  }
  entries.push_back(canonical(head));
  return index;
}

void Office::found() {
  pack_files = {{"pack.toml", "id = \"retired-cadres\"\n"}, {"kinds/theme_day.toml", "[[kind]]\nid = \"theme_day\"\n"}};
  std::string lines;
  for (const auto& [path, bytes] : pack_files) lines += hex_of(bytes) + "  " + path + "\n";
  append({{"type", "office"}, {"object", "office"}, {"number", 1},
          {"more", {{"origin", key.name}, {"instance", std::string(32, '5')}, {"key", key.vkey()}}}}, {{"name", "某局老干部处"}});
  append({{"type", "unit"}, {"object", "u1"}, {"number", 1}}, {{"id", "u1"}, {"parent", ""}, {"name", "第一支部"}, {"place", 1}});
  append({{"type", "unit"}, {"object", "u2"}, {"number", 1}}, {{"id", "u2"}, {"parent", "u1"}, {"name", "一组"}, {"place", 2}});
  append({{"type", "person"}, {"object", person(1)}, {"number", 1}}, {{"id", person(1)}, {"unit", "u1"}}, {{"name", "陈一"}});
  append({{"type", "pack"}, {"object", "retired-cadres"}, {"number", 1}, {"pack", kPack}, {"actor", "a1"},
          {"more", {{"version", "1.0.0"}, {"digest", hex_of(lines)}}}});
}

std::int64_t Office::record(const std::string& name, const std::string& kind, const std::string& unit, const std::string& day,
                            const std::string& state, const Json& values, const std::vector<std::string>& also) {
  if (!id_of.contains(name)) id_of[name] = "018cd7a1-5b2e-7c3d-8e4f-0000000000" + std::to_string(10 + id_of.size());
  Json head = {{"type", "version"}, {"object", id_of[name]}, {"number", ++version_of[name]}, {"actor", "a1"}, {"kind", kind},
               {"pack", kPack}, {"unit", unit}, {"state", state}, {"happened", {day, day}}};
  if (!also.empty()) head["also"] = also;
  if (version_of[name] > 1) head["more"] = {{"transition", "void"}};
  const std::int64_t index = append(head, {{"title", name}, {"values", values}}, {{"values", {{"note", "某人的联系方式"}}}});
  of_record[name] = index;
  return index;
}

void Office::keep_year() {
  record("before", "theme_day", "u1", "2022-12-30", "held", {{"headcount", "18"}, {"form", "visit"}});
  record("january", "theme_day", "u1", "2023-01-10", "held",
         {{"headcount", "20"}, {"cost", 120050}, {"form", "visit"}, {"present", {person(1), person(2)}}});
  advance_days(12);
  const auto february = record("february", "theme_day", "u1", "2023-02-10", "held",
                               {{"headcount", "23"}, {"cost", 50000}, {"form", "study"}, {"present", {person(2), person(3)}}, {"lecture", true}}, {"lecture"});
  append({{"type", "evidence"}, {"object", id_of["february"]}, {"actor", "a1"}, {"more", {{"role", "photo"}, {"size", photo.size()}, {"media_type", "image/jpeg"}}}},
         {{"digest", hex_of(photo)}}, {{"name", "照片.jpg"}});
  append({{"type", "evidence"}, {"object", id_of["february"]}, {"actor", "a1"}, {"more", {{"role", "sign_in"}, {"size", scan.size()}, {"media_type", "image/tiff"}}}},
         {{"digest", hex_of(scan)}}, {{"name", "签到.tif"}});
  record("planned", "theme_day", "u1", "2023-03-10", "planned", {{"headcount", "9"}});
  advance_days(60);
  record("april", "theme_day", "u2", "2023-04-10", "held", {{"headcount", "12.5"}, {"form", "visit"}, {"present", {person(3)}}});
  record("voided", "theme_day", "u1", "2023-04-11", "held", {{"headcount", "99"}});
  record("voided", "theme_day", "u1", "2023-04-11", "void", {{"headcount", "99"}});
  record("lecture", "lecture", "u1", "2023-04-12", "held", {{"headcount", "40"}});
  record("erased", "talk", "u1", "2023-04-12", "held", {{"topic", "谈心"}});
  append({{"type", "erase"}, {"object", id_of["erased"]}, {"actor", "a1"},
          {"more", {{"order", "2023-7"}, {"targets", {february, of_record["erased"]}}, {"open_targets", {of_record["erased"]}}, {"second", "a2"}}}});
  advance_days(150);
  record("late", "theme_day", "u1", "2023-05-10", "held", {{"headcount", "7"}, {"form", "study"}});
}

void Office::report() {
  at = static_cast<std::int64_t>(entries.size());
  snapshot = canonical(make_snapshot());
  append({{"type", "approval"}, {"object", kReport}, {"actor", "a2"}, {"more", {{"transition", "sign"}, {"step", 1}, {"for_version", 1}, {"outcome", "approved"}}}},
         {{"shown", hex_of(snapshot)}});
  signoff = append({{"type", "signoff"}, {"object", kReport}, {"number", 1}, {"actor", "a1"}, {"unit", "u1"},
                    {"more", {{"template", "annual"}, {"year", 2023}, {"size", at}}}},
                   {{"title", "2023年度分析报告"}, {"snapshot", hex_of(snapshot)},
                    {"files", {{{"digest", hex_of(snapshot)}, {"size", snapshot.size()}, {"media_type", "application/json"}, {"role", "snapshot"}},
                               {{"digest", hex_of(docx)}, {"size", docx.size()}, {"media_type", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}, {"role", "docx"}},
                               {{"digest", hex_of(html)}, {"size", html.size()}, {"media_type", "text/html"}, {"role", "html"}}}}});
  // A file that came after the report was made, to a record it counts.
  append({{"type", "evidence"}, {"object", id_of["february"]}, {"actor", "a1"}, {"more", {{"size", afterwards.size()}, {"media_type", "image/png"}}}},
         {{"digest", hex_of(afterwards)}});
}

std::string Office::root(std::uint64_t size) const {
  merkle::Frontier tree;
  for (std::uint64_t i = 0; i < size; ++i) tree.append(merkle::leaf_hash(entries[i]));
  return crypto::hex(tree.root());
}

std::string Office::checkpoint(std::uint64_t size) const {
  auto by = secret;
  for (auto old = former.rbegin(); old != former.rend(); ++old) {
    if (size <= old->first) by = old->second;
  }
  return merkle::sign_note(merkle::checkpoint_text({key.name, size, *crypto::digest_from_hex(root(size)), {}}), {key.name, by.public_key}, by);
}

void Office::rotate(char key_seed) {
  const auto next = crypto::signing_key_from_seed(std::string(32, key_seed));
  const merkle::NoteKey next_key{key.name, next.public_key};
  append({{"type", "setting"}, {"object", "signing_key"}, {"number", static_cast<std::int64_t>(former.size()) + 1},
          {"more", {{"value", {{"key", next_key.vkey()}, {"second", "a2"}}}}}});
  former.emplace_back(entries.size(), secret);
  secret = next;
  key = next_key;
}

std::vector<merkle::Hash> Office::proof(std::uint64_t index, std::uint64_t size) const {
  const merkle::ReadNode read = [this](unsigned level, std::uint64_t node) -> Result<merkle::Hash> {
    merkle::Frontier subtree;
    for (std::uint64_t i = 0; i < std::uint64_t{1} << level; ++i) subtree.append(merkle::leaf_hash(entries[(node << level) + i]));
    return subtree.root();
  };
  return merkle::inclusion_proof(index, size, read).value();
}

Result<void> write_bundle(const Office& office, const std::filesystem::path& out, const BundleOptions& options) {
  const auto size = static_cast<std::uint64_t>(office.entries.size());
  TRY(BundleWriter writer, BundleWriter::start(out));
  const std::string note = office.checkpoint(size);
  for (const auto& [last, old] : office.former) TRY_OK(writer.add("checkpoints/" + std::to_string(last), office.checkpoint(last)));
  TRY_OK(writer.add("snapshot.json", office.snapshot));
  TRY_OK(writer.add("report/report.docx", office.docx));
  TRY_OK(writer.add("report/report.html", office.html));
  TRY_OK(writer.add("evidence/" + hex_of(office.photo), office.photo));
  TRY_OK(writer.add("evidence/" + hex_of(office.afterwards), office.afterwards));
  for (const auto& [path, bytes] : office.pack_files) TRY_OK(writer.add("packs/retired-cadres/1.0.0/" + path, bytes));
  TRY(const merkle::Hash root, writer.add_log(size, [&](std::uint64_t i) -> Result<std::string> { return office.entries[i]; }));
  expect_true(crypto::hex(root) == office.root(size), "two ways to one root");
  for (const auto& [name, index] : office.of_record) {
    const auto i = static_cast<std::uint64_t>(index);
    TRY_OK(writer.add("proofs/" + std::to_string(index) + ".tlog-proof", merkle::proof_file(i, office.proof(i, size), note)));
  }
  for (const Disclosure& payload : office.disclosures) {
    const auto& head = office.entries[static_cast<std::size_t>(payload.index)];
    const bool wanted = head.find("\"type\":\"version\"") != std::string::npos || head.find("\"type\":\"evidence\"") != std::string::npos ||
                        payload.index == office.signoff;
    if (payload.which != "open" || !wanted) continue;
    if (options.erased && payload.index == office.of_record.at("erased")) continue;
    if (std::ranges::find(options.conceal, payload.index) != options.conceal.end()) {
      writer.leave_out({{"what", "payload"}, {"index", payload.index}, {"which", "open"}, {"why", "withheld"}, {"note", "办公室决定"}});
      continue;
    }
    writer.add_payload(payload.index, payload.which, payload.salt, payload.bytes);
  }
  if (options.erased) writer.leave_out({{"what", "payload"}, {"index", office.of_record.at("erased")}, {"which", "open"}, {"why", "erased"}});
  writer.leave_out({{"what", "payloads"}, {"which", "personal"}, {"why", "personal"}});
  writer.leave_out({{"what", "evidence"}, {"digest", hex_of(office.scan)}, {"size", office.scan.size()}, {"media_type", "image/tiff"}, {"why", "size"}});
  BundleFacts facts{office.key.vkey(), note, "2024-01-05T03:04:05.678Z", "youju 0.1.0",
                    {{"id", kReport}, {"number", 1}, {"title", "2023年度分析报告"}, {"office", "某局老干部处"}}, {}};
  if (options.sign) facts.signoff = office.signoff;
  return writer.finish(facts, options.page);
}
}  // namespace youju::proof::fixture
