//! What every panel of the trainee's desk gets, and what it may ask for: **panels know each other only by this**.

use std::collections::BTreeSet;

use crate::base::ids::{CraftId, LanguageId, MessageId, NationalityId, PlaceId, RequestId, SeatId, SruId};
use crate::base::{Position, Tick};
use crate::picture::{Briefing, CaseView, ContactView, Picture, PositionView, SruCard, SruView, Way};
use crate::plan;
use crate::sar::pattern::Rectangle;
use crate::scenario::{Antenna, Role};
use crate::session::wire::Chair;
use crate::session::{Intent, LinkStatus, View};
use crate::sim::alongside::{Bound, Errand};
use crate::sim::{Ask, Command, Order};
use crate::ui::chart::{ChartEvent, Overlay, Selected};
use crate::ui::theme::{Palette, Theme};
use crate::ui::words;

use super::messages::Kind;
use super::sharing::Waiting;

/// One panel: it shows what it is given and says what the person wants.
///
/// A new panel is a new file with this trait and one line in `panels()`; nothing else is touched.
pub(super) trait Panel: Send + Sync {
    /// Its name, on its tab and in the Ctrl-K palette.
    fn name(&self) -> &'static str;

    /// Where it stands.
    fn slot(&self) -> Slot;

    /// Shows it.
    fn show(&mut self, ui: &mut egui::Ui, desk: &DeskData<'_>, out: &mut Vec<Act>);

    /// How many things in it wait for the person, for its tab.
    fn waiting(&self) -> usize {
        0
    }

    /// Whether it needs more room than usual.
    fn wants_room(&self) -> bool {
        false
    }

    /// Whether this seat has anything to do with it now: what it has not is no tab.
    fn concerns(&self, _desk: &DeskData<'_>) -> bool {
        true
    }

    /// Hears what another panel, or it itself, asked for. True when it should come to the front for it.
    fn hear(&mut self, _act: &Act, _desk: &DeskData<'_>) -> bool {
        false
    }

    /// Gets first what is done on the chart. True when it was meant for it and shall select nothing.
    fn on_chart(&mut self, _event: &ChartEvent, _desk: &DeskData<'_>, _out: &mut Vec<Act>) -> bool {
        false
    }

    /// Draws on the chart what it has in hand at this moment.
    fn overlay(&self, _now: Tick, _overlay: &mut Overlay) {}

    /// What waits in it now, counted without showing it. `None` for what is no tray.
    fn tray(&mut self, _desk: &DeskData<'_>) -> Option<Waiting> {
        None
    }
}

/// What was sent has entered after so many ticks, whether it was taken or refused.
pub(super) const ENTERS: u32 = 2;

/// Whether what was sent at a moment has yet to enter.
pub(super) fn is_entering(sent: Tick, now: Tick) -> bool {
    now >= sent && now.0 - sent.0 < ENTERS
}

/// Where panels stand. Those in one place share it by tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    /// Left of the chart, from top to bottom.
    Left,
    /// Right of it, above.
    RightAbove,
    /// Right of it, below.
    RightBelow,
    /// Under it, left.
    Below,
    /// Under it, right.
    BelowRight,
}

/// What a panel is given.
pub(super) struct DeskData<'a> {
    /// All the chair sees.
    pub(super) view: &'a View,
    /// The shelf.
    pub(super) briefing: &'a Briefing,
    /// What the seat sees.
    pub(super) picture: &'a Picture,
    /// Colours.
    pub(super) theme: &'a Theme,
    /// What is selected.
    pub(super) selected: Option<Selected>,
    /// Messages the person has opened.
    pub(super) read: &'a BTreeSet<MessageId>,
}

impl<'a> DeskData<'a> {
    /// The moment.
    pub(super) fn now(&self) -> Tick {
        self.picture.tick
    }

    /// Whose desk it is.
    pub(super) fn me(&self) -> SeatId {
        self.picture.seat
    }

