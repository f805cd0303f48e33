//! A host and its desks, in peace: joining, playing, steering, handing over, going back, and what is recorded.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use sarex::base::ids::SeatId;
use sarex::base::{Noise, Span, Tick};
use sarex::crew::Crew;
use sarex::session::wire::{Chair, HappeningKind, Steer, ToDesk, ToHost};
use sarex::session::{Client, Host, HostOptions, Intent, LinkStatus, Tls};
use sarex::sim::{Command, Event, Intervention, Theatre};

use super::drill::source;
use super::table::*;

fn log(text: &str) -> Intent {
    Intent::Do(Command::Log { text: text.to_owned() })
}

#[test]
fn a_desk_joins_sees_its_picture_and_what_it_does_is_recorded() {
    let (_folder, run) = place();
    let mut host = Host::start(example(&run)).unwrap();
    let mut client = desk(&host, FIRST);
    let seat = see(&mut client, "a picture", |view| view.picture.as_ref().map(|picture| picture.seat));
    assert_eq!(Chair::Seat(seat), FIRST);
    let view = client.view().unwrap();
    assert!(view.plan.is_none() && view.overview.is_none() && view.happenings.is_empty());
    assert!(view.table.iter().all(|status| status.code.is_none()), "codes are EXCON's");

    client.send(log("we are here"));
    client.poll();
    assert_eq!(client.view().unwrap().pending, ["log entry"], "time stands, so it waits");
    let mut excon = desk(&host, Chair::Excon);
    see(&mut excon, "everything", |view| view.overview.as_ref().map(|_| ()));
    steer(&mut excon, Steer::Run);
    settled(&mut client);
    see(&mut client, "the line in its log", |view| {
        view.picture.as_ref()?.log.iter().any(|line| line.text.contains("we are here")).then_some(())
    });
    see(&mut excon, "the same on the time line", |view| {
        view.happenings
            .iter()
            .any(|h| h.kind == HappeningKind::Decision && h.text.contains("we are here"))
            .then_some(())
    });
    assert!(excon.view().unwrap().table.iter().all(|status| status.code.is_some()));
    steer(&mut excon, Steer::Stop);
    see(&mut client, "the end", |view| view.clock.over.then_some(()));
    client.send(log("too late"));
    settled(&mut client);
    assert!(client.notices().last().unwrap().contains("the exercise is over"), "{:?}", client.notices());
    host.stop();
    wait_for("the farewell", || {
        client.poll();
        matches!(client.link(), LinkStatus::Refused(why) if why.contains("over")).then_some(())
    });

    let recording = verified(&run);
    let (tick, _) = recording
        .commands()
        .find(|(_, command)| matches!(&command.body, Command::Log { text } if text == "we are here"))
        .unwrap();
    assert_eq!(tick, Tick(1), "it entered with the first step");
    let seated = recording.events().find(|event| matches!(event.body, Event::Intervened { .. })).unwrap();
    assert!(
        matches!(&seated.body, Event::Intervened { what: Intervention::Seated { who, .. } } if who == "people"),
        "{seated:?}"
    );
}

