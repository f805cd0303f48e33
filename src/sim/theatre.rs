//! All that never changes during an exercise, and the world it begins with.

use std::collections::BTreeMap;

use crate::base::ids::{CraftId, ObjectId, PersonId, RaftId, RequestId, SeatId, SruId};
use crate::base::time::TICK_SECONDS;
use crate::base::{Noise, Position, Sealed, Stream, Tick, noise, quantity};
use crate::chart::Coast;
use crate::sar::leeway::{self, LeewayClass};
use crate::sar::raft;
use crate::sar::survival::{Body, Lifejacket};
use crate::sar::toll::{Constitution, Toll};
use crate::scenario::{self, Condition, PartyKind, Rafts, Scenario, SruKind, Stage, Start};
use crate::sea::Flow;

use super::alongside::Hands;
use super::ashore::{self, Ashore};
use super::command::Rejection;
use super::event::Source;
use super::frame::{self, Frame};
use super::mail::Mail;
use super::means::Means;
use super::plot::Plot;
use super::portal::Portal;
use super::press::Press;
use super::shore::Shore;
use super::signals::Signals;
use super::voyage::Waters;
use super::world::*;

/// The stage: coast, tables, the resolved scenario. **Never in a snapshot.**
#[derive(Clone)]
pub struct Theatre {
    /// The scenario.
    pub scenario: Scenario,
    /// The coast.
    pub coast: &'static Coast,
    leeway: Vec<(&'static LeewayClass, &'static LeewayClass)>,
    with_lifejacket: &'static LeewayClass,
    without_lifejacket: &'static LeewayClass,
    body: &'static LeewayClass,
    debris: &'static LeewayClass,
    rafts: Vec<&'static LeewayClass>,
    watched: Vec<Condition>,
}

impl std::fmt::Debug for Theatre {
    /// The scenario's name: nobody wants to read a coast.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Theatre").field(&self.scenario.id).finish()
    }
}

impl Theatre {
    /// Sets the stage for a checked scenario.
    ///
    /// # Panics
    /// If the scenario names a leeway class the tables do not hold, which a checked one does not.
    pub fn new(scenario: Scenario) -> Self {
        let class = |key: &str| leeway::class(key).expect("a checked scenario names known leeway classes");
        Self {
            leeway: scenario.craft.iter().map(|c| (class(&c.leeway_afloat), class(&c.leeway_capsized))).collect(),
            with_lifejacket: class(leeway::WITH_LIFEJACKET),
            without_lifejacket: class(leeway::WITHOUT_LIFEJACKET),
            body: class(leeway::BODY),
            debris: class(leeway::WRECKAGE),
            rafts: raft::LEEWAY_CLASSES.iter().map(|key| class(key)).collect(),
            coast: Coast::region(),
            watched: frame::watched(&scenario),
            scenario,
        }
    }

    /// The conditions that may pass again, whose memory is `Frame::watched`.
    pub(super) fn watched(&self) -> &[Condition] {
        &self.watched
    }

