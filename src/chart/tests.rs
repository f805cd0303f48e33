//! Tests of the coast as a whole against places everybody can look up.

use super::{Coast, NoRoute, Route};
use crate::base::position::NAUTICAL_MILE_M;
use crate::base::{Digest, Noise, Position, Stream};

fn at(lat_deg: f64, lon_deg: f64) -> Position {
    Position::new(lat_deg, lon_deg).unwrap()
}

/// The ports and bases of sar-models.md section 7.3.
const PORTS: [(&str, f64, f64); 61] = [
    ("Ulee Lheue", 5.57, 95.28),
    ("Sabang", 5.89, 95.32),
    ("Lhokseumawe", 5.25, 97.05),
    ("Kuala Langsa", 4.53, 98.02),
    ("Meulaboh", 4.14, 96.12),
    ("Belawan", 3.79, 98.69),
    ("Sibolga", 1.74, 98.78),
    ("Gunungsitoli", 1.29, 97.62),
    ("Padang", -1.00, 100.37),
    ("Batam", 1.13, 104.05),
    ("Tanjung Pinang", 0.92, 104.45),
    ("Merak", -5.93, 106.00),
    ("Tanjung Priok", -6.10, 106.88),
    ("Pelabuhan Ratu", -6.99, 106.55),
    ("Cilacap", -7.73, 109.00),
    ("Surabaya", -7.20, 112.74),
    ("Benoa", -8.75, 115.21),
    ("Kupang", -10.17, 123.58),
    ("Dili", -8.55, 125.58),
    ("Langkawi", 6.30, 99.85),
    ("Lumut", 4.23, 100.62),
    ("Penang", 5.42, 100.35),
    ("Port Klang", 3.00, 101.39),
    ("Johor Bahru", 1.45, 103.76),
    ("Kuantan", 3.97, 103.43),
    ("Phuket", 7.81, 98.40),
    ("Tap Lamu", 8.57, 98.22),
    ("Ranong", 9.95, 98.60),
    ("Satun", 6.50, 100.07),
    ("Sattahip", 12.63, 100.88),
    ("Songkhla", 7.22, 100.58),
    ("Sittwe", 20.14, 92.90),
    ("Kyaukphyu", 19.43, 93.55),
    ("Yangon", 16.77, 96.17),
    ("Mawlamyine", 16.48, 97.62),
    ("Dawei", 14.15, 98.08),
    ("Myeik", 12.44, 98.60),
    ("Kawthaung", 9.98, 98.55),
    ("Chattogram", 22.31, 91.80),
    ("Cox's Bazar", 21.44, 91.97),
    ("Teknaf", 20.87, 92.30),
    ("Port Blair", 11.68, 92.73),
    ("Campbell Bay", 7.00, 93.92),
    ("Car Nicobar", 9.16, 92.80),
    ("Chennai", 13.10, 80.30),
    ("Visakhapatnam", 17.69, 83.29),
    ("Colombo", 6.95, 79.85),
    ("Trincomalee", 8.56, 81.22),
    ("Galle", 6.03, 80.22),
    ("Kankesanturai", 9.82, 80.04),
    ("Flying Fish Cove", -10.43, 105.67),
    ("Cocos", -12.10, 96.87),
    ("Darwin", -12.47, 130.85),
    ("Singapore", 1.32, 104.02),
    ("Puerto Princesa", 9.75, 118.73),
    ("Zamboanga", 6.90, 122.08),
    ("Vung Tau", 10.34, 107.08),
    ("Phu Quoc", 10.22, 103.96),
    ("Ream", 10.51, 103.61),
    ("Muara", 5.03, 115.07),
    ("Port Moresby", -9.47, 147.15),
];

