//! Reading a script: the steps as people write them, and everything that is wrong with them at once.
//!
//! A value is first cut out of the text and judged afterwards, so that each finding has its own line and column: ron's
//! borrowed raw value is a slice of the text itself, and its distance from the start is its place.

use std::fmt::Display;

use ron::error::SpannedError;
use serde::Deserialize;

use crate::base::ids::{CraftId, PlaceId, SeatId, SruId};
use crate::base::quantity::{self, Kind};
use crate::base::{Position, Span, Tick, Utc};
use crate::sar::pattern::Pattern;
use crate::scenario::{Channel, Scenario};
use crate::sim::means::{self, Help, Wanted};
use crate::sim::plot;
use crate::sim::press::Statement;
use crate::sim::{Answer, Ask, Command, MessageBody, Order, Terms};

use super::form::{AnswerDoc, AskDoc, DeedDoc, KindDoc, OrderDoc, Said, StepDoc};
use super::plot::decide;
use super::public::Shelf;
use super::{Asking, Deed, Errand, Favour, Place, RequestKind, Script, Step, forms};

/// Steps at most: a script is written by a person.
const MOST_STEPS: usize = 10_000;
/// Distress is broadcast this far round if the script does not say \[m\].
const BROADCAST_RADIUS_M: f64 = 100.0 * 1852.0;

/// Reads a script, or says all that is wrong with it.
pub(super) fn script(text: &str, scenario: &Scenario) -> Result<Script, Vec<String>> {
    let mut reader = Reader { text, scenario, findings: Vec::new() };
    let mut steps = Vec::new();
    let docs: Vec<Said<'_>> = reader.parsed(Said(text)).unwrap_or_default();
    if docs.len() > MOST_STEPS {
        reader.fault(Said(text), format!("the script has {} steps; {MOST_STEPS} are the most", docs.len()));
    } else {
        for doc in docs {
            if let Some(form) = reader.parsed::<StepDoc<'_>>(doc)
                && let Some(step) = reader.step(&form)
                && let Some(ticks) = reader.times(doc, &form, step.at)
            {
                steps.extend(ticks.into_iter().map(|at| Step { at, ..step.clone() }));
            }
        }
    }
    if reader.findings.is_empty() {
        steps.sort_by_key(|step| step.at);
        let shelf =
            Shelf { seats: scenario.seats.clone(), parties: scenario.parties.clone(), places: scenario.places.clone() };
        Ok(Script { steps, shelf })
    } else {
        reader.findings.sort();
        Err(reader.findings.into_iter().map(|(line, column, what)| format!("{line}:{column}: {what}")).collect())
    }
}

/// RON as scenario files use it: a value that may be left out is written plainly when it is there.
fn notation() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

pub(super) struct Reader<'a> {
    text: &'a str,
    pub(super) scenario: &'a Scenario,
    findings: Vec<(usize, usize, String)>,
}

impl<'a> Reader<'a> {
    /// Line and column, from 1, of a value.
    fn place(&self, said: Said<'a>) -> (usize, usize) {
        let offset = (said.0.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let before = self.text.get(..offset).unwrap_or("");
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
        (line, column)
    }

    pub(super) fn fault(&mut self, said: Said<'a>, what: impl Display) {
        let (line, column) = self.place(said);
        self.findings.push((line, column, what.to_string()));
    }

    /// A part of the text in its form.
    pub(super) fn parsed<T: Deserialize<'a>>(&mut self, said: Said<'a>) -> Option<T> {
        match notation().from_str::<T>(said.0) {
            Ok(value) => Some(value),
            Err(SpannedError { code, span }) => {
                // The place ron gives is counted from where this part begins.
                let (line, column) = self.place(said);
                let first = span.start.line <= 1;
                let at_line = line + span.start.line.saturating_sub(1);
                let at_column = if first { column + span.start.col.saturating_sub(1) } else { span.start.col };
                self.findings.push((at_line, at_column, code.to_string()));
                None
            }
        }
    }

    /// Text in quotes.
    pub(super) fn words(&mut self, said: Said<'a>) -> Option<String> {
        match notation().from_str::<String>(said.0) {
            Ok(words) => Some(words),
            Err(_) => {
                self.fault(said, format!("{} should be text in quotes", said.0));
                None
            }
        }
    }

