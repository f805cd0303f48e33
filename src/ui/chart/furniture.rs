//! What stands on the edges of a chart: graticule labels, scale bar, and the word EXERCISE.

use egui::{
    Align2, Color32, FontId, Label, Painter, Pos2, Rect, Shape, Stroke, TextStyle, TextWrapMode, Ui, UiBuilder, Vec2,
    pos2, vec2,
};

use super::ground;
use super::labels::Sheet;
use super::projection::Projection;
use crate::base::Position;
use crate::scenario::Region;
use crate::ui::theme::Theme;

/// Text on a veil of some colour; returns where it stands.
fn veiled(
    painter: &Painter,
    at: Pos2,
    anchor: Align2,
    words: String,
    font: &FontId,
    text: Color32,
    veil: Color32,
) -> Rect {
    let galley = painter.layout_no_wrap(words, font.clone(), text);
    let rect = anchor.anchor_size(at, galley.size() + vec2(6.0, 2.0));
    painter.add(Shape::rect_filled(rect, 2.0, veil));
    painter.galley(rect.min + vec2(3.0, 1.0), galley, text);
    rect
}

/// Draws the edges; labels will keep clear of them.
pub(super) fn draw(
    painter: &Painter,
    view: &Projection,
    theme: &Theme,
    font: &FontId,
    sheet: &mut Sheet,
    graticule: bool,
    focused: bool,
) {
    let veil = ground::veil(theme.panel);
    let mark = theme.weak;
    if !is_small(view) {
        let row = font.size + 6.0;
        if graticule {
            for (line, lon) in ground::meridians(view) {
                let x = line[0].x;
                if (view.rect.left() + font.size * 6.0..view.rect.right() - font.size * 9.5).contains(&x) {
                    let words = ground::edge_label(lon, 'E', 'W');
                    let at = pos2(x, view.rect.bottom() - 2.0);
                    sheet.take(veiled(painter, at, Align2::CENTER_BOTTOM, words, font, mark, veil));
                }
            }
            for (line, lat) in ground::parallels(view) {
                let y = line[0].y;
                if (view.rect.top() + row * 2.0..view.rect.bottom() - row * 3.0).contains(&y) {
                    let words = ground::edge_label(lat, 'N', 'S');
                    let at = pos2(view.rect.left() + 2.0, y);
                    sheet.take(veiled(painter, at, Align2::LEFT_CENTER, words, font, mark, veil));
                }
            }
        }
        scale_bar(painter, view, theme, font, sheet, row);
    }
    let corner = view.rect.right_bottom() - vec2(4.0, 2.0);
    let exercise = "EXERCISE".to_owned();
    sheet.take(veiled(painter, corner, Align2::RIGHT_BOTTOM, exercise, font, theme.text, veil));
    if focused {
        painter.add(Shape::Rect(egui::epaint::RectShape::stroke(
            view.rect.shrink(1.0),
            0.0,
            Stroke::new(2.0, theme.accent),
            egui::StrokeKind::Inside,
        )));
        let middle = view.rect.center();
        for way in [Vec2::X, Vec2::Y, -Vec2::X, -Vec2::Y] {
            painter.add(Shape::line_segment([middle + way * 4.0, middle + way * 12.0], Stroke::new(1.0, theme.accent)));
        }
    }
}

fn scale_bar(painter: &Painter, view: &Projection, theme: &Theme, font: &FontId, sheet: &mut Sheet, row: f32) {
    let (nmi, length) = ground::scale_bar(view);
    let left = view.rect.left_bottom() + vec2(8.0, -8.0 - row);
    let back = Rect::from_min_max(left - vec2(6.0, row + 4.0), left + vec2(length + 6.0, 6.0));
    painter.add(Shape::rect_filled(back, 2.0, ground::veil(theme.panel)));
    let stroke = Stroke::new(2.0, theme.text);
    let ends = [left - vec2(0.0, 5.0), left, left + vec2(length, 0.0), left + vec2(length, -5.0)];
    painter.add(Shape::line(ends.to_vec(), stroke));
    painter.text(left + vec2(length / 2.0, -2.0), Align2::CENTER_BOTTOM, format!("{nmi} NM"), font.clone(), theme.text);
    sheet.take(back);
}

/// The position under the pointer, beside the scale bar.
pub(super) fn readout(painter: &Painter, view: &Projection, theme: &Theme, font: &FontId, at: Pos2) {
    let (_, length) = ground::scale_bar(view);
    let place = view.rect.left_bottom() + vec2(length + 22.0, -8.0 - font.size);
    if !is_small(view) {
        let words = view.position(at).to_string();
        veiled(painter, place, Align2::LEFT_BOTTOM, words, font, theme.text, ground::veil(theme.panel));
    }
}

/// Whether there is no room for what stands on the edges.
fn is_small(view: &Projection) -> bool {
    view.rect.width() < 240.0 || view.rect.height() < 160.0
}

/// What a tool says, beside a point and inside the chart; a screen reader says it too.
pub(super) fn say(ui: &mut Ui, view: &Projection, theme: &Theme, at: Pos2, words: &str) {
    let font = TextStyle::Body.resolve(ui.style());
    let size = ui.painter().layout_no_wrap(words.to_owned(), font, theme.text).size() + vec2(10.0, 6.0);
    let low = view.rect.min + vec2(4.0, 4.0);
    let high = (view.rect.max - size - vec2(4.0, 4.0)).max(low);
    let rect = Rect::from_min_size((at + vec2(12.0, 12.0)).clamp(low, high), size);
    ui.painter().add(Shape::rect_filled(rect, 3.0, theme.card));
    let mut inside = ui.new_child(UiBuilder::new().max_rect(rect.shrink2(vec2(5.0, 3.0))).id_salt("said"));
    inside.add(Label::new(words).selectable(false).wrap_mode(TextWrapMode::Extend));
}

/// Where in view a region is named: the first of a few places on the screen that lie inside it.
pub(super) fn region_name(region: &Region, view: &Projection) -> Option<Position> {
    let shares =
        [(0.5, 0.15), (0.2, 0.35), (0.8, 0.35), (0.5, 0.5), (0.25, 0.75), (0.75, 0.75), (0.1, 0.12), (0.9, 0.9)];
    shares
        .iter()
        .map(|(x, y)| view.position(view.rect.min + view.rect.size() * vec2(*x, *y)))
        .find(|position| region.contains(*position))
}
