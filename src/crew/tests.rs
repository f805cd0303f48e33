//! Crews at hand-made desks: what they do, when, and that they do it once.

use crate::base::ids::{CraftId, MessageId, PlaceId, RequestId, SeatId, SruId};
use crate::base::quantity::metres;
use crate::base::{Noise, Position, Span, Tick};
use crate::picture::*;
use crate::sar::sweep::SearchObject;
use crate::scenario::{self, Channel, Nature, Phase, Role};
use crate::sim::{Answer, Ask, Command, MessageBody, Order, ReportedPosition, Seen, Source, Theatre};

use super::Crew;

mod afterwards;
mod ashore;
mod company;
mod hearsay;
mod homing;
mod hopeless;
mod landing;
mod neighbours;
mod several;
mod stand_off;
mod states;
mod trouble;

const CASE: CraftId = CraftId(0);
/// Seats of the strait: RCC North, North's operations, RCC South, masters.
const NORTH: SeatId = SeatId(0);
const OPERATIONS: SeatId = SeatId(1);
const SOUTH: SeatId = SeatId(2);
const MASTERS: SeatId = SeatId(3);
/// Its units: a rescue vessel, an aircraft, a merchant ship.
const RESCUE: SruId = SruId(0);
const AIRCRAFT: SruId = SruId(1);
const MERCHANT: SruId = SruId(2);

fn theatre() -> Theatre {
    let (strait, findings) = scenario::read(include_str!("../scenario/example.ron"));
    assert!(findings.is_empty(), "{findings:?}");
    Theatre::new(strait.expect("the example is sound"))
}

fn p(text: &str) -> Position {
    Position::parse(text).expect(text)
}

fn minutes(n: i64) -> Tick {
    Tick::START.after(Span::minutes(n))
}

fn hours(n: i64) -> Tick {
    Tick::START.after(Span::hours(n))
}

/// An empty desk at a moment.
fn desk(theatre: &Theatre, seat: SeatId, tick: Tick) -> Picture {
    let written = theatre.seat(seat);
    Picture {
        seat,
        party: written.party,
        role: written.role,
        tick,
        now: theatre.scenario.start.at(tick),
        cases: Vec::new(),
        cards: Vec::new(),
        srus: Vec::new(),
        contacts: Vec::new(),
        traffic: Vec::new(),
        messages: Vec::new(),
        requests: Vec::new(),
        searches: Vec::new(),
        log: Vec::new(),
        foreign: Vec::new(),
        reception: Vec::new(),
        means: crate::picture::MeansView::default(),
        portal: crate::picture::PortalView::default(),
        press: Vec::new(),
        received: Vec::new(),
        lines: crate::picture::LinesView::default(),
        plot: crate::picture::PlotView::default(),
        mail: crate::picture::MailView::default(),
        bearings: Vec::new(),
    }
}

fn case(opened_at: Tick) -> CaseView {
    let described = Described {
        words: "a wooden fishing boat".to_owned(),
        leeway_afloat: "FV-1".to_owned(),
        leeway_capsized: "FV-2".to_owned(),
        object_afloat: SearchObject::PowerBoat53ft,
        object_capsized: SearchObject::PowerBoat20ft,
    };
    CaseView::new(CASE, opened_at, described)
}

fn told(at: Tick, position: &str) -> PositionView {
    PositionView {
        reported: ReportedPosition { position: p(position), error_m: 500.0, true_at: at },
        known_at: at,
        from: Source::Casualty(CASE),
    }
}

fn call(at: Tick, nature: Nature, persons: Option<u32>) -> MessageView {
    let body = MessageBody::Call { case: CASE, nature, position: None, persons, text: String::new() };
    message(at, Way::From(Source::Casualty(CASE)), body)
}

/// A situation report that tells a phase and whether the vessel has capsized, and nothing else.
fn sitrep(phase: Option<Phase>, capsized: bool) -> MessageBody {
    MessageBody::Sitrep {
        case: CASE,
        phase,
        position: None,
        persons: None,
        recovered: 0,
        bodies: 0,
        landed: 0,
        text: String::new(),
        capsized,
        full: None,
    }
}