    /// The index of a name in a list of the scenario.
    pub(super) fn name(&mut self, said: Said<'a>, kind: &str, names: Vec<&str>) -> Option<usize> {
        let wanted = self.words(said)?;
        let found = names.iter().position(|name| *name == wanted);
        if found.is_none() {
            let list = names.join(", ");
            self.fault(said, format!("no {kind} is called \"{wanted}\"; there are: {list}"));
        }
        found
    }

    pub(super) fn seat(&mut self, said: Said<'a>) -> Option<SeatId> {
        let names = self.scenario.seats.iter().map(|s| s.id.as_str()).collect();
        self.name(said, "seat", names).map(SeatId::new)
    }

    pub(super) fn case(&mut self, said: Said<'a>) -> Option<CraftId> {
        let names = self.scenario.craft.iter().map(|c| c.id.as_str()).collect();
        self.name(said, "vessel in distress", names).map(CraftId::new)
    }

    /// A case that need not be named: nothing wrong gives `Some(None)`.
    pub(super) fn case_or_none(&mut self, said: Option<Said<'a>>) -> Option<Option<CraftId>> {
        match said {
            Some(said) => self.case(said).map(Some),
            None => Some(None),
        }
    }

    pub(super) fn unit(&mut self, said: Said<'a>) -> Option<SruId> {
        let names = self.scenario.srus.iter().map(|s| s.id.as_str()).collect();
        self.name(said, "unit or ship", names).map(SruId::new)
    }

    pub(super) fn haven(&mut self, said: Said<'a>) -> Option<PlaceId> {
        let names = self.scenario.places.iter().map(|p| p.id.as_str()).collect();
        self.name(said, "port or airfield", names).map(PlaceId::new)
    }

    fn moment(&mut self, said: Said<'a>) -> Option<Tick> {
        let words = self.words(said)?;
        let tick = match words.trim().strip_prefix('+') {
            Some(after) => Span::parse(after).map(|span| Tick::START.after(span)),
            None => Utc::parse(&words).and_then(|utc| {
                let start = self.scenario.start;
                start.tick_of(utc).ok_or_else(|| format!("\"{words}\" is before the exercise begins, {start}"))
            }),
        };
        match tick {
            Ok(tick) if tick <= self.scenario.last_tick() => Some(tick),
            Ok(_) => {
                self.fault(said, format!("\"{words}\" is after the exercise ends"));
                None
            }
            Err(why) => {
                self.fault(said, why);
                None
            }
        }
    }

    /// A position, or "contact or" a position.
    pub(super) fn spot(&mut self, said: Said<'a>) -> Option<Place> {
        let words = self.words(said)?;
        let (contact_first, rest) = match words.trim().strip_prefix("contact") {
            Some(rest) => (true, rest.trim().strip_prefix("or").unwrap_or("")),
            None => (false, words.as_str()),
        };
        match Position::parse(rest) {
            Ok(stated) => Some(Place { stated, contact_first }),
            Err(_) if contact_first => {
                let help = "type a position for when nobody has been seen, as in \"contact or 08-36S 105-24E\"";
                self.fault(said, format!("\"{words}\" does not say where if there is no contact; {help}"));
                None
            }
            Err(why) => {
                self.fault(said, why);
                None
            }
        }
    }

    fn length_m(&mut self, said: Said<'a>) -> Option<f64> {
        let words = self.words(said)?;
        match quantity::parse(Kind::Length, &words) {
            Ok(metres) if metres >= 0.0 => Some(metres),
            Ok(_) => {
                self.fault(said, format!("\"{words}\" is less than nothing"));
                None
            }
            Err(why) => {
                self.fault(said, why);
                None
            }
        }
    }

    fn length_or(&mut self, said: Option<Said<'a>>, otherwise_m: f64) -> Option<f64> {
        said.map_or(Some(otherwise_m), |said| self.length_m(said))
    }

    fn step(&mut self, doc: &StepDoc<'a>) -> Option<Step> {
        // Each part is judged, so that all that is wrong in a step is said at once.
        let (at, seat) = (self.moment(doc.at), self.seat(doc.seat));
        let deed = self.parsed::<DeedDoc<'_>>(doc.deed).and_then(|deed| self.deed(&deed));
        Some(Step { at: at?, seat: seat?, deed: deed? })
    }

