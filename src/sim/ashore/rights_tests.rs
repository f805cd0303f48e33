//! The part ashore by hand, as far as it is about people's rights: who may order what, what is on record of it, and
//! what the police can still prove.

use super::tests::{BOAT, CIGADING, DELTA, HAVEN, HILLS, IMMIGRATION, MERAK, POLICE, RCC, Shore, clause};
use super::*;
use crate::base::Span;
use crate::base::ids::SeatId;
use crate::sar::reception::{Staff, Stage};
use crate::scenario;

#[test]
fn only_who_runs_a_site_orders_it_and_only_the_police_police() {
    let mut shore = Shore::new(1).landing(0..40).open();
    shore.play(Span::hours(3), &[]);
    let persons = shore.all();
    for seat in [RCC, POLICE, SeatId(1), SeatId(4)] {
        shore.order(seat, Command::Open { site: CIGADING });
        shore.order(seat, Command::Skip { persons: persons.clone(), stage: Stage::Screening });
    }
    for seat in [RCC, IMMIGRATION, SeatId(4)] {
        shore.order(seat, Command::Secure { case: BOAT, item: Evidence::Phones });
        shore.order(seat, Command::Charge { person: FileId(0), offence: Offence::Smuggled });
    }
    assert_eq!(shore.refused.len(), 4 * 2 + 3 * 2, "{:#?}", shore.refused);
    assert!(shore.refused.iter().any(|why| why.contains("ask Haven immigration")), "{:#?}", shore.refused);
    assert!(shore.refused.iter().any(|why| why.contains("ask Haven police")), "{:#?}", shore.refused);
    shore.order(POLICE, Command::Secure { case: BOAT, item: Evidence::Phones });
    assert_eq!(shore.refused.len(), 14);
}

#[test]
fn what_is_not_known_yet_cannot_be_acted_on_and_the_refusal_says_what_is_missing() {
    let mut shore = Shore::new(1).landing(0..80);
    let all = shore.all();
    let one = vec![all[0]];
    for command in [
        Command::Refer { persons: one.clone(), to: Referral::TraffickingProtection },
        Command::Refer { persons: one.clone(), to: Referral::ChildProtection },
        Command::NotifyConsulate { nationality: NationalityId(0), persons: one.clone() },
        Command::Decide { persons: one.clone(), outcome: Outcome::AssistedReturn { to: DELTA } },
        Command::Decide { persons: one.clone(), outcome: Outcome::ProtectionProcedure },
        Command::Decide { persons: one.clone(), outcome: Outcome::Return { to: HAVEN } },
        Command::Decide { persons: Vec::new(), outcome: Outcome::Resettlement },
        Command::Refer { persons: vec![FileId(4_000_000)], to: Referral::Unhcr },
        Command::Lend { from: MERAK, to: CIGADING, staff: Staff::Medical, number: 99 },
        Command::Open { site: SiteId(9) },
    ] {
        let before = shore.refused.len();
        shore.order(IMMIGRATION, command.clone());
        assert_eq!(shore.refused.len(), before + 1, "{command:?}");
    }
    // The police know only who is registered.
    shore.order(POLICE, Command::Charge { person: FileId(0), offence: Offence::Smuggled });
    assert!(shore.refused.last().is_some_and(|why| why.contains("not known")), "{:?}", shore.refused);
    assert!(shore.violations(Violation::SmuggledCharged).is_empty());
}

#[test]
fn returning_somebody_to_the_state_fled_from_is_recorded_and_to_another_is_not() {
    let mut shore = Shore::new(1).landing(0..80).open();
    shore.play(Span::hours(6), &[]);
    let families = shore.those(|_, truth| truth.flees == Some(HILLS));
    let workers = shore.those(|_, truth| truth.flees.is_none());
    assert_eq!((families.len(), workers.len()), (40, 40));
    shore.order(IMMIGRATION, Command::Decide { persons: workers, outcome: Outcome::Return { to: HILLS } });
    assert!(shore.violations(Violation::Refoulement).is_empty());
    let (some, rest) = families.split_at(8);
    shore.order(IMMIGRATION, Command::Decide { persons: some.to_vec(), outcome: Outcome::Return { to: DELTA } });
    assert!(shore.violations(Violation::Refoulement).is_empty());
    let elsewhere = shore.violations(Violation::Refoulement).len();
    shore.order(IMMIGRATION, Command::Decide { persons: rest.to_vec(), outcome: Outcome::Return { to: HILLS } });
    assert_eq!(shore.violations(Violation::Refoulement).len(), rest.len(), "{:?}", shore.refused);
    clause("J 10.C.f", "violations", elsewhere as f64, rest.len() as f64);
    assert!(shore.world.ashore.is_settled(), "everybody has left");
}

