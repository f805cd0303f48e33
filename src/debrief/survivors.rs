//! Where people were over time, as a stacked chart: everybody aboard at the start, always adding up.

use maud::{Markup, html};

use crate::base::Tick;
use crate::base::ids::CraftId;
use crate::scenario::Stage;
use crate::score::{ChainStep, Headcount, Persons};

use super::marks::{self, px};
use super::story::{Story, links};
use super::time_axis::TimeAxis;

const LEFT: f64 = 52.0;
const RIGHT: f64 = 820.0;
const TOP: f64 = 62.0;
const BOTTOM: f64 = 330.0;
/// Radius of a moment's number \[px\].
const NUMBER: f64 = 7.0;

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
    let moments = moments(story);
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
            (lines(&moments, &axis))
            text x="4" y=(px(TOP - 40.0)) class="tick" { "persons" }
        }
        (key(story, &moments))
    }
}

/// The steps of one layer, there along its top and back along its bottom.
fn area(series: &[Headcount], layer: usize, until: Tick, axis: &TimeAxis, y: &impl Fn(u32) -> f64) -> String {
    let sum = |n: &Persons, layers: usize| LAYERS[..layers].iter().map(|(.., count)| count(n)).sum::<u32>();
    let edge = |layers: usize| {
        let mut points: Vec<(f64, f64)> = Vec::new();
        let heads: Vec<&Headcount> = series.iter().filter(|head| head.tick <= until).collect();
        for (i, head) in heads.iter().enumerate() {
            let (x, level) = (axis.x(head.tick), y(sum(&head.persons, layers)));
            // Of what changes within half a pixel the last is drawn, and of what stays as it was nothing.
            let column = |tick: Tick| (axis.x(tick) * 2.0).floor();
            if i > 0 && heads.get(i + 1).is_some_and(|next| column(next.tick) == column(head.tick)) {
                continue;
            }
            match points.last().copied() {
                Some((_, before)) if before == level => {}
                Some((_, before)) => points.extend([(x, before), (x, level)]),
                None => points.push((x, level)),
            }
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

/// Moments that explain the curve, in order of time: when, event, in words.
fn moments(story: &Story<'_>) -> Vec<(Tick, u32, String)> {
    let mut moments: Vec<(Tick, u32, String)> = Vec::new();
    if let Some(alert) = story.alert() {
        moments.push((alert.tick, alert.event, "first alert".to_owned()));
    }
    for (step, words) in [
        (ChainStep::FirstTasked, "first unit tasked"),
        (ChainStep::DistressBroadcast, "shipping told"),
        (ChainStep::FirstSighted, "first sighted"),
        (ChainStep::FirstRecovered, "first aboard a rescuer"),
        (ChainStep::LastRecovered, "last aboard a rescuer"),
        (ChainStep::FirstLanded, "first landed"),
    ] {
        if let Some(evidence) = story.reached(step) {
            moments.push((evidence.tick, evidence.event, words.to_owned()));
        }
    }
    for case in (0..story.scenario.craft.len()).map(CraftId::new) {
        if let Some((tick, event)) = story.stage(case, Stage::Capsized) {
            let words = match story.scenario.craft.len() {
                1 => "capsize".to_owned(),
                _ => format!("capsize of {}", story.craft(case)),
            };
            moments.push((tick, event, words));
        }
    }
    moments.sort_by_key(|(tick, event, _)| (*tick, *event));
    moments
}

/// The moments as numbered lines, the numbers of neighbours one below the other.
fn lines(moments: &[(Tick, u32, String)], axis: &TimeAxis) -> Markup {
    let mut rows: Vec<f64> = Vec::new();
    html! {
        @for (tick, ..) in moments {
            @let x = axis.x(*tick);
            path d=(marks::path([(x, TOP), (x, BOTTOM)])) stroke="#1a1a1a" stroke-width="0.9" stroke-dasharray="2 3" {}
        }
        @for (i, (tick, event, words)) in moments.iter().enumerate() {
            @let x = axis.x(*tick);
            @let row = free_row(&mut rows, x - NUMBER, 2.0 * NUMBER + 1.0);
            @let y = TOP + 11.0 + row as f64 * (2.0 * NUMBER + 1.0);
            a href=(format!("#e{event}")) {
                title { (words) }
                circle cx=(px(x)) cy=(px(y)) r=(px(NUMBER)) fill="#fff" stroke="#1a1a1a" stroke-width="0.9" {}
                text x=(px(x)) y=(px(y + 3.5)) text-anchor="middle" font-size="9.5" fill="#1a1a1a" { (i + 1) }
            }
        }
    }
}

/// What the numbers stand for.
fn key(story: &Story<'_>, moments: &[(Tick, u32, String)]) -> Markup {
    html! {
        p.legend {
            @for (i, (tick, event, words)) in moments.iter().enumerate() {
                span.key { (i + 1) " " (words) ", " (story.when(*tick)) " " (links([*event])) }
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
