// SPDX-License-Identifier: EUPL-1.2
//! The message of ours behind one that arrived, and the places where it may be.

use crate::check::invariant::messages::is_of_domain;
use crate::custody::{Correlation, Sent, Taken};
use crate::fact::Part;
use crate::params::Sut;

/// The message that an arrived one is, or refers to; none when it relates to nothing that was sent.
///
/// Being the same weighs more than referring to it. Among several recipients or attempts of one script the one whose
/// path it bears comes first.
pub fn origin<'s, 'e>(taken: &Taken<'_>, sent: &'s [Sent<'e>]) -> Option<(&'s Sent<'e>, Correlation)> {
    let correlated = sent.iter().map(|sent| (sent, taken.correlation(sent)));
    let correlated = correlated.filter(|(_, correlation)| *correlation != Correlation::Unrelated);
    correlated.min_by_key(|(sent, correlation)| match correlation {
        Correlation::SameMessage => (false, !taken.is_for(sent.forward_path)),
        _ => (true, !taken.is_for(sent.reverse_path)),
    })
}

/// Behind the connector for what came in; at a server of the message's own scenario for what went out.
pub fn is_at_destination(taken: &Taken<'_>, sent: &Sent<'_>, sut: &Sut) -> bool {
    match taken.part {
        Part::InternalServer => is_of_domain(sent.forward_path, &sut.domaine),
        _ => taken.owner == sent.owner && !is_of_domain(sent.forward_path, &sut.domaine),
    }
}

/// A report of the mail system to its own postmaster, from the null reverse-path or from its own domain.
pub fn is_system_report(taken: &Taken<'_>, sut: &Sut) -> bool {
    let from_itself =
        taken.reverse_path.is_empty() || taken.reverse_path.to_lowercase().ends_with(&sut.domaine.to_lowercase());
    taken.part == Part::InternalServer && from_itself && is_for_postmaster(taken, sut)
}

/// Addressed to the postmaster of the connector's domain alone (RFC 5321 §4.5.1).
pub fn is_for_postmaster(taken: &Taken<'_>, sut: &Sut) -> bool {
    let postmaster = format!("postmaster@{}", sut.domaine);
    matches!(taken.forward_paths, [only] if only.trim_matches(['<', '>']).eq_ignore_ascii_case(&postmaster))
}
