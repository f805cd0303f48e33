//! Writing an inject that was not planned: a message, trouble aboard, a unit that fails, or a line that goes dead.

use egui::{RichText, Ui};

use super::desk::{Act, Desk, Panel, Slot};
use super::tell;
use crate::base::ids::{CraftId, PartyId, SeatId, SruId};
use crate::base::quantity::{metres, nmi};
use crate::base::{Position, Span, Tick};
use crate::scenario::{Channel, Effect, Nature, Told, TroubleKind};
use crate::sim::Intervention;
use crate::ui::field::PositionField;
use crate::ui::{kit, words};

/// Its name.
pub(super) const NAME: &str = "Write an inject";

/// What sort of inject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Message,
    Trouble,
    SruFails,
    LineFails,
}

/// Sorts of trouble, without the number a leak has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    EngineFails,
    EngineRestarts,
    Leak,
    PumpFails,
    PhoneLost,
    BeaconSetOff,
}

/// The panel: the form as far as it is filled in.
pub(super) struct Improvise {
    sort: Sort,
    purpose: String,
    from: String,
    to: SeatId,
    channel: Channel,
    case: CraftId,
    gives_position: bool,
    position: PositionField,
    at: Option<Position>,
    error_nmi: f64,
    age_h: f64,
    nature: Nature,
    gives_persons: bool,
    persons: f64,
    text: String,
    trouble: Trouble,
    leak_m3_per_h: f64,
    sru: SruId,
    /// Whose line goes dead, and for how long.
    party: PartyId,
    dead_h: f64,
    /// Whether firing was tried while something was missing.
    tried: bool,
    /// What was fired here last, and when: a second press on the same key shall not do it twice.
    fired: Option<(Effect, Tick)>,
}

/// The very same inject can be fired again after this \[exercise time\].
const SAME_AGAIN: Span = Span::minutes(1);

impl Default for Improvise {
    fn default() -> Self {
        Self {
            sort: Sort::Message,
            purpose: String::new(),
            from: String::new(),
            to: SeatId(0),
            channel: Channel::Phone,
            case: CraftId(0),
            gives_position: false,
            position: PositionField::default(),
            at: None,
            error_nmi: nmi(Told::default().error_m),
            age_h: 0.0,
            nature: Told::default().nature,
            gives_persons: false,
            persons: 40.0,
            text: String::new(),
            trouble: Trouble::EngineFails,
            leak_m3_per_h: 10.0,
            sru: SruId(0),
            party: PartyId(0),
            dead_h: 3.0,
            tried: false,
            fired: None,
        }
    }
}

impl Panel for Improvise {
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
        let sorts = [
            (Sort::Message, "A message"),
            (Sort::Trouble, "Trouble aboard"),
            (Sort::SruFails, "A unit fails"),
            (Sort::LineFails, "A line goes dead"),
        ];
        ui.horizontal_wrapped(|ui| {
            for (sort, face) in sorts {
                if kit::toggle(ui, self.sort == sort, face, &format!("Write an inject: {face}")) {
                    self.sort = sort;
                }
            }
        });
        match self.sort {
            Sort::Message => self.message(ui, desk, out),
            Sort::Trouble => self.trouble(ui, desk),
            Sort::SruFails => {
                let units = desk.plan.srus.iter().map(|card| (card.sru, card.name.clone())).collect::<Vec<_>>();
                kit::choice(ui, "Unit", &mut self.sru, &units);
            }
            Sort::LineFails => self.line(ui, desk),
        }
        kit::line(ui, "What it is for", &mut self.purpose, "for your own notes and the report");
        let missing = self.missing(desk);
        if !missing.is_empty() {
            let words = format!("Still missing: {}", missing.join(", "));
            let colour = if self.tried { desk.theme.danger } else { desk.theme.weak };
            ui.label(RichText::new(words).color(colour));
        }
        let what = missing.is_empty().then(|| self.intervention(desk));
        if let Some(Intervention::Improvise { effect, .. }) = &what {
            kit::weak(ui, desk.theme, desk.names().effect(effect));
        }
        ui.horizontal_wrapped(|ui| {
            let why = "The exercise does not take it now";
            if kit::press_if(ui, desk.may_act(), "Look ahead first", "Look ahead at the new inject", why) {
                self.tried = true;
                out.extend(what.clone().map(|what| Act::LookAhead(Some(what))));
            }
            let again = match (&what, &self.fired) {
                (Some(Intervention::Improvise { effect, .. }), Some((last, at))) => {
                    effect == last && *at <= desk.now() && desk.now() < at.after(SAME_AGAIN)
                }
                _ => false,
            };
            let why = if again { "It has just been fired" } else { why };
            if kit::press_if(ui, desk.may_act() && !again, "Fire it", "Fire the new inject", why) {
                self.tried = true;
                if let Some(Intervention::Improvise { purpose, effect }) = what {
                    self.begin_anew();
                    self.fired = Some((effect.clone(), desk.now()));
                    out.push(Act::intervene(Intervention::Improvise { purpose, effect }));
                }
            }
            if again {
                kit::weak(ui, desk.theme, "Fired. Change something to fire another.");
            }
        });
    }

    fn hear(&mut self, act: &Act, _desk: &Desk<'_>, _out: &mut Vec<Act>) {
        if let Act::Picked(NAME, position) = act {
            self.gives_position = true;
            self.position.set(*position);
        }
    }
}

