// SPDX-License-Identifier: EUPL-1.2
//! Advice that the fault of a scenario decides, by what the check found.
//!
//! In each list a fault named in full stands before its family.

mod certificate;
mod dns;
mod liste_blanche;
mod session;

use super::FaultAdvice;

/// The connector did not object to the fault.
pub const NOT_REFUSED: &[FaultAdvice] = &[
    certificate::DATES,
    certificate::PATH,
    certificate::REVOCATION,
    certificate::HOST_NAME,
    certificate::DISTINGUISHED_NAME,
    certificate::EXTENDED_KEY_USAGE,
    certificate::CRITICAL_EXTENSION,
    liste_blanche::DOMAIN_NOT_LISTED,
    liste_blanche::OLDER_EDITION,
    liste_blanche::SHA1,
    liste_blanche::MALFORMED,
    liste_blanche::SIGNATURE,
    liste_blanche::SIGNER,
    session::STARTTLS_ON_SENDING,
    session::STARTTLS_ON_RECEPTION,
    session::CLIENT_CERTIFICATE,
    dns::NO_VALID_ANSWER,
];

/// The connector objected to a good peer because of the fault.
pub const WRONGLY_REFUSED: &[FaultAdvice] = &[liste_blanche::LAST_GOOD_EDITION_LOST];

/// The connector did not deliver because of the fault.
pub const NOT_RELAYED: &[FaultAdvice] = &[dns::GIVES_UP_TOO_EARLY];
