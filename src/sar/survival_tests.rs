//! Survival against its own table, and against the real cases it was calibrated on.

use proptest::prelude::*;

use super::*;

const ADULT: Body = Body { age_years: 30, swimmer: true, lifejacket: Lifejacket::None, frail: false };
const CALM: SeaState = SeaState { wave_height_m: 0.5, water_c: 28.0, night: false };
const FREE: Where = Where::InWater { holding_on: false };
const HELD: Where = Where::InWater { holding_on: true };

fn with(lifejacket: Lifejacket) -> Body {
    Body { lifejacket, ..ADULT }
}

/// Share alive after so many hours in one place, in steps of a tenth of an hour.
fn alive(place: Where, body: &Body, sea: &SeaState, hours: f64) -> f64 {
    let steps = (hours * 10.0).round() as u32;
    let hazard: f64 =
        (0..steps).map(|i| immersion_hazard_per_h(place, body, (f64::from(i) + 0.5) / 10.0, sea) / 10.0).sum();
    math::exp(-hazard)
}

#[test]
fn the_hazard_table_of_4_1() {
    let hazard = |place, body: Body, hours| immersion_hazard_per_h(place, &body, hours, &CALM);
    let child = Body { age_years: 8, ..with(Lifejacket::Good) };
    for (place, body, hours, expected) in [
        (FREE, Body { swimmer: false, ..ADULT }, 0.0, 4.0),
        (FREE, ADULT, 1.0, 0.03),
        (FREE, ADULT, 13.0, 0.045),
        (FREE, ADULT, 25.0, 0.09),
        (HELD, ADULT, 1.0, 0.02),
        (HELD, Body { swimmer: false, ..ADULT }, 25.0, 0.04),
        (FREE, with(Lifejacket::Good), 1.0, 0.003),
        (FREE, with(Lifejacket::Good), 25.0, 0.01),
        (FREE, with(Lifejacket::Good), 40.0, 0.04),
        (FREE, with(Lifejacket::Good), 61.0, 0.15),
        (FREE, with(Lifejacket::Poor), 1.0, 0.02),
        (FREE, with(Lifejacket::Poor), 61.0, 0.15),
        (FREE, child, 1.0, 0.01),
        (FREE, child, 40.0, 0.08),
        (Where::OnHull, ADULT, 1.0, 0.012),
        (Where::OnHull, ADULT, 25.0, 0.024),
        (Where::OnHull, ADULT, 37.0, 0.036),
        (Where::AboardSwamped, ADULT, 1.0, 0.006),
        (Where::InRaft, ADULT, 99.0, 0.0003),
        (Where::AboardAfloat, ADULT, 99.0, 0.000_075),
    ] {
        assert!((hazard(place, body, hours) - expected).abs() < 1e-12, "{place:?} {body:?} {hours} h");
    }
    // Median ten minutes for those who can neither swim nor float.
    let drowning = alive(FREE, &Body { swimmer: false, ..ADULT }, &CALM, 0.2);
    assert!((0.4..0.5).contains(&drowning), "{drowning}");
}

#[test]
fn sea_darkness_and_cold_multiply() {
    let hazard = |place, sea: SeaState| immersion_hazard_per_h(place, &ADULT, 1.0, &sea);
    assert!((hazard(HELD, SeaState { wave_height_m: 2.0, night: true, ..CALM }) - 0.02 * 2.4).abs() < 1e-12);
    assert!((hazard(HELD, SeaState { wave_height_m: 9.0, ..CALM }) - 0.16).abs() < 1e-12);
    let rough = SeaState { wave_height_m: 5.0, water_c: 10.0, night: true };
    assert_eq!(hazard(Where::InRaft, rough), 0.0003);
    // t50 at 15 degrees is 9.0 h and at 28 degrees 30 h.
    assert!((temperature_multiplier(15.0) - 30.0 / 9.0).abs() < 0.1);
    assert_eq!(cold_shock_probability(28.0, Lifejacket::None), 0.0);
    assert!((cold_shock_probability(15.0, Lifejacket::None) - 0.05).abs() < 1e-12);
    assert!((cold_shock_probability(5.0, Lifejacket::Poor) - 0.05).abs() < 1e-12);
}

