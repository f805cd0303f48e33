//! The part ashore by hand: people landed from a ship, orders given, minutes played, and who was seen to when. What may
//! be ordered about people, and what is on record of it, is in `rights_tests`.

use crate::base::ids::{CraftId, PartyId, PersonId, PlaceId, SeatId, SiteId, SruId};
use crate::base::time::{TICKS_PER_HOUR, TICKS_PER_MINUTE};
use crate::base::{Span, Tick};
use crate::sar::reception::{Staff, Stage, Triage};
use crate::scenario::{self, Scenario};

use super::super::{Activity, Command as Order, Event as Told, Fate, Stamped, Theatre, Whereabouts, World, step};
use super::*;

pub(super) const IMMIGRATION: SeatId = SeatId(2);
pub(super) const POLICE: SeatId = SeatId(3);
pub(super) const RCC: SeatId = SeatId(0);
pub(super) const HAVEN: PartyId = PartyId(0);
pub(super) const DELTA: PartyId = PartyId(1);
pub(super) const HILLS: PartyId = PartyId(2);
pub(super) const MERAK: SiteId = SiteId(0);
pub(super) const CIGADING: SiteId = SiteId(1);
pub(super) const BOAT: CraftId = CraftId(0);

/// Two counts of one thing, done and left undone, held against each other for a clause of the declarations: they must
/// differ. What the page of clauses may name a test for (`tests/it/clauses.rs`).
pub(super) fn clause(code: &str, what: &str, done: f64, undone: f64) {
    assert!(done != undone, "{code}: {what} is {done} whether it is done or left undone");
}

pub(super) fn fixture() -> Scenario {
    let (scenario, findings) = scenario::read(include_str!("fixture.ron"));
    assert!(findings.is_empty(), "{findings:#?}");
    scenario.expect("the fixture is sound")
}

/// A world in hand.
pub(super) struct Shore {
    pub(super) theatre: Theatre,
    pub(super) world: World,
    pub(super) events: Vec<Event>,
    pub(super) refused: Vec<String>,
}

impl Shore {
    pub(super) fn new(seed: u64) -> Self {
        Self::of(fixture(), seed)
    }

    pub(super) fn of(scenario: Scenario, seed: u64) -> Self {
        let theatre = Theatre::new(scenario);
        let world = World::new(&theatre, seed);
        Self { theatre, world, events: Vec::new(), refused: Vec::new() }
    }

    /// People by index are aboard the rescuer, which lies at Merak and puts them ashore.
    pub(super) fn landing(mut self, people: std::ops::Range<u32>) -> Self {
        let place = PlaceId(0);
        for id in people {
            self.world.people[id as usize].whereabouts = Whereabouts::AboardSru(SruId(0));
        }
        self.world.srus[0].activity = Activity::Landing { place };
        self.world.srus[0].position = self.theatre.scenario.places[0].position;
        self.play(Span::minutes(22), &[]);
        self
    }

    pub(super) fn play(&mut self, span: Span, orders: &[(SeatId, Command)]) {
        let mut commands: Vec<Stamped<Order>> = orders
            .iter()
            .zip(0..)
            .map(|((seat, body), seq)| {
                let body = Order::Ashore(Box::new(body.clone()));
                Stamped { tick: Tick(0), seat: Some(*seat), seq, body }
            })
            .collect();
        for _ in 0..span.ticks().max(1) {
            for event in step(&self.theatre, &mut self.world, &commands) {
                match event.body {
                    Told::Ashore(event) => self.events.push(*event),
                    Told::CommandRejected { why, .. } => self.refused.push(why.to_string()),
                    _ => {}
                }
            }
            commands.clear();
            if self.world.tick.0.is_multiple_of(TICKS_PER_MINUTE * 10) {
                self.world.check_invariants(&self.theatre);
            }
        }
    }

    pub(super) fn order(&mut self, seat: SeatId, command: Command) {
        self.play(Span::minutes(1), &[(seat, command)]);
    }

