//! One connection: from the first byte to the last.
//!
//! A connection shows its code, and from then on reads what the desk asks and writes what the board shows. It holds
//! up nobody but itself: what it cannot send in time it leaves out, and what it may not leave out it goes down with.

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crossbeam_channel::Sender;
use futures_util::{Sink, SinkExt, Stream, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, accept_async_with_config};

use super::board::{Board, Letter, Newcomer, Out, Parting, Sheet};
use super::door::{Door, Knock, SLOW, house};
use super::gauge::Gauge;
use super::pipe::{Pipe, Rewound};
use super::show::for_chair;
use crate::record;
use crate::session::frames;
use crate::session::pacer::now;
use crate::session::wire::{Chair, ChairStatus, MAX_TO_HOST, PROTOCOL, ToDesk, ToHost};

/// A connection that has not shown a code by then is closed.
const GREETING: Duration = Duration::from_secs(10);
/// A desk that takes nothing for so long is dropped.
const STALLED: Duration = Duration::from_secs(30);
/// A desk from which nothing comes for so long is dropped; it answers every ping.
const SILENT: Duration = Duration::from_secs(30);
/// Something is sent at least this often, so that a desk notices a cut soon.
const PING: Duration = Duration::from_secs(2);
/// Messages to a desk that may wait.
const OUTBOX: usize = 256;
/// Messages a desk may send in a row, and then each second.
const BURST: f64 = 100.0;
const RATE: f64 = 20.0;
/// Bytes the head of a request may have.
const HEAD: usize = 8192;
/// Characters a name may have.
const NAME: usize = 40;

/// What all connections share.
pub(super) struct Hall {
    pub(super) board: Arc<Board>,
    pub(super) gauge: Arc<Gauge>,
    pub(super) mail: Sender<Letter>,
    pub(super) door: Mutex<Door>,
    pub(super) tls: Option<TlsAcceptor>,
    pub(super) links: AtomicU64,
    /// What to type to come in, for whoever comes by with a browser.
    pub(super) join: String,
}

/// What goes through the exercise's door for one connection.
type Socket = WebSocketStream<Rewound>;

/// Serves a connection until it ends.
pub(super) async fn serve(hall: Arc<Hall>, stream: TcpStream, address: SocketAddr) {
    // A host that closes waits for those who are still there.
    let _present = hall.board.closing.subscribe();
    // Small messages, each wanted at once.
    let _ = stream.set_nodelay(true);
    let Ok(Some((mut socket, greeting))) = timeout(GREETING, enter(&hall, stream)).await else { return };
    let admitted = timeout(GREETING + SLOW, admit(&hall, &mut socket, greeting, address.ip())).await;
    let parting = match admitted {
        Ok(Ok(Some(admitted))) => converse(&hall, &mut socket, admitted).await,
        Ok(Ok(None)) => None,
        Ok(Err(parting)) => Some(parting),
        Err(_) => Some(Parting { why: "no code came".to_owned(), again_after_s: Some(2) }),
    };
    if let Some(Parting { why, again_after_s }) = parting {
        let last = Message::binary(frames::to_desk(&ToDesk::Refused { why, again_after_s }));
        let farewell = async {
            socket.send(last).await?;
            socket.close(None).await?;
            // What the desk still sends is read away, or the reason might never reach it.
            while let Some(Ok(_)) = socket.next().await {}
            Ok::<(), Error>(())
        };
        let _ = timeout(Duration::from_secs(2), farewell).await;
    }
}

/// Makes a socket of a connection: encryption, the head of the request, the upgrade. `None` if it is none of ours.
async fn enter(hall: &Hall, stream: TcpStream) -> Option<(Socket, Option<String>)> {
    let mut first = [0];
    if stream.peek(&mut first).await.ok()? == 0 {
        return None;
    }
    /// The first byte of a TLS connection.
    const HANDSHAKE: u8 = 0x16;
    let mut pipe: Pipe = match (&hall.tls, first[0] == HANDSHAKE) {
        (Some(tls), true) => Box::new(tls.accept(stream).await.ok()?),
        (None, true) => return None,
        (Some(_), false) => {
            let mut stream = stream;
            read_head(&mut stream).await?;
            explain(&mut stream, &hall.join).await;
            return None;
        }
        (None, false) => Box::new(stream),
    };
    let head = read_head(&mut pipe).await?;
    let text = String::from_utf8_lossy(&head);
    let header = |wanted: &str| {
        let mut lines = text.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim().to_owned())
    };
    if header("upgrade").is_none_or(|value| !value.eq_ignore_ascii_case("websocket")) {
        explain(&mut pipe, &hall.join).await;
        return None;
    }
    let greeting = header(frames::GREETING_HEADER);
    let config = WebSocketConfig::default()
        .read_buffer_size(8192)
        .write_buffer_size(16 * 1024)
        .max_message_size(Some(MAX_TO_HOST))
        .max_frame_size(Some(MAX_TO_HOST));
    let socket = accept_async_with_config(Rewound::new(head, pipe), Some(config)).await.ok()?;
    Some((socket, greeting))
}

