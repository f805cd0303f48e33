//! Draws the time line: a lane each, marks in rows so that none hides another, nights shaded.

use maud::{Markup, html};

use crate::base::Tick;
use crate::scenario::{Phase, Stage};

use super::marks::{self, BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, Symbol, VERMILLION, px, symbol};
use super::story::{Story, in_numbers};
use super::time_axis::TimeAxis;
use super::timeline::{BandKind, Lane, LaneOf, Mark, MarkKind, Timeline, band_words};

/// Left edge of the lanes, width of everything, height of a row of marks, least height of a lane \[px\].
const LEFT: f64 = 205.0;
const WIDTH: f64 = 1000.0;
const ROW: f64 = 12.0;
const LANE: f64 = 26.0;
const TOP: f64 = 44.0;

/// Of more marks than this that one symbol stands for, not each says its own words: in a fortnight it may stand for
/// hundreds, and nobody reads a page that lies under the pointer.
const SAID: usize = 4;

/// Marks of one sort so close together that one symbol stands for them, with their number.
struct Cluster<'m> {
    first: &'m Mark,
    x: f64,
    /// All of them, the first included.
    marks: Vec<&'m Mark>,
}

impl Cluster<'_> {
    /// Where the next symbol of its row may begin.
    fn end(&self) -> f64 {
        self.x + if self.marks.len() > 1 { ROW + 8.0 } else { ROW }
    }

    /// What they say; of many the first, and the numbers of all, under which the event list says the rest.
    fn words(&self) -> String {
        let said = |marks: &[&Mark]| marks.iter().map(|mark| mark.text.as_str()).collect::<Vec<_>>().join("\n");
        if self.marks.len() <= SAID {
            return said(&self.marks);
        }
        let numbers = in_numbers(self.marks.iter().map(|mark| mark.event));
        format!("{}\n{} in all: events {numbers}", said(&self.marks[..SAID / 2]), self.marks.len())
    }
}

/// Marks of a lane in rows, so that none hides another and each stands at its own time.
fn rows<'m>(axis: &TimeAxis, lane: &'m Lane) -> Vec<Vec<Cluster<'m>>> {
    let mut clusters: Vec<Cluster<'m>> = Vec::new();
    for mark in &lane.marks {
        let x = axis.x(mark.tick);
        match clusters.iter_mut().rev().find(|c| c.first.kind == mark.kind && x - c.x < ROW * 1.5) {
            Some(cluster) => cluster.marks.push(mark),
            None => clusters.push(Cluster { first: mark, x, marks: vec![mark] }),
        }
    }
    let mut rows: Vec<Vec<Cluster<'m>>> = Vec::new();
    for cluster in clusters {
        let free = rows.iter().position(|row| row.last().is_none_or(|last| cluster.x >= last.end()));
        match free {
            Some(i) => rows[i].push(cluster),
            None => rows.push(vec![cluster]),
        }
    }
    rows
}

fn lane_height(rows: usize) -> f64 {
    (rows as f64 * ROW + 8.0).max(LANE)
}

/// How a mark looks: symbol, colour, whether filled.
fn look(kind: MarkKind) -> (Symbol, &'static str, bool) {
    match kind {
        MarkKind::Alerted => (Symbol::Star, BLACK, true),
        MarkKind::Sent => (Symbol::Right, BLUE, true),
        MarkKind::Received => (Symbol::Down, BLUE, false),
        MarkKind::Lost | MarkKind::NoAnswer => (Symbol::Cross, GREY, true),
        MarkKind::Phase(_) => (Symbol::Square, ORANGE, true),
        MarkKind::Responsible => (Symbol::Flag, BLACK, true),
        MarkKind::Asked => (Symbol::Diamond, PURPLE, false),
        MarkKind::Answered => (Symbol::Diamond, PURPLE, true),
        MarkKind::Broadcast => (Symbol::Star, ORANGE, true),
        MarkKind::Ordered => (Symbol::Up, GREEN, true),
        MarkKind::Refused => (Symbol::Cross, VERMILLION, true),
        MarkKind::Sighted => (Symbol::Up, BLACK, false),
        MarkKind::Recovered => (Symbol::Circle, GREEN, true),
        MarkKind::Landed => (Symbol::Square, GREEN, true),
        MarkKind::Trouble => (Symbol::Cross, VERMILLION, true),
        MarkKind::Inject => (Symbol::Down, PURPLE, true),
        MarkKind::Intervention => (Symbol::Star, PURPLE, true),
        MarkKind::Marked => (Symbol::Flag, PURPLE, true),
        MarkKind::Note => (Symbol::Flag, GREY, false),
    }
}

