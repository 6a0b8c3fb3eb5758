// SPDX-License-Identifier: EUPL-1.2
//! Holds every deliberate fault of a fake DNS server, and which of them are set where.

mod exchanger;
mod garble;
mod set;
mod spoil;
#[cfg(test)]
mod tests;

use std::str::FromStr;
use std::time::Duration;

use crate::catalogue::catalogue;
use crate::error::DnsError;

pub(crate) use garble::Garble;
pub(crate) use set::Faults;
pub(crate) use spoil::{Asked, Reply};

/// Is the kind of server that a fault must be set on for the asker to meet it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The server that the asker speaks to: these faults concern the exchange, and a resolver in between hides them.
    Wire,
    /// Every authoritative server of the zone: these faults concern what the zone says, and pass a resolver.
    Zone,
    /// Every authoritative server of the zone; only an asker that walks the delegations itself meets these. Behind a
    /// resolver they show as SERVFAIL.
    Walk,
    /// The first name server of the zone, and no other.
    Primary,
    /// The other name servers of the zone.
    Secondary,
}

catalogue! {
    /// Is one deliberate fault, set on a name and everything below it.
    ///
    /// Each changes one thing. The faults of the mail exchanger change MX answers only, and only where an honest one
    /// exists. The diary names a fault only when it changed the reply.
    pub enum DnsFault {
        Servfail = "servfail", Wire,
            "The name server answers that it failed (SERVFAIL).",
            "Le serveur de noms répond qu'il est en échec (SERVFAIL).";
        Refused = "refused", Wire,
            "The name server refuses the question (REFUSED).",
            "Le serveur de noms refuse la question (REFUSED).";
        Formerr = "formerr", Wire,
            "The name server says that it cannot read the question (FORMERR).",
            "Le serveur de noms affirme ne pas savoir lire la question (FORMERR).";
        Notimp = "notimp", Wire,
            "The name server says that it does not know this kind of request (NOTIMP).",
            "Le serveur de noms affirme ne pas connaître ce genre de requête (NOTIMP).";
        Notauth = "notauth", Wire,
            "The name server says that it has no authority (NOTAUTH).",
            "Le serveur de noms affirme ne pas faire autorité (NOTAUTH).";
        Silence = "silence", Wire,
            "The name server never answers.",
            "Le serveur de noms ne répond jamais.";
        /// The parameter is how long; 300 milliseconds unless told, which is below the patience of usual resolvers.
        Delay(Duration = Duration::from_millis(300)) = "delay", Wire,
            "The name server answers late.",
            "Le serveur de noms répond en retard.";
        Truncated = "truncated", Wire,
            "The name server cuts its UDP answer short; the whole answer needs TCP.",
            "Le serveur de noms tronque sa réponse UDP ; la réponse entière demande TCP.";
        TruncatedEverywhere = "truncated-everywhere", Wire,
            "The name server cuts its answer short over UDP and over TCP too.",
            "Le serveur de noms tronque sa réponse en UDP et aussi en TCP.";
        WrongId = "wrong-id", Wire,
            "The answer carries another transaction id than the question.",
            "La réponse porte un autre identifiant de transaction que la question.";
        WrongQuestion = "wrong-question", Wire,
            "The answer repeats another question than the one asked.",
            "La réponse rappelle une autre question que celle posée.";
        WrongClass = "wrong-class", Wire,
            "The records of the answer are of class CH instead of IN.",
            "Les enregistrements de la réponse sont de classe CH au lieu de IN.";
        NotAResponse = "not-a-response", Wire,
            "The answer is marked as a question (QR is 0).",
            "La réponse est marquée comme une question (QR vaut 0).";
        CaseLost = "case-lost", Wire,
            "The answer repeats the question in lower case whatever its letters were.",
            "La réponse rappelle la question en minuscules quelle que fût sa casse.";
        ForeignAnswer = "foreign-answer", Wire,
            "The records of the answer belong to another name than the one asked for.",
            "Les enregistrements de la réponse appartiennent à un autre nom que celui demandé.";
        Poison = "poison", Wire,
            "The answer brings along the address of a host that nobody asked for.",
            "La réponse apporte l'adresse d'un hôte que personne n'a demandée.";
        Malformed = "malformed", Wire,
            "The answer stops in the middle of a record.",
            "La réponse s'arrête au milieu d'un enregistrement.";
        CountTooHigh = "count-too-high", Wire,
            "The header of the answer announces one record more than there are.",
            "L'en-tête de la réponse annonce un enregistrement de plus qu'il n'y en a.";
        TrailingOctets = "trailing-octets", Wire,
            "Octets that mean nothing follow the end of the answer.",
            "Des octets sans signification suivent la fin de la réponse.";
        CompressionLoop = "compression-loop", Wire,
            "A compressed name in the answer points to itself.",
            "Un nom compressé de la réponse renvoie à lui-même.";
        EdnsRefused = "edns-refused", Wire,
            "The name server answers FORMERR to every question that uses EDNS.",
            "Le serveur de noms répond FORMERR à toute question qui emploie EDNS.";
        EdnsBadvers = "edns-badvers", Wire,
            "The name server says that it does not know this version of EDNS (BADVERS).",
            "Le serveur de noms affirme ne pas connaître cette version d'EDNS (BADVERS).";
        Nxdomain = "nxdomain", Zone,
            "The name server says that the domain does not exist (NXDOMAIN).",
            "Le serveur de noms affirme que le domaine n'existe pas (NXDOMAIN).";
        NullMx = "null-mx", Zone,
            "The domain declares that it takes no mail (null MX).",
            "Le domaine déclare ne recevoir aucun courrier (MX nul).";
        NoMx = "no-mx", Zone,
            "The domain exists without any MX record.",
            "Le domaine existe mais n'a aucun enregistrement MX.";
        /// The parameter is the host named.
        WrongMx(String = String::new()) = "wrong-mx", Zone,
            "The MX record names a host that is not the domain's mail server.",
            "L'enregistrement MX désigne un hôte qui n'est pas le serveur de messagerie du domaine.";
        /// The parameter is the host named.
        MxNotCn(String = String::new()) = "mx-not-cn", Zone,
            "The MX record names the mail server by another name than the CN of its certificate.",
            "L'enregistrement MX désigne le serveur de messagerie sous un autre nom que le CN de son certificat.";
        MxToCname = "mx-to-cname", Zone,
            "The MX record names an alias (CNAME) of the mail server.",
            "L'enregistrement MX désigne un alias (CNAME) du serveur de messagerie.";
        DanglingMx = "dangling-mx", Zone,
            "The MX record names a host that does not exist.",
            "L'enregistrement MX désigne un hôte qui n'existe pas.";
        MxWithoutAddress = "mx-without-address", Zone,
            "The MX record names a host that exists without any address.",
            "L'enregistrement MX désigne un hôte qui existe mais n'a aucune adresse.";
        MxIpv6Only = "mx-ipv6-only", Zone,
            "The MX record names a host that has an IPv6 address only.",
            "L'enregistrement MX désigne un hôte qui n'a qu'une adresse IPv6.";
        MxIsAddress = "mx-is-address", Zone,
            "The MX record holds an IPv4 address written as if it were a host name.",
            "L'enregistrement MX contient une adresse IPv4 écrite comme un nom d'hôte.";
        DuplicatedMx = "duplicated-mx", Zone,
            "The answer gives each MX record twice.",
            "La réponse donne deux fois chaque enregistrement MX.";
        Oversized = "oversized", Zone,
            "The domain has so many MX records that no datagram holds them.",
            "Le domaine a tant d'enregistrements MX qu'aucun datagramme ne les contient.";
        CnameAtDomain = "cname-at-domain", Zone,
            "The domain itself is an alias (CNAME) of a name that has the MX record.",
            "Le domaine est lui-même un alias (CNAME) d'un nom qui porte l'enregistrement MX.";
        CnameLoop = "cname-loop", Zone,
            "The domain is an alias (CNAME) that leads back to itself.",
            "Le domaine est un alias (CNAME) qui ramène à lui-même.";
        ZeroTtl = "zero-ttl", Zone,
            "Every record of the answer forbids to be cached (TTL 0).",
            "Chaque enregistrement de la réponse interdit sa mise en cache (TTL 0).";
        UpwardReferral = "upward-referral", Walk,
            "The name server sends the asker back to the root instead of answering.",
            "Le serveur de noms renvoie vers la racine au lieu de répondre.";
        LameDelegation = "lame-delegation", Walk,
            "The name server that the zone was delegated to knows nothing of it and claims no authority.",
            "Le serveur de noms à qui la zone est déléguée n'en sait rien et ne prétend pas faire autorité.";
        SecondaryOnly = "secondary-only", Primary,
            "The primary name server never answers; the secondary does.",
            "Le serveur de noms primaire ne répond jamais ; le secondaire répond.";
        SecondaryDisagrees = "secondary-disagrees", Secondary,
            "The secondary name server gives another MX record than the primary.",
            "Le serveur de noms secondaire donne un autre enregistrement MX que le primaire.";
    }
}

