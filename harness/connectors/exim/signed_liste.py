# SPDX-License-Identifier: EUPL-1.2
"""Judges one edition of the liste blanche: its form, its signer (openssl) and its signature (xmlsec1)."""
import base64
import subprocess
import xml.etree.ElementTree as ET

LISTE = '{https://listeblanche.mssante.fr/schema}'
DSIG = '{http://www.w3.org/2000/09/xmldsig#}'
SIGNATURE = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
DIGEST = 'http://www.w3.org/2001/04/xmlenc#sha256'
TRANSFORMS = ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#']


class Refused(Exception):
    """Why an edition is not taken up."""


def demand(holds, why):
    if not holds:
        raise Refused(why)


def only(parent, name):
    found = parent.findall(DSIG + name)
    demand(len(found) == 1, f'{len(found)} {name}')
    return found[0]


def ran(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    demand(done.returncode == 0, f'{command[0]}: ' + ' '.join(done.stderr.split())[:300])


def signer(root):
    """The one certificate of the one signature, which must cover the whole document in the one allowed way."""
    signatures = list(root.iter(DSIG + 'Signature'))
    demand(len(signatures) == 1 and signatures[0] in list(root), f'{len(signatures)} signatures')
    info = only(signatures[0], 'SignedInfo')
    reference = only(info, 'Reference')
    demand(only(info, 'SignatureMethod').get('Algorithm') == SIGNATURE, 'signature method')
    demand(reference.get('URI') == '', 'the signature does not cover the document')
    demand(only(reference, 'DigestMethod').get('Algorithm') == DIGEST, 'digest method')
    demand([one.get('Algorithm') for one in only(reference, 'Transforms')] == TRANSFORMS, 'transforms')
    certificates = list(signatures[0].iter(DSIG + 'X509Certificate'))
    demand(len(certificates) == 1, f'{len(certificates)} certificates')
    body = base64.encodebytes(base64.b64decode(certificates[0].text)).decode()
    return f'-----BEGIN CERTIFICATE-----\n{body}-----END CERTIFICATE-----\n'


def read(folder, file):
    """The date and the entries of an edition, once everything holds. Raises `Refused`."""
    with open(file, 'rb') as opened:
        octets = opened.read()
    demand(b'<!DOCTYPE' not in octets and b'<!ENTITY' not in octets, 'a DOCTYPE')
    try:
        root = ET.fromstring(octets)
    except ET.ParseError as error:
        raise Refused(f'XML: {error}') from error
    demand(root.tag == LISTE + 'ListeBlancheMSSante', f'root {root.tag}')
    with open(f'{folder}/signer.pem', 'w', encoding='ascii') as opened:
        opened.write(signer(root))
    ran('openssl', 'verify', '-CAfile', f'{folder}/trust.pem', '-CRLfile', f'{folder}/crl.pem', '-crl_check_all',
        '-purpose', 'smimesign', f'{folder}/signer.pem')
    ran('xmlsec1', '--verify', '--pubkey-cert-pem', f'{folder}/signer.pem', file)
    pairs = [(one.findtext(LISTE + 'Nom'), one.findtext(LISTE + 'DNCertificatOperateur')) for one in root.iter(LISTE + 'Domaine')]
    entries = [(domaine.strip(), dn.strip()) for domaine, dn in pairs if domaine and dn]
    demand(entries, 'no entry')
    return root.findtext(LISTE + 'DateDeGeneration') or '', entries
