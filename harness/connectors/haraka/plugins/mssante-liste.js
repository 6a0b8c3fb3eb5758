'use strict'
// SPDX-License-Identifier: EUPL-1.2
// The liste blanche: one line for each entry, domain TAB DN, read again when the file has changed.
const fs = require('node:fs')

// [type, value] of each part of a DN as the list spells it: quotes and backslashes keep commas inside values.
function parsed(text) {
    const part = /\s*([A-Za-z0-9.]+)\s*=\s*("(?:[^"\\]|\\.)*"|(?:[^,\\]|\\.)*)\s*(?:,|$)/g
    return [...text.matchAll(part)].map(([, type, written]) => {
        let value = written.trim()
        if (value.startsWith('"')) value = value.slice(1, -1)
        return [type.toUpperCase(), value.replace(/\\(.)/g, '$1')]
    })
}

// List and certificate give the parts in opposite orders, and Node gives a subject without any.
const canonical = (parts) => parts.map(([type, value]) => `${type}=${value.toLowerCase()}`).sort().join('\n')

// A type that occurs twice is an array in Node's subject.
const of_subject = (subject) =>
    canonical(Object.entries(subject || {}).flatMap(([type, values]) => [].concat(values).map((value) => [type, value])))

class Liste {
    constructor(file) {
        this.file = file
    }

    entries() {
        const { ino, mtimeMs } = fs.statSync(this.file)
        const version = `${ino} ${mtimeMs}`
        if (version !== this.version) {
            const lines = fs.readFileSync(this.file, 'utf8').split('\n').filter(Boolean)
            this.read = lines.map((line) => {
                const [domaine, dn] = line.split('\t')
                return { domaine: domaine.toLowerCase(), dn: canonical(parsed(dn)) }
            })
            this.version = version
        }
        return this.read
    }

    lists(domaine) {
        return this.entries().some((entry) => entry.domaine === domaine.toLowerCase())
    }

    // A domain may have several DNs.
    binds(domaine, subject) {
        const dn = of_subject(subject)
        return this.entries().some((entry) => entry.domaine === domaine.toLowerCase() && entry.dn === dn)
    }

    knows(subject) {
        const dn = of_subject(subject)
        return this.entries().some((entry) => entry.dn === dn)
    }
}

module.exports = Liste