    /// Whether this chair may act at all: not an observer's, not a recording, not after the end.
    pub(super) fn may_act(&self) -> bool {
        let turned_away = matches!(self.view.link, LinkStatus::Refused(_) | LinkStatus::Replay);
        matches!(self.view.chair, Chair::Seat(_)) && !turned_away && !self.view.clock.over
    }

    /// Whether the seat is a rescue coordination centre.
    pub(super) fn is_rcc(&self) -> bool {
        self.picture.role == Role::Rcc
    }

    /// A unit as this seat sees it live.
    pub(super) fn sru(&self, sru: SruId) -> Option<&'a SruView> {
        self.picture.srus.binary_search_by_key(&sru, |view| view.sru).ok().map(|i| &self.picture.srus[i])
    }

    /// The card of a unit.
    pub(super) fn card(&self, sru: SruId) -> Option<&'a SruCard> {
        self.picture.cards.binary_search_by_key(&sru, |card| card.sru).ok().map(|i| &self.picture.cards[i])
    }

    /// A unit's name.
    pub(super) fn sru_name(&self, sru: SruId) -> String {
        words::sru_name(&self.picture.cards, sru)
    }

    /// A case.
    pub(super) fn case(&self, case: CraftId) -> Option<&'a CaseView> {
        self.picture.cases.iter().find(|view| view.case == case)
    }

    /// The cases to choose from, after these words for none of them where it may be none.
    pub(super) fn choices(&self, none: Option<&str>) -> Vec<(Option<CraftId>, String)> {
        let cases = self.picture.cases.iter().map(|view| (Some(view.case), words::case_name(view.case)));
        none.map(|words| (None, words.to_owned())).into_iter().chain(cases).collect()
    }

    /// The best position of a case, by what is known here.
    pub(super) fn best(&self, case: CraftId) -> Option<PositionView> {
        self.case(case).and_then(|view| super::know::best(self.picture, view))
    }

    /// A contact by its number.
    pub(super) fn contact(&self, number: u32) -> Option<&'a ContactView> {
        self.picture.contacts.iter().find(|contact| contact.number == number)
    }

    /// A seat's name.
    pub(super) fn seat_name(&self, seat: SeatId) -> &'a str {
        words::seat_name(self.briefing, seat)
    }

    /// A nationality in words, as far as it has been named to this seat.
    pub(super) fn nationality(&self, id: NationalityId) -> String {
        let listed = self.picture.reception.iter().flat_map(|site| &site.nationalities);
        let listed = listed.into_iter().find(|(of, _)| *of == id).map(|(_, name)| name.as_str());
        let named = listed.or_else(|| self.picture.portal.nationality(id));
        named.map_or("of a nationality not named here", |name| plan::nationality_words(self.briefing, name)).to_owned()
    }

    /// A language by its name, as far as this seat has interpreters of it, people who need one, or was asked for one.
    pub(super) fn language(&self, language: LanguageId) -> &'a str {
        let means = &self.picture.means;
        let own = means.interpreters.iter().map(|(id, name, _)| (id, name));
        let needed = self.picture.reception.iter().flat_map(|site| &site.languages).map(|(id, name)| (id, name));
        let told = means.languages.iter().map(|(id, name)| (id, name));
        let found = own.chain(needed).chain(told).find(|(id, _)| **id == language);
        found.map_or("another language", |(_, name)| name.as_str())
    }

    /// What a request asks for, in words, to follow "to".
    pub(super) fn ask(&self, what: &Ask) -> String {
        match what {
            Ask::Means(wanted) => {
                let site = |site| plan::site_name(self.briefing, self.picture, site).to_owned();
                wanted.words(site, |language| self.language(language).to_owned())
            }
            _ => words::ask(self.briefing, &self.picture.cards, what),
        }
    }

    /// A coast station by its number.
    pub(super) fn station(&self, number: u16) -> Option<&'a Antenna> {
        self.briefing.antennas.get(usize::from(number))
    }

    /// Where something on the chart is, as far as the seat knows.
    pub(super) fn position_of(&self, what: Selected) -> Option<Position> {
        match what {
            Selected::Sru(sru) => self
                .sru(sru)
                .map(|view| view.position)
                .or_else(|| self.picture.traffic.iter().find(|heard| heard.sru == sru).map(|heard| heard.position)),
            Selected::Contact(number) => self.contact(number).map(|contact| contact.position),
            Selected::Case(case) => self.best(case).map(|told| told.reported.position),
            Selected::Place(place) => self.briefing.places.get(place.index()).map(|place| place.position),
            Selected::Seat(seat) => self.briefing.seats.get(seat.index()).map(|seat| seat.position),
            Selected::Position(position) => Some(position),
            Selected::Station(number) => self.station(number).map(|antenna| antenna.position),
        }
    }

    /// The case a new order would serve: the one the thing selected belongs to, else the only one, else the one the
    /// unit works for.
    pub(super) fn case_for(&self, sru: Option<SruId>) -> Option<CraftId> {
        let by_selection = match self.selected {
            Some(Selected::Case(case)) => Some(case),
            Some(Selected::Contact(number)) => self.contact(number).map(|contact| contact.case),
            _ => None,
        };
        by_selection
            .or_else(|| sru.and_then(|sru| self.sru(sru)).and_then(|view| view.case))
            .or_else(|| self.last_case())
    }

    /// The case a unit works for, else the one heard of last.
    pub(super) fn case_of(&self, unit: &SruView) -> Option<CraftId> {
        unit.case.or_else(|| self.last_case())
    }

    fn last_case(&self) -> Option<CraftId> {
        self.picture.cases.iter().max_by_key(|case| case.opened_at).map(|case| case.case)
    }

    /// Messages received and not opened, oldest first.
    pub(super) fn unread(&self) -> impl Iterator<Item = &'a crate::picture::MessageView> + '_ {
        let opened = |message: &MessageId| self.read.contains(message) || self.picture.mail.read.contains_key(message);
        self.picture.messages.iter().filter(move |m| matches!(m.way, Way::From(_)) && !opened(&m.message))
    }
}