impl FromStr for DnsFault {
    type Err = DnsError;

    /// Reads `servfail`, or with a parameter `delay:2500` (milliseconds) or `wrong-mx:mx.elsewhere.test`.
    fn from_str(text: &str) -> Result<Self, DnsError> {
        let unknown = |expected| DnsError::Fault { text: text.to_owned(), expected };
        let (id, parameter) = text.split_once(':').map_or((text, None), |(id, parameter)| (id, Some(parameter)));
        let found = Self::ALL.iter().find(|fault| fault.id() == id);
        match (found.ok_or_else(|| unknown("the id of a fault"))?, parameter) {
            (Self::Delay(_), Some(wait)) => {
                let wait = wait.parse().map_err(|_| unknown("a number of milliseconds, as in `delay:2500`"))?;
                Ok(Self::Delay(Duration::from_millis(wait)))
            }
            (Self::WrongMx(_), Some(host)) => Ok(Self::WrongMx(host.to_owned())),
            (Self::MxNotCn(_), Some(host)) => Ok(Self::MxNotCn(host.to_owned())),
            (Self::WrongMx(_) | Self::MxNotCn(_), None) => Err(unknown("a host, as in `wrong-mx:mx.elsewhere.test`")),
            (fault, None) => Ok(fault.clone()),
            (_, Some(_)) => Err(unknown("no parameter behind this fault")),
        }
    }
}
