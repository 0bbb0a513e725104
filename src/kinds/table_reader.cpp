// SPDX-License-Identifier: Apache-2.0
// Reading of one table of a pack file: types, limits, unknown keys.
#include "kinds/table_reader.h"

#include <algorithm>

#include "base/text.h"
#include "kinds/refused_meanings.h"

namespace youju::kinds {
namespace {
std::string type_word(Node::Type type) {
  switch (type) {
    case Node::Type::text:
      return "@kinds.toml_text";
    case Node::Type::integer:
      return "@kinds.toml_integer";
    case Node::Type::boolean:
      return "@kinds.toml_boolean";
    case Node::Type::decimal:
      return "@kinds.toml_decimal";
    case Node::Type::date:
      return "@kinds.toml_date";
    case Node::Type::array:
      return "@kinds.toml_array";
    case Node::Type::table:
      break;
  }
  return "@kinds.toml_table";
}
}  // namespace

void tidy(PackProblems& problems) {
  std::stable_sort(problems.begin(), problems.end(), [](const PackProblem& a, const PackProblem& b) {
    return std::tie(a.file, a.line) < std::tie(b.file, b.line);
  });
  const auto same = [](const PackProblem& a, const PackProblem& b) {
    Args left = a.message.args, right = b.message.args;
    left.erase("kind");
    right.erase("kind");
    return a.file == b.file && a.line == b.line && a.message.word == b.message.word && left == right;
  };
  PackProblems kept;
  for (PackProblem& problem : problems) {
    const bool known =
        std::any_of(kept.begin(), kept.end(), [&](const PackProblem& k) { return same(k, problem); });
    if (!known && kept.size() < 200) kept.push_back(std::move(problem));
  }
  problems = std::move(kept);
}

bool is_id(std::string_view text) {
  if (text.empty() || text.size() > 64 || text[0] < 'a' || text[0] > 'z') return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string nearest_of(std::string_view written, const std::vector<std::string>& candidates) {
  std::string best;
  int best_distance = 4;
  for (const auto& candidate : candidates) {
    const int distance = edit_distance(written, candidate, best_distance);
    // Half of a short word is another word.
    if (distance < best_distance && distance * 2 <= static_cast<int>(code_point_count(candidate)) + 1) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::string name_key(std::string_view text) {
  std::string out;
  for (const char c : fold(text))
    if (c != ' ' && c != '_' && c != '-' && c != '\n' && c != '\t') out += c;
  return out;
}

int TableReader::line_of(std::string_view key) const {
  const Node* node = table_.find(key);
  return node ? node->line : table_.line;
}

const Node* TableReader::take(const std::string& key) {
  taken_.insert(key);
  return table_.find(key);
}

void TableReader::problem(int line, std::string_view word, Args args) {
  problems_.push_back({file_, line, {std::string(word), std::move(args)}});
}

bool TableReader::check_text(const Node& node, const std::string& key, std::string& out, int max_length) {
  if (node.type != Node::Type::text) {
    problem(node.line, "kinds.key_type",
            {{"key", key}, {"read", type_word(node.type)}, {"write", "@kinds.toml_text"}});
    return false;
  }
  const auto cleaned = clean(node.text);
  if (!cleaned || has_invisible(node.text)) {
    problem(node.line, "kinds.key_invisible", {{"key", key}});
    return false;
  }
  if (static_cast<int>(code_point_count(*cleaned)) > max_length) {
    problem(node.line, "kinds.key_too_long", {{"key", key}, {"limit", std::to_string(max_length)}});
    return false;
  }
  out = *cleaned;
  return true;
}

std::string TableReader::text(const std::string& key, int max_length) {
  std::string out;
  if (const Node* node = take(key)) check_text(*node, key, out, max_length);
  return out;
}

std::string TableReader::required_text(const std::string& key, int max_length) {
  const std::size_t before = problems_.size();
  std::string out = text(key, max_length);
  if (out.empty() && problems_.size() == before) problem(line_of(key), "kinds.key_missing", {{"key", key}});
  return out;
}

std::string TableReader::id(const std::string& key) {
  const std::size_t before = problems_.size();
  std::string out = required_text(key);
  if (problems_.size() == before && !is_id(out))
    problem(line_of(key), "kinds.id_form", {{"key", key}, {"read", out}});
  return out;
}

std::vector<std::string> TableReader::texts(const std::string& key, int max_length) {
  std::vector<std::string> out;
  const Node* node = take(key);
  if (!node) return out;
  if (node->type != Node::Type::array) {
    problem(node->line, "kinds.key_type",
            {{"key", key}, {"read", type_word(node->type)}, {"write", "@kinds.toml_texts"}});
    return out;
  }
  if (node->items.size() > 100) problem(node->line, "kinds.key_too_many", {{"key", key}, {"limit", "100"}});
  for (const Node& item : node->items) {
    std::string one;
    if (!check_text(item, key, one, max_length)) continue;
    if (one.empty()) {
      problem(item.line, "kinds.key_empty", {{"key", key}});
    } else {
      out.push_back(one);
    }
  }
  return out;
}

Names TableReader::names(const std::string& key, bool required, int max_length) {
  const Node* node = take(key);
  if (!node) {
    if (required) problem(table_.line, "kinds.names_missing", {{"key", key}});
    return {};
  }
  if (node->type != Node::Type::table) {
    problem(node->line, "kinds.names_missing", {{"key", key}});
    return {};
  }
  TableReader inner(*node, file_, problems_);
  Names out;
  for (const std::string lang : {"zh", "en"}) {
    const std::size_t before = problems_.size();
    const std::string name = inner.text(lang, max_length);
    if (name.empty() && problems_.size() == before) {
      problem(node->line, "kinds.name_missing_language", {{"key", key}, {"lang", lang}});
    }
    out[lang] = name;
  }
  inner.done();
  return out;
}

bool TableReader::boolean(const std::string& key, bool fallback) {
  const Node* node = take(key);
  if (!node) return fallback;
  if (node->type != Node::Type::boolean) {
    problem(node->line, "kinds.key_type",
            {{"key", key}, {"read", type_word(node->type)}, {"write", "@kinds.toml_boolean"}});
    return fallback;
  }
  return node->boolean;
}

std::optional<int> TableReader::integer(const std::string& key, int least, int most) {
  const Node* node = take(key);
  if (!node) return std::nullopt;
  if (node->type != Node::Type::integer) {
    problem(node->line, "kinds.key_type",
            {{"key", key}, {"read", type_word(node->type)}, {"write", "@kinds.toml_integer"}});
    return std::nullopt;
  }
  if (node->integer < least || node->integer > most) {
    problem(node->line, "kinds.key_range",
            {{"key", key},
             {"read", std::to_string(node->integer)},
             {"least", std::to_string(least)},
             {"most", std::to_string(most)}});
    return std::nullopt;
  }
  return static_cast<int>(node->integer);
}

std::optional<Decimal> TableReader::decimal(const std::string& key) {
  const Node* node = take(key);
  if (!node) return std::nullopt;
  if (node->type == Node::Type::integer) {
    if (const auto value = Decimal::parse(std::to_string(node->integer))) return value;
  } else if (node->type == Node::Type::text) {
    if (const auto value = Decimal::parse(node->text)) return value;
  }
  // 0.1 as a TOML number is a binary fraction; in quotes it is exact.
  problem(node->line, "kinds.key_decimal", {{"key", key}});
  return std::nullopt;
}

std::optional<Date> TableReader::date(const std::string& key) {
  const Node* node = take(key);
  if (!node) return std::nullopt;
  if (node->type == Node::Type::text || node->type == Node::Type::date) {
    if (const auto date = Date::parse(node->text)) return date;
  }
  problem(node->line, "kinds.key_date", {{"key", key}, {"read", node->text}});
  return std::nullopt;
}

std::optional<Condition> TableReader::condition(const std::string& key) {
  const Node* node = take(key);
  if (!node) return std::nullopt;
  if (node->type != Node::Type::table) {
    problem(node->line, "kinds.condition_form", {{"key", key}});
    return std::nullopt;
  }
  TableReader inner(*node, file_, problems_);
  Condition out{inner.required_text("field"), inner.texts("values")};
  if (out.values.empty()) problem(node->line, "kinds.condition_form", {{"key", key}});
  inner.done();
  return out;
}

std::vector<const Node*> TableReader::tables(const std::string& key, std::size_t most) {
  std::vector<const Node*> out;
  const Node* node = take(key);
  if (!node) return out;
  const bool good = node->type == Node::Type::array &&
                    std::all_of(node->items.begin(), node->items.end(),
                                [](const Node& n) { return n.type == Node::Type::table; });
  if (!good) {
    problem(node->line, "kinds.key_tables", {{"key", key}});
    return out;
  }
  if (node->items.size() > most) {
    problem(node->line, "kinds.key_too_many", {{"key", key}, {"limit", std::to_string(most)}});
    return out;
  }
  for (const Node& item : node->items) out.push_back(&item);
  return out;
}

std::string TableReader::one_of(const std::string& key, const std::vector<std::string>& allowed,
                                bool required) {
  const std::size_t before = problems_.size();
  const std::string written = required ? required_text(key) : text(key);
  if (written.empty() || problems_.size() != before) return "";
  if (std::find(allowed.begin(), allowed.end(), written) != allowed.end()) return written;
  const std::string near = nearest_of(written, allowed);
  if (near.empty()) {
    problem(line_of(key), "kinds.not_in_list", {{"key", key}, {"read", written}, {"list", joined(allowed)}});
  } else {
    problem(line_of(key), "kinds.not_in_list_near",
            {{"key", key}, {"read", written}, {"near", near}, {"list", joined(allowed)}});
  }
  return "";
}

void TableReader::done() {
  const std::vector<std::string> allowed(taken_.begin(), taken_.end());
  for (std::size_t i = 0; i < table_.keys.size(); ++i) {
    const std::string& key = table_.keys[i];
    const Node& node = table_.items[i];
    if (taken_.count(key)) continue;
    if (is_refused_key(key)) {
      problem(node.line, "kinds.refused_key", {{"key", key}});
      continue;
    }
    const std::string near = nearest_of(key, allowed);
    if (near.empty()) {
      problem(node.line, "kinds.key_unknown", {{"key", key}, {"list", joined(allowed)}});
    } else {
      problem(node.line, "kinds.key_unknown_near", {{"key", key}, {"near", near}});
    }
  }
}
}  // namespace youju::kinds
