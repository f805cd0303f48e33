//! The informed crew: the same units and the same rules, led by someone who knows the truth from the first alert on.
//!
//! The reference for the best possible, not an opponent: it delays nothing, sends every unit straight to where people
//! are going to be, takes them off gently first, and has every port opened at once.

use std::collections::BTreeMap;

use crate::base::ids::{CraftId, SeatId, SruId};
use crate::base::quantity::metres;
use crate::base::{Position, Span, Tick};
use crate::picture::{AfloatTruth, CasualtyTruth, Doing, RequestView, SruView, Truth};
use crate::sar::leeway::LeewayClass;
use crate::sar::stability::{self, crowd_fraction};
use crate::sar::sun;
use crate::scenario::{Channel, Phase, Role, SruKind, Stage};
use crate::sim::{Ask, Command, MessageBody, Order, ReportedPosition, Seen};

use super::datum;
use super::delay::{ASK_AGAIN, BROADCAST_AGAIN};
use super::desk::{self, Desk};
use super::{advocacy, assistance, clearance, fleet, focal, forms, landing, means, plotting};

/// People nearer to one another than this are one place to send a ship to \[NM\].
const ONE_PLACE_NMI: f64 = 1.5;
/// An order is given anew when its position is off by more than this \[NM\] and the unit has not yet got to work.
const OFF_NMI: f64 = 0.5;
/// Ships stand off this far while their own approach would capsize the boat \[NM\].
const STAND_OFF_NMI: f64 = 1.0;
/// So soon a gentler unit must be there for others to wait for it when the boat is filling.
const WORTH_WAITING: Span = Span::hours(1);
/// Water reckoned with in the bilge of a boat whose pumps keep up, and of one whose pumps do not \[m3\]: nobody outside
/// can see it.
const BILGE_M3: f64 = 0.5;
const FILLING_M3: f64 = 3.0;
/// Work in daylight begins so long after first light.
const FIRST_LIGHT: Span = Span::minutes(30);
/// Ships are called within this of the casualty \[NM\].
const BROADCAST_NMI: f64 = 500.0;
/// A unit works where it is as long as living people are this near \[NM\].
const AT_HAND_NMI: f64 = 25.0;

/// What an informed seat does now.
pub(super) fn decide(desk: &Desk<'_>, truth: &Truth) -> Vec<Command> {
    let mut out: Vec<Command> = desk.waiting().flat_map(|request| yes(desk, request)).collect();
    // What these pass on and say is news to others, whatever they know themselves.
    match desk.picture.role {
        Role::FocalPoint => out.extend(focal::decide(desk)),
        Role::Unhcr | Role::Iom => out.extend(advocacy::decide(desk)),
        _ => {}
    }
    let shares = share_out(desk, truth);
    if desk.picture.role == Role::Rcc {
        out.extend(plotting::known(desk, truth));
    }
    for casualty in in_need(truth) {
        match desk.picture.role {
            Role::Rcc => out.extend(centre(desk, truth, casualty)),
            Role::Operations | Role::Masters => {
                let fleet = Fleet::new(desk, truth, casualty);
                out.extend(fleet.commands(|view| shares.get(&view.sru) == Some(&casualty.case)));
            }
            Role::ForeignMinistry | Role::Immigration | Role::Police | Role::FocalPoint | Role::Unhcr | Role::Iom => {}
        }
    }
    out
}

/// Vessels that are there, and of which somebody has heard.
fn in_need(truth: &Truth) -> impl Iterator<Item = &CasualtyTruth> {
    truth.casualties.iter().filter(|c| c.alerted && c.report.is_none())
}

/// A unit turns from one case to another only if that spares it this long \[h\].
const TURN_ASIDE_H: f64 = 2.0;

