//! Who plays each seat: people while they are there, else its crew, and whatever was decided about it.

use std::time::{Duration, Instant};

use super::keep::{Given, KeptSeat};
use crate::base::Tick;
use crate::crew::Crew;

/// One seat.
#[derive(Debug)]
pub(super) struct Seat {
    // The crew that plays when people are away.
    base: Crew,
    given: Given,
    // The crew that plays now; `None` while people hold the seat.
    crew: Option<Crew>,
    // Since when nobody is there. Exists when and only when somebody was, and nobody is.
    empty_since: Option<Instant>,
    /// When a command of people last entered. Exists when and only when one did.
    pub(super) last_action: Option<Tick>,
}

impl Seat {
    /// A seat nobody has come to yet.
    pub(super) fn new(base: Crew) -> Self {
        Self { base, given: Given::Whoever, crew: Some(base), empty_since: None, last_action: None }
    }

    /// A seat as it was kept. If people held it they are on their way back.
    pub(super) fn kept(kept: &KeptSeat, now: Instant) -> Self {
        let crew = match kept.given {
            Given::Crew(crew) => Some(crew),
            Given::People => None,
            Given::Whoever => (!kept.people).then_some(kept.crew),
        };
        Self { base: kept.crew, given: kept.given, crew, empty_since: Some(now), last_action: None }
    }

    /// What has to be kept of it.
    pub(super) fn keep(&self) -> KeptSeat {
        KeptSeat { crew: self.base, given: self.given, people: self.crew.is_none() }
    }

    /// The crew that plays now. `None` while people hold the seat.
    pub(super) fn crew(&self) -> Option<Crew> {
        self.crew
    }

    /// Whether people may give orders.
    pub(super) fn is_for_people(&self) -> bool {
        matches!(self.crew, None | Some(Crew::Absent))
    }

    /// Decides who shall play.
    pub(super) fn give(&mut self, given: Given) {
        self.given = given;
    }

    /// Sees who plays now. Whether that has changed.
    pub(super) fn settle(&mut self, people: bool, now: Instant, grace: Duration) -> bool {
        if people {
            self.empty_since = None;
            if self.given == Given::People {
                // EXCON wanted people, and here they are: from now on it is as with any other seat.
                self.given = Given::Whoever;
            }
        } else if self.crew.is_none() && self.empty_since.is_none() {
            self.empty_since = Some(now);
        }
        let due = match self.given {
            Given::Crew(crew) => Some(crew),
            Given::People => None,
            Given::Whoever if people => None,
            Given::Whoever if self.crew.is_none() && self.waits(now, grace) => None,
            Given::Whoever => Some(self.base),
        };
        let changed = due != self.crew;
        self.crew = due;
        changed
    }

    /// How long until the crew takes over. `None` if that is not to be expected.
    pub(super) fn crew_takes_over_in(&self, now: Instant, grace: Duration) -> Option<Duration> {
        let since = self.empty_since.filter(|_| self.crew.is_none() && self.given == Given::Whoever)?;
        Some((since + grace).saturating_duration_since(now))
    }

    fn waits(&self, now: Instant, grace: Duration) -> bool {
        self.empty_since.is_some_and(|since| now.saturating_duration_since(since) < grace)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::pacer::now;

    const GRACE: Duration = Duration::from_secs(90);

    #[test]
    fn people_take_a_seat_at_once_and_the_crew_takes_it_back_after_a_while() {
        let start = now();
        let mut seat = Seat::new(Crew::Doctrine);
        assert!(!seat.settle(false, start, GRACE) && !seat.is_for_people());
        assert!(seat.settle(true, start, GRACE) && seat.is_for_people());
        assert!(!seat.settle(false, start, GRACE), "they may come back");
        assert_eq!(seat.crew_takes_over_in(start, GRACE), Some(GRACE));
        assert!(!seat.settle(true, start + GRACE / 2, GRACE));
        assert!(!seat.settle(false, start + GRACE, GRACE));
        assert!(seat.settle(false, start + 2 * GRACE, GRACE) && seat.crew() == Some(Crew::Doctrine));
    }

    #[test]
    fn a_seat_given_to_a_crew_stays_with_it_until_it_is_taken_back() {
        let start = now();
        let mut seat = Seat::new(Crew::Doctrine);
        seat.settle(true, start, GRACE);
        seat.give(Given::Crew(Crew::Informed));
        assert!(seat.settle(true, start, GRACE) && seat.crew() == Some(Crew::Informed));
        assert!(!seat.settle(false, start, GRACE) && !seat.settle(true, start, GRACE));
        seat.give(Given::Whoever);
        assert!(seat.settle(true, start, GRACE) && seat.is_for_people());
    }

    #[test]
    fn a_seat_kept_for_people_has_no_crew_until_they_came_and_went() {
        let start = now();
        let mut seat = Seat::new(Crew::Doctrine);
        seat.give(Given::People);
        assert!(seat.settle(false, start, GRACE) && !seat.settle(false, start + 10 * GRACE, GRACE));
        assert!(!seat.settle(true, start + 10 * GRACE, GRACE));
        assert!(!seat.settle(false, start + 10 * GRACE, GRACE));
        assert!(seat.settle(false, start + 11 * GRACE, GRACE));
        assert_eq!(seat.crew(), Some(Crew::Doctrine));
    }

    #[test]
    fn people_who_held_a_seat_when_the_host_was_killed_find_it_free() {
        let start = now();
        let mut seat = Seat::new(Crew::Doctrine);
        seat.settle(true, start, GRACE);
        let mut again = Seat::kept(&seat.keep(), start);
        assert!(!again.settle(false, start + GRACE / 2, GRACE) && again.is_for_people());
        assert!(again.settle(false, start + GRACE, GRACE) && !again.is_for_people());
    }
}