    /// The leeway class an object drifts by now.
    pub(super) fn leeway(&self, world: &World, object: &Object) -> &'static LeewayClass {
        match object.kind {
            ObjectKind::Craft => {
                let (afloat, capsized) = self.leeway[object.craft.index()];
                if world.casualties[object.craft.index()].stage < Stage::Capsized { afloat } else { capsized }
            }
            ObjectKind::Person(person) => {
                let person = &world.people[person.index()];
                let holding_on = matches!(person.whereabouts, Whereabouts::InWater { holding_on: true, .. });
                self.person_class(person.fate == Fate::Living, holding_on, person.body.lifejacket)
            }
            ObjectKind::Debris => self.debris,
            ObjectKind::Raft(raft) => self.raft_class(world, raft),
        }
    }

    /// The class a raft afloat has now, by its size, load and drogue.
    ///
    /// # Panics
    /// If `sar::raft` names a class that is not in its own list, which a test rules out.
    pub(super) fn raft_class(&self, world: &World, id: RaftId) -> &'static LeewayClass {
        let raft = &world.rafts[id.index()];
        let key = raft::leeway_class(raft.capacity, super::rafts::aboard(world, id), raft.drogue);
        self.rafts.iter().find(|class| class.key == key).expect("every class of rafts is in the list")
    }

    /// The class of a debris field, for its draw.
    pub(super) fn debris_class(&self) -> &'static LeewayClass {
        self.debris
    }

    /// The class a casualty has once capsized.
    pub(super) fn capsized_class(&self, case: CraftId) -> &'static LeewayClass {
        self.leeway[case.index()].1
    }

    /// The class a person in the water has. Who holds on to a piece of wreckage drifts with it.
    pub(super) fn person_class(&self, living: bool, holding_on: bool, lifejacket: Lifejacket) -> &'static LeewayClass {
        match (living, holding_on, lifejacket) {
            (false, ..) => self.body,
            (true, true, _) => self.debris,
            (true, false, Lifejacket::None) => self.without_lifejacket,
            (true, false, _) => self.with_lifejacket,
        }
    }

    /// A unit as written.
    pub fn sru(&self, id: SruId) -> &scenario::Sru {
        &self.scenario.srus[id.index()]
    }

    /// A seat as written.
    pub fn seat(&self, id: SeatId) -> &scenario::Seat {
        &self.scenario.seats[id.index()]
    }

    /// All seats.
    pub fn seats(&self) -> impl Iterator<Item = SeatId> + use<> {
        (0..self.scenario.seats.len()).map(SeatId::new)
    }

    /// Whether a seat sees a unit live: it commands it, it serves the same country, or the unit is lent to it. Nobody
    /// sees a unit held in reserve.
    pub fn sees(&self, world: &World, seat: SeatId, sru: SruId) -> bool {
        let (me, unit) = (self.seat(seat), self.sru(sru));
        world.srus[sru.index()].activity != Activity::Reserve
            && (unit.seat == seat
                || world.srus[sru.index()].lent_to == Some(seat)
                || (me.party == unit.party && self.scenario.parties[me.party.index()].kind == PartyKind::Country))
    }

    /// All seats that see a unit live, in order.
    pub(super) fn watchers(&self, world: &World, sru: SruId) -> Vec<SeatId> {
        self.seats().filter(|seat| self.sees(world, *seat, sru)).collect()
    }

    /// Whether a seat may order a unit now.
    pub fn commands(&self, world: &World, seat: SeatId, sru: SruId) -> bool {
        let unit = &world.srus[sru.index()];
        unit.activity != Activity::Reserve && (self.sru(sru).seat == seat || unit.lent_to == Some(seat))
    }

    /// Whether a seat knows that a unit exists: it sees it, or has heard it on AIS.
    pub(super) fn knows_of(&self, world: &World, seat: SeatId, sru: SruId) -> bool {
        sru.index() < world.srus.len()
            && (self.sees(world, seat, sru) || world.ledgers[seat.index()].traffic.iter().any(|t| t.sru == sru))
    }

    /// Coast and places, for ways.
    pub(super) fn waters(&self) -> Waters<'_> {
        Waters { coast: self.coast, places: &self.scenario.places }
    }

    /// How far a unit can still go at transit speed \[m\].
    pub fn range_left_m(&self, sru: &Sru) -> f64 {
        sru.fuel * self.sru(sru.id).range_m
    }

    /// Checks that a case exists.
    pub(super) fn known_case(&self, case: CraftId) -> Result<(), Rejection> {
        if case.index() < self.scenario.craft.len() {
            Ok(())
        } else {
            Err(Rejection::Unknown { what: format!("{case}") })
        }
    }

    /// A source in words.
    pub fn source_name(&self, source: &Source) -> String {
        match source {
            Source::Seat(seat) => self.seat(*seat).name.clone(),
            Source::Casualty(_) => "the vessel".to_owned(),
            Source::Outside(who) => who.clone(),
        }
    }
}

