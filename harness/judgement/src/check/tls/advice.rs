// SPDX-License-Identifier: EUPL-1.2
//! What usually lies behind a certificate badly shown, and what to do about it.

use crate::check::advice::{Advice, Phrase};

pub const CLIENT_CERTIFICATE_SHOWN: Advice = Advice {
    cause: Phrase {
        fr: "« Aucun certificat » : aucun certificat client n’est configuré en sortie. « Chaîne refusée » : \
            l’intermédiaire n’est pas envoyé, ou le certificat n’est pas celui émis pour l’essai. « DN présenté » : \
            ce n’est pas le certificat du DN déclaré.",
        en: "“No certificate”: no client certificate is configured for sending. “Chain refused”: the intermediate is \
            not sent, or the certificate is not the one issued for the run. “DN shown”: it is not the certificate of \
            the declared DN.",
    },
    fix: Phrase {
        fr: "Configurer en sortie le certificat d’essai avec sa clé et son intermédiaire, et déclarer dans \
            `connector.yaml` le DN et le MX qu’il porte.",
        en: "Configure for sending the run's certificate with its key and its intermediate, and declare in \
            `connector.yaml` the DN and the MX that it bears.",
    },
    by_fault: &[],
};

pub const SERVER_CERTIFICATE_AS_DECLARED: Advice = Advice {
    cause: Phrase {
        fr: "« Chaîne refusée » : l’intermédiaire n’est pas envoyé, ou le certificat n’est pas celui émis pour \
            l’essai. « DN présenté » ou « CN » : le certificat et la déclaration ne disent pas le même nom.",
        en: "“Chain refused”: the intermediate is not sent, or the certificate is not the one issued for the run. \
            “DN shown” or “CN”: the certificate and the declaration do not say the same name.",
    },
    fix: Phrase {
        fr: "Configurer en réception le certificat d’essai avec sa clé et son intermédiaire ; aligner le MX déclaré \
            sur le CN du certificat.",
        en: "Configure for reception the run's certificate with its key and its intermediate; make the declared MX \
            equal to the certificate's CN.",
    },
    by_fault: &[],
};
