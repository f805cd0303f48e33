//! The report: one HTML page that reads from top to bottom, on a screen or on paper.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::base::{Span, Tick};
use crate::score::{ChainStep, Persons};
use crate::sim::EndCause;

use super::findings::{Finding, Weight, of_story};
use super::input::ReportInput;
use super::limits::limits;
use super::story::{Story, links, persons};
use super::timeline::Timeline;
use super::{
    alongside, assessment, bars, burden, dealings, knowledge, lanes, map, objectives, plots, reception, references,
    signals, survivors, tables,
};

const CSS: &str = include_str!("../../assets/report/report.css");

/// Sections in order: anchor, heading.
const SECTIONS: [(&str, &str); 12] = [
    ("summary", "Summary"),
    ("findings", "Findings"),
    ("charts", "Charts"),
    ("survivors", "Survivors over time"),
    ("timeline", "Time line"),
    ("clocks", "Clocks"),
    ("knowledge", "Who knew what when"),
    ("expectations", "Expectations"),
    ("people", "What became of people"),
    ("score", "Score"),
    ("limits", "Assumptions and limits"),
    ("events", "All events"),
];

/// The report as one HTML file that needs nothing else.
pub fn report(input: &ReportInput<'_>) -> String {
    let story = Story::new(input);
    let line = Timeline::new(&story);
    let findings = of_story(&story);
    let scenario = story.scenario;
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "EXERCISE report: " (scenario.title) }
                style { (PreEscaped(CSS)) }
            }
            body {
                div.banner role="note" { "EXERCISE · EXERCISE · EXERCISE" }
                main {
                    (head(&story, input))
                    (contents())
                    (section(0, html! { (summary(&story)) @if let Some(table) = references::table(&story) { (table) } }))
                    (section(1, html! { (finding_list(&findings)) }))
                    (section(2, html! {
                        (map::charts(&story, input.theatre.coast))
                        h3 { "Positions told" }
                        (tables::positions(&story))
                    }))
                    (section(3, html! { figure { (survivors::draw(&story)) } }))
                    (section(4, html! {
                        figure { (lanes::draw(&story, &line)) }
                        h3 { "Key events" }
                        p.small {
                            "Decisions, calls, requests, what befell the vessel, and the first of each unit's sightings, rescues and "
                            "landings. Everything else is in the event list."
                        }
                        (tables::key_events(&story))
                    }))
                    (section(5, html! {
                        p { "Counted from the first alert to anybody." }
                        figure { (bars::clocks(&story)) }
                        h3 { "Each state and company, from its own alert" }
                        (tables::own_clocks(&story))
                    }))
                    (section(6, knowledge::section(&story)))
                    (section(7, html! {
                        (bars::expectations(&story))
                        (objectives::table(&story))
                    }))
                    (section(8, html! {
                        h3 { "Who died where and of what" }
                        (tables::deaths(&story))
                        h3 { "Where people spent their hours" }
                        (tables::exposure(&story))
                        h3 { "Where people came ashore" }
                        (tables::landings(&story))
                        @if let Some(table) = alongside::turned_away(&story) {
                            h3 { "Vessels turned back, or sent on" }
                            (table)
                        }
                        @if !story.score.ends.is_empty() {
                            h3 { "What became of those landed alive" }
                            (reception::ends(&story))
                            h3 { "Violations" }
                            (reception::violations(&story))
                            @if let Some(table) = assessment::hearings(&story) {
                                h3 { "Assessment of needs of protection" }
                                (table)
                            }
                        }
                    }))
                    (section(9, html! {
                        h3 { "What seats asked of each other" }
                        (dealings::requests(&story))
                        @if let Some(table) = alongside::ships_held(&story) {
                            h3 { "Merchant ships held up" }
                            (table)
                        }
                        @if let Some(table) = signals::table(&story) {
                            h3 { "Means of communication" }
                            (table)
                        }
                        @if let Some(table) = plots::table(&story) {
                            h3 { "Doubled and false reports, searches ended" }
                            (table)
                        }
                        h3 { "Means and burden" }
                        (burden::tables(&story))
                        p { "Every number with the events behind it; the numbers under Events are those of the event list." }
                        (tables::measures("Outcome: what became of people", &story.score.outcome))
                        (tables::measures("Process: how the table worked", &story.score.process))
                    }))
                    (section(10, html! {
                        ul { @for limit in limits(!scenario.reception.sites.is_empty()) { li { (limit) } } }
                    }))
                    (identity(&story, input))
                    @if let Some(brief) = input.brief {
                        section id="brief" { h2 { "The brief as given" } pre.brief { (brief) } }
                    }
                    (section(11, tables::all_events(&story)))
                }
                footer { "EXERCISE · " (scenario.title) " · seed " (story.score.seed) " · made with " (input.run.version) }
            }
        }
    };
    page.into_string()
}

