// SPDX-License-Identifier: EUPL-1.2

/// `1` and a FINESS number (nine characters, a letter possible) or `3` and a SIRET number (fourteen digits).
pub fn is_structure(ou: &str) -> bool {
    let alphanumeric = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    match ou.split_at_checked(1) {
        Some(("1", finess)) => finess.len() == 9 && alphanumeric(finess),
        Some(("3", siret)) => siret.len() == 14 && siret.bytes().all(|b| b.is_ascii_digit()),
        _ => false,
    }
}

/// The check digit of FINESS and SIRET; identifiers with a letter, as in Corsica, are beyond it.
pub fn has_good_key(identifier: &str) -> bool {
    let digits: Option<Vec<u32>> = identifier.chars().rev().map(|c| c.to_digit(10)).collect();
    let doubled = |(rank, digit): (usize, u32)| if rank % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { digit };
    digits.is_none_or(|digits| digits.into_iter().enumerate().map(doubled).sum::<u32>() % 10 == 0)
}

/// `Nom (NN)`, or three characters of number overseas.
pub fn is_departement(st: &str) -> bool {
    let Some((name, number)) = st.strip_suffix(')').and_then(|st| st.rsplit_once(" (")) else { return false };
    let number =
        (2..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit() || b == b'A' || b == b'B');
    number && name.trim() == name && !name.is_empty()
}
