// SPDX-License-Identifier: Apache-2.0
// Finds the Fandol fonts (YOUJU_FONTS, ../share/youju/fonts beside the program, build/fonts of the source
// tree); asks fontconfig only for what they lack. Shapes text font by font with HarfBuzz.
#include "paper/fonts.h"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <hb.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <unordered_map>

namespace youju::paper {
namespace {
namespace fs = std::filesystem;

std::string find_folder() {
  std::vector<fs::path> places;
  if (const char* set = std::getenv("YOUJU_FONTS")) places.emplace_back(set);
  std::error_code error;
  if (const auto self = fs::read_symlink("/proc/self/exe", error); !error)
    places.push_back(self.parent_path().parent_path() / "share/youju/fonts");
  places.emplace_back(YOUJU_BUILD_FONTS);
  for (const auto& place : places)
    if (fs::exists(place / "FandolFang-Regular.otf", error)) return place.string();
  return {};
}

struct Wanted {
  std::string_view file;    // in the folder
  std::string_view family;  // else by fontconfig
  bool bold;
};
// Liberation Serif has Times's widths; Noto is Debian's own CJK family.
Wanted wanted(Face face) {
  switch (face) {
    case Face::fang:
      return {"FandolFang-Regular.otf", "Noto Serif CJK SC", false};
    case Face::hei:
      return {"FandolHei-Regular.otf", "Noto Sans CJK SC", false};
    case Face::kai:
      return {"FandolKai-Regular.otf", "Noto Serif CJK SC", false};
    case Face::song:
      return {"FandolSong-Regular.otf", "Noto Serif CJK SC", false};
    case Face::title:
      return {"FandolSong-Bold.otf", "Noto Serif CJK SC", true};
    case Face::times:
      return {"", "Liberation Serif", false};
  }
  return {"", "Noto Serif CJK SC", false};
}

// Characters that belong to the one before them: combining marks, joiners, variation selectors.
bool joins_previous(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) ||
         (c >= 0xE0100 && c <= 0xE01EF) || (c >= 0x20D0 && c <= 0x20FF);
}
bool is_latin(char32_t c) {
  return (c > 0x20 && c < 0x7F) || (c >= 0xC0 && c < 0x250);
}
// Takes no glyph: soft hyphen, zero width space, bidi marks.
bool is_silent(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

char32_t next(std::string_view s, std::size_t& i) {
  const auto lead = static_cast<unsigned char>(s[i++]);
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
  char32_t c = more == 3 ? lead & 0x07u : more == 2 ? lead & 0x0Fu : more == 1 ? lead & 0x1Fu : lead;
  for (int n = 0; n < more && i < s.size(); ++n) c = (c << 6) | (static_cast<unsigned char>(s[i++]) & 0x3Fu);
  return c;
}
}  // namespace

struct Fonts::Inside {
  struct Font {
    FT_Face face = nullptr;
    hb_font_t* shaper = nullptr;
    cairo_font_face_t* cairo = nullptr;
    double upem = 1000;
  };
  FT_Library library = nullptr;
  FcConfig* system = nullptr;
  hb_buffer_t* buffer = hb_buffer_create();
  std::string folder = find_folder();
  std::vector<Font> fonts;
  std::map<std::pair<std::string, int>, int> opened;
  std::map<Face, int> by_face;
  std::unordered_map<std::uint64_t, int> fallback;  // face and character → font, −1 when there is none

  int open(const std::string& file, int index) {
    const auto key = std::make_pair(file, index);
    if (const auto found = opened.find(key); found != opened.end()) return found->second;
    Font font;
    if (FT_New_Face(library, file.c_str(), index, &font.face) != 0) return opened[key] = -1;
    // HarfBuzz reads the tables itself: cairo changes the size of the FreeType face behind our back.
    hb_blob_t* blob = hb_blob_create_from_file(file.c_str());
    hb_face_t* face = hb_face_create(blob, static_cast<unsigned>(index));
    font.shaper = hb_font_create(face);
    font.upem = hb_face_get_upem(face);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    font.cairo = cairo_ft_font_face_create_for_ft_face(font.face, FT_LOAD_NO_HINTING);
    fonts.push_back(font);
    return opened[key] = static_cast<int>(fonts.size()) - 1;
  }