fn message(at: Tick, way: Way, body: MessageBody) -> MessageView {
    MessageView { message: MessageId(at.0), at, sent_at: at, way, channel: Channel::Phone, body }
}

fn request(id: u32, other: SeatId, of_us: bool, at: Tick, what: Ask, answer: Option<Answer>) -> RequestView {
    let answer = answer.map(|answer| (answer, at));
    RequestView { request: RequestId(id), other, of_us, case: CASE, what, at, answer, course: Course::default() }
}

fn deploy(at: &str, true_at: Tick) -> Ask {
    Ask::Deploy { at: p(at), error_m: 500.0, true_at }
}

fn unit(theatre: &Theatre, sru: SruId, position: Position, doing: Doing) -> SruView {
    let written = theatre.sru(sru);
    SruView {
        sru,
        mine: true,
        lent: false,
        position,
        velocity: (0.0, 0.0),
        doing,
        order: None,
        case: None,
        ahead: Vec::new(),
        fuel: 1.0,
        range_left_m: written.range_m,
        survivors: 0,
        bodies: 0,
        room: written.capacity,
        stores: written.stores,
        in_hand: None,
        laden_since: None,
        aboard: None,
    }
}

fn contact(what: Seen, position: &str, persons: u32, at: Tick) -> ContactView {
    ContactView {
        number: 0,
        case: CASE,
        what,
        position: p(position),
        error_m: 185.0,
        persons,
        first_seen: at,
        last_seen: at,
        by: AIRCRAFT,
        cleared: false,
    }
}

fn decide(theatre: &Theatre, picture: &Picture) -> Vec<Command> {
    let noise = Noise::new(7);
    let commands = Crew::Doctrine.decide(theatre, &noise, picture, None);
    assert_eq!(commands, Crew::Doctrine.decide(theatre, &noise, picture, None), "the same desk, the same decision");
    commands
}

fn phase(commands: &[Command]) -> Option<Phase> {
    commands.iter().find_map(|c| match c {
        Command::SetPhase { phase, .. } => Some(*phase),
        _ => None,
    })
}

fn order_of(commands: &[Command], wanted: SruId) -> Option<&Order> {
    commands.iter().find_map(|c| match c {
        Command::Order { sru, order, .. } if *sru == wanted => Some(order),
        _ => None,
    })
}

fn asks(commands: &[Command], wanted: impl Fn(&SeatId, &Ask) -> bool) -> bool {
    commands.iter().any(|c| matches!(c, Command::Ask { to, what, .. } if wanted(to, what)))
}

fn answer(commands: &[Command]) -> Option<&Answer> {
    commands.iter().find_map(|c| match c {
        Command::Answer { answer, .. } => Some(answer),
        _ => None,
    })
}

/// RCC South has been told that water is coming in, `after` minutes ago.
fn south_hears_of_water(theatre: &Theatre, after: i64) -> Picture {
    let (heard, now) = (minutes(10), minutes(10 + after));
    let mut picture = desk(theatre, SOUTH, now);
    let responsible = Some((SOUTH, heard));
    picture.cases.push(CaseView { nature: Nature::TakingWater, persons: Some(40), responsible, ..case(heard) });
    picture.messages.push(call(heard, Nature::TakingWater, Some(40)));
    picture
}

#[test]
fn crews_are_read_as_they_are_written() {
    for crew in Crew::ALL {
        assert_eq!(crew.to_string().parse(), Ok(crew));
        assert_eq!(format!(" {} ", crew.name().to_uppercase()).parse(), Ok(crew));
    }
    let why = "perfect".parse::<Crew>().unwrap_err();
    assert!(why.contains("perfect") && why.contains("doctrine"), "{why}");
}

#[test]
fn nobody_at_the_desk_does_nothing() {
    let theatre = theatre();
    let picture = south_hears_of_water(&theatre, 30);
    assert!(Crew::Absent.decide(&theatre, &Noise::new(7), &picture, None).is_empty());
}

#[test]
fn water_coming_in_is_distress_within_a_quarter_of_an_hour_and_not_at_once() {
    let theatre = theatre();
    assert_eq!(phase(&decide(&theatre, &south_hears_of_water(&theatre, 4))), None);
    let mut later = south_hears_of_water(&theatre, 16);
    assert_eq!(phase(&decide(&theatre, &later)), Some(Phase::Distress));
    later.cases[0].phase = Some((Phase::Distress, minutes(20)));
    assert_eq!(phase(&decide(&theatre, &later)), None);
}

