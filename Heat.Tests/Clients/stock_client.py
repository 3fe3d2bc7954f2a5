"""OpenStack's own client, loaded once: each command is a process that is forked from this one.

A line of standard input is a command, as JSON: its number, arguments, environment, folder, and the files for its output and errors.
A line of standard output says of a command's number that it has begun ("began", with its process id) or how it ended ("ended", with its exit code).
Loading the client takes a second and a half; running a loaded one takes a tenth.
"""
import contextlib
import importlib
import io
import json
import os
import signal
import sys

import openstackclient.shell

# What commands would load one by one.
for module in ("heatclient.v1.client", "heatclient.osc.v1.stack", "novaclient.client", "openstack.connection",
               "openstackclient.compute.v2.server", "openstackclient.network.v2.network"):
    importlib.import_module(module)


def load_commands():
    """The client looks for its commands in all installed packages; it remembers them while it runs."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()), contextlib.suppress(SystemExit):
        openstackclient.shell.main(["--help"])


def tell(number, what, value):
    # One write, so that lines of processes that end at the same time do not mix.
    os.write(1, f"{number} {what} {value}\n".encode())


def run(command):
    """Runs the command in this process, and does not return."""
    os.chdir(command["folder"])
    os.environ.update(command["environment"])
    os.dup2(os.open(command["output"], os.O_WRONLY | os.O_CREAT), 1)
    os.dup2(os.open(command["error"], os.O_WRONLY | os.O_CREAT), 2)
    sys.argv = ["openstack", *command["arguments"]]
    try:
        code = openstackclient.shell.main(command["arguments"])
    except SystemExit as exit:
        code = exit.code
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(bool(code)))


def watch(command):
    """Runs the command in a process of its own, and does not return before that has ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    child = os.fork()
    if child == 0:
        run(command)
    tell(command["number"], "began", child)
    _, status = os.waitpid(child, 0)
    tell(command["number"], "ended", os.waitstatus_to_exitcode(status))
    os._exit(0)


load_commands()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    if os.fork() == 0:
        watch(json.loads(line))
