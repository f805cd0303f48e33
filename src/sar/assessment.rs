//! The assessment of a need of international protection: how many an office hears, what a hearing brings out, what it
//! costs, and how long the way to a centre in another country is.
//!
//! sar-models.md 6.4 gives 3 to 18 months for status determination by present practice, and nothing about hearings at
//! sea's edge; **all numbers here are *proposed***. The chance that a hearing brings a need out is the same whoever
//! holds it, because no source says that one way of assessing is better than another. Nothing here has state.

/// Persons that a state's own office hears in a day where nothing is said.
pub const PER_DAY: u32 = 5;

/// Chance that a hearing brings out a need of protection there is. With an interpreter of its own and time, it is above
/// what a screening finds; it never finds a need there is not.
pub const BRINGS_OUT: f64 = 0.95;

/// What a hearing with its decision costs \[USD\].
pub const USD_EACH: u32 = 400;

/// Time to arrange that people are taken to another country \[h\]. The 219 who landed at Sabang in November 2023 were
/// taken on by ferry and bus three days later (sar-models.md 6.4), most of which was argument.
const ARRANGE_H: f64 = 24.0;

/// Speed of a ferry with people \[km/h\], 14 knots, and how much longer its way is than the line.
const FERRY_KMH: f64 = 26.0;
const FERRY_FACTOR: f64 = 1.2;

/// Time that one hearing takes an office that hears so many in a day \[h\]. An office of nobody hears nobody.
pub fn hearing_h(per_day: u32) -> Option<f64> {
    (per_day > 0).then(|| 24.0 / f64::from(per_day))
}

/// Time from the order until people are at a site across the sea, so far away \[m\], as the crow flies \[h\].
pub fn crossing_h(distance_m: f64) -> f64 {
    ARRANGE_H + distance_m.max(0.0) / 1000.0 * FERRY_FACTOR / FERRY_KMH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_hears_as_many_in_a_day_as_it_says() {
        assert_eq!(hearing_h(24), Some(1.0));
        assert_eq!(hearing_h(0), None);
    }

    #[test]
    fn a_farther_site_takes_longer_and_none_is_reached_at_once() {
        assert!(crossing_h(0.0) > 0.0 && crossing_h(f64::NAN.max(0.0)) > 0.0);
        // 300 km: a day to arrange, and the better part of another.
        assert!((crossing_h(300_000.0) - 37.8).abs() < 0.2, "{}", crossing_h(300_000.0));
        assert!(crossing_h(400_000.0) > crossing_h(300_000.0));
    }
}
