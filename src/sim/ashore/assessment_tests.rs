//! Assessment by hand: who is heard when, where a finding holds, who is taken where, and that nobody is lost on the
//! way.

use proptest::prelude::*;

use super::tests::{DELTA, HAVEN, HILLS, IMMIGRATION, MERAK, Shore};
use super::*;
use crate::base::Span;
use crate::base::ids::{RequestId, SeatId};
use crate::scenario::{self, Scenario};
use crate::sim::means::{Grant, Wanted};
use crate::sim::{Ask, Fate};

const RCC_DELTA: SeatId = SeatId(4);
const COVE: SiteId = SiteId(2);

/// The fixture with a site in Delta, and a way of assessing.
fn with(assessment: &str) -> Scenario {
    let text = include_str!("fixture.ron").replacen(
        "    reception: [",
        &format!(
            "{assessment}
    fund: (name: \"Fund\", balance: 5000, manager: \"rcc-delta\"),
    reception: [",
        ),
        1,
    );
    let at = text.rfind("    ],\n)").expect("the list of sites is last");
    let cove =
        "        (place: \"cove\", party: \"delta\", staff: (reception: 4, medical: 2, registration: 4), beds: 90,
         water_l_per_day: 2000),\n";
    let text = format!("{}{cove}{}", &text[..at], &text[at..]);
    let (scenario, findings) = scenario::read(&text);
    assert!(findings.is_empty(), "{findings:#?}");
    scenario.expect("the fixture is sound")
}

const NATIONAL: &str = "    assessment: (kind: National, per_day: 24),";
const ONE_FORM: &str = "    assessment: (kind: Harmonised, members: [\"haven\", \"delta\"], per_day: 24),";
const REGIONAL: &str = "    assessment: (kind: Regional, members: [\"haven\", \"delta\"], per_day: 6, site: \"cove\",
     centre_per_day: 96, paid_by: Fund),";

impl Shore {
    /// People who have been landed at Merak, registered and screened.
    fn screened(how: &str, people: std::ops::Range<u32>) -> Self {
        let mut shore = Self::of(with(how), 5).landing(people).open();
        shore.play(Span::hours(12), &[]);
        shore
    }

    fn assess(&mut self, persons: Vec<FileId>) {
        self.order(IMMIGRATION, Command::Assess { persons });
    }

    /// Delta has agreed to receive so many, as if asked and heard of.
    fn admit(&mut self, number: u32) {
        self.world.means.grants.push(Grant {
            request: RequestId(9_000),
            from: RCC_DELTA,
            to: IMMIGRATION,
            case: super::tests::BOAT,
            what: Wanted::Admit { site: COVE, persons: number },
            number,
            settled_at: Some(self.world.tick),
            arrive_at: None,
            arrived_at: None,
        });
    }

    fn relocate(&mut self, persons: Vec<FileId>, families: Families) {
        self.order(IMMIGRATION, Command::Relocate { persons, to: COVE, families });
    }

    fn hearings(&self) -> Vec<(PersonId, Hearing)> {
        let of = |event: &Event| match event {
            Event::Assessed { person, hearing } => Some((*person, *hearing)),
            _ => None,
        };
        self.events.iter().filter_map(of).collect()
    }

    fn delta(&self) -> &[File] {
        &self.world.ashore.files[DELTA.index()]
    }
}

#[test]
fn where_the_scenario_says_nothing_there_is_no_office_to_ask() {
    let mut shore = Shore::new(1).landing(0..10).open();
    shore.play(Span::hours(3), &[]);
    shore.order(IMMIGRATION, Command::Assess { persons: shore.all() });
    assert!(shore.refused.last().is_some_and(|why| why.contains("is not known to you")), "{:?}", shore.refused);
    assert!(shore.world.ashore.assessment.offices.is_empty());
}

