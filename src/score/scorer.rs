//! The fold itself.

use crate::scenario::Scenario;
use crate::sim::{Event, Stamped, Theatre, World};

use super::alongside::Alongside;
use super::assessment::Assessments;
use super::assistance::Assistance;
use super::burden::Burden;
use super::clocks::Moments;
use super::conduct::Conduct;
use super::dealings::Dealings;
use super::expectations::Sheet;
use super::incidents::Incidents;
use super::knowledge::Flow;
use super::mail::Sheets;
use super::measures;
use super::model::{Ended, Evidence, Headcount, Labels, Persons, Score};
use super::objectives;
use super::people::People;
use super::plots::{Plots, is_about_a_report};
use super::press::Press;
use super::reception::Reception;
use super::responsibility::Duty;
use super::signals::Signals;
use super::words::Teller;

/// Scores a whole run: the initial situation and every event after it, in order.
pub fn score<'e>(
    theatre: &Theatre,
    labels: &Labels,
    initial: &World,
    events: impl IntoIterator<Item = &'e Stamped<Event>>,
) -> Score {
    let mut scorer = Scorer::new(theatre, initial);
    for event in events {
        scorer.take(event);
    }
    scorer.finish(labels)
}

/// A score in the making. Give it every event once, in order; ask it at any moment.
#[derive(Debug, Clone)]
pub struct Scorer<'a> {
    scenario: &'a Scenario,
    seed: u64,
    next_event: u32,
    teller: Teller<'a>,
    people: People,
    moments: Moments,
    duty: Duty,
    conduct: Conduct,
    dealings: Dealings,
    sheet: Sheet,
    reception: Reception,
    alongside: Alongside,
    burden: Burden,
    series: Vec<Headcount>,
    ended: Option<Ended>,
    flow: Flow,
    press: Press,
    incidents: Incidents,
    signals: Signals,
    plots: Plots,
    assessments: Assessments,
    sheets: Sheets,
    assistance: Assistance,
}

impl<'a> Scorer<'a> {
    /// Begins from a situation, usually tick 0: its events are numbered from 0. From a later one, as of a branch, the
    /// first times known to the situation (alerts, phases, milestones) count in the clocks and expectations; what was
    /// said, asked and ordered before, exposure before, and how long responsibility hung, are not known.
    pub fn new(theatre: &'a Theatre, initial: &World) -> Self {
        let scenario = &theatre.scenario;
        let people = People::new(scenario, initial);
        let series = vec![Headcount { tick: initial.tick, persons: people.persons() }];
        Self {
            scenario,
            seed: initial.noise.seed,
            next_event: 0,
            teller: Teller::new(scenario),
            people,
            moments: Moments::new(scenario, initial),
            duty: Duty::new(initial),
            conduct: Conduct::default(),
            dealings: Dealings::default(),
            sheet: Sheet::new(initial),
            reception: Reception::new(scenario, initial),
            alongside: Alongside::new(initial),
            burden: Burden::new(scenario, initial),
            series,
            ended: None,
            flow: Flow::default(),
            press: Press::default(),
            incidents: Incidents::new(initial),
            signals: Signals::default(),
            plots: Plots::new(initial),
            assessments: Assessments::new(scenario, initial),
            sheets: Sheets::default(),
            assistance: Assistance::default(),
        }
    }

    /// Takes the next event in.
    pub fn take(&mut self, stamped: &Stamped<Event>) {
        let text = self.teller.tell(&stamped.body);
        let evidence = Evidence { tick: stamped.tick, event: self.next_event, text };
        self.next_event = self.next_event.saturating_add(1);
        if self.people.take(&stamped.body, &evidence) {
            let now = Headcount { tick: stamped.tick, persons: self.people.persons() };
            match self.series.last_mut() {
                Some(last) if last.tick == now.tick => *last = now,
                _ => self.series.push(now),
            }
        }
        if !is_about_a_report(self.scenario, &stamped.body) {
            self.moments.take(&stamped.body, &evidence);
            self.duty.take(stamped, &evidence);
        }
        self.plots.take(self.scenario, &stamped.body, &evidence);
        self.conduct.take(&stamped.body, &evidence);
        self.dealings.take(&stamped.body, &evidence);
        self.sheet.take(&stamped.body, &evidence);
        self.reception.take(&stamped.body, &evidence);
        self.alongside.take(&stamped.body, &evidence);
        self.burden.take(self.scenario, &stamped.body, &evidence);
        self.flow.take(self.scenario, &stamped.body, &evidence);
        self.press.take(self.scenario, &stamped.body, &evidence);
        self.incidents.take(self.scenario, &stamped.body, &evidence);
        self.signals.take(&stamped.body, &evidence);
        self.assessments.take(self.scenario, &stamped.body, &evidence);
        self.sheets.take(&stamped.body, &evidence);
        self.assistance.take(&stamped.body, &evidence);
        if let Event::ExerciseEnded { why } = stamped.body {
            self.ended.get_or_insert(Ended { why, evidence });
        }
    }

    /// Where everybody is accounted for now.
    pub fn persons(&self) -> Persons {
        self.people.persons()
    }

    /// The score as it stands.
    pub fn finish(&self, labels: &Labels) -> Score {
        let persons = self.people.persons();
        let deaths = self.people.deaths();
        let exposure = self.people.exposure(labels.until);
        let vacancies = self.duty.vacancies(self.scenario, labels.until);
        let handovers = self.duty.handovers();
        let mut outcome = measures::outcome(&self.people, persons, &exposure, &self.moments);
        outcome.extend(self.reception.outcome(self.scenario, labels.until));
        outcome.extend(self.alongside.outcome(self.scenario));
        outcome.extend(self.plots.outcome());
        let mut process = measures::responsibility(self.scenario, &vacancies, &handovers);
        process.extend(self.conduct.measures());
        process.extend(self.dealings.measures(self.scenario));
        process.extend(self.reception.process(self.scenario, labels.until));
        let expectations = self.sheet.finish(self.scenario, labels.until);
        let burden = self.burden.rows(self.scenario, labels.until);
        let ships_usd = burden.iter().map(|row| row.ships_usd).sum();
        process.extend(self.alongside.process(self.scenario, labels.until, ships_usd));
        process.extend(self.burden.measures(self.scenario, labels.until));
        process.extend(self.flow.measures(self.scenario));
        process.extend(self.press.measures(self.scenario));
        process.extend(self.incidents.measures(self.scenario));
        process.extend(self.signals.measures());
        process.extend(self.plots.process(self.scenario, labels.until));
        process.extend(self.assessments.measures(self.scenario));
        process.extend(self.sheets.measures(self.scenario));
        process.extend(self.assistance.measures());
        Score {
            scenario: self.scenario.id.clone(),
            title: self.scenario.title.clone(),
            seed: self.seed,
            crew: labels.crew.clone(),
            start: self.scenario.start,
            until: labels.until,
            persons,
            outcome,
            process,
            clocks: self.moments.clocks(self.scenario, |case| self.duty.region_at_alert(self.scenario, case)),
            objectives: objectives::objectives(self.scenario, &expectations, |id| self.sheet.rated_objective(id)),
            expectations,
            deaths,
            exposure,
            vacancies,
            handovers,
            series: self.series.clone(),
            final_hash: labels.final_hash.to_string(),
            ended: self.ended.clone(),
            ends: self.reception.ends(labels.until),
            burden,
            left: self.burden.left(self.scenario, labels.until),
            knowledge: self.flow.knowledge(),
            incidents: self.incidents.fields(self.scenario),
            references: Vec::new(),
        }
    }
}
