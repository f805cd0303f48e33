//! Several seats of one state on one screen: each sees what it would see alone, what is cut comes back to all of them,
//! and seats of different states are kept apart.

use std::time::Duration;

use sarex::base::ids::SeatId;
use sarex::crew::Crew;
use sarex::session::wire::{Chair, ChairStatus, Steer};
use sarex::session::{Bench, Client, Host, HostOptions, Intent, LinkStatus, Tls, View};
use sarex::sim::Command;

use super::hosting_faults::Cable;
use super::table::*;

/// Seats of the example: RCC North and its operations, of one state, and RCC South of another.
const RCC_NORTH: Chair = Chair::Seat(SeatId(0));
const OPS_NORTH: Chair = Chair::Seat(SeatId(1));
const RCC_SOUTH: Chair = Chair::Seat(SeatId(2));

fn log(text: &str) -> Intent {
    Intent::Do(Command::Log { text: text.to_owned() })
}

/// One screen with the seats of these chairs.
fn bench(host: &Host, url: &str, chairs: &[Chair]) -> Bench {
    let codes: Vec<String> = chairs.iter().map(|chair| code(host, *chair)).collect();
    Bench::join(url, &codes, "Ani", || {})
}

/// Waits until the seat at a place shows what is asked for.
fn see_at<T>(bench: &mut Bench, place: usize, what: &str, mut look: impl FnMut(&View) -> Option<T>) -> T {
    wait_for(what, || {
        bench.poll();
        let client = bench.held().get(place)?;
        if let LinkStatus::Refused(why) = client.link() {
            panic!("waiting for {what}: turned away: {why}");
        }
        client.view().and_then(&mut look)
    })
}

/// Why the seat at a place was turned away.
fn refusal_at(bench: &mut Bench, place: usize) -> String {
    wait_for("a refusal", || {
        bench.poll();
        match bench.held().get(place)?.link() {
            LinkStatus::Refused(why) => Some(why.clone()),
            _ => None,
        }
    })
}

fn settled_at(bench: &mut Bench, place: usize) {
    wait_for("answers", || {
        bench.poll();
        bench.held()[place].pending().is_empty().then_some(())
    });
}

/// Waits until EXCON's list says this of a chair.
fn listed(excon: &mut Client, chair: Chair, what: &str, mut is_so: impl FnMut(&ChairStatus) -> bool) {
    see(excon, what, |view| view.table.iter().find(|status| status.chair == chair).filter(|s| is_so(s)).map(|_| ()));
}

#[test]
fn two_seats_on_one_screen_see_and_do_what_two_desks_would() {
    let (_folder, run) = place();
    let mut host = Host::start(example(&run)).unwrap();
    let mut shared = bench(&host, &host.local_url(), &[RCC_NORTH, OPS_NORTH]);
    let mut apart = [RCC_NORTH, OPS_NORTH].map(|chair| desk(&host, chair));
    let mut excon = desk(&host, Chair::Excon);
    for place in 0..2 {
        see_at(&mut shared, place, "a picture", |view| view.picture.as_ref().map(|_| ()));
    }
    shared.at(0).unwrap().send(log("said by the centre"));
    shared.at(1).unwrap().send(log("said by operations"));
    // Until the boat has called, and longer.
    steer(&mut excon, Steer::Run);
    see(&mut excon, "some hours", |view| (view.clock.tick.0 > 4 * 360).then_some(()));
    steer(&mut excon, Steer::Pause);
    let now = see(&mut excon, "the pause", |view| {
        (!view.clock.running && view.overview.as_ref()?.truth.tick == view.clock.tick).then_some(view.clock.tick)
    });
    for (place, own) in apart.iter_mut().enumerate() {
        let at_now = |view: &View| view.picture.as_ref().filter(|picture| picture.tick == now).map(|_| view.clone());
        let here = see_at(&mut shared, place, "the last moment", at_now);
        let there = see(own, "the last moment", at_now);
        assert_eq!(here.picture, there.picture);
        assert_eq!((here.chair, &here.briefing), (there.chair, &there.briefing));
        assert!(here.plan.is_none() && here.overview.is_none() && here.happenings.is_empty());
        assert!(here.table.iter().all(|status| status.also.is_empty() && status.code.is_none()));
        let lines = here.picture.unwrap().log;
        let said = |words: &str| lines.iter().any(|line| line.text.contains(words));
        assert_eq!((said("said by the centre"), said("said by operations")), (place == 0, place == 1));
    }
    // EXCON sees who holds what; whoever holds one seat is listed with it alone.
    listed(&mut excon, RCC_NORTH, "the shared seats", |status| status.also == [OPS_NORTH] && status.people.len() == 2);
    listed(&mut excon, OPS_NORTH, "the shared seats", |status| status.also == [RCC_NORTH]);
    listed(&mut excon, Chair::Excon, "EXCON's own", |status| status.also.is_empty());
    host.stop();
    let said: Vec<_> = verified(&run)
        .commands()
        .filter_map(|(_, command)| match &command.body {
            Command::Log { text } => Some((command.seat, text.clone())),
            _ => None,
        })
        .collect();
    let line = |seat, text: &str| (Some(SeatId(seat)), text.to_owned());
    assert_eq!(said, [line(0, "said by the centre"), line(1, "said by operations")], "recorded seat by seat");
}

