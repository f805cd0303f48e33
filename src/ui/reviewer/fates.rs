//! Charts over time: how many were saved, at risk and dead, and how long people were in the water.

use egui::{Color32, RichText, Ui, WidgetInfo, WidgetType};
use egui_plot::{Line, LineStyle, Plot, PlotPoint, Text, VLine};

use super::desk::{Act, Desk};
use crate::base::Tick;
use crate::base::time::TICKS_PER_HOUR;
use crate::session::Series;
use crate::session::wire::Tally;
use crate::ui::theme::Theme;
use crate::ui::words;

/// One line: its words, the counts it draws, the count at one moment, its colour.
type Count = (&'static str, fn(&Series) -> &[u32], fn(&Tally) -> u32, fn(&Theme) -> Color32);

/// The counts drawn.
const COUNTS: [Count; 4] = [
    ("saved", |s| &s.saved, |n| n.saved, |t| t.ok),
    ("aboard rescuers", |s| &s.aboard_rescuers, |n| n.aboard_rescuers, |t| t.own),
    ("at risk", |s| &s.at_risk, |n| n.at_risk, |t| t.contact),
    ("dead", |s| &s.dead, |n| n.dead, |t| t.text),
];

/// Shows both charts beside each other; a press on one goes to its moment.
pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
    let runs: Vec<&Series> = [desk.data.series].into_iter().chain(desk.data.other.map(|other| other.series)).collect();
    let theme = *desk.theme;
    ui.columns(2, |columns| {
        let mut people = Vec::new();
        // A curve has a point every ten minutes; how it stands now is counted now, as the table of people does.
        let other = desk.data.other.and_then(|other| other.view.and_then(|view| view.overview.as_ref()));
        let tallies = [Some(desk.overview), other].map(|overview| overview.map(|all| Tally::of(&all.truth)));
        for (nth, run) in runs.iter().enumerate() {
            for (words, counts, of, colour) in COUNTS {
                let points = points(run, counts(run).iter().map(|count| f64::from(*count)));
                let now = tallies[nth.min(1)].as_ref().map(|tally| f64::from(of(tally)));
                people.push(Curve { words, points, now, colour: colour(&theme), nth });
            }
        }
        legend(&mut columns[0], desk, &people, 0);
        plot(&mut columns[0], desk, "Persons", people, out);
        let mut exposure = Vec::new();
        for (nth, run) in runs.iter().enumerate() {
            let points = points(run, run.mean_exposure_h.iter().copied());
            exposure.push(Curve { words: "mean hours in the water", points, now: None, colour: theme.told, nth });
        }
        legend(&mut columns[1], desk, &exposure, 1);
        plot(&mut columns[1], desk, "Mean hours in the water", exposure, out);
    });
}

/// A line to draw.
struct Curve {
    words: &'static str,
    points: Vec<[f64; 2]>,
    /// Its value at the cursor, where that is known better than from its points.
    now: Option<f64>,
    colour: Color32,
    /// 0 for the run shown, 1 for the one compared with.
    nth: usize,
}

impl Curve {
    /// Its value at a moment: the last one not later.
    fn at(&self, hours: f64) -> Option<f64> {
        let i = self.points.partition_point(|point| point[0] <= hours + 1e-9).checked_sub(1)?;
        Some(self.points[i][1])
    }
}

fn points(run: &Series, values: impl Iterator<Item = f64>) -> Vec<[f64; 2]> {
    run.ticks.iter().zip(values).map(|(tick, value)| [tick.hours(), value]).collect()
}

/// What the lines mean, and how they stand at the cursor, in one row; the second run's numbers in brackets.
fn legend(ui: &mut Ui, desk: &Desk<'_>, curves: &[Curve], decimals: usize) {
    let hours = desk.cursor().hours();
    let number = |curve: &Curve| {
        curve.now.or_else(|| curve.at(hours)).map_or_else(|| "-".to_owned(), |value| format!("{value:.decimals$}"))
    };
    ui.horizontal_wrapped(|ui| {
        for curve in curves.iter().filter(|curve| curve.nth == 0) {
            let other = curves.iter().find(|other| other.nth == 1 && other.words == curve.words);
            let other = other.map_or_else(String::new, |other| format!(" ({})", number(other)));
            let text = format!("{} {}{other}", curve.words, number(curve));
            ui.label(RichText::new(text).small().color(curve.colour));
        }
        if let Some(other) = desk.data.other {
            ui.label(
                RichText::new(format!("dashed, in brackets: {}", other.series.name)).small().color(desk.theme.weak),
            );
        }
    });
}