#[test]
fn an_enquiry_is_uncertainty_and_three_are_an_alert() {
    let theatre = theatre();
    let mut picture = desk(&theatre, SOUTH, hours(2));
    picture.cases.push(case(minutes(5)));
    picture.messages.push(call(minutes(5), Nature::Enquiry, None));
    assert_eq!(phase(&decide(&theatre, &picture)), Some(Phase::Uncertainty));
    picture.messages.push(call(minutes(30), Nature::Enquiry, None));
    picture.messages.push(call(minutes(50), Nature::Enquiry, None));
    assert_eq!(phase(&decide(&theatre, &picture)), Some(Phase::Alert));
}

#[test]
fn without_a_position_the_casualty_is_called_again_and_again_but_not_every_minute() {
    let theatre = theatre();
    let calls = |c: &[Command]| c.iter().any(|c| matches!(c, Command::CallCasualty { .. }));
    let mut picture = south_hears_of_water(&theatre, 11);
    assert!(calls(&decide(&theatre, &picture)));
    picture.cases[0].last_called = Some((minutes(20), false));
    assert!(!calls(&decide(&theatre, &picture)));
    picture.tick = minutes(51);
    assert!(calls(&decide(&theatre, &picture)));
}

#[test]
fn the_centre_of_the_region_is_asked_and_asked_again_until_it_accepts() {
    let theatre = theatre();
    let mut picture = south_hears_of_water(&theatre, 40);
    picture.cases[0].phase = Some((Phase::Distress, minutes(20)));
    let asked = |c: &[Command]| asks(c, |to, what| *to == NORTH && *what == Ask::Coordinate);
    assert!(!asked(&decide(&theatre, &picture)), "where it is is not known");
    picture.cases[0].positions.push(told(minutes(30), "08-10S 105-30E"));
    assert!(asked(&decide(&theatre, &picture)));
    picture.requests.push(request(0, NORTH, false, minutes(45), Ask::Coordinate, None));
    assert!(!asked(&decide(&theatre, &picture)));
    picture.tick = minutes(66);
    assert!(asked(&decide(&theatre, &picture)), "no answer for twenty minutes");
    picture.cases[0].responsible = Some((NORTH, minutes(66)));
    assert!(!asked(&decide(&theatre, &picture)));
}

#[test]
fn a_centre_that_hears_from_another_leaves_the_case_with_it() {
    let theatre = theatre();
    let mut picture = desk(&theatre, NORTH, minutes(60));
    picture.cases.push(case(minutes(20)));
    let takes = |c: &[Command]| c.iter().any(|c| matches!(c, Command::Assume { .. }));
    assert!(takes(&decide(&theatre, &picture)));
    let body = sitrep(Some(Phase::Alert), false);
    picture.messages.push(message(minutes(20), Way::From(Source::Seat(SOUTH)), body));
    assert!(!takes(&decide(&theatre, &picture)));
}

#[test]
fn coordination_is_accepted_in_the_own_region_and_refused_with_a_reason_elsewhere() {
    let theatre = theatre();
    let mut picture = desk(&theatre, NORTH, minutes(60));
    picture.cases.push(CaseView { positions: vec![told(minutes(40), "08-10S 105-30E")], ..case(minutes(40)) });
    picture.requests.push(request(0, SOUTH, true, minutes(57), Ask::Coordinate, None));
    assert_eq!(answer(&decide(&theatre, &picture)), None, "people take five minutes to answer");
    picture.tick = minutes(73);
    assert_eq!(answer(&decide(&theatre, &picture)), Some(&Answer::Accept));
    picture.cases[0].positions[0] = told(minutes(40), "11-00S 105-00E");
    assert!(matches!(answer(&decide(&theatre, &picture)), Some(Answer::Refuse { reason }) if reason.contains("South")));
}

