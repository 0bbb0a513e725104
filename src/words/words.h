// SPDX-License-Identifier: Apache-2.0
// Messages in Chinese and English. Keys are "room.what"; catalogues are src/words/{zh,en}/<room>.json, flat and sorted,
// merged at build time. tools/check_words.py fails when a key used in the sources is missing in a language, when
// placeholders differ between languages, or when a key is used nowhere. The language is always an argument, never state.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace youju::words {

enum class Lang { zh, en };

// The message in the language, placeholders filled. An argument whose value starts with '@' is itself a key and is
// translated first. An unknown key gives "⟦key⟧" (a test looks for that mark in all output).
std::string say(Lang lang, const Message& message);
std::string say(Lang lang, std::string_view word, const Args& args = {});
// "zh" or "en" from "--lang", else from LC_ALL / LC_MESSAGES / LANG ("zh*" → zh, unset or "C" → zh, others en).
Lang lang_of(std::string_view option, const char* lc_all, const char* lc_messages, const char* lang);
// Dates in the reader's convention: 2023年3月5日 / 5 March 2023.
std::string say_date(Lang lang, std::string_view iso_date);
}  // namespace youju::words
