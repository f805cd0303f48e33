//! Means and burden in the report: what it cost and who bore it, the fund, consultations, and what is left for the next
//! alert.

use maud::{Markup, html};

use crate::score::{BurdenRow, LeftRow, Measure, dollars};
use crate::sim::means::{Event as Means, Wanted};
use crate::sim::{Answer, Ask, Event};

use super::findings::{Finding, Weight};
use super::story::{Column, Story, evidence_links, links, number, scroller};

/// The section's tables.
pub(super) fn tables(story: &Story<'_>) -> Markup {
    html! {
        p {
            "Hours under way of government units, hours merchant ships were held from their passages, days in reception and "
            "hours of staff, each at its price in US dollars; the prices are proposed and round. Every row adds up to its last "
            "column, every column to its last row."
        }
        (costs(story))
        h4 { "Who bore what share of people and cost" }
        (shares(story))
        (given(story))
        h4 { "What it left for the next alert" }
        (left(story))
    }
}

fn name<'s>(story: &Story<'s>, row: &BurdenRow) -> &'s str {
    match (row.party, &story.scenario.means.fund) {
        (Some(party), _) => story.party(party),
        (None, Some(fund)) => &fund.name,
        (None, None) => "all together",
    }
}

fn usd(amount: i64) -> String {
    if amount == 0 { "-".to_owned() } else { dollars(amount).trim_start_matches("USD ").to_owned() }
}

/// A row for each state, company and organisation, and the fund; a column for each sort of cost.
fn costs(story: &Story<'_>) -> Markup {
    let rows = &story.score.burden;
    if rows.is_empty() {
        return html! { p { "Nothing was spent." } };
    }
    let all = BurdenRow::all(rows);
    let columns: [Column<BurdenRow, i64>; 7] = [
        ("Units under way", |row| row.units_usd),
        ("Ships held", |row| row.ships_usd),
        ("Reception", |row| row.reception_usd),
        ("Staff", |row| row.staff_usd),
        ("Borne for others", |row| row.shared_usd),
        ("Fund, paid less drawn", |row| row.fund_usd),
        ("In all", |row| row.total_usd),
    ];
    // What is nothing for everybody has no column, and who bore nothing no row.
    let columns: Vec<_> = columns.into_iter().filter(|(_, of)| rows.iter().any(|row| of(row) != 0)).collect();
    let rows: Vec<&BurdenRow> = rows.iter().filter(|row| columns.iter().any(|(_, of)| of(row) != 0)).collect();
    if rows.is_empty() {
        return html! { p { "Nothing was spent." } };
    }
    let table = html! {
        table {
            thead { tr { th { "USD" } @for (heading, _) in &columns { th.num { (heading) } } th { "Events" } } }
            tbody {
                @for row in &rows {
                    tr {
                        td { (name(story, row)) }
                        @for (_, of) in &columns { td.num { (usd(of(row))) } }
                        td { (behind(story, row)) }
                    }
                }
            }
            tfoot { tr {
                td { "all together" }
                @for (_, of) in &columns { td.num { (usd(of(&all))) } }
                td {}
            } }
        }
    };
    scroller(&table)
}

fn behind(story: &Story<'_>, row: &BurdenRow) -> Markup {
    let written = row.party.and_then(|party| story.scenario.parties.get(party.index()));
    let key = written.map_or_else(|| "fund_unused".to_owned(), |party| format!("burden.{}", party.id));
    html! { @if let Some(measure) = story.score.measure(&key) { (evidence_links(&measure.evidence)) } }
}

/// Shares of people received and of the whole cost, beside the share of the beds there are.
fn shares(story: &Story<'_>) -> Markup {
    let rows: Vec<&BurdenRow> = story.score.burden.iter().filter(|row| row.party.is_some()).collect();
    let all = BurdenRow::all(&story.score.burden);
    let share = |part: i64, whole: i64| match whole {
        whole if whole > 0 => format!("{:.0} %", part as f64 * 100.0 / whole as f64),
        _ => "-".to_owned(),
    };
    let is_row = |row: &&BurdenRow| row.received > 0 || row.beds > 0 || row.total_usd != 0 || row.pledged > 0;
    let rows: Vec<&BurdenRow> = rows.into_iter().filter(is_row).collect();
    let has_pledges = all.pledged > 0;
    let table = html! {
        table {
            thead { tr {
                th { "Whose" } th.num { "Persons received" } th.num { "Of them, not safe there" } th.num { "Share of people" } th.num { "Share of beds" }
                th.num { "Share of cost" } @if has_pledges { th.num { "Undertook to resettle" } th.num { "Decided" } }
            } }
            tbody {
                @for row in rows {
                    tr {
                        td { (name(story, row)) }
                        td.num { (row.received) }
                        td.num { (row.not_safe) }
                        td.num { (share(i64::from(row.received), i64::from(all.received))) }
                        td.num { (share(i64::from(row.beds), i64::from(all.beds))) }
                        td.num { (share(row.total_usd, all.total_usd)) }
                        @if has_pledges { td.num { (row.pledged) } td.num { (row.kept) } }
                    }
                }
            }
            tfoot { tr {
                td { "all together" } td.num { (all.received) } td.num { (all.not_safe) } td.num {} td.num {} td.num {}
                @if has_pledges { td.num { (all.pledged) } td.num { (all.kept) } }
            } }
        }
    };
    scroller(&table)
}

