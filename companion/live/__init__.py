"""The read road: the table's changes on their way down to every connected screen."""
