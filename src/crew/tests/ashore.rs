//! What a crew does about the people in a site's care: who is named to a consulate, who is heard, and by whose interpreter.

use super::afterwards::{file, runs_a_site};
use super::states::states;
use super::*;
use crate::base::ids::{LanguageId, NationalityId, PartyId};
use crate::sar::reception::{Staff, Stage};
use crate::scenario::{Nationality, Scenario, Stance};
use crate::sim::ashore::{self, FileId, Known};
use crate::sim::means::{Help, Wanted};

const DELTA: NationalityId = NationalityId(0);

fn orders(commands: &[Command]) -> impl Iterator<Item = &ashore::Command> {
    commands.iter().filter_map(|c| if let Command::Ashore(order) = c { Some(&**order) } else { None })
}

/// RCC South's site at an hour, with these people of Delta.
fn with(theatre: &Theatre, at: Tick, files: Vec<FileView>) -> Picture {
    let mut picture = runs_a_site(theatre);
    picture.tick = at;
    picture.reception[0].nationalities = vec![(DELTA, "Delta".to_owned())];
    picture.reception[0].files = files;
    picture
}

fn named(theatre: &Theatre, picture: &Picture) -> Vec<FileId> {
    let commands = decide(theatre, picture);
    let told = orders(&commands).find_map(|order| match order {
        ashore::Command::NotifyConsulate { nationality: DELTA, persons } => Some(persons.clone()),
        _ => None,
    });
    told.unwrap_or_default()
}

#[test]
fn a_consulate_is_told_of_those_who_need_no_protection_and_of_them_alone() {
    let delta = |fled: bool| {
        let mut scenario: Scenario = states(Stance::Cooperate).scenario;
        let north = Some(scenario.seats[NORTH.index()].party);
        scenario.reception.nationalities = vec![Nationality { name: "Delta".to_owned(), party: north }];
        scenario.craft[0].groups[0].circumstances.flees = north.filter(|_| fled);
        Theatre::new(scenario)
    };
    let (theatre, fled) = (delta(false), delta(true));
    let of = |protection| Known { nationality: Some(Some(DELTA)), protection, ..Known::default() };
    let without = |mut file: FileView, stage: Stage| {
        file.done[stage as usize] = None;
        file
    };
    // In need; asked twice and not in need; asked once; not asked; of no nationality.
    let files = || {
        vec![
            file(0, of(Some(true))),
            file(1, of(Some(false))),
            without(file(2, of(Some(false))), Stage::Interview),
            without(without(file(3, of(None)), Stage::Screening), Stage::Interview),
            file(4, Known { protection: Some(false), nationality: Some(None), ..Known::default() }),
        ]
    };
    let late = hours(70);
    assert_eq!(named(&theatre, &with(&theatre, hours(40), files())), [FileId(1)]);
    let told = named(&theatre, &with(&theatre, late, files()));
    assert_eq!(told, [FileId(1), FileId(2)], "the clock has nearly run out");
    // A state that people on these routes flee is told of nobody while anybody of it is in need of protection.
    assert_eq!(named(&fled, &with(&fled, late, files())), []);
    assert_eq!(named(&fled, &with(&fled, late, files().split_off(1))), [FileId(1), FileId(2)]);
}

#[test]
fn those_whose_interpreter_is_busy_keep_nobody_from_the_police_who_speaks_another_language() {
    let theatre = states(Stance::Cooperate);
    let speaks = |number: u32, language: u32| {
        let known = Known { language: Some(Some(LanguageId(language))), ..Known::default() };
        let mut file = file(number, known);
        file.done[Stage::Statement as usize] = None;
        file
    };
    let mut picture = with(&theatre, hours(60), (0..12).map(|n| speaks(n, u32::from(n >= 10))).collect());
    picture.reception[0].polices = true;
    let asked = |picture: &Picture| -> Vec<u32> {
        let commands = decide(&theatre, picture);
        let asked = orders(&commands).filter_map(|order| match order {
            ashore::Command::TakeStatement { person } => Some(person.0),
            _ => None,
        });
        asked.collect()
    };
    assert_eq!(asked(&picture), [0, 1, 2, 3, 10, 11]);
    for file in picture.reception[0].files.iter_mut().take(4) {
        file.statement_wanted = true;
    }
    assert_eq!(asked(&picture), [10, 11], "as many of the first language wait as an officer can hear");
}

#[test]
fn interpreters_are_asked_for_by_the_number_of_those_who_need_one() {
    let mut scenario: Scenario = states(Stance::Cooperate).scenario;
    scenario.means.task_force = Some(Vec::new());
    scenario.reception.languages = vec!["Hill".to_owned(), "Delta".to_owned()];
    let mut iom = scenario.seats[NORTH.index()].clone();
    (iom.id, iom.role, iom.party) = ("iom".into(), Role::Iom, PartyId(2));
    scenario.seats.push(iom);
    let iom = SeatId::new(scenario.seats.len() - 1);
    let theatre = Theatre::new(scenario);
    let wanted = |people: u32, there: u32| -> Vec<(SeatId, u32)> {
        let known = || Known { language: Some(Some(LanguageId(1))), ..Known::default() };
        let mut picture = with(&theatre, hours(60), (0..people).map(|n| file(n, known())).collect());
        picture.cases.push(case(hours(2)));
        picture.reception[0].interpreters = vec![("Delta".to_owned(), there)];
        picture.reception[0].staff = [50; Staff::ALL.len()];
        let asked = decide(&theatre, &picture).into_iter().filter_map(|c| match c {
            Command::Ask {
                to,
                what: Ask::Means(Wanted::Staff { help: Help::Interpreters(LanguageId(1)), number, .. }),
                ..
            } => Some((to, number)),
            _ => None,
        });
        asked.collect()
    };
    assert_eq!(wanted(40, 1), []);
    assert_eq!(wanted(40, 0), [(iom, 2)]);
    assert_eq!(wanted(260, 2), [(iom, 4)], "one for fifty, so that nobody waits for weeks");
    assert_eq!(wanted(260, 6), []);
}
