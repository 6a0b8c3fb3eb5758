// SPDX-License-Identifier: EUPL-1.2
//! The rows of lists that change: the liste blanche and the revocation lists.

use super::{Seeded, row};
use reference_connector::Mutation;

pub(super) const ROWS: &[Seeded] = &[
    row(
        Mutation::AppliesRemovalsNever,
        "Garde pour toujours les domaines qu’une liste blanche plus récente n’inscrit plus.",
        &["liste-blanche/withdrawn-*"],
        &["liste-blanche/*"],
    ),
    row(
        Mutation::IgnoresCrlUpdates,
        "Garde pour toujours les premières listes de révocation téléchargées.",
        &[],
        &["inbound/certificate/*revoked", "outbound/certificate/*revoked"],
    ),
    row(
        Mutation::NeverFetchesCrl,
        "Ne télécharge aucune liste de révocation et ne tient personne pour révoqué.",
        &["inbound/certificate/*revoked", "outbound/certificate/*revoked"],
        &["*revoked*"],
    ),
];
