// SPDX-License-Identifier: Apache-2.0
// When a photo was taken, as its camera wrote it: EXIF DateTimeOriginal of a JPEG, else the time of its last change.
// Every offset comes from a stranger and is checked against the bytes there are; no more than one chain of segments and
// two directories are looked at.
#include "sheet/readers.h"

namespace youju::sheet {
namespace {

constexpr int kMostSegments = 200;
constexpr unsigned kMostFields = 500;  // of one directory
constexpr unsigned kPlaceDirectory = 0x8825, kExifDirectory = 0x8769, kOriginal = 0x9003, kDigitized = 0x9004, kChanged = 0x0132;

// A TIFF block with its own byte order. Reading past its end gives nothing.
class Tiff {
 public:
  static std::optional<Tiff> open(std::string_view bytes) {
    if (bytes.starts_with(std::string_view("II*\0", 4))) return Tiff(bytes, false);
    if (bytes.starts_with(std::string_view("MM\0*", 4))) return Tiff(bytes, true);
    return std::nullopt;
  }
  std::optional<std::uint32_t> number(std::size_t at, std::size_t size) const {
    if (at > bytes_.size() || bytes_.size() - at < size) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
      value = value << 8 | static_cast<unsigned char>(bytes_[at + (big_ ? i : size - 1 - i)]);
    return value;
  }
  // Where the value of a field of a directory stands: count and offset (or the value itself).
  struct Field {
    std::uint32_t type = 0, count = 0, value = 0;
  };
  std::optional<Field> field(std::size_t directory, unsigned tag) const {
    const auto fields = number(directory, 2);
    if (!fields || *fields > kMostFields) return std::nullopt;
    for (std::size_t i = 0; i < *fields; ++i) {
      const auto at = directory + 2 + i * 12;
      const auto its = number(at, 2), type = number(at + 2, 2), count = number(at + 4, 4), value = number(at + 8, 4);
      if (!value) return std::nullopt;
      if (*its == tag) return Field{*type, *count, *value};
    }
    return std::nullopt;
  }
  std::string_view text(const Field& field) const {
    constexpr std::uint32_t kAscii = 2;
    if (field.type != kAscii || field.count < 19 || field.count > 64 || field.value > bytes_.size()) return {};
    return bytes_.substr(field.value, field.count);
  }

 private:
  Tiff(std::string_view bytes, bool big) : bytes_(bytes), big_(big) {}
  std::string_view bytes_;
  bool big_;
};

// "2023:06:16 15:10:00", the only form EXIF knows → "2023-06-16T15:10:00".
std::string camera_time(std::string_view text) {
  if (text.size() < 19) return "";
  std::string out(text.substr(0, 19));
  for (const std::size_t colon : {4u, 7u}) {
    if (out[colon] != ':') return "";
    out[colon] = '-';
  }
  if (out[10] != ' ' || out[13] != ':' || out[16] != ':') return "";
  out[10] = 'T';
  const auto two = [&](std::size_t at) {
    const char a = out[at], b = out[at + 1];
    return a < '0' || a > '9' || b < '0' || b > '9' ? 99 : (a - '0') * 10 + (b - '0');
  };
  if (two(11) > 23 || two(14) > 59 || two(17) > 59) return "";
  const auto day = Date::parse(out.substr(0, 10));
  return day && day->year() >= 1990 && day->year() < 2200 ? out : "";
}

std::string time_of_exif(std::string_view block) {
  const auto tiff = Tiff::open(block);
  const auto first = tiff ? tiff->number(4, 4) : std::nullopt;
  if (!first) return "";
  const auto time_at = [&](std::size_t directory, unsigned tag) {
    const auto field = tiff->field(directory, tag);
    return field ? camera_time(tiff->text(*field)) : std::string();
  };
  if (const auto exif = tiff->field(*first, kExifDirectory)) {
    for (const auto tag : {kOriginal, kDigitized})
      if (auto time = time_at(exif->value, tag); !time.empty()) return time;
  }
  // When the file was last changed: never before it was taken, so a photo that is too old by this is too old.
  return time_at(*first, kChanged);
}

// The block that a camera left in a JPEG; "" when there is none.
std::string_view exif_of(std::string_view bytes) {
  if (!bytes.starts_with("\xFF\xD8")) return "";
  std::size_t at = 2;
  for (int segment = 0; segment < kMostSegments; ++segment) {
    if (bytes.size() < at + 4 || bytes[at] != '\xFF') return "";
    const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])); };
    const auto kind = byte(at + 1), size = byte(at + 2) << 8 | byte(at + 3);
    // The picture itself begins, or the length is a lie.
    if (kind == 0xDA || kind == 0xD9 || size < 2 || bytes.size() - at - 2 < size) return "";
    const auto payload = bytes.substr(at + 4, size - 2);
    constexpr std::string_view kExif("Exif\0\0", 6);
    if (kind == 0xE1 && payload.starts_with(kExif)) return payload.substr(kExif.size());
    at += 2 + size;
  }
  return "";
}
}  // namespace

std::string photo_time(std::string_view bytes) {
  const auto block = exif_of(bytes);
  return block.empty() ? "" : time_of_exif(block);
}

bool photo_has_place(std::string_view bytes) {
  const auto tiff = Tiff::open(exif_of(bytes));
  const auto first = tiff ? tiff->number(4, 4) : std::nullopt;
  const auto field = first ? tiff->field(*first, kPlaceDirectory) : std::nullopt;
  return field && tiff->number(field->value, 2).value_or(0) > 0;
}
}  // namespace youju::sheet
