//! Legal assistance by hand: one boat comes ashore in two states, and what the police of each ask and share.

use super::super::{Answer, Ask, Command as Order, Terms};
use super::tests::*;
use super::*;
use crate::base::Span;
use crate::base::ids::{CraftId, RequestId, SeatId, SruId};
use crate::scenario::{Channel, Role, Seat};
use crate::sim::{self, Activity, Stamped, Whereabouts};

/// Police and immigration of Delta.
const POLICE_DELTA: SeatId = SeatId(5);
const IMMIGRATION_DELTA: SeatId = SeatId(6);

/// The boat's people landed: the first sixty at Merak, the others at Delta's cove. Both states take statements.
fn landed() -> Shore {
    let mut scenario = fixture();
    let like = |of: SeatId, id: &str, role: Role| Seat {
        id: id.to_owned(),
        name: id.to_owned(),
        party: DELTA,
        role,
        ..scenario.seats[of.index()].clone()
    };
    let seats = [like(POLICE, "police-delta", Role::Police), like(IMMIGRATION, "imm-delta", Role::Immigration)];
    scenario.seats.extend(seats);
    let cove = PlaceId(2);
    let site = scenario.reception.sites[0].clone();
    scenario.reception.sites.push(crate::scenario::Site {
        place: cove,
        party: DELTA,
        run_by: IMMIGRATION_DELTA,
        ..site
    });
    let mut shore = Shore::of(scenario, 1).landing(0..60).open();
    for id in 60..80_usize {
        shore.world.people[id].whereabouts = Whereabouts::AboardSru(SruId(0));
    }
    shore.world.srus[0].activity = Activity::Landing { place: cove };
    shore.world.srus[0].position = shore.theatre.scenario.places[2].position;
    shore.play(Span::minutes(22), &[]);
    shore.order(IMMIGRATION_DELTA, Command::Open { site: SiteId(2) });
    shore.play(Span::hours(12), &[]);
    for item in Evidence::ALL {
        shore.order(POLICE, Command::Secure { case: BOAT, item });
    }
    let told = shore.those(|_, truth| truth.witness);
    for person in told {
        shore.order(POLICE, Command::TakeStatement { person });
    }
    shore.play(Span::hours(30), &[]);
    shore
}

/// One command; gives the requests it made, and the words of a refusal.
fn give(shore: &mut Shore, seat: SeatId, body: Order) -> Result<Vec<RequestId>, String> {
    let tick = shore.world.tick.next();
    let command = Stamped { tick, seat: Some(seat), seq: 0, body };
    let mut made = Vec::new();
    for event in sim::step(&shore.theatre, &mut shore.world, &[command]) {
        match event.body {
            sim::Event::CommandRejected { why, .. } => return Err(why.to_string()),
            sim::Event::RequestMade { request, .. } => made.push(request),
            _ => {}
        }
    }
    Ok(made)
}

fn ask(shore: &mut Shore, from: SeatId, to: SeatId, wanted: Assistance) -> Result<RequestId, String> {
    let what = Ask::Assist(wanted);
    let made = give(shore, from, Order::Ask { to, channel: Channel::Phone, case: BOAT, what, by: None })?;
    shore.play(Span::minutes(30), &[]);
    made.first().copied().ok_or_else(|| "no request was made".to_owned())
}

fn answer(shore: &mut Shore, seat: SeatId, request: RequestId, answer: Answer) -> Result<(), String> {
    give(shore, seat, Order::Answer { request, answer })?;
    shore.play(Span::minutes(30), &[]);
    Ok(())
}

fn record(shore: &Shore, party: PartyId) -> &CaseEvidence {
    shore.world.ashore.evidence.iter().find(|e| e.party == party && e.case == BOAT).expect("it came there")
}

fn shared_events(shore: &Shore) -> Vec<u32> {
    let number = |event: &Event| match event {
        Event::AssistanceShared { number, .. } => Some(*number),
        _ => None,
    };
    shore.events.iter().filter_map(number).collect()
}

