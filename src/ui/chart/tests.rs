//! The chart through the accessibility tree, and pictures of its symbols.

use egui::{Key, Modifiers, PointerButton, Shape, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::fixture::{Fixture, NOW, at, rectangle, scattered};
use super::symbols::Mark;
use super::*;
use crate::base::ids::{CraftId, PlaceId, SeatId, SruId};
use crate::scenario::{Antenna, PlaceKind, SruKind};
use crate::sim::Seen;
use crate::ui::theme::Palette;

/// A chart, what it shows, and what came out of it.
struct Desk {
    chart: Chart,
    fixture: Fixture,
    palette: Palette,
    selected: Option<Selected>,
    events: Vec<ChartEvent>,
}

fn desk() -> Harness<'static, Desk> {
    let mut chart = Chart::default();
    chart.look_at(at(-8.05, 105.25), 120.0);
    let state = Desk { chart, fixture: Fixture::new(), palette: Palette::Day, selected: None, events: Vec::new() };
    let mut harness = Harness::builder().with_size(vec2(1000.0, 700.0)).build_ui_state(
        |ui, desk: &mut Desk| {
            let theme = Theme::of(desk.palette);
            theme.apply(ui.ctx());
            let scene = desk.fixture.seat(desk.selected);
            desk.events.extend(desk.chart.show(ui, &scene, &theme));
        },
        state,
    );
    harness.run();
    harness
}

/// What came out since last asked, but for where the pointer is.
fn events(harness: &mut Harness<'_, Desk>) -> Vec<ChartEvent> {
    let events = std::mem::take(&mut harness.state_mut().events);
    events.into_iter().filter(|event| !matches!(event, ChartEvent::Hover(_))).collect()
}

fn focus(harness: &mut Harness<'_, Desk>) {
    harness.get_by_label("Chart").focus();
    harness.run();
    events(harness);
}

fn press(harness: &mut Harness<'_, Desk>, key: Key) {
    harness.key_press(key);
    harness.run();
}

/// The place on the screen of a position, as the chart stands.
fn screen(harness: &Harness<'_, Desk>, position: Position) -> Pos2 {
    let rect = harness.get_by_label("Chart").rect();
    let chart = &harness.state().chart;
    Projection { centre: chart.centre, scale: chart.scale, rect }.screen(position)
}

fn click(harness: &mut Harness<'_, Desk>, at: Pos2, button: PointerButton) {
    harness.hover_at(at);
    for pressed in [true, false] {
        harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
    }
    harness.run();
}

fn drag(harness: &mut Harness<'_, Desk>, from: Pos2, to: Pos2) {
    harness.hover_at(from);
    harness.drag_at(from);
    for share in [0.3, 0.7, 1.0] {
        harness.hover_at(from + (to - from) * share);
    }
    harness.run();
    harness.drop_at(to);
    harness.run();
}

#[test]
fn a_unit_is_reached_with_tab_and_selected_with_enter() {
    let mut harness = desk();
    focus(&mut harness);
    let name = "KN SAR Merak, own vessel, searching, 12 survivors";
    for _ in 0..10 {
        press(&mut harness, Key::Tab);
        if harness.get_by_label(name).is_focused() {
            break;
        }
    }
    assert!(harness.get_by_label(name).is_focused());
    press(&mut harness, Key::Enter);
    assert_eq!(events(&mut harness), [ChartEvent::Selected(Selected::Sru(SruId(0)))]);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    harness.run();
    let merak = harness.state().fixture.picture.srus[0].position;
    assert_eq!(events(&mut harness), [ChartEvent::Act(Selected::Sru(SruId(0)), merak)]);
    // Escape goes back to the chart, and Enter there is the cross in its middle.
    press(&mut harness, Key::Escape);
    assert!(harness.get_by_label("Chart").is_focused());
    press(&mut harness, Key::Enter);
    let [ChartEvent::Selected(Selected::Position(position))] = events(&mut harness)[..] else { panic!("no position") };
    assert!(position.distance_m(harness.state().chart.centre()) < 200.0);
}