    pub(super) fn open(mut self) -> Self {
        self.order(IMMIGRATION, Command::Open { site: MERAK });
        self.play(Span::hours(2), &[]);
        self
    }

    pub(super) fn files(&self) -> &[File] {
        &self.world.ashore.files[HAVEN.index()]
    }

    pub(super) fn all(&self) -> Vec<FileId> {
        (0..self.files().len() as u32).map(FileId).collect()
    }

    pub(super) fn those(&self, holds: impl Fn(&File, &Background) -> bool) -> Vec<FileId> {
        let background = |file: &File| &self.world.ashore.backgrounds[file.person.index()];
        self.all()
            .into_iter()
            .filter(|id| holds(&self.files()[id.index()], background(&self.files()[id.index()])))
            .collect()
    }

    pub(super) fn violations(&self, kind: Violation) -> Vec<PersonId> {
        let of_kind = |event: &Event| match event {
            Event::Violated { person, what, .. } if *what == kind => Some(*person),
            _ => None,
        };
        self.events.iter().filter_map(of_kind).collect()
    }

    pub(super) fn done(&self, stage: Stage) -> usize {
        self.files().iter().filter(|file| file.done[stage as usize].is_some()).count()
    }
}

#[test]
fn whoever_is_landed_at_a_closed_site_waits_and_is_told_to_who_runs_it() {
    let shore = Shore::new(1).landing(0..30);
    assert_eq!(shore.files().len(), 30);
    assert_eq!(shore.done(Stage::Berth), 0);
    let told = |seat: SeatId| {
        let facts = shore.world.ledgers[seat.index()].entries().iter();
        let arrived = facts.filter_map(|entry| match &entry.fact {
            super::super::Fact::Ashore(fact) => match **fact {
                Fact::Arrived { persons, .. } => Some(persons),
                _ => None,
            },
            _ => None,
        });
        arrived.sum::<u32>()
    };
    assert_eq!(told(IMMIGRATION), 30);
    assert_eq!((told(RCC), told(POLICE)), (0, 0), "nobody else is told");
    // A closed site has neither beds nor water.
    assert!(shore.events.iter().any(|e| matches!(e, Event::Shortage { without_bed: 30, without_water: 30, .. })));
}

#[test]
fn a_site_opens_when_its_notice_has_passed_and_then_works_in_the_order_of_stages() {
    let mut shore = Shore::new(1).landing(0..40);
    shore.order(IMMIGRATION, Command::Open { site: MERAK });
    shore.play(Span::minutes(100), &[]);
    assert_eq!(shore.done(Stage::Berth), 0, "notice is two hours");
    shore.play(Span::minutes(100), &[]);
    assert_eq!(shore.done(Stage::Triage), 40);
    shore.play(Span::hours(12), &[]);
    assert_eq!(shore.done(Stage::Registration), 40);
    assert_eq!(shore.done(Stage::Screening), 40);
    assert_eq!(shore.done(Stage::Shelter), 0, "nobody was given a place");
    assert_eq!(shore.done(Stage::Interview), 0, "not on the first day");
    for file in shore.files() {
        let at = |stage: Stage| file.done[stage as usize].expect("done");
        assert!(at(Stage::Berth) <= at(Stage::Triage) && at(Stage::Triage) <= at(Stage::Registration));
        assert!(at(Stage::Registration) <= at(Stage::Screening));
    }
    shore.play(Span::hours(24), &[]);
    assert_eq!(shore.done(Stage::Interview), 40);
}

#[test]
fn staff_see_people_through_about_as_fast_as_the_table_says() {
    // 5 screening staff, 40 people of 10 to 15 min each: 100 min by the table.
    let mut shore = Shore::new(3).landing(40..80).open();
    shore.play(Span::hours(12), &[]);
    let times: Vec<Tick> = shore.files().iter().filter_map(|file| file.done[Stage::Screening as usize]).collect();
    let (first, last) = (times.iter().min().unwrap(), times.iter().max().unwrap());
    let took_h = last.since(*first).as_hours();
    let by_table = 40.0 / Stage::Screening.processed(5, 1.0);
    assert!((0.7..1.5).contains(&(took_h / by_table)), "{took_h} h, by the table {by_table} h");
    assert_eq!(times.len(), 40);
}