#[test]
fn land_and_sea_are_where_they_are() {
    let coast = Coast::region();
    for (name, lat, lon) in [
        ("Jakarta", -6.2, 106.83),
        ("Bandung", -6.9, 107.6),
        ("Lake Toba, which is not sea", 2.6, 98.9),
        ("Christmas Island", -10.48, 105.63),
        ("Singapore", 1.36, 103.82),
        ("Great Nicobar", 7.0, 93.8),
        ("Siberut", -1.4, 98.9),
        ("South Pagai", -3.0, 100.3),
        ("Enggano", -5.39, 102.25),
        ("South Island, Cocos", -12.192, 96.85),
        ("Alice Springs", -23.7, 133.9),
        ("Kathmandu", 27.7, 85.3),
    ] {
        assert!(coast.is_land(at(lat, lon)), "{name} is not land");
    }
    for (name, lat, lon) in [
        ("Java Sea", -5.0, 109.0),
        ("Sunda Strait", -6.0, 105.6),
        ("Indian Ocean", -20.0, 85.0),
        ("Indian Ocean on the latitude of Fiji", -16.7, 75.0),
        ("Malacca Strait", 3.5, 100.0),
        ("Singapore Strait", 1.2, 103.9),
        ("Lombok Strait", -8.6, 115.75),
        ("Bay of Bengal", 15.0, 88.0),
        ("Great Australian Bight", -34.0, 130.0),
        ("the region's south-west corner", -45.0, 60.0),
    ] {
        assert!(!coast.is_land(at(lat, lon)), "{name} is not sea");
    }
    assert!(!coast.covers(at(51.5, 0.0)) && !coast.is_land(at(51.5, 0.0)), "London is outside the region");
    assert!(coast.covers(at(-45.0, 60.0)) && coast.covers(at(30.0, 160.0)) && !coast.covers(at(30.1, 100.0)));
    assert_eq!(coast.digest(), Digest::of_bytes(super::coast::COAST));
}

/// Pseudo-random numbers from 0 to 1.
fn numbers(subject: u64) -> impl FnMut() -> f64 {
    let mut draws = Noise::new(20_260_101).once(Stream::Manifest, subject);
    move || draws.unit()
}

/// The even-odd rule over every edge of every ring, in the plain way.
fn is_land_by_counting(coast: &Coast, p: Position) -> bool {
    let (x, y) = ((p.lon_deg() - 60.0) * 10_000.0, (p.lat_deg() + 45.0) * 10_000.0);
    let mut is_land = false;
    for ring in &coast.rings {
        for (i, b) in ring.iter().enumerate() {
            let a = ring[(i + ring.len() - 1) % ring.len()];
            let (x1, y1, x2, y2) = (f64::from(a.0), f64::from(a.1), f64::from(b.0), f64::from(b.1));
            is_land ^= (y1 > y) != (y2 > y) && x1 + (y - y1) / (y2 - y1) * (x2 - x1) < x;
        }
    }
    is_land
}

#[test]
fn the_index_agrees_with_counting_every_edge() {
    let coast = Coast::region();
    let mut next = numbers(1);
    let mut land = 0;
    for i in 0..3000 {
        // Half of the places anywhere, half among islands, and some on whole tenths, where cells meet.
        let p = match i % 4 {
            0 | 1 => at(-45.0 + 75.0 * next(), 60.0 + 100.0 * next()),
            2 => at(-11.0 + 20.0 * next(), 95.0 + 32.0 * next()),
            _ => at((-110.0 + 200.0 * next()).round() / 10.0, (950.0 + 320.0 * next()).round() / 10.0),
        };
        let expected = is_land_by_counting(coast, p);
        assert_eq!(coast.is_land(p), expected, "{p} {p:?}");
        land += u32::from(expected);
    }
    assert!((500..2500).contains(&land), "{land} of 3000 places are land");
}

