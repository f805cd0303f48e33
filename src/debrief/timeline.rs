//! The time line: one lane for each casualty, seat and unit, with what happened in it and when.
//!
//! A lane is data first (for a report, a desk, an export) and drawn second.

use maud::{Markup, html};

use crate::base::ids::{CraftId, MessageId, RequestId, SeatId, SruId};
use crate::base::time::TICKS_PER_HOUR;
use crate::base::{Tick, Utc};
use crate::sar::sun;
use crate::scenario::{Phase, Stage};
use crate::score::stage_words;
use crate::sim::{Event, Order, Source};

use super::input::ReportInput;
use super::marks::{self, BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, Symbol, VERMILLION, px, symbol};
use super::story::{Story, number};

/// All lanes of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// Casualties first, then seats, then the units that took part.
    pub lanes: Vec<Lane>,
    /// The moment up to which it reaches.
    pub until: Tick,
}

/// One lane.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// Whose.
    pub of: LaneOf,
    /// Its name.
    pub name: String,
    /// Things that lasted, in order.
    pub bands: Vec<Band>,
    /// Things that happened, in order.
    pub marks: Vec<Mark>,
}

/// Whose lane it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LaneOf {
    /// A vessel in distress.
    Casualty(CraftId),
    /// A seat.
    Seat(SeatId),
    /// A unit.
    Sru(SruId),
}

/// Something that lasted.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// From.
    pub from: Tick,
    /// To; the end of the run when it was still going on.
    pub to: Tick,
    /// What.
    pub kind: BandKind,
    /// In words.
    pub text: String,
}

/// Things that last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BandKind {
    /// A casualty at a stage.
    Stage(Stage),
    /// A unit ordered out, not yet under way.
    Notice,
    /// A unit under way, or waiting at sea.
    UnderWay,
    /// A unit searching.
    Searching,
    /// A unit taking people aboard.
    Recovering,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub tick: Tick,
    /// Index of the event.
    pub event: u32,
    /// What.
    pub kind: MarkKind,
    /// In words.
    pub text: String,
}

/// Sorts of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// First heard of a case.
    Alerted,
    /// Sent a message.
    Sent,
    /// Read a message.
    Received,
    /// A message did not arrive.
    Lost,
    /// Declared a phase.
    Phase(Phase),
    /// Came to be responsible.
    Responsible,
    /// Asked another seat for something.
    Asked,
    /// Answered a request.
    Answered,
    /// Broadcast distress.
    Broadcast,
    /// Gave an order.
    Ordered,
    /// Was refused.
    Refused,
    /// Saw something.
    Sighted,
    /// Took people aboard: the first of a group.
    Recovered,
    /// Landed people: the first of a group.
    Landed,
    /// Something broke, or went out of service.
    Trouble,
    /// A call went unanswered.
    NoAnswer,
}

/// The time line of a run.
pub fn timeline(input: &ReportInput<'_>) -> Timeline {
    Timeline::new(&Story::new(input))
}

impl Timeline {
    pub(super) fn new(story: &Story<'_>) -> Self {
        let mut builder = Builder::new(story);
        for (index, stamped) in story.events.iter().enumerate() {
            builder.take(index, stamped.tick, &stamped.body);
        }
        builder.finish()
    }

    fn lane(&mut self, of: LaneOf) -> Option<&mut Lane> {
        self.lanes.iter_mut().find(|lane| lane.of == of)
    }
}

/// Makes a time line from events in order.
struct Builder<'s, 'a> {
    story: &'s Story<'a>,
    line: Timeline,
    senders: Vec<(MessageId, Source)>,
    askers: Vec<(RequestId, SeatId)>,
    /// The band of each unit that is still open.
    open: Vec<Option<(Tick, BandKind)>>,
    stages: Vec<(Tick, Stage)>,
}

impl<'s, 'a> Builder<'s, 'a> {
    fn new(story: &'s Story<'a>) -> Self {
        let lane = |of: LaneOf, name: &str| Lane { of, name: name.to_owned(), bands: Vec::new(), marks: Vec::new() };
        let s = story.scenario;
        let mut lanes = Vec::new();
        for (i, craft) in s.craft.iter().enumerate() {
            lanes.push(lane(LaneOf::Casualty(CraftId::new(i)), &craft.name));
        }
        for (i, seat) in s.seats.iter().enumerate() {
            lanes.push(lane(LaneOf::Seat(SeatId::new(i)), &seat.name));
        }
        for sru in &story.units {
            lanes.push(lane(LaneOf::Sru(*sru), story.sru(*sru)));
        }
        Self {
            story,
            line: Timeline { lanes, until: story.score.until },
            senders: Vec::new(),
            askers: Vec::new(),
            open: vec![None; s.srus.len()],
            stages: vec![(Tick::START, Stage::UnderWay); s.craft.len()],
        }
    }

