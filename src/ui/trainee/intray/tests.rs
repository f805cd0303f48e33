//! The cards themselves: played by nothing but them, an exercise is played well.

use std::collections::{BTreeMap, BTreeSet};

use super::super::desk::{Act, DeskData};
use super::super::test_stage::*;
use super::super::ways;
use super::card::{Card, Does};
use super::cards;
use crate::base::ids::SeatId;
use crate::base::{Position, Span, Tick};
use crate::picture::ContactView;
use crate::scenario::{Channel, Phase, Scenario};
use crate::session::Intent;
use crate::session::wire::Chair;
use crate::sim::{Command, Event, MessageBody, Seen};
use crate::ui::theme::{Palette, Theme};

/// What the first thing to press on a card would send. None for cards that only show something.
fn pressed(card: &Card) -> Option<Vec<Command>> {
    card.answers.iter().find_map(|choice| match &choice.does {
        Does::Send(commands) => Some(commands.clone()),
        Does::Words(text, words) => Some(vec![words.command(if text.is_empty() { "noted" } else { text })]),
        Does::Begin(Act::Order(draft)) => draft.command().map(|command| vec![command]),
        Does::Begin(_) | Does::Look(_) | Does::Terms(..) => None,
    })
}

/// What became of an exercise in which every seat pressed the first button of each card, once in a while.
struct Played {
    stage: Stage,
    /// First words of the keys of all cards there were.
    kinds: BTreeSet<String>,
    refused: Vec<String>,
}

fn play(scenario: Scenario, hours: i64) -> Played {
    play_on(Stage::of(scenario, 3), hours)
}

fn play_on(mut stage: Stage, hours: i64) -> Played {
    let theme = Theme::of(Palette::Day);
    let (mut kinds, mut refused) = (BTreeSet::new(), Vec::new());
    // A card that was answered is left alone for a while, as people do who wait for what comes of it.
    let mut answered: BTreeMap<(SeatId, String), Tick> = BTreeMap::new();
    let mut read: Vec<BTreeSet<crate::base::ids::MessageId>> = stage.theatre.seats().map(|_| BTreeSet::new()).collect();
    while stage.world.tick < Tick::START.after(Span::hours(hours)) && stage.world.ended.is_none() {
        let mut commands = Vec::new();
        for seat in stage.theatre.seats() {
            let view = stage.view(Chair::Seat(seat));
            let picture = view.picture.as_ref().expect("a seat has a picture");
            let read = &mut read[seat.index()];
            let desk = DeskData { view: &view, briefing: &view.briefing, picture, theme: &theme, selected: None, read };
            for card in cards(&desk) {
                kinds.insert(card.key.split(' ').next().unwrap_or_default().to_owned());
                if card.key.starts_with("read ") {
                    continue;
                }
                let again = answered.get(&(seat, card.key.clone())).copied();
                if again.is_some_and(|at| picture.tick < at.after(Span::minutes(30))) {
                    continue;
                }
                if let Some(Ok(going)) = pressed(&card).map(|commands| ways::going(&desk, &commands)) {
                    answered.insert((seat, card.key.clone()), picture.tick);
                    commands.extend(going.commands.into_iter().map(|command| (seat, command)));
                }
            }
            read.extend(picture.messages.iter().map(|message| message.message));
        }
        for event in stage.go(&commands, 30) {
            if let Event::CommandRejected { what, why, .. } = event.body {
                refused.push(format!("{what}: {why}"));
            }
        }
    }
    Played { stage, kinds, refused }
}

/// How often each was refused.
fn tally(refused: &[String]) -> BTreeMap<&str, usize> {
    let mut tally = BTreeMap::new();
    for why in refused {
        *tally.entry(why.as_str()).or_default() += 1;
    }
    tally
}

fn saved(stage: &Stage) -> u32 {
    crate::picture::truth(&stage.theatre, &stage.world).casualties.iter().map(|casualty| casualty.saved).sum()
}

#[test]
fn the_cards_alone_lead_to_a_rescue() {
    let played = play(example(), 30);
    assert!(saved(&played.stage) >= 20, "{} saved; {:#?}", saved(&played.stage), played.kinds);
    for kind in ["phase", "region", "call", "answer", "broadcast", "idle", "sitrep", "neighbours", "read", "land"] {
        assert!(played.kinds.contains(kind), "no card of the kind {kind:?}: {:#?}", played.kinds);
    }
    // What a card offers is taken.
    assert_eq!(tally(&played.refused), BTreeMap::new());
}

