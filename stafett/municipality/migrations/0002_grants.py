"""Services, staff and policies are public; they change in management commands for now."""

from django.db import migrations

from stafett.book.walls import grant


class Migration(migrations.Migration):
    dependencies = [("municipality", "0001_initial"), ("book", "0002_wall")]
    operations = [
        grant("municipality_municipality", web="SELECT"),
        grant("municipality_unit", web="SELECT"),
        grant("municipality_position", web="SELECT"),
        grant("municipality_policyversion", web="SELECT"),
    ]
