//! Which shipped scenario exercises which clause of the declarations: the page `scenarios/README.md`, kept true.

use std::collections::BTreeSet;

use sarex::scenario::{Effect, IndicatorKind, PartyKind, Role, SHIPPED, Scenario};

use super::drill::shipped;

/// A clause, as the page names it, and whether a scenario has what it takes to do it or to leave it undone.
struct Clause {
    name: &'static str,
    exercised: fn(&Scenario) -> bool,
}

const fn clause(name: &'static str, exercised: fn(&Scenario) -> bool) -> Clause {
    Clause { name, exercised }
}

/// In the order of the table of the declarations.
const CLAUSES: [Clause; 19] = [
    clause("Timely search and rescue (J 10.A.h)", |s| s.persons_aboard() > 0 && !s.srus.is_empty()),
    clause("Coordination of rescue, disembarkation, reception, outcome (J 10.C.e)", |s| {
        has(s, Role::Rcc) && has(s, Role::ForeignMinistry) && !s.reception.sites.is_empty()
    }),
    clause("National focal points and a secure portal (J 10.B.a)", |s| s.portal.members.len() >= 2),
    clause("Data collection: incident reports (J 10.B.b)", |s| s.portal.members.len() >= 2),
    clause("Early warning, exchange of intelligence (J 10.B.c, KL 3)", |s| {
        s.portal.members.len() >= 2 && told(s, |kind| matches!(kind, IndicatorKind::Departure | IndicatorKind::Route))
    }),
    clause("Identity and documents (J 10.B.d, A.e-g)", |s| {
        received(s) && any_group(s, |c| c.documents_share > 0.0 && c.documents_share < 1.0)
    }),
    clause("Following the money (J 10.B.e)", |s| told(s, |kind| kind == IndicatorKind::Money)),
    clause("Victims of trafficking (J 10.C.a)", |s| received(s) && any_group(s, |c| c.trafficking_share > 0.0)),
    clause("Resources for protection (J 10.C.b)", |s| {
        received(s) && s.means.purses.iter().any(|p| p.staff.iter().any(|n| *n > 0) || !p.interpreters.is_empty())
    }),
    clause("Smuggled and trafficked people are not liable (J 10.C.c)", |s| received(s) && has(s, Role::Police)),
    clause("Witnesses protected (J 10.C.d)", |s| {
        received(s) && has(s, Role::Police) && any_group(s, |c| c.witnesses_share > 0.0)
    }),
    clause("Return of those not in need of protection, and of nobody else (J 10.C.f)", |s| {
        received(s) && any_group(s, |c| c.flees.is_some())
    }),
    clause("Consular notification (J 10.C.g)", |s| received(s) && any_group(s, |c| !c.nationalities.is_empty())),
    clause("Evidence, legal assistance between states (J 10.D, KL 4)", |s| {
        received(s) && has(s, Role::Police) && any_group(s, |c| c.organisers > 0 || c.witnesses_share > 0.0)
    }),
    clause("Burden sharing (J 7-8)", |s| {
        received(s) && s.means.purses.iter().any(|p| p.resettlement_places.is_some_and(|n| n > 0))
    }),
    clause("Task force for crisis and emergency (KL 2, 3, 9)", |s| s.means.task_force.is_some()),
    clause("Trust fund (KL 8)", |s| s.means.fund.is_some()),
    clause("Public communication (J 10.A.d, KL 6)", |s| s.injects.iter().any(|i| matches!(i.effect, Effect::Press(_)))),
    clause("Analysis: many runs of one scenario (KL 5)", |_| true),
];

fn has(s: &Scenario, role: Role) -> bool {
    s.seats.iter().any(|seat| seat.role == role)
}

/// Whether anybody receives who comes ashore.
fn received(s: &Scenario) -> bool {
    !s.reception.sites.is_empty()
        && s.reception.sites.iter().all(|site| s.parties[site.party.index()].kind == PartyKind::Country)
}

fn any_group(s: &Scenario, holds: fn(&sarex::scenario::Circumstances) -> bool) -> bool {
    s.craft.iter().flat_map(|craft| &craft.groups).any(|group| holds(&group.circumstances))
}

fn told(s: &Scenario, of: fn(IndicatorKind) -> bool) -> bool {
    s.injects.iter().any(|inject| matches!(&inject.effect, Effect::Indicator(what) if of(what.kind)))
}

/// A row of the page: the clause, what a trainee does, the scenarios, the tests.
struct Row {
    clause: String,
    scenarios: BTreeSet<String>,
    tests: Vec<String>,
}

fn page() -> Vec<Row> {
    let text = include_str!("../../scenarios/README.md");
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let rows = text.lines().filter(|line| line.starts_with("| ")).skip(1).map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 4, "{line}");
        Row { clause: cells[0].to_owned(), scenarios: quoted(cells[2]).into_iter().collect(), tests: quoted(cells[3]) }
    });
    rows.collect()
}