#[test]
fn the_cards_alone_bring_most_ashore_off_sunda() {
    let played = play(sunda(), 60);
    for kind in ["fetch", "failed", "offer", "waits", "awaited", "old", "no", "nobody"] {
        assert!(played.kinds.contains(kind), "no card of the kind {kind:?}: {:#?}", played.kinds);
    }
    assert!(saved(&played.stage) >= 150, "{} saved; {:#?}", saved(&played.stage), played.kinds);
    assert_eq!(tally(&played.refused), BTreeMap::new());
}

#[test]
fn with_the_telephone_dead_the_cards_alone_still_send_units_out_and_nothing_into_a_refusal() {
    let mut stage = Stage::untouched(4.0);
    for seat in [RCC_NORTH, RCC_SOUTH] {
        stage.goes_dead(seat, Channel::Phone);
    }
    let played = play_on(stage, 30);
    assert_eq!(tally(&played.refused), BTreeMap::new());
    for kind in ["phase", "region", "answer", "idle", "sitrep", "neighbours"] {
        assert!(played.kinds.contains(kind), "no card of the kind {kind:?}: {:#?}", played.kinds);
    }
    let picture = played.stage.picture(OPS_NORTH);
    assert!(!picture.requests.is_empty(), "operations were called out in writing");
    assert!(picture.log.iter().any(|line| line.text.starts_with("Rescue 11")), "and sent a unit: {:#?}", picture.log);
}

#[test]
fn a_card_says_by_what_it_goes_when_its_line_is_dead_and_why_nothing_goes() {
    let mut stage = Stage::untouched(4.0);
    let phase = Command::SetPhase { case: CASE, phase: Phase::Distress, reason: "taking water".to_owned() };
    let body = MessageBody::Text { case: None, text: "What have you heard?".to_owned() };
    let text = Command::Send { to: RCC_SOUTH, channel: Channel::Text, body };
    stage.go(&[(RCC_NORTH, text), (RCC_SOUTH, phase)], 90);
    let ask = "Ask RCC North to coordinate";
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_SOUTH)));
    assert!(desk.has(&format!("{ask} (Case 1")) && !desk.has(&format!("{ask}, by")));
    stage.goes_dead(RCC_SOUTH, Channel::Phone);
    stage.goes_dead(RCC_SOUTH, Channel::SafetyNet);
    desk.show(stage.view(Chair::Seat(RCC_SOUTH)));
    desk.click(&format!("{ask}, by fax or e-mail (Case 1"));
    let out = desk.out();
    assert!(
        matches!(&out[..], [Intent::Do(Command::Ask { channel: Channel::Text, .. }), Intent::Do(Command::Send { .. })]),
        "{out:?}"
    );
    stage.takes(RCC_SOUTH, &out);
    desk.click("Broadcast to shipping... (Shipping has not been told");
    assert_eq!(desk.out(), vec![], "no means is left for it");
    assert!(desk.has("Broadcast to shipping: SafetyNET is dead since"), "{:#?}", desk.words());
    desk.click("Call the vessel of Case 1");
    assert_eq!(desk.out(), vec![], "it cannot be called");
    assert!(desk.has("Only one of your units or a coast station on VHF could call it."));
    // In writing, too, whoever asks for words first is told by what they go.
    desk.click("Reply, by fax or e-mail...");
    assert!(desk.has("Words, by fax or e-mail"));
}

#[test]
fn a_master_who_sees_people_is_asked_to_tell_the_centre_whose_water_it_is() {
    let stage = Stage::played(sunda(), 14.0);
    let masters = SeatId(4);
    let mut view = stage.view(Chair::Seat(masters));
    let picture = view.picture.as_mut().expect("a seat has a picture");
    let (case, by) = (picture.cases[0].case, picture.srus[0].sru);
    picture.messages.retain(|message| !matches!(message.body, MessageBody::Sighting { .. }));
    picture.contacts = vec![ContactView {
        number: 0,
        case,
        what: Seen::CapsizedHull,
        position: Position::clamped(-7.2, 105.2),
        error_m: 500.0,
        persons: 30,
        first_seen: picture.tick,
        last_seen: picture.tick,
        by,
        cleared: false,
    }];
    let (theme, read) = (Theme::of(Palette::Day), BTreeSet::new());
    let picture = view.picture.as_ref().expect("a seat has a picture");
    let desk = DeskData { view: &view, briefing: &view.briefing, picture, theme: &theme, selected: None, read: &read };
    let card = cards(&desk).into_iter().find(|card| card.key.starts_with("report ")).expect("the card is there");
    let commands = pressed(&card).expect("it has something to send");
    assert!(matches!(&commands[..], [Command::Send { body: MessageBody::Sighting { persons: 30, .. }, .. }]));
    let intents: Vec<Intent> = commands.into_iter().map(Intent::Do).collect();
    stage.takes(masters, &intents);
}
