// SPDX-License-Identifier: Apache-2.0
// Files of a record, kept and handed out, and the proof of a record.
#include "app/proof.h"
#include "app/scratch.h"
#include "base/io.h"
#include "base/text.h"
#include "web/handlers_records.h"

namespace youju::web {
namespace {
constexpr std::size_t kMostNameBytes = 200;

// The last part of the name a browser sent, fit to be a file's name: what a stranger calls it never leads anywhere.
std::string kept_name(std::string_view sent) {
  const auto slash = sent.find_last_of("/\\");
  auto name = clean(slash == sent.npos ? sent : sent.substr(slash + 1)).value_or("");
  std::erase_if(name, [](char c) { return c == '\n' || c == '\t' || c == '/'; });
  auto points = to_code_points(name);
  while (name.size() > kMostNameBytes) {  // cut at the front: the ending tells what it is
    points.erase(points.begin());
    name = from_code_points(points);
  }
  return name.empty() || name == "." || name == ".." ? "file" : name;
}

bool shown_in_pages(std::string_view type) { return type == "image/png" || type == "image/jpeg" || type == "image/webp"; }
}  // namespace

Result<std::vector<std::string>> keep_files(Ask& ask, const RecordId& record) {
  std::vector<std::string> not_kept;
  if (ask.form.files.empty()) return not_kept;
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "incoming" / "upload", ask.office.world()));
  int n = 0;
  for (const auto& sent : ask.form.files) {
    if (sent.name.empty() && sent.bytes.empty()) continue;  // nothing was chosen
    const auto name = kept_name(sent.name);
    const auto folder = scratch.folder() / std::to_string(++n);
    std::error_code wrong;
    std::filesystem::create_directory(folder, wrong);
    TRY_OK(write_file(folder / name, sent.bytes));
    const auto role = sent.field.starts_with("file-") ? sent.field.substr(5) : std::string(ask.form.get("role"));
    const auto kept = app::attach_evidence(ask.office, asking_once(ask, "file " + std::to_string(n)), record, folder / name, role, {});
    if (!kept) not_kept.push_back(name + (ask.here.chinese() ? "：" : ": ") + ask.here.say(kept.error().message));
  }
  return not_kept;
}

Result<Reply> attach_files(Ask& ask) {
  const RecordId record(ask.part());
  TRY(const auto row, readable_record(ask, record));
  TRY(auto not_kept, keep_files(ask, row.record));
  bool any = false;
  for (const auto& sent : ask.form.files) any = any || !sent.name.empty();
  if (!any) not_kept.push_back(ask.here.say("record.no_file_chosen"));
  if (!not_kept.empty()) return record_reply(ask, row.record, not_kept, 422);
  return see_other(ask.here.to("/records/" + record.text) + "#evidence");
}

Result<Reply> send_evidence(Ask& ask) {
  const RecordId record(ask.part());
  TRY(const auto row, readable_record(ask, record));
  std::vector<index::EvidenceRow> files;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(files, index::evidence_of(session, row.record));
    return {};
  }));
  for (const auto& file : files) {
    if (std::to_string(file.entry) != ask.part(1)) continue;
    Reply out;
    out.file = ask.office.evidence().path_of(file.digest);
    std::error_code wrong;
    if (file.digest.empty() || !std::filesystem::exists(out.file, wrong)) break;
    const bool in_page = shown_in_pages(file.media_type) && ask.query.get("save").empty();
    out.type = in_page ? file.media_type : file.media_type.empty() ? "application/octet-stream" : file.media_type;
    const auto name = file.name.empty() ? file.digest.substr(0, 12) : file.name;
    out.headers.emplace_back("Content-Disposition", std::string(in_page ? "inline" : "attachment") + "; filename*=UTF-8''" + view::percent_encoded(name));
    out.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
    out.headers.emplace_back("Cache-Control", "private, max-age=3600");
    return out;
  }
  return fail(Code::absent, "record.no_such_file");
}

Result<Reply> send_record_proof(Ask& ask) {
  TRY(const auto row, readable_record(ask, RecordId(ask.part())));
  TRY(auto proof, app::record_proof(ask.office, row.record));
  return download(std::move(proof), "application/octet-stream", row.record.text + ".tlog-proof");
}
}  // namespace youju::web
