//! A stage for the tests of the desk: a real exercise, a person who sits at it and presses, and what comes of it.

use std::cell::RefCell;
use std::rc::Rc;

use egui::accesskit::Role as Widget;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::Trainee;
use crate::base::ids::{CraftId, RequestId, SeatId, SruId};
use crate::base::{Position, Span, Tick};
use crate::crew::Crew;
use crate::picture::{self, Picture};
use crate::scenario::{self, Channel, Effect, Scenario};
use crate::session::wire::{Chair, Clock};
use crate::session::{Exercise, Intent, LinkStatus, Seating, View};
use crate::sim::{self, Ask, Command, Event, Intervention, MessageBody, ReportedPosition, Stamped, Theatre, World};
use crate::ui::chart::raster;
use crate::ui::theme::{self, Palette, Theme};

/// Seats of the example: rcc-north, ops-north, rcc-south, masters.
pub(super) const RCC_NORTH: SeatId = SeatId(0);
pub(super) const OPS_NORTH: SeatId = SeatId(1);
pub(super) const RCC_SOUTH: SeatId = SeatId(2);
/// The rescue vessel of the example.
pub(super) const RESCUE: SruId = SruId(0);
/// The only case.
pub(super) const CASE: CraftId = CraftId(0);

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
    let source = scenario::load(&folder).expect("the shipped scenario can be read");
    source.read().0.expect("the shipped scenario is valid")
}

/// The landing with two reception sites, an immigration seat and the police.
pub(super) fn shore() -> Scenario {
    scenario::read(include_str!("../../sim/ashore/fixture.ron")).0.expect("the fixture is valid")
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
        Self::left_alone(example(), hours)
    }

    /// A scenario with nobody acting, to an hour.
    pub(super) fn left_alone(scenario: Scenario, hours: f64) -> Self {
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

    /// Says something by telephone, which loses one call in twenty, until it has come in.
    pub(super) fn tell(&mut self, from: SeatId, to: SeatId, body: &MessageBody) {
        for _ in 0..5 {
            self.go(&[(from, Command::Send { to, channel: Channel::Phone, body: body.clone() })], 30);
            if self.picture(to).messages.iter().any(|message| message.body == *body) {
                return;
            }
        }
        panic!("it did not arrive");
    }

    /// A means of communication of a seat's party goes dead for a day.
    pub(super) fn goes_dead(&mut self, seat: SeatId, channel: Channel) {
        let party = self.theatre.seat(seat).party;
        let effect = Effect::ChannelFails { channel, party, span: Span::hours(24) };
        let what = Intervention::Improvise { purpose: "a cable is cut".to_owned(), effect };
        let (tick, body) = (self.world.tick.next(), Command::Excon(Box::new(what)));
        sim::step(&self.theatre, &mut self.world, &[Stamped { tick, seat: None, seq: 0, body }]);
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
    matches!(
        role,
        Widget::Button
            | Widget::CheckBox
            | Widget::ComboBox
            | Widget::RadioButton
            | Widget::Link
            | Widget::TextInput
            | Widget::MultilineTextInput
            | Widget::SpinButton
    )
}

/// RCC South has been told by the boat, and asks RCC North, in whose region it is, to coordinate.
pub(super) fn asked_to_coordinate() -> (Stage, RequestId) {
    let mut stage = Stage::untouched(4.0);
    assert_eq!(stage.picture(RCC_SOUTH).cases.len(), 1, "the boat has called RCC South");
    let ask = Command::Ask { to: RCC_NORTH, channel: Channel::Phone, case: CASE, what: Ask::Coordinate, by: None };
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
        let command = Command::Ask { to: OPS_NORTH, channel: Channel::Phone, case: CASE, what: ask.clone(), by: None };
        stage.go(&[(RCC_SOUTH, command)], 30);
        if !stage.picture(OPS_NORTH).requests.is_empty() {
            return stage;
        }
    }
    panic!("no request arrived");
}