fn fill(kind: BandKind) -> &'static str {
    match kind {
        BandKind::Stage(Stage::UnderWay) => "#dfe7ee",
        BandKind::Stage(Stage::Adrift) => "#c6d3de",
        BandKind::Stage(Stage::Flooding) => "#f3d9a4",
        BandKind::Stage(Stage::Listing) => "#eec07a",
        BandKind::Stage(Stage::Capsized) => "#e3a077",
        BandKind::Stage(Stage::Sunk) => "#b9b9b9",
        BandKind::Notice => "url(#hatch)",
        BandKind::UnderWay => "#cfe3ef",
        BandKind::Searching => SKY,
        BandKind::Recovering => "#7fcbb2",
    }
}

/// Sorts of marks whose meaning is told only where they occur: EXCON's.
const EXCONS: [(MarkKind, &str); 4] = [
    (MarkKind::Inject, "inject"),
    (MarkKind::Intervention, "EXCON intervenes"),
    (MarkKind::Marked, "evaluator's rating"),
    (MarkKind::Note, "note or bookmark"),
];

/// The time line as a drawing.
pub(super) fn draw(story: &Story<'_>, line: &Timeline) -> Markup {
    let axis = TimeAxis { left: LEFT, right: WIDTH - 14.0, from: Tick::START, until: line.until };
    let mut bottom = TOP;
    let mut lanes = Vec::new();
    for lane in &line.lanes {
        let rows = rows(&axis, lane);
        let top = bottom;
        // The lowest row of a casualty's lane holds the names of its stages.
        let named = usize::from(matches!(lane.of, LaneOf::Casualty(_)));
        bottom += lane_height(rows.len() + named);
        lanes.push((lane, rows, top, bottom));
    }
    html! {
        svg viewBox=(format!("0 0 {WIDTH} {}", px(bottom + 8.0))) role="img" aria-labelledby="tl-t tl-d" {
            title id="tl-t" { "Time line of the exercise" }
            desc id="tl-d" {
                "One lane for each casualty, seat and unit from " (story.dtg(Tick::START)) " to "
                (story.dtg(line.until)) ". The table of key events and the event list hold the same in words."
            }
            defs {
                pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    rect width="6" height="6" fill="#f2f5f7" {}
                    path d="M0 0L0 6" stroke="#7a8b99" stroke-width="2" {}
                }
            }
            (axis.draw(story, TOP, bottom))
            @for (lane, rows, top, bottom) in &lanes { (draw_lane(&axis, lane, rows, *top, *bottom)) }
            path d=(marks::path([(0.0, bottom), (WIDTH - 14.0, bottom)])) stroke="#8a929c" stroke-width="1" {}
        }
        (legend(line))
    }
}

