//! `sarex join --stdio`: a chair for a program instead of a person.
//!
//! One JSON value a line. Out: `{"briefing": …}` once, then `{"clock": …}`, `{"picture": …}` (or `{"overview": …}` for
//! EXCON) and `{"notice": "…"}` whenever one changes, at last `{"refused": "…"}` if the host turns the chair away. In:
//! a command as `sim::Command` has it, as `{"CallCasualty":{"case":0}}`. A line that is no command is answered with
//! `{"error": "…"}` and nothing else happens.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use crossbeam_channel::{Receiver, Sender, select, unbounded};
use serde_json::json;

use super::NO;
use crate::session::wire::Clock;
use crate::session::{Client, Intent, LinkStatus};
use crate::sim::Command;

/// Sits down and speaks until the host or the program at the other end hangs up.
pub(super) fn sit(url: &str, code: &str, name: &str) -> Result<ExitCode> {
    let (ring, rung) = crossbeam_channel::bounded(1);
    // One ring waiting is enough: whoever comes looks at everything.
    let mut client = Client::connect(url, code, name, move || {
        let _ = ring.try_send(());
    });
    let (lines, typed) = unbounded();
    std::thread::spawn(move || listen(&lines));
    let mut out = std::io::stdout().lock();
    let mut said = Said::default();
    // An address that is none is known before anybody rings.
    if let Some(code) = heed(&mut client, &mut said, &mut out)? {
        return Ok(code);
    }
    loop {
        select! {
            recv(rung) -> _ => {}
            recv(typed) -> line => match line {
                Ok(line) => obey(&mut client, &line, &mut out)?,
                // The program hung up: leave once everything it wanted has been answered.
                Err(_) => return leave(&mut client, &rung, &mut said, &mut out),
            }
        }
        if let Some(code) = heed(&mut client, &mut said, &mut out)? {
            return Ok(code);
        }
    }
}

/// Tells the news. Some code when there is nothing more to come.
fn heed(client: &mut Client, said: &mut Said, out: &mut impl Write) -> Result<Option<ExitCode>> {
    client.poll();
    said.tell(client, out)?;
    if said.clock.is_some_and(|clock| clock.over) {
        return Ok(Some(ExitCode::SUCCESS));
    }
    if let LinkStatus::Refused(why) = client.link() {
        writeln!(out, "{}", json!({ "refused": why }))?;
        return Ok(Some(ExitCode::from(NO)));
    }
    Ok(None)
}

fn listen(lines: &Sender<String>) {
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { return };
        if !line.trim().is_empty() && lines.send(line).is_err() {
            return;
        }
    }
}

fn obey(client: &mut Client, line: &str, out: &mut impl Write) -> Result<()> {
    match serde_json::from_str::<Command>(line) {
        Ok(command) => {
            client.send(Intent::Do(command));
        }
        Err(error) => writeln!(out, "{}", json!({ "error": format!("not a command: {error}") }))?,
    }
    Ok(())
}

/// Waits until nothing is pending any more.
fn leave(client: &mut Client, rung: &Receiver<()>, said: &mut Said, out: &mut impl Write) -> Result<ExitCode> {
    loop {
        if let Some(code) = heed(client, said, out)? {
            return Ok(code);
        }
        if client.pending().is_empty() && client.view().is_some() {
            return Ok(ExitCode::SUCCESS);
        }
        // Nobody is left who would wait for a host that never answered.
        if let (None, LinkStatus::Lost(why)) = (client.view(), client.link()) {
            writeln!(out, "{}", json!({ "refused": format!("no connection: {why}") }))?;
            return Ok(ExitCode::from(NO));
        }
        rung.recv().context("the connection ended")?;
    }
}

/// What was said last, so that only news is said.
#[derive(Default)]
struct Said {
    briefed: bool,
    picture: String,
    clock: Option<Clock>,
    // The client keeps the last few only, so that what is new is what follows those known.
    notices: Vec<String>,
}

impl Said {
    fn tell(&mut self, client: &Client, out: &mut impl Write) -> Result<()> {
        let Some(view) = client.view() else { return Ok(()) };
        if !self.briefed {
            writeln!(out, "{}", json!({ "chair": view.chair, "briefing": view.briefing }))?;
            self.briefed = true;
        }
        let shown = match (&view.picture, &view.overview) {
            (Some(picture), _) => json!({ "picture": picture }).to_string(),
            (None, Some(overview)) => json!({ "overview": overview }).to_string(),
            (None, None) => String::new(),
        };
        if !shown.is_empty() && shown != self.picture {
            writeln!(out, "{shown}")?;
            self.picture = shown;
        }
        if self.clock != Some(view.clock) {
            writeln!(out, "{}", json!({ "clock": view.clock }))?;
            self.clock = Some(view.clock);
        }
        for notice in news(&self.notices, &view.notices) {
            writeln!(out, "{}", json!({ "notice": notice }))?;
        }
        self.notices.clone_from(&view.notices);
        Ok(out.flush()?)
    }
}

/// What a list that only grows at its end, and is cut at its beginning, has more than it had.
fn news<'n>(known: &[String], now: &'n [String]) -> &'n [String] {
    let kept = (0..=known.len().min(now.len())).rev().find(|n| known[known.len() - n..] == now[..*n]);
    &now[kept.unwrap_or(0)..]
}

#[cfg(test)]
mod tests {
    use super::news;

    #[test]
    fn only_what_is_new_is_said_though_the_oldest_are_forgotten() {
        let list = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(news(&list("a b c"), &list("b c d")), list("d"));
        assert_eq!(news(&[], &list("a b")), list("a b"));
        assert!(news(&list("a b"), &list("a b")).is_empty());
        assert_eq!(news(&list("a b"), &list("c d")), list("c d"));
    }
}
