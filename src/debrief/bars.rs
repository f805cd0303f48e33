//! Clocks and expectations as bars.

use maud::{Markup, html};

use crate::base::Span;
use crate::score::{Clock, Expected, Verdict};

use super::marks::{self, BLACK, BLUE, GREEN, ORANGE, Symbol, VERMILLION, px, symbol};
use super::story::Story;

const LEFT: f64 = 300.0;
const RIGHT: f64 = 780.0;
const ROW: f64 = 24.0;

/// The clocks from the first alert, one bar each.
pub(super) fn clocks(story: &Story<'_>) -> Markup {
    let clocks: Vec<&Clock> =
        story.score.clocks.iter().filter(|clock| clock.party.is_none() && clock.case.is_none()).collect();
    let longest = clocks.iter().filter_map(|clock| clock.seconds).max().unwrap_or(0).max(3600);
    let (step, count) = hours_step(longest);
    let whole = (step * count) as f64;
    let x = |seconds: i64| LEFT + (RIGHT - LEFT) * seconds.max(0) as f64 / whole;
    let height = 26.0 + ROW * clocks.len() as f64;
    html! {
        svg viewBox=(format!("0 0 1000 {}", px(height + 6.0))) role="img" aria-labelledby="ck-t ck-d" {
            title id="ck-t" { "Time from the first alert" }
            desc id="ck-d" { "One bar for each link of the chain. The same numbers stand in the table of clocks." }
            (grid(step, count, height, &x))
            @for (i, clock) in clocks.iter().enumerate() {
                @let y = 26.0 + ROW * i as f64;
                text x=(px(LEFT - 8.0)) y=(px(y + 16.0)) text-anchor="end" class="small" {
                    (clock.name.trim_start_matches("Alert to "))
                }
                @match (&clock.to, clock.seconds) {
                    (Some(to), Some(seconds)) => {
                        a href=(format!("#e{}", to.event)) {
                            title { (to.text) }
                            rect x=(px(LEFT)) y=(px(y + 4.0)) width=(px((x(seconds) - LEFT).max(1.0))) height="15" fill=(BLUE) {}
                            text x=(px(x(seconds) + 6.0)) y=(px(y + 16.0)) class="small halo" {
                                tspan font-weight="600" { (clock.words()) } "  " (story.dtg(to.tick))
                            }
                        }
                    }
                    _ => text x=(px(LEFT + 6.0)) y=(px(y + 16.0)) class="small none halo" { "did not happen" },
                }
            }
        }
    }
}

/// The expectations, one bar each with its limits.
pub(super) fn expectations(story: &Story<'_>) -> Markup {
    let items = &story.score.expectations.items;
    if items.is_empty() {
        return html! { p { "The scenario sets no expectations." } };
    }
    let took = |item: &Expected| item.from.zip(item.done).map(|(from, done)| done.since(from).seconds());
    let rows: Vec<(&Expected, Option<i64>, f64)> = items
        .iter()
        .map(|item| {
            let longest = took(item).unwrap_or(0).max(item.partly_within.seconds()).max(60);
            (item, took(item), longest as f64 * 1.08)
        })
        .collect();
    html! {
        table.expectations {
            thead { tr { th { "Who" } th { "What was expected" } th { "Result" } th { "Time taken, and the limits" } th { "Events" } } }
            tbody {
                @for (item, seconds, whole) in rows {
                    tr {
                        td { (story.seat(item.seat)) }
                        td {
                            (item.what)
                            @if item.critical { " " span.small { "(critical)" } }
                            (steps(story, item))
                        }
                        td {
                            span.nowrap { (verdict(item.result)) }
                            @if let Some(rated) = &item.rated {
                                br;
                                span.small { "evaluator: " (rated.words()) }
                            }
                            @if let Some(credit) = item.credit {
                                br;
                                span.small { "credit " (format!("{credit:.2}")) }
                            }
                        }
                        td { @if item.judged { "an evaluator judges" } @else { (bar(item, seconds, whole)) } }
                        td { (super::story::links(events(item))) }
                    }
                }
            }
        }
        p.legend {
            (marks::legend_entry(&html! { rect x="1" y="4" width="32" height="8" fill=(BLUE) {} }, "time taken"))
            (marks::legend_entry(&html! { path d="M17 1L17 15" stroke=(BLACK) stroke-width="2.5" {} }, "met within"))
            (marks::legend_entry(&html! { path d="M17 1L17 15" stroke=(BLACK) stroke-width="1.5" stroke-dasharray="3 2" {} }, "partly met within"))
            span.key { "Each bar has its own scale." }
        }
    }
}

