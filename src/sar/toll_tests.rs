//! What one person bears: more water never raises thirst or hazard, longer exposure is never safer.

use proptest::prelude::*;

use super::super::survival::Lifejacket;
use super::super::thirst::{Drinker, RAFT_RATION, Sharing, share_l};
use super::*;
use crate::base::{Noise, Stream};

const ADULT: Body = Body { age_years: 30, swimmer: true, lifejacket: Lifejacket::None, frail: false };
const SEA: SeaState = SeaState { wave_height_m: 0.5, water_c: 28.0, night: false };

fn around(place: Where) -> Around {
    Around { place, sea: SEA, air_c: 30.0, shade: Shade::OpenDeck, provided: false }
}

fn hidden(seed: u64) -> Constitution {
    Constitution::draw(&mut Noise::new(seed).once(Stream::Endurance, 1))
}

#[test]
fn half_of_what_a_hull_costs_is_being_washed_off() {
    let mut toll = Toll::default();
    toll.bear(&ADULT, &hidden(1), &around(Where::OnHull), 0.0, 1.0);
    assert!((toll.grip - 0.006).abs() < 1e-9, "{}", toll.grip);
    assert!((toll.borne - 0.006).abs() < 1e-5, "{}", toll.borne);
    assert_eq!(toll.immersed_h, 1.0);
}

#[test]
fn a_vessel_with_its_engine_running_costs_illness_and_a_drifting_one_more() {
    let cost = |provided| {
        let mut toll = Toll::default();
        toll.bear(&ADULT, &hidden(1), &Around { provided, ..around(Where::AboardAfloat) }, 0.06, 1.0);
        toll.borne
    };
    assert!(cost(true) < 0.000_01 && (0.000_07..0.000_08).contains(&cost(false)), "{} {}", cost(true), cost(false));
}

#[test]
fn seasickness_passes_and_sea_water_is_drunk_by_some() {
    let rough = Around { sea: SeaState { wave_height_m: 3.0, ..SEA }, ..around(Where::InRaft) };
    let prone = Constitution { seasick: 0.0, drinks_seawater: 0.0, ..hidden(1) };
    let mut toll = Toll::default();
    let sick = toll.need_l_per_day(&ADULT, &prone, &rough);
    toll.aboard_h = 50.0;
    let well = toll.need_l_per_day(&ADULT, &prone, &rough);
    assert!((sick / well - thirst::SEASICK).abs() < 1e-9);
    toll.changes_craft();
    assert_eq!(toll.need_l_per_day(&ADULT, &prone, &rough), sick);
    // Impaired and given nothing, one drinks the sea and the other does not.
    let after = |drinks_seawater| {
        let mut toll = Toll { deficit_l: 4.0, aboard_h: 99.0, ..Toll::default() };
        toll.bear(&ADULT, &Constitution { drinks_seawater, ..prone }, &rough, 0.0, 24.0);
        toll.deficit_l - 4.0
    };
    assert!((after(0.1) / after(0.9) - thirst::SEAWATER_DRUNK).abs() < 1e-9);
}

/// A company aboard for some days with so much water: the deficits and hazards borne at the end.
fn company(bodies: &[Body], stores_l: f64, place: Where, sharing: Sharing, rain: &[f64], seed: u64) -> Vec<Toll> {
    let mut tolls = vec![Toll::default(); bodies.len()];
    let hidden: Vec<Constitution> = (0..bodies.len())
        .map(|k| Constitution::draw(&mut Noise::new(seed).once(Stream::Endurance, k as u64)))
        .collect();
    let mut left = stores_l;
    let around = around(place);
    for (hour, caught) in rain.iter().enumerate() {
        left += caught;
        let ration = (place == Where::InRaft && *caught == 0.0).then_some((RAFT_RATION, hour as f64));
        let drinkers: Vec<Drinker> = (0..bodies.len())
            .map(|k| Drinker {
                wish_l: tolls[k].wish_l(&bodies[k], &hidden[k], &around, ration, 1.0),
                child: bodies[k].is_child(),
            })
            .collect();
        let parts = share_l(left, &drinkers, sharing);
        left -= parts.iter().sum::<f64>();
        for k in 0..bodies.len() {
            tolls[k].bear(&bodies[k], &hidden[k], &around, parts[k], 1.0);
        }
    }
    tolls
}

proptest! {
    #[test]
    fn water_never_raises_thirst(
        stores in 0.0..60.0_f64, more in 0.0..60.0_f64, seed in any::<u64>(), first in any::<bool>(),
        raft in any::<bool>(), ages in prop::collection::vec(0..80_u8, 1..8),
        rain in prop::collection::vec(prop_oneof![4 => Just(0.0), 1 => 0.0..5.0_f64], 24..240),
    ) {
        let bodies: Vec<Body> = ages.into_iter().map(|age_years| Body { age_years, ..ADULT }).collect();
        let sharing = if first { Sharing::ChildrenFirst } else { Sharing::Even };
        let place = if raft { Where::InRaft } else { Where::AboardAfloat };
        let little = company(&bodies, stores, place, sharing, &rain, seed);
        let much = company(&bodies, stores + more, place, sharing, &rain, seed);
        for (dry, wet) in little.iter().zip(&much) {
            prop_assert!(wet.deficit_l <= dry.deficit_l + 1e-9, "{} with more, {} with less", wet.deficit_l, dry.deficit_l);
            prop_assert!(wet.borne <= dry.borne * (1.0 + 1e-9) + 1e-12);
            prop_assert!(dry.borne.is_finite() && dry.deficit_l.is_finite());
        }
    }

    #[test]
    fn longer_and_rougher_exposure_is_never_safer(
        place in 0..6_usize, hours in 1..60_u32, more in 0..30_u32, hs in 0.0..4.0_f64, rougher in 0.0..3.0_f64,
        water_c in 3.0..30.0_f64, age_years in 0..80_u8, swimmer in any::<bool>(), jacket in 0..3_usize,
    ) {
        let place = [
            Where::AboardAfloat, Where::AboardSwamped, Where::OnHull, Where::InRaft,
            Where::InWater { holding_on: false }, Where::InWater { holding_on: true },
        ][place];
        let lifejacket = [Lifejacket::None, Lifejacket::Poor, Lifejacket::Good][jacket];
        let body = Body { age_years, swimmer, lifejacket, frail: false };
        let after = |hours: u32, wave_height_m| {
            let mut toll = Toll::default();
            let sea = SeaState { wave_height_m, water_c, night: false };
            for _ in 0..hours * 6 {
                toll.bear(&body, &hidden(7), &Around { sea, ..around(place) }, 0.0, 1.0 / 6.0);
            }
            toll
        };
        let (short, long, rough) = (after(hours, hs), after(hours + more, hs), after(hours, hs + rougher));
        prop_assert!(long.borne >= short.borne && long.deficit_l >= short.deficit_l && long.grip >= short.grip);
        prop_assert!(rough.borne >= short.borne - 1e-12);
    }
}
