//! Estimates against the host: the same refusals in the same words, and units that arrive when they were expected.

use proptest::prelude::*;

use super::*;
use crate::base::ids::{PlaceId, SeatId, SruId};
use crate::base::quantity::metres;
use crate::picture::{Doing, Picture, project};
use crate::plan::{Estimate, consent, estimate, nearest_safe, region};
use crate::sar::pattern::{Pattern, Rectangle};
use crate::sim::{Command, Event, Order, Stamped, World, step};

struct Table {
    theatre: Theatre,
    world: World,
    shelf: Briefing,
}

fn table() -> Table {
    let theatre = Theatre::new(units_alone());
    let world = World::new(&theatre, 1);
    let shelf = briefing(&theatre, None);
    Table { theatre, world, shelf }
}

impl Table {
    fn commander(&self, sru: SruId) -> SeatId {
        self.theatre.sru(sru).seat
    }

    fn picture(&self, sru: SruId) -> Picture {
        project(&self.theatre, &self.world, self.commander(sru))
    }

    fn estimate(&self, sru: SruId, order: &Order) -> Result<Estimate, String> {
        let picture = self.picture(sru);
        let view = picture.srus.iter().find(|view| view.sru == sru).unwrap();
        let card = picture.cards.iter().find(|card| card.sru == sru).unwrap();
        estimate(&self.shelf, card.data.as_ref().unwrap(), view, order, self.world.tick)
    }

    fn command(&self, sru: SruId, order: &Order) -> Stamped<Command> {
        let body = Command::Order { sru, case: None, order: order.clone() };
        Stamped { tick: self.world.tick.next(), seat: Some(self.commander(sru)), seq: sru.0, body }
    }

    /// What the host answers, without letting it happen.
    fn host(&self, sru: SruId, order: &Order) -> Result<(), String> {
        let mut world = self.world.clone();
        let events = step(&self.theatre, &mut world, &[self.command(sru, order)]);
        let refused = events.into_iter().find_map(|event| match event.body {
            Event::CommandRejected { why, .. } => Some(why.to_string()),
            _ => None,
        });
        refused.map_or(Ok(()), Err)
    }

    fn all(&self) -> impl Iterator<Item = SruId> + use<> {
        (0..self.world.srus.len()).map(SruId::new)
    }

    fn named(&self, id: &str) -> SruId {
        self.all().find(|sru| self.theatre.sru(*sru).id == id).unwrap()
    }
}

/// Places all over the exercise's sea, and some on land.
fn targets(from: u32, n: u32) -> impl Iterator<Item = Position> {
    // A sequence that fills a rectangle evenly (van der Corput, Halton).
    let fraction = |mut i: u32, base: u32| {
        let (mut value, mut share) = (0.0, 1.0);
        while i > 0 {
            share /= f64::from(base);
            value += share * f64::from(i % base);
            i /= base;
        }
        value
    };
    (from..from + n).map(move |i| at(-16.0 + 13.0 * fraction(i, 2), 98.0 + 15.0 * fraction(i, 3)))
}

fn square(centre: Position, side_nmi: f64) -> Order {
    let side = metres(side_nmi);
    let area = Rectangle { centre, length_m: side, width_m: side, axis_true_deg: 30.0 };
    Order::Search { area, pattern: Pattern::ParallelSweep, spacing_m: metres(2.0) }
}

#[test]
fn an_estimate_refuses_when_the_host_does_and_in_its_words() {
    let mut table = table();
    let (mut fuel, mut way, mut other, mut taken) = (0, 0, 0, 0);
    for (i, to) in targets(1, 40).enumerate() {
        for sru in table.all() {
            // From full to nearly empty.
            table.world.srus[sru.index()].fuel = 1.0 - (i % 8) as f64 / 8.0;
            let order = match (i + sru.index()) % 4 {
                0 => Order::Proceed { to },
                1 => Order::Recover { at: to },
                2 => Order::Escort { at: to },
                _ => square(to, 20.0),
            };
            let (ours, hosts) = (table.estimate(sru, &order), table.host(sru, &order));
            assert_eq!(ours.as_ref().map(|_| ()), hosts.as_ref().map(|_| ()), "{sru} {order:?}");
            match hosts {
                Ok(()) => taken += 1,
                Err(why) if why.contains("has fuel for") => fuel += 1,
                Err(why) if why.contains("cannot reach") => way += 1,
                Err(_) => other += 1,
            }
        }
    }
    println!(
        "of {} orders: {taken} taken, refused for fuel {fuel}, for want of a way {way}, otherwise {other}",
        taken + fuel + way + other
    );
    assert!(fuel > 50 && way > 10 && other > 10 && taken > 100, "{fuel} {way} {other} {taken}");
}

