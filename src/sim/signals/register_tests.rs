//! Beacons registered with a state: who is told of which alert, who answers, what the register says.

use super::super::tests::{Play, RCC, leaking};
use super::super::*;
use super::SignalEvent;
use super::tests::{OTHER, beacon, carrying, fails, positions, received, signalled};
use crate::base::ids::SeatId;
use crate::base::{Span, Tick};
use crate::scenario::{BeaconRegister, Channel};

/// The leaking boat, of which nobody hears but by its beacon: that is registered with the state of the other centre,
/// whose register says this.
fn registered(encoded: bool, register: Option<BeaconRegister>) -> Play {
    let mut scenario = carrying(leaking(), beacon(encoded, 48));
    scenario.craft[0].calls.clear();
    let party = scenario.seats[OTHER.index()].party;
    scenario.signals.sets[0].epirb.as_mut().unwrap().registered = Some(party);
    scenario.signals.registers = vec![register];
    Play::of(scenario)
}

fn responsible(play: &Play, seat: SeatId) -> Vec<SeatId> {
    let entries = play.world.ledgers[seat.index()].entries().iter();
    entries.filter_map(|e| if let Fact::Responsible { holder, .. } = e.fact { Some(holder) } else { None }).collect()
}

#[test]
fn the_state_that_registered_a_beacon_is_told_of_every_alert_too_and_knows_whose_region_it_is() {
    let mut play = registered(true, None);
    play.until_hours(12.0);
    let (theirs, ours) = (received(&play, OTHER, Channel::Epirb), received(&play, RCC, Channel::Epirb));
    assert_eq!(theirs.len(), ours.len());
    let MessageBody::Call { position: Some(_), text, .. } = &theirs[0].1 else { panic!("{theirs:?}") };
    let region = &play.theatre.seat(RCC).name;
    assert!(text.contains("registered with you") && text.contains(region.as_str()), "{text}");
    // Of two who are told, the one in whose region it is answers, and the other knows that.
    assert_eq!(play.world.cases[0].responsible.unwrap().0, RCC);
    assert_eq!((responsible(&play, RCC), responsible(&play, OTHER)), (vec![RCC], vec![RCC]));
}

#[test]
fn an_alert_that_is_not_located_goes_to_the_state_of_registration_alone_and_it_answers_first() {
    let mut play = registered(false, None);
    while received(&play, OTHER, Channel::Epirb).is_empty() {
        play.until(Tick(play.world.tick.0 + 6));
    }
    assert!(received(&play, RCC, Channel::Epirb).is_empty());
    assert_eq!(play.world.cases[0].responsible.unwrap().0, OTHER);
    play.until_hours(12.0);
    let located = positions(&play);
    assert!(!located.is_empty() && located.iter().all(|(_, position)| position.is_some()));
    assert_eq!(received(&play, OTHER, Channel::Epirb).len(), located.len() + 1);
}

#[test]
fn where_the_centre_of_the_region_cannot_be_reached_the_state_of_registration_answers() {
    let mut play = registered(true, None);
    assert_eq!(play.excon(fails(Channel::Epirb, Span::hours(40))), None);
    play.until_hours(12.0);
    assert!(received(&play, RCC, Channel::Epirb).is_empty());
    assert_eq!(play.world.cases[0].responsible.unwrap().0, OTHER);
}

#[test]
fn the_register_says_who_and_how_many_half_an_hour_later_to_the_centre_that_keeps_it() {
    let register = BeaconRegister { words: "ferry of 42 m, owner in the south".to_owned(), persons: Some(60) };
    let mut play = registered(true, Some(register));
    play.until_hours(12.0);
    let first = received(&play, OTHER, Channel::Epirb)[0].0;
    let told = received(&play, OTHER, Channel::Text);
    assert_eq!(told.len(), 1, "once");
    let MessageBody::Call { persons: Some(60), position: None, text, .. } = &told[0].1 else { panic!("{told:?}") };
    assert!(text.contains("ferry of 42 m"), "{text}");
    assert!((25 * 60..=40 * 60).contains(&told[0].0.since(first).seconds()));
    assert!(received(&play, RCC, Channel::Text).is_empty());
    assert_eq!(signalled(&play, |what| matches!(what, SignalEvent::RegisterRead { .. })), 1);
    // What a register does not say nobody is told.
    let mut play = registered(true, None);
    play.until_hours(12.0);
    assert!(received(&play, OTHER, Channel::Text).is_empty());
}
