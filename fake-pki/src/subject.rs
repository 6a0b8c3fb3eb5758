// SPDX-License-Identifier: EUPL-1.2
use std::fmt;

use rcgen::{DistinguishedName, DnType, DnValue};

use crate::PkiError;

/// The subject of an operator's certificate: MX host, structure, name, département, country.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Subject {
    /// The host name of the mail server.
    pub cn: String,
    /// The identifier of the structure: `1` and its FINESS, or `3` and its SIRET.
    pub ou: String,
    /// The name of the structure, in capitals without accents.
    pub o: String,
    /// The département and its number, as `Paris (75)`.
    pub st: String,
    /// The country, `FR` in regular certificates.
    pub c: String,
}

impl Subject {
    /// An operator in Paris; change the public fields for anything else.
    pub fn operateur(cn: &str, ou: &str, o: &str) -> Subject {
        Subject { cn: cn.into(), ou: ou.into(), o: o.into(), st: "Paris (75)".into(), c: "FR".into() }
    }

    /// An operator of no scenario, for the deviations that need another one.
    pub(crate) fn another_operator() -> Subject {
        Subject::operateur("autre-operateur.test", "1990008880", "AUTRE OPERATEUR EXEMPLE")
    }

    /// The DN as the liste blanche writes it: `CN=…,OU=…,O=…,ST=…,C=FR`, the reverse of the encoded order.
    ///
    /// Values that a comma or blanks would make ambiguous stand between double quotes; nothing else is escaped.
    pub fn liste_blanche_dn(&self) -> String {
        let value = |text: &str| {
            let ambiguous = text.contains([',', '+', ';', '"']) || text.contains("  ") || text.trim() != text;
            if ambiguous { format!("\"{}\"", text.replace('"', "\\\"")) } else { text.to_owned() }
        };
        let (cn, ou, o) = (value(&self.cn), value(&self.ou), value(&self.o));
        format!("CN={cn},OU={ou},O={o},ST={},C={}", value(&self.st), value(&self.c))
    }

    /// The name to encode, in the order and with the string types of IGC Santé.
    pub(crate) fn to_name(&self) -> Result<DistinguishedName, PkiError> {
        let mut name = DistinguishedName::new();
        name.push(DnType::CountryName, country(&self.c)?);
        name.push(DnType::StateOrProvinceName, DnValue::Utf8String(self.st.clone()));
        name.push(DnType::OrganizationName, DnValue::Utf8String(self.o.clone()));
        name.push(DnType::OrganizationalUnitName, DnValue::Utf8String(self.ou.clone()));
        name.push(DnType::CommonName, DnValue::Utf8String(self.cn.clone()));
        Ok(name)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.liste_blanche_dn())
    }
}

/// A country as PrintableString, the one attribute that is not UTF8String.
pub(crate) fn country(code: &str) -> Result<DnValue, PkiError> {
    let refused = |_| PkiError::Name { field: "C", value: code.to_owned() };
    code.try_into().map(DnValue::PrintableString).map_err(refused)
}

#[cfg(test)]
mod tests {
    use super::Subject;

    #[test]
    fn liste_blanche_dn_is_the_reverse_of_the_encoded_order() {
        let subject = Subject::operateur("mss1.clinique.test", "1990000001", "CLINIQUE EXEMPLE");
        assert_eq!(
            subject.liste_blanche_dn(),
            "CN=mss1.clinique.test,OU=1990000001,O=CLINIQUE EXEMPLE,ST=Paris (75),C=FR"
        );
    }

    #[test]
    fn ambiguous_values_stand_between_quotes() {
        let subject = Subject::operateur("a.test", "1", "LE BON, LA BRUTE");
        assert!(subject.liste_blanche_dn().contains("O=\"LE BON, LA BRUTE\","));
    }
}