/// Which case each unit of this desk serves: the one it is at work for; of the others first those whose people have not
/// room enough coming to them, the nearest.
fn share_out(desk: &Desk<'_>, truth: &Truth) -> BTreeMap<SruId, CraftId> {
    let cases: Vec<(&CasualtyTruth, u32)> = in_need(truth).map(|c| (c, living_afloat(truth, c.case))).collect();
    let Some((first, _)) = cases.first() else { return BTreeMap::new() };
    let mut waiting: Vec<u32> = cases.iter().map(|(_, living)| *living).collect();
    let own = |view: &SruView| cases.iter().position(|(c, _)| Some(c.case) == view.case);
    let hours = |view: &SruView, i: usize| {
        let place = cases[i].0.position;
        let way = fleet::arrival(desk, view, place).since(desk.now()).as_hours();
        way - if own(view) == Some(i) { TURN_ASIDE_H } else { 0.0 }
    };
    let nearest = |view: &SruView, fit: &dyn Fn(usize) -> bool| {
        (0..cases.len()).filter(|i| fit(*i)).min_by(|a, b| hours(view, *a).total_cmp(&hours(view, *b)))
    };
    let engaged = |view: &SruView| matches!(view.doing, Doing::Recovering) || view.survivors > 0;
    let mut units: Vec<&SruView> = desk.orderable().collect();
    let soonest = |view: &SruView| nearest(view, &|i| cases[i].1 > 0).map_or(f64::INFINITY, |i| hours(view, i));
    units.sort_by(|a, b| engaged(b).cmp(&engaged(a)).then(soonest(a).total_cmp(&soonest(b))).then(a.sru.cmp(&b.sru)));
    let mut shares = BTreeMap::new();
    for view in units {
        let case = own(view)
            .filter(|_| engaged(view))
            .or_else(|| nearest(view, &|i| waiting[i] > 0))
            .or_else(|| nearest(view, &|i| cases[i].1 > 0))
            .or_else(|| own(view));
        if let Some(i) = case {
            waiting[i] = waiting[i].saturating_sub(view.room);
        }
        shares.insert(view.sru, case.map_or(first.case, |i| cases[i].0.case));
    }
    shares
}

/// Whatever can be granted is granted at once.
fn yes(desk: &Desk<'_>, request: &RequestView) -> Vec<Command> {
    if let Ask::Means(wanted) = &request.what {
        // Money, staff and talks take an office's time, whatever is known of where people are.
        return means::answer(desk, request, wanted).into_iter().collect();
    }
    if let Ask::Assist(wanted) = &request.what {
        return assistance::answer(desk, request, *wanted).into_iter().collect();
    }
    let fits = match (&request.what, desk.picture.role) {
        (Ask::Coordinate, Role::Rcc) | (Ask::Deploy { .. }, Role::Rcc | Role::Operations) => true,
        (Ask::Land { place, persons }, Role::Rcc) => {
            let ours = desk.theatre.scenario.places.get(place.index()).is_some_and(|p| p.party == desk.picture.party);
            if ours && desk.theatre.scenario.ministry_of(desk.picture.party).is_some() {
                return clearance::answer(desk, request, *place, *persons, true);
            }
            ours
        }
        (Ask::Divert { sru, .. }, Role::Masters) | (Ask::Lend { sru }, Role::Operations | Role::Masters) => {
            desk.orderable().any(|v| v.sru == *sru)
        }
        (Ask::Enter, Role::Rcc | Role::ForeignMinistry) | (Ask::Clear(_), Role::ForeignMinistry) => true,
        _ => false,
    };
    vec![if fits { desk::accept(request) } else { desk::refuse(request, "that is not ours to give") }]
}

fn living_afloat(truth: &Truth, case: CraftId) -> u32 {
    truth.afloat.iter().filter(|a| a.case == case).map(|a| a.living).sum()
}

/// A centre that knows: distress at once, responsibility where it belongs, everybody told the true position.
fn centre(desk: &Desk<'_>, truth: &Truth, casualty: &CasualtyTruth) -> Vec<Command> {
    let case = casualty.case;
    let Some(view) = desk.case(case) else { return Vec::new() };
    let mut out = Vec::new();
    if view.phase.is_none_or(|(phase, _)| phase < Phase::Distress) {
        let reason = "people in danger need help at once".to_owned();
        out.push(Command::SetPhase { case, phase: Phase::Distress, reason });
    }
    let region = desk.theatre.scenario.responsible_for(casualty.position);
    if casualty.responsible == Some(desk.me()) {
        match region.filter(|seat| *seat != desk.me()) {
            Some(other) => {
                let asked = desk.last_asked(other, case, |ask| *ask == Ask::Coordinate);
                if asked.is_none_or(|r| desk.passed(r.at, ASK_AGAIN)) {
                    out.push(desk::ask(other, case, Ask::Coordinate));
                }
            }
            None => {
                let words = format!("Responsible for {}", desk.vessel(case));
                if desk.noted(&words).is_none() {
                    out.push(Command::Assume { case });
                    out.push(Command::Log { text: words });
                }
            }
        }
    }
    let living = living_afloat(truth, case);
    if living > 0 {
        out.extend(tell_all(desk, casualty));
        if view.broadcast_at.is_none_or(|at| desk.passed(at, BROADCAST_AGAIN)) {
            out.extend(forms::mayday_relay(desk, view).map(|mut relay| {
                relay.persons = Some(living);
                forms::broadcast(desk, relay, known(desk, casualty), BROADCAST_NMI)
            }));
        }
        for operations in desk.own_operations() {
            if desk.last_asked(operations, case, |ask| matches!(ask, Ask::Deploy { .. })).is_none() {
                let ask = Ask::Deploy { at: casualty.position, error_m: 100.0, true_at: desk.now() };
                out.push(desk::ask(operations, case, ask));
            }
        }
    }
    out
}

