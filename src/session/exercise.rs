//! One exercise in progress: the world, who sits where, and what each tick brings.

use std::sync::Arc;

use crate::base::Tick;
use crate::base::ids::SeatId;
use crate::base::time::TICKS_PER_MINUTE;
use crate::crew::{Crew, Script};
use crate::picture::{self, Kept, Truth};
use crate::scenario::Scenario;
use crate::sim::{Command, Event, Stamped, Theatre, World, step};

/// Who plays: a crew for each seat, and perhaps a script beside them.
#[derive(Debug, Clone)]
pub struct Seating {
    /// The crew of each seat, in order of `SeatId`.
    pub crews: Vec<Crew>,
    /// Orders given at fixed times, whoever sits where. Exists when and only when one was loaded.
    pub script: Option<Script>,
}

impl Seating {
    /// The same crew in every seat.
    pub fn all(scenario: &Scenario, crew: Crew) -> Self {
        Self { crews: vec![crew; scenario.seats.len()], script: None }
    }

    /// Nobody in any seat, and a script.
    pub fn scripted(scenario: &Scenario, script: Script) -> Self {
        Self { script: Some(script), ..Self::all(scenario, Crew::Absent) }
    }

    /// The label of each seat, for a recording's header.
    pub fn labels(&self) -> Vec<String> {
        let script = if self.script.is_some() { "+script" } else { "" };
        self.crews.iter().map(|crew| format!("{crew}{script}")).collect()
    }
}

/// An exercise from its first tick on.
#[derive(Debug)]
pub struct Exercise {
    theatre: Arc<Theatre>,
    world: World,
    seating: Seating,
    /// The picture of each seat a crew has played, kept from minute to minute.
    kept: Vec<Option<Kept>>,
}

/// What one tick brought.
#[derive(Debug)]
pub struct Moment {
    /// What entered.
    pub commands: Vec<Stamped<Command>>,
    /// What came of it.
    pub events: Vec<Stamped<Event>>,
}

impl Exercise {
    /// The exercise of a scenario and a seed at tick 0.
    ///
    /// # Panics
    /// If the seating has not exactly one crew for each seat.
    pub fn new(scenario: Scenario, seed: u64, seating: Seating) -> Self {
        let theatre = Theatre::new(scenario);
        let world = World::new(&theatre, seed);
        Self::from_moment(Arc::new(theatre), world, seating)
    }

    /// An exercise that goes on from a moment of another, or of a recording.
    ///
    /// # Panics
    /// If the seating has not exactly one crew for each seat.
    pub fn from_moment(theatre: Arc<Theatre>, world: World, seating: Seating) -> Self {
        assert_eq!(seating.crews.len(), theatre.scenario.seats.len(), "one crew for each seat");
        let kept = seating.crews.iter().map(|_| None).collect();
        Self { theatre, world, seating, kept }
    }

    /// The stage.
    pub fn theatre(&self) -> &Theatre {
        &self.theatre
    }

    /// The stage, to keep.
    pub fn shared_theatre(&self) -> Arc<Theatre> {
        Arc::clone(&self.theatre)
    }

    /// Who plays.
    pub fn seating(&self) -> &Seating {
        &self.seating
    }

    /// From now on this crew plays a seat; `Crew::Absent` leaves it to people.
    ///
    /// # Panics
    /// If there is no such seat.
    pub fn seat(&mut self, seat: SeatId, crew: Crew) {
        self.seating.crews[seat.index()] = crew;
    }

    /// The truth now.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Whether it is over.
    pub fn is_over(&self) -> bool {
        self.world.ended.is_some()
    }

    /// One tick: crews decide once a minute from the picture at its beginning, then the world moves on.
    pub fn advance(&mut self) -> Moment {
        self.advance_with(Vec::new())
    }

    /// One tick with what people want, in the order it came; what has no seat is EXCON's. Of one seat's commands
    /// those of its crew and of the script come first.
    pub fn advance_with(&mut self, people: Vec<(Option<SeatId>, Command)>) -> Moment {
        let mut wanted = self.decide();
        wanted.extend(people);
        let commands = stamp(self.world.tick.next(), wanted);
        let events = step(&self.theatre, &mut self.world, &commands);
        Moment { commands, events }
    }

    /// Plays to the end, or to a tick, and throws away what is not needed: for studies and tests.
    pub fn play_to(&mut self, last: Tick) -> Vec<Stamped<Event>> {
        let mut events = Vec::new();
        while !self.is_over() && self.world.tick < last {
            events.extend(self.advance().events);
        }
        events
    }

    fn decide(&mut self) -> Vec<(Option<SeatId>, Command)> {
        let now = self.world.tick;
        let mut decided: Vec<(Option<SeatId>, Command)> = Vec::new();
        if let Some(script) = &self.seating.script {
            let due = script.due(now, &|seat| picture::project(&self.theatre, &self.world, seat));
            decided.extend(due.into_iter().map(|(seat, command)| (Some(seat), command)));
        }
        if now.0.is_multiple_of(TICKS_PER_MINUTE) {
            let informed = self.seating.crews.contains(&Crew::Informed);
            let truth: Option<Truth> = informed.then(|| picture::truth(&self.theatre, &self.world));
            for (seat, crew) in self.theatre.seats().zip(&self.seating.crews) {
                if *crew == Crew::Absent {
                    continue;
                }
                let (theatre, world) = (&*self.theatre, &self.world);
                let picture = self.kept[seat.index()]
                    .get_or_insert_with(|| Kept::new(theatre, world, seat))
                    .renew(theatre, world);
                let truth = truth.as_ref().filter(|_| *crew == Crew::Informed);
                let commands = crew.decide(theatre, &world.noise, picture, truth);
                decided.extend(commands.into_iter().map(|command| (Some(seat), command)));
            }
        }
        decided
    }
}

/// Stamps commands with the tick they enter at, and an order within each seat.
fn stamp(tick: Tick, decided: Vec<(Option<SeatId>, Command)>) -> Vec<Stamped<Command>> {
    let mut next = std::collections::BTreeMap::<Option<SeatId>, u32>::new();
    let mut stamped: Vec<Stamped<Command>> = decided
        .into_iter()
        .map(|(seat, body)| {
            let seq = next.entry(seat).or_default();
            let stamp = Stamped { tick, seat, seq: *seq, body };
            *seq += 1;
            stamp
        })
        .collect();
    stamped.sort_by_key(|c| (c.seat, c.seq));
    stamped
}
