//! The report: one HTML page that reads from top to bottom, on a screen or on paper.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::base::Tick;
use crate::score::who_played;

use super::findings::{Finding, Topic, Weight, ranked};
use super::input::ReportInput;
use super::limits::limits;
use super::story::{Story, links};
use super::timeline::Timeline;
use super::{
    alongside, assessment, bars, burden, dealings, events, knowledge, lanes, map, objectives, packed, plots, reception,
    references, signals, summary, survivors, tables, violations,
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
    let findings = ranked(&story);
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
                    (section(0, html! {
                        (summary::section(&story, &findings))
                        @if let Some(table) = references::table(&story) { (table) }
                    }))
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
                        (events::key_events(&story))
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
                        h3 { "Violations" }
                        (violations::table(&story))
                        @if !story.score.ends.is_empty() {
                            h3 { "What became of those landed alive" }
                            (reception::ends(&story))
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
                    (section(11, events::all_events(&story)))
                }
                footer { "EXERCISE · " (scenario.title) " · seed " (story.score.seed) " · made with " (input.run.version) }
            }
        }
    };
    packed::with_script(page.into_string())
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
                (counted(s.seats.len(), "seat", "seats")) ", " (counted(s.srus.len(), "unit or ship", "units and ships")) ". Crew: " (crew_words(story, input))
                ". Seed " (story.score.seed) "."
                @if let Some(recording) = input.run.kept() { " Recording: " (recording) "." }
            }
        }
    }
}

/// So many findings of each weight stand open; the others are folded behind them.
const SHOWN: [(Weight, &str, usize); 3] = [
    (Weight::Grave, "First to talk about", 16),
    (Weight::Notable, "Cost time or information", 14),
    (Weight::Fact, "For the record", 10),
];

fn finding_list(findings: &[(Topic, Finding)]) -> Markup {
    let list = |those: &[&Finding]| {
        html! {
            ul.findings {
                @for finding in those {
                    li {
                        strong { (finding.title) } " " (finding.detail) " "
                        (links(finding.evidence.iter().copied()))
                    }
                }
            }
        }
    };
    html! {
        p.small {
            "Worked out by the program from the events, with hindsight and without judgement. The numbers lead to the events "
            "each rests on."
        }
        @for (weight, heading, shown) in SHOWN {
            @let those: Vec<&Finding> = findings.iter().map(|(_, f)| f).filter(|finding| finding.weight == weight).collect();
            @if !those.is_empty() {
                @let (open, folded) = those.split_at(those.len().min(shown));
                h3 { (heading) }
                (list(open))
                @if !folded.is_empty() {
                    details.day { summary { (folded.len()) " more" } (list(folded)) }
                }
            }
        }
    }
}

/// Who played: as the score has it where it is the same at every seat, else seat by seat.
fn crew_words(story: &Story<'_>, input: &ReportInput<'_>) -> String {
    let seats = &input.run.seats;
    if seats.windows(2).all(|pair| pair[0].1 == pair[1].1) {
        return story.score.crew.clone();
    }
    who_played(seats.iter().map(|(name, who)| (name.as_str(), who.as_str())))
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
                    tr { th { "Crew" } td { (crew_words(story, input)) } }
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
