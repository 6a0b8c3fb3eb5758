// SPDX-License-Identifier: EUPL-1.2
//! Who is under test, and what is left when a run ends: with programs that the harness starts, one test at a time, since
//! whatever this process starts belongs to the connector of the moment.

mod ends;
mod ownership;
mod together;

use std::io::Write;
use std::net::{SocketAddrV4, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, MutexGuard};

/// Far above what any of these needs; only a hang reaches it.
const DEADLINE: Duration = Duration::from_secs(90);

/// Held by the one test that runs.
static ALONE: Mutex<()> = Mutex::const_new(());

fn alone() -> MutexGuard<'static, ()> {
    ALONE.blocking_lock()
}

/// Not a test: greets at one address, started as a connector.
#[test]
#[ignore = "started by the other tests"]
fn greets_as_a_connector() {
    let listener = TcpListener::bind(std::env::var("GREET_AT").expect("started by a test")).expect("the port");
    let mut held = Vec::new();
    for mut stream in listener.incoming().flatten() {
        // A visitor that is gone already needs no greeting.
        let _ = stream.write_all(b"220 null\r\n");
        held.push(stream);
    }
}

/// The words of a shell that start the above.
fn greeting_at(address: SocketAddrV4) -> String {
    let this = std::env::current_exe().expect("the test has a path");
    format!("GREET_AT={address} {} --exact greets_as_a_connector --ignored", this.display())
}

/// An address that is free now.
fn free(ip: &str) -> SocketAddrV4 {
    let listener = TcpListener::bind((ip, 0)).expect("a port");
    listener.local_addr().expect("its address").to_string().parse().expect("IPv4")
}

/// A connector file whose `process:` is given.
fn connector_file(folder: &Path, address: SocketAddrV4, process: &str) -> PathBuf {
    let text = format!(
        "connector: {{ name: Neant, version: '0', editor: nobody }}
pics: [sends-smtp, receives-smtp, mutual-tls, fetches-liste-blanche, checks-revocation, automatic-reply, sends-notices, retries-deferred]
pixit:
  identity: {{ domaine: ch-null.mssante.test, mx: mx.ch-null.operateurs.test, ou: '1990000001', o: NULL HARNAIS TEST, st: Paris (75), dns-method: redirection, automatic-reply: reponse }}
  smtp-in: {address}
  submission: {address}
  driver: process
  process: {process}
timing: {{ step-ms: 2000, ready-ms: 60000, list-ms: 100 }}
"
    );
    let file = folder.join("connector.yaml");
    std::fs::write(&file, text).expect("a file");
    file
}

/// The harness at work in a folder.
fn harness(folder: &Path, arguments: &[&str]) -> Child {
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    Command::new(env!("CARGO_BIN_EXE_mssante-harness"))
        .arg("run")
        .arg(scenarios)
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program")
}

/// The TEST keys of these tests, made once.
fn lend_keys(folder: &Path) {
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("espace-de-confiance");
    fake_pki::IgcSante::open_or_create(&kept, &|_| ()).expect("TEST keys");
    std::os::unix::fs::symlink(kept, folder.join(".espace-de-confiance")).expect("a link");
}

/// Looks again and again until something is so.
fn until(what: &str, so: impl Fn() -> bool) {
    let deadline = Instant::now() + DEADLINE;
    while !so() {
        assert!(Instant::now() < deadline, "not within {} s: {what}", DEADLINE.as_secs());
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// True while a process with this argument lives, wherever it went.
fn lives(argument: &str) -> bool {
    let entries = std::fs::read_dir("/proc").expect("proc").flatten();
    let mut lines = entries.filter_map(|entry| std::fs::read(entry.path().join("cmdline")).ok());
    lines.any(|line| line.split(|octet| *octet == 0).any(|word| word == argument.as_bytes()))
}
