//! Where people were over time, as a stacked chart: everybody aboard at the start, always adding up.

use maud::{Markup, html};

use crate::base::Tick;
use crate::scenario::Stage;
use crate::score::{ChainStep, Headcount, Persons};

use super::marks::{self, px};
use super::story::Story;
use super::time_axis::TimeAxis;

const LEFT: f64 = 52.0;
const RIGHT: f64 = 820.0;
const TOP: f64 = 62.0;
const BOTTOM: f64 = 330.0;

/// One layer: name, fill, how many.
type Layer = (&'static str, &'static str, fn(&Persons) -> u32);

/// The layers from the bottom up.
const LAYERS: [Layer; 5] = [
    ("at a place of safety", marks::GREEN, |n| n.saved),
    ("ashore, not safe", marks::YELLOW, |n| n.missing_ashore_unsafe),
    ("aboard a rescuer", marks::SKY, |n| n.missing_aboard_rescuer),
    ("alive at sea", "#f0b95a", |n| n.missing_at_sea),
    ("died", "url(#died)", |n| n.died),
];

/// The chart. Nothing when nobody was at risk.
pub(super) fn draw(story: &Story<'_>) -> Markup {
    let series = &story.score.series;
    let whole = story.score.persons.at_risk;
    let Some(last) = series.last().filter(|_| whole > 0) else {
        return html! { p { "Nobody was at risk." } };
    };
    let axis = TimeAxis { left: LEFT, right: RIGHT, from: Tick::START, until: story.score.until };
    let y = |n: u32| BOTTOM - (BOTTOM - TOP) * f64::from(n) / f64::from(whole);
    let step = [1_u32, 2, 5, 10, 20, 25, 50, 100, 200, 500].into_iter().find(|s| whole / s <= 8).unwrap_or(1000);
    html! {
        svg viewBox=(format!("0 0 1000 {}", px(BOTTOM + 12.0))) role="img" aria-labelledby="sv-t sv-d" {
            title id="sv-t" { "Where people were over time" }
            desc id="sv-d" { (in_words(story, last)) }
            defs {
                pattern id="died" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    rect width="5" height="5" fill="#8c8c8c" {}
                    path d="M0 0L0 5" stroke="#4a4a4a" stroke-width="2" {}
                }
            }
            (axis.draw(story, TOP, BOTTOM))
            @for n in (0..=whole / step).map(|i| i * step) {
                text x=(px(LEFT - 6.0)) y=(px(y(n) + 4.0)) text-anchor="end" class="tick" { (n) }
                path d=(marks::path([(LEFT - 3.0, y(n)), (LEFT, y(n))])) stroke="#8a929c" {}
            }
            @for layer in 0..LAYERS.len() {
                path d=(area(series, layer, story.score.until, &axis, &y)) fill=(LAYERS[layer].1)
                    stroke="#3a3a3a" stroke-width="0.6" { title { (LAYERS[layer].0) } }
            }
            (end_labels(last, &y))
            (moments(story, &axis))
            text x="4" y=(px(TOP - 40.0)) class="tick" { "persons" }
        }
    }
}

/// The steps of one layer, there along its top and back along its bottom.
fn area(series: &[Headcount], layer: usize, until: Tick, axis: &TimeAxis, y: &impl Fn(u32) -> f64) -> String {
    let sum = |n: &Persons, layers: usize| LAYERS[..layers].iter().map(|(.., count)| count(n)).sum::<u32>();
    let edge = |layers: usize| {
        let mut points: Vec<(f64, f64)> = Vec::new();
        for head in series.iter().filter(|head| head.tick <= until) {
            let (x, level) = (axis.x(head.tick), y(sum(&head.persons, layers)));
            if let Some((_, before)) = points.last().copied() {
                points.push((x, before));
            }
            points.push((x, level));
        }
        if let Some((_, level)) = points.last().copied() {
            points.push((axis.x(until), level));
        }
        points
    };
    let mut points = edge(layer + 1);
    points.extend(edge(layer).into_iter().rev());
    let mut d = marks::path(points);
    d.push('Z');
    d
}

