//! Editing the world: move, fail and repair units, move a vessel, bring in a reserve, change the weather. Each shows
//! what comes of it before it is done.

use egui::{RichText, Ui};

use super::desk::{Act, Desk, Panel, Slot};
use super::tell;
use crate::base::ids::{CraftId, SruId};
use crate::base::quantity::{knots, mps};
use crate::base::{Position, Tick};
use crate::picture::Doing;
use crate::scenario::Effect;
use crate::sea::Flow;
use crate::sim::Intervention;
use crate::ui::chart::Selected;
use crate::ui::field::PositionField;
use crate::ui::kit::{self, Answered, Question};
use crate::ui::words;

/// Its name.
pub(super) const NAME: &str = "Edit the world";

/// What is edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Sru(SruId),
    Craft(CraftId),
}

/// The panel.
pub(super) struct Edit {
    of: Of,
    to: PositionField,
    weather: Weather,
    question: Question<Intervention>,
}

impl Default for Edit {
    fn default() -> Self {
        Self {
            of: Of::Sru(SruId(0)),
            to: PositionField::default(),
            weather: Weather::default(),
            question: Question::default(),
        }
    }
}

/// The true weather wanted at the first vessel in distress.
#[derive(Default)]
struct Weather {
    /// When the numbers below were filled in from the truth. Exists when and only when they were.
    filled: Option<Tick>,
    wind_from: f64,
    wind_kn: f64,
    current_towards: f64,
    current_kn: f64,
    wave_m: f64,
}

impl Panel for Edit {
    fn name(&self) -> &'static str {
        NAME
    }

    fn slot(&self) -> Slot {
        Slot::Left
    }

    fn open_at_first(&self) -> bool {
        false
    }

    fn show(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        if !desk.may_act() {
            kit::weak(ui, desk.theme, "The exercise takes no changes now");
        }
        match self.question.show(ui, desk.theme) {
            Answered::Confirmed(what) => out.push(Act::intervene(what)),
            Answered::Cancelled | Answered::No => {}
        }
        if let Some(asked) = self.question.asked() {
            if kit::press(ui, "Look ahead first", "Look ahead at this change") {
                out.push(Act::LookAhead(Some(asked.clone())));
            }
            ui.separator();
        }
        ui.add_enabled_ui(desk.may_act(), |ui| {
            self.things(ui, desk, out);
            ui.separator();
            self.weather(ui, desk);
        });
    }

    fn hear(&mut self, act: &Act, _desk: &Desk<'_>, _out: &mut Vec<Act>) {
        match act {
            Act::Select(Selected::Sru(sru)) => self.of = Of::Sru(*sru),
            Act::Select(Selected::Case(case)) => self.of = Of::Craft(*case),
            Act::Picked(NAME, position) => self.to.set(*position),
            _ => {}
        }
    }
}

impl Edit {
    fn things(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        let craft = desk.plan.craft.iter().enumerate().map(|(i, c)| (Of::Craft(CraftId::new(i)), c.name.clone()));
        let srus = desk.plan.srus.iter().map(|card| (Of::Sru(card.sru), card.name.clone()));
        let options: Vec<_> = craft.chain(srus).collect();
        if kit::choice(ui, "Unit or vessel", &mut self.of, &options) {
            self.question.drop();
        }
        let (name, here) = match self.of {
            Of::Sru(sru) => (desk.names().sru(sru), desk.sru(sru).map(|view| view.position)),
            Of::Craft(case) => (desk.names().craft(case), desk.casualty(case).map(|c| c.position)),
        };
        let Some(here) = here else { return };
        let doing = match self.of {
            Of::Sru(sru) => desk.sru(sru).map(|view| view.doing),
            Of::Craft(_) => None,
        };
        let reserve = doing == Some(Doing::Reserve);
        let state = match (self.of, doing) {
            (_, Some(doing)) => words::doing(desk.briefing, doing),
            (Of::Craft(case), None) => desk.casualty(case).map_or("", tell::casualty).to_owned(),
            (Of::Sru(_), None) => String::new(),
        };
        let place = if reserve { String::new() } else { format!(", at {here}") };
        kit::weak(ui, desk.theme, format!("{name}: {state}{place}"));
        ui.horizontal_wrapped(|ui| {
            if !reserve && kit::press(ui, "Show", &format!("Show {name} on the chart")) {
                out.push(Act::PointAt(vec![here]));
            }
            if kit::press(ui, "Pick a place", "Pick the place to move it to on the chart") {
                out.push(Act::Pick(NAME));
            }
        });
        let to = self.to.show(ui, "To position", desk.theme);
        ui.horizontal_wrapped(|ui| {
            let need = "Type a position, or pick one on the chart";
            match self.of {
                Of::Sru(sru) if reserve => {
                    if kit::press_if(ui, to.is_some(), "Bring in", &format!("Bring in {name} there"), need)
                        && let Some(at) = to
                    {
                        let consequence = format!("{name} comes in from reserve at {at}, waiting.");
                        let seen = "The seat that orders it sees it there at once.".to_owned();
                        let what = Intervention::BringIn { sru, at };
                        self.question.ask(format!("Bring in {name}"), vec![consequence, seen], what);
                    }
                }
                Of::Sru(sru) => {
                    if kit::press_if(ui, to.is_some(), "Move", &format!("Move {name} there"), need)
                        && let Some(to) = to
                    {
                        let order = desk.sru(sru).and_then(|view| view.order.as_ref());
                        let order = order.map_or_else(
                            || "It has no order.".to_owned(),
                            |order| format!("Its order stands: {}.", words::order(desk.briefing, order)),
                        );
                        let seen = "Seats that see it live see the jump.".to_owned();
                        let consequences = vec![moved(&name, here, to), order, seen];
                        self.question.ask(format!("Move {name}"), consequences, Intervention::MoveSru { sru, to });
                    }
                    self.service(ui, sru, &name, doing == Some(Doing::Failed));
                }
                Of::Craft(case) => {
                    if kit::press_if(ui, to.is_some(), "Move", &format!("Move {name} there"), need)
                        && let Some(to) = to
                    {
                        let people = "Everybody aboard it, or on it, goes with it; those in the water do not.";
                        let seen = "No seat is told; positions told before are wrong by that much more.";
                        let consequences = vec![moved(&name, here, to), people.to_owned(), seen.to_owned()];
                        self.question.ask(format!("Move {name}"), consequences, Intervention::MoveCraft { case, to });
                    }
                }
            }
        });
    }

