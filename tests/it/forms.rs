//! Forms between seats: filled from what the sender knows, used by whoever receives them, opened or left unread.

use std::sync::Arc;

use proptest::prelude::*;
use sarex::base::Tick;
use sarex::base::ids::{CraftId, MessageId, SeatId, SruId};
use sarex::base::quantity::metres;
use sarex::crew::{Crew, Script};
use sarex::debrief::{ReportInput, RunFacts, Tracks, report};
use sarex::picture::{Way, hand_over, mayday_relay, planned_by_others, project, search_action_plan};
use sarex::plan::seen_capsized;
use sarex::sar::pattern::{Pattern, Rectangle};
use sarex::scenario::{Channel, EXAMPLE, Nature, Phase, Scenario, read};
use sarex::score::{Labels, Matter, Score, score};
use sarex::session::{Exercise, Seating};
use sarex::sim::forms::Form;
use sarex::sim::mail::{self, Command as Mail};
use sarex::sim::{Ask, Command, Event, MessageBody, Order, Rejection, Source, Stamped, Theatre, World, step};

use super::drill::hours;

pub(super) const RCC_NORTH: SeatId = SeatId(0);
pub(super) const OPS_NORTH: SeatId = SeatId(1);
pub(super) const RCC_SOUTH: SeatId = SeatId(2);
pub(super) const MASTERS: SeatId = SeatId(3);
const RESCUE: SruId = SruId(0);
pub(super) const CASE: CraftId = CraftId(0);

/// The format's example with lines that lose nothing.
pub(super) fn strait() -> Scenario {
    let (scenario, findings) = read(EXAMPLE);
    assert!(findings.is_empty(), "{findings:#?}");
    let mut scenario = scenario.unwrap();
    for quality in [&mut scenario.channels.phone, &mut scenario.channels.text, &mut scenario.channels.radio] {
        quality.loss = 0.0;
    }
    scenario
}

/// The strait four hours on with nobody acting: the boat has called RCC South, a relative RCC North.
pub(super) fn alerted() -> (Theatre, World) {
    let theatre = Theatre::new(strait());
    let mut world = World::new(&theatre, 3);
    while world.tick < hours(4) {
        step(&theatre, &mut world, &[]);
    }
    (theatre, world)
}

pub(super) fn give(theatre: &Theatre, world: &mut World, seat: SeatId, body: Command) -> Vec<Stamped<Event>> {
    let tick = world.tick.next();
    step(theatre, world, &[Stamped { tick, seat: Some(seat), seq: 0, body }])
}

pub(super) fn refusal(events: &[Stamped<Event>]) -> Option<Rejection> {
    events.iter().find_map(|e| match &e.body {
        Event::CommandRejected { why, .. } => Some(why.clone()),
        _ => None,
    })
}

pub(super) fn minutes(theatre: &Theatre, world: &mut World, minutes: u32) {
    for _ in 0..minutes * 6 {
        step(theatre, world, &[]);
    }
}

pub(super) fn form(form: Form) -> MessageBody {
    MessageBody::Form(Box::new(form))
}

pub(super) fn send(to: SeatId, body: MessageBody) -> Command {
    Command::Send { to, channel: Channel::Text, body }
}

fn mark_read(message: MessageId) -> Command {
    Command::Mail(Box::new(Mail::MarkRead { message }))
}

pub(super) struct Run {
    pub(super) theatre: Arc<Theatre>,
    pub(super) world: World,
    pub(super) events: Vec<Stamped<Event>>,
    score: Score,
}

pub(super) fn play(scenario: Scenario, seed: u64, empty: &[SeatId], script: Option<Script>, until: Tick) -> Run {
    let theatre = Arc::new(Theatre::new(scenario));
    let initial = World::new(&theatre, seed);
    let seating = match script {
        Some(script) => Seating::scripted(&theatre.scenario, script),
        None => Seating::all(&theatre.scenario, Crew::Doctrine),
    };
    let mut run = Exercise::from_moment(Arc::clone(&theatre), initial.clone(), seating);
    for seat in empty {
        run.seat(*seat, Crew::Absent);
    }
    let events = run.play_to(until);
    let labels = Labels { crew: String::new(), until: run.world().tick, final_hash: run.world().digest() };
    let score = score(&theatre, &labels, &initial, &events);
    Run { world: run.world().clone(), theatre, events, score }
}

