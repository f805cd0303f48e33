//! Survival against its own table and the published curves. The real cases are in `tests/it/calibration.rs`.

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
    assert!((temperature_multiplier(28.0) - 1.0).abs() < 1e-12);
    assert!((temperature_multiplier(15.0) - 2.18).abs() < 0.01);
    assert_eq!(cold_shock_probability(28.0, Lifejacket::None), 0.0);
    assert!((cold_shock_probability(15.0, Lifejacket::None) - 0.05).abs() < 1e-12);
    assert!((cold_shock_probability(5.0, Lifejacket::Poor) - 0.05).abs() < 1e-12);
}

/// Hours after which half are alive of people like this in water of a temperature, with everything that befalls them
/// from the moment they enter it.
fn half_alive_h(body: &Body, water_c: f64) -> f64 {
    let sea = SeaState { wave_height_m: 0.5, water_c, night: false };
    let mut alive = 1.0 - cold_shock_probability(water_c, body.lifejacket);
    let step = 0.01;
    let mut hours = 0.0;
    while alive > 0.5 && hours < 200.0 {
        let hazard =
            immersion_hazard_per_h(FREE, body, hours, &sea) + swimming_failure_per_h(FREE, body, hours, water_c);
        alive *= math::exp(-hazard * step);
        hours += step;
    }
    hours
}

#[test]
fn half_of_those_in_the_water_live_as_long_as_the_published_curves_say() {
    // UK National Immersion Incident Survey 2006 (4.3, read): without a buoyancy aid; with one more than a day.
    println!("water | half alive, no flotation: model, survey | with a lifejacket: model, survey");
    for (water_c, survey_h) in [(5.0, 3.6), (10.0, 5.7), (15.0, 9.0)] {
        let (bare, jacket) = (half_alive_h(&ADULT, water_c), half_alive_h(&with(Lifejacket::Good), water_c));
        println!("{water_c:4} C | {bare:6.1} h, {survey_h} h | {jacket:6.1} h, > 24 h");
        assert!((bare / survey_h - 1.0).abs() < 0.15, "{water_c}: {bare} and {survey_h}");
        assert!(jacket > 24.0, "{water_c}: {jacket}");
    }
    // The survey's line beyond its data, and what Tipton told the press of the high twenties (4.3).
    for (water_c, low, high) in [(20.0, 10.0, 20.0), (25.0, 13.0, 27.0), (28.0, 17.0, 33.0)] {
        let bare = half_alive_h(&ADULT, water_c);
        println!("{water_c:4} C | {bare:6.1} h, the line {:.0} h", 3.6 * math::exp(0.0916 * (water_c - 5.0)));
        assert!((low..=high).contains(&bare), "{water_c}: {bare}");
    }
    // Those who cannot swim are gone in minutes whatever the temperature.
    assert!(half_alive_h(&Body { swimmer: false, ..ADULT }, 28.0) < 0.25);
}

/// Curves of cooling alone say less or more than the survey; they are printed beside the model and bound it loosely.
#[test]
fn cooling_curves_lie_where_the_model_has_few_or_many_alive() {
    let alive_at = |body: &Body, water_c: f64, hours: f64| {
        let sea = SeaState { wave_height_m: 0.5, water_c, night: false };
        (1.0 - cold_shock_probability(water_c, body.lifejacket)) * alive(FREE, body, &sea, hours)
    };
    println!(
        "water | Hayward 1975, to a core of 30 C | alive then in a jacket | Xu 2018, the longest | alive then, none, jacket"
    );
    for water_c in [5.0, 10.0, 15.0, 20.0] {
        let hayward_h = (15.0 + 7.2 / (0.0785 - 0.0034 * water_c)) / 60.0;
        let xu_h = 0.0547 * water_c * water_c + 0.5048 * water_c + 1.3604;
        let jacket = with(Lifejacket::Good);
        let (at_hayward, bare, kept) =
            (alive_at(&jacket, water_c, hayward_h), alive_at(&ADULT, water_c, xu_h), alive_at(&jacket, water_c, xu_h));
        println!(
            "{water_c:4} C | {hayward_h:5.1} h | {:3.0} % | {xu_h:5.1} h | {:3.0} %, {:3.0} %",
            100.0 * at_hayward,
            100.0 * bare,
            100.0 * kept
        );
        // Whoever has a jacket outlives a cooling time made for light clothing; without one few reach the longest.
        assert!(at_hayward > 0.5, "{water_c}");
        assert!(bare < 0.5 && kept > bare, "{water_c}: {bare}, {kept}");
    }
    // In warm water the longest times known are the model's tail: 58 hours at 28 degrees, 80 hours once.
    let tail = alive_at(&with(Lifejacket::Good), 28.0, 58.0);
    assert!((0.2..0.5).contains(&tail), "{tail}");
}

