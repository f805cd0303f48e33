//! What a report is made from.

use crate::base::ids::{CraftId, SruId};
use crate::base::{Position, Tick};
use crate::score::Score;
use crate::sim::{Activity, Afloat, Event, Stamped, Theatre, World};

/// Everything a report is made from.
#[derive(Clone, Copy)]
pub struct ReportInput<'a> {
    /// The scenario and its coast.
    pub theatre: &'a Theatre,
    /// The score of the run.
    pub score: &'a Score,
    /// Every event of the run, in order: the same stream the score was made from.
    pub events: &'a [Stamped<Event>],
    /// Where things truly were.
    pub tracks: &'a Tracks,
    /// What the run is called and how to check it.
    pub run: &'a RunFacts,
    /// The scenario's brief, plain text or Markdown; shown as written. Exists when and only when the scenario has one.
    pub brief: Option<&'a str>,
}

/// What a run is called and how to check it, in plain strings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RunFacts {
    /// The recording, as one would name it to `sarex verify`: "run.sarex". Empty, or in brackets, when none was kept.
    pub recording: String,
    /// Name and version of the program that made the run: "sarex 0.1.0".
    pub version: String,
    /// Who sat in each seat: name of the seat, who.
    pub seats: Vec<(String, String)>,
    /// Any other lines for the table of identity: name, value.
    pub more: Vec<(String, String)>,
}

impl RunFacts {
    /// The recording, if one was kept.
    pub(super) fn kept(&self) -> Option<&str> {
        Some(self.recording.as_str()).filter(|name| !name.is_empty() && !name.starts_with('('))
    }
}

/// Where things truly were, sampled while replaying, every ten minutes or so.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tracks {
    /// Each casualty, oldest sample first, in order of case. Ends when it is gone from the surface.
    pub casualties: Vec<(CraftId, Vec<(Tick, Position)>)>,
    /// Each unit, oldest sample first, in order of unit.
    pub srus: Vec<(SruId, Vec<(Tick, Position)>)>,
}

impl Tracks {
    /// Takes a sample of where everything is. Call it at tick 0, then every ten minutes (60 ticks), then at the end.
    pub fn sample(&mut self, world: &World) {
        for (index, casualty) in world.casualties.iter().enumerate() {
            if self.casualties.len() <= index {
                self.casualties.push((casualty.craft, Vec::new()));
            }
            // The first objects of a world are the casualties themselves, in order.
            if let Some(hull) = world.objects.get(index).filter(|hull| hull.afloat != Afloat::Gone) {
                self.casualties[index].1.push((world.tick, hull.position));
            }
        }
        for (index, sru) in world.srus.iter().enumerate() {
            if self.srus.len() <= index {
                self.srus.push((sru.id, Vec::new()));
            }
            // A unit in reserve is nowhere yet.
            if sru.activity != Activity::Reserve {
                self.srus[index].1.push((world.tick, sru.position));
            }
        }
    }

    /// Where a casualty truly was, straight between samples; outside them the nearest one.
    pub fn casualty_at(&self, case: CraftId, tick: Tick) -> Option<Position> {
        between(&self.casualties.iter().find(|(id, _)| *id == case)?.1, tick)
    }

    /// Where a unit truly was, straight between samples; outside them the nearest one.
    pub fn sru_at(&self, sru: SruId, tick: Tick) -> Option<Position> {
        between(&self.srus.iter().find(|(id, _)| *id == sru)?.1, tick)
    }
}

fn between(track: &[(Tick, Position)], tick: Tick) -> Option<Position> {
    let after = track.partition_point(|(at, _)| *at < tick);
    match (after.checked_sub(1).and_then(|i| track.get(i)), track.get(after)) {
        (Some((t0, a)), Some((t1, b))) => {
            let share = f64::from(tick.0.saturating_sub(t0.0)) / f64::from(t1.0.saturating_sub(t0.0).max(1));
            Some(a.destination(a.bearing_true(*b), a.distance_m(*b) * share))
        }
        (Some((_, only)), None) | (None, Some((_, only))) => Some(*only),
        (None, None) => None,
    }
}