#[test]
fn shipping_is_told_once_and_again_after_four_hours() {
    let theatre = theatre();
    let mut picture = south_hears_of_water(&theatre, 60);
    picture.cases[0].phase = Some((Phase::Distress, minutes(20)));
    picture.cases[0].positions.push(told(minutes(30), "08-10S 105-30E"));
    let tells = |c: &[Command]| c.iter().any(|c| matches!(c, Command::BroadcastDistress { .. }));
    assert!(tells(&decide(&theatre, &picture)));
    picture.cases[0].broadcast_at = Some(minutes(70));
    picture.tick = minutes(71);
    assert!(!tells(&decide(&theatre, &picture)));
    picture.tick = minutes(70 + 241);
    assert!(tells(&decide(&theatre, &picture)));
    picture.cases[0].recovered = 40;
    assert!(!tells(&decide(&theatre, &picture)), "nobody is missing");
}

/// North's operations, called out half an hour ago.
fn called_out(theatre: &Theatre, now: Tick) -> Picture {
    let mut picture = desk(theatre, OPERATIONS, now);
    let at = Tick(now.0.saturating_sub(180));
    picture.cases.push(CaseView {
        nature: Nature::TakingWater,
        persons: Some(40),
        positions: vec![told(at, "08-10S 105-30E")],
        ..case(at)
    });
    picture.requests.push(request(0, NORTH, true, at, deploy("08-10S 105-30E", at), Some(Answer::Accept)));
    let port = theatre.scenario.places[0].position;
    picture.srus.push(unit(theatre, RESCUE, port, Doing::InPort(PlaceId(0))));
    picture.srus.push(unit(theatre, AIRCRAFT, theatre.scenario.places[2].position, Doing::InPort(PlaceId(2))));
    picture
}

#[test]
fn operations_answer_a_call_and_send_what_they_have_once() {
    let theatre = theatre();
    let mut picture = called_out(&theatre, hours(14));
    picture.requests[0].answer = None;
    let commands = decide(&theatre, &picture);
    assert_eq!(answer(&commands), Some(&Answer::Accept));
    assert_eq!(order_of(&commands, RESCUE), None, "the answer first");
    let mut picture = called_out(&theatre, hours(14));
    let commands = decide(&theatre, &picture);
    for (i, sru) in [RESCUE, AIRCRAFT].into_iter().enumerate() {
        let Some(order @ Order::Search { area, .. }) = order_of(&commands, sru) else { panic!("{commands:?}") };
        assert!(area.centre.distance_m(p("08-10S 105-30E")) < metres(15.0));
        picture.srus[i].order = Some(order.clone());
        picture.srus[i].case = Some(CASE);
    }
    for command in commands {
        if let Command::Log { text } = command {
            picture.log.push(LogView { at: picture.tick, text, refused: false });
        }
    }
    picture.tick = picture.tick.after(Span::minutes(1));
    assert_eq!(decide(&theatre, &picture), Vec::new());
}

#[test]
fn operations_refuse_what_their_fuel_does_not_reach() {
    let theatre = theatre();
    let mut picture = called_out(&theatre, hours(14));
    picture.requests[0].answer = None;
    for view in &mut picture.srus {
        view.range_left_m = metres(60.0);
    }
    assert!(matches!(answer(&decide(&theatre, &picture)), Some(Answer::Refuse { .. })));
}

#[test]
fn a_ship_goes_to_people_in_the_water_where_they_will_have_drifted() {
    let theatre = theatre();
    let mut picture = called_out(&theatre, hours(14));
    let seen = Tick(picture.tick.0 - 360);
    picture.contacts.push(contact(Seen::PersonInWater, "08-20S 105-20E", 1, seen));
    let commands = decide(&theatre, &picture);
    let Some(Order::Recover { at }) = order_of(&commands, RESCUE) else { panic!("{commands:?}") };
    // The current sets westward at 0.6 to 0.9 kn: some miles in the hour since and the hours to go.
    let (east, _) = p("08-20S 105-20E").offset_to(*at);
    assert!((metres(-12.0)..metres(-2.0)).contains(&east), "{east}");
    picture.contacts[0].cleared = true;
    assert!(!matches!(order_of(&decide(&theatre, &picture), RESCUE), Some(Order::Recover { .. })));
}

