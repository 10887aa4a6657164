"""The report of an event: gathered from its table, said in a language, and written in four formats.

`gather` reads the table into plain data (`model`, which is also the JSON archive), `document` puts that into headings,
texts, lists and tables, and `markdown`, `page` and `paper` write these down.
"""
