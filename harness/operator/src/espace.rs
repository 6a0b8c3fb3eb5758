// SPDX-License-Identifier: EUPL-1.2
//! The names of the real espace de confiance.

/// Zones of the real espace de confiance and of the agency that runs it.
const REAL_ZONES: [&str; 3] = ["mssante.fr", "esante.gouv.fr", "asipsante.fr"];

/// The real zone that a name belongs to, if any.
pub fn real_zone(name: &str) -> Option<&'static str> {
    let name = name.trim().trim_end_matches('.').to_ascii_lowercase();
    let below = |zone: &&str| name.strip_suffix(*zone).is_some_and(|front| front.is_empty() || front.ends_with('.'));
    REAL_ZONES.into_iter().find(below)
}
