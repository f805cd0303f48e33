//! A full table: fifty seats at sixty times real time, each at a desk of its own that acts and reads. Prints how long
//! ticks take, how much goes over the wire, and how long it takes to join, near by and over a satellite.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use sarex::base::ids::{SeatId, SruId};
use sarex::base::{Position, Tick};
use sarex::scenario::{Channel, EXAMPLE, Source};
use sarex::session::wire::{Chair, Steer};
use sarex::session::{Client, Host, HostOptions, Intent, Tls, View};
use sarex::sim::{Command, MessageBody, Order};

use super::now;

/// How long the table is watched.
const WATCHED: Duration = Duration::from_secs(30);
const SPEED: f64 = 60.0;
/// A geostationary satellite: there and back, and how many bytes a second (256 kbit/s).
const ROUND_TRIP: Duration = Duration::from_millis(600);
const BYTES_PER_S: f64 = 32_000.0;

/// Countries added to the example.
const COUNTRIES: usize = 23;

/// The example with twenty-three more countries, each with a centre, an operations room, a ship and a merchant.
fn fifty_seats() -> String {
    let (mut parties, mut seats, mut places) = (String::new(), String::new(), String::new());
    let (mut units, mut merchants) = (String::new(), String::new());
    for i in 0..COUNTRIES {
        parties += &format!("(id: \"c{i}\", name: \"Country {i}\", kind: Country),\n");
        seats += &format!(
            "(id: \"rcc-{i}\", name: \"RCC {i}\", party: \"c{i}\", role: Rcc, position: \"-10.43, 105.67\"),\n(id: \
             \"ops-{i}\", name: \"Operations {i}\", party: \"c{i}\", role: Operations, position: \"-10.43, 105.67\"),\n"
        );
        places += &format!(
            "(id: \"p{i}\", name: \"Port {i}\", position: \"-10.43, 105.67\", party: \"c{i}\", kind: Port),\n"
        );
        units += &format!(
            "(id: \"u{i}\", name: \"Unit {i}\", class: \"rescue-vessel-40m\", party: \"c{i}\", seat: \"ops-{i}\", start: \
             \"p{i}\", notice: \"1min\", capacity: 60),\n"
        );
        merchants += &format!(
            "(id: \"m{i}\", name: \"Ship {i}\", class: \"container-ship\", party: \"trade\", seat: \"masters\", passage: \
             [\"12-{i:02}S 100-00E\", \"08-00S 104-{i:02}E\", \"-6.2, 104.5\"], from: \"-{}h\", speed: \"16 kn\"),\n",
            i % 12
        );
    }
    let mut text = EXAMPLE.to_owned();
    for (head, more) in
        [("parties", parties), ("seats", seats), ("places", places), ("units", units), ("merchants", merchants)]
    {
        let head = format!("    {head}: [\n");
        assert!(text.contains(&head));
        text = text.replacen(&head, &format!("{head}{more}"), 1);
    }
    text
}

fn host(source: &Source, tls: Tls, folder: &tempfile::TempDir, name: &str) -> Host {
    let (scenario, findings) = source.read();
    let scenario = scenario.unwrap_or_else(|| panic!("{findings:#?}"));
    let options = HostOptions {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        tls,
        speed: SPEED,
        ..HostOptions::new(&scenario, source, folder.path().join(name))
    };
    Host::start(options).unwrap_or_else(|error| panic!("{error}"))
}

fn code(host: &Host, chair: Chair) -> String {
    host.chairs().into_iter().find(|(of, _)| *of == chair).map(|(_, code)| code).unwrap_or_default()
}

fn see(client: &mut Client, ready: impl Fn(&View) -> bool) {
    while !client.view().is_some_and(&ready) {
        std::thread::sleep(Duration::from_millis(1));
        client.poll();
    }
}