#[test]
fn a_line_meets_land_if_it_ends_there_and_either_way() {
    let coast = Coast::region();
    let mut next = numbers(2);
    let mut met = 0;
    for _ in 0..3000 {
        let a = at(-11.0 + 20.0 * next(), 95.0 + 32.0 * next());
        let b = a.shifted(60_000.0 * (next() - 0.5), 60_000.0 * (next() - 0.5));
        let (there, back) = (coast.first_land(a, b), coast.first_land(b, a));
        assert_eq!(there.is_some(), back.is_some(), "{a} to {b}");
        if coast.is_land(a) {
            assert_eq!(there, Some(a));
        }
        if coast.is_land(b) {
            assert!(there.is_some(), "{a} to {b} ends on land");
        }
        let Some(shore) = there.filter(|_| !coast.is_land(a)) else { continue };
        met += 1;
        assert!(coast.distance_to_coast_m(shore) < 1.0, "{shore} is not on the shore");
        // No land before it: looked at every 50 m.
        let steps = (a.distance_m(shore) / 50.0) as u32;
        for step in 0..steps {
            let share = f64::from(step) / f64::from(steps);
            let lat = a.lat_deg() + share * (shore.lat_deg() - a.lat_deg());
            let lon = a.lon_deg() + share * (shore.lon_deg() - a.lon_deg());
            assert!(!coast.is_land(at(lat, lon)), "{a} to {b} crosses land before {shore}");
        }
    }
    assert!(met > 100, "only {met} lines met land");
}

#[test]
fn a_line_from_outside_the_region_meets_the_land_in_it() {
    let coast = Coast::region();
    let (outside, inside) = (at(-25.0, 175.0), at(-25.0, 130.0));
    let shore = coast.first_land(outside, inside).unwrap();
    assert!((152.0..154.0).contains(&shore.lon_deg()), "Queensland's shore is not at {shore}");
    assert_eq!(coast.first_land(at(-50.0, 70.0), at(-48.0, 170.0)), None);
    assert_eq!(coast.first_land(at(-50.0, -170.0), at(89.0, -170.0)), None);
}

#[test]
fn the_nearest_shore_is_found_among_all() {
    let coast = Coast::region();
    let mut next = numbers(3);
    for i in 0..60 {
        let p = if i % 2 == 0 {
            at(-45.0 + 75.0 * next(), 60.0 + 100.0 * next())
        } else {
            at(-11.0 + 20.0 * next(), 95.0 + 32.0 * next())
        };
        // Every point of the coast, cuts left out: no shore is nearer than the answer, and some point is
        // at most the longest edge farther.
        let scale = crate::base::math::cos(p.lat_deg().to_radians());
        let mut nearest_m = f64::INFINITY;
        for &(x, y) in coast.rings.iter().flatten() {
            let corner = at(f64::from(y) / 10_000.0 - 45.0, f64::from(x) / 10_000.0 + 60.0);
            let rough =
                (corner.lat_deg() - p.lat_deg()).abs().max(0.7 * scale * (corner.lon_deg() - p.lon_deg()).abs());
            if rough * 111_000.0 < nearest_m && x > 0 && y < 750_000 && x < 1_000_000 {
                nearest_m = nearest_m.min(corner.distance_m(p));
            }
        }
        let found_m = coast.distance_to_coast_m(p);
        assert!(found_m <= nearest_m * 1.02 + 1.0, "{p}: {found_m} m, but a corner is at {nearest_m} m");
        assert!(found_m >= nearest_m * 0.9 - 15_000.0, "{p}: {found_m} m, but the nearest corner is at {nearest_m} m");
    }
    // Flying Fish Cove lies on the north coast of an island 19 km across.
    let middle = coast.distance_to_coast_m(at(-10.48, 105.63));
    assert!((1000.0..10_000.0).contains(&middle), "the middle of Christmas Island is {middle} m from its coast");
}

#[test]
fn every_port_is_near_the_sea() {
    let coast = Coast::region();
    for (name, lat, lon) in PORTS {
        let port = at(lat, lon);
        let sea = coast.nearest_sea(port, 10_000.0).unwrap_or_else(|| panic!("{name} is far inland"));
        assert!(!coast.is_land(sea) && sea.distance_m(port) <= 10_000.0, "{name}: {sea}");
        if !coast.is_land(port) {
            assert_eq!(sea, port, "{name} is at sea and was moved");
        }
    }
    assert_eq!(coast.nearest_sea(at(-6.9, 107.6), 10_000.0), None, "Bandung is no port");
}

