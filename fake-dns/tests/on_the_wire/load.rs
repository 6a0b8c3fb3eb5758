// SPDX-License-Identifier: EUPL-1.2
//! Changes a zone while many ask, and counts what one server answers in a second.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

use crate::bench::{Pages, ask, authoritative, data, question, raw};
use fake_dns::{Role, Server, Transport, Zone};
use hickory_proto::rr::RecordType;

const NAME: &str = "alpha.mssante.test.";
const ASKERS: usize = 8;

/// Both records change together, so a reply made of two editions would show.
fn edition(number: u16) -> Zone {
    let host = format!("mx{number}.mssante.test");
    Zone::new("mssante.test").mx(NAME, number, &host).mx(NAME, number + 1, &host)
}

#[tokio::test(flavor = "multi_thread")]
async fn live_change_is_seen_whole_by_everyone_who_asks_meanwhile() {
    let server = Arc::new(authoritative("parent", Ipv4Addr::LOCALHOST, 0, edition(10), &Pages::default()).await);
    let going_on = Arc::new(AtomicBool::new(true));
    let askers: Vec<_> = (0..ASKERS)
        .map(|_| {
            let (server, going_on) = (Arc::clone(&server), Arc::clone(&going_on));
            tokio::spawn(async move {
                while going_on.load(Ordering::Relaxed) {
                    let said = data(&ask(server.address(), Transport::Udp, NAME, RecordType::MX).await.answers);
                    assert!(
                        said == ["10 mx10.mssante.test.", "11 mx10.mssante.test."]
                            || said == ["20 mx20.mssante.test.", "21 mx20.mssante.test."],
                        "half of each edition: {said:?}"
                    );
                }
            })
        })
        .collect();
    for number in [20, 10].repeat(25) {
        server.change(|zones| zones.insert(edition(number))).expect("no mistake");
        let said = data(&ask(server.address(), Transport::Udp, NAME, RecordType::MX).await.answers);
        assert_eq!(said[0], format!("{number} mx{number}.mssante.test."), "the next answer is the new one");
    }
    going_on.store(false, Ordering::Relaxed);
    for asker in askers {
        asker.await.expect("no asker saw a mixture");
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measure: cargo test --release -p fake-dns --test on_the_wire -- --ignored --nocapture"]
async fn questions_answered_in_a_second() {
    let server = authoritative("parent", Ipv4Addr::LOCALHOST, 0, edition(10), &Pages::default()).await;
    for transport in [Transport::Udp, Transport::Tcp] {
        let answered = Arc::new(AtomicUsize::new(0));
        let began = Instant::now();
        let askers: Vec<_> = (0..ASKERS)
            .map(|_| {
                let (address, answered) = (server.address(), Arc::clone(&answered));
                tokio::spawn(async move {
                    let octets = question(NAME, RecordType::MX).1;
                    while began.elapsed().as_secs() < 1 {
                        raw(address, transport, &octets).await;
                        answered.fetch_add(1, Ordering::Relaxed);
                    }
                })
            })
            .collect();
        for asker in askers {
            asker.await.expect("no asker panics");
        }
        println!("{transport:?}: {} questions in {:?}", answered.load(Ordering::Relaxed), began.elapsed());
    }
    println!("{}", memory());
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measure: cargo test --release -p fake-dns --test on_the_wire -- --ignored --nocapture"]
async fn time_of_a_hop() {
    const ROUNDS: u32 = 1000;
    let pages = Pages::default();
    let server = authoritative("only", Ipv4Addr::LOCALHOST, 0, edition(10), &pages).await;
    let role = Role::Recursive {
        roots: vec![("mssante.test".to_owned(), server.address())],
        port: server.address().port(),
        hop_deadline: crate::bench::PATIENCE,
    };
    let localhost = (Ipv4Addr::LOCALHOST, 0).into();
    let resolver = Server::bind("resolver", localhost, role, pages.diary()).await.expect("a free port");
    let octets = question(NAME, RecordType::MX).1;
    let mut spent = Vec::new();
    for address in [server.address(), resolver.address()] {
        let began = Instant::now();
        for _ in 0..ROUNDS {
            raw(address, Transport::Udp, &octets).await;
        }
        spent.push(began.elapsed() / ROUNDS);
    }
    println!("direct {:?}, through the resolver {:?}: {:?} a hop", spent[0], spent[1], spent[1] - spent[0]);
}

/// The memory of this process, askers and diary included.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("memory unknown").to_owned()
}
