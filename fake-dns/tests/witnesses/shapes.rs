// SPDX-License-Identifier: EUPL-1.2
//! Every shape of honest answer before dig, and real delegations walked by unbound.

use std::net::Ipv4Addr;

use crate::namespace::is_entered;
use crate::unbound::{UNBOUND, Unbound};
use crate::voices::dig;
use crate::world::{ELSEWHERE, PARENT, PRIMARY, ROOT, SECONDARY, World};

/// Server, question, and words that dig must print, separated by `;`. Blanks stand for any white space.
const SHAPES: [(Ipv4Addr, &str, &str); 17] = [
    (PARENT, "MX alpha.mssante.test", "NOERROR;qr aa rd;60 IN MX 10 mx.alpha;60 IN MX 20 mx2.alpha;IN A 127.77.1.1"),
    (
        PARENT,
        "MX aura.mssante.test",
        "NOERROR;qr rd;ANSWER: 0;IN NS ns1.aura;IN NS ns2.aura;ns1.aura.mssante.test. 5 IN A",
    ),
    (PARENT, "MX x.aura.mssante.test", "NOERROR;ANSWER: 0;aura.mssante.test. 5 IN NS ns1.aura"),
    (PARENT, "MX gamma.mssante.test", "NOERROR;ANSWER: 0;IN NS ns1.ailleurs.test.;ADDITIONAL: 1"),
    (PRIMARY, "MX x.aura.mssante.test", "NOERROR;ANSWER: 0;IN NS ns1.x.aura;IN A 127.77.0.5"),
    (SECONDARY, "MX aura.mssante.test", "NOERROR;qr aa;IN MX 10 mx.aura"),
    (
        PARENT,
        "MX absent.mssante.test",
        "NXDOMAIN;qr aa;mssante.test. 5 IN SOA ns1.mssante.test. hostmaster.mssante.test.",
    ),
    (PARENT, "MX bare.mssante.test", "NOERROR;qr aa;ANSWER: 0;IN SOA"),
    (PARENT, "A bare.mssante.test", "NOERROR;IN A 127.77.1.1"),
    (PARENT, "MX nul.mssante.test", "NOERROR;IN MX 0 ."),
    (PARENT, "MX alias.mssante.test", "NOERROR;IN MX 10 mx-alias"),
    (PARENT, "A mx-alias.mssante.test", "NOERROR;IN CNAME mx.alpha;IN A 127.77.1.1"),
    (PARENT, "AAAA mx.six.mssante.test", "NOERROR;IN AAAA ::1"),
    (PARENT, "TXT alpha.mssante.test", "NOERROR;IN TXT \"v=spf1 -all\""),
    (PARENT, "SRV _submission._tcp.mssante.test", "NOERROR;IN SRV 5 0 587 mx.alpha;IN A 127.77.1.1"),
    (ELSEWHERE, "-x 127.77.1.1", "NOERROR;IN PTR mx.alpha.mssante.test."),
    (PARENT, "MX example.org", "REFUSED;ANSWER: 0"),
];

/// Ways of asking that must not change the answer: TCP, no EDNS, a large buffer, another case of the letters.
const MANNERS: [&str; 4] = ["+tcp", "+noedns", "+bufsize=4096", "+nocookie"];

#[tokio::test(flavor = "multi_thread")]
async fn dig_reads_every_shape_of_answer() {
    if !is_entered("shapes::dig_reads_every_shape_of_answer") {
        return;
    }
    let world = World::open().await;
    for (server, question, words) in SHAPES {
        for manner in MANNERS {
            let said = asked(server, &format!("{manner} {question}")).await;
            for word in words.split(';').filter(|word| manner != "+noedns" || !word.starts_with("ADDITIONAL")) {
                assert!(said.contains(word), "{manner} {question}: no `{word}` in\n{said}");
            }
            assert!(!said.contains("WARNING: Message parser"), "{said}");
        }
        println!("dig agrees: {question}");
    }
    let spelt = asked(PARENT, "MX AlPhA.mssante.TEST").await;
    assert!(spelt.contains(";AlPhA.mssante.TEST."), "the case of the letters comes back: {spelt}");
    let edns = asked(PARENT, "+bufsize=1400 MX alpha.mssante.test").await;
    assert!(edns.contains("udp: 1232"), "{edns}");
    world.close().await;
}

/// A question to unbound, a word of its answer, and servers it must have met, in this order among others.
const WALKS: [(&str, &str, &[&str]); 8] = [
    ("MX alpha.mssante.test", "MX 10 mx.alpha", &["root", "parent"]),
    ("MX aura.mssante.test", "MX 10 mx.aura", &["parent"]),
    ("MX x.aura.mssante.test", "MX 10 mx.x.aura", &["nested"]),
    ("MX gamma.mssante.test", "MX 5 mx.alpha", &["elsewhere"]),
    ("MX absent.mssante.test", "NXDOMAIN", &["parent"]),
    ("MX bare.mssante.test", "ANSWER: 0", &["parent"]),
    ("A mx-alias.mssante.test", "CNAME mx.alpha", &["parent"]),
    ("AAAA mx.six.mssante.test", "AAAA ::1", &["parent"]),
];

#[tokio::test(flavor = "multi_thread")]
async fn unbound_walks_from_the_root_to_the_nested_cut() {
    if !is_entered("shapes::unbound_walks_from_the_root_to_the_nested_cut") {
        return;
    }
    let world = World::open().await;
    let unbound = Unbound::start(ROOT);
    for (question, word, servers) in WALKS {
        let said = asked(UNBOUND, &format!("+time=5 {question}")).await;
        assert!(said.contains(word), "{question}: no `{word}` in\n{said}");
        let met = world.servers_asked();
        let mut rest = met.iter();
        let in_order = servers.iter().all(|server| rest.any(|name| name == server));
        assert!(in_order, "{question}: {met:?} instead of {servers:?}");
        println!("unbound agrees: {question} by {}", met.join(", "));
    }
    if world.has_ipv6() {
        let said = asked(UNBOUND, "+time=5 MX v6.mssante.test").await;
        assert!(said.contains("MX 10 mx.alpha") && world.servers_asked().contains(&"v6".to_owned()), "{said}");
        println!("unbound agrees: a delegation to a server on IPv6 only");
    }
    drop(unbound);
    world.close().await;
}

/// Asks with dig; each stretch of white space in what it says becomes one blank.
async fn asked(server: Ipv4Addr, question: &str) -> String {
    let arguments: Vec<String> = question.split(' ').map(str::to_owned).collect();
    let said =
        tokio::task::spawn_blocking(move || dig(server, &arguments.iter().map(String::as_str).collect::<Vec<_>>()));
    let said = said.await.expect("dig");
    said.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ") + "\n").collect()
}
