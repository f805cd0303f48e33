//! How a time line looks.

use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, TextStyle, Ui, pos2, vec2};

use super::lane::{Lane, Sign};
use super::{Axis, Shown, TimeScene};
use crate::base::Tick;
use crate::base::time::{TICKS_PER_HOUR, TICKS_PER_MINUTE};
use crate::ui::theme::Theme;
use crate::ui::words;

/// Steps between labels along the top, finest first \[ticks\].
const STEPS: [u32; 9] = [
    TICKS_PER_MINUTE,
    5 * TICKS_PER_MINUTE,
    15 * TICKS_PER_MINUTE,
    30 * TICKS_PER_MINUTE,
    TICKS_PER_HOUR,
    3 * TICKS_PER_HOUR,
    6 * TICKS_PER_HOUR,
    12 * TICKS_PER_HOUR,
    24 * TICKS_PER_HOUR,
];

/// Half the width of a mark, and of the cursor's head \[points\].
pub(super) const MARK: f32 = 5.0;

/// How near the pointer must be to a mark to read it \[points\].
const NEAR: f32 = 6.0;

/// Room for the names of lanes \[points\].
pub(super) fn gutter(ui: &Ui, lanes: &[Lane]) -> f32 {
    let font = TextStyle::Small.resolve(ui.style());
    let width = |lane: &Lane| ui.painter().layout_no_wrap(lane.name.clone(), font.clone(), Color32::WHITE).size().x;
    lanes.iter().map(width).fold(0.0, f32::max) + 10.0
}

/// The room of the lanes between a gutter and the right edge. A mark at either end of it is seen whole.
pub(super) fn plot(rect: Rect, gutter: f32) -> Rect {
    let (from_px, to_px) = (rect.left() + gutter, rect.right() - MARK - 1.0);
    Rect::from_x_y_ranges(from_px..=to_px.max(from_px), rect.y_range())
}

/// A time line about to be painted.
pub(super) struct Painting<'a> {
    pub(super) painter: Painter,
    pub(super) rect: Rect,
    pub(super) header: f32,
    pub(super) scene: &'a TimeScene<'a>,
    pub(super) axis: &'a Axis,
    pub(super) view: Shown,
    pub(super) theme: &'a Theme,
}

