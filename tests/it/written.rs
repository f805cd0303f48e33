//! What goes in writing beside the short words: situation reports in full, and the request to land people.

use sarex::base::ids::{PartyId, PlaceId, SeatId, SruId};
use sarex::crew::Script;
use sarex::picture::{Way, disembarkation_request, full_sitrep, landing_form, latest_sitrep, project};
use sarex::scenario::{Channel, SruKind};
use sarex::sim::disembarkation::DisembarkationRequest;
use sarex::sim::forms::Form;
use sarex::sim::sitrep::{FullSitrep, Priority};
use sarex::sim::{Ask, Command, Event, MessageBody, Source, Theatre, Whereabouts, World};

use super::drill::{hours, sitrep};
use super::forms::{
    CASE, MASTERS, OPS_NORTH, RCC_NORTH, RCC_SOUTH, alerted, form, give, minutes, play, refusal, send, strait,
};

/// Situation reports in full from one seat to another, in order of sending.
fn reports(events: &[sarex::sim::Stamped<Event>], of: SeatId, receiver: SeatId) -> Vec<FullSitrep> {
    let full = |e: &sarex::sim::Stamped<Event>| match &e.body {
        Event::MessageSent { from: Source::Seat(from), to, body: MessageBody::Sitrep { full, .. }, .. }
            if (*from, *to) == (of, receiver) =>
        {
            full.as_deref().cloned()
        }
        _ => None,
    };
    events.iter().filter_map(full).collect()
}

#[test]
fn crews_report_in_full_and_what_they_wrote_is_in_the_picture_of_who_reads_it() {
    let run = play(strait(), 1, &[], None, hours(12));
    let sent = reports(&run.events, RCC_SOUTH, RCC_NORTH);
    assert!(sent.len() > 1, "{sent:?}");
    let numbers: Vec<u32> = sent.iter().map(|full| full.number).collect();
    assert_eq!(numbers, (1..).take(sent.len()).collect::<Vec<u32>>(), "a series has no gaps");
    assert!(sent.iter().all(|full| !full.situation.is_empty() && !full.description.is_empty()));
    assert!(sent.iter().any(|full| full.weather.contains("wind") && full.weather.contains("waves")));
    assert!(sent.iter().any(|full| full.priority == Priority::Distress));
    let north = project(&run.theatre, &run.world, RCC_NORTH);
    let (latest, at) = latest_sitrep(&north, CASE, RCC_SOUTH).expect("it came");
    assert!(sent.contains(latest) && at <= run.world.tick);
    // The centre that has units says what they do, and what their searches came to.
    let own = reports(&run.events, RCC_NORTH, RCC_SOUTH);
    assert!(own.iter().any(|full| !full.actions.is_empty()), "{own:?}");
    assert!(own.iter().any(|full| !full.instructions.is_empty() || !full.plans.is_empty()), "{own:?}");
    // Whoever was not written to has none of it.
    let masters = project(&run.theatre, &run.world, MASTERS);
    assert_eq!(latest_sitrep(&masters, CASE, RCC_SOUTH), None);
}

