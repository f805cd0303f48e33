//! Charts over time: how many were saved, at risk and dead, and how long people were in the water.

use egui::{Color32, Ui, WidgetInfo, WidgetType};
use egui_plot::{Corner, Legend, Line, LineStyle, Plot, PlotPoint, Text, VLine};

use super::desk::{Act, Desk};
use crate::base::Tick;
use crate::base::time::TICKS_PER_HOUR;
use crate::session::Series;
use crate::ui::theme::Theme;
use crate::ui::words;

/// One line: its words, the counts it draws, its colour.
type Count = (&'static str, fn(&Series) -> &[u32], fn(&Theme) -> Color32);

/// The counts drawn.
const COUNTS: [Count; 4] = [
    ("saved", |s| &s.saved, |t| t.ok),
    ("aboard rescuers", |s| &s.aboard_rescuers, |t| t.own),
    ("at risk", |s| &s.at_risk, |t| t.contact),
    ("dead", |s| &s.dead, |t| t.text),
];

/// Shows both charts beside each other; a press on one goes to its moment.
pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
    let runs: Vec<&Series> = [desk.data.series].into_iter().chain(desk.data.other.map(|other| other.series)).collect();
    let theme = *desk.theme;
    ui.columns(2, |columns| {
        let mut people = Vec::new();
        for (nth, run) in runs.iter().enumerate() {
            for (words, counts, colour) in COUNTS {
                let points = points(run, counts(run).iter().map(|count| f64::from(*count)));
                people.push(Curve { words: named(words, run, nth), short: words, points, colour: colour(&theme), nth });
            }
        }
        plot(&mut columns[0], desk, "Persons", people, out);
        let mut exposure = Vec::new();
        for (nth, run) in runs.iter().enumerate() {
            let points = points(run, run.mean_exposure_h.iter().copied());
            let words = named("mean hours in the water", run, nth);
            exposure.push(Curve { words, short: "hours", points, colour: theme.told, nth });
        }
        plot(&mut columns[1], desk, "Mean hours in the water", exposure, out);
    });
}

/// A line to draw.
struct Curve {
    words: String,
    short: &'static str,
    points: Vec<[f64; 2]>,
    colour: Color32,
    /// 0 for the run shown, 1 for the one compared with.
    nth: usize,
}

fn named(words: &str, run: &Series, nth: usize) -> String {
    if nth == 0 { words.to_owned() } else { format!("{words}, {}", run.name) }
}

fn points(run: &Series, values: impl Iterator<Item = f64>) -> Vec<[f64; 2]> {
    run.ticks.iter().zip(values).map(|(tick, value)| [tick.hours(), value]).collect()
}

fn plot(ui: &mut Ui, desk: &Desk<'_>, name: &'static str, curves: Vec<Curve>, out: &mut Vec<Act>) {
    let (data, theme) = (desk.data, *desk.theme);
    let (first_h, last_h) = (data.first.hours(), data.last.hours().max(data.first.hours() + 0.1));
    let cursor_h = desk.cursor().hours();
    let start = desk.briefing.start;
    let response = Plot::new(name)
        .height(ui.available_height().max(60.0))
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .include_x(first_h)
        .include_x(last_h)
        .include_y(0.0)
        .y_axis_label(name)
        .x_axis_formatter(move |mark, _| start.at(tick_at(mark.value)).dtg())
        .legend(Legend::default().position(Corner::LeftTop).follow_insertion_order(true))
        .show(ui, move |plot| {
            for curve in curves {
                let style = if curve.nth == 0 { LineStyle::Solid } else { LineStyle::dashed_dense() };
                let end = curve.points.last().copied();
                let colour = curve.colour;
                plot.line(Line::new(curve.words, curve.points).color(colour).width(2.0).style(style));
                // The name stands at the line's end too, so that its colour need not be told from the others'.
                if let Some([x, y]) = end.filter(|_| curve.nth == 0) {
                    let text = Text::new("", PlotPoint::new(x, y), curve.short).color(colour);
                    plot.text(text.anchor(egui::Align2::RIGHT_BOTTOM));
                }
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

/// The moment so many hours from the start.
fn tick_at(hours: f64) -> Tick {
    Tick((hours.max(0.0) * f64::from(TICKS_PER_HOUR)).round() as u32)
}