/// What a panel asks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Act {
    /// This leaves the desk.
    Out(Intent),
    /// Select this.
    Select(Selected),
    /// Show this place on the chart.
    LookAt(Position),
    /// Show all of these on the chart.
    Fit(Vec<Position>),
    /// Draw an area on the chart, beginning with this one.
    DrawArea(Rectangle),
    /// No area is drawn any more.
    EndArea,
    /// Bring a panel to the front, by its name.
    Open(&'static str),
    /// Begin an order to a unit, to be shown before it is given.
    Order(OrderDraft),
    /// Plan a search for a case with these units.
    PlanSearch(Option<CraftId>, Vec<SruId>),
    /// Begin a message or a request.
    Compose(Compose),
    /// Open the messages exchanged with somebody.
    Thread(Thread),
    /// These messages have been opened.
    Read(Vec<MessageId>),
    /// Show the negotiation of the landing that this request, of or to this seat, belongs to.
    Landing(RequestId, SeatId),
    /// Other colours.
    Palette(Palette),
    /// Larger or smaller text \[per cent\].
    TextScale(u16),
    /// Open or close the list of keys.
    Help,
    /// Open the Ctrl-K palette.
    Find,
    /// Hold another seat on this screen.
    AnotherSeat,
}

impl Act {
    /// A command of the seat.
    pub(super) fn command(command: Command) -> Self {
        Self::Out(Intent::Do(command))
    }
}

/// The other end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thread {
    /// A seat.
    Seat(SeatId),
    /// Those aboard a vessel in distress, bystanders, and anybody else who sits at no seat.
    Outside,
}

/// A message or a request about to be written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Compose {
    /// To whom.
    pub(super) to: SeatId,
    /// About which case. Exists when and only when it concerns one.
    pub(super) case: Option<CraftId>,
    /// What.
    pub(super) form: Form,
}

