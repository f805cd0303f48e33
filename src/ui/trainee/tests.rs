//! The desk on a real exercise: clicked through the accessibility tree, and every command that comes out is given to
//! the exercise, which must take it.

use std::cell::RefCell;
use std::rc::Rc;

use egui::accesskit::Role as Widget;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::Trainee;
use crate::base::ids::{RequestId, SeatId, SruId};
use crate::base::{Position, Tick};
use crate::crew::Crew;
use crate::picture::{self, Picture};
use crate::scenario::{self, Channel, Phase, Scenario};
use crate::session::wire::{Chair, Clock};
use crate::session::{Exercise, Intent, LinkStatus, Seating, View};
use crate::sim::{self, Answer, Ask, Command, Event, MessageBody, Order, ReportedPosition, Stamped, Theatre, World};
use crate::ui::chart::raster;
use crate::ui::theme::{self, Palette, Theme};

/// Seats of the example: rcc-north, ops-north, rcc-south, masters.
pub(super) const RCC_NORTH: SeatId = SeatId(0);
pub(super) const OPS_NORTH: SeatId = SeatId(1);
pub(super) const RCC_SOUTH: SeatId = SeatId(2);
/// The rescue vessel of the example.
pub(super) const RESCUE: SruId = SruId(0);
/// The only case.
pub(super) const CASE: crate::base::ids::CraftId = crate::base::ids::CraftId(0);

/// A world to sit at.
pub(super) struct Stage {
    pub(super) theatre: Theatre,
    pub(super) world: World,
}

/// The small scenario every test begins with.
pub(super) fn example() -> Scenario {
    scenario::read(scenario::EXAMPLE).0.expect("the example is valid")
}

/// A shipped scenario.
pub(super) fn sunda() -> Scenario {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/sunda-2012");
    let text = scenario::load(&folder).expect("the shipped scenario can be read").text;
    scenario::read(&text).0.expect("the shipped scenario is valid")
}

impl Stage {
    /// A scenario before its first tick.
    pub(super) fn of(scenario: Scenario, seed: u64) -> Self {
        let theatre = Theatre::new(scenario);
        let world = World::new(&theatre, seed);
        Self { theatre, world }
    }

    /// A scenario played by doctrine to an hour.
    pub(super) fn played(scenario: Scenario, hours: f64) -> Self {
        let seating = Seating::all(&scenario, Crew::Doctrine);
        let mut exercise = Exercise::new(scenario, 3, seating);
        exercise.play_to(Tick::START.after(crate::base::Span::from_hours(hours)));
        Self { theatre: exercise.theatre().clone(), world: exercise.world().clone() }
    }

    /// The example with nobody acting, to an hour.
    pub(super) fn untouched(hours: f64) -> Self {
        let scenario = example();
        let seating = Seating::all(&scenario, Crew::Absent);
        let mut exercise = Exercise::new(scenario, 3, seating);
        exercise.play_to(Tick::START.after(crate::base::Span::from_hours(hours)));
        Self { theatre: exercise.theatre().clone(), world: exercise.world().clone() }
    }

    /// Gives commands and lets so many ticks go by.
    pub(super) fn go(&mut self, commands: &[(SeatId, Command)], ticks: u32) -> Vec<Stamped<Event>> {
        let tick = self.world.tick.next();
        let mut stamped: Vec<Stamped<Command>> = (0..)
            .zip(commands)
            .map(|(seq, (seat, body))| Stamped { tick, seat: Some(*seat), seq, body: body.clone() })
            .collect();
        stamped.sort_by_key(|command| (command.seat, command.seq));
        let mut events = sim::step(&self.theatre, &mut self.world, &stamped);
        for _ in 1..ticks {
            events.extend(sim::step(&self.theatre, &mut self.world, &[]));
        }
        events
    }

    pub(super) fn picture(&self, seat: SeatId) -> Picture {
        picture::project(&self.theatre, &self.world, seat)
    }

