//! Non-interference: alter anything a seat has not been told, and its picture is equal, byte for byte.

use std::sync::OnceLock;

use proptest::prelude::*;
use sarex::base::ids::{CraftId, ExpectationId, InjectId, MessageId, PartyId, PlaceId, SeatId, SruId};
use sarex::base::{Noise, Position, Span, Tick};
use sarex::crew::Crew;
use sarex::picture::{Doing, Kept, Picture, briefing, project, truth};
use sarex::scenario::{
    Antenna, Channel, Effect, Epirb, Manner, Milestone, Phase, Sets, Stage, Start, Stores, Telephone, Told, Trouble,
    TroubleKind, Vhf,
};
use sarex::session::{Exercise, Seating};
use sarex::sim::alongside::{Errand, Grip, Held, Mending, Work};
use sarex::sim::ashore::Files;
use sarex::sim::plot::{self, Conclusion, Plot};
use sarex::sim::portal::{Post, PostCopy, PostId, Posted};
use sarex::sim::signals::{Beacon, BearingsTaken, Homing, Outage};
use sarex::sim::{
    Activity, Castaways, Command, DeathCause, EndCause, Entry, Fact, Fate, InFlight, Intervention, MessageBody,
    Payload, Presence, Rating, Source, Stamped, Theatre, Whereabouts, World, step,
};

use super::drill::{hours, shipped};

/// A run stopped where much is known and much is not.
fn midway() -> &'static Exercise {
    static RUN: OnceLock<Exercise> = OnceLock::new();
    RUN.get_or_init(|| {
        let mut scenario = shipped("sunda-2012");
        // One unit of each state in reserve: at Merak's and Larrakia's pattern.
        for (like, name) in [(1, "HELD IN MERAK"), (4, "HELD AT THE ISLAND")] {
            let mut unit = scenario.srus[like].clone();
            unit.id = name.to_lowercase().replace(' ', "-");
            unit.name = name.to_owned();
            unit.start = Start::Reserve;
            scenario.srus.push(unit);
        }
        let seating = Seating::all(&scenario, Crew::Doctrine);
        let mut run = Exercise::new(scenario, 4, seating);
        run.play_to(hours(14));
        run
    })
}

fn bytes(picture: &Picture) -> Vec<u8> {
    postcard::to_stdvec(picture).unwrap()
}

