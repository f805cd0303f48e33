//! Scripted orders: what named seats do at given times, written down by a person.
//!
//! For replaying how a real case went, and for exercises in which some desks follow a known course. A script is a RON
//! list of steps; names are those of the scenario file, positions and times in any notation people use:
//!
//! ```text
//! [
//!     (at: "2012-06-19T12:20Z", seat: "rcc-australia", do: SetPhase(case: "kaniva", phase: Uncertainty)),
//!     (at: "+4h46min", seat: "rcc-australia", do: Ask(to: "rcc-jakarta", case: "kaniva", what: Coordinate)),
//!     (at: "+11h", seat: "rcc-jakarta", do: Answer(from: "rcc-australia", what: Coordinate, answer: Accept)),
//!     (at: "+41h45min", seat: "masters", do: Order(unit: "jpo-vulpecula", case: "kaniva",
//!         order: Recover(at: "contact or 08-36S 105-24E"))),
//! ]
//! ```
//!
//! Between states: `Ask(to: "rcc-north", case: "boat", what: Enter, by: "+9h")` wants an answer by then;
//! `Ask(to: "ministry-south", case: "boat", what: Clear(from: "masters"))` asks, from its time on, for the decision
//! about each landing that seat asks for;
//! `Answer(from: "rcc-south", what: Clear, answer: AcceptIf(at_most: 50, until: "+2d"))` accepts on terms,
//! `Agree(to: "rcc-south", what: Land)` agrees to those offered, from its time on; `Lend(unit: "ship-1")` asks for a
//! unit, `Release(unit: "ship-1")` gives it back; `Withdraw(to: "rcc-north", what: Enter)` takes the newest open
//! request of that kind back.
//!
//! `Text`, `Sitrep` and `Ask` go by telephone, a report by fax or e-mail, where no `channel` is written:
//! `Text(to: "masters", channel: Vhf, text: "all ships, report")`; `Phone`, `Text`, `Radio`, `Vhf`, and for masters
//! `WordOfMouth`. A report is filled from the picture; `Sitrep(to: "ops-north", case: "boat", capsized: true)` says
//! that the vessel has capsized, known or not.
//!
//! Vessels alongside, and other ships:
//! `Order(unit: "patrol-2", case: "boat", order: TurnBack(at: "contact or 08-36S 105-24E", to: "09-30S 105-00E"))`; the
//! others are in `alongside`. About means: `Ask(to: "iom", case: "boat", what: Draw(amount: 50000, persons: 80))` asks
//! the fund's manager for money and `Contribute(100000)` pays into it; `Ask(…, what: Consult)` asks to a consultation;
//! `Ask(…, what: Staff(site: "merak", kind: Registration, number: 3))`,
//! `Interpreters(site: "merak", language: "Rohingya", number: 2)` and `Resettle(persons: 40)` ask for staff and places;
//! answers name the kind, `Answer(from: …, what: Draw, answer: Accept)`, or `Consult`, `Staff` (interpreters too),
//! `Resettle`. `AcceptIf(cost_share: 50)` asks that the other side bear half of what a landing costs.
//! Between police: `Ask(to: "police-north", case: "boat", what: Assist(Evidence), by: "+8d")` asks another state for
//! legal assistance (or `Assist(Statements)`, `Assist(Extradition)`);
//! `Answer(from: "police-south", what: Assist, answer: AcceptIf(protection: true))` shares statements if that state
//! protects who gave them. A report says more where the script does:
//! `Sitrep(to: "rcc-north", case: "boat", weather: "calm", plans: "wait for dawn", assistance: "an aircraft")`, and
//! `situation`, `actions`, `search`, `additional`. At the focal points' portal, and to the press:
//!
//! ```text
//! (at: "+2h", seat: "focal-north", do: Portal(Share(case: "boat"))),
//! (at: "+2h", seat: "focal-north", do: Portal(Warn)),
//! (at: "+3h", seat: "focal-south", do: Portal(Read(from: "focal-north"))),
//! (at: "+3h", seat: "focal-south", do: Portal(PassOn(from: "focal-north", to: "rcc-south"))),
//! (at: "+8h", seat: "focal-south", do: Portal(Report(case: "boat", departure: "from the south coast", dead: 3))),
//! (at: "+9h", seat: "unhcr", do: Statement(tone: Calls, of: "south", text: "Let them land.")),
//! (at: "+9h", seat: "unhcr", do: Statement(tone: Thanks, case: "boat", text: "They are ashore.")),
//! ```
//!
//! About cases: `Merge(case: "second", into: "boat", reason: "one place, one number")` takes two for one,
//! `KeepApart(case: "second", from: "boat", reason: "…")` undoes it or decides against it,
//! `Conclude(case: "hoax", reason: FalseAlarm)` closes one (or `AllAccountedFor`, `NoHope(alive_percent: 5)`,
//! `PassedOn`), `Reopen(case: "hoax", reason: "…")` opens it again;
//! `TellOfCase(to: "ops-north", case: "second", what: SameAs("boat"))` lets another seat know (or `Apart("boat")`,
//! `Concluded(FalseAlarm)`, `Reopened`).
//!
//! `Warn` posts the intelligence that has come; `Read` and `PassOn` stand from their time on for all posts of that
//! seat; a report is filled from the picture, with what is written here instead.
//!
//! Forms are filled from the picture, with what is written here instead; `receipt: true` asks for a receipt, and `Read`
//! opens the forms of a seat from its time on:
//!
//! ```text
//! (at: "+1h", seat: "rcc-north", do: Send(to: "rcc-south", form: HandOver(case: "boat", actions: "called twice"), receipt: true)),
//! (at: "+1h", seat: "rcc-north", do: Send(to: "masters", form: MaydayRelay(case: "boat", position: "08-36S 105-24E"))),
//! (at: "+9h", seat: "masters", do: Send(to: "rcc-north", channel: Phone, form: Disembarkation(unit: "ship-1", place: "merak"))),
//! (at: "+2h", seat: "rcc-north", do: Send(to: "masters", form: SearchActionPlan(case: "boat", on_scene: "Ship one"))),
//! (at: "+1h", seat: "rcc-south", do: Read(from: "rcc-north")),
//! ```
//!
//! A step may be repeated: `(at: "+42h", every: "60min", until: "+54h", seat: ...)`.
//!
//! Times are fixed. What depends on the moment is only this: "contact" is where the seat's newest living contact of the
//! case was last seen, as its picture has it then; a situation report carries the counts of the picture; and an
//! `Answer` stands from its time on, given once a minute to each request of its kind that waits.