/// Names at the right edge, kept apart, so that nobody needs to match colours.
fn end_labels(last: &Headcount, y: &impl Fn(u32) -> f64) -> Markup {
    let mut below = 0;
    let mut labels: Vec<(f64, f64, String)> = Vec::new();
    for (name, _, count) in LAYERS {
        let n = count(&last.persons);
        if n > 0 {
            let middle = (y(below) + y(below + n)) / 2.0;
            labels.push((middle, middle, format!("{n} {name}")));
        }
        below += n;
    }
    // From the bottom up, each at least a line above the one below; then pushed down again from the top edge.
    for i in 1..labels.len() {
        labels[i].1 = labels[i].1.min(labels[i - 1].1 - 14.0);
    }
    html! {
        @for (at, shown, words) in &labels {
            path d=(marks::path([(RIGHT, *at), (RIGHT + 8.0, *shown)])) stroke="#3a3a3a" stroke-width="0.8" fill="none" {}
            text x=(px(RIGHT + 11.0)) y=(px(shown + 4.0)) class="small" { (words) }
        }
    }
}

/// Moments that explain the curve, as numbered lines.
fn moments(story: &Story<'_>, axis: &TimeAxis) -> Markup {
    let mut moments: Vec<(Tick, u32, &str)> = Vec::new();
    if let Some(alert) = story.alert() {
        moments.push((alert.tick, alert.event, "alert"));
    }
    for (step, words) in [
        (ChainStep::FirstTasked, "tasked"),
        (ChainStep::DistressBroadcast, "broadcast"),
        (ChainStep::FirstSighted, "sighted"),
        (ChainStep::FirstRecovered, "first aboard"),
        (ChainStep::LastRecovered, "last aboard"),
        (ChainStep::FirstLanded, "first landed"),
    ] {
        if let Some(evidence) = story.reached(step) {
            moments.push((evidence.tick, evidence.event, words));
        }
    }
    for (index, _) in story.scenario.craft.iter().enumerate() {
        if let Some((tick, event)) = story.stage(crate::base::ids::CraftId::new(index), Stage::Capsized) {
            moments.push((tick, event, "capsize"));
        }
    }
    moments.sort_by_key(|(tick, event, _)| (*tick, *event));
    let mut rows: Vec<f64> = Vec::new();
    html! {
        @for (tick, event, words) in moments {
            @let x = axis.x(tick);
            @let width = words.chars().count() as f64 * 6.2 + 8.0;
            @let row = free_row(&mut rows, x, width);
            @let at = TOP + 12.0 + row as f64 * 14.0;
            a href=(format!("#e{event}")) {
                path d=(marks::path([(x, TOP), (x, BOTTOM)])) stroke="#1a1a1a" stroke-width="0.9" stroke-dasharray="2 3" {}
                (marks::text(x + 3.0, at, 11.0, "start", "#1a1a1a", words))
            }
        }
    }
}

/// The first row in which a label of that width starts after the last one there ended.
fn free_row(rows: &mut Vec<f64>, x: f64, width: f64) -> usize {
    let row = rows.iter().position(|end| *end <= x).unwrap_or(rows.len());
    if row == rows.len() {
        rows.push(0.0);
    }
    rows[row] = x + width;
    row
}

fn in_words(story: &Story<'_>, last: &Headcount) -> String {
    let n = &last.persons;
    format!(
        "Of {} aboard at the start, at {} {} were at a place of safety, {} ashore elsewhere, {} aboard rescuers, \
         {} alive at sea, and {} had died.",
        n.at_risk,
        story.dtg(story.score.until),
        n.saved,
        n.missing_ashore_unsafe,
        n.missing_aboard_rescuer,
        n.missing_at_sea,
        n.died
    )
}