#[test]
fn what_is_granted_comes_after_days_and_is_what_that_state_has() {
    let mut shore = landed();
    assert!(record(&shore, DELTA).shared.is_empty());
    let before = record(&shore, HAVEN).items;
    let request = ask(&mut shore, POLICE_DELTA, POLICE, Assistance::Evidence).unwrap();
    let again = ask(&mut shore, POLICE_DELTA, POLICE, Assistance::Evidence).unwrap_err();
    assert!(again.contains("open or granted"), "{again}");
    answer(&mut shore, POLICE, request, Answer::Accept).unwrap();
    assert!(ask(&mut shore, POLICE_DELTA, POLICE, Assistance::Evidence).is_err(), "and granted");
    shore.play(Span::hours(20), &[]);
    assert!(shared_events(&shore).is_empty(), "copies take a day at least");
    shore.play(Span::hours(56), &[]);
    let held = record(&shore, DELTA);
    let [shared] = &held.shared[..] else { panic!("{:?}", held.shared) };
    assert_eq!(shared.from, Some(HAVEN));
    let secured: Vec<(Evidence, f64)> =
        Evidence::ALL.into_iter().filter_map(|item| Some((item, before[item as usize].secured?.1))).collect();
    assert!(!secured.is_empty());
    assert_eq!(shared.items, secured);
    assert!(shared.more_statements > 0 && shared.statements == 0, "it is told of statements, and has none of them");
    assert_eq!(shared_events(&shore), [shared.number()]);
    // It weighs there as that state's own would.
    assert!(evidence::strength(&shore.world.ashore, &shore.world, held) > 0.3);
    assert_eq!(record(&shore, HAVEN).items, before, "nothing leaves who shares it");
    shore.play(Span::hours(24), &[]);
    assert_eq!(shared_events(&shore).len(), 1, "once");
}

#[test]
fn a_protected_witness_is_named_only_to_a_state_that_promises_protection() {
    let mut shore = landed();
    let heard = |file: &File| file.done[Stage::Statement as usize].is_some() && file.known.witness == Some(true);
    let witnesses = shore.those(|file, _| heard(file));
    assert!(witnesses.len() > 2, "{witnesses:?}");
    for person in &witnesses {
        shore.order(POLICE, Command::Protect { person: *person });
    }
    let request = ask(&mut shore, POLICE_DELTA, POLICE, Assistance::Statements).unwrap();
    let plain = answer(&mut shore, POLICE, request, Answer::Accept).unwrap_err();
    assert!(plain.contains("under protection"), "{plain}");
    let land = Terms { pledge: Some(3), ..Terms::default() };
    assert!(answer(&mut shore, POLICE, request, Answer::AcceptIf { terms: land }).is_err());
    let terms = Terms { protection: true, ..Terms::default() };
    answer(&mut shore, POLICE, request, Answer::AcceptIf { terms }).unwrap();
    shore.play(Span::hours(80), &[]);
    assert!(record(&shore, DELTA).shared.is_empty(), "terms not agreed to give nothing");
    give(&mut shore, POLICE_DELTA, Order::Agree { request }).unwrap();
    shore.play(Span::hours(80), &[]);
    let [shared] = &record(&shore, DELTA).shared[..] else { panic!("nothing came") };
    assert_eq!(shared.statements as usize, witnesses.len());
    assert!(shared.protection);
    // Whoever of Delta's twenty organised the voyage is known there now.
    let organisers = (60..80).filter(|id| shore.world.ashore.backgrounds[*id].organiser).count();
    let known = shore.world.ashore.files[DELTA.index()].iter().filter(|file| file.known.organiser).count();
    assert_eq!(known, organisers);
}

