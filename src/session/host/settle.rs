//! Who plays each seat as people come and go, and what is kept of it beside the recording.

use std::path::Path;

use super::seats::Seat;
use super::table::Table;
use crate::crew::Crew;
use crate::session::pacer::{Pace, now};
use crate::session::wire::Chair;
use crate::sim::Intervention;

/// What the host may write in the margin of one step before it writes only how it ends.
const MARGIN: usize = 64;

impl Table {
    /// Sees who plays each seat, and writes changes in the margin of the recording.
    pub(super) fn settle_seats(&mut self) {
        let now = now();
        for seat in self.theatre.seats() {
            let people = self.links.values().any(|link| link.key.chair == Chair::Seat(seat));
            let place = &mut self.seats[seat.index()];
            let before = place.keep();
            let changed = place.settle(people, now, self.grace);
            if place.keep() != before {
                self.save();
            }
            if !changed {
                continue;
            }
            let crew = self.seats[seat.index()].crew();
            self.exercise.seat(seat, crew.unwrap_or(Crew::Absent));
            let who = crew.map_or("people", |crew| crew.name()).to_owned();
            // While time stands a seat may change hands as often as it likes; then only the last time is written down.
            if self.margin.len() >= MARGIN {
                self.margin.retain(|what| !matches!(what, Intervention::Seated { seat: of, .. } if *of == seat));
            }
            self.margin.push(Intervention::Seated { seat, who });
            self.moved = true;
        }
    }

    /// What has to be kept for the next time may have changed.
    pub(super) fn save(&mut self) {
        self.unsaved = true;
    }

    /// Keeps what has changed for the next time, once for all changes since the last look.
    pub(super) fn save_changes(&mut self) {
        if !std::mem::take(&mut self.unsaved) {
            return;
        }
        if let Err(error) = self.save_beside(None) {
            tracing::warn!("what is needed to go on after a crash cannot be written: {error}");
            self.saved.clear();
        }
    }

    /// Keeps what there is for the next time, unless it is there already: beside a recording that takes the place of this
    /// one, if there is one.
    pub(super) fn save_beside(&mut self, next: Option<&Path>) -> std::io::Result<()> {
        self.keep.codes = self.board.codes();
        self.keep.speed = self.pacer.speed();
        self.keep.running = self.pacer.pace() == Pace::Running;
        self.keep.seats = self.seats.iter().map(Seat::keep).collect();
        let text = self.keep.text()?;
        if text != self.saved {
            self.keep.save(next.unwrap_or(self.tape.path()))?;
            self.saved = text;
        }
        Ok(())
    }
}
