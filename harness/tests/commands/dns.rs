// SPDX-License-Identifier: EUPL-1.2
//! `dns check` and `dns serve` as a user runs them, against fake servers on loopback.

use crate::witness::is_heard;
use fake_dns::{Diary, DnsFault, Role, Server, Zone, Zones};
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

const DOMAIN: &str = "ch-exemple.mssante.test";
const CN: &str = "mss.ch-exemple.mssante.test";
const DELEGATION: &str = "delegation: { primary: ns1.ch-exemple.mssante.test }";
const REDIRECTION: &str = "redirection: { mail-server: mss.ch-exemple.mssante.test }";

fn harness(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mssante-harness")).args(arguments).output().expect("the program")
}

fn form(dns: &str, cn: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    write!(
        file,
        "operateur: CH EXEMPLE\nenvironment: test\n\
         certificate-dn: CN={cn},OU=1990000002,O=CH EXEMPLE,ST=Paris (75),C=FR\n\
         dns: {{ {dns} }}\ndomaines: {{ add: [{DOMAIN}] }}\n"
    )
    .expect("written");
    file
}

fn zone() -> Zone {
    Zone::new(DOMAIN).mx(DOMAIN, 10, CN).a(CN, Ipv4Addr::new(127, 77, 1, 1))
}

async fn server(zone: Zone) -> Server {
    let role = Role::Authoritative(Zones::of([zone]).expect("no mistake"));
    let localhost: SocketAddr = (Ipv4Addr::LOCALHOST, 0).into();
    Server::bind("operateur", localhost, role, Diary::new(drop)).await.expect("a free port")
}

/// Runs `dns check` beside the servers; gives the exit code and what was printed.
async fn check(dns: &'static str, cn: &'static str, server: &Server, more: Vec<String>) -> (i32, String) {
    let at = server.address().to_string();
    let output = tokio::task::spawn_blocking(move || {
        let form = form(dns, cn);
        let path = form.path().to_str().expect("UTF-8").to_owned();
        let more: Vec<&str> = more.iter().map(String::as_str).collect();
        harness(&[&["dns", "check", &path, "--server", &at], more.as_slice()].concat())
    });
    let output = output.await.expect("the program");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().expect("an exit code"), String::from_utf8_lossy(&said).into_owned())
}

