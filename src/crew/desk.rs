//! What a crew reads on its desk: the picture, searched for what has been heard, asked, sent and done already.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::base::ids::{CraftId, PlaceId, SeatId, SruId};
use crate::base::noise::pair;
use crate::base::{Noise, Span, Stream, Tick};
use crate::picture::{CaseView, ContactView, MessageView, Picture, RequestView, SruView, Way};
use crate::scenario::{Channel, Craft, Manner, Place, PlaceKind, Role, Sru};
use crate::sim::{Answer, Ask, Command, MessageBody, Order, Seen, Source, Terms, Theatre};

use super::datum::{self, Fix};
use super::delay::{AFTER_REFUSAL, CONTACT_LASTS, Step};

/// Staff work of a desk without any practice takes longer by this share (*proposed*).
const UNPRACTISED: f64 = 2.0;

/// A seat's desk at one moment.
pub(super) struct Desk<'a> {
    /// Coast and scenario. Of the scenario a crew reads what an office has on its shelves: seats, regions, places,
    /// its units' data, the forecast, and the sort of vessel a case is said to be; never what is going to happen.
    pub(super) theatre: &'a Theatre,
    /// What the seat sees.
    pub(super) picture: &'a Picture,
    noise: &'a Noise,
    /// Fixes of each case, worked out once per decision.
    fixes: RefCell<BTreeMap<CraftId, Rc<[Fix]>>>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(theatre: &'a Theatre, noise: &'a Noise, picture: &'a Picture) -> Self {
        Self { theatre, picture, noise, fixes: RefCell::default() }
    }

    /// All the fixes of a case known now, oldest truth first.
    pub(super) fn fixes(&self, case: CraftId) -> Rc<[Fix]> {
        if let Some(known) = self.fixes.borrow().get(&case) {
            return Rc::clone(known);
        }
        let fixes: Rc<[Fix]> = datum::fixes(self, case, self.now()).into();
        self.fixes.borrow_mut().insert(case, Rc::clone(&fixes));
        fixes
    }

    /// The tick.
    pub(super) fn now(&self) -> Tick {
        self.picture.tick
    }

    /// Whose desk it is.
    pub(super) fn me(&self) -> SeatId {
        self.picture.seat
    }

    /// Whether the time this desk takes for a step of staff work on a case has passed since a moment.
    pub(super) fn waited(&self, since: Tick, case: CraftId, step: Step) -> bool {
        self.passed(since, self.takes(case.0, step))
    }

    /// Whether the time this desk takes for a step of staff work on a request has passed since it came: half of it
    /// between states whose task force stands.
    pub(super) fn waited_for(&self, request: &RequestView, step: Step) -> bool {
        self.passed(request.at, self.hastened(request, self.takes(request.case.0, step)))
    }

    /// The time a decision on a request takes: half of it between states whose task force stands.
    pub(super) fn hastened(&self, request: &RequestView, span: Span) -> Span {
        let other = self.theatre.seat(request.other).party;
        let joined = self.picture.means.joins(self.picture.party, other);
        if joined { Span::from_hours(span.as_hours() / 2.0) } else { span }
    }

    /// Whether a span has passed since a moment.
    pub(super) fn passed(&self, since: Tick, span: Span) -> bool {
        self.now() >= since.after(span)
    }

    /// How long this desk takes for a step of work on a subject (a case, or a unit).
    pub(super) fn takes(&self, subject: u32, step: Step) -> Span {
        let mut draws = self.noise.at(Stream::Crew, pair(self.me().0, subject), Tick(step.number()));
        let span = step.at(draws.unit());
        let unskilled = 1.0 - self.manner().skill;
        if unskilled > 0.0 { Span::from_hours(span.as_hours() * (1.0 + UNPRACTISED * unskilled)) } else { span }
    }

    /// A master's own draw on a subject, in [0, 1).
    pub(super) fn master_draw(&self, subject: u64) -> f64 {
        self.noise.once(Stream::Master, subject).unit()
    }

    /// How this desk is minded now.
    pub(super) fn manner(&self) -> Manner {
        self.theatre.seat(self.me()).manner.at(self.now())
    }

    /// The moment a span from now, for an answer.
    pub(super) fn within(&self, span: Span) -> Option<Tick> {
        Some(self.now().after(span))
    }

    /// Whether the exercise is one in which states negotiate: with a foreign ministry at the table, or territorial
    /// seas.
    pub(super) fn states_negotiate(&self) -> bool {
        let scenario = &self.theatre.scenario;
        !scenario.territories.is_empty() || scenario.seats.iter().any(|seat| seat.role == Role::ForeignMinistry)
    }

    /// A unit as written in the scenario.
    pub(super) fn sru(&self, id: SruId) -> &'a Sru {
        &self.theatre.scenario.srus[id.index()]
    }

    /// A seat's name.
    pub(super) fn name(&self, seat: SeatId) -> &'a str {
        self.theatre.scenario.seats.get(seat.index()).map_or("an unknown seat", |s| s.name.as_str())
    }

    /// What the vessel of a case is called at this desk: as it was described, because its name is the trainer's. Two
    /// vessels are called two things.
    pub(super) fn vessel(&self, case: CraftId) -> String {
        let crafts = &self.theatre.scenario.craft;
        let short = |craft: &Craft| craft.description.split(',').next().unwrap_or_default().trim().to_owned();
        let Some(words) = crafts.get(case.index()).map(short) else { return "an unknown vessel".to_owned() };
        let alone = crafts.iter().filter(|craft| short(craft) == words).count() == 1;
        if alone { words } else { format!("{words}, {case}") }
    }

    /// All other seats with a role, in order.
    pub(super) fn others(&self, role: Role) -> impl Iterator<Item = SeatId> + use<'a> {
        let me = self.me();
        let seats = self.theatre.scenario.seats.iter().enumerate();
        seats.filter(move |(i, s)| s.role == role && SeatId::new(*i) != me).map(|(i, _)| SeatId::new(i))
    }

    /// The operations seats of this seat's own party.
    pub(super) fn own_operations(&self) -> impl Iterator<Item = SeatId> + use<'a> {
        let (party, seats) = (self.picture.party, &self.theatre.scenario.seats);
        self.others(Role::Operations).filter(move |seat| seats[seat.index()].party == party)
    }

    /// The centre that may let people land at a place: the first of the place's party.
    pub(super) fn rcc_of(&self, place: &Place) -> Option<SeatId> {
        let mut seats = self.theatre.scenario.seats.iter().enumerate();
        seats.find(|(_, s)| s.role == Role::Rcc && s.party == place.party).map(|(i, _)| SeatId::new(i))
    }

    /// Ports, or airfields, where survivors are at a place of safety, in order.
    pub(super) fn havens(&self, kind: PlaceKind) -> impl Iterator<Item = (PlaceId, &'a Place)> + use<'a> {
        let places = self.theatre.scenario.places.iter().enumerate();
        places.filter(move |(_, p)| p.kind == kind && p.place_of_safety).map(|(i, p)| (PlaceId::new(i), p))
    }

    /// The case as this desk knows it. Exists when and only when it has heard of it.
    pub(super) fn case(&self, case: CraftId) -> Option<&'a CaseView> {
        self.picture.cases.iter().find(|view| view.case == case)
    }

    /// Messages received about a case, oldest first.
    pub(super) fn heard(&self, case: CraftId) -> impl Iterator<Item = &'a MessageView> + use<'a> {
        let about = move |m: &&MessageView| matches!(m.way, Way::From(_)) && m.body.case() == Some(case);
        self.picture.messages.iter().filter(about)
    }

    /// The last message of some sort sent to a seat.
    pub(super) fn last_sent(&self, to: SeatId, what: impl Fn(&MessageBody) -> bool) -> Option<&'a MessageView> {
        self.picture.messages.iter().rev().find(|m| m.way == Way::To(to) && what(&m.body))
    }

    /// The last request of some sort this desk made of a seat about a case.
    pub(super) fn last_asked(&self, to: SeatId, case: CraftId, what: impl Fn(&Ask) -> bool) -> Option<&'a RequestView> {
        let mut requests = self.picture.requests.iter().rev();
        requests.find(|r| !r.of_us && r.other == to && r.case == case && what(&r.what))
    }

    /// Requests made of this desk and not yet answered, oldest first.
    pub(super) fn waiting(&self) -> impl Iterator<Item = &'a RequestView> + use<'a> {
        self.picture.requests.iter().filter(|r| r.of_us && r.waits())
    }

    /// The last line of the decision log that holds these words, refusals left out: how a crew remembers.
    pub(super) fn noted(&self, words: &str) -> Option<Tick> {
        self.picture.log.iter().rev().find(|line| !line.refused && line.text.contains(words)).map(|line| line.at)
    }

    /// Whether an order to a unit, or any other act that names it, was refused a short while ago.
    pub(super) fn refused_lately(&self, words: &str) -> bool {
        let lately = |at: Tick| !self.passed(at, AFTER_REFUSAL);
        self.picture.log.iter().rev().take_while(|l| lately(l.at)).any(|l| l.refused && l.text.contains(words))
    }

    /// Living people seen for a case lately and not reported cleared, oldest contact first. Who was lost from sight
    /// for longer is looked for by a search, not fetched.
    pub(super) fn survivors_seen(&self, case: CraftId) -> impl Iterator<Item = &'a ContactView> + use<'a> {
        let now = self.now();
        let living = move |c: &&ContactView| {
            !c.cleared
                && c.persons > 0
                && matches!(c.what, Seen::Vessel | Seen::CapsizedHull | Seen::PersonInWater | Seen::LifeRaft)
                && now < c.last_seen.after(CONTACT_LASTS)
        };
        self.picture.contacts.iter().filter(move |c| c.case == case).filter(living)
    }

    /// Units this desk may order, in order.
    pub(super) fn orderable(&self) -> impl Iterator<Item = &'a SruView> + use<'a> {
        self.picture.srus.iter().filter(|view| view.mine || view.lent)
    }
}