    fn take(&mut self, index: usize, tick: Tick, event: &Event) {
        use MarkKind as K;
        let seat = |id: SeatId| LaneOf::Seat(id);
        let mut mark = |of: LaneOf, kind: MarkKind| {
            let text = self.story.texts[index].clone();
            if let Some(lane) = self.line.lane(of) {
                lane.marks.push(Mark { tick, event: number(index), kind, text });
            }
        };
        match event {
            Event::CommandRejected { seat: who, .. } => mark(seat(*who), K::Refused),
            Event::PhaseSet { seat: who, phase, .. } => mark(seat(*who), K::Phase(*phase)),
            Event::CaseOpened { seat: who, .. } => mark(seat(*who), K::Alerted),
            Event::ResponsibilityTaken { to, .. } => mark(seat(*to), K::Responsible),
            Event::MessageSent { message, from, .. } => {
                match from {
                    Source::Seat(who) => mark(seat(*who), K::Sent),
                    Source::Casualty(case) => mark(LaneOf::Casualty(*case), K::Sent),
                    Source::Outside(_) => {}
                }
                self.senders.push((*message, from.clone()));
            }
            Event::MessageDelivered { to, .. } => mark(seat(*to), K::Received),
            Event::MessageLost { message, .. } => {
                if let Some((_, Source::Seat(who))) = self.senders.iter().find(|(id, _)| id == message) {
                    mark(seat(*who), K::Lost);
                }
            }
            Event::CallUnanswered { seat: who, .. } => mark(seat(*who), K::NoAnswer),
            Event::RequestMade { request, from, .. } => {
                mark(seat(*from), K::Asked);
                self.askers.push((*request, *from));
            }
            Event::RequestAnswered { by, .. } => mark(seat(*by), K::Answered),
            Event::DistressBroadcast { seat: who, .. } => mark(seat(*who), K::Broadcast),
            Event::OrderGiven { seat: who, sru, order, .. } => {
                mark(seat(*who), K::Ordered);
                self.ordered(tick, *sru, order);
            }
            Event::SruDeparted { sru } => self.band(tick, *sru, Some(BandKind::UnderWay)),
            Event::SruArrived { sru, place, .. } => {
                self.band(tick, *sru, if place.is_some() { None } else { Some(BandKind::UnderWay) });
            }
            Event::SearchBegan { sru, .. } => self.band(tick, *sru, Some(BandKind::Searching)),
            Event::SearchCompleted { sru } | Event::SruBrokeOff { sru, .. } | Event::RecoveryEnded { sru, .. } => {
                self.band(tick, *sru, Some(BandKind::UnderWay));
            }
            Event::SruFailed { sru } => {
                mark(LaneOf::Sru(*sru), K::Trouble);
                self.band(tick, *sru, None);
            }
            Event::RecoveryBegan { sru, .. } => self.band(tick, *sru, Some(BandKind::Recovering)),
            Event::Sighted { sru, .. } => mark(LaneOf::Sru(*sru), K::Sighted),
            Event::PersonRecovered { sru, .. } | Event::BodyRecovered { sru, .. } => {
                self.once_in_a_while(LaneOf::Sru(*sru), K::Recovered, index, tick);
            }
            Event::PersonLanded { sru: Some(sru), .. } => {
                self.once_in_a_while(LaneOf::Sru(*sru), K::Landed, index, tick);
            }
            Event::TroubleStruck { case, .. } => mark(LaneOf::Casualty(*case), K::Trouble),
            Event::StageReached { case, stage, .. } => {
                if let Some(since) = self.stages.get_mut(case.index()) {
                    let (from, was) = *since;
                    *since = (tick, *stage);
                    self.stage_band(*case, from, tick, was);
                }
            }
            _ => {}
        }
    }