mod alongside;
mod ashore;
mod form;
mod plot;
mod forms;
mod public;
mod read;
#[cfg(test)]
mod tests;

use crate::base::ids::{CraftId, RequestId, SeatId, SruId};
use crate::base::time::TICKS_PER_MINUTE;
use crate::base::{Position, Tick};
use crate::picture::{self, Picture, Stands};
use crate::scenario::{Channel, Scenario};
use crate::sim::means::Wanted;
use crate::sim::sitrep::FullSitrep;
use crate::sim::{self, Answer, Ask, Clearance, Command, MessageBody, Order, ReportedPosition, Seen};

/// A script, with every name resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct Script {
    /// In order of time, and of writing where times are equal.
    steps: Vec<Step>,
    /// Who sits at the table, for forms that name them.
    shelf: public::Shelf,
}

/// One thing a seat does.
#[derive(Debug, Clone, PartialEq)]
struct Step {
    at: Tick,
    seat: SeatId,
    deed: Deed,
}

/// What is done, as far as it can be known beforehand.
#[derive(Debug, Clone, PartialEq)]
enum Deed {
    /// This command.
    Give(Command),
    /// An order whose place may be where people have been seen.
    OrderTo { sru: SruId, case: Option<CraftId>, errand: Errand, place: Place },
    /// A request whose place may be.
    AskFor { asking: Asking, favour: Favour, place: Place },
    /// A broadcast whose place may be.
    Broadcast { case: CraftId, place: Place, radius_m: f64, text: String },
    /// A situation report with the counts of the moment.
    Sitrep {
        to: SeatId,
        channel: Channel,
        case: CraftId,
        place: Option<Place>,
        text: String,
        /// Exists when and only when it is written, and not left to what is known.
        capsized: Option<bool>,
        /// Situation, weather, initial actions, search, plans, assistance, additional information, where the script says them.
        said: Box<[Option<String>; 7]>,
    },
    /// An answer to each request of a kind that waits, from now on.
    Answer { from: SeatId, kind: RequestKind, answer: Answer },
    /// A request for the decision about each landing that a seat asks for, from now on.
    Clear { asking: Asking, from: SeatId },
    /// Agreement to terms offered on requests of a kind, from now on.
    Agree { to: SeatId, kind: RequestKind },
    /// The newest open request of a kind taken back.
    Withdraw { to: SeatId, kind: RequestKind },
    /// An order about the part ashore, to whom it concerns at the moment.
    Ashore(ashore::Deed),
    /// Something at the portal.
    Portal(public::Deed),
    /// A form sent, or forms opened.
    Form(forms::Deed),
}