#[test]
fn things_are_named_clicked_and_acted_upon() {
    let mut harness = desk();
    for (name, what) in [
        ("Patrol 2, own aeroplane, under way", Selected::Sru(SruId(1))),
        ("HMAS Maitland, lent vessel, under way", Selected::Sru(SruId(5))),
        ("MV Vulpecula, ship on AIS, heard 5 min ago", Selected::Sru(SruId(6))),
        ("Contact 2, capsized hull, seen 23 min ago", Selected::Contact(1)),
        ("Contact 3, person in the water, 3 persons, seen 23 min ago", Selected::Contact(2)),
        ("Contact 4, debris, seen 23 min ago, nobody left there", Selected::Contact(3)),
        (
            "Case 1, newest position: blue wooden fishing boat, about 18 m, told by the vessel, of 1705Z, 20 min old",
            Selected::Case(CraftId(0)),
        ),
    ] {
        harness.get_by_label(name).click();
        harness.run();
        assert_eq!(events(&mut harness), [ChartEvent::Selected(what)], "{name}");
    }
    harness.get_by_label_contains("Contact 2,").click_secondary();
    harness.run();
    let hull = harness.state().fixture.picture.contacts[0].position;
    assert_eq!(events(&mut harness), [ChartEvent::Act(Selected::Contact(1), hull)]);
    // A port out of view is reached by keyboard and screen reader all the same, and comes into view.
    harness.get_by_label_contains("Flying Fish Cove, port").focus();
    harness.run();
    assert!(harness.state().chart.centre().distance_nmi(at(-10.43, 105.67)) < 10.0);
    press(&mut harness, Key::Enter);
    assert_eq!(events(&mut harness), [ChartEvent::Selected(Selected::Place(PlaceId(1)))]);
}

#[test]
fn bare_water_is_pointed_at_in_mariners_degrees() {
    let mut harness = desk();
    let wanted = at(-8.5, 105.0);
    let spot = screen(&harness, wanted);
    click(&mut harness, spot, PointerButton::Primary);
    click(&mut harness, spot, PointerButton::Secondary);
    let found = events(&mut harness);
    let [ChartEvent::Selected(Selected::Position(a)), ChartEvent::Act(Selected::Position(b), c)] = found[..] else {
        panic!("{found:?}")
    };
    assert!(a.distance_m(wanted) < 300.0 && b == c && b.distance_m(wanted) < 300.0);
    harness.hover_at(spot);
    harness.run();
    assert!(harness.state().events.iter().any(|e| matches!(e, ChartEvent::Hover(p) if p.distance_m(wanted) < 300.0)));
}

#[test]
fn arrows_move_plus_zooms_home_shows_everything() {
    let mut harness = desk();
    focus(&mut harness);
    let (before, scale) = (harness.state().chart.centre(), harness.state().chart.scale);
    press(&mut harness, Key::ArrowRight);
    assert!(harness.state().chart.centre().lon_deg() > before.lon_deg() + 0.05);
    assert!(harness.get_by_label("Chart").is_focused());
    press(&mut harness, Key::ArrowUp);
    assert!(harness.state().chart.centre().lat_deg() > before.lat_deg() + 0.05);
    press(&mut harness, Key::Plus);
    assert!(harness.state().chart.scale > 1.3 * scale);
    press(&mut harness, Key::Minus);
    press(&mut harness, Key::Minus);
    assert!(harness.state().chart.scale < scale);
    harness.state_mut().chart.look_at(at(20.0, 70.0), 10.0);
    harness.run();
    assert!(harness.state().chart.centre().distance_nmi(at(20.0, 70.0)) < 0.1);
    press(&mut harness, Key::Home);
    let rect = harness.get_by_label("Chart").rect();
    for sru in &harness.state().fixture.picture.srus {
        assert!(rect.contains(screen(&harness, sru.position)));
    }
}