/// Reads the head of a request, and no byte more if the other side waits for an answer, as it should.
async fn read_head(stream: &mut (impl tokio::io::AsyncRead + Unpin)) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    let mut part = [0; 1024];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let n = stream.read(&mut part).await.ok()?;
        if n == 0 || head.len() + n > HEAD {
            return None;
        }
        head.extend_from_slice(&part[..n]);
    }
    Some(head)
}

/// Tells a browser what this is.
async fn explain(stream: &mut (impl tokio::io::AsyncWrite + Unpin), join: &str) {
    let text = format!(
        "EXERCISE. This is the host of a SAREX maritime search-and-rescue exercise; there is nothing here for a \
         browser.\nInstall SAREX, ask the trainer for a seat code, and type:\n\n    {join}\n"
    );
    let answer = format!(
        "HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nConnection: close\r\nContent-Type: text/plain; \
         charset=utf-8\r\nContent-Length: {}\r\n\r\n{text}",
        text.len()
    );
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.shutdown().await;
}

/// Somebody whose code was right, and what comes for them.
struct Admitted {
    link: u64,
    chair: Chair,
    outbox: mpsc::Receiver<Out>,
    // For what the reading half has to say.
    own: mpsc::Sender<Out>,
}

/// Looks at the code. Nothing if the connection ended.
async fn admit(
    hall: &Hall,
    socket: &mut Socket,
    greeting: Option<String>,
    address: IpAddr,
) -> Result<Option<Admitted>, Parting> {
    let no = |why: &str, again_after_s| Parting { why: why.to_owned(), again_after_s };
    let hello = match greeting {
        Some(text) => frames::read_greeting_header(&text),
        None => match next_binary(socket).await {
            Some(bytes) => frames::read_to_host(&bytes),
            None => return Ok(None),
        },
    };
    let Ok(ToHost::Hello { protocol, code, name, desk }) = hello else {
        return Err(no("the first message must be a greeting with a seat code", None));
    };
    if protocol != PROTOCOL {
        let why =
            format!("this host speaks version {PROTOCOL} of the protocol, the desk {protocol}: use the same SAREX");
        return Err(no(&why, None));
    }
    let knock = hall.door.lock().unwrap_or_else(PoisonError::into_inner).knock(now(), address);
    // Only somebody who was in before knows the number of a desk.
    if knock != Knock::Open && !hall.board.knows(desk) {
        tokio::time::sleep(SLOW).await;
    }
    let Some((chair, withdrawn)) = hall.board.chair_of(&code) else {
        hall.door.lock().unwrap_or_else(PoisonError::into_inner).failed(now(), address);
        if let Knock::Shut(again) = knock {
            return Err(no(&format!("too many wrong codes came from {}; wait {again} s", house(address)), Some(again)));
        }
        return Err(no("this code opens no chair here; look at it again, or ask the trainer", None));
    };
    let (own, outbox) = mpsc::channel(OUTBOX);
    let link = hall.links.fetch_add(1, Ordering::Relaxed);
    let newcomer = Newcomer { link, chair, withdrawn, desk, name: presentable(&name), outbox: own.clone() };
    hall.board.remember(desk);
    if hall.mail.try_send(Letter::Came(newcomer)).is_err() {
        return Err(no("the host is too busy to let anybody in just now", Some(2)));
    }
    Ok(Some(Admitted { link, chair, outbox, own }))
}

