//! What to reckon with for a case, and whether the cloud that follows holds the truth.

use super::*;
use crate::base::ids::{CraftId, SeatId};
use crate::base::quantity::metres;
use crate::picture::project;
use crate::plan::{Assumed, Drifting, Start, Way, assumed, cloud_assumed, fixes, made_good};
use crate::sim::{World, step};

const CASE: CraftId = CraftId(0);

fn minutes_past_start(minutes: u32) -> Tick {
    Tick(minutes * 6)
}

#[test]
fn a_vessel_that_may_have_kept_its_way_has_stopped_at_once_or_since_or_not() {
    let shelf = constant((0.0, 0.0), (0.0, 0.0));
    let boat = wooden_boat();
    let start = Start { position: at(-9.0, 105.0), error_m: 0.0, at: hours(1) };
    let way = Some(Way { east_mps: 2.0, north_mps: 0.0 });
    let told = Assumed { start, object: Drifting::Upright(&boat), way, why: String::new() };
    let run = |told: &Assumed<'_>, h| cloud_assumed(&shelf, told, hours(1 + h), 3000, 4, &mut |_| true).unwrap();
    let east =
        |h: u32| -> Vec<f64> { run(&told, h).particles.iter().map(|p| start.position.offset_to(*p).0).collect() };
    let ten = east(10);
    let full_m = 2.0 * 36_000.0;
    let share =
        |from: f64, to: f64| ten.iter().filter(|x| (from * full_m..to * full_m).contains(*x)).count() as f64 / 3000.0;
    assert!((share(-0.001, 0.001) - 1.0 / 3.0).abs() < 0.04, "{}", share(-0.001, 0.001));
    assert!((share(0.25, 0.75) - 1.0 / 6.0).abs() < 0.04, "{}", share(0.25, 0.75));
    // A third have gone all the way, give or take 15 % of the distance as a probable error.
    let mean = ten.iter().sum::<f64>() / 3000.0;
    assert!((mean / full_m - 0.5).abs() < 0.03, "{mean}");
    // A course made good is not trusted for longer than twelve hours.
    let longest = |h| east(h).into_iter().fold(0.0, f64::max);
    assert!((longest(12) - longest(30)).abs() < 1.0);
    let still = Assumed { way: None, ..told.clone() };
    assert!(run(&still, 10).particles.iter().all(|p| p.distance_m(start.position) < 1.0));
}

/// The shipped case with nobody acting, some minutes after its start.
fn calls_alone(theatre: &Theatre, seed: u64, minutes: u32) -> World {
    let mut world = World::new(theatre, seed);
    while world.tick < minutes_past_start(minutes) {
        step(theatre, &mut world, &[]);
    }
    world
}

fn whole_case() -> Theatre {
    Theatre::new(shipped())
}

#[test]
fn the_cloud_of_what_a_desk_knows_holds_the_vessel() {
    let theatre = whole_case();
    let canberra = theatre.seats().find(|seat| theatre.seat(*seat).id == "rcc-australia").unwrap();
    let shelf = briefing(&theatre, Some(canberra));
    let mut inside = 0;
    for seed in 1..=4 {
        // Two good positions have been read out by then, 15:26Z and 19:05Z.
        let mut world = calls_alone(&theatre, seed, 8 * 60);
        let picture = project(&theatre, &world, canberra);
        let seen = assumed(&picture, CASE).unwrap();
        assert!(matches!(seen.object, Drifting::Upright(_)), "{}", seen.why);
        assert!(seen.way.is_some() && seen.why.contains("told by the vessel"), "{}", seen.why);
        let known = fixes(&picture, CASE, picture.tick);
        assert!(known.windows(2).all(|pair| pair[0].true_at <= pair[1].true_at));
        assert_eq!(made_good(&known), seen.way);
        let until = minutes_past_start(11 * 60 + 30);
        let cloud = cloud_assumed(&shelf, &seen, until, 2000, seed, &mut |_| true).unwrap();
        while world.tick < until {
            step(&theatre, &mut world, &[]);
        }
        let off_m = cloud.datum.distance_m(world.hull(CASE).position);
        println!(
            "seed {seed}: {} The truth lies {:.1} NM off the datum; 95 % within {:.1} NM",
            seen.why,
            off_m / 1852.0,
            cloud.most_m / 1852.0
        );
        inside += u32::from(off_m <= cloud.most_m);
        assert!(cloud.most_m < metres(40.0));
    }
    assert!(inside >= 3, "{inside} of 4");
}

#[test]
fn before_anybody_has_told_a_position_there_is_nothing_to_reckon_from() {
    let theatre = whole_case();
    let world = calls_alone(&theatre, 1, 5);
    for seat in theatre.seats() {
        assert_eq!(assumed(&project(&theatre, &world, seat), CASE), None);
    }
    let picture = project(&theatre, &world, SeatId(0));
    assert_eq!(assumed(&picture, CraftId(77)), None);
    assert!(fixes(&picture, CraftId(77), picture.tick).is_empty() && made_good(&[]).is_none());
}