    /// What a chair at a seat sees now.
    pub(super) fn view(&self, chair: Chair) -> View {
        let seat = chair.seat();
        View {
            chair,
            briefing: picture::briefing(&self.theatre, seat),
            plan: None,
            picture: seat.map(|seat| self.picture(seat)),
            overview: None,
            clock: Clock { tick: self.world.tick, running: true, speed: 60.0, behind_s: 0.0, over: false },
            table: Vec::new(),
            happenings: Vec::new(),
            outlook: None,
            link: LinkStatus::Live,
            pending: Vec::new(),
            notices: Vec::new(),
        }
    }

    /// The exercise takes these commands of a seat: none is refused.
    pub(super) fn takes(&self, seat: SeatId, intents: &[Intent]) {
        let commands: Vec<(SeatId, Command)> = intents
            .iter()
            .filter_map(|intent| match intent {
                Intent::Do(command) => Some((seat, command.clone())),
                _ => None,
            })
            .collect();
        let mut trial = Stage { theatre: self.theatre.clone(), world: self.world.clone() };
        for event in trial.go(&commands, 1) {
            assert!(!matches!(event.body, Event::CommandRejected { .. }), "refused: {:?}", event.body);
        }
    }
}

/// A person at a desk.
pub(super) struct Sitting {
    pub(super) harness: Harness<'static, (View, Trainee)>,
    out: Rc<RefCell<Vec<Intent>>>,
}

impl Sitting {
    pub(super) fn new(view: View) -> Self {
        Self::sized(view, 1366.0, 768.0)
    }

    pub(super) fn sized(view: View, width: f32, height: f32) -> Self {
        let out = Rc::new(RefCell::new(Vec::new()));
        let sink = Rc::clone(&out);
        let theme = Theme::of(Palette::Day);
        let harness = Harness::builder().with_size([width, height]).with_max_steps(40).build_ui_state(
            move |ui: &mut egui::Ui, (view, desk): &mut (View, Trainee)| {
                sink.borrow_mut().extend(desk.show(ui, view, &theme));
            },
            (view, Trainee::default()),
        );
        let mut sitting = Self { harness, out };
        sitting.settle();
        sitting
    }

    pub(super) fn settle(&mut self) {
        self.harness.run_steps(4);
    }

    /// Clicks the one thing whose name contains this.
    pub(super) fn click(&mut self, name: &str) {
        let found: Vec<_> = self.harness.query_all_by_label_contains(name).collect();
        let pressable: Vec<_> =
            found.iter().filter(|node| !matches!(node.accesskit_node().role(), Widget::Label)).collect();
        assert!(!pressable.is_empty(), "nothing to press is called {name:?}; there is {:#?}", self.names());
        pressable[0].click_accesskit();
        drop(found);
        self.settle();
    }

    /// Writes into the field of this label, after emptying it.
    pub(super) fn write(&mut self, label: &str, text: &str) {
        self.harness.get_all_by_label(label).next_back().expect("a field of that label").focus();
        self.settle();
        self.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.settle();
    }

    pub(super) fn key(&mut self, key: egui::Key) {
        self.harness.key_press(key);
        self.settle();
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.harness.query_all_by_label_contains(name).next().is_some()
    }

    /// All that can be read.
    pub(super) fn words(&self) -> Vec<String> {
        let nodes = self.harness.root().children_recursive();
        nodes.filter_map(|node| node.accesskit_node().value().or_else(|| node.accesskit_node().label())).collect()
    }

    /// The desk as it stands, in a palette and at a text size; kept for people to look at where `SAREX_PICTURES` names a
    /// folder.
    pub(super) fn picture(self, name: &str, palette: Palette, percent: u16) -> raster::Picture {
        let size = self.harness.ctx.content_rect().size();
        let (view, mut desk) = self.harness.into_state();
        let theme = Theme::of(palette);
        let picture = raster::picture(size, 4, |ui| {
            theme::scale(ui.ctx(), percent);
            desk.show(ui, &view, &theme);
        });
        if let Some(folder) = std::env::var_os("SAREX_PICTURES") {
            let path = std::path::Path::new(&folder).join(format!("trainee-{name}.ppm"));
            std::fs::write(path, picture.to_ppm()).expect("the picture can be written");
        }
        picture
    }

