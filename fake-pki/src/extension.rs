// SPDX-License-Identifier: EUPL-1.2
//! The DER of every extension, written here rather than by rcgen to hold the order and the criticality of IGC Santé.

use std::net::Ipv4Addr;

use std::ops::BitOr;

use rcgen::CustomExtension;
use time::OffsetDateTime;
use time::macros::format_description;
use yasna::models::ObjectIdentifier;
use yasna::{DERWriter, Tag, construct_der};

const KEY_PURPOSES: [u64; 8] = [1, 3, 6, 1, 5, 5, 7, 3];
const ACCESS_METHODS: [u64; 8] = [1, 3, 6, 1, 5, 5, 7, 48];
const ANY_POLICY: &[u64] = &[2, 5, 29, 32, 0];
/// The policy of every certificate of the test hierarchy, whatever its range or usage.
const TEST_POLICY: &[u64] = &[1, 2, 250, 1, 213, 1, 7, 2, 1, 1, 1, 1];
const CPS_QUALIFIER: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 2, 1];
const CPS_URL: &str = "http://igc-sante.test/PC%20TEST";
const PRODUCT_CATEGORY: &[u64] = &[1, 2, 250, 1, 71, 1, 2, 5];
/// "Software certificate of the test hierarchy" in the nomenclature TRE_G01.
const TEST_SOFTWARE: u8 = 0x83;
/// An arc reserved for examples: no software can know it.
const UNKNOWN: &[u64] = &[2, 999, 1];

/// Bits of keyUsage (RFC 5280 §4.2.1.3), the first bit being the most significant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeyUsage(u8);

impl KeyUsage {
    pub(crate) const DIGITAL_SIGNATURE: KeyUsage = KeyUsage(0x80);
    pub(crate) const NON_REPUDIATION: KeyUsage = KeyUsage(0x40);
    pub(crate) const KEY_ENCIPHERMENT: KeyUsage = KeyUsage(0x20);
    pub(crate) const KEY_CERT_SIGN: KeyUsage = KeyUsage(0x04);
    pub(crate) const CRL_SIGN: KeyUsage = KeyUsage(0x02);
}

impl BitOr for KeyUsage {
    type Output = KeyUsage;
    fn bitor(self, other: KeyUsage) -> KeyUsage {
        KeyUsage(self.0 | other.0)
    }
}

/// A key purpose (RFC 5280 §4.2.1.12), with the last arc of its identifier.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose {
    ServerAuth = 1,
    ClientAuth = 2,
    EmailProtection = 4,
}

fn extension(oid: &[u64], content: Vec<u8>) -> CustomExtension {
    CustomExtension::from_oid_content(oid, content)
}

fn critical(oid: &[u64], content: Vec<u8>) -> CustomExtension {
    let mut extension = extension(oid, content);
    extension.set_criticality(true);
    extension
}

fn write_url(writer: DERWriter<'_>, url: &str) {
    // uniformResourceIdentifier [6] IA5String
    writer.write_tagged_implicit(Tag::context(6), |w| w.write_bytes(url.as_bytes()));
}

pub(crate) fn key_usage(usage: KeyUsage) -> CustomExtension {
    // DER drops the trailing zero bits of a named bit list.
    let length = 8 - usage.0.trailing_zeros() as usize;
    critical(&[2, 5, 29, 15], construct_der(|w| w.write_bitvec_bytes(&[usage.0], length)))
}

pub(crate) fn extended_key_usage(purposes: &[Purpose]) -> CustomExtension {
    let content = construct_der(|w| {
        w.write_sequence(|w| {
            for purpose in purposes {
                w.next().write_oid(&arc(&KEY_PURPOSES, *purpose as u64));
            }
        });
    });
    extension(&[2, 5, 29, 37], content)
}

fn arc(parent: &[u64], last: u64) -> ObjectIdentifier {
    ObjectIdentifier::from_slice(&[parent, &[last]].concat())
}

pub(crate) fn subject_key_identifier(key_id: &[u8]) -> CustomExtension {
    extension(&[2, 5, 29, 14], construct_der(|w| w.write_bytes(key_id)))
}

pub(crate) fn authority_key_identifier(key_id: &[u8]) -> CustomExtension {
    let content = construct_der(|w| {
        w.write_sequence(|w| w.next().write_tagged_implicit(Tag::context(0), |w| w.write_bytes(key_id)));
    });
    extension(&[2, 5, 29, 35], content)
}