#[test]
fn an_office_hears_so_many_in_a_day_in_the_order_they_were_brought_before_it() {
    // Workers, who need no protection and are no children.
    let mut shore = Shore::screened(NATIONAL, 40..60);
    shore.assess(shore.all());
    assert_eq!(shore.refused, Vec::<String>::new());
    assert!(shore.files().iter().all(|file| file.known.assessment_asked.is_some()));
    shore.play(Span::hours(5), &[]);
    // One an hour.
    assert_eq!(shore.hearings().len(), 5);
    shore.play(Span::hours(17), &[]);
    let heard: Vec<PersonId> = shore.hearings().into_iter().map(|(person, _)| person).collect();
    let landed: Vec<PersonId> = shore.files().iter().map(|file| file.person).collect();
    assert_eq!(heard, landed);
    for (_, hearing) in shore.hearings() {
        assert_eq!(hearing.office, AssessmentOffice::State(HAVEN));
        assert!(!hearing.repeat && !hearing.in_need && hearing.fund_usd.is_none());
    }
    shore.assess(vec![FileId(0)]);
    assert!(shore.refused.last().is_some_and(|why| why.contains("has been assessed")), "{:?}", shore.refused);
}

#[test]
fn a_hearing_finds_nearly_every_need_screening_missed_and_none_there_is_not() {
    let mut shore = Shore::screened(NATIONAL, 0..80);
    let missed = |shore: &Shore| {
        let of = |file: &&File| {
            let truth = &shore.world.ashore.backgrounds[file.person.index()];
            truth.protection && file.known.protection != Some(true)
        };
        shore.files().iter().filter(of).count()
    };
    let before = missed(&shore);
    let grown = shore.those(|file, _| file.known.unaccompanied == Some(false));
    shore.assess(grown);
    shore.play(Span::hours(90), &[]);
    let unheard = shore.files().iter().filter(|file| file.known.assessed.is_none()).count();
    assert!(before > 2 && missed(&shore) <= unheard + 2, "{before} missed before, {} after", missed(&shore));
    for file in shore.files() {
        let truth = &shore.world.ashore.backgrounds[file.person.index()];
        assert!(truth.protection || file.known.protection != Some(true));
    }
}

#[test]
fn a_child_alone_is_heard_only_after_its_own_assessment() {
    let mut shore = Shore::screened(NATIONAL, 0..40);
    shore.world.ashore.files[HAVEN.index()][0].done[Stage::BestInterests as usize] = None;
    shore.world.ashore.files[HAVEN.index()][0].known.unaccompanied = Some(true);
    shore.assess(vec![FileId(0)]);
    assert!(shore.refused.last().is_some_and(|why| why.contains("best-interests")), "{:?}", shore.refused);
}

#[test]
fn assisted_return_waits_for_the_assessment_and_what_is_assessed_needs_no_procedure() {
    let mut shore = Shore::screened(NATIONAL, 0..8);
    shore.play(Span::hours(30), &[]);
    let persons = vec![FileId(0)];
    let file = &mut shore.world.ashore.files[HAVEN.index()][0];
    (file.known.protection, file.known.unaccompanied) = (Some(false), Some(false));
    file.known.consulate = Some((file.known.nationality.flatten().expect("registered"), Tick(1)));
    let back = Command::Decide { persons: persons.clone(), outcome: Outcome::AssistedReturn { to: HILLS } };
    shore.order(IMMIGRATION, back);
    assert!(shore.refused.last().is_some_and(|why| why.contains("has not been assessed")), "{:?}", shore.refused);
    shore.world.ashore.files[HAVEN.index()][0].known.protection = Some(true);
    shore.assess(persons.clone());
    shore.play(Span::hours(3), &[]);
    shore.order(IMMIGRATION, Command::Decide { persons, outcome: Outcome::ProtectionProcedure });
    let (_, at, due) = shore.files()[0].known.outcome.expect("decided");
    assert_eq!(at, due, "{:?}", shore.refused);
}

