// SPDX-License-Identifier: Apache-2.0
// Fonts by role, with a fallback for rare characters, kept open for the life of the process. FreeType and
// HarfBuzz are used directly: no font map to warm up, no resolution to get wrong, exact advances (decision
// 0080).
#pragma once
#include <cairo.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "paper/layout.h"

namespace youju::paper {

// One glyph of a shaped text; lengths in ems.
struct Glyph {
  unsigned id;
  float dx, dy;
};
// The smallest unit that can be placed: one character with its marks, or a ligature.
struct Cluster {
  std::uint32_t begin, end;     // bytes of the text
  std::uint32_t glyph, glyphs;  // into Shaped::glyphs
  float width;                  // ems
  std::uint16_t font;           // index of an open font
};
struct Shaped {
  std::vector<Cluster> clusters;
  std::vector<Glyph> glyphs;
  float width = 0;  // ems
};

// Not for two threads at once: hold the lock of fonts_in_use() while shaping or drawing.
class Fonts {
 public:
  Fonts();
  ~Fonts();
  Fonts(const Fonts&) = delete;
  Fonts& operator=(const Fonts&) = delete;

  // `latin_first`: digits and Latin letters in Times, Han in `face`. Appends to `out`; byte offsets start at
  // `offset`. unsupported when no font holds a character.
  Result<void> shape(std::string_view utf8, Face face, bool latin_first, std::uint32_t offset, Shaped& out);
  cairo_font_face_t* cairo_face(std::uint16_t font) const;
  // The folder the free fonts were found in, empty when none.
  const std::string& folder() const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

// The process's fonts and the lock that guards them.
struct FontsInUse {
  std::unique_lock<std::mutex> lock;
  Fonts* fonts;
};
FontsInUse fonts_in_use();
}  // namespace youju::paper
