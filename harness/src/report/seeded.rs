// SPDX-License-Identifier: EUPL-1.2
//! The kill table: each deliberate bug of the reference connector with the scenarios that are seen to catch it.
//!
//! The test suite proves every row by running the bug (`harness/tests/runs/mutants.rs`); the report prints the rows, so that
//! its reader knows what a green line is worth.

mod answers;
mod custody;
mod lists;
mod notices;

use reference_connector::Mutation;
use reports::model::{self, glob};
use reports::text::Text;
use std::sync::LazyLock;

/// One bug and what it does to a run. Scenarios are named by id, or by a glob of ids.
#[derive(Debug, Clone, Copy)]
pub struct Seeded {
    pub mutation: Mutation,
    /// The sentence of the mutation in French; it has its own in English.
    fr: &'static str,
    /// Each of these must name a scenario that fails.
    pub caught_by: &'static [&'static str],
    /// Others that may be anything but green.
    pub may_redden: &'static [&'static str],
}

const fn row(
    mutation: Mutation,
    fr: &'static str,
    caught_by: &'static [&'static str],
    may_redden: &'static [&'static str],
) -> Seeded {
    Seeded { mutation, fr, caught_by, may_redden }
}

/// Every bug that breaks a rule; benign ones have nothing to be caught at.
pub static SEEDED: LazyLock<Vec<Seeded>> =
    LazyLock::new(|| [ROWS, custody::ROWS, notices::ROWS, answers::ROWS, lists::ROWS].concat());