#[test]
fn dragging_moves_the_water_and_the_wheel_zooms_about_the_pointer() {
    let mut harness = desk();
    let (from, to) = (pos2(300.0, 500.0), pos2(420.0, 450.0));
    let rect = harness.get_by_label("Chart").rect();
    let view = |harness: &Harness<'_, Desk>| {
        let chart = &harness.state().chart;
        Projection { centre: chart.centre, scale: chart.scale, rect }
    };
    let held = view(&harness).position(from);
    drag(&mut harness, from, to);
    assert!(view(&harness).position(to).distance_nmi(held) < 1.0);
    harness.hover_at(to);
    harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, 100.0),
        phase: egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
    let scale = harness.state().chart.scale;
    harness.run();
    assert!(harness.state().chart.scale > 1.2 * scale);
    assert!(view(&harness).position(to).distance_nmi(held) < 1.0);
}

#[test]
fn two_clicks_measure_and_the_selected_unit_says_how_long() {
    let mut harness = desk();
    harness.state_mut().selected = Some(Selected::Sru(SruId(0)));
    focus(&mut harness);
    press(&mut harness, Key::M);
    assert!(harness.state().chart.measure);
    let (from, to) = (at(-8.6, 104.6), at(-8.6, 105.0));
    for place in [from, to] {
        let spot = screen(&harness, place);
        click(&mut harness, spot, PointerButton::Primary);
    }
    assert_eq!(events(&mut harness), []);
    let said = harness.get_by_label_contains(" NM, ").value().unwrap_or_default();
    assert!(said.starts_with("090° 23.") && said.ends_with("(KN SAR Merak)"), "{said}");
    press(&mut harness, Key::Escape);
    assert!(!harness.state().chart.measure);
    assert!(harness.query_by_label_contains(" NM, ").is_none());
}

#[test]
fn an_area_is_drawn_turned_and_ended() {
    let mut harness = desk();
    harness.state_mut().chart.ask_for_area(None);
    harness.run();
    let (from, to) = (at(-8.2, 104.6), at(-8.5, 105.0));
    let (a, b) = (screen(&harness, from), screen(&harness, to));
    drag(&mut harness, a, b);
    let found = events(&mut harness);
    let [ChartEvent::Area(area)] = found[..] else { panic!("{found:?}") };
    assert!(area.centre.distance_nmi(at(-8.35, 104.8)) < 0.5, "{}", area.centre);
    assert_eq!(area.axis_true_deg, 90.0);
    assert!((area.length_m / 1852.0 - 23.8).abs() < 0.5 && (area.width_m / 1852.0 - 18.0).abs() < 0.5);
    press(&mut harness, Key::CloseBracket);
    let found = events(&mut harness);
    assert!(matches!(found[..], [ChartEvent::Area(area)] if area.axis_true_deg == 95.0), "{found:?}");
    press(&mut harness, Key::Enter);
    assert_eq!(events(&mut harness).len(), 1);
    assert!(!harness.state().chart.asks_for_area());
}

#[test]
fn an_area_is_drawn_by_keyboard_alone() {
    let mut harness = desk();
    focus(&mut harness);
    harness.state_mut().chart.ask_for_area(None);
    press(&mut harness, Key::Enter);
    let found = events(&mut harness);
    let [ChartEvent::Area(first)] = found[..] else { panic!("{found:?}") };
    press(&mut harness, Key::ArrowRight);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    harness.run();
    let found = events(&mut harness);
    let [ChartEvent::Area(moved), ChartEvent::Area(grown)] = found[..] else { panic!("{found:?}") };
    assert!(moved.centre.lon_deg() > first.centre.lon_deg() && moved.length_m == first.length_m);
    assert!(grown.length_m > moved.length_m);
    press(&mut harness, Key::Escape);
    assert!(!harness.state().chart.asks_for_area());
    // With a start, it is there to be changed.
    harness.state_mut().chart.ask_for_area(Some(rectangle(at(-8.0, 105.0), 10.0, 5.0, 30.0)));
    harness.run();
    assert!(harness.query_by_label("10.0 by 5.0 NM, axis 030°, 50 NM²").is_some());
}