/// A verdict with a sign that does not need colour.
pub(super) fn verdict(result: Verdict) -> Markup {
    let (shape, colour, filled) = match result {
        Verdict::Met => (Symbol::Circle, GREEN, true),
        Verdict::Partial => (Symbol::Circle, ORANGE, false),
        Verdict::Missed => (Symbol::Cross, VERMILLION, true),
        Verdict::Open | Verdict::NotRated => (Symbol::Diamond, "#6b6b6b", false),
    };
    html! {
        svg.sign width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" { (symbol(shape, 7.0, 7.0, 4.5, colour, filled)) }
        " " (result.word())
    }
}

/// The events behind an expectation: what decided it, its steps, and the evaluator's rating.
pub(super) fn events(item: &Expected) -> Vec<u32> {
    let steps = item.steps.iter().filter_map(|step| step.evidence.as_ref());
    let rated = item.rated.iter().filter_map(|rated| rated.evidence.as_ref());
    let mut all: Vec<u32> = item.evidence.iter().chain(steps).chain(rated).map(|evidence| evidence.event).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The steps of an expectation, each with whether and when it was done.
fn steps(story: &Story<'_>, item: &Expected) -> Markup {
    html! {
        @if !item.steps.is_empty() {
            ul.small {
                @for step in &item.steps {
                    li {
                        (step.what) ": "
                        @match (step.done, step.in_time) {
                            (Some(at), true) => { "done " (story.dtg(at)) },
                            (Some(at), false) => { "done " (story.dtg(at)) ", later than " (step.within.to_string()) },
                            (None, _) => { "not done within " (step.within.to_string()) },
                        }
                    }
                }
            }
        }
    }
}

fn bar(item: &Expected, seconds: Option<i64>, whole: f64) -> Markup {
    const WIDTH: f64 = 220.0;
    let x = |s: f64| WIDTH * s / whole;
    let (met, partly) = (item.within.seconds() as f64, item.partly_within.seconds() as f64);
    let words = match (item.from, seconds) {
        (None, _) => "did not come to that".to_owned(),
        (Some(_), Some(s)) => format!("{}; limits {} and {}", Span(s), item.within, item.partly_within),
        (Some(_), None) => format!("not done; limits {} and {}", item.within, item.partly_within),
    };
    html! {
        svg.bar width=(px(WIDTH)) height="16" viewBox=(format!("0 0 {WIDTH} 16")) role="img" aria-label=(words) {
            rect x="0" y="7" width=(px(WIDTH)) height="2" fill="#d9dde2" {}
            @if let Some(s) = seconds {
                rect x="0" y="3" width=(px(x(s as f64).max(1.5))) height="10" fill=(BLUE) {}
            }
            path d=(marks::path([(x(met), 0.0), (x(met), 16.0)])) stroke=(BLACK) stroke-width="2.5" {}
            path d=(marks::path([(x(partly), 0.0), (x(partly), 16.0)])) stroke=(BLACK) stroke-width="1.5" stroke-dasharray="3 2" {}
        }
        br;
        span.small.nowrap { (words) }
    }
}

/// Hours between grid lines \[s\], and how many fit round `longest`.
fn hours_step(longest: i64) -> (i64, i64) {
    let step = [1_i64, 2, 3, 6, 12, 24].into_iter().map(|h| h * 3600).find(|s| longest / s < 8).unwrap_or(86_400 * 2);
    (step, longest / step + 1)
}

fn grid(step: i64, count: i64, height: f64, x: &impl Fn(i64) -> f64) -> Markup {
    html! {
        @for n in 0..=count {
            @let at = x(n * step);
            path d=(marks::path([(at, 20.0), (at, height)])) stroke="#d4d8de" stroke-width="1" {}
            text x=(px(at)) y="14" text-anchor="middle" class="tick" { (n * step / 3600) " h" }
        }
    }
}
