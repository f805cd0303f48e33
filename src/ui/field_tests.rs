//! Fields, read as functions and typed into through the accessibility tree.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use proptest::prelude::*;

use super::*;
use crate::crew::Crew;
use crate::session::{Exercise, Seating};
use crate::ui::theme::Palette;

fn briefing() -> Briefing {
    let scenario = crate::scenario::read(crate::scenario::EXAMPLE).0.expect("the example is sound");
    let seating = Seating::all(&scenario, Crew::Absent);
    let mut briefing = crate::picture::briefing(Exercise::new(scenario, 1, seating).theatre(), None);
    briefing.start = Utc::parse("2012-06-19T22:00Z").unwrap();
    briefing.local_offset_min = 420;
    briefing
}

fn typed<'a, F: 'a, V: 'a>(field: F, show: impl Fn(&mut F, &mut Ui) -> V + 'a) -> Harness<'a, (F, Option<V>)> {
    Harness::new_ui_state(move |ui, (field, value)| *value = Some(show(field, ui)), (field, None))
}

fn enter<F, V>(harness: &mut Harness<'_, (F, Option<V>)>, label: &str, text: &str) {
    harness.get_by_label(label).focus();
    harness.run();
    harness.get_by_label(label).type_text(text);
    harness.run();
}

#[test]
fn a_position_is_echoed_in_one_notation_with_a_warning_on_land() {
    let theme = Theme::of(Palette::Day);
    let mut harness =
        typed(PositionField::default(), move |field: &mut PositionField, ui| field.show(ui, "Position", &theme));
    harness.run();
    assert!(harness.query_by_label_contains("or click the chart").is_some());
    enter(&mut harness, "Position", "8 36 24 S, 105 24 0 E");
    assert!(harness.query_by_label("= 08°36.4'S 105°24.0'E").is_some());
    assert!(harness.state().1.flatten().is_some());
    harness.state_mut().0.clear();
    enter(&mut harness, "Position", "7 0 S 107 0 E");
    assert!(harness.query_by_label_contains("on land").is_some());
    harness.state_mut().0.clear();
    enter(&mut harness, "Position", "50N 5W");
    assert!(harness.query_by_label_contains("outside the chart").is_some());
    harness.state_mut().0.clear();
    enter(&mut harness, "Position", "here");
    assert!(harness.query_by_label_contains("type latitude then longitude").is_some());
    assert_eq!(harness.state().1, Some(None));
}

#[test]
fn numbers_are_kept_within_bounds() {
    let theme = Theme::of(Palette::Day);
    let field = NumberField::new("NM", 0.1, 500.0);
    let mut harness = typed(field, move |field: &mut NumberField, ui| field.show(ui, "Radius", &theme));
    harness.run();
    enter(&mut harness, "Radius", "12,5 nm");
    assert_eq!(harness.state().1, Some(Some(12.5)));
    assert!(harness.query_by_label("= 12.5 NM").is_some());
    harness.state_mut().0.clear();
    enter(&mut harness, "Radius", "501");
    assert!(harness.query_by_label_contains("too large; type a number from 0.1 to 500 NM").is_some());
    assert_eq!(harness.state().1, Some(None));
    let count = NumberField::count(1, 300);
    assert_eq!(count.read("12"), Ok(12.0));
    assert!(count.read("1.5").unwrap_err().contains("whole"));
    assert!(count.read("inf").is_err() && count.read("NaN").is_err() && count.read("0").is_err());
    assert_eq!(NumberField::new("kn", 0.0, 60.0).with(22.0).value(), Some(22.0));
}

#[test]
fn durations_take_words_and_bare_minutes() {
    assert_eq!(duration("90"), Ok(Span::minutes(90)));
    assert_eq!(duration("2h30m"), Ok(Span::minutes(150)));
    assert_eq!(DurationField::of(Span::minutes(384)).value(), Some(Span::minutes(384)));
    assert!(duration("soon").unwrap_err().contains("type one like"));
}

#[test]
fn moments_are_read_as_people_write_them() {
    let briefing = briefing();
    // Two hours in: 20 JUN 0000Z.
    let now = Tick(720);
    let at = |text: &str| moment(text, &briefing, now).map(|tick| briefing.start.at(tick).to_string());
    for (text, expected) in [
        ("0016Z", "2012-06-20T00:16:00Z"),
        ("0016", "2012-06-20T00:16:00Z"),
        ("00:16", "2012-06-20T00:16:00Z"),
        ("20 JUN 0016Z", "2012-06-20T00:16:00Z"),
        ("200016Z", "2012-06-20T00:16:00Z"),
        ("200016Z JUN 12", "2012-06-20T00:16:00Z"),
        ("19 jun 2230z", "2012-06-19T22:30:00Z"),
        ("0716L", "2012-06-20T00:16:00Z"),
        ("20 JUN 0716L", "2012-06-20T00:16:00Z"),
        ("2330Z", "2012-06-20T23:30:00Z"),
        ("+30 min", "2012-06-20T00:30:00Z"),
        ("+45", "2012-06-20T00:45:00Z"),
        ("now", "2012-06-20T00:00:00Z"),
        ("0000Z", "2012-06-20T00:00:00Z"),
        ("2012-06-21T11:52Z", "2012-06-21T11:52:00Z"),
        ("2 JAN 0000Z", "2013-01-02T00:00:00Z"),
    ] {
        let at = if text.contains("JAN") {
            let december = briefing.start.tick_of(Utc::parse("2012-12-30T00:00Z").unwrap()).unwrap();
            moment(text, &briefing, december).map(|tick| briefing.start.at(tick).to_string())
        } else {
            at(text)
        };
        assert_eq!(at.as_deref(), Ok(expected), "{text}");
    }
    for text in ["", "2561Z", "99 JUN 0016Z", "soon", "0016X", "12", "31 JUN 0000Z", "1 2 3 4"] {
        assert!(at(text).unwrap_err().contains("type one like"), "{text}");
    }
    assert!(at("19 JUN 2100Z").unwrap_err().contains("before the exercise began"));
    // A moment echoed is read back.
    let field = TimeField::of(&briefing, Tick(1000 / 6 * 6));
    assert_eq!(field.value(&briefing, now), Some(Tick(1000 / 6 * 6)));
}

#[test]
fn a_time_field_says_how_far_off_it_is() {
    let (briefing, theme) = (briefing(), Theme::of(Palette::Day));
    let mut harness = typed(TimeField::default(), move |field: &mut TimeField, ui| {
        field.show(ui, "Reply by", &briefing, Tick(720), &theme)
    });
    harness.run();
    enter(&mut harness, "Reply by", "+30 min");
    assert!(harness.query_by_label("= 20 JUN 0030Z, in 30 min").is_some());
    assert_eq!(harness.state().1, Some(Some(Tick(900))));
}

proptest! {
    #[test]
    fn any_text_is_answered(text in ".{0,30}") {
        let briefing = briefing();
        let _ = moment(&text, &briefing, Tick(720));
        let _ = duration(&text);
        let _ = NumberField::new("NM", 0.0, 1.0).read(&text);
    }
}
