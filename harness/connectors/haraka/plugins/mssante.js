'use strict'
// SPDX-License-Identifier: EUPL-1.2
// What an MSSanté connector needs beyond stock Haraka: who may send what, known mailboxes, the automatic reply.
const fs = require('node:fs')
const path = require('node:path')
const outbound = require('./outbound')
const haraka = { hmail: require('./outbound/hmail'), outbound_tls: require('./outbound/tls'), tls_socket: require('./tls_socket') }
const Liste = require('./mssante-liste')
const onward = require('./mssante-onward')

let settings, liste

exports.register = function () {
    settings = JSON.parse(fs.readFileSync(path.join(process.env.HARAKA, 'config', 'mssante.json'), 'utf8'))
    liste = new Liste(path.join(settings.run, 'liste'))
    onward.secure(settings, liste, haraka)
}

const from_peers = ({ local }) => local.ip === settings.smtp.ip && local.port === settings.smtp.port
const written = (address) => `${address.user}@${address.host}`.toLowerCase()

exports.hook_connect = function (next, connection) {
    // On port 587 Haraka demands AUTH of whoever may not relay.
    connection.relaying = !from_peers(connection)
    next()
}

exports.hook_mail = function (next, connection, [sender]) {
    const domaine = (sender.host || '').toLowerCase()
    if (!from_peers(connection)) {
        return sender.isNull() || domaine === settings.domaine ? next() : next(DENY, 'the sender domain is not served here')
    }
    if (!connection.tls.enabled) return next(DENY, 'STARTTLS with a certificate of IGC Sante first')
    // Haraka itself never verifies: its TLS socket belongs to no tls.Server (its issue 3451).
    const error = connection.client.cleartext?._handle?.verifyError()
    const subject = connection.tls.peerCertificate?.subject
    if (error || !subject) return next(DENY, `certificate not trusted: ${error ? error.message : 'none shown'}`)
    // A notice has no domain to compare: any listed operator may send it (RFC 5321 §4.5.5).
    if (sender.isNull()) return liste.knows(subject) ? next() : next(DENY, 'no entry of the liste blanche carries this certificate')
    return liste.binds(domaine, subject) ? next() : next(DENY, 'the liste blanche does not bind the sender domain to this certificate')
}

exports.hook_rcpt = function (next, connection, [recipient]) {
    const domaine = (recipient.host || '').toLowerCase()
    if (domaine === settings.domaine) return settings.recipients.includes(written(recipient)) ? next(OK) : next(DENY, 'unknown mailbox')
    if (!connection.relaying) return next(DENY, 'relaying denied')
    return liste.lists(domaine) ? next(OK) : next(DENY, 'the recipient domain is not in the liste blanche')
}

exports.hook_queue = function (next, { transaction }) {
    answer(transaction)
    outbound.send_trans_email(transaction, next)
}

// RFC 3834 §2: neither the null sender nor an automatic message is answered. The message goes on to the mailbox.
function answer({ rcpt_to, mail_from, header, uuid }) {
    const own = settings.automatic_reply
    const automatic = !/^(no\b.*)?$/i.test((header.get('Auto-Submitted') || '').trim())
    if (mail_from.isNull() || automatic || !rcpt_to.some((recipient) => written(recipient) === own)) return
    const original = (header.get('Message-ID') || '').trim()
    const sender = `${mail_from.user}@${mail_from.host}`
    const reply = [
        `From: <${own}>`,
        `To: <${sender}>`,
        `Subject: Auto: ${(header.get('Subject') || '').trim()}`,
        `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
        `Message-ID: <${uuid}@${settings.domaine}>`,
        'Auto-Submitted: auto-replied',
        ...(original ? [`In-Reply-To: ${original}`, `References: ${original}`] : []),
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=us-ascii',
        '',
        'Message bien recu.',
        '',
    ].join('\r\n')
    outbound.send_email('', sender, reply, () => {})
}

exports.hook_get_mx = function (next, _, domaine) {
    const { ip, port } = settings.internal
    if (domaine.toLowerCase() === settings.domaine) return next(OK, { exchange: ip, port, priority: 0 })
    if (!liste.lists(domaine)) return next(DENY, 'the recipient domain is not in the liste blanche')
    onward.route(domaine, settings.peers).then(
        ({ hosts, deferred, refused }) => (hosts ? next(OK, hosts) : deferred ? next(DENYSOFT, deferred) : next(DENY, refused)),
        (error) => next(onward.is_final(error) ? DENY : DENYSOFT, error.code),
    )
}