    /// What has come out since the last time.
    pub(super) fn out(&self) -> Vec<Intent> {
        std::mem::take(&mut *self.out.borrow_mut())
    }

    /// Names of all that can be pressed.
    pub(super) fn names(&self) -> Vec<String> {
        self.harness
            .root()
            .children_recursive()
            .filter(|node| pressable(node.accesskit_node().role()))
            .map(|node| node.accesskit_node().label().unwrap_or_default())
            .collect()
    }

    pub(super) fn show(&mut self, view: View) {
        self.harness.state_mut().0 = view;
        self.settle();
    }
}

fn pressable(role: Widget) -> bool {
    matches!(role, Widget::Button | Widget::CheckBox | Widget::ComboBox | Widget::RadioButton | Widget::Link)
}

/// RCC South has been told by the boat, and asks RCC North, in whose region it is, to coordinate.
pub(super) fn asked_to_coordinate() -> (Stage, RequestId) {
    let mut stage = Stage::untouched(4.0);
    assert_eq!(stage.picture(RCC_SOUTH).cases.len(), 1, "the boat has called RCC South");
    let ask = Command::Ask { to: RCC_NORTH, channel: Channel::Phone, case: CASE, what: Ask::Coordinate };
    // The telephone loses one call in twenty.
    for _ in 0..5 {
        stage.go(&[(RCC_SOUTH, ask.clone())], 30);
        if let Some(request) = stage.picture(RCC_NORTH).requests.iter().find(|request| request.of_us) {
            return (Stage { theatre: stage.theatre.clone(), world: stage.world.clone() }, request.request);
        }
    }
    panic!("no request arrived");
}

/// Operations North has been told of the case, with a position.
pub(super) fn called_out() -> Stage {
    let mut stage = Stage::untouched(4.0);
    let position = Position::new(-7.6, 105.3).expect("a position");
    let told = ReportedPosition { position, error_m: 1852.0, true_at: stage.world.tick };
    let ask = Ask::Deploy { at: told.position, error_m: told.error_m, true_at: told.true_at };
    for _ in 0..5 {
        let command = Command::Ask { to: OPS_NORTH, channel: Channel::Phone, case: CASE, what: ask.clone() };
        stage.go(&[(RCC_SOUTH, command)], 30);
        if !stage.picture(OPS_NORTH).requests.is_empty() {
            return stage;
        }
    }
    panic!("no request arrived");
}

#[test]
fn a_request_is_accepted_on_its_card() {
    let (stage, request) = asked_to_coordinate();
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    assert!(desk.has("RCC South asks you to take over coordination"));
    desk.click("Accept (RCC South asks you");
    let out = desk.out();
    assert_eq!(out, vec![Intent::Do(Command::Answer { request, answer: Answer::Accept })]);
    stage.takes(RCC_NORTH, &out);
}

#[test]
fn a_refusal_needs_a_reason() {
    let (stage, request) = asked_to_coordinate();
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    desk.click("Refuse with reason... (RCC South");
    desk.click("Refuse (RCC South");
    assert_eq!(desk.out(), vec![], "nothing is refused without a word");
    desk.write("Reason, and what you would accept", "The position is in your region; tell us a newer one.");
    desk.click("Refuse (RCC South");
    let out = desk.out();
    let reason = "The position is in your region; tell us a newer one.".to_owned();
    assert_eq!(out, vec![Intent::Do(Command::Answer { request, answer: Answer::Refuse { reason } })]);
    stage.takes(RCC_NORTH, &out);
}

