// SPDX-License-Identifier: EUPL-1.2
//! Names, addresses and canaries: derived from the seed and the id, so that evidence finds its owner without a clock.

use aws_lc_rs::digest;
use fake_pki::Subject;
use liste_blanche::dn::has_good_key;
use std::net::Ipv4Addr;

/// The zone that stands for `mssante.fr`; `.test` never resolves outside (RFC 6761).
pub const ESPACE_DE_CONFIANCE: &str = "mssante.test";
/// The zone of the operators' own hosts.
pub const OPERATEURS: &str = "operateurs.test";

/// `essai-` and sixteen hexadecimal digits, unique to a variant and a seed.
pub fn canary(seed: u64, id: &str) -> String {
    let digest = digest::digest(&digest::SHA256, format!("{seed}\n{id}").as_bytes());
    let digits: String = digest.as_ref().iter().take(8).map(|octet| format!("{octet:02x}")).collect();
    format!("essai-{digits}")
}

/// A DNS label that says which peer of which variant it is: the peer's name and the variant's number in the plan.
pub fn label(peer: &str, number: usize) -> String {
    format!("{peer}-{number}")
}

/// The subject of a peer's certificate, with the profile of the liste blanche's own entries.
pub fn subject(cn: &str, peer: &str, number: usize) -> Subject {
    Subject {
        cn: cn.to_owned(),
        ou: format!("1{}", finess(number)),
        o: format!("{} {number} HARNAIS TEST", peer.to_uppercase().replace('-', " ")),
        st: "Bas-Rhin (67)".to_owned(),
        c: "FR".to_owned(),
    }
}

/// A fictitious FINESS number with a right key digit: department 99 does not exist.
fn finess(number: usize) -> String {
    let stem = format!("99{:06}", number % 1_000_000);
    let key = (0..10).find(|key| has_good_key(&format!("{stem}{key}"))).unwrap_or(0);
    format!("{stem}{key}")
}

/// Hands out consecutive addresses from the first one upwards.
#[derive(Debug, Clone)]
pub struct Addresses {
    next: u32,
}

impl Addresses {
    pub fn from(first: Ipv4Addr) -> Addresses {
        Addresses { next: u32::from(first) }
    }

    pub fn take(&mut self) -> Ipv4Addr {
        // A trailing .0 or .255 looks like a network to some resolvers and filters.
        while matches!(self.next & 0xff, 0 | 255) {
            self.next += 1;
        }
        let address = Ipv4Addr::from(self.next);
        self.next += 1;
        address
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canaries_differ_by_variant_and_by_seed() {
        assert_ne!(canary(1, "a"), canary(1, "b"));
        assert_ne!(canary(1, "a"), canary(2, "a"));
        assert_eq!(canary(1, "a").len(), "essai-".len() + 16);
    }

    #[test]
    fn fictitious_finess_numbers_pass_the_luhn_rule() {
        for number in [0, 1, 17, 4242] {
            let finess = finess(number);
            assert!(finess.len() == 9 && has_good_key(&finess), "{finess}");
        }
    }

    #[test]
    fn addresses_step_over_network_looking_ones() {
        let mut addresses = Addresses::from(Ipv4Addr::new(127, 77, 1, 254));
        assert_eq!(addresses.take(), Ipv4Addr::new(127, 77, 1, 254));
        assert_eq!(addresses.take(), Ipv4Addr::new(127, 77, 2, 1));
    }
}
