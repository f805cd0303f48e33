//! The desk as a whole: what Ctrl-K finds, names, sizes of text, keys.

use super::*;

#[test]
fn ctrl_k_finds_an_expectation_a_unit_and_a_seat() {
    let mut test = desk();
    test.key_press_modifiers(Modifiers::COMMAND, Key::K);
    test.run_steps(2);
    let field = By::new().role(Role::TextInput).label("Find anything");
    test.get(field).type_text("patrol unit");
    test.run_steps(2);
    key(&mut test, Key::Enter);
    let selected = test.state().desk.selected;
    assert_eq!(selected, Some(Selected::Sru(crate::base::ids::SruId(1))));
    assert!(!test.state().desk.finder.is_open());
}

#[test]
fn what_ctrl_k_finds_has_the_focus_then() {
    let mut test = desk();
    for (typed, named) in [("patrol unit", "truth"), ("write inject panel", improvise::NAME)] {
        test.key_press_modifiers(Modifiers::COMMAND, Key::K);
        test.run_steps(2);
        test.get(By::new().role(Role::TextInput).label("Find anything")).type_text(typed);
        test.run_steps(2);
        key(&mut test, Key::Enter);
        test.run_steps(3);
        let focused = By::new().predicate(|node| node.is_focused());
        let name = test.get(focused).accesskit_node().label().unwrap_or_default();
        assert!(name.to_lowercase().contains(&named.to_lowercase()), "{typed}: {name:?}");
    }
}

/// Roles of what can be pressed or typed in.
const WIDGETS: [Role; 8] = [
    Role::Button,
    Role::CheckBox,
    Role::ComboBox,
    Role::Link,
    Role::Slider,
    Role::SpinButton,
    Role::TextInput,
    Role::MultilineTextInput,
];

#[test]
fn everything_that_can_be_pressed_has_a_name() {
    let mut test = desk();
    press(&mut test, improvise::NAME);
    press(&mut test, edit::NAME);
    let nameless = By::new()
        .predicate(|node| WIDGETS.contains(&node.role()) && node.label().is_none_or(|label| label.trim().is_empty()));
    let found: Vec<String> = test.query_all(nameless).map(|node| format!("{node:?}")).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    let count = test.query_all(By::new().predicate(|node| node.role() == Role::Button)).count();
    assert!(count > 30, "only {count} buttons were found");
}

#[test]
fn text_at_twice_its_size_and_the_night_palette_work_on_a_small_window() {
    let mut test = desk();
    test.set_size(vec2(1024.0, 640.0));
    theme::scale(&test.ctx, 200);
    press(&mut test, "Night colours");
    press(&mut test, improvise::NAME);
    press(&mut test, edit::NAME);
    assert_eq!(theme::percent(&test.ctx), 200);
    press(&mut test, "Smaller text");
    assert_eq!(theme::percent(&test.ctx), 190);
    assert_eq!(looks::palette(&test.ctx), Some(Palette::Night));
}

#[test]
fn before_the_first_view_the_desk_waits_and_says_so() {
    let mut view = Played::to(Tick(6)).view();
    view.overview = None;
    let mut test = desk_with(view);
    test.get_by_label("Waiting for the exercise to be shown");
    key(&mut test, Key::Space);
    assert_eq!(out(&mut test), []);
}

#[test]
fn nothing_moves_under_the_pointer_when_something_is_said() {
    let mut test = desk();
    test.state_mut().desk.recording = Some("/tmp/runs/a-b1.sarex".to_owned());
    test.run_steps(2);
    test.get_by_label("Recording: a-b1.sarex");
    let place = |test: &Test| test.get_by_label(&format!("Fire now: {PURPOSE}")).rect();
    let before = place(&test);
    test.state_mut().view.pending = vec!["note".to_owned()];
    test.run_steps(2);
    test.get_by_label("Waits until the clock runs: note");
    test.state_mut().view.clock.running = true;
    test.run_steps(2);
    test.get_by_label("On its way to the host: note");
    test.state_mut().view.notices = vec!["EXCON went back to an earlier moment".to_owned()];
    test.run_steps(2);
    assert_eq!(place(&test), before);
}

#[test]
fn the_trainer_has_the_keys_of_every_desk() {
    let mut test = desk();
    key(&mut test, Key::F1);
    test.get_by_label("on to the next event");
    key(&mut test, Key::F1);
    assert!(test.query_by_label("on to the next event").is_none());
    key(&mut test, Key::F9);
    assert_eq!(crate::ui::looks::palette(&test.ctx), Some(Palette::Dusk));
    assert_eq!(out(&mut test), []);
}
