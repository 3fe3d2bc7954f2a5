#!/bin/bash
# Makes the places that the other parts are put into, before anything else runs.
install -d -m 0700 /var/lib/heat-cfntools
install -d -m 0700 /var/lib/cloud/data
