//! Editing the world: what comes of it is shown, and it waits for Confirm.

use super::*;

#[test]
fn editing_the_world_shows_what_comes_of_it_and_waits_for_confirm() {
    let mut test = desk();
    press(&mut test, edit::NAME);
    press(&mut test, "Put Rescue 11 out of service");
    assert_eq!(out(&mut test), []);
    test.get_by_label_contains("Rescue 11 goes out of service where it is");
    press(&mut test, "Confirm: Put Rescue 11 out of service");
    let sent = out(&mut test);
    let [Intent::Steer(Steer::Intervene(Intervention::Improvise { effect, .. }))] = sent.as_slice() else {
        panic!("{sent:?}");
    };
    assert_eq!(*effect, Effect::SruFails { sru: crate::base::ids::SruId(0) });
}

#[test]
fn the_weather_wanted_becomes_the_change_from_what_is_true() {
    let mut test = desk();
    let truth = test.state().view.overview.as_ref().unwrap().truth.clone();
    press(&mut test, edit::NAME);
    press(&mut test, "Change the weather");
    press(&mut test, "Confirm: Change the weather");
    let sent = out(&mut test);
    let [Intent::Steer(Steer::Intervene(Intervention::Weather { wind, current, wave_height_m }))] = sent.as_slice()
    else {
        panic!("{sent:?}");
    };
    // Nothing was typed, so what is wanted is what is.
    for part in [wind.east_mps, wind.north_mps, current.east_mps, current.north_mps, *wave_height_m] {
        assert!(part.abs() < 1e-9, "{part} with {:?}", truth.wind);
    }
}

#[test]
fn a_unit_is_moved_to_a_place_picked_on_the_chart_after_the_consequence_was_shown() {
    let mut test = desk();
    press(&mut test, edit::NAME);
    press(&mut test, "Pick the place to move it to on the chart");
    test.get_by_label_contains("Press the place on the chart");
    click_on(&mut test, "Chart of the truth");
    assert!(test.query_by_label_contains("Press the place on the chart").is_none());
    press(&mut test, "Move Rescue 11 there");
    assert_eq!(out(&mut test), []);
    test.get_by_label_contains("Rescue 11 is at once");
    press(&mut test, "Look ahead at this change");
    press(&mut test, "Confirm: Move Rescue 11");
    let sent = out(&mut test);
    let [
        Intent::Steer(Steer::LookAhead { what: Some(asked), .. }),
        Intent::Steer(Steer::Intervene(Intervention::MoveSru { sru, to })),
    ] = sent.as_slice()
    else {
        panic!("{sent:?}");
    };
    let sru = *sru;
    assert_eq!(sru, crate::base::ids::SruId(0));
    assert_eq!(*asked, Intervention::MoveSru { sru, to: *to });
}

#[test]
fn a_unit_in_reserve_is_brought_in() {
    let mut view = Played::to(Tick(60)).view();
    view.overview.as_mut().unwrap().truth.srus[1].doing = crate::picture::Doing::Reserve;
    let mut test = desk_with(view);
    test.state_mut().desk.selected = None;
    press(&mut test, edit::NAME);
    test.get(By::new().role(Role::ComboBox).label("Unit or vessel")).click_accesskit();
    test.run_steps(2);
    press(&mut test, "Patrol 2");
    let field = By::new().role(Role::TextInput).label("To position");
    test.get(field.clone()).focus();
    test.run_steps(2);
    test.get(field).type_text("8S 105E");
    test.run_steps(2);
    press(&mut test, "Bring in Patrol 2 there");
    press(&mut test, "Confirm: Bring in Patrol 2");
    let at = crate::base::Position::parse("8S 105E").unwrap();
    let what = Intervention::BringIn { sru: crate::base::ids::SruId(1), at };
    assert_eq!(out(&mut test), steer(Steer::Intervene(what)));
}