impl Improvise {
    /// Empties what was written. What is chosen stays, so that a second press on the same key fires nothing else.
    fn begin_anew(&mut self) {
        let old = std::mem::take(self);
        *self = Self {
            purpose: String::new(),
            from: String::new(),
            text: String::new(),
            gives_position: false,
            position: PositionField::default(),
            at: None,
            gives_persons: false,
            tried: false,
            ..old
        };
    }

    fn message(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        kit::line(ui, "From whom", &mut self.from, "a ship, a newspaper, a relative …");
        let seats = names(desk.briefing.seats.iter().map(|seat| seat.name.clone()), SeatId::new);
        kit::choice(ui, "To seat", &mut self.to, &seats);
        let channels = Channel::ALL.map(|channel| (channel, words::channel(channel).to_owned()));
        kit::choice(ui, "By", &mut self.channel, &channels);
        self.case(ui, desk);
        ui.checkbox(&mut self.gives_position, "Gives a position");
        if self.gives_position {
            self.at = self.position.show(ui, "Position told", desk.theme);
            if kit::press(ui, "Pick on the chart", "Pick the position told on the chart") {
                out.push(Act::Pick(NAME));
            }
            kit::number(ui, "Held to be within", &mut self.error_nmi, 0.1..=500.0, "NM");
            kit::number(ui, "True so long ago", &mut self.age_h, 0.0..=240.0, "h");
        }
        let natures = [Nature::Enquiry, Nature::Concern, Nature::EngineTrouble, Nature::TakingWater, Nature::Sinking];
        let natures = natures.map(|nature| (nature, words::nature(nature).to_owned()));
        kit::choice(ui, "Tells of", &mut self.nature, &natures);
        ui.checkbox(&mut self.gives_persons, "Gives a number of persons");
        if self.gives_persons {
            kit::number(ui, "Persons told", &mut self.persons, 0.0..=5_000.0, "");
        }
        kit::lines(ui, "In these words", &mut self.text, 3);
    }

    fn case(&mut self, ui: &mut Ui, desk: &Desk<'_>) {
        let craft = names(desk.plan.craft.iter().map(|craft| craft.name.clone()), CraftId::new);
        kit::choice(ui, "About", &mut self.case, &craft);
    }

    fn line(&mut self, ui: &mut Ui, desk: &Desk<'_>) {
        let parties = names(desk.briefing.parties.iter().map(|party| party.name.clone()), PartyId::new);
        kit::choice(ui, "Whose seats", &mut self.party, &parties);
        let channels = Channel::ALL.map(|channel| (channel, words::channel(channel).to_owned()));
        kit::choice(ui, "Neither send nor get by", &mut self.channel, &channels);
        kit::number(ui, "For", &mut self.dead_h, 0.1..=72.0, "h");
    }

