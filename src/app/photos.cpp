// SPDX-License-Identifier: Apache-2.0
#include "app/photos.h"

#include "sheet/sheet.h"

namespace youju::app {
namespace {
bool digits(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == text.npos; }

std::optional<Date> sensible(std::optional<Date> day) { return day && day->year() >= 1990 && day->year() < 2100 ? day : std::nullopt; }

constexpr std::int64_t kDayMs = 86'400'000, kZoneMs = 8 * 3'600'000;
constexpr int kLongestSpan = 62;  // days a record may have begun before and still be looked for
}  // namespace

std::optional<Date> day_in_name(std::string_view name) {
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (name[at] < '0' || name[at] > '9' || (at > 0 && name[at - 1] >= '0' && name[at - 1] <= '9')) continue;
    const auto end = std::min(name.find_first_not_of("0123456789", at), name.size());
    const auto number = name.substr(at, end - at);
    std::optional<Date> day;
    if (number.size() == 13 && number.starts_with('1')) {  // milliseconds since 1970
      const auto ms = std::stoll(std::string(number)) + kZoneMs;
      day = sensible(Date::parse(Instant{ms - ms % kDayMs}.iso().substr(0, 10)));
    } else if (number.size() == 8 || number.size() == 14) {
      day = sensible(Date::parse(std::string(number.substr(0, 4)) + "-" + std::string(number.substr(4, 2)) + "-" + std::string(number.substr(6, 2))));
    } else if (number.size() == 4 && at + 10 <= name.size() && (name[at + 4] == '-' || name[at + 4] == '_' || name[at + 4] == '.') &&
               name[at + 7] == name[at + 4] && digits(name.substr(at + 5, 2)) && digits(name.substr(at + 8, 2))) {
      day = sensible(Date::parse(std::string(number) + "-" + std::string(name.substr(at + 5, 2)) + "-" + std::string(name.substr(at + 8, 2))));
    }
    if (day) return day;
    at = end - 1;
  }
  return std::nullopt;
}

Photo read_photo(const std::filesystem::path& file, std::string_view changed) {
  Photo out{file, {}, Photo::From::nothing, false};
  if (const auto facts = sheet::photo_facts_of(file)) {
    out.has_place = facts->has_place;
    out.day = sensible(Date::parse(facts->time.substr(0, std::min<std::size_t>(10, facts->time.size()))));
    if (out.day) out.from = Photo::From::camera;
  }
  if (!out.day && (out.day = day_in_name(file.filename().string()))) out.from = Photo::From::name;
  if (!out.day && changed.size() >= 10 && (out.day = sensible(Date::parse(std::string(changed.substr(0, 10)))))) out.from = Photo::From::file;
  return out;
}

Result<std::vector<index::RecordRow>> records_of_day(Office& office, const people::Who& who, Date day) {
  std::vector<index::RecordRow> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto units, people::read_units(session));
    index::Filter filter;
    for (const auto& unit : units.all())
      if (people::may(who, people::Right::write, unit.id, units, office.roles(), office.today())) filter.units.push_back(unit.id);
    if (filter.units.empty()) return {};  // none named would mean all
    filter.first_day = Period{day.plus_days(-kLongestSpan), day};
    TRY(const auto rows, index::list(session, filter, 2'000));
    for (const auto& row : rows) {
      const auto* kind = office.catalogue().find(row.kind);
      if (kind != nullptr && !kind->no_content && row.state != "void" && row.happened && row.happened->contains(day)) out.push_back(row);
    }
    return {};
  }));
  return out;
}

std::string photo_role(const kinds::Kind& kind) {
  const auto* field = kind.field("photos");
  return field != nullptr && field->type == kinds::FieldType::file ? field->id : std::string();
}
}  // namespace youju::app
