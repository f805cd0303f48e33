//! How fast exercise time goes against time on the wall.
//!
//! A slow machine falls behind and says so; **it never leaves time out**. A pause is no ticks.

use std::time::{Duration, Instant};

use crate::base::time::TICK_SECONDS;

/// The slowest and fastest speed \[exercise seconds per second\].
pub const SPEEDS: std::ops::RangeInclusive<f64> = 1.0..=3600.0;

/// The clock on the wall. Only the session reads it.
#[expect(
    clippy::disallowed_methods,
    reason = "the pacer, the door and the sockets are where exercise meets wall clock"
)]
pub(super) fn now() -> Instant {
    Instant::now()
}

/// Whether and how time goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// It stands.
    Paused,
    /// It goes at the speed set.
    Running,
    /// It goes as fast as the machine can, until something happens.
    ToNextEvent,
    /// It goes as fast as the machine can, until a seat that is waited for comes to know something.
    ToNews,
}

/// Says when the next tick is due.
#[derive(Debug)]
pub(super) struct Pacer {
    pace: Pace,
    speed: f64,
    // Ticks that should have been made by `at` and were not.
    owed: f64,
    at: Instant,
}

impl Pacer {
    pub(super) fn new(speed: f64, running: bool, now: Instant) -> Self {
        let pace = if running { Pace::Running } else { Pace::Paused };
        Self { pace, speed: speed.clamp(*SPEEDS.start(), *SPEEDS.end()), owed: 0.0, at: now }
    }

    pub(super) fn pace(&self) -> Pace {
        self.pace
    }

    pub(super) fn speed(&self) -> f64 {
        self.speed
    }

    /// Lets it go, or stops it. What was owed is owed no longer: whoever presses the button means now.
    pub(super) fn set_pace(&mut self, pace: Pace, now: Instant) {
        if pace != self.pace {
            self.pace = pace;
            self.owed = 0.0;
            self.at = now;
        }
    }

    /// Sets the speed from now on.
    ///
    /// # Errors
    /// In words, if there is no such speed.
    pub(super) fn set_speed(&mut self, speed: f64, now: Instant) -> Result<(), String> {
        if !SPEEDS.contains(&speed) {
            return Err(format!("the speed must be {} to {} times real time", SPEEDS.start(), SPEEDS.end()));
        }
        self.elapse(now);
        self.owed = self.owed.min(1.0);
        self.speed = speed;
        Ok(())
    }

    /// Takes note of the time that has gone by.
    pub(super) fn elapse(&mut self, now: Instant) {
        if self.pace == Pace::Running {
            self.owed += self.ticks_in(now.saturating_duration_since(self.at));
        }
        self.at = now;
    }

    /// Whether a tick should be made now.
    pub(super) fn is_due(&self) -> bool {
        match self.pace {
            Pace::Paused => false,
            Pace::Running => self.owed >= 1.0,
            Pace::ToNextEvent | Pace::ToNews => true,
        }
    }

    /// A tick was made.
    pub(super) fn made_one(&mut self) {
        if self.pace == Pace::Running {
            self.owed -= 1.0;
        }
    }

    /// How long until the next tick is due. `None` while time stands.
    pub(super) fn wait(&self) -> Option<Duration> {
        match self.pace {
            Pace::Paused => None,
            Pace::ToNextEvent | Pace::ToNews => Some(Duration::ZERO),
            Pace::Running => {
                let seconds = (1.0 - self.owed).max(0.0) * TICK_SECONDS as f64 / self.speed;
                Some(Duration::from_secs_f64(seconds))
            }
        }
    }

    /// How far the exercise is behind its speed \[exercise seconds\]; a tick that is due this very moment is not late.
    pub(super) fn behind_s(&self) -> f64 {
        (self.owed - 1.0).max(0.0).floor() * TICK_SECONDS as f64
    }

    fn ticks_in(&self, real: Duration) -> f64 {
        real.as_secs_f64() * self.speed / TICK_SECONDS as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn made(pacer: &mut Pacer) -> u32 {
        let mut n = 0;
        while pacer.is_due() {
            pacer.made_one();
            n += 1;
        }
        n
    }

    #[test]
    fn ticks_come_at_the_speed_set_and_none_while_paused() {
        let start = now();
        let mut pacer = Pacer::new(60.0, true, start);
        assert!(!pacer.is_due());
        pacer.elapse(start + SECOND);
        assert_eq!(made(&mut pacer), 6);
        pacer.set_pace(Pace::Paused, start + SECOND);
        assert_eq!(pacer.wait(), None);
        pacer.elapse(start + 100 * SECOND);
        assert_eq!(made(&mut pacer), 0);
        pacer.set_pace(Pace::Running, start + 100 * SECOND);
        pacer.set_speed(3600.0, start + 100 * SECOND).unwrap();
        pacer.elapse(start + 101 * SECOND);
        assert_eq!(made(&mut pacer), 360);
        for speed in [0.0, 0.5, 3601.0, f64::NAN, f64::INFINITY] {
            assert!(pacer.set_speed(speed, start).is_err());
        }
    }

    #[test]
    fn a_slow_machine_falls_behind_and_leaves_nothing_out() {
        let start = now();
        let mut pacer = Pacer::new(60.0, true, start);
        pacer.elapse(start + 10 * SECOND);
        for _ in 0..10 {
            pacer.made_one();
        }
        assert_eq!(pacer.behind_s(), 490.0);
        assert_eq!(made(&mut pacer), 50, "sixty in all");
        assert_eq!(pacer.behind_s(), 0.0);
        assert_eq!(pacer.wait().map(|wait| wait.as_millis()), Some(166));
    }
}
