'use strict'
// SPDX-License-Identifier: EUPL-1.2
// The way out: TLS always but towards the inner mail server, the CRL, and the server's DN held against the list.
const dns = require('node:dns').promises
const fs = require('node:fs')
const net = require('node:net')
const path = require('node:path')
const tls = require('node:tls')

// Which recipient domains name a host as their MX: Haraka does not say it at the handshake.
const served = new Map()

// tls.ini takes `crl` as text, not as a file; and Node reads only the first of several CRLs in one text.
function crls(file) {
    return fs.readFileSync(file, 'latin1').split(/(?<=-----END X509 CRL-----\n)/).filter((text) => text.includes('BEGIN'))
}

exports.secure = function (settings, liste, haraka) {
    const file = path.join(settings.run, 'crl.pem')
    const options = haraka.tls_socket.certsByHost['*']
    Object.defineProperty(options, 'crl', { enumerable: true, configurable: true, get: () => crls(file) })
    // The context prepared for SNI would be without it.
    delete options.SNICallback
    haraka.hmail.prototype.get_force_tls = (mx) => mx.exchange !== settings.internal.ip
    const stock = haraka.outbound_tls.get_tls_options.bind(haraka.outbound_tls)
    haraka.outbound_tls.get_tls_options = (mx) => ({
        ...stock(mx),
        checkServerIdentity(_, certificate) {
            const host = mx.from_dns
            const domaines = [...(served.get(host.toLowerCase()) || [])]
            const bound = domaines.length && domaines.every((domaine) => liste.binds(domaine, certificate.subject))
            return tls.checkServerIdentity(host, certificate) || (bound ? undefined : new Error(`DN not listed for ${domaines}`))
        },
    })
}

const final = (error) => ['ENODATA', 'ENOTFOUND'].includes(error.code)

// The addresses of one MX host; none when it has none, and `undecided` when the DNS does not say.
async function addresses(host) {
    try {
        return (await dns.resolve4(host)).map((ip) => ({ ip, host }))
    } catch (error) {
        return final(error) ? [] : [{ undecided: true }]
    }
}

// Where a message for a listed domain goes; no address record stands in for a missing MX.
exports.route = async function (domaine, { source, port }) {
    const mxs = await dns.resolveMx(domaine)
    // RFC 7505: the null MX takes no mail.
    if (mxs.some((mx) => mx.exchange === '')) return { refused: 'the domain takes no mail' }
    mxs.sort((a, b) => a.priority - b.priority)
    const found = (await Promise.all(mxs.map((mx) => addresses(mx.exchange)))).flat()
    const hosts = found.filter(({ ip }) => net.isIPv4(ip || ''))
    for (const { host } of hosts) {
        const name = host.toLowerCase()
        served.set(name, (served.get(name) || new Set()).add(domaine.toLowerCase()))
    }
    if (hosts.length) {
        return { hosts: hosts.map(({ ip, host }, at) => ({ exchange: ip, from_dns: host, priority: at, port, bind: source })) }
    }
    return found.length ? { deferred: 'no address yet' } : { refused: 'no MX host has an address' }
}

exports.is_final = final
