//! Money, places, staff and consultations, played by crews and scripts: what is asked for and what comes of it, what it
//! costs, who bears it, and that what is left undone is seen in the score at its place.

use std::sync::Arc;

use sarex::base::Tick;
use sarex::crew::{Crew, Script};
use sarex::debrief::{ReportInput, RunFacts, Tracks, report};
use sarex::scenario::{self, Scenario};
use sarex::score::{BurdenRow, Labels, Score, score, to_text};
use sarex::session::{Exercise, Seating};
use sarex::sim::means::{Event as Means, Wanted};
use sarex::sim::{Ask, Event, Stamped, Theatre, World};

use super::ashore::FIXTURE;
use super::clause::clause;
use super::drill::hours;

/// The scenario of the part ashore with money, places, staff and ministries.
pub(crate) fn strait() -> Scenario {
    let changes = [
        (
            "(id: \"delta\", name: \"Delta\", kind: Country),",
            "(id: \"delta\", name: \"Delta\", kind: Country, resettlement_places: 20, budget: 100000),",
        ),
        (
            "(id: \"hills\", name: \"Hills\", kind: Country),",
            "(id: \"hills\", name: \"Hills\", kind: Country),
             (id: \"unhcr\", name: \"UNHCR\", kind: Organisation,
              stock: (registration: 4, screening: 2, medical: 4, child_protection: 2, interpreters: [(\"Hill\", 2)])),
             (id: \"iom\", name: \"IOM\", kind: Organisation, stock: (medical: 4)),",
        ),
        (
            "(id: \"rcc-delta\"",
            "(id: \"fm-delta\", name: \"Ministry Delta\", party: \"delta\", role: ForeignMinistry, position: \"cove\"),
             (id: \"fm-hills\", name: \"Ministry Hills\", party: \"hills\", role: ForeignMinistry, position: \"merak\"),
             (id: \"unhcr\", name: \"UNHCR office\", party: \"unhcr\", role: Unhcr, position: \"merak\"),
             (id: \"iom\", name: \"IOM office\", party: \"iom\", role: Iom, position: \"merak\"),
             (id: \"rcc-delta\"",
        ),
        (
            "    reception: [",
            "    fund: (name: \"Strait fund\", balance: 60000, manager: \"iom\"),
             task_force: [\"delta\", \"hills\"],
             reception: [",
        ),
        // So few that help is needed.
        ("registration: 6, screening: 5,", "registration: 1, screening: 1,"),
        ("interpreters: [(\"Hill\", 6)],", ""),
    ];
    let mut text = FIXTURE.to_owned();
    for (old, new) in changes {
        assert!(text.contains(old), "{old}");
        text = text.replacen(old, new, 1);
    }
    let (scenario, findings) = scenario::read(&text);
    assert!(findings.is_empty(), "{findings:#?}");
    scenario.unwrap()
}

struct Run {
    theatre: Arc<Theatre>,
    events: Vec<Stamped<Event>>,
    world: World,
    score: Score,
}

/// Played by doctrine crews, with a script, and with nobody in some seats.
fn play(script: &str, absent: &[&str], until: Tick) -> Run {
    let scenario = strait();
    let script = Script::read(script, &scenario).unwrap_or_else(|e| panic!("{}", e.join("\n")));
    let mut seating = Seating { script: Some(script), ..Seating::all(&scenario, Crew::Doctrine) };
    for (i, seat) in scenario.seats.iter().enumerate() {
        if absent.contains(&seat.id.as_str()) {
            seating.crews[i] = Crew::Absent;
        }
    }
    let mut exercise = Exercise::new(scenario, 2, seating);
    let theatre = Arc::new(Theatre::new(exercise.theatre().scenario.clone()));
    let initial = exercise.world().clone();
    let mut events = Vec::new();
    while !exercise.is_over() && exercise.world().tick < until {
        events.extend(exercise.advance().events);
        if exercise.world().tick.0.is_multiple_of(360) {
            exercise.world().check_invariants(exercise.theatre());
        }
    }
    let world = exercise.world().clone();
    let labels = Labels { crew: "test".to_owned(), until: world.tick, final_hash: world.digest() };
    let score = score(&theatre, &labels, &initial, &events);
    Run { theatre, events, world, score }
}

impl Run {
    fn value(&self, key: &str) -> f64 {
        let measure = self.score.measure(key).unwrap_or_else(|| panic!("no {key}"));
        measure.value.unwrap_or_else(|| panic!("{key} is undefined"))
    }

    fn has(&self, wanted: impl Fn(&Means) -> bool) -> bool {
        self.events.iter().any(|e| matches!(&e.body, Event::Means(what) if wanted(what)))
    }

    /// Every row of the table of costs adds up to its last column, and every column to the score's own sums.
    fn adds_up(&self) {
        let rows = &self.score.burden;
        for row in rows {
            let parts = [row.units_usd, row.ships_usd, row.reception_usd, row.staff_usd, row.shared_usd, row.fund_usd];
            assert_eq!(parts.iter().sum::<i64>(), row.total_usd, "{row:?}");
        }
        let all = BurdenRow::all(rows);
        assert_eq!((all.shared_usd, all.fund_usd), (0, 0), "what is shared or goes through the fund is nobody's cost");
        assert_eq!(all.total_usd, all.units_usd + all.ships_usd + all.reception_usd + all.staff_usd);
        assert_eq!(all.units_usd as f64, self.value("cost_units"));
        assert_eq!(all.reception_usd as f64, self.value("cost_reception"));
        for row in rows.iter().filter(|row| row.party.is_some()) {
            let id = &self.theatre.scenario.parties[row.party.unwrap().index()].id;
            assert_eq!(row.total_usd as f64, self.value(&format!("burden.{id}")));
        }
    }
}

#[test]
fn crews_ask_for_what_a_site_lacks_and_organisations_send_it() {
    let run = play("[]", &[], hours(120));
    run.adds_up();
    assert!(run.value("requests.staff.asked") >= 1.0 && run.value("staff_lent") >= 2.0);
    assert!(run.has(|e| matches!(e, Means::StaffArrived { .. })));
    assert!(run.value("requests.draw.accepted") >= 1.0 && run.value("fund_drawn") > 0.0);
    let fund = run.value("fund_contributed") + 60_000.0 - run.value("fund_drawn");
    assert_eq!(run.value("fund_unused"), fund);
    assert!(run.value("cost_units") > 0.0 && run.value("cost_reception") > 0.0);
    let all = BurdenRow::all(&run.score.burden);
    let received = run.events.iter().filter(|e| matches!(e.body, Event::PersonLanded { .. })).count();
    assert_eq!(all.received as usize, received, "all came to a site");
    // Nobody asked for what it had no right to, and nobody was asked twice at a time.
    for event in &run.events {
        if let Event::CommandRejected { seat, what, why } = &event.body {
            panic!("{seat} could not {what}: {why}");
        }
    }
    // Without anybody to send them, none come, and it is seen there.
    let alone = play("[]", &["unhcr", "iom", "fm-delta", "fm-hills"], hours(120));
    alone.adds_up();
    assert!(alone.score.measure("staff_lent").is_none());
    let lent = |run: &Run| run.score.measure("staff_lent").and_then(|measure| measure.value).unwrap_or(0.0);
    clause("J 10.C.b", "staff_lent", lent(&run), lent(&alone));
    assert_eq!(alone.value("fund_drawn"), 0.0);
    assert_eq!(alone.value("fund_unused"), 60_000.0);
    let haven = |run: &Run| run.value("burden.haven");
    assert!(haven(&alone) > haven(&run), "the fund bore a part");
    let html = report(&ReportInput {
        theatre: &run.theatre,
        score: &run.score,
        events: &run.events,
        tracks: &Tracks::default(),
        run: &RunFacts::default(),
        brief: None,
    });
    for words in ["Means and burden", "Strait fund", "What it left for the next alert", "Fund, paid less drawn"] {
        assert!(html.contains(words), "{words}");
    }
    assert!(to_text(&run.score).contains("Borne in all: Haven"));
}

#[test]
fn a_refused_draw_an_unasked_staff_and_a_consultation_not_held_each_show_at_their_place() {
    const TALKS: &str = r#"[
        (at: "+4h", seat: "rcc", do: Text(to: "fm-delta", case: "boat", text: "A boat is in distress.")),
        (at: "+4h", every: "30min", until: "+6h", seat: "rcc", do: Text(to: "fm-delta", case: "boat", text: "A boat is in distress.")),
        (at: "+8h", seat: "fm-delta", do: Ask(to: "fm-hills", channel: Text, case: "boat", what: Consult)),
        (at: "+8h", seat: "fm-delta", do: Ask(to: "unhcr", channel: Text, case: "boat", what: Consult)),
        (at: "+9h", seat: "fm-hills", do: Answer(from: "fm-delta", what: Consult, answer: ACCEPT)),
        (at: "+9h", seat: "unhcr", do: Answer(from: "fm-delta", what: Consult, answer: ACCEPT)),
        (at: "+20h", seat: "fm-delta", do: Contribute(40000)),
        (at: "+30h", seat: "rcc", do: Ask(to: "iom", channel: Text, case: "boat", what: Draw(amount: 5000, persons: 60))),
        (at: "+30h", seat: "iom", do: Answer(from: "rcc", what: Draw, answer: ACCEPT)),
    ]"#;
    let absent = ["immigration", "unhcr", "iom", "fm-delta", "fm-hills"];
    let agreed = play(&TALKS.replace("ACCEPT", "Accept"), &absent, hours(72));
    let not = play(&TALKS.replace("ACCEPT", "Refuse(\"not now\")"), &absent, hours(72));
    assert_eq!((agreed.value("consultations_held"), not.value("consultations_held")), (1.0, 0.0));
    let held = |run: &Run| run.value("consultations_held");
    clause("KL 2, 3, 9", "consultations_held", held(&agreed), held(&not));
    clause("KL 8", "fund_unused", agreed.value("fund_unused"), not.value("fund_unused"));
    let took_h = agreed.value("consultation_time") / 3600.0;
    assert!((24.0..50.0).contains(&took_h), "{took_h} h");
    assert!(not.score.measure("consultation_time").unwrap().value.is_none());
    assert_eq!(agreed.value("fund_contributed"), 40_000.0);
    assert_eq!(agreed.value("requests.draw.accepted") - not.value("requests.draw.accepted"), 1.0);
    assert_eq!(agreed.value("fund_drawn"), 5_000.0);
    assert_eq!((agreed.value("fund_unused"), not.value("fund_unused")), (95_000.0, 100_000.0));
    assert_eq!(agreed.value("burden.haven") + 5_000.0, not.value("burden.haven"));
    assert_eq!(agreed.value("burden.delta"), 40_000.0);
    assert!(not.value("requests.consult.refused") >= 2.0);
    let asked = |run: &Run| {
        let staff =
            |e: &&Stamped<Event>| matches!(&e.body, Event::RequestMade { what: Ask::Means(Wanted::Staff { .. }), .. });
        run.events.iter().filter(staff).count()
    };
    assert_eq!(asked(&agreed), 0, "nobody asked for staff");
    assert!(agreed.score.measure("staff_lent").is_none());
    for run in [&agreed, &not] {
        run.adds_up();
    }
    assert!(agreed.world.means.task_force.len() == 2, "delta and hills had agreed before");
}

#[test]
fn a_share_of_the_cost_moves_money_and_a_pledge_is_kept_by_what_is_decided() {
    // Delta's centre asks that its people may land in Haven; the rescuer is Haven's, the agreement about the case.
    const LANDED: &str = r#"[
        (at: "+1h", seat: "rcc", do: Text(to: "rcc-delta", case: "boat", text: "A boat is in distress.")),
        (at: "+1h10min", seat: "rcc", do: Text(to: "rcc-delta", case: "boat", text: "A boat is in distress.")),
        (at: "+1h30min", seat: "rcc-delta", do: Ask(to: "rcc", channel: Text, case: "boat", what: Land(place: "merak", persons: 40))),
        (at: "+1h35min", seat: "rcc", do: Answer(from: "rcc-delta", what: Land, answer: AcceptIf(pledge: 10, SHARE))),
        (at: "+1h40min", seat: "rcc-delta", do: Agree(to: "rcc", what: Land)),
        (at: "+40h", seat: "immigration", do: Ashore(Refer(who: Of("delta"), to: Unhcr))),
        (at: "+41h", seat: "immigration", do: Ashore(Decide(who: Of("delta"), outcome: Resettlement))),
    ]"#;
    let absent = ["rcc-delta", "unhcr", "iom", "fm-delta", "fm-hills"];
    let shared = play(&LANDED.replace("SHARE", "cost_share: 50"), &absent, hours(60));
    let alone = play(&LANDED.replace(", SHARE", ""), &absent, hours(60));
    for run in [&shared, &alone] {
        run.adds_up();
    }
    let row = |run: &Run, id: &str| {
        let scenario = &run.theatre.scenario;
        let of = |row: &&BurdenRow| row.party.is_some_and(|party| scenario.parties[party.index()].id == id);
        run.score.burden.iter().find(of).cloned()
    };
    let (delta, haven) = (row(&shared, "delta").unwrap(), row(&shared, "haven").unwrap());
    assert!(delta.shared_usd > 0 && haven.shared_usd == -delta.shared_usd);
    assert!(
        (delta.shared_usd * 2 - haven.reception_usd).abs() <= 2,
        "half of {}: {}",
        haven.reception_usd,
        delta.shared_usd
    );
    assert_eq!(row(&alone, "delta").map_or(0, |row| row.shared_usd), 0);
    clause(
        "J 7-8",
        "shared by Delta",
        delta.shared_usd as f64,
        row(&alone, "delta").map_or(0.0, |row| row.shared_usd as f64),
    );
    assert_eq!(delta.pledged, 10);
    assert!(delta.kept > 0 && delta.kept <= 10, "{}", delta.kept);
    assert_eq!(shared.value("pledges_kept.delta") * 10.0, f64::from(delta.kept));
    assert_eq!(shared.value("pledged.delta"), 10.0);
}

#[test]
fn what_is_left_for_the_next_alert_is_taken_down_at_the_end() {
    let run = play("[]", &["rcc", "ops", "immigration", "police", "unhcr"], Tick(u32::MAX));
    assert!(run.score.ended.is_some());
    let haven = &run.score.left[0];
    assert_eq!((haven.units, haven.away, haven.failed), (1, 0, 0));
    assert_eq!((haven.fuel, haven.beds), (Some(1.0), (0, 100)));
    assert_eq!(haven.unready_h, 0.0);
    assert_eq!(run.value("cost_units"), 0.0, "nobody sailed");
    let busy = play("[]", &[], hours(30));
    assert!(busy.value("cost_units") > 0.0);
    assert!(busy.score.left.is_empty(), "it has not ended");
}
