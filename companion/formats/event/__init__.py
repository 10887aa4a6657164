"""What organisers print beforehand: posters, sheets for doors, cards, the programme, the team's links."""
