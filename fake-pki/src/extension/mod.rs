// SPDX-License-Identifier: EUPL-1.2
//! The extensions of a certificate, and the DER of their values as IGC Santé writes them.

mod kind;
mod usage;

use std::net::Ipv4Addr;

use time::OffsetDateTime;
use time::macros::format_description;
use yasna::models::ObjectIdentifier;
use yasna::tags::TAG_UTCTIME;
use yasna::{DERWriter, Tag, construct_der};

pub use kind::ExtensionKind;
pub(crate) use usage::KeyUsage;
pub use usage::Purpose;

/// `id-kp`.
const KEY_PURPOSES: [u64; 8] = [1, 3, 6, 1, 5, 5, 7, 3];
/// `id-ad`.
const ACCESS_METHODS: [u64; 8] = [1, 3, 6, 1, 5, 5, 7, 48];
/// `anyPolicy` (RFC 5280 §4.2.1.4).
pub(crate) const ANY_POLICY: &[u64] = &[2, 5, 29, 32, 0];
/// The policy of every leaf of the test hierarchy, whatever its range or usage.
pub(crate) const TEST_POLICY: &[u64] = &[1, 2, 250, 1, 213, 1, 7, 2, 1, 1, 1, 1];
/// `id-qt-cps`.
const CPS_QUALIFIER: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 2, 1];

/// The GeneralName `uniformResourceIdentifier [6] IA5String`.
fn write_url(writer: DERWriter<'_>, url: &str) {
    writer.write_tagged_implicit(Tag::context(6), |w| w.write_bytes(url.as_bytes()));
}

pub(crate) fn key_usage(usage: KeyUsage) -> Vec<u8> {
    // DER drops the trailing zero bits of a named bit list.
    let length = 8 - usage.0.trailing_zeros() as usize;
    construct_der(|w| w.write_bitvec_bytes(&[usage.0], length))
}

pub(crate) fn extended_key_usage(purposes: &[Purpose]) -> Vec<u8> {
    let arcs: Vec<_> = purposes.iter().map(|purpose| arc(&KEY_PURPOSES, *purpose as u64)).collect();
    key_purposes(&arcs)
}

pub(crate) fn any_extended_key_usage() -> Vec<u8> {
    key_purposes(&[ObjectIdentifier::from_slice(&[2, 5, 29, 37, 0])])
}

fn key_purposes(oids: &[ObjectIdentifier]) -> Vec<u8> {
    construct_der(|w| w.write_sequence(|w| oids.iter().for_each(|oid| w.next().write_oid(oid))))
}

fn arc(parent: &[u64], last: u64) -> ObjectIdentifier {
    ObjectIdentifier::from_slice(&[parent, &[last]].concat())
}

pub(crate) fn subject_key_identifier(key_id: &[u8]) -> Vec<u8> {
    construct_der(|w| w.write_bytes(key_id))
}

pub(crate) fn authority_key_identifier(key_id: &[u8]) -> Vec<u8> {
    construct_der(|w| w.write_sequence(|w| w.next().write_tagged_implicit(Tag::context(0), |w| w.write_bytes(key_id))))
}

/// The authorityKeyIdentifier that names the issuer's certificate, by its issuer and serial number.
pub(crate) fn authority_issuer_and_serial(issuer_of_issuer: &[u8], serial: &[u8]) -> Vec<u8> {
    construct_der(|w| {
        w.write_sequence(|w| {
            w.next().write_tagged_implicit(Tag::context(1), |w| {
                // directoryName [4], explicit because Name is a choice.
                w.write_sequence(|w| w.next().write_tagged(Tag::context(4), |w| w.write_der(issuer_of_issuer)));
            });
            w.next().write_tagged_implicit(Tag::context(2), |w| w.write_bigint_bytes(serial, true));
        });
    })
}

