//! What the table shows on the board, and when.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::board::Sheet;
use super::seats::Seat;
use super::table::Table;
use crate::base::Tick;
use crate::base::ids::SeatId;
use crate::crew::Crew;
use crate::picture;
use crate::session::frames;
use crate::session::pacer::{Pace, now};
use crate::session::wire::{Chair, ChairStatus, Clock};

/// A view in which only things have moved is shown this often.
const MOVED: Duration = Duration::from_secs(1);
/// A view in which there is news for the seat is shown this soon.
const NEWS: Duration = Duration::from_millis(200);
/// EXCON's view is shown at most this often.
const EXCON: Duration = Duration::from_millis(250);

/// What was last shown to a chair.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown {
    pub(super) at: Instant,
    pub(super) tick: Option<Tick>,
    pub(super) entries: usize,
    // Whether somebody waits for a view whatever it shows.
    pub(super) wanted: bool,
}

impl Table {
    /// Shows who sits where, if that has changed.
    pub(super) fn show_table(&mut self) {
        if !std::mem::take(&mut self.moved) {
            return;
        }
        let status = |(chair, code): (Chair, String)| {
            let seat = chair.seat().map(|seat| &self.seats[seat.index()]);
            let plays = seat.filter(|_| matches!(chair, Chair::Seat(_)));
            let people = self.links.values().filter(|link| link.key.chair == chair);
            ChairStatus {
                chair,
                crew: plays.and_then(Seat::crew).filter(|crew| *crew != Crew::Absent),
                people: people.map(|link| link.name.clone()).collect(),
                last_action: plays.and_then(|seat| seat.last_action),
                code: Some(code),
                also: self.held_beside(chair),
            }
        };
        self.board.table.send_replace(Arc::new(self.board.codes().into_iter().map(status).collect()));
    }

    /// Shows the clock: at once when it starts, stops or changes its speed, else once a second.
    pub(super) fn show_clock(&mut self, now: Instant) {
        let clock = Clock {
            tick: self.exercise.world().tick,
            running: self.pacer.pace() != Pace::Paused && !self.is_over(),
            speed: self.pacer.speed(),
            behind_s: self.pacer.behind_s(),
            over: self.is_over(),
        };
        let last = *self.board.clock.borrow();
        let same = (clock.running, clock.speed, clock.over) == (last.running, last.speed, last.over);
        if clock == last || (same && now.saturating_duration_since(self.clock_at) < MOVED) {
            return;
        }
        self.clock_at = now;
        self.board.clock.send_replace(clock);
    }

