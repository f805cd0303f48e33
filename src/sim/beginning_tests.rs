//! How things are when an exercise begins: adrift, capsized, in the air; and what that is as events.

use super::tests::{AIRCRAFT, CASE, MASTERS, Play, RCC, SHIP, at, scenario};
use super::*;
use crate::base::Tick;
use crate::scenario::{Milestone, Rescued, Stage, Start};

#[test]
fn a_vessel_that_begins_capsized_goes_over_with_the_first_tick() {
    let mut scenario = scenario();
    scenario.craft[0].begins = Stage::Capsized;
    let mut play = Play::of(scenario);
    play.until(Tick(1));
    assert_eq!(play.world.casualties[0].stage, Stage::Capsized);
    let over =
        |e: &Event| matches!(e, Event::StageReached { stage: Stage::Capsized, cause: StageCause::AtTheStart, .. });
    assert_eq!(play.count(over), 1);
    assert_eq!(play.world.milestones[&Milestone::Stage(CASE, Stage::Capsized)], Tick(1));
    assert!(play.world.people.iter().all(|p| p.whereabouts != Whereabouts::Aboard || p.fate != Fate::Living));
    assert!(play.world.people.iter().any(|p| p.whereabouts == Whereabouts::OnHull));
    // Nobody aboard can call, and nobody has: what is known of it has to come from elsewhere.
    play.until_hours(2.0);
    assert!(!play.world.milestones.contains_key(&Milestone::Alerted(RCC, CASE)));
    assert_eq!(play.count(over), 1, "once");
}

#[test]
fn a_vessel_that_begins_adrift_has_no_engine_and_everybody_aboard() {
    let mut scenario = scenario();
    scenario.craft[0].begins = Stage::Adrift;
    let mut play = Play::of(scenario);
    play.until(Tick(1));
    assert_eq!(play.world.casualties[0].stage, Stage::Adrift);
    assert!(!play.world.casualties[0].engine);
    assert!(play.world.people.iter().all(|p| p.whereabouts == Whereabouts::Aboard));
}

#[test]
fn an_aircraft_may_begin_in_the_air_and_burns_fuel_there() {
    let mut scenario = scenario();
    scenario.srus[AIRCRAFT.index()].start = Start::AtSea(at(-7.5, 106.0));
    let mut play = Play::of(scenario);
    assert_eq!(play.world.srus[AIRCRAFT.index()].activity, Activity::Waiting);
    play.until_hours(1.0);
    assert!(play.world.srus[AIRCRAFT.index()].fuel < 1.0);
    play.until_hours(12.0);
    let unit = &play.world.srus[AIRCRAFT.index()];
    assert!(
        matches!(unit.activity, Activity::InPort { .. }),
        "it goes home before its fuel is gone: {:?}",
        unit.activity
    );
}

#[test]
fn people_rescued_before_are_aboard_a_ship_from_the_first_tick_and_of_their_vessels_number() {
    let mut scenario = scenario();
    scenario.srus[SHIP.index()].capacity = 60;
    scenario.rescued = vec![Rescued { craft: CASE, by: SHIP, persons: 16 }];
    let aboard = |play: &Play| {
        play.world
            .people
            .iter()
            .filter(|p| p.whereabouts == Whereabouts::AboardSru(SHIP))
            .map(|p| p.id)
            .collect::<Vec<_>>()
    };
    let mut play = Play::of(scenario.clone());
    let all = play.world.people.len();
    play.until(Tick(1));
    assert_eq!((aboard(&play).len(), play.world.people.len()), (16, all));
    assert_eq!(play.world.people.iter().filter(|p| p.whereabouts == Whereabouts::Aboard).count(), all - 16);
    assert_eq!(play.count(|e| matches!(e, Event::PersonRecovered { sru: SHIP, case: CASE, .. })), 16);
    assert_eq!(play.world.srus[SHIP.index()].case, Some(CASE));
    // The ship's own seat has heard of the case, and nobody else.
    assert!(play.world.milestones.contains_key(&Milestone::Alerted(MASTERS, CASE)));
    assert!(!play.world.milestones.contains_key(&Milestone::Alerted(RCC, CASE)));
    // At most one family is parted, because the number is not theirs.
    let chosen = aboard(&play);
    let family = |id: &crate::base::ids::PersonId| play.world.people[id.index()].family;
    let mut families: Vec<u32> = chosen.iter().map(family).collect();
    families.dedup();
    let parted =
        families.iter().filter(|f| play.world.people.iter().any(|p| p.family == **f && !chosen.contains(&p.id)));
    assert!(parted.count() <= 1);
    play.until_hours(1.0);
    // Asked for more than set out, no more are there.
    scenario.rescued = vec![Rescued { craft: CASE, by: SHIP, persons: 9_000 }];
    scenario.srus[SHIP.index()].capacity = 9_000;
    let mut play = Play::of(scenario);
    play.until(Tick(2));
    assert_eq!(aboard(&play).len(), all);
}