impl Deed {
    /// Whether it stands from its time on, for all that comes.
    fn stands(&self) -> bool {
        match self {
            Self::Answer { .. } | Self::Clear { .. } | Self::Agree { .. } => true,
            Self::Portal(deed) => deed.stands(),
            Self::Form(deed) => deed.stands(),
            _ => false,
        }
    }
}

/// Whom a request goes to, and about what.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Asking {
    to: SeatId,
    channel: Channel,
    case: CraftId,
    /// By when an answer is wanted. Exists when and only when the script says.
    by: Option<Tick>,
}

impl Asking {
    fn of(self, what: Ask) -> Command {
        Command::Ask { to: self.to, channel: self.channel, case: self.case, what, by: self.by }
    }
}

/// A place: stated, or where living people were last seen.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    stated: Position,
    contact_first: bool,
}

/// Orders that lead to a place.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Errand {
    Proceed,
    Recover,
    Escort,
    Search { length_m: f64, width_m: f64, axis_true_deg: f64, pattern: crate::sar::pattern::Pattern, spacing_m: f64 },
    Alongside(sim::alongside::Errand),
}

/// Requests that lead to a place.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Favour {
    Deploy { error_m: f64 },
    Divert { sru: SruId },
}

/// Kinds of requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RequestKind {
    Coordinate,
    Deploy,
    Divert,
    Land,
    Enter,
    Lend,
    Clear,
    Draw,
    Consult,
    Staff,
    Resettle,
    Admit,
    Assist,
}

impl RequestKind {
    fn is(self, ask: &Ask) -> bool {
        self == match ask {
            Ask::Coordinate => Self::Coordinate,
            Ask::Deploy { .. } => Self::Deploy,
            Ask::Divert { .. } => Self::Divert,
            Ask::Land { .. } => Self::Land,
            Ask::Enter => Self::Enter,
            Ask::Lend { .. } => Self::Lend,
            Ask::Clear(_) => Self::Clear,
            Ask::Means(Wanted::Draw { .. }) => Self::Draw,
            Ask::Means(Wanted::Consult) => Self::Consult,
            Ask::Means(Wanted::Staff { .. }) => Self::Staff,
            Ask::Means(Wanted::Resettle { .. }) => Self::Resettle,
            Ask::Means(Wanted::Admit { .. }) => Self::Admit,
            Ask::Assist(_) => Self::Assist,
        }
    }
}

impl Script {
    /// Reads a script for a scenario.
    ///
    /// # Errors
    /// All findings, each "line:column: what is wrong; what to type", in the order of the text.
    pub fn read(text: &str, scenario: &Scenario) -> Result<Self, Vec<String>> {
        read::script(text, scenario)
    }

    /// What the script has its seats do at a tick; to be asked at every tick once. `picture` gives a seat's picture at
    /// that moment and is called only when a step needs it.
    pub fn due(&self, tick: Tick, picture: &dyn Fn(SeatId) -> Picture) -> Vec<(SeatId, Command)> {
        let mut out = Vec::new();
        for step in self.steps.iter().take_while(|step| step.at <= tick) {
            match &step.deed {
                deed if deed.stands() || matches!(deed, Deed::Withdraw { .. }) => {
                    let now = step.at == tick || (deed.stands() && tick.0.is_multiple_of(TICKS_PER_MINUTE));
                    let given = if now { on_requests(deed, &picture(step.seat), &self.shelf) } else { Vec::new() };
                    out.extend(given.into_iter().map(|command| (step.seat, command)));
                }
                Deed::Ashore(deed) if step.at == tick => {
                    let commands = deed.commands(|| picture(step.seat));
                    out.extend(commands.into_iter().map(|command| (step.seat, command)));
                }
                Deed::Ashore(_) => {}
                Deed::Portal(deed) if step.at == tick => {
                    let commands = deed.commands(tick, &picture(step.seat), &self.shelf);
                    out.extend(commands.into_iter().map(|command| (step.seat, command)));
                }
                Deed::Portal(_) => {}
                Deed::Form(deed) if step.at == tick => {
                    let commands = deed.commands(&picture(step.seat), &self.shelf);
                    out.extend(commands.into_iter().map(|command| (step.seat, command)));
                }
                Deed::Form(_) => {}
                deed if step.at == tick => {
                    out.push((step.seat, command(deed, tick, || picture(step.seat), &self.shelf)))
                }
                _ => {}
            }
        }
        // Two standing answers to one kind of request: the one written last counts.
        let answered = |command: &Command| match command {
            Command::Answer { request, .. } => Some(*request),
            _ => None,
        };
        let last: Vec<bool> = (0..out.len())
            .map(|i| {
                let request = answered(&out[i].1);
                request.is_none() || !out[i + 1..].iter().any(|(_, later)| answered(later) == request)
            })
            .collect();
        let mut last = last.into_iter();
        out.retain(|_| last.next().unwrap_or(true));
        out
    }

