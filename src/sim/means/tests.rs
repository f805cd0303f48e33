//! Means by hand: asked for, given, refused, withdrawn, and held together.

use proptest::prelude::*;

use super::fixture::scenario;
use super::*;
use crate::base::ids::SiteId;
use crate::base::time::{TICKS_PER_HOUR, TICKS_PER_MINUTE};
use crate::base::{Span, Tick};
use crate::scenario::{Channel, Milestone, Phase};
use crate::sim::{self, Answer, Ask, MessageBody, Stamped, step};

const CASE: CraftId = CraftId(0);
const RCC: SeatId = SeatId(0);
const IMMIGRATION: SeatId = SeatId(2);
const FM_HAVEN: SeatId = SeatId(4);
const FM_DELTA: SeatId = SeatId(5);
const UNHCR: SeatId = SeatId(6);
const IOM: SeatId = SeatId(7);
const RCC_DELTA: SeatId = SeatId(8);
const MERAK: SiteId = SiteId(0);

struct Play {
    theatre: Theatre,
    world: World,
    events: Vec<Event>,
    refused: Vec<String>,
}

impl Play {
    fn new() -> Self {
        let theatre = Theatre::new(scenario());
        let mut world = World::new(&theatre, 7);
        for seat in theatre.seats() {
            world.milestones.insert(Milestone::Alerted(seat, CASE), Tick::START);
        }
        Self { theatre, world, events: Vec::new(), refused: Vec::new() }
    }

    fn step(&mut self, commands: &[Stamped<sim::Command>]) {
        for event in step(&self.theatre, &mut self.world, commands) {
            match event.body {
                Told::Means(event) => self.events.push(*event),
                Told::CommandRejected { why, .. } => self.refused.push(why.to_string()),
                _ => {}
            }
        }
    }

    fn order(&mut self, seat: SeatId, body: sim::Command) -> Option<String> {
        let before = self.refused.len();
        self.step(&[Stamped { tick: self.world.tick.next(), seat: Some(seat), seq: 0, body }]);
        self.refused.get(before).cloned()
    }

    fn play(&mut self, span: Span) {
        for _ in 0..span.ticks() {
            self.step(&[]);
            if self.world.tick.0.is_multiple_of(TICKS_PER_HOUR) {
                self.world.check_invariants(&self.theatre);
            }
        }
    }

    /// A request that reaches whom it is made of: messages may be lost, so it is made until one does.
    fn ask(&mut self, from: SeatId, to: SeatId, wanted: Wanted) -> RequestId {
        loop {
            let what = Ask::Means(wanted);
            let command = sim::Command::Ask { to, channel: Channel::Phone, case: CASE, what, by: None };
            assert_eq!(self.order(from, command), None);
            let request = self.world.requests.last().expect("it was made").id;
            self.play(Span::minutes(10));
            if self.world.request(request).is_some_and(|r| r.received_at.is_some()) {
                return request;
            }
        }
    }

    fn accept(&mut self, by: SeatId, request: RequestId) -> Option<String> {
        self.order(by, sim::Command::Answer { request, answer: Answer::Accept })
    }

    /// The same until the asker knows.
    fn given(&mut self, from: SeatId, to: SeatId, wanted: Wanted) -> RequestId {
        for _ in 0..20 {
            let request = self.ask(from, to, wanted);
            assert_eq!(self.accept(to, request), None);
            self.play(Span::minutes(10));
            if self.world.request(request).is_some_and(|r| r.answer_known_at.is_some()) {
                return request;
            }
            // The answer was lost: the asker takes it back, and what was reserved is there again.
            assert_eq!(self.order(from, sim::Command::Withdraw { request }), None);
            self.play(Span::minutes(10));
        }
        panic!("twenty answers were lost");
    }

    fn notices(&self, seat: SeatId) -> Vec<Notice> {
        let entries = self.world.ledgers[seat.index()].entries().iter();
        let notice = |entry: &sim::Entry| match &entry.fact {
            Fact::Notice(Noticed::Means(notice)) => Some((**notice).clone()),
            _ => None,
        };
        entries.filter_map(notice).collect()
    }
}

const DRAW: Wanted = Wanted::Draw { amount_usd: 3_000, persons: 40 };
const STAFF: Wanted = Wanted::Staff { site: MERAK, help: Help::Staff(Staff::Registration), number: 9 };

