// SPDX-License-Identifier: EUPL-1.2
//! Keeps the harness among its own: which addresses it may listen on, and which names it may never ask for.

use operator::real_zone;
use std::net::{IpAddr, SocketAddr};

/// What the harness will not do, and what to do instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Other machines could reach the fakes.
    #[error(
        "{0} is not a loopback address: everyone who reaches it could use the fakes, whose keys and answers are worth \
         nothing; add --listen if that network is yours, or choose an address in 127.0.0.0/8"
    )]
    NotLoopback(IpAddr),
    /// The server asked is a stranger's, as far as we can tell.
    #[error(
        "{0} is neither loopback nor private: add --beyond-loopback if that server is your own; it is then asked about \
         the names declared and the hosts that it names itself, and nothing that it says is followed"
    )]
    NotOwnServer(IpAddr),
    /// The name is, or stands below, a real zone.
    #[error(
        "`{host}` belongs to the real {zone}: the harness never resolves or contacts it; use a name below a zone that \
         cannot exist outside, such as mssante.test (RFC 6761)"
    )]
    RealName { host: String, zone: &'static str },
}

/// Allows an address to listen on: loopback, or any other that the user asked for.
///
/// # Errors
/// [`Refused::NotLoopback`] when nobody said `--listen`.
pub fn may_listen(address: SocketAddr, beyond_loopback: bool) -> Result<(), Refused> {
    match beyond_loopback || address.ip().is_loopback() {
        true => Ok(()),
        false => Err(Refused::NotLoopback(address.ip())),
    }
}

/// Allows a server to be asked about an operator's own names, real ones included: loopback, a private network (RFC 1918,
/// RFC 4193), or any other that the user vouches for.
///
/// # Errors
/// [`Refused::NotOwnServer`] when nobody said `--beyond-loopback`.
pub fn may_ask(server: SocketAddr, beyond_loopback: bool) -> Result<(), Refused> {
    let own = match server.ip() {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    };
    if own || beyond_loopback { Ok(()) } else { Err(Refused::NotOwnServer(server.ip())) }
}

/// Allows a host to be resolved or contacted.
///
/// # Errors
/// [`Refused::RealName`] for a host of a real zone, whatever the case of its letters.
pub fn may_contact(host: &str) -> Result<(), Refused> {
    match real_zone(host) {
        None => Ok(()),
        Some(zone) => Err(Refused::RealName { host: host.to_owned(), zone }),
    }
}

/// The warning owed when production-shaped names can be seen from beyond loopback.
pub fn warning<'n>(names: impl IntoIterator<Item = &'n str>, address: SocketAddr) -> Option<String> {
    if address.ip().is_loopback() {
        return None;
    }
    let real = names.into_iter().find(|name| real_zone(name).is_some())?;
    Some(format!(
        "WARNING: the fake answers for `{real}`, a name of the real espace de confiance, on {address}, which other \
         machines can reach. Whoever asks this address is told lies about real hosts. Keep it on a closed network."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> SocketAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn loopback_is_free_and_the_rest_must_be_asked_for() {
        for address in ["127.0.0.1:53", "127.77.0.53:0", "[::1]:53"] {
            assert_eq!(may_listen(at(address), false), Ok(()));
        }
        for address in ["0.0.0.0:53", "192.0.2.1:53", "[::]:53"] {
            assert!(matches!(may_listen(at(address), false), Err(Refused::NotLoopback(_))), "{address}");
            assert_eq!(may_listen(at(address), true), Ok(()));
        }
    }

    #[test]
    fn own_servers_are_asked_and_others_only_when_vouched_for() {
        for own in ["127.0.0.1:53", "10.1.2.3:53", "192.168.0.1:53", "[::1]:53", "[fd00::1]:53"] {
            assert_eq!(may_ask(at(own), false), Ok(()), "{own}");
        }
        for other in ["192.0.2.1:53", "[2001:db8::1]:53"] {
            assert!(matches!(may_ask(at(other), false), Err(Refused::NotOwnServer(_))), "{other}");
            assert_eq!(may_ask(at(other), true), Ok(()));
        }
    }

    #[test]
    fn real_hosts_are_refused_and_look_alikes_are_not() {
        for real in ["mssante.fr", "MX.Clinique.MSSante.FR.", "igc-sante.esante.gouv.fr", "ocsp.esante.gouv.fr"] {
            assert!(may_contact(real).is_err(), "{real}");
        }
        for fake in ["mssante.test", "clinique.mssante.test", "notmssante.fr", "mssante.fr.test", "127.0.0.1"] {
            assert_eq!(may_contact(fake), Ok(()), "{fake}");
        }
    }

    #[test]
    fn production_names_beyond_loopback_are_warned_of() {
        let names = ["clinique.mssante.test", "clinique.mssante.fr"];
        assert!(warning(names, at("192.0.2.1:53")).is_some_and(|text| text.contains("clinique.mssante.fr")));
        assert_eq!(warning(names, at("127.0.0.1:53")), None);
        assert_eq!(warning(["clinique.mssante.test"], at("192.0.2.1:53")), None);
    }
}
