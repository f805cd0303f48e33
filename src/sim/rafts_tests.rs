//! Life rafts in small: launched, boarded, drunk from, dropped, recovered, driven ashore.

use super::tests::*;
use super::*;
use crate::base::Tick;
use crate::base::ids::RaftId;
use crate::sar::pattern::{Pattern, Rectangle};
use crate::sar::raft;
use crate::scenario::{Rafts, Scenario, Stage, TroubleKind};
use crate::sea::{Field, Flow};

const TWO: Rafts = Rafts { number: 2, capacity: 25, water_l_per_person: 1.5, drogue: true };

/// The boat leaks, lists for a while, and has two rafts of 25 for its forty people.
fn with_rafts() -> Scenario {
    let mut scenario = leaking();
    scenario.craft[0].troubles[0].kind = TroubleKind::Leak { m3_per_h: 12.0 };
    scenario.craft[0].rafts = vec![TWO];
    scenario
}

fn in_rafts(play: &Play) -> usize {
    play.world.people.iter().filter(|p| matches!(p.whereabouts, Whereabouts::InRaft(_))).count()
}

fn raft_object(play: &Play, id: u32) -> &Object {
    let RaftState::Adrift(object) = play.world.rafts[id as usize].state else { panic!("raft {id} is not afloat") };
    &play.world.objects[object.index()]
}

/// Takes the play to the first moment at which something holds.
fn until_that(play: &mut Play, hours: f64, holds: impl Fn(&Play) -> bool) {
    let last = Tick((hours * 360.0) as u32);
    while play.world.tick < last && !holds(play) {
        play.until(play.world.tick.next());
    }
    assert!(holds(play), "not within {hours} h");
}

#[test]
fn a_listing_vessel_is_abandoned_into_its_rafts() {
    let mut play = Play::of(with_rafts());
    until_that(&mut play, 8.0, |p| p.world.casualties[0].stage >= Stage::Capsized);
    assert_eq!(play.world.rafts.len(), 2);
    let afloat = play.count(|e| matches!(e, Event::RaftAfloat { by: None, capacity: 25, .. }));
    assert!(afloat >= 1, "{:?}", play.world.rafts);
    play.until(Tick(play.world.tick.0 + 180));
    let inside = in_rafts(&play);
    assert!(inside >= 20, "{inside} of forty are in {afloat} rafts");
    let boarded = |e: &Event| matches!(e, Event::PersonMoved { cause: MoveCause::Boarded, to: Setting::InRaft, .. });
    assert_eq!(play.count(boarded), inside);
    // No raft carries more than it is made for, and each drifts by the class of its load.
    for id in 0..2 {
        if let RaftState::Adrift(object) = play.world.rafts[id as usize].state {
            let aboard = rafts::aboard(&play.world, RaftId(id));
            assert!(aboard <= 25);
            let class = play.theatre.leeway(&play.world, &play.world.objects[object.index()]);
            assert_eq!(class.key, raft::leeway_class(25, aboard, true));
        }
    }
}

#[test]
fn who_is_in_a_raft_lives_where_those_in_the_water_do_not_and_drinks_its_water() {
    let mut play = Play::of(with_rafts());
    until_that(&mut play, 8.0, |p| p.world.casualties[0].stage >= Stage::Capsized);
    play.until(Tick(play.world.tick.0 + 180));
    let (inside, water) = (in_rafts(&play), play.world.rafts.iter().map(|r| r.water_l).sum::<f64>());
    let since = play.world.rafts.iter().filter_map(|r| r.afloat_since).min().unwrap();
    // Nothing on the first day, half a litre each on the second.
    play.until(since.after(crate::base::Span::hours(23)));
    assert!((play.world.rafts.iter().map(|r| r.water_l).sum::<f64>() - water).abs() < 1e-9);
    play.until(since.after(crate::base::Span::hours(48)));
    let drunk = water - play.world.rafts.iter().map(|r| r.water_l).sum::<f64>();
    let living = |p: &&Person| p.fate == Fate::Living;
    let alive =
        play.world.people.iter().filter(living).filter(|p| matches!(p.whereabouts, Whereabouts::InRaft(_))).count();
    assert!(alive + 3 >= inside, "{alive} of {inside} live after two days");
    assert!((0.4..=0.51).contains(&(drunk / inside as f64)), "{drunk} L by {inside}");
    let others = play.world.people.iter().filter(living).count() - alive;
    assert!(others * 2 < 40 - inside + 2, "{others} live of {} not in a raft", 40 - inside);
}

#[test]
fn people_in_a_raft_are_sighted_recovered_and_saved() {
    let mut play = Play::of(with_rafts());
    until_that(&mut play, 8.0, |p| p.world.casualties[0].stage >= Stage::Capsized);
    let inside = {
        play.until(Tick(play.world.tick.0 + 180));
        in_rafts(&play)
    };
    let at = raft_object(&play, 0).position;
    assert_eq!(play.order(OPS, PATROL, Order::Recover { at }), None);
    play.until_hours(30.0);
    assert!(play.count(|e| matches!(e, Event::Sighted { what: Seen::LifeRaft, .. })) >= 1);
    let taken = play.count(|e| matches!(e, Event::PersonRecovered { from: Setting::InRaft, .. }));
    assert!(taken + 2 >= inside, "{taken} of {inside} taken out of the rafts");
    // What is left is an empty raft, and the seat that saw it knows so.
    let contact = play.world.ledgers[OPS.index()].contacts.iter().find(|c| c.what == Seen::LifeRaft).unwrap();
    assert!(contact.cleared && contact.persons == 0);
}