#[test]
fn swimming_fails_in_the_first_half_hour_of_cold_water_only() {
    let at = |hours, water_c, place| swimming_failure_per_h(place, &ADULT, hours, water_c);
    assert_eq!(at(0.2, 20.0, FREE), 0.0);
    assert_eq!(at(0.6, 5.0, FREE), 0.0);
    assert_eq!(at(0.2, 5.0, HELD), 0.0);
    assert_eq!(at(0.2, 5.0, Where::OnHull), 0.0);
    let share = 1.0 - math::exp(-0.45 * at(0.2, 10.0, FREE));
    assert!((share - 0.12).abs() < 1e-9, "{share}");
    assert_eq!(swimming_failure_per_h(FREE, &with(Lifejacket::Good), 0.2, 5.0), 0.0);
    assert_eq!(recovery_collapse_probability(12.0), 0.0);
    assert_eq!(recovery_collapse_probability(13.0), 0.015);
}

fn any_body() -> impl Strategy<Value = Body> {
    (any::<u8>(), any::<bool>(), any::<bool>(), 0..3_usize).prop_map(|(age_years, swimmer, frail, jacket)| Body {
        age_years,
        swimmer,
        frail,
        lifejacket: [Lifejacket::None, Lifejacket::Poor, Lifejacket::Good][jacket],
    })
}

fn any_place() -> impl Strategy<Value = Where> {
    (0..6_usize).prop_map(|k| [Where::AboardAfloat, Where::AboardSwamped, Where::OnHull, FREE, HELD, Where::InRaft][k])
}

/// Any number, and what is none.
fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![any::<f64>(), -10.0..100.0_f64, Just(f64::NAN), Just(f64::INFINITY)]
}

proptest! {
    #[test]
    fn hazards_are_finite_and_not_negative_for_any_input(
        place in any_place(), body in any_body(), hours in any_number(), hs in any_number(), water_c in any_number(),
        night in any::<bool>(),
    ) {
        let sea = SeaState { wave_height_m: hs, water_c, night };
        let hazard = immersion_hazard_per_h(place, &body, hours, &sea);
        prop_assert!(hazard.is_finite() && hazard >= 0.0, "{hazard}");
        let failing = swimming_failure_per_h(place, &body, hours, water_c);
        prop_assert!(failing.is_finite() && failing >= 0.0, "{failing}");
        for p in [
            cold_shock_probability(water_c, body.lifejacket),
            swimming_failure_probability(water_c, body.lifejacket, false),
            recovery_collapse_probability(hours),
        ] {
            prop_assert!((0.0..=1.0).contains(&p), "{p}");
        }
    }

    #[test]
    fn a_better_lifejacket_is_never_worse(
        place in any_place(), body in any_body(), hours in 0.0..100.0_f64, hs in 0.0..6.0_f64, water_c in 0.0..32.0_f64,
    ) {
        let sea = SeaState { wave_height_m: hs, water_c, night: false };
        let wears = |lifejacket| {
            let body = Body { lifejacket, ..body };
            (
                immersion_hazard_per_h(place, &body, hours, &sea) + swimming_failure_per_h(place, &body, hours, water_c),
                cold_shock_probability(water_c, lifejacket),
            )
        };
        let (none, poor, good) = (wears(Lifejacket::None), wears(Lifejacket::Poor), wears(Lifejacket::Good));
        prop_assert!(good.0 <= poor.0 + 1e-12 && poor.0 <= none.0 + 1e-12);
        prop_assert!(good.1 <= poor.1 && poor.1 <= none.1);
    }
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