#[test]
fn layers_are_switched_off_and_the_legend_on() {
    let mut harness = desk();
    assert!(harness.query_by_label_contains("Merak, port").is_some());
    harness.get_by_label("Layers").click();
    harness.run();
    harness.get_by_label("Ports, airfields, stations").click();
    harness.run();
    assert!(!harness.state().chart.layers.places);
    assert!(harness.query_by_label_contains("Merak, port").is_none());
    harness.get_by_label("Legend (L)").click();
    harness.run();
    assert!(harness.query_by_label_contains("where a model says it may have drifted").is_some());
    focus(&mut harness);
    press(&mut harness, Key::L);
    assert!(harness.query_by_label_contains("where a model says it may have drifted").is_none());
}

/// Shapes of the last frame, taken apart.
fn shapes(harness: &Harness<'_, Desk>) -> usize {
    fn count(shape: &Shape) -> usize {
        match shape {
            Shape::Vec(shapes) => shapes.iter().map(count).sum(),
            _ => 1,
        }
    }
    harness.output().shapes.iter().map(|clipped| count(&clipped.shape)).sum()
}

#[test]
fn twenty_thousand_particles_are_one_shape_drawn_once() {
    let mut harness = desk();
    // Names may find other places.
    harness.state_mut().chart.layers.labels = false;
    harness.run();
    let middle = at(-8.1, 105.2);
    let few = shapes(&harness);
    let particles = (0..20_000).map(|i| scattered(middle, i, 60_000.0)).collect();
    harness.state_mut().fixture.overlay.cloud = Some(Cloud { particles, weights: Vec::new(), at: NOW });
    let before = (harness.state().chart.particles.drawings, harness.state().chart.ground.drawings);
    harness.run();
    assert_eq!(shapes(&harness), few);
    harness.run_steps(5);
    let after = (harness.state().chart.particles.drawings, harness.state().chart.ground.drawings);
    assert_eq!((after.0 - before.0, after.1 - before.1), (1, 0));
    harness.state_mut().chart.layers.cloud = false;
    harness.run();
    assert_eq!(shapes(&harness), few - 1);
}

#[test]
fn a_whole_fleet_in_one_port_can_still_be_told_apart() {
    let mut harness = desk();
    {
        let desk = harness.state_mut();
        let (sru, card) = (desk.fixture.picture.srus[3].clone(), desk.fixture.picture.cards[4].clone());
        for n in 7..13 {
            let sru = crate::picture::SruView { sru: SruId(n), ..sru.clone() };
            desk.fixture.picture.srus.push(sru);
            let name = format!("Cutter {n}");
            desk.fixture.picture.cards.push(crate::picture::SruCard { sru: SruId(n), name, ..card.clone() });
        }
        desk.chart.look_at(at(-5.93, 106.0), 60.0);
    }
    harness.run();
    for n in 7..13 {
        harness.get_by_label_contains(&format!("Cutter {n}, own vessel")).click();
        harness.run();
        assert_eq!(events(&mut harness), [ChartEvent::Selected(Selected::Sru(SruId(n)))]);
    }
}

#[test]
fn two_charts_side_by_side_do_not_mix_their_tools() {
    let (fixture, theme) = (Fixture::new(), Theme::of(Palette::Day));
    let charts = [Chart::default(), Chart { name: "Truth".to_owned(), ..Chart::default() }];
    let mut harness = Harness::builder().with_size(vec2(1400.0, 600.0)).build_ui_state(
        |ui, charts: &mut [Chart; 2]| {
            ui.columns(2, |columns| {
                charts[0].show(&mut columns[0], &fixture.seat(None), &theme);
                charts[1].show(&mut columns[1], &fixture.excon(), &theme);
            });
        },
        charts,
    );
    harness.run();
    let left = harness.get_by_label("Chart").rect();
    let buttons: Vec<Rect> = harness.get_all_by_label("Measure (M)").map(|button| button.rect()).collect();
    let first = buttons.iter().find(|rect| left.contains(rect.center())).unwrap().center();
    harness.hover_at(first);
    harness.drag_at(first);
    harness.drop_at(first);
    harness.run();
    assert!(harness.state()[0].measure && !harness.state()[1].measure);
}

