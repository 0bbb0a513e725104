// SPDX-License-Identifier: Apache-2.0
// Footers for odd and even pages (page number outside, QR code and log line inside), pictures, and the draft
// mark.
#include "paper/docx_parts.h"

namespace youju::paper {
namespace {

void run(Markup& m, std::string_view text) {
  m.open("w:r").open("w:t").attr("xml:space", "preserve").text(text).close_html().close();
}

void page_number(Markup& m) {
  run(m, "— ");
  m.open("w:r").leaf("w:fldChar", "w:fldCharType", "begin").close();
  m.open("w:r").open("w:instrText").attr("xml:space", "preserve").text(" PAGE ").close_html().close();
  m.open("w:r").leaf("w:fldChar", "w:fldCharType", "separate").close();
  run(m, "1");
  m.open("w:r").leaf("w:fldChar", "w:fldCharType", "end").close();
  run(m, " —");
}

void foot_note(Markup& m, const Document& document) {
  if (document.foot_note.empty()) return;
  m.open("w:r").open("w:rPr").leaf("w:color", "w:val", "6B6B6B").leaf("w:position", "w:val", 4L);
  m.leaf("w:sz", "w:val", std::lround(kFootNoteSize * 2))
      .leaf("w:szCs", "w:val", std::lround(kFootNoteSize * 2))
      .close();
  m.open("w:t").attr("xml:space", "preserve").text(document.foot_note).close_html().close();
}

void tab(Markup& m) {
  m.open("w:r").leaf("w:tab").close();
}
}  // namespace

void open_part(Markup& m, Name root) {
  m.raw_markup("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
  m.open(root).attr("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
  m.attr("xmlns:r", kOffice)
      .attr("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing");
  m.attr("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main")
      .attr("xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture");
  m.attr("xmlns:v", "urn:schemas-microsoft-com:vml")
      .attr("xmlns:o", "urn:schemas-microsoft-com:office:office")
      .attr("xmlns:w10", "urn:schemas-microsoft-com:office:word");
}

void write_picture(Markup& m, const PictureFrame& frame) {
  m.open("w:r").open("w:drawing");
  if (frame.floating) {
    m.open("wp:anchor")
        .attr("distT", 0L)
        .attr("distB", 0L)
        .attr("distL", 0L)
        .attr("distR", 0L)
        .attr("simplePos", 0L)
        .attr("relativeHeight", 2L);
    m.attr("behindDoc", 1L).attr("locked", 0L).attr("layoutInCell", 1L).attr("allowOverlap", 1L);
    m.open("wp:simplePos").attr("x", 0L).attr("y", 0L).close();
    m.open("wp:positionH")
        .attr("relativeFrom", "page")
        .open("wp:posOffset")
        .text(std::to_string(emu(frame.x)))
        .close_html()
        .close();
    m.open("wp:positionV")
        .attr("relativeFrom", "page")
        .open("wp:posOffset")
        .text(std::to_string(emu(frame.y)))
        .close_html()
        .close();
  } else {
    m.open("wp:inline").attr("distT", 0L).attr("distB", 0L).attr("distL", 0L).attr("distR", 0L);
  }
  m.open("wp:extent").attr("cx", emu(frame.width)).attr("cy", emu(frame.height)).close();
  if (frame.floating) m.leaf("wp:wrapNone");
  m.open("wp:docPr").attr("id", frame.id).attr("name", frame.name).attr("descr", frame.description).close();
  m.open("wp:cNvGraphicFramePr").open("a:graphicFrameLocks").attr("noChangeAspect", 1L).close().close();
  m.open("a:graphic")
      .open("a:graphicData")
      .attr("uri", "http://schemas.openxmlformats.org/drawingml/2006/picture")
      .open("pic:pic");
  m.open("pic:nvPicPr")
      .open("pic:cNvPr")
      .attr("id", frame.id)
      .attr("name", frame.name)
      .attr("descr", frame.description)
      .close()
      .leaf("pic:cNvPicPr")
      .close();
  m.open("pic:blipFill")
      .leaf("a:blip", "r:embed", frame.relation)
      .open("a:stretch")
      .leaf("a:fillRect")
      .close()
      .close();
  m.open("pic:spPr").open("a:xfrm").open("a:off").attr("x", 0L).attr("y", 0L).close();
  m.open("a:ext").attr("cx", emu(frame.width)).attr("cy", emu(frame.height)).close().close();
  m.open("a:prstGeom").attr("prst", "rect").leaf("a:avLst").close().close();
  m.close().close().close().close().close().close();
}

std::string docx_footer(const Document& document, bool odd, const std::string& qr_relation) {
  Markup m;
  open_part(m, "w:ftr");
  m.open("w:p").open("w:pPr").leaf("w:pStyle", "w:val", "Footer");
  const double clear = qr_relation.empty() ? 0 : kQrSize + 6;
  // Odd: log line left, number right, one character in; even the other way round.
  m.open("w:tabs")
      .open("w:tab")
      .attr("w:val", "right")
      .attr("w:pos", twips(odd ? kWidth - kSize4 : kWidth - clear))
      .close()
      .close();
  m.open("w:ind").attr("w:left", twips(odd ? clear : kSize4)).close();
  m.close();
  if (!qr_relation.empty())
    write_picture(m, {qr_relation, "QR", document.qr, odd ? 901 : 902, kQrSize, kQrSize, true,
                      odd ? kLeft : kLeft + kWidth - kQrSize, kTop + kHeight + kQrDrop});
  if (odd) {
    foot_note(m, document);
    tab(m);
    page_number(m);
  } else {
    page_number(m);
    tab(m);
    foot_note(m, document);
  }
  m.close().close();
  return m.take();
}

std::string docx_draft_header(const Document& document) {
  Markup m;
  open_part(m, "w:hdr");
  m.open("w:p").open("w:pPr").leaf("w:pStyle", "w:val", "Header").close().open("w:r").open("w:pict");
  // Word's own form of a watermark, which WPS and LibreOffice read as well.
  m.raw_markup(
      R"(<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="custom" o:connectlocs="0,0;0,10800;0,21600;0,10800" o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>)");
  m.open("v:shape")
      .attr("id", "YoujuDraft")
      .attr("type", "#_x0000_t136")
      .attr("alt", labels_of(document.lang).draft);
  m.attr("style",
         "position:absolute;margin-left:0;margin-top:0;width:330pt;height:150pt;rotation:315;z-index:-"
         "251658752;mso-position-horizontal:center;mso-position-horizontal-relative:page;mso-position-"
         "vertical:center;mso-position-vertical-relative:page");
  m.attr("fillcolor", "#e6e6e6").attr("stroked", "f");
  m.open("v:textpath")
      .attr("style", "font-family:\"黑体\";font-size:1pt")
      .attr("string", labels_of(document.lang).draft)
      .close();
  m.close().close().close().close().close();
  return m.take();
}

std::string Relations::add(std::string_view type, std::string_view target, bool external) {
  for (std::size_t i = 0; i < rows_.size(); ++i)
    if (rows_[i].target == target && rows_[i].type == type) return "rId" + std::to_string(i + 1);
  rows_.push_back({std::string(type), std::string(target), external});
  return "rId" + std::to_string(rows_.size());
}

std::string Relations::xml() const {
  Markup m;
  m.raw_markup("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
  m.open("Relationships").attr("xmlns", "http://schemas.openxmlformats.org/package/2006/relationships");
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    m.open("Relationship")
        .attr("Id", "rId" + std::to_string(i + 1))
        .attr("Type", std::string(kOffice) + "/" + rows_[i].type)
        .attr("Target", rows_[i].target);
    if (rows_[i].external) m.attr("TargetMode", "External");
    m.close();
  }
  m.close();
  return m.take();
}
}  // namespace youju::paper