/// A rescue vessel near a boat afloat with forty people, at an hour from the start (19:52 at UTC+8, by night).
fn alongside(theatre: &Theatre, now: Tick, nature: Nature) -> Vec<Command> {
    let mut picture = called_out(theatre, now);
    picture.cases[0].nature = nature;
    picture.srus[0] = unit(theatre, RESCUE, p("08-10S 105-28E"), Doing::Waiting);
    picture.contacts.push(contact(Seen::Vessel, "08-10S 105-30E", 40, Tick(now.0 - 120)));
    decide(theatre, &picture)
}

#[test]
fn a_crowded_boat_afloat_is_kept_company_by_night_and_emptied_by_day() {
    let theatre = theatre();
    let (night, day) = (hours(4), hours(14));
    let escorts = |c: &[Command]| matches!(order_of(c, RESCUE), Some(Order::Escort { .. }));
    let recovers = |c: &[Command]| matches!(order_of(c, RESCUE), Some(Order::Recover { .. }));
    assert!(escorts(&alongside(&theatre, night, Nature::TakingWater)));
    assert!(recovers(&alongside(&theatre, day, Nature::TakingWater)));
    assert!(recovers(&alongside(&theatre, night, Nature::Sinking)), "there is no time to wait for light");
}

#[test]
fn survivors_are_landed_when_nobody_more_is_to_be_found() {
    let theatre = theatre();
    let mut picture = called_out(&theatre, hours(14));
    let at = p("08-10S 105-30E");
    picture.srus[0] = SruView { case: Some(CASE), survivors: 30, ..unit(&theatre, RESCUE, at, Doing::Waiting) };
    let commands = decide(&theatre, &picture);
    let noted = commands.iter().find_map(|c| match c {
        Command::Log { text } if text.contains("survivors aboard") => Some(text.clone()),
        _ => None,
    });
    let note = LogView { at: picture.tick, text: noted.expect("a note"), refused: false };
    picture.log.push(note);
    picture.cases[0].recovered = 30;
    assert!(!matches!(order_of(&decide(&theatre, &picture), RESCUE), Some(Order::Land { .. })), "ten are missing");
    picture.cases[0].recovered = 40;
    assert_eq!(order_of(&decide(&theatre, &picture), RESCUE), Some(&Order::Land { place: PlaceId(0) }));
}

#[test]
fn a_ship_of_many_countries_asks_before_it_lands_people() {
    let theatre = theatre();
    let mut picture = desk(&theatre, MASTERS, hours(20));
    picture.cases.push(CaseView { persons: Some(40), recovered: 40, ..case(hours(10)) });
    let ship = unit(&theatre, MERCHANT, p("09-50S 105-35E"), Doing::Waiting);
    picture.srus.push(SruView { case: Some(CASE), survivors: 40, ..ship });
    let text = format!("{} has survivors aboard (blue wooden fishing boat)", theatre.sru(MERCHANT).name);
    picture.log.push(LogView { at: hours(19), text, refused: false });
    let cove = PlaceId(1);
    let wanted = |to: &SeatId, what: &Ask| *to == SOUTH && matches!(what, Ask::Land { place, .. } if *place == cove);
    assert!(asks(&decide(&theatre, &picture), wanted));
    let ask = Ask::Land { place: cove, persons: 40 };
    picture.requests.push(request(0, SOUTH, false, hours(20), ask, None));
    assert!(!asks(&decide(&theatre, &picture), |_, _| true));
    picture.requests[0].answer = Some((Answer::Accept, hours(20)));
    assert_eq!(order_of(&decide(&theatre, &picture), MERCHANT), Some(&Order::Land { place: cove }));
}

/// The masters' desk with one ship so far from the boat, and a request to divert it made half an hour ago.
fn asked_to_divert(theatre: &Theatre, ship: &str, survivors: u32) -> Vec<Command> {
    let mut picture = desk(theatre, MASTERS, hours(14));
    picture.cases.push(case(hours(13)));
    let view = unit(theatre, MERCHANT, p(ship), Doing::OnPassage);
    picture.srus.push(SruView { survivors, ..view });
    let what = Ask::Divert { sru: MERCHANT, at: p("08-10S 105-30E") };
    picture.requests.push(request(0, NORTH, true, minutes(13 * 60 + 30), what, None));
    decide(theatre, &picture)
}

