//! A host and its desks in trouble: desks that vanish, flood, stall, guess and send rubbish. Nobody else notices, and
//! what is recorded verifies.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use proptest::prelude::Rng;
use proptest::test_runner::TestRng;
use sarex::base::ids::SeatId;
use sarex::base::{Position, Tick};
use sarex::session::wire::{Chair, ChairStatus, Happening, MAX_TO_HOST, PROTOCOL, Steer, ToDesk, ToHost};
use sarex::session::{Client, Host, HostOptions, Intent, LinkStatus, frames};
use sarex::sim::{Ask, Command};
use tokio_tungstenite::tungstenite::Message;

use super::drill::source;
use super::table::*;

/// Stands between desks and a host, and can be cut like a cable.
pub(crate) struct Cable {
    pub(crate) address: SocketAddr,
    cut: Arc<AtomicBool>,
    streams: Arc<Mutex<Vec<TcpStream>>>,
}

impl Cable {
    pub(crate) fn to(host: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (cut, streams) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::new())));
        let (is_cut, all) = (Arc::clone(&cut), Arc::clone(&streams));
        std::thread::spawn(move || {
            for near in listener.incoming() {
                let (Ok(near), false) = (near, is_cut.load(Ordering::SeqCst)) else { continue };
                let Ok(far) = TcpStream::connect(host) else { continue };
                all.lock().unwrap().extend([near.try_clone().unwrap(), far.try_clone().unwrap()]);
                for (from, to) in [(near.try_clone().unwrap(), far.try_clone().unwrap()), (far, near)] {
                    std::thread::spawn(move || carry(from, to));
                }
            }
        });
        Self { address, cut, streams }
    }

    fn url(&self) -> String {
        format!("ws://{}", self.address)
    }

    /// Ends all connections in the middle of whatever they carry, and lets no new ones through.
    pub(crate) fn cut(&self) {
        self.cut.store(true, Ordering::SeqCst);
        for stream in self.streams.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    pub(crate) fn mend(&self) {
        self.cut.store(false, Ordering::SeqCst);
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream) {
    let mut part = [0; 4096];
    while let Ok(n @ 1..) = from.read(&mut part) {
        if to.write_all(&part[..n]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}

fn log(text: &str) -> Intent {
    Intent::Do(Command::Log { text: text.to_owned() })
}

fn picture(client: &mut Client) -> sarex::picture::Picture {
    see(client, "a picture", |view| view.picture.clone())
}

#[test]
fn a_desk_that_was_cut_off_sees_the_same_again_and_its_commands_enter_once() {
    let (_folder, run) = place();
    let mut host = Host::start(example(&run)).unwrap();
    let cable = Cable::to(host.address());
    let mut client = desk_at(&cable.url(), &code(&host, FIRST));
    let mut excon = desk(&host, Chair::Excon);
    picture(&mut client);
    client.send(log("number 0"));
    for round in 1..=8 {
        if round % 2 == 0 {
            // Right after it was sent, so that it is on its way, or its answer is, or neither.
            client.send(log(&format!("number {round}")));
            std::thread::sleep(Duration::from_millis(round));
            cable.cut();
        } else {
            cable.cut();
            client.send(log(&format!("number {round}")));
        }
        steer(&mut excon, Steer::Run);
        wait_for("the cut", || {
            client.poll();
            (*client.link() != LinkStatus::Live).then_some(())
        });
        assert!(client.view().is_some_and(|view| view.picture.is_some()), "what was seen stays in sight");
        cable.mend();
        settled(&mut client);
        steer(&mut excon, Steer::Pause);
    }
    let now = see(&mut excon, "the pause", |view| {
        (!view.clock.running && view.overview.as_ref()?.truth.tick == view.clock.tick).then_some(view.clock.tick)
    });
    let theirs = see(&mut client, "the last moment", |view| view.picture.clone().filter(|picture| picture.tick == now));
    // Another desk on the same seat, which was never cut off, sees the same.
    assert_eq!(picture(&mut desk(&host, FIRST)), theirs);
    let lines: Vec<_> = theirs.log.iter().filter(|line| line.text.contains("number ")).collect();
    assert_eq!(lines.len(), 9, "{lines:?}");
    host.stop();
    let entered: Vec<String> = verified(&run)
        .commands()
        .filter_map(|(_, command)| match &command.body {
            Command::Log { text } => Some(text.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(entered, (0..=8).map(|n| format!("number {n}")).collect::<Vec<_>>(), "each once, in order");
}

#[test]
fn a_desk_that_sends_a_request_twice_has_it_done_once() {
    let (_folder, run) = place();
    let mut host = Host::start(HostOptions { running: true, ..example(&run) }).unwrap();
    let code = code(&host, FIRST);
    let request = |seq, text: &str| ToHost::Do { seq, command: Command::Log { text: text.to_owned() } };
    for _ in 0..3 {
        let mut bare = Bare::enter(host.address(), &code, 77);
        bare.welcome();
        for seq in [1, 2, 1, 2] {
            bare.say(&request(seq, &format!("line {seq}")));
        }
        let mut unanswered = vec![1, 2];
        while !unanswered.is_empty() {
            match bare.next().unwrap() {
                ToDesk::Taken { seq } => unanswered.retain(|n| *n != seq),
                ToDesk::NotTaken { why, .. } => panic!("{why}"),
                _ => {}
            }
        }
    }
    host.stop();
    let lines = verified(&run).commands().filter(|(_, c)| matches!(c.body, Command::Log { .. })).count();
    assert_eq!(lines, 2);
}

#[test]
fn codes_are_rate_limited_revocable_and_an_observer_only_looks() {
    let (_folder, run) = place();
    let mut host = Host::start(HostOptions { running: true, ..example(&run) }).unwrap();
    let good = code(&host, FIRST);
    let observer = Chair::Observer(SeatId(0));

    // In before anybody guesses.
    let mut known = Bare::enter(host.address(), &good, 4711);
    known.welcome();
    let mut looking = Bare::enter(host.address(), &code(&host, observer).to_lowercase().replace('-', " "), 1);
    assert_eq!(looking.welcome().chair, observer);
    let command = Command::Log { text: "from an observer".to_owned() };
    looking.say(&ToHost::Do { seq: 1, command });
    looking.say(&ToHost::Crew { seq: 2, crew: None });
    looking.say(&ToHost::Steer { seq: 3, steer: Steer::Pause });
    let mut refused = Vec::new();
    let mut seen = false;
    while refused.len() < 3 || !seen {
        match looking.next().unwrap() {
            ToDesk::NotTaken { seq, .. } => refused.push(seq),
            ToDesk::View { .. } => seen = true,
            ToDesk::Taken { seq } => panic!("request {seq} of an observer was taken"),
            _ => {}
        }
    }
    assert_eq!((refused, looking.picture().seat), (vec![1, 2, 3], SeatId(0)));
    known.say(&ToHost::Steer { seq: 1, steer: Steer::Pause });
    while !matches!(known.next().unwrap(), ToDesk::NotTaken { seq: 1, .. }) {}

    // A new code, and the old one is worth nothing.
    let mut excon = desk(&host, Chair::Excon);
    see(&mut excon, "everything", |view| view.overview.as_ref().map(|_| ()));
    steer(&mut excon, Steer::Revoke(FIRST));
    let (why, again) = known.refusal().unwrap();
    assert!(why.contains("withdrawn") && again.is_none(), "{why}");
    let new = code(&host, FIRST);
    assert_ne!(new, good);
    let in_list = see(&mut excon, "the new code", |view| {
        view.table.iter().find(|status| status.chair == FIRST)?.code.clone().filter(|code| *code == new)
    });
    Bare::enter(host.address(), &in_list, 4711).welcome();

    // Wrong codes: told so, and after a few told to wait.
    let mut waits = None;
    for guess in 0..20 {
        let (why, again) = Bare::enter(host.address(), &good, 100 + guess).refusal().unwrap();
        if again.is_some() {
            assert!(guess >= 5, "after {guess} guesses: {why}");
            waits = again;
            break;
        }
    }
    let waits = waits.expect("somebody who guesses has to wait");
    assert!(waits <= 15, "and nobody for long: {waits} s");
    // Who has the right code comes in all the same: a neighbour who guesses keeps nobody out.
    Bare::enter(host.address(), &new, 999).welcome();
    // A desk that was in before is let in all the same.
    Bare::enter(host.address(), &new, 4711).welcome();
    host.stop();
    assert!(verified(&run).commands().all(|(_, command)| !matches!(command.body, Command::Log { .. })));
}

#[test]
fn a_desk_of_another_version_is_told_so_and_one_without_manners_too() {
    let (_folder, run) = place();
    let host = Host::start(example(&run)).unwrap();
    let mut bare = Bare::connect(host.address());
    let code = code(&host, FIRST);
    bare.say(&ToHost::Hello { protocol: PROTOCOL + 1, code: code.clone(), name: String::new(), desk: 1 });
    assert!(bare.refusal().unwrap().0.contains("version"));
    let mut bare = Bare::connect(host.address());
    bare.say(&ToHost::Do { seq: 1, command: Command::Log { text: "no greeting".to_owned() } });
    assert!(bare.refusal().unwrap().0.contains("greeting"));
    let mut bare = Bare::enter(host.address(), &code, 1);
    bare.welcome();
    bare.raw(Message::text("hello?"));
    assert!(bare.refusal().unwrap().0.contains("text"));
}

#[test]
fn ten_thousand_random_frames_oversize_ones_floods_and_stalls_harm_nobody_else() {
    let (_folder, run) = place();
    let mut host =
        Host::start(HostOptions { running: true, speed: 600.0, ..options_of(&source("sunda-2012"), &run) }).unwrap();
    let (address, first) = (host.address(), code(&host, FIRST));
    let mut good = desk(&host, Chair::Seat(SeatId(2)));
    let start = picture(&mut good).tick;

    // A desk that greets and then reads nothing at all, while there is ever more for it.
    let excon_code = code(&host, Chair::Excon);
    let mut stalled = Bare::enter(address, &excon_code, 5);
    // One that sends more than anybody could type.
    let flood = std::thread::spawn({
        let code = first.clone();
        move || {
            let mut bare = Bare::enter(address, &code, 6);
            bare.welcome();
            let mut seq = 0;
            let one = |seq| ToHost::Do { seq, command: Command::Log { text: "flood".to_owned() } };
            while bare.raw(Message::binary(frames::to_host(&one(seq)))) {
                seq += 1;
                assert!(seq < 100_000_000, "it is never stopped");
            }
            bare.refusal()
        }
    });
    // And rubbish, with and without a code.
    let mut random = TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha);
    let mut frames = 0;
    let mut desk = 1000;
    while frames < 10_000 {
        desk += 1;
        let mut bare = if desk % 2 == 0 { Bare::enter(address, &first, desk) } else { Bare::connect(address) };
        for _ in 0..200 {
            let mut bytes = vec![0; (random.next_u32() % 300) as usize];
            random.fill_bytes(&mut bytes);
            // The kinds there are, now and then, so that some get farther than the first byte.
            if let Some(kind) = bytes.first_mut().filter(|_| random.next_u32().is_multiple_of(2)) {
                *kind %= 4;
            }
            frames += 1;
            if !bare.raw(Message::binary(bytes)) {
                break;
            }
        }
    }
    for size in [MAX_TO_HOST + 1, 10 << 20] {
        let mut bare = Bare::enter(address, &first, 8);
        bare.welcome();
        bare.raw(Message::binary(vec![1; size]));
        assert!(bare.refusal().is_none_or(|(why, _)| why.contains("too much")));
    }
    // Numbers that are none are refused, and the desk stays.
    let mut bare = Bare::enter(address, &first, 9);
    bare.welcome();
    let at = Position::new(-8.0, 105.0).unwrap();
    let what = Ask::Deploy { at, error_m: f64::NAN, true_at: Tick(0) };
    let command = Command::Ask {
        to: SeatId(1),
        channel: sarex::scenario::Channel::Phone,
        case: sarex::base::ids::CraftId(0),
        what,
        by: None,
    };
    bare.say(&ToHost::Do { seq: 1, command });
    loop {
        match bare.next().unwrap() {
            ToDesk::NotTaken { seq: 1, why } => break assert!(why.contains("NaN"), "{why}"),
            ToDesk::Taken { .. } => panic!("a number that is none was taken"),
            _ => {}
        }
    }
    let told = flood.join().unwrap();
    assert!(told.as_ref().is_none_or(|(why, _)| why.contains("messages a second")), "{told:?}");

    // Meanwhile the others go on, and are answered.
    let later = see(&mut good, "time going on", |view| {
        view.picture.as_ref().map(|picture| picture.tick).filter(|tick| *tick > Tick(start.0 + 60))
    });
    good.send(log("still here"));
    settled(&mut good);
    assert!(good.notices().is_empty(), "{:?}", good.notices());
    see(&mut good, "more of it", |view| {
        view.picture
            .as_ref()
            .filter(|p| p.tick > later && p.log.iter().any(|l| l.text.contains("still here")))
            .map(|_| ())
    });
    assert_eq!(*good.link(), LinkStatus::Live);
    // The stalled one, once it reads, is brought up to now, unless it was given up for gone meanwhile.
    while stalled.next().is_some() {
        if stalled.number > 0 && stalled.overview().truth.tick >= later {
            break;
        }
    }
    host.stop();
    let recording = verified(&run);
    let floods = recording.commands().filter(|(_, c)| matches!(&c.body, Command::Log { text } if text == "flood"));
    assert!(floods.count() <= 400, "a flood is cut off");
}

/// A host in a process of its own, to be killed.
struct Process {
    child: std::process::Child,
    // The lines it printed until it waited.
    said: String,
}

impl Process {
    fn start(program: &mut std::process::Command) -> Self {
        let mut child = program.stdout(std::process::Stdio::piped()).spawn().unwrap();
        let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        while !said.contains("Ctrl-C") {
            assert!(std::io::BufRead::read_line(&mut out, &mut said).unwrap() > 0, "the host ended: {said}");
        }
        std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        Self { child, said }
    }

    fn host(arguments: &[&str]) -> Self {
        Self::start(std::process::Command::new(env!("CARGO_BIN_EXE_sarex")).arg("host").args(arguments))
    }

    /// The address and code of a chair, the seats first and EXCON last.
    fn join(&self, chair: usize) -> (String, String) {
        let lines: Vec<_> = self.said.lines().filter(|line| line.contains("sarex join ")).collect();
        let line = if chair == usize::MAX { lines.last().unwrap() } else { lines[chair] };
        let words: Vec<&str> = line.split_whitespace().collect();
        (words[2].trim_matches('\'').to_owned(), words[4].to_owned())
    }

    /// As `kill -9` does it.
    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_host_that_is_killed_goes_on_and_nothing_taken_is_lost_or_done_twice() {
    let (_folder, run) = place();
    let name = run.to_str().unwrap();
    let scenario = super::drill::folder("sunda-2012");
    let mut host = Process::host(&[
        scenario.to_str().unwrap(),
        "--headless",
        "--listen",
        "127.0.0.1:0",
        "--speed",
        "600",
        "--out",
        name,
    ]);
    let mut desks: Vec<Client> = (0..2)
        .map(|chair| {
            let (url, code) = host.join(chair);
            assert!(url.starts_with("wss://"), "encrypted unless told otherwise: {url}");
            desk_at(&url, &code)
        })
        .collect();
    desks.iter_mut().for_each(|desk| drop(picture(desk)));
    let codes = host.said.clone();
    let mut sent = 0;
    for round in 0..5 {
        // Without a pause, so that some are on their way when it dies.
        for _ in 0..10 {
            sent += 1;
            desks.iter_mut().for_each(|desk| assert!(desk.send(log(&format!("number {sent}")))));
            if round % 2 == 0 {
                std::thread::sleep(Duration::from_millis(7));
            }
        }
        host.kill();
        host = Process::host(&["--headless", "--resume", name]);
        let chairs = |said: &str| said.lines().filter(|line| line.contains("sarex join")).map(str::to_owned).collect();
        let (then, now): (Vec<String>, Vec<String>) = (chairs(&codes), chairs(&host.said));
        assert_eq!(then, now, "the same address, codes and certificate");
        desks.iter_mut().for_each(settled);
        desks.iter().for_each(|desk| assert!(desk.notices().is_empty(), "{:?}", desk.notices()));
        // A desk that was never here before: the others may still show what was before the host died.
        let (url, code) = host.join(usize::MAX);
        see(&mut desk_at(&url, &code), "both of them in their seats", |view| {
            let held = |status: &&ChairStatus| {
                matches!(status.chair, Chair::Seat(_)) && status.crew.is_none() && !status.people.is_empty()
            };
            (view.table.iter().filter(held).count() == 2).then_some(())
        });
    }
    let (url, code) = host.join(usize::MAX);
    let mut excon = desk_at(&url, &code);
    see(&mut excon, "all that ever happened", |view| {
        view.happenings.iter().any(|happening| happening.text.contains("number 1")).then_some(())
    });
    steer(&mut excon, Steer::Stop);
    see(&mut excon, "the end", |view| view.clock.over.then_some(()));
    host.kill();
    let recording = verified(&run);
    let expected: Vec<String> = (1..=sent).map(|n| format!("number {n}")).collect();
    for seat in [0, 1] {
        let entered: Vec<String> = recording
            .commands()
            .filter_map(|(_, command)| match &command.body {
                Command::Log { text } if command.seat == Some(SeatId(seat)) => Some(text.clone()),
                _ => None,
            })
            .collect();
        assert_eq!(entered, expected, "each once, in order");
    }
}

#[test]
fn after_a_branch_the_host_says_what_to_resume_and_its_past_is_whole() {
    let (folder, run) = place();
    let name = run.to_str().unwrap();
    let scenario = super::drill::folder("sunda-2012");
    let mut host = Process::host(&[
        scenario.to_str().unwrap(),
        "--headless",
        "--listen",
        "127.0.0.1:0",
        "--speed",
        "3600",
        "--out",
        name,
    ]);
    let (url, code) = host.join(usize::MAX);
    let mut excon = desk_at(&url, &code);
    see(&mut excon, "some hours", |view| (view.clock.tick > Tick(1500)).then_some(()));
    steer(&mut excon, Steer::Pause);
    let at = |tick: u32| move |happening: &&Happening| happening.tick <= Tick(tick);
    let before: Vec<Happening> = excon.view().unwrap().happenings.iter().filter(at(1000)).cloned().collect();
    assert!(before.len() > 3, "{before:?}");
    // Once and once more, so that the past is in three files.
    for tick in [1000, 1200] {
        steer(&mut excon, Steer::Branch(Tick(tick)));
        let stands = |view: &sarex::session::View| Some(view.overview.as_ref()?.truth.tick);
        see(&mut excon, "the earlier moment", |view| (stands(view) == Some(Tick(tick))).then_some(()));
        steer(&mut excon, Steer::Run);
        see(&mut excon, "an hour more", |view| (view.clock.tick > Tick(tick + 360)).then_some(()));
        steer(&mut excon, Steer::Pause);
    }
    let told: Vec<Happening> = excon.view().unwrap().happenings.iter().filter(at(1400)).cloned().collect();
    host.kill();

    let again = std::process::Command::new(env!("CARGO_BIN_EXE_sarex"))
        .args(["host", "--headless", "--resume", name])
        .output()
        .unwrap();
    let (words, branch) = (String::from_utf8(again.stderr).unwrap(), folder.path().join("run-b2.sarex"));
    assert!(!again.status.success());
    assert!(words.contains("went on in") && words.contains(&format!("--resume {}", branch.display())), "{words}");
    assert!(!words.contains("run-b1"), "that one has ended too: {words}");

    let host = Process::host(&["--headless", "--paused", "--resume", branch.to_str().unwrap()]);
    let (url, code) = host.join(usize::MAX);
    let happenings = see(&mut desk_at(&url, &code), "all that ever happened", |view| {
        let known: Vec<Happening> = view.happenings.iter().filter(at(1400)).cloned().collect();
        (known.len() >= told.len()).then_some(known)
    });
    assert!(happenings.starts_with(&told), "as it stood on the desk before: {happenings:#?} {told:#?}");
    assert_eq!(happenings[..before.len()], before);
}

/// A network of its own with a host in it, joined to this one by a cable that can be pulled out.
struct Apart {
    name: String,
    here: String,
}

impl Apart {
    /// `Err` says why this machine allows none.
    fn new() -> Result<(Self, String), String> {
        let number = std::process::id() % 10_000;
        let (name, here, there) = (format!("sarex{number}"), format!("sx{number}a"), format!("sx{number}b"));
        let (near, far) = (format!("10.213.{}.1", number % 250), format!("10.213.{}.2", number % 250));
        ip(&["netns", "add", &name])?;
        let apart = Self { name, here };
        ip(&["link", "add", &apart.here, "type", "veth", "peer", "name", &there, "netns", &apart.name])?;
        ip(&["addr", "add", &format!("{near}/30"), "dev", &apart.here])?;
        ip(&["link", "set", &apart.here, "up"])?;
        ip(&["-n", &apart.name, "addr", "add", &format!("{far}/30"), "dev", &there])?;
        ip(&["-n", &apart.name, "link", "set", &there, "up"])?;
        Ok((apart, far))
    }

    fn plug(&self, way: &str) {
        ip(&["-n", &self.name, "link", "set", &format!("{}b", self.here.trim_end_matches('a')), way]).unwrap();
    }
}

impl Drop for Apart {
    fn drop(&mut self) {
        let _ = ip(&["link", "del", &self.here]);
        let _ = ip(&["netns", "del", &self.name]);
    }
}

fn ip(arguments: &[&str]) -> Result<(), String> {
    let output = std::process::Command::new("ip").args(arguments).output().map_err(|error| error.to_string())?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()) }
}

/// The cut lasts until the desk has noticed it, some seven seconds; SAREX_CUT_S makes it as long as is wanted.
#[test]
fn a_network_that_was_cut_comes_back_and_nothing_is_lost() {
    let (apart, address) = match Apart::new() {
        Ok(apart) => apart,
        Err(why) => return println!("skipped: this machine gives no network namespace ({why})"),
    };
    let (_folder, run) = place();
    let scenario = super::drill::folder("sunda-2012");
    let mut program = std::process::Command::new("ip");
    program.args(["netns", "exec", &apart.name, env!("CARGO_BIN_EXE_sarex"), "host", scenario.to_str().unwrap()]);
    program.args(["--headless", "--speed", "600", "--listen", &format!("{address}:7878"), "--out"]).arg(&run);
    let mut host = Process::start(&mut program);
    let (url, code) = host.join(0);
    let mut client = desk_at(&url, &code);
    let before = picture(&mut client).tick;
    client.send(log("before the cut"));
    settled(&mut client);

    apart.plug("down");
    client.send(log("into the cut"));
    wait_for("the desk to notice", || {
        client.poll();
        matches!(client.link(), LinkStatus::Lost(_)).then_some(())
    });
    client.send(log("during the cut"));
    let seconds = std::env::var("SAREX_CUT_S").ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    std::thread::sleep(Duration::from_secs(seconds));
    client.poll();
    assert_eq!(client.pending().len(), 2);

    apart.plug("up");
    let back = now();
    wait_for("the desk to come back", || {
        client.poll();
        (*client.link() == LinkStatus::Live).then_some(())
    });
    println!("back {:.1} s after the cable", now().saturating_duration_since(back).as_secs_f64());
    client.send(log("after the cut"));
    settled(&mut client);
    let after = see(&mut client, "the last line", |view| {
        view.picture.clone().filter(|picture| picture.log.iter().any(|line| line.text.contains("after the cut")))
    });
    assert!(after.tick > Tick(before.0 + 300), "time went on meanwhile");
    let (url, code) = host.join(usize::MAX);
    let mut excon = desk_at(&url, &code);
    see(&mut excon, "everything", |view| view.overview.as_ref().map(|_| ()));
    steer(&mut excon, Steer::Stop);
    host.kill();
    let entered: Vec<String> = verified(&run)
        .commands()
        .filter_map(|(_, command)| match &command.body {
            Command::Log { text } if text.contains("the cut") => Some(text.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(entered, ["before the cut", "into the cut", "during the cut", "after the cut"]);
}
