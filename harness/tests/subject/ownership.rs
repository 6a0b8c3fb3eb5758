// SPDX-License-Identifier: EUPL-1.2
//! Whose the listener is, for every way in which a program may become a daemon.

use super::{ALONE, DEADLINE, connector_file, free, greeting_at, until};
use harness::connector::Connector;
use harness::driver::{Driver, Ownership, RunFolder, Surroundings};
use std::net::{Ipv4Addr, SocketAddrV4, TcpListener, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

fn surroundings(folder: &RunFolder) -> Surroundings {
    let nowhere = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 9);
    Surroundings {
        run: folder.path().to_owned(),
        guardian: folder.guardian().clone(),
        dns: nowhere,
        peer_port: 25,
        internal_mail_server: nowhere,
        source: Ipv4Addr::LOCALHOST,
        liste_blanche_url: String::new(),
        crl_urls: vec![],
        certificate_chain: PathBuf::new(),
        private_key: PathBuf::new(),
        root: PathBuf::new(),
        intermediate: PathBuf::new(),
        authorities: PathBuf::new(),
        automatic_reply: None,
        recipients: vec![],
        liste: vec![],
        mutation: None,
    }
}

struct Started {
    address: SocketAddrV4,
    folder: RunFolder,
    driver: Box<dyn Driver>,
    _file: tempfile::TempDir,
}

async fn started(ip: &str, script: impl Fn(SocketAddrV4) -> String) -> Started {
    let file = tempfile::tempdir().expect("a folder");
    let address = free(ip);
    let process = format!("{{ start: [sh, -c, '{}'] }}", script(address));
    let connector = Connector::read(&connector_file(file.path(), address, &process)).expect("a connector");
    let folder = RunFolder::make().expect("a run folder");
    let driver = harness::driver::start(&connector, surroundings(&folder)).await.expect("it starts");
    Started { address, folder, driver, _file: file }
}

#[tokio::test]
async fn what_we_started_is_ours_however_it_became_a_daemon_and_stop_ends_it() {
    let _alone = ALONE.lock().await;
    /// How a server is started, given the command that serves.
    type Way = (&'static str, fn(&str) -> String);
    let ways: [Way; 5] = [
        ("in the foreground", |greets| format!("exec env {greets}")),
        ("below a shell", |greets| format!("{greets}; true")),
        ("in the background", |greets| format!("{greets} &")),
        ("in a session of its own", |greets| format!("setsid env {greets} &")),
        ("twice removed and with nothing in its environment", |greets| {
            format!("cd /; (env -i setsid env {greets} &) &")
        }),
    ];
    for (how, way) in ways {
        let it = started("127.81.4.1", |address| way(&greeting_at(address))).await;
        until(how, || TcpStream::connect(it.address).is_ok());
        assert_eq!(it.driver.owner(it.address), Some(Ownership::Ours), "{how}");
        let mut ending = it.driver.ending().expect("we started it");
        let ended = tokio::time::timeout(Duration::from_millis(300), ending.wait_for(Option::is_some)).await;
        assert!(ended.is_err(), "{how}: {ended:?}");
        tokio::time::timeout(DEADLINE, it.driver.stop()).await.expect("it stops");
        assert!(TcpStream::connect(it.address).is_err(), "{how}: it still listens");
        it.folder.close().expect("removed");
    }
}

#[tokio::test]
async fn a_listener_beside_what_we_started_is_foreign() {
    let _alone = ALONE.lock().await;
    let it = started("127.81.4.2", |_| "exec sleep 300".to_owned()).await;
    assert!(matches!(it.driver.owner(it.address), Some(Ownership::Unknown { .. })));
    // Come after the start, so that the port was free then.
    let stranger = TcpListener::bind(it.address).expect("the port");
    let ownership = it.driver.owner(it.address).expect("we started something");
    assert!(matches!(ownership, Ownership::Foreign { pid, .. } if pid == std::process::id()), "{ownership:?}");
    drop(stranger);
    it.driver.stop().await;
    it.folder.close().expect("removed");
}

#[tokio::test]
async fn a_daemon_that_dies_is_an_end_of_the_connector() {
    let _alone = ALONE.lock().await;
    let it = started("127.81.4.3", |address| format!("setsid env {} & echo $!", greeting_at(address))).await;
    until("it listens", || TcpStream::connect(it.address).is_ok());
    let pid = std::fs::read_to_string(it.folder.path().join("output.log")).expect("its output");
    let pid = pid.lines().next().expect("a line").to_owned();
    let mut ending = it.driver.ending().expect("we started it");
    let killed = std::process::Command::new("kill").args(["-KILL", &pid]).status().expect("kill");
    assert!(killed.success());
    let ended = tokio::time::timeout(DEADLINE, ending.wait_for(Option::is_some)).await.expect("in time");
    assert!(ended.expect("it is told").as_deref().is_some_and(|how| how.starts_with("exit status: 0")));
    it.driver.stop().await;
    it.folder.close().expect("removed");
}
