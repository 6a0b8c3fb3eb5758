// SPDX-License-Identifier: EUPL-1.2
//! The visits of an identification as questions and replies.

use super::Visit;
use super::words::{InstanceNames, stable};
use crate::evidence::Evidence;
use crate::fact::{Certificate, Ending, Fact, Party, Stage, Tls};

/// One command of ours, and the lines that came back before the next.
struct Exchange {
    clear: bool,
    /// The verb in capitals; empty for the greeting.
    verb: String,
    /// Lines of the reply with their code; empty when it never came.
    reply: Vec<String>,
}

/// One visit.
pub struct Dialogue<'e> {
    exchanges: Vec<Exchange>,
    /// None when no handshake was completed.
    pub tls: Option<&'e Tls>,
    /// The authorities named when a certificate was asked for; none when none was.
    pub authorities: Option<&'e [String]>,
    /// None while no end was recorded.
    ending: Option<&'e Ending>,
    /// True when the session ended at the handshake or later.
    reached_handshake: bool,
}

/// Every visit that took place.
pub struct Visits<'e> {
    visits: Vec<(Visit, Dialogue<'e>)>,
    names: InstanceNames,
}

impl<'e> Visits<'e> {
    /// None when there was no identification.
    pub fn of(evidence: &'e Evidence) -> Option<Visits<'e>> {
        let mut visits = Vec::new();
        let mut names = InstanceNames::default();
        for visit in Visit::ALL {
            let own = evidence.observations.iter().filter(|o| o.place == visit.place());
            let facts: Vec<&'e Fact> = own.map(|o| &o.fact).collect();
            if !facts.is_empty() {
                facts.iter().for_each(|fact| names.learn(fact));
                visits.push((visit, Dialogue::of(&facts)));
            }
        }
        (!visits.is_empty()).then_some(Visits { visits, names })
    }

    /// One visit; none when it did not take place.
    pub fn at(&self, visit: Visit) -> Option<&Dialogue<'e>> {
        self.visits.iter().find(|(other, _)| *other == visit).map(|(_, dialogue)| dialogue)
    }

    /// The first completed handshake.
    pub fn tls(&self) -> Option<&'e Tls> {
        self.visits.iter().find_map(|(_, dialogue)| dialogue.tls)
    }

    /// The certificate of the connector in that handshake.
    pub fn leaf(&self) -> Option<&'e Certificate> {
        self.tls()?.chain.first()
    }

    /// The authorities of the first request for a certificate.
    pub fn authorities(&self) -> Option<&'e [String]> {
        self.visits.iter().find_map(|(_, dialogue)| dialogue.authorities)
    }

    /// The reply to a verb before TLS, as far as all visits agree; the greeting for an empty verb.
    pub fn reply_in_clear(&self, verb: &str) -> Option<String> {
        self.reply(Visit::ALL.as_slice(), verb, true)
    }

    /// The reply to a verb inside TLS, in the visits in which the connector has let us in.
    pub fn reply_inside(&self, verb: &str) -> Option<String> {
        self.reply(&[Visit::Tls12, Visit::Tls13], verb, false)
    }

    /// The reply to a verb in these visits, with `<varies>` for each word in which they differ.
    fn reply(&self, visits: &[Visit], verb: &str, clear: bool) -> Option<String> {
        let dialogues = visits.iter().filter_map(|visit| self.at(*visit)).filter(|d| clear || d.was_let_in());
        let replies = dialogues.filter_map(|dialogue| dialogue.reply(verb, clear));
        stable(replies.map(|lines| self.names.replaced_in(&on_one_line(verb, lines))))
    }

    /// The reply to the EHLO inside TLS, even where it is a refusal.
    pub fn first_reply_inside(&self, dialogue: &Dialogue<'e>) -> Option<String> {
        let lines = dialogue.reply("EHLO", false)?;
        Some(self.names.replaced_in(&on_one_line("EHLO", lines)))
    }

    /// Octets, as the keyword SIZE before TLS states them (RFC 1870); none without a number.
    pub fn message_size(&self) -> Option<String> {
        let lines = self.visits.iter().find_map(|(_, dialogue)| dialogue.reply("EHLO", true))?;
        let size = lines.iter().find_map(|line| line.get(4..)?.strip_prefix("SIZE"));
        size.map(|size| size.trim().to_owned()).filter(|size| !size.is_empty())
    }
}

impl<'e> Dialogue<'e> {
    /// Puts the lines of one visit in order: each of ours begins an exchange.
    fn of(facts: &[&'e Fact]) -> Dialogue<'e> {
        let mut dialogue = Dialogue {
            exchanges: vec![Exchange { clear: true, verb: String::new(), reply: Vec::new() }],
            tls: None,
            authorities: None,
            ending: None,
            reached_handshake: false,
        };
        for fact in facts {
            match fact {
                Fact::Line { by: Party::Us, text, clear, .. } => {
                    let verb = text.split(' ').next().unwrap_or_default().to_ascii_uppercase();
                    dialogue.exchanges.push(Exchange { clear: *clear, verb, reply: Vec::new() });
                }
                Fact::Line { by: Party::Sut, text, .. } => {
                    if let Some(last) = dialogue.exchanges.last_mut() {
                        last.reply.push(text.clone());
                    }
                }
                Fact::CertificateRequested { authorities, .. } => dialogue.authorities = Some(authorities),
                Fact::TlsEstablished { tls, .. } => dialogue.tls = Some(tls),
                Fact::SessionEnded { stage, ending, .. } => {
                    dialogue.ending = Some(ending);
                    dialogue.reached_handshake = *stage >= Stage::Handshake;
                }
                _ => {}
            }
        }
        dialogue
    }

    /// The lines of a whole reply; none when it never came.
    fn reply(&self, verb: &str, clear: bool) -> Option<&[String]> {
        let asked = self.exchanges.iter().find(|exchange| exchange.verb == verb && exchange.clear == clear)?;
        (!asked.reply.is_empty()).then_some(&asked.reply)
    }

    /// True when EHLO was answered 250 inside TLS.
    fn was_let_in(&self) -> bool {
        self.reply("EHLO", false).is_some_and(|lines| lines.iter().all(|line| line.starts_with("250")))
    }

    /// True when the connector broke the session off at the handshake or later.
    pub fn was_broken_off(&self) -> bool {
        self.reached_handshake && matches!(self.ending, Some(Ending::Alert { .. } | Ending::Closed | Ending::Reset))
    }
}

/// A reply on one line. Of EHLO the keywords, without the host that speaks and without the size that it allows.
fn on_one_line(verb: &str, lines: &[String]) -> String {
    if verb != "EHLO" || !lines.iter().all(|line| line.starts_with("250")) {
        return lines.join(" | ");
    }
    let keywords = lines.iter().skip(1).filter_map(|line| line.get(4..));
    let keywords = keywords.map(|keyword| if keyword.starts_with("SIZE") { "SIZE" } else { keyword });
    format!("250 {}", keywords.collect::<Vec<_>>().join(", "))
}
