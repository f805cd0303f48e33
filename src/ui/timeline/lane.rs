//! What a time line is given: lanes with marks for moments and bars for stretches.

use crate::base::Tick;
use crate::picture::Briefing;
use crate::session::wire::{Happening, HappeningKind};

/// The shape of a mark, which tells lanes apart without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// A triangle: the vessel.
    Triangle,
    /// A disc: people.
    Disc,
    /// A square: a decision.
    Square,
    /// A diamond: a message.
    Diamond,
    /// An upright stroke: a unit.
    Stroke,
    /// A cross: EXCON.
    Cross,
    /// A flag: a note or bookmark.
    Flag,
}

impl Sign {
    /// The sign of a sort of happening.
    pub fn of(kind: HappeningKind) -> Self {
        match kind {
            HappeningKind::Casualty => Self::Triangle,
            HappeningKind::People => Self::Disc,
            HappeningKind::Decision => Self::Square,
            HappeningKind::Message => Self::Diamond,
            HappeningKind::Unit => Self::Stroke,
            HappeningKind::Excon => Self::Cross,
            HappeningKind::Note => Self::Flag,
        }
    }
}

/// A moment on a lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkAt {
    /// When.
    pub tick: Tick,
    /// Its shape.
    pub sign: Sign,
    /// Its words, shown when it is pointed at.
    pub text: String,
}

/// A stretch on a lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// From when.
    pub from: Tick,
    /// To when.
    pub to: Tick,
    /// Its words, shown when it is pointed at.
    pub text: String,
    /// Whether somebody follows it, so that it stands out.
    pub followed: bool,
}

/// One row of a time line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lane {
    /// Its name, at the left.
    pub name: String,
    /// Moments, oldest first.
    pub marks: Vec<MarkAt>,
    /// Stretches, oldest first.
    pub bars: Vec<Bar>,
}

impl Lane {
    /// A lane without anything on it yet.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Adds what happened as a mark.
    fn add(&mut self, happening: &Happening) {
        self.marks.push(MarkAt { tick: happening.tick, sign: Sign::of(happening.kind), text: happening.text.clone() });
    }
}

/// The name of a lane of happenings of one sort.
pub fn lane_name(kind: HappeningKind) -> &'static str {
    match kind {
        HappeningKind::Casualty => "Casualty",
        HappeningKind::People => "People",
        HappeningKind::Decision => "Decisions",
        HappeningKind::Message => "Messages",
        HappeningKind::Unit => "Units",
        HappeningKind::Excon => "Injects",
        HappeningKind::Note => "Notes",
    }
}

/// Every sort of happening, in the order of lanes from the top.
pub const KINDS: [HappeningKind; 7] = [
    HappeningKind::Casualty,
    HappeningKind::People,
    HappeningKind::Decision,
    HappeningKind::Message,
    HappeningKind::Unit,
    HappeningKind::Excon,
    HappeningKind::Note,
];

/// One lane for each sort of happening.
pub fn lanes_by_kind(happenings: &[Happening]) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = KINDS.iter().map(|kind| Lane::new(lane_name(*kind))).collect();
    for happening in happenings {
        if let Some(i) = KINDS.iter().position(|kind| *kind == happening.kind) {
            lanes[i].add(happening);
        }
    }
    lanes
}

/// Lanes for a review: casualty, people, the decisions of each seat apart, messages, units, injects, notes.
pub fn lanes_by_seat(briefing: &Briefing, happenings: &[Happening]) -> Vec<Lane> {
    let mut lanes = Vec::new();
    for kind in KINDS {
        let of_kind = || happenings.iter().filter(move |h| h.kind == kind);
        if kind == HappeningKind::Decision {
            for (i, seat) in briefing.seats.iter().enumerate() {
                let mut lane = Lane::new(seat.name.clone());
                of_kind().filter(|h| h.seat.is_some_and(|s| s.index() == i)).for_each(|h| lane.add(h));
                lanes.push(lane);
            }
            let mut lane = Lane::new("Other decisions");
            of_kind().filter(|h| h.seat.is_none()).for_each(|h| lane.add(h));
            if !lane.marks.is_empty() {
                lanes.push(lane);
            }
        } else {
            let mut lane = Lane::new(lane_name(kind));
            of_kind().for_each(|h| lane.add(h));
            lanes.push(lane);
        }
    }
    lanes
}

/// The first moment of any of them after a moment. `None` if there is none.
pub fn next_moment(happenings: &[Happening], after: Tick) -> Option<Tick> {
    happenings.iter().map(|h| h.tick).filter(|tick| *tick > after).min()
}

/// The last moment of any of them before a moment. `None` if there is none.
pub fn previous_moment(happenings: &[Happening], before: Tick) -> Option<Tick> {
    happenings.iter().map(|h| h.tick).filter(|tick| *tick < before).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ids::SeatId;

    fn happening(tick: u32, kind: HappeningKind, seat: Option<u32>) -> Happening {
        Happening { tick: Tick(tick), seat: seat.map(SeatId), kind, text: format!("at {tick}") }
    }

    #[test]
    fn every_happening_is_on_exactly_one_lane() {
        let happenings: Vec<Happening> =
            KINDS.iter().zip(0..).map(|(kind, tick)| happening(tick, *kind, Some(0))).collect();
        let lanes = lanes_by_kind(&happenings);
        assert_eq!(lanes.len(), KINDS.len());
        assert!(lanes.iter().all(|lane| lane.marks.len() == 1));
        let signs: Vec<Sign> = lanes.iter().map(|lane| lane.marks[0].sign).collect();
        for (i, sign) in signs.iter().enumerate() {
            assert!(!signs[i + 1..].contains(sign), "two lanes share {sign:?}");
        }
    }

    #[test]
    fn the_next_and_the_previous_moment_are_neighbours() {
        let list = [3, 3, 8, 20].map(|tick| happening(tick, HappeningKind::Unit, None));
        assert_eq!(next_moment(&list, Tick(0)), Some(Tick(3)));
        assert_eq!(next_moment(&list, Tick(3)), Some(Tick(8)));
        assert_eq!(next_moment(&list, Tick(20)), None);
        assert_eq!(previous_moment(&list, Tick(20)), Some(Tick(8)));
        assert_eq!(previous_moment(&list, Tick(3)), None);
    }
}
