# part-handler
"""Puts every part of type text/x-cfninitdata into the files that the in-instance tools read."""
import os

PLACES = ('/var/lib/heat-cfntools', '/var/lib/cloud/data')


def list_types():
    return ['text/x-cfninitdata']


def handle_part(data, ctype, filename, payload):
    if ctype not in list_types():
        return
    content = payload if isinstance(payload, bytes) else payload.encode('utf-8')
    for place in PLACES:
        os.makedirs(place, mode=0o700, exist_ok=True)
        path = os.path.join(place, filename)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, 'wb') as target:
            target.write(content)
        if filename == 'cfn-userdata':
            os.chmod(path, 0o700)
