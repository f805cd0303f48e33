//! A port refused costs lives: people in bad shape wait aboard, or are landed at once where there is a hospital.

use super::super::super::{Activity, Event as Told, Fate, Whereabouts, step};
use super::super::Stay;
use super::super::command::{Command, Referral};
use super::super::tests::{IMMIGRATION, MERAK, Shore, fixture};
use crate::base::Span;
use crate::base::ids::{PlaceId, SruId};
use crate::scenario::Scenario;
use crate::sim::{DeathCause, Setting};

/// Everybody was hurt, a quarter of them badly.
fn hurt() -> Scenario {
    let mut scenario = fixture();
    for group in &mut scenario.craft[0].groups {
        group.circumstances.wounded_share = 1.0;
    }
    scenario
}

fn dead(shore: &Shore) -> usize {
    shore.world.people[..80].iter().filter(|person| person.fate != Fate::Living).count()
}

/// The ship lies off the port with its survivors for so long; who died aboard, and of what.
fn waiting(scenario: Scenario, seed: u64, days: i64) -> (Shore, Vec<DeathCause>) {
    let mut shore = Shore::of(scenario, seed);
    for person in shore.world.people.iter_mut().take(80) {
        person.whereabouts = Whereabouts::AboardSru(SruId(0));
    }
    shore.world.srus[0].activity = Activity::Waiting;
    shore.world.srus[0].position = shore.theatre.scenario.places[0].position.shifted(-9_000.0, 0.0);
    let mut causes = Vec::new();
    for _ in 0..Span::hours(24 * days).ticks() {
        // It is supplied where it lies: else it would put in when its fuel is short, and land them.
        shore.world.srus[0].fuel = 1.0;
        for event in step(&shore.theatre, &mut shore.world, &[]) {
            if let Told::PersonDied { cause, setting: Setting::AboardRescuer, .. } = event.body {
                causes.push(cause);
            }
        }
    }
    shore.world.check_invariants(&shore.theatre);
    (shore, causes)
}

/// The same people are landed at once; those a doctor finds in need of it are sent to hospital.
fn landed(seed: u64, days: i64) -> Shore {
    let mut shore = Shore::of(hurt(), seed);
    shore.order(IMMIGRATION, Command::Open { site: MERAK });
    shore.play(Span::hours(2), &[]);
    let mut shore = shore.landing(0..80);
    for _ in 0..24 * days {
        let red = |known: Option<crate::sar::reception::Triage>| known == Some(crate::sar::reception::Triage::Red);
        let persons = shore.those(|file, _| {
            red(file.known.triage) && !file.known.is_referred(Referral::Hospital) && file.stay == Stay::AtSite
        });
        if !persons.is_empty() {
            shore.order(IMMIGRATION, Command::Refer { persons, to: Referral::Hospital });
        }
        shore.play(Span::hours(1), &[]);
    }
    shore
}

#[test]
fn waiting_for_a_port_costs_lives_that_landing_at_once_saves() {
    let (mut aboard, mut ashore) = (0, 0);
    for seed in 1..=3 {
        let (shore, causes) = waiting(hurt(), seed, 6);
        assert_eq!(causes.len(), dead(&shore), "all who died, died aboard");
        assert!(causes.iter().all(|cause| *cause == DeathCause::Untreated));
        aboard += causes.len();
        let at_once = landed(seed, 6);
        let there = |w: Whereabouts| w == Whereabouts::AtPlace(PlaceId(0));
        assert!(at_once.world.people[..80].iter().all(|person| there(person.whereabouts)));
        ashore += dead(&at_once);
    }
    // Some twenty of eighty need a hospital; in five days without one some four of them die (0.002 an hour).
    assert!((4..=25).contains(&aboard), "{aboard} died waiting");
    assert!(ashore * 2 < aboard, "{ashore} died ashore, {aboard} aboard");
}

#[test]
fn who_waits_longer_loses_more_and_who_is_well_loses_hardly_anybody() {
    let died = |scenario: fn() -> Scenario, days: i64| -> usize {
        (1..=3).map(|seed| waiting(scenario(), seed, days).1.len()).sum()
    };
    assert!(died(hurt, 1) < died(hurt, 4));
    let well = || {
        let mut scenario = fixture();
        for group in &mut scenario.craft[0].groups {
            group.circumstances.wounded_share = 0.0;
            group.circumstances.pregnant_share = 0.0;
        }
        scenario
    };
    assert!(died(well, 4) <= 2, "{}", died(well, 4));
}

#[test]
fn where_nobody_is_received_nobodys_health_is_followed() {
    let without = || {
        let mut scenario = hurt();
        scenario.reception.sites.clear();
        scenario
    };
    assert!(waiting(without(), 1, 5).1.is_empty());
}
