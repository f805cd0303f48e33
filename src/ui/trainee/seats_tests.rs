//! Several seats of one state on one screen: their tabs, what waits at each, and going from one to another.

use std::cell::RefCell;
use std::rc::Rc;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::seats::{Held, More, Seats, Wish};
use super::test_stage::*;
use crate::crew::Crew;
use crate::session::wire::{Chair, ChairStatus};
use crate::session::{Intent, LinkStatus, View};
use crate::sim::{Command, MessageBody};
use crate::ui::test_view::press;
use crate::ui::theme::{Palette, Theme};

/// A seat as the screen is given it.
struct Place {
    view: Option<View>,
    link: LinkStatus,
}

/// What the screen is given.
struct Given {
    places: Vec<Place>,
    /// Names of seats on offer. Exists when and only when seats are not held by codes.
    offers: Option<Vec<String>>,
    seats: Seats,
}

/// A person who holds several seats.
struct Screen {
    harness: Harness<'static, Given>,
    out: Rc<RefCell<Vec<Wish>>>,
}

impl Screen {
    fn new(views: Vec<View>, offers: Option<Vec<String>>) -> Self {
        let out = Rc::new(RefCell::new(Vec::new()));
        let sink = Rc::clone(&out);
        let theme = Theme::of(Palette::Day);
        let places = views.into_iter().map(|view| Place { link: view.link.clone(), view: Some(view) }).collect();
        let harness = Harness::builder().with_size([1366.0, 768.0]).with_max_steps(40).build_ui_state(
            move |ui: &mut egui::Ui, given: &mut Given| {
                let held: Vec<Held<'_>> =
                    given.places.iter().map(|place| Held { view: place.view.as_ref(), link: &place.link }).collect();
                let more = given.offers.as_deref().map_or(More::Code, More::Of);
                let wishes = given.seats.show(ui, &held, more, &theme);
                // As the window does.
                for wish in &wishes {
                    if let Wish::LetGo(place) = wish {
                        given.places.remove(*place);
                    }
                }
                sink.borrow_mut().extend(wishes);
            },
            Given { places, offers, seats: Seats::default() },
        );
        let mut screen = Self { harness, out };
        screen.harness.run_steps(4);
        screen
    }

    /// RCC North, asked to coordinate, and its operations; the case is in their region.
    fn of_the_north(stage: &Stage) -> Self {
        Self::new([RCC_NORTH, OPS_NORTH].map(|seat| stage.view(Chair::Seat(seat))).to_vec(), None)
    }

    fn has(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }

    fn press(&mut self, name: &str) {
        press(&mut self.harness, name);
    }

    /// Presses the tab of a seat.
    fn tab(&mut self, seat: &str) {
        self.harness.get_by_label_contains(&format!("Seat {seat}, Ctrl-")).click_accesskit();
        self.harness.run_steps(4);
    }

    fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(4);
    }

    fn front(&self) -> usize {
        self.harness.state().seats.front()
    }

    fn out(&self) -> Vec<Wish> {
        std::mem::take(&mut *self.out.borrow_mut())
    }
}

#[test]
fn one_seat_has_no_tabs_and_a_way_to_another() {
    let stage = Stage::untouched(4.0);
    let mut screen = Screen::new(vec![stage.view(Chair::Seat(RCC_NORTH))], Some(vec!["North operations".to_owned()]));
    assert!(!screen.has("Your seats"));
    screen.press("Hold another seat on this screen");
    assert!(screen.has("Seats of different states do not share a screen"));
    screen.press("Hold North operations as well");
    assert_eq!(screen.out(), [Wish::Named(0)]);
    // It comes to the front when it is there.
    let given = screen.harness.state_mut();
    given.places.push(Place { view: Some(stage.view(Chair::Seat(OPS_NORTH))), link: LinkStatus::Live });
    given.offers = Some(Vec::new());
    screen.harness.run_steps(4);
    assert_eq!(screen.front(), 1);
    assert!(screen.has("Your seats") && screen.has("A boat in the strait · North operations"));
    screen.press("Hold another seat on this screen");
    assert!(screen.has("You hold every seat of your state."));
}

