// SPDX-License-Identifier: EUPL-1.2
//! The harness as its users start it, against connectors that are other processes: the reference connector under
//! circumstances, started again by this very binary.

use super::common;
use reference_connector::{Config, Connector};
use reports::model::Report;
use std::net::{SocketAddr, SocketAddrV4, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// What the reference connector is told, in the names that the harness gives.
const TEMPLATE: &str = "hostname: {{ hostname }}
domaines: [{{ domaine }}]
smtp: '{{ smtp.ip }}:{{ smtp.port }}'
submission: '{{ submission.ip }}:{{ submission.port }}'
internal-mail-server: '{{ internal.ip }}:{{ internal.port }}'
source: {{ source }}
peer-port: {{ peer_port }}
dns: '{{ dns.ip }}:{{ dns.port }}'
certificate-chain: {{ certificate_chain }}
private-key: {{ private_key }}
trust-anchors: {{ trust_anchors }}
liste-blanche: { url: '{{ liste_blanche_url }}', refresh-ms: 3600000, timeout-ms: 2000 }
crl-urls: [{% for url in crl_urls %}'{{ url }}'{% if not loop.last %}, {% endif %}{% endfor %}]
automatic-reply: {{ automatic_reply }}
retry: { delay-ms: 60, attempts: 2 }
timeout-ms: 3000
dns-timeout-ms: 2000
max-message-size: 52428800
";

/// Sessions that a narrow connector serves at the same time; one more waits in its backlog, the others in the kernel.
const NARROW: usize = 4;

/// Not a test: the reference connector, under the circumstance that its environment names.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "started by the other tests as a connector"]
async fn acts_as_a_connector() {
    let mut config = Config::load(Path::new("reference.yaml")).expect("made from the template");
    let declared = (config.smtp, config.submission);
    let unchosen = |at: SocketAddr| SocketAddr::new(at.ip(), 0);
    match std::env::var("MANNER").expect("started by a test").as_str() {
        "never-fetches" => config.liste_blanche.url = format!("http://{}/liste", free("127.82.0.9")),
        "refuses-submission" => config.submission = unchosen(config.submission),
        "narrow" => (config.smtp, config.submission) = (unchosen(declared.0), unchosen(declared.1)),
        "dies" if Path::new("died").exists() => {}
        "dies" | "waits" => config.internal_mail_server = way_in(config.internal_mail_server).await,
        _ => {}
    }
    let connector = Connector::start(config).await.expect("it starts");
    if connector.submission_address() != declared.1 {
        let narrow = connector.smtp_address() != declared.0;
        let submission = if narrow { Some(connector.submission_address()) } else { None };
        tokio::spawn(front(declared.1, submission));
        if narrow {
            tokio::spawn(front(declared.0, Some(connector.smtp_address())));
        }
    }
    std::future::pending::<()>().await;
}

/// Takes connections a few at a time with a backlog of one, for the server behind; without one, refuses everybody.
async fn front(at: SocketAddr, behind: Option<SocketAddr>) {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_reuseaddr(true).expect("an option");
    socket.bind(at).expect("the declared port");
    let listener = socket.listen(1).expect("it listens");
    let permits = std::sync::Arc::new(tokio::sync::Semaphore::new(NARROW));
    loop {
        let permit = permits.clone().acquire_owned().await;
        let Ok((mut client, _)) = listener.accept().await else { continue };
        tokio::spawn(async move {
            match behind {
                Some(behind) => {
                    let mut server = TcpStream::connect(behind).await?;
                    tokio::io::copy_bidirectional(&mut client, &mut server).await.map(drop)?;
                }
                None => super::toys::talk(client, super::toys::refuses_mail).await?,
            }
            drop(permit);
            std::io::Result::Ok(())
        });
    }
}

/// A way to the inner mail server on which the first message of a scenario is an event.
async fn way_in(inner: SocketAddr) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind((inner.ip(), 0)).await.expect("a port");
    let address = listener.local_addr().expect("its address");
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            // How a session ends is judged elsewhere.
            tokio::spawn(async move { drop(along(client, inner).await) });
        }
    });
    address
}

