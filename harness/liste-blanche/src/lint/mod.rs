// SPDX-License-Identifier: EUPL-1.2
//! Tells how a list departs from its own rules. Published lists do, here and there: a connector must live with it.

mod shape;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::read::{self, ReadError};
use super::{Entree, ListeBlanche, generation};
use crate::dn::{DnRule, is_host};
pub use shape::{Histogram, OfO, Shape};

/// A rule that entries may break, with the sentence that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// `Nom` is no domain name in lower case.
    NomForm,
    /// `Nom` is outside the zones of the espace de confiance.
    NomOutside,
    /// The same domain and DN stand there before.
    Duplicate,
    /// `DateMAJ` is not written as the list writes it.
    DateForm,
    /// `DateMAJ` is later than `DateDeGeneration`.
    DateAfterGeneration,
    /// A rule of the declared DN.
    Dn(DnRule),
}

impl Rule {
    /// What an entry that breaks the rule looks like.
    pub fn sentence(self) -> &'static str {
        match self {
            Rule::NomForm => "Nom is not a domain name in lower case",
            Rule::NomOutside => "Nom is outside mssante.fr",
            Rule::Duplicate => "the same domain and DN came before",
            Rule::DateForm => "DateMAJ is not of the form 2030-01-02T03:04:05Z",
            Rule::DateAfterGeneration => "DateMAJ is later than DateDeGeneration",
            Rule::Dn(rule) => rule.sentence(),
        }
    }
}

/// How often a rule is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// Entries that break it.
    pub entrees: usize,
    /// Distinct DN strings among them.
    pub dns: usize,
    /// The first value that breaks it.
    pub example: String,
}

/// What a list holds, and how it departs from its rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// `DateDeGeneration`, as written.
    pub date_de_generation: String,
    /// Entries, distinct domains, distinct DN strings.
    pub counts: Counts,
    /// Whether the entries are sorted by `Nom`.
    pub sorted: bool,
    /// How the entries spread.
    pub shape: Shape,
    /// Broken rules, in the order of [`Rule`].
    pub findings: Vec<Finding>,
    /// Entries whose DN breaks any rule of its form.
    pub odd_dns: Total,
    /// The same without the two rules that hundreds of entries break: letters of `O`, and a CN under mssante.fr.
    pub rare_dns: Total,
}

/// How many entries, and distinct DN strings among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// Entries.
    pub entrees: usize,
    /// Distinct DN strings.
    pub dns: usize,
}

impl Total {
    fn of(list: &ListeBlanche, counts: impl Fn(&str) -> bool) -> Total {
        let odd = || list.entrees.iter().map(|entree| entree.dn.as_str()).filter(|dn| counts(dn));
        Total { entrees: odd().count(), dns: odd().collect::<BTreeSet<_>>().len() }
    }
}

/// The sizes of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// `Domaine` elements.
    pub entrees: usize,
    /// Distinct `Nom`, case aside.
    pub domaines: usize,
    /// Distinct `DNCertificatOperateur`, compared as text.
    pub dns: usize,
}

impl Counts {
    /// Counts a list.
    pub fn of(list: &ListeBlanche) -> Counts {
        let domaines: BTreeSet<String> = list.entrees.iter().map(|entree| entree.nom.to_lowercase()).collect();
        let dns: BTreeSet<&str> = list.entrees.iter().map(|entree| entree.dn.as_str()).collect();
        Counts { entrees: list.entrees.len(), domaines: domaines.len(), dns: dns.len() }
    }
}

/// Reads a list, signed or not, and examines it; the signature is not looked at.
///
/// # Errors
/// When there is no list to examine.
pub fn lint(bytes: &[u8]) -> Result<Lint, ReadError> {
    Ok(examine(&read::liste(&read::parse(read::decode(bytes)?)?)?))
}

