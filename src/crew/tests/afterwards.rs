//! What crews say to the press, and whom a state refers for resettlement when places are promised.

use super::states::{MINISTRY, states};
use super::*;
use crate::base::ids::SiteId;
use crate::sar::reception::{Staff, Stage};
use crate::scenario::{Scenario, Stance};
use crate::sim::ashore::{self, FileId, Known, Outcome, Referral, Stay};
use crate::sim::press::{Published, Tone, Voice};

/// What a seat says to the press a day after an item about its state, or about all, came out.
fn says(theatre: &Theatre, seat: SeatId, on: Option<crate::base::ids::PartyId>) -> Option<(Tone, bool)> {
    let mut picture = desk(theatre, seat, hours(30));
    let by = Voice::Outlet("a paper".to_owned());
    let text = "People wait at sea".to_owned();
    picture.press.push(Published {
        at: hours(6),
        by,
        text,
        about: Some(CASE),
        on,
        pressure: 0.3,
        blame: 0.0,
        concerned: Vec::new(),
    });
    let commands = decide(theatre, &picture);
    let said = commands.iter().find_map(|c| match c {
        Command::Statement(said) => Some((said.tone, said.of.is_some())),
        _ => None,
    })?;
    // Having spoken, it does not say it again.
    let by = Voice::Seat(seat, said.0);
    let text = String::new();
    picture.press.push(Published {
        at: hours(29),
        by,
        text,
        about: None,
        on: None,
        pressure: 0.0,
        blame: 0.0,
        concerned: Vec::new(),
    });
    assert!(!decide(theatre, &picture).iter().any(|c| matches!(c, Command::Statement(_))));
    Some(said)
}

#[test]
fn a_ministry_answers_what_is_written_of_its_state_as_it_is_minded_and_organisations_call() {
    let willing = states(Stance::Cooperate);
    let own = Some(willing.seat(MINISTRY).party);
    assert_eq!(says(&willing, MINISTRY, own), Some((Tone::Calls, false)));
    assert_eq!(says(&willing, MINISTRY, None), None, "that is about nobody in particular");
    assert_eq!(says(&willing, MINISTRY, Some(willing.seat(NORTH).party)), None, "and that about somebody else");
    for stance in [Stance::Delay, Stance::PushBack] {
        let theatre = states(stance);
        assert_eq!(says(&theatre, MINISTRY, Some(theatre.seat(MINISTRY).party)), Some((Tone::Reassures, true)));
    }
    let mut scenario: Scenario = states(Stance::Cooperate).scenario;
    let mut iom = scenario.seats[NORTH.index()].clone();
    (iom.id, iom.role) = ("iom".into(), Role::Iom);
    scenario.seats.push(iom);
    let seat = SeatId::new(scenario.seats.len() - 1);
    let theatre = Theatre::new(scenario);
    assert_eq!(says(&theatre, seat, own), Some((Tone::Calls, true)));
    assert_eq!(says(&theatre, OPERATIONS, own), None, "operations do not speak to the press");
}

pub(super) fn file(number: u32, known: Known) -> FileView {
    FileView {
        file: FileId(number),
        landed_at: hours(2),
        stay: Stay::AtSite,
        in_hand: None,
        done: [Some(hours(3)); Stage::ALL.len()],
        skipped: [false; Stage::ALL.len()],
        statement_wanted: false,
        known,
    }
}

/// RCC South runs a site with five people: four in need of protection, of whom one is a child alone and one is not yet
/// known to UNHCR; and one who is not.
pub(super) fn runs_a_site(theatre: &Theatre) -> Picture {
    let mut picture = desk(theatre, SOUTH, hours(60));
    let in_need = Known {
        protection: Some(true),
        placement: Some(ashore::Placement::Shelter),
        referred: vec![(Referral::Unhcr, hours(20))],
        outcome: Some((Outcome::ProtectionProcedure, hours(20), hours(4_000))),
        ..Known::default()
    };
    let alone = Known { unaccompanied: Some(true), age_years: Some(12), ..in_need.clone() };
    let unknown = Known { referred: Vec::new(), ..in_need.clone() };
    let other = Known { protection: Some(false), ..in_need.clone() };
    let files = [in_need.clone(), in_need, unknown, other, alone];
    picture.reception.push(SiteView {
        site: SiteId(0),
        place: PlaceId(1),
        runs: true,
        polices: false,
        opens_at: Some(hours(1)),
        open: true,
        beds: 10,
        beds_taken: 5,
        languages: Vec::new(),
        assessment: None,
        water_l_per_day: 500.0,
        ambulances: 0,
        ambulances_free: 0,
        staff: [1; Staff::ALL.len()],
        coming: Vec::new(),
        interpreters: Vec::new(),
        nationalities: Vec::new(),
        present: 5,
        without_bed: 0,
        without_water: 0,
        meals: None,
        without_food: 0,
        stages: Vec::new(),
        files: (0..).zip(files).map(|(number, known)| file(number, known)).collect(),
        deadlines: Vec::new(),
        evidence: Vec::new(),
        order: Stage::ALL.to_vec(),
    });
    picture
}

