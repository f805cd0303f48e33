//! The time line: one lane for each casualty, seat and unit, with what happened in it and when.
//!
//! These are data, for a report, a desk or an export; `lanes` draws them.

use crate::base::Tick;
use crate::base::ids::{CraftId, MessageId, RequestId, SeatId, SruId};
use crate::base::time::TICKS_PER_HOUR;
use crate::scenario::{Phase, Stage};
use crate::score::stage_words;
use crate::sim::alongside::Deed;
use crate::sim::press::Voice;
use crate::sim::signals::SignalEvent;
use crate::sim::{Dealing, Event, Intervention, Order, Source, plot, portal};

use super::input::ReportInput;
use super::story::{Story, number};

/// All lanes of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// Casualties first, then seats, then the units that took part; EXCON last, if it did anything.
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
    /// The trainer: injects, interventions, notes and marks.
    Excon,
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
    /// Answered a request, agreed to the terms of an answer, withdrew a request, or decided about cases.
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
    /// A call went unanswered, or a request in the time given.
    NoAnswer,
    /// An inject fired.
    Inject,
    /// EXCON did something else to the exercise.
    Intervention,
    /// The evaluator rated an expectation or an objective.
    Marked,
    /// A note or a bookmark.
    Note,
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
        for (i, craft) in s.craft.iter().enumerate().filter(|(_, craft)| craft.exists()) {
            lanes.push(lane(LaneOf::Casualty(CraftId::new(i)), &craft.name));
        }
        for (i, seat) in s.seats.iter().enumerate() {
            lanes.push(lane(LaneOf::Seat(SeatId::new(i)), &seat.name));
        }
        for sru in &story.units {
            lanes.push(lane(LaneOf::Sru(*sru), story.sru(*sru)));
        }
        if story.events.iter().any(|stamped| excon(&stamped.body).is_some()) {
            lanes.push(lane(LaneOf::Excon, "EXCON"));
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
        if let Some(kind) = excon(event) {
            mark(LaneOf::Excon, kind);
        }
        match event {
            Event::CommandRejected { seat: who, .. } => mark(seat(*who), K::Refused),
            Event::PhaseSet { seat: who, phase, .. } => mark(seat(*who), K::Phase(*phase)),
            Event::Plot(what) => {
                let (plot::Event::Merged { seat: who, .. }
                | plot::Event::KeptApart { seat: who, .. }
                | plot::Event::Concluded { seat: who, .. }
                | plot::Event::Reopened { seat: who, .. }) = **what;
                mark(seat(who), K::Answered);
            }
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
            Event::Dealing(Dealing::RequestWithdrawn { by, .. } | Dealing::TermsAgreed { by, .. }) => {
                mark(seat(*by), K::Answered);
            }
            Event::Dealing(Dealing::RequestSilent { from, .. }) => mark(seat(*from), K::NoAnswer),
            Event::DistressBroadcast { seat: who, .. } => mark(seat(*who), K::Broadcast),
            Event::Portal(what) => match &**what {
                portal::Event::Posted { post, .. } => mark(seat(post.by), K::Sent),
                portal::Event::Read { by, .. } => mark(seat(*by), K::Received),
                portal::Event::Indicated { to, .. } => mark(seat(*to), K::Received),
                portal::Event::Arrived { .. } => {}
            },
            Event::Signal(what) => match **what {
                SignalEvent::Hailed { case, .. } | SignalEvent::BeaconOn { case, .. } => {
                    mark(LaneOf::Casualty(case), K::Sent);
                }
                SignalEvent::Homed { sru, first: true, .. } => mark(LaneOf::Sru(sru), K::Received),
                _ => {}
            },
            Event::Press(item) => match item.by {
                Voice::Seat(who, _) => mark(seat(who), K::Sent),
                Voice::Outlet(_) | Voice::StandOff(_) => {}
            },
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
            Event::Intervened { what: Intervention::BringIn { sru, .. } } => {
                mark(LaneOf::Sru(*sru), K::Intervention);
                self.band(tick, *sru, Some(BandKind::UnderWay));
            }
            Event::Intervened { what: Intervention::MoveSru { sru, .. } | Intervention::Repair { sru } } => {
                mark(LaneOf::Sru(*sru), K::Intervention);
            }
            Event::Intervened { what: Intervention::MoveCraft { case, .. } } => {
                mark(LaneOf::Casualty(*case), K::Intervention);
            }
            Event::RecoveryBegan { sru, .. } => self.band(tick, *sru, Some(BandKind::Recovering)),
            Event::Sighted { sru, .. } => mark(LaneOf::Sru(*sru), K::Sighted),
            Event::PersonRecovered { sru, .. } | Event::BodyRecovered { sru, .. } => {
                self.once_in_a_while(LaneOf::Sru(*sru), K::Recovered, index, tick);
            }
            Event::PersonLanded { sru: Some(sru), .. } => {
                self.once_in_a_while(LaneOf::Sru(*sru), K::Landed, index, tick);
            }
            Event::Alongside(deed) => match **deed {
                Deed::TurnedRound { case, .. } | Deed::TurnedBack { case, .. } | Deed::Mended { case, .. } => {
                    mark(LaneOf::Casualty(case), K::Ordered);
                }
                Deed::Unable { sru, .. } => mark(LaneOf::Sru(sru), K::Refused),
                _ => {}
            },
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

/// The mark an event leaves in EXCON's lane. `None` for all that is not the trainer's.
fn excon(event: &Event) -> Option<MarkKind> {
    match event {
        Event::InjectFired { .. } => Some(MarkKind::Inject),
        Event::Intervened { what } => match what {
            // The inject that fires, or is overtaken, has an event of its own.
            Intervention::Fire { .. } => None,
            Intervention::Rate { .. } | Intervention::RateObjective { .. } => Some(MarkKind::Marked),
            Intervention::Note { .. } => Some(MarkKind::Note),
            _ => Some(MarkKind::Intervention),
        },
        _ => None,
    }
}

pub(super) fn band_words(kind: BandKind) -> &'static str {
    match kind {
        BandKind::Stage(stage) => stage_words(stage),
        BandKind::Notice => "ordered, not yet under way",
        BandKind::UnderWay => "under way or waiting",
        BandKind::Searching => "searching",
        BandKind::Recovering => "taking people aboard",
    }
}