#[test]
fn seats_of_different_states_do_not_share_a_screen() {
    let (_folder, run) = place();
    let host = Host::start(example(&run)).unwrap();
    let mut shared = bench(&host, &host.local_url(), &[RCC_NORTH, RCC_SOUTH, Chair::Excon, Chair::Observer(SeatId(2))]);
    let why = refusal_at(&mut shared, 1);
    assert!(why.contains("RCC North (Northland)") && why.contains("RCC South (Southland)"), "{why}");
    assert!(why.contains("not of the same state") && why.contains("another window"), "{why}");
    assert!(refusal_at(&mut shared, 2).contains("EXCON's chair"));
    assert!(refusal_at(&mut shared, 3).contains("not of the same state"), "looking on is knowing, too");
    // What was refused harms nobody, and a seat of the same state may still be held.
    assert_eq!(shared.also(&code(&host, OPS_NORTH)), 4);
    see_at(&mut shared, 4, "a picture", |view| view.picture.as_ref().map(|_| ()));
    see_at(&mut shared, 0, "a picture", |view| {
        view.picture.as_ref().filter(|_| view.link == LinkStatus::Live).map(|_| ())
    });
    // Another screen takes what this one may not.
    let mut other = bench(&host, &host.local_url(), &[RCC_SOUTH]);
    see_at(&mut other, 0, "a picture", |view| view.picture.as_ref().map(|_| ()));
    // Where EXCON sits first, it is the seats that are refused.
    let mut excon = bench(&host, &host.local_url(), &[Chair::Excon, RCC_NORTH]);
    assert!(refusal_at(&mut excon, 1).contains("EXCON's chair"));
    see_at(&mut excon, 0, "everything", |view| view.overview.as_ref().map(|_| ()));
}

#[test]
fn a_screen_that_was_cut_off_comes_back_to_all_its_seats() {
    let (_folder, run) = place();
    let options = HostOptions { tls: Tls::Generated, ..example(&run) };
    let mut host = Host::start(options).unwrap();
    let cable = Cable::to(host.address());
    let url = host.local_url().replace(&host.address().to_string(), &cable.address.to_string());
    let mut shared = bench(&host, &url, &[RCC_NORTH, OPS_NORTH]);
    let mut excon = desk(&host, Chair::Excon);
    for round in 0..3 {
        for place in 0..2 {
            see_at(&mut shared, place, "the line", |view| {
                (view.picture.is_some() && view.link == LinkStatus::Live).then_some(())
            });
        }
        cable.cut();
        for place in 0..2 {
            shared.at(place).unwrap().send(log(&format!("round {round} at {place}")));
            wait_for("the cut", || {
                shared.poll();
                (*shared.held()[place].link() != LinkStatus::Live).then_some(())
            });
            assert!(shared.held()[place].view().is_some_and(|view| view.picture.is_some()), "it stays in sight");
        }
        steer(&mut excon, Steer::Run);
        cable.mend();
        (0..2).for_each(|place| settled_at(&mut shared, place));
        steer(&mut excon, Steer::Pause);
    }
    listed(&mut excon, RCC_NORTH, "both again", |status| status.also == [OPS_NORTH] && status.people == ["Ani"]);
    host.stop();
    let mut said: Vec<_> = verified(&run)
        .commands()
        .filter_map(|(_, command)| match &command.body {
            Command::Log { text } => Some((command.seat, text.clone())),
            _ => None,
        })
        .collect();
    said.sort();
    let wanted = |seat: u32| (0..3).map(move |round| (Some(SeatId(seat)), format!("round {round} at {seat}")));
    assert_eq!(said, wanted(0).chain(wanted(1)).collect::<Vec<_>>(), "each once");
}