/// Alters one thing that a seat has not been told. Units the seat sees, and who is aboard them, it may know.
fn alter(run: &Exercise, world: &mut World, seat: SeatId, what: u8, which: usize, x: f64) {
    let theatre = run.theatre();
    let seen = |world: &World, i: usize| theatre.sees(world, seat, sarex::base::ids::SruId::new(i));
    let elsewhere = Position::clamped(-9.0 + x, 103.0 + x);
    match what % 32 {
        0 => {
            let n = world.people.len();
            let person = &mut world.people[which % n];
            if !matches!(person.whereabouts, Whereabouts::AboardSru(_)) {
                person.fate = Fate::Dead { cause: DeathCause::Drowning, at: Tick(7) };
                person.toll.borne += x.abs();
                person.toll.deficit_l += 1.0;
            }
        }
        1 => {
            let n = world.people.len();
            let person = &mut world.people[which % n];
            if !matches!(person.whereabouts, Whereabouts::AboardSru(_)) {
                person.whereabouts = Whereabouts::AtPlace(PlaceId(0));
            }
        }
        2 => {
            let n = world.objects.len();
            world.objects[which % n].position = elsewhere;
        }
        3 => {
            let n = world.objects.len();
            world.objects[which % n].velocity = (x, -x);
            world.objects[which % n].leeway.eps_downwind_cm_s += x;
        }
        4 => {
            world.casualties[0].stage = Stage::Capsized;
            world.casualties[0].floodwater_m3 += x.abs();
        }
        5 => world.casualties[0].phone = !world.casualties[0].phone,
        6 => world.weather.wind.east_mps += x,
        7 => world.noise = Noise::new(which as u64),
        8 => {
            let i = which % world.srus.len();
            // Out of the reserve, where nobody sees it, a unit would come into sight of its own side.
            if !seen(world, i) && world.srus[i].activity != Activity::Reserve {
                world.srus[i].position = elsewhere;
                world.srus[i].fuel = x.abs().min(1.0);
                world.srus[i].activity = Activity::Failed;
            }
        }
        9 => {
            let n = world.ledgers.len();
            let other = which % n;
            if other != seat.index() {
                world.ledgers[other].write(Entry {
                    known_at: world.tick,
                    true_at: world.tick,
                    fact: Fact::Logged { text: "a secret".to_owned() },
                });
                world.ledgers[other].contacts.clear();
            }
        }
        10 => world.comms.in_flight.push(InFlight {
            id: MessageId(99_999),
            from: Source::Casualty(CraftId(0)),
            to: seat,
            channel: Channel::Phone,
            sent_at: world.tick,
            arrives_at: world.tick.next(),
            lost: None,
            payload: Payload::Message(MessageBody::Text { case: Some(CraftId(0)), text: "on its way".to_owned() }),
        }),
        11 => world.cases[0].responsible = Some((SeatId(which as u32 % 5), world.tick)),
        12 => world.cases[0].phases = vec![Some(Phase::Distress); world.cases[0].phases.len()],
        13 => {
            world.milestones.insert(Milestone::Sighted(SeatId(which as u32 % 5), CraftId(0)), world.tick);
        }
        14 => {
            for request in &mut world.requests {
                request.answer = None;
            }
        }
        16 => {
            let n = world.requests.len();
            if n > 0 {
                let life = &mut world.requests[which % n].life;
                let tick = world.tick;
                life.silent_at = Some(tick);
                life.withdrawn_at = Some(tick);
                life.withdrawal_known_at = Some(tick);
                life.agreed_at = Some(tick);
                life.landed += 7;
            }
        }
        17 => {
            let n = world.srus.len();
            let presence = Presence { party: PartyId(which as u32 % 3), since: Tick(7), told: Vec::new() };
            world.presences.insert(SruId::new(which % n), presence);
        }
        18 => {
            let n = world.srus.len();
            world.srus[which % n].released_at = Some(world.tick);
        }
        15 => {
            let held = world.srus.iter_mut().filter(|unit| unit.activity == Activity::Reserve);
            for unit in held {
                unit.position = elsewhere;
                unit.fuel = x.abs().min(1.0);
                unit.lent_to = Some(seat);
                unit.case = Some(CraftId(0));
            }
        }
        19 => {
            // What other states' ships have in store and in hand, engines half mended, what a vessel has been given.
            let i = which % world.srus.len();
            let id = SruId::new(i);
            if !seen(world, i) {
                world.alongside.stores[i] = Some(Stores { water_l: x.abs(), lifejackets: 7, food_days: Some(x.abs()) });
                let held = Held { since: Tick(7), responsible: Some(PartyId(1)), laden_since: Some(Tick(8)) };
                world.alongside.held.insert(id, held);
                let work = Work {
                    errand: Errand::TurnBack { at: elsewhere, to: elsewhere },
                    by: SeatId(1),
                    grip: Grip::Leading,
                    craft: Some(CraftId(0)),
                    hours: 1.0,
                    people: Vec::new(),
                    turned_at: Some(elsewhere),
                    bound_for: None,
                    passed: (1, 1),
                    lifting: 0.5,
                };
                world.alongside.work.insert(id, work);
            }
            world.alongside.mending.insert(CraftId(0), Mending { hours: x.abs(), times: 1 });
            world.casualties[0].water_l += 100.0;
        }
        20 => {
            // What lies unread, or has not come, may say anything; what was written and read here is known here.
            for posted in &mut world.portal.posts {
                let hidden = |copy: &PostCopy| copy.to == seat && copy.read_at.is_none();
                if posted.post.by != seat && posted.copies.iter().any(hidden) {
                    posted.what = Post::Text { case: Some(CraftId(0)), text: "a secret".to_owned() };
                }
            }
        }
        21 => {
            let post = PostId { by: SeatId(which as u32 % 5), number: 900 };
            let arrives_at = world.tick.next();
            let copies = vec![PostCopy { to: seat, arrives_at, arrived: false, read_at: None }];
            let what = Post::Text { case: Some(CraftId(0)), text: "on its way".to_owned() };
            world.portal.posts.push(Posted { post, at: world.tick, what, copies });
        }
        22 => world.press.stand_offs.clear(),
        23 => {
            // What a vessel has called by, and that its beacon has come on: until an alert arrives nobody knows.
            let n = world.signals.vessels.len();
            let tick = world.tick;
            let calling = &mut world.signals.vessels[which % n];
            calling.talked = Span::minutes(which as i64);
            calling.again.push((0, tick.next()));
            calling.next_hail = Some(tick.next());
            calling.beacon = Some(Beacon { on_since: tick, next: Some(tick.next()), alerts: which as u32 });
        }
        24 => {
            // A line that died a moment ago, and of which its own seats have not been told yet.
            let (party, channel) = (PartyId(which as u32 % 3), Channel::ALL[which % Channel::ALL.len()]);
            world.signals.dead.push(Outage { party, channel, until: Tick(u32::MAX) });
        }
        25 => world.signals.dead.clear(),
        26 => {
            // By every means there is, from the vessel and from another seat; some of it will be lost.
            for (number, channel) in (0..).zip(Channel::ALL) {
                let from = if which.is_multiple_of(2) {
                    Source::Casualty(CraftId(0))
                } else {
                    Source::Seat(SeatId(which as u32 % 5))
                };
                world.comms.in_flight.push(InFlight {
                    id: MessageId(90_000 + number),
                    from,
                    to: seat,
                    channel,
                    sent_at: world.tick,
                    arrives_at: world.tick.next(),
                    lost: None,
                    payload: Payload::Message(MessageBody::Text {
                        case: Some(CraftId(0)),
                        text: "a secret".to_owned(),
                    }),
                });
            }
        }
        27 => {
            // How cases stand in the plots is told to each seat by its own ledger alone.
            let tick = world.tick;
            for case in &mut world.cases {
                case.plots.fill(Plot { into: None, concluded: Some(tick) });
            }
            let n = world.ledgers.len();
            let other = which % n;
            if other != seat.index() {
                let reason = Conclusion::NoHope { alive_percent: 5 };
                let fact = Fact::Plot(Box::new(plot::Fact::Concluded { case: CraftId(0), reason }));
                world.ledgers[other].write(Entry { known_at: tick, true_at: tick, fact });
            }
        }
        28 => {
            // People on a shore whom nobody has found yet, and people put ashore whom their ship has not yet reported.
            let (case, place) = (CraftId(0), PlaceId(0));
            let people = world.people.iter().map(|person| person.id).collect();
            let due = world.tick.next();
            world.shore.waiting.push(Castaways { case, position: elsewhere, place, due, people });
            let n = world.srus.len();
            world.srus[which % n].landed_unreported.push((case, place, 7, 1));
        }
        29 => {
            // Which forms others have sent, whose receipts are on their way, and that the sender of one wants one.
            let id = MessageId(88_888);
            world.mail.wanted.insert(id);
            world.mail.numbered.insert((which as u8, seat.0 as u8), 7);
            world.comms.in_flight.push(InFlight {
                id,
                from: Source::Seat(SeatId(which as u32 % 5)),
                to: seat,
                channel: Channel::Text,
                sent_at: world.tick,
                arrives_at: world.tick.next(),
                lost: None,
                payload: Payload::Receipt(MessageId(which as u32)),
            });
            let other = which % world.ledgers.len();
            if other != seat.index() {
                let tick = world.tick;
                let fact = Fact::Mail(sarex::sim::mail::Fact::WeRead { message: id });
                world.ledgers[other].write(Entry { known_at: tick, true_at: tick, fact });
            }
        }
        30 => {
            // Which units hear a beacon, what others' units took of it, what is looked up in a register, and what a
            // crew has told on a quay.
            let (tick, case) = (world.tick, CraftId(0));
            let sru = SruId::new(which % world.srus.len());
            world.signals.homing.push(Homing { sru, case, told_at: tick });
            world.signals.vessels[0].register_read = Some(tick.next());
            world.shore.told.push((sru, case, tick));
            let other = which % world.ledgers.len();
            if other != seat.index() {
                let taken = BearingsTaken { sru, case, bearing_true: 77.0, position: elsewhere, error_m: 500.0 };
                let fact = Fact::Homed(Box::new(taken));
                world.ledgers[other].write(Entry { known_at: tick, true_at: tick, fact });
            }
        }
        _ => {
            world.injects.clear();
            world.expectations.clear();
            world.frame.watched.push(Some(world.tick));
            world.frame.protests.insert(PlaceId(0), Tick(u32::MAX));
            world.frame.ratings.insert(ExpectationId(0), Rating::Unable);
            world.frame.progress.clear();
            world.ended = Some(EndCause::TimeUp);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_picture_holds_nothing_its_seat_was_not_told(
        seat in 0_u32..5,
        changes in proptest::collection::vec((any::<u8>(), 0_usize..1000, -2.0..2.0_f64), 1..8),
    ) {
        let run = midway();
        let seat = SeatId(seat);
        let before = bytes(&project(run.theatre(), run.world(), seat));
        let mut world = run.world().clone();
        for (what, which, x) in changes {
            alter(run, &mut world, seat, what, which, x);
        }
        let after = bytes(&project(run.theatre(), &world, seat));
        prop_assert_eq!(before, after);
    }
}

/// Organisations, ministries and sites in the middle of asking each other for money, staff and talks.
fn with_means() -> &'static Exercise {
    static RUN: OnceLock<Exercise> = OnceLock::new();
    RUN.get_or_init(|| {
        let scenario = super::means::strait();
        let seating = Seating::all(&scenario, Crew::Doctrine);
        let mut run = Exercise::new(scenario, 2, seating);
        run.play_to(hours(40));
        run
    })
}

/// Alters means that a seat has not been told of: others' books, the money in the fund, who comes to which table.
fn alter_means(run: &Exercise, world: &mut World, seat: SeatId, what: u8, which: usize) {
    let scenario = &run.theatre().scenario;
    let means = &mut world.means;
    match what % 6 {
        0 => {
            let party = which % means.books.len();
            if party != scenario.seats[seat.index()].party.index() {
                let books = &mut means.books[party];
                books.budget_usd += 7;
                books.places = Some(3);
                books.staff[which % 7] += 1;
                books.interpreters.clear();
            }
        }
        1 => means.balance_usd += 11,
        2 => {
            if scenario.means.fund.as_ref().is_some_and(|fund| fund.manager != seat) {
                means.book_usd += 13;
            }
        }
        3 => {
            for grant in &mut means.grants {
                grant.number += 1;
                grant.settled_at = None;
            }
        }
        4 => means.consultations.push(sarex::sim::means::Consultation {
            convener: SeatId(0),
            case: CraftId(0),
            asked_at: Tick(1),
            requests: Vec::new(),
            members: vec![seat],
            date: Some(Tick(7)),
            held_at: None,
        }),
        _ => means.task_force = vec![PartyId(0), PartyId(1)],
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn of_means_too_a_picture_holds_only_its_own_seats(
        seat in 0_u32..9,
        changes in proptest::collection::vec((any::<u8>(), 0_usize..1000), 1..8),
    ) {
        let run = with_means();
        let seat = SeatId(seat);
        let before = bytes(&project(run.theatre(), run.world(), seat));
        let mut world = run.world().clone();
        for (what, which) in changes {
            alter_means(run, &mut world, seat, what, which);
        }
        prop_assert_eq!(before, bytes(&project(run.theatre(), &world, seat)));
    }
}

/// Ministries, centres, operations and masters in the middle of a negotiation.
fn negotiating() -> &'static Exercise {
    static RUN: OnceLock<Exercise> = OnceLock::new();
    RUN.get_or_init(super::negotiation::halfway)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn in_a_negotiation_too_a_picture_holds_nothing_its_seat_was_not_told(
        seat in 0_u32..7,
        changes in proptest::collection::vec((any::<u8>(), 0_usize..1000, -2.0..2.0_f64), 1..8),
    ) {
        let run = negotiating();
        let seat = SeatId(seat);
        let before = bytes(&project(run.theatre(), run.world(), seat));
        let mut world = run.world().clone();
        for (what, which, x) in changes {
            alter(run, &mut world, seat, what, which, x);
        }
        prop_assert_eq!(before, bytes(&project(run.theatre(), &world, seat)));
    }
}

/// Focal points in the middle of telling each other, with the press at the table.
fn telling() -> &'static Exercise {
    static RUN: OnceLock<Exercise> = OnceLock::new();
    RUN.get_or_init(super::public::halfway)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn at_the_portal_and_in_the_press_too_a_picture_holds_nothing_its_seat_was_not_told(
        seat in 0_u32..9,
        changes in proptest::collection::vec((any::<u8>(), 0_usize..1000, -2.0..2.0_f64), 1..8),
    ) {
        let run = telling();
        let seat = SeatId(seat);
        let before = bytes(&project(run.theatre(), run.world(), seat));
        let mut world = run.world().clone();
        for (what, which, x) in changes {
            alter(run, &mut world, seat, what, which, x);
        }
        prop_assert_eq!(before, bytes(&project(run.theatre(), &world, seat)));
    }
}