/// Where a vessel is, as who knows tells it.
fn known(desk: &Desk<'_>, casualty: &CasualtyTruth) -> ReportedPosition {
    ReportedPosition { position: casualty.position, error_m: 100.0, true_at: desk.now() }
}

/// Everybody at the table hears of the case at once, by telephone.
fn tell_all(desk: &Desk<'_>, casualty: &CasualtyTruth) -> Vec<Command> {
    let case = casualty.case;
    let sitrep = |body: &MessageBody| matches!(body, MessageBody::Sitrep { case: c, .. } if *c == case);
    let untold = |seat: &SeatId| desk.last_sent(*seat, sitrep).is_none();
    let roles = [Role::Rcc, Role::Operations, Role::Masters];
    let seats = roles.into_iter().flat_map(|role| desk.others(role)).filter(untold);
    let body = MessageBody::Sitrep {
        case,
        phase: Some(Phase::Distress),
        position: Some(known(desk, casualty)),
        persons: Some(casualty.persons),
        recovered: 0,
        bodies: 0,
        landed: 0,
        text: format!("SAR SITREP 1: {} in {}.", desk.vessel(case), casualty.position),
        capsized: casualty.stage >= Stage::Capsized,
        full: None,
    };
    seats.map(|to| Command::Send { to, channel: Channel::Phone, body: body.clone() }).collect()
}

/// Living people at one place, in truth.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    position: Position,
    velocity: (f64, f64),
    living: u32,
    what: Seen,
}

impl Place {
    /// Where the people will be at a moment, on the course they have now.
    fn at(&self, now: Tick, then: Tick) -> Position {
        let seconds = then.since(now).seconds() as f64;
        self.position.shifted(self.velocity.0 * seconds, self.velocity.1 * seconds)
    }
}

/// The units of one seat, and the people of one case.
struct Fleet<'a, 'd> {
    desk: &'d Desk<'a>,
    truth: &'d Truth,
    casualty: &'d CasualtyTruth,
    places: Vec<Place>,
}

impl<'a, 'd> Fleet<'a, 'd> {
    fn new(desk: &'d Desk<'a>, truth: &'d Truth, casualty: &'d CasualtyTruth) -> Self {
        Self { desk, truth, casualty, places: places(desk, truth, casualty) }
    }

    /// Orders for the units that serve the case.
    fn commands(&self, serves: impl Fn(&SruView) -> bool) -> Vec<Command> {
        let mut out = Vec::new();
        let mut served: Vec<u32> = vec![0; self.places.len()];
        // Units at work count first, then whoever can be there soonest.
        let mut units: Vec<(Tick, &SruView)> =
            self.desk.orderable().filter(|v| serves(v)).map(|v| (self.arrival(v), v)).collect();
        units.sort_by_key(|(at, v)| (!matches!(v.doing, Doing::Recovering), *at, v.sru));
        let mut overhead = units.iter().any(|(_, v)| matches!(v.order, Some(Order::Escort { .. })));
        for (_, view) in units {
            let name = &self.desk.sru(view.sru).name;
            if matches!(view.doing, Doing::Failed | Doing::Landing(_)) || self.desk.refused_lately(name) {
                continue;
            }
            // A Return is the simulation's own order to a unit low on fuel, or this crew's to one that has finished.
            if matches!(view.order, Some(Order::Land { .. } | Order::Return)) {
                continue;
            }
            out.extend(self.unit(view, &mut served, &mut overhead));
        }
        out
    }

    fn arrival(&self, view: &SruView) -> Tick {
        fleet::arrival(self.desk, view, self.casualty.position)
    }