/// The route, after checking what holds for every route.
fn sailed(name: &str, from: Position, to: Position) -> Route {
    let coast = Coast::region();
    let route = coast.route(from, to).unwrap_or_else(|why| panic!("{name}: {why}"));
    assert!(route.waypoints.len() >= 2);
    for (end, wanted) in [(route.waypoints[0], from), (route.waypoints[route.waypoints.len() - 1], to)] {
        assert!(end.distance_m(wanted) <= 10_000.0, "{name} ends at {end} and not at {wanted}");
    }
    for leg in route.waypoints.windows(2) {
        assert_eq!(coast.first_land(leg[0], leg[1]), None, "{name}: leg {} to {} crosses land", leg[0], leg[1]);
        // Along the great circle, every 500 m.
        let (length_m, bearing) = (leg[0].distance_m(leg[1]), leg[0].bearing_true(leg[1]));
        for step in 1..(length_m / 500.0) as u32 {
            let p = leg[0].destination(bearing, f64::from(step) * 500.0);
            assert!(!coast.is_land(p), "{name}: great circle {} to {} crosses land at {p}", leg[0], leg[1]);
        }
    }
    let sum: f64 = route.waypoints.windows(2).map(|leg| leg[0].distance_m(leg[1])).sum();
    assert!((route.length_m - sum).abs() < 1.0);
    route
}

#[test]
fn ships_go_the_ways_ships_go() {
    // Lengths in nautical miles: bounds around what one measures on a chart.
    for (name, from, to, least, most) in [
        ("Merak to Christmas Island", (-5.93, 106.00), (-10.43, 105.67), 270.0, 320.0),
        ("Tanjung Priok through the Sunda Strait", (-6.10, 106.88), (-8.6, 105.4), 220.0, 270.0),
        ("Singapore to Sydney by the Torres Strait", (1.22, 103.9), (-34.0, 151.5), 3900.0, 4400.0),
        ("Belawan to Phuket", (3.79, 98.69), (7.81, 98.40), 240.0, 260.0),
        ("Port Klang to Colombo", (3.00, 101.39), (6.95, 79.85), 1320.0, 1450.0),
        ("Ulee Lheue to Meulaboh", (5.57, 95.28), (4.14, 96.12), 105.0, 130.0),
        ("Fremantle to Kochi across the ocean", (-32.05, 115.7), (9.97, 76.2), 3380.0, 3450.0),
        ("Songkhla to Satun round Singapore", (7.22, 100.58), (6.50, 100.07), 850.0, 1000.0),
        ("Colombo to Trincomalee, not by Adam's Bridge", (6.95, 79.85), (8.56, 81.22), 270.0, 350.0),
        ("Surabaya to Kupang", (-7.20, 112.74), (-10.17, 123.58), 665.0, 760.0),
    ] {
        let route = sailed(name, at(from.0, from.1), at(to.0, to.1));
        let length = route.length_m / NAUTICAL_MILE_M;
        assert!((least..most).contains(&length), "{name} is {length:.0} NM long: {:?}", route.waypoints);
        assert!(route.waypoints.len() <= 20, "{name} has {} legs", route.waypoints.len() - 1);
    }
}

#[test]
fn every_port_can_be_left() {
    for (name, lat, lon) in PORTS {
        sailed(name, at(lat, lon), at(2.0, 88.0));
    }
}

#[test]
fn routes_keep_a_kilometre_off_where_they_can() {
    let coast = Coast::region();
    // Open water all the way, with Java Head to round.
    let route = sailed("round Java Head", at(-5.6, 105.95), at(-8.6, 105.4));
    for leg in route.waypoints.windows(2) {
        let (length_m, bearing) = (leg[0].distance_m(leg[1]), leg[0].bearing_true(leg[1]));
        for step in 0..=(length_m / 500.0) as u32 {
            let p = leg[0].destination(bearing, f64::from(step) * 500.0);
            assert!(coast.distance_to_coast_m(p) > 900.0, "the route passes land at {p}");
        }
    }
}

