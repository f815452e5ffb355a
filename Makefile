# Everything a newcomer needs; each word is explained in the file it starts.
PYTHON ?= python3
VENV = .venv/bin/python
TESTS ?= -n 2 --dist worksteal
MINUTES ?= 10

.PHONY: help setup run test pictures check format lock audit fuzz backup restore requirements docs-check migration bench bench-quick bench-live bench-batch soak visit fonts

help:
	@echo "make run     set up what is missing and start Stafett with its training municipality"
	@echo "make test    run every test, in a real browser too"
	@echo "make fuzz    send anything at all to every address, for MINUTES=10"
	@echo "make pictures  take the pictures of the docs and the help anew, of the running program"
	@echo "make check   style, types, the rooms, templates, translations"
	@echo "make format  mend what a machine can mend"
	@echo "make setup   only set up"
	@echo "make requirements  which tests show what municipalities ask for"
	@echo "make docs-check    what the documents say of commands and settings is so"
	@echo "make bench   how fast it is with 500 and 20 000 logs; make bench-quick in three minutes"
	@echo "make soak    kill web server, worker and database under load, and look for what is lost"
	@echo "make bench-live  five hundred open pages; make bench-batch  the worker's nights, or ONLY=prints"
	@echo "make visit   what a first visit and the next page cost on a telephone with a slow line"
	@echo "make audit   look for known weaknesses in packages, and for secrets in the history"
	@echo "make backup  keep everything in var/backup/, also while Stafett runs"
	@echo "make restore FROM=var/backup/...  put a backup back; Stafett must have stopped"
	@echo "make migration ROOM=plan NAME=what_it_does  write the migration for a changed model"
	@echo "make fonts   cut the letters' files down to the letters we show (needs uv)"
	@echo "make lock    renew the lists of packages with versions and hashes (needs uv)"

setup:
	@$(PYTHON) tools/setup.py

run:
	@$(PYTHON) tools/setup.py --quiet
	@$(VENV) -m tools.run

test:
	@$(PYTHON) tools/setup.py --quiet --test
	@$(VENV) -m pytest $(TESTS)

pictures:
	@$(PYTHON) tools/setup.py --quiet --test
	@STAFETT_PICTURES=docs $(VENV) -m pytest tests/browser/test_pictures.py

fuzz:
	@$(PYTHON) tools/setup.py --quiet --test
	@FUZZ_MINUTES=$(MINUTES) $(VENV) -m pytest tests/fuzz

check:
	@$(PYTHON) tools/setup.py --quiet --test
	@$(VENV) -m tools.check

format:
	@$(PYTHON) tools/setup.py --quiet --test
	@$(VENV) -m tools.check --mend

backup:
	@$(PYTHON) tools/setup.py --quiet
	@$(VENV) -m tools.backup

restore:
	@$(PYTHON) tools/setup.py --quiet
	@$(VENV) -m tools.restore "$(FROM)"

migration:
	@$(PYTHON) tools/setup.py --quiet --test
	@DJANGO_SETTINGS_MODULE=tools.check_settings STAFETT_LOGIN=owner \
		$(VENV) manage.py makemigrations $(ROOM) --name $(NAME)

docs-check:
	@$(PYTHON) tools/setup.py --quiet --test
	@$(VENV) -m tools.docs

requirements:
	@$(PYTHON) tools/setup.py --quiet --test
	@$(VENV) -m tools.requirements

bench:
	@$(PYTHON) tools/setup.py --quiet
	@$(VENV) -m tools.bench

bench-quick:
	@$(PYTHON) tools/setup.py --quiet
	@$(VENV) -m tools.bench --quick

soak:
	@$(PYTHON) tools/setup.py --quiet
	@$(VENV) -m tools.soak

visit:
	@$(PYTHON) tools/setup.py --quiet --test
	@$(VENV) -m tools.bench.visit

fonts:
	@$(PYTHON) tools/setup.py --quiet
	@$(VENV) -m tools.fonts

bench-live:
	@$(PYTHON) tools/setup.py --quiet
	@$(VENV) -m tools.bench.live

bench-batch:
	@$(PYTHON) tools/setup.py --quiet
	@$(VENV) -m tools.bench.batch $(ONLY)

lock:
	@sh tools/lock.sh

audit:
	@$(PYTHON) tools/setup.py --quiet --test
	@$(VENV) -m tools.audit
