//! The whole table of rights, walked: each role does, or is asked to do, each thing there is a right to.

use crate::base::ids::{PartyId, PlaceId, RequestId, SeatId, SiteId, SruId};
use crate::base::quantity::metres;
use crate::base::{Span, Tick};
use crate::sar::reception::Staff;
use crate::scenario::{
    Channel, Fund, Manner, Means, Party, PartyKind, Phase, Purse, Role, Scenario, Seat, Site, SruKind, Start,
};

use super::means::{Help, Wanted};
use super::tests::{CASE, PATROL, at, scenario, unit};
use super::*;

const OTHER: SeatId = SeatId(3);
/// A seat of Alpha with the role in question.
const ACTOR: SeatId = SeatId(4);
/// Alpha's foreign ministry.
const MINISTRY: SeatId = SeatId(5);
/// Bravo's operations.
const OPERATIONS: SeatId = SeatId(6);
/// A seat of Bravo with the role in question.
const ASKED: SeatId = SeatId(7);
/// UNHCR, as a seat of Bravo's party.
const HELPERS: SeatId = SeatId(8);
/// Police of a third state.
const INVESTIGATOR: SeatId = SeatId(9);
/// A vessel of Bravo's operations, and one under the seat asked.
const THEIRS: SruId = SruId(3);
const UNDER_ASKED: SruId = SruId(4);
/// Ports of Alpha and Bravo.
const PORT: PlaceId = PlaceId(0);
const FAR: PlaceId = PlaceId(2);