    fn unit(&self, view: &SruView, served: &mut [u32], overhead: &mut bool) -> Vec<Command> {
        let sru = self.desk.sru(view.sru);
        let near = |p: &Place| p.position.distance_m(view.position) < metres(AT_HAND_NMI);
        if view.survivors > 0 && (view.room == 0 || !self.places.iter().any(near)) {
            return landing::to_port(self.desk, view, self.casualty.case);
        }
        if self.places.is_empty() {
            if view.bodies > 0 && sru.kind == SruKind::Merchant {
                return landing::to_port(self.desk, view, self.casualty.case);
            }
            return self.dismiss(view).into_iter().collect();
        }
        if matches!(view.doing, Doing::Recovering) {
            if let Some(i) = nearest(&self.places, view.position) {
                served[i] += view.room;
            }
            return Vec::new();
        }
        if sru.methods.is_empty() {
            return self.overhead(view, overhead).into_iter().collect();
        }
        let Some(i) = self.choose(view, served) else { return Vec::new() };
        let meet = self.meeting(view, &self.places[i]);
        if view.room == 0 || !fleet::can_reach(self.desk, view, meet) {
            return Vec::new();
        }
        served[i] += view.room;
        let order = if self.must_wait(view, &self.places[i], meet) {
            Order::Proceed { to: meet.destination(meet.bearing_true(view.position), metres(STAND_OFF_NMI)) }
        } else {
            Order::Recover { at: meet }
        };
        self.give(view, order).into_iter().collect()
    }

    /// Where a unit meets people who move: two rounds of the same reckoning settle it well enough.
    fn meeting(&self, view: &SruView, place: &Place) -> Position {
        let now = self.desk.now();
        let first = place.at(now, fleet::arrival(self.desk, view, place.position));
        place.at(now, fleet::arrival(self.desk, view, first))
    }

    /// Among places, people in the water first where nobody goes yet, the near before the far.
    fn choose(&self, view: &SruView, served: &[u32]) -> Option<usize> {
        let urgency = |p: &Place| match p.what {
            Seen::PersonInWater => 0.5,
            Seen::CapsizedHull => 1.0,
            _ => 2.0,
        };
        let cost = |i: usize| {
            let place = &self.places[i];
            let hours = fleet::arrival(self.desk, view, place.position).since(self.desk.now()).as_hours();
            // A place with enough units already is worth going to only if nothing else is left to do.
            let crowded = if served[i] >= place.living { 12.0 } else { 0.0 };
            (hours + 0.25) * urgency(place) - 0.01 * f64::from(place.living.min(50)) + crowded
        };
        (0..self.places.len()).min_by(|a, b| cost(*a).total_cmp(&cost(*b)))
    }

    /// Whether a unit stands off a boat still afloat, for daylight or for another.
    fn must_wait(&self, view: &SruView, place: &Place, meet: Position) -> bool {
        if place.what != Seen::Vessel {
            return false;
        }
        let arrives = fleet::arrival(self.desk, view, meet);
        let dry = self.casualty.stage < Stage::Flooding;
        if self.is_safe(view, place, arrives) {
            return false;
        }
        // Dry, it can wait for daylight, or for others; filling, only for somebody who is about to come.
        if dry {
            return true;
        }
        let by = arrives.after(WORTH_WAITING);
        self.truth.srus.iter().any(|other| {
            self.is_safe(other, place, by)
                && other.room > 0
                && !matches!(other.order, Some(Order::Land { .. } | Order::Return))
                && !matches!(other.doing, Doing::Failed | Doing::Reserve | Doing::Landing(_))
                && fleet::can_reach(self.desk, other, meet)
                && fleet::arrival(self.desk, other, meet) <= by
        })
    }

    /// Whether a unit can come up to the boat, arriving at some moment, without the crowd capsizing it.
    fn is_safe(&self, view: &SruView, place: &Place, arrives: Tick) -> bool {
        let Some(craft) = self.desk.theatre.scenario.craft.get(self.casualty.case.index()) else { return true };
        let scenario = &self.desk.theatre.scenario;
        let waves = scenario.sea.wave_height_m.at(place.position, arrives);
        // Look-outs sight it some miles off and close at once: what will be so shortly is not so yet.
        let early = Tick(arrives.0.saturating_sub(FIRST_LIGHT.ticks()));
        let light = |at: Tick| sun::is_daylight(place.position, scenario.start.at(at));
        let daylight = light(arrives) && light(early);
        let panic = self.casualty.stage >= Stage::Listing && place.living > craft.rated_persons;
        let Some(approach) = fleet::approach(self.desk, view, waves, daylight, panic) else { return true };
        let moving = (f64::from(place.living) * crowd_fraction(approach)).round() as u32;
        let shift = stability::CROWD_SHIFT * craft.hull.beam_m;
        let water_m3 = if self.casualty.stage >= Stage::Flooding { FILLING_M3 } else { BILGE_M3 };
        !craft.hull.capsizes(moving, shift, water_m3, waves)
    }

