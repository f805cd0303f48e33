//! When doctrine ends the search for people who are missing, and when it does not.

use super::*;
use crate::plan;
use crate::sar::pattern::{Pattern, Rectangle};
use crate::sim::plot::{Command as Decision, Conclusion};

/// The hull was found, and those on it taken off, at this hour.
const FOUND_H: i64 = 12;

/// RCC South, which answers for a boat whose hull was found in the evening with thirty of forty aboard, and has
/// searched for the others through the night and the next days, at so many hours from the start.
fn missing(theatre: &Theatre, now_h: i64) -> Picture {
    let found = hours(FOUND_H);
    let mut picture = desk(theatre, SOUTH, hours(now_h));
    picture.cases.push(CaseView {
        nature: Nature::Sinking,
        persons: Some(40),
        recovered: 30,
        landed: 30,
        phase: Some((Phase::Distress, found)),
        responsible: Some((SOUTH, found)),
        ..case(hours(10))
    });
    let mut hull = contact(Seen::CapsizedHull, "08-10S 105-30E", 30, found);
    (hull.last_seen, hull.cleared) = (hours(FOUND_H + 3), true);
    picture.contacts.push(hull);
    let centre = p("08-10S 105-30E");
    let area = Rectangle { centre, length_m: metres(80.0), width_m: metres(80.0), axis_true_deg: 0.0 };
    for turn in 0..3 {
        picture.searches.push(SearchView {
            sru: AIRCRAFT,
            case: Some(CASE),
            area,
            pattern: Pattern::ParallelSweep,
            // Closer than anybody would: what counts is that it was thorough.
            spacing_m: 150.0,
            began_at: hours(FOUND_H + 4 + 10 * turn),
            ended_at: Some(hours(FOUND_H + 14 + 10 * turn)),
            completed: true,
        });
    }
    let data = theatre.sru(AIRCRAFT);
    let (name, kind, party) = (data.name.clone(), data.kind, data.party);
    picture.cards.push(SruCard { sru: AIRCRAFT, name, kind, party, data: Some(Box::new(data.clone())) });
    picture
}

/// Whether the search is ended for want of hope, and why by the log.
fn ends(theatre: &Theatre, picture: &Picture) -> Option<(u8, String)> {
    let commands = decide(theatre, picture);
    let ended = commands.iter().find_map(|c| match c {
        Command::Plot(Decision::Conclude { case: CASE, reason: Conclusion::NoHope { alive_percent } }) => {
            Some(*alive_percent)
        }
        _ => None,
    })?;
    let why = commands.iter().find_map(|c| match c {
        Command::Log { text } if text.starts_with("No hope") => Some(text.clone()),
        _ => None,
    });
    Some((ended, why.expect("the reason is written down")))
}

#[test]
fn a_search_goes_on_while_the_strongest_could_live_and_ends_when_nobody_could() {
    let theatre = theatre();
    for hour in [20, 48, 72] {
        assert_eq!(ends(&theatre, &missing(&theatre, hour)), None, "at {hour} h");
    }
    let (alive, why) = ends(&theatre, &missing(&theatre, 240)).expect("after nine days in the water");
    assert_eq!(alive, 0);
    assert!(why.contains("10 missing") && why.contains("would have found them"), "{why}");
    // The first half hour at which it ends is the first at which hardly one in all could live.
    let at = (24..240).find(|hour| ends(&theatre, &missing(&theatre, *hour)).is_some()).expect("some time");
    let hope = |hour| {
        let scenario = &theatre.scenario;
        plan::hope(&missing(&theatre, hour), CASE, &scenario.sea, scenario.start).expect("the boat is lost").alive
    };
    assert!(10.0 * hope(at) < 0.05 && 10.0 * hope(at - 1) >= 0.05, "{at} h: {} {}", hope(at), hope(at - 1));
    assert!((60..200).contains(&(at - FOUND_H)), "{at} h");
}

#[test]
fn it_does_not_end_without_a_good_search_or_while_somebody_may_be_on_a_hull_or_in_a_raft() {
    let theatre = theatre();
    let late = || missing(&theatre, 170);
    assert!(ends(&theatre, &late()).is_some());
    let mut unsearched = late();
    unsearched.searches.clear();
    assert_eq!(ends(&theatre, &unsearched), None);
    let mut hull = late();
    (hull.contacts[0].cleared, hull.contacts[0].persons) = (false, 4);
    hull.tick = hours(120);
    assert_eq!(ends(&theatre, &hull), None, "four were left on it");
    let mut raft = late();
    raft.contacts.push(ContactView { number: 1, ..contact(Seen::LifeRaft, "08-10S 105-30E", 6, hours(FOUND_H + 1)) });
    assert_eq!(ends(&theatre, &raft), None, "six were seen in a raft");
    let mut called = late();
    called.messages.push(call(hours(160), Nature::Concern, Some(40)));
    assert_eq!(ends(&theatre, &called), None, "somebody has called since");
    let mut seen = late();
    seen.contacts.push(ContactView { number: 1, ..contact(Seen::PersonInWater, "08-10S 105-30E", 1, hours(160)) });
    assert_eq!(ends(&theatre, &seen), None, "somebody was seen alive ten hours ago");
    let mut afloat = late();
    afloat.contacts[0].what = Seen::Vessel;
    afloat.cases[0].nature = Nature::EngineTrouble;
    assert_eq!(ends(&theatre, &afloat), None, "a boat that floats is never given up");
    let mut theirs = late();
    theirs.cases[0].responsible = Some((NORTH, hours(FOUND_H)));
    assert_eq!(ends(&theatre, &theirs), None, "another centre answers for it");
}

#[test]
fn hope_never_grows_without_news_and_news_of_life_never_lessens_it() {
    let theatre = theatre();
    let scenario = &theatre.scenario;
    let alive = |picture: &Picture| plan::hope(picture, CASE, &scenario.sea, scenario.start).expect("lost").alive;
    let mut last = 1.0;
    for hour in (FOUND_H..300).step_by(3) {
        let mut picture = missing(&theatre, hour.max(FOUND_H + 3));
        let now = alive(&picture);
        assert!((0.0..=1.0).contains(&now) && now <= last + 1e-12, "{hour} h: {now} after {last}");
        last = now;
        picture.messages.push(call(hours((hour - 5).max(FOUND_H)), Nature::Concern, None));
        assert!(alive(&picture) >= now, "{hour} h");
    }
    assert!(last < 1e-6, "{last}");
}