/// How long it takes to sit down and see, and how many bytes that is.
fn join(url: &str, code: &str) -> (Client, Duration, u64) {
    let start = now();
    let mut client = Client::connect(url, code, "benchmark", || {});
    see(&mut client, |view| view.picture.is_some() || view.overview.is_some());
    let (time, bytes) = (start.elapsed(), client.received_bytes());
    (client, time, bytes)
}

/// A line to a host by satellite.
fn satellite(host: SocketAddr) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for near in listener.incoming().flatten() {
            // The connection to this end came at once; over a satellite it takes a round trip.
            std::thread::sleep(ROUND_TRIP);
            let Ok(far) = TcpStream::connect(host) else { continue };
            for (from, to) in [(near.try_clone(), far.try_clone()), (far.try_clone(), near.try_clone())] {
                if let (Ok(from), Ok(to)) = (from, to) {
                    std::thread::spawn(move || slowly(from, to));
                }
            }
        }
    });
    address
}

fn slowly(mut from: TcpStream, mut to: TcpStream) {
    let (into, out) = std::sync::mpsc::channel::<(std::time::Instant, Vec<u8>)>();
    std::thread::spawn(move || {
        let mut free = now();
        for (at, bytes) in out {
            free = free.max(at + ROUND_TRIP / 2) + Duration::from_secs_f64(bytes.len() as f64 / BYTES_PER_S);
            std::thread::sleep(free.saturating_duration_since(now()));
            if to.write_all(&bytes).is_err() {
                return;
            }
        }
    });
    let mut part = [0; 1024];
    while let Ok(n @ 1..) = from.read(&mut part) {
        if into.send((now(), part[..n].to_vec())).is_err() {
            return;
        }
    }
}

/// What a scripted seat does: sends its ship to sea, writes in its log, and to its neighbour.
fn act(client: &mut Client, seat: usize, seats: usize, round: u64) {
    // The countries added come first in the list, each with its centre and then its operations.
    let command = if round == 0 && seat % 2 == 1 && seat / 2 < COUNTRIES {
        let order = Order::Proceed { to: Position::clamped(-9.0, 104.0 + seat as f64 / 100.0) };
        Command::Order { sru: SruId::new(seat / 2), case: None, order }
    } else if round.is_multiple_of(2) {
        Command::Log { text: format!("Round {round}: all units are where they should be, nothing seen so far.") }
    } else {
        let text = format!("Round {round}: nothing to report from here. Do you see anything?");
        let to = SeatId::new((seat + 1) % seats);
        Command::Send { to, channel: Channel::Phone, body: MessageBody::Text { case: None, text } }
    };
    client.send(Intent::Do(command));
}