#[test]
fn of_an_unread_post_a_seat_sees_who_wrote_it_and_its_sort_and_nobody_else_sees_that() {
    let run = telling();
    let (theatre, world) = (run.theatre(), run.world());
    let unread: Vec<_> = world.portal.posts.iter().flat_map(|p| p.copies.iter().map(move |c| (p, c))).collect();
    let unread: Vec<_> = unread.into_iter().filter(|(_, copy)| copy.arrived && copy.read_at.is_none()).collect();
    assert!(!unread.is_empty(), "the run has a post that lies unread");
    for (posted, copy) in unread {
        for seat in theatre.seats() {
            let picture = project(theatre, world, seat);
            let view = picture.portal.posts.iter().find(|view| view.post == posted.post);
            assert_eq!(
                view.is_some(),
                seat == copy.to || seat == posted.post.by || posted.copies.iter().any(|c| c.to == seat && c.arrived)
            );
            if seat == copy.to {
                let view = view.unwrap();
                assert_eq!((&view.what, view.sort, view.read_at), (&None, posted.what.sort(), None));
            }
        }
    }
}

#[test]
fn how_a_crew_is_minded_is_in_no_briefing() {
    let theatre = negotiating().theatre();
    assert!(theatre.scenario.seats.iter().any(|seat| seat.manner != Manner::default()));
    for seat in theatre.seats() {
        let shelf = briefing(theatre, Some(seat));
        assert!(shelf.seats.iter().all(|other| other.manner == Manner::default()), "{seat}");
    }
}