fn draw_lane(axis: &TimeAxis, lane: &Lane, rows: &[Vec<Cluster<'_>>], top: f64, bottom: f64) -> Markup {
    let middle = (top + bottom) / 2.0;
    let named = if matches!(lane.of, LaneOf::Casualty(_)) { ROW / 2.0 } else { 0.0 };
    let first_row = middle - (rows.len() as f64 - 1.0) * ROW / 2.0 - named;
    html! {
        path d=(marks::path([(0.0, top), (WIDTH - 14.0, top)])) stroke="#8a929c" stroke-width="0.7" {}
        text x="4" y=(px(middle + 4.0)) class=(if matches!(lane.of, LaneOf::Sru(_)) { "lane unit" } else { "lane" }) {
            (shortened(&lane.name))
        }
        @for band in &lane.bands {
            @let (a, b) = (axis.x(band.from), axis.x(band.to));
            @if b > a {
                rect x=(px(a)) y=(px(top + 4.0)) width=(px(b - a)) height=(px(bottom - top - 8.0)) fill=(fill(band.kind))
                    stroke="#8a929c" stroke-width="0.5" { title { (band.text) } }
                @if matches!(band.kind, BandKind::Stage(_)) && b - a > band.text.chars().count() as f64 * 6.0 + 8.0 {
                    text x=(px(a + 4.0)) y=(px(bottom - 7.0)) class="tick" { (band.text) }
                }
            }
        }
        @for (i, row) in rows.iter().enumerate() {
            @let y = first_row + i as f64 * ROW;
            @for cluster in row { (draw_cluster(cluster, y)) }
        }
    }
}

fn draw_cluster(cluster: &Cluster<'_>, y: f64) -> Markup {
    let (mark, x, n) = (cluster.first, cluster.x, cluster.marks.len());
    let (kind, colour, filled) = look(mark.kind);
    let r = if matches!(mark.kind, MarkKind::Sent | MarkKind::Received | MarkKind::NoAnswer) { 3.2 } else { 4.4 };
    html! {
        a href=(format!("#e{}", mark.event)) {
            title { (cluster.words()) }
            (symbol(kind, x, y, r, colour, filled))
            @if let MarkKind::Phase(phase) = mark.kind {
                text x=(px(x)) y=(px(y + 3.0)) class="letter" text-anchor="middle" { (phase_letter(phase)) }
            }
            @if n > 1 { text x=(px(x + 6.0)) y=(px(y + 3.5)) class="count" { (n) } }
        }
    }
}

fn phase_letter(phase: Phase) -> &'static str {
    match phase {
        Phase::Uncertainty => "I",
        Phase::Alert => "A",
        Phase::Distress => "D",
    }
}

/// A name that fits in the left margin.
fn shortened(name: &str) -> String {
    const LONGEST: usize = 33;
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let mut short: String = name.chars().take(LONGEST - 1).collect();
    short.push('…');
    short
}

fn legend(line: &Timeline) -> Markup {
    let occurs = |kind: MarkKind| line.lanes.iter().flat_map(|lane| &lane.marks).any(|mark| mark.kind == kind);
    let sample = |kind: MarkKind| {
        let (shape, colour, filled) = look(kind);
        symbol(shape, 17.0, 8.0, 5.0, colour, filled)
    };
    let band = |kind: BandKind| html! { rect x="2" y="3" width="30" height="10" fill=(fill(kind)) stroke="#8a929c" {} };
    html! {
        p.legend {
            (marks::legend_entry(&sample(MarkKind::Alerted), "first heard of the case"))
            (marks::legend_entry(&sample(MarkKind::Sent), "message or call sent"))
            (marks::legend_entry(&sample(MarkKind::Received), "message read"))
            (marks::legend_entry(&sample(MarkKind::Lost), "lost, or no answer"))
            (marks::legend_entry(&sample(MarkKind::Phase(Phase::Alert)), "phase declared (I, A, D)"))
            (marks::legend_entry(&sample(MarkKind::Responsible), "responsible from here"))
            (marks::legend_entry(&sample(MarkKind::Asked), "asked another seat"))
            (marks::legend_entry(&sample(MarkKind::Answered), "answered, decided"))
            (marks::legend_entry(&sample(MarkKind::Broadcast), "distress broadcast"))
            (marks::legend_entry(&sample(MarkKind::Ordered), "unit ordered"))
            (marks::legend_entry(&sample(MarkKind::Refused), "refused, or broke down"))
            (marks::legend_entry(&sample(MarkKind::Sighted), "sighted"))
            (marks::legend_entry(&sample(MarkKind::Recovered), "people taken aboard"))
            (marks::legend_entry(&sample(MarkKind::Landed), "people landed"))
            @for (kind, words) in EXCONS {
                @if occurs(kind) { (marks::legend_entry(&sample(kind), words)) }
            }
            (marks::legend_entry(&band(BandKind::Notice), band_words(BandKind::Notice)))
            (marks::legend_entry(&band(BandKind::UnderWay), band_words(BandKind::UnderWay)))
            (marks::legend_entry(&band(BandKind::Searching), band_words(BandKind::Searching)))
            (marks::legend_entry(&band(BandKind::Recovering), band_words(BandKind::Recovering)))
            span.key { "A number beside a symbol: so many within a short time. Shaded: night at the casualty." }
        }
    }
}