async fn along(client: TcpStream, inner: SocketAddr) -> std::io::Result<()> {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = TcpStream::connect(inner).await?.into_split();
    let back = tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
    let (mut chunk, mut read) = ([0u8; 8192], Vec::new());
    while let n @ 1.. = from_client.read(&mut chunk).await? {
        read.extend_from_slice(&chunk[..n]);
        // The name that the scenarios of these tests give to their peer.
        if read.windows(9).any(|some| some == b"@clinique") {
            event().await;
            read.clear();
        }
        to_server.write_all(&chunk[..n]).await?;
    }
    back.await?.map(drop)
}

/// Ends the whole process once, or tells the test and waits until it hangs up.
async fn event() {
    let Ok(told) = std::env::var("TELL") else {
        std::fs::write("died", "").expect("the run folder");
        std::process::exit(9);
    };
    // Later messages find nobody who waits for them.
    if let Ok(mut test) = TcpStream::connect(told).await {
        let _ = test.read_u8().await;
    }
}

/// An address that is free now.
pub fn free(ip: &str) -> SocketAddrV4 {
    let listener = TcpListener::bind((ip, 0)).expect("a port");
    listener.local_addr().expect("its address").to_string().parse().expect("IPv4")
}

/// The words of a shell that start the above.
fn starting(manner: &str) -> String {
    let this = std::env::current_exe().expect("the test has a path");
    format!("env MANNER={manner} {} --exact truth::program::acts_as_a_connector --ignored", this.display())
}

/// A folder with the keys of the tests and a connector file whose driver is given.
pub fn folder(addresses: [SocketAddrV4; 2], driver: &str, timing: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    common::igc_sante();
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("espace-de-confiance");
    std::os::unix::fs::symlink(kept, folder.path().join(".espace-de-confiance")).expect("a link");
    std::fs::write(folder.path().join("reference.j2"), TEMPLATE).expect("a file");
    let [smtp_in, submission] = addresses;
    let text = format!(
        "connector: {{ name: Neant, version: '0', editor: nobody }}
pics: [sends-smtp, receives-smtp, mutual-tls, fetches-liste-blanche, checks-revocation, automatic-reply, sends-notices, retries-deferred]
pixit:
  identity: {{ domaine: ch-neant.mssante.test, mx: mx.ch-neant.operateurs.test, ou: '1990000001', o: NEANT HARNAIS TEST, st: Paris (75), dns-method: redirection, automatic-reply: reponse }}
  smtp-in: {smtp_in}
  submission: {submission}
{driver}
timing: {timing}
"
    );
    std::fs::write(folder.path().join("connector.yaml"), text).expect("a file");
    folder
}

/// The driver of a reference connector in a manner of ours; one that is supervised is started again when it ends.
pub fn process(manner: &str, supervised: bool) -> String {
    let start = starting(manner);
    let script = if supervised { format!("while :; do {start}; done") } else { format!("exec {start}") };
    format!(
        "  driver: process
  process: {{ files: [{{ template: reference.j2, to: reference.yaml }}], start: [sh, -c, '{script}'] }}"
    )
}

/// The harness at work in a folder.
pub fn harness(folder: &Path, only: &[&str], more: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mssante-harness"));
    command.arg("run").arg(common::scenarios()).args(["--connector", "connector.yaml", "--out", "out", "--seed", "7"]);
    for pattern in only {
        command.args(["--only", pattern]);
    }
    command.args(more).current_dir(folder).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the program")
}

/// The exit code and the one report written.
pub fn ended(child: Child, folder: &Path) -> (Option<i32>, Report) {
    let output = child.wait_with_output().expect("an end");
    let said = String::from_utf8_lossy(&output.stderr);
    let runs: Vec<_> = std::fs::read_dir(folder.join("out")).unwrap_or_else(|_| panic!("{said}")).flatten().collect();
    assert_eq!(runs.len(), 1, "{said}");
    let report = std::fs::read(runs[0].path().join("report.json")).expect("a report");
    (output.status.code(), serde_json::from_slice(&report).expect("JSON"))
}
