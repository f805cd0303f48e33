//! Scripts of orders: reading them, what is said of mistakes, and what they do when.

use crate::base::ids::{CraftId, PlaceId, RequestId, SeatId, SruId};
use crate::base::{Position, Span, Tick};
use crate::picture::{ContactView, Course, Picture, RequestView};
use crate::scenario::{self, Scenario};
use crate::sim::{Answer, Ask, Command, MessageBody, Order, Seen, Terms};

use super::Script;

fn strait() -> Scenario {
    scenario::read(include_str!("../../scenario/example.ron")).0.expect("the example is sound")
}

fn picture(seat: SeatId) -> Picture {
    let strait = strait();
    let written = &strait.seats[seat.index()];
    Picture {
        seat,
        party: written.party,
        role: written.role,
        tick: Tick::START,
        now: strait.start,
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

fn hours(n: i64) -> Tick {
    Tick::START.after(Span::hours(n))
}

fn read(text: &str) -> Script {
    Script::read(text, &strait()).unwrap_or_else(|e| panic!("{}", e.join("\n")))
}

const ORDERS: &str = r#"[
    // In any order; a step without a zone's offset would be refused.
    (at: "+5h", seat: "ops-north", do: Order(unit: "rescue-11", case: "boat", order: Search(
        centre: "08-10S 105-30E", length: "20 NM", width: "10 NM", axis: 90, pattern: "PS", spacing: "2 NM"))),
    (at: "2012-06-19 20:52 +08:00", seat: "rcc-south", do: SetPhase(case: "boat", phase: Alert, reason: "calls")),
    (at: "+2h", seat: "rcc-south", do: Ask(to: "rcc-north", case: "boat", what: Coordinate)),
    (at: "+3h", seat: "rcc-north", do: Answer(from: "rcc-south", what: Coordinate, answer: Refuse("no position"))),
    (at: "+4h", seat: "rcc-north", do: Answer(from: "rcc-south", what: Coordinate, answer: Accept)),
    (at: "+6h", every: "1h", until: "+8h30min", seat: "ops-north",
        do: Order(unit: "rescue-11", case: "boat", order: Recover(at: "contact or 08-10S 105-30E"))),
    (at: "+9h", seat: "ops-north", do: Order(unit: "rescue-11", order: Land(place: "merak"))),
    (at: "+9h", seat: "rcc-south", do: Sitrep(to: "rcc-north", case: "boat", text: "as known")),
    (at: "+10h", seat: "masters", do: Log("standing by")),
]"#;

#[test]
fn steps_are_due_at_their_times_and_once() {
    let script = read(ORDERS);
    assert_eq!(script.len(), 11);
    let due = |tick| script.due(tick, &picture);
    let phase = due(hours(1));
    assert!(matches!(phase.as_slice(), [(SeatId(2), Command::SetPhase { case: CraftId(0), .. })]), "{phase:?}");
    assert_eq!(due(hours(1).next()), Vec::new());
    let [(SeatId(1), Command::Order { sru: SruId(0), order: Order::Search { area, spacing_m, .. }, .. })] =
        &due(hours(5))[..]
    else {
        panic!("{:?}", due(hours(5)))
    };
    assert_eq!((area.length_m, area.width_m, area.axis_true_deg, *spacing_m), (37_040.0, 18_520.0, 90.0, 3704.0));
    for (hour, expected) in [(6, 1), (7, 1), (8, 1)] {
        assert_eq!(due(hours(hour)).len(), expected, "{hour}");
    }
    let nine = due(hours(9));
    assert!(matches!(&nine[0].1, Command::Order { case: None, order: Order::Land { place: PlaceId(0) }, .. }));
    assert!(matches!(&nine[1].1, Command::Send { body: MessageBody::Sitrep { recovered: 0, .. }, .. }));
}

#[test]
fn an_answer_stands_from_its_time_on_and_the_last_counts() {
    let script = read(ORDERS);
    let asked = |seat: SeatId| {
        let mut picture = picture(seat);
        picture.requests.push(RequestView {
            request: RequestId(5),
            other: SeatId(2),
            of_us: true,
            case: CraftId(0),
            what: Ask::Coordinate,
            at: hours(2),
            answer: None,
            course: Course::default(),
        });
        picture
    };
    let answered = |tick| match script.due(tick, &asked).as_slice() {
        [] => None,
        [(SeatId(0), Command::Answer { request: RequestId(5), answer })] => Some(answer.clone()),
        other => panic!("{other:?}"),
    };
    let minute = Span::minutes(1);
    assert_eq!(answered(hours(2).next()), None);
    assert!(matches!(answered(hours(3).after(minute)), Some(Answer::Refuse { .. })));
    assert_eq!(answered(hours(4).after(minute)), Some(Answer::Accept));
}

#[test]
fn a_scripted_ship_goes_to_what_was_seen_and_else_where_it_was_told() {
    let script = read(ORDERS);
    let at = |look: &dyn Fn(SeatId) -> Picture| match &script.due(hours(6), look)[..] {
        [(_, Command::Order { order: Order::Recover { at }, .. })] => *at,
        other => panic!("{other:?}"),
    };
    assert_eq!(at(&picture), Position::parse("08-10S 105-30E").unwrap());
    let seen = Position::parse("08-22S 105-11E").unwrap();
    let with_contact = |cleared: bool| {
        move |seat: SeatId| {
            let mut picture = picture(seat);
            picture.contacts.push(ContactView {
                number: 0,
                case: CraftId(0),
                what: Seen::CapsizedHull,
                position: seen,
                error_m: 185.0,
                persons: 20,
                first_seen: hours(5),
                last_seen: hours(5),
                by: SruId(1),
                cleared,
            });
            picture
        }
    };
    assert_eq!(at(&with_contact(false)), seen);
    assert_ne!(at(&with_contact(true)), seen, "nobody is left there");
}

#[test]
fn all_mistakes_are_told_with_their_places() {
    let text = r#"[
    (at: "+2h", seat: "rcc-sout", do: Assume(case: "boat")),
    (at: "yesterday", seat: "rcc-south", do: Ask(to: "rcc-north", case: "raft", what: Coordinate)),
    (at: "+3h", seat: "ops-north", do: Order(unit: "rescue-11", order: Recover(at: "contact"))),
    (at: "+3h", seat: "ops-north", do: Order(unit: "rescue-11", order: Dance)),
    (at: "+3h", seat: "ops-north", do: Log("x"), every: "1h"),
    (at: "+400h", seat: "ops-north", do: Log("x")),
]"#;
    let findings = Script::read(text, &strait()).unwrap_err();
    let expected = [
        ("2:23:", "there are: rcc-north"),
        ("3:10:", "yesterday"),
        ("3:73:", "raft"),
        ("4:84:", "contact or 08-36S"),
        ("5:72:", "Dance"),
        ("6:5:", "go together"),
        ("7:10:", "after the exercise ends"),
    ];
    assert_eq!(findings.len(), expected.len(), "{findings:#?}");
    for (finding, (place, words)) in findings.iter().zip(expected) {
        assert!(finding.contains(words), "{finding}");
        assert!(finding.starts_with(place), "{finding} should be at {place}");
    }
}