#[test]
fn a_card_put_aside_is_logged_and_can_be_taken_up_again() {
    let (stage, _) = asked_to_coordinate();
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    desk.click("Put aside... (RCC South asks you");
    desk.write("Why it can wait, for the log", "waiting for our operations");
    desk.click("Put aside (RCC South");
    let out = desk.out();
    let [Intent::Do(Command::Log { text })] = out.as_slice() else { panic!("{out:?}") };
    assert!(text.contains("waiting for our operations") && text.contains("15 min"), "{text}");
    stage.takes(RCC_NORTH, &out);
    assert!(!desk.has("Accept (RCC South asks you"), "it is aside");
    desk.click("Take up again (RCC South");
    assert!(desk.has("Accept (RCC South asks you"), "it is back");
}

#[test]
fn a_phase_is_declared_with_the_reason_it_is_called_for() {
    let stage = Stage::untouched(4.0);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_SOUTH)));
    desk.click("Declare DETRESFA... (Case 1");
    desk.click("Declare (Case 1");
    let out = desk.out();
    let [Intent::Do(Command::SetPhase { phase: Phase::Distress, reason, .. })] = out.as_slice() else {
        panic!("{out:?}")
    };
    assert!(reason.contains("taking water"), "{reason}");
    stage.takes(RCC_SOUTH, &out);
}

#[test]
fn the_in_tray_of_a_centre_leads_through_a_case() {
    let mut stage = Stage::untouched(4.0);
    let phase = Command::SetPhase { case: CASE, phase: Phase::Distress, reason: "taking water".to_owned() };
    stage.go(&[(RCC_SOUTH, phase)], 6);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_SOUTH)));
    // The boat is in the north's region: the south is asked to hand it over.
    desk.click("Ask RCC North to coordinate (Case 1");
    let out = desk.out();
    assert!(
        matches!(out.as_slice(), [Intent::Do(Command::Ask { to: RCC_NORTH, what: Ask::Coordinate, .. })]),
        "{out:?}"
    );
    stage.takes(RCC_SOUTH, &out);
    desk.click("Broadcast to shipping... (Shipping has not been told");
    desk.click("Broadcast (Shipping");
    let out = desk.out();
    let [Intent::Do(Command::BroadcastDistress { text, radius_m, .. })] = out.as_slice() else { panic!("{out:?}") };
    assert!(text.contains("EXERCISE") && text.contains("40 persons") && *radius_m > 100_000.0, "{text}");
    stage.takes(RCC_SOUTH, &out);
    desk.click("Ask RCC North for units (Other centres");
    let out = desk.out();
    assert!(matches!(out.as_slice(), [Intent::Do(Command::Ask { what: Ask::Deploy { .. }, .. })]), "{out:?}");
    stage.takes(RCC_SOUTH, &out);
}

#[test]
fn everything_that_can_be_pressed_has_a_name_at_every_seat_and_hour() {
    for (hours, seats) in [(0.0, 4), (5.0, 4), (14.0, 4)] {
        let stage = Stage::played(example(), hours);
        for seat in (0..seats).map(SeatId::new) {
            let mut desk = Sitting::new(stage.view(Chair::Seat(seat)));
            for name in ["Panel People", "Panel Search planner", "Panel Case", "Help and keys"] {
                desk.click(name);
                let names = desk.names();
                assert!(names.len() > 10, "{names:?}");
                assert!(names.iter().all(|name| !name.trim().is_empty()), "{seat} at {hours}: {names:#?}");
            }
        }
    }
}

#[test]
fn an_observer_sees_the_same_and_can_do_nothing() {
    let (stage, _) = asked_to_coordinate();
    let mut desk = Sitting::new(stage.view(Chair::Observer(RCC_NORTH)));
    assert!(desk.has("observer") && desk.has("EXERCISE"));
    assert!(desk.has("RCC South asks you to take over coordination"));
    for panel in ["Panel People", "Panel Search planner", "Panel Case"] {
        desk.click(panel);
        for name in desk.names() {
            let acts = [
                "Accept",
                "Refuse",
                "Declare",
                "Send",
                "Ask ",
                "Take ",
                "Put aside",
                "Broadcast",
                "Order",
                "Hand",
                "Call",
                "Write",
            ];
            assert!(acts.iter().all(|act| !name.starts_with(act)), "an observer can press {name:?}");
        }
    }
    desk.out();
}

