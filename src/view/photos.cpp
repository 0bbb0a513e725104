// SPDX-License-Identifier: Apache-2.0
#include "view/photos.h"

namespace youju::view {
namespace {
Html photo_tile(const Here& here, const PhotoTile& photo) {
  const auto picture =
      when(!photo.address.empty(), [&] { return a(href(photo.address), img(attr("src", photo.address), attr("alt", photo.name), attr("loading", "lazy"))); });
  const auto told = row_of(when(!photo.told_by.empty(), [&] { return span(cls("hint"), photo.told_by); }),
                           when(photo.has_place, [&] { return span(cls("hint"), " · " + here.say("photos.has_place")); }));
  if (!photo.placed.empty())
    return li(picture, p(photo.name), p(mark_of(here, Mark::done), " ", a(href(here.to("/records/" + photo.placed)), photo.placed_title)));
  return li(picture, label(input(attr("type", "checkbox"), attr("name", "photo"), attr("value", photo.number), flag("checked")), " ", photo.name), told);
}

Html photo_group(const Here& here, const PhotoPage& page, const PhotoGroup& group) {
  bool any_left = false;
  for (const auto& photo : group.photos) any_left = any_left || photo.placed.empty();
  std::vector<std::pair<std::string, std::string>> records{{"", here.say("photos.which_record")}};
  records.insert(records.end(), group.records.begin(), group.records.end());
  const auto key = group.day_iso.empty() ? std::string("none") : group.day_iso;
  const Field record{.name = "record",
                     .label = here.say("photos.record"),
                     .value = group.records.size() == 1 ? group.records.front().first : "",
                     .problem = group.problem,
                     .options = records,
                     .id = "record-" + key};
  const Field day{.name = "day", .label = here.say("photos.other_day"), .value = group.day_iso, .type = "date", .id = "day-" + key};
  const auto title = h2(group.day.empty() ? here.say("photos.no_day") : group.day, " ",
                        span(cls("soft"), here.say("photos.count", {{"n", std::to_string(group.photos.size())}})));
  const auto pictures = ul(cls("photos"), each(group.photos, [&](const PhotoTile& photo) { return photo_tile(here, photo); }));
  if (!any_left) return section(cls("sheet between photo-group"), title, pictures);
  const auto offer = group.records.empty()
                         ? row_of(p(cls("soft"), here.say("photos.no_record")),
                                  when(!group.day_iso.empty(),
                                       [&] {
                                         return p(a(cls("button"), href(here.to("/records/new", {{"day", group.day_iso}})), here.say("photos.new_record")));
                                       }))
                         : div(cls("filters keep"), field_of(here, record),
                               button(attr("type", "submit"), cls("main"), attr("name", "do"), attr("value", "attach"), here.say("photos.attach")));
  return section(cls("sheet between photo-group"), title,
                 post_form(here, page.address, pictures, input(attr("type", "hidden"), attr("name", "group"), attr("value", key)), offer,
                           details(flag("open", group.day_iso.empty()), summary(here.say("photos.day_wrong")),
                                   div(cls("filters keep"), field_of(here, day), submit_button(here.say("photos.day_do"), false, "do", "day")))));
}
}  // namespace

Html photo_start_page(const Frame& frame, const PhotoStart& page) {
  const auto& here = frame.here;
  const Field files{.name = "files",
                    .label = here.say("photos.files"),
                    .type = "file",
                    .hint = here.say("photos.files_hint"),
                    .problem = page.problem,
                    .required = true,
                    .multiple = true,
                    .accept = "image/jpeg,image/png,image/webp,.heic"};
  const auto upload = section(cls("sheet"), p(here.say("photos.intro")),
                              post_form(here, "/records/photos", cls("drop-here"), attr("enctype", "multipart/form-data"), attr("data-times", ""),
                                        field_of(here, files), div(cls("form-end"), submit_button(here.say("photos.upload")))));
  const auto open = when(!page.open.empty(), [&] {
    return section(cls("sheet"), h2(here.say("photos.open")),
                   ul(cls("list"), each(page.open, [](const auto& one) { return li(a(href(one.first), one.second)); })),
                   p(cls("hint"), here.say("importpage.kept_an_hour")));
  });
  const auto kept = section(cls("sheet prose"), h2(here.say("photos.kept_title")), p(here.say("photos.kept")));
  return view::page(frame, div(cls("columns main-aside"), div(upload, open), kept));
}

Html photo_page(const Frame& frame, const PhotoPage& page) {
  const auto& here = frame.here;
  const auto head = page.left == 0 ? p(cls("note"), attr("role", "status"), here.say("photos.all_placed"))
                                   : p(cls("note"), here.say("photos.nothing_yet", {{"n", std::to_string(page.left)}}));
  const auto places = when(page.places > 0, [&] { return p(cls("note warn"), here.say("photos.places", {{"n", std::to_string(page.places)}})); });
  return view::page(frame, row_of(head, places, each(page.groups, [&](const PhotoGroup& group) { return photo_group(here, page, group); }),
                                  post_form(here, page.address, cls("form-end"), a(cls("button"), href(here.to("/records/photos")), here.say("photos.more")),
                                            when(page.left > 0, [&] { return submit_button(here.say("photos.drop"), false, "do", "drop"); }))));
}
}  // namespace youju::view