/// The address of the OCSP responder, if there is one, and of the issuer's certificate (RFC 5280 §4.2.2.1).
pub(crate) fn authority_information_access(ocsp: Option<&str>, issuer_certificate: &str) -> Vec<u8> {
    let accesses = ocsp.map(|url| (1, url)).into_iter().chain([(2, issuer_certificate)]);
    construct_der(|w| {
        w.write_sequence(|w| {
            for (method, url) in accesses {
                w.next().write_sequence(|w| {
                    w.next().write_oid(&arc(&ACCESS_METHODS, method));
                    write_url(w.next(), url);
                });
            }
        });
    })
}

/// One policy with the address of its page (RFC 5280 §4.2.1.4).
pub(crate) fn certificate_policies(policy: &[u64], page: &str) -> Vec<u8> {
    construct_der(|w| {
        w.write_sequence(|w| {
            w.next().write_sequence(|w| {
                w.next().write_oid(&ObjectIdentifier::from_slice(policy));
                w.next().write_sequence(|w| {
                    w.next().write_sequence(|w| {
                        w.next().write_oid(&ObjectIdentifier::from_slice(CPS_QUALIFIER));
                        w.next().write_ia5_string(page);
                    });
                });
            });
        });
    })
}

/// Distribution points of one address each, for cRLDistributionPoints and freshestCRL (RFC 5280 §4.2.1.13, §4.2.1.15).
pub(crate) fn distribution_points(urls: &[&str]) -> Vec<u8> {
    construct_der(|w| {
        w.write_sequence(|w| {
            for url in urls {
                w.next().write_sequence(|w| {
                    // distributionPoint [0] { fullName [0] { url } }
                    w.next().write_tagged(Tag::context(0), |w| {
                        w.write_tagged_implicit(Tag::context(0), |w| w.write_sequence(|w| write_url(w.next(), url)));
                    });
                });
            }
        });
    })
}

/// Mailboxes, or host names and IPv4 addresses: the GeneralName tags 1, 2 and 7.
pub(crate) fn subject_alternative_name(names: &[String], mailboxes: bool) -> Vec<u8> {
    construct_der(|w| {
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
    })
}

/// The basicConstraints of a leaf of IGC Santé: empty.
pub(crate) fn not_an_authority() -> Vec<u8> {
    construct_der(|w| w.write_sequence(|_| {}))
}

/// The basicConstraints of an authority.
pub(crate) fn an_authority(path_length: Option<u8>) -> Vec<u8> {
    construct_der(|w| {
        w.write_sequence(|w| {
            w.next().write_bool(true);
            if let Some(length) = path_length {
                w.next().write_u8(length);
            }
        });
    })
}

/// The period in which a signing key may sign (RFC 3280 §4.2.1.4).
pub(crate) fn private_key_usage_period(not_before: OffsetDateTime, not_after: OffsetDateTime) -> Vec<u8> {
    construct_der(|w| {
        w.write_sequence(|w| {
            for (tag, date) in [(0, not_before), (1, not_after)] {
                let text = generalized(date);
                w.next().write_tagged_implicit(Tag::context(tag), |w| w.write_bytes(text.as_bytes()));
            }
        });
    })
}

/// A date as GeneralizedTime. Every calendar date formats with this description.
pub(crate) fn generalized(date: OffsetDateTime) -> String {
    date.format(format_description!("[year][month][day][hour][minute][second]Z")).unwrap_or_default()
}

/// A validity in UTCTime (RFC 5280 §4.1.2.5.1).
pub(crate) fn validity(not_before: OffsetDateTime, not_after: OffsetDateTime) -> Vec<u8> {
    construct_der(|w| {
        w.write_sequence(|w| {
            for date in [not_before, not_after] {
                let text = generalized(date);
                let short = text.get(2..).unwrap_or_default();
                w.next().write_tagged_implicit(TAG_UTCTIME, |w| w.write_bytes(short.as_bytes()));
            }
        });
    })
}

/// The private extension: an OCTET STRING that holds a category of TRE_G01.
pub(crate) fn product_category(category: &[u8]) -> Vec<u8> {
    construct_der(|w| w.write_bytes(category))
}