/// A request.
pub(super) fn ask(to: SeatId, case: CraftId, what: Ask) -> Command {
    Command::Ask { to, channel: Channel::Phone, case, what, by: None }
}

/// A request that wants an answer by a moment.
pub(super) fn ask_by(to: SeatId, case: CraftId, what: Ask, by: Option<Tick>) -> Command {
    Command::Ask { to, channel: Channel::Phone, case, what, by }
}

/// A request taken back.
pub(super) fn withdraw(request: &RequestView) -> Command {
    Command::Withdraw { request: request.request }
}

/// A yes on terms.
pub(super) fn accept_if(request: &RequestView, terms: Terms) -> Command {
    Command::Answer { request: request.request, answer: Answer::AcceptIf { terms } }
}

/// An order for a case's sake.
pub(super) fn order(sru: SruId, case: CraftId, order: Order) -> Command {
    Command::Order { sru, case: Some(case), order }
}

/// Whether a unit is among those that were given an order.
pub(super) fn is_ordered(commands: &[Command], sru: SruId) -> bool {
    commands.iter().any(|command| matches!(command, Command::Order { sru: of, .. } if *of == sru))
}

/// A yes.
pub(super) fn accept(request: &RequestView) -> Command {
    Command::Answer { request: request.request, answer: Answer::Accept }
}

/// A no, with its reason.
pub(super) fn refuse(request: &RequestView, reason: impl Into<String>) -> Command {
    Command::Answer { request: request.request, answer: Answer::Refuse { reason: reason.into() } }
}

/// Whether a request was accepted, and holds: without terms, or on terms agreed to.
pub(super) fn accepted(request: &RequestView) -> bool {
    request.granted().is_some()
}

/// Whether a request was refused.
pub(super) fn refused(request: &RequestView) -> bool {
    matches!(request.answer, Some((Answer::Refuse { .. }, _)))
}

/// The seat that told something, if a seat did.
pub(super) fn seat_of(source: &Source) -> Option<SeatId> {
    match source {
        Source::Seat(seat) => Some(*seat),
        Source::Casualty(_) | Source::Outside(_) => None,
    }
}
