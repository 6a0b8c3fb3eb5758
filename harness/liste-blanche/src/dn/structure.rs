// SPDX-License-Identifier: EUPL-1.2

/// La Poste, whose establishments alone have SIRET numbers with a key of their own (INSEE).
const LA_POSTE: &str = "356000000";

/// `1` and a FINESS number or `3` and a SIRET number.
pub fn is_structure(ou: &str) -> bool {
    match ou.split_at_checked(1) {
        Some(("1", finess)) => finess.len() == 9 && is_identifier(finess),
        Some(("3", siret)) => siret.len() == 14 && is_identifier(siret),
        _ => false,
    }
}

/// A FINESS number (nine characters, a letter possible) or a SIRET number (fourteen digits).
pub fn is_identifier(identifier: &str) -> bool {
    let alphanumeric = |octet: u8| octet.is_ascii_digit() || octet.is_ascii_uppercase();
    match identifier.len() {
        9 => identifier.bytes().all(alphanumeric),
        14 => identifier.bytes().all(|octet| octet.is_ascii_digit()),
        _ => false,
    }
}

/// The check digit of FINESS and SIRET; identifiers with a letter, as in Corsica, are beyond it.
pub fn has_good_key(identifier: &str) -> bool {
    let digits: Option<Vec<u32>> = identifier.chars().rev().map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits else { return true };
    let doubled = |(rank, digit): (usize, &u32)| if rank % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { *digit };
    let luhn = digits.iter().enumerate().map(doubled).sum::<u32>().is_multiple_of(10);
    luhn || (identifier.starts_with(LA_POSTE) && digits.iter().sum::<u32>().is_multiple_of(5))
}

/// `Nom (NN)`, or three characters of number overseas.
pub fn is_departement(st: &str) -> bool {
    let Some((name, number)) = st.strip_suffix(')').and_then(|st| st.rsplit_once(" (")) else { return false };
    let number =
        (2..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit() || b == b'A' || b == b'B');
    number && name.trim() == name && !name.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mistyped_digit_is_found_and_la_poste_counts_its_own_way() {
        assert!(has_good_key("990000002") && !has_good_key("990000003"));
        assert!(has_good_key("33234567820002") && !has_good_key("33234567820012"));
        // Digits that add up to 25: a key for La Poste and for nobody else.
        assert!(has_good_key("35600000000425") && !has_good_key("35600000000426"));
        assert!(!has_good_key("36500000000425"));
        // Beyond the rule: a letter, as in Corsica.
        assert!(has_good_key("2A0000014"));
    }
}