/// Expected share alive of a boat's people after a capsize, by the odds at the event and the hazards after it.
fn alive_after_capsize(people: &[(f64, bool, Body)], sea: &SeaState, hours: f64) -> f64 {
    people
        .iter()
        .map(|(share, below_deck, body)| {
            let odds = capsize_odds(*below_deck, body);
            let free = 1.0 - odds.reaches_hull - odds.finds_debris;
            let later = odds.reaches_hull * alive(Where::OnHull, body, sea, hours)
                + odds.finds_debris * alive(HELD, body, sea, hours)
                + free * alive(FREE, body, sea, hours);
            share * (1.0 - odds.trapped) * later
        })
        .sum()
}

/// A boatload: so much below deck; few jackets, most of them poor; few swimmers; a tenth children.
fn boatload(below: f64) -> Vec<(f64, bool, Body)> {
    let mut people = Vec::new();
    for (deck_share, below_deck) in [(below, true), (1.0 - below, false)] {
        for (share, body) in [
            (0.20, ADULT),
            (0.25, Body { swimmer: false, ..ADULT }),
            (0.35, Body { swimmer: false, ..with(Lifejacket::Poor) }),
            (0.10, with(Lifejacket::Good)),
            (0.10, Body { age_years: 8, swimmer: false, ..with(Lifejacket::Poor) }),
        ] {
            people.push((deck_share * share, below_deck, body));
        }
    }
    people
}

#[test]
fn siev_358() {
    // 21 June 2012: about 212 aboard, capsized 04:30, first seen 13:00, the last of 110 survivors picked up some
    // ten to eleven hours after the capsize; seas of about 2 m (sar-models.md 4.2).
    let sea = SeaState { wave_height_m: 2.0, water_c: 28.0, night: false };
    let people = boatload(0.5);
    let at = |hours| alive_after_capsize(&people, &sea, hours);
    let (quarter, seen, rescued) = (at(0.2), at(8.5), at(11.0));
    println!("SIEV 358: alive {:.0} % after a quarter of an hour (65 to 75 in fact)", 100.0 * quarter);
    println!("          alive {:.0} % when first seen, 8.5 h", 100.0 * seen);
    println!("          alive {:.0} % when picked up, 11 h (110 of 212 = 52 in fact)", 100.0 * rescued);
    assert!((0.65..=0.75).contains(&quarter), "{quarter}");
    assert!((0.45..=0.60).contains(&rescued), "{rescued}");
    assert!(quarter > seen && seen > rescued);
}

#[test]
fn aceh_2024() {
    // 150 aboard, about 50 lost at the capsize, 75 alive after some 24 hours on the hull in seas to 1.5 m.
    let sea = SeaState { wave_height_m: 1.3, water_c: 29.0, night: false };
    let rescued = alive_after_capsize(&boatload(0.5), &sea, 24.0);
    println!("Aceh 2024: alive {:.0} % after 24 h (75 of 150 = 50 in fact)", 100.0 * rescued);
    assert!((0.40..=0.60).contains(&rescued), "{rescued}");
}

#[test]
fn two_to_three_days_in_the_water_unfound_leave_almost_none() {
    // The boat of June 2013: about 55 aboard, no survivors after 48 to 72 hours.
    let sea = SeaState { wave_height_m: 2.0, water_c: 28.0, night: false };
    let left = alive_after_capsize(&boatload(0.5), &sea, 60.0) * 55.0;
    println!("June 2013: {left:.1} of 55 expected alive after 60 h (none in fact)");
    assert!(left < 3.0, "{left}");
}

