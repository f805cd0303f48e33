//! Injects, planned and written at the desk, looking ahead, and the evaluator's ratings.

use super::*;

#[test]
fn fire_now_and_call_off_leave_the_desk_as_what_they_are() {
    let mut test = desk();
    press(&mut test, &format!("Fire now: {PURPOSE}"));
    let inject = InjectId::new(0);
    assert_eq!(out(&mut test), steer(Steer::Intervene(Intervention::Fire { inject })));
    press(&mut test, &format!("Call off: {PURPOSE}"));
    assert_eq!(out(&mut test), steer(Steer::Intervene(Intervention::CallOff { inject })));
}

#[test]
fn a_due_inject_says_when_and_what_it_does() {
    let test = desk();
    test.get_by_label_contains("Due in 30 min");
    test.get_by_label_contains("a relative to RCC North");
}

#[test]
fn an_impossible_inject_is_flagged_in_words_and_cannot_be_fired() {
    let mut view = Played::to(Tick(180)).view();
    let why = "Harapan has capsized";
    view.overview.as_mut().unwrap().injects[0] = Standing::Impossible(why.to_owned());
    let mut test = desk_with(view);
    test.get_by_label_contains("⚠ Impossible: Harapan has capsized");
    let fire = format!("Fire now: {PURPOSE}");
    assert!(test.get_by_label(&fire).accesskit_node().is_disabled());
    press(&mut test, &fire);
    assert_eq!(out(&mut test), []);
}

#[test]
fn a_look_ahead_is_asked_and_its_answer_is_shown_with_both_sides() {
    let mut test = desk();
    press(&mut test, "Look 12 h ahead");
    press(&mut test, &format!("Look ahead: {PURPOSE}"));
    let what = Some(Intervention::Fire { inject: InjectId::new(0) });
    let span = crate::base::Span::hours(12);
    assert_eq!(out(&mut test), steer(Steer::LookAhead { what: what.clone(), span }));
    test.get_by_label_contains("Being worked out");
    let other = Outlook {
        about: None,
        from: Tick(180),
        to: Tick(4500),
        with: None,
        without: Tally { saved: 1, ..Tally::default() },
        injects: (Vec::new(), Vec::new()),
    };
    // The answer to another question is not taken for this one's.
    test.state_mut().view.outlook = Some(other.clone());
    test.run_steps(2);
    test.get_by_label_contains("Being worked out");
    let with = Some(Tally { saved: 33, aboard_rescuers: 0, at_risk: 0, dead: 7 });
    let without = Tally { saved: 21, aboard_rescuers: 2, at_risk: 1, dead: 16 };
    test.state_mut().view.outlook =
        Some(Outlook { about: what, with, without, injects: (vec![InjectId::new(0)], Vec::new()), ..other });
    test.run_steps(2);
    for shown in ["21", "33", "+12", "-9"] {
        assert!(test.query_all_by_label(shown).count() >= 1, "{shown}");
    }
    test.get_by_label_contains("Fires only with it: An early, vague alert.");
}

#[test]
fn looking_ahead_from_an_inject_brings_the_answer_into_sight() {
    let mut view = Played::to(Tick(180)).view();
    // More injects than the column holds.
    let plan = view.plan.as_mut().unwrap();
    let (inject, standing) = (plan.injects[0].clone(), view.overview.as_ref().unwrap().injects[0].clone());
    for _ in 0..20 {
        plan.injects.push(inject.clone());
        view.overview.as_mut().unwrap().injects.push(standing.clone());
    }
    let mut test = desk_with(view);
    let seen = |test: &Test| {
        let rect = test.get_by_label_contains("How far").rect();
        rect.top() > 0.0 && rect.bottom() < 560.0
    };
    assert!(!seen(&test), "it is below the injects");
    let name = format!("Look ahead: {PURPOSE}");
    test.get_all_by_label(&name).next().unwrap().click_accesskit();
    test.run_steps(8);
    assert!(seen(&test));
    test.get_by_label_contains("Being worked out");
    // EXCON goes back in time: nothing is worked out any more.
    test.state_mut().view.overview.as_mut().unwrap().truth.tick = Tick(100);
    test.run_steps(2);
    assert!(test.query_by_label_contains("Being worked out").is_none());
}