#[test]
fn units_arrive_when_they_were_expected() {
    let mut late_min: Vec<f64> = Vec::new();
    for round in 0..3_u32 {
        let mut table = table();
        let mut expected: Vec<(SruId, Estimate, Tick)> = Vec::new();
        let mut commands = Vec::new();
        for sru in table.all() {
            // The first target that it can be sent to.
            let start = 1 + 97 * round + 13 * sru.0;
            let orders =
                targets(start, 60).map(|to| if sru.0 % 3 == 0 { square(to, 20.0) } else { Order::Proceed { to } });
            let Some((order, seen)) = orders.into_iter().find_map(|o| table.estimate(sru, &o).ok().map(|e| (o, e)))
            else {
                continue;
            };
            commands.push(table.command(sru, &order));
            expected.push((sru, seen, Tick::START));
        }
        assert!(expected.len() > 10);
        let last = expected.iter().map(|(_, seen, _)| seen.eta).max().unwrap();
        while table.world.tick < last.after(Span::hours(2)) {
            let events = step(&table.theatre, &mut table.world, &commands);
            commands.clear();
            for event in events {
                let Event::SruArrived { sru, .. } = event.body else { continue };
                if let Some((_, seen, came)) = expected.iter_mut().find(|(s, ..)| *s == sru)
                    && *came == Tick::START
                {
                    *came = event.tick;
                    let unit = &table.world.srus[sru.index()];
                    assert!((unit.fuel - seen.fuel).abs() < 0.01, "{sru}: {} against {}", unit.fuel, seen.fuel);
                }
            }
        }
        for (sru, seen, came) in &expected {
            assert!(*came > Tick::START, "{sru} never came; expected at {}", seen.eta);
            let minutes = (f64::from(came.0) - f64::from(seen.eta.0)) / 6.0;
            let allowed = 5.0_f64.max(0.1 * seen.eta.hours() * 60.0);
            assert!(minutes.abs() <= allowed, "{sru} came {minutes} min after {}", seen.eta);
            late_min.push(minutes);
        }
    }
    late_min.sort_by(f64::total_cmp);
    let n = late_min.len();
    println!(
        "{n} arrivals: earliest {:.1} min, median {:.1} min, latest {:.1} min after the estimate",
        late_min[0],
        late_min[n / 2],
        late_min[n - 1]
    );
    assert!(late_min[n / 2].abs() < 1.0);
}

#[test]
fn a_unit_in_port_counts_its_notice_and_what_it_must_still_take_on() {
    let mut table = table();
    let boat = table.named("kn-sar-merak");
    let order = Order::Proceed { to: at(-6.4, 105.0) };
    let seen = table.estimate(boat, &order).unwrap();
    assert_eq!(seen.departs, Tick(361));
    assert!(seen.distance_m > metres(60.0) && seen.eta > seen.departs);
    assert_eq!(seen.way.first().copied(), Some(table.world.srus[boat.index()].position));
    assert!(seen.way.last().unwrap().distance_m(at(-6.4, 105.0)) < 1.0);
    assert!(seen.fuel < 1.0 && seen.fuel > 0.8, "{}", seen.fuel);
    // Half a tank takes three hours times 0.45 to fill to what it leaves with.
    table.world.srus[boat.index()].fuel = 0.5;
    let seen = table.estimate(boat, &order).unwrap();
    assert_eq!(seen.departs, Tick(486));
    let home = seen.refuge.unwrap();
    assert_eq!(table.shelf.places[home.place.index()].party, table.theatre.sru(boat).party);
    assert!(seen.on_scene.unwrap() > Span::hours(20));
}

#[test]
fn an_estimate_says_what_speaks_against_an_order() {
    let mut table = table();
    let boat = table.named("kn-sar-merak");
    let there = at(-6.4, 105.0);
    let order = Order::Recover { at: there };
    let seen = table.estimate(boat, &order).unwrap();
    // An hour's notice and some three hours' way from 11:30Z: past sunset.
    assert!(!seen.daylight && seen.cautions.iter().any(|c| c.contains("dark")), "{:?}", seen.cautions);
    assert_eq!(seen.room, table.theatre.sru(boat).capacity);
    assert!(seen.lift_per_h > 0.0 && seen.leaves.is_none() && seen.work.is_none());
    // Rougher than its means and its limit allow, at sea already.
    table.world.srus[boat.index()].activity = crate::sim::Activity::Waiting;
    table.world.srus[boat.index()].order = Some(Order::Proceed { to: there });
    table.shelf.forecast.wave_height_m = Field::Constant(3.5);
    let seen = table.estimate(boat, &order).unwrap();
    assert_eq!(seen.leaves, Some(Order::Proceed { to: there }));
    assert_eq!(seen.lift_per_h, 0.0);
    for words in ["limit is 2.5 m", "cannot take anybody"] {
        assert!(seen.cautions.iter().any(|c| c.contains(words)), "{words}: {:?}", seen.cautions);
    }
    // In port such a sea is a refusal.
    table.world.srus[boat.index()].activity = crate::sim::Activity::InPort { place: PlaceId(1), ready_at: None };
    assert!(table.estimate(boat, &order).unwrap_err().contains("waves are 3.5 m"));
    // A search that outlasts the fuel.
    let helicopter = table.named("helicopter-halim");
    let seen = table.estimate(helicopter, &square(at(-6.9, 105.6), 80.0)).unwrap();
    assert!(seen.work > seen.on_scene && seen.cautions.iter().any(|c| c.contains("fuel lets it stay")));
    // Who has the command.
    let picture = table.picture(boat);
    let mut view = picture.srus.iter().find(|v| v.sru == boat).unwrap().clone();
    view.mine = false;
    let why = estimate(&table.shelf, table.theatre.sru(boat), &view, &order, Tick::START).unwrap_err();
    assert!(why.contains("not under your orders") && why.contains("Indonesian maritime"), "{why}");
}