async fn next_binary(socket: &mut Socket) -> Option<Vec<u8>> {
    loop {
        match socket.next().await?.ok()? {
            Message::Binary(bytes) => return Some(bytes.to_vec()),
            Message::Ping(_) | Message::Pong(_) => {}
            _ => return Some(Vec::new()),
        }
    }
}

/// A name as it can be shown in a list.
fn presentable(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).take(NAME).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.is_empty() { "somebody".to_owned() } else { plain }
}

/// Reads and writes until one of them ends, and tells the table. Gives the reason to be told at the end.
async fn converse(hall: &Hall, socket: &mut Socket, admitted: Admitted) -> Option<Parting> {
    let Admitted { link, chair, outbox, own } = admitted;
    let (sink, stream) = socket.split();
    let parting = tokio::select! {
        parting = listen(hall, stream, link, &own) => parting,
        parting = speak(hall, sink, chair, outbox) => parting,
    };
    // The channel is never full for long: the table reads it before every tick.
    let mail = hall.mail.clone();
    let _ = tokio::task::spawn_blocking(move || drop(mail.send(Letter::Left(link)))).await;
    parting
}

/// How much a desk may still say.
struct Patience {
    left: f64,
    at: Instant,
}

impl Patience {
    fn has(&mut self, now: Instant) -> bool {
        let seconds = now.saturating_duration_since(self.at).as_secs_f64();
        self.left = (self.left + seconds * RATE).min(BURST) - 1.0;
        self.at = now;
        self.left >= 0.0
    }
}

/// The reading half.
async fn listen(
    hall: &Hall,
    mut stream: impl Stream<Item = Result<Message, Error>> + Unpin,
    link: u64,
    own: &mpsc::Sender<Out>,
) -> Option<Parting> {
    let because = |why: String| Some(Parting { why, again_after_s: Some(5) });
    let mut patience = Patience { left: BURST, at: now() };
    loop {
        let message = match timeout(SILENT, stream.next()).await {
            Ok(Some(Ok(message))) => message,
            Ok(Some(Err(Error::Capacity(error)))) => {
                return because(format!("the desk sent too much at once: {error}"));
            }
            Ok(Some(Err(Error::Protocol(error)))) => return because(format!("the desk broke the protocol: {error}")),
            Ok(Some(Err(_)) | None) | Err(_) => return None,
        };
        if !patience.has(now()) {
            return because(format!("the desk sent more than {RATE} messages a second"));
        }
        let bytes = match message {
            Message::Binary(bytes) => bytes,
            Message::Ping(_) | Message::Pong(_) => continue,
            Message::Close(_) => return None,
            Message::Text(_) | Message::Frame(_) => return because("the desk sent text".to_owned()),
        };
        let message = match frames::read_to_host(&bytes) {
            Ok(message) => message,
            Err(error) => return because(format!("the desk sent something that is no request: {error}")),
        };
        let Some(seq) = message.seq() else { return because("the desk greeted twice".to_owned()) };
        let refusal = match record::numbers_are_finite(&message) {
            Err(why) => Some(why),
            Ok(()) => {
                hall.mail.try_send(Letter::Asked(link, message)).is_err().then(|| "the host is too busy".to_owned())
            }
        };
        // A desk that does not even read its refusals is closed by the writing half.
        if let Some(why) = refusal {
            let _ = own.try_send(Out::Say(ToDesk::NotTaken { seq, why }));
        }
    }
}

/// What was last sent to a desk.
struct Sent {
    number: u32,
    sheet: Option<Arc<Sheet>>,
    told: usize,
    // The run the desk was told of. Exists once it was welcomed.
    run: Option<u64>,
    // Whether anything was sent since the last look.
    bytes: bool,
    table: Vec<ChairStatus>,
}

