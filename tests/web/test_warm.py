"""A web process has read its addresses and templates before it answers anybody."""

import subprocess
import sys

from tools import environment

# In a process of its own: in this one other tests have read them long ago.
ASK = """
import django
from django.template import engines
django.setup()
from stafett.web.warm import warm
warm()
loader = engines["django"].engine.template_loaders[0]
from django.urls import get_resolver
print(len(loader.get_template_cache) > 200, bool(get_resolver()._populated))
"""


def test_the_first_visitor_waits_for_nothing_that_could_be_read_before() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=environment.ROOT,
        env={"DJANGO_SETTINGS_MODULE": "tools.check_settings", "STAFETT_LOGIN": "web"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stdout == "True True\n", done.stderr
