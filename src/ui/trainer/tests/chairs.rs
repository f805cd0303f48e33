//! Who sits where, and what each seat sees beside the truth.

use super::*;

#[test]
fn a_code_is_hidden_until_it_is_asked_for_and_a_new_one_needs_a_confirmation() {
    let mut test = desk();
    assert_eq!(test.query_all_by_label_contains("secret-").count(), 0);
    press(&mut test, "Show the code of RCC South");
    test.get_by_label("secret-2");
    press(&mut test, "New code for RCC South");
    assert_eq!(out(&mut test), []);
    press(&mut test, "Confirm: New code for RCC South");
    assert_eq!(out(&mut test), steer(Steer::Revoke(Chair::Seat(SeatId(2)))));
    assert_eq!(test.query_all_by_label_contains("secret-").count(), 0, "a revoked code is hidden again");
}

#[test]
fn a_join_line_is_copied_and_not_shown() {
    let mut test = desk();
    test.state_mut().desk.join_address = Some("wss://10.0.0.7:4747".to_owned());
    test.run_steps(2);
    test.get_by_label("Copy join line of RCC North").click_accesskit();
    let mut copied = None;
    for _ in 0..3 {
        test.step();
        copied = copied.or_else(|| {
            test.output().platform_output.commands.iter().find_map(|command| match command {
                egui::OutputCommand::CopyText(text) => Some(text.clone()),
                _ => None,
            })
        });
    }
    assert_eq!(copied.as_deref(), Some("sarex join wss://10.0.0.7:4747 --seat-code secret-0"));
    assert_eq!(test.query_all_by_label_contains("secret-").count(), 0);
}

#[test]
fn a_crew_takes_a_seat_and_people_take_it_back() {
    let mut test = desk();
    press(&mut test, "RCC North: people play");
    assert_eq!(out(&mut test), steer(Steer::Seat { seat: SeatId(0), crew: None }));
    assert!(test.query_by_label("RCC North: crew plays").is_none(), "that crew plays it already");
    test.state_mut().view.table[0].crew = None;
    test.run_steps(2);
    press(&mut test, "RCC North: crew plays");
    assert_eq!(out(&mut test), steer(Steer::Seat { seat: SeatId(0), crew: Some(Crew::Doctrine) }));
}

#[test]
fn who_holds_several_seats_on_one_screen_is_shown_at_each() {
    let mut test = desk();
    assert!(test.query_by_label_contains("On the same screen").is_none());
    test.state_mut().view.table[0].also = vec![Chair::Seat(SeatId(1))];
    test.run_steps(2);
    test.get_by_label("On the same screen: North operations");
}

#[test]
fn looking_through_a_seat_stands_beside_the_truth() {
    let mut test = desk();
    test.get_by_label("Chart of the truth");
    assert!(test.query_by_label("Chart of a seat").is_none());
    test.get_by_label_contains("Look through RCC South").click_accesskit();
    test.run_steps(3);
    test.get_by_label("Chart of the truth");
    test.get_by_label("Chart of a seat");
    test.get_by_label("What RCC South sees");
    press(&mut test, "Side by side");
    assert!(test.query_by_label("Chart of the truth").is_none());
    test.get_by_label("Chart of a seat");
}

#[test]
fn what_is_believed_is_compared_with_what_is_true_the_worst_first() {
    let mut played = Played::to(Tick(1800)).view();
    let overview = played.overview.as_mut().unwrap();
    let seats_with_position = |o: &crate::picture::Overview| {
        o.pictures.iter().filter(|p| p.cases.iter().any(|c| c.latest_position().is_some())).count()
    };
    assert!(seats_with_position(overview) > 0, "by then the boat has told where it is");
    overview.truth.casualties[0].position = overview.truth.casualties[0].position.destination(90.0, 100.0 * 1852.0);
    let all = beliefs::differences(&played.briefing, played.plan.as_ref().unwrap(), played.overview.as_ref().unwrap());
    assert!(all.is_sorted_by(|a, b| a.weight >= b.weight));
    let worst = &all[0];
    assert!(worst.text.contains("Harapan believed") && worst.text.contains("NM from where it is"), "{}", worst.text);
    assert!((60.0..140.0).contains(&worst.weight), "{}", worst.weight);
    let (believed, truth) = worst.places.unwrap();
    assert!((believed.distance_nmi(truth) - worst.weight).abs() < 1e-6);
}
