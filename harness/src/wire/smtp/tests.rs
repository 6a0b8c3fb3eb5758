// SPDX-License-Identifier: EUPL-1.2
//! Our client before servers that do as a script says, and our server before clients that are not ours.

use super::*;
use crate::wire::Reporter;
use crate::wire::tls::{self, Credentials};
use judgement::fact::{Ending, Fact, Part, Party, Stage};
use std::net::{Ipv4Addr, SocketAddrV4};
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

const STEP: Duration = Duration::from_secs(5);
const MESSAGE: &[u8] = b"Subject: x\r\nMessage-ID: <essai-0123456789abcdef@a.test>\r\n\r\nbody\r\n";

#[derive(Clone, Default)]
struct Facts(Arc<Mutex<Vec<Fact>>>);

impl Facts {
    fn reporter(&self) -> Reporter {
        let facts = self.0.clone();
        Reporter::new(Arc::new(AtomicU32::new(0)), move |fact| facts.lock().expect("no panic").push(fact))
    }

    fn all(&self) -> Vec<Fact> {
        self.0.lock().expect("no panic").clone()
    }

    fn said(&self, by: Party) -> Vec<String> {
        let lines = self.all().into_iter().filter_map(|fact| match fact {
            Fact::Line { by: who, text, .. } if who == by => Some(text),
            _ => None,
        });
        lines.collect()
    }

    fn unsolicited(&self) -> Vec<String> {
        let octets = self.all().into_iter().filter_map(|fact| match fact {
            Fact::Unsolicited { text, .. } => Some(text),
            _ => None,
        });
        octets.collect()
    }

    fn sent(&self) -> Option<judgement::fact::Message> {
        self.all().into_iter().find_map(|fact| match fact {
            Fact::MessageSent { message, .. } => Some(message),
            _ => None,
        })
    }
}

fn delivery(to: SocketAddrV4) -> Delivery {
    Delivery {
        part: Part::Submitter,
        to,
        source: Ipv4Addr::UNSPECIFIED,
        server_name: "mx.test".into(),
        ehlo: "poste.test".into(),
        tls: None,
        reverse_path: "<a@a.test>".into(),
        forward_path: "<b@b.test>".into(),
        message: MESSAGE.to_vec(),
        seven_bit: None,
        does: None,
        fault: None,
        step: STEP,
    }
}

async fn local() -> (TcpListener, SocketAddrV4) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    (listener, SocketAddrV4::new(Ipv4Addr::LOCALHOST, port))
}

/// Greets, then answers each command by its first word; a message ends with its dot and counts as `.`.
async fn scripted(listener: TcpListener, answers: &'static [(&'static str, &'static str)]) {
    let (stream, _) = listener.accept().await.expect("a client");
    let mut stream = BufReader::new(stream);
    let answer = |word: &str| {
        let found = answers.iter().find(|(known, _)| word.eq_ignore_ascii_case(known));
        found.map_or("250 ok\r\n", |(_, answer)| answer)
    };
    stream.write_all(answer("greeting").as_bytes()).await.expect("it is heard");
    let (mut line, mut in_message) = (String::new(), false);
    while stream.read_line(&mut line).await.is_ok_and(|read| read > 0) {
        let word = line.split_whitespace().next().unwrap_or_default().to_owned();
        if !in_message || line == ".\r\n" {
            let said = answer(&word);
            stream.write_all(said.as_bytes()).await.expect("it is heard");
            in_message = word == "DATA" && said.starts_with("354");
        }
        line.clear();
    }
}

const HONEST: [(&str, &str); 4] =
    [("greeting", "220 mx\r\n"), ("EHLO", "250 mx\r\n"), ("DATA", "354 go\r\n"), ("QUIT", "221 bye\r\n")];

async fn played(answers: &'static [(&'static str, &'static str)], change: impl Fn(&mut Delivery)) -> (Attempt, Facts) {
    let (listener, address) = local().await;
    let server = tokio::spawn(scripted(listener, answers));
    let facts = Facts::default();
    let mut delivery = delivery(address);
    change(&mut delivery);
    let attempt = deliver(&delivery, &facts.reporter()).await;
    // It ends when the client has closed.
    tokio::time::timeout(STEP, server).await.expect("the client closes").expect("no panic");
    (attempt, facts)
}

