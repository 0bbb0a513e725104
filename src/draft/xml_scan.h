// SPDX-License-Identifier: Apache-2.0
// Inside the draft room: XML as events that know which bytes they came from, so that a part can be changed at
// a place without writing the rest again. DOCTYPE refuses the file.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace youju::draft {

struct Span {
  std::size_t begin = 0, end = 0;
  std::size_t size() const { return end - begin; }
  explicit operator bool() const { return end > begin; }
};

// The namespaces that matter here; the strict forms of ISO 29500 are the same ones.
enum class Space { none, word, relations, compatibility, math, other };

struct Name {
  Space space;
  std::string_view local;
};

class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  // "" when there is none. An attribute without a prefix is taken for one of the element's namespace.
  std::string_view word(std::string_view local) const { return get(Space::word, local); }
  std::string_view relation(std::string_view local) const { return get(Space::relations, local); }
  std::string_view plain(std::string_view local) const { return get(Space::none, local); }
  bool has_word(std::string_view local) const { return find(Space::word, local) != nullptr; }
  bool preserves_space(bool inherited) const;

 private:
  const char* find(Space space, std::string_view local) const;
  std::string_view get(Space space, std::string_view local) const;
  const char** pairs_;
};

// What attributes say: a whole number, or `otherwise`; ST_OnOff (ISO 29500-1, 17.17.4).
int number_of(std::string_view text, int otherwise);
bool is_off(std::string_view value);
inline constexpr std::string_view kBlank = " \t\r\n";

class XmlScan {
 public:
  virtual ~XmlScan() = default;
  virtual void start(const Name& name, const XmlAttributes& attributes, Span tag) = 0;
  // The span is empty at the end of <a/>.
  virtual void end(const Name& name, Span tag) = 0;
  virtual void text(std::string_view, Span) {}
  virtual void section(bool) {}  // CDATA begins, ends
  virtual void name_space(std::string_view /*prefix*/, std::string_view /*uri*/) {}
  std::optional<Error> problem;  // set: reading stops with it
};

struct XmlFacts {
  bool utf8 = true;  // spans may be used for changing the part
};
// invalid with part and line when broken; too_large when nested too deep.
Result<XmlFacts> scan_xml(std::string_view bytes, std::string_view part, XmlScan& scan);

// Which of the namespaces a URI names.
Space space_of(std::string_view uri);
std::string escape_xml(std::string_view text);
}  // namespace youju::draft
