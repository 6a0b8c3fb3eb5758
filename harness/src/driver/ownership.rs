// SPDX-License-Identifier: EUPL-1.2
//! Who listens on an address of this machine, by what the kernel says of sockets and of the processes that hold them.

use super::processes::{Entry, Family, table};
use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4};
use std::time::Duration;
use tokio::net::TcpStream;

/// A listener on this machine answers at once; whoever drops packets is not there.
const CONNECT: Duration = Duration::from_secs(1);
/// State of a listening socket in the kernel's tables.
const LISTEN: &str = "0A";

/// To whom the listener on an address belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ownership {
    /// Every process that holds it descends from what we started.
    Ours,
    Foreign {
        pid: u32,
        program: String,
    },
    Unknown {
        why: String,
    },
}

/// Says whose the listener on an address is.
pub fn owner(address: SocketAddrV4, family: &Family) -> (Ownership, Vec<Entry>) {
    let sockets = listening_here(address);
    if sockets.is_empty() {
        return (Ownership::Unknown { why: format!("nothing on this machine listens on {address}") }, Vec::new());
    }
    let table = table();
    let holders = holders(&sockets, &table);
    let ownership = match holders.iter().find(|holder| !family.has(holder.pid, &table)) {
        Some(stranger) => Ownership::Foreign { pid: stranger.pid, program: stranger.name.clone() },
        None if holders.is_empty() => Ownership::Unknown { why: format!("no process seen here holds {address}") },
        None => Ownership::Ours,
    };
    (ownership, holders)
}

/// Who is on an address already, in words; none when it is free.
pub async fn held(address: SocketAddrV4) -> Option<String> {
    let sockets = listening_here(address);
    let holder = holders(&sockets, &table()).into_iter().next();
    if let Some(holder) = holder {
        return Some(format!("`{}` (pid {})", holder.name, holder.pid));
    }
    if !sockets.is_empty() || answers(address).await {
        return Some("a program that this user may not look into".to_owned());
    }
    None
}

async fn answers(address: SocketAddrV4) -> bool {
    match tokio::time::timeout(CONNECT, TcpStream::connect(address)).await {
        // A port from the range of outgoing ones may meet itself.
        Ok(Ok(stream)) => stream.local_addr().is_ok_and(|local| local != SocketAddr::V4(address)),
        _ => false,
    }
}

fn listening_here(address: SocketAddrV4) -> BTreeSet<u64> {
    let read = |name: &str| std::fs::read_to_string(format!("/proc/net/{name}")).unwrap_or_default();
    listening(&[read("tcp"), read("tcp6")], address)
}

/// The inodes of the sockets that the kernel would hand a connection to: the most exact address counts.
fn listening(tables: &[String], address: SocketAddrV4) -> BTreeSet<u64> {
    let lines = tables.iter().flat_map(|table| table.lines().skip(1));
    let found: Vec<(u8, u64)> = lines.filter_map(|line| listener(line, address)).collect();
    let best = found.iter().map(|(exactness, _)| *exactness).max();
    found.iter().filter(|(exactness, _)| Some(*exactness) == best).map(|(_, inode)| *inode).collect()
}

fn listener(line: &str, address: SocketAddrV4) -> Option<(u8, u64)> {
    let fields: Vec<&str> = line.split_ascii_whitespace().collect();
    let (ip, port) = fields.get(1)?.split_once(':')?;
    if *fields.get(3)? != LISTEN || u16::from_str_radix(port, 16).ok()? != address.port() {
        return None;
    }
    let exactness = match local(ip)? {
        IpAddr::V4(ip) if ip == *address.ip() => 3,
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => 2,
        IpAddr::V6(ip) if ip.to_ipv4_mapped() == Some(*address.ip()) => 3,
        IpAddr::V6(ip) if ip.to_ipv4_mapped() == Some(Ipv4Addr::UNSPECIFIED) => 2,
        // Both families, unless the socket said IPv6 alone, which these tables do not tell.
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => 1,
        _ => return None,
    };
    Some((exactness, fields.get(9)?.parse().ok()?))
}