#[test]
fn a_statement_given_to_the_state_somebody_flees_from_is_disclosure() {
    let disclosed = |flees: Option<PartyId>| {
        let mut shore = landed();
        let witness = shore
            .those(|file, _| file.known.witness == Some(true) && file.done[Stage::Statement as usize].is_some())[0];
        let person = shore.files()[witness.index()].person;
        shore.world.ashore.backgrounds[person.index()].flees = flees;
        let request = ask(&mut shore, POLICE_DELTA, POLICE, Assistance::Statements).unwrap();
        answer(&mut shore, POLICE, request, Answer::Accept).unwrap();
        shore.play(Span::hours(80), &[]);
        (shore.violations(Violation::Disclosure), person)
    };
    let (told, person) = disclosed(Some(DELTA));
    assert_eq!(told, [person]);
    assert!(disclosed(None).0.is_empty());
}

#[test]
fn an_organiser_is_handed_over_by_a_state_whose_own_they_are_not_and_not_twice() {
    let mut shore = landed();
    let none = ask(&mut shore, POLICE_DELTA, POLICE, Assistance::Extradition).unwrap_err();
    assert!(none.contains("secure evidence"), "{none}");
    // Delta secures what is left of its own; then a court may ask.
    for item in Evidence::ALL {
        shore.order(POLICE_DELTA, Command::Secure { case: BOAT, item });
    }
    let organisers = shore.those(|file, _| file.known.organiser);
    assert!(!organisers.is_empty());
    let request = ask(&mut shore, POLICE_DELTA, POLICE, Assistance::Extradition).unwrap();
    answer(&mut shore, POLICE, request, Answer::Accept).unwrap();
    shore.play(Span::hours(80), &[]);
    for id in &organisers {
        let (to, due) = shore.files()[id.index()].known.extradition.expect("granted");
        assert_eq!(to, DELTA);
        assert!(due > shore.world.tick.after(Span::hours(24 * 180)));
    }
    let granted = shore.events.iter().filter(|e| matches!(e, Event::ExtraditionGranted { .. })).count();
    assert_eq!(granted, organisers.len());
    // Delta's own people it does not hand over itself.
    let known = shore.world.ashore.files[DELTA.index()].iter().filter(|file| file.known.organiser).count();
    let back = ask(&mut shore, POLICE, POLICE_DELTA, Assistance::Extradition).unwrap();
    let refusal = answer(&mut shore, POLICE_DELTA, back, Answer::Accept).unwrap_err();
    let why = if known > 0 { "your own state's" } else { "nothing of that" };
    assert!(refusal.contains(why), "{refusal}");
}

#[test]
fn nobody_but_police_asks_and_only_who_answers_for_a_state_is_asked() {
    let mut shore = landed();
    for (from, to, words) in [
        (POLICE, IMMIGRATION_DELTA, "ask police-delta"),
        (IMMIGRATION, POLICE_DELTA, "ask Haven police"),
        (RCC, POLICE_DELTA, "ask Haven police"),
        (POLICE, IMMIGRATION, "another than your own"),
    ] {
        let refusal = ask(&mut shore, from, to, Assistance::Evidence).unwrap_err();
        assert!(refusal.contains(words), "{refusal}");
    }
    // Delta has secured nothing: its police cannot say yes.
    let request = ask(&mut shore, POLICE, POLICE_DELTA, Assistance::Evidence).unwrap();
    let refusal = answer(&mut shore, POLICE_DELTA, request, Answer::Accept).unwrap_err();
    assert!(refusal.contains("nothing of that to share"), "{refusal}");
    answer(&mut shore, POLICE_DELTA, request, Answer::Refuse { reason: "not yet".to_owned() }).unwrap();
    assert!(ask(&mut shore, POLICE, POLICE_DELTA, Assistance::Evidence).is_ok(), "what was refused may be asked again");
    // A case of which nobody came ashore is none to ask about.
    let what = Ask::Assist(Assistance::Evidence);
    let unknown = Order::Ask { to: POLICE_DELTA, channel: Channel::Phone, case: CraftId(9), what, by: None };
    assert!(give(&mut shore, POLICE, unknown).is_err());
    // The question opened no case at sea for those who were asked.
    assert!(!shore.world.milestones.contains_key(&crate::scenario::Milestone::Alerted(POLICE_DELTA, BOAT)));
}
