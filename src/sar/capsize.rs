//! What befalls the people aboard as a vessel capsizes: trapped, drowned at once, on the hull, or in the water.
//!
//! Odds of sar-models.md 4.1 (*proposed*, calibrated on the real cases of 4.2). Where those not lost end up is a
//! scramble for the room there is: swimmers and those in lifejackets come first, luck decides among equals.

use super::survival::{Body, Lifejacket, cold_shock_probability};
use crate::base::noise::Draws;

/// How a person came through the moment of the capsize.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Moment {
    /// Trapped below deck or under the vessel.
    Trapped,
    /// Drowned at once, or dead of cold shock.
    Drowned,
    /// Alive in the water, and this strong in the scramble.
    Scrambles(f64),
}

/// Where the scramble ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On the upturned hull.
    Hull,
    /// In the water with something to hold.
    Debris,
    /// In the water with nothing.
    Water,
}

/// Probability of being lost at once: 35 to 50 % of those below deck, 5 to 10 % of those on deck, 20 % of infants there
/// (middles taken; below deck the upper end for infants).
pub fn lost_at_once(below_deck: bool, body: &Body) -> f64 {
    match (below_deck, body.is_infant()) {
        (true, true) => 0.50,
        (true, false) => 0.425,
        (false, true) => 0.20,
        (false, false) => 0.075,
    }
}

/// What the capsize itself does to a person aboard, in water of a temperature \[degrees Celsius\].
pub fn moment(body: &Body, below_deck: bool, water_c: f64, draws: &mut Draws) -> Moment {
    let (luck, shock) = (draws.unit(), draws.unit());
    if luck < lost_at_once(below_deck, body) {
        return if below_deck { Moment::Trapped } else { Moment::Drowned };
    }
    if shock < cold_shock_probability(water_c, body.lifejacket) {
        return Moment::Drowned;
    }
    // The weights are proposed.
    let strength = draws.unit()
        + if body.swimmer { 0.5 } else { 0.0 }
        + if body.lifejacket == Lifejacket::None { 0.0 } else { 0.25 }
        - if body.frail { 0.25 } else { 0.0 };
    Moment::Scrambles(strength)
}

/// Where each comes to, given their strengths in a fixed order: the strongest on the hull while there is room, then at
/// pieces that hold up one each, then in the open water. Of equals the first in the list is the stronger.
pub fn scramble(strengths: &[f64], hull_room: usize, pieces: usize) -> Vec<Place> {
    let mut order: Vec<usize> = (0..strengths.len()).collect();
    order.sort_by(|a, b| strengths[*b].total_cmp(&strengths[*a]).then(a.cmp(b)));
    let mut places = vec![Place::Water; strengths.len()];
    for (rank, i) in order.into_iter().enumerate() {
        places[i] = match rank {
            rank if rank < hull_room => Place::Hull,
            rank if rank < hull_room.saturating_add(pieces) => Place::Debris,
            _ => Place::Water,
        };
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Noise, Stream};

    const ADULT: Body = Body { age_years: 30, swimmer: true, lifejacket: Lifejacket::None, frail: false };

    #[test]
    fn about_as_many_are_lost_at_once_as_the_odds_say() {
        let noise = Noise::new(3);
        for (below, body, water_c, expected) in [
            (true, ADULT, 28.0, 0.425),
            (false, ADULT, 28.0, 0.075),
            (false, Body { age_years: 2, ..ADULT }, 28.0, 0.20),
            (false, ADULT, 10.0, 0.075 + 0.925 * 0.10),
        ] {
            let lost = |i: u32| {
                !matches!(
                    moment(&body, below, water_c, &mut noise.once(Stream::Capsize, u64::from(i))),
                    Moment::Scrambles(_)
                )
            };
            let share = (0..4000_u32).filter(|i| lost(*i)).count() as f64 / 4000.0;
            assert!((share - expected).abs() < 0.03, "{below} {body:?}: {share}");
        }
    }

    #[test]
    fn the_strong_have_the_hull_and_the_others_what_is_left() {
        let places = scramble(&[0.1, 0.9, 0.5, 0.5, 0.2], 1, 2);
        assert_eq!(places, [Place::Water, Place::Hull, Place::Debris, Place::Debris, Place::Water]);
        assert_eq!(scramble(&[0.3], 0, 0), [Place::Water]);
        assert!(scramble(&[], 5, usize::MAX).is_empty());
    }
}
