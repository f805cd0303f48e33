//! Posts that lie in the portal, the unread first, what they say and who has read one's own; and intelligence that came.

use egui::{RichText, Ui};

use crate::base::ids::SeatId;
use crate::picture::{Picture, PostView, Way};
use crate::scenario::Channel;
use crate::sim::portal::{Command as Order, IncidentReport, Post, PostId, SharedCase, Warning};
use crate::sim::{Command, MessageBody};
use crate::ui::words;

use super::super::desk::{Act, DeskData};
use super::super::kit;
use super::{Sent, order, own_centre, own_police};

/// Everything in the portal.
pub(super) fn show(ui: &mut Ui, desk: &DeskData<'_>, sent: &mut Sent, out: &mut Vec<Act>) {
    let portal = &desk.picture.portal;
    let unread = portal.unread(desk.me()).count();
    kit::heading(ui, &format!("Portal: {unread} unread of {}", portal.posts.len()));
    if portal.posts.is_empty() {
        kit::small(ui, desk.theme, "Nothing has been posted. Only states that have opted in post and read here.");
    }
    for view in portal.unread(desk.me()) {
        unread_post(ui, desk, view, sent, out);
    }
    let known = portal.posts.iter().rev().filter(|view| view.what.is_some());
    for view in known {
        post(ui, desk, view, sent, out);
    }
    ui.add_space(4.0);
    kit::heading(ui, "Intelligence that came to you");
    if portal.warnings.is_empty() {
        kit::small(ui, desk.theme, "None.");
    }
    for (i, view) in portal.warnings.iter().enumerate().rev() {
        let number = i + 1;
        kit::card(ui, desk.theme, desk.theme.weak, |ui| {
            kit::heading(ui, &format!("{number}: about {}", view.what.kind.words()));
            kit::small(ui, desk.theme, format!("came {}", words::dtg(desk.briefing, view.at)));
            warning(ui, desk, &view.what);
            if !desk.may_act() {
                return;
            }
            let what = Post::of_warning(view.what.clone());
            ui.horizontal_wrapped(|ui| {
                let posted = |other: &&PostView| other.post.by == desk.me() && other.what.as_ref() == Some(&what);
                if let Some(done) = portal.posts.iter().find(posted) {
                    let at = words::clock(desk.briefing, done.at);
                    kit::small(ui, desk.theme, format!("posted at {at}"));
                } else if sent.press(ui, desk, "Warn the others", &format!("Post intelligence {number} to the portal"))
                {
                    out.push(Act::command(order(Order::Post(what.clone()))));
                }
                pass_on(ui, desk, &what, "from our services", &format!("intelligence {number}"), sent, out);
            });
        });
    }
}

/// What a post is called: its number, whose it is, and of what sort.
fn called(desk: &DeskData<'_>, view: &PostView) -> String {
    format!("{}: {}", number(desk, view.post), view.sort.words())
}

fn number(desk: &DeskData<'_>, post: PostId) -> String {
    format!("post {} of {}", u64::from(post.number) + 1, desk.seat_name(post.by))
}

fn unread_post(ui: &mut Ui, desk: &DeskData<'_>, view: &PostView, sent: &mut Sent, out: &mut Vec<Act>) {
    kit::card(ui, desk.theme, desk.theme.accent, |ui| {
        ui.label(RichText::new(format!("Unread: {}", called(desk, view))).strong());
        let since = words::dtg(desk.briefing, view.at);
        kit::small(ui, desk.theme, format!("lies here since {since}, {}", words::ago(desk.now(), view.at)));
        if desk.may_act() && sent.press(ui, desk, "Read", &format!("Read {}", called(desk, view))) {
            out.push(Act::command(order(Order::Read { post: view.post })));
        }
    });
}

/// A post that is known here: read, or one's own.
fn post(ui: &mut Ui, desk: &DeskData<'_>, view: &PostView, sent: &mut Sent, out: &mut Vec<Act>) {
    let Some(what) = &view.what else { return };
    kit::card(ui, desk.theme, desk.theme.weak, |ui| {
        let own = view.post.by == desk.me();
        let name = called(desk, view);
        kit::heading(ui, &if own { format!("Yours: {}", view.sort.words()) } else { words::sentence(&name) });
        let came = words::dtg(desk.briefing, view.at);
        let when = match view.read_at {
            Some(at) => format!("came {came}, read {}", words::clock(desk.briefing, at)),
            None => format!("written {came}"),
        };
        kit::small(ui, desk.theme, when);
        says(ui, desk, what);
        if own {
            receipts(ui, desk, view);
        } else if desk.may_act() {
            let whence = format!("from {} by the portal", desk.seat_name(view.post.by));
            ui.horizontal_wrapped(|ui| pass_on(ui, desk, what, &whence, &number(desk, view.post), sent, out));
        }
    });
}

fn receipts(ui: &mut Ui, desk: &DeskData<'_>, view: &PostView) {
    let by = |(seat, at): &(SeatId, _)| format!("{} {}", desk.seat_name(*seat), words::clock(desk.briefing, *at));
    let all: Vec<String> = view.receipts.iter().map(by).collect();
    let words = if all.is_empty() { "nobody yet".to_owned() } else { all.join(", ") };
    kit::fact(ui, desk.theme, "Read by", words);
}