#[test]
fn a_tab_says_what_waits_at_its_seat_and_nothing_of_another() {
    let (mut stage, _) = asked_to_coordinate();
    let screen = Screen::of_the_north(&stage);
    let counts = |screen: &Screen, seat: &str| {
        let name = format!("Seat {seat}, Ctrl-");
        let tab = screen.harness.get_by_label_contains(&name);
        let label = tab.accesskit_node().label().unwrap_or_default();
        label.split("; ").last().unwrap_or_default().to_owned()
    };
    let before = counts(&screen, "North operations");
    assert!(counts(&screen, "RCC North").contains("2 asked of you"), "{}", counts(&screen, "RCC North"));
    assert!(before.contains("0 asked of you") && before.contains("0 messages unread"), "{before}");
    drop(screen);
    let body = MessageBody::Text { case: None, text: "Stand by.".to_owned() };
    stage.tell(RCC_NORTH, OPS_NORTH, &body);
    let mut screen = Screen::of_the_north(&stage);
    let told = counts(&screen, "North operations");
    assert!(told.contains("1 messages unread") && !told.starts_with("0 waiting"), "{told}");
    // Counted while another is in front; opened, it is counted no longer.
    assert_eq!(screen.front(), 0);
    screen.tab("North operations");
    screen.harness.get_all_by_label_contains("Noted (RCC North").next().expect("the card").click_accesskit();
    screen.harness.run_steps(4);
    assert!(counts(&screen, "North operations").contains("0 messages unread"));
}

#[test]
fn what_is_pressed_is_the_seats_in_front_and_keys_lead_to_the_others() {
    let (stage, request) = asked_to_coordinate();
    let mut screen = Screen::of_the_north(&stage);
    assert!(screen.has("RCC South asks you to take over coordination"));
    screen.harness.get_all_by_label_contains("Accept (RCC South asks you").next().expect("the card").click_accesskit();
    screen.harness.run_steps(4);
    let answer = Command::Answer { request, answer: crate::sim::Answer::Accept };
    assert_eq!(screen.out(), [Wish::Of(0, Intent::Do(answer))]);
    screen.key(Modifiers::COMMAND, Key::Num2);
    assert_eq!(screen.front(), 1);
    assert!(!screen.has("RCC South asks you to take over coordination"), "that is the centre's tray");
    screen.press("Hand the seat to a crew that plays by doctrine");
    screen.press("Confirm: Hand the seat to a crew");
    assert_eq!(screen.out(), [Wish::Of(1, Intent::Crew(Some(Crew::Doctrine)))]);
    for (modifiers, place) in [(Modifiers::CTRL, 0), (Modifiers::CTRL, 1), (Modifiers::CTRL | Modifiers::SHIFT, 0)] {
        screen.key(modifiers, Key::Tab);
        assert_eq!(screen.front(), place);
    }
    screen.key(Modifiers::COMMAND, Key::Num5);
    assert_eq!(screen.front(), 0, "there is no fifth");
    screen.press("Leave this desk");
    assert!(screen.has("All 2 seats you hold on this screen are left"));
    screen.press("Confirm: Leave this desk");
    assert_eq!(screen.out(), [Wish::Of(0, Intent::Leave)]);
}