/// What passed by the fund, at consultations and of staff. Nothing where nothing did.
fn given(story: &Story<'_>) -> Markup {
    let told = story.events.iter().enumerate().filter_map(|(index, stamped)| match &stamped.body {
        Event::Means(what) if !matches!(**what, Means::StockTaken { .. }) => Some((index, stamped.tick)),
        _ => None,
    });
    let told: Vec<_> = told.collect();
    let table = html! {
        table {
            thead { tr { th { "When" } th { "What" } th { "Event" } } }
            tbody {
                @for (index, tick) in &told {
                    tr {
                        td.nowrap { (story.dtg(*tick)) }
                        td { (story.texts[*index]) }
                        td { (links([number(*index)])) }
                    }
                }
            }
        }
    };
    html! {
        @if !told.is_empty() {
            h4 { "Money, staff, places, and consultations" }
            @if told.len() > GIVEN_SHOWN {
                details.day { summary { (told.len()) " entries" } (table) }
            } @else {
                (table)
            }
        }
    }
}

/// More entries than this are folded.
const GIVEN_SHOWN: usize = 30;

/// What each state has for the next alert.
fn left(story: &Story<'_>) -> Markup {
    let rows = &story.score.left;
    if rows.is_empty() {
        return html! { p { "Taken down when the exercise ends; this one was stopped before, or no state has anything." } };
    }
    let columns: [Column<LeftRow, String>; 8] =
        [
            ("Units", |row| count(row.units)),
            ("Away from home", |row| count(row.away)),
            ("Out of service", |row| count(row.failed)),
            ("Mean fuel", |row| row.fuel.map_or_else(|| "-".to_owned(), |fuel| format!("{:.0} %", fuel * 100.0))),
            ("With survivors aboard", |row| count(row.laden)),
            ("Berths taken", |row| part(row.berths)),
            ("Beds taken", |row| part(row.beds)),
            ("Without a ready unit", |row| {
                if row.unready_h > 0.0 { format!("{:.1} h", row.unready_h) } else { "-".to_owned() }
            }),
        ];
    let columns: Vec<_> = columns.into_iter().filter(|(_, cell)| rows.iter().any(|row| cell(row) != "-")).collect();
    let rows = rows.iter().filter(|row| columns.iter().any(|(_, cell)| cell(row) != "-"));
    let table = html! {
        table {
            thead { tr { th { "State" } @for (heading, _) in &columns { th.num { (heading) } } } }
            tbody {
                @for row in rows {
                    tr {
                        td { (story.party(row.party)) }
                        @for (_, cell) in &columns { td.num { (cell(row)) } }
                    }
                }
            }
        }
    };
    scroller(&table)
}

fn part((taken, whole): (u32, u32)) -> String {
    if whole == 0 { "-".to_owned() } else { format!("{taken} of {whole}") }
}

fn count(n: u32) -> String {
    if n == 0 { "-".to_owned() } else { n.to_string() }
}

/// What of it is worth talking about.
pub(super) fn findings(story: &Story<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(unused(story));
    found.extend(unheld(story));
    found.extend(unkept(story));
    found
}

fn value(story: &Story<'_>, key: &str) -> f64 {
    story.score.measure(key).and_then(|measure| measure.value).unwrap_or(0.0)
}

/// Money that was asked for, refused, and left in the fund.
fn unused(story: &Story<'_>) -> Option<Finding> {
    let mut asked = Vec::new();
    let mut refused = Vec::new();
    for (index, stamped) in story.events.iter().enumerate() {
        match &stamped.body {
            Event::RequestMade { request, what: Ask::Means(Wanted::Draw { .. }), .. } => asked.push(*request),
            Event::RequestAnswered { request, answer: Answer::Refuse { .. }, .. } if asked.contains(request) => {
                refused.push(number(index));
            }
            _ => {}
        }
    }
    let left = value(story, "fund_unused");
    (!refused.is_empty() && left > 0.0).then(|| Finding {
        title: format!("Money was asked of the fund and refused, and {} were left in it.", dollars(left as i64)),
        detail: "What is in a fund helps nobody who has been landed.".to_owned(),
        weight: Weight::Notable,
        evidence: refused,
    })
}

/// A consultation that was asked for and never held.
fn unheld(story: &Story<'_>) -> Option<Finding> {
    let asked = story.score.measure("requests.consult.asked")?;
    (value(story, "consultations_held") == 0.0).then(|| Finding {
        title: "A consultation was asked for and not held.".to_owned(),
        detail: "It takes two who accept; what each knew of the case stayed where it was.".to_owned(),
        weight: Weight::Notable,
        evidence: asked.evidence.iter().map(|evidence| evidence.event).collect(),
    })
}

/// Undertakings to resettle that nothing came of.
fn unkept(story: &Story<'_>) -> Vec<Finding> {
    let kept = story.score.process.iter().filter(|measure| measure.key.starts_with("pledges_kept."));
    let open = |measure: &Measure| Some((measure.denominator? - measure.numerator?).max(0.0) as u32);
    kept.filter_map(|measure| {
        let left = open(measure).filter(|left| *left > 0)?;
        Some(Finding {
            title: format!(
                "For {left} persons it undertook to resettle nothing was decided: {}.",
                whose(&measure.name)
            ),
            detail: "An undertaking is kept where the state that received people refers them.".to_owned(),
            weight: Weight::Fact,
            evidence: measure.evidence.iter().map(|evidence| evidence.event).collect(),
        })
    })
    .collect()
}

fn whose(name: &str) -> &str {
    name.rsplit(": ").next().unwrap_or(name)
}
