// SPDX-License-Identifier: EUPL-1.2
//! Connectors that are none: not one negative scenario may pass against them, and none may hang.

use crate::common;
use harness::connector::Connector;
use input::Source;
use reports::model::Report;
use reports::verdict::Verdict;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

/// What a null connector does with a connection.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Null {
    Silent,
    Reset,
    /// Takes any mail, knows no TLS.
    Sink,
    Http,
    /// "250" to every line, and as a greeting.
    SaysYes,
    /// "220" first, then "250" to every line: it passes the pre-flight.
    GreetsThenSaysYes,
}

async fn serve(listener: TcpListener, null: Null) {
    while let Ok((stream, _)) = listener.accept().await {
        // A client that goes away is no matter to a null connector.
        tokio::spawn(async move { drop(talk(stream, null).await) });
    }
}

async fn talk(stream: TcpStream, null: Null) -> std::io::Result<()> {
    match null {
        Null::Silent => {
            stream.readable().await?;
            std::future::pending().await
        }
        Null::Reset => stream.set_zero_linger(),
        _ => dialogue(stream, null).await,
    }
}

async fn dialogue(mut stream: TcpStream, null: Null) -> std::io::Result<()> {
    let (read, mut write) = stream.split();
    let mut lines = BufReader::new(read).lines();
    match null {
        Null::Sink | Null::GreetsThenSaysYes => write.write_all(b"220 null\r\n").await?,
        Null::SaysYes => write.write_all(b"250 null\r\n").await?,
        _ => {}
    }
    let mut in_message = false;
    while let Some(line) = lines.next_line().await? {
        let reply: &[u8] = match null {
            Null::Http => b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
            Null::Sink if in_message && line == "." => {
                in_message = false;
                b"250 taken\r\n"
            }
            Null::Sink if in_message => continue,
            Null::Sink if line.eq_ignore_ascii_case("DATA") => {
                in_message = true;
                b"354 go on\r\n"
            }
            Null::Sink if line.eq_ignore_ascii_case("QUIT") => b"221 bye\r\n",
            _ => b"250 yes\r\n",
        };
        write.write_all(reply).await?;
    }
    Ok(())
}

/// A port where nobody listens, kept from others by a socket that never listens.
fn closed_port() -> (TcpSocket, SocketAddr) {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind("127.79.0.1:0".parse().expect("an address")).expect("a port");
    let address = socket.local_addr().expect("its address");
    (socket, address)
}

fn remote(smtp_in: SocketAddr, submission: SocketAddr) -> Connector {
    let text = format!(
        "connector: {{ name: Neant, version: '0', editor: nobody }}
pics: [sends-smtp, receives-smtp, mutual-tls, fetches-liste-blanche, checks-revocation, automatic-reply, sends-notices, retries-deferred]
pixit:
  identity: {{ domaine: ch-null.mssante.test, mx: mx.ch-null.operateurs.test, ou: '1990000001', o: NULL HARNAIS TEST, st: Paris (75), dns-method: redirection, automatic-reply: reponse }}
  driver: remote
  smtp-in: {smtp_in}
  submission: {submission}
timing: {{ step-ms: 300, delivery-ms: 300, outcome-ms: 300, automatic-reply-ms: 200, list-ms: 100, ready-ms: 300 }}
"
    );
    Connector::from_source(&Source::from_text("null.yaml", text), None).expect("a right connector file")
}

/// Deadline of a whole run: every window above is a fraction of a second, list scenarios run one after the other.
const WHOLE: Duration = Duration::from_secs(60);

async fn run_against(connector: &Connector) -> Report {
    let report = common::report(connector, None, |_| true);
    tokio::time::timeout(WHOLE, report).await.expect("no null connector holds the harness up")
}

fn assert_nothing_passes(report: &Report, name: &str) {
    assert!(report.scenarios.len() > 40);
    for scenario in report.scenarios.iter().filter(|s| s.not_applicable.is_none()) {
        assert!(
            matches!(scenario.verdict, Verdict::Inconclusive | Verdict::Fail),
            "{name}: {} is {:?}",
            scenario.id,
            scenario.verdict
        );
        assert!(
            scenario.verdict == Verdict::Fail || scenario.cause.is_some(),
            "{name}: {} is inconclusive without a cause",
            scenario.id
        );
    }
    assert_ne!(report.conclusion.kind.exit(), 0, "{name}: {:?}", report.conclusion);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_passes_against_a_closed_port() {
    let ((_one, smtp_in), (_two, submission)) = (closed_port(), closed_port());
    assert_nothing_passes(&run_against(&remote(smtp_in, submission)).await, "closed port");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_passes_against_servers_that_are_no_connector() {
    for null in [Null::Silent, Null::Reset, Null::Sink, Null::Http, Null::SaysYes, Null::GreetsThenSaysYes] {
        let mut addresses = Vec::new();
        for _ in 0..2 {
            let listener = TcpListener::bind("127.79.0.2:0").await.expect("a port");
            addresses.push(listener.local_addr().expect("its address"));
            tokio::spawn(serve(listener, null));
        }
        let report = run_against(&remote(addresses[0], addresses[1])).await;
        assert_nothing_passes(&report, &format!("{null:?}"));
    }
}