fn value(score: &Score, key: &str) -> f64 {
    score.measure(key).unwrap_or_else(|| panic!("{key} is not in the score")).value.unwrap()
}

#[test]
fn a_crew_that_asks_another_centre_to_take_over_hands_over_in_writing_and_the_other_knows_it_then() {
    // Nobody but the boat calls, and it calls the centre in whose region it is not.
    let mut scenario = strait();
    scenario.injects.clear();
    let run = play(scenario, 1, &[], None, hours(8));
    let asked = run
        .events
        .iter()
        .find(|e| matches!(&e.body, Event::RequestMade { from: RCC_SOUTH, to: RCC_NORTH, what: Ask::Coordinate, .. }));
    let asked = asked.expect("the boat is in the other centre's region").tick;
    let sent = run.events.iter().find_map(|e| match &e.body {
        Event::MessageSent {
            from: Source::Seat(RCC_SOUTH),
            to: RCC_NORTH,
            body: MessageBody::Form(form),
            message,
            ..
        } => Some((e.tick, *message, form.clone())),
        _ => None,
    });
    let (at, message, handed) = sent.expect("the hand-over goes with the request");
    assert_eq!(at, asked);
    let Form::HandOver(handed) = *handed else { panic!("{handed:?}") };
    assert_eq!((handed.case, handed.persons), (CASE, Some(40)));
    assert!(handed.phase.is_some() && handed.position.is_some());
    let north = project(&run.theatre, &run.world, RCC_NORTH);
    let case = &north.cases[0];
    assert!(case.persons.is_some());
    assert!(case.nature >= Nature::TakingWater, "what was told of the trouble is known here");
    assert!(case.told.iter().any(|told| told.seat == RCC_SOUTH && told.phase.is_some()));
    assert!(north.mail.read.contains_key(&message), "a crew opens what it goes by");
}

#[test]
fn a_hand_over_and_a_relay_say_what_the_picture_shows_and_what_is_changed_is_sent() {
    let (theatre, mut world) = alerted();
    let seats = &theatre.scenario.seats;
    let south = project(&theatre, &world, RCC_SOUTH);
    let view = &south.cases[0];
    let over = hand_over(&south, CASE).unwrap();
    let told = view.latest_position().unwrap().reported;
    assert_eq!((over.position, over.persons, over.nature), (Some(told), view.persons, view.nature));
    let mut relay = mayday_relay(&south, CASE, seats).unwrap();
    assert_eq!((relay.position, relay.station.as_str()), (Some(told), "RCC South"));
    let spoken = relay.spoken(theatre.scenario.start, world.tick);
    for part in
        ["MAYDAY RELAY, MAYDAY RELAY, MAYDAY RELAY", "This is RCC South", "40 persons", "EXERCISE", "Taking water"]
    {
        assert!(spoken.contains(part), "{part}: {spoken}");
    }
    assert!(spoken.contains(&told.position.to_string()), "{spoken}");
    assert_eq!(hand_over(&project(&theatre, &world, MASTERS), CASE), None, "who has heard of no case hands none over");
    (relay.persons, relay.description) = (Some(55), "green now".to_owned());
    let events = give(&theatre, &mut world, RCC_SOUTH, send(MASTERS, form(Form::MaydayRelay(relay.clone()))));
    assert_eq!(refusal(&events), None);
    minutes(&theatre, &mut world, 15);
    let masters = project(&theatre, &world, MASTERS);
    assert_eq!((masters.cases.len(), masters.cases[0].persons), (1, Some(55)));
    assert_eq!(masters.messages.last().unwrap().body, form(Form::MaydayRelay(relay)));
}

