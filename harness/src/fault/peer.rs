// SPDX-License-Identifier: EUPL-1.2
use super::catalogue::catalogue;

catalogue! {
    /// What one peer does wrong in SMTP or TLS.
    PeerFault {
        NoStarttls = "no-starttls",
            "The peer does not offer STARTTLS.",
            "Le pair n’annonce pas STARTTLS.";
        StarttlsRefused = "starttls-refused",
            "The peer offers STARTTLS, then refuses it (454).",
            "Le pair annonce STARTTLS puis le refuse (454).";
        HandshakeFails = "handshake-fails",
            "The peer accepts STARTTLS, then breaks the handshake with a TLS alert.",
            "Le pair accepte STARTTLS puis interrompt la poignée de main par une alerte TLS.";
        AnswersInjected = "answers-injected",
            "The peer slips replies in clear behind its 220 to STARTTLS.",
            "Le pair glisse des réponses en clair derrière son 220 à STARTTLS.";
        DefersOnce = "defers-once",
            "The peer defers the first attempt (451) and accepts the next.",
            "Le pair diffère le premier essai (451), accepte le suivant.";
        RefusesRecipient = "refuses-recipient",
            "The peer refuses the recipient for good (550).",
            "Le pair refuse définitivement le destinataire (550).";
        SendsInClear = "sends-in-clear",
            "The peer sends its message without STARTTLS.",
            "Le pair envoie son message sans STARTTLS.";
        ShowsNoCertificate = "shows-no-certificate",
            "The peer shows no client certificate.",
            "Le pair ne présente aucun certificat client.";
        PipelinesBehindStarttls = "pipelines-behind-starttls",
            "The peer slips a command in clear behind STARTTLS, in the same packet.",
            "Le pair glisse une commande en clair derrière STARTTLS, dans le même paquet.";
    }
}