#[test]
fn telling_the_consulate_of_the_state_fled_from_is_disclosure() {
    let mut shore = Shore::new(1).landing(0..80).open();
    shore.play(Span::hours(6), &[]);
    let families = shore.those(|_, truth| truth.flees.is_some());
    let workers = shore.those(|_, truth| truth.flees.is_none());
    let of = |shore: &Shore, id: FileId| shore.files()[id.index()].known.nationality.flatten().expect("registered");
    let (hills, delta) = (of(&shore, families[0]), of(&shore, workers[0]));
    shore.order(IMMIGRATION, Command::NotifyConsulate { nationality: delta, persons: workers });
    assert!(shore.violations(Violation::Disclosure).is_empty());
    let told_rightly = shore.violations(Violation::Disclosure).len();
    shore.order(IMMIGRATION, Command::NotifyConsulate { nationality: hills, persons: families.clone() });
    assert_eq!(shore.violations(Violation::Disclosure).len(), families.len());
    clause("J 10.C.g", "violations", told_rightly as f64, families.len() as f64);
    // The seat is not told by its ledger what the truth makes of it.
    let json = serde_json::to_string(shore.world.ledgers[IMMIGRATION.index()].entries()).unwrap();
    assert!(!json.contains("Disclosure") && !json.contains("Violated"));
}

#[test]
fn detaining_children_and_parting_families_are_recorded() {
    let mut shore = Shore::new(1).landing(0..80).open();
    shore.play(Span::hours(6), &[]);
    let grown = shore.those(|file, _| file.known.age_years.is_some_and(|age| age >= ADULT_YEARS));
    let in_family = |shore: &Shore, id: FileId| !shore.files()[id.index()].known.family.is_empty();
    let single: Vec<FileId> = grown.iter().copied().filter(|id| !in_family(&shore, *id)).collect();
    let apart = Families::Apart;
    shore.order(IMMIGRATION, Command::House { persons: single, how: Placement::Detention, families: apart });
    assert!(shore.violations(Violation::FamilySeparated).is_empty());
    assert!(shore.violations(Violation::ChildDetained).is_empty());
    let parent = grown.iter().copied().find(|id| in_family(&shore, *id)).expect("a family with a grown-up");
    shore.order(IMMIGRATION, Command::House { persons: vec![parent], how: Placement::Detention, families: apart });
    assert_eq!(shore.violations(Violation::FamilySeparated), [shore.files()[parent.index()].person]);
    let children = shore.those(|file, _| file.known.is_child());
    let number = children.len();
    assert!(number > 0);
    let whole = Families::Together;
    shore.order(IMMIGRATION, Command::House { persons: children, how: Placement::Detention, families: whole });
    assert_eq!(shore.violations(Violation::ChildDetained).len(), number);
}

#[test]
fn families_move_together_unless_they_are_told_apart() {
    let mut shore = Shore::new(1).landing(0..80).open();
    shore.play(Span::hours(6), &[]);
    let member = shore.those(|file, _| file.known.family.len() >= 2)[0];
    let family = shore.files()[member.index()].known.family.clone();
    let go = |families| Command::Transfer { persons: vec![member], to: CIGADING, families };
    shore.order(IMMIGRATION, go(Families::Together));
    assert!(shore.violations(Violation::FamilySeparated).is_empty(), "{:?}", shore.refused);
    for other in family.iter().chain([&member]) {
        assert_eq!(shore.files()[other.index()].site, CIGADING);
    }
    shore.play(Span::hours(3), &[]);
    assert!(shore.files()[member.index()].stay == Stay::AtSite);
    let back = Command::Transfer { persons: vec![member], to: MERAK, families: Families::Apart };
    shore.order(IMMIGRATION, back);
    assert_eq!(shore.violations(Violation::FamilySeparated).len(), 1);
    // And a condition may ask for it.
    assert!(shore.world.frame.wrongs.contains_key(&scenario::Wrong::FamilySeparated));
    assert_eq!(shore.world.frame.wrongs.len(), 1);
}

