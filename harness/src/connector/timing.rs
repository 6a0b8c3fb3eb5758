// SPDX-License-Identifier: EUPL-1.2
//! Observation windows: numbers that no public text gives, each with a default and its reason.

use schemars::JsonSchema;
use serde::Deserialize;
use std::time::Duration;

/// How long the harness waits for what a connector does in its own time. Milliseconds in the file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Timing {
    /// One step of an SMTP session: greeting, reply, handshake.
    pub step_ms: u64,
    /// From acceptance by the connector to the inner mailbox.
    pub delivery_ms: u64,
    /// From submission to the end: taken by the peer, or the non-delivery notice. Longer than the connector's retries.
    pub outcome_ms: u64,
    /// From acceptance to the automatic reply at the peer.
    pub automatic_reply_ms: u64,
    /// After a refusal, how long the inner server and the peers are watched for the refused message.
    pub watch_ms: u64,
    /// Between two attempts of a peer that was told to come back later.
    pub retry_ms: u64,
    /// From publication of a new liste blanche to its effect.
    pub list_ms: u64,
    /// From start to ready.
    pub ready_ms: u64,
}

impl Default for Timing {
    fn default() -> Timing {
        Timing {
            step_ms: 10_000,
            delivery_ms: 10_000,
            outcome_ms: 30_000,
            automatic_reply_ms: 15_000,
            watch_ms: 10_000,
            retry_ms: 1_000,
            list_ms: 60_000,
            ready_ms: 30_000,
        }
    }
}

/// One window as the report shows it.
pub struct ParameterDoc {
    pub id: &'static str,
    pub value_ms: u64,
    pub default_ms: u64,
    pub fr: &'static str,
    pub en: &'static str,
}

impl Timing {
    pub fn step(&self) -> Duration {
        Duration::from_millis(self.step_ms)
    }

    pub fn delivery(&self) -> Duration {
        Duration::from_millis(self.delivery_ms)
    }

    pub fn outcome(&self) -> Duration {
        Duration::from_millis(self.outcome_ms)
    }

    pub fn automatic_reply(&self) -> Duration {
        Duration::from_millis(self.automatic_reply_ms)
    }

    pub fn watch(&self) -> Duration {
        Duration::from_millis(self.watch_ms)
    }

    pub fn retry(&self) -> Duration {
        Duration::from_millis(self.retry_ms)
    }

    pub fn list(&self) -> Duration {
        Duration::from_millis(self.list_ms)
    }

    pub fn ready(&self) -> Duration {
        Duration::from_millis(self.ready_ms)
    }

    pub fn parameters(&self) -> [ParameterDoc; 8] {
        let default = Timing::default();
        let doc = |id, value_ms, default_ms, fr, en| ParameterDoc { id, value_ms, default_ms, fr, en };
        [
            doc(
                "step-ms",
                self.step_ms,
                default.step_ms,
                "Le RFC 5321 §4.5.3.2 admet des minutes ; sur un réseau local, dix secondes de silence sont une panne.",
                "RFC 5321 §4.5.3.2 allows minutes; on a local network ten seconds of silence are a breakdown.",
            ),
            doc(
                "delivery-ms",
                self.delivery_ms,
                default.delivery_ms,
                "Aucun texte public ne fixe ce délai ; la remise interne est immédiate dans les produits mesurés.",
                "No public text sets this time; inner delivery is immediate in the products measured.",
            ),
            doc(
                "outcome-ms",
                self.outcome_ms,
                default.outcome_ms,
                "Doit dépasser la période de reprise déclarée, sans quoi un refus ne se distingue pas d’une attente.",
                "Must exceed the declared retry period, or a refusal cannot be told from a wait.",
            ),
            doc(
                "automatic-reply-ms",
                self.automatic_reply_ms,
                default.automatic_reply_ms,
                "Le guide exige la boîte de réponse automatique sans en fixer le délai.",
                "The guide demands the automatic-reply mailbox without setting its delay.",
            ),
            doc(
                "watch-ms",
                self.watch_ms,
                default.watch_ms,
                "Un message refusé qui entre quand même le fait après le refus : le regard s’attarde autant qu’une remise.",
                "A refused message that comes in all the same does so after the refusal: the watch lasts as long as a delivery.",
            ),
            doc(
                "retry-ms",
                self.retry_ms,
                default.retry_ms,
                "Le RFC 5321 §4.5.4.1 conseille trente minutes ; un essai ne peut les attendre, et trois tentatives suffisent.",
                "RFC 5321 §4.5.4.1 advises thirty minutes; a test cannot wait for them, and three attempts are enough.",
            ),
            doc(
                "list-ms",
                self.list_ms,
                default.list_ms,
                "La période de relève de la liste blanche n’a été vue dans aucun texte public.",
                "The refresh period of the liste blanche was not seen in any public text.",
            ),
            doc(
                "ready-ms",
                self.ready_ms,
                default.ready_ms,
                "Temps de démarrage d’un serveur de messagerie courant, avec une large marge.",
                "Start-up time of a common mail server, with ample margin.",
            ),
        ]
    }
}