#[test]
fn what_was_refused_is_shown_until_it_is_noted() {
    let (mut stage, _) = asked_to_coordinate();
    // Operations may not declare a phase; a centre cannot order what is not its own.
    let order = Command::Order { sru: RESCUE, case: None, order: Order::Return };
    stage.go(&[(RCC_NORTH, order)], 1);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    assert!(desk.has("Could not order"), "the banner says what was refused");
    assert!(desk.has("is not under your orders"), "in the words given");
    assert!(desk.has("✖"), "and the log marks it with a sign");
    desk.click("Note what was refused");
    assert!(!desk.has("Note what was refused"));
}

#[test]
fn the_top_bar_shows_the_exercise_the_clock_the_people_and_the_line() {
    let stage = Stage::untouched(4.0);
    let mut view = stage.view(Chair::Seat(RCC_SOUTH));
    view.link = LinkStatus::Lost("no answer from the host".to_owned());
    view.pending = vec!["order".to_owned(), "answer".to_owned()];
    view.notices = vec!["The trainer has paused the exercise.".to_owned()];
    let desk = Sitting::new(view);
    for words in [
        "EXERCISE",
        "A boat in the strait · RCC South (Southland)",
        "19 JUN 1552Z  2352 local",
        "running x60",
        "aboard 40, recovered 0, landed 0",
        "line lost, trying again: no answer from the host",
        "2 waiting to be taken",
        "The trainer has paused the exercise.",
    ] {
        assert!(desk.has(words), "{words}");
    }
}

#[test]
fn the_seat_is_handed_to_a_crew_and_taken_back() {
    let stage = Stage::untouched(1.0);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    desk.click("Hand the seat to a crew");
    assert_eq!(desk.out(), vec![Intent::Crew(Some(Crew::Doctrine))]);
    let mut view = stage.view(Chair::Seat(RCC_NORTH));
    view.table = vec![crate::session::wire::ChairStatus {
        chair: Chair::Seat(RCC_NORTH),
        crew: Some(Crew::Doctrine),
        people: Vec::new(),
        last_action: None,
        code: None,
    }];
    desk.show(view);
    assert!(desk.has("played by the doctrine crew"));
    desk.click("Take the seat back");
    assert_eq!(desk.out(), vec![Intent::Crew(None)]);
}

#[test]
fn palettes_and_text_size_are_the_desks_own() {
    let stage = Stage::played(example(), 6.0);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_SOUTH)));
    desk.click("Palette Day, switch to Dusk");
    assert_eq!(desk.harness.state().1.palette(), Some(Palette::Dusk));
    for _ in 0..5 {
        desk.click("Larger text");
    }
    assert_eq!(theme::percent(&desk.harness.ctx), 200);
    assert!(desk.has("In-tray") && desk.has("EXERCISE"), "{:#?}", desk.names());
    assert_eq!(desk.out(), vec![]);
    // The laptop a ministry has, at twice the text, and a small window.
    for (width, height) in [(1366.0, 768.0), (1920.0, 1080.0), (700.0, 420.0)] {
        let mut desk = Sitting::sized(stage.view(Chair::Seat(OPS_NORTH)), width, height);
        theme::scale(&desk.harness.ctx, 200);
        desk.settle();
        assert!(desk.has("In-tray") && desk.has("EXERCISE"), "{width} x {height}");
    }
}