#[test]
fn nothing_is_known_of_anybody_before_the_stage_that_asks() {
    let mut shore = Shore::new(1).landing(0..80);
    for file in shore.files() {
        assert_eq!(file.known, Known::default());
    }
    shore.order(IMMIGRATION, Command::Open { site: MERAK });
    shore.play(Span::hours(30), &[]);
    let mut missed = 0;
    for file in shore.files() {
        let truth = &shore.world.ashore.backgrounds[file.person.index()];
        let known = &file.known;
        assert_eq!(known.nationality, Some(truth.nationality));
        assert_eq!(known.unaccompanied, Some(truth.unaccompanied));
        // What is said is true; what is not said may be there.
        assert!(known.indicators == Some(truth.indicators) || known.indicators == Some(0));
        assert!(known.protection != Some(true) || truth.protection);
        missed += usize::from(known.protection == Some(false) && truth.protection);
        assert!(!known.organiser && known.trafficked != Some(true) || truth.is_trafficked());
    }
    assert!(missed < 20, "most who are in need say so to somebody who understands them: {missed} did not");
}

#[test]
fn without_interpreters_more_is_missed_and_it_takes_longer() {
    let count = |shore: &Shore| {
        let found = shore.those(|file, truth| truth.protection && file.known.protection == Some(true)).len();
        let first = shore.files().iter().filter_map(|f| f.done[Stage::Screening as usize]).max();
        (found, first.expect("all are screened"))
    };
    let mut with = Shore::new(5).landing(0..40).open();
    let mut scenario = fixture();
    scenario.reception.sites[0].interpreters.clear();
    let mut without = Shore::of(scenario, 5).landing(0..40).open();
    with.play(Span::hours(20), &[]);
    without.play(Span::hours(20), &[]);
    let ((found, when), (less, later)) = (count(&with), count(&without));
    assert!(less < found, "{less} and {found} of 40");
    assert!(later > when);
}

#[test]
fn the_gravely_ill_die_more_rarely_the_sooner_they_are_in_hospital() {
    // Nobody is helped, or everybody red is sent to hospital as soon as known, over a few seeds.
    let deaths = |help: bool| -> usize {
        (0..6)
            .map(|seed| {
                let mut scenario = fixture();
                for group in &mut scenario.craft[0].groups {
                    group.circumstances.wounded_share = 1.0;
                }
                let mut shore = Shore::of(scenario, seed).landing(0..80);
                if help {
                    shore.order(IMMIGRATION, Command::Open { site: MERAK });
                }
                for _ in 0..48 {
                    shore.play(Span::hours(1), &[]);
                    let red = shore.those(|f, _| f.known.triage == Some(Triage::Red) && f.stay == Stay::AtSite);
                    if help && !red.is_empty() {
                        shore.order(IMMIGRATION, Command::Refer { persons: red, to: Referral::Hospital });
                    }
                }
                let dead = shore.files().iter().filter(|f| f.stay == Stay::Died).count();
                let people = &shore.world.people;
                assert_eq!(dead, people.iter().filter(|p| matches!(p.fate, Fate::Dead { .. })).count());
                dead
            })
            .sum()
    };
    let (alone, helped) = (deaths(false), deaths(true));
    assert!(alone > helped, "{alone} without help, {helped} with");
    // Small: a quarter of the wounded are red, and less than one in a hundred of those dies in an hour.
    assert!(alone < 6 * 20, "{alone}");
}