#[test]
fn what_a_seat_is_told_does_change_its_picture() {
    // Without this the property above would also hold of an empty picture.
    let run = midway();
    for seat in run.theatre().seats() {
        let before = bytes(&project(run.theatre(), run.world(), seat));
        let mut world = run.world().clone();
        let entry =
            Entry { known_at: world.tick, true_at: world.tick, fact: Fact::Logged { text: "known".to_owned() } };
        world.ledgers[seat.index()].write(entry);
        assert_ne!(before, bytes(&project(run.theatre(), &world, seat)));
    }
}

#[test]
fn a_picture_does_not_tell_which_object_a_contact_truly_is() {
    let run = midway();
    for seat in run.theatre().seats() {
        let json = serde_json::to_value(project(run.theatre(), run.world(), seat)).unwrap();
        for contact in json["contacts"].as_array().unwrap() {
            assert!(contact.get("object").is_none());
        }
    }
}

/// What EXCON may do that does not concern a seat: in the margin, to others' units, in others' in-trays.
fn elsewhere(theatre: &Theatre, world: &World, seat: SeatId, what: u8, which: usize, x: f64) -> Option<Intervention> {
    let position = Position::clamped(-9.5 + x / 2.0, 101.0 + x / 2.0);
    let unseen = |world: &World, held: bool| {
        let units: Vec<SruId> = (0..world.srus.len())
            .map(SruId::new)
            .filter(|sru| {
                let spec = theatre.sru(*sru);
                let theirs = spec.seat != seat && spec.party != theatre.seat(seat).party;
                theirs
                    && world.srus[sru.index()].lent_to != Some(seat)
                    && (world.srus[sru.index()].activity == Activity::Reserve) == held
            })
            .collect();
        (!units.is_empty()).then(|| units[which % units.len()])
    };
    Some(match what % 9 {
        0 => Intervention::Note { text: "a secret".to_owned(), bookmark: true },
        1 => Intervention::Rate { expectation: ExpectationId(0), rating: Rating::Unable, note: "a secret".to_owned() },
        2 => Intervention::Seated { seat, who: "a secret".to_owned() },
        3 => Intervention::CallOff { inject: InjectId(which as u32 % 9) },
        4 => {
            let others: Vec<SeatId> = theatre.seats().filter(|other| *other != seat).collect();
            Intervention::Improvise {
                purpose: "a secret".to_owned(),
                effect: Effect::Message {
                    from: "a secret".to_owned(),
                    to: others[which % others.len()],
                    channel: Channel::Phone,
                    case: CraftId(0),
                    position: Some(position),
                    text: "a secret".to_owned(),
                    told: Told::default(),
                },
            }
        }
        5 => Intervention::MoveSru { sru: unseen(world, false)?, to: position },
        6 => Intervention::BringIn { sru: unseen(world, true)?, at: position },
        7 => {
            // Another party's line dies. Whoever writes to it is not told.
            let own = theatre.seat(seat).party;
            let others = (0..theatre.scenario.parties.len()).map(PartyId::new).filter(|party| *party != own);
            let others: Vec<PartyId> = others.collect();
            let (party, channel) = (others[which % others.len()], Channel::ALL[which % Channel::ALL.len()]);
            let effect = Effect::ChannelFails { channel, party, span: Span::hours(1) };
            Intervention::Improvise { purpose: "a secret".to_owned(), effect }
        }
        _ => Intervention::Improvise {
            purpose: "a secret".to_owned(),
            effect: Effect::SruFails { sru: unseen(world, false)? },
        },
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_excon_does_elsewhere_is_not_in_a_seats_picture(
        seat in 0_u32..5,
        deeds in proptest::collection::vec((any::<u8>(), 0_usize..1000, -2.0..2.0_f64), 1..5),
    ) {
        let run = midway();
        let (theatre, seat) = (run.theatre(), SeatId(seat));
        let (mut plain, mut touched) = (run.world().clone(), run.world().clone());
        let commands: Vec<Stamped<Command>> = deeds
            .into_iter()
            .filter_map(|(what, which, x)| elsewhere(theatre, run.world(), seat, what, which, x))
            .zip(0..)
            .map(|(what, seq)| Stamped { tick: Tick(0), seat: None, seq, body: Command::Excon(Box::new(what)) })
            .collect();
        step(theatre, &mut plain, &[]);
        step(theatre, &mut touched, &commands);
        // For the next minutes nothing of it reaches the seat by AIS or by anybody's message either.
        for _ in 0..3 {
            let (before, after) = (project(theatre, &plain, seat), project(theatre, &touched, seat));
            prop_assert_eq!(bytes(&before), bytes(&after));
            step(theatre, &mut plain, &[]);
            step(theatre, &mut touched, &[]);
        }
    }
}

#[test]
fn a_unit_in_reserve_is_in_the_truth_and_in_no_picture_until_it_is_brought_in() {
    let run = midway();
    let theatre = run.theatre();
    let held = SruId::new(theatre.scenario.srus.len() - 2);
    assert_eq!(truth(theatre, run.world()).srus[held.index()].doing, Doing::Reserve);
    for seat in theatre.seats() {
        let json = serde_json::to_string(&project(theatre, run.world(), seat)).unwrap();
        assert!(!json.contains("HELD IN MERAK") && !json.contains("HELD AT THE ISLAND"), "{seat}");
    }
    let mut world = run.world().clone();
    let at = Position::new(-7.6, 105.4).unwrap();
    let bring = Command::Excon(Box::new(Intervention::BringIn { sru: held, at }));
    step(theatre, &mut world, &[Stamped { tick: Tick(0), seat: None, seq: 0, body: bring }]);
    for seat in theatre.seats() {
        let picture = project(theatre, &world, seat);
        let own = theatre.seat(seat).party == theatre.sru(held).party;
        assert_eq!(picture.srus.iter().any(|view| view.sru == held && view.position == at), own, "{seat}");
        assert_eq!(picture.cards.iter().any(|card| card.sru == held && card.data.is_some()), own, "{seat}");
        let told = picture.log.iter().any(|line| line.text.contains("HELD IN MERAK is in service"));
        assert_eq!(told, own, "{seat}");
    }
}

#[test]
fn cards_are_of_units_seen_or_heard_and_only_those_seen_show_their_data() {
    let run = midway();
    let (theatre, world) = (run.theatre(), run.world());
    for seat in theatre.seats() {
        let picture = project(theatre, world, seat);
        assert!(picture.cards.windows(2).all(|pair| pair[0].sru < pair[1].sru));
        for sru in (0..world.srus.len()).map(SruId::new) {
            let card = picture.cards.iter().find(|card| card.sru == sru);
            let sees = theatre.sees(world, seat, sru);
            let heard = world.ledgers[seat.index()].traffic.iter().any(|ship| ship.sru == sru);
            assert_eq!(card.is_some(), sees || heard, "{seat} {sru}");
            if let Some(card) = card {
                assert_eq!(card.data.is_some(), sees, "{seat} {sru}");
                assert_eq!(card.name, theatre.sru(sru).name);
            }
        }
        // Everything a picture speaks of by number, it has a card for.
        let spoken = picture.srus.iter().map(|v| v.sru).chain(picture.traffic.iter().map(|t| t.sru));
        for sru in spoken {
            assert!(picture.cards.iter().any(|card| card.sru == sru), "{seat} {sru}");
        }
    }
}

#[test]
fn a_case_is_described_as_a_witness_would_and_not_by_what_is_planned_for_it() {
    let run = midway();
    let theatre = run.theatre();
    let craft = &theatre.scenario.craft[0];
    for seat in theatre.seats() {
        let picture = project(theatre, run.world(), seat);
        let json = serde_json::to_value(&picture).unwrap();
        for case in &picture.cases {
            assert_eq!(case.described.words, craft.description);
        }
        // The described fields are those of `Described` and nothing of the vessel's inside.
        for case in json["cases"].as_array().unwrap() {
            let fields: Vec<&String> = case["described"].as_object().unwrap().keys().collect();
            let known = ["words", "leeway_afloat", "leeway_capsized", "object_afloat", "object_capsized"];
            assert!(fields.iter().all(|field| known.contains(&field.as_str())), "{fields:?}");
        }
    }
}

#[test]
fn the_briefing_tells_each_seat_its_own_part_and_nothing_of_the_plan() {
    let theatre = midway().theatre();
    let scenario = &theatre.scenario;
    let nobody = serde_json::to_string(&briefing(theatre, None)).unwrap();
    for seat in theatre.seats() {
        let own = briefing(theatre, Some(seat));
        assert_eq!(own.instructions, scenario.seats[seat.index()].instructions);
        let json = serde_json::to_string(&own).unwrap();
        let quoted = |text: &str| serde_json::to_string(text).unwrap().trim_matches('"').to_owned();
        let secrets = scenario
            .injects
            .iter()
            .map(|inject| inject.purpose.as_str())
            .chain(scenario.expectations.iter().map(|expectation| expectation.what.as_str()))
            .chain(scenario.craft.iter().map(|craft| craft.name.as_str()))
            .chain(scenario.craft.iter().flat_map(|craft| &craft.calls).map(|call| call.text.as_str()))
            .chain(scenario.srus.iter().filter(|s| s.start == Start::Reserve).map(|sru| sru.name.as_str()))
            .chain([scenario.summary.as_str()]);
        for secret in secrets {
            assert!(!json.contains(&quoted(secret)) && !nobody.contains(&quoted(secret)), "{seat}: {secret}");
        }
        let others = scenario.seats.iter().enumerate().filter(|(i, _)| *i != seat.index());
        for (_, other) in others {
            assert!(!json.contains(&quoted(other.instructions.as_deref().unwrap())), "{seat} reads for {}", other.id);
        }
    }
}

/// A landing, stopped while people are being registered, screened and asked.
fn landing() -> &'static Exercise {
    static RUN: OnceLock<Exercise> = OnceLock::new();
    RUN.get_or_init(|| {
        let scenario = super::ashore::fixture();
        let seating = Seating::all(&scenario, Crew::Doctrine);
        let mut run = Exercise::new(scenario, 2, seating);
        run.play_to(hours(20));
        run
    })
}

/// Alters what people are in truth, and, for seats that neither run a site nor police one, anything about the part
/// ashore.
fn alter_ashore(world: &mut World, concerned: bool, polices: bool, what: u8, which: usize) {
    let now = world.tick;
    let ashore = &mut world.ashore;
    let file = {
        let mut all: Vec<_> = ashore.files.iter_mut().flatten().collect();
        let n = all.len().max(1);
        if all.is_empty() { None } else { Some(all.swap_remove(which % n)) }
    };
    match (what % 8, file) {
        (0, _) => {
            let n = ashore.backgrounds.len();
            let background = &mut ashore.backgrounds[which % n];
            background.protection = !background.protection;
            background.indicators += 1;
            background.organiser = !background.organiser;
            background.witness = !background.witness;
            background.pregnant = !background.pregnant;
            background.nationality = None;
            background.unaccompanied = !background.unaccompanied;
        }
        (1, Some(file)) => file.condition = sarex::sar::reception::Triage::Red,
        (2, Some(file)) => {
            if let Some(hand) = &mut file.in_hand {
                hand.left_min += 5.0;
                hand.understood = !hand.understood;
            }
        }
        (3, Some(file)) => {
            file.witness_lost = !file.witness_lost;
            file.screenings += 1;
            file.person = sarex::base::ids::PersonId(which as u32);
        }
        (4, Some(file)) if !concerned => {
            file.known.organiser = true;
            file.known.triage = Some(sarex::sar::reception::Triage::Red);
            file.done = [Some(now); sarex::sar::reception::Stage::ALL.len()];
        }
        (5, _) if !concerned => {
            ashore.files.iter_mut().for_each(|files| *files = Files::default());
            ashore.sites[0].present.clear();
            ashore.sites[0].short = (0, 0, 0);
        }
        (6, _) if !polices => ashore.evidence.clear(),
        (7, _) => ashore.index.clear(),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nobody_sees_of_people_ashore_what_was_not_asked_and_others_see_nothing(
        seat in 0_u32..5,
        changes in proptest::collection::vec((any::<u8>(), 0_usize..1000), 1..8),
    ) {
        let run = landing();
        let seat = SeatId(seat);
        let before = project(run.theatre(), run.world(), seat);
        let concerned = !before.reception.is_empty();
        let polices = before.reception.iter().any(|site| site.polices);
        let mut world = run.world().clone();
        for (what, which) in changes {
            alter_ashore(&mut world, concerned, polices, what, which);
        }
        let after = bytes(&project(run.theatre(), &world, seat));
        prop_assert_eq!(bytes(&before), after);
    }
}

#[test]
fn the_seats_ashore_see_their_files_and_the_police_less_of_them() {
    let run = landing();
    let seen = |seat: u32| project(run.theatre(), run.world(), SeatId(seat)).reception;
    assert!(seen(0).is_empty() && seen(1).is_empty() && seen(4).is_empty());
    let (office, police) = (seen(2), seen(3));
    assert_eq!((office.len(), police.len()), (2, 2));
    let files = &office[0].files;
    assert!(files.len() > 40, "{}", files.len());
    assert!(files.iter().any(|file| file.known.triage.is_some() && file.known.age_years.is_some()));
    assert!(office[0].evidence.is_empty() && !police[0].evidence.is_empty());
    assert!(!police[0].files.is_empty());
    for file in &police[0].files {
        assert!(file.known.age_years.is_some(), "registered");
        assert_eq!((file.known.triage, file.known.protection, file.known.pregnant), (None, None, None));
        let whole = files.iter().find(|other| other.file == file.file).unwrap();
        assert_eq!(whole.known.age_years, file.known.age_years);
    }
    let json = serde_json::to_string(&office).unwrap();
    assert!(!json.contains("person-") && !json.contains("condition"));
}

/// Everybody with everything to call by: coast stations, a set and a beacon aboard, a mobile telephone, a line that
/// died.
fn calling() -> &'static Exercise {
    static RUN: OnceLock<Exercise> = OnceLock::new();
    RUN.get_or_init(|| {
        let mut scenario = shipped("sunda-2012");
        let antenna = |seat, lat, lon, height_m| Antenna {
            seat: SeatId(seat),
            position: Position::new(lat, lon).unwrap(),
            height_m,
        };
        scenario.signals.antennas = vec![antenna(0, -7.0, 106.4, 900.0), antenna(2, -10.45, 105.67, 300.0)];
        scenario.signals.sets = vec![Sets {
            vhf: Some(Vhf { antenna_m: 4.0, reads_position: true }),
            epirb: Some(Epirb { encoded: false, floats_free: true, battery: Span::hours(48), registered: None }),
            telephone: Telephone { mobile: true, talk: Some(Span::hours(1)), tries_again: true },
        }];
        let by_hand = Trouble { at: hours(9), spread: Span::ZERO, kind: TroubleKind::BeaconSetOff };
        let leak = Trouble { at: hours(10), spread: Span::ZERO, kind: TroubleKind::Leak { m3_per_h: 25.0 } };
        scenario.craft[0].troubles.extend([by_hand, leak]);
        let seating = Seating::all(&scenario, Crew::Doctrine);
        let mut run = Exercise::new(scenario, 4, seating);
        run.play_to(hours(11));
        run
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn by_whatever_people_call_a_picture_holds_nothing_its_seat_was_not_told(
        seat in 0_u32..5,
        changes in proptest::collection::vec((any::<u8>(), 0_usize..1000, -2.0..2.0_f64), 1..8),
    ) {
        let run = calling();
        let seat = SeatId(seat);
        let before = bytes(&project(run.theatre(), run.world(), seat));
        let mut world = run.world().clone();
        for (what, which, x) in changes {
            alter(run, &mut world, seat, what, which, x);
        }
        prop_assert_eq!(before, bytes(&project(run.theatre(), &world, seat)));
    }
}

/// Who has had something by a means from the vessel, or from the satellites.
fn heard_by(run: &Exercise, channel: Channel) -> Vec<SeatId> {
    let had = |seat: &SeatId| {
        let messages = project(run.theatre(), run.world(), *seat).messages;
        messages.iter().any(|message| message.channel == channel)
    };
    run.theatre().seats().filter(had).collect()
}

#[test]
fn a_beacon_is_told_to_the_centre_of_its_region_alone_and_what_a_vessel_carries_is_in_no_briefing() {
    let run = calling();
    let theatre = run.theatre();
    let here = theatre.scenario.responsible_for(run.world().objects[0].position).unwrap();
    assert_eq!(heard_by(run, Channel::Epirb), [here]);
    for seat in theatre.seats() {
        let json = serde_json::to_string(&briefing(theatre, Some(seat))).unwrap();
        assert!(json.contains("antennas") && !json.contains("floats_free") && !json.contains("tries_again"), "{seat}");
        let picture = serde_json::to_string(&project(theatre, run.world(), seat)).unwrap();
        assert!(!picture.contains("on_since") && !picture.contains("talked"), "{seat}");
    }
}

#[test]
fn a_dead_line_is_in_the_pictures_of_its_own_party_and_in_no_others() {
    let run = calling();
    let theatre = run.theatre();
    let mut world = run.world().clone();
    let effect = Effect::ChannelFails { channel: Channel::Text, party: PartyId(0), span: Span::hours(1) };
    let body = Command::Excon(Box::new(Intervention::Improvise { purpose: String::new(), effect }));
    step(theatre, &mut world, &[Stamped { tick: Tick(0), seat: None, seq: 0, body }]);
    for seat in theatre.seats() {
        let mut kept = Kept::new(theatre, run.world(), seat);
        let whole = project(theatre, &world, seat);
        assert_eq!(kept.renew(theatre, &world), &whole, "a picture that is kept is the whole");
        let lines = whole.lines;
        assert_eq!(lines.is_dead(Channel::Text), theatre.seat(seat).party == PartyId(0), "{seat}");
        assert_eq!(lines.open().any(|channel| channel == Channel::Text), theatre.seat(seat).party != PartyId(0));
    }
}

/// Two states and a regional centre, stopped when people have been taken there and are heard.
fn centre() -> &'static Exercise {
    static RUN: OnceLock<Exercise> = OnceLock::new();
    RUN.get_or_init(|| {
        let scenario = super::assessment::with(super::assessment::REGIONAL);
        let seating = Seating::all(&scenario, Crew::Doctrine);
        let mut run = Exercise::new(scenario, 2, seating);
        run.play_to(hours(70));
        run
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn nobody_sees_what_another_states_office_found_or_before_whom_its_people_wait(
        seat in 0_u32..5,
        changes in proptest::collection::vec((0_u8..6, 0_usize..1000), 1..6),
    ) {
        let run = centre();
        let party = run.theatre().seat(SeatId(seat)).party;
        let before = bytes(&project(run.theatre(), run.world(), SeatId(seat)));
        let mut world = run.world().clone();
        let runs = run.theatre().scenario.reception.sites.iter().any(|site| site.run_by == SeatId(seat));
        for (what, which) in changes {
            let person = sarex::base::ids::PersonId(which as u32 % 80);
            let offices = &mut world.ashore.assessment;
            match what {
                // How often anybody has been heard is told to nobody.
                0 => *offices.heard.entry(person).or_insert(0) += 3,
                1 => {
                    // Delta's seat runs the site that is the centre; to everybody else its list is hidden.
                    let own = sarex::sim::ashore::AssessmentOffice::State(party);
                    let hosts = party.0 == 1;
                    let hidden = |office| office != own && !(hosts && office == sarex::sim::ashore::AssessmentOffice::Centre);
                    for queue in offices.offices.iter_mut().filter(|queue| !runs || hidden(queue.office)) {
                        queue.waiting.push(person);
                    }
                }
                // Which leads are true, who knows them by whatever way, and what police do about them.
                3 => {
                    let about = sarex::scenario::IndicatorKind::Money;
                    let sound = which % 2 == 0;
                    world.portal.leads.came.push(sarex::sim::portal::Truth { about, case: None, sound });
                    world.portal.leads.known.insert((SeatId(which as u32 % 5), 0), Tick(1));
                    let (party, until) = (PartyId(which as u32 % 3), Tick(9_999));
                    let held = sarex::sim::ashore::Following { party, lead: 0, about, case: None, sound, until, done: false };
                    world.ashore.leads.push(held);
                }
                // Who of another state lent officers is on the board only as a number of staff.
                4 => world.ashore.sites[which % 3].liaison.push((PartyId(2), 4)),
                2 => {
                    for queue in &mut offices.offices {
                        queue.in_hand = Some((person, Tick(world.tick.0 + 9)));
                    }
                }
                _ => {
                    for (p, files) in world.ashore.files.iter_mut().enumerate() {
                        if p != party.index() || !runs {
                            let mut altered = Files::default();
                            for mut file in files.iter().cloned() {
                                file.known.assessed = None;
                                file.known.assessment_asked = Some(Tick(1));
                                altered.push(file);
                            }
                            *files = altered;
                        }
                    }
                }
            }
        }
        prop_assert_eq!(before, bytes(&project(run.theatre(), &world, SeatId(seat))));
    }
}

#[test]
fn whoever_runs_a_site_sees_its_own_list_and_what_others_agreed_to_and_the_police_see_no_claims() {
    let run = centre();
    let moved = run.world().ashore.files[0].iter().filter(|file| file.stay == sarex::sim::ashore::Stay::Relocated);
    assert!(moved.count() > 5);
    let seen = |seat: u32| project(run.theatre(), run.world(), SeatId(seat)).reception;
    let office = &seen(2)[0];
    let view = office.assessment.as_ref().unwrap();
    assert!(view.one_form && !view.is_centre && view.centre.is_some());
    assert!(seen(4)[0].assessment.as_ref().is_some_and(|view| view.is_centre));
    let police = &seen(3)[0];
    assert!(police.assessment.is_none());
    assert!(police.files.iter().all(|file| file.known.assessed.is_none() && file.known.assessment_asked.is_none()));
    assert!(seen(4)[0].files.iter().any(|file| file.known.assessed.is_some()));
}