    /// All the times at which a step is done.
    fn times(&mut self, said: Said<'a>, doc: &StepDoc<'a>, first: Tick) -> Option<Vec<Tick>> {
        let (Some(every), Some(until)) = (doc.every, doc.until) else {
            if doc.every.is_some() || doc.until.is_some() {
                self.fault(said, "`every` and `until` go together, as in every: \"60min\", until: \"+36h\"");
                return None;
            }
            return Some(vec![first]);
        };
        let last = self.moment(until);
        let words = self.words(every)?;
        let spacing = match Span::parse(&words) {
            Ok(span) if span >= Span::minutes(1) => span,
            Ok(_) => {
                self.fault(every, format!("\"{words}\" is too short; a step is repeated once a minute at most"));
                return None;
            }
            Err(why) => {
                self.fault(every, why);
                return None;
            }
        };
        let (last, mut at, mut ticks) = (last?, first, Vec::new());
        while at <= last {
            ticks.push(at);
            at = at.after(spacing);
        }
        if ticks.is_empty() {
            self.fault(until, "that is before the step's own time");
            return None;
        }
        Some(ticks)
    }

    fn deed(&mut self, doc: &DeedDoc<'a>) -> Option<Deed> {
        Some(match doc {
            DeedDoc::SetPhase { case, phase, reason } => {
                Deed::Give(Command::SetPhase { case: self.case(*case)?, phase: *phase, reason: reason.clone() })
            }
            DeedDoc::Assume { case } => Deed::Give(Command::Assume { case: self.case(*case)? }),
            DeedDoc::CallCasualty { case } => Deed::Give(Command::CallCasualty { case: self.case(*case)? }),
            DeedDoc::Text { to, channel, case, text } => {
                let (to, case) = (self.seat(*to), self.case_or_none(*case));
                let body = MessageBody::Text { case: case?, text: text.clone() };
                Deed::Give(Command::Send { to: to?, channel: channel.unwrap_or(Channel::Phone), body })
            }
            DeedDoc::Sitrep {
                to,
                channel,
                case,
                position,
                text,
                capsized,
                situation,
                weather,
                actions,
                search,
                plans,
                assistance,
                additional,
            } => {
                let (to, case) = (self.seat(*to), self.case(*case));
                let place = position.map_or(Some(None), |said| self.spot(said).map(Some));
                let channel = channel.unwrap_or(Channel::Text);
                let said = [situation, weather, actions, search, plans, assistance, additional].map(Clone::clone);
                let (text, capsized, said) = (text.clone(), *capsized, Box::new(said));
                Deed::Sitrep { to: to?, channel, case: case?, place: place?, text, capsized, said }
            }
            DeedDoc::AtYourDisposal { to, case, unit } => {
                let (to, case, sru) = (self.seat(*to), self.case(*case), self.unit(*unit));
                let body = MessageBody::AtYourDisposal { case: case?, sru: sru? };
                Deed::Give(Command::Send { to: to?, channel: Channel::Phone, body })
            }
            DeedDoc::Ask { to, channel, case, what, by } => {
                let by = by.map_or(Some(None), |said| self.moment(said).map(Some));
                let asking = self.asking(*to, *channel, *case, by);
                self.request(asking, *what)?
            }
            DeedDoc::Withdraw { to, what } => Deed::Withdraw { to: self.seat(*to)?, kind: kind(*what) },
            DeedDoc::Agree { to, what } => Deed::Agree { to: self.seat(*to)?, kind: kind(*what) },
            DeedDoc::Release { unit } => Deed::Give(Command::Release { sru: self.unit(*unit)? }),
            DeedDoc::Answer { from, what, answer } => {
                let (from, answer) = (self.seat(*from), self.answer(*answer));
                Deed::Answer { from: from?, kind: kind(*what), answer: answer? }
            }
            DeedDoc::BroadcastDistress { case, at, radius, text } => {
                let (case, place) = (self.case(*case), self.spot(*at));
                let radius_m = self.length_or(*radius, BROADCAST_RADIUS_M)?;
                Deed::Broadcast { case: case?, place: place?, radius_m, text: text.clone() }
            }
            DeedDoc::Order { unit, case, order } => {
                let (sru, case) = (self.unit(*unit), self.case_or_none(*case));
                let order = self.parsed::<OrderDoc<'_>>(*order)?;
                self.order(&order, sru?, case?)?
            }
            DeedDoc::Log(text) => Deed::Give(Command::Log { text: text.clone() }),
            DeedDoc::Ashore(order) => Deed::Ashore(self.ashore(*order)?),
            DeedDoc::Contribute(amount_usd) => {
                Deed::Give(Command::Means(means::Command::Contribute { amount_usd: *amount_usd }))
            }
            DeedDoc::Portal(order) => Deed::Portal(self.portal(*order)?),
            DeedDoc::Send { to, channel, form, receipt } => {
                let (to, sheet) = (self.seat(*to), self.sheet(*form));
                let (channel, sheet) = (channel.unwrap_or(Channel::Text), Box::new(sheet?));
                Deed::Form(forms::Deed::Send { to: to?, channel, sheet, receipt: *receipt })
            }
            DeedDoc::Read { from } => Deed::Form(forms::Deed::Read { from: self.seat(*from)? }),
            DeedDoc::Statement { tone, of, text, case } => {
                let of = of.map_or(Some(None), |said| self.party(said).map(Some));
                let (case, of) = (self.case_or_none(*case)?, of?);
                Deed::Give(Command::Statement(Statement { tone: *tone, of, text: text.clone(), case }))
            }
            DeedDoc::Merge { case, into, reason } => self.merge(*case, *into, reason)?,
            DeedDoc::KeepApart { case, from, reason } => self.keep_apart(*case, *from, reason)?,
            DeedDoc::Conclude { case, reason } => {
                decide(plot::Command::Conclude { case: self.case(*case)?, reason: *reason })
            }
            DeedDoc::Reopen { case, reason } => {
                decide(plot::Command::Reopen { case: self.case(*case)?, reason: reason.clone() })
            }
            DeedDoc::TellOfCase { to, channel, case, what } => self.tell_of_case(*to, *channel, *case, *what)?,
        })
    }

