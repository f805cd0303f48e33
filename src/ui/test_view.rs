//! Views of a real run, for the tests of panels.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::base::Tick;
use crate::base::ids::SeatId;
use crate::crew::Crew;
use crate::picture;
use crate::scenario::{self, Scenario};
use crate::score::{Teller, Trail};
use crate::session::wire::{Chair, ChairStatus, Clock, Happening, HappeningKind};
use crate::session::{Exercise, LinkStatus, Seating, Series, View};
use crate::sim::{Event, Stamped, World};

/// Presses something by its name, wherever it is scrolled to.
pub(super) fn press<S>(harness: &mut Harness<'static, S>, label: &str) {
    harness.get_by_label(label).click_accesskit();
    harness.run_steps(3);
}

/// Presses a key, with what is held down.
pub(super) fn key<S>(harness: &mut Harness<'static, S>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(2);
}

/// A run of the example scenario by crews, and what a desk would have seen of it.
pub(super) struct Played {
    pub(super) exercise: Exercise,
    pub(super) happenings: Vec<Happening>,
    pub(super) series: Series,
    initial: World,
    events: Vec<Stamped<Event>>,
}

impl Played {
    /// Plays the example up to a tick.
    pub(super) fn to(tick: Tick) -> Self {
        Self::of(scenario::read(scenario::EXAMPLE).0.expect("the example is sound"), tick)
    }

    /// Plays a scenario up to a tick.
    pub(super) fn of(scenario: Scenario, tick: Tick) -> Self {
        let told_by = scenario.clone();
        let mut teller = Teller::new(&told_by);
        let seating = Seating::all(&scenario, Crew::Doctrine);
        let mut exercise = Exercise::new(scenario, 11, seating);
        let (initial, mut all) = (exercise.world().clone(), Vec::new());
        let (mut happenings, mut series) = (Vec::new(), Series::new("this run"));
        while exercise.world().tick < tick && !exercise.is_over() {
            if exercise.world().tick.0.is_multiple_of(6) {
                series.add(&picture::truth(exercise.theatre(), exercise.world()));
            }
            for event in exercise.advance().events {
                let text = teller.tell(&event.body);
                all.push(event.clone());
                happenings.extend(kind(&event).map(|kind| Happening {
                    tick: event.tick,
                    seat: event.seat,
                    kind,
                    text,
                }));
            }
        }
        series.add(&picture::truth(exercise.theatre(), exercise.world()));
        Self { exercise, happenings, series, initial, events: all }
    }

    /// The journey of everybody.
    pub(super) fn trails(&self) -> Vec<Trail> {
        let until = self.exercise.world().tick;
        crate::score::trails(&self.exercise.theatre().scenario, &self.initial, &self.events, until)
    }

    /// What EXCON's desk shows of it.
    pub(super) fn view(&self) -> View {
        let (theatre, world) = (self.exercise.theatre(), self.exercise.world());
        let seats = (0..theatre.scenario.seats.len()).map(SeatId::new);
        let chairs = seats.map(Chair::Seat).chain([Chair::Excon]);
        View {
            chair: Chair::Excon,
            briefing: picture::briefing(theatre, None),
            plan: Some(picture::plan(theatre)),
            picture: None,
            overview: Some(picture::overview(theatre, world)),
            clock: Clock { tick: world.tick, running: false, speed: 60.0, behind_s: 0.0, over: false },
            table: chairs
                .zip(0..)
                .map(|(chair, n)| ChairStatus {
                    chair,
                    crew: matches!(chair, Chair::Seat(_)).then_some(Crew::Doctrine),
                    people: Vec::new(),
                    last_action: None,
                    code: Some(format!("secret-{n}")),
                    also: Vec::new(),
                })
                .collect(),
            happenings: self.happenings.clone(),
            outlook: None,
            link: LinkStatus::Live,
            pending: Vec::new(),
            notices: Vec::new(),
        }
    }
}

/// A lane for each event worth one.
fn kind(event: &Stamped<Event>) -> Option<HappeningKind> {
    Some(match &event.body {
        Event::TroubleStruck { .. } | Event::StageReached { .. } | Event::CrowdMoved { .. } => HappeningKind::Casualty,
        Event::PersonDied { .. } | Event::PersonRecovered { .. } | Event::PersonLanded { .. } => HappeningKind::People,
        Event::PhaseSet { .. } | Event::RequestMade { .. } | Event::RequestAnswered { .. } => HappeningKind::Decision,
        Event::MessageSent { .. } => HappeningKind::Message,
        Event::OrderGiven { .. } | Event::SruDeparted { .. } | Event::Sighted { .. } => HappeningKind::Unit,
        Event::InjectFired { .. } | Event::Intervened { .. } => HappeningKind::Excon,
        _ => return None,
    })
}