/// The writing half.
async fn speak(
    hall: &Hall,
    sink: impl Sink<Message, Error = Error> + Unpin,
    chair: Chair,
    mut outbox: mpsc::Receiver<Out>,
) -> Option<Parting> {
    let board = &hall.board;
    let mut clock = board.clock.subscribe();
    let mut table = board.table.subscribe();
    let mut sheet = board.sheet(chair).subscribe();
    let mut told = board.told.subscribe();
    let mut closing = board.closing.subscribe();
    let mut ping = tokio::time::interval_at(tokio::time::Instant::now() + PING, PING);
    let mut pen = Pen { hall, sink };
    let mut sent = Sent { number: 0, sheet: None, told: 0, run: None, bytes: false, table: Vec::new() };
    let mut pings = 0_u32;
    closing.mark_changed();
    loop {
        let welcomed = sent.run.is_some();
        tokio::select! {
            biased;
            out = outbox.recv() => match out {
                None => return Some(Parting { why: "this desk does not keep up".to_owned(), again_after_s: Some(1) }),
                Some(Out::Part(parting)) => return Some(parting),
                Some(Out::Say(message)) => {
                    pen.write(&message).await?;
                    if let ToDesk::Welcome(welcome) = &message {
                        sent = Sent { number: 0, sheet: None, told: 0, run: Some(welcome.run), bytes: true, table: Vec::new() };
                        clock.mark_changed();
                        table.mark_changed();
                        sheet.mark_changed();
                        told.mark_changed();
                    }
                }
            },
            _ = closing.changed() => {
                let parting = closing.borrow_and_update().clone();
                if parting.is_some() {
                    return parting;
                }
                continue;
            }
            _ = clock.changed(), if welcomed => {
                let clock = *clock.borrow_and_update();
                pen.write(&ToDesk::Clock(clock)).await?;
            }
            _ = sheet.changed(), if welcomed => {
                let shown = sheet.borrow_and_update().clone();
                if let Some(shown) = shown.filter(|shown| Some(shown.run) == sent.run) {
                    pen.view(&mut sent, shown).await?;
                }
            }
            _ = told.changed(), if welcomed && chair == Chair::Excon => {
                told.borrow_and_update();
                let run = sent.run.unwrap_or_default();
                loop {
                    let news = board.told_since(run, sent.told);
                    if news.is_empty() {
                        break;
                    }
                    sent.told += news.len();
                    pen.write(&ToDesk::Happened(news)).await?;
                }
            }
            _ = table.changed(), if welcomed => {
                let shown = for_chair(&table.borrow_and_update(), chair);
                // Most changes are others' doings, of which this chair is told nothing.
                if shown == sent.table {
                    continue;
                }
                sent.table.clone_from(&shown);
                pen.write(&ToDesk::Table(shown)).await?;
            }
            _ = ping.tick() => {
                pings += 1;
                // Its answer shows that the desk lives; silence would look like a cut to the desk.
                if !sent.bytes || pings.is_multiple_of(5) {
                    pen.put(Message::Ping(Default::default())).await?;
                }
                sent.bytes = false;
                continue;
            }
        }
        sent.bytes = true;
    }
}

/// Writes to one desk.
struct Pen<'a, S> {
    hall: &'a Hall,
    sink: S,
}

impl<S: Sink<Message, Error = Error> + Unpin> Pen<'_, S> {
    /// `None` if the desk is gone, or takes nothing.
    async fn put(&mut self, message: Message) -> Option<()> {
        self.hall.gauge.sent(message.len());
        timeout(STALLED, self.sink.send(message)).await.ok()?.ok()
    }

    async fn write(&mut self, message: &ToDesk) -> Option<()> {
        self.put(Message::binary(frames::to_desk(message))).await
    }

    /// Sends a view as what has changed since the last one sent.
    async fn view(&mut self, sent: &mut Sent, shown: Arc<Sheet>) -> Option<()> {
        let base = sent.sheet.as_ref().map_or(&[][..], |sheet| &sheet.bytes);
        let packed = frames::pack_view(&shown.bytes, base)?;
        let number = sent.number.wrapping_add(1);
        self.write(&ToDesk::View { base: sent.number, number, packed }).await?;
        sent.number = number;
        sent.sheet = Some(shown);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_fit_to_show() {
        assert_eq!(presentable("  Jakarta\u{7}\n desk "), "Jakarta desk");
        assert_eq!(presentable("\n\t"), "somebody");
        assert_eq!(presentable(&"x".repeat(500)).len(), NAME);
    }

    #[test]
    fn a_desk_may_say_much_at_once_and_not_for_long() {
        let start = now();
        let mut patience = Patience { left: BURST, at: start };
        assert_eq!((0..1000).filter(|_| patience.has(start)).count(), BURST as usize);
        let mut patience = Patience { left: BURST, at: start };
        assert!((0..1000).all(|i| patience.has(start + Duration::from_millis(50) * i)));
    }
}
