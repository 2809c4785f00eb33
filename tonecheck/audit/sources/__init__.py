"""What letters an archive holds: files in folders, members of containers, and rows of tables and databases.

Items are found one by one and in a fixed order, without opening letters, so that finding them is quick and needs
little memory; whoever judges an item reads it.
"""

from tonecheck.audit.sources.containers import content
from tonecheck.audit.sources.finding import find_items
from tonecheck.audit.sources.items import Columns, Item
from tonecheck.audit.sources.side import Side
from tonecheck.audit.sources.sql import Query

__all__ = ["Columns", "Item", "Query", "Side", "content", "find_items"]