impl Painting<'_> {
    pub(super) fn all(&self, ui: &Ui) {
        let font = TextStyle::Small.resolve(ui.style());
        self.painter.rect_filled(self.rect, 0.0, self.theme.panel);
        self.range();
        self.folds(&font);
        self.ruler(&font);
        let lanes = self.painter.with_clip_rect(self.with_marks());
        // A name that is too long ends where its lane begins.
        let gutter = Rect::from_min_max(self.rect.min, pos2(self.view.plot.left() - 2.0, self.rect.bottom()));
        let names = self.painter.with_clip_rect(gutter.intersect(self.painter.clip_rect()));
        for (i, lane) in self.scene.lanes.iter().enumerate() {
            let y = self.row(i).center().y;
            let name_at = pos2(self.rect.left() + 4.0, y);
            names.text(name_at, Align2::LEFT_CENTER, &lane.name, font.clone(), self.theme.weak);
            lanes.hline(self.view.plot.x_range(), y, Stroke::new(0.5, self.theme.graticule));
            self.lane(&lanes, lane, y);
        }
        if self.top() > self.rect.top() {
            // Scrolled: the times stay in sight over the lanes.
            let head = Rect::from_min_size(pos2(self.rect.left(), self.top()), vec2(self.rect.width(), self.header));
            self.painter.rect_filled(head, 0.0, self.theme.panel);
            self.ruler(&font);
        }
        self.cursor();
    }

    /// The upper edge of what is in sight.
    fn top(&self) -> f32 {
        self.rect.top().max(self.painter.clip_rect().top())
    }

    /// The room of the lanes, with that for half a mark at either end.
    fn with_marks(&self) -> Rect {
        self.view.plot.expand2(vec2(MARK, 0.0)).intersect(self.painter.clip_rect())
    }

    fn x(&self, tick: Tick) -> f32 {
        self.view.x(self.axis.place(f64::from(tick.0)))
    }

    fn row(&self, i: usize) -> Rect {
        let height = (self.rect.height() - self.header) / self.scene.lanes.len().max(1) as f32;
        let top = self.rect.top() + self.header + i as f32 * height;
        Rect::from_min_size(pos2(self.rect.left(), top), vec2(self.rect.width(), height))
    }

    fn range(&self) {
        if let Some((from, to)) = self.scene.range {
            let span = self.view.plot.intersect(Rect::from_x_y_ranges(
                self.x(from)..=self.x(to).max(self.x(from) + 2.0),
                self.rect.y_range(),
            ));
            self.painter.rect_filled(span, 0.0, self.theme.accent.gamma_multiply(0.15));
            self.painter.rect_stroke(span, 0.0, Stroke::new(1.0, self.theme.accent), StrokeKind::Inside);
        }
    }

    /// Folded stretches are hatched, so that nobody takes them for short.
    fn folds(&self, font: &FontId) {
        for (from, to) in self.axis.folds() {
            let (x0, x1) = (self.x(*from).max(self.view.plot.left()), self.x(*to).min(self.view.plot.right()));
            if x1 <= x0 {
                continue;
            }
            let body = Rect::from_x_y_ranges(x0..=x1, self.rect.top() + self.header..=self.rect.bottom());
            let hatch = self.painter.with_clip_rect(body.intersect(self.painter.clip_rect()));
            let mut x = x0 - body.height();
            while x < x1 {
                let ends = [pos2(x, body.bottom()), pos2(x + body.height(), body.top())];
                hatch.line_segment(ends, Stroke::new(0.5, self.theme.weak));
                x += 8.0;
            }
            if x1 - x0 > 40.0 {
                let text = format!("{} quiet", words::span(to.since(*from)));
                let middle = pos2((x0 + x1) / 2.0, body.bottom() - 2.0);
                hatch.text(middle, Align2::CENTER_BOTTOM, text, font.clone(), self.theme.weak);
            }
        }
    }

    /// Date-time groups along the top, as many as fit.
    fn ruler(&self, font: &FontId) {
        let per_tick = self.view.plot.width() / (self.view.to - self.view.from).max(1.0) as f32;
        let room = font.size * 7.5;
        let step = STEPS.into_iter().find(|step| *step as f32 * per_tick >= room).unwrap_or(24 * TICKS_PER_HOUR);
        let first = self.axis.tick(self.view.from).max(0.0) as u32 / step * step;
        let last = self.axis.tick(self.view.to).max(0.0) as u32;
        let (mut tick, mut free_from) = (first, self.view.plot.left());
        let mut drawn = 0;
        // At the coarsest step a year has a few hundred labels; the guard is for absurd scenarios only.
        while tick <= last && drawn < 2000 {
            drawn += 1;
            let x = self.x(Tick(tick));
            if x >= free_from {
                let text = words::dtg(self.scene.briefing, Tick(tick));
                let at = pos2(x + 2.0, self.top() + 1.0);
                let end = self.painter.text(at, Align2::LEFT_TOP, text, font.clone(), self.theme.weak).right();
                let line = [pos2(x, self.rect.top()), pos2(x, self.rect.bottom())];
                self.painter.line_segment(line, Stroke::new(0.5, self.theme.graticule));
                free_from = end + 6.0;
            }
            tick = tick.saturating_add(step);
        }
    }

    fn lane(&self, painter: &Painter, lane: &Lane, y: f32) {
        let plot = self.view.plot;
        for bar in &lane.bars {
            let (x0, x1) = (self.x(bar.from), self.x(bar.to));
            if x1 < plot.left() || x0 > plot.right() {
                continue;
            }
            let (width, colour) = if bar.followed { (5.0, self.theme.accent) } else { (2.0, self.theme.text) };
            painter.line_segment([pos2(x0, y), pos2(x1.max(x0 + 1.0), y)], Stroke::new(width, colour));
            painter.line_segment([pos2(x1, y - 4.0), pos2(x1, y + 4.0)], Stroke::new(width / 2.0 + 0.5, colour));
        }
        let mut last_x = f32::NEG_INFINITY;
        for mark in &lane.marks {
            let x = self.x(mark.tick);
            // Marks on top of each other look like one.
            if x < plot.left() - NEAR || x > plot.right() + NEAR || x - last_x < 1.0 {
                continue;
            }
            last_x = x;
            sign(painter, mark.sign, pos2(x, y), 4.0, self.theme.text);
        }
    }

    fn cursor(&self) {
        let plot = self.painter.with_clip_rect(self.with_marks());
        if let Some(played) = self.scene.played {
            let x = self.x(played);
            plot.vline(x, self.rect.y_range(), Stroke::new(1.0, self.theme.weak));
        }
        let x = self.x(self.scene.cursor);
        plot.vline(x, self.rect.y_range(), Stroke::new(2.0, self.theme.accent));
        let top = self.top();
        let head = vec![pos2(x - 5.0, top), pos2(x + 5.0, top), pos2(x, top + 7.0)];
        plot.add(Shape::convex_polygon(head, self.theme.accent, Stroke::NONE));
    }

    /// What is to be read at a point: the nearest mark, or the bar there.
    pub(super) fn text_at(&self, at: Pos2) -> Option<String> {
        let i = (0..self.scene.lanes.len()).find(|i| self.row(*i).contains(at))?;
        let lane = &self.scene.lanes[i];
        let mut near: Vec<&str> = Vec::new();
        let mut when = None;
        for mark in lane.marks.iter().filter(|mark| (self.x(mark.tick) - at.x).abs() <= NEAR) {
            when.get_or_insert(mark.tick);
            near.push(&mark.text);
        }
        if near.is_empty() {
            let over =
                |bar: &&super::Bar| (self.x(bar.from)..=self.x(bar.to).max(self.x(bar.from) + NEAR)).contains(&at.x);
            let bar = lane.bars.iter().find(over)?;
            return Some(format!(
                "{} to {}\n{}",
                words::dtg(self.scene.briefing, bar.from),
                words::clock(self.scene.briefing, bar.to),
                bar.text
            ));
        }
        let more = near.len().saturating_sub(SHOWN_AT_ONCE);
        let mut text = words::dtg(self.scene.briefing, when?);
        for line in near.iter().take(SHOWN_AT_ONCE) {
            text.push('\n');
            text.push_str(line);
        }
        if more > 0 {
            text.push_str(&format!("\nand {more} more"));
        }
        Some(text)
    }
}