    fn trouble(&mut self, ui: &mut Ui, desk: &Desk<'_>) {
        self.case(ui, desk);
        let kinds = [
            (Trouble::EngineFails, "the engine fails"),
            (Trouble::EngineRestarts, "the engine runs again"),
            (Trouble::Leak, "water comes in"),
            (Trouble::PumpFails, "the pump stops"),
            (Trouble::PhoneLost, "the telephone is lost"),
            (Trouble::BeaconSetOff, "the distress beacon is set off"),
        ]
        .map(|(kind, words)| (kind, words.to_owned()));
        kit::choice(ui, "What goes wrong", &mut self.trouble, &kinds);
        if self.trouble == Trouble::Leak {
            kit::number(ui, "At a rate of", &mut self.leak_m3_per_h, 0.1..=500.0, "m³/h");
        }
    }

    /// What is not yet filled in, in the words of the form.
    fn missing(&self, desk: &Desk<'_>) -> Vec<&'static str> {
        let mut missing = Vec::new();
        let mut need = |is_there: bool, what| {
            if !is_there {
                missing.push(what);
            }
        };
        match self.sort {
            Sort::Message => {
                need(!self.from.trim().is_empty(), "from whom");
                need(self.to.index() < desk.briefing.seats.len(), "to which seat");
                need(self.case.index() < desk.plan.craft.len(), "about which vessel");
                need(!self.gives_position || self.at.is_some(), "the position told");
                need(!self.text.trim().is_empty(), "the words");
            }
            Sort::Trouble => need(self.case.index() < desk.plan.craft.len(), "which vessel"),
            Sort::SruFails => need(self.sru.index() < desk.plan.srus.len(), "which unit"),
            Sort::LineFails => need(self.party.index() < desk.briefing.parties.len(), "whose seats"),
        }
        missing
    }

    fn intervention(&self, desk: &Desk<'_>) -> Intervention {
        let effect = match self.sort {
            Sort::Message => Effect::Message {
                from: self.from.trim().to_owned(),
                to: self.to,
                channel: self.channel,
                case: self.case,
                position: self.at.filter(|_| self.gives_position),
                text: self.text.trim().to_owned(),
                told: self.told(),
            },
            Sort::Trouble => Effect::Trouble { craft: self.case, kind: self.kind() },
            Sort::SruFails => Effect::SruFails { sru: self.sru },
            Sort::LineFails => {
                let span = Span((self.dead_h * 3_600.0).round() as i64);
                Effect::ChannelFails { channel: self.channel, party: self.party, span }
            }
        };
        let purpose = match self.purpose.trim() {
            "" => match self.sort {
                Sort::Message => format!("Message from {}", self.from.trim()),
                Sort::Trouble => format!("Aboard {} {}", desk.names().craft(self.case), tell::trouble(self.kind())),
                Sort::SruFails => format!("{} fails", desk.names().sru(self.sru)),
                Sort::LineFails => format!("The {} goes dead", words::channel(self.channel)),
            },
            words => words.to_owned(),
        };
        Intervention::Improvise { purpose, effect }
    }

    /// What the message tells beside its words and its position.
    fn told(&self) -> Told {
        let placed = if self.gives_position {
            Told {
                error_m: metres(self.error_nmi),
                age: Span((self.age_h * 3_600.0).round() as i64),
                ..Told::default()
            }
        } else {
            Told::default()
        };
        let persons = self.gives_persons.then(|| self.persons.round() as u32);
        Told { nature: self.nature, persons, ..placed }
    }

    fn kind(&self) -> TroubleKind {
        match self.trouble {
            Trouble::EngineFails => TroubleKind::EngineFails,
            Trouble::EngineRestarts => TroubleKind::EngineRestarts,
            Trouble::Leak => TroubleKind::Leak { m3_per_h: self.leak_m3_per_h },
            Trouble::PumpFails => TroubleKind::PumpFails,
            Trouble::PhoneLost => TroubleKind::PhoneLost,
            Trouble::BeaconSetOff => TroubleKind::BeaconSetOff,
        }
    }
}

fn names<T>(names: impl Iterator<Item = String>, id: impl Fn(usize) -> T) -> Vec<(T, String)> {
    names.enumerate().map(|(i, name)| (id(i), name)).collect()
}