#[test]
fn rafts_stowed_when_the_boat_goes_over_in_seconds_float_free_or_do_not() {
    let mut all = 0;
    for seed in 1..=6 {
        let mut scenario = with_rafts();
        scenario.craft[0].troubles[0].kind = TroubleKind::Leak { m3_per_h: 2000.0 };
        scenario.craft[0].floats_capsized = crate::base::Span::hours(1);
        let mut play = Play::of(scenario);
        play.world = World::new(&play.theatre, seed);
        until_that(&mut play, 8.0, |p| p.world.casualties[0].stage >= Stage::Capsized);
        let afloat = |p: &Play| p.world.rafts.iter().filter(|r| matches!(r.state, RaftState::Adrift(_))).count();
        let (at_once, tick) = (afloat(&play), play.world.tick);
        let stepped_in =
            |e: &Event| matches!(e, Event::PersonMoved { from: Setting::AboardCasualty, to: Setting::InRaft, .. });
        assert_eq!(play.count(stepped_in), 0, "nobody had time");
        play.until(Tick(tick.0 + 400));
        assert!(afloat(&play) >= at_once);
        assert!(play.world.rafts.iter().all(|r| r.state != RaftState::Stowed), "what sank with her is lost");
        all += afloat(&play);
    }
    // Three in four, of twelve.
    assert!((5..=12).contains(&all), "{all}");
}

#[test]
fn an_aircraft_that_carries_rafts_drops_them_to_people_in_the_water() {
    let mut scenario = leaking();
    scenario.craft[0].troubles[0].kind = TroubleKind::Leak { m3_per_h: 2000.0 };
    scenario.srus[1].rafts = vec![Rafts { number: 3, capacity: 10, ..TWO }];
    let mut play = Play::of(scenario);
    until_that(&mut play, 8.0, |p| p.world.casualties[0].stage >= Stage::Capsized);
    let area = Rectangle { centre: play.boat(), length_m: 15_000.0, width_m: 15_000.0, axis_true_deg: 0.0 };
    let search = Order::Search { area, pattern: Pattern::ParallelSweep, spacing_m: 1500.0 };
    assert_eq!(play.order(OPS, AIRCRAFT, search), None);
    play.until_hours(9.0);
    let dropped = play.count(|e| matches!(e, Event::RaftAfloat { by: Some(AIRCRAFT), .. }));
    let spent = play.world.rafts.iter().filter(|r| !matches!(r.state, RaftState::Carried(_))).count();
    assert!(dropped >= 1 && dropped <= spent, "{dropped} dropped well of {spent}");
    assert!(in_rafts(&play) >= 5, "{} reached them", in_rafts(&play));
    let seen = |c: &Contact| c.what == Seen::LifeRaft;
    assert!(play.world.ledgers[OPS.index()].contacts.iter().any(seen), "its crew saw what it dropped");
}

#[test]
fn a_raft_that_drives_ashore_puts_its_people_on_the_shore() {
    let mut scenario = with_rafts();
    // Off the south coast of Java, with the wind on it.
    scenario.craft[0].passage = vec![at(-7.85, 108.0), at(-7.95, 108.0)];
    scenario.sea.wind = Field::Constant(Flow { east_mps: 0.0, north_mps: 9.0 });
    scenario.sea.current = Field::Constant(Flow { east_mps: 0.0, north_mps: 0.3 });
    let mut play = Play::of(scenario);
    play.until_hours(30.0);
    let ashore = play.count(|e| matches!(e, Event::PersonLanded { sru: None, safe: false, .. }));
    assert!(ashore >= 15, "{ashore} came ashore");
    let stranded =
        play.world.objects.iter().any(|o| matches!(o.kind, ObjectKind::Raft(_)) && o.afloat == Afloat::Stranded);
    assert!(stranded);
    assert_eq!(in_rafts(&play), 0);
}

#[test]
fn people_on_a_vessel_about_to_capsize_come_before_those_in_a_raft() {
    let mut play = Play::of(with_rafts());
    until_that(&mut play, 8.0, |p| {
        p.world.casualties[0].stage == Stage::Listing && people::count_aboard(&p.world, CASE) > 0 && in_rafts(p) > 0
    });
    let raft = play.world.people.iter().find_map(|p| match p.whereabouts {
        Whereabouts::InRaft(raft) => Some(raft),
        _ => None,
    });
    let (raft, hull) = (raft_object(&play, raft.unwrap().0).id, play.world.hull(CASE).id);
    let boat = play.boat();
    play.world.objects[raft.index()].position = boat.shifted(200.0, 0.0);
    let unit = &mut play.world.srus[PATROL.index()];
    unit.position = boat.shifted(400.0, 0.0);
    unit.order = Some(Order::Recover { at: boat });
    unit.activity = Activity::UnderWay;
    unit.in_sight = vec![hull, raft];
    let events = step(&play.theatre, &mut play.world, &[]);
    let begun = events.iter().find_map(|e| match e.body {
        Event::RecoveryBegan { object, .. } => Some(object),
        _ => None,
    });
    assert_eq!(begun, Some(hull), "though the raft is nearer");
}