#[test]
fn there_is_no_route_where_there_is_no_sea() {
    let coast = Coast::region();
    let sea = at(-8.6, 105.4);
    let (bandung, toba, london) = (at(-6.9, 107.6), at(2.6, 98.9), at(51.5, 0.0));
    assert_eq!(coast.route(bandung, sea), Err(NoRoute::OnLand(bandung)));
    assert_eq!(coast.route(sea, toba), Err(NoRoute::OnLand(toba)));
    assert_eq!(coast.route(sea, london), Err(NoRoute::OutsideRegion(london)));
    assert!(NoRoute::OnLand(toba).to_string().contains("choose a place at sea"));
}

#[test]
fn closed_waters_are_closed_from_land_to_land() {
    let coast = Coast::region();
    for (a, b) in super::closed::closed_lines() {
        assert!(coast.is_land(a) && coast.is_land(b), "{a} to {b} leaves a gap");
    }
}

/// A coast file of a region of two by two degrees from 60 E on the equator, with rings in 1e-4 degree.
fn coast_file(rings: &[&[(i64, i64)]]) -> Vec<u8> {
    fn varint(mut number: u64, out: &mut Vec<u8>) {
        while number >= 0x80 {
            out.push((number & 0x7F) as u8 | 0x80);
            number >>= 7;
        }
        out.push(number as u8);
    }
    let signed = |number: i64, out: &mut Vec<u8>| varint(((number << 1) ^ (number >> 63)).cast_unsigned(), out);
    let mut out = b"SXCOAST1".to_vec();
    for edge in [600_000, 0, 620_000, 20_000] {
        signed(edge, &mut out);
    }
    varint(rings.len() as u64, &mut out);
    let mut first = (0, 0);
    for ring in rings {
        varint(ring.len() as u64, &mut out);
        let mut before = first;
        first = ring[0];
        for point in *ring {
            signed(point.0 - before.0, &mut out);
            signed(point.1 - before.1, &mut out);
            before = *point;
        }
    }
    out
}

#[test]
fn a_lagoon_is_sea_without_a_way_out() {
    let atoll: &[(i64, i64)] = &[(5000, 5000), (15_000, 5000), (15_000, 15_000), (5000, 15_000)];
    let lagoon: &[(i64, i64)] = &[(7000, 7000), (13_000, 7000), (13_000, 13_000), (7000, 13_000)];
    let coast = Coast::from_bytes(&coast_file(&[atoll, lagoon])).unwrap();
    let (inside, across, outside) = (at(0.8, 60.8), at(1.2, 61.2), at(0.2, 60.2));
    assert!(!coast.is_land(inside) && coast.is_land(at(0.6, 60.6)) && !coast.is_land(outside));
    assert_eq!(coast.route(inside, outside), Err(NoRoute::NoSeaPath));
    assert_eq!(coast.route(outside, inside), Err(NoRoute::NoSeaPath));
    assert_eq!(coast.route(inside, across).unwrap().waypoints, vec![inside, across]);
    let round = coast.route(outside, at(1.8, 61.8)).unwrap();
    let expected_m = outside.distance_m(at(0.48, 61.52)) + at(0.48, 61.52).distance_m(at(1.8, 61.8));
    assert!((round.length_m / expected_m - 1.0).abs() < 0.02, "{:?}", round.waypoints);
    // Clipping and filling know the hole, too.
    assert_eq!(coast.land_rings(at(0.0, 60.0), at(2.0, 62.0), 0.01).len(), 2);
    assert_eq!(coast.nearest_sea(at(1.0, 60.6), 20_000.0).map(|sea| sea.lon_deg() < 60.5), Some(true));
}

