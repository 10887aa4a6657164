"""How good the choice of key points and themes is, beside what two readers have chosen."""
