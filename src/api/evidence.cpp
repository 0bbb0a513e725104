// SPDX-License-Identifier: Apache-2.0
// Files of a record: listed, attached as they are, handed out whole or in part.
#include <fcntl.h>
#include <unistd.h>

#include <charconv>

#include "api/handlers.h"
#include "app/records.h"
#include "app/scratch.h"
#include "base/text.h"

namespace youju::api {
namespace {
constexpr std::int64_t kMostOfPart = 8 << 20;  // larger parts are answered with the whole, which is streamed
constexpr std::size_t kMostFileName = 200;

Json evidence_json(const index::EvidenceRow& file, bool sealed) {
  Json out{{"entry", file.entry}, {"name", nullptr}, {"media_type", file.media_type}, {"size", file.size},
           {"sha256", nullptr},   {"role", nullptr}, {"superseded_by", nullptr},      {"url", nullptr}};
  if (!file.role.empty()) out["role"] = file.role;
  if (!file.superseded_by.empty()) out["superseded_by"] = file.superseded_by;
  if (sealed || file.digest.empty()) return out;
  if (!file.name.empty()) out["name"] = file.name;
  out["sha256"] = file.digest;
  out["url"] = "/api/v1/records/" + file.record.text + "/evidence/" + std::to_string(file.entry);
  return out;
}

Result<std::vector<index::EvidenceRow>> files_of(Ask& ask, const RecordId& record) {
  std::vector<index::EvidenceRow> out;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(out, index::evidence_of(session, record));
    return {};
  }));
  return out;
}

bool sealed_kind(const Ask& ask, const KindId& id) {
  const auto* kind = ask.office.catalogue().find(id);
  return kind == nullptr || is_sealed(*kind);
}

// One stretch of bytes, both ends included (RFC 9110 14.1.2); several, or what is not understood, is as if nothing was asked.
struct Stretch {
  std::int64_t from = 0, to = 0;
  bool outside = false;
};
std::optional<Stretch> stretch_asked(std::string_view range, std::int64_t size) {
  if (!range.starts_with("bytes=") || range.find(',') != range.npos) return {};
  range.remove_prefix(6);
  const auto dash = range.find('-');
  if (dash == range.npos) return {};
  const auto number = [](std::string_view text) -> std::optional<std::int64_t> {
    std::int64_t n = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (text.empty() || wrong != std::errc{} || end != text.data() + text.size() || n < 0) return {};
    return n;
  };
  const auto first = number(range.substr(0, dash)), last = number(range.substr(dash + 1));
  if ((!first && !range.substr(0, dash).empty()) || (!last && !range.substr(dash + 1).empty()) || (!first && !last)) return {};
  Stretch out;
  if (!first) {
    out = {std::max<std::int64_t>(0, size - *last), size - 1, *last == 0 || size == 0};
  } else {
    if (last && *last < *first) return {};
    out = {*first, std::min(last.value_or(size - 1), size - 1), *first >= size};
  }
  return out;
}

Result<std::string> read_stretch(const std::filesystem::path& file, const Stretch& stretch) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return fail(io_error("open", file, errno));
  std::string out(static_cast<std::size_t>(stretch.to - stretch.from + 1), '\0');
  std::size_t have = 0;
  while (have < out.size()) {
    const auto n = ::pread(descriptor, out.data() + have, out.size() - have, stretch.from + static_cast<std::int64_t>(have));
    if (n <= 0) break;
    have += static_cast<std::size_t>(n);
  }
  ::close(descriptor);
  if (have < out.size()) return fail(Code::corrupt, "record.no_such_file", {}, "cut short: " + file.string());
  return out;
}
}  // namespace

std::string file_name_of(std::string_view sent) {
  const auto slash = sent.find_last_of("/\\");
  auto name = clean(slash == sent.npos ? sent : sent.substr(slash + 1)).value_or("");
  std::erase_if(name, [](char c) { return c == '\n' || c == '\t' || c == '/'; });
  auto points = to_code_points(name);
  while (name.size() > kMostFileName) {  // cut at the front: the ending tells what it is
    points.erase(points.begin());
    name = from_code_points(points);
  }
  return name.empty() || name.starts_with(".") ? "file" + name : name;
}