#[tokio::test]
async fn quit_is_said_and_answered_after_an_acceptance_and_after_a_refusal() {
    let (accepted, facts) = played(&HONEST, |_| ()).await;
    assert!(accepted.accepted() && !accepted.invites_another());
    assert_eq!(facts.said(Party::Us).last().map(String::as_str), Some("QUIT"));
    assert!(facts.all().iter().any(|f| matches!(f, Fact::Reply { stage: Stage::Quit, code: 221, .. })));
    let refusing = &[HONEST[0], HONEST[1], HONEST[3], ("RCPT", "450 4.2.0 greylisted\r\n")];
    let refusing: &'static [(&str, &str)] = Box::leak(Box::new(*refusing));
    let (refused, facts) = played(refusing, |_| ()).await;
    assert_eq!((refused.stage, &refused.ending, refused.refused_with), (Stage::RcptTo, &Ending::Quit, Some(450)));
    assert!(refused.invites_another());
    assert!(facts.all().iter().any(|f| matches!(f, Fact::Reply { stage: Stage::Quit, code: 221, .. })));
    assert!(matches!(facts.all().last(), Some(Fact::SessionEnded { stage: Stage::RcptTo, .. })));
}

#[tokio::test]
async fn a_second_final_reply_is_reported_and_the_answer_to_quit_is_still_read() {
    let twice: &'static [(&str, &str)] = &[
        ("greeting", "220 mx\r\n"),
        ("DATA", "354 go\r\n"),
        (".", "250 taken\r\n550 refused after all\r\n"),
        ("QUIT", "221 bye\r\n"),
    ];
    let (attempt, facts) = played(twice, |_| ()).await;
    assert!(attempt.accepted());
    assert_eq!(facts.unsolicited().len(), 1, "{:?}", facts.all());
    assert!(facts.unsolicited()[0].starts_with("550 refused after all"));
    assert!(facts.all().iter().any(|f| matches!(f, Fact::Reply { stage: Stage::Quit, code: 221, .. })));
    let late: &'static [(&str, &str)] =
        &[("greeting", "220 mx\r\n"), ("DATA", "354 go\r\n"), ("QUIT", "250 late\r\n221 bye\r\n220 again\r\n")];
    let (_, facts) = played(late, |_| ()).await;
    assert!(facts.unsolicited()[0].starts_with("250 late"), "{:?}", facts.unsolicited());
    assert!(facts.unsolicited()[1].starts_with("220 again"), "{:?}", facts.unsolicited());
}

#[tokio::test]
async fn a_server_that_says_421_before_it_is_asked_is_heard_as_its_answer() {
    let closing: &'static [(&str, &str)] =
        &[("greeting", "220 mx\r\n421 4.7.0 going down\r\n"), ("QUIT", "221 bye\r\n")];
    let (attempt, facts) = played(closing, |_| ()).await;
    assert_eq!((attempt.stage, attempt.refused_with), (Stage::Ehlo, Some(421)));
    assert!(attempt.invites_another() && facts.unsolicited().iter().all(|text| !text.contains("421")));
}

#[tokio::test]
async fn a_message_is_announced_by_its_size_and_not_sent_beyond_the_limit() {
    let offering: &'static [(&str, &str)] = &[
        ("greeting", "220 mx\r\n"),
        ("EHLO", "250-mx\r\n250 SIZE 70\r\n"),
        ("DATA", "354 go\r\n"),
        ("QUIT", "221 bye\r\n"),
    ];
    let (attempt, facts) = played(offering, |_| ()).await;
    assert!(attempt.accepted());
    let announced = format!("MAIL FROM:<a@a.test> SIZE={}", MESSAGE.len());
    assert!(facts.said(Party::Us).contains(&announced), "{:?}", facts.said(Party::Us));
    let (attempt, facts) = played(offering, |delivery| delivery.message.extend(b"more than that\r\n")).await;
    let octets = MESSAGE.len() as u64 + 16;
    assert_eq!(attempt.ending, Ending::TooLarge { octets, limit: 70 });
    assert_eq!((facts.sent(), facts.said(Party::Us).last().map(String::as_str)), (None, Some("QUIT")));
}