#[test]
fn a_report_in_an_order_file_is_filled_with_what_is_written_instead() {
    let scenario = strait();
    let text = "[
        (at: \"+4h\", seat: \"rcc-south\", do: Sitrep(to: \"rcc-north\", case: \"boat\", text: \"first\")),
        (at: \"+4h30min\", seat: \"rcc-south\", do: Sitrep(to: \"rcc-north\", case: \"boat\", weather: \"seen from here: calm\",
            plans: \"wait for dawn\", assistance: \"an aircraft\", additional: \"two doctors stand by\")),
    ]";
    let script = Script::read(text, &scenario).unwrap_or_else(|e| panic!("{}", e.join("\n")));
    let run = play(scenario, 1, &[], Some(script), hours(5));
    assert_eq!(refusal(&run.events), None);
    let sent = reports(&run.events, RCC_SOUTH, RCC_NORTH);
    assert_eq!(sent.iter().map(|full| full.number).collect::<Vec<_>>(), [1, 2]);
    let said = [&sent[1].weather, &sent[1].plans, &sent[1].assistance, &sent[1].additional];
    assert_eq!(said, ["seen from here: calm", "wait for dawn", "an aircraft", "two doctors stand by"]);
    assert_eq!(sent[0].situation, sent[1].situation, "what is not written is filled");
    let told = |e: &sarex::sim::Stamped<Event>| matches!(&e.body, Event::MessageSent { .. });
    assert!(run.events.iter().any(told));
}

#[test]
fn a_report_without_a_number_or_without_end_is_refused() {
    let (theatre, mut world) = alerted();
    let picture = project(&theatre, &world, RCC_SOUTH);
    let scenario = &theatre.scenario;
    let full =
        full_sitrep(&picture, CASE, RCC_NORTH, &scenario.seats, &scenario.parties).expect("it has heard of the case");
    let body = |full: FullSitrep| sitrep(CASE, None, "", Some(full));
    let mut send_it = |full: FullSitrep| refusal(&give(&theatre, &mut world, RCC_SOUTH, send(RCC_NORTH, body(full))));
    assert_eq!(send_it(full.clone()), None);
    assert!(send_it(FullSitrep { number: 0, ..full.clone() }).is_some());
    assert!(send_it(FullSitrep { plans: "x".repeat(100_000), ..full }).is_some());
}

/// The first merchant ship of the strait with twenty people aboard.
fn laden() -> (Theatre, World, SruId, PlaceId) {
    let (theatre, mut world) = alerted();
    let merchant = theatre.scenario.srus.iter().position(|sru| sru.kind == SruKind::Merchant).map(SruId::new);
    let merchant = merchant.expect("the strait has merchant ships");
    let body = MessageBody::Text { case: Some(CASE), text: "a boat in distress".to_owned() };
    let told = Command::Send { to: MASTERS, channel: Channel::Phone, body };
    assert_eq!(refusal(&give(&theatre, &mut world, RCC_NORTH, told)), None);
    minutes(&theatre, &mut world, 15);
    for person in world.people.iter_mut().take(20) {
        person.whereabouts = Whereabouts::AboardSru(merchant);
    }
    world.srus[merchant.index()].case = Some(CASE);
    let north = theatre.seat(RCC_NORTH).party;
    let place = theatre.scenario.places.iter().position(|place| place.party == north).map(PlaceId::new);
    (theatre, world, merchant, place.expect("the northern state has a port"))
}

#[test]
fn a_request_to_land_people_is_filled_from_who_is_aboard_and_comes_to_who_decides_alone() {
    let (theatre, mut world, merchant, place) = laden();
    let masters = project(&theatre, &world, MASTERS);
    let (parties, places) = (&theatre.scenario.parties, &theatre.scenario.places);
    let filled = disembarkation_request(&masters, merchant, place, parties, places).expect("twenty are aboard");
    assert_eq!((filled.case, filled.persons), (CASE, 20));
    let parts = [filled.women, filled.men, filled.children].map(|n| n.expect("counted"));
    assert_eq!(parts.iter().sum::<u32>(), 20);
    assert_eq!(filled.ship, theatre.sru(merchant).name);
    // Who does not see the ship cannot fill it.
    let south = project(&theatre, &world, RCC_SOUTH);
    assert_eq!(disembarkation_request(&south, merchant, place, parties, places), None);

    let mut give_it = |form_of: DisembarkationRequest| {
        let body = form(Form::Disembarkation(form_of));
        let command = Command::Send { to: RCC_NORTH, channel: Channel::Phone, body };
        refusal(&give(&theatre, &mut world, MASTERS, command))
    };
    assert!(give_it(DisembarkationRequest { women: Some(21), ..filled.clone() }).is_some());
    assert!(give_it(DisembarkationRequest { place: PlaceId(99), ..filled.clone() }).is_some());
    assert!(give_it(DisembarkationRequest { feared: vec![PartyId(99)], ..filled.clone() }).is_some());
    assert!(give_it(DisembarkationRequest { water_h: Some(u32::MAX), ..filled.clone() }).is_some());
    let written = DisembarkationRequest { limits: "short of crew".to_owned(), ..filled };
    assert_eq!(give_it(written.clone()), None);
    let what = Ask::Land { place, persons: 20 };
    let ask = Command::Ask { to: RCC_NORTH, channel: Channel::Phone, case: CASE, what, by: None };
    assert_eq!(refusal(&give(&theatre, &mut world, MASTERS, ask)), None);
    minutes(&theatre, &mut world, 30);
    let north = project(&theatre, &world, RCC_NORTH);
    let request = north.requests.last().expect("it was asked");
    assert_eq!(landing_form(&north, request).map(|(form, _)| form), Some(&written));
    let about = |seat: SeatId| {
        let messages = project(&theatre, &world, seat).messages;
        let is = |body: &MessageBody| matches!(body, MessageBody::Form(f) if matches!(**f, Form::Disembarkation(_)));
        messages.iter().filter(|m| matches!(m.way, Way::From(_)) && is(&m.body)).count()
    };
    assert_eq!((about(RCC_NORTH), about(RCC_SOUTH), about(OPS_NORTH)), (1, 0, 0));
}

#[test]
fn an_order_file_writes_a_request_to_land_people() {
    let scenario = strait();
    let ship = scenario.srus.iter().find(|sru| sru.kind == SruKind::Merchant).expect("a ship").id.clone();
    let north = scenario.seats[RCC_NORTH.index()].party;
    let port = scenario.places.iter().find(|place| place.party == north).expect("a port").id.clone();
    let party = scenario.parties[north.index()].id.clone();
    let step = |form: &str| {
        format!("[(at: \"+4h\", seat: \"masters\", do: Send(to: \"rcc-north\", channel: Phone, form: {form}))]")
    };
    let sound = format!("Disembarkation(unit: \"{ship}\", place: \"{port}\", feared: [\"{party}\"], water_h: 20)");
    assert_eq!(Script::read(&step(&sound), &scenario).map(|script| script.len()), Ok(1));
    let wrong = format!("Disembarkation(unit: \"nobody\", place: \"{port}\", feared: [\"nowhere\"])");
    let found = Script::read(&step(&wrong), &scenario).unwrap_err();
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn whom_people_flee_from_is_told_to_the_ship_that_has_them_and_to_no_other() {
    let theatre = Theatre::new(super::ashore::fixture());
    let mut world = World::new(&theatre, 1);
    let unit = SruId(0);
    for person in world.people.iter_mut().take(10) {
        person.whereabouts = Whereabouts::AboardSru(unit);
    }
    let seen = |seat: u32| {
        let picture = project(&theatre, &world, SeatId(seat));
        picture.srus.iter().find(|view| view.sru == unit).and_then(|view| view.aboard.clone())
    };
    let aboard = seen(1).expect("operations see who is aboard");
    assert_eq!(aboard.feared, [PartyId(2)], "the first forty flee from the hills");
    assert_eq!(aboard.women + aboard.men + aboard.children, 10);
    assert_eq!(seen(4), None, "the other state's centre does not see the ship");
}