    /// Number of steps.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether nothing is scripted.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

/// The commands of a deed that is about the requests, or the posts, there are at its moment.
fn on_requests(deed: &Deed, picture: &Picture, shelf: &public::Shelf) -> Vec<Command> {
    let ours = |to: SeatId, kind: RequestKind| {
        picture.requests.iter().rev().filter(move |r| !r.of_us && r.other == to && kind.is(&r.what))
    };
    match deed {
        Deed::Answer { from, kind, answer } => answers(picture, *from, *kind, answer),
        Deed::Agree { to, kind } => {
            let offered = ours(*to, *kind).filter(|r| r.stands() == Stands::Offered);
            offered.map(|r| Command::Agree { request: r.request }).collect()
        }
        Deed::Withdraw { to, kind } => {
            let open = ours(*to, *kind).find(|r| r.waits() || r.stands() == Stands::Offered);
            open.map(|r| Command::Withdraw { request: r.request }).into_iter().collect()
        }
        Deed::Clear { asking, from } => clearances(picture, *asking, *from),
        Deed::Portal(deed) => deed.commands(picture.tick, picture, shelf),
        Deed::Form(deed) => deed.commands(picture, shelf),
        _ => Vec::new(),
    }
}

/// The request for a decision about each landing a seat asks for that nobody has been asked about yet.
fn clearances(picture: &Picture, asking: Asking, from: SeatId) -> Vec<Command> {
    let view = picture.cases.iter().find(|view| view.case == asking.case);
    let waiting = picture.requests.iter().filter(|r| r.of_us && r.waits() && r.other == from && r.case == asking.case);
    let asked = |landing: RequestId| {
        let about = |what: &Ask| matches!(what, Ask::Clear(told) if (told.landing, told.asker) == (landing, from));
        picture.requests.iter().any(|r| !r.of_us && about(&r.what))
    };
    waiting
        .filter(|r| !asked(r.request))
        .filter_map(|r| {
            let Ask::Land { place, persons } = r.what else { return None };
            Some(asking.of(Ask::Clear(Clearance {
                landing: r.request,
                asker: from,
                place,
                persons,
                waiting_since: r.at,
                dead: view.map_or(0, |v| v.bodies),
                elsewhere: 0,
                pledged: 0,
            })))
        })
        .collect()
}

fn answers(picture: &Picture, from: SeatId, kind: RequestKind, answer: &Answer) -> Vec<Command> {
    let waiting = picture.requests.iter().filter(|r| r.of_us && r.waits() && r.other == from);
    let of_kind = waiting.filter(|r| kind.is(&r.what));
    of_kind.map(|r| Command::Answer { request: r.request, answer: answer.clone() }).collect()
}

/// The command of a deed at its moment.
fn command(deed: &Deed, tick: Tick, picture: impl Fn() -> Picture, shelf: &public::Shelf) -> Command {
    let find = |place: &Place, case: Option<CraftId>| {
        if place.contact_first { newest(&picture(), case).unwrap_or(place.stated) } else { place.stated }
    };
    match deed {
        Deed::Give(command) => command.clone(),
        Deed::OrderTo { sru, case, errand, place } => {
            let at = find(place, *case);
            let order = match *errand {
                Errand::Proceed => Order::Proceed { to: at },
                Errand::Recover => Order::Recover { at },
                Errand::Escort => Order::Escort { at },
                Errand::Alongside(errand) => Order::Alongside(errand.moved(at)),
                Errand::Search { length_m, width_m, axis_true_deg, pattern, spacing_m } => Order::Search {
                    area: crate::sar::pattern::Rectangle { centre: at, length_m, width_m, axis_true_deg },
                    pattern,
                    spacing_m,
                },
            };
            Command::Order { sru: *sru, case: *case, order }
        }
        Deed::AskFor { asking, favour, place } => {
            let at = find(place, Some(asking.case));
            let what = match *favour {
                Favour::Deploy { error_m } => Ask::Deploy { at, error_m, true_at: tick },
                Favour::Divert { sru } => Ask::Divert { sru, at },
            };
            asking.of(what)
        }
        Deed::Broadcast { case, place, radius_m, text } => Command::BroadcastDistress {
            case: *case,
            position: find(place, Some(*case)),
            radius_m: *radius_m,
            text: text.clone(),
        },
        Deed::Sitrep { to, channel, case, place, text, capsized, said } => {
            let picture = picture();
            let capsized = capsized.unwrap_or_else(|| picture::knows_wreck(&picture, *case));
            let mut body = sitrep(&picture, *case, *place, text, capsized, tick);
            if let MessageBody::Sitrep { full, .. } = &mut body {
                *full = in_full(&picture, *case, *to, said, shelf);
            }
            Command::Send { to: *to, channel: *channel, body }
        }
        Deed::Answer { .. }
        | Deed::Clear { .. }
        | Deed::Agree { .. }
        | Deed::Withdraw { .. }
        | Deed::Ashore(_)
        | Deed::Portal(_)
        | Deed::Form(_) => {
            unreachable!("deeds about requests, posts or forms, and orders ashore, are done by `due`")
        }
    }
}

/// Error of a position stated in a script \[m\]: a fix read out (sar-models.md 3.2).
const STATED_ERROR_M: f64 = 926.0;

fn sitrep(
    picture: &Picture,
    case: CraftId,
    place: Option<Place>,
    text: &str,
    capsized: bool,
    tick: Tick,
) -> MessageBody {
    let view = picture.cases.iter().find(|c| c.case == case);
    let stated = place.map(|place| {
        let seen = newest(picture, Some(case)).filter(|_| place.contact_first);
        ReportedPosition { position: seen.unwrap_or(place.stated), error_m: STATED_ERROR_M, true_at: tick }
    });
    let known = view.and_then(|v| v.latest_position()).map(|p| p.reported);
    MessageBody::Sitrep {
        case,
        phase: view.and_then(|v| v.phase).map(|(phase, _)| phase),
        position: stated.or(known),
        persons: view.and_then(|v| v.persons),
        recovered: view.map_or(0, |v| v.recovered),
        bodies: view.map_or(0, |v| v.bodies),
        landed: view.map_or(0, |v| v.landed),
        text: text.to_owned(),
        capsized,
        full: None,
    }
}

/// The full form filled from the picture, with what the script says instead. None for a case of which the seat has not
/// heard.
fn in_full(
    picture: &Picture,
    case: CraftId,
    to: SeatId,
    said: &[Option<String>; 7],
    shelf: &public::Shelf,
) -> Option<Box<FullSitrep>> {
    let mut full = crate::picture::full_sitrep(picture, case, to, &shelf.seats, &shelf.parties)?;
    let fields = [
        &mut full.situation,
        &mut full.weather,
        &mut full.actions,
        &mut full.search,
        &mut full.plans,
        &mut full.assistance,
        &mut full.additional,
    ];
    for (field, words) in fields.into_iter().zip(said) {
        if let Some(words) = words {
            field.clone_from(words);
        }
    }
    Some(Box::new(full))
}

/// Where the living contact seen last is, if the picture has any.
fn newest(picture: &Picture, case: Option<CraftId>) -> Option<Position> {
    let living = |what| matches!(what, Seen::Vessel | Seen::CapsizedHull | Seen::PersonInWater | Seen::LifeRaft);
    let fits = picture.contacts.iter().filter(|c| case.is_none_or(|case| c.case == case));
    let seen = fits.filter(|c| !c.cleared && c.persons > 0 && living(c.what));
    seen.max_by_key(|c| (c.last_seen, c.persons)).map(|c| c.position)
}