#[test]
fn without_one_form_people_taken_to_another_state_are_asked_and_heard_again_and_with_it_they_are_not() {
    for (how, one_form) in [(NATIONAL, false), (ONE_FORM, true)] {
        let mut shore = Shore::screened(how, 40..46);
        shore.assess(shore.all());
        shore.play(Span::hours(8), &[]);
        assert_eq!(shore.hearings().len(), 6);
        shore.admit(6);
        shore.relocate(shore.all(), Families::Apart);
        assert_eq!(shore.refused, Vec::<String>::new());
        assert!(shore.files().iter().all(|file| file.stay == Stay::Relocated));
        assert_eq!(shore.delta().len(), 6);
        let known = |file: &File| file.known.assessed.is_some() && file.done[Stage::Registration as usize].is_some();
        assert_eq!(shore.delta().iter().all(known), one_form);
        assert_eq!(shore.delta().iter().any(known), one_form);
        shore.order(RCC_DELTA, Command::Open { site: COVE });
        shore.play(Span::hours(60), &[]);
        assert!(shore.delta().iter().all(|file| file.stay == Stay::AtSite && file.is_past(Stage::Registration)));
        let all = (0..6).map(FileId).collect();
        shore.order(RCC_DELTA, Command::Assess { persons: all });
        shore.play(Span::hours(10), &[]);
        let again = shore.hearings().iter().filter(|(_, hearing)| hearing.repeat).count();
        assert_eq!(again, if one_form { 0 } else { 6 }, "{:?}", shore.refused);
        assert_eq!(shore.refused.is_empty(), !one_form);
    }
}

#[test]
fn nobody_is_taken_where_nobody_agreed_to_receive_them_nor_more_than_agreed() {
    let mut shore = Shore::screened(ONE_FORM, 40..46);
    shore.relocate(vec![FileId(0)], Families::Apart);
    assert!(shore.refused.last().is_some_and(|why| why.contains("agreed to receive 0 more")), "{:?}", shore.refused);
    shore.admit(4);
    shore.relocate(shore.all(), Families::Apart);
    assert!(shore.refused.last().is_some_and(|why| why.contains("agreed to receive 4 more")), "{:?}", shore.refused);
    assert!(shore.delta().is_empty());
    shore.relocate((0..3).map(FileId).collect(), Families::Apart);
    shore.relocate((3..5).map(FileId).collect(), Families::Apart);
    assert!(shore.refused.last().is_some_and(|why| why.contains("agreed to receive 1 more")), "{:?}", shore.refused);
    shore.relocate(vec![FileId(3)], Families::Apart);
    assert_eq!((shore.delta().len(), shore.refused.len()), (4, 3));
    let order = Command::Relocate { persons: vec![FileId(4)], to: MERAK, families: Families::Apart };
    shore.order(IMMIGRATION, order);
    assert!(shore.refused.last().is_some_and(|why| why.contains("as one of another state")));
    shore.order(IMMIGRATION, Command::Decide { persons: vec![FileId(3)], outcome: Outcome::ProtectionProcedure });
    assert!(shore.refused.last().is_some_and(|why| why.contains("in the care of another state")));
}

#[test]
fn taking_somebody_to_the_state_fled_from_is_refoulement_and_parting_families_is_noted() {
    let mut scenario = with(ONE_FORM);
    scenario.craft[0].groups[0].circumstances.flees = Some(DELTA);
    let mut shore = Shore::of(scenario, 5).landing(0..20).open();
    shore.play(Span::hours(12), &[]);
    shore.admit(20);
    shore.relocate((0..2).map(FileId).collect(), Families::Apart);
    assert_eq!(shore.violations(Violation::Refoulement).len(), 2);
    let with_kin = shore.files()[..2].iter().any(|file| !file.known.family.is_empty());
    assert_eq!(with_kin, !shore.violations(Violation::FamilySeparated).is_empty());
}