  // The best font of the system for a family that holds a character (0 = any). fontconfig is started only
  // here.
  int ask_system(std::string_view family, bool bold, char32_t c) {
    if (!system) system = FcInitLoadConfigAndFonts();
    FcPattern* pattern = FcPatternCreate();
    FcPatternAddString(pattern, FC_FAMILY, reinterpret_cast<const FcChar8*>(std::string(family).c_str()));
    FcPatternAddInteger(pattern, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
    FcPatternAddString(pattern, FC_LANG, reinterpret_cast<const FcChar8*>("zh-cn"));
    if (c) {
      FcCharSet* set = FcCharSetCreate();
      FcCharSetAddChar(set, c);
      FcPatternAddCharSet(pattern, FC_CHARSET, set);
      FcCharSetDestroy(set);
    }
    FcConfigSubstitute(system, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    FcResult result;
    int found = -1;
    if (FcFontSet* sorted = FcFontSort(system, pattern, FcTrue, nullptr, &result)) {
      for (int i = 0; i < sorted->nfont && found < 0; ++i) {
        FcChar8* file = nullptr;
        int index = 0;
        FcBool scalable = FcTrue;
        FcPatternGetBool(sorted->fonts[i], FC_SCALABLE, 0, &scalable);
        if (!scalable || FcPatternGetString(sorted->fonts[i], FC_FILE, 0, &file) != FcResultMatch) continue;
        FcPatternGetInteger(sorted->fonts[i], FC_INDEX, 0, &index);
        const int font = open(reinterpret_cast<const char*>(file), index & 0xFFFF);
        if (font >= 0 && (c == 0 || has(font, c))) found = font;
      }
      FcFontSetDestroy(sorted);
    }
    FcPatternDestroy(pattern);
    return found;
  }

  bool has(int font, char32_t c) const {
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(fonts[static_cast<std::size_t>(font)].shaper, c, &glyph) && glyph != 0;
  }

  int font_of(Face face) {
    if (const auto found = by_face.find(face); found != by_face.end()) return found->second;
    const auto want = wanted(face);
    int font = -1;
    if (!want.file.empty() && !folder.empty()) font = open((fs::path(folder) / want.file).string(), 0);
    if (font < 0) font = ask_system(want.family, want.bold, 0);
    return by_face[face] = font;
  }

  int font_for(Face face, char32_t c, bool latin_first) {
    // Fandol's 仿宋, 楷体 and 宋体 carry Latin of other designs; Times's widths and weight suit them better.
    const bool plain = face == Face::fang || face == Face::kai || face == Face::song;
    if ((latin_first || plain) && is_latin(c)) {
      const int times = font_of(Face::times);
      if (times >= 0 && has(times, c)) return times;
    }
    const int first = font_of(face);
    if (first >= 0 && (has(first, c) || is_silent(c))) return first;
    const auto key = (static_cast<std::uint64_t>(face) << 32) | c;
    if (const auto found = fallback.find(key); found != fallback.end()) return found->second;
    const auto want = wanted(face);
    return fallback[key] = ask_system(want.family, want.bold, c);
  }

  void shape_run(std::string_view text, std::uint32_t offset, int index, Shaped& out) {
    const auto& font = fonts[static_cast<std::size_t>(index)];
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_utf8(buffer, text.data(), static_cast<int>(text.size()), 0, static_cast<int>(text.size()));
    hb_buffer_guess_segment_properties(buffer);
    // Clusters of a line run from left to right; a run of another direction is drawn as it was shaped.
    const bool backward = HB_DIRECTION_IS_BACKWARD(hb_buffer_get_direction(buffer));
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
    hb_shape(font.shaper, buffer, nullptr, 0);
    unsigned count = 0;
    const auto* info = hb_buffer_get_glyph_infos(buffer, &count);
    const auto* place = hb_buffer_get_glyph_positions(buffer, &count);
    const double unit = 1.0 / font.upem;
    for (unsigned i = 0; i < count;) {
      Cluster cluster{};
      cluster.begin = offset + (backward ? 0 : info[i].cluster);
      cluster.font = static_cast<std::uint16_t>(index);
      cluster.glyph = static_cast<std::uint32_t>(out.glyphs.size());
      double x = 0;
      const auto at = info[i].cluster;
      for (; i < count && (backward || info[i].cluster == at); ++i) {
        out.glyphs.push_back({info[i].codepoint, static_cast<float>(x + place[i].x_offset * unit),
                              static_cast<float>(-place[i].y_offset * unit)});
        x += place[i].x_advance * unit;
      }
      cluster.end =
          offset + (i < count && !backward ? info[i].cluster : static_cast<std::uint32_t>(text.size()));
      cluster.glyphs = static_cast<std::uint32_t>(out.glyphs.size()) - cluster.glyph;
      cluster.width = static_cast<float>(x);
      out.width += cluster.width;
      out.clusters.push_back(cluster);
    }
  }
};

Fonts::Fonts() : inside_(std::make_unique<Inside>()) {
  FT_Init_FreeType(&inside_->library);
}

Fonts::~Fonts() {
  for (auto& font : inside_->fonts) {
    cairo_font_face_destroy(font.cairo);
    hb_font_destroy(font.shaper);
    FT_Done_Face(font.face);
  }
  hb_buffer_destroy(inside_->buffer);
  if (inside_->system) FcConfigDestroy(inside_->system);
  FT_Done_FreeType(inside_->library);
}

Result<void> Fonts::shape(std::string_view utf8, Face face, bool latin_first, std::uint32_t offset,
                          Shaped& out) {
  std::size_t from = 0, at = 0;
  int current = -1;
  while (at < utf8.size()) {
    const std::size_t here = at;
    const char32_t c = next(utf8, at);
    if (current >= 0 && (joins_previous(c) || is_silent(c))) continue;
    const int font = inside_->font_for(face, c, latin_first);
    if (font < 0) {
      return fail(Code::unsupported, "paper.no_glyph",
                  {{"character", std::string(utf8.substr(here, at - here))},
                   {"code", fmt::format("U+{:04X}", static_cast<unsigned>(c))}});
    }
    if (font != current && current >= 0) {
      inside_->shape_run(utf8.substr(from, here - from), offset + static_cast<std::uint32_t>(from), current,
                         out);
      from = here;
    }
    current = font;
  }
  if (current >= 0)
    inside_->shape_run(utf8.substr(from), offset + static_cast<std::uint32_t>(from), current, out);
  return {};
}

cairo_font_face_t* Fonts::cairo_face(std::uint16_t font) const {
  return inside_->fonts[font].cairo;
}
const std::string& Fonts::folder() const {
  return inside_->folder;
}

FontsInUse fonts_in_use() {
  // Never destroyed: cairo's own caches may outlive statics, and the kernel frees all of it anyway.
  static std::mutex mutex;
  static Fonts* fonts = nullptr;
  std::unique_lock<std::mutex> lock(mutex);
  if (!fonts) fonts = new Fonts;
  return {std::move(lock), fonts};
}
}  // namespace youju::paper
