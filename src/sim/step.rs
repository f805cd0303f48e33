//! One tick: the list of calls whose order is the order of the exercise.

use crate::base::ids::SeatId;
use crate::base::time::TICKS_PER_MINUTE;
use crate::base::{Position, Tick};
use crate::scenario::{Milestone, Wrong};

use super::command::{Command, Stamped};
use super::event::Event;
use super::ledger::{Entry, Fact};
use super::theatre::Theatre;
use super::world::World;
use super::{
    alongside, ashore, authority, casualty, comms, detect, drift, eating, exercise, frame, intervention, means, orders,
    people, plot, portal, press, rafts, requests, rescue, rescued, shore, signals, units, waters,
};

/// Takes the world one tick on. Commands are applied in order of seat and sequence, however they arrive;
/// a command stamped with another tick is applied now, as the host decides what enters when.
///
/// After the exercise has ended nothing happens any more.
pub fn step(theatre: &Theatre, world: &mut World, commands: &[Stamped<Command>]) -> Vec<Stamped<Event>> {
    if world.ended.is_some() {
        return Vec::new();
    }
    world.tick = world.tick.next();
    let mut now = Now { theatre, tick: world.tick, events: Vec::new() };

    let mut ordered: Vec<&Stamped<Command>> = commands.iter().collect();
    ordered.sort_by_key(|c| (c.seat, c.seq));
    for stamped in ordered {
        match (stamped.seat, &stamped.body) {
            (Some(seat), body) if seat.index() < theatre.scenario.seats.len() => apply(&mut now, world, seat, body),
            (None, Command::Excon(what)) => intervention::apply(&mut now, world, what),
            _ => {}
        }
    }

    signals::advance(&mut now, world);
    comms::deliver(&mut now, world);
    portal::advance(&mut now, world);
    if world.tick == crate::base::Tick::START.next() {
        rescued::begin(&mut now, world);
    }
    casualty::advance(&mut now, world);
    drift::advance(&mut now, world);
    let starts = units::advance(&mut now, world);
    rescue::advance(&mut now, world);
    alongside::advance(&mut now, world);
    units::account(&mut now, world, &starts);
    detect::look(&mut now, world);
    rafts::drop_to_people(&mut now, world);
    if world.tick.0.is_multiple_of(TICKS_PER_MINUTE) {
        rafts::board(&mut now, world);
        people::expose(&mut now, world);
        shore::advance(&mut now, world);
        ashore::advance(&mut now, world);
        detect::refresh(&mut now, world);
    }
    eating::advance(&mut now, world);
    requests::advance(&mut now, world);
    means::advance(&mut now, world);
    waters::advance(&mut now, world);
    press::advance(&mut now, world);
    exercise::advance(&mut now, world);
    now.events
}

/// The tick in hand: what never changes, and the events so far.
pub(super) struct Now<'a> {
    /// The stage.
    pub(super) theatre: &'a Theatre,
    /// The tick being made.
    pub(super) tick: Tick,
    events: Vec<Stamped<Event>>,
}

impl Now<'_> {
    /// Something became true of itself.
    pub(super) fn emit(&mut self, body: Event) {
        self.push(None, body);
    }

    /// The violations of people's rights of this tick that a condition may ask for.
    pub(super) fn wrongs(&self) -> Vec<Wrong> {
        let of = |event: &Stamped<Event>| match &event.body {
            Event::Ashore(what) => match **what {
                ashore::Event::Violated { what, .. } => frame::wrong_of(what),
                _ => None,
            },
            _ => None,
        };
        self.events.iter().filter_map(of).collect()
    }

    /// Something became true because a seat did it.
    pub(super) fn emit_by(&mut self, seat: SeatId, body: Event) {
        self.push(Some(seat), body);
    }

    fn push(&mut self, seat: Option<SeatId>, body: Event) {
        let seq = u32::try_from(self.events.len()).unwrap_or(u32::MAX);
        self.events.push(Stamped { tick: self.tick, seat, seq, body });
    }

    /// Notes that something happened, the first time it does.
    pub(super) fn milestone(&mut self, world: &mut World, milestone: Milestone) {
        if let std::collections::btree_map::Entry::Vacant(first) = world.milestones.entry(milestone) {
            first.insert(self.tick);
            self.emit(Event::MilestoneReached { milestone });
        }
    }

    /// Writes a fact, known and true now, in a seat's ledger.
    pub(super) fn tell(&self, world: &mut World, seat: SeatId, fact: Fact) {
        self.tell_of(world, seat, self.tick, fact);
    }

    /// Writes a fact, known now and true at some other time, in a seat's ledger.
    pub(super) fn tell_of(&self, world: &mut World, seat: SeatId, true_at: Tick, fact: Fact) {
        world.ledgers[seat.index()].write(Entry { known_at: self.tick, true_at, fact });
    }
}