    /// Whom a request goes to, about what, and by when an answer is wanted. None when any part is wrong; all are
    /// judged.
    fn asking(
        &mut self,
        to: Said<'a>,
        channel: Option<Channel>,
        case: Said<'a>,
        by: Option<Option<Tick>>,
    ) -> Option<Asking> {
        let (to, case) = (self.seat(to), self.case(case));
        Some(Asking { to: to?, channel: channel.unwrap_or(Channel::Phone), case: case?, by: by? })
    }

    fn request(&mut self, asking: Option<Asking>, what: Said<'a>) -> Option<Deed> {
        let doc = self.parsed::<AskDoc<'_>>(what)?;
        let fixed = |what| asking.map(|asking| Deed::Give(asking.of(what)));
        match doc {
            AskDoc::Coordinate => fixed(Ask::Coordinate),
            AskDoc::Land { place, persons } => fixed(Ask::Land { place: self.haven(place)?, persons }),
            AskDoc::Enter => fixed(Ask::Enter),
            AskDoc::Draw { amount, persons } => fixed(Ask::Means(Wanted::Draw { amount_usd: amount, persons })),
            AskDoc::Consult => fixed(Ask::Means(Wanted::Consult)),
            AskDoc::Staff { site, kind, number } => {
                let site = self.site(site)?;
                fixed(Ask::Means(Wanted::Staff { site, help: Help::Staff(kind), number }))
            }
            AskDoc::Interpreters { site, language, number } => {
                let (site, language) = (self.site(site), self.language(language));
                let help = Help::Interpreters(language?);
                fixed(Ask::Means(Wanted::Staff { site: site?, help, number }))
            }
            AskDoc::Resettle { persons } => fixed(Ask::Means(Wanted::Resettle { persons })),
            AskDoc::Admit { site, persons } => fixed(Ask::Means(Wanted::Admit { site: self.site(site)?, persons })),
            AskDoc::Assist(wanted) => fixed(Ask::Assist(wanted)),
            AskDoc::Lend { unit } => fixed(Ask::Lend { sru: self.unit(unit)? }),
            AskDoc::Clear { from } => {
                let from = self.seat(from)?;
                asking.map(|asking| Deed::Clear { asking, from })
            }
            AskDoc::Deploy { at, error } => {
                let (place, error_m) = (self.spot(at), self.length_or(error, super::STATED_ERROR_M));
                let favour = Favour::Deploy { error_m: error_m? };
                Some(Deed::AskFor { asking: asking?, favour, place: place? })
            }
            AskDoc::Divert { unit, at } => {
                let (sru, place) = (self.unit(unit), self.spot(at));
                Some(Deed::AskFor { asking: asking?, favour: Favour::Divert { sru: sru? }, place: place? })
            }
        }
    }