/// Where the issuer's certificate lies, and its OCSP responder if it has one.
pub(crate) fn authority_information_access(ocsp: Option<&str>, issuer_certificate: &str) -> CustomExtension {
    let accesses = ocsp.map(|url| (1, url)).into_iter().chain([(2, issuer_certificate)]);
    let content = construct_der(|w| {
        w.write_sequence(|w| {
            for (method, url) in accesses {
                w.next().write_sequence(|w| {
                    w.next().write_oid(&arc(&ACCESS_METHODS, method));
                    write_url(w.next(), url);
                });
            }
        });
    });
    extension(&[1, 3, 6, 1, 5, 5, 7, 1, 1], content)
}

pub(crate) fn any_policy() -> CustomExtension {
    certificate_policies(ANY_POLICY)
}

pub(crate) fn test_policy() -> CustomExtension {
    certificate_policies(TEST_POLICY)
}

fn certificate_policies(policy: &[u64]) -> CustomExtension {
    let content = construct_der(|w| {
        w.write_sequence(|w| {
            w.next().write_sequence(|w| {
                w.next().write_oid(&ObjectIdentifier::from_slice(policy));
                w.next().write_sequence(|w| {
                    w.next().write_sequence(|w| {
                        w.next().write_oid(&ObjectIdentifier::from_slice(CPS_QUALIFIER));
                        w.next().write_ia5_string(CPS_URL);
                    });
                });
            });
        });
    });
    extension(&[2, 5, 29, 32], content)
}

pub(crate) fn crl_distribution_point(url: &str) -> CustomExtension {
    let content = construct_der(|w| {
        w.write_sequence(|w| {
            w.next().write_sequence(|w| {
                // distributionPoint [0] { fullName [0] { url } }
                w.next().write_tagged(Tag::context(0), |w| {
                    w.write_tagged_implicit(Tag::context(0), |w| w.write_sequence(|w| write_url(w.next(), url)));
                });
            });
        });
    });
    extension(&[2, 5, 29, 31], content)
}

/// Mailboxes, or host names and IPv4 addresses: GeneralName tags 1, 2 and 7.
pub(crate) fn subject_alternative_name(names: &[String], mailboxes: bool) -> CustomExtension {
    let content = construct_der(|w| {
        w.write_sequence(|w| {
            for name in names {
                let (tag, value) = match name.parse::<Ipv4Addr>() {
                    _ if mailboxes => (1, name.as_bytes().to_vec()),
                    Ok(address) => (7, address.octets().to_vec()),
                    Err(_) => (2, name.as_bytes().to_vec()),
                };
                w.next().write_tagged_implicit(Tag::context(tag), |w| w.write_bytes(&value));
            }
        });
    });
    extension(&[2, 5, 29, 17], content)
}

/// The empty, non-critical basicConstraints that IGC Santé puts in its leaves.
pub(crate) fn not_an_authority() -> CustomExtension {
    extension(&[2, 5, 29, 19], construct_der(|w| w.write_sequence(|_| {})))
}

pub(crate) fn an_authority(path_length: Option<u8>) -> CustomExtension {
    let content = construct_der(|w| {
        w.write_sequence(|w| {
            w.next().write_bool(true);
            if let Some(length) = path_length {
                w.next().write_u8(length);
            }
        });
    });
    critical(&[2, 5, 29, 19], content)
}

/// The years in which a signing key may sign; signing certificates alone carry it.
pub(crate) fn private_key_usage_period(not_before: OffsetDateTime, not_after: OffsetDateTime) -> CustomExtension {
    let generalized = format_description!("[year][month][day][hour][minute][second]Z");
    let content = construct_der(|w| {
        w.write_sequence(|w| {
            for (tag, date) in [(0, not_before), (1, not_after)] {
                // A calendar date always formats with this description; nothing to write otherwise.
                if let Ok(text) = date.format(generalized) {
                    w.next().write_tagged_implicit(Tag::context(tag), |w| w.write_bytes(text.as_bytes()));
                }
            }
        });
    });
    extension(&[2, 5, 29, 16], content)
}

pub(crate) fn product_category() -> CustomExtension {
    extension(PRODUCT_CATEGORY, construct_der(|w| w.write_bytes(&[TEST_SOFTWARE])))
}

pub(crate) fn unknown_critical() -> CustomExtension {
    critical(UNKNOWN, construct_der(|w| w.write_null()))
}
