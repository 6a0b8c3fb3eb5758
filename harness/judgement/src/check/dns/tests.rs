// SPDX-License-Identifier: EUPL-1.2
use crate::check::testing::{Case, Example, Examples, case};
use crate::fact::NameServer::{self, Operateurs, Parent};
use crate::fact::{Fact, Part, Question, Transport};
use reports::verdict::Verdict;

pub const RESOLVED_BY_DELEGATION: Examples = Examples {
    pass: Example::Of(|| seen(vec![asked(Parent, true), asked(Operateurs, false)])),
    fail: Example::Of(|| seen(vec![asked(Parent, true)])),
    inconclusive: Example::Of(|| seen(vec![])),
};

pub const RESOLVED_BY_REDIRECTION: Examples = Examples {
    pass: Example::Of(|| seen(vec![asked(Parent, false)])),
    fail: Example::Of(|| seen(vec![asked(Operateurs, false)])),
    inconclusive: Example::Of(|| seen(vec![])),
};

pub const MX_IN_ORDER: Examples = Examples {
    pass: Example::Of(|| seen(vec![visit("mx1.test (127.0.0.1:25)"), visit("mx2.test")])),
    fail: Example::Of(|| seen(vec![visit("mx2.test"), visit("mx1.test")])),
    inconclusive: Example::Of(|| seen(vec![asked(Parent, false)])),
};

/// Facts about a peer with two MX hosts.
fn seen(facts: Vec<Fact>) -> Case {
    let mut case = case(None, facts);
    if let Some(peer) = &mut case.params.peer {
        peer.domaine = "p.mssante.test".into();
        peer.mx = vec!["mx1.test".into(), "mx2.test".into()];
    }
    case
}

fn asked(server: NameServer, referral: bool) -> Fact {
    Fact::Asked(question(server, referral))
}

fn question(server: NameServer, referral: bool) -> Question {
    Question {
        server,
        from: String::new(),
        transport: Transport::Udp,
        name: "P.mssante.test.".into(),
        kind: "MX".into(),
        rcode: "NOERROR".into(),
        referral,
        answers: if referral { vec![] } else { vec!["10 mx1.test.".into()] },
        hops: vec![],
        fault: None,
    }
}

fn visit(local: &str) -> Fact {
    Fact::SessionOpened { session: 1, part: Part::PeerServer, local: local.into(), remote: String::new() }
}

#[test]
fn questions_of_another_kind_or_about_another_domain_do_not_count() {
    let other_domain = Question { name: "q.mssante.test.".into(), ..question(Operateurs, false) };
    let other_kind = Question { kind: "A".into(), ..question(Operateurs, false) };
    for question in [other_domain, other_kind] {
        let verdict = seen(vec![Fact::Asked(question)]).verdict(&super::RESOLVED_BY_DELEGATION);
        assert_eq!(verdict, Verdict::Inconclusive);
    }
}
