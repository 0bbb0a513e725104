// SPDX-License-Identifier: Apache-2.0
// Verification from the stored bytes, a full recomputation, and hashing of evidence beside a bare loop over the same bytes.
#include <openssl/evp.h>

#include <fstream>

#include "app/bench_run.h"

namespace youju::app {
namespace {
double memory_mebibytes(std::string_view which) {
  std::ifstream in("/proc/self/status");
  const std::string status{std::istreambuf_iterator<char>(in), {}};
  const auto at = status.find(which);
  return at == std::string::npos ? 0 : static_cast<double>(std::strtoll(status.c_str() + at + which.size(), nullptr, 10)) / 1024;
}
void forget_highest_memory() { std::ofstream("/proc/self/clear_refs") << "5"; }

// What reading and hashing every entry costs when nothing else is asked of it.
Result<double> bare_hashing(BenchOffice& at, std::int64_t size) {
  const StopWatch watch;
  TRY_OK(at.office.read([&](db::Session& session) -> Result<void> {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    const std::vector<db::Value> values{size};
    return session.each_text("select bytes from entry where idx < $1 order by idx", values, [&](const db::Row& row) {
      const auto bytes = row.text(0);
      EVP_Digest(bytes.data(), bytes.size(), digest, &length, EVP_sha256(), nullptr);
      return true;
    });
  }));
  return watch.seconds();
}

Result<void> hashing(BenchRun& run, BenchOffice& at) {
  constexpr std::size_t kBlock = 1 << 20;
  const std::size_t mebibytes = run.request.quick ? 32 : 96;  // below the limit of one evidence file
  SeededRandom random{3};
  std::string bytes(mebibytes * kBlock, '\0');
  random.fill({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
  TRY(const auto kept, at.office.evidence().keep(bytes, "random-bytes", "application/octet-stream"));
  TRY(const auto ours, run.median_ms(run.times(7), [&] { return at.office.evidence().check(kept.digest, kept.size); }));
  TRY(const auto bare, run.median_ms(run.times(7), [&]() -> Result<void> {
    // Blocks of the length `openssl speed` ends with, from memory: no file is read.
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_DigestInit_ex(context, EVP_sha256(), nullptr);
    for (std::size_t from = 0; from < bytes.size(); from += 16'384) EVP_DigestUpdate(context, bytes.data() + from, 16'384);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    EVP_DigestFinal_ex(context, digest, &length);
    EVP_MD_CTX_free(context);
    return {};
  }));
  TRY_OK(at.office.evidence().erase(kept.digest));
  const auto rate = [&](double ms) { return static_cast<double>(mebibytes) / ms * 1000; };
  run.row({"speed.evidence", {{"n", std::to_string(mebibytes)}}, {}, BenchUnit::per_second, rate(ours), {}, rate(bare), "speed.limit_openssl", BenchGoal{0.8, true, true}});
  return {};
}
}  // namespace

Result<void> bench_verify(BenchRun& run, BenchOffice& at) {
  std::int64_t entries = 0;
  bool good = true;
  BenchTime took;
  TRY_OK(at.office.read([&](db::Session& session) -> Result<void> {
    const StopWatch watch;
    TRY(const auto verified, ledger::verify(at.office.ledger(), session, at.office.evidence(), at.office.folder(), {}));
    took = watch.time();
    entries = verified.entries;
    good = verified.good();
    return {};
  }));
  if (!good) return fail(Code::corrupt, "speed.verify_found");
  run.grows("speed.verify", BenchUnit::seconds, at.records, took.wall);
  forget_highest_memory();
  const auto before = memory_mebibytes("VmRSS:");
  const StopWatch watch;
  TRY_OK(at.office.ledger().seal(true));
  const auto recomputed = watch.time();
  const auto more = std::max(0.0, memory_mebibytes("VmHWM:") - before);
  run.grows("speed.recompute", BenchUnit::seconds, at.records, recomputed.wall);
  if (!at.largest) return {};
  TRY(const auto bare, bare_hashing(at, entries));
  const Args args{{"n", std::to_string(entries)}};
  run.row({"speed.verify", args, {}, BenchUnit::seconds, took.wall, took.processor, bare, "speed.limit_hashing", BenchGoal{15.0 * static_cast<double>(entries) / 1e6, false, false}});
  run.row({"speed.recompute", args, {}, BenchUnit::seconds, recomputed.wall, recomputed.processor, bare, "speed.limit_hashing", {}});
  run.row({"speed.recompute_memory", args, {}, BenchUnit::mebibytes, more, {}, {}, {}, {}});
  return hashing(run, at);
}
}  // namespace youju::app