#[test]
fn a_small_chart_is_one_button() {
    let (mut chart, fixture, theme) = (Chart::default(), Fixture::new(), Theme::of(Palette::Dusk));
    let mut pressed = 0;
    {
        let mut harness = Harness::builder().with_size(vec2(300.0, 200.0)).build_ui(|ui| {
            let scene = fixture.seat(None);
            let shown = chart.show_small(ui, vec2(200.0, 130.0), &scene, &theme, "Look through RCC North");
            pressed += u32::from(shown.clicked());
        });
        harness.run();
        assert!(harness.query_by_label_contains("KN SAR Merak").is_none());
        harness.get_by_label("Look through RCC North").click();
        harness.run();
    }
    assert_eq!(pressed, 1);
    assert_eq!(chart.layers, Layers::default());
}

#[test]
fn the_truth_is_named_from_the_plan() {
    let (mut chart, fixture, theme) = (Chart::default(), Fixture::new(), Theme::of(Palette::Day));
    let mut harness = Harness::builder().with_size(vec2(900.0, 600.0)).build_ui(|ui| {
        chart.show(ui, &fixture.excon(), &theme);
    });
    harness.run();
    assert!(harness.query_by_label("Harapan, in truth, 40 living, 0 saved, 0 dead").is_some());
    assert!(harness.query_by_label_contains("Rescue 11, in truth, vessel, in port at Merak").is_some());
}

/// The share of a picture's pixels that have a colour.
fn share(picture: &raster::Picture, colour: egui::Color32) -> f64 {
    let wanted = [colour.r(), colour.g(), colour.b()];
    picture.pixels.iter().filter(|pixel| **pixel == wanted).count() as f64 / picture.pixels.len() as f64
}

#[test]
fn the_whole_chart_in_three_palettes() {
    let fixture = Fixture::new();
    for palette in Palette::ALL {
        let theme = Theme::of(palette);
        let mut chart = Chart::default();
        chart.look_at(at(-7.5, 105.6), if palette == Palette::Day { 220.0 } else { 140.0 });
        chart.legend = palette == Palette::Night;
        let picture = raster::picture(vec2(900.0, 640.0), 2, |ui| {
            theme.apply(ui.ctx());
            chart.show(ui, &fixture.seat(Some(Selected::Contact(2))), &theme);
        });
        // To be looked at by people, not compared: names depend on the fonts.
        if let Some(folder) = std::env::var_os("SAREX_PICTURES") {
            std::fs::write(std::path::Path::new(&folder).join(format!("chart-{palette:?}.ppm")), picture.to_ppm())
                .unwrap();
        }
        // The legend hides a good part of the water.
        assert!(share(&picture, theme.sea) > if chart.legend { 0.15 } else { 0.4 }, "{palette:?}");
        assert!(share(&picture, theme.land) > 0.05, "{palette:?}");
        assert!(share(&picture, theme.own) > 0.0001 && share(&picture, theme.contact) > 0.0001, "{palette:?}");
    }
}

/// All symbols of one sort in a row, in one colour, so that only their shapes tell them apart; held to a picture of them.
fn row(name: &str, marks: &[Mark]) {
    apart(marks).check(name);
}