#[test]
fn a_relay_sent_to_the_masters_alone_brings_a_ship_as_a_broadcast_does() {
    let play = |script: &str| {
        let scenario = strait();
        let script = Script::read(script, &scenario).unwrap_or_else(|e| panic!("{}", e.join("\n")));
        let theatre = Arc::new(Theatre::new(scenario));
        let initial = World::new(&theatre, 2);
        let mut run =
            Exercise::from_moment(Arc::clone(&theatre), initial, Seating::scripted(&theatre.scenario, script));
        run.seat(MASTERS, Crew::Doctrine);
        let events = run.play_to(hours(6));
        assert_eq!(refusal(&events), None);
        events.iter().any(|e| matches!(&e.body, Event::OrderGiven { seat: MASTERS, case: Some(CASE), .. }))
    };
    assert!(!play("[]"));
    assert!(play(
        "[(at: \"+4h\", seat: \"rcc-south\", do: Send(to: \"masters\",
            form: MaydayRelay(case: \"boat\", position: \"09-20S 102-50E\")))]"
    ));
}

/// Rescue 11 under orders to search, as its operations see it.
fn searching() -> (Theatre, World) {
    let (theatre, mut world) = alerted();
    let told = project(&theatre, &world, RCC_SOUTH).cases[0].latest_position().unwrap().reported;
    let tell = Command::Send {
        to: OPS_NORTH,
        channel: Channel::Phone,
        body: MessageBody::Sighting { case: CASE, position: told, what: sarex::sim::Seen::Vessel, persons: 40 },
    };
    give(&theatre, &mut world, RCC_SOUTH, tell);
    minutes(&theatre, &mut world, 10);
    let area = Rectangle { centre: told.position, length_m: metres(12.0), width_m: metres(8.0), axis_true_deg: 90.0 };
    let order = Order::Search { area, pattern: Pattern::ParallelSweep, spacing_m: metres(1.0) };
    let events = give(&theatre, &mut world, OPS_NORTH, Command::Order { sru: RESCUE, case: Some(CASE), order });
    assert_eq!(refusal(&events), None);
    (theatre, world)
}

#[test]
fn whatever_search_can_be_ordered_can_be_told_on_in_a_plan() {
    let (theatre, world) = searching();
    let ops = project(&theatre, &world, OPS_NORTH);
    let Some(Order::Search { area, pattern, spacing_m }) = ops.srus[0].order else { panic!("{:?}", ops.srus[0]) };
    let taken = |axis_true_deg: f64| {
        let (mut world, area) = (world.clone(), Rectangle { axis_true_deg, ..area });
        let order = Order::Search { area, pattern, spacing_m };
        let ordered = Command::Order { sru: RESCUE, case: Some(CASE), order };
        if refusal(&give(&theatre, &mut world, OPS_NORTH, ordered)).is_some() {
            return false;
        }
        let plan = search_action_plan(&project(&theatre, &world, OPS_NORTH), CASE, &theatre.scenario.seats).unwrap();
        assert_eq!(plan.searches[0].area, area);
        let told = give(&theatre, &mut world, OPS_NORTH, send(RCC_SOUTH, form(Form::SearchActionPlan(plan))));
        assert_eq!(refusal(&told), None, "an axis of {axis_true_deg:e}");
        true
    };
    for direction in [0.0, -90.0, 360.0, 725.0] {
        assert!(taken(direction), "{direction}");
    }
    for none in [1e300, -4e5, f64::NAN, f64::INFINITY] {
        assert!(!taken(none), "{none}");
    }
}

#[test]
fn a_search_action_plan_is_drawn_and_counted_as_planned_at_the_receiver_and_never_as_done() {
    let (theatre, mut world) = searching();
    let scenario = &theatre.scenario;
    let ops = project(&theatre, &world, OPS_NORTH);
    let mut plan = search_action_plan(&ops, CASE, &scenario.seats).unwrap();
    sarex::plan::complete(&mut plan, &ops, &scenario.sea, scenario.start);
    let [line] = plan.searches.as_slice() else { panic!("{plan:?}") };
    assert_eq!((line.sru, line.unit.as_str()), (RESCUE, "Rescue 11"));
    assert!(line.sweep_width_m.is_some_and(|m| m > 100.0) && line.until > line.from, "{line:?}");
    assert!(plan.weather.contains("wind") && plan.action.contains("Rescue 11"), "{plan:?}");
    let until = line.until;
    give(&theatre, &mut world, OPS_NORTH, send(RCC_SOUTH, form(Form::SearchActionPlan(plan.clone()))));
    minutes(&theatre, &mut world, 15);
    let south = project(&theatre, &world, RCC_SOUTH);
    let told = planned_by_others(&south);
    assert_eq!((told.len(), told[0].from, told[0].line), (1, OPS_NORTH, &plan.searches[0]));
    assert_eq!(south.searches, vec![], "a plan is no search");
    let ops = project(&theatre, &world, OPS_NORTH);
    assert_eq!(planned_by_others(&ops), vec![], "its own units a desk sees for itself");
    // A newer plan takes the place of the former, and what is over is planned no more.
    plan.searches.clear();
    give(&theatre, &mut world, OPS_NORTH, send(RCC_SOUTH, form(Form::SearchActionPlan(plan))));
    minutes(&theatre, &mut world, 15);
    assert_eq!(planned_by_others(&project(&theatre, &world, RCC_SOUTH)), vec![]);
    let mut later = south.clone();
    later.tick = until;
    assert_eq!(planned_by_others(&later), vec![]);
}

#[test]
fn a_form_is_unread_until_it_is_opened_and_its_receipt_takes_the_way_back() {
    let (theatre, mut world) = alerted();
    let over = hand_over(&project(&theatre, &world, RCC_SOUTH), CASE).unwrap();
    let wanted = Mail::SendForReceipt { to: RCC_NORTH, channel: Channel::Text, body: form(Form::HandOver(over)) };
    give(&theatre, &mut world, RCC_SOUTH, Command::Mail(Box::new(wanted)));
    minutes(&theatre, &mut world, 15);
    let (north, south) = (project(&theatre, &world, RCC_NORTH), project(&theatre, &world, RCC_SOUTH));
    let message = *north.mail.unread.iter().next().expect("it lies unread");
    assert!(north.mail.wants_receipt.contains(&message) && south.mail.asked.contains(&message));
    assert_eq!((north.mail.unread.len(), south.mail.receipts.len()), (1, 0));
    // Nobody opens what has not come to them.
    let events = give(&theatre, &mut world, MASTERS, mark_read(message));
    assert!(matches!(refusal(&events), Some(Rejection::Unknown { .. })));
    let events = give(&theatre, &mut world, RCC_NORTH, mark_read(message));
    let opened = world.tick;
    let reads = |events: &[Stamped<Event>]| {
        events.iter().filter(|e| matches!(&e.body, Event::Mail(mail::Event::Read { .. }))).count()
    };
    assert_eq!((refusal(&events), reads(&events)), (None, 1));
    let again = give(&theatre, &mut world, RCC_NORTH, mark_read(message));
    assert_eq!((refusal(&again), reads(&again)), (None, 0), "read is read");
    let south = project(&theatre, &world, RCC_SOUTH);
    assert!(south.mail.receipts.is_empty(), "the receipt is on its way");
    minutes(&theatre, &mut world, 15);
    let (north, south) = (project(&theatre, &world, RCC_NORTH), project(&theatre, &world, RCC_SOUTH));
    let (read_at, known_at) = south.mail.receipts[&message];
    assert_eq!((read_at, north.mail.read[&message]), (opened, opened));
    assert!(known_at > opened && north.mail.unread.is_empty());
    // Without one asked for nothing comes back.
    let words = MessageBody::Text { case: None, text: "noted".to_owned() };
    give(&theatre, &mut world, RCC_SOUTH, send(RCC_NORTH, words));
    minutes(&theatre, &mut world, 15);
    let last = project(&theatre, &world, RCC_NORTH).messages.last().unwrap().message;
    give(&theatre, &mut world, RCC_NORTH, mark_read(last));
    minutes(&theatre, &mut world, 15);
    assert_eq!(project(&theatre, &world, RCC_SOUTH).mail.receipts.len(), 1);
}

#[test]
fn what_was_never_read_is_in_the_score_and_in_the_report() {
    let read = play(strait(), 1, &[], None, hours(12));
    let unread = play(strait(), 1, &[RCC_NORTH, OPS_NORTH], None, hours(12));
    assert!(value(&read.score, "forms_unread.north") <= 1.0, "what came in the last minute may lie there");
    assert!(value(&read.score, "forms_read") > 0.0 && value(&read.score, "form_read_after") <= 60.0);
    assert!(value(&unread.score, "forms_unread.north") >= 2.0);
    let evidence = &unread.score.measure("forms_unread.north").unwrap().evidence;
    assert!(
        evidence.iter().any(|e| e.text.contains("RCC North received the hand-over from RCC South")),
        "{evidence:?}"
    );
    let html = report(&ReportInput {
        theatre: &unread.theatre,
        score: &unread.score,
        events: &unread.events,
        tracks: &Tracks::default(),
        run: &RunFacts::default(),
        brief: None,
    });
    assert!(html.contains("Forms sent to Northland lay unread to the end"));
    assert!(html.contains("hand-over: blue wooden fishing boat"), "the time line tells what it said");
}

#[test]
fn a_form_more_does_not_change_the_luck_of_the_messages_after_it() {
    let (theatre, start) = alerted();
    let words = MessageBody::Text { case: None, text: "still there?".to_owned() };
    let arrival = |with: bool| {
        let mut world = start.clone();
        if with {
            let over = hand_over(&project(&theatre, &world, RCC_SOUTH), CASE).unwrap();
            give(&theatre, &mut world, RCC_SOUTH, send(RCC_NORTH, form(Form::HandOver(over))));
        } else {
            step(&theatre, &mut world, &[]);
        }
        give(&theatre, &mut world, RCC_SOUTH, send(RCC_NORTH, words.clone()));
        minutes(&theatre, &mut world, 20);
        let north = project(&theatre, &world, RCC_NORTH);
        let came = north.messages.iter().find(|m| m.body == words && matches!(m.way, Way::From(_))).unwrap();
        (came.message, came.at)
    };
    assert_eq!(arrival(true), arrival(false));
}

#[test]
fn forms_in_an_order_file_are_filled_with_what_is_written_instead_and_opened() {
    let scenario = strait();
    let text = "[
        (at: \"+4h\", seat: \"rcc-south\", do: Send(to: \"rcc-north\", receipt: true,
            form: HandOver(case: \"boat\", phase: Distress, position: \"08-00S 105-00E\", actions: \"called twice\"))),
        (at: \"+4h\", seat: \"rcc-south\", do: Send(to: \"masters\", channel: Phone,
            form: MaydayRelay(case: \"boat\", persons: 41, text: \"by hand\"))),
        (at: \"+4h\", seat: \"rcc-south\", do: Send(to: \"ops-north\", form: SearchActionPlan(case: \"boat\", on_scene: \"nobody yet\"))),
        (at: \"+1h\", seat: \"rcc-north\", do: Read(from: \"rcc-south\")),
    ]";
    let script = Script::read(text, &scenario).unwrap_or_else(|e| panic!("{}", e.join("\n")));
    let run = play(scenario, 1, &[], Some(script), hours(5));
    assert_eq!(refusal(&run.events), None);
    let north = project(&run.theatre, &run.world, RCC_NORTH);
    let MessageBody::Form(sheet) = &north.messages.last().unwrap().body else { panic!("{north:#?}") };
    let Form::HandOver(over) = &**sheet else { panic!("{sheet:?}") };
    assert_eq!((over.phase, over.actions.as_str(), over.persons), (Some(Phase::Distress), "called twice", Some(40)));
    assert!(over.position.is_some_and(|p| (p.position.lat_deg() + 8.0).abs() < 1e-9));
    assert_eq!(project(&run.theatre, &run.world, RCC_SOUTH).mail.receipts.len(), 1);
    let masters = project(&run.theatre, &run.world, MASTERS);
    assert_eq!(masters.cases[0].persons, Some(41));
    assert_eq!(masters.mail.unread.len(), 1, "nobody reads there");
    for (wrong, part) in [
        ("Send(to: \"rcc-nowhere\", form: HandOver(case: \"boat\"))", "no seat is called"),
        ("Send(to: \"masters\", form: MaydayRelay(case: \"boat\", position: \"here\"))", ""),
        ("Send(to: \"masters\", form: Notice(case: \"boat\"))", "Notice"),
    ] {
        let text = format!("[(at: \"+4h\", seat: \"rcc-south\", do: {wrong})]");
        let findings = Script::read(&text, &run.theatre.scenario).unwrap_err();
        assert!(findings.len() == 1 && findings[0].contains(part), "{wrong}: {findings:?}");
    }
}

#[test]
fn a_report_of_a_capsize_reaches_the_picture_and_counts_as_known_there() {
    let known = |capsized: &str| {
        let scenario = strait();
        let text =
            format!("[(at: \"+4h\", seat: \"rcc-south\", do: Sitrep(to: \"ops-north\", case: \"boat\"{capsized}))]");
        let script = Script::read(&text, &scenario).unwrap_or_else(|e| panic!("{}", e.join("\n")));
        let run = play(scenario, 1, &[], Some(script), hours(5));
        let north = project(&run.theatre, &run.world, OPS_NORTH);
        let body = &north.messages.last().expect("the report came").body;
        let matters = Matter::of_message(body);
        assert_eq!(body.tells_wreck(), matters.contains(&Matter::InWater));
        // Who goes by the picture reckons with a hull adrift from then on, and says so in turn.
        assert_eq!(seen_capsized(&north, CASE), body.tells_wreck());
        assert_eq!(hand_over(&north, CASE).unwrap().capsized, body.tells_wreck());
        (body.tells_wreck(), north.cases[0].nature)
    };
    assert_eq!(known(", capsized: true"), (true, Nature::Sinking));
    let (told, nature) = known("");
    assert!(!told && nature < Nature::Sinking, "the boat floats, as far as anybody knows");
}

#[test]
fn a_form_that_says_what_none_can_is_refused_and_one_that_names_a_unit_not_known_too() {
    let (theatre, mut world) = searching();
    let scenario = &theatre.scenario;
    let plan = search_action_plan(&project(&theatre, &world, OPS_NORTH), CASE, &scenario.seats).unwrap();
    type Spoil = fn(&mut sarex::sim::forms::SearchActionPlan);
    let spoils: [Spoil; 8] = [
        |p| p.searches[0].area.length_m = f64::NAN,
        |p| p.searches[0].spacing_m = 0.0,
        |p| p.searches[0].speed_mps = f64::INFINITY,
        |p| p.searches[0].until = Tick(0),
        |p| p.searches[0].area.width_m = 1e12,
        |p| p.text = "x".repeat(5_000),
        |p| p.persons = Some(u32::MAX),
        |p| p.searches = vec![p.searches[0].clone(); 50],
    ];
    for (i, spoil) in spoils.into_iter().enumerate() {
        let mut bad = plan.clone();
        spoil(&mut bad);
        let events = give(&theatre, &mut world, OPS_NORTH, send(RCC_SOUTH, form(Form::SearchActionPlan(bad))));
        assert!(matches!(refusal(&events), Some(Rejection::BadNumber { .. })), "{i}");
    }
    // RCC South has not heard of Rescue 11: its number is to it as one that does not exist.
    for sru in [RESCUE, SruId(77)] {
        let mut guessed = plan.clone();
        guessed.searches[0].sru = sru;
        let events = give(&theatre, &mut world, RCC_SOUTH, send(MASTERS, form(Form::SearchActionPlan(guessed))));
        let why = refusal(&events);
        assert_eq!(why, Some(Rejection::Unknown { what: "a unit of that plan".to_owned() }), "{sru}");
    }
    let events = give(&theatre, &mut world, OPS_NORTH, send(RCC_SOUTH, form(Form::SearchActionPlan(plan))));
    assert_eq!(refusal(&events), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_message_is_read_at_most_once_and_only_by_whom_it_came_to(
        marks in proptest::collection::vec((0_u32..4, any::<u32>(), any::<bool>()), 1..12),
    ) {
        let (theatre, mut world) = alerted();
        let over = hand_over(&project(&theatre, &world, RCC_SOUTH), CASE).unwrap();
        give(&theatre, &mut world, RCC_SOUTH, send(RCC_NORTH, form(Form::HandOver(over))));
        minutes(&theatre, &mut world, 15);
        let mut read = Vec::new();
        for (seat, number, known) in marks {
            let seat = SeatId(seat);
            let held: Vec<MessageId> = project(&theatre, &world, seat)
                .messages.iter().filter(|m| matches!(m.way, Way::From(_))).map(|m| m.message).collect();
            let message = match held.get(number as usize % held.len().max(1)) {
                Some(message) if known => *message,
                _ => MessageId(number),
            };
            let events = give(&theatre, &mut world, seat, mark_read(message));
            prop_assert_eq!(refusal(&events).is_none(), held.contains(&message));
            for event in events {
                if let Event::Mail(mail::Event::Read { message, by }) = event.body {
                    prop_assert_eq!(by, seat);
                    prop_assert!(!read.contains(&(by, message)));
                    read.push((by, message));
                }
            }
        }
        for seat in theatre.seats() {
            let mail = project(&theatre, &world, seat).mail;
            prop_assert!(mail.read.keys().all(|message| read.contains(&(seat, *message))));
            prop_assert!(mail.unread.iter().all(|message| !mail.read.contains_key(message)));
        }
    }
}