#[test]
fn thirst_takes_a_tenth_in_four_and_a_half_days_and_half_in_six() {
    // sar-models.md 4.4, check: 30-31 degrees, open deck, no water: 10 % at 4.5 days, half at 5.8.
    let need = dehydration_need_l_per_day(30.5, &ADULT) * Shade::OpenDeck.factor();
    assert!((1.4..1.7).contains(&need), "{need}");
    let (mut deficit, mut hazard, mut tenth, mut half) = (0.0, 0.0, 0.0, 0.0);
    for hour in 0..(12 * 24_u32) {
        deficit = deficit_after_l(deficit, need, 0.0, 1.0);
        hazard += dehydration_hazard_per_h(deficit, &ADULT);
        let days = f64::from(hour + 1) / 24.0;
        let dead = 1.0 - math::exp(-hazard);
        if dead >= 0.1 && tenth == 0.0 {
            tenth = days;
        }
        if dead >= 0.5 && half == 0.0 {
            half = days;
        }
    }
    println!("no water: a tenth dead after {tenth:.1} days, half after {half:.1}");
    assert!((tenth - 4.5).abs() < 0.4 && (half - 5.8).abs() < 0.4);
}

#[test]
fn the_median_lethal_deficit_is_the_same_fraction_for_children() {
    for age_years in [0, 3, 8, 30] {
        let body = Body { age_years, ..ADULT };
        let need = dehydration_need_l_per_day(30.0, &body);
        let (mut deficit, mut hazard) = (0.0, 0.0);
        while hazard < std::f64::consts::LN_2 {
            deficit = deficit_after_l(deficit, need, 0.0, 0.25);
            hazard += dehydration_hazard_per_h(deficit, &body) * 0.25;
        }
        assert!((deficit / lethal_deficit_l(&body) - 1.0).abs() < 0.05, "{age_years}: {deficit}");
    }
}

#[test]
fn thresholds_and_repayment() {
    assert_eq!(thirst(3.4, &ADULT), Thirst::Fit);
    assert_eq!(thirst(3.6, &ADULT), Thirst::Impaired);
    assert_eq!(thirst(5.6, &ADULT), Thirst::Helpless);
    assert_eq!(thirst(1.0, &Body { age_years: 1, ..ADULT }), Thirst::Helpless);
    // However much is drunk, one litre a day is made good.
    assert!((deficit_after_l(4.0, 1.2, 50.0, 24.0) - 3.0).abs() < 1e-12);
    assert_eq!(deficit_after_l(0.2, 1.2, 50.0, 24.0), 0.0);
    assert_eq!(recovery_collapse_probability(12.0), 0.0);
    assert_eq!(recovery_collapse_probability(13.0), 0.015);
}

proptest! {
    #[test]
    fn hazards_are_finite_and_grow_with_time_and_sea(
        place in 0..6_usize, age_years in 0..90_u8, swimmer in any::<bool>(), frail in any::<bool>(),
        jacket in 0..3_usize, hours in 0.0..100.0_f64, more in 0.0..50.0_f64,
        hs in 0.0..6.0_f64, warmer in 0.0..8.0_f64,
    ) {
        let place = [Where::AboardAfloat, Where::AboardSwamped, Where::OnHull, FREE, HELD, Where::InRaft][place];
        let lifejacket = [Lifejacket::None, Lifejacket::Poor, Lifejacket::Good][jacket];
        let body = Body { age_years, swimmer, lifejacket, frail };
        let sea = SeaState { wave_height_m: hs, water_c: 20.0, night: false };
        let hazard = immersion_hazard_per_h(place, &body, hours, &sea);
        prop_assert!(hazard.is_finite() && hazard > 0.0);
        let at = |hours, sea| immersion_hazard_per_h(place, &body, hours, &sea);
        prop_assert!(at(hours + more, sea) >= hazard);
        let (rougher, darker) = (SeaState { wave_height_m: hs + 1.0, ..sea }, SeaState { night: true, ..sea });
        let warm = SeaState { water_c: 20.0 + warmer, ..sea };
        prop_assert!(at(hours, rougher) >= hazard && at(hours, darker) >= hazard && at(hours, warm) <= hazard);
        let better = Body { lifejacket: Lifejacket::Good, ..body };
        prop_assert!(immersion_hazard_per_h(place, &better, hours, &sea) <= hazard);
    }
}
