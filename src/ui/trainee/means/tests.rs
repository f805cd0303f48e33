//! Means at the desks of ministries, of whoever runs a site, and of the manager of a fund.

use super::super::test_stage::*;
use crate::base::ids::SeatId;
use crate::sar::reception::Staff;
use crate::scenario::{Fund, Manner, Role, Scenario, Seat};
use crate::session::Intent;
use crate::session::wire::Chair;
use crate::sim::means::{Command as Order, Help, Wanted};
use crate::sim::{Ask, Command};

const RCC: SeatId = SeatId(0);
const IMMIGRATION: SeatId = SeatId(2);
const RCC_DELTA: SeatId = SeatId(4);
const MINISTRY_HAVEN: SeatId = SeatId(5);
const MINISTRY_DELTA: SeatId = SeatId(6);

/// The landing, with two ministries and a fund that the second of them manages.
fn scenario() -> Scenario {
    let mut scenario = shore();
    for (id, name, like) in [("fm-haven", "Ministry Haven", RCC), ("fm-delta", "Ministry Delta", RCC_DELTA)] {
        let like = scenario.seats[like.index()].clone();
        let (id, name, role) = (id.to_owned(), name.to_owned(), Role::ForeignMinistry);
        scenario.seats.push(Seat { id, name, role, manner: Manner::default(), instructions: None, ..like });
    }
    let party = scenario.seats[RCC.index()].party;
    scenario.means.purses.resize(scenario.parties.len(), Default::default());
    scenario.means.purses[party.index()].budget_usd = 1000;
    scenario.means.fund = Some(Fund { name: "Strait fund".to_owned(), balance_usd: 5432, manager: MINISTRY_DELTA });
    scenario
}

/// The one command that came out.
fn command(out: &[Intent]) -> Command {
    match out {
        [Intent::Do(command)] => command.clone(),
        other => panic!("{other:?}"),
    }
}

fn open(stage: &Stage, seat: SeatId) -> Sitting {
    let mut desk = Sitting::sized(stage.view(Chair::Seat(seat)), 1366.0, 768.0);
    desk.click("Panel Means");
    desk
}

#[test]
fn what_is_in_the_fund_is_shown_to_its_manager_alone() {
    let stage = Stage::of(scenario(), 1);
    let manager = open(&stage, MINISTRY_DELTA);
    assert!(manager.has("Strait fund") && manager.has("USD 5432"));
    for seat in [MINISTRY_HAVEN, IMMIGRATION] {
        let desk = open(&stage, seat);
        assert!(desk.has("Strait fund") && desk.has("Ministry Delta"));
        assert!(!desk.words().iter().any(|words| words.contains("5432")), "{:#?}", desk.words());
    }
}

#[test]
fn a_ministry_pays_in_what_it_has_and_no_other_seat_is_offered_to() {
    let mut stage = Stage::of(scenario(), 1);
    let mut desk = open(&stage, MINISTRY_HAVEN);
    assert!(desk.has("USD 1000") && desk.has("It needs an amount"));
    desk.write("Amount to pay into the fund, USD", "400");
    desk.click("Pay into the fund");
    let out = desk.out();
    assert_eq!(command(&out), Command::Means(Order::Contribute { amount_usd: 400 }));
    stage.takes(MINISTRY_HAVEN, &out);
    stage.go(&[(MINISTRY_HAVEN, command(&out))], 2);
    desk.show(stage.view(Chair::Seat(MINISTRY_HAVEN)));
    assert!(desk.has("USD 600") && desk.has("you paid in USD 400"));
    assert!(open(&stage, MINISTRY_DELTA).has("Ministry Haven paid in USD 400"));
    assert!(!open(&stage, IMMIGRATION).has("Pay into the fund"));
}

#[test]
fn whoever_runs_a_site_asks_the_fund_for_money_and_others_for_staff() {
    let stage = Stage::played(scenario(), 30.0);
    let mut desk = open(&stage, IMMIGRATION);
    desk.write("Amount asked for, USD", "560");
    desk.write("for persons in reception", "14");
    desk.click("Ask Ministry Delta to pay USD 560");
    let out = desk.out();
    let Command::Ask { to, what: Ask::Means(wanted), by: Some(_), .. } = command(&out) else { panic!("{out:?}") };
    assert_eq!((to, wanted), (MINISTRY_DELTA, Wanted::Draw { amount_usd: 560, persons: 14 }));
    stage.takes(IMMIGRATION, &out);

    let mut desk = open(&stage, IMMIGRATION);
    desk.click("What to ask for");
    desk.click("Staff or interpreters");
    desk.write("How many", "2");
    desk.click("Ask Ministry Delta to send 2 medical staff to reception at");
    let out = desk.out();
    let Command::Ask { to, what: Ask::Means(Wanted::Staff { help, number, .. }), .. } = command(&out) else {
        panic!("{out:?}")
    };
    assert_eq!((to, help, number), (MINISTRY_DELTA, Help::Staff(Staff::Medical), 2));
    stage.takes(IMMIGRATION, &out);
}

#[test]
fn the_police_have_no_means_to_ask_for() {
    let stage = Stage::of(scenario(), 1);
    assert!(!Sitting::new(stage.view(Chair::Seat(SeatId(3)))).has("Panel Means"));
}

#[test]
fn everything_there_has_a_name_and_stays_within_the_window() {
    let stage = Stage::of(scenario(), 1);
    let desk = open(&stage, MINISTRY_HAVEN);
    assert!(desk.names().iter().all(|name| !name.trim().is_empty()), "{:#?}", desk.names());
    let window = desk.harness.ctx.content_rect();
    let rect = {
        use egui_kittest::kittest::Queryable;
        desk.harness.get_by_label("Pay into the fund").rect()
    };
    assert!(window.contains_rect(rect), "{rect:?}");
    desk.picture("means", crate::ui::theme::Palette::Day, 100);
}

#[test]
fn whoever_is_asked_for_staff_reads_at_which_port_and_of_which_language() {
    let mut stage = Stage::played(scenario(), 30.0);
    let case = stage.picture(IMMIGRATION).cases[0].case;
    let site = &stage.picture(IMMIGRATION).reception[0];
    let (id, language) = (site.site, site.languages.first().cloned());
    let help = language.as_ref().map_or(Help::Staff(Staff::Medical), |(id, _)| Help::Interpreters(*id));
    let what = Ask::Means(Wanted::Staff { site: id, help, number: 2 });
    for _ in 0..5 {
        let channel = crate::scenario::Channel::Text;
        let ask = Command::Ask { to: MINISTRY_DELTA, channel, case, what: what.clone(), by: None };
        stage.go(&[(IMMIGRATION, ask)], 90);
        if stage.picture(MINISTRY_DELTA).requests.iter().any(|r| r.of_us && r.what == what) {
            break;
        }
    }
    let desk = Sitting::new(stage.view(Chair::Seat(MINISTRY_DELTA)));
    assert!(desk.has("to reception at Merak"), "{:#?}", desk.words());
    assert!(!desk.words().iter().any(|words| words.contains("site-") || words.contains("language-")));
    if let Some((_, name)) = language {
        assert!(desk.has(&format!("interpreters of {name}")), "{:#?}", desk.words());
    }
    // Who has not been asked has no name for it.
    let other = stage.picture(MINISTRY_HAVEN);
    assert!(other.means.sites.is_empty() && other.means.languages.is_empty());
}
