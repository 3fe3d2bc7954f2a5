#!/usr/bin/env python3
"""Runs the author's user data, keeps its output in a log, and marks that provisioning is over."""
import datetime
import subprocess
import sys

PLACE = '/var/lib/heat-cfntools'
LOG = '/var/log/heat-provision.log'


def main():
    with open(LOG, 'ab') as log:
        def say(text):
            log.write(('%s %s\n' % (datetime.datetime.now().isoformat(), text)).encode('utf-8'))
            log.flush()

        say('Provision began')
        try:
            code = subprocess.call([PLACE + '/cfn-userdata'], stdout=log, stderr=subprocess.STDOUT)
        except OSError as failure:
            # Empty user data, or data without an interpreter line, is nothing to run.
            say('User data was not run: %s' % failure)
            code = 0
        say('Provision done, exit code %d' % code)
    with open(PLACE + '/provision-finished', 'w') as mark:
        mark.write('%s\n' % datetime.datetime.now().isoformat())
    return code


if __name__ == '__main__':
    sys.exit(main())
