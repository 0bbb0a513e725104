// SPDX-License-Identifier: Apache-2.0
// Expat behind a wall: exceptions never cross its frames, DOCTYPE and entities refuse the file.
#include "sheet/xml_read.h"

#include <expat.h>

#include <exception>
#include <memory>

namespace youju::sheet {
namespace {
constexpr int kDeepest = 200;  // office files nest a few dozen levels

std::string_view local_name(const char* name) {
  const std::string_view all(name);
  const auto colon = all.rfind(':');
  return colon == all.npos ? all : all.substr(colon + 1);
}

struct Parsing {
  XML_Parser parser = nullptr;
  XmlEvents* events = nullptr;
  std::string part;
  int depth = 0;
  bool doctype = false, deep = false;
  std::exception_ptr thrown;

  void stop() { XML_StopParser(parser, XML_FALSE); }
  template <class F>
  void guarded(const F& work) {
    if (thrown || events->stop) return;
    try {
      work();
    } catch (...) {
      thrown = std::current_exception();
    }
    if (thrown || events->stop) stop();
  }
};

void XMLCALL on_start(void* user, const XML_Char* name, const XML_Char** attributes) {
  auto& p = *static_cast<Parsing*>(user);
  if (++p.depth > kDeepest) {
    p.deep = true;
    return p.stop();
  }
  p.guarded([&] { p.events->start(local_name(name), Attributes(attributes)); });
}
void XMLCALL on_end(void* user, const XML_Char* name) {
  auto& p = *static_cast<Parsing*>(user);
  --p.depth;
  p.guarded([&] { p.events->end(local_name(name)); });
}
void XMLCALL on_text(void* user, const XML_Char* text, int length) {
  auto& p = *static_cast<Parsing*>(user);
  p.guarded([&] { p.events->text(std::string_view(text, static_cast<std::size_t>(length))); });
}
void XMLCALL on_doctype(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  auto& p = *static_cast<Parsing*>(user);
  p.doctype = true;
  p.stop();
}
void XMLCALL on_entity(void* user, const XML_Char*, int, const XML_Char*, int, const XML_Char*,
                       const XML_Char*, const XML_Char*, const XML_Char*) {
  auto& p = *static_cast<Parsing*>(user);
  p.doctype = true;
  p.stop();
}

struct Free {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using Owned = std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free>;

Owned make_parser(Parsing& p) {
  Owned parser(XML_ParserCreate(nullptr));
  if (!parser) throw std::bad_alloc();
  p.parser = parser.get();
  XML_SetUserData(p.parser, &p);
  XML_SetElementHandler(p.parser, on_start, on_end);
  XML_SetCharacterDataHandler(p.parser, on_text);
  XML_SetStartDoctypeDeclHandler(p.parser, on_doctype);
  XML_SetEntityDeclHandler(p.parser, on_entity);
  return parser;
}

// What a failed XML_Parse means; nothing when the reader itself wanted to stop.
std::optional<Error> reason(Parsing& p) {
  if (p.thrown) std::rethrow_exception(p.thrown);
  if (p.events->problem) return p.events->problem;
  if (p.doctype) return Error{Code::invalid, {"sheet.xml_doctype", {{"part", p.part}}}, ""};
  if (p.deep) return Error{Code::too_large, {"sheet.xml_too_deep", {{"part", p.part}}}, ""};
  if (p.events->stop) return std::nullopt;
  return Error{
      Code::invalid,
      {"sheet.xml_damaged", {{"part", p.part}, {"line", std::to_string(XML_GetCurrentLineNumber(p.parser))}}},
      XML_ErrorString(XML_GetErrorCode(p.parser))};
}

bool feed(Parsing& p, std::string_view bytes, bool last) {
  constexpr std::size_t kPiece = 1u << 20;  // expat counts in int
  do {
    const auto piece = bytes.substr(0, kPiece);
    bytes.remove_prefix(piece.size());
    const bool end = last && bytes.empty();
    if (XML_Parse(p.parser, piece.data(), static_cast<int>(piece.size()), end) != XML_STATUS_OK) return false;
  } while (!bytes.empty());
  return true;
}
}  // namespace

std::string_view Attributes::get(std::string_view local) const {
  for (const char** at = pairs_; *at; at += 2)
    if (local_name(*at) == local) return at[1];
  return {};
}

Result<void> read_xml(ZipReader& zip, std::string_view member, XmlEvents& events) {
  Parsing p;
  p.events = &events;
  p.part = member;
  const auto parser = make_parser(p);
  bool good = true;
  TRY_OK(zip.stream(member, [&](std::string_view piece) { return good = feed(p, piece, false); }));
  if (good) good = feed(p, {}, true);
  if (!good)
    if (auto error = reason(p)) return fail(std::move(*error));
  return {};
}

Result<void> read_xml_bytes(std::string_view bytes, std::string_view part, XmlEvents& events) {
  Parsing p;
  p.events = &events;
  p.part = part;
  const auto parser = make_parser(p);
  if (!feed(p, bytes, true))
    if (auto error = reason(p)) return fail(std::move(*error));
  return {};
}
}  // namespace youju::sheet
