// SPDX-License-Identifier: Apache-2.0
// Writes bundles: members go to a spool in any order; finishing copies them in their order into the file.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>

#include "base/io.h"
#include "proof/json_check.h"
#include "proof/page.h"

namespace youju::proof {
namespace {
constexpr std::uint64_t kTileWidth = merkle::kFullWidth;

// A file that is removed again unless it was given its final name.
class PartFile {
 public:
  explicit PartFile(std::filesystem::path path) : path_(std::move(path)) {}
  ~PartFile() {
    if (fd_ >= 0) ::close(fd_);
    if (fd_ >= 0) ::unlink(path_.c_str());
  }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  Result<void> open() {
    fd_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd_ < 0) return fail(io_error("create", path_, errno));
    return {};
  }
  Result<void> append(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto n = ::write(fd_, bytes.data(), bytes.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return fail(io_error("write", path_, errno));
      bytes.remove_prefix(static_cast<std::size_t>(n));
      size_ += static_cast<std::uint64_t>(n);
    }
    return {};
  }
  Result<std::string> read(std::uint64_t offset, std::uint64_t size) const {
    std::string out(size, '\0');
    for (std::uint64_t done = 0; done < size;) {
      const auto n = ::pread(fd_, out.data() + done, size - done, static_cast<off_t>(offset + done));
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return fail(io_error("read", path_, n < 0 ? errno : EIO));
      done += static_cast<std::uint64_t>(n);
    }
    return out;
  }
  Result<void> commit(const std::filesystem::path& name) {
    if (::fsync(fd_) != 0) return fail(io_error("sync", path_, errno));
    if (::rename(path_.c_str(), name.c_str()) != 0) return fail(io_error("rename", name, errno));
    ::close(fd_);
    fd_ = -1;
    return sync_folder(name.has_parent_path() ? name.parent_path() : std::filesystem::path("."));
  }
  std::uint64_t size() const { return size_; }

 private:
  std::filesystem::path path_;
  int fd_ = -1;
  std::uint64_t size_ = 0;
};

struct Spooled {
  std::uint64_t offset = 0, size = 0;
  std::uint32_t crc = 0;
  std::string sha256;
};
struct DisclosedPayload {
  std::string salt, bytes;
};
}  // namespace

struct BundleWriter::State {
  explicit State(std::filesystem::path out_path)
      : out(std::move(out_path)), spool(out.string() + ".spool"), file(out.string() + ".part") {}
  std::filesystem::path out;
  PartFile spool, file;
  std::map<std::string, Spooled> spooled;
  std::map<std::pair<std::int64_t, std::string>, DisclosedPayload> payloads;
  Json left_out = Json::array();
  std::vector<Member> written;

  Result<void> put(const std::string& name, Spooled spooled_member) {
    expect_true(is_member_name(name) && name != kManifestName && name != kPageName, "a bundle's member is named " + name);
    expect_true(spooled.emplace(name, std::move(spooled_member)).second, "a bundle has two members " + name);
    if (spool.size() > kMaxBundle || spooled.size() > kMaxMembers - 2) {
      return fail(Code::too_large, "proof.bundle_too_large", {{"limit", std::to_string(kMaxBundle >> 20)}});
    }
    return {};
  }

  Result<void> write_member(const std::string& name, std::uint32_t crc, std::uint64_t size) {
    written.push_back({name, file.size(), size, crc});
    return file.append(local_header(written.back()));
  }
  Result<void> write_whole(const std::string& name, std::string_view bytes) {
    TRY_OK(write_member(name, crc32(bytes), bytes.size()));
    return file.append(bytes);
  }
  Result<void> write_spooled() {
    for (const auto& [name, member] : spooled) {
      TRY_OK(write_member(name, member.crc, member.size));
      for (std::uint64_t at = 0; at < member.size; at += kPiece) {
        TRY(const std::string piece, spool.read(member.offset + at, std::min(kPiece, member.size - at)));
        TRY_OK(file.append(piece));
      }
    }
    return {};
  }
};

BundleWriter::BundleWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
BundleWriter::BundleWriter(BundleWriter&&) noexcept = default;
BundleWriter& BundleWriter::operator=(BundleWriter&&) noexcept = default;
BundleWriter::~BundleWriter() = default;

Result<BundleWriter> BundleWriter::start(const std::filesystem::path& out) {
  auto state = std::make_unique<State>(out);
  TRY_OK(state->spool.open());
  TRY_OK(state->file.open());
  return BundleWriter(std::move(state));
}

Result<void> BundleWriter::add(std::string_view name, std::string_view bytes) {
  const Spooled member{state_->spool.size(), bytes.size(), crc32(bytes), crypto::hex(crypto::sha256(bytes))};
  TRY_OK(state_->spool.append(bytes));
  return state_->put(std::string(name), member);
}

Result<void> BundleWriter::add_file(std::string_view name, const std::filesystem::path& path) {
  TRY(const std::unique_ptr<Source> source, open_source(path));
  Spooled member{state_->spool.size(), source->size(), 0, ""};
  crypto::Hasher hasher;
  for (std::uint64_t at = 0; at < member.size; at += kPiece) {
    TRY(const std::string piece, source->read(at, std::min(kPiece, member.size - at)));
    hasher.add(piece);
    member.crc = crc32(piece, member.crc);
    TRY_OK(state_->spool.append(piece));
  }
  member.sha256 = crypto::hex(hasher.finish());
  return state_->put(std::string(name), member);
}

