// SPDX-License-Identifier: EUPL-1.2
use std::collections::{BTreeMap, BTreeSet};

use crate::ListeBlanche;
use crate::dn::Dn;

/// How many domains have one of something, two of it, and so on.
pub type Histogram = BTreeMap<usize, usize>;

/// How the entries of a list spread over domains, certificates and operators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// Distinct values of `O`.
    pub operateurs: OfO,
    /// Domains by number of entries.
    pub entrees_a_domaine: Histogram,
    /// Domains by number of distinct DN strings.
    pub dns_a_domaine: Histogram,
    /// Domains listed by more than one `O`.
    pub shared: OfO,
    /// Domains whose parent domain is listed too.
    pub nested: usize,
}

/// A count of `O`, which the published list writes with and without quotes for one and the same operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfO {
    /// With quotes telling names apart, as a comparison of texts would.
    pub written: usize,
    /// With quotes left out, as they are no part of the name.
    pub read: usize,
}

/// What is known of one domain.
#[derive(Default)]
struct Listed<'a> {
    entrees: usize,
    dns: BTreeSet<&'a str>,
    operateurs: BTreeSet<(String, bool)>,
}

impl Shape {
    /// Counts a list; domains are told apart without regard to case, DNs as text.
    pub fn of(list: &ListeBlanche) -> Shape {
        let mut domaines: BTreeMap<String, Listed<'_>> = BTreeMap::new();
        let mut operateurs: BTreeMap<&str, Option<(String, bool)>> = BTreeMap::new();
        for entree in &list.entrees {
            let operateur = operateurs.entry(&entree.dn).or_insert_with(|| operateur(&entree.dn));
            let listed = domaines.entry(entree.nom.to_lowercase()).or_default();
            listed.entrees += 1;
            listed.dns.insert(&entree.dn);
            listed.operateurs.extend(operateur.clone());
        }
        let parent_is_listed =
            |nom: &&String| nom.split_once('.').is_some_and(|(_, parent)| domaines.contains_key(parent));
        Shape {
            operateurs: OfO {
                written: operateurs.values().flatten().collect::<BTreeSet<_>>().len(),
                read: distinct(operateurs.values().flatten()),
            },
            entrees_a_domaine: histogram(domaines.values().map(|listed| listed.entrees)),
            dns_a_domaine: histogram(domaines.values().map(|listed| listed.dns.len())),
            shared: OfO {
                written: domaines.values().filter(|listed| listed.operateurs.len() > 1).count(),
                read: domaines.values().filter(|listed| distinct(&listed.operateurs) > 1).count(),
            },
            nested: domaines.keys().filter(parent_is_listed).count(),
        }
    }
}

/// The value of `O`, and whether it stands between quotes.
fn operateur(dn: &str) -> Option<(String, bool)> {
    let parsed = Dn::parse(dn).ok()?;
    Some((parsed.value("O")?.to_owned(), dn.contains("O=\"")))
}

/// How many names, quotes aside.
fn distinct<'a>(operateurs: impl IntoIterator<Item = &'a (String, bool)>) -> usize {
    operateurs.into_iter().map(|(o, _)| o).collect::<BTreeSet<_>>().len()
}

fn histogram(numbers: impl Iterator<Item = usize>) -> Histogram {
    numbers.fold(Histogram::new(), |mut counted, number| {
        *counted.entry(number).or_default() += 1;
        counted
    })
}