    fn answer(&mut self, said: Said<'a>) -> Option<Answer> {
        Some(match self.parsed::<AnswerDoc<'_>>(said)? {
            AnswerDoc::Accept => Answer::Accept,
            AnswerDoc::Refuse(reason) => Answer::Refuse { reason },
            AnswerDoc::AcceptIf { at_most, place, pledge, until, cost_share, protection } => {
                let place = place.map_or(Some(None), |said| self.haven(said).map(Some));
                let until = until.map_or(Some(None), |said| self.moment(said).map(Some));
                let terms = Terms { at_most, place: place?, pledge, until: until?, cost_share, protection };
                Answer::AcceptIf { terms }
            }
        })
    }

    fn order(&mut self, doc: &OrderDoc<'a>, sru: SruId, case: Option<CraftId>) -> Option<Deed> {
        let to = |errand, place| Deed::OrderTo { sru, case, errand, place };
        let fixed = |order| Deed::Give(Command::Order { sru, case, order });
        Some(match doc {
            OrderDoc::Provide { .. }
            | OrderDoc::TurnBack { .. }
            | OrderDoc::Tow { .. }
            | OrderDoc::Repair { .. }
            | OrderDoc::Transfer { .. } => self.alongside(doc, sru, case)?,
            OrderDoc::Proceed { to: place } => to(Errand::Proceed, self.spot(*place)?),
            OrderDoc::Recover { at } => to(Errand::Recover, self.spot(*at)?),
            OrderDoc::Escort { at } => to(Errand::Escort, self.spot(*at)?),
            OrderDoc::Land { place } => fixed(Order::Land { place: self.haven(*place)? }),
            OrderDoc::Return => fixed(Order::Return),
            OrderDoc::Resume => fixed(Order::Resume),
            OrderDoc::Search { centre, length, width, axis, pattern, spacing } => {
                let place = self.spot(*centre);
                let (length, width) = (self.length_m(*length), self.length_m(*width));
                let spacing = self.length_m(*spacing);
                let pattern = self.pattern(*pattern);
                let errand = Errand::Search {
                    length_m: length?,
                    width_m: width?,
                    axis_true_deg: *axis,
                    pattern: pattern?,
                    spacing_m: spacing?,
                };
                to(errand, place?)
            }
        })
    }

    fn pattern(&mut self, said: Said<'a>) -> Option<Pattern> {
        let words = self.words(said)?;
        match Pattern::parse(&words) {
            Ok(pattern) => Some(pattern),
            Err(why) => {
                self.fault(said, why);
                None
            }
        }
    }
}

fn kind(doc: KindDoc) -> RequestKind {
    match doc {
        KindDoc::Coordinate => RequestKind::Coordinate,
        KindDoc::Deploy => RequestKind::Deploy,
        KindDoc::Divert => RequestKind::Divert,
        KindDoc::Land => RequestKind::Land,
        KindDoc::Enter => RequestKind::Enter,
        KindDoc::Lend => RequestKind::Lend,
        KindDoc::Clear => RequestKind::Clear,
        KindDoc::Draw => RequestKind::Draw,
        KindDoc::Consult => RequestKind::Consult,
        KindDoc::Staff => RequestKind::Staff,
        KindDoc::Resettle => RequestKind::Resettle,
        KindDoc::Admit => RequestKind::Admit,
        KindDoc::Assist => RequestKind::Assist,
    }
}