/// Marks told at one point; more are only counted.
const SHOWN_AT_ONCE: usize = 6;

/// Draws the shape of a mark about a point.
pub(super) fn sign(painter: &Painter, sign: Sign, at: Pos2, r: f32, colour: Color32) {
    let stroke = Stroke::new(1.5, colour);
    match sign {
        Sign::Triangle => {
            let points = vec![at + vec2(0.0, -r), at + vec2(r, r), at + vec2(-r, r)];
            painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
        }
        Sign::Disc => {
            painter.circle_filled(at, r * 0.8, colour);
        }
        Sign::Square => {
            painter.rect_filled(Rect::from_center_size(at, vec2(r * 1.6, r * 1.6)), 0.0, colour);
        }
        Sign::Diamond => {
            let points = vec![at + vec2(0.0, -r), at + vec2(r, 0.0), at + vec2(0.0, r), at + vec2(-r, 0.0)];
            painter.add(Shape::closed_line(points, stroke));
        }
        Sign::Stroke => {
            painter.line_segment([at + vec2(0.0, -r), at + vec2(0.0, r)], stroke);
        }
        Sign::Cross => {
            painter.line_segment([at + vec2(-r, -r), at + vec2(r, r)], stroke);
            painter.line_segment([at + vec2(-r, r), at + vec2(r, -r)], stroke);
        }
        Sign::Flag => {
            painter.line_segment([at + vec2(-r * 0.5, -r), at + vec2(-r * 0.5, r)], stroke);
            let cloth = vec![at + vec2(-r * 0.5, -r), at + vec2(r, -r * 0.4), at + vec2(-r * 0.5, r * 0.2)];
            painter.add(Shape::convex_polygon(cloth, colour, Stroke::NONE));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_at_the_last_moment_is_seen_whole() {
        let rect = Rect::from_min_size(pos2(10.0, 0.0), vec2(300.0, 40.0));
        let plot = plot(rect, 60.0);
        let view = Shown { plot, from: 0.0, to: 100.0 };
        for place in [0.0, 100.0] {
            let x = view.x(place);
            assert!(x - MARK >= rect.left() && x + MARK <= rect.right(), "{place} at {x}");
        }
        assert!(plot_is_sound(rect, 400.0), "a gutter wider than all leaves no room, and no negative one");
    }

    fn plot_is_sound(rect: Rect, gutter: f32) -> bool {
        plot(rect, gutter).width() >= 0.0
    }
}