fn resettled(commands: &[Command]) -> Vec<FileId> {
    let of = |c: &Command| match c {
        Command::Ashore(order) => match &**order {
            ashore::Command::Decide { persons, outcome: Outcome::Resettlement } => Some(persons.clone()),
            _ => None,
        },
        _ => None,
    };
    commands.iter().find_map(of).unwrap_or_default()
}

#[test]
fn as_many_are_referred_for_resettlement_as_places_are_promised_children_alone_first() {
    let theatre = states(Stance::Cooperate);
    let mut picture = runs_a_site(&theatre);
    assert_eq!(resettled(&decide(&theatre, &picture)), Vec::new(), "nobody has promised anything");
    let text = |n: u32| MessageBody::Text { case: None, text: format!("Places for resettlement promised to us: {n}.") };
    picture.messages.push(message(hours(50), Way::From(Source::Seat(NORTH)), text(9)));
    assert_eq!(resettled(&decide(&theatre, &picture)), Vec::new(), "that is another state's");
    picture.messages.push(message(hours(50), Way::From(Source::Seat(MINISTRY)), text(2)));
    assert_eq!(resettled(&decide(&theatre, &picture)), vec![FileId(4), FileId(0)]);
    picture.messages.push(message(hours(55), Way::From(Source::Seat(MINISTRY)), text(9)));
    picture.reception[0].files[4].known.outcome = Some((Outcome::Resettlement, hours(51), hours(9_000)));
    assert_eq!(
        resettled(&decide(&theatre, &picture)),
        vec![FileId(0), FileId(1)],
        "all whom it suits, and nobody twice"
    );
}

#[test]
fn a_ministry_tells_who_runs_its_sites_of_places_it_was_given() {
    let mut scenario: Scenario = states(Stance::Cooperate).scenario;
    let party = scenario.seats[SOUTH.index()].party;
    scenario.reception.sites.push(crate::scenario::Site {
        place: PlaceId(1),
        party,
        run_by: SOUTH,
        berths: 1,
        notice: Span::hours(1),
        staff: [1; Staff::ALL.len()],
        interpreters: Vec::new(),
        beds: 10,
        water_l_per_day: 100.0,
        ambulances: 0,
        hospital: Span::hours(1),
        meals: None,
    });
    let theatre = Theatre::new(scenario);
    let mut picture = desk(&theatre, MINISTRY, hours(40));
    picture.cases.push(case(hours(2)));
    let wanted = Ask::Means(crate::sim::means::Wanted::Resettle { persons: 20 });
    picture.requests.push(request(3, NORTH, false, hours(20), wanted, Some(Answer::Accept)));
    let tells = |picture: &Picture| {
        decide(&theatre, picture).into_iter().find_map(|c| match c {
            Command::Send { to: SOUTH, body, .. } => Some(body),
            _ => None,
        })
    };
    assert_eq!(tells(&picture), None);
    picture.means.given.push((RequestId(3), 12));
    let Some(MessageBody::Text { text, .. }) = tells(&picture) else { panic!("it tells") };
    assert!(text.contains("12"), "{text}");
    picture.messages.push(message(hours(40), Way::To(SOUTH), MessageBody::Text { case: None, text }));
    assert_eq!(tells(&picture), None, "once");
    picture.means.given.push((RequestId(3), 20));
    assert!(tells(&picture).is_some(), "there are more now");
}

#[test]
fn whoever_was_sent_to_beds_that_are_not_there_goes_to_hosts_the_last_landed_first() {
    let theatre = states(Stance::Cooperate);
    let mut picture = runs_a_site(&theatre);
    let hosts = |picture: &Picture| -> Vec<FileId> {
        let of = |c: &Command| match c {
            Command::Ashore(order) => match &**order {
                ashore::Command::House { persons, how: ashore::Placement::Alternative, families } => {
                    assert_eq!(*families, ashore::Families::Together);
                    Some(persons.clone())
                }
                _ => None,
            },
            _ => None,
        };
        decide(&theatre, picture).iter().find_map(of).unwrap_or_default()
    };
    picture.reception[0].beds = 3;
    assert_eq!(hosts(&picture), Vec::new(), "all five have their place");
    for number in [1, 2, 4] {
        picture.reception[0].files[number].done[Stage::Shelter as usize] = None;
    }
    assert_eq!(hosts(&picture), vec![FileId(4), FileId(2)], "two more than there are beds");
}