fn plot(ui: &mut Ui, desk: &Desk<'_>, name: &'static str, curves: Vec<Curve>, out: &mut Vec<Act>) {
    let (data, theme) = (desk.data, *desk.theme);
    let (first_h, last_h) = (data.first.hours(), data.last.hours().max(data.first.hours() + 0.1));
    let cursor_h = desk.cursor().hours();
    let start = desk.briefing.start;
    let highest = curves.iter().flat_map(|curve| &curve.points).map(|point| point[1]).fold(1.0, f64::max);
    let names = names_at_the_end(&curves, highest);
    // How much of the axis a letter of a label takes \[h\]; a label is drawn about its mark.
    let letter_px = 0.6 * egui::TextStyle::Body.resolve(ui.style()).size;
    let letter_h = f64::from(letter_px / ui.available_width().max(1.0)) * (last_h - first_h);
    let response = Plot::new(name)
        .height(ui.available_height().max(50.0))
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .include_x(first_h)
        .include_x(last_h)
        .include_y(0.0)
        .include_y(highest * 1.1)
        .x_grid_spacer(egui_plot::uniform_grid_spacer(move |_| steps(last_h - first_h)))
        .set_margin_fraction(egui::vec2(0.01, 0.02))
        // A label is as wide as a share of the axis; one that near an edge would be cut.
        .x_axis_formatter(move |mark, _| {
            let words = hour_words(start.at(tick_at(mark.value)).dtg());
            let half_h = 0.5 * f64::from(words.chars().count() as u32) * letter_h;
            let whole = mark.value - half_h >= first_h && mark.value + half_h <= last_h;
            if whole { words } else { String::new() }
        })
        .show(ui, move |plot| {
            for curve in curves {
                let style = if curve.nth == 0 { LineStyle::Solid } else { LineStyle::dashed_dense() };
                plot.line(Line::new(curve.words, curve.points).color(curve.colour).width(2.0).style(style));
            }
            for (at, words, colour) in names {
                let text = Text::new("", PlotPoint::new(at[0], at[1]), words).color(colour);
                plot.text(text.anchor(egui::Align2::RIGHT_BOTTOM));
            }
            plot.vline(VLine::new("", cursor_h).color(theme.accent).width(1.5));
        });
    let now = words::dtg(desk.briefing, desk.cursor());
    let label = format!("{name} over time, at {now}");
    response.response.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, &label));
    if (response.response.clicked() || response.response.dragged())
        && let Some(at) = response.response.interact_pointer_pos()
    {
        let wanted = tick_at(response.transform.value_from_position(at).x).clamp(data.first, data.last);
        if wanted != desk.cursor() {
            out.push(Act::seek(wanted));
        }
    }
}

/// Hours between lines of the grid, coarsest first, for a run of some length \[h\].
fn steps(length_h: f64) -> [f64; 3] {
    match length_h {
        ..=8.0 => [6.0, 1.0, 0.25],
        ..=30.0 => [12.0, 3.0, 1.0],
        _ => [24.0, 6.0, 3.0],
    }
}

/// How near two lines' ends may be for both to have a name of their own, as a share of the height (proposed).
const APART: f64 = 0.14;

/// The names of this run's lines at their ends, so that colours need not be told apart. Lines that end together share
/// one name.
fn names_at_the_end(curves: &[Curve], highest: f64) -> Vec<([f64; 2], String, Color32)> {
    let mut ends: Vec<([f64; 2], &Curve)> = curves
        .iter()
        .filter(|curve| curve.nth == 0 && curves.len() > 2)
        .filter_map(|curve| curve.points.last().map(|end| (*end, curve)))
        .collect();
    ends.sort_by(|a, b| a.0[1].total_cmp(&b.0[1]));
    let mut names: Vec<([f64; 2], String, Color32)> = Vec::new();
    for (end, curve) in ends {
        match names.last_mut() {
            Some((at, words, _)) if end[1] - at[1] < APART * highest => {
                words.push_str(", ");
                words.push_str(curve.words);
            }
            _ => names.push((end, curve.words.to_owned(), curve.colour)),
        }
    }
    names
}

/// The hour of a date-time group; the whole group at midnight.
fn hour_words(dtg: String) -> String {
    match dtg.rsplit(' ').next() {
        Some("0000Z") | None => dtg,
        Some(hour) => hour.to_owned(),
    }
}

/// The moment so many hours from the start.
fn tick_at(hours: f64) -> Tick {
    Tick((hours.max(0.0) * f64::from(TICKS_PER_HOUR)).round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_end_together_share_a_name() {
        let curve = |words, last| Curve {
            words,
            points: vec![[0.0, 0.0], [1.0, last]],
            now: None,
            colour: Color32::RED,
            nth: 0,
        };
        let curves = [curve("saved", 30.0), curve("dead", 1.0), curve("at risk", 0.0)];
        let names = names_at_the_end(&curves, 30.0);
        let words: Vec<&str> = names.iter().map(|(_, words, _)| words.as_str()).collect();
        assert_eq!(words, ["at risk, dead", "saved"]);
    }

    #[test]
    fn a_line_has_at_a_moment_its_last_value_not_later() {
        let curve = Curve { words: "", points: vec![[0.0, 4.0], [1.0, 7.0]], now: None, colour: Color32::RED, nth: 0 };
        assert_eq!(curve.at(-1.0), None);
        assert_eq!(curve.at(0.5), Some(4.0));
        assert_eq!(curve.at(9.0), Some(7.0));
    }
}