#[test]
fn a_fund_pays_what_its_manager_grants_and_never_more_than_it_has() {
    let mut play = Play::new();
    play.given(IMMIGRATION, IOM, DRAW);
    assert_eq!((play.world.means.balance_usd, play.world.means.book_usd), (2_000, 2_000));
    let again = play.ask(IMMIGRATION, IOM, DRAW);
    let why = play.accept(IOM, again).expect("there is not so much");
    assert!(why.contains("USD 2000 left"), "{why}");
    let drawn = play.events.iter().filter(|e| matches!(e, Event::Drawn { amount_usd: 3_000, .. })).count();
    assert_eq!(drawn, 1);
    // A state pays in what it has, and not more.
    let pay = |amount_usd| sim::Command::Means(Command::Contribute { amount_usd });
    assert!(play.order(FM_DELTA, pay(1_001)).is_some_and(|why| why.contains("USD 1000 left to give")));
    assert_eq!(play.order(FM_DELTA, pay(1_000)), None);
    assert_eq!(play.world.means.balance_usd, 3_000);
    assert!(play.notices(IOM).contains(&Notice::Contribution { from: FM_DELTA, amount_usd: 1_000 }));
    assert!(play.order(FM_HAVEN, pay(1)).is_some(), "no budget");
    assert_eq!(play.accept(IOM, again), None);
    play.play(Span::minutes(10));
    play.world.check_invariants(&play.theatre);
}

#[test]
fn what_is_granted_on_a_request_withdrawn_meanwhile_is_not_given() {
    for wanted in [DRAW, STAFF] {
        let mut play = Play::new();
        let to = if wanted == DRAW { IOM } else { UNHCR };
        let request = play.ask(IMMIGRATION, to, wanted);
        // Both at once: the withdrawal is on its way when the yes is given.
        let answer = sim::Command::Answer { request, answer: Answer::Accept };
        let tick = play.world.tick.next();
        let commands = [(IMMIGRATION, sim::Command::Withdraw { request }), (to, answer)];
        let commands = commands.map(|(seat, body)| Stamped { tick, seat: Some(seat), seq: 0, body });
        play.step(&commands);
        let reserved =
            |play: &Play| (play.world.means.book_usd, play.world.means.books[3].help(Help::Staff(Staff::Registration)));
        let while_unknown = reserved(&play);
        assert!(while_unknown == (2_000, 4) || while_unknown == (5_000, 0), "{while_unknown:?}");
        play.play(Span::hours(60));
        let known = play.world.request(request).is_some_and(|r| r.life.withdrawal_known_at.is_some());
        assert_eq!(reserved(&play), if known { (5_000, 4) } else { while_unknown });
        assert_eq!(play.world.means.balance_usd, 5_000, "nothing was paid");
        assert!(play.events.is_empty(), "{:?}", play.events);
    }
}

#[test]
fn staff_lent_leave_their_stock_travel_a_day_or_two_and_then_count_at_the_site() {
    let mut play = Play::new();
    let before = play.world.ashore.sites[0].staff[Staff::Registration as usize];
    let sent_at = play.world.tick;
    play.given(IMMIGRATION, UNHCR, STAFF);
    assert_eq!(play.world.means.books[3].help(Help::Staff(Staff::Registration)), 0, "all four it had");
    assert!(play.notices(IMMIGRATION).iter().any(|n| matches!(n, Notice::Given { number: 4, .. })));
    play.play(Span::hours(20));
    assert_eq!(play.world.ashore.sites[0].staff[Staff::Registration as usize], before, "not yet");
    play.play(Span::hours(40));
    assert_eq!(play.world.ashore.sites[0].staff[Staff::Registration as usize], before + 4);
    let sent = play.events.iter().find_map(|e| match e {
        Event::StaffSent { arrive, .. } => Some(arrive.since(sent_at).as_hours()),
        _ => None,
    });
    assert!(sent.is_some_and(|h| (24.0..52.0).contains(&h)), "{sent:?}");
    let interpreters = Wanted::Staff { site: MERAK, help: Help::Interpreters(LanguageId(0)), number: 1 };
    play.given(IMMIGRATION, UNHCR, interpreters);
    play.play(Span::hours(50));
    assert_eq!(play.world.ashore.sites[0].lent_interpreters, [(LanguageId(0), 1)]);
    let more = play.ask(IMMIGRATION, UNHCR, STAFF);
    assert!(play.accept(UNHCR, more).is_some_and(|why| why.contains("none left")));
    // Only who runs a site asks for it.
    let command =
        sim::Command::Ask { to: UNHCR, channel: Channel::Phone, case: CASE, what: Ask::Means(STAFF), by: None };
    assert!(play.order(RCC, command).is_some());
}