/// An address as the kernel prints it: words of 32 bits in the byte order of the machine.
fn local(hex: &str) -> Option<IpAddr> {
    let word = |at: usize| Some(u32::from_str_radix(hex.get(at..at + 8)?, 16).ok()?.to_ne_bytes());
    match hex.len() {
        8 => Some(Ipv4Addr::from(word(0)?).into()),
        32 => {
            let octets: [u8; 16] = [word(0)?, word(8)?, word(16)?, word(24)?].concat().try_into().ok()?;
            Some(Ipv6Addr::from(octets).into())
        }
        _ => None,
    }
}

fn holders(sockets: &BTreeSet<u64>, table: &BTreeMap<u32, Entry>) -> Vec<Entry> {
    let links: BTreeSet<String> = sockets.iter().map(|inode| format!("socket:[{inode}]")).collect();
    let holds = |entry: &&Entry| {
        let Ok(open) = std::fs::read_dir(format!("/proc/{}/fd", entry.pid)) else { return false };
        let mut targets = open.flatten().filter_map(|file| std::fs::read_link(file.path()).ok());
        targets.any(|target| target.to_str().is_some_and(|target| links.contains(target)))
    };
    match links.is_empty() {
        true => Vec::new(),
        false => table.values().filter(holds).cloned().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    fn line(local: &str, state: &str, inode: u64) -> String {
        format!(
            "head\n   0: {local} 00000000:0000 {state} 00000000:00000000 00:00000000 00000000     0        0 {inode} 1 x"
        )
    }

    fn bound(at: &str) -> (TcpListener, u16) {
        let listener = TcpListener::bind(at).expect("a port");
        let port = listener.local_addr().expect("its address").port();
        (listener, port)
    }

    fn family() -> (tempfile::TempDir, Family) {
        let folder = tempfile::tempdir().expect("a folder");
        let family = Family::new(folder.path()).expect("a family");
        (folder, family)
    }

    #[test]
    fn the_most_exact_of_several_listeners_is_the_one_that_answers() {
        let address = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 25);
        let hex = |ip: Ipv4Addr| format!("{:08X}:0019", u32::from_ne_bytes(ip.octets()));
        let any6 = line(&format!("{}:0019", "0".repeat(32)), "0A", 1);
        let any4 = line(&hex(Ipv4Addr::UNSPECIFIED), "0A", 2);
        let exact = line(&hex(Ipv4Addr::LOCALHOST), "0A", 3);
        let connected = line(&hex(Ipv4Addr::LOCALHOST), "01", 4);
        assert_eq!(listening(std::slice::from_ref(&any6), address), BTreeSet::from([1]));
        assert_eq!(listening(&[any4.clone(), any6.clone()], address), BTreeSet::from([2]));
        assert_eq!(listening(&[any4, exact, connected, any6], address), BTreeSet::from([3]));
    }

    #[tokio::test]
    async fn a_listener_of_another_program_is_foreign_and_named() {
        let (_kept, family) = family();
        for at in ["127.81.0.1:0", "0.0.0.0:0", "[::]:0"] {
            let (_listener, port) = bound(at);
            let address = SocketAddrV4::new(Ipv4Addr::new(127, 81, 0, 1), port);
            let (ownership, _) = owner(address, &family);
            let us = std::process::id();
            assert!(matches!(ownership, Ownership::Foreign { pid, .. } if pid == us), "{at}: {ownership:?}");
            let held = held(address).await.expect("it is held");
            assert!(held.contains(&format!("(pid {us})")), "{held}");
        }
    }

    #[tokio::test]
    async fn an_address_where_nobody_listens_is_free_and_belongs_to_nobody() {
        let (_kept, family) = family();
        let (listener, port) = bound("127.81.0.2:0");
        drop(listener);
        let address = SocketAddrV4::new(Ipv4Addr::new(127, 81, 0, 2), port);
        assert_eq!(held(address).await, None);
        assert!(matches!(owner(address, &family).0, Ownership::Unknown { .. }));
    }
}
