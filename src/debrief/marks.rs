//! Colours, line styles and symbols: told apart by shape and pattern first, by colour second.
//!
//! Colours are Okabe and Ito's, which people with any common colour blindness can tell apart (*recalled*: Okabe and
//! Ito, "Color Universal Design", 2008).

use maud::{Markup, html};

pub(super) const BLACK: &str = "#1a1a1a";
pub(super) const ORANGE: &str = "#E69F00";
pub(super) const SKY: &str = "#56B4E9";
pub(super) const GREEN: &str = "#009E73";
pub(super) const YELLOW: &str = "#F0E442";
pub(super) const BLUE: &str = "#0072B2";
pub(super) const VERMILLION: &str = "#D55E00";
pub(super) const PURPLE: &str = "#8E4A72";
pub(super) const GREY: &str = "#6b6b6b";

/// Line style of the n-th unit: colour and dash pattern; fifteen differ before one comes again.
pub(super) fn unit_style(n: usize) -> (&'static str, &'static str) {
    const COLOURS: [&str; 3] = [BLUE, GREEN, PURPLE];
    const DASHES: [&str; 5] = ["none", "7 3", "2 3", "10 3 2 3", "14 4"];
    (COLOURS[n % COLOURS.len()], DASHES[n % DASHES.len()])
}

/// A pixel coordinate with a tenth of a pixel.
pub(super) fn px(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// The path through points.
pub(super) fn path(points: impl IntoIterator<Item = (f64, f64)>) -> String {
    let mut d = String::new();
    for (i, (x, y)) in points.into_iter().enumerate() {
        d.push(if i == 0 { 'M' } else { 'L' });
        d.push_str(&px(x));
        d.push(' ');
        d.push_str(&px(y));
    }
    d
}

/// The path of something that moved, without the points that lie less than a third of a pixel from the one before:
/// a fortnight in port is one point.
pub(super) fn track(points: impl IntoIterator<Item = (f64, f64)>) -> String {
    const LEAST: f64 = 0.35;
    let mut kept: Vec<(f64, f64)> = Vec::new();
    let mut left_out = None;
    for (x, y) in points {
        let near = kept.last().is_some_and(|(a, b)| (x - a) * (x - a) + (y - b) * (y - b) < LEAST * LEAST);
        left_out = near.then_some((x, y));
        if !near {
            kept.push((x, y));
        }
    }
    // It ends where it ended.
    kept.extend(left_out);
    path(kept)
}

/// A closed shape of the given corners, about a point.
fn shape(x: f64, y: f64, corners: &[(f64, f64)]) -> String {
    let mut d = path(corners.iter().map(|(dx, dy)| (x + dx, y + dy)));
    d.push('Z');
    d
}

/// Symbols.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Symbol {
    Circle,
    Square,
    Diamond,
    Up,
    Down,
    Right,
    Cross,
    Star,
    Flag,
}

/// A symbol of the given radius \[px\], filled or hollow.
pub(super) fn symbol(kind: Symbol, x: f64, y: f64, r: f64, colour: &str, filled: bool) -> Markup {
    let fill = if filled { colour } else { "#fff" };
    let d = match kind {
        Symbol::Circle => {
            return html! { circle cx=(px(x)) cy=(px(y)) r=(px(r)) fill=(fill) stroke=(colour) stroke-width="1.6" {} };
        }
        Symbol::Square => shape(x, y, &[(-r, -r), (r, -r), (r, r), (-r, r)]),
        Symbol::Diamond => shape(x, y, &[(0.0, -r * 1.3), (r * 1.3, 0.0), (0.0, r * 1.3), (-r * 1.3, 0.0)]),
        Symbol::Up => shape(x, y, &[(0.0, -r * 1.2), (r * 1.1, r), (-r * 1.1, r)]),
        Symbol::Down => shape(x, y, &[(0.0, r * 1.2), (r * 1.1, -r), (-r * 1.1, -r)]),
        Symbol::Right => shape(x, y, &[(r * 1.2, 0.0), (-r, r * 1.1), (-r, -r * 1.1)]),
        Symbol::Cross => {
            let d = format!(
                "M{} {}L{} {}M{} {}L{} {}",
                px(x - r),
                px(y - r),
                px(x + r),
                px(y + r),
                px(x - r),
                px(y + r),
                px(x + r),
                px(y - r)
            );
            return html! { path d=(d) fill="none" stroke=(colour) stroke-width="2" {} };
        }
        Symbol::Star => shape(
            x,
            y,
            &[
                (0.0, -r * 1.5),
                (r * 0.4, -r * 0.4),
                (r * 1.5, 0.0),
                (r * 0.4, r * 0.4),
                (0.0, r * 1.5),
                (-r * 0.4, r * 0.4),
                (-r * 1.5, 0.0),
                (-r * 0.4, -r * 0.4),
            ],
        ),
        Symbol::Flag => shape(
            x,
            y,
            &[(-r * 0.6, r * 1.4), (-r * 0.6, -r * 1.4), (r * 1.3, -r * 0.7), (-r * 0.2, 0.0), (-r * 0.2, r * 1.4)],
        ),
    };
    html! { path d=(d) fill=(fill) stroke=(colour) stroke-width="1.6" stroke-linejoin="round" {} }
}

/// Text with a halo, so that it can be read over lines. `anchor` is start, middle or end.
pub(super) fn text(x: f64, y: f64, size: f64, anchor: &str, colour: &str, words: &str) -> Markup {
    html! {
        text x=(px(x)) y=(px(y)) font-size=(px(size)) text-anchor=(anchor) fill=(colour) class="halo" { (words) }
    }
}

/// One entry of a legend: a small drawing and its meaning.
pub(super) fn legend_entry(drawing: &Markup, meaning: &str) -> Markup {
    html! {
        span.key {
            svg width="34" height="16" viewBox="0 0 34 16" aria-hidden="true" { (drawing) }
            (meaning)
        }
    }
}

/// A line for a legend.
pub(super) fn legend_line(colour: &str, dash: &str, width: f64) -> Markup {
    html! { path d="M1 8L33 8" fill="none" stroke=(colour) stroke-width=(px(width)) stroke-dasharray=(dash) {} }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_track_keeps_its_shape_and_its_ends_without_the_points_one_cannot_tell_apart() {
        let lying = (0..500).map(|i| (10.0 + 0.0005 * f64::from(i), 20.0));
        let under_way = (0..50).map(|i| (10.3 + f64::from(i), 20.0));
        let d = track(lying.chain(under_way));
        assert!(d.starts_with("M10 20L") && d.ends_with("L59.3 20"), "{d}");
        assert_eq!(d.matches('L').count(), 49, "{d}");
        assert_eq!(track([(1.0, 2.0), (1.0, 2.0)]), "M1 2L1 2");
        assert_eq!(track([]), "");
    }
}
