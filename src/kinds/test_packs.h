// SPDX-License-Identifier: Apache-2.0
// For tests: the shipped packs loaded, a small roster, packs written to a temporary folder.
#pragma once
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "kinds/kinds.h"

namespace youju::kinds::test {

inline std::string all_of(const PackProblems& problems) {
  std::string out;
  for (const auto& p : problems) {
    out += p.file + ":" + std::to_string(p.line) + " " + p.message.word;
    for (const auto& [name, value] : p.message.args) out += " " + name + "=" + value;
    out += "\n";
  }
  return out;
}

// Every placeholder of the message's text, in both languages, has its value.
inline void check_filled(const Message& message) {
  for (const std::string lang : {"zh", "en"}) {
    const auto room = message.word.substr(0, message.word.find('.'));
    std::ifstream in(std::filesystem::path(YOUJU_SOURCE_DIR) / "src/words" / lang / (room + ".json"));
    const Json words = Json::parse(in);
    INFO(message.word);
    REQUIRE(words.contains(message.word));
    const std::string text = words.at(message.word).get<std::string>();
    for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
      const std::string name = text.substr(at + 1, text.find_first_of("|}", at) - at - 1);
      INFO(name);
      CHECK(message.args.count(name) == 1);
    }
  }
}
inline void check_filled(const PackProblems& problems) {
  for (const auto& p : problems) check_filled(p.message);
}

inline std::filesystem::path packs_folder() {
  return std::filesystem::path(YOUJU_SOURCE_DIR) / "packs";
}

inline Pack load(const std::filesystem::path& folder) {
  auto loaded = load_pack(folder);
  if (auto* wrong = std::get_if<PackProblems>(&loaded)) FAIL(all_of(*wrong));
  return std::get<Pack>(std::move(loaded));
}

inline Catalogue make(std::vector<Pack> packs) {
  auto made = Catalogue::make(std::move(packs));
  if (auto* wrong = std::get_if<PackProblems>(&made)) FAIL(all_of(*wrong));
  return std::get<Catalogue>(std::move(made));
}

inline const Catalogue& shipped() {
  static const Catalogue catalogue =
      make({load(packs_folder() / "common"), load(packs_folder() / "retired-cadres")});
  return catalogue;
}

// A folder that goes away with its test.
struct TempFolder {
  std::filesystem::path path;
  explicit TempFolder(const std::string& name)
      : path(std::filesystem::temp_directory_path() /
             ("youju-kinds-" + name + "-" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
  }
  ~TempFolder() { std::filesystem::remove_all(path); }
  void write(const std::string& file, const std::string& text) const {
    std::filesystem::create_directories((path / file).parent_path());
    std::ofstream(path / file, std::ios::binary) << text;
  }
};

// 王芳, 李四光, 张伟 … by name or id; 陈静 twice.
inline Lookups roster() {
  static const std::map<std::string, std::vector<std::string>> people = {
      {"王芳", {"p-wang"}}, {"李四光", {"p-li"}},     {"张伟", {"p-zhang"}},
      {"赵敏", {"p-zhao"}}, {"欧阳修", {"p-ouyang"}}, {"陈静", {"p-chen1", "p-chen2"}}};
  Lookups lookups;
  lookups.persons = [](std::string_view text) {
    std::vector<PersonId> out;
    for (const auto& [name, ids] : people)
      for (const auto& id : ids)
        if (name == text || id == text) out.emplace_back(id);
    return out;
  };
  lookups.unit = [](std::string_view name) {
    return name == "第一支部" || name == "u2" ? std::optional(UnitId("u2")) : std::nullopt;
  };
  lookups.record = [](std::string_view text, const KindId&) {
    return text == "安全自查" || text == "r1" ? std::optional(RecordId("r1")) : std::nullopt;
  };
  return lookups;
}

inline Draft draft_of(const std::string& kind, std::map<std::string, std::string> values,
                      std::string state = "") {
  Draft draft;
  draft.kind = KindId(kind);
  draft.unit = UnitId("u1");
  draft.state = std::move(state);
  draft.values = std::move(values);
  return draft;
}

inline Date day(const std::string& iso) {
  return Date::parse(iso).value();
}
}  // namespace youju::kinds::test
