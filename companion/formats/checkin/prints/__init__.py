"""What is printed for check-in: tickets, badges, lists to sign. Pure: texts in, PDF out."""
