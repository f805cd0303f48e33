//! How long people take between knowing and acting.
//!
//! Bounds are those of sar-models.md 5.2 and its neighbours; each seat draws its own place between them once per
//! case, so that one seed has quick and slow desks, always the same ones.

use crate::base::Span;

/// A step of staff work with the bounds of its duration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Step {
    /// Address of its draw.
    number: u32,
    /// Shortest \[min\].
    least_min: f64,
    /// Longest \[min\].
    most_min: f64,
}

impl Step {
    pub(super) const fn new(number: u32, least_min: f64, most_min: f64) -> Self {
        Self { number, least_min, most_min }
    }

    /// Address of its draw.
    pub(super) fn number(self) -> u32 {
        self.number
    }

    /// The duration at a place between the bounds, 0 to 1.
    pub(super) fn at(self, place: f64) -> Span {
        Span::from_hours((self.least_min + (self.most_min - self.least_min) * place) / 60.0)
    }
}

/// From information to a phase declared: 5 to 30 min (5.2, *proposed*); a good desk uses the lower half.
pub(super) const EVALUATE: Step = Step::new(1, 5.0, 15.0);
/// From opening a case to taking responsibility for it (*proposed*).
pub(super) const ASSUME: Step = Step::new(2, 5.0, 10.0);
/// From opening a case to the first call back (*proposed*).
pub(super) const CALL_BACK: Step = Step::new(3, 4.0, 10.0);
/// Between calls while no position is known: to a usable position 0.5 to 4 h in all (5.2, *read* for one case).
pub(super) const CALL_AGAIN: Step = Step::new(4, 20.0, 30.0);
/// Between calls once one is: callers are told every 2 h to save the battery (5.3, *proposed*).
pub(super) const REFRESH: Step = Step::new(5, 60.0, 120.0);
/// Between finding the position in another region and asking its centre (5.2: a good hand-over takes 15 min).
pub(super) const HAND_OVER: Step = Step::new(6, 5.0, 10.0);
/// Answer of a centre asked to take over (5.2: a good hand-over takes 15 min, *proposed*).
pub(super) const ANSWER_HAND_OVER: Step = Step::new(7, 5.0, 15.0);
/// From the phase and a position to asking operations for units (*proposed*).
pub(super) const CALL_OUT: Step = Step::new(8, 5.0, 10.0);
/// From the distress phase and a position to the broadcast being sent: 10 min (5.2, *proposed*).
pub(super) const BROADCAST: Step = Step::new(9, 8.0, 12.0);
/// From the broadcast to singling out ships, for which volunteers are awaited (*proposed*).
pub(super) const DIVERT: Step = Step::new(10, 15.0, 25.0);
/// Answer of operations to a call for units (*proposed*).
pub(super) const ANSWER_CALL_OUT: Step = Step::new(11, 3.0, 8.0);
/// From accepting to the first orders, and from news to changed ones (*proposed*).
pub(super) const TASK: Step = Step::new(12, 5.0, 10.0);
/// A master's decision to divert: 5 to 15 min (5.2, *proposed*).
pub(super) const MASTER: Step = Step::new(13, 5.0, 15.0);
/// Answer to a request to land people. Hours to days in practice (6.2); a willing neighbour is assumed here.
pub(super) const ANSWER_LANDING: Step = Step::new(14, 15.0, 45.0);
/// From news to telling the neighbours (*proposed*).
pub(super) const TELL: Step = Step::new(15, 3.0, 8.0);
/// From an alert-phase case with a position to sending units to it (*proposed*: the alert phase alerts, 5.1).
pub(super) const CALL_OUT_ALERT: Step = Step::new(16, 25.0, 40.0);
/// A foreign ministry's first look at a landing: a decision is expected within 6 h (6.2, *proposed*).
pub(super) const DECIDE: Step = Step::new(17, 240.0, 360.0);
/// Leave to enter territorial waters: half an hour to six (5.1, *proposed*); a willing state uses the beginning.
pub(super) const ANSWER_ENTRY: Step = Step::new(18, 30.0, 90.0);
/// The same of a state that waits for others.
pub(super) const ANSWER_ENTRY_SLOW: Step = Step::new(19, 240.0, 360.0);

/// Answer about money, staff or places: a morning's office work to a day of it (*proposed*).
pub(super) const ANSWER_MEANS: Step = Step::new(60, 120.0, 480.0);
/// Answer to an invitation to a consultation, which is called within 24 to 48 h (6.5, *proposed*).
pub(super) const ANSWER_CONSULT: Step = Step::new(61, 120.0, 360.0);

/// From what is told at a police station to the telephone call to the centre (*proposed*).
pub(super) const PASS_ON: Step = Step::new(71, 15.0, 60.0);

/// From two cases being known to holding them against each other (*proposed*: as long as evaluating one).
pub(super) const COMPARE: Step = Step::new(70, 10.0, 20.0);

/// A national decision about a landing is expected within this (6.2).
pub(super) const DECISION_EXPECTED: Span = Span::hours(6);
/// It is escalated at these: ministers, consultation, the master's limits, critical (6.2).
pub(super) const ESCALATIONS: [Span; 4] = [Span::hours(12), Span::hours(24), Span::hours(48), Span::hours(72)];
/// An answer about a landing is wanted within this where a ministry decides: its six hours and the way there and back
/// (*proposed*).
pub(super) const LANDING_WANTED: Span = Span::hours(8);
/// A port that refused, or was silent, is asked again after this where a ministry decides (*proposed*).
pub(super) const LANDING_AGAIN: Span = Span::hours(12);
/// Leave to enter is wanted within this (5.1, *proposed*).
pub(super) const ENTRY_WANTED: Span = Span::hours(6);
/// A unit asked for is wanted within this (*proposed*).
pub(super) const LOAN_WANTED: Span = Span::hours(1);

/// A request without an answer is repeated after this (*proposed*).
pub(super) const ASK_AGAIN: Span = Span::minutes(20);
/// A refused request is made again, if the case has grown worse, after this (*proposed*).
pub(super) const ASK_REFUSED_AGAIN: Span = Span::hours(1);
/// A distress broadcast is repeated after this while people are missing: SafetyNET distress relays are repeated
/// at scheduled times until cancelled (*recalled*); the interval is *proposed*.
pub(super) const BROADCAST_AGAIN: Span = Span::hours(4);
/// A call for units is repeated with a newer position after this (*proposed*).
pub(super) const CALL_OUT_AGAIN: Span = Span::hours(3);
/// Situation reports without urgent news are this far apart (*proposed*).
pub(super) const SITREP_EVERY: Span = Span::hours(1);
/// Orders a unit refused are not repeated before this (*proposed*).
pub(super) const AFTER_REFUSAL: Span = Span::minutes(30);
/// People seen are fetched from where they were seen, and not searched for, up to this long after (*proposed*: by then
/// the drift error of 3.3 is about four miles).
pub(super) const CONTACT_LASTS: Span = Span::hours(8);
/// The search goes on this long after the last find, "until all reasonable hope of survivors has passed" (5.1,
/// *read*; in water of 26 to 30 C the last survivors were found after one and a half days, 4.2).
pub(super) const SEARCH_ON: Span = Span::hours(30);
/// The search of a case never seen at all is given up after this (*proposed*).
pub(super) const SEARCH_UNSEEN: Span = Span::hours(72);