    fn service(&mut self, ui: &mut Ui, sru: SruId, name: &str, failed: bool) {
        if failed {
            if kit::press(ui, "Repair", &format!("Put {name} back into service")) {
                let consequence = format!("{name} is back in service where it is, without an order.");
                self.question.ask(format!("Repair {name}"), vec![consequence], Intervention::Repair { sru });
            }
        } else if kit::press(ui, "Fail", &format!("Put {name} out of service")) {
            let consequences = vec![
                format!("{name} goes out of service where it is and finishes nothing more."),
                "Those aboard it stay aboard. Its seat is told.".to_owned(),
            ];
            let what = Intervention::Improvise {
                purpose: format!("{name} fails, by EXCON's hand"),
                effect: Effect::SruFails { sru },
            };
            self.question.ask(format!("Put {name} out of service"), consequences, what);
        }
    }

    fn weather(&mut self, ui: &mut Ui, desk: &Desk<'_>) {
        let truth = &desk.overview.truth;
        ui.label(RichText::new("True weather at the first vessel").strong());
        let now = format!(
            "Now: wind {}, current {}, waves {:.1} m",
            tell::wind_from(truth.wind),
            tell::towards(truth.current),
            truth.wave_height_m
        );
        kit::weak(ui, desk.theme, now);
        if self.weather.filled.is_none() {
            self.weather.fill(truth.tick, truth.wind, truth.current, truth.wave_height_m);
        }
        let wanted = &mut self.weather;
        kit::number(ui, "Wind from", &mut wanted.wind_from, 0.0..=360.0, "°");
        kit::number(ui, "Wind speed", &mut wanted.wind_kn, 0.0..=120.0, "kn");
        kit::number(ui, "Current towards", &mut wanted.current_towards, 0.0..=360.0, "°");
        kit::number(ui, "Current speed", &mut wanted.current_kn, 0.0..=12.0, "kn");
        kit::number(ui, "Wave height", &mut wanted.wave_m, 0.0..=18.0, "m");
        ui.horizontal_wrapped(|ui| {
            if kit::press(ui, "As it is", "Fill in the weather as it is now") {
                self.weather.fill(truth.tick, truth.wind, truth.current, truth.wave_height_m);
            }
            if kit::press(ui, "Change", "Change the weather") {
                let wind = tell::flow(mps(self.weather.wind_kn), self.weather.wind_from + 180.0);
                let current = tell::flow(mps(self.weather.current_kn), self.weather.current_towards);
                let consequences = vec![
                    format!("From now on, for the rest of the exercise: {}.", self.weather.words()),
                    "The same change holds everywhere, on top of how the forecast goes on; no seat is told.".to_owned(),
                    "People in the water and boats drift by it; waves bear on detection, recovery and survival."
                        .to_owned(),
                ];
                let what = Intervention::Weather {
                    wind: difference(wind, truth.wind),
                    current: difference(current, truth.current),
                    wave_height_m: self.weather.wave_m - truth.wave_height_m,
                };
                self.question.ask("Change the weather", consequences, what);
            }
        });
    }
}

impl Weather {
    fn fill(&mut self, at: Tick, wind: Flow, current: Flow, wave_m: f64) {
        let (wind_mps, wind_towards) = tell::polar(wind);
        let (current_mps, current_towards) = tell::polar(current);
        *self = Self {
            filled: Some(at),
            wind_from: crate::base::math::wrap_360(wind_towards + 180.0),
            wind_kn: knots(wind_mps),
            current_towards,
            current_kn: knots(current_mps),
            wave_m,
        };
    }

    fn words(&self) -> String {
        format!(
            "wind from {} {:.1} kn, current towards {} {:.1} kn, waves {:.1} m",
            words::bearing(self.wind_from),
            self.wind_kn,
            words::bearing(self.current_towards),
            self.current_kn,
            self.wave_m
        )
    }
}

fn difference(wanted: Flow, now: Flow) -> Flow {
    Flow { east_mps: wanted.east_mps - now.east_mps, north_mps: wanted.north_mps - now.north_mps }
}

fn moved(name: &str, from: Position, to: Position) -> String {
    format!("{name} is at once {} from where it is, at {to}.", words::from_there(from, to))
}