/// A desk at which a crew sits that decides from what the desk shows, as a person would. How many of its commands were
/// taken, and the last moment it saw: those it gave as the exercise ended came too late, and it was told so.
fn play(mut client: Client, theatre: &Theatre, noise: &Noise) -> (usize, Tick) {
    let (mut decided, mut given) = (None, 0);
    loop {
        let over = see(&mut client, "a picture", |view| {
            view.picture.as_ref().map(|picture| view.clock.over && picture.tick == view.clock.tick)
        });
        let view = client.view().unwrap();
        let picture = view.picture.as_ref().unwrap();
        if over {
            let tick = picture.tick;
            settled(&mut client);
            let late = client.notices().iter().filter(|notice| notice.contains("the exercise is over")).count();
            return (given - late, tick);
        }
        let minute = picture.tick.0 / 6;
        if decided != Some(minute) && client.pending().is_empty() {
            decided = Some(minute);
            // Crews look at the whole minute; a picture from within it says nothing else.
            let commands = Crew::Doctrine.decide(theatre, noise, picture, None);
            for command in commands {
                given += 1;
                client.send(Intent::Do(command));
            }
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn five_desks_play_the_shipped_scenario_to_its_end() {
    let (_folder, run) = place();
    let mut host = Host::start(options_of(&source("sunda-2012"), &run)).unwrap();
    let theatre = Arc::new(Theatre::new(host.scenario().clone()));
    let seats: Vec<SeatId> = theatre.seats().collect();
    assert_eq!(seats.len(), 5);
    let players: Vec<_> = seats
        .into_iter()
        .map(|seat| {
            let (client, theatre) = (desk(&host, Chair::Seat(seat)), Arc::clone(&theatre));
            std::thread::spawn(move || play(client, &theatre, &Noise::new(1)))
        })
        .collect();
    let mut excon = desk(&host, Chair::Excon);
    see(&mut excon, "everybody", |view| {
        let people = |status: &&sarex::session::wire::ChairStatus| !status.people.is_empty();
        let crews = view.table.iter().filter(|status| status.crew.is_some()).count();
        (view.table.iter().filter(people).count() == 6 && crews == 0).then_some(())
    });
    // As fast as the machine can, from event to event.
    let mut stops = 0;
    while !see(&mut excon, "a clock", |view| (view.clock.over || !view.clock.running).then_some(view.clock.over)) {
        steer(&mut excon, Steer::NextEvent);
        stops += 1;
    }
    assert!(stops > 20, "{stops} events to stop at");
    let given: Vec<(usize, Tick)> = players.into_iter().map(|player| player.join().unwrap()).collect();
    host.stop();
    let recording = verified(&run);
    let commands = recording.commands().filter(|(_, command)| command.seat.is_some()).count();
    assert_eq!(commands, given.iter().map(|(n, _)| n).sum::<usize>(), "each entered once");
    assert!(given.iter().all(|(_, tick)| *tick == recording.last_tick()), "all saw the last moment: {given:?}");
    assert!(recording.events().any(|event| matches!(event.body, Event::OrderGiven { .. })));
}

#[test]
fn seats_nobody_claims_are_played_by_crews_and_handed_over_and_back() {
    let (_folder, run) = place();
    let mut host = Host::start(HostOptions { grace: Duration::ZERO, running: true, ..example(&run) }).unwrap();
    let mut excon = desk(&host, Chair::Excon);
    let crew = |client: &mut Client, wanted: Option<Crew>| {
        see(client, "the crew in the list", |view| {
            let status = view.table.iter().find(|status| status.chair == FIRST)?;
            (status.crew == wanted).then_some(())
        });
    };
    crew(&mut excon, Some(Crew::Doctrine));
    let mut client = desk(&host, FIRST);
    crew(&mut excon, None);
    // To a crew, and while it plays the desk gives no orders.
    client.send(Intent::Crew(Some(Crew::Informed)));
    settled(&mut client);
    assert!(
        client.notices().last().unwrap().contains("only EXCON"),
        "that crew knows the truth: {:?}",
        client.notices()
    );
    steer(&mut excon, Steer::Seat { seat: SeatId(0), crew: Some(Crew::Informed) });
    crew(&mut excon, Some(Crew::Informed));
    client.send(log("may I?"));
    settled(&mut client);
    assert!(client.notices().last().unwrap().contains("take it back first"), "{:?}", client.notices());
    client.send(Intent::Crew(None));
    crew(&mut excon, None);
    client.send(Intent::Crew(Some(Crew::Doctrine)));
    crew(&mut client, Some(Crew::Doctrine));
    steer(&mut excon, Steer::Seat { seat: SeatId(0), crew: None });
    crew(&mut client, None);
    // And when the last one leaves, the crew takes over by itself.
    drop(client);
    crew(&mut excon, Some(Crew::Doctrine));
    // It is written down with the next step.
    let at = excon.view().unwrap().clock.tick;
    see(&mut excon, "a step more", |view| (view.clock.tick > at.next()).then_some(()));
    host.stop();
    let who: Vec<String> = verified(&run)
        .events()
        .filter_map(|event| match &event.body {
            Event::Intervened { what: Intervention::Seated { seat: SeatId(0), who } } => Some(who.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(who, ["people", "informed", "people", "doctrine", "people", "doctrine"]);
}

#[test]
fn a_command_enters_only_while_whoever_gave_it_may_give_it() {
    let (_folder, run) = place();
    let mut host = Host::start(example(&run)).unwrap();
    let mut excon = desk(&host, Chair::Excon);
    let mut client = desk(&host, FIRST);
    see(&mut client, "a picture", |view| view.picture.as_ref().map(|_| ()));
    let refused = |client: &mut Client, words: &str| {
        settled(client);
        assert!(client.notices().last().unwrap().contains(words), "{:?}", client.notices());
    };
    client.send(log(&"long ".repeat(4_000)));
    refused(&mut client, "too long");
    client.send(log("before the crew came"));
    client.send(Intent::Crew(Some(Crew::Doctrine)));
    refused(&mut client, "given to a crew");
    client.send(Intent::Crew(None));
    settled(&mut client);
    // A second desk on the seat, which can be asked what became of its request, and one on another that is left alone.
    let mut bare = Bare::enter(host.address(), &code(&host, FIRST), 9);
    bare.welcome();
    bare.say(&ToHost::Do { seq: 1, command: Command::Log { text: "before the code was withdrawn".to_owned() } });
    bare.say(&ToHost::Do { seq: 2, command: Command::Log { text: "x".repeat(9_000) } });
    while !matches!(bare.next().unwrap(), ToDesk::NotTaken { seq: 2, .. }) {}
    steer(&mut excon, Steer::Revoke(FIRST));
    while !matches!(bare.next().unwrap(), ToDesk::NotTaken { seq: 1, why } if why.contains("withdrawn")) {}
    assert!(bare.refusal().unwrap().0.contains("withdrawn"));
    steer(&mut excon, Steer::Run);
    see(&mut excon, "time going on", |view| (view.clock.tick > Tick(60)).then_some(()));
    host.stop();
    let entered = |(_, command): &(Tick, &sarex::sim::Stamped<Command>)| matches!(command.body, Command::Log { .. });
    assert_eq!(verified(&run).commands().filter(entered).count(), 0);
}

#[test]
fn excon_intervenes_looks_ahead_and_goes_back_and_both_recordings_verify() {
    let (folder, run) = place();
    let mut host = Host::start(example(&run)).unwrap();
    let mut excon = desk(&host, Chair::Excon);
    let mut client = desk(&host, FIRST);
    see(&mut client, "a picture", |view| view.picture.as_ref().map(|_| ()));
    steer(&mut excon, Steer::Run);
    let at = see(&mut excon, "an hour", |view| (view.clock.tick >= Tick(360)).then_some(view.clock.tick));
    steer(&mut excon, Steer::Pause);
    let before = see(&mut excon, "the pause", |view| {
        (!view.clock.running && view.overview.as_ref()?.truth.tick == view.clock.tick).then_some(view.clock.tick)
    });
    assert!(before >= at);
    let note = Intervention::Note { text: "here it went wrong".to_owned(), bookmark: true };
    excon.send(Intent::Steer(Steer::Intervene(note.clone())));
    excon.send(Intent::Steer(Steer::LookAhead { what: Some(note), span: Span::hours(2) }));
    let outlook = see(&mut excon, "the outlook", |view| view.outlook.clone());
    assert_eq!((outlook.from, outlook.with), (before, Some(outlook.without)));
    assert_eq!(excon.pending().len(), 1, "time stands, so the note waits");

    let (tell, told) = std::sync::mpsc::channel();
    host.tell_branches(move |run| drop(tell.send(run.to_owned()))).unwrap();
    steer(&mut excon, Steer::Branch(Tick(100)));
    assert!(
        excon.notices().iter().any(|notice| notice.starts_with("Not done: note")),
        "the note was lost: {:?}",
        excon.notices()
    );
    let tick = |view: &sarex::session::View| view.overview.as_ref().map(|overview| overview.truth.tick);
    see(&mut excon, "the earlier moment", |view| (tick(view) == Some(Tick(100))).then_some(()));
    assert!(excon.view().unwrap().happenings.iter().all(|happening| happening.tick <= Tick(100)));
    see(&mut client, "the same at the seat", |view| {
        view.picture.as_ref().is_some_and(|picture| picture.tick == Tick(100)).then_some(())
    });
    for desk in [&excon, &client] {
        let back = |notice: &&String| notice.contains("went back to an earlier moment, 19 JUN 1208Z");
        assert_eq!(desk.notices().iter().filter(back).count(), 1, "{:?}", desk.notices());
    }
    assert_eq!(told.recv().unwrap(), folder.path().join("run-b1.sarex"));
    assert_eq!(host.recording(), folder.path().join("run-b1.sarex"));
    client.send(log("another way"));
    steer(&mut excon, Steer::Run);
    settled(&mut client);
    steer(&mut excon, Steer::Branch(Tick(7)));
    assert!(excon.notices().last().unwrap().contains("outside"), "{:?}", excon.notices());
    host.stop();
    assert!(told.recv().is_err(), "nothing more is told once the host has closed");

    let (first, second) = (verified(&run), verified(&folder.path().join("run-b1.sarex")));
    assert!(first.last_tick() >= before);
    assert_eq!(second.first_tick(), Tick(100));
    assert!(second.commands().any(|(_, c)| matches!(&c.body, Command::Log { text } if text == "another way")));
}

#[test]
fn an_encrypted_host_is_known_by_its_fingerprint() {
    let (_folder, run) = place();
    let host = Host::start(HostOptions { tls: Tls::Generated, ..example(&run) }).unwrap();
    let code = code(&host, FIRST);
    let url = host.local_url();
    assert!(url.starts_with("wss://") && url.contains("#sha256-"), "{url}");
    let mut client = desk_at(&url, &code);
    see(&mut client, "a picture", |view| view.picture.as_ref().map(|_| ()));

    let refused = |url: &str| {
        let mut client = desk_at(url, &code);
        wait_for("a refusal", || {
            client.poll();
            match client.link() {
                LinkStatus::Refused(why) => Some(why.clone()),
                _ => None,
            }
        })
    };
    let digit = if url.ends_with('0') { '1' } else { '0' };
    let other = format!("{}{digit}", &url[..url.len() - 1]);
    assert!(refused(&other).contains("fingerprint"));
    let (bare, _) = url.split_once('#').unwrap();
    assert!(refused(bare).contains("fingerprint"));
    assert!(refused(&bare.replace("wss", "ws")).contains("encrypts"));
}

#[test]
fn a_browser_is_told_what_this_is() {
    let (_folder, run) = place();
    let host = Host::start(example(&run)).unwrap();
    let mut stream = TcpStream::connect(host.address()).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 426 ") && text.contains("sarex join ws://127.0.0.1:"), "{text}");
}

#[test]
fn what_cannot_be_hosted_is_refused_in_words() {
    let (_folder, run) = place();
    let _host = Host::start(example(&run)).unwrap();
    let again = Host::start(example(&run)).unwrap_err().to_string();
    assert!(again.contains("--resume"), "a recording is never overwritten: {again}");
    let (_other, run) = place();
    let bad = |options: HostOptions| Host::start(options).unwrap_err().to_string();
    assert!(bad(HostOptions { text: "(".to_owned(), ..example(&run) }).contains("scenario"));
    assert!(bad(HostOptions { speed: f64::NAN, ..example(&run) }).contains("speed"));
    assert!(bad(HostOptions { crews: Vec::new(), ..example(&run) }).contains("seats"));
    let listen = _host.address();
    assert!(bad(HostOptions { listen, ..example(&run) }).contains("cannot listen"));
    // What fails late leaves nothing behind, so that it can be tried again.
    let in_the_way = run.with_file_name("run.sarex.table");
    std::fs::create_dir(&in_the_way).unwrap();
    assert!(bad(example(&run)).contains("cannot be written"));
    std::fs::remove_dir(&in_the_way).unwrap();
    assert_eq!(std::fs::read_dir(run.parent().unwrap()).unwrap().count(), 0);
    drop(Host::start(example(&run)).unwrap());
}

#[test]
fn a_seat_that_changes_hands_without_end_while_time_stands_fills_nothing() {
    let (_folder, run) = place();
    let mut host = Host::start(example(&run)).unwrap();
    let mut bare = Bare::enter(host.address(), &code(&host, FIRST), 9);
    bare.welcome();
    // As many as a desk may say in a row.
    for seq in 1..=90 {
        let crew = (seq % 2 == 1).then_some(Crew::Doctrine);
        bare.say(&ToHost::Crew { seq, crew });
    }
    while !matches!(bare.next().unwrap(), ToDesk::Taken { seq: 90 }) {}
    let mut excon = desk(&host, Chair::Excon);
    steer(&mut excon, Steer::Run);
    see(&mut excon, "time going on", |view| (view.clock.tick > Tick(6)).then_some(()));
    host.stop();
    let recording = verified(&run);
    let first = |event: &&sarex::sim::Stamped<Event>| {
        matches!(event.body, Event::Intervened { what: Intervention::Seated { seat: SeatId(0), .. } })
    };
    let seated: Vec<_> = recording.events().filter(|event| event.tick == Tick(1)).filter(first).collect();
    assert!(seated.len() <= 64, "{} lines in one margin", seated.len());
    assert!(
        matches!(&seated.last().unwrap().body, Event::Intervened { what: Intervention::Seated { who, .. } } if who == "people")
    );
}

#[test]
fn somebody_who_plays_alone_is_stopped_by_what_their_seat_comes_to_know_and_by_nothing_else() {
    // The boat's engine fails before anybody ashore knows: EXCON would be stopped there, a seat is not.
    let folder = tempfile::tempdir().unwrap();
    let scenario = super::drill::shipped("tutorial");
    let source = sarex::scenario::load(&super::drill::folder("tutorial")).unwrap();
    let mut options = HostOptions::new(&scenario, &source, folder.path().join("alone.sarex"));
    options.listen = ([127, 0, 0, 1], 0).into();
    let mut host = Host::start(options).unwrap();
    let seat = SeatId(0);
    let code = |chair| host.chairs().into_iter().find(|(of, _)| *of == chair).unwrap().1;
    let mut desk = Client::connect(&host.local_url(), &code(Chair::Seat(seat)), "me", || ());
    let mut clock = Client::connect(&host.local_url(), &code(Chair::Excon), "clock", || ());
    clock.send(Intent::Steer(Steer::NextNews(vec![seat])));
    let patience = now() + Duration::from_secs(60);
    loop {
        desk.poll();
        let view = desk.view();
        let told = view.and_then(|view| view.picture.as_ref()).is_some_and(|picture| !picture.messages.is_empty());
        if told && view.is_some_and(|view| !view.clock.running) {
            break;
        }
        assert!(now() < patience, "no news, or no stop: {:?}", view.map(|view| view.clock));
        std::thread::sleep(Duration::from_millis(20));
    }
    let view = desk.view().unwrap();
    assert_eq!(view.picture.as_ref().unwrap().messages.len(), 1, "it stopped at the first news");
    host.stop();
}