#[test]
fn evidence_decays_until_it_is_secured_and_statements_identify_organisers() {
    let condition = |after_h: i64| {
        let mut shore = Shore::new(1).landing(0..80);
        shore.play(Span::hours(after_h), &[]);
        shore.order(POLICE, Command::Secure { case: BOAT, item: Evidence::Ledger });
        shore.events.iter().find_map(|event| match event {
            Event::EvidenceSecured { condition, .. } => Some(*condition),
            _ => None,
        })
    };
    let (soon, late) = (condition(1).expect("secured"), condition(30).expect("secured"));
    assert!(soon > 0.9 && late < 0.4, "{soon} {late}");
    clause("J 10.D, KL 4", "condition of the ledger", soon, late);

    let mut shore = Shore::new(1).landing(0..80).open();
    shore.play(Span::hours(3), &[]);
    assert_eq!(shore.those(|file, truth| truth.organiser && file.known.organiser).len(), 0);
    for item in Evidence::ALL {
        shore.order(POLICE, Command::Secure { case: BOAT, item });
    }
    let witnesses = shore.those(|_, truth| truth.witness);
    assert!(witnesses.len() > 5);
    for person in &witnesses {
        shore.order(POLICE, Command::TakeStatement { person: *person });
    }
    shore.play(Span::hours(24), &[]);
    assert_eq!(shore.those(|_, truth| truth.organiser).len(), 3);
    assert_eq!(shore.those(|file, truth| truth.organiser && file.known.organiser).len(), 3);
    assert_eq!(shore.those(|file, truth| !truth.organiser && file.known.organiser).len(), 0);
    // Who organised may be charged with it; nobody smuggled may be charged with having been.
    let organiser = shore.those(|_, truth| truth.organiser)[0];
    shore.order(POLICE, Command::Charge { person: organiser, offence: Offence::Organising });
    assert!(shore.violations(Violation::SmuggledCharged).is_empty());
    let worker = shore.those(|_, truth| !truth.organiser)[0];
    shore.order(POLICE, Command::Charge { person: worker, offence: Offence::Smuggled });
    assert_eq!(shore.violations(Violation::SmuggledCharged).len(), 1);
}

#[test]
fn charging_the_smuggled_costs_witnesses() {
    let lost = |charge: bool| {
        let mut shore = Shore::new(1).landing(0..80).open();
        shore.play(Span::hours(4), &[]);
        if charge {
            for person in shore.those(|_, truth| !truth.organiser && !truth.witness).into_iter().take(4) {
                shore.order(POLICE, Command::Charge { person, offence: Offence::Smuggled });
            }
        }
        shore.play(Span::hours(72), &[]);
        shore.files().iter().filter(|file| file.witness_lost).count()
    };
    let (trusted, charged) = (lost(false), lost(true));
    assert!(charged > trusted, "{charged} and {trusted}");
    clause("J 10.C.c", "witnesses lost", trusted as f64, charged as f64);
}

#[test]
fn a_protected_witness_is_not_lost() {
    let lost = |protect: bool| {
        let mut shore = Shore::new(1).landing(0..80).open();
        shore.play(Span::hours(48), &[]);
        let heard = |file: &File, truth: &Background| truth.witness && file.known.witness == Some(true);
        let witnesses = shore.those(|file, truth| heard(file, truth) && !file.witness_lost);
        assert!(!witnesses.is_empty(), "interviews bring some out");
        for person in witnesses.iter().filter(|_| protect) {
            shore.order(POLICE, Command::Protect { person: *person });
        }
        shore.play(Span::hours(120), &[]);
        witnesses.into_iter().filter(|id| shore.files()[id.index()].witness_lost).count()
    };
    let (protected, left) = (lost(true), lost(false));
    assert_eq!(protected, 0);
    clause("J 10.C.d", "witnesses lost", protected as f64, left as f64);
}
