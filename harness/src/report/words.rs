// SPDX-License-Identifier: EUPL-1.2
//! Sentences about what the harness itself did or waited for.

use judgement::fact::{Effect, Exchange, Recorded, Window};
use reports::text::Text;
use reports::{both, text};

/// The sentence for a detail of a fact; that of an earlier version stands as it was recorded.
pub fn recorded<T>(detail: &Recorded<T>, sentence: impl Fn(&T) -> Text) -> Text {
    match detail {
        Recorded::Fact(fact) => sentence(fact),
        Recorded::Sentence(said) => said.text(),
    }
}

/// How a fault took effect.
pub fn effect(effect: &Effect) -> Text {
    match effect {
        Effect::ServerCertificateShown => {
            Text::new("le certificat du serveur a été montré", "the server certificate was shown")
        }
        Effect::ClientCertificateShown => Text::new(
            "le certificat a été demandé, voici celui qui est montré",
            "the certificate was asked for and this is what is shown",
        ),
        Effect::CertificateShownTo { asker } => text!("montré à {asker}", "shown to {asker}"),
        Effect::RequestAnswered { path } => text!("en réponse à {path}", "in answer to {path}"),
        Effect::QuestionAnswered { kind, name, server } => {
            text!("{kind} {name}, réponse de {server}", "{kind} {name} answered by {server}")
        }
        Effect::StarttlsNotOffered => Text::new("réponse à EHLO sans STARTTLS", "EHLO was answered without STARTTLS"),
        Effect::Refused { code, stage } => both!("{code} à {}", "{code} to {}", stage.said()),
        Effect::RepliesInjected => Text::new("réponses en clair derrière 220", "replies in clear behind 220"),
        Effect::AlertSent => {
            Text::new("une alerte TLS au lieu d’un ServerHello", "a TLS alert instead of a ServerHello")
        }
        Effect::MailFromInClear => Text::new("MAIL FROM est dit en clair", "MAIL FROM is said in clear"),
        Effect::CommandInjected => {
            Text::new("STARTTLS et NOOP partent dans un paquet", "STARTTLS and NOOP leave in one packet")
        }
    }
}

/// A declared window.
pub fn window(window: Window) -> Text {
    match window {
        Window::Delivery => Text::new("remise à l’intérieur", "delivery inside"),
        Window::Outcome => Text::new("issue", "outcome"),
        Window::AutomaticReply => Text::new("réponse automatique", "automatic reply"),
        Window::Watch => Text::new("guet après la fin", "watch after the end"),
    }
}

/// How an exchange of the probe ended.
pub fn exchange(exchange: &Exchange) -> Text {
    match exchange {
        Exchange::NotPlayed => Text::new("la sonde n’a pas pu être jouée", "the probe could not be played"),
        Exchange::Accepted => Text::new("message accepté", "message accepted"),
        Exchange::Refused { code, stage, text } => both!("{code} à {} : {text}", "{code} at {}: {text}", stage.said()),
        Exchange::Ended { stage, ending } => both!("{} à {}", "{} at {}", ending.said(), stage.said()),
        Exchange::Unfinished => Text::new("session sans fin observée", "session without an observed end"),
        Exchange::HandedOver => Text::new("message remis à la sonde", "message handed to the probe"),
        Exchange::VisitedOnly => Text::new("visitée, sans remise", "visited, without a delivery"),
        Exchange::NotVisited { asked: true } => Text::new(
            "le DNS de l’essai a été interrogé, la sonde jamais visitée",
            "the run's DNS was asked, the probe never visited",
        ),
        Exchange::NotVisited { asked: false } => Text::new(
            "message accepté, aucune question au DNS de l’essai, la sonde jamais visitée",
            "message accepted, no question at the run's DNS, the probe never visited",
        ),
    }
}