#[test]
fn ambulances_carry_one_patient_and_come_back() {
    let mut scenario = fixture();
    scenario.craft[0].groups[1].circumstances.wounded_share = 1.0;
    let mut shore = Shore::of(scenario, 2).landing(40..80).open();
    shore.play(Span::hours(2), &[]);
    let red = shore.those(|f, _| f.known.triage == Some(Triage::Red) && f.is_here());
    assert!(red.len() > 4, "{}", red.len());
    shore.order(IMMIGRATION, Command::Refer { persons: red.clone(), to: Referral::Hospital });
    let gone = |shore: &Shore| shore.those(|f, _| matches!(f.stay, Stay::Hospital { .. })).len();
    assert_eq!(gone(&shore), 2, "two ambulances");
    shore.play(Span::minutes(50), &[]);
    assert_eq!(gone(&shore), 2);
    shore.play(Span::minutes(20), &[]);
    assert_eq!(gone(&shore), 4, "half an hour each way");
}

#[test]
fn beds_are_given_once_and_whoever_has_none_waits() {
    let mut shore = Shore::new(1).landing(0..80).open();
    shore.play(Span::hours(2), &[]);
    let house = Command::House { persons: shore.all(), how: Placement::Shelter, families: Families::Together };
    shore.order(IMMIGRATION, house);
    shore.play(Span::hours(20), &[]);
    assert_eq!(shore.done(Stage::Shelter), 60, "sixty beds");
    let present = &shore.world.ashore.sites[0];
    assert_eq!(present.short.1, present.short.0 - 60);
    // 900 L are enough for sixty.
    assert_eq!(present.short.2, present.short.0 - 60);
}

#[test]
fn whoever_waits_for_a_bed_keeps_nobody_behind_from_a_place_with_a_host() {
    let mut shore = Shore::new(1).landing(0..80).open();
    shore.play(Span::hours(2), &[]);
    let house = |how, persons| Command::House { persons, how, families: Families::Apart };
    let (first, last) = (shore.all()[..70].to_vec(), shore.all()[70..].to_vec());
    shore.order(IMMIGRATION, house(Placement::Shelter, first));
    shore.order(IMMIGRATION, house(Placement::Alternative, last.clone()));
    shore.play(Span::hours(20), &[]);
    let housed = |id: &FileId| shore.files()[id.index()].done[Stage::Shelter as usize].is_some();
    assert!(last.iter().all(housed), "there are sixty beds for the seventy before them");
    assert_eq!(shore.done(Stage::Shelter), 70);
}

#[test]
fn the_seats_order_of_stages_decides_whom_staff_turn_to_first() {
    let mut late = Shore::new(4).landing(0..80);
    late.order(IMMIGRATION, Command::Prioritise { site: MERAK, order: vec![Stage::Shelter] });
    let mut shore = Shore::new(4).landing(0..80);
    for one in [&mut late, &mut shore] {
        one.order(IMMIGRATION, Command::Open { site: MERAK });
        one.play(Span::minutes(119), &[]);
        // Placed before anybody is off the quay, so that both wait for reception staff.
        let triage: Vec<FileId> = one.all();
        one.order(IMMIGRATION, Command::Skip { persons: triage.clone(), stage: Stage::Triage });
        let house = Command::House { persons: triage, how: Placement::Shelter, families: Families::Together };
        one.order(IMMIGRATION, house);
        one.play(Span::minutes(40), &[]);
    }
    let both = |s: &Shore| {
        (
            s.done(Stage::Berth),
            s.done(Stage::Shelter)
                + s.files().iter().filter(|f| f.in_hand.is_some_and(|h| h.stage == Stage::Shelter)).count(),
        )
    };
    let ((berth, _), (berth_first, _)) = (both(&late), both(&shore));
    assert!(berth <= berth_first, "{berth} and {berth_first}");
    assert_eq!(late.world.ashore.sites[0].order[0], Stage::Shelter);
    assert_eq!(late.world.ashore.sites[0].order.len(), Stage::ALL.len());
}

#[test]
fn staff_lent_leave_at_once_and_arrive_later() {
    let mut shore = Shore::new(1);
    let medical = Staff::Medical as usize;
    shore.order(IMMIGRATION, Command::Lend { from: MERAK, to: CIGADING, staff: Staff::Medical, number: 3 });
    let staff =
        |shore: &Shore| (shore.world.ashore.sites[0].staff[medical], shore.world.ashore.sites[1].staff[medical]);
    assert_eq!(staff(&shore), (5, 2));
    shore.play(Span::hours(3), &[]);
    assert_eq!(staff(&shore), (5, 5));
}

