#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Fetches, judges and applies the liste blanche: fetch_liste.py RUN URL [--first]

What is refused leaves the list in force alone, is told in log/liste.log, and is no failure; but with --first there must be
a list in force at the end.
"""
import os
import re
import subprocess
import sys
import time

import exim_tables
import signed_liste
from signed_liste import Refused

# Kilobytes of 512 octets, as `ulimit -f` counts: 30 MB. curl alone does not stop an answer that announces no length.
LIMIT = 61440
PATIENCE = 5


def kept(path):
    """What an earlier call wrote; nothing at the first."""
    if not os.path.exists(path):
        return ''
    with open(path, encoding='utf-8') as file:
        return file.read()


def fetch(run, url):
    """One request, no redirect, under IGC Santé alone. Gives the file, or None when nothing changed."""
    new = f'{run}/liste.fetched'
    if os.path.exists(new):
        os.unlink(new)
    curl = ['curl', '-sS', '--max-time', str(PATIENCE), '--cacert', f'{run}/trust.pem', '--cert', f'{run}/chain.pem',
            '--key', f'{run}/key.pem', '-D', f'{run}/liste.headers', '-o', new, '-w', '%{http_code}']
    # Conditional under the very date that came with the edition in force: the clock of this machine is no measure.
    since = kept(f'{run}/liste.since')
    if since:
        curl += ['-H', f'If-Modified-Since: {since}']
    bounded = ['sh', '-c', f'ulimit -f {LIMIT}; exec "$@"', 'sh', *curl, url]
    done = subprocess.run(bounded, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused('curl: ' + (done.stderr.strip().splitlines() or [str(done.returncode)])[0])
    if done.stdout == '304':
        return None
    if done.stdout != '200':
        raise Refused(f'HTTP {done.stdout}')
    return new


def put(path, text):
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def take_up(run, url):
    """Brings a newer edition into force; says what came of it."""
    new = fetch(run, url)
    if new is None:
        return 'not modified'
    date, entries = signed_liste.read(run, new)
    in_force = kept(f'{run}/liste.date')
    if date < in_force:
        raise Refused(f'{date} is older than {in_force}')
    exim_tables.write(run, entries)
    put(f'{run}/liste.date', date)
    since = re.findall(r'(?im)^last-modified:\s*(.*?)\r?$', kept(f'{run}/liste.headers'))
    put(f'{run}/liste.since', since[-1] if since else '')
    return f'in force: {date}, {len(entries)} entries'


def main():
    run, url = sys.argv[1:3]
    try:
        said = take_up(run, url)
    except Refused as refused:
        said = f'refused: {refused}'
    with open(f'{run}/log/liste.log', 'a', encoding='utf-8') as log:
        log.write(time.strftime('%F %T ') + said + '\n')
    if '--first' in sys.argv and not kept(f'{run}/liste.date'):
        sys.exit(said)


main()
