//! How things are when an exercise begins: adrift, capsized, in the air; and what that is as events.

use super::tests::{AIRCRAFT, CASE, Play, at, scenario};
use super::*;
use crate::base::Tick;
use crate::scenario::{Milestone, Stage, Start};

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
    assert!(!play.world.milestones.contains_key(&Milestone::Alerted(super::tests::RCC, CASE)));
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