#[tokio::test]
async fn octets_beyond_ascii_are_sent_where_they_are_offered_and_the_seven_bit_form_elsewhere() {
    let eight_bit = "Subject: x\r\n\r\né\r\n".as_bytes();
    let seven_bit = b"Subject: x\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C3=A9\r\n";
    let change = |delivery: &mut Delivery| {
        delivery.message = eight_bit.to_vec();
        delivery.seven_bit = Some(seven_bit.to_vec());
    };
    let (_, facts) = played(&HONEST, change).await;
    assert_eq!(facts.sent().expect("it was sent").octets, seven_bit.len());
    assert!(facts.said(Party::Us).contains(&"MAIL FROM:<a@a.test>".to_owned()));
    let offering: &'static [(&str, &str)] = &[
        ("greeting", "220 mx\r\n"),
        ("EHLO", "250-mx\r\n250 8BITMIME\r\n"),
        ("DATA", "354 go\r\n"),
        ("QUIT", "221 x\r\n"),
    ];
    let (_, facts) = played(offering, change).await;
    assert_eq!(facts.sent().expect("it was sent").octets, eight_bit.len());
    assert!(facts.said(Party::Us).contains(&"MAIL FROM:<a@a.test> BODY=8BITMIME".to_owned()));
}

#[tokio::test]
async fn a_reply_that_trickles_is_given_up_at_the_deadline_of_the_whole_reply() {
    let (listener, address) = local().await;
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a client");
        let mut pace = tokio::time::interval(Duration::from_millis(20));
        // An octet at a time, for ever: 220-220-220-…
        for octet in b"220-".iter().cycle() {
            pace.tick().await;
            if stream.write_all(&[*octet]).await.is_err() {
                return;
            }
        }
    });
    let facts = Facts::default();
    let mut delivery = delivery(address);
    delivery.step = Duration::from_millis(300);
    let began = Instant::now();
    let attempt = deliver(&delivery, &facts.reporter()).await;
    assert_eq!((attempt.stage, attempt.ending), (Stage::Greeting, Ending::Silence { waited_ms: 300 }));
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    server.abort();
}

#[tokio::test]
async fn nobody_listening_is_refused_and_invites_another_attempt() {
    let (listener, address) = local().await;
    drop(listener);
    let attempt = deliver(&delivery(address), &Facts::default().reporter()).await;
    assert_eq!((attempt.stage, &attempt.ending), (Stage::Connect, &Ending::Refused));
    assert!(attempt.invites_another());
}

fn credentials() -> Credentials {
    let made = rcgen::generate_simple_self_signed(vec!["mx.test".to_owned()]).expect("a certificate");
    let key = rustls::pki_types::PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let signer = tls::provider().key_provider.load_private_key(key).expect("a key");
    let certified = rustls::sign::CertifiedKey::new(vec![made.cert.der().clone()], signer);
    Credentials { shown: Some(Arc::new(certified)), root: None, versions: tls::ANY }
}

fn manners(tls: bool) -> Manners {
    Manners {
        part: Part::PeerServer,
        hostname: "mx.test".into(),
        tls: tls.then(|| Arc::new(|| Ok(credentials())) as tls::Showing),
        mailboxes: Arc::new(|_| true),
        does: None,
        fault: None,
        step: STEP,
    }
}

async fn server(tls: bool, facts: &Facts) -> Server {
    let address = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0);
    Server::bind(address, manners(tls), facts.reporter()).await.expect("a free port")
}

#[tokio::test]
async fn our_client_ends_tls_with_close_notify() {
    let (listener, address) = local().await;
    let far = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a client");
        let mut heard = [0u8; 512];
        stream.write_all(b"220 mx\r\n").await.expect("heard");
        let _ehlo = stream.read(&mut heard).await.expect("EHLO");
        stream.write_all(b"250-mx\r\n250 STARTTLS\r\n").await.expect("heard");
        let _starttls = stream.read(&mut heard).await.expect("STARTTLS");
        stream.write_all(b"220 go\r\n").await.expect("heard");
        let config = tls::server_config(&credentials(), || ()).expect("TLS");
        let mut secured = tokio_rustls::TlsAcceptor::from(Arc::new(config)).accept(stream).await.expect("TLS");
        let _ehlo = secured.read(&mut heard).await.expect("EHLO");
        secured.write_all(b"554 no\r\n").await.expect("heard");
        let _quit = secured.read(&mut heard).await.expect("QUIT");
        secured.write_all(b"221 bye\r\n").await.expect("heard");
        // rustls tells an end without close_notify as an error (RFC 8446 §6.1: a truncation).
        secured.read(&mut heard).await
    });
    let mut delivery = delivery(address);
    delivery.tls = Some(credentials());
    let attempt = deliver(&delivery, &Facts::default().reporter()).await;
    assert_eq!(attempt.stage, Stage::EhloAfterTls);
    assert_eq!(far.await.expect("no panic").expect("close_notify came"), 0);
}

