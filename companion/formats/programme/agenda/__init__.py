"""Reads agendas as people paste them: tables, lists, prose around them. What was understood comes with a confidence.

`reader.read_agenda` reads, `model` is what comes of it. Nothing is imported here: the words of thirty languages take a
second to make ready, and every process that only knows the model would wait for them.
"""
