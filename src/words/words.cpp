// SPDX-License-Identifier: Apache-2.0
#include "words/words.h"

#include "base/date.h"
#include "words/catalogue.h"
#include "words/month.h"

namespace youju::words {
namespace {

const CatalogueRow* find(std::string_view key) {
  const auto rows = catalogue();
  const auto it = std::lower_bound(rows.begin(), rows.end(), key, [](const CatalogueRow& r, std::string_view k) { return r.key < k; });
  return it != rows.end() && it->key == key ? &*it : nullptr;
}

// An argument that is itself a key is said with the other arguments (never with itself: no endless nesting).
std::string translated(Lang lang, const std::string& name, const std::string& value, const Args& args) {
  if (value.size() < 2 || value[0] != '@' || find(std::string_view(value).substr(1)) == nullptr) return value;
  Args others = args;
  others.erase(name);
  return say(lang, std::string_view(value).substr(1), others);
}

// Where the brace opened at `open` closes, counting the ones inside it.
std::size_t close_of(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) return i;
  }
  return std::string_view::npos;
}

// English plural: {n|one meeting|{n} meetings} chooses by the argument's value; other languages never need it.
std::string fill(Lang lang, std::string_view text, const Args& args) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto close = text[i] == '{' ? close_of(text, i) : std::string_view::npos;
    if (close == std::string_view::npos) {
      out.push_back(text[i++]);
      continue;
    }
    const auto inside = text.substr(i + 1, close - i - 1);
    const auto bar = inside.find('|');
    // What differs between the languages comes twice: {kind} is filled from kind_en in English when there is one.
    auto arg = lang == Lang::en ? args.find(std::string(inside.substr(0, bar)) + "_en") : args.end();
    if (arg == args.end()) arg = args.find(std::string(inside.substr(0, bar)));
    const std::string value = arg == args.end() ? "⟦" + std::string(inside) + "⟧" : arg->second;
    if (bar != std::string_view::npos) {
      const auto forms = inside.substr(bar + 1);
      const auto middle = forms.find('|');
      const auto form = value == "1" ? forms.substr(0, middle) : forms.substr(middle == std::string_view::npos ? 0 : middle + 1);
      out += fill(lang, form, args);
    } else {
      out += translated(lang, std::string(inside), value, args);
    }
    i = close + 1;
  }
  return out;
}
constexpr std::array<std::string_view, 12> kMonths{"January", "February", "March", "April", "May", "June",
                                                   "July", "August", "September", "October", "November", "December"};
}  // namespace

std::string say(Lang lang, std::string_view word, const Args& args) {
  const auto* row = find(word);
  const auto text = row == nullptr ? std::string_view{} : lang == Lang::zh ? row->zh : row->en;
  if (text.empty()) return "⟦" + std::string(word) + "⟧";
  return fill(lang, text, args);
}
std::string say(Lang lang, const Message& message) { return say(lang, message.word, message.args); }

Lang lang_of(std::string_view option, const char* lc_all, const char* lc_messages, const char* lang) {
  if (option == "zh") return Lang::zh;
  if (option == "en") return Lang::en;
  for (const char* value : {lc_all, lc_messages, lang}) {
    if (value == nullptr || *value == '\0') continue;
    const std::string_view v(value);
    return v.starts_with("zh") || v.starts_with("C") || v == "POSIX" ? Lang::zh : Lang::en;
  }
  return Lang::zh;
}

std::string say_date(Lang lang, std::string_view iso_date) {
  const auto day = Date::parse(iso_date);
  if (!day) return std::string(iso_date);
  if (lang == Lang::zh) return fmt::format("{}年{}月{}日", day->year(), day->month(), day->day());
  return fmt::format("{} {} {}", day->day(), kMonths[static_cast<std::size_t>(day->month() - 1)], day->year());
}

std::string say_month(Lang lang, int month) {
  return lang == Lang::zh ? fmt::format("{}月", month) : std::string(kMonths[static_cast<std::size_t>(month - 1)]);
}
}  // namespace youju::words
