// SPDX-License-Identifier: EUPL-1.2
//! Every fault before three witnesses, in one table.

use crate::namespace::is_entered;
use crate::unbound::{UNBOUND, Unbound};
use crate::voices::{dig, hickory, verdict_of_dig};
use crate::world::{PRIMARY, ROOT, SECONDARY, World, faults, zone_of};
use fake_dns::{DnsFault, Side};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Rows asked at the same time. A busy machine looks like a silent server to unbound, which remembers it.
const AT_ONCE: usize = 4;

/// Fault, dig and hickory-resolver at the faulty server, unbound through the delegation.
///
/// ` or ` parts what may differ from one run to the next.
const EXPECTED: &str = include_str!("faults.txt");

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_is_seen_by_foreign_software() {
    if !is_entered("faults::each_fault_is_seen_by_foreign_software") {
        return;
    }
    let world = World::open().await;
    let unbound = Unbound::start(ROOT);
    let turn = Arc::new(Semaphore::new(AT_ONCE));
    let rows: Vec<_> = faults().map(|fault| tokio::spawn(heard(fault, Arc::clone(&turn)))).collect();
    let mut wrong = Vec::new();
    for row in rows {
        let (fault, heard) = row.await.expect("no witness panics");
        let line = format!("{:<20} | {:<58} | {:<44} | {}", fault.id(), heard[0], heard[1], heard[2]);
        println!("{line}");
        assert!(world.has_exercised(&fault), "{} never took effect", fault.id());
        if !expected(fault.id()).is_some_and(|expected| agrees(&expected, &heard)) {
            wrong.push(line);
        }
    }
    let poisoned = dig(UNBOUND, &["A", "poisoned.test"]);
    assert!(poisoned.contains("NXDOMAIN") && !poisoned.contains("127.66.66.66"), "unbound was poisoned: {poisoned}");
    drop(unbound);
    world.close().await;
    assert!(wrong.is_empty(), "not as in faults.txt:\n{}", wrong.join("\n"));
}

fn expected(fault: &str) -> Option<Vec<&'static str>> {
    let rows = EXPECTED.lines().map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    rows.filter(|row| row.len() == 4).find(|row| row[0] == fault).map(|row| row[1..].to_vec())
}

fn agrees(expected: &[&str], heard: &[String; 3]) -> bool {
    expected.iter().zip(heard).all(|(expected, heard)| expected.split(" or ").any(|expected| expected == heard))
}

async fn heard(fault: DnsFault, turn: Arc<Semaphore>) -> (DnsFault, [String; 3]) {
    let _turn = turn.acquire().await.expect("an open semaphore");
    let zone = zone_of(&fault);
    let server = if fault.side() == Side::Secondary { SECONDARY } else { PRIMARY };
    let asked = zone.clone();
    // Capitals, so that a reply in lower case is noticed.
    let direct = move || verdict_of_dig(&dig(server, &["MX", &asked.to_uppercase()]), &asked);
    let asked = zone.clone();
    let through = move || verdict_of_dig(&dig(UNBOUND, &["+time=8", "MX", &asked.to_uppercase()]), &asked);
    let direct = tokio::task::spawn_blocking(direct);
    let through = tokio::task::spawn_blocking(through);
    let hickory = hickory(server, &zone.to_uppercase()).await;
    let row = [direct.await.expect("dig"), hickory, through.await.expect("dig")];
    (fault, row)
}