/// The rows of the channel, certificates, admission, the liste blanche and what happens to messages.
const ROWS: &[Seeded] = &[
    // Outbound: the channel and the peer's certificate.
    row(
        Mutation::SendsInClearWithoutStarttls,
        "Remet le courrier en clair à un pair qui n’annonce pas STARTTLS.",
        &["outbound/session/*/no-starttls", "invariant/no-mail-before-tls", "invariant/no-message-in-clear"],
        &["outbound/session/*"],
    ),
    row(
        Mutation::TrustsAnyAuthorityOutbound,
        "Admet un serveur dont le certificat vient de n’importe quelle autorité.",
        &[
            "outbound/certificate/*/self-signed",
            "outbound/certificate/*/foreign-root",
            "outbound/certificate/*/foreign-authority",
            "outbound/certificate/*/same-issuer-other-key",
            "outbound/certificate/*/other-environment",
        ],
        &["outbound/certificate/*/leaf-as-ca", "outbound/certificate/*/signature-corrupted"],
    ),
    row(
        Mutation::AcceptsExpiredPeer,
        "Admet un serveur dont le certificat a expiré ou n’est pas encore valide.",
        &["outbound/certificate/*/expired", "outbound/certificate/*/not-yet-valid"],
        &[],
    ),
    row(
        Mutation::IgnoresRevocationOutbound,
        "Admet un serveur dont le certificat est révoqué.",
        &["outbound/certificate/*revoked"],
        &[],
    ),
    row(
        Mutation::IgnoresMxName,
        "Admet un serveur dont le certificat porte un autre nom que son MX.",
        &["outbound/certificate/*/cn-not-mx", "outbound/dns/mx-not-cn/*"],
        &["outbound/certificate/*/san-not-cn", "outbound/dns/*"],
    ),
    row(
        Mutation::IgnoresListedDnOutbound,
        "Admet un serveur dont le DN n’est pas celui que la liste inscrit pour le domaine.",
        &[
            "outbound/certificate/*/same-cn-other-dn",
            "outbound/certificate/*/ou-other",
            "outbound/certificate/*/o-other",
            "outbound/certificate/*/other-dn",
        ],
        &[],
    ),
    row(
        Mutation::ComparesCnOnlyOutbound,
        "Ne compare que le CN d’un serveur au DN inscrit.",
        &[
            "outbound/certificate/*/same-cn-other-dn",
            "outbound/certificate/*/ou-other",
            "outbound/certificate/*/o-other",
        ],
        &[],
    ),
    row(
        Mutation::KeepsOneDnPerDomain,
        "Ne garde que le premier DN inscrit pour un domaine, dans les deux sens.",
        &["inbound/*/two-dns", "outbound/*/two-dns"],
        &[],
    ),
    row(
        Mutation::SendsToUnlistedDomain,
        "Écrit à un domaine qui n’est pas dans la liste.",
        &["outbound/liste-blanche/*"],
        &["liste-blanche/*"],
    ),
    row(
        Mutation::PresentsNoClientCertificate,
        "Ne présente pas de certificat client au pair.",
        &["outbound/exchange/valid"],
        &["outbound/*", "liste-blanche/withdrawn-recipient"],
    ),
    row(
        Mutation::SendsNoNotice,
        "N’avertit personne d’un message non remis.",
        &["outbound/certificate/*", "outbound/session/*", "outbound/exchange/*"],
        &["outbound/*"],
    ),
    row(Mutation::IgnoresSecondMx, "N’essaie que le MX préféré d’un domaine.", &["outbound/exchange/*first-down"], &[]),
    row(
        Mutation::KeepsAnswersFromBeforeTls,
        "Prend pour des réponses dans TLS ce qu’un pair a envoyé en clair derrière son 220 à STARTTLS.",
        &["outbound/session/injection/*"],
        &[],
    ),
    row(
        Mutation::GivesUpWhenDeferred,
        "Abandonne un message au premier refus temporaire.",
        &["outbound/exchange/deferred"],
        &[],
    ),
    row(
        Mutation::RetriesRefusedMessages,
        "Représente un message refusé définitivement.",
        &["outbound/exchange/refused/not-retried"],
        &[],
    ),
    row(
        Mutation::PrefersLastMx,
        "Essaie les MX d’un domaine dans l’ordre inverse de leur préférence.",
        &["outbound/exchange/mx-order"],
        &["outbound/exchange/mx-first-down"],
    ),
    row(
        Mutation::SendsMalformedNotices,
        "Omet Action et Status dans ses avis de non-remise.",
        &["outbound/exchange/refused/notice-form"],
        &[],
    ),
    // Inbound: the channel and the client's certificate.
    row(
        Mutation::AcceptsMailInClear,
        "Accepte le courrier d’un pair avant STARTTLS.",
        &["inbound/session/*in-clear"],
        &[],
    ),
    row(
        Mutation::ClientCertificateOptional,
        "Accepte le courrier d’un pair sans certificat, quel que soit son domaine.",
        &["inbound/certificate/*no-certificate"],
        &[],
    ),
    row(
        Mutation::TrustsAnyAuthorityInbound,
        "Admet un client dont le certificat vient de n’importe quelle autorité.",
        &[
            "inbound/certificate/*/self-signed",
            "inbound/certificate/*/foreign-root",
            "inbound/certificate/*/foreign-authority",
            "inbound/certificate/*/same-issuer-other-key",
            "inbound/certificate/*/other-environment",
        ],
        &["inbound/certificate/*/leaf-as-ca", "inbound/certificate/*/signature-corrupted"],
    ),
    row(
        Mutation::AcceptsExpiredClient,
        "Admet un client dont le certificat a expiré ou n’est pas encore valide.",
        &["inbound/certificate/*/expired", "inbound/certificate/*/not-yet-valid"],
        &[],
    ),
    row(
        Mutation::IgnoresRevocationInbound,
        "Admet un client dont le certificat est révoqué.",
        &["inbound/certificate/*revoked"],
        &[],
    ),
    row(
        Mutation::IgnoresSenderBinding,
        "Admet un domaine émetteur inscrit sans comparer son DN inscrit au certificat.",
        &["inbound/liste-blanche/*"],
        &["inbound/certificate/*"],
    ),
    row(
        Mutation::ComparesCnOnlyInbound,
        "Ne compare que le CN d’un client au DN inscrit.",
        &["inbound/certificate/*/same-cn-other-dn", "inbound/certificate/*/ou-other", "inbound/certificate/*/o-other"],
        &[],
    ),
    row(
        Mutation::AcceptsUnlistedSender,
        "Admet un domaine émetteur non inscrit de tout pair dont le DN figure quelque part dans la liste.",
        &["inbound/liste-blanche/*"],
        &["liste-blanche/*"],
    ),
    row(
        Mutation::MatchesSubdomains,
        "Tient pour inscrits les sous-domaines d’un domaine inscrit, dans les deux sens.",
        &["inbound/liste-blanche/*", "outbound/liste-blanche/*"],
        &[],
    ),
    row(
        Mutation::RefusesNullSender,
        "Refuse le chemin de retour vide des avis de non-remise.",
        &["inbound/exchange/*null*"],
        &["inbound/*"],
    ),
    row(
        Mutation::RunsCommandsBehindStarttls,
        "Exécute des commandes glissées en clair derrière STARTTLS.",
        &["inbound/session/*"],
        &[],
    ),
    row(
        Mutation::OffersStarttlsInsideTls,
        "Annonce encore STARTTLS dans TLS.",
        &["inbound/exchange/valid"],
        &["inbound/*", "liste-blanche/withdrawn-sender"],
    ),
    row(
        Mutation::AcceptsUnknownRecipients,
        "Accepte, puis perd, le courrier de boîtes qui n’existent pas.",
        &["inbound/recipient/unknown", "inbound/recipient/unknown-answered-for", "invariant/nothing-vanishes"],
        &["inbound/recipient/*"],
    ),
    row(
        Mutation::PresentsLeafOnly,
        "Présente son certificat sans l’intermédiaire, dans les deux sens.",
        &["inbound/exchange/valid", "outbound/exchange/valid"],
        &["*"],
    ),
    row(
        Mutation::IsAnOpenRelay,
        "Accepte et relaie le courrier de domaines qui ne sont pas les siens.",
        &["inbound/recipient/*"],
        &[],
    ),
    // The liste blanche.
    row(
        Mutation::IgnoresListSignature,
        "Admet une liste blanche dont la signature est fausse.",
        &["liste-blanche/*/bad-signature", "liste-blanche/*/unsigned"],
        &["liste-blanche/*"],
    ),
    row(
        Mutation::AcceptsOlderList,
        "Admet une liste blanche plus ancienne que celle en vigueur.",
        &["liste-blanche/*/rolled-back"],
        &[],
    ),
    row(
        Mutation::NeverRefreshesList,
        "Garde pour toujours la première liste blanche admise.",
        &["liste-blanche/*"],
        &["liste-blanche/*"],
    ),
    row(
        Mutation::BadListEmptiesList,
        "Oublie la liste blanche en vigueur quand une mauvaise est publiée.",
        &["liste-blanche/*"],
        &["liste-blanche/*"],
    ),
    row(
        Mutation::OutageEmptiesList,
        "Vide sa liste quand le point de publication fait défaut.",
        &["liste-blanche/unreachable/*"],
        &[],
    ),
    row(
        Mutation::AsksForWholeList,
        "Redemande toute la liste à chaque fois, quoi qu’il détienne.",
        &["liste-blanche/polite"],
        &[],
    ),
    row(
        Mutation::OpensSpareConnection,
        "Ouvre une seconde connexion au point de publication à côté de la première.",
        &["liste-blanche/polite"],
        &[],
    ),
    // Messages.
    row(
        Mutation::StripsMssHeaders,
        "Retire les champs X-MSS des messages qu’il relaie.",
        &["inbound/exchange/*/mss-headers", "outbound/exchange/*/mss-headers"],
        &[],
    ),
    row(
        Mutation::ReencodesText,
        "Remplace chaque octet non ASCII des messages par un point d’interrogation.",
        &["inbound/exchange/*/eight-bit", "outbound/exchange/*/eight-bit"],
        &[],
    ),
    row(
        Mutation::DropsAttachments,
        "Retire la dernière partie MIME des messages qu’il relaie.",
        &["inbound/exchange/*/attachments", "outbound/exchange/*/attachments"],
        &["*/alternative"],
    ),
    row(
        Mutation::RewritesMessageId,
        "Donne aux messages qu’il relaie un Message-ID de son cru.",
        &["inbound/exchange/*", "outbound/exchange/*"],
        &["inbound/exchange/*", "outbound/exchange/*", "inbound/automatic-reply/*"],
    ),
    // Automatic replies.
    row(
        Mutation::AnswersNullSender,
        "Répond automatiquement à un message dont le chemin de retour est vide.",
        &["inbound/automatic-reply/*null*"],
        &["inbound/automatic-reply/*", "invariant/custody"],
    ),
    row(
        Mutation::AnswersAutomaticMessages,
        "Répond automatiquement à un message lui-même automatique.",
        &["inbound/automatic-reply/*automatic*"],
        &[],
    ),
    row(
        Mutation::NeverAnswers,
        "Ne répond jamais depuis la boîte de réponse automatique.",
        &["inbound/automatic-reply/*"],
        &["inbound/automatic-reply/*"],
    ),
];

/// The rows that the scenarios of a run stand for.
pub(super) fn caught(scenarios: &[model::Scenario]) -> Vec<model::SeededFault> {
    let ran = |pattern: &&str| scenarios.iter().any(|s| s.not_applicable.is_none() && glob(pattern, &s.id));
    let fault = |seeded: &Seeded| model::SeededFault {
        id: seeded.mutation.id().to_owned(),
        sentence: Text::new(seeded.fr, seeded.mutation.sentence()),
        caught_by: seeded.caught_by.iter().copied().filter(ran).map(str::to_owned).collect(),
    };
    SEEDED.iter().map(fault).filter(|fault| !fault.caught_by.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_every_mutation_that_breaks_a_rule_once() {
        for mutation in Mutation::ALL {
            let rows = SEEDED.iter().filter(|row| row.mutation == *mutation).count();
            assert_eq!(rows, usize::from(!mutation.benign()), "{}", mutation.id());
        }
    }
}