    /// One mark for people who come one after another within half an hour.
    fn once_in_a_while(&mut self, of: LaneOf, kind: MarkKind, index: usize, tick: Tick) {
        let text = self.story.texts[index].clone();
        let Some(lane) = self.line.lane(of) else { return };
        let recent = lane.marks.iter().rev().find(|mark| mark.kind == kind);
        if recent.is_none_or(|mark| tick.0.saturating_sub(mark.tick.0) > TICKS_PER_HOUR / 2) {
            lane.marks.push(Mark { tick, event: number(index), kind, text });
        }
    }

    fn ordered(&mut self, tick: Tick, sru: SruId, order: &Order) {
        let in_port = self.open.get(sru.index()).is_some_and(Option::is_none);
        let merchant =
            self.story.scenario.srus.get(sru.index()).is_some_and(|s| s.kind == crate::scenario::SruKind::Merchant);
        match order {
            Order::Resume => self.band(tick, sru, None),
            _ if in_port && !merchant => self.band(tick, sru, Some(BandKind::Notice)),
            _ if in_port => self.band(tick, sru, Some(BandKind::UnderWay)),
            _ => {}
        }
    }

    fn band(&mut self, tick: Tick, sru: SruId, next: Option<BandKind>) {
        let Some(open) = self.open.get_mut(sru.index()) else { return };
        if open.is_some_and(|(_, kind)| Some(kind) == next) {
            return;
        }
        let closed = std::mem::replace(open, next.map(|kind| (tick, kind)));
        if let (Some((from, kind)), Some(lane)) = (closed, self.line.lane(LaneOf::Sru(sru))) {
            lane.bands.push(Band { from, to: tick, kind, text: band_words(kind).to_owned() });
        }
    }

    fn stage_band(&mut self, case: CraftId, from: Tick, to: Tick, stage: Stage) {
        if let Some(lane) = self.line.lane(LaneOf::Casualty(case)) {
            let kind = BandKind::Stage(stage);
            lane.bands.push(Band { from, to, kind, text: stage_words(stage).to_owned() });
        }
    }

    fn finish(mut self) -> Timeline {
        let until = self.line.until;
        for index in 0..self.open.len() {
            self.band(until, SruId::new(index), None);
        }
        for (index, (from, stage)) in self.stages.clone().into_iter().enumerate() {
            self.stage_band(CraftId::new(index), from, until, stage);
        }
        self.line
    }
}

fn band_words(kind: BandKind) -> &'static str {
    match kind {
        BandKind::Stage(stage) => stage_words(stage),
        BandKind::Notice => "ordered, not yet under way",
        BandKind::UnderWay => "under way or waiting",
        BandKind::Searching => "searching",
        BandKind::Recovering => "taking people aboard",
    }
}

/// Left edge of the lanes, width of everything, height of a row of marks, least height of a lane [px].
const LEFT: f64 = 205.0;
const WIDTH: f64 = 1000.0;
const ROW: f64 = 12.0;
const LANE: f64 = 26.0;
const TOP: f64 = 44.0;

/// Marks of one sort so close together that one symbol stands for them, with their number.
struct Cluster<'m> {
    first: &'m Mark,
    x: f64,
    /// What each of them says.
    texts: Vec<&'m str>,
}

impl Cluster<'_> {
    /// Where the next symbol of its row may begin.
    fn end(&self) -> f64 {
        self.x + if self.texts.len() > 1 { ROW + 8.0 } else { ROW }
    }
}

