//! How the table worked: messages, requests, refusals, searches, units.

use std::collections::BTreeMap;

use crate::base::Tick;
use crate::base::ids::{MessageId, RequestId, SruId};
use crate::base::quantity::nmi;
use crate::sim::{Answer, Event, Order};

use super::model::{Evidence, Measure, Unit};
use super::people::count;

/// What is remembered of how the table worked.
#[derive(Debug, Clone, Default)]
pub(super) struct Conduct {
    sent: BTreeMap<MessageId, Tick>,
    delivered: Vec<Evidence>,
    delay_s: i64,
    lost: Vec<Evidence>,
    requests: BTreeMap<RequestId, (Evidence, Option<Evidence>)>,
    refused: Vec<Evidence>,
    rejected: Vec<Evidence>,
    unanswered_calls: Vec<Evidence>,
    broadcasts: Vec<Evidence>,
    searches: Vec<Evidence>,
    area_m2: f64,
    /// Sum of area times coverage \[m2\].
    swept_m2: f64,
    tasked: BTreeMap<SruId, Evidence>,
    rescuers: BTreeMap<SruId, Evidence>,
    failed: Vec<Evidence>,
    broke_off: Vec<Evidence>,
}

impl Conduct {
    pub(super) fn take(&mut self, event: &Event, evidence: &Evidence) {
        match event {
            Event::MessageSent { message, .. } => {
                self.sent.insert(*message, evidence.tick);
            }
            Event::MessageDelivered { message, .. } => {
                if let Some(sent) = self.sent.get(message) {
                    self.delay_s += evidence.tick.since(*sent).seconds();
                    self.delivered.push(evidence.clone());
                }
            }
            Event::MessageLost { .. } => self.lost.push(evidence.clone()),
            Event::RequestMade { request, .. } => {
                self.requests.insert(*request, (evidence.clone(), None));
            }
            Event::RequestAnswered { request, answer, .. } => {
                if let Some((_, answered)) = self.requests.get_mut(request) {
                    answered.get_or_insert_with(|| evidence.clone());
                }
                if matches!(answer, Answer::Refuse { .. }) {
                    self.refused.push(evidence.clone());
                }
            }
            Event::CommandRejected { .. } => self.rejected.push(evidence.clone()),
            Event::CallUnanswered { .. } => self.unanswered_calls.push(evidence.clone()),
            Event::DistressBroadcast { .. } => self.broadcasts.push(evidence.clone()),
            Event::OrderGiven { sru, case: Some(_), order, .. } if !matches!(order, Order::Return | Order::Resume) => {
                self.tasked.entry(*sru).or_insert_with(|| evidence.clone());
            }
            Event::SearchBegan { area_m2, spacing_m, sweep_width_m, .. } => {
                self.searches.push(evidence.clone());
                self.area_m2 += area_m2.max(0.0);
                if *spacing_m > 0.0 {
                    self.swept_m2 += area_m2.max(0.0) * sweep_width_m / spacing_m;
                }
            }
            Event::PersonRecovered { sru, .. } => {
                self.rescuers.entry(*sru).or_insert_with(|| evidence.clone());
            }
            Event::SruFailed { .. } => self.failed.push(evidence.clone()),
            Event::SruBrokeOff { .. } => self.broke_off.push(evidence.clone()),
            _ => {}
        }
    }

    /// The numbers.
    pub(super) fn measures(&self) -> Vec<Measure> {
        let answered: Vec<(&Evidence, &Evidence)> =
            self.requests.values().filter_map(|(made, answer)| Some((made, answer.as_ref()?))).collect();
        let answer_s: i64 = answered.iter().map(|(made, answer)| answer.tick.since(made.tick).seconds()).sum();
        let waiting: Vec<Evidence> =
            self.requests.values().filter(|(_, answer)| answer.is_none()).map(|(made, _)| made.clone()).collect();
        let made: Vec<Evidence> = self.requests.values().map(|(made, _)| made.clone()).collect();
        let answers = answered.iter().map(|(_, answer)| (*answer).clone()).collect();
        vec![
            tally("units_tasked", "Units ordered out for a case", self.tasked.values().cloned().collect()),
            tally("units_rescuing", "Units that took living people aboard", self.rescuers.values().cloned().collect()),
            tally("units_failed", "Units out of service", self.failed.clone()),
            tally("units_broke_off", "Times a unit broke off", self.broke_off.clone()),
            tally("broadcasts", "Distress broadcasts to shipping", self.broadcasts.clone()),
            tally("searches", "Searches begun", self.searches.clone()),
            plain("area_searched", "Area of searches begun", nmi(nmi(self.area_m2)), Unit::SquareMiles, &self.searches),
            quotient(
                "coverage",
                "Coverage of searches begun (width swept over track spacing; 1.0 is aimed at)",
                nmi(nmi(self.swept_m2)),
                nmi(nmi(self.area_m2)),
                Unit::Ratio,
                self.searches.clone(),
            ),
            tally("requests", "Requests made between seats", made),
            quotient(
                "answer_time",
                "Mean time to an answer",
                answer_s as f64,
                f64::from(count(answered.len())),
                Unit::Seconds,
                answers,
            ),
            tally("requests_refused", "Requests refused", self.refused.clone()),
            tally("requests_unanswered", "Requests never answered", waiting),
            quotient(
                "message_delay",
                "Mean time from sending to reading",
                self.delay_s as f64,
                f64::from(count(self.delivered.len())),
                Unit::Seconds,
                self.delivered.clone(),
            ),
            quotient(
                "messages_lost",
                "Messages lost, of all sent",
                f64::from(count(self.lost.len())),
                f64::from(count(self.sent.len())),
                Unit::Share,
                self.lost.clone(),
            ),
            tally("calls_unanswered", "Calls to the casualty without an answer", self.unanswered_calls.clone()),
            tally("commands_refused", "Commands refused", self.rejected.clone()),
        ]
    }
}

/// A number of things, each with its event.
pub(super) fn tally(key: &str, name: &str, evidence: Vec<Evidence>) -> Measure {
    let value = f64::from(count(evidence.len()));
    plain(key, name, value, Unit::Count, &evidence)
}

/// A number that is not a quotient.
pub(super) fn plain(key: &str, name: &str, value: f64, unit: Unit, evidence: &[Evidence]) -> Measure {
    Measure {
        key: key.to_owned(),
        name: name.to_owned(),
        // The sum of no numbers is -0.0, which would be shown with its sign.
        value: Some(value + 0.0),
        unit,
        numerator: None,
        denominator: None,
        evidence: evidence.to_vec(),
    }
}

/// A quotient, undefined where there is nothing to divide by.
pub(super) fn quotient(
    key: &str,
    name: &str,
    numerator: f64,
    denominator: f64,
    unit: Unit,
    evidence: Vec<Evidence>,
) -> Measure {
    Measure {
        key: key.to_owned(),
        name: name.to_owned(),
        value: (denominator > 0.0).then(|| numerator / denominator + 0.0),
        unit,
        numerator: Some(numerator),
        denominator: Some(denominator),
        evidence,
    }
}
