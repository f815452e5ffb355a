"""What the guide calls the levels stands on the logs' pages too, in the municipality's own row.

The database keeps it there, whoever writes in the guide: by level its number and, by language, the
title of its page, of the texts that hold. `municipality.levels` reads it.
"""

from django.db import migrations

from stafett.book.walls import function, trigger

LEVEL = "page ~ '^level-[1-3]$'"  # no log is kept at level 0

LEVEL_NAMES_OF = f"""
CREATE FUNCTION level_names_of(town uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_object_agg(level, names), '{{}}') FROM (
        SELECT right(page, 1) AS level, jsonb_object_agg(what, words) AS names FROM (
            SELECT page, 'number' AS what, number AS words FROM guide_place
                WHERE municipality_id = town AND {LEVEL} AND number <> ''
            UNION ALL
            SELECT page, language, (regexp_match(text, '^[\\s#]*([^\\n\\r]*[^\\s])'))[1] FROM (
                SELECT DISTINCT ON (page, language) page, language, text FROM guide_text
                    WHERE municipality_id = town AND {LEVEL}
                    ORDER BY page, language, entry DESC) latest
                WHERE text <> ''
        ) said GROUP BY page
    ) by_level
$$;
"""
LEVEL_NAMES_KEPT = """
CREATE FUNCTION level_names_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    town uuid := coalesce(NEW.municipality_id, OLD.municipality_id);
BEGIN
    UPDATE municipality_municipality SET level_names = level_names_of(town)
        WHERE id = town AND level_names <> level_names_of(town);
    RETURN NULL;
END $$;
CREATE TRIGGER level_names_kept AFTER INSERT OR UPDATE OR DELETE ON guide_text
    FOR EACH ROW EXECUTE FUNCTION level_names_kept();
CREATE TRIGGER level_names_kept AFTER INSERT OR UPDATE OR DELETE ON guide_place
    FOR EACH ROW EXECUTE FUNCTION level_names_kept();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("guide", "0002_wall"),
        ("municipality", "0002_wall"),
    ]
    operations = [
        function(LEVEL_NAMES_OF, "level_names_of(uuid)", to=""),
        trigger(LEVEL_NAMES_KEPT, "level_names_kept"),
    ]