#[test]
fn what_is_half_written_at_one_seat_is_not_at_another_and_is_there_again() {
    let (mut stage, _) = asked_to_coordinate();
    stage.tell(RCC_SOUTH, OPS_NORTH, &MessageBody::Text { case: None, text: "Are you ready?".to_owned() });
    let mut screen = Screen::of_the_north(&stage);
    let begin = |screen: &mut Screen, card: &str| {
        screen.harness.get_all_by_label_contains(card).next().expect("the card").click_accesskit();
        screen.harness.run_steps(4);
    };
    begin(&mut screen, "Refuse with reason... (RCC South asks you");
    screen.harness.event(egui::Event::Text("not ours".to_owned()));
    screen.harness.run_steps(4);
    let written = |screen: &Screen| {
        let mut values = screen.harness.root().children_recursive().filter_map(|node| node.accesskit_node().value());
        values.any(|value| value.contains("not ours"))
    };
    assert!(written(&screen));
    screen.key(Modifiers::COMMAND, Key::Num2);
    assert!(!written(&screen));
    // What is typed now goes into nothing of the other seat.
    screen.harness.event(egui::Event::Text("for the centre".to_owned()));
    screen.harness.run_steps(4);
    screen.key(Modifiers::COMMAND, Key::Num1);
    assert!(written(&screen));
    assert_eq!(screen.out(), []);
}

#[test]
fn a_seat_is_let_go_after_a_question_and_the_others_stay() {
    let stage = Stage::untouched(4.0);
    let mut screen = Screen::of_the_north(&stage);
    screen.tab("North operations");
    screen.press("Let go of North operations");
    assert_eq!(screen.out(), []);
    screen.press("Cancel: Let go of North operations");
    screen.press("Let go of North operations");
    screen.press("Confirm: Let go of North operations");
    assert_eq!(screen.out(), [Wish::LetGo(1)]);
    assert_eq!(screen.front(), 0);
    assert!(!screen.has("Your seats") && screen.has("A boat in the strait · RCC North"));
    // The first as well as the last: whoever comes to the front has its own desk.
    let mut screen = Screen::of_the_north(&stage);
    screen.press("Let go of RCC North");
    screen.press("Confirm: Let go of RCC North");
    assert_eq!(screen.out(), [Wish::LetGo(0)]);
    assert!(screen.has("A boat in the strait · North operations") && !screen.has("Your seats"));
}

#[test]
fn a_seat_that_was_turned_away_says_why_and_is_put_away_at_once() {
    let stage = Stage::untouched(4.0);
    let mut screen = Screen::of_the_north(&stage);
    let why = "this screen holds RCC North (Northland), and RCC South (Southland) is not of the same state";
    screen.harness.state_mut().places.push(Place { view: None, link: LinkStatus::Refused(why.to_owned()) });
    screen.harness.run_steps(4);
    screen.tab("Seat 3");
    assert!(screen.has(&format!("Turned away: {why}")));
    screen.press("Let go of Seat 3");
    assert_eq!(screen.out(), [Wish::LetGo(2)]);
    // By its code, where there are no seats on offer.
    screen.press("Hold another seat on this screen");
    screen.harness.get_by_label("Code of another seat of your state").focus();
    screen.harness.run_steps(2);
    screen.harness.event(egui::Event::Text("K7QF-0000-1111-2222".to_owned()));
    screen.harness.run_steps(2);
    screen.press("Sit down at that seat too");
    assert_eq!(screen.out(), [Wish::Code("K7QF-0000-1111-2222".to_owned())]);
}

#[test]
fn a_tab_says_who_plays_and_how_its_line_stands() {
    let stage = Stage::untouched(4.0);
    let mut screen = Screen::of_the_north(&stage);
    let given = screen.harness.state_mut();
    let view = given.places[1].view.as_mut().expect("it is in");
    view.table = vec![ChairStatus {
        chair: Chair::Seat(OPS_NORTH),
        crew: Some(Crew::Doctrine),
        people: Vec::new(),
        last_action: None,
        code: None,
        also: Vec::new(),
    }];
    given.places[0].link = LinkStatus::Lost("nothing was heard for 6 s".to_owned());
    screen.harness.run_steps(4);
    assert!(screen.has("Seat North operations, Ctrl-2; played by the doctrine crew"));
    assert!(screen.has("Seat RCC North, Ctrl-1; line lost, trying again: nothing was heard"));
    screen.tab("North operations");
    screen.press("Take the seat back from its crew");
    assert_eq!(screen.out(), [Wish::Of(1, Intent::Crew(None))]);
}