/// Where somebody is who has gone `distance_m` along waypoints, and what is still ahead.
pub(super) fn along(waypoints: &[Position], distance_m: f64) -> (Position, Vec<Position>) {
    let mut left = distance_m.max(0.0);
    for (i, pair) in waypoints.windows(2).enumerate() {
        let leg = pair[0].distance_m(pair[1]);
        if left < leg {
            return (pair[0].destination(pair[0].bearing_true(pair[1]), left), waypoints[i + 1..].to_vec());
        }
        left -= leg;
    }
    (waypoints.last().copied().unwrap_or_else(|| Position::clamped(0.0, 0.0)), Vec::new())
}

impl World {
    /// The world of an exercise at tick 0, with the given seed.
    pub fn new(theatre: &Theatre, seed: u64) -> Self {
        let scenario = &theatre.scenario;
        let noise = Noise::new(seed);
        let mut error = noise.once(Stream::Weather, 0);
        let mut flow = |sigma: f64| Flow { east_mps: sigma * error.normal(), north_mps: sigma * error.normal() };
        let weather = WeatherError {
            wind: flow(scenario.sea.wind_error_mps),
            current: flow(scenario.sea.current_error_mps),
            wave_height_m: 0.0,
        };
        let mut world = Self {
            tick: Tick::START,
            noise,
            weather,
            casualties: Vec::new(),
            people: Sealed::default(),
            rafts: Vec::new(),
            objects: Vec::new(),
            srus: Vec::new(),
            comms: Comms::default(),
            requests: Vec::new(),
            cases: Vec::new(),
            ledgers: vec![super::ledger::Ledger::default(); scenario.seats.len()],
            milestones: BTreeMap::new(),
            injects: vec![InjectStatus::Waiting; scenario.injects.len()],
            expectations: vec![ExpectationStatus::Open; scenario.expectations.len()],
            settled_since: None,
            ended: None,
            presences: BTreeMap::new(),
            ashore: Ashore::new(scenario),
            frame: Frame::new(theatre),
            alongside: Hands::new(scenario),
            means: Means::new(scenario),
            portal: Portal::default(),
            press: Press::default(),
            signals: Signals::new(scenario),
            shore: Shore::default(),
            mail: Mail::default(),
        };
        for (i, craft) in scenario.craft.iter().enumerate() {
            world.launch(theatre, CraftId::new(i), craft);
        }
        for (i, sru) in scenario.srus.iter().enumerate() {
            world.srus.push(at_start(scenario, SruId::new(i), sru));
            world.stow(&sru.rafts, None, RaftState::Carried(SruId::new(i)));
        }
        let backgrounds = ashore::draw(scenario, &world.noise, &world.people);
        world.ashore.begin(backgrounds);
        world
    }

