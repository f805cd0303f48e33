//! `sarex join --stdio`: a chair for a program instead of a person.
//!
//! One JSON value a line. Out: `{"briefing": …}` once, then `{"clock": …}`, `{"picture": …}` (or `{"overview": …}` for
//! EXCON) and `{"notice": "…"}` whenever one changes, at last `{"refused": "…"}` if the host turns the chair away. In: a
//! command as `sim::Command` has it, as `{"CallCasualty":{"case":0}}`. A line that is no command is answered with
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
    loop {
        select! {
            recv(rung) -> _ => {}
            recv(typed) -> line => match line {
                Ok(line) => obey(&mut client, &line, &mut out)?,
                // The program hung up: leave once everything it wanted has been taken.
                Err(_) => return leave(&mut client, &rung),
            }
        }
        client.poll();
        said.tell(&client, &mut out)?;
        match client.link() {
            LinkStatus::Refused(why) => {
                writeln!(out, "{}", json!({ "refused": why }))?;
                return Ok(ExitCode::from(NO));
            }
            _ if said.clock.is_some_and(|clock| clock.over) => return Ok(ExitCode::SUCCESS),
            _ => {}
        }
    }
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
fn leave(client: &mut Client, rung: &Receiver<()>) -> Result<ExitCode> {
    while !client.pending().is_empty() && !matches!(client.link(), LinkStatus::Refused(_)) {
        rung.recv().context("the connection ended")?;
        client.poll();
    }
    Ok(ExitCode::SUCCESS)
}

/// What was said last, so that only news is said.
#[derive(Default)]
struct Said {
    briefed: bool,
    picture: String,
    clock: Option<Clock>,
    notices: usize,
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
        for notice in view.notices.iter().skip(self.notices) {
            writeln!(out, "{}", json!({ "notice": notice }))?;
        }
        self.notices = view.notices.len();
        Ok(out.flush()?)
    }
}