Result<merkle::Hash> BundleWriter::add_log(std::uint64_t size, const std::function<Result<std::string>(std::uint64_t)>& read) {
  merkle::Frontier tree;
  std::vector<merkle::Hash> nodes;  // of the level at hand
  for (std::uint64_t begin = 0; begin < size; begin += kTileWidth) {
    const auto width = static_cast<unsigned>(std::min(kTileWidth, size - begin));
    std::vector<std::string> entries;
    for (unsigned i = 0; i < width; ++i) {
      TRY(entries.emplace_back(), read(begin + i));
      nodes.push_back(merkle::leaf_hash(entries.back()));
      tree.append(nodes.back());
    }
    TRY(const std::string bytes, merkle::entry_bundle(entries));
    TRY_OK(add(merkle::entries_path(begin / kTileWidth, width), bytes));
  }
  for (unsigned level = 0; !nodes.empty(); ++level) {
    std::vector<merkle::Hash> parents;
    for (std::uint64_t begin = 0; begin < nodes.size(); begin += kTileWidth) {
      const std::uint64_t width = std::min(kTileWidth, nodes.size() - begin);
      std::string tile;
      merkle::Frontier subtree;
      for (std::uint64_t i = 0; i < width; ++i) {
        const merkle::Hash& hash = nodes[begin + i];
        tile.append(reinterpret_cast<const char*>(hash.data()), hash.size());
        subtree.append(hash);
      }
      if (width == kTileWidth) parents.push_back(subtree.root());
      TRY_OK(add(merkle::tile_path(level, begin / kTileWidth, static_cast<unsigned>(width)), tile));
    }
    nodes = std::move(parents);
  }
  return tree.root();
}

void BundleWriter::add_payload(std::int64_t index, std::string_view which, std::string_view salt32, std::string_view bytes) {
  const bool is_new = state_->payloads.try_emplace({index, std::string(which)}, DisclosedPayload{std::string(salt32), std::string(bytes)}).second;
  expect_true(is_new && salt32.size() == 32, "a payload is disclosed once, with its salt");
}
void BundleWriter::leave_out(Json item) { state_->left_out.push_back(std::move(item)); }

Result<void> BundleWriter::finish(const BundleFacts& facts, std::string_view page_template) {
  const auto key = merkle::NoteKey::parse(facts.vkey);
  expect_true(key.has_value(), "a bundle's verifier key can be read");
  TRY(const merkle::Checkpoint checkpoint, merkle::open_checkpoint(facts.checkpoint_note, *key));
  std::string lines;
  for (const auto& [place, payload] : state_->payloads) {
    lines += canonical({{"bytes", payload.bytes}, {"index", place.first}, {"salt", crypto::hex(payload.salt)}, {"which", place.second}}) + "\n";
  }
  TRY_OK(add("payloads.jsonl", lines));
  TRY_OK(add("checkpoint", facts.checkpoint_note));
  expect_true(state_->spooled.contains("snapshot.json"), "a bundle has a snapshot");
  TRY_OK(state_->write_spooled());

  Json manifest = {{"v", 1}, {"type", "youju.bundle"}, {"origin", checkpoint.origin}, {"vkey", facts.vkey}, {"made_at", facts.made_at},
                   {"program", facts.program}, {"report", facts.report}, {"snapshot", state_->spooled["snapshot.json"].sha256},
                   {"size", checkpoint.size}, {"root", crypto::hex(checkpoint.root)}, {"left_out", state_->left_out}};
  if (facts.signoff) manifest["signoff"] = *facts.signoff;
  manifest["members"] = Json::array();
  for (const auto& [name, member] : state_->spooled) {
    manifest["members"].push_back({{"name", name}, {"sha256", member.sha256}, {"size", member.size}});
  }
  const bool has_page = !page_template.empty();
  if (has_page) manifest["page"] = {{"template", crypto::hex(crypto::sha256(page_template))}};
  if (!has_page) manifest["left_out"].push_back({{"what", "page"}, {"why", "not_built"}});
  const bool embeds = has_page && state_->file.size() + canonical(manifest).size() < kMaxCore - (64u << 10);
  if (has_page && !embeds) manifest["left_out"].push_back({{"what", "page"}, {"why", "size"}});
  TRY_OK(state_->write_whole(std::string(kManifestName), canonical(manifest)));
  if (has_page) {
    std::optional<std::string> core;
    if (embeds) {
      TRY(core, state_->file.read(0, state_->file.size()));
      *core += central_directory(state_->written);
    }
    TRY_OK(state_->write_whole(std::string(kPageName), make_page(page_template, core)));
  }
  if (state_->file.size() > kMaxBundle) {
    return fail(Code::too_large, "proof.bundle_too_large", {{"limit", std::to_string(kMaxBundle >> 20)}});
  }
  TRY_OK(state_->file.append(central_directory(state_->written)));
  return state_->file.commit(state_->out);
}
}  // namespace youju::proof