pub(super) fn table() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = Source { text: fifty_seats(), ..Source::default() };
    let mut host = host(&source, Tls::Off, &folder, "plain.sarex");
    let seats = host.scenario().seats.len();
    assert_eq!(seats, 50);
    let url = host.local_url();
    let mut joins = Vec::new();
    let mut desks: Vec<Client> = (0..seats)
        .map(|seat| {
            let (client, time, _) = join(&url, &code(&host, Chair::Seat(SeatId::new(seat))));
            joins.push(time);
            client
        })
        .collect();
    let (mut excon, ..) = join(&url, &code(&host, Chair::Excon));
    excon.send(Intent::Steer(Steer::Run));
    see(&mut excon, |view| view.clock.running);
    let received = |desks: &[Client]| desks.iter().map(Client::received_bytes).collect::<Vec<_>>();
    let (start, before, excon_before) = (now(), received(&desks), excon.received_bytes());
    let mut round = 0;
    let mut behind = 0.0_f64;
    while start.elapsed() < WATCHED {
        // Each seat acts every ten seconds of the wall's clock, which is every ten minutes of the exercise's.
        let due = start.elapsed().as_millis() as u64 * seats as u64 / 10_000;
        while round < due {
            let seat = (round % seats as u64) as usize;
            act(&mut desks[seat], seat, seats, round / seats as u64);
            round += 1;
        }
        for desk in desks.iter_mut().chain([&mut excon]) {
            desk.poll();
        }
        behind = behind.max(excon.view().map_or(0.0, |view| view.clock.behind_s));
        std::thread::sleep(Duration::from_millis(50));
    }
    let seconds = start.elapsed().as_secs_f64();
    let mut rates: Vec<f64> =
        received(&desks).iter().zip(&before).map(|(after, before)| (after - before) as f64 / seconds).collect();
    let excon_rate = (excon.received_bytes() - excon_before) as f64 / seconds;
    rates.sort_by(f64::total_cmp);
    let ticks = host.gauge().ticks();
    let ms = |share: f64| ticks[((ticks.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    println!(
        "table: {seats} desks on {seats} seats of a generated scenario, at {SPEED} times real time for {seconds:.0} s"
    );
    println!(
        "  tick with recording and pictures: median {:.1} ms, p99 {:.1} ms, longest {:.1} ms ({} ticks, at most {behind} s \
         behind)",
        ms(0.5),
        ms(0.99),
        ms(1.0),
        ticks.len()
    );
    let mean = rates.iter().sum::<f64>() / rates.len() as f64;
    println!(
        "  on the wire to each seat: mean {mean:.0} B/s, busiest {:.0} B/s; to EXCON, who sees all, {excon_rate:.0} B/s",
        rates[rates.len() - 1]
    );
    joins.sort();
    println!("  join, near by: median {:.0} ms, longest {:.0} ms", millis(joins[seats / 2]), millis(joins[seats - 1]));
    let far = satellite(host.address());
    let slow: Vec<_> =
        [0, 3, 25].map(|seat| join(&format!("ws://{far}"), &code(&host, Chair::Seat(SeatId::new(seat))))).into();
    for (client, time, bytes) in slow {
        let tick = client.view().map_or(Tick::START, |view| view.clock.tick);
        println!("  join at {tick} by 256 kbit/s and 600 ms there and back: {:.0} ms, {bytes} bytes", millis(time));
    }
    drop(desks);
    host.stop();
    encrypted(&source, &folder);
    late(&folder);
}

/// A late join in the middle of the shipped case, where there is most to catch up with.
fn late(folder: &tempfile::TempDir) {
    let mut host = host(&super::shipped().0, Tls::Off, folder, "late.sarex");
    let (mut excon, ..) = join(&host.local_url(), &code(&host, Chair::Excon));
    while excon.view().is_some_and(|view| view.clock.tick < Tick(20 * 360) && !view.clock.over) {
        excon.send(Intent::Steer(Steer::NextEvent));
        let before = excon.view().map(|view| view.clock.tick);
        // The answer comes before the clock has gone on; then the clock stands again at the event.
        while excon.view().is_some_and(|view| view.clock.running || Some(view.clock.tick) == before) {
            std::thread::sleep(Duration::from_millis(1));
            excon.poll();
        }
    }
    let far = satellite(host.address());
    let chairs = (0..host.scenario().seats.len()).map(|seat| Chair::Seat(SeatId::new(seat))).chain([Chair::Excon]);
    for chair in chairs.collect::<Vec<_>>() {
        let (client, time, bytes) = join(&format!("ws://{far}"), &code(&host, chair));
        let tick = client.view().map_or(Tick::START, |view| view.clock.tick);
        println!(
            "  late join at {tick} of {}: {} by satellite {:.0} ms, {bytes} bytes",
            super::SCENARIO,
            host.chair_name(chair),
            millis(time)
        );
    }
    host.stop();
}

fn encrypted(source: &Source, folder: &tempfile::TempDir) {
    let mut host = host(source, Tls::Generated, folder, "encrypted.sarex");
    let url = host.local_url();
    let chair = code(&host, Chair::Seat(SeatId(0)));
    let (_, near, _) = join(&url, &chair);
    let far = url.replace(&host.address().to_string(), &satellite(host.address()).to_string());
    let (_, time, bytes) = join(&far, &chair);
    println!("  encrypted: near by {:.0} ms, by satellite {:.0} ms, {bytes} bytes", millis(near), millis(time));
    host.stop();
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
