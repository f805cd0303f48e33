//! One host and five seats, each a process of its own, play to the end on loopback.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use sarex::base::Noise;
use sarex::crew::Crew;
use sarex::picture::Picture;
use sarex::session::wire::{Chair, ChairStatus, Steer};
use sarex::sim::Theatre;

use super::drill::{folder, sarex, shipped};
use super::table::now;

/// A process that does not outlive its test.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(arguments: &[&str]) -> Process {
    let child = Command::new(env!("CARGO_BIN_EXE_sarex"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    Process(child)
}

/// What a host prints until it waits: the join line of each seat, in order of the scenario.
fn join_lines(host: &mut Process, seats: usize) -> Vec<(String, String)> {
    let mut out = BufReader::new(host.0.stdout.take().unwrap());
    let mut lines = Vec::new();
    let mut text = String::new();
    while out.read_line(&mut text).unwrap() > 0 {
        let words: Vec<&str> = text.split_whitespace().collect();
        if let ["sarex", "join", url, "--seat-code", code, ..] = words[..] {
            lines.push((url.trim_matches('\'').to_owned(), code.to_owned()));
        }
        if text.starts_with("Ctrl-C") {
            break;
        }
        text.clear();
    }
    // The host goes on writing; somebody must read.
    std::thread::spawn(move || out.lines().for_each(drop));
    assert!(lines.len() >= seats, "{lines:?}");
    lines
}

/// Plays a seat as a program would: reads pictures, decides as a professional crew does, writes commands.
fn play(theatre: &Theatre, url: &str, code: &str) -> (usize, Option<i32>) {
    let mut desk = start(&["join", url, "--seat-code", code, "--name", "a program", "--stdio"]);
    let mut input = desk.0.stdin.take().unwrap();
    let output = BufReader::new(desk.0.stdout.take().unwrap());
    let noise = Noise::new(1);
    let mut sent = 0;
    for line in output.lines() {
        let line = line.unwrap();
        let value: BTreeMap<String, serde_json::Value> = serde_json::from_str(&line).unwrap();
        assert!(!value.contains_key("error") && !value.contains_key("refused"), "{line}");
        let Some(picture) = value.get("picture") else { continue };
        let picture: Picture = serde_json::from_value(picture.clone()).unwrap();
        for command in Crew::Doctrine.decide(theatre, &noise, &picture, None) {
            writeln!(input, "{}", serde_json::to_string(&command).unwrap()).unwrap();
            sent += 1;
        }
    }
    (sent, desk.0.wait().unwrap().code())
}

#[test]
fn a_host_and_five_seats_as_processes_play_to_the_end_and_the_recording_verifies() {
    let dir = tempfile::tempdir().unwrap();
    let run = dir.path().join("run.sarex");
    let scenario = folder("sunda-2012");
    let arguments = [
        "host",
        scenario.to_str().unwrap(),
        "--headless",
        "--listen",
        "127.0.0.1:0",
        "--speed",
        "3600",
        "--paused",
        "--crew",
        "absent",
        "--until-over",
        "--out",
        run.to_str().unwrap(),
    ];
    let mut host = start(&arguments);
    let theatre = Arc::new(Theatre::new(shipped("sunda-2012")));
    let seats = theatre.scenario.seats.len();
    assert_eq!(seats, 5);
    let lines = join_lines(&mut host, seats);
    let players: Vec<_> = (0..seats)
        .map(|seat| {
            let (theatre, (url, code)) = (Arc::clone(&theatre), lines[seat].clone());
            std::thread::spawn(move || play(&theatre, &url, &code))
        })
        .collect();
    // EXCON is the last line; it lets the clock run.
    let (url, code) = lines.last().unwrap();
    let mut excon = sarex::session::Client::connect(url, code, "EXCON", || ());
    // The clock runs when all five have sat down, however slow the machine.
    let patience = now() + Duration::from_secs(300);
    let seated = |excon: &sarex::session::Client| {
        excon.view().map_or(0, |view| {
            let seat = |chair: &&ChairStatus| matches!(chair.chair, Chair::Seat(_)) && !chair.people.is_empty();
            view.table.iter().filter(seat).count()
        })
    };
    while seated(&excon) < seats {
        excon.poll();
        assert!(now() < patience, "only {} of {seats} sat down", seated(&excon));
        std::thread::sleep(Duration::from_millis(20));
    }
    excon.send(sarex::session::Intent::Steer(Steer::Run));
    let played: Vec<_> = players.into_iter().map(|player| player.join().unwrap()).collect();
    assert!(host.0.wait().unwrap().success());
    for (seat, (sent, code)) in played.iter().enumerate() {
        assert_eq!(*code, Some(0), "seat {seat}");
        assert!(*sent > 0, "seat {seat} never acted");
    }
    let verdict = sarex(&["verify", run.to_str().unwrap()]);
    assert!(verdict.status.success(), "{}", String::from_utf8_lossy(&verdict.stdout));
    let score: serde_json::Value =
        serde_json::from_slice(&sarex(&["score", run.to_str().unwrap(), "--json"]).stdout).unwrap();
    // Programs that look four times a second at 3,600 times real time decide every quarter of an hour: later than a
    // crew at the host, but the rescue must take place.
    let saved = score["persons"]["saved"].as_u64().unwrap();
    assert!(saved > 100, "saved {saved}");
}