    fn launch(&mut self, theatre: &Theatre, id: CraftId, craft: &scenario::Craft) {
        let (position, ahead) = along(&craft.passage, craft.speed_mps * (-craft.departs_s).max(0) as f64);
        // Each trouble and each call has an address of its own, so that one more in a scenario moves no other.
        let spread = |(kind, k): (u32, u32), at: Tick, spread: crate::base::Span| {
            let mut draws = self.noise.once(Stream::Casualty, noise::pair(kind << 24 | k, id.0));
            let shift = (draws.normal().clamp(-3.0, 3.0) * spread.seconds() as f64 / TICK_SECONDS as f64).round();
            Tick((f64::from(at.0) + shift).max(0.0) as u32)
        };
        let troubles =
            craft.troubles.iter().zip(0..).map(|(t, k)| (spread((1, k), t.at, t.spread), t.kind, false)).collect();
        let calls = craft.calls.iter().zip(0..).map(|(c, k)| (spread((2, k), c.at, c.spread), false)).collect();
        let mut draws = self.noise.once(Stream::Casualty, noise::pair(1, id.0));
        let speed = craft.speed_mps * (1.0 + craft.speed_spread * draws.normal().clamp(-3.0, 3.0)).max(0.1);
        self.casualties.push(Casualty {
            craft: id,
            // What is only reported is gone before it ever was.
            stage: if craft.exists() { Stage::UnderWay } else { Stage::Sunk },
            stage_since: Tick::START,
            ahead,
            speed_mps: speed,
            engine: craft.exists(),
            pump: craft.exists(),
            phone: craft.exists(),
            leak_m3_per_h: 0.0,
            floodwater_m3: 0.0,
            bailed_h: 0.0,
            water_l: craft.water_l,
            troubles,
            calls,
            approached_by: Vec::new(),
            hourly_track: Vec::new(),
            food_days: craft.food_days,
        });
        let mut draws = self.noise.once(Stream::Leeway, u64::from(id.0));
        self.objects.push(Object {
            id: ObjectId::new(self.objects.len()),
            craft: id,
            kind: ObjectKind::Craft,
            position,
            velocity: (0.0, 0.0),
            leeway: theatre.leeway[id.index()].0.draw(&mut draws),
            afloat: if craft.exists() { Afloat::Yes } else { Afloat::Gone },
        });
        let mut family = 0;
        for (g, group) in craft.groups.iter().enumerate() {
            for n in 0..group.count {
                if n % group.family_size.max(1) == 0 {
                    family += 1;
                }
                let person = PersonId::new(self.people.len());
                let mut draws = self.noise.once(Stream::Manifest, u64::from(person.0));
                let (young, old) = (f64::from(group.ages.0), f64::from(group.ages.1));
                let jacket = draws.unit();
                let lifejacket = if jacket < group.good_lifejacket_share {
                    Lifejacket::Good
                } else if jacket < group.good_lifejacket_share + group.poor_lifejacket_share {
                    Lifejacket::Poor
                } else {
                    Lifejacket::None
                };
                let hidden = Constitution::draw(&mut self.noise.once(Stream::Endurance, u64::from(person.0)));
                // Who has been at sea for two days before the exercise begins is seasick no more.
                let toll = Toll { aboard_h: (-craft.departs_s).max(0) as f64 / 3600.0, ..Toll::default() };
                let body = Body {
                    age_years: (young + (old + 1.0 - young) * draws.unit()).min(old) as u8,
                    swimmer: draws.chance(group.swim_share),
                    lifejacket,
                    frail: draws.chance(group.frail_share),
                };
                self.people.push(Person {
                    id: person,
                    craft: id,
                    group: u32::try_from(g).unwrap_or(u32::MAX),
                    family,
                    male: draws.chance(group.male_share),
                    body,
                    below_deck: draws.chance(group.below_deck_share),
                    whereabouts: Whereabouts::Aboard,
                    fate: Fate::Living,
                    hidden,
                    toll,
                    missed_food_days: 0.0,
                });
            }
        }
        let seats = theatre.scenario.seats.len();
        self.cases.push(Case {
            craft: id,
            responsible: None,
            phases: vec![None; seats],
            plots: vec![Plot::default(); seats],
        });
        self.stow(&craft.rafts, Some(id), RaftState::Stowed);
    }

    /// Rafts aboard a casualty or a unit.
    fn stow(&mut self, rafts: &[Rafts], craft: Option<CraftId>, state: RaftState) {
        for kind in rafts {
            for _ in 0..kind.number {
                self.rafts.push(Raft {
                    craft,
                    capacity: kind.capacity,
                    drogue: kind.drogue,
                    water_l: kind.water_l_per_person * f64::from(kind.capacity),
                    afloat_since: None,
                    state,
                });
            }
        }
    }

    /// The object that is a casualty itself: casualties are the first objects, in order.
    pub fn hull(&self, case: CraftId) -> &Object {
        &self.objects[case.index()]
    }

    /// The object that is a casualty's hull, to change it.
    pub(super) fn hull_mut(&mut self, case: CraftId) -> &mut Object {
        &mut self.objects[case.index()]
    }