Result<Reply> list_evidence(Call& call) {
  TRY(const auto row, readable_row(call.ask, RecordId(call.part())));
  TRY(const auto files, files_of(call.ask, row.record));
  Json out{{"evidence", Json::array()}};
  for (const auto& file : files) out["evidence"].push_back(evidence_json(file, sealed_kind(call.ask, row.kind)));
  return json_answer(out);
}

Result<Reply> attach_evidence(Call& call) {
  auto& ask = call.ask;
  TRY(const auto row, readable_row(ask, RecordId(call.part())));
  const auto bytes = ask.request.body.view();
  if (bytes.empty()) return no_bytes(ask);
  std::optional<std::int64_t> supersedes;
  if (!call.query("supersedes").empty()) supersedes = call.number("supersedes", 0);
  TRY(const auto who, asking_once(call));
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "incoming" / "upload", ask.office.world()));
  const auto path = scratch.folder() / file_name_of(call.query("name"));
  TRY_OK(write_file(path, bytes, 0600));
  auto done = app::attach_evidence(ask.office, who, row.record, path, call.query("role"), supersedes);
  if (!done) return fail(std::move(done).error());
  index::EvidenceRow kept;
  kept.record = row.record;
  kept.entry = done->entry;
  kept.digest = done->evidence.digest;
  kept.name = done->evidence.name;
  kept.media_type = done->evidence.media_type;
  kept.size = done->evidence.size;
  kept.role = std::string(call.query("role"));
  auto out = evidence_json(kept, sealed_kind(ask, row.kind));
  out["also_under"] = Json::array();
  for (const auto& other : done->also_under)
    if (readable_row(ask, other) && other != row.record) out["also_under"].push_back(other.text);
  return answer_at(out, 201, "/api/v1/records/" + row.record.text + "/evidence/" + std::to_string(done->entry));
}

Result<Reply> send_evidence(Call& call) {
  auto& ask = call.ask;
  TRY(const auto row, readable_row(ask, RecordId(call.part())));
  TRY(const auto files, files_of(ask, row.record));
  const auto found = std::find_if(files.begin(), files.end(), [&](const auto& one) { return std::to_string(one.entry) == call.part(1); });
  if (found == files.end() || found->digest.empty()) return fail(Code::absent, "record.no_such_file");
  if (sealed_kind(ask, row.kind)) return fail(Code::denied, "api.sealed");
  Reply out;
  out.file = ask.office.evidence().path_of(found->digest);
  std::error_code wrong;
  const auto size = static_cast<std::int64_t>(std::filesystem::file_size(out.file, wrong));
  if (wrong) return fail(Code::absent, "record.no_such_file");
  const auto etag = "\"" + found->digest + "\"";
  out.type = found->media_type.empty() ? "application/octet-stream" : found->media_type;
  out.headers = {{"ETag", etag},
                 {"Accept-Ranges", "bytes"},
                 {"Cache-Control", "private, max-age=3600"},
                 {"Content-Security-Policy", "default-src 'none'; sandbox"},
                 {"Content-Disposition", "attachment; filename*=UTF-8''" + view::percent_encoded(found->name.empty() ? found->digest.substr(0, 12) : found->name)}};
  const auto& request = ask.request;
  if (etag_matches(request.header("if-none-match"), etag)) {
    out.status = 304;
    out.file.clear();
    out.type.clear();
    return out;
  }
  const auto only_if = request.header("if-range");
  const auto stretch = only_if.empty() || only_if == etag ? stretch_asked(request.header("range"), size) : std::nullopt;
  if (!stretch || (!stretch->outside && stretch->to - stretch->from + 1 > kMostOfPart)) return out;
  if (stretch->outside) {
    auto refused = problem(ask, Error{Code::invalid, {"api.no_such_range", {{"size", std::to_string(size)}}}, {}}, 416);
    refused.headers.emplace_back("Content-Range", "bytes */" + std::to_string(size));
    return refused;
  }
  TRY(out.body, read_stretch(out.file, *stretch));
  out.file.clear();
  out.status = 206;
  out.headers.emplace_back("Content-Range", "bytes " + std::to_string(stretch->from) + "-" + std::to_string(stretch->to) + "/" + std::to_string(size));
  return out;
}
}  // namespace youju::api
