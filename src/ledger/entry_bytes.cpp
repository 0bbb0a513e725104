// SPDX-License-Identifier: Apache-2.0
// The canonical writer and the strict reader of entries.
#include "ledger/entry_bytes.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace youju::ledger {
namespace {

constexpr std::int64_t kMaxInteger = (std::int64_t{1} << 53) - 1;
constexpr int kMaxDepth = 32;
constexpr std::size_t kMaxName = 200;

void add_integer(std::string& out, std::int64_t value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, end);
}

// One member of the object being written; the callers keep the order of the keys.
class Members {
 public:
  explicit Members(std::string& out) : out_(out) { out_.push_back('{'); }
  void text(std::string_view key, std::string_view value) {
    if (value.empty()) return;
    name(key);
    quoted(value);
  }
  void integer(std::string_view key, std::int64_t value) {
    name(key);
    add_integer(out_, value);
  }
  void raw(std::string_view key, std::string_view value) {
    if (value.empty()) return;
    name(key);
    out_.append(value);
  }
  void list(std::string_view key, const std::vector<KindId>& values) {
    if (values.empty()) return;
    name(key);
    char before = '[';
    for (const KindId& value : values) {
      out_.push_back(before);
      quoted(value.text);
      before = ',';
    }
    out_.push_back(']');
  }
  void name(std::string_view key) {
    if (!first_) out_.push_back(',');
    first_ = false;
    quoted(key);
    out_.push_back(':');
  }
  void quoted(std::string_view value) {  // names need no escapes: is_name
    out_.push_back('"');
    out_.append(value);
    out_.push_back('"');
  }

 private:
  std::string& out_;
  bool first_ = true;
};

bool is_name(std::string_view text) {
  if (text.empty() || text.size() > kMaxName) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c > ' ' && c < 0x7f && c != '"' && c != '\\'; });
}
bool is_hash(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

// Walks over canonical bytes. Every function gives false as soon as the bytes could have been written
// otherwise.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}
  bool at_end() const { return at_ == end_; }
  bool take(char c) {
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }
  bool take(std::string_view text) {
    if (static_cast<std::size_t>(end_ - at_) < text.size() || std::string_view(at_, text.size()) != text)
      return false;
    at_ += text.size();
    return true;
  }
  bool name(std::string_view& out) {
    if (!take('"')) return false;
    const char* const begin = at_;
    while (at_ != end_ && *at_ != '"') ++at_;
    out = {begin, static_cast<std::size_t>(at_ - begin)};
    return take('"') && is_name(out);
  }
  bool integer(std::int64_t& out) {
    const char* const begin = at_;
    const auto [end, error] = std::from_chars(at_, end_, out);
    if (error != std::errc{} || out > kMaxInteger || out < -kMaxInteger) return false;
    const bool negative = *begin == '-';
    const char* const digits = begin + (negative ? 1 : 0);
    if (*digits == '0' && (end - digits > 1 || negative)) return false;
    at_ = end;
    return true;
  }
  bool value(int depth);
  bool object(int depth, std::string_view& out) {
    const char* const begin = at_;
    if (at_ == end_ || *at_ != '{' || !value(depth)) return false;
    out = {begin, static_cast<std::size_t>(at_ - begin)};
    return true;
  }

 private:
  bool text(std::string_view& out);
  bool escape();
  bool members(int depth);
  bool items(int depth);
  const char* at_;
  const char* end_;
};

// RFC 8785 3.2.2.2: two-letter escapes where they exist, \u00xx for the other control characters, nothing
// else.
bool Cursor::escape() {
  if (at_ == end_) return false;
  const char c = *at_++;
  if (c != 'u') return c == '"' || c == '\\' || c == 'b' || c == 'f' || c == 'n' || c == 'r' || c == 't';
  if (!take("00") || end_ - at_ < 2) return false;
  const char high = *at_++, low = *at_++;
  if ((high != '0' && high != '1') || !((low >= '0' && low <= '9') || (low >= 'a' && low <= 'f')))
    return false;
  return !(high == '0' && (low == '8' || low == '9' || low == 'a' || low == 'c' || low == 'd'));
}
bool Cursor::text(std::string_view& out) {
  if (!take('"')) return false;
  const char* const begin = at_;
  while (at_ != end_ && *at_ != '"') {
    const auto c = static_cast<unsigned char>(*at_++);
    if (c < 0x20 || (c == '\\' && !escape())) return false;
  }
  out = {begin, static_cast<std::size_t>(at_ - begin)};
  return take('"');
}
bool Cursor::members(int depth) {
  if (take('}')) return true;
  std::string_view before;
  for (bool first = true;; first = false) {
    std::string_view key;
    if (!text(key) || (!first && key <= before) || key.find('\\') != std::string_view::npos) return false;
    if (std::any_of(key.begin(), key.end(), [](char c) { return static_cast<unsigned char>(c) > 0x7e; }))
      return false;
    before = key;
    if (!take(':') || !value(depth + 1)) return false;
    if (take('}')) return true;
    if (!take(',')) return false;
  }
}
bool Cursor::items(int depth) {
  if (take(']')) return true;
  for (;;) {
    if (!value(depth + 1)) return false;
    if (take(']')) return true;
    if (!take(',')) return false;
  }
}
bool Cursor::value(int depth) {
  if (depth > kMaxDepth || at_ == end_) return false;
  std::string_view ignored;
  std::int64_t number = 0;
  switch (*at_) {
    case '{':
      ++at_;
      return members(depth);
    case '[':
      ++at_;
      return items(depth);
    case '"':
      return text(ignored);
    case 't':
      return take("true");
    case 'f':
      return take("false");
    case 'n':
      return take("null");
    default:
      return integer(number);
  }
}