#[test]
fn the_page_of_clauses_says_which_scenario_exercises_which() {
    let scenarios: Vec<Scenario> = SHIPPED.iter().map(|shipped_one| shipped(shipped_one.id)).collect();
    let rows = page();
    assert_eq!(rows.len(), CLAUSES.len(), "one row for each clause");
    let mut wrong = Vec::new();
    for (clause, row) in CLAUSES.iter().zip(&rows) {
        assert_eq!(clause.name, row.clause, "in the order of the declarations");
        let exercise: BTreeSet<String> =
            scenarios.iter().filter(|s| (clause.exercised)(s)).map(|s| s.id.clone()).collect();
        assert!(!exercise.is_empty(), "no scenario exercises {}", clause.name);
        let listed = if row.scenarios.contains("all") {
            scenarios.iter().map(|s| s.id.clone()).collect()
        } else {
            row.scenarios.clone()
        };
        if listed != exercise {
            let names: Vec<String> = exercise.iter().map(|id| format!("`{id}`")).collect();
            wrong.push(format!("{}: {}", clause.name, names.join(", ")));
        }
    }
    assert!(wrong.is_empty(), "scenarios/README.md should say\n{}", wrong.join("\n"));
}

/// The code of a clause, as the declarations number it: "J 10.C.d".
fn code(clause: &str) -> &str {
    clause.rsplit_once('(').and_then(|(_, code)| code.strip_suffix(')')).unwrap_or_else(|| panic!("no code: {clause}"))
}

/// The files whose tests the page may name.
const SOURCES: [&str; 12] = [
    include_str!("alongside.rs"),
    include_str!("ashore.rs"),
    include_str!("assessment.rs"),
    include_str!("assistance.rs"),
    include_str!("feared.rs"),
    include_str!("means.rs"),
    include_str!("negotiation.rs"),
    include_str!("outcomes.rs"),
    include_str!("public.rs"),
    include_str!("../../src/sim/ashore/identity_tests.rs"),
    include_str!("../../src/sim/ashore/rights_tests.rs"),
    include_str!("../../src/sim/ashore/tests.rs"),
];

/// What is written between the braces of a test.
fn body(test: &str) -> Option<&'static str> {
    let head = format!("#[test]\nfn {test}() {{\n");
    let found = SOURCES.into_iter().find_map(|source| source.split_once(&head));
    found.and_then(|(_, rest)| rest.split_once("\n}\n")).map(|(body, _)| body)
}

/// The clauses for which a test says that it holds two scores against each other, wherever its lines are broken.
fn said(body: &str) -> Vec<String> {
    let line = body.split_whitespace().collect::<Vec<_>>().join(" ").replace("( ", "(");
    let calls =
        ["clause(\"", "told_apart(\""].map(|call| line.split(call).skip(1).map(str::to_owned).collect::<Vec<_>>());
    let codes = calls.iter().flatten().filter_map(|rest| rest.split_once('"'));
    codes.map(|(code, _)| code.to_owned()).collect()
}

/// Every row names tests in which doing and leaving undone come out differently in the score: each of them exists, and
/// says for that very clause which two scores it holds against each other (`clause(code, what, done, undone)`, which
/// fails where they are equal).
#[test]
fn every_clause_has_a_test_in_which_the_score_tells_the_difference() {
    let mut wrong = Vec::new();
    for row in page() {
        let code = code(&row.clause);
        if row.tests.is_empty() {
            wrong.push(format!("{code}: no test"));
        }
        for test in &row.tests {
            let Some(body) = body(test) else {
                wrong.push(format!("{code}: there is no test {test}"));
                continue;
            };
            if !said(body).iter().any(|said| said == code) {
                wrong.push(format!("{code}: {test} does not say which two scores it holds against each other for it"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// And the other way round: whatever a test says it holds against each other for a clause, the page names it there.
#[test]
fn whatever_a_test_says_of_a_clause_the_page_says_too() {
    let rows = page();
    let mut wrong = Vec::new();
    for source in SOURCES {
        for (head, rest) in source.split("#[test]\nfn ").skip(1).filter_map(|test| test.split_once("() {\n")) {
            let body = rest.split_once("\n}\n").map_or(rest, |(body, _)| body);
            for said in said(body) {
                match rows.iter().find(|row| code(&row.clause) == said) {
                    None => wrong.push(format!("{head} speaks of {said}, which is no clause")),
                    Some(row) if !row.tests.iter().any(|test| test == head) => {
                        wrong.push(format!("{said}: the page does not name {head}"));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn two_scores_that_are_equal_tell_nothing_apart() {
    let equal = std::panic::catch_unwind(|| super::clause::clause("J 10.A.h", "saved", 3.0, 3.0));
    let differ = std::panic::catch_unwind(|| super::clause::clause("J 10.A.h", "saved", 3.0, 2.0));
    assert!(equal.is_err() && differ.is_ok());
}
