//! Where names are written, so that they hide neither each other nor a symbol: greedy, in order of rank.

use std::sync::Arc;

use egui::{Color32, FontId, Galley, Painter, Pos2, Rect, Shape, Stroke, Vec2, vec2};

/// A label that wants a place.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    /// The symbol it belongs to, on the screen.
    pub(super) symbol: Rect,
    /// Its lines.
    pub(super) lines: Vec<String>,
    /// Its colour.
    pub(super) colour: Color32,
    /// The lower the earlier it is placed.
    pub(super) rank: u8,
}

/// The screen as it fills up.
#[derive(Debug)]
pub(super) struct Sheet {
    bounds: Rect,
    taken: Vec<Rect>,
}

impl Sheet {
    /// An empty one.
    pub(super) fn new(bounds: Rect) -> Self {
        Self { bounds, taken: Vec::new() }
    }

    /// Keeps a place free of labels.
    pub(super) fn take(&mut self, rect: Rect) {
        self.taken.push(rect);
    }

    /// A free place for a label of some size beside a symbol, which it then takes; if it may stand apart, also further
    /// off.
    pub(super) fn place(&mut self, symbol: Rect, size: Vec2, apart: bool) -> Option<Rect> {
        let gaps: &[f32] = if apart { &[3.0, 18.0, 40.0, 70.0] } else { &[3.0] };
        let c = symbol.center();
        let spots = gaps.iter().flat_map(|gap| {
            let (right, left) = (symbol.right() + gap, symbol.left() - gap - size.x);
            let (below, above) = (symbol.bottom() + gap, symbol.top() - gap - size.y);
            let (middle, level) = (c.x - size.x / 2.0, c.y - size.y / 2.0);
            [
                (right, level),
                (left, level),
                (middle, below),
                (middle, above),
                (right, below),
                (right, above),
                (left, below),
                (left, above),
            ]
        });
        let free = |at: &Rect| self.bounds.contains_rect(*at) && !self.taken.iter().any(|t| t.intersects(*at));
        let found = spots.map(|(x, y)| Rect::from_min_size(Pos2::new(x, y), size)).find(free)?;
        self.taken.push(found);
        Some(found)
    }
}

/// Labels of at most this rank may stand apart from their symbols, joined to them by a line.
const MAY_STAND_APART: u8 = 3;

/// Writes as many labels as find a place, those of low rank first; each on a veil of the ground's colour.
pub(super) fn write(painter: &Painter, sheet: &mut Sheet, mut wanted: Vec<Wanted>, font: &FontId, veil: Color32) {
    // Stable, so that equals keep the order of their ids from frame to frame.
    wanted.sort_by_key(|label| label.rank);
    for label in wanted {
        let galleys: Vec<Arc<Galley>> =
            label.lines.iter().map(|line| painter.layout_no_wrap(line.clone(), font.clone(), label.colour)).collect();
        // All lines, or the first alone, or all of them further off.
        let first = galleys.len().min(1);
        for (n, apart) in [(galleys.len(), false), (galleys.len(), label.rank <= MAY_STAND_APART), (first, false)] {
            let Some(lines) = galleys.get(..n).filter(|lines| !lines.is_empty()) else { continue };
            let width = lines.iter().map(|g| g.size().x).fold(0.0, f32::max);
            let height: f32 = lines.iter().map(|g| g.size().y).sum();
            let Some(rect) = sheet.place(label.symbol, vec2(width + 4.0, height), apart) else { continue };
            let nearest = rect.clamp(label.symbol.center());
            if !label.symbol.expand(6.0).contains(nearest) {
                let thin = Stroke::new(1.0, label.colour.gamma_multiply(0.7));
                painter.add(Shape::line_segment([label.symbol.center(), nearest], thin));
            }
            painter.add(Shape::rect_filled(rect, 2.0, veil));
            let mut y = rect.top();
            for galley in lines {
                painter.galley(Pos2::new(rect.left() + 2.0, y), Arc::clone(galley), label.colour);
                y += galley.size().y;
            }
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn labels_hide_neither_each_other_nor_symbols(
            symbols in prop::collection::vec((0.0..400.0_f32, 0.0..300.0_f32), 1..40),
        ) {
            let bounds = Rect::from_min_size(Pos2::ZERO, vec2(400.0, 300.0));
            let mut sheet = Sheet::new(bounds);
            let rects: Vec<Rect> =
                symbols.iter().map(|(x, y)| Rect::from_center_size(Pos2::new(*x, *y), vec2(16.0, 16.0))).collect();
            rects.iter().for_each(|rect| sheet.take(*rect));
            let placed: Vec<Rect> =
                rects.iter().enumerate().filter_map(|(i, rect)| sheet.place(*rect, vec2(60.0, 14.0), i % 2 == 0)).collect();
            for (i, a) in placed.iter().enumerate() {
                prop_assert!(bounds.contains_rect(*a));
                prop_assert!(!rects.iter().any(|symbol| symbol.intersects(*a)));
                prop_assert!(!placed[i + 1..].iter().any(|b| b.intersects(*a)));
            }
        }
    }

    #[test]
    fn a_lone_label_stands_to_the_right() {
        let mut sheet = Sheet::new(Rect::from_min_size(Pos2::ZERO, vec2(400.0, 300.0)));
        let symbol = Rect::from_center_size(Pos2::new(100.0, 100.0), vec2(16.0, 16.0));
        let first = sheet.place(symbol, vec2(60.0, 14.0), false).unwrap();
        assert!(first.left() > symbol.right());
        // A second one goes to the other side, and by the edge of the chart labels turn inward.
        assert!(sheet.place(symbol, vec2(60.0, 14.0), false).unwrap().right() < symbol.left());
        let by_edge = Rect::from_center_size(Pos2::new(390.0, 200.0), vec2(16.0, 16.0));
        assert!(sheet.place(by_edge, vec2(60.0, 14.0), false).unwrap().right() < by_edge.left());
    }
}
