// SPDX-License-Identifier: Apache-2.0
// Frames packed and unpacked; every length is checked against what is there.
#include "sheet/wire.h"

#include "base/text.h"
#include "sheet/parse_process.h"

namespace youju::sheet {

void Packer::number(std::uint64_t value) {
  while (value >= 0x80) {
    bytes.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  bytes.push_back(static_cast<char>(value));
}
void Packer::text(std::string_view piece) {
  number(piece.size());
  bytes.append(piece);
}

std::optional<std::uint64_t> Unpacker::number() {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 63; shift += 7) {
    if (rest_.empty()) return std::nullopt;
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7Fu} << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}
std::optional<std::string_view> Unpacker::text() {
  const auto size = number();
  if (!size || *size > rest_.size()) return std::nullopt;
  const auto out = rest_.substr(0, *size);
  rest_.remove_prefix(*size);
  return out;
}

void pack_row(Packer& to, const Row& row) {
  to.number(static_cast<std::uint64_t>(row.number));
  to.number(row.cells.size());
  for (const Cell& cell : row.cells) {
    to.number(static_cast<std::uint64_t>(cell.column) << 3 | static_cast<std::uint64_t>(cell.type));
    to.text(cell.text);
  }
}

std::optional<Row> unpack_row(Unpacker& from) {
  constexpr std::uint64_t kMost = 1u << 24;
  const auto number = from.number();
  const auto count = number ? from.number() : std::nullopt;
  if (!count || *number > kMost || *count > 20'000) return std::nullopt;
  Row row{static_cast<int>(*number), {}};
  row.cells.reserve(*count);
  for (std::uint64_t i = 0; i < *count; ++i) {
    const auto head = from.number();
    const auto text = head ? from.text() : std::nullopt;
    if (!text || *head > kMost || (*head & 7) > static_cast<std::uint64_t>(CellType::error) ||
        !is_utf8(*text))
      return std::nullopt;
    row.cells.push_back({static_cast<CellType>(*head & 7), std::string(*text), static_cast<int>(*head >> 3)});
  }
  return row;
}

std::string pack_head(const SheetHead& head) {
  Packer to;
  to.text(head.name);
  to.number(head.hidden);
  to.number(head.merged.size());
  for (const auto& range : head.merged)
    for (int side : range) to.number(static_cast<std::uint64_t>(side));
  return std::move(to.bytes);
}

std::optional<SheetHead> unpack_head(std::string_view bytes) {
  Unpacker from(bytes);
  SheetHead head;
  const auto name = from.text();
  const auto hidden = name ? from.number() : std::nullopt;
  const auto count = hidden ? from.number() : std::nullopt;
  if (!count || *count > 100'000 || !is_utf8(*name)) return std::nullopt;
  head.name = *name;
  head.hidden = *hidden != 0;
  for (std::uint64_t i = 0; i < *count; ++i) {
    std::array<int, 4> range{};
    for (int& side : range) {
      const auto value = from.number();
      if (!value || *value > (1u << 24)) return std::nullopt;
      side = static_cast<int>(*value);
    }
    head.merged.push_back(range);
  }
  return head;
}

std::string pack_error(const Error& error) {
  Packer to;
  to.number(static_cast<std::uint64_t>(error.code));
  to.text(error.message.word);
  to.text(error.detail);
  to.number(error.message.args.size());
  for (const auto& [name, value] : error.message.args) {
    to.text(name);
    to.text(value);
  }
  return std::move(to.bytes);
}

std::optional<Error> unpack_error(std::string_view bytes) {
  Unpacker from(bytes);
  const auto code = from.number();
  const auto word = code ? from.text() : std::nullopt;
  const auto detail = word ? from.text() : std::nullopt;
  const auto count = detail ? from.number() : std::nullopt;
  if (!count || *count > 20 || *code > static_cast<std::uint64_t>(Code::full)) return std::nullopt;
  if (!word->starts_with("sheet.") && !find_parse_work(word->substr(0, word->find('.')))) return std::nullopt;
  Error out{static_cast<Code>(*code), {std::string(*word), {}}, std::string(detail->substr(0, 1000))};
  for (std::uint64_t i = 0; i < *count; ++i) {
    const auto name = from.text();
    const auto value = name ? from.text() : std::nullopt;
    if (!value) return std::nullopt;
    out.message.args[std::string(*name)] = clean(value->substr(0, 1000)).value_or("?");
  }
  return out;
}

std::string pack_facts(const FileFacts& facts) {
  Packer to;
  to.text(facts.format);
  to.text(facts.encoding);
  to.number(static_cast<unsigned char>(facts.delimiter));
  return std::move(to.bytes);
}

std::optional<FileFacts> unpack_facts(std::string_view bytes) {
  Unpacker from(bytes);
  const auto format = from.text();
  const auto encoding = format ? from.text() : std::nullopt;
  const auto delimiter = encoding ? from.number() : std::nullopt;
  if (!delimiter || *delimiter > 0x7F || !is_utf8(*format) || !is_utf8(*encoding)) return std::nullopt;
  return FileFacts{std::string(*format), std::string(*encoding), static_cast<char>(*delimiter)};
}
}  // namespace youju::sheet
