//! Hunger: how many days of food somebody has gone without, and what that is called.
//!
//! sar-models.md gives no number for what hunger does at sea; section 4 counts the dead of long drifts and names
//! thirst. So **hunger kills nobody here**: it is counted, shown, and noted at triage, because within days it weakens
//! and within weeks it does more than this exercise plays. The steps are *proposed*.

use serde::{Deserialize, Serialize};

/// Days of food missed from which somebody is hungry, and from which weak (*proposed*).
const HUNGRY_DAYS: f64 = 1.0;
const WEAK_DAYS: f64 = 3.0;

/// How somebody has fared for want of food.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Hunger {
    /// Has eaten.
    Fed,
    /// Has missed a day's food or more.
    Hungry,
    /// Has missed that of three days or more.
    Weak,
}

impl Hunger {
    /// By the days of food missed and not made up for.
    pub fn of(missed_days: f64) -> Self {
        match missed_days {
            days if days >= WEAK_DAYS => Self::Weak,
            days if days >= HUNGRY_DAYS => Self::Hungry,
            _ => Self::Fed,
        }
    }

    /// Words for a board.
    pub fn words(self) -> &'static str {
        match self {
            Self::Fed => "fed",
            Self::Hungry => "hungry",
            Self::Weak => "weak from hunger",
        }
    }
}

/// Days of food missed after some time \[h\], of which so much was eaten as a share of what a person eats, 0 to 1. Who
/// eats enough makes up for what was missed at the rate at which it was missed (*proposed*).
pub fn missed_after(missed_days: f64, eaten: f64, hours: f64) -> f64 {
    let days = hours.max(0.0) / 24.0;
    let eaten = eaten.clamp(0.0, 1.0);
    if eaten >= 1.0 { (missed_days - days).max(0.0) } else { missed_days + (1.0 - eaten) * days }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_eats_nothing_is_hungry_after_a_day_and_weak_after_three_and_recovers_as_slowly() {
        let mut missed = 0.0;
        for hour in 1..=72 {
            missed = missed_after(missed, 0.0, 1.0);
            let expected = match hour {
                24..=71 => Hunger::Hungry,
                72 => Hunger::Weak,
                _ => Hunger::Fed,
            };
            // The last bit of a sum of 24ths may be missing.
            assert_eq!(Hunger::of(missed + 1e-9), expected, "{hour} h");
        }
        assert_eq!(Hunger::of(missed_after(missed, 1.0, 49.0)), Hunger::Fed);
        assert!(missed_after(1.0, 0.5, 24.0) > 1.0 && missed_after(0.0, 1.0, 24.0) == 0.0);
    }
}
