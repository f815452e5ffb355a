"""Where people are signed in, behind the wall; and how often something was tried, for all."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import grant, wall


class Migration(migrations.Migration):
    dependencies = [("identity", "0002_grants"), ("people", "0002_wall")]
    operations = [
        migrations.CreateModel(
            name="SignedIn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("began_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(db_index=True)),
                ("browser", models.CharField(blank=True, max_length=20)),
                ("system", models.CharField(blank=True, max_length=20)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Tries",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("since", models.DateTimeField(db_index=True)),
                ("count", models.PositiveIntegerField()),
            ],
        ),
        grant(
            "identity_signedin",
            web="SELECT, INSERT, DELETE, UPDATE (seen_at)",
            worker="SELECT, DELETE",
        ),
        wall("identity_signedin", "person_id = stafett_me()"),
        # No wall: it is asked before anybody is signed in, and holds hashes and counts alone.
        grant("identity_tries", web="SELECT, INSERT, UPDATE, DELETE", worker="SELECT, DELETE"),
    ]
