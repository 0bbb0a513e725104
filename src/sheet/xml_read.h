// SPDX-License-Identifier: Apache-2.0
// Inside the sheet room: XML as a stream of events (expat). A DOCTYPE or an entity declaration refuses the
// file, so that nothing outside of it is ever named and nothing grows.
#pragma once
#include <string>
#include <string_view>

#include "sheet/zip_read.h"

namespace youju::sheet {

// Attributes of one element; names as written, with the prefix.
class Attributes {
 public:
  explicit Attributes(const char** pairs) : pairs_(pairs) {}
  // The attribute whose local name this is ("id" finds r:id); "" when there is none.
  std::string_view get(std::string_view local) const;

 private:
  const char** pairs_;
};

class XmlEvents {
 public:
  virtual ~XmlEvents() = default;
  virtual void start(std::string_view local, const Attributes& attributes) = 0;
  virtual void end(std::string_view local) = 0;
  virtual void text(std::string_view) {}
  // The reader stops after the event in which this is set; `problem` is what read_xml then returns, if any.
  bool stop = false;
  std::optional<Error> problem;
};

// Streams one XML member of a ZIP. invalid with part and line when the XML is broken.
Result<void> read_xml(ZipReader& zip, std::string_view member, XmlEvents& events);
// The same for bytes at hand.
Result<void> read_xml_bytes(std::string_view bytes, std::string_view part, XmlEvents& events);
}  // namespace youju::sheet