/// The ids of the rules that came out in one way.
fn rules<'s>(said: &'s str, held: &str) -> Vec<&'s str> {
    let lines = said.lines().filter(|line| line.starts_with(held));
    lines.filter_map(|line| line.split_whitespace().nth(1)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_zone_as_declared_is_right_by_either_method() {
    let server = server(zone()).await;
    let more = vec!["--secondary".to_owned(), server.address().to_string()];
    let (exit, said) = check(DELEGATION, CN, &server, more).await;
    assert_eq!(exit, 0, "{said}");
    for rule in ["server-name", "speaks-with-authority", "has-soa", "ns-as-declared", "mx-is-cn", "secondary-agrees"] {
        assert!(rules(&said, "ok").contains(&rule), "{rule}: {said}");
    }
    let (exit, said) = check(REDIRECTION, CN, &server, vec![]).await;
    assert_eq!(exit, 0, "{said}");
    assert!(rules(&said, "ok").contains(&"mail-server-is-cn"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_of_the_zone_breaks_its_own_rules() {
    let faults: [(&str, &[&str]); 13] = [
        ("no-mx", &["mx-is-cn"]),
        ("null-mx", &["mx-is-cn"]),
        ("wrong-mx:mx.autre.test", &["mx-is-cn"]),
        ("mx-to-cname", &["mx-is-cn", "mx-not-alias"]),
        ("dangling-mx", &["mx-is-cn", "mx-has-address"]),
        ("mx-without-address", &["mx-is-cn", "mx-has-address"]),
        ("truncated-everywhere", &["answers-over-tcp", "has-soa", "ns-as-declared", "mx-is-cn"]),
        ("lame-delegation", &["speaks-with-authority", "has-soa", "ns-as-declared", "mx-is-cn"]),
        ("upward-referral", &["speaks-with-authority", "has-soa", "ns-as-declared", "mx-is-cn"]),
        ("nxdomain", &["has-soa", "ns-as-declared", "mx-is-cn"]),
        (
            "refused",
            &["answers-over-udp", "answers-over-tcp", "speaks-with-authority", "has-soa", "ns-as-declared", "mx-is-cn"],
        ),
        ("duplicated-mx", &[]),
        ("zero-ttl", &[]),
    ];
    let server = server(zone()).await;
    for (fault, broken) in faults {
        server.set_fault(DOMAIN, Some(fault.parse().expect("a fault"))).expect("a name");
        let (exit, said) = check(DELEGATION, CN, &server, vec![]).await;
        assert_eq!(rules(&said, "DIFFERS"), broken, "{fault}: {said}");
        let undecided = !rules(&said, "undecided").is_empty();
        let expected = if !broken.is_empty() {
            1
        } else if undecided {
            3
        } else {
            0
        };
        assert_eq!(exit, expected, "{fault}: {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_declared_otherwise_than_served_differs() {
    let server = server(zone()).await;
    let ns2 = "delegation: { primary: ns1.ch-exemple.mssante.test, secondary: ns2.ch-exemple.mssante.test }";
    let long = "delegation: { primary: ns1_ch.exemple.test }";
    let other = "redirection: { mail-server: autre.mssante.test }";
    let (_, said) = check(ns2, CN, &server, vec![]).await;
    assert_eq!(rules(&said, "DIFFERS"), ["ns-as-declared"], "{said}");
    let (_, said) = check(long, CN, &server, vec![]).await;
    assert_eq!(rules(&said, "DIFFERS"), ["server-name", "ns-as-declared"], "{said}");
    let (_, said) = check(DELEGATION, "autre.exemple.test", &server, vec![]).await;
    assert_eq!(rules(&said, "DIFFERS"), ["mx-is-cn"], "{said}");
    let (_, said) = check(other, CN, &server, vec![]).await;
    assert_eq!(rules(&said, "DIFFERS"), ["mail-server-is-cn"], "{said}");
    // The rule about real names is read from the form alone; nobody is asked about them.
    let (_, said) = check(REDIRECTION, "mss.mssante.fr", &server, vec![]).await;
    assert!(rules(&said, "DIFFERS").contains(&"cn-needs-delegation"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secondary_that_disagrees_or_is_silent_differs_and_a_silent_server_is_an_error() {
    let (primary, secondary) = (server(zone()).await, server(zone()).await);
    let more = vec!["--secondary".to_owned(), secondary.address().to_string()];
    for fault in [DnsFault::SecondaryDisagrees, DnsFault::Silence] {
        secondary.set_fault(DOMAIN, Some(fault)).expect("a name");
        let (exit, said) = check(DELEGATION, CN, &primary, more.clone()).await;
        assert_eq!((exit, rules(&said, "DIFFERS")), (1, vec!["secondary-agrees"]), "{said}");
    }
    primary.set_fault(DOMAIN, Some(DnsFault::Silence)).expect("a name");
    let (exit, said) = check(DELEGATION, CN, &primary, vec![]).await;
    assert!(exit == 2 && said.contains("no usable answer"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_whose_zone_is_elsewhere_is_undecided_and_never_green() {
    let outside = Zone::new(DOMAIN).mx(DOMAIN, 10, "mss.exemple.test");
    let server = server(outside).await;
    let (exit, said) = check(DELEGATION, "mss.exemple.test", &server, vec![]).await;
    assert_eq!((exit, rules(&said, "undecided")), (3, vec!["mx-not-alias", "mx-has-address"]), "{said}");
}

#[test]
fn strangers_and_open_addresses_are_refused_before_anything_is_sent() {
    let form = form(DELEGATION, CN);
    let path = form.path().to_str().expect("UTF-8");
    for (arguments, words) in [
        (vec!["dns", "check", path, "--server", "192.0.2.1:53"], "--beyond-loopback"),
        (vec!["dns", "serve", "--address", "192.0.2.1:53"], "--listen"),
        (vec!["dns", "serve", "--fault", "a.test=servfial"], "did you mean `servfail`?"),
        (vec!["dns", "serve", "--address", "127.77.9.1:0", "--fault", "absent.org=servfail"], "is in no zone"),
    ] {
        let output = harness(&arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(2) && said.contains(words), "{arguments:?}: {said}");
    }
}

/// The example at work, with what it says.
struct Served {
    program: Child,
    lines: Box<dyn Iterator<Item = String>>,
    opening: Vec<String>,
    resolver: SocketAddr,
}

fn serve(address: &str, more: &[&str]) -> Served {
    let mut program = Command::new(env!("CARGO_BIN_EXE_mssante-harness"))
        .args(["dns", "serve", "--address", address])
        .args(more)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut lines = BufReader::new(program.stdout.take().expect("its output")).lines().map_while(Result::ok);
    let opening: Vec<String> = lines.by_ref().take_while(|line| !line.starts_with("ask ")).collect();
    let resolver = opening.iter().find(|line| line.contains("as a resolver")).expect("where it listens");
    let resolver = resolver.split_whitespace().nth(1).expect("an address").parse().expect("an address");
    Served { program, lines: Box::new(lines), opening, resolver }
}

impl Served {
    fn interrupt(mut self) {
        let interrupted = Command::new("sh").args(["-c", &format!("kill -INT {}", self.program.id())]).status();
        assert!(interrupted.expect("a shell").success());
        assert_eq!(self.program.wait().expect("its end").code(), Some(0));
        assert_eq!(self.lines.last().as_deref(), Some("stopped"));
    }
}

#[test]
fn the_example_is_served_until_interrupted_with_a_line_for_each_hop() {
    let mut served = serve("127.77.9.53:0", &["--fault", "aura.mssante.test=secondary-only"]);
    let opening = &served.opening;
    assert!(opening.iter().any(|line| line.starts_with("fault     aura.mssante.test: The primary")), "{opening:?}");
    let socket = UdpSocket::bind("127.0.0.1:0").expect("a socket");
    socket.set_read_timeout(Some(Duration::from_secs(10))).expect("a deadline");
    let question = b"\x00\x07\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x04aura\x07mssante\x04test\x00\x00\x0f\x00\x01";
    socket.send_to(question, served.resolver).expect("sent");
    let length = socket.recv(&mut [0; 512]).expect("an answer");
    assert!(length > question.len());
    let walk: Vec<String> = served.lines.by_ref().take(7).collect();
    for (number, words) in
        ["referral to aura", "no usable reply (timed out)", "for aura.mssante.test.: NOERROR"].into_iter().enumerate()
    {
        let hop = walk.iter().find(|line| line.trim().starts_with(&format!("{}.", number + 1)));
        assert!(hop.is_some_and(|hop| hop.contains(words)), "hop {}: {walk:?}", number + 1);
    }
    served.interrupt();
}

/// What the operator of the example hands in.
const AURA: &str = "operateur: CH AURA
environment: test
certificate-dn: CN=mx.aura.mssante.test,OU=1990000002,O=CH AURA,ST=Rhône (69),C=FR
dns: { delegation: { primary: ns1.aura.mssante.test, secondary: ns2.aura.mssante.test } }
domaines: { add: [aura.mssante.test] }
";

#[test]
fn the_example_is_right_by_its_declaration_and_dig_walks_it_to_the_nested_cut() {
    let served = serve("127.77.9.54:0", &[]);
    let mut form = tempfile::NamedTempFile::new().expect("a file");
    form.write_all(AURA.as_bytes()).expect("written");
    let port = served.resolver.port();
    let [primary, secondary] = ["127.77.0.2", "127.77.0.3"].map(|ip| format!("{ip}:{port}"));
    let form = form.path().to_str().expect("UTF-8");
    let output = harness(&["dns", "check", form, "--server", &primary, "--secondary", &secondary]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    if is_heard("dig") {
        let (at, port) = (format!("@{}", served.resolver.ip()), port.to_string());
        let output = Command::new("dig").args([&at, "-p", &port, "+short", "MX", "x.aura.mssante.test"]).output();
        let said = String::from_utf8_lossy(&output.expect("dig").stdout).into_owned();
        assert_eq!(said, "10 mx.x.aura.mssante.test.\n");
    }
    served.interrupt();
}