#[test]
fn any_text_at_all_is_read_or_refused() {
    let strait = strait();
    for text in ["", "[", "[]", "()", "[(at: 5)]", "[(at: \"+1h\", seat: \"masters\", do: Log(5))]", "\u{0}", "[[[[[["]
    {
        let _ = Script::read(text, &strait);
    }
    assert!(Script::read("[]", &strait).unwrap().is_empty());
}

#[test]
fn states_ask_agree_withdraw_and_release_by_script() {
    let script = read(
        r#"[
    (at: "+1h", seat: "ops-north", do: Ask(to: "rcc-south", case: "boat", what: Enter, by: "+7h")),
    (at: "+2h", seat: "ops-north", do: Withdraw(to: "rcc-south", what: Enter)),
    (at: "+3h", seat: "rcc-south", do: Ask(to: "rcc-north", case: "boat", what: Clear(from: "masters"))),
    (at: "+4h", seat: "rcc-south", do: Answer(from: "masters", what: Land,
        answer: AcceptIf(at_most: 20, place: "cove", until: "+30h"))),
    (at: "+5h", seat: "masters", do: Agree(to: "rcc-south", what: Land)),
    (at: "+6h", seat: "rcc-south", do: Ask(to: "masters", case: "boat", what: Lend(unit: "ever-north"))),
    (at: "+7h", seat: "rcc-south", do: Release(unit: "ever-north")),
]"#,
    );
    let with = |of_us: bool, other: u32, what: Ask, answer: Option<Answer>| {
        move |seat: SeatId| {
            let mut picture = picture(seat);
            picture.requests.push(RequestView {
                request: RequestId(5),
                other: SeatId(other),
                of_us,
                case: CraftId(0),
                what: what.clone(),
                at: hours(1),
                answer: answer.clone().map(|answer| (answer, hours(2))),
                course: Course::default(),
            });
            picture
        }
    };
    let enter = &script.due(hours(1), &picture)[0].1;
    assert!(matches!(enter, Command::Ask { what: Ask::Enter, by: Some(by), .. } if *by == hours(7)), "{enter:?}");
    let open = script.due(hours(2), &with(false, 2, Ask::Enter, None));
    assert_eq!(open, [(SeatId(1), Command::Withdraw { request: RequestId(5) })]);
    assert_eq!(script.due(hours(2), &with(false, 2, Ask::Enter, Some(Answer::Accept))), [], "nothing is open");

    let land = Ask::Land { place: PlaceId(1), persons: 40 };
    let waiting = with(true, 3, land.clone(), None);
    let cleared = script.due(hours(3), &waiting);
    let [(SeatId(2), Command::Ask { to: SeatId(0), what: Ask::Clear(told), .. })] = &cleared[..] else {
        panic!("{cleared:?}")
    };
    assert_eq!((told.landing, told.asker, told.persons), (RequestId(5), SeatId(3), 40));
    let answered = script.due(hours(4), &waiting);
    let terms = Terms { at_most: Some(20), place: Some(PlaceId(1)), until: Some(hours(30)), ..Terms::default() };
    let expected = Command::Answer { request: RequestId(5), answer: Answer::AcceptIf { terms } };
    assert!(answered.contains(&(SeatId(2), expected)), "{answered:?}");
    let offered = script.due(hours(5), &with(false, 2, land, Some(Answer::AcceptIf { terms })));
    assert_eq!(offered, [(SeatId(3), Command::Agree { request: RequestId(5) })]);
    let lend = script.due(hours(6), &picture);
    assert!(matches!(lend[..], [(SeatId(2), Command::Ask { what: Ask::Lend { sru: SruId(2) }, .. })]), "{lend:?}");
    assert_eq!(script.due(hours(7), &picture), [(SeatId(2), Command::Release { sru: SruId(2) })]);
}

#[test]
fn mistakes_in_terms_and_deadlines_have_their_places() {
    let text = r#"[
    (at: "+1h", seat: "rcc-south", do: Answer(from: "masters", what: Land, answer: AcceptIf(place: "coove"))),
    (at: "+1h", seat: "rcc-south", do: Ask(to: "masters", case: "boat", what: Enter, by: "soon")),
    (at: "+1h", seat: "rcc-south", do: Answer(from: "masters", what: Land, answer: Perhaps)),
]"#;
    let findings = Script::read(text, &strait()).unwrap_err();
    assert_eq!(findings.len(), 3, "{findings:#?}");
    for (finding, (place, words)) in findings.iter().zip([("2:", "cove"), ("3:", "soon"), ("4:", "Perhaps")]) {
        assert!(finding.starts_with(place) && finding.contains(words), "{finding}");
    }
}