#[test]
fn the_nearest_place_of_safety_is_of_any_country_and_reached_round_land() {
    let table = table();
    let (patrol, dash) = (table.named("hmas-wollongong"), table.named("dash-8"));
    let place = |sru: SruId, position| {
        let (place, way_m) = nearest_safe(&table.shelf, table.theatre.sru(sru), position).unwrap();
        (table.shelf.places[place.index()].id.clone(), way_m)
    };
    // South of Java: an Indonesian port for the Australian boat, airfields for the aircraft.
    let there = at(-7.3, 106.4);
    assert_eq!(place(patrol, there).0, "pelabuhan-ratu");
    assert_eq!(place(dash, there).0, "halim");
    let (port, way_m) = place(patrol, at(-10.0, 105.5));
    assert_eq!(port, "flying-fish-cove");
    assert!((way_m / metres(27.7) - 1.0).abs() < 0.1, "{way_m}");
    let jakarta = region(&table.shelf, at(-7.5, 105.5)).unwrap();
    assert_eq!(table.shelf.seats[jakarta.index()].id, "rcc-jakarta");
    assert_eq!(region(&table.shelf, at(29.0, 61.0)), None);
}

#[test]
fn who_must_agree_before_people_land() {
    let table = table();
    let patrol = table.named("hmas-wollongong");
    let picture = table.picture(patrol);
    let id = |name: &str| PlaceId::new(table.shelf.places.iter().position(|p| p.id == name).unwrap());
    assert_eq!(consent(&table.shelf, &picture, id("flying-fish-cove")), None);
    let jakarta = consent(&table.shelf, &picture, id("merak")).unwrap();
    assert_eq!(table.shelf.seats[jakarta.index()].id, "rcc-jakarta");
    let mut agreed = picture.clone();
    agreed.requests.push(crate::picture::RequestView {
        request: crate::base::ids::RequestId(1),
        other: jakarta,
        of_us: false,
        case: crate::base::ids::CraftId(0),
        what: crate::sim::Ask::Land { place: id("merak"), persons: 3 },
        at: Tick(4),
        answer: Some((crate::sim::Answer::Accept, Tick(9))),
        course: crate::picture::Course::default(),
    });
    assert_eq!(consent(&table.shelf, &agreed, id("merak")), None);
    assert_eq!(consent(&table.shelf, &agreed, id("cilacap")), Some(jakarta));
    assert_eq!(consent(&table.shelf, &agreed, PlaceId(99)), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_order_makes_it_stumble(
        lat in -90.0..90.0_f64, lon in -180.0..180.0_f64, side in any::<f64>(), spacing in any::<f64>(),
        axis in any::<f64>(), speed in any::<f64>(), range in any::<f64>(), fuel in any::<f64>(), now in any::<u32>(),
        doing in 0..5_usize,
    ) {
        let table = table();
        let sru = table.named("kn-sar-merak");
        let picture = table.picture(sru);
        let mut view = picture.srus.iter().find(|view| view.sru == sru).unwrap().clone();
        let mut data = table.theatre.sru(sru).clone();
        (data.transit_mps, data.search_mps, data.range_m) = (speed, speed, range);
        view.fuel = fuel;
        view.range_left_m = fuel * range;
        view.doing = [
            Doing::InPort(PlaceId(0)), Doing::GettingReady(PlaceId(0), Tick(u32::MAX)), Doing::Waiting,
            Doing::Landing(PlaceId(0)), Doing::OnPassage,
        ][doing];
        let to = at(lat, lon);
        let area = Rectangle { centre: to, length_m: side, width_m: side, axis_true_deg: axis };
        for order in [
            Order::Proceed { to }, Order::Recover { at: to }, Order::Escort { at: to }, Order::Return, Order::Resume,
            Order::Search { area, pattern: Pattern::ExpandingSquare, spacing_m: spacing },
            Order::Land { place: PlaceId(700) }, Order::Land { place: PlaceId(1) },
        ] {
            let _ = estimate(&table.shelf, &data, &view, &order, Tick(now));
        }
        let _ = nearest_safe(&table.shelf, &data, to);
    }
}