#[test]
fn a_seat_that_is_let_go_goes_to_its_crew_and_the_others_stay() {
    let (_folder, run) = place();
    let host = Host::start(HostOptions { grace: Duration::ZERO, running: true, ..example(&run) }).unwrap();
    let mut excon = desk(&host, Chair::Excon);
    let mut shared = bench(&host, &host.local_url(), &[RCC_NORTH, OPS_NORTH]);
    for chair in [RCC_NORTH, OPS_NORTH] {
        listed(&mut excon, chair, "people", |status| {
            // The second is on its way once the first is in.
            shared.poll();
            status.crew.is_none() && !status.people.is_empty()
        });
    }
    // Each is handed over, and taken back, by itself.
    shared.at(1).unwrap().send(Intent::Crew(Some(Crew::Doctrine)));
    listed(&mut excon, OPS_NORTH, "the crew", |status| status.crew == Some(Crew::Doctrine));
    listed(&mut excon, RCC_NORTH, "people still", |status| status.crew.is_none());
    shared.at(1).unwrap().send(Intent::Crew(None));
    listed(&mut excon, OPS_NORTH, "people again", |status| status.crew.is_none());
    shared.let_go(1);
    listed(&mut excon, OPS_NORTH, "its crew", |status| status.crew == Some(Crew::Doctrine) && status.people.is_empty());
    listed(&mut excon, RCC_NORTH, "people", |status| status.crew.is_none() && status.also.is_empty());
}

#[test]
fn somebody_who_holds_several_seats_is_stopped_by_the_news_of_any_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = super::drill::shipped("tutorial");
    let source = sarex::scenario::load(&super::drill::folder("tutorial")).unwrap();
    let mut options = HostOptions::new(&scenario, &source, folder.path().join("alone.sarex"));
    options.listen = ([127, 0, 0, 1], 0).into();
    let host = Host::start(options).unwrap();
    let mut shared = bench(&host, &host.local_url(), &[OPS_NORTH, RCC_NORTH]);
    let mut clock = desk(&host, Chair::Excon);
    for (seats, words) in [(vec![], "name a seat"), (vec![SeatId(0), SeatId(99)], "there is no")] {
        steer(&mut clock, Steer::NextNews(seats));
        assert!(clock.notices().last().is_some_and(|notice| notice.contains(words)), "{:?}", clock.notices());
    }
    for place in 0..2 {
        see_at(&mut shared, place, "a picture", |view| view.picture.as_ref().map(|_| ()));
    }
    // The centre is told first; operations hear nothing yet.
    steer(&mut clock, Steer::NextNews(vec![SeatId(1), SeatId(0)]));
    let stopped = |view: &View| (!view.clock.running && view.clock.tick.0 > 0).then_some(view.clock.tick);
    let at = see(&mut clock, "the stop", stopped);
    let told = |view: &View| view.picture.as_ref().filter(|p| p.tick == at).map(|picture| picture.messages.len());
    assert_eq!(see_at(&mut shared, 1, "the news", told), 1);
    assert_eq!(see_at(&mut shared, 0, "no news", told), 0);
}