#[test]
fn places_run_out_and_what_states_leave_with_unhcr_it_passes_on() {
    let mut play = Play::new();
    let unhcr = 3;
    let none = play.ask(FM_HAVEN, UNHCR, Wanted::Resettle { persons: 15 });
    assert!(play.accept(UNHCR, none).is_some_and(|why| why.contains("no places left")));
    play.given(UNHCR, FM_DELTA, Wanted::Resettle { persons: 15 });
    assert_eq!(play.world.means.books[1].places, Some(5));
    assert_eq!(play.world.means.books[unhcr].places, Some(15));
    assert_eq!(play.accept(UNHCR, none), None);
    play.play(Span::minutes(10));
    play.given(FM_HAVEN, FM_DELTA, Wanted::Resettle { persons: 15 });
    assert_eq!(play.world.means.books[1].places, Some(0), "five were left");
    let undertaken: Vec<u32> = play
        .events
        .iter()
        .filter_map(|e| match e {
            Event::Undertaken { persons, by, .. } if *by == FM_DELTA => Some(*persons),
            _ => None,
        })
        .collect();
    assert_eq!(undertaken, [15, 5]);
}

fn held(play: &Play) -> Option<&Event> {
    play.events.iter().find(|e| matches!(e, Event::ConsultationHeld { .. }))
}

#[test]
fn a_consultation_takes_two_who_accept_and_a_day_or_two() {
    let mut play = Play::new();
    play.given(FM_HAVEN, UNHCR, Wanted::Consult);
    play.play(Span::hours(60));
    assert_eq!(held(&play), None, "one is not enough");
    play.given(FM_HAVEN, IOM, Wanted::Consult);
    assert!(play.notices(FM_HAVEN).iter().any(|n| matches!(n, Notice::ConsultationSet { .. })));
    play.play(Span::hours(23));
    assert_eq!(held(&play), None);
    play.play(Span::hours(26));
    let Some(Event::ConsultationHeld { seats, task_force, .. }) = held(&play) else { panic!("{:?}", play.events) };
    assert_eq!((seats.as_slice(), task_force.as_slice()), (&[FM_HAVEN, UNHCR, IOM][..], &[][..]));
}

#[test]
fn a_consultation_tells_each_what_the_others_ledgers_hold_and_sets_up_the_task_force() {
    let mut play = Play::new();
    let phase = sim::Command::SetPhase { case: CASE, phase: Phase::Distress, reason: String::new() };
    assert_eq!(play.order(RCC_DELTA, phase), None);
    play.given(FM_HAVEN, FM_DELTA, Wanted::Consult);
    play.given(FM_HAVEN, UNHCR, Wanted::Consult);
    let told = |play: &Play, seat: SeatId| -> Vec<(SeatId, Option<Phase>)> {
        let entries = play.world.ledgers[seat.index()].entries().iter();
        let report = |entry: &sim::Entry| match &entry.fact {
            Fact::Received { from: sim::Source::Seat(from), body: MessageBody::Sitrep { phase, .. }, .. } => {
                Some((*from, *phase))
            }
            _ => None,
        };
        entries.filter_map(report).collect()
    };
    assert_eq!(told(&play, FM_HAVEN), []);
    play.play(Span::hours(50));
    assert!(told(&play, FM_HAVEN).contains(&(RCC_DELTA, Some(Phase::Distress))), "{:?}", told(&play, FM_HAVEN));
    assert!(told(&play, FM_DELTA).contains(&(RCC, None)));
    assert!(told(&play, IOM).is_empty(), "whoever did not come hears nothing");
    assert_eq!(play.world.means.task_force, [PartyId(0), PartyId(1)]);
    // What was told came from ledgers: with nothing in them of where the boat is, nobody told where it is.
    let positions = play.world.ledgers.iter().flat_map(|l| l.entries()).filter(|entry| {
        matches!(&entry.fact, Fact::Received { body: MessageBody::Sitrep { position: Some(_), .. }, from: sim::Source::Seat(s), .. }
            if *s == RCC_DELTA)
    });
    assert_eq!(positions.count(), 0);
}