#[test]
fn skipping_screening_finds_nothing_and_makes_interviews_longer() {
    let play = |skip: bool| {
        let mut shore = Shore::new(6).landing(40..80).open();
        if skip {
            let persons = shore.all();
            shore.order(IMMIGRATION, Command::Skip { persons, stage: Stage::Screening });
        }
        shore.play(Span::hours(40), &[]);
        let found = shore.events.iter().filter(|e| matches!(e, Event::Found { what: Finding::Indicators, .. })).count();
        let last = shore.files().iter().filter_map(|f| f.done[Stage::Interview as usize]).max();
        (found, last.expect("interviews are held"))
    };
    let ((found, when), (nothing, later)) = (play(false), play(true));
    assert!(found > 3, "{found}");
    assert_eq!(nothing, 0);
    assert!(later > when);
}

#[test]
fn a_ship_waits_for_a_berth() {
    let mut scenario = fixture();
    let mut second = scenario.srus[0].clone();
    (second.id, second.name) = ("rescue-2".to_owned(), "Rescue 2".to_owned());
    scenario.srus.push(second);
    let mut shore = Shore::of(scenario, 1);
    for id in 0..80_usize {
        shore.world.people[id].whereabouts = Whereabouts::AboardSru(SruId(u32::from(id >= 40)));
    }
    for unit in 0..2 {
        shore.world.srus[unit].activity = Activity::Landing { place: PlaceId(0) };
        shore.world.srus[unit].position = shore.theatre.scenario.places[0].position;
    }
    let aboard = |shore: &Shore, unit: u32| {
        shore.world.people.iter().filter(|p| p.whereabouts == Whereabouts::AboardSru(SruId(unit))).count()
    };
    shore.play(Span::minutes(1), &[]);
    assert!(aboard(&shore, 0) < 40);
    assert_eq!(aboard(&shore, 1), 40, "one berth");
    shore.play(Span::minutes(30), &[]);
    assert_eq!((aboard(&shore, 0), aboard(&shore, 1)), (0, 0));
}

#[test]
fn facts_about_people_do_not_depend_on_what_else_is_in_the_scenario() {
    let plain = Shore::new(9).world.ashore.backgrounds;
    let mut scenario = fixture();
    scenario.craft[0].groups[1].circumstances.wounded_share = 0.9;
    scenario.reception.sites[0].beds = 5;
    let other = Shore::of(scenario, 9).world.ashore.backgrounds;
    for (a, b) in plain.iter().zip(&other) {
        assert_eq!(
            (a.nationality, a.protection, a.indicators, a.organiser),
            (b.nationality, b.protection, b.indicators, b.organiser)
        );
    }
    assert_eq!(plain.iter().filter(|b| b.organiser).count(), 3);
    assert!(plain.iter().all(|b| !(b.organiser && (b.witness || b.is_trafficked()))));
    assert!(plain[..40].iter().all(|b| b.flees == Some(HILLS)) && plain[40..].iter().all(|b| b.flees.is_none()));
}

#[test]
fn without_a_site_nothing_of_it_is_there() {
    let mut scenario = fixture();
    scenario.reception.sites.clear();
    let mut shore = Shore::of(scenario, 1).landing(0..80);
    assert_eq!(shore.world.ashore.backgrounds.len(), 0);
    assert_eq!(shore.world.ashore.files.len(), 0);
    assert!(shore.events.is_empty());
    let seal = shore.world.ashore.digest();
    shore.order(IMMIGRATION, Command::Open { site: MERAK });
    assert_eq!(shore.refused.len(), 1);
    shore.play(Span(i64::from(TICKS_PER_HOUR) * 10), &[]);
    assert_eq!(shore.world.ashore.digest(), seal);
}