/// The same: no two of them look alike.
fn apart(marks: &[Mark]) -> raster::Picture {
    let theme = Theme::of(Palette::Day);
    let cell = 64.0;
    let picture = raster::picture(vec2(cell * marks.len() as f32, cell), 1, |ui| {
        let mut shapes = vec![Shape::rect_filled(ui.ctx().content_rect(), 0.0, theme.sea)];
        for (i, mark) in marks.iter().enumerate() {
            let at = pos2(cell * (i as f32 + 0.5), cell * 0.5);
            symbols::draw(&mut shapes, *mark, at, 14.0, theme.text, theme.card);
        }
        ui.ctx().layer_painter(egui::LayerId::background()).extend(shapes);
    });
    // They do differ: no two cells are alike.
    let column = |i: usize| -> Vec<[u8; 3]> {
        let (left, right) = (i * cell as usize, (i + 1) * cell as usize);
        picture.pixels.chunks_exact(picture.width).flat_map(|row| row[left..right].to_vec()).collect()
    };
    for i in 0..marks.len() {
        for j in 0..i {
            let (a, b) = (column(i), column(j));
            let differ = a.iter().zip(&b).filter(|(x, y)| x != y).count();
            assert!(differ > 40, "{:?} and {:?} differ in {differ} pixels only", marks[i], marks[j]);
        }
    }
    picture
}

#[test]
fn coast_stations_have_a_symbol_of_their_own_and_are_selected_like_everything_else() {
    let place = Mark::Place { kind: PlaceKind::Port, hospital: false, safe: false };
    apart(&[Mark::Station { own: true }, Mark::Station { own: false }, Mark::Seat, place]);
    let mut harness = desk();
    let antenna = |seat, lat| Antenna { seat: SeatId(seat), position: at(lat, 105.3), height_m: 80.0 };
    harness.state_mut().fixture.briefing.antennas = vec![antenna(1, -8.3), antenna(0, -7.9)];
    harness.run();
    let other = harness.state().fixture.briefing.seats[0].name.clone();
    harness.get_by_label("Your coast station on VHF").click_accesskit();
    harness.run();
    assert_eq!(events(&mut harness), [ChartEvent::Selected(Selected::Station(0))]);
    harness.get_by_label(&format!("Coast station of {other} on VHF")).click_accesskit();
    harness.run();
    assert_eq!(events(&mut harness), [ChartEvent::Selected(Selected::Station(1))]);
    harness.state_mut().chart.layers.places = false;
    harness.run();
    assert!(harness.query_by_label("Your coast station on VHF").is_none(), "it goes with the places");
}

#[test]
fn pictures_of_units() {
    let unit = |kind, course: Option<f32>, lent| Mark::Sru { kind, course, lent };
    row(
        "units",
        &[
            unit(SruKind::Vessel, None, false),
            unit(SruKind::Merchant, None, false),
            unit(SruKind::FixedWing, None, false),
            unit(SruKind::Helicopter, None, false),
            unit(SruKind::Vessel, Some(0.8), false),
            unit(SruKind::Vessel, None, true),
            Mark::Traffic(0.8),
        ],
    );
}

#[test]
fn pictures_of_contacts() {
    let mut marks: Vec<Mark> = [Seen::Vessel, Seen::CapsizedHull, Seen::PersonInWater, Seen::Body, Seen::Debris]
        .map(|seen| Mark::Contact(seen, false))
        .to_vec();
    marks.push(Mark::Contact(Seen::PersonInWater, true));
    marks.extend([Mark::Told { newest: true }, Mark::Told { newest: false }, Mark::Truth(Seen::CapsizedHull)]);
    row("contacts", &marks);
}

#[test]
fn pictures_of_places() {
    let place = |kind, hospital, safe| Mark::Place { kind, hospital, safe };
    row(
        "places",
        &[
            place(PlaceKind::Port, false, false),
            place(PlaceKind::Airfield, false, false),
            place(PlaceKind::Port, true, false),
            place(PlaceKind::Port, false, true),
            place(PlaceKind::Airfield, true, true),
            Mark::Seat,
        ],
    );
}