/// Marks of a lane in rows, so that none hides another and each stands at its own time.
fn rows<'m>(axis: &TimeAxis, lane: &'m Lane) -> Vec<Vec<Cluster<'m>>> {
    let mut clusters: Vec<Cluster<'m>> = Vec::new();
    for mark in &lane.marks {
        let x = axis.x(mark.tick);
        match clusters.iter_mut().rev().find(|c| c.first.kind == mark.kind && x - c.x < ROW * 1.5) {
            Some(cluster) => cluster.texts.push(&mark.text),
            None => clusters.push(Cluster { first: mark, x, texts: vec![&mark.text] }),
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

/// Times on paper, shared by all drawings with a time axis.
#[derive(Debug, Clone, Copy)]
pub(super) struct TimeAxis {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) from: Tick,
    pub(super) until: Tick,
}

impl TimeAxis {
    pub(super) fn x(&self, tick: Tick) -> f64 {
        let whole = f64::from(self.until.0.saturating_sub(self.from.0).max(1));
        let part = f64::from(tick.0.clamp(self.from.0, self.until.0.max(self.from.0)) - self.from.0);
        self.left + (self.right - self.left) * part / whole
    }

    /// Whole UTC hours to label, 12 at the most.
    fn hours(&self, start: Utc) -> Vec<(Tick, Utc)> {
        let (first, last) = (start.at(self.from).0, start.at(self.until).0);
        let length = last - first;
        let step =
            [1_i64, 2, 3, 6, 12, 24, 48].into_iter().map(|h| h * 3600).find(|s| length / s <= 12).unwrap_or(86_400 * 4);
        let begin = first.div_euclid(step) * step;
        (0..=length / step + 1)
            .map(|n| Utc(begin + n * step))
            .filter_map(|utc| Some((start.tick_of(utc)?, utc)))
            .filter(|(tick, _)| (self.from..=self.until).contains(tick))
            .collect()
    }

    /// Grid lines with UTC above and local time below, and shaded nights.
    pub(super) fn draw(&self, story: &Story<'_>, top: f64, bottom: f64) -> Markup {
        let hours = self.hours(story.scenario.start);
        html! {
            @for (from, to) in self.nights(story) {
                rect x=(px(self.x(from))) y=(px(top)) width=(px(self.x(to) - self.x(from))) height=(px(bottom - top))
                    fill="#e9edf2" {}
            }
            @for (tick, _) in &hours {
                @let x = self.x(*tick);
                @let dtg = story.dtg(*tick);
                path d=(marks::path([(x, top - 4.0), (x, bottom)])) stroke="#c9ced6" stroke-width="1" {}
                text x=(px(x)) y=(px(top - 18.0)) class="tick" text-anchor="middle" { (dtg) }
                text x=(px(x)) y=(px(top - 7.0)) class="tick local" text-anchor="middle" {
                    (story.local(*tick)[7..]) " local"
                }
            }
        }
    }

    /// Stretches without daylight at the casualty.
    fn nights(&self, story: &Story<'_>) -> Vec<(Tick, Tick)> {
        const STEP: u32 = 60;
        let Some((case, track)) = story.tracks.casualties.first() else { return Vec::new() };
        let dark = |tick: Tick| {
            let position = story.tracks.casualty_at(*case, tick).or_else(|| track.first().map(|(_, p)| *p));
            position.is_some_and(|position| !sun::is_daylight(position, story.utc(tick)))
        };
        let mut nights: Vec<(Tick, Tick)> = Vec::new();
        let mut tick = self.from;
        while tick < self.until {
            let next = Tick(tick.0.saturating_add(STEP).min(self.until.0));
            if dark(tick) {
                match nights.last_mut() {
                    Some((_, to)) if *to == tick => *to = next,
                    _ => nights.push((tick, next)),
                }
            }
            tick = next;
        }
        nights
    }
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
        (legend())
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
    let (mark, x, n) = (cluster.first, cluster.x, cluster.texts.len());
    let (kind, colour, filled) = look(mark.kind);
    let r = if matches!(mark.kind, MarkKind::Sent | MarkKind::Received | MarkKind::NoAnswer) { 3.2 } else { 4.4 };
    html! {
        a href=(format!("#e{}", mark.event)) {
            title { (cluster.texts.join("\n")) }
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

fn legend() -> Markup {
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
            (marks::legend_entry(&sample(MarkKind::Answered), "answered"))
            (marks::legend_entry(&sample(MarkKind::Broadcast), "distress broadcast"))
            (marks::legend_entry(&sample(MarkKind::Ordered), "unit ordered"))
            (marks::legend_entry(&sample(MarkKind::Refused), "refused, or broke down"))
            (marks::legend_entry(&sample(MarkKind::Sighted), "sighted"))
            (marks::legend_entry(&sample(MarkKind::Recovered), "people taken aboard"))
            (marks::legend_entry(&sample(MarkKind::Landed), "people landed"))
            (marks::legend_entry(&band(BandKind::Notice), band_words(BandKind::Notice)))
            (marks::legend_entry(&band(BandKind::UnderWay), band_words(BandKind::UnderWay)))
            (marks::legend_entry(&band(BandKind::Searching), band_words(BandKind::Searching)))
            (marks::legend_entry(&band(BandKind::Recovering), band_words(BandKind::Recovering)))
            span.key { "A number beside a symbol: so many within a short time. Shaded: night at the casualty." }
        }
    }
}
