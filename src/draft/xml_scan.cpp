// SPDX-License-Identifier: Apache-2.0
// Expat with namespaces, fed in one piece; exceptions never cross its frames.
#include "draft/xml_scan.h"

#include <expat.h>

#include <charconv>
#include <exception>
#include <memory>
#include <new>

#include "base/text.h"

namespace youju::draft {
namespace {
constexpr int kDeepest = 256;  // tables in tables nest a few dozen levels
constexpr char kBetween = '\x01';

struct Parsing {
  XML_Parser parser = nullptr;
  XmlScan* scan = nullptr;
  int depth = 0;
  bool doctype = false, deep = false, utf8 = true;
  std::exception_ptr thrown;

  void stop() { XML_StopParser(parser, XML_FALSE); }
  Span here() const {
    const auto begin = static_cast<std::size_t>(XML_GetCurrentByteIndex(parser));
    return {begin, begin + static_cast<std::size_t>(XML_GetCurrentByteCount(parser))};
  }
  template <class F>
  void guarded(const F& work) {
    if (thrown || scan->problem || deep || doctype) return;
    try {
      work();
    } catch (...) {
      thrown = std::current_exception();
    }
    if (thrown || scan->problem) stop();
  }
};

Parsing& of(void* user) {
  return *static_cast<Parsing*>(user);
}

// "uri\1local" or "local".
Name name_of(const char* text) {
  const std::string_view all(text);
  const auto between = all.find(kBetween);
  if (between == all.npos) return {Space::none, all};
  return {space_of(all.substr(0, between)), all.substr(between + 1)};
}

void XMLCALL on_start(void* user, const XML_Char* name, const XML_Char** attributes) {
  auto& p = of(user);
  if (++p.depth > kDeepest) {
    p.deep = true;
    return p.stop();
  }
  p.guarded([&] { p.scan->start(name_of(name), XmlAttributes(attributes), p.here()); });
}
void XMLCALL on_end(void* user, const XML_Char* name) {
  auto& p = of(user);
  --p.depth;
  p.guarded([&] { p.scan->end(name_of(name), p.here()); });
}
void XMLCALL on_text(void* user, const XML_Char* text, int length) {
  auto& p = of(user);
  p.guarded([&] { p.scan->text(std::string_view(text, static_cast<std::size_t>(length)), p.here()); });
}
void XMLCALL on_section(void* user) {
  auto& p = of(user);
  p.guarded([&] { p.scan->section(true); });
}
void XMLCALL on_section_end(void* user) {
  auto& p = of(user);
  p.guarded([&] { p.scan->section(false); });
}
void XMLCALL on_space(void* user, const XML_Char* prefix, const XML_Char* uri) {
  auto& p = of(user);
  p.guarded([&] { p.scan->name_space(prefix ? prefix : "", uri ? uri : ""); });
}
void XMLCALL on_declaration(void* user, const XML_Char*, const XML_Char* encoding, int) {
  if (encoding) of(user).utf8 = lower_ascii(encoding) == "utf-8" || lower_ascii(encoding) == "utf8";
}
void XMLCALL on_doctype(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  auto& p = of(user);
  p.doctype = true;
  p.stop();
}

struct Free {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using Owned = std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free>;

Owned make_parser(Parsing& p) {
  Owned parser(XML_ParserCreateNS(nullptr, kBetween));
  if (!parser) throw std::bad_alloc();
  p.parser = parser.get();
  XML_SetUserData(p.parser, &p);
  XML_SetElementHandler(p.parser, on_start, on_end);
  XML_SetCharacterDataHandler(p.parser, on_text);
  XML_SetCdataSectionHandler(p.parser, on_section, on_section_end);
  XML_SetStartNamespaceDeclHandler(p.parser, on_space);
  XML_SetXmlDeclHandler(p.parser, on_declaration);
  XML_SetStartDoctypeDeclHandler(p.parser, on_doctype);
  return parser;
}
}  // namespace

Space space_of(std::string_view uri) {
  if (uri == "http://schemas.openxmlformats.org/wordprocessingml/2006/main" ||
      uri == "http://purl.oclc.org/ooxml/wordprocessingml/main")
    return Space::word;
  if (uri == "http://schemas.openxmlformats.org/officeDocument/2006/relationships" ||
      uri == "http://purl.oclc.org/ooxml/officeDocument/relationships")
    return Space::relations;
  if (uri == "http://schemas.openxmlformats.org/markup-compatibility/2006") return Space::compatibility;
  if (uri == "http://schemas.openxmlformats.org/officeDocument/2006/math" ||
      uri == "http://purl.oclc.org/ooxml/officeDocument/math")
    return Space::math;
  return Space::other;
}

const char* XmlAttributes::find(Space space, std::string_view local) const {
  const char* bare = nullptr;
  for (const char** at = pairs_; *at; at += 2) {
    const Name name = name_of(*at);
    if (name.local != local) continue;
    if (name.space == space) return at[1];
    if (name.space == Space::none) bare = at[1];
  }
  return bare;
}
std::string_view XmlAttributes::get(Space space, std::string_view local) const {
  const char* found = find(space, local);
  return found ? found : std::string_view();
}
bool XmlAttributes::preserves_space(bool inherited) const {
  for (const char** at = pairs_; *at; at += 2)
    if (std::string_view(*at) == "http://www.w3.org/XML/1998/namespace\x01space")
      return std::string_view(at[1]) == "preserve";
  return inherited;
}

Result<XmlFacts> scan_xml(std::string_view bytes, std::string_view part, XmlScan& scan) {
  constexpr std::size_t kMostBytes = 128u << 20;  // expat counts in int and copies once
  if (bytes.size() > kMostBytes)
    return fail(Code::too_large, "draft.unpacks_too_large",
                {{"part", std::string(part)}, {"limit", std::to_string(kMostBytes >> 20)}});
  Parsing p;
  p.scan = &scan;
  const auto parser = make_parser(p);
  const bool wide = bytes.starts_with("\xFE\xFF") || bytes.starts_with("\xFF\xFE") ||
                    bytes.substr(0, 2).find('\0') != bytes.npos;
  const bool good = XML_Parse(p.parser, bytes.data(), static_cast<int>(bytes.size()), 1) == XML_STATUS_OK;
  if (p.thrown) std::rethrow_exception(p.thrown);
  if (scan.problem) return fail(std::move(*scan.problem));
  if (p.doctype) return fail(Code::invalid, "draft.xml_doctype", {{"part", std::string(part)}});
  if (p.deep) return fail(Code::too_large, "draft.xml_too_deep", {{"part", std::string(part)}});
  if (!good)
    return fail(Code::invalid, "draft.xml_damaged",
                {{"part", std::string(part)}, {"line", std::to_string(XML_GetCurrentLineNumber(p.parser))}},
                XML_ErrorString(XML_GetErrorCode(p.parser)));
  return XmlFacts{p.utf8 && !wide};
}

int number_of(std::string_view text, int otherwise) {
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}
bool is_off(std::string_view value) {
  return value == "0" || value == "false" || value == "off";
}

std::string escape_xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}
}  // namespace youju::draft