fn table(role: Role) -> Scenario {
    let mut scenario = scenario();
    scenario.parties.push(Party { id: "c".to_owned(), name: "Charlie".to_owned(), kind: PartyKind::Country });
    let seat = |name: &str, party: u32, role| Seat {
        id: name.to_owned(),
        name: name.to_owned(),
        party: PartyId(party),
        role,
        position: at(-6.0, 106.8),
        instructions: None,
        manner: Manner::default(),
    };
    scenario.seats.push(seat("actor", 0, role));
    scenario.seats.push(seat("ministry", 0, Role::ForeignMinistry));
    scenario.seats.push(seat("operations", 2, Role::Operations));
    scenario.seats.push(seat("asked", 2, role));
    scenario.portal.members = vec![ACTOR, ASKED];
    // Run by the actor, whoever that is: what it may not do is then its role's doing.
    scenario.reception.sites.push(Site {
        place: PORT,
        party: PartyId(0),
        run_by: ACTOR,
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
    // A second one, so that staff can be asked for whatever the actor may do.
    let first = scenario.reception.sites[0].clone();
    scenario.reception.sites.push(Site { place: PlaceId(1), run_by: SeatId(0), ..first });
    let first = scenario.reception.sites[0].clone();
    scenario.reception.sites.push(Site { place: FAR, party: PartyId(2), run_by: ASKED, ..first });
    scenario.seats.push(seat("helpers", 2, Role::Unhcr));
    scenario.seats.push(seat("investigator", 3, Role::Police));
    let purse = Purse { budget_usd: 10, ..Purse::default() };
    scenario.means = Means {
        fund: Some(Fund { name: "fund".to_owned(), balance_usd: 100, manager: ASKED }),
        purses: vec![purse; scenario.parties.len()],
        task_force: None,
    };
    for (name, seat) in [("theirs", OPERATIONS), ("under asked", ASKED)] {
        scenario.srus.push(unit(name, 2, seat, SruKind::Vessel, Start::AtSea(at(-9.0, 105.0))));
    }
    scenario
}

/// A world in which the seats have heard of the case and of each other's ships, and in which what the actor wants to do
/// can be done if it may.
fn ready(theatre: &Theatre) -> World {
    let mut world = World::new(theatre, 1);
    while world.tick < Tick(190) {
        step(theatre, &mut world, &[]);
    }
    for seat in theatre.seats() {
        world.milestones.insert(crate::scenario::Milestone::Alerted(seat, CASE), Tick(70));
        for sru in [THEIRS, UNDER_ASKED] {
            if !world.ledgers[seat.index()].traffic.iter().any(|ship| ship.sru == sru) {
                let (position, heard_at) = (at(-9.0, 105.0), Tick(180));
                let ship = Traffic { sru, position, course_true: 0.0, speed_mps: 0.0, heard_at };
                world.ledgers[seat.index()].traffic.push(ship);
            }
        }
    }
    world.srus[PATROL.index()].lent_to = Some(ACTOR);
    world
}

fn request(world: &mut World, id: u32, from: SeatId, to: SeatId, what: Ask) -> &mut Request {
    world.requests.push(Request {
        id: RequestId(id),
        from,
        to,
        channel: Channel::Phone,
        case: CASE,
        what,
        made_at: Tick(100),
        received_at: Some(Tick(110)),
        answer: None,
        answer_known_at: None,
        life: Life::default(),
    });
    world.requests.last_mut().unwrap()
}

fn ask(to: SeatId, what: Ask) -> Command {
    Command::Ask { to, channel: Channel::Phone, case: CASE, what, by: None }
}

/// A request for the evidence of a state, by one that has some of its own.
fn assistance(world: &mut World, party: PartyId, of: SeatId) -> Command {
    let item = ashore::Item { there: true, secured: None, spoiled: false };
    let items = [item; ashore::Evidence::ALL.len()];
    let since = Tick(100);
    let evidence = ashore::CaseEvidence { party, case: CASE, since, items, smuggled_charged: 0, shared: Vec::new() };
    world.ashore.evidence.push(evidence);
    ask(of, Ask::Assist(ashore::Assistance::Evidence))
}

fn clear(landing: u32, asker: SeatId, place: PlaceId) -> Ask {
    Ask::Clear(Clearance {
        landing: RequestId(landing),
        asker,
        place,
        persons: 5,
        waiting_since: Tick(100),
        dead: 0,
        elsewhere: 0,
        pledged: 0,
    })
}

/// The deed each right is about: who does it, and what; done in a world that lets it.
fn deed(right: Right, world: &mut World) -> (SeatId, Command) {
    let rcc = SeatId(0);
    let deploy = Ask::Deploy { at: at(-8.5, 106.0), error_m: 500.0, true_at: Tick(100) };
    let land = |place| Ask::Land { place, persons: 5 };
    let draw = Wanted::Draw { amount_usd: 50, persons: 5 };
    let staff = |site| Wanted::Staff { site, help: Help::Staff(Staff::Medical), number: 2 };
    match right {
        Right::DeclarePhase => (ACTOR, Command::SetPhase { case: CASE, phase: Phase::Alert, reason: String::new() }),
        Right::TakeResponsibility => (ACTOR, Command::Assume { case: CASE }),
        Right::HandOver => (ACTOR, ask(OTHER, Ask::Coordinate)),
        Right::Coordinate => (rcc, ask(ASKED, Ask::Coordinate)),
        Right::CallVessel => (ACTOR, Command::CallCasualty { case: CASE }),
        Right::Broadcast => {
            let (position, radius_m) = (at(-8.5, 106.0), metres(100.0));
            (ACTOR, Command::BroadcastDistress { case: CASE, position, radius_m, text: "MAYDAY RELAY".to_owned() })
        }
        Right::OrderUnits => {
            let order = Order::Proceed { to: at(-8.5, 106.0) };
            (ACTOR, Command::Order { sru: PATROL, case: Some(CASE), order })
        }
        Right::AskForUnits => (ACTOR, ask(OTHER, deploy)),
        Right::SendUnits => (rcc, ask(ASKED, deploy)),
        Right::AskLanding => (ACTOR, ask(OTHER, land(FAR))),
        Right::GrantLanding => (rcc, ask(ASKED, land(FAR))),
        Right::AskDecision => {
            request(world, 900, OTHER, ACTOR, land(PORT));
            (ACTOR, ask(MINISTRY, clear(900, OTHER, PORT)))
        }
        Right::DecideLanding => {
            request(world, 900, rcc, OTHER, land(FAR));
            (OTHER, ask(ASKED, clear(900, rcc, FAR)))
        }
        Right::AskEntry => (ACTOR, ask(OTHER, Ask::Enter)),
        Right::GrantEntry => (rcc, ask(ASKED, Ask::Enter)),
        Right::AskLoan => (ACTOR, ask(OPERATIONS, Ask::Lend { sru: THEIRS })),
        Right::LendUnit => (rcc, ask(ASKED, Ask::Lend { sru: UNDER_ASKED })),
        Right::ReleaseUnit => (ACTOR, Command::Release { sru: PATROL }),
        Right::Pledge => {
            let offered = request(world, 900, ACTOR, OTHER, land(FAR));
            let terms = Terms { pledge: Some(3), ..Terms::default() };
            offered.answer = Some((Answer::AcceptIf { terms }, Tick(120)));
            offered.answer_known_at = Some(Tick(130));
            (ACTOR, Command::Agree { request: RequestId(900) })
        }
        Right::Correspond => (ACTOR, Command::Log { text: "noted".to_owned() }),
        Right::Excon => {
            let note = Intervention::Note { text: "noted".to_owned(), bookmark: false };
            (ACTOR, Command::Excon(Box::new(note)))
        }
        Right::RunReception => (ACTOR, Command::Ashore(Box::new(ashore::Command::Open { site: SiteId(0) }))),
        Right::Police => {
            let item = ashore::Item { there: true, secured: None, spoiled: false };
            let evidence = ashore::CaseEvidence {
                party: PartyId(0),
                case: CASE,
                since: Tick(100),
                items: [item; ashore::Evidence::ALL.len()],
                smuggled_charged: 0,
                shared: Vec::new(),
            };
            world.ashore.evidence.push(evidence);
            let order = ashore::Command::Secure { case: CASE, item: ashore::Evidence::Vessel };
            (ACTOR, Command::Ashore(Box::new(order)))
        }
        Right::ShareCost => {
            let offered = request(world, 900, ACTOR, OTHER, land(FAR));
            let terms = Terms { cost_share: Some(50), ..Terms::default() };
            offered.answer = Some((Answer::AcceptIf { terms }, Tick(120)));
            offered.answer_known_at = Some(Tick(130));
            (ACTOR, Command::Agree { request: RequestId(900) })
        }
        Right::AskDraw => (ACTOR, ask(ASKED, Ask::Means(draw))),
        Right::GrantDraw => (rcc, ask(ASKED, Ask::Means(draw))),
        Right::Contribute => (ACTOR, Command::Means(means::Command::Contribute { amount_usd: 5 })),
        Right::Convene => (ACTOR, ask(MINISTRY, Ask::Means(Wanted::Consult))),
        Right::TakePart => (MINISTRY, ask(ASKED, Ask::Means(Wanted::Consult))),
        Right::AskStaff => (ACTOR, ask(HELPERS, Ask::Means(staff(SiteId(0))))),
        Right::LendStaff => (rcc, ask(ASKED, Ask::Means(staff(SiteId(1))))),
        Right::AskResettlement => (ACTOR, ask(HELPERS, Ask::Means(Wanted::Resettle { persons: 3 }))),
        Right::Resettle => (MINISTRY, ask(ASKED, Ask::Means(Wanted::Resettle { persons: 3 }))),
        Right::UsePortal => {
            let post = portal::Post::Text { case: Some(CASE), text: "noted".to_owned() };
            (ACTOR, Command::Portal(Box::new(portal::Command::Post(post))))
        }
        Right::Speak => {
            let said = press::Statement {
                tone: press::Tone::Calls,
                of: Some(PartyId(2)),
                text: "let them land".to_owned(),
                case: None,
            };
            (ACTOR, Command::Statement(said))
        }
        Right::KeepPlot => {
            let decision = plot::Command::Conclude { case: CASE, reason: plot::Conclusion::PassedOn };
            (ACTOR, Command::Plot(decision))
        }
        Right::AskAdmission => (ACTOR, ask(ASKED, Ask::Means(Wanted::Admit { site: SiteId(2), persons: 3 }))),
        Right::Admit => (rcc, ask(ASKED, Ask::Means(Wanted::Admit { site: SiteId(2), persons: 3 }))),
        Right::AskAssistance => (ACTOR, assistance(world, PartyId(0), INVESTIGATOR)),
        Right::GrantAssistance => (INVESTIGATOR, assistance(world, PartyId(3), ASKED)),
    }
}

#[test]
fn every_role_may_do_what_the_table_says_and_is_told_who_may_do_the_rest() {
    for role in Role::ALL {
        let theatre = Theatre::new(table(role));
        let before = ready(&theatre);
        for right in Right::ALL {
            let mut world = before.clone();
            let (seat, body) = deed(right, &mut world);
            let command = Stamped { tick: world.tick.next(), seat: Some(seat), seq: 0, body };
            let refusal = step(&theatre, &mut world, &[command]).into_iter().find_map(|event| match event.body {
                Event::CommandRejected { why, .. } => Some(why),
                _ => None,
            });
            if may(role, right) {
                assert_eq!(refusal, None, "{role:?} may {}", right.words());
                continue;
            }
            let expected = Rejection::NotYours {
                role: role_name(role).to_owned(),
                what: right.words().to_owned(),
                ask_whom: who_may(right),
            };
            assert_eq!(refusal, Some(expected), "{role:?} may not {}", right.words());
            for holder in right.holders() {
                assert!(who_may(right).contains(role_name(holder)), "{right:?}");
            }
        }
    }
}