#[tokio::test]
async fn our_server_ends_tls_with_close_notify_after_221_and_when_the_client_has_closed() {
    for farewell in ["QUIT\r\n", ""] {
        let facts = Facts::default();
        let server = server(true, &facts).await;
        let mut stream = BufReader::new(TcpStream::connect(server.address).await.expect("it listens"));
        let mut line = String::new();
        for command in ["", "EHLO x.test\r\n", "STARTTLS\r\n"] {
            stream.write_all(command.as_bytes()).await.expect("heard");
            loop {
                line.clear();
                stream.read_line(&mut line).await.expect("a reply");
                if line.as_bytes().get(3) == Some(&b' ') {
                    break;
                }
            }
        }
        let (config, _) = tls::client_config(&credentials()).expect("TLS");
        let name = rustls::pki_types::ServerName::try_from("mx.test").expect("a name");
        let connector = tokio_rustls::TlsConnector::from(Arc::new(config));
        let mut secured = connector.connect(name, stream.into_inner()).await.expect("TLS");
        secured.write_all(farewell.as_bytes()).await.expect("heard");
        if farewell.is_empty() {
            secured.shutdown().await.expect("it leaves");
        }
        let mut rest = Vec::new();
        let end = tokio::time::timeout(STEP, secured.read_to_end(&mut rest)).await.expect("it ends");
        assert!(end.is_ok(), "{farewell:?}: {end:?}");
        assert_eq!(rest.starts_with(b"221"), !farewell.is_empty());
    }
}

#[tokio::test]
async fn lettre_a_client_that_is_not_ours_submits_to_our_server() {
    use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
    let facts = Facts::default();
    let server = server(false, &facts).await;
    let message = Message::builder()
        .from("a@a.test".parse().expect("an address"))
        .to("b@b.test".parse().expect("an address"))
        .subject("été")
        .body("Noël\n.\n..deux points\n".to_owned())
        .expect("a message");
    let transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1");
    let sent = transport.port(server.address.port()).build().send(message).await.expect("it is taken");
    assert!(sent.is_positive());
    let taken = facts.all().into_iter().find_map(|fact| match fact {
        Fact::MessageTaken { reverse_path, forward_paths, message, .. } => Some((reverse_path, forward_paths, message)),
        _ => None,
    });
    let (reverse_path, forward_paths, message) = taken.expect("it is in the evidence");
    assert_eq!((reverse_path.as_str(), &forward_paths[..]), ("<a@a.test>", &["<b@b.test>".to_owned()][..]));
    let text = crate::wire::mime::sha256_hex("Noël\n.\n..deux points".as_bytes());
    assert_eq!(message.parts[0].sha256, text);
}

#[tokio::test]
async fn our_server_answers_what_it_need_not_know_as_rfc_5321_wants() {
    let facts = Facts::default();
    let server = server(false, &facts).await;
    let mut stream = BufReader::new(TcpStream::connect(server.address).await.expect("it listens"));
    let mut line = String::new();
    for (command, code) in [
        ("", "220"),
        ("HELO x.test", "250"),
        ("VRFY x", "252"),
        ("HELP", "214"),
        ("EXPN x", "502"),
        ("RCPT TO:<b@b.test>", "503"),
        ("DATA", "503"),
        ("MAIL FROM:<a@a.test> FOO=1", "555"),
        ("MAIL FROM:<a@a.test> SIZE=99999999999", "552"),
        ("MAIL FROM:<a@a.test> BODY=8BITMIME SIZE=100", "250"),
        ("QUIT", "221"),
    ] {
        if !command.is_empty() {
            stream.write_all(format!("{command}\r\n").as_bytes()).await.expect("heard");
        }
        line.clear();
        stream.read_line(&mut line).await.expect("a reply");
        assert!(line.starts_with(&format!("{code} ")), "{command}: {line}");
    }
}