    /// The next number of a pair of correspondents. Numbers of one pair say nothing of what others write to each
    /// other, neither to a person who reads them nor to the chance drawn by them.
    pub(super) fn next_number(&mut self, from: &Source, to: SeatId) -> u32 {
        let pair = pair_code(from, to);
        let count = self.comms.sent.entry(pair).or_default();
        let number = numbered(pair, *count);
        *count = count.wrapping_add(1);
        number
    }

    /// The next number of a form or receipt of a pair of correspondents: from the upper half, so that it takes none
    /// from the messages after it, and with it none of their luck.
    pub(super) fn next_form_number(&mut self, from: &Source, to: SeatId) -> u32 {
        let pair = pair_code(from, to);
        let count = self.mail.numbered.entry(pair).or_default();
        let number = numbered(pair, 0x8000 | *count);
        *count = count.wrapping_add(1) & 0x7FFF;
        number
    }

    /// A request by its id.
    pub(super) fn request(&self, id: RequestId) -> Option<&Request> {
        self.requests.iter().rev().find(|request| request.id == id)
    }

    /// A request by its id, to be changed.
    pub(super) fn request_mut(&mut self, id: RequestId) -> Option<&mut Request> {
        self.requests.iter_mut().rev().find(|request| request.id == id)
    }
}

/// A unit at tick 0.
fn at_start(scenario: &Scenario, id: SruId, sru: &scenario::Sru) -> Sru {
    let mut passage = Vec::new();
    let mut passage_from = Tick::START;
    let (position, activity) = match &sru.start {
        Start::At(place) => {
            (scenario.places[place.index()].position, Activity::InPort { place: *place, ready_at: None })
        }
        Start::AtSea(position) => (*position, Activity::Waiting),
        // Where it will go home to, once it is anywhere.
        Start::Reserve => {
            let home = sru.home.and_then(|home| scenario.places.get(home.index()));
            (home.map_or_else(|| Position::clamped(0.0, 0.0), |place| place.position), Activity::Reserve)
        }
        Start::OnPassage { waypoints, from_s } => {
            let run = if *from_s < 0 { sru.transit_mps * (-from_s) as f64 } else { 0.0 };
            let (position, ahead) = along(waypoints, run);
            passage = ahead;
            passage_from = Tick(u32::try_from((*from_s).max(0) / TICK_SECONDS).unwrap_or(u32::MAX));
            (position, Activity::UnderWay)
        }
    };
    Sru {
        id,
        position,
        velocity: (0.0, 0.0),
        activity,
        order: None,
        case: None,
        ahead: Vec::new(),
        passage,
        passage_from,
        fuel: 1.0,
        awake_h: 0.0,
        working_h: 0.0,
        lifting: 0.0,
        on_station: false,
        in_sight: Vec::new(),
        idle_ticks: 0,
        lent_to: None,
        unreported: Vec::new(),
        released_at: None,
        landed_unreported: Vec::new(),
    }
}

/// Distance in whole nautical miles, for refusals.
pub(super) fn whole_nmi(metres: f64) -> u32 {
    quantity::nmi(metres).round().clamp(0.0, f64::from(u32::MAX)) as u32
}

/// Whether a unit is a merchant ship.
pub(super) fn is_merchant(sru: &scenario::Sru) -> bool {
    sru.kind == SruKind::Merchant
}

/// Sender and receiver, each as one byte.
fn pair_code(from: &Source, to: SeatId) -> (u8, u8) {
    let code = |seat: SeatId| u8::try_from(seat.0).unwrap_or(u8::MAX);
    let from = match from {
        Source::Seat(seat) => code(*seat),
        Source::Casualty(case) => 0xFE - u8::try_from(case.0).unwrap_or(0x3F).min(0x3F),
        Source::Outside(_) => 0xFF,
    };
    (from, code(to))
}

fn numbered((from, to): (u8, u8), count: u16) -> u32 {
    u32::from(from) << 24 | u32::from(to) << 16 | u32::from(count)
}