/// The forms.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Form {
    /// Plain words, begun with these.
    Text(String),
    /// A situation report, filled from what is known.
    Sitrep,
    /// Something seen: a contact of the plot. Exists when and only when one was chosen.
    Sighting(Option<u32>),
    /// A request.
    Ask(Ask),
    /// A form in the doctrine's fields, filled from what is known.
    Sheet(Kind),
}

/// What a unit is about to be ordered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct OrderDraft {
    /// Which unit.
    pub(super) sru: SruId,
    /// To do what.
    pub(super) verb: Verb,
    /// Where. Exists when and only when one was chosen.
    pub(super) target: Option<Position>,
    /// At which place. Exists when and only when one was chosen, for landing.
    pub(super) place: Option<PlaceId>,
    /// For which case. Exists when and only when the order serves one.
    pub(super) case: Option<CraftId>,
    /// Where a vessel is to be made to go. Exists when and only when that was chosen.
    pub(super) to: Option<Position>,
    /// To which other ship. Exists when and only when one was chosen.
    pub(super) other: Option<SruId>,
    /// How much water is to be given \[L\]. Exists when and only when it is not all that can be spared.
    pub(super) water_l: Option<u32>,
}

/// Orders that are given on a unit's card; searches are planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    /// Go there and wait.
    Proceed,
    /// Take people aboard there.
    Recover,
    /// Keep company there.
    Escort,
    /// Land people.
    Land,
    /// Go home.
    Return,
    /// Resume the passage.
    Resume,
    /// Give stores to the vessel there.
    Provide,
    /// Turn the vessel there back.
    TurnBack,
    /// Tow the vessel there into a port.
    Tow,
    /// Mend the engine of the vessel there.
    Repair,
    /// Pass survivors to another ship.
    Transfer,
}

impl Verb {
    /// The word on its button.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Proceed => "Proceed",
            Self::Recover => "Recover",
            Self::Escort => "Escort",
            Self::Land => "Land",
            Self::Return => "Return",
            Self::Resume => "Resume passage",
            Self::Provide => "Give stores",
            Self::TurnBack => "Turn back",
            Self::Tow => "Tow in",
            Self::Repair => "Repair engine",
            Self::Transfer => "Pass survivors",
        }
    }

    /// Whether it needs a position.
    pub(super) fn needs_position(self) -> bool {
        matches!(
            self,
            Self::Proceed | Self::Recover | Self::Escort | Self::Provide | Self::TurnBack | Self::Tow | Self::Repair
        )
    }
}

impl OrderDraft {
    /// An order of which nothing more is chosen yet.
    pub(super) fn new(sru: SruId, verb: Verb, case: Option<CraftId>) -> Self {
        Self { sru, verb, target: None, place: None, case, to: None, other: None, water_l: None }
    }

    /// The order, once all it needs is chosen.
    pub(super) fn order(&self) -> Option<Order> {
        match self.verb {
            Verb::Proceed => self.target.map(|to| Order::Proceed { to }),
            Verb::Recover => self.target.map(|at| Order::Recover { at }),
            Verb::Escort => self.target.map(|at| Order::Escort { at }),
            Verb::Land => self.place.map(|place| Order::Land { place }),
            Verb::Return => Some(Order::Return),
            Verb::Resume => Some(Order::Resume),
            Verb::Provide => {
                let water_l = self.water_l.map(f64::from);
                self.target.map(|at| Order::Alongside(Errand::Provide { at, water_l }))
            }
            Verb::TurnBack => self.target.zip(self.to).map(|(at, to)| Order::Alongside(Errand::TurnBack { at, to })),
            Verb::Tow => self
                .target
                .zip(self.place)
                .map(|(at, place)| Order::Alongside(Errand::Tow { at, to: Bound::For(place) })),
            Verb::Repair => self.target.map(|at| Order::Alongside(Errand::Repair { at })),
            Verb::Transfer => self.other.map(|to| Order::Alongside(Errand::Transfer { to })),
        }
    }

    /// The command, once all it needs is chosen.
    pub(super) fn command(&self) -> Option<Command> {
        self.order().map(|order| Command::Order { sru: self.sru, case: self.case, order })
    }
}