    /// One aircraft stays overhead.
    fn overhead(&self, view: &SruView, overhead: &mut bool) -> Option<Command> {
        let centre = self.places.iter().max_by_key(|p| p.living)?.position;
        if view.order.is_some() || *overhead || !fleet::can_work_at(self.desk, view, centre) {
            return None;
        }
        *overhead = true;
        self.give(view, Order::Escort { at: centre })
    }

    /// Nobody is left at sea: home, or on.
    fn dismiss(&self, view: &SruView) -> Option<Command> {
        let at_home = matches!(view.doing, Doing::InPort(_) | Doing::GettingReady(..) | Doing::OnPassage);
        let idle = !at_home && view.survivors == 0;
        // An order given before this desk was told of the case belongs to none; the unit is done all the same.
        if !idle || view.case.is_some_and(|case| case != self.casualty.case) {
            return None;
        }
        let merchant = self.desk.sru(view.sru).kind == SruKind::Merchant;
        self.give(view, if merchant { Order::Resume } else { Order::Return })
    }

    /// The order, unless the unit has it already, near enough.
    fn give(&self, view: &SruView, order: Order) -> Option<Command> {
        let settled = match (&view.order, &order) {
            (Some(Order::Recover { at: old }), Order::Recover { at: new })
            | (Some(Order::Proceed { to: old }), Order::Proceed { to: new }) => {
                let to_go = view.position.distance_m(*new);
                let searching = matches!(view.doing, Doing::Searching);
                old.distance_m(*new) < metres(OFF_NMI).max(0.02 * to_go) && !searching
            }
            (None, Order::Proceed { to }) => view.position.distance_m(*to) < 2.0 * metres(STAND_OFF_NMI),
            (Some(old), new) => old == new,
            (None, _) => false,
        };
        let in_port = matches!(view.doing, Doing::GettingReady(..));
        // While it gets ready only the kind of order matters; the place is told anew at sea.
        let same_kind = view.order.as_ref().is_some_and(|old| old.verb() == order.verb());
        if settled || (in_port && same_kind) {
            return None;
        }
        Some(desk::order(view.sru, self.casualty.case, order))
    }
}

fn nearest(places: &[Place], to: Position) -> Option<usize> {
    (0..places.len()).min_by(|a, b| places[*a].position.distance_m(to).total_cmp(&places[*b].position.distance_m(to)))
}

/// Where living people of a case are, most first within a place.
fn places(desk: &Desk<'_>, truth: &Truth, casualty: &CasualtyTruth) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let of_case = |a: &&AfloatTruth| a.case == casualty.case && a.living > 0;
    let mut afloat: Vec<&AfloatTruth> = truth.afloat.iter().filter(of_case).collect();
    // Hulls first, so that people round one count with it.
    afloat.sort_by_key(|a| (a.what == Seen::PersonInWater, u32::MAX - a.living));
    for thing in afloat {
        let near = |p: &&mut Place| p.position.distance_m(thing.position) < metres(ONE_PLACE_NMI);
        if let Some(place) = places.iter_mut().find(near) {
            place.living += thing.living;
            continue;
        }
        let velocity = match datum::class_of(thing.what) {
            Some(class) => drift_of(desk, class, thing.position),
            None => casualty.velocity,
        };
        places.push(Place { position: thing.position, velocity, living: thing.living, what: thing.what });
    }
    places
}

/// Velocity of people or a raft adrift by the forecast \[m/s east, north\].
fn drift_of(desk: &Desk<'_>, class: &LeewayClass, position: Position) -> (f64, f64) {
    let hour = Span::hours(1);
    let then = datum::drifted(desk.theatre, Some(class), position, desk.now(), desk.now().after(hour));
    let (east, north) = position.offset_to(then);
    (east / hour.seconds() as f64, north / hour.seconds() as f64)
}
