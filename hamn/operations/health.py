import logging

from django.db import DatabaseError, close_old_connections, connections

log = logging.getLogger(__name__)


def check() -> str:
    """As find_fault, for a thread that keeps its connections: one that broke since last time is opened anew."""
    close_old_connections()
    return find_fault()


def find_fault() -> str:
    """What keeps the databases from answering, in a few words that reveal nothing; empty when they do."""
    for connection in connections.all():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except (DatabaseError, OSError):
            log.exception("The database %s does not answer.", connection.alias)
            connection.close()
            return f"{connection.alias} does not answer"
    return ""
