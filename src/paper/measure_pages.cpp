// SPDX-License-Identifier: Apache-2.0
// Runs poppler's tools and LibreOffice as children, reads back boxes and pixels.
#include "paper/measure_pages.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <pugixml.hpp>
#include <sstream>

namespace youju::paper {
namespace fs = std::filesystem;
namespace {
struct Folder {
  fs::path path = fs::temp_directory_path() / ("youju-layout-" + std::to_string(::getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() {
    if (!std::getenv("YOUJU_TEST_KEEP")) fs::remove_all(path);
  }
};
std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
}  // namespace

const fs::path& folder() {
  static const Folder kept;
  return kept.path;
}

fs::path spill(const std::string& name, const std::string& bytes) {
  std::ofstream(folder() / name, std::ios::binary) << bytes;
  return folder() / name;
}

std::optional<std::string> run(std::vector<std::string> words, const std::vector<std::string>& settings) {
  std::vector<char*> argv, env;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  auto all = settings;
  for (char** e = environ; *e; ++e) all.emplace_back(*e);
  for (auto& e : all) env.push_back(e.data());
  env.push_back(nullptr);
  const auto out = folder() / "out.txt";
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  pid_t pid = 0;
  const int started = posix_spawnp(&pid, argv[0], &actions, nullptr, argv.data(), env.data());
  posix_spawn_file_actions_destroy(&actions);
  if (started != 0) return std::nullopt;
  int status = 0;
  ::waitpid(pid, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::nullopt;
  return slurp(out);
}

std::vector<std::vector<PageLine>> lines_of(const fs::path& pdf) {
  const auto boxes = folder() / "boxes.html";
  if (!run({"pdftotext", "-bbox-layout", pdf.string(), boxes.string()})) return {};
  pugi::xml_document xml;
  xml.load_string(slurp(boxes).c_str(), pugi::parse_default | pugi::parse_doctype);
  std::vector<std::vector<PageLine>> pages;
  for (const auto& page : xml.select_nodes("//page")) {
    auto& lines = pages.emplace_back();
    for (const auto& found : page.node().select_nodes(".//line")) {
      const auto line = found.node();
      PageLine out{line.attribute("xMin").as_double(),
                   line.attribute("yMin").as_double(),
                   line.attribute("xMax").as_double(),
                   line.attribute("yMax").as_double(),
                   {}};
      for (const auto& word : line.children("word")) out.text += word.text().get();
      lines.push_back(std::move(out));
    }
    std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.y1 < b.y1; });
  }
  return pages;
}

bool Ink::dark(double x, double y) const {
  const int px = static_cast<int>(x * 4), py = static_cast<int>(y * 4);
  return px >= 0 && py >= 0 && px < width && py < height &&
         static_cast<unsigned char>(pixels[static_cast<std::size_t>(py) * static_cast<std::size_t>(width) +
                                           static_cast<std::size_t>(px)]) < 140;
}
double Ink::middle(double x, double from, double to) const {
  double first = -1, last = -1;
  for (double y = from; y < to; y += 0.25)
    if (dark(x, y)) {
      if (first < 0) first = y;
      last = y + 0.25;
    }
  return first < 0 ? -1 : (first + last) / 2;
}
int Ink::count(double x1, double y1, double x2, double y2) const {
  int n = 0;
  for (double y = y1; y < y2; y += 0.25)
    for (double x = x1; x < x2; x += 0.25) n += dark(x, y) ? 1 : 0;
  return n;
}
Ink ink_of(const fs::path& pdf, int page) {
  const auto out = folder() / "ink";
  const auto number = std::to_string(page);
  if (!run({"pdftoppm", "-gray", "-r", "288", "-singlefile", "-f", number, "-l", number, pdf.string(),
            out.string()}))
    return {};
  std::istringstream in(slurp(out.string() + ".pgm"));
  std::string magic;
  int most = 0;
  Ink ink;
  in >> magic >> ink.width >> ink.height >> most;
  in.get();
  ink.pixels.assign(std::istreambuf_iterator<char>(in), {});
  return ink;
}

fs::path through_libreoffice(const std::string& name, const std::string& docx) {
  const auto fonts = fs::path(YOUJU_SOURCE_DIR) / "build/fonts";
  std::string conf = "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>" +
                     fonts.string() + "</dir><dir>/usr/share/fonts</dir><cachedir>" +
                     (folder() / "fontcache").string() + "</cachedir>";
  const std::pair<const char*, const char*> same[] = {{"仿宋_GB2312", "FandolFang R"},
                                                      {"楷体_GB2312", "FandolKai"},
                                                      {"黑体", "FandolHei"},
                                                      {"宋体", "FandolSong"},
                                                      {"方正小标宋简体", "FandolSong"}};
  for (const auto& [theirs, ours] : same)
    conf += std::string("<match target=\"pattern\"><test name=\"family\"><string>") + theirs +
            "</string></test><edit name=\"family\" mode=\"assign\" binding=\"strong\"><string>" + ours +
            "</string></edit></match>";
  const auto conf_path = spill("fonts.conf", conf + "</fontconfig>");
  const auto in = spill(name + ".docx", docx), out = folder() / "office";
  const auto done =
      run({"timeout", "180", "soffice", "-env:UserInstallation=file://" + (folder() / "profile").string(),
           "--headless", "--convert-to", "pdf", "--outdir", out.string(), in.string()},
          {"FONTCONFIG_FILE=" + conf_path.string()});
  return done && fs::exists(out / (name + ".pdf")) ? out / (name + ".pdf") : fs::path();
}
}  // namespace youju::paper