#[test]
fn the_fund_pays_for_a_centre_while_it_can_and_nothing_of_it_is_lost() {
    let mut shore = Shore::screened(REGIONAL, 40..60);
    shore.admit(20);
    shore.relocate(shore.all(), Families::Apart);
    shore.order(RCC_DELTA, Command::Open { site: COVE });
    shore.play(Span::hours(48), &[]);
    shore.order(RCC_DELTA, Command::Assess { persons: (0..20).map(FileId).collect() });
    shore.play(Span::hours(8), &[]);
    let heard = shore.hearings();
    assert_eq!(heard.len(), 20, "{:?}", shore.refused);
    assert!(heard.iter().all(|(_, hearing)| hearing.office == AssessmentOffice::Centre));
    // 5,000 are enough for twelve.
    let paid = heard.iter().filter(|(_, hearing)| hearing.fund_usd.is_some()).count();
    assert_eq!((paid, shore.world.means.balance_usd), (12, 200));
    shore.world.check_invariants(&shore.theatre);
}

#[test]
fn whoever_decides_about_reception_is_asked_and_nobody_else() {
    let mut shore = Shore::screened(ONE_FORM, 40..42);
    for seat in shore.theatre.seats() {
        let heard = crate::scenario::Milestone::Alerted(seat, super::tests::BOAT);
        shore.world.milestones.insert(heard, Tick(1));
    }
    let mut ask = |to: SeatId, site: SiteId, persons: u32| {
        let what = Ask::Means(Wanted::Admit { site, persons });
        let channel = crate::scenario::Channel::Phone;
        let body = crate::sim::Command::Ask { to, channel, case: super::tests::BOAT, what, by: None };
        let tick = shore.world.tick.next();
        let command = crate::sim::Stamped { tick, seat: Some(IMMIGRATION), seq: 0, body };
        crate::sim::step(&shore.theatre, &mut shore.world, &[command]).into_iter().find_map(|event| match event.body {
            crate::sim::Event::CommandRejected { why, .. } => Some(why.to_string()),
            _ => None,
        })
    };
    assert_eq!(ask(RCC_DELTA, COVE, 5), None);
    assert!(ask(RCC_DELTA, MERAK, 5).is_some_and(|why| why.contains("as one of another state")));
    assert!(ask(RCC_DELTA, COVE, 0).is_some());
    assert!(ask(super::tests::RCC, COVE, 5).is_some_and(|why| why.contains("RCC Delta does")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn whatever_is_ordered_everybody_has_one_open_file_and_nobody_is_heard_twice_on_one_form(
        orders in prop::collection::vec((0_u8..5, 0_u32..12, 1_u32..5), 1..12),
        seed in 0_u64..50,
    ) {
        let mut shore = Shore::of(with(REGIONAL), seed).landing(30..42).open();
        shore.order(RCC_DELTA, Command::Open { site: COVE });
        shore.play(Span::hours(6), &[]);
        shore.admit(6);
        for (what, first, number) in orders {
            let persons: Vec<FileId> = (first..first + number).map(FileId).collect();
            let families = if number % 2 == 0 { Families::Together } else { Families::Apart };
            match what {
                0 => shore.assess(persons),
                1 => shore.relocate(persons, families),
                2 => shore.order(RCC_DELTA, Command::Assess { persons }),
                3 => {
                    let to = if first % 2 == 0 { SiteId(1) } else { MERAK };
                    shore.order(IMMIGRATION, Command::Transfer { persons, to, families });
                }
                _ => shore.order(RCC_DELTA, Command::Relocate { persons, to: MERAK, families }),
            }
            shore.play(Span::hours(7), &[]);
            shore.world.check_invariants(&shore.theatre);
        }
        prop_assert!(shore.delta().len() <= 6);
        let living = shore.world.people[30..42].iter().filter(|person| person.fate == Fate::Living).count();
        let here = shore.world.ashore.files.iter().flatten().filter(|file| file.is_here()).count();
        prop_assert_eq!(living, here);
        prop_assert!(shore.hearings().iter().all(|(_, hearing)| !hearing.repeat));
    }
}
