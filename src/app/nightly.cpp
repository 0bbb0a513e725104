// SPDX-License-Identifier: Apache-2.0
#include "app/nightly.h"

#include <algorithm>

#include "app/leftovers.h"
#include "app/named_files.h"
#include "app/proof.h"

namespace youju::app {
namespace {
constexpr std::string_view kBegin = "youju-", kArchiveEnd = ".youju";

std::string number(std::int64_t n) { return std::to_string(n); }

// "youju-20230308T010000Z.youju": in order of their names they are in order of time.
std::string archive_name(Instant now) {
  auto stamp = now.iso().substr(0, 19);
  std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
  return std::string(kBegin) + stamp + "Z" + std::string(kArchiveEnd);
}

class Night {
 public:
  Night(Office& office, const people::Who& who, const NightlyRequest& request, const OnProgress& progress)
      : office_(office), who_(who), request_(request), progress_(progress) {}

  Result<Nightly> run() {
    std::error_code wrong;
    std::filesystem::create_directories(request_.out, wrong);
    if (wrong) return fail(io_error("create", request_.out, wrong.value()));
    step("seal", [&] { return seal(); });
    step("verify", [&] { return verify(); });
    if (step("back_up", [&] { return back_up_now(); })) step("rehearse", [&] { return rehearse_it(); });
    step("reap", [&] { return reap(); });
    step("sweep", [&] { return sweep(); });
    // Old back-ups are what helps when something is wrong.
    if (out_.good()) step("thin", [&] { return thin(); });
    return std::move(out_);
  }

 private:
  template <class Work>
  bool step(std::string name, const Work& work) {
    Result<Message> done = work();
    out_.steps.push_back({std::move(name), done.has_value(), done ? std::move(*done) : done.error().message, !done && done.error().code == Code::corrupt});
    return out_.steps.back().good;
  }

  Result<Message> seal() {
    TRY_OK(office_.ledger().seal(true));
    TRY_OK(office_.security().seal());
    return Message{"nightly.sealed", {}};
  }
  Result<Message> verify() {
    TRY(const auto done, verify_office(office_, {}, progress_));
    const auto wrong = done.log.findings.size() + done.tables.size() + done.security.size();
    const auto* first = !done.log.findings.empty() ? &done.log.findings[0] : !done.tables.empty() ? &done.tables[0] : !done.security.empty() ? &done.security[0] : nullptr;
    if (first != nullptr) return fail(Code::corrupt, "nightly.not_good", {{"n", number(static_cast<std::int64_t>(wrong))}, {"first", first->where}});
    return Message{"nightly.verified", {{"entries", number(done.log.entries)}, {"files", number(done.log.evidence_files)}}};
  }
  Result<Message> back_up_now() {
    out_.archive = request_.out / archive_name(office_.world().clock->now());
    TRY(backup_, back_up(office_, who_, out_.archive, request_.passphrase, progress_));
    return Message{"nightly.backed_up", {{"file", out_.archive.string()}, {"entries", number(backup_.log_size)}}};
  }
  Result<Message> rehearse_it() {
    Rehearsed done;
    TRY_OK(rehearse_archive(office_, out_.archive, request_.passphrase, backup_.log_size, done, progress_));
    if (!done.differing.empty()) return fail(Code::corrupt, "backup.rehearsal_bad", {{"n", number(static_cast<std::int64_t>(done.differing.size()))}});
    return Message{"nightly.rehearsed", {{"figures", number(done.figures)}}};
  }
  Result<Message> reap() {
    TRY(const int gone, reap_evidence(office_));
    return Message{"nightly.reaped", {{"n", number(gone)}}};
  }
  // Copies of everything that a kill left behind: they fill the disk, and hold what an erasure took out elsewhere.
  Result<Message> sweep() {
    constexpr std::int64_t kDay = 86'400'000;
    auto places = scratch_places(office_);
    places.push_back(request_.out);
    std::int64_t gone = 0;
    for (const auto& folder : left_scratch(places, Instant{office_.world().clock->now().ms - kDay})) {
      TRY(const bool cleared, clear_away(look_at(folder)));
      gone += cleared ? 1 : 0;
    }
    return Message{"nightly.swept", {{"n", number(gone)}}};
  }
  Result<Message> thin() {
    std::vector<std::filesystem::path> archives;
    std::error_code wrong;
    for (const auto& item : std::filesystem::directory_iterator(request_.out, wrong)) {
      const auto name = item.path().filename().string();
      if (name.size() == archive_name({}).size() && name.starts_with(kBegin) && name.ends_with(kArchiveEnd)) archives.push_back(item.path());
    }
    std::sort(archives.begin(), archives.end());
    const auto keep = static_cast<std::size_t>(std::max(1, request_.keep));
    const auto gone = archives.size() > keep ? archives.size() - keep : 0;
    for (std::size_t i = 0; i < gone && !wrong; ++i) std::filesystem::remove(archives[i], wrong);
    if (wrong) return fail(io_error("remove", request_.out, wrong.value()));
    return Message{"nightly.thinned", {{"n", number(static_cast<std::int64_t>(gone))}, {"kept", number(static_cast<std::int64_t>(archives.size() - gone))}}};
  }

  Office& office_;
  const people::Who& who_;
  const NightlyRequest& request_;
  const OnProgress& progress_;
  BackedUp backup_;
  Nightly out_;
};
}  // namespace

bool Nightly::good() const {
  return std::all_of(steps.begin(), steps.end(), [](const Step& step) { return step.good; });
}

bool Nightly::damage() const {
  return std::any_of(steps.begin(), steps.end(), [](const Step& step) { return step.damage; });
}

Result<Nightly> run_nightly(Office& office, const people::Who& who, const NightlyRequest& request, const OnProgress& progress) {
  return Night(office, who, request, progress).run();
}
}  // namespace youju::app