fn section(index: usize, body: Markup) -> Markup {
    let (id, heading) = SECTIONS[index];
    html! { section id=(id) { h2 { (heading) } (body) } }
}

fn contents() -> Markup {
    html! {
        nav aria-label="Contents" {
            @for (id, heading) in SECTIONS { a href=(format!("#{id}")) { (heading) } }
        }
    }
}

/// Title, and what this was.
fn head(story: &Story<'_>, input: &ReportInput<'_>) -> Markup {
    let s = story.scenario;
    let end = story.score.until;
    html! {
        header {
            p.kind { "Report of a maritime search-and-rescue exercise" }
            h1 { (s.title) }
            p.lead { (s.summary) }
            p.facts {
                (story.dtg(Tick::START)) " to " (story.dtg(end)) " (" (end.since(Tick::START)) "; local time " (story.zone()) "). "
                (counted(s.seats.len(), "seat", "seats")) ", " (counted(s.srus.len(), "unit or ship", "units and ships")) ". Crew: " (story.score.crew)
                ". Seed " (story.score.seed) "."
                @if let Some(recording) = input.run.kept() { " Recording: " (recording) "." }
            }
        }
    }
}

fn summary(story: &Story<'_>) -> Markup {
    let n = &story.score.persons;
    let part = |count: u32| if n.at_risk == 0 { 0.0 } else { f64::from(count) * 100.0 / f64::from(n.at_risk) };
    html! {
        div.numbers {
            (big(n.at_risk, "at risk", "aboard at the start", "risk"))
            (big(n.saved, "saved", "alive at a place of safety", "saved"))
            (big(n.dead, "dead", "death established", "dead"))
            (big(n.missing, "missing", "not accounted for", "missing"))
        }
        div.strip role="img" aria-label=(format!("{} saved, {} dead, {} missing of {}", n.saved, n.dead, n.missing, n.at_risk)) {
            span.saved style=(format!("width:{:.2}%", part(n.saved))) {}
            span.dead style=(format!("width:{:.2}%", part(n.dead))) {}
            span.missing style=(format!("width:{:.2}%", part(n.missing))) {}
        }
        @if n.missing > 0 {
            p { (missing_in_words(n)) }
        }
        p { (in_words(story)) }
        p { (expectations_in_words(story)) }
    }
}

/// The parts of the missing that are not empty.
fn missing_in_words(n: &Persons) -> String {
    let parts = [
        (n.missing_died, "died without the body being recovered"),
        (n.missing_at_sea, "alive at sea"),
        (n.missing_aboard_rescuer, "aboard rescuers and not yet landed"),
        (n.missing_ashore_unsafe, "ashore, but not at a place of safety"),
    ];
    let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{n} {words}")).collect();
    format!("Of those missing: {}.", parts.join("; "))
}

fn expectations_in_words(story: &Story<'_>) -> String {
    let e = &story.score.expectations;
    let open = if e.open > 0 { format!(", {} not due", e.open) } else { String::new() };
    let unrated = if e.not_rated > 0 { format!(", {} not rated", e.not_rated) } else { String::new() };
    format!("Expectations: {} met, {} partly met, {} missed{open}{unrated}.", e.met, e.partial, e.missed)
}

fn big(n: u32, name: &str, what: &str, class: &str) -> Markup {
    html! {
        div class=(format!("number {class}")) {
            div.n { (n) } div.name { (name) } div.what { (what) }
        }
    }
}