#[test]
fn ctrl_k_finds_a_unit_a_place_and_a_command() {
    let stage = called_out();
    let mut desk = Sitting::new(stage.view(Chair::Seat(OPS_NORTH)));
    let find = |desk: &mut Sitting, query: &str| {
        desk.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
        desk.settle();
        assert!(desk.has("Unit, contact, place"));
        desk.harness.event(egui::Event::Text(query.to_owned()));
        desk.settle();
    };
    find(&mut desk, "rescue 11");
    assert!(desk.has("Found unit: Rescue 11"));
    desk.key(egui::Key::Enter);
    assert!(!desk.has("Unit, contact, place"), "it closes");
    assert!(desk.has("Order Rescue 11 to proceed"), "its card is shown: {:#?}", desk.names());
    find(&mut desk, "search planner");
    desk.key(egui::Key::Enter);
    assert!(desk.has("2  Where it will be"));
    find(&mut desk, "night");
    desk.key(egui::Key::Enter);
    assert_eq!(desk.harness.state().1.palette(), Some(Palette::Night));
    find(&mut desk, "8-36.4S 105-24E");
    desk.key(egui::Key::Enter);
    assert!(desk.has("08°36.4'S 105°24.0'E"));
    find(&mut desk, "p");
    let first = desk.harness.query_all_by_label_contains("Found ").count();
    assert!(first > 2);
    desk.key(egui::Key::ArrowDown);
    desk.key(egui::Key::Escape);
    assert!(!desk.has("Unit, contact, place"));
    assert_eq!(desk.out(), vec![], "looking sends nothing");
}

#[test]
fn the_sheet_of_help_opens_by_key_and_closes() {
    let stage = Stage::untouched(1.0);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    desk.key(egui::Key::F1);
    assert!(desk.has("find anything: units"));
    desk.key(egui::Key::Escape);
    assert!(!desk.has("find anything: units"));
}

#[test]
fn before_the_first_picture_the_desk_says_so() {
    let stage = Stage::untouched(0.0);
    let mut view = stage.view(Chair::Seat(RCC_NORTH));
    view.picture = None;
    view.link = LinkStatus::Connecting;
    let desk = Sitting::new(view);
    assert!(desk.has("EXERCISE") && desk.has("Waiting for the first picture") && desk.has("connecting"));
}

#[test]
fn people_and_what_others_report_are_counted_as_told() {
    let mut stage = Stage::untouched(4.0);
    let body = MessageBody::Sitrep {
        case: CASE,
        phase: Some(Phase::Distress),
        position: None,
        persons: Some(40),
        recovered: 12,
        bodies: 3,
        landed: 5,
        text: "first report".to_owned(),
    };
    for _ in 0..5 {
        let send = Command::Send { to: RCC_NORTH, channel: Channel::Phone, body: body.clone() };
        stage.go(&[(RCC_SOUTH, send)], 30);
        if !stage.picture(RCC_NORTH).messages.is_empty() {
            break;
        }
    }
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    desk.click("Panel People");
    assert!(desk.has("Not accounted for") && desk.has("25"));
    assert!(desk.has("of these by RCC South: 12 alive, 3 dead, 5 landed"));
    desk.click("Panel Case");
    assert!(desk.has("RCC South: DETRESFA, recovered 12 alive, 3 dead; landed 5"));
}

#[test]
fn a_long_exercise_is_shown_at_every_seat_and_every_card_offers_what_the_exercise_takes() {
    let hours = [3.0, 9.0, 16.0, 24.0];
    for hour in hours {
        let stage = Stage::played(sunda(), hour);
        for seat in stage.theatre.seats() {
            let view = stage.view(Chair::Seat(seat));
            let mut desk = Sitting::new(view);
            // Everything a card sends at once is taken in the situation in which it was offered.
            let names: Vec<String> = desk
                .names()
                .into_iter()
                .filter(|name| {
                    ["Accept (", "Call the vessel (", "Take responsibility (", "Ask ", "Send SITREP (", "Report the"]
                        .iter()
                        .any(|begin| name.starts_with(begin))
                        && name.ends_with(')')
                })
                .collect();
            for name in names {
                if desk.has(&name) {
                    desk.click(&name);
                    let out = desk.out();
                    assert!(!out.is_empty() && out.iter().all(|i| matches!(i, Intent::Do(_))), "{name}: {out:?}");
                    stage.takes(seat, &out);
                }
            }
        }
    }
}

