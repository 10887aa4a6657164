"""Pages for those who run the floor beside the moderator's."""