/// Applies one command, or records why not.
fn apply(now: &mut Now<'_>, world: &mut World, seat: SeatId, command: &Command) {
    let outcome = match command {
        Command::Order { sru, case, order } => orders::give(now, world, seat, *sru, *case, order),
        Command::Ashore(order) => ashore::apply(now, world, seat, order),
        Command::Means(order) => means::apply(now, world, seat, order),
        Command::Portal(order) => portal::apply(now, world, seat, order),
        Command::Statement(said) => press::state(now, world, seat, said),
        Command::Plot(order) => plot::apply(now, world, seat, order),
        other => authority::apply(now, world, seat, other),
    };
    if let Err(why) = outcome {
        let known = matches!(command, Command::Order { sru, .. } | Command::Release { sru } if now.theatre.knows_of(world, seat, *sru));
        let what = describe(now.theatre, command, known);
        now.tell(world, seat, Fact::Refused { what: what.clone(), why: why.to_string() });
        now.emit_by(seat, Event::CommandRejected { seat, what, why });
    }
}

/// A command in a few words, for refusals.
fn describe(theatre: &Theatre, command: &Command, known: bool) -> String {
    let seat = |id: SeatId| theatre.scenario.seats.get(id.index()).map_or("an unknown seat", |s| s.name.as_str());
    match command {
        Command::SetPhase { phase, .. } => format!("declare {phase:?}"),
        Command::Assume { .. } => "take responsibility".to_owned(),
        Command::Send { to, .. } => format!("send a message to {}", seat(*to)),
        Command::CallCasualty { .. } => "call the vessel".to_owned(),
        Command::Ask { to, .. } => format!("ask {}", seat(*to)),
        Command::Answer { .. } => "answer a request".to_owned(),
        Command::BroadcastDistress { .. } => "broadcast distress".to_owned(),
        Command::Order { sru, order, .. } => {
            // No name: a refusal must not tell who a number stands for.
            let name = if known { theatre.sru(*sru).name.as_str() } else { "a unit" };
            format!("order {name} to {}", order.verb())
        }
        Command::Log { .. } => "write in the log".to_owned(),
        Command::Excon(_) => "act as EXCON".to_owned(),
        Command::Withdraw { .. } => "withdraw a request".to_owned(),
        Command::Agree { .. } => "agree to terms".to_owned(),
        Command::Release { sru } => {
            let name = if known { theatre.sru(*sru).name.as_str() } else { "a unit" };
            format!("release {name}")
        }
        Command::Ashore(order) => order.words(),
        Command::Means(order) => order.words(),
        Command::Portal(order) => order.words(),
        Command::Statement(_) => "speak to the press".to_owned(),
        Command::Plot(order) => order.words().to_owned(),
        Command::Mail(order) => order.words().to_owned(),
    }
}

/// Whether two positions are nearer than a distance \[m\]; cheap when they are far apart.
pub(super) fn within(a: Position, b: Position, metres: f64) -> bool {
    let degrees = metres / 110_000.0;
    (a.lat_deg() - b.lat_deg()).abs() <= degrees && a.distance_m(b) <= metres
}