#[test]
fn a_rating_goes_out_with_its_note() {
    let mut test = desk();
    let what = "Declares the distress phase when the boat says it takes in water";
    let field = format!("Note: {what}");
    test.get_by_label(&field).focus();
    test.run_steps(2);
    test.get_by_label(&field).type_text("heard too late");
    test.run_steps(2);
    press(&mut test, &format!("Rate as performed with some challenges: {what}"));
    let note = "heard too late".to_owned();
    let rating = Rating::SomeChallenges;
    let rate = Intervention::Rate { expectation: ExpectationId::new(0), rating, note };
    assert_eq!(out(&mut test), steer(Steer::Intervene(rate)));
    if let Some(overview) = &mut test.state_mut().view.overview {
        overview.ratings[0] = Some(rating);
    }
    test.run_steps(2);
    test.get_by_label_contains("Your rating: S, performed with some challenges: heard too late");
}

#[test]
fn a_new_inject_without_words_is_refused_and_says_what_is_missing() {
    let mut test = desk();
    press(&mut test, improvise::NAME);
    press(&mut test, "Fire the new inject");
    assert_eq!(out(&mut test), []);
    test.get_by_label("Still missing: from whom, the words");
    for (field, words) in [("From whom", "MV Ever North"), ("In these words", "We see a boat, low in the water.")] {
        let at = By::new().role(if field == "From whom" { Role::TextInput } else { Role::MultilineTextInput });
        let node = test.get(at.label(field));
        node.focus();
        node.type_text(words);
        test.run_steps(2);
    }
    assert!(test.query_by_label_contains("Still missing").is_none());
    press(&mut test, "Look ahead at the new inject");
    let effect = Effect::Message {
        from: "MV Ever North".to_owned(),
        to: SeatId(0),
        channel: crate::scenario::Channel::Phone,
        case: CraftId(0),
        position: None,
        text: "We see a boat, low in the water.".to_owned(),
        told: crate::scenario::Told::default(),
    };
    let what = Intervention::Improvise { purpose: "Message from MV Ever North".to_owned(), effect };
    let asked = Steer::LookAhead { what: Some(what.clone()), span: crate::base::Span::hours(6) };
    assert_eq!(out(&mut test), steer(asked));
    press(&mut test, "Fire the new inject");
    assert_eq!(out(&mut test), steer(Steer::Intervene(what)));
}

#[test]
fn a_second_press_fires_no_second_inject_and_what_was_chosen_stays() {
    let mut test = desk();
    press(&mut test, improvise::NAME);
    press(&mut test, "Write an inject: A line goes dead");
    let choose = |test: &mut Test, list: &str, one: &str| {
        test.get(By::new().role(Role::ComboBox).label(list)).click_accesskit();
        test.run_steps(3);
        press(test, one);
    };
    let party = test.state().view.briefing.parties[1].name.clone();
    choose(&mut test, "Whose seats", &party);
    press(&mut test, "Fire the new inject");
    let sent = out(&mut test);
    let [Intent::Steer(Steer::Intervene(Intervention::Improvise { effect, .. }))] = sent.as_slice() else {
        panic!("{sent:?}");
    };
    assert!(matches!(effect, Effect::ChannelFails { party: crate::base::ids::PartyId(1), .. }), "{effect:?}");
    press(&mut test, "Fire the new inject");
    assert_eq!(out(&mut test), [], "neither the same again nor another");
    test.get_by_label_contains("Change something to fire another");
    choose(&mut test, "Neither send nor get by", "fax or e-mail");
    press(&mut test, "Fire the new inject");
    assert_eq!(out(&mut test).len(), 1, "another inject is another matter");
}

#[test]
fn writing_an_inject_is_in_sight_however_much_was_planned() {
    let mut test = desk();
    let window = test.ctx.content_rect();
    assert!(window.contains_rect(test.get_by_label(improvise::NAME).rect()));
    press(&mut test, improvise::NAME);
    assert!(window.contains_rect(test.get_by_label("Fire the new inject").rect()));
}
