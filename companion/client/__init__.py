"""The public wire from the other side: what the rehearsal, the tests and the measurements speak to a running server with."""