/// The course of the case in four or five sentences.
fn in_words(story: &Story<'_>) -> Markup {
    let Some(alert) = story.alert() else {
        return html! { "Nobody was ever alerted." };
    };
    let after = |step: ChainStep| story.reached(step).map(|e| (e.tick.since(alert.tick), e));
    let sentence = |step: ChainStep, did: &str, never: &str| -> Markup {
        match after(step) {
            Some((span, e)) => {
                html! { (did) " " (span) " after the alert (" (story.dtg(e.tick)) ") " (links([e.event])) ". " }
            }
            None => html! { (never) ". " },
        }
    };
    html! {
        "The first alert was at " (story.dtg(alert.tick)) ": " (alert.text) " " (links([alert.event])) ". "
        (sentence(ChainStep::DistressBroadcast, "Shipping was told", "Shipping was never told"))
        (sentence(ChainStep::FirstTasked, "The first unit was tasked", "No unit was tasked"))
        (sentence(ChainStep::FirstSighted, "The vessel or survivors were first seen", "Nobody found the vessel or survivors"))
        (sentence(ChainStep::FirstRecovered, "The first living person was taken aboard", "Nobody was taken aboard alive"))
        @if let (Some((first, _)), Some((last, e))) = (after(ChainStep::FirstRecovered), after(ChainStep::LastRecovered)) {
            "Taking " (persons(story.score.persons.recovered)) " aboard lasted " (Span(last.seconds() - first.seconds()))
            ", until " (story.dtg(e.tick)) ". "
        }
        @match story.score.ended.as_ref().map(|ended| ended.why) {
            Some(EndCause::Settled) if !story.scenario.reception.sites.is_empty() => {
                "The exercise ended when nobody living was left at sea and everybody landed had been received."
            }
            Some(EndCause::Settled) => "The exercise ended when nobody living was left at sea.",
            Some(EndCause::TimeUp) => "The exercise ended when its time was over.",
            None => "The run was stopped before the exercise ended.",
        }
    }
}

fn finding_list(findings: &[Finding]) -> Markup {
    let kinds = [
        (Weight::Grave, "First to talk about"),
        (Weight::Notable, "Cost time or information"),
        (Weight::Fact, "For the record"),
    ];
    html! {
        p.small {
            "Worked out by the program from the events, with hindsight and without judgement. The numbers lead to the events "
            "each rests on."
        }
        @for (weight, heading) in kinds {
            @let those: Vec<&Finding> = findings.iter().filter(|finding| finding.weight == weight).collect();
            @if !those.is_empty() {
                h3 { (heading) }
                ul.findings {
                    @for finding in those {
                        li {
                            strong { (finding.title) } " " (finding.detail) " "
                            (links(finding.evidence.iter().copied()))
                        }
                    }
                }
            }
        }
    }
}

/// What run this was and how to check it.
fn identity(story: &Story<'_>, input: &ReportInput<'_>) -> Markup {
    let run = input.run;
    html! {
        section id="identity" {
            h2 { "This run, and how to check it" }
            table.identity {
                tbody {
                    tr { th { "Scenario" } td { (story.scenario.title) " (" (story.scenario.id) ")" } }
                    tr { th { "Seed" } td { (story.score.seed) } }
                    tr { th { "Crew" } td { (story.score.crew) } }
                    @for (seat, who) in &run.seats { tr { th { (seat) } td { (who) } } }
                    tr { th { "Scored up to" } td { (story.dtg(story.score.until)) " (tick " (story.score.until.0) " of ten seconds)" } }
                    tr { th { "Events" } td { (story.events.len()) } }
                    tr { th { "Final hash" } td.hash { (story.score.final_hash) } }
                    tr { th { "Made with" } td { (run.version) } }
                    @for (name, value) in &run.more { tr { th { (name) } td { (value) } } }
                }
            }
            @match run.kept() {
                Some(recording) => p {
                    "To check on any machine that this report tells what the recording holds, and that the recording can be "
                    "computed again to the same end: " code { "sarex verify " (recording) }
                    ". It runs the exercise again from the scenario, the seed and the recorded commands, and compares every "
                    "state hash; the last must be the final hash above."
                },
                None => p {
                    "No recording of this run was kept. The same scenario, seed and crews, played again with the same version, "
                    "must end with the final hash above."
                },
            }
        }
    }
}

/// So many of something, in words.
fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
