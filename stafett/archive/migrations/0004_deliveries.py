"""Who may have a print may know whether the archive has it. An administrator is told by
functions, of no log and no child, and may ask that it be tried again; a receipt is nobody's to
take away.
"""

from django.db import migrations

from stafett.book.walls import function, grant, same_log, trigger, wall

DELIVERIES_OF = """
CREATE FUNCTION deliveries_of(town uuid, received boolean) RETURNS TABLE (
    key uuid, unit text, made_at timestamptz, tries integer, tried_at timestamptz,
    next_at timestamptz, handed_over_at timestamptz, received_at timestamptz, receipt text,
    refused_at timestamptz, trouble text, of_all bigint)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT d.id, u.name, d.made_at, w.tries, w.tried_at, w.next_at, w.handed_over_at,
        w.received_at, w.receipt, w.refused_at, w.trouble, count(*) OVER ()
    FROM archive_delivery w JOIN archive_deposit d ON d.id = w.deposit_id
        JOIN logs_log l ON l.id = w.log_id JOIN municipality_unit u ON u.id = l.unit_id
    WHERE l.municipality_id = town AND town IN (SELECT my_municipalities())
      AND (w.received_at IS NOT NULL) = received
    ORDER BY w.refused_at, w.tries DESC, w.received_at DESC, d.made_at LIMIT 20
$$;
"""
DELIVER_AGAIN = """
CREATE FUNCTION deliver_again(town uuid) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER AS $$
    WITH again AS (
        UPDATE archive_delivery w
        SET next_at = now(), refused_at = NULL, asked_at = now(), asked_by_id = stafett_me()
        FROM logs_log l WHERE l.id = w.log_id AND l.municipality_id = town
            AND town IN (SELECT my_municipalities()) AND w.received_at IS NULL AND w.tries > 0
        RETURNING 1)
    SELECT count(*) FROM again
$$;
"""
RECEIPT_STANDS = """
CREATE FUNCTION receipt_stands() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    RAISE EXCEPTION 'a receipt of the archive stands' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER receipt_stands BEFORE UPDATE OF received_at, receipt ON archive_delivery
    FOR EACH ROW WHEN (OLD.received_at IS NOT NULL
        AND (NEW.received_at, NEW.receipt) IS DISTINCT FROM (OLD.received_at, OLD.receipt))
    EXECUTE FUNCTION receipt_stands();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0003_packages"),
    ]
    operations = [
        wall("archive_delivery", "deposit_id IN (SELECT id FROM archive_deposit)"),
        same_log("archive_delivery", "deposit_id", "archive_deposit"),
        grant(
            "archive_delivery",
            web="SELECT",
            worker=(
                "SELECT, INSERT, UPDATE (tries, tried_at, next_at, handed_over_at, "
                "received_at, receipt, refused_at, trouble)"
            ),
        ),
        function(DELIVERIES_OF, "deliveries_of(uuid, boolean)"),
        function(DELIVER_AGAIN, "deliver_again(uuid)"),
        trigger(RECEIPT_STANDS, "receipt_stands"),
    ]