#[test]
fn a_narrow_creek_is_left_by_its_bends() {
    // A creek half a mile wide with two bends, in an island that fills the region's middle.
    let island: &[(i64, i64)] = &[
        (2000, 2000),
        (9000, 2000),
        (9000, 3000),
        (10_000, 3000),
        (10_000, 3900),
        (10_080, 3900),
        (10_080, 2920),
        (9080, 2920),
        (9080, 2000),
        (18_000, 2000),
        (18_000, 18_000),
        (2000, 18_000),
    ];
    let coast = Coast::from_bytes(&coast_file(&[island])).unwrap();
    let (head, sea) = (at(0.385, 61.004), at(0.05, 60.9));
    assert!(!coast.is_land(head));
    let route = coast.route(head, sea).unwrap();
    assert!(route.waypoints.len() >= 4, "{:?}", route.waypoints);
    for leg in route.waypoints.windows(2) {
        assert_eq!(coast.first_land(leg[0], leg[1]), None, "{:?}", route.waypoints);
    }
}

#[test]
fn the_same_question_has_the_same_answer() {
    let coast = Coast::region();
    let (from, to) = (at(1.22, 103.9), at(3.0, 101.39));
    assert_eq!(coast.route(from, to), coast.route(from, to));
    let back = sailed("Port Klang to Singapore", to, from);
    let there = sailed("Singapore to Port Klang", from, to);
    assert!((there.length_m / back.length_m - 1.0).abs() < 0.03, "{} and {} m", there.length_m, back.length_m);
}

#[test]
fn drawn_lines_are_shore_and_thin_out() {
    let coast = Coast::region();
    let (south_west, north_east) = (at(-8.0, 104.0), at(-5.0, 108.0));
    let full = coast.lines(south_west, north_east, 0.0);
    let thin = coast.lines(south_west, north_east, 0.02);
    let count = |lines: &[Vec<Position>]| lines.iter().map(Vec::len).sum::<usize>();
    assert!(count(&full) > 400 && count(&thin) * 4 < count(&full), "{} and {} points", count(&full), count(&thin));
    for p in full.iter().flatten() {
        assert!(coast.distance_to_coast_m(*p) < 1.0, "{p} is not on the shore");
    }
    for p in thin.iter().flatten() {
        assert!(coast.distance_to_coast_m(*p) < 2500.0, "{p} is far from the shore");
    }
    // Where the chart cuts Asia off at 30 N there is no line.
    let north = coast.lines(at(29.0, 61.0), at(30.0, 118.0), 0.0);
    assert!(north.iter().flatten().all(|p| p.lat_deg() < 29.999 || p.lon_deg() > 118.0), "{north:?}");
}

#[test]
fn filled_land_is_the_land() {
    let coast = Coast::region();
    let (south_west, north_east) = (at(-8.0, 104.0), at(-5.0, 108.0));
    let rings = coast.land_rings(south_west, north_east, 0.0);
    let mut next = numbers(4);
    for _ in 0..500 {
        let p = at(-8.0 + 3.0 * next(), 104.0 + 4.0 * next());
        let mut filled = false;
        for ring in &rings {
            for (i, b) in ring.iter().enumerate() {
                let a = ring[(i + ring.len() - 1) % ring.len()];
                let (y1, y2) = (a.lat_deg(), b.lat_deg());
                filled ^= (y1 > p.lat_deg()) != (y2 > p.lat_deg())
                    && a.lon_deg() + (p.lat_deg() - y1) / (y2 - y1) * (b.lon_deg() - a.lon_deg()) < p.lon_deg();
            }
        }
        assert_eq!(filled, coast.is_land(p), "{p}");
    }
    for p in rings.iter().flatten() {
        assert!((-8.001..=-4.999).contains(&p.lat_deg()) && (103.999..=108.001).contains(&p.lon_deg()), "{p}");
    }
    // An island survives a tolerance of a quarter of its size.
    let island = coast.land_rings(at(-11.0, 105.0), at(-10.0, 106.0), 0.05);
    assert_eq!(island.len(), 1);
}