#[test]
fn every_letter_and_sign_on_the_desk_can_be_drawn() {
    let mut missing = std::collections::BTreeMap::new();
    let mut look = |desk: &mut Sitting| {
        let font = egui::FontId::proportional(14.0);
        for words in desk.words() {
            for letter in words.chars().filter(|letter| !letter.is_whitespace()) {
                let drawn = |letter: char| {
                    let galley = desk.harness.ctx.fonts_mut(|fonts| {
                        fonts.layout_no_wrap(letter.to_string(), font.clone(), egui::Color32::BLACK)
                    });
                    galley.rows[0].glyphs[0].uv_rect
                };
                // A letter that no font has is drawn as the same box.
                if drawn(letter) == drawn('\u{E0F5}') {
                    missing.insert(letter, words.clone());
                }
            }
        }
    };
    for hour in [3.0, 24.0] {
        let mut stage = Stage::played(sunda(), hour);
        stage.go(&[(SeatId(0), Command::Order { sru: SruId(0), case: None, order: Order::Return })], 1);
        for seat in stage.theatre.seats() {
            for link in
                [LinkStatus::Live, LinkStatus::Connecting, LinkStatus::Refused("no".to_owned()), LinkStatus::Replay]
            {
                let mut view = stage.view(Chair::Seat(seat));
                view.link = link;
                view.notices = vec!["a notice".to_owned()];
                let mut desk = Sitting::new(view);
                for panel in ["Panel Search planner", "Panel People", "Line to", "Help and keys"] {
                    desk.click(panel);
                    look(&mut desk);
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// The share of a picture's pixels that have a colour.
fn share(picture: &raster::Picture, colour: egui::Color32) -> f64 {
    let wanted = [colour.r(), colour.g(), colour.b()];
    picture.pixels.iter().filter(|pixel| **pixel == wanted).count() as f64 / picture.pixels.len() as f64
}

#[test]
fn the_desk_in_pictures() {
    let stage = Stage::played(sunda(), 24.0);
    let centre = SeatId(2);
    let drawn = |picture: &raster::Picture, palette: Palette| {
        let theme = Theme::of(palette);
        assert!(share(picture, theme.card) > 0.02, "{palette:?}: cards");
        assert!(share(picture, theme.panel) > 0.05, "{palette:?}: panels");
        assert!(share(picture, theme.sea) + share(picture, theme.land) > 0.05, "{palette:?}: a chart");
        assert!(share(picture, theme.accent) > 0.0005, "{palette:?}: EXERCISE");
    };
    let desk = Sitting::new(stage.view(Chair::Seat(centre)));
    drawn(&desk.picture("centre", Palette::Day, 100), Palette::Day);
    let desk = Sitting::sized(stage.view(Chair::Seat(centre)), 1920.0, 1080.0);
    drawn(&desk.picture("centre-large", Palette::Night, 120), Palette::Night);
    let stage = called_out();
    let mut desk = Sitting::new(stage.view(Chair::Seat(OPS_NORTH)));
    desk.click("Send Rescue 11 (about");
    drawn(&desk.picture("order", Palette::Day, 100), Palette::Day);
    let mut desk = Sitting::sized(stage.view(Chair::Seat(OPS_NORTH)), 1920.0, 1080.0);
    desk.click("Panel Search planner");
    desk.click("Predict where it will be");
    desk.click("Rescue 11, there about");
    desk.click("Plan the search");
    drawn(&desk.picture("planner", Palette::Dusk, 100), Palette::Dusk);
    let desk = Sitting::new(stage.view(Chair::Seat(OPS_NORTH)));
    desk.picture("twice", Palette::Day, 200);
}