/// Examines a list already read.
pub fn examine(list: &ListeBlanche) -> Lint {
    let mut broken: BTreeMap<Rule, (usize, BTreeSet<&str>, String)> = BTreeMap::new();
    let mut by_dn: HashMap<&str, Vec<(Rule, String)>> = HashMap::new();
    let mut pairs: BTreeSet<(&str, &str)> = BTreeSet::new();
    for entree in &list.entrees {
        let broken_by_dn = by_dn.entry(&entree.dn).or_insert_with(|| of_dn(&entree.dn)).clone();
        let duplicate = (!pairs.insert((&entree.nom, &entree.dn))).then(|| (Rule::Duplicate, entree.nom.clone()));
        let of_entry = entry_rules(entree, &list.date_de_generation);
        for (rule, value) in of_entry.into_iter().chain(duplicate).chain(broken_by_dn) {
            let (count, dns, _) = broken.entry(rule).or_insert_with(|| (0, BTreeSet::new(), value));
            *count += 1;
            dns.insert(&entree.dn);
        }
    }
    let breaks = |dn: &str, among: fn(DnRule) -> bool| {
        let broken = by_dn.get(dn).into_iter().flatten();
        broken.clone().any(|(rule, _)| matches!(rule, Rule::Dn(rule) if among(*rule)))
    };
    let finding = |(rule, (entrees, dns, example)): (_, (_, BTreeSet<&str>, _))| Finding {
        rule,
        entrees,
        dns: dns.len(),
        example,
    };
    Lint {
        date_de_generation: list.date_de_generation.clone(),
        counts: Counts::of(list),
        shape: Shape::of(list),
        // A name of forty characters breaks no rule: it only looks cut.
        odd_dns: Total::of(list, |dn| breaks(dn, |rule| rule != DnRule::OLength)),
        rare_dns: Total::of(list, |dn| {
            breaks(dn, |rule| !matches!(rule, DnRule::OLength | DnRule::OLetters | DnRule::CnInEspace))
        }),
        sorted: list.entrees.is_sorted_by(|a, b| a.nom <= b.nom),
        findings: broken.into_iter().map(finding).collect(),
    }
}

fn entry_rules(entree: &Entree, generated: &str) -> Vec<(Rule, String)> {
    let nom = &entree.nom;
    let outside = nom != "mssante.fr" && !nom.ends_with(".mssante.fr");
    let rules = [
        (!is_host(nom), Rule::NomForm, nom),
        (outside, Rule::NomOutside, nom),
        (generation::read(&entree.date_maj).is_none(), Rule::DateForm, &entree.date_maj),
        // Dates of one fixed form sort as text.
        (entree.date_maj.as_str() > generated, Rule::DateAfterGeneration, &entree.date_maj),
    ];
    rules.into_iter().filter(|(broken, ..)| *broken).map(|(_, rule, value)| (rule, value.clone())).collect()
}

fn of_dn(text: &str) -> Vec<(Rule, String)> {
    DnRule::broken_by(text).into_iter().map(|(rule, value)| (Rule::Dn(rule), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::{OfO, Rule, Shape, Total, examine};
    use crate::{Entree, ListeBlanche};

    #[test]
    fn duplicates_disorder_and_odd_names_are_counted() {
        let entree = |nom: &str| Entree {
            nom: nom.into(),
            dn: "CN=a.test,OU=1990000002,O=EXEMPLE,ST=Paris (75),C=FR".into(),
            date_maj: "2030-01-03T00:00:00Z".into(),
            ..Entree::default()
        };
        let entrees = ["b.mssante.fr", "a.mssante.fr", "a.mssante.fr", "X@ailleurs.fr"].map(entree).to_vec();
        let lint = examine(&ListeBlanche { date_de_generation: "2030-01-02T03:04:05Z".into(), entrees });
        let counted: Vec<_> = lint.findings.iter().map(|finding| (finding.rule, finding.entrees)).collect();
        let expected =
            [(Rule::NomForm, 1), (Rule::NomOutside, 1), (Rule::Duplicate, 1), (Rule::DateAfterGeneration, 4)];
        assert_eq!(counted, expected);
        assert!(!lint.sorted);
        assert_eq!((lint.counts.entrees, lint.counts.domaines, lint.counts.dns), (4, 3, 1));
        assert_eq!(lint.shape.entrees_a_domaine, [(1, 2), (2, 1)].into());
    }

    #[test]
    fn domains_dns_and_operators_are_counted_once_each_and_the_usual_departures_apart() {
        let entree = |nom: &str, cn: &str, o: &str| Entree {
            nom: nom.into(),
            dn: format!("CN={cn},OU=1990000002,O={o},ST=Paris (75),C=FR"),
            date_maj: "2030-01-02T03:04:05Z".into(),
            ..Entree::default()
        };
        let entrees = vec![
            entree("a.mssante.fr", "a.test", "A  B"),
            entree("a.mssante.fr", "a.test", "\"A  B\""),
            entree("b.a.mssante.fr", "b.test", "B-C"),
            entree("B.a.mssante.fr", "b.mssante.fr", "D"),
        ];
        let lint = examine(&ListeBlanche { date_de_generation: "2030-01-02T03:04:05Z".into(), entrees });
        let Shape { operateurs, entrees_a_domaine, dns_a_domaine, shared, nested } = lint.shape;
        assert_eq!(operateurs, OfO { written: 4, read: 3 });
        assert_eq!(shared, OfO { written: 2, read: 1 });
        assert_eq!((entrees_a_domaine, dns_a_domaine, nested), ([(2, 2)].into(), [(2, 2)].into(), 1));
        assert_eq!(lint.odd_dns, Total { entrees: 4, dns: 4 });
        assert_eq!(lint.rare_dns, Total { entrees: 2, dns: 2 });
    }
}