    pub(super) fn seats_watched(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.seats.len()).filter(|i| self.board.seats[*i].receiver_count() > 0)
    }

    /// How long until a seat's view should be shown. `None` if there is nothing new in it.
    pub(super) fn seat_due_in(&self, i: usize, now: Instant) -> Option<Duration> {
        let shown = &self.shown[i];
        let since = now.saturating_duration_since(shown.at);
        let entries = self.exercise.world().ledgers[i].entries().len();
        if shown.wanted {
            Some(Duration::ZERO)
        } else if shown.tick == Some(self.exercise.world().tick) {
            None
        } else if shown.entries != entries || self.pacer.pace() == Pace::Paused {
            Some(NEWS.saturating_sub(since))
        } else {
            Some(MOVED.saturating_sub(since))
        }
    }

    pub(super) fn excon_due_in(&self, now: Instant) -> Option<Duration> {
        let shown = &self.shown_excon;
        if self.board.excon.receiver_count() == 0 {
            None
        } else if shown.wanted {
            Some(Duration::ZERO)
        } else if shown.tick == Some(self.exercise.world().tick) {
            None
        } else {
            Some(EXCON.saturating_sub(now.saturating_duration_since(shown.at)))
        }
    }

    /// Shows every chair somebody watches what is new, if it is time. Whether anything was shown.
    pub(super) fn show(&mut self, now: Instant) -> bool {
        let world = self.exercise.world();
        let due: Vec<usize> =
            self.seats_watched().filter(|i| self.seat_due_in(*i, now) == Some(Duration::ZERO)).collect();
        for &i in &due {
            let bytes = frames::view(&picture::project(&self.theatre, world, SeatId::new(i)));
            self.board.seats[i].send_replace(Some(Arc::new(Sheet { run: self.run, bytes })));
            let entries = world.ledgers[i].entries().len();
            self.shown[i] = Shown { at: now, tick: Some(world.tick), entries, wanted: false };
        }
        let excon = self.excon_due_in(now) == Some(Duration::ZERO);
        if excon {
            let bytes = frames::view(&picture::overview(&self.theatre, world));
            self.board.excon.send_replace(Some(Arc::new(Sheet { run: self.run, bytes })));
            self.shown_excon = Shown { at: now, tick: Some(world.tick), entries: 0, wanted: false };
        }
        excon || !due.is_empty()
    }

    /// A new run: everybody gets everything anew.
    pub(super) fn show_anew(&mut self) {
        let ids: Vec<u64> = self.links.keys().copied().collect();
        for id in ids {
            let welcome = self.links.get(&id).map(|link| self.welcome(link.key));
            if let Some(welcome) = welcome {
                self.say(id, welcome);
            }
        }
        self.shown.iter_mut().for_each(|shown| shown.wanted = true);
        self.shown_excon.wanted = true;
        self.show(now());
        self.moved = true;
        self.show_clock(now());
    }
}

/// Who sits where, as a chair may know it. Codes are EXCON's; when another seat last acted, and which crew plays it, is
/// its own affair; and who else looks on has no name.
pub(super) fn for_chair(table: &[ChairStatus], chair: Chair) -> Vec<ChairStatus> {
    if chair == Chair::Excon {
        return table.to_vec();
    }
    let without = |status: &ChairStatus| {
        let own = status.chair.seat() == chair.seat();
        let nameless = match status.chair {
            Chair::Seat(_) => None,
            Chair::Observer(_) => Some("an observer"),
            Chair::Excon => Some("EXCON"),
        };
        let people = match nameless.filter(|_| status.chair != chair) {
            Some(nobody) => vec![nobody.to_owned(); status.people.len()],
            None => status.people.clone(),
        };
        ChairStatus {
            chair: status.chair,
            crew: status.crew.map(|crew| if own { crew } else { Crew::Doctrine }),
            people,
            last_action: status.last_action.filter(|_| own),
            code: None,
            also: Vec::new(),
        }
    };
    table.iter().map(without).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_learns_who_else_is_there_and_no_more() {
        let (one, other) = (SeatId(0), SeatId(1));
        let status = |chair, crew, who: &str| ChairStatus {
            chair,
            crew,
            people: vec![who.to_owned()],
            last_action: Some(Tick(4)),
            code: Some("secret".to_owned()),
            also: vec![Chair::Excon],
        };
        let table = [
            status(Chair::Seat(one), Some(Crew::Informed), "Ani"),
            status(Chair::Seat(other), Some(Crew::Informed), "Budi"),
            status(Chair::Observer(one), None, "the admiral"),
            status(Chair::Excon, None, "the trainer"),
        ];
        let shown = for_chair(&table, Chair::Seat(one));
        let crews: Vec<_> = shown.iter().map(|status| status.crew).collect();
        assert_eq!(crews, [Some(Crew::Informed), Some(Crew::Doctrine), None, None]);
        let people: Vec<_> = shown.iter().map(|status| status.people.concat()).collect();
        assert_eq!(people, ["Ani", "Budi", "an observer", "EXCON"]);
        assert!(shown.iter().all(|status| status.code.is_none() && status.also.is_empty()));
        assert_eq!(shown[1].last_action, None);
        assert_eq!(for_chair(&table, Chair::Observer(one))[2].people, ["the admiral"]);
        assert_eq!(for_chair(&table, Chair::Excon), table);
    }
}