// The members in the order of their keys, each at most once and never empty.
class HeaderReader {
 public:
  HeaderReader(std::string_view bytes, Header& header) : in_(bytes), out_(header) {}
  bool read() {
    if (!in_.take('{')) return false;
    const bool members = optional("\"actor\":", out_.actor) && also() && required("\"at\":", out_.at) &&
                         happened() && whole("\"index\":", out_.index) && optional("\"kind\":", out_.kind) &&
                         more() && number() && optional("\"object\":", out_.object) &&
                         hash("\"open\":", out_.open) && optional("\"pack\":", out_.pack) &&
                         hash("\"personal\":", out_.personal) && whole("\"sealed\":", out_.sealed) &&
                         optional("\"state\":", out_.state) && required("\"type\":", out_.type) &&
                         optional("\"unit\":", out_.unit);
    std::int64_t format = 0;
    return members && whole("\"v\":", format) && format == kFormat && in_.take('}') && in_.at_end();
  }

 private:
  // Whether the next member has this key; a comma belongs to every member but the first.
  bool key(std::string_view name) {
    Cursor ahead = in_;
    if ((!first_ && !ahead.take(',')) || !ahead.take(name)) return false;
    in_ = ahead;
    first_ = false;
    return true;
  }
  bool optional(std::string_view name, std::string_view& out) {
    out = {};
    return !key(name) || in_.name(out);
  }
  bool required(std::string_view name, std::string_view& out) { return key(name) && in_.name(out); }
  bool whole(std::string_view name, std::int64_t& out) { return key(name) && in_.integer(out) && out >= 0; }
  bool hash(std::string_view name, std::string_view& out) {
    return optional(name, out) && (out.empty() || is_hash(out));
  }
  bool number() {
    out_.number = 0;
    return !key("\"number\":") || (in_.integer(out_.number) && out_.number > 0);
  }
  bool more() {
    out_.more = {};
    return !key("\"more\":") || (in_.object(1, out_.more) && out_.more.size() > 2 && is_utf8(out_.more));
  }
  bool happened() {
    out_.from = out_.to = {};
    if (!key("\"happened\":")) return true;
    return in_.take('[') && in_.name(out_.from) && in_.take(',') && in_.name(out_.to) && in_.take(']') &&
           out_.from.size() == 10 && out_.to.size() == 10 && out_.from <= out_.to;
  }
  bool also() {
    out_.also.clear();
    if (!key("\"also\":")) return true;
    if (!in_.take('[')) return false;
    for (;;) {
      if (!in_.name(out_.also.emplace_back())) return false;
      if (in_.take(']')) return true;
      if (!in_.take(',')) return false;
    }
  }
  Cursor in_;
  Header& out_;
  bool first_ = true;
};
}  // namespace

void write_entry(std::string& out, const NewEntry& entry, std::string_view more, const Stamp& stamp) {
  Members m(out);
  m.text("actor", entry.actor.text);
  m.list("also", entry.also);
  m.text("at", stamp.at);
  if (entry.happened) {
    m.name("happened");
    out.push_back('[');
    m.quoted(entry.happened->from.iso());
    out.push_back(',');
    m.quoted(entry.happened->to.iso());
    out.push_back(']');
  }
  m.integer("index", stamp.index);
  m.text("kind", entry.kind.text);
  m.raw("more", more);
  if (entry.number != 0) m.integer("number", entry.number);
  m.text("object", entry.object);
  m.text("open", stamp.open);
  m.text("pack", entry.pack);
  m.text("personal", stamp.personal);
  m.integer("sealed", stamp.sealed);
  m.text("state", entry.state);
  m.text("type", type_name(entry.type));
  m.text("unit", entry.unit.text);
  m.integer("v", kFormat);
  out.push_back('}');
}

bool read_header(std::string_view bytes, Header& header) {
  return bytes.size() <= kMaxEntryBytes && HeaderReader(bytes, header).read();
}

bool is_canonical_object(std::string_view bytes) {
  Cursor cursor(bytes);
  std::string_view all;
  return cursor.object(1, all) && cursor.at_end() && is_utf8(bytes);
}
}  // namespace youju::ledger