#[test]
fn a_master_diverts_unless_far_away_or_full_of_survivors() {
    let theatre = theatre();
    let near = asked_to_divert(&theatre, "08-40S 105-30E", 0);
    assert_eq!(answer(&near), Some(&Answer::Accept));
    assert!(order_of(&near, MERCHANT).is_some());
    assert!(matches!(answer(&asked_to_divert(&theatre, "13-00S 105-30E", 0)), Some(Answer::Refuse { .. })));
    assert!(matches!(answer(&asked_to_divert(&theatre, "08-40S 105-30E", 120)), Some(Answer::Refuse { .. })));
}

#[test]
fn a_ship_nearby_answers_a_broadcast_after_its_master_has_thought() {
    let theatre = theatre();
    let play = |after: i64, ship: &str| {
        let mut picture = desk(&theatre, MASTERS, hours(14).after(Span::minutes(after)));
        picture.cases.push(case(hours(14)));
        picture.srus.push(unit(&theatre, MERCHANT, p(ship), Doing::OnPassage));
        let body = MessageBody::Distress { case: CASE, position: p("08-10S 105-30E"), text: String::new() };
        picture.messages.push(message(hours(14), Way::From(Source::Seat(NORTH)), body));
        decide(&theatre, &picture)
    };
    let offers = |c: &[Command]| {
        let body = MessageBody::AtYourDisposal { case: CASE, sru: MERCHANT };
        c.iter().any(|c| matches!(c, Command::Send { to, body: b, .. } if *to == NORTH && *b == body))
    };
    assert_eq!(play(4, "08-40S 105-30E"), Vec::new());
    let answered = play(16, "08-40S 105-30E");
    assert!(offers(&answered) && order_of(&answered, MERCHANT).is_some());
    assert_eq!(play(16, "12-00S 105-30E"), Vec::new(), "too far to be of use");
}

#[test]
fn a_position_nobody_else_bears_out_is_not_believed() {
    let theatre = theatre();
    let mut picture = desk(&theatre, SOUTH, hours(6));
    let mut view = case(hours(1));
    view.positions = vec![told(hours(2), "08-10S 105-30E"), told(hours(4), "08-15S 105-28E")];
    // Digits changed round: 36 NM off in a quarter of an hour.
    view.positions.push(told(minutes(4 * 60 + 15), "08-15S 106-05E"));
    picture.cases.push(view);
    let noise = Noise::new(7);
    let desk = super::desk::Desk::new(&theatre, &noise, &picture);
    assert_eq!(super::datum::best_fix(&desk, CASE).unwrap().position, p("08-15S 105-28E"));
}

#[test]
fn a_datum_drifts_grows_and_stays_at_sea() {
    let theatre = theatre();
    let mut picture = desk(&theatre, SOUTH, hours(6));
    let nature = Nature::Sinking;
    picture.cases.push(CaseView { nature, positions: vec![told(hours(2), "08-10S 105-30E")], ..case(hours(1)) });
    let noise = Noise::new(7);
    let desk = super::desk::Desk::new(&theatre, &noise, &picture);
    let at = |h: i64| super::datum::datum(&desk, CASE, hours(h)).unwrap();
    let (start, day) = (at(2), at(26));
    assert_eq!(start.position, p("08-10S 105-30E"));
    // 0.5, 0.3 and 0.3 kn for a day: 15.7 NM (sar-models.md 3.3).
    assert!((day.error_m - metres(15.7)).abs() < metres(0.3), "{}", day.error_m);
    // Current 0.6 to 0.9 kn to the west, wind from the south-east pushing a fishing boat to the north-west at half a
    // knot.
    let (east, north) = start.position.offset_to(day.position);
    assert!((metres(-40.0)..metres(-20.0)).contains(&east) && north > 0.0, "{east} {north}");
}

#[test]
fn seats_play_the_part_they_have() {
    let theatre = theatre();
    let roles: Vec<Role> = theatre.scenario.seats.iter().map(|s| s.role).collect();
    assert_eq!(roles, [Role::Rcc, Role::Operations, Role::Rcc, Role::Masters]);
    for seat in theatre.seats() {
        assert_eq!(decide(&theatre, &desk(&theatre, seat, hours(3))), Vec::new(), "nothing has happened at {seat}");
    }
}