#[test]
fn ministers_who_agreed_before_meet_within_hours() {
    let mut scenario = scenario();
    // The third state at the table is of the task force too.
    scenario.means.task_force = Some(vec![PartyId(0), PartyId(1), PartyId(2)]);
    scenario.seats[UNHCR.index()].party = PartyId(2);
    scenario.seats[UNHCR.index()].role = crate::scenario::Role::FocalPoint;
    let mut play = Play { theatre: Theatre::new(scenario), ..Play::new() };
    play.given(FM_HAVEN, FM_DELTA, Wanted::Consult);
    play.given(FM_HAVEN, UNHCR, Wanted::Consult);
    play.play(Span::hours(6));
    assert!(held(&play).is_some());
}

#[test]
fn a_pledge_in_terms_takes_places_and_one_beyond_them_is_refused() {
    let mut play = Play::new();
    let offer = |play: &mut Play, persons: u32| {
        let what = Ask::Land { place: crate::base::ids::PlaceId(0), persons: 40 };
        loop {
            let command =
                sim::Command::Ask { to: RCC, channel: Channel::Phone, case: CASE, what: what.clone(), by: None };
            assert_eq!(play.order(RCC_DELTA, command), None);
            let request = play.world.requests.last().map(|r| r.id).expect("it was made");
            play.play(Span::minutes(10));
            let terms = sim::Terms { pledge: Some(persons), cost_share: Some(50), ..sim::Terms::default() };
            // The ministry's decision is not what this is about.
            if let Some(r) = play.world.request_mut(request) {
                r.answer = Some((Answer::AcceptIf { terms }, r.made_at));
                r.received_at = r.received_at.or(Some(r.made_at));
                r.answer_known_at = Some(r.made_at);
                return request;
            }
        }
    };
    let request = offer(&mut play, 21);
    let why = play.order(RCC_DELTA, sim::Command::Agree { request }).expect("there are twenty");
    assert!(why.contains("20 places"), "{why}");
    let request = offer(&mut play, 20);
    assert_eq!(play.order(RCC_DELTA, sim::Command::Agree { request }), None);
    assert_eq!(play.world.means.books[1].places, Some(0));
}

#[test]
fn the_end_takes_stock() {
    let mut play = Play::new();
    while play.world.ended.is_none() {
        play.step(&[]);
    }
    let stock = play.events.iter().filter(|e| matches!(e, Event::StockTaken { .. })).count();
    assert_eq!(stock, 1);
    let Some(Event::StockTaken { units, sites }) = play.events.last() else { panic!("{:?}", play.events.last()) };
    assert_eq!((units.len(), sites.len()), (1, 2));
    assert!(units[0].home && units[0].fuel == 1.0);
}

fn any_wanted() -> impl Strategy<Value = Wanted> {
    let help = prop_oneof![
        (0_usize..Staff::ALL.len()).prop_map(|i| Help::Staff(Staff::ALL[i])),
        (0_u32..3).prop_map(|i| Help::Interpreters(LanguageId(i)))
    ];
    prop_oneof![
        (0_u32..6_000, 0_u32..50).prop_map(|(amount_usd, persons)| Wanted::Draw { amount_usd, persons }),
        Just(Wanted::Consult),
        (0_u32..3, help, 0_u32..6).prop_map(|(site, help, number)| Wanted::Staff { site: SiteId(site), help, number }),
        (0_u32..30).prop_map(|persons| Wanted::Resettle { persons }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_is_made_or_lost_whoever_asks_whom_for_what(
        deeds in proptest::collection::vec((0_u8..5, 0_u32..10, 0_u32..10, any_wanted()), 1..60),
    ) {
        let mut play = Play::new();
        for (what, seat, other, wanted) in deeds {
            let (seat, to) = (SeatId(seat), SeatId(other));
            let open = play.world.requests.get(other as usize % play.world.requests.len().max(1)).map(|r| (r.id, r.from, r.to));
            match (what, open) {
                (0 | 1, _) => {
                    let what = Ask::Means(wanted);
                    play.order(seat, sim::Command::Ask { to, channel: Channel::Phone, case: CASE, what, by: None });
                }
                (2, Some((request, _, to))) => {
                    play.accept(to, request);
                }
                (3, Some((request, from, _))) => {
                    play.order(from, sim::Command::Withdraw { request });
                }
                _ => {
                    let pay = Command::Contribute { amount_usd: other * 100 };
                    play.order(seat, sim::Command::Means(pay));
                }
            }
            for _ in 0..(other * TICKS_PER_MINUTE) {
                play.step(&[]);
            }
            play.world.check_invariants(&play.theatre);
        }
    }
}
