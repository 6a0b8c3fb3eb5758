# SPDX-License-Identifier: EUPL-1.2
"""Exim's tables of the liste blanche, keyed as Exim asks.

bound       domain|DN   which DNs may speak for a domain: one line for each
listed      domain      where a message may go
operators   DN          who may send with the null reverse-path

Exim shows a DN as GnuTLS writes it: in the order of the certificate, which is the reverse of the list's, without blanks
after commas, and with the escapes of RFC 4514.
"""
import os
import re

PART = re.compile(r'\s*([A-Za-z0-9.]+)\s*=\s*("(?:[^"\\]|\\.)*"|(?:[^,\\]|\\.)*)\s*(?:,|$)')


def as_gnutls(dn):
    """The DN of an entry in the spelling of GnuTLS."""
    parts = []
    for kind, value in PART.findall(dn):
        value = value.strip()
        if value.startswith('"') and value.endswith('"'):
            value = value[1:-1]
        value = re.sub(r'\\(.)', r'\1', value)
        parts.append(f'{kind.upper()}=' + re.sub(r'([,+"\\<>;])', r'\\\1', value))
    return ','.join(reversed(parts))


def put(path, keys):
    """Writes one table beside the old one and moves it into place: Exim never reads half of it."""
    with open(path + '.new', 'w', encoding='utf-8') as file:
        for key in sorted(keys):
            quoted = re.sub(r'(["\\])', r'\\\1', key)
            file.write(f'"{quoted}": yes\n')
    os.rename(path + '.new', path)


def write(folder, entries):
    """Replaces the three tables; `entries` are pairs of domain and DN as the list gives them."""
    entries = [(domaine.lower(), as_gnutls(dn)) for domaine, dn in entries]
    put(f'{folder}/bound', {f'{domaine}|{dn}' for domaine, dn in entries})
    put(f'{folder}/listed', {domaine for domaine, _ in entries})
    put(f'{folder}/operators', {dn for _, dn in entries})
