// SPDX-License-Identifier: EUPL-1.2
//! The départements by number. Source: Code officiel géographique (INSEE).

use super::folded;

/// One line each: number, name.
const TABLE: &str = include_str!("departements.txt");

fn departements() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().filter_map(|line| line.split_once(' '))
}

/// What a `Nom (NN)` says beside the official table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// Name and number as in the table.
    Exactly,
    /// The same département, spelt otherwise; or a name and number that the table does not know together.
    Otherwise { near: Option<String> },
    /// Name and number of two different départements.
    Contradiction { near: String },
}

/// Holds a `Nom (NN)` against the official table.
pub fn named(st: &str) -> Named {
    let written = |(number, name): (&str, &str)| format!("{name} ({number})");
    let Some((name, number)) = st.strip_suffix(')').and_then(|st| st.rsplit_once(" (")) else {
        return Named::Otherwise { near: None };
    };
    let by_number = departements().find(|known| known.0 == number);
    let by_name = departements().find(|known| is_name(name, known.1));
    match (by_number, by_name) {
        (Some(one), Some(other)) if one != other => Named::Contradiction { near: written(other) },
        (Some(known), Some(_)) if known.1 == name => Named::Exactly,
        (known, named) => Named::Otherwise { near: named.or(known).map(written) },
    }
}

/// The same name but for accents, hyphens, case and the article that few write.
fn is_name(name: &str, known: &str) -> bool {
    let bare = |name: &str| folded(name).trim_start_matches("la ").to_owned();
    bare(name) == bare(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_departement_is_known_by_name_and_number_together() {
        let otherwise = |near: &str| Named::Otherwise { near: Some(near.to_owned()) };
        let contradiction = |near: &str| Named::Contradiction { near: near.to_owned() };
        for (st, expected) in [
            ("Bas-Rhin (67)", Named::Exactly),
            ("Côte-d'Or (21)", Named::Exactly),
            ("Haute-Corse (2B)", Named::Exactly),
            ("La Réunion (974)", Named::Exactly),
            ("Réunion (974)", otherwise("La Réunion (974)")),
            ("Meurthe et Moselle (54)", otherwise("Meurthe-et-Moselle (54)")),
            ("RHONE (69)", otherwise("Rhône (69)")),
            ("Alsace (67)", otherwise("Bas-Rhin (67)")),
            ("Nouvelle-Calédonie (988)", Named::Otherwise { near: None }),
            ("Bas-Rhin (76)", contradiction("Bas-Rhin (67)")),
        ] {
            assert_eq!(named(st), expected, "{st}");
        }
    }

    #[test]
    fn the_table_has_each_departement_once_and_in_order() {
        let names: std::collections::BTreeSet<_> = departements().map(|known| folded(known.1)).collect();
        assert_eq!((names.len(), TABLE.lines().count()), (101, 101));
        // Corsica's two stand where 20 once stood.
        let ranks: Vec<_> = departements().map(|known| known.0.replace("2A", "19A").replace("2B", "19B")).collect();
        assert!(ranks.windows(2).all(|pair| pair[0] < pair[1] || pair[1].len() > pair[0].len()), "{ranks:?}");
    }
}