/// A button that passes something on, or when that was done: a lead to the own police where there are any, and
/// all else to the own centre.
fn pass_on(
    ui: &mut Ui,
    desk: &DeskData<'_>,
    what: &Post,
    whence: &str,
    name: &str,
    sent: &mut Sent,
    out: &mut Vec<Act>,
) {
    let police = own_police(desk).filter(|_| matches!(what, Post::Advice { .. }));
    let Some(centre) = police.or_else(|| own_centre(desk)) else { return };
    let to = desk.seat_name(centre);
    let body = what.message(whence);
    if let Some(at) = passed_on(desk.picture, centre, &body) {
        kit::small(ui, desk.theme, format!("passed on to {to} at {}", words::clock(desk.briefing, at)));
        return;
    }
    let command = Command::Send { to: centre, channel: Channel::Phone, body };
    sent.send(ui, desk, &format!("Pass on to {to}"), &format!("Pass {name} on to {to}"), &command, out);
}

fn passed_on(picture: &Picture, centre: SeatId, body: &MessageBody) -> Option<crate::base::Tick> {
    let done = picture.messages.iter().find(|m| m.way == Way::To(centre) && m.body == *body);
    done.map(|message| message.at)
}

/// What a post says.
fn says(ui: &mut Ui, desk: &DeskData<'_>, what: &Post) {
    match what {
        Post::EarlyWarning(told) => warning(ui, desk, told),
        Post::CaseShared(told) => shared(ui, desk, told),
        Post::Advice { kind, case, text } => {
            kit::fact(ui, desk.theme, "About", kind.words());
            about(ui, desk, *case);
            ui.label(text);
        }
        Post::Text { case, text } => {
            about(ui, desk, *case);
            ui.label(text);
        }
        Post::IncidentReport(told) => report(ui, desk, told),
    }
}

fn about(ui: &mut Ui, desk: &DeskData<'_>, case: Option<crate::base::ids::CraftId>) {
    if let Some(case) = case {
        kit::fact(ui, desk.theme, "Case", words::case_name(case));
    }
}

fn warning(ui: &mut Ui, desk: &DeskData<'_>, told: &Warning) {
    kit::fact(ui, desk.theme, "About", told.kind.words());
    about(ui, desk, told.case);
    if let Some(position) = &told.position {
        kit::fact(ui, desk.theme, "Position", words::reported(desk.now(), position));
    }
    if let Some(persons) = told.persons {
        kit::fact(ui, desk.theme, "Persons", words::persons(persons));
    }
    ui.label(&told.text);
}

/// What is shared of a case.
pub(super) fn shared(ui: &mut Ui, desk: &DeskData<'_>, told: &SharedCase) {
    about(ui, desk, Some(told.case));
    kit::fact(ui, desk.theme, "Trouble", words::nature(told.nature));
    kit::fact(ui, desk.theme, "Phase", told.phase.map_or("not known", words::phase));
    let position = told.position.as_ref().map(|position| words::reported(desk.now(), position));
    kit::fact(ui, desk.theme, "Position", position.unwrap_or_else(|| "not known".to_owned()));
    kit::fact(ui, desk.theme, "Persons", told.persons.map_or("not known".to_owned(), words::persons));
    if !told.text.is_empty() {
        ui.label(&told.text);
    }
}

/// An incident report: what is not known is said to be so.
pub(super) fn report(ui: &mut Ui, desk: &DeskData<'_>, told: &IncidentReport) {
    let number = |value: Option<u32>| value.map_or("?".to_owned(), |value| value.to_string());
    about(ui, desk, Some(told.case));
    if !told.departure.is_empty() {
        kit::fact(ui, desk.theme, "Departure", told.departure.clone());
    }
    let sea = format!(
        "{} aboard, {} landed alive, {} dead, {} missing",
        number(told.persons),
        number(told.survivors),
        number(told.dead),
        number(told.missing)
    );
    kit::fact(ui, desk.theme, "Persons", sea);
    let ashore = format!(
        "{} men, {} women, {} boys, {} girls, {} organisers",
        number(told.men),
        number(told.women),
        number(told.boys),
        number(told.girls),
        number(told.organisers)
    );
    kit::fact(ui, desk.theme, "Received", ashore);
    if let Some(nationalities) = &told.nationalities {
        let told = nationalities.iter().map(|(of, number)| format!("{number} {}", desk.nationality(*of)));
        let told: Vec<String> = told.collect();
        let words = if told.is_empty() { "none told".to_owned() } else { told.join(", ") };
        kit::fact(ui, desk.theme, "Nationalities", words);
    }
    let states: Vec<&str> = told.states.iter().map(|state| words::party_name(desk.briefing, *state)).collect();
    kit::fact(ui, desk.theme, "States that took part", states.join(", "));
    if !told.text.is_empty() {
        ui.label(&told.text);
    }
}
